//! Parts of a whole, a bar for each row.

use super::frame::{Frame, percent};
use crate::output::escaped::Escaped;

/// How high a row is, its words and its bar.
const ROW: f64 = 56.0;

/// Parts that are narrower than this have no room for their words.
const ROOM: f64 = 0.14;

/// A bar with its words above it.
pub(in crate::output) struct Bar {
    /// What it is.
    pub label: String,
    /// What there is to say of it.
    pub note: String,
    /// Its parts, from the left.
    pub parts: Vec<Part>,
}

/// A part of a bar.
pub(in crate::output) struct Part {
    /// The place of its color.
    pub color: usize,
    /// How wide it is, from 0 to 1.
    pub share: f64,
    /// What is written in it, if there is room.
    pub said: String,
}

/// A chart of bars.
pub(in crate::output) fn bars(
    id: &str,
    (title, about): (&str, &str),
    legend: &[(usize, String)],
    bars: &[Bar],
) -> String {
    let mut drawn = String::new();
    for (place, bar) in bars.iter().enumerate() {
        let top = place as f64 * ROW;
        let (label, note) = (Escaped(&bar.label), Escaped(&bar.note));
        drawn.push_str(&format!(
            "<text x=\"0\" y=\"{:.0}\">{label}</text>\n\
             <text class=\"quiet\" x=\"100%\" y=\"{:.0}\" text-anchor=\"end\">{note}</text>\n",
            top + 15.0,
            top + 15.0
        ));
        let mut left = 0.0;
        for part in &bar.parts {
            drawn.push_str(&part.drawn(left, top + 22.0));
            left += part.share;
        }
    }
    let height = bars.len() as f64 * ROW;
    Frame { id, title, about, legend, height }.around(&drawn)
}

impl Part {
    fn drawn(&self, left: f64, top: f64) -> String {
        if self.share <= 0.0 {
            return String::new();
        }
        let (x, width) = (percent(left), percent(self.share));
        let color = self.color;
        let mut out = format!(
            "<rect class=\"f{color}\" x=\"{x}\" y=\"{top:.0}\" width=\"{width}\" height=\"22\"/>\n"
        );
        if self.share >= ROOM && !self.said.is_empty() {
            let class = if color == 0 { "rest" } else { "inside" };
            let (x, y) = (percent(left + self.share / 2.0), top + 16.0);
            let said = Escaped(&self.said);
            out.push_str(&format!(
                "<text class=\"{class}\" x=\"{x}\" y=\"{y:.0}\" text-anchor=\"middle\">{said}</text>\n"
            ));
        }
        out
    }
}
