//! The list next to the ring: what leads along each arrow, stage by stage.

use super::super::Picture;
use super::letters::{width, wrapped};
use super::ring::Ring;
use crate::output::words::number;
use crate::tools::wheel::{Arrow, Origin, Reason};

/// How wide a column is, and what is between two of them.
pub(super) const COLUMN: f64 = 330.0;
pub(super) const BETWEEN: f64 = 36.0;

/// Where the texts of an entry begin, right of its number.
pub(super) const INDENT: f64 = 36.0;

/// The sizes of texts.
pub(super) const HEAD: f64 = 15.0;
pub(super) const TO: f64 = 14.0;
pub(super) const SAID: f64 = 13.0;

/// Part of the list, from the top of a column: where it is, and what is there.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub column: usize,
    /// Where its line of writing is.
    pub y: f64,
    pub kind: Kind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Where the arrows below it begin.
    Head,
    /// The number of an arrow, by its place.
    Number(usize),
    /// Where an arrow ends.
    To,
    /// How many move along it.
    Count,
    /// A condition, and what is given.
    Said,
    /// Gifts.
    Gift,
}

/// How much room a head takes, and how much of that is above it.
const HEAD_ROOM: f64 = 40.0;
const ABOVE: f64 = 12.0;

/// A piece of the list that is not broken: how far down each text of it is.
struct Piece {
    /// The head that it is under.
    under: String,
    /// Whether it is the first one there.
    first: bool,
    items: Vec<(f64, Kind, String)>,
    height: f64,
}

/// The list, in its columns.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub items: Vec<Item>,
    pub columns: usize,
    pub height: f64,
}

impl List {
    /// The list in columns that are at most about so high, and all about as high.
    pub(super) fn of(picture: Picture<'_>, ring: &Ring, high: f64) -> List {
        let pieces = pieces(picture, ring);
        let tallest = pieces.iter().map(|piece| piece.height + HEAD_ROOM).fold(high, f64::max);
        let list = List::packed(&pieces, tallest);
        // The lowest columns that are not more of them.
        let heights = (1..=40).map(|part| tallest * f64::from(part) / 40.0);
        let lower = heights.map(|height| List::packed(&pieces, height));
        lower.into_iter().find(|lower| lower.columns <= list.columns).unwrap_or(list)
    }

    fn packed(pieces: &[Piece], most: f64) -> List {
        let mut list = List { items: Vec::new(), columns: 0, height: 0.0 };
        let mut y = f64::INFINITY;
        for piece in pieces {
            let head = if piece.first { HEAD_ROOM } else { 0.0 };
            let mut begins = piece.first;
            if y + head + piece.height > most {
                list.columns += 1;
                y = 0.0;
                begins = true;
            }
            if begins {
                let text = match piece.first {
                    true => piece.under.clone(),
                    false => format!("{} (continued)", piece.under),
                };
                y += if y > 0.0 { HEAD_ROOM } else { HEAD_ROOM - ABOVE };
                let head = wrapped(&text, HEAD, true, COLUMN);
                let lines = head.len() as f64 - 1.0;
                for (line, text) in head.into_iter().enumerate() {
                    let down = y - 12.0 + 20.0 * line as f64;
                    list.items.push(Item {
                        column: list.columns - 1,
                        y: down,
                        kind: Kind::Head,
                        text,
                    });
                }
                y += 20.0 * lines;
            }
            for (down, kind, text) in &piece.items {
                let (y, text) = (y + down, text.clone());
                list.items.push(Item { column: list.columns - 1, y, kind: *kind, text });
            }
            y += piece.height;
            list.height = list.height.max(y);
        }
        list
    }

    /// How wide all of its columns are.
    pub(super) fn width(&self) -> f64 {
        self.columns as f64 * (COLUMN + BETWEEN)
    }
}

fn pieces(picture: Picture<'_>, ring: &Ring) -> Vec<Piece> {
    let wheel = picture.wheel;
    let mut pieces = Vec::new();
    let stages = (0..wheel.nodes.len()).map(Origin::Stage);
    for origin in stages.chain([Origin::AnyStage]) {
        let (node, cut) = match origin {
            Origin::Stage(stage) => (Some(&wheel.nodes[stage]), ring.cards[stage].card.cut),
            Origin::AnyStage => {
                (wheel.anywhere.as_ref(), ring.anywhere.as_ref().is_some_and(|hub| hub.card.cut))
            }
        };
        let Some(node) = node else { continue };
        let arrows = wheel.arrows.iter().enumerate().filter(|(_, arrow)| arrow.from == origin);
        let all = cut.then(|| texts(&format!("gives {}", node.gifts.join(", ")), Kind::Gift));
        let tags = (!node.tags.is_empty()).then(|| texts(&node.tags.join("; "), Kind::Said));
        let own = all
            .into_iter()
            .chain(tags)
            .chain(arrows.map(|(place, arrow)| entry(picture, place, arrow)));
        pieces.extend(own.enumerate().map(|(nth, (items, height))| Piece {
            under: node.name.clone(),
            first: nth == 0,
            items,
            height,
        }));
    }
    pieces
}

/// Texts, how far down each is, and how high all of them are.
type Texts = (Vec<(f64, Kind, String)>, f64);

/// Words about a stage as a whole.
fn texts(words: &str, kind: Kind) -> Texts {
    let mut items = Vec::new();
    let mut y = 0.0;
    for line in wrapped(words, SAID, false, COLUMN - INDENT) {
        y += 17.0;
        items.push((y, kind, line));
    }
    (items, y + 8.0)
}

fn entry(picture: Picture<'_>, place: usize, arrow: &Arrow) -> Texts {
    let to = format!("→ {}", picture.wheel.nodes[arrow.to].name);
    let count = picture.along(arrow).map(number);
    let taken = count.as_ref().map_or(0.0, |count| width(count, TO, true) + 10.0);
    let mut items = vec![(16.0, Kind::Number(place), (place + 1).to_string())];
    let mut y = 0.0;
    items.extend(count.map(|count| (16.0, Kind::Count, count)));
    for line in wrapped(&to, TO, true, COLUMN - INDENT - taken) {
        y += 17.0;
        items.push((y - 1.0, Kind::To, line));
    }
    for (nth, reason) in arrow.reasons.iter().enumerate() {
        let words = said(reason);
        let words = if nth > 0 { format!("or {words}") } else { words };
        for line in wrapped(&words, SAID, false, COLUMN - INDENT) {
            y += 17.0;
            items.push((y, Kind::Said, line));
        }
        let gifts = format!("gives {}", reason.gifts.join(", "));
        let gifts = if reason.gifts.is_empty() { String::new() } else { gifts };
        for line in wrapped(&gifts, SAID, false, COLUMN - INDENT) {
            y += 17.0;
            items.push((y, Kind::Gift, line));
        }
    }
    (items, y + 12.0)
}

fn said(reason: &Reason) -> String {
    match &reason.name {
        Some(name) => format!("“{name}”: {}", reason.condition),
        None => reason.condition.clone(),
    }
}
