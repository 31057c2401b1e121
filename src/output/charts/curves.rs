//! Shares that grow with time, on one scale.

use super::frame::{Frame, percent};

/// How high the scale is.
const HEIGHT: f64 = 220.0;

/// The room above it.
const TOP: f64 = 16.0;

/// A share that grows with the number of days.
pub(in crate::output) struct Curve {
    /// What it is.
    pub label: String,
    /// The days on which it grows, and the share from then on.
    pub steps: Vec<(u32, f64)>,
    /// The last day that is known of it.
    pub last: u32,
}

/// A chart of curves over some days.
pub(in crate::output) fn curves(
    id: &str,
    (title, about): (&str, &str),
    curves: &[Curve],
    days: u32,
) -> String {
    let mut drawn = String::new();
    let mut labels = String::new();
    for quarter in 0..=4 {
        let share = f64::from(quarter) / 4.0;
        let y = TOP + HEIGHT * (1.0 - share);
        drawn.push_str(&format!(
            "<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"{y:.0}\" y2=\"{y:.0}\"/>\n"
        ));
        labels.push_str(&format!(
            "<text class=\"quiet\" x=\"0\" y=\"{:.0}\">{:.0}%</text>\n",
            y - 4.0,
            share * 100.0
        ));
    }
    // Its own units: days along the page, and shares of the height.
    drawn.push_str(&format!(
        "<svg y=\"{TOP}\" width=\"100%\" height=\"{HEIGHT}\" viewBox=\"0 0 {days} 1\" \
         preserveAspectRatio=\"none\">\n"
    ));
    for (place, curve) in curves.iter().enumerate() {
        drawn.push_str(&curve.drawn(place % 5 + 1, days));
    }
    drawn.push_str("</svg>\n");
    drawn.push_str(&labels);
    for day in marks(days) {
        let x = percent(f64::from(day) / f64::from(days));
        let (anchor, words) = match day {
            0 => ("start", "0 days".to_owned()),
            day if day == days => ("end", day.to_string()),
            _ => ("middle", day.to_string()),
        };
        let y = TOP + HEIGHT + 18.0;
        drawn.push_str(&format!(
            "<text class=\"quiet\" x=\"{x}\" y=\"{y:.0}\" text-anchor=\"{anchor}\">{words}</text>\n"
        ));
    }
    let legend: Vec<(usize, String)> = curves
        .iter()
        .enumerate()
        .map(|(place, curve)| (place % 5 + 1, curve.label.clone()))
        .collect();
    Frame { id, title, about, legend: &legend, height: TOP + HEIGHT + 24.0 }.around(&drawn)
}

impl Curve {
    fn drawn(&self, color: usize, days: u32) -> String {
        let mut path = "M0 1".to_owned();
        let end = self.last.min(days);
        for (day, share) in self.steps.iter().filter(|(day, _)| *day <= end) {
            path.push_str(&format!("H{day}V{:.4}", 1.0 - share));
        }
        path.push_str(&format!("H{end}"));
        format!("<path class=\"curve s{color}\" d=\"{path}\"/>\n")
    }
}

/// The days that are written below the scale: weeks, months of 30 days, or more of them.
fn marks(days: u32) -> Vec<u32> {
    let steps = [1, 7, 14, 30, 60, 90, 180, 365];
    let step = steps.into_iter().find(|step| days / step <= 6).unwrap_or(days.max(1));
    (0..=days / step).map(|mark| mark * step).collect()
}
