//! A chart to show in a meeting, in SVG: a bar for each rotation, with those who come anyway below
//! and those by referral above. Its text can be selected, and it has colours for light and dark.

use std::fmt::{self, Write};

use super::more;
use crate::output::escaped::Escaped;
use crate::problems::Look;
use crate::report::statistics::Interval;
use crate::tools::simulate::Outcome;
use crate::values::Exact;

/// How wide a chart is. With a title and two sentences of one line each it is 540 high, which is
/// the shape of a slide.
const WIDTH: f64 = 960.0;

/// The left and right rim, where titles and bars begin and end.
const LEFT: f64 = 56.0;
const RIGHT: f64 = 904.0;

/// The sizes of a title and of what is said.
const TITLE: f64 = 28.0;
const SAID: f64 = 16.0;

/// How high a bar may be.
const BARS: f64 = 238.0;

/// How much room a number needs at least, so that none touches the next.
const ROOM: f64 = 64.0;

/// About how wide a letter is for each point of its size.
const LETTER: f64 = 0.5;

const STYLE: &str = "\
text { font-family: system-ui, -apple-system, \"Segoe UI\", Roboto, \"Helvetica Neue\", Arial, \"Liberation Sans\", \"Noto Sans\", sans-serif; }
.paper { fill: #ffffff; }
.ink { fill: #17202a; }
.quiet { fill: #566270; }
.line { stroke: #e2e7ec; stroke-width: 1; }
.ground { stroke: #8a96a3; stroke-width: 1.5; }
.anyway { fill: #b3bfcb; }
.gain { fill: #0a6e69; }
.gained { fill: #0a6e69; }
.within { fill: #ffffff; }
.above { stroke: #ffffff; stroke-width: 6; stroke-linejoin: round; paint-order: stroke; }
@media (prefers-color-scheme: dark) {
  .paper { fill: #12161b; }
  .ink { fill: #eef2f6; }
  .quiet { fill: #a3afbb; }
  .line { stroke: #28303a; }
  .ground { stroke: #6d7a88; }
  .anyway { fill: #55626f; }
  .gain { fill: #35b8ad; }
  .gained { fill: #4fd0c5; }
  .within { fill: #12161b; }
  .above { stroke: #12161b; }
}
";

/// All outcomes as pictures in SVG, one below the other.
pub(super) fn chart(outcomes: &[Outcome<'_>]) -> String {
    let mut out = String::new();
    // Writing to a text cannot fail.
    let _ = draw(&mut out, outcomes);
    out
}

fn draw(out: &mut String, outcomes: &[Outcome<'_>]) -> fmt::Result {
    let charts: Vec<Chart<'_, '_>> = outcomes.iter().map(Chart::of).collect();
    let height: f64 = charts.iter().map(|chart| chart.height).sum();
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
         width=\"{WIDTH}\" height=\"{height}\">"
    )?;
    writeln!(out, "<style>\n{STYLE}</style>")?;
    writeln!(out, "<rect class=\"paper\" width=\"{WIDTH}\" height=\"{height}\"/>")?;
    let mut above = 0.0;
    for chart in charts {
        writeln!(out, "<g transform=\"translate(0 {above})\">")?;
        above += chart.height;
        chart.words(out)?;
        chart.scale(out)?;
        chart.bars(out)?;
        writeln!(out, "</g>")?;
    }
    writeln!(out, "</svg>")
}

struct Chart<'a, 'm> {
    outcome: &'a Outcome<'m>,
    entry: &'m str,
    extra: Vec<Exact>,
    decimals: u32,
    title: Vec<String>,
    /// What is said below the bars, each in its lines.
    said: Vec<Vec<String>>,
    /// Where the bars are, and where the chart ends.
    ground: f64,
    height: f64,
    /// The lines of the scale: how far apart they are, and the highest.
    step: f64,
    most: f64,
}

impl<'a, 'm> Chart<'a, 'm> {
    fn of(outcome: &'a Outcome<'m>) -> Chart<'a, 'm> {
        let highest = outcome.entered().into_iter().map(near).fold(1.0, f64::max);
        let bands = outcome.learned.as_ref().and_then(|learned| learned.bands.as_ref());
        let ranges = bands.iter().flat_map(|bands| bands.iter());
        let highest = ranges.map(|row| row[outcome.entry()].high).fold(highest, f64::max);
        let step = step(highest);
        let title = wrapped(&outcome.simulation.title, TITLE);
        // What referrals bring matters most, and it is what the bars show.
        let lessons = outcome.lessons();
        let said: Vec<Vec<String>> =
            lessons[1..].iter().rev().map(|lesson| wrapped(&lesson.text, SAID)).collect();
        let lines = said.iter().map(Vec::len).sum::<usize>();
        let ground = 372.0 + TITLE * 1.25 * title.len() as f64;
        Chart {
            height: ground + 81.0 + 26.0 * lines as f64,
            ground,
            title,
            said,
            outcome,
            entry: outcome.stage_name(outcome.entry()),
            extra: outcome.extra(outcome.entry()),
            decimals: if outcome.has_fractions() { 1 } else { 0 },
            step,
            most: (highest / step).ceil() * step,
        }
    }

    /// The title, what the bars are, and what they say.
    fn words(&self, out: &mut String) -> fmt::Result {
        let mut y = 23.0;
        for line in &self.title {
            y += TITLE * 1.25;
            let look = format!("font-size=\"{TITLE}\" font-weight=\"700\"");
            text(out, (LEFT, y), "ink", &look, line)?;
        }
        let ranges = match self.range(0) {
            Some(_) => "; the lines next to the bars are the middle 90% of bootstraps",
            None => "",
        };
        let about = format!("People entering {}, by rotation{ranges}", self.entry);
        text(out, (LEFT, y + 30.0), "quiet", "font-size=\"17\"", &about)?;
        if self.brings() {
            self.legend(out, y + 62.0)?;
        }
        let mut y = self.ground + 80.0;
        for (place, lines) in self.said.iter().enumerate() {
            let class = if place == 0 { "ink" } else { "quiet" };
            for line in lines {
                text(out, (LEFT, y), class, &format!("font-size=\"{SAID}\""), line)?;
                y += 26.0;
            }
        }
        Ok(())
    }

    /// Which colour is which.
    fn legend(&self, out: &mut String, y: f64) -> fmt::Result {
        let mut x = LEFT;
        for (class, label) in [("anyway", "without referrals"), ("gain", "from referrals")] {
            let top = y - 12.0;
            writeln!(
                out,
                "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{top:.1}\" width=\"14\" \
                 height=\"14\" rx=\"3\"/>"
            )?;
            text(out, (x + 22.0, y), "ink", "font-size=\"15\"", label)?;
            x += 22.0 + label.len() as f64 * 15.0 * LETTER + 24.0;
        }
        Ok(())
    }

    /// Lines behind the bars, with their numbers.
    fn scale(&self, out: &mut String) -> fmt::Result {
        let lines = (self.most / self.step).round() as u32;
        for line in 0..=lines {
            let value = self.step * f64::from(line);
            let y = self.level(value);
            let class = if line == 0 { "ground" } else { "line" };
            writeln!(
                out,
                "<line class=\"{class}\" x1=\"{}\" y1=\"{y:.1}\" x2=\"{RIGHT}\" y2=\"{y:.1}\"/>",
                LEFT + 44.0
            )?;
            let label = short(value);
            let look = "font-size=\"14\" text-anchor=\"end\"";
            text(out, (LEFT + 34.0, y + 5.0), "quiet", look, &label)?;
        }
        Ok(())
    }

    /// The bars, and over them their numbers.
    fn bars(&self, out: &mut String) -> fmt::Result {
        let bars: Vec<Bar> = (0..self.extra.len()).map(|index| self.bar(index)).collect();
        let wide = (self.slot() * 0.62).min(96.0);
        for (index, Bar { middle, top, join }) in bars.iter().enumerate() {
            let x = middle - wide / 2.0;
            rectangle(out, "anyway", x, wide, (*join, self.ground))?;
            rectangle(out, "gain", x, wide, (*top, *join))?;
            if let Some(range) = self.range(index) {
                let (low, high) = (self.level(range.low), self.level(range.high));
                let x = x + wide + 3.0;
                writeln!(
                    out,
                    "<line class=\"ground reach\" x1=\"{x:.1}\" y1=\"{low:.1}\" x2=\"{x:.1}\" y2=\"{high:.1}\"/>"
                )?;
            }
        }
        // Not every bar of many has room for its numbers; the first and the last say them.
        let every = (ROOM / self.slot()).ceil().max(1.0) as usize;
        for (index, bar) in bars.iter().enumerate() {
            let from_last = bars.len() - 1 - index;
            if index == 0 || (from_last.is_multiple_of(every) && index >= every) {
                self.numbers(out, index, bar)?;
            }
        }
        let middle = f64::midpoint(LEFT + 52.0, RIGHT - 8.0);
        let look = "font-size=\"14\" text-anchor=\"middle\"";
        text(out, (middle, self.ground + 43.0), "quiet", look, "rotation")
    }

    fn bar(&self, index: usize) -> Bar {
        let entry = self.outcome.entry();
        let people = near(&self.outcome.rotations[index].came[entry]);
        let anyway = near(&self.outcome.without[index].came[entry]);
        Bar {
            middle: LEFT + 52.0 + self.slot() * (index as f64 + 0.5),
            top: self.level(people),
            join: self.level(anyway.min(people)),
        }
    }

    /// What is above and below a bar, and within its part by referral where that has room.
    fn numbers(&self, out: &mut String, index: usize, bar: &Bar) -> fmt::Result {
        let Bar { middle, top, join } = *bar;
        let entry = self.outcome.entry();
        let people = &self.outcome.rotations[index].came[entry];
        let extra = &self.extra[index];
        let number = people.grouped(self.decimals);
        let strong = "font-size=\"18\" font-weight=\"700\" text-anchor=\"middle\"";
        let gain = more(extra, self.decimals);
        let look = "font-size=\"14\" font-weight=\"600\" text-anchor=\"middle\"";
        let mut above = top - 9.0;
        if extra.is_zero() {
            // There is nothing to say of it.
        } else if join - top > 22.0 && self.slot() > ROOM {
            text(out, (middle, f64::midpoint(top, join) + 5.0), "within", look, &gain)?;
        } else {
            text(out, (middle, top - 8.0), "gained above", look, &gain)?;
            above = top - 26.0;
        }
        text(out, (middle, above), "ink above", strong, &number)?;
        let look = "font-size=\"15\" text-anchor=\"middle\"";
        text(out, (middle, self.ground + 22.0), "ink", look, &(index + 1).to_string())
    }

    /// How much room each rotation has.
    fn slot(&self) -> f64 {
        (RIGHT - LEFT - 60.0) / self.outcome.rotations.len() as f64
    }

    /// How many people come in most bootstraps.
    fn range(&self, index: usize) -> Option<Interval> {
        let bands = self.outcome.learned.as_ref()?.bands.as_ref()?;
        bands.get(index)?.get(self.outcome.entry()).copied()
    }

    fn brings(&self) -> bool {
        self.extra.iter().any(|extra| !extra.is_zero())
    }

    /// Where a number of people is.
    fn level(&self, people: f64) -> f64 {
        self.ground - BARS * people / self.most
    }
}

/// A bar: where it is, where it ends, and where those who come anyway meet those by referral.
struct Bar {
    middle: f64,
    top: f64,
    join: f64,
}

/// From one height to another, unless that is nothing to be seen.
fn rectangle(
    out: &mut String,
    class: &str,
    x: f64,
    wide: f64,
    (top, foot): (f64, f64),
) -> fmt::Result {
    let high = foot - top;
    if high < 0.05 {
        return Ok(());
    }
    writeln!(
        out,
        "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\"/>"
    )
}

fn text(out: &mut String, at: (f64, f64), class: &str, look: &str, words: &str) -> fmt::Result {
    let (x, y) = at;
    writeln!(
        out,
        "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" {look}>{}</text>",
        Escaped(words)
    )
}

/// A text in lines that fit between the rims at this size.
fn wrapped(words: &str, size: f64) -> Vec<String> {
    let most = ((RIGHT - LEFT) / (size * LETTER)) as usize;
    let look = Look { width: most, ..Look::PLAIN };
    let one_line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    look.wrap(&one_line, 0, 0).lines().map(str::to_owned).collect()
}

/// A number near enough to be drawn.
fn near(number: &Exact) -> f64 {
    number.with_decimals(6).parse().unwrap_or(f64::MAX)
}

/// How far apart the lines of a scale to this number are: 1, 2 or 5 with zeros.
fn step(highest: f64) -> f64 {
    let rough = highest / 4.0;
    let power = 10f64.powf(rough.log10().floor());
    let wide = [1.0, 2.0, 5.0, 10.0].into_iter().find(|step| step * power >= rough);
    // Nobody comes in halves.
    (wide.unwrap_or(10.0) * power).max(1.0)
}

/// A round number of the scale: `150`, `2,500`, `12k`, `3M`.
fn short(value: f64) -> String {
    for (unit, word) in [(1e9, "B"), (1e6, "M"), (1e4, "k")] {
        if value >= unit {
            let unit = if word == "k" { 1e3 } else { unit };
            let number = format!("{:.1}", value / unit);
            return format!("{}{word}", number.trim_end_matches(".0"));
        }
    }
    format!("{value:.0}")
}
