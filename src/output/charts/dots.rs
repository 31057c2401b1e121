//! Shares with where they likely are, a row each.

use super::frame::{Frame, percent};
use crate::output::escaped::Escaped;

/// How high a row is.
const ROW: f64 = 50.0;

/// A share with its words above it.
pub(in crate::output) struct Dot {
    /// What it is.
    pub label: String,
    /// What there is to say of it.
    pub note: String,
    /// The place of its color.
    pub color: usize,
    /// The share.
    pub share: f64,
    /// From where to where it likely is, if that is known.
    pub likely: Option<(f64, f64)>,
}

/// A chart of shares on one scale, which begins at 0 and ends after the highest.
pub(in crate::output) fn dots(id: &str, (title, about): (&str, &str), dots: &[Dot]) -> String {
    let highest =
        dots.iter().map(|dot| dot.likely.map_or(dot.share, |(_, high)| high.max(dot.share)));
    let (step, steps) = scale(highest.fold(0.0, f64::max));
    let most = step * f64::from(steps);
    let bottom = dots.len() as f64 * ROW;
    let mut drawn = String::new();
    for line in 0..=steps {
        let share = step * f64::from(line);
        let (x, y) = (percent(share / most), bottom + 18.0);
        let anchor = match line {
            0 => "start",
            line if line == steps => "end",
            _ => "middle",
        };
        drawn.push_str(&format!(
            "<line class=\"grid\" x1=\"{x}\" x2=\"{x}\" y1=\"20\" y2=\"{bottom:.0}\"/>\n\
             <text class=\"quiet\" x=\"{x}\" y=\"{y:.0}\" text-anchor=\"{anchor}\">{}</text>\n",
            short(share)
        ));
    }
    for (place, dot) in dots.iter().enumerate() {
        drawn.push_str(&dot.drawn(place as f64 * ROW, most));
    }
    Frame { id, title, about, legend: &[], height: bottom + 24.0 }.around(&drawn)
}

impl Dot {
    fn drawn(&self, top: f64, most: f64) -> String {
        let (label, note) = (Escaped(&self.label), Escaped(&self.note));
        let y = top + 32.0;
        let mut out = format!(
            "<text x=\"0\" y=\"{0:.0}\">{label}</text>\n\
             <text class=\"quiet\" x=\"100%\" y=\"{0:.0}\" text-anchor=\"end\">{note}</text>\n",
            top + 15.0
        );
        if let Some((low, high)) = self.likely {
            out.push_str(&format!(
                "<line class=\"whisker\" x1=\"{}\" x2=\"{}\" y1=\"{y:.0}\" y2=\"{y:.0}\"/>\n",
                percent(low / most),
                percent(high / most)
            ));
        }
        let (color, x) = (self.color, percent(self.share / most));
        out + &format!("<circle class=\"f{color}\" cx=\"{x}\" cy=\"{y:.0}\" r=\"6\"/>\n")
    }
}

/// How far apart the lines of a scale are that reaches some share, and how many there are.
fn scale(highest: f64) -> (f64, u32) {
    let steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25];
    let fits = |step: &f64| highest / step <= 5.0;
    let step = steps.into_iter().find(fits).unwrap_or(0.25);
    (step, ((highest / step).ceil() as u32).clamp(1, 4.max((1.0 / step) as u32)))
}

/// `20%`.
fn short(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}
