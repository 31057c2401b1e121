//! The wheel as a picture in SVG: a ring of stages, numbered arrows, and a list that says what leads
//! along each. Its text can be selected, and it has colors for light and dark.

mod card;
mod label;
mod letters;
mod list;
mod ring;
mod route;
mod shapes;
mod style;
#[cfg(test)]
mod tests;

use std::fmt::{self, Write};

use super::Picture;
use crate::output::escaped::Escaped;
use card::Card;
use letters::{width, wrapped};
use list::{COLUMN, HEAD, INDENT, Item, Kind, List, SAID, TO};
use ring::{Drawn, LABEL, LABEL_SIZE, Placed, Ring};
use shapes::{Point, Rect};

/// The room around everything.
const MARGIN: f64 = 40.0;

/// With more arrows than this, those across the ring are drawn lighter than those around it.
const CROWDED: usize = 24;

/// The size of the title.
const TITLE: f64 = 26.0;

/// The picture as one document.
pub(super) fn draw(picture: Picture<'_>) -> String {
    let mut out = String::new();
    // Writing to a text cannot fail.
    let _ = Page::of(picture).draw(&mut out);
    out
}

/// Everything in its place.
struct Page<'p> {
    picture: Picture<'p>,
    ring: Ring,
    list: List,
    title: Vec<String>,
    about: Vec<String>,
    /// Where the middle of the ring is.
    middle: Point,
    /// Where the list begins.
    list_at: Point,
    /// What the looks of arrows mean, and where that is.
    key: Vec<(&'static str, &'static str, Point)>,
    size: (f64, f64),
}

impl<'p> Page<'p> {
    fn of(picture: Picture<'p>) -> Page<'p> {
        let ring = Ring::of(picture);
        let around = ring.around();
        let list = List::of(picture, &ring, around.height.max(520.0));
        let left = around.width.max(360.0);
        let wide = 2.0 * MARGIN + left + list.width();
        let title = wrapped(&picture.wheel.title, TITLE, true, wide - 2.0 * MARGIN);
        let about = wrapped(&picture.about(), SAID + 1.0, false, wide - 2.0 * MARGIN);
        let top = MARGIN + 32.0 * title.len() as f64 + 20.0 * about.len() as f64 + 22.0;
        let high = around.height.max(list.height);
        let middle = Point {
            x: MARGIN + (left - around.width) / 2.0 - around.left,
            y: top + (high - around.height) / 2.0 - around.top,
        };
        let list_at = Point { x: MARGIN + left + list::BETWEEN, y: top };
        let below = top + high + 34.0;
        let key = key(&ring, below, wide - 2.0 * MARGIN);
        let bottom = key.last().map_or(top + high, |(_, _, at)| at.y);
        let size = (wide.ceil(), (bottom + MARGIN).ceil());
        Page { picture, ring, list, title, about, middle, list_at, key, size }
    }

    fn draw(&self, out: &mut String) -> fmt::Result {
        let (wide, high) = self.size;
        let crowded = if self.ring.arrows.len() > CROWDED { " crowded" } else { "" };
        writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" \
             width=\"{wide}\" height=\"{high}\" role=\"img\" class=\"lifecycle{crowded}\" \
             aria-labelledby=\"lifecycle-title lifecycle-words\">"
        )?;
        let title = Escaped(&self.picture.wheel.title);
        writeln!(out, "<title id=\"lifecycle-title\">{title}</title>")?;
        let words = self.picture.wheel.words();
        writeln!(out, "<desc id=\"lifecycle-words\">{}</desc>", Escaped(&words))?;
        writeln!(out, "<style>\n{}</style>", style::style())?;
        style::heads(out)?;
        writeln!(out, "<rect class=\"paper\" width=\"{wide}\" height=\"{high}\"/>")?;
        self.head(out)?;
        writeln!(out, "<g transform=\"translate({:.1} {:.1})\">", self.middle.x, self.middle.y)?;
        let (rx, ry) = self.ring.radii;
        writeln!(out, "<ellipse class=\"rim\" rx=\"{rx:.1}\" ry=\"{ry:.1}\"/>")?;
        self.ring.arrows.iter().try_for_each(|arrow| curve(out, arrow))?;
        self.ring
            .cards
            .iter()
            .chain(&self.ring.anywhere)
            .try_for_each(|card| draw_card(out, card))?;
        self.ring.arrows.iter().try_for_each(|arrow| label(out, arrow))?;
        writeln!(out, "</g>")?;
        self.list.items.iter().try_for_each(|item| self.item(out, item))?;
        for (class, words, at) in &self.key {
            let end = at.x + 34.0;
            writeln!(
                out,
                "<path class=\"way {class}\" d=\"M{:.1} {:.1}H{end:.1}\" \
                 marker-end=\"url(#head-{class})\"/>",
                at.x,
                at.y - 4.5
            )?;
            text(out, (at.x + 48.0, at.y), "quiet", SAID, words)?;
        }
        writeln!(out, "</svg>")
    }

    /// The title, and what the picture is about.
    fn head(&self, out: &mut String) -> fmt::Result {
        let mut y = MARGIN;
        for line in &self.title {
            y += 26.0;
            text(out, (MARGIN, y), "ink bold", TITLE, line)?;
            y += 6.0;
        }
        for line in &self.about {
            y += 18.0;
            text(out, (MARGIN, y), "quiet", SAID + 1.0, line)?;
        }
        Ok(())
    }

    fn item(&self, out: &mut String, item: &Item) -> fmt::Result {
        let left = self.list_at.x + item.column as f64 * (COLUMN + list::BETWEEN);
        let y = self.list_at.y + item.y;
        match item.kind {
            Kind::Head => text(out, (left, y), "ink bold", HEAD, &item.text),
            Kind::Number(place) => {
                let class = self.ring.arrows[place].class;
                let wide = width(&item.text, LABEL_SIZE, true) + 12.0;
                let at = Point { x: left + 14.0, y: y - 4.5 };
                pill(out, &Rect::around(at, wide.max(20.0), LABEL), class)?;
                middle(out, (at.x, at.y + 4.2), "on-pill bold", LABEL_SIZE, &item.text)
            }
            Kind::To => text(out, (left + INDENT, y), "ink bold", TO, &item.text),
            Kind::Count => {
                let x = left + COLUMN;
                writeln!(
                    out,
                    "<text class=\"number bold\" x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{TO}\" \
                     text-anchor=\"end\">{}</text>",
                    Escaped(&item.text)
                )
            }
            Kind::Said => text(out, (left + INDENT, y), "quiet", SAID, &item.text),
            Kind::Gift => text(out, (left + INDENT, y), "gift", SAID, &item.text),
        }
    }
}

/// What the looks of arrows mean that there are, from left to right and in lines.
fn key(ring: &Ring, top: f64, wide: f64) -> Vec<(&'static str, &'static str, Point)> {
    let mut at = Point { x: MARGIN, y: top };
    let mut key = Vec::new();
    for (class, words) in style::KEY {
        if !ring.arrows.iter().any(|arrow| arrow.class == class) {
            continue;
        }
        let room = 48.0 + width(words, SAID, false) + 28.0;
        if at.x + room > MARGIN + wide && at.x > MARGIN {
            at = Point { x: MARGIN, y: at.y + 24.0 };
        }
        key.push((class, words, at));
        at.x += room;
    }
    key
}

fn curve(out: &mut String, arrow: &Drawn) -> fmt::Result {
    let Drawn { curve, class, .. } = arrow;
    writeln!(
        out,
        "<path class=\"way {class}\" d=\"M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}\" \
         marker-end=\"url(#head-{class})\"/>",
        curve.from.x, curve.from.y, curve.bend.x, curve.bend.y, curve.to.x, curve.to.y
    )
}

fn draw_card(out: &mut String, placed: &Placed) -> fmt::Result {
    let Placed { card: Card { lines, class, height, .. }, place } = placed;
    writeln!(
        out,
        "<rect class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{height:.1}\" \
         rx=\"12\"/>",
        place.left, place.top, place.width
    )?;
    let high: f64 = lines.iter().map(card::Line::height).sum();
    let mut y = place.center().y - high / 2.0;
    for line in lines {
        let class = if line.bold { format!("{} bold", line.class) } else { line.class.to_owned() };
        middle(out, (place.center().x, y + line.size * 1.02), &class, line.size, &line.text)?;
        y += line.height();
    }
    Ok(())
}

fn label(out: &mut String, arrow: &Drawn) -> fmt::Result {
    let Drawn { label, place, class, .. } = arrow;
    let first = label.first(|text, bold| width(text, LABEL_SIZE, bold));
    let baseline = place.center().y + 4.2;
    if let Some(count) = &label.count {
        writeln!(
            out,
            "<rect class=\"count-box\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" \
             height=\"{LABEL}\" rx=\"10\"/>",
            place.left, place.top, place.width
        )?;
        let x = (place.left + first + place.right()) / 2.0 - 1.0;
        middle(out, (x, baseline), "number bold", LABEL_SIZE, count)?;
    }
    pill(out, &Rect { width: first, ..*place }, class)?;
    let number = label.number.to_string();
    middle(out, (place.left + first / 2.0, baseline), "on-pill bold", LABEL_SIZE, &number)
}

fn pill(out: &mut String, place: &Rect, class: &str) -> fmt::Result {
    writeln!(
        out,
        "<rect class=\"pill {class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" \
         rx=\"10\"/>",
        place.left, place.top, place.width, place.height
    )
}

fn text(out: &mut String, at: (f64, f64), class: &str, size: f64, words: &str) -> fmt::Result {
    let (x, y) = at;
    writeln!(
        out,
        "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\">{}</text>",
        Escaped(words)
    )
}

fn middle(out: &mut String, at: (f64, f64), class: &str, size: f64, words: &str) -> fmt::Result {
    let (x, y) = at;
    writeln!(
        out,
        "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" \
         text-anchor=\"middle\">{}</text>",
        Escaped(words)
    )
}
