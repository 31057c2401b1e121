//! The figures of a report as charts.

use super::said::{change, full, tenths};
use super::{Reported, Subject};
use crate::output::charts::{Bar, Curve, Dot, Part, bars, curves, dots};
use crate::output::words::{counted, number};
use crate::report::{Counted, Group, HandOff, Known, Place, Way};

/// The colors of ways out of a stage; the first one is that of going on.
const WAYS: [(usize, &str); 3] = [(1, "went on"), (2, "went back"), (3, "went away")];

/// The most curves that are in one chart.
const CURVES: usize = 5;

/// The most days that curves are drawn for.
const DAYS: u32 = 180;

/// What there is to draw of a part of a report.
pub(super) fn charts(reported: Reported<'_>, subject: Subject) -> String {
    match subject {
        Subject::Places => places(reported),
        Subject::HandOffs => hand_offs(reported),
        Subject::Time => time(reported),
        Subject::Results => results(reported),
        Subject::Speed | Subject::Money | Subject::Held => String::new(),
    }
}

/// How many are in each stage.
fn places(reported: Reported<'_>) -> String {
    let places = &reported.figures.places;
    let all = places.everybody.people;
    if all == 0 {
        return String::new();
    }
    let bar = |(stage, place): (usize, &Place)| {
        let share = place.people as f64 / all as f64;
        let since = place.before.map(|before| format!(" ({})", change(place.people, before)));
        Bar {
            label: reported.stage(Some(stage)).to_owned(),
            note: format!("{}{}", number(place.people), since.unwrap_or_default()),
            parts: vec![
                Part { color: 1, share, said: format!("{}%", tenths(share)) },
                Part { color: 0, share: 1.0 - share, said: String::new() },
            ],
        }
    };
    let rows: Vec<Bar> = places.stages.iter().enumerate().map(bar).collect();
    let about = format!(
        "A bar for each stage: the share of all {} who are in it. The numbers are in the table below.",
        counted(all, "customer", "customers")
    );
    bars("places", ("Customers in each stage", &about), &[], &rows)
}

/// What became of those who entered each stage.
fn hand_offs(reported: Reported<'_>) -> String {
    let hand_offs = &reported.figures.hand_offs;
    let within = hand_offs.within;
    let stages = hand_offs.stages.iter().filter(|hand_off| !hand_off.is_last);
    let rows: Vec<Bar> = stages.filter_map(|stage| ways(reported, stage, within)).collect();
    if rows.is_empty() {
        return String::new();
    }
    let within = counted(within.into(), "day", "days");
    let occurs = |color: usize| {
        let mut parts = rows.iter().flat_map(|row| &row.parts);
        parts.any(|part| part.color == color && part.share > 0.0)
    };
    let ways = WAYS.iter().filter(|(color, _)| occurs(*color));
    let mut legend: Vec<(usize, String)> =
        ways.map(|(color, words)| (*color, (*words).to_owned())).collect();
    legend.push((0, "still there".to_owned()));
    let title = format!("What became of those who entered a stage, within {within}");
    let about = format!(
        "A bar for each stage: the shares of those who entered it who went on, back or away within {within}, and who \
         were still there. The numbers are in the tables below."
    );
    bars("hand-offs", (&title, &about), &legend, &rows)
}

fn ways(reported: Reported<'_>, hand_off: &HandOff, within: u32) -> Option<Bar> {
    let share = |figure: Counted| match figure.share {
        Known::Share(estimate) => Some(estimate.share),
        Known::NotYet | Known::TooFew => None,
    };
    let mut parts = Vec::new();
    for (way, (color, _)) in Way::ALL.into_iter().zip(WAYS) {
        let share = share(hand_off.current.within(way, within))?;
        parts.push(Part { color, share, said: format!("{}%", tenths(share)) });
    }
    let share = share(hand_off.current.still(within))?;
    parts.push(Part { color: 0, share, said: format!("{}%", tenths(share)) });
    let label = reported.stage(Some(hand_off.stage)).to_owned();
    Some(Bar { label, note: format!("{} entered", number(hand_off.current.count())), parts })
}

/// How the share that has gone on grows with time.
fn time(reported: Reported<'_>) -> String {
    let stages = reported.figures.hand_offs.stages.iter();
    let stages = stages.filter(|stage| !stage.is_last);
    let known: Vec<&HandOff> = stages
        .filter(|stage| matches!(stage.current.within(Way::On, 0).share, Known::Share(_)))
        .take(CURVES)
        .collect();
    let longest = known.iter().map(|stage| stage.current.curve().longest()).max().unwrap_or(0);
    let days = longest.min(DAYS);
    if days == 0 {
        return String::new();
    }
    let curve = |stage: &&HandOff| {
        let curve = stage.current.curve();
        Curve {
            label: reported.stage(Some(stage.stage)).to_owned(),
            steps: curve.steps().map(|(day, gone)| (day, gone[0])).collect(),
            last: curve.longest(),
        }
    };
    let lines: Vec<Curve> = known.iter().map(curve).collect();
    let title = match lines.as_slice() {
        [one] => format!("How many had gone on from {} by days since they entered it", one.label),
        _ => "How many had gone on from each stage, by days since they entered it".to_owned(),
    };
    let about = format!(
        "Lines that rise with the share of those who entered a stage and have gone on, over {}. A line ends where \
         nobody has been seen for longer.",
        counted(days.into(), "day", "days")
    );
    curves("time", (&title, &about), &lines, days)
}

/// Those who were meant to get a gift, against those who were not.
fn results(reported: Reported<'_>) -> String {
    let mut out = String::new();
    for gift in &reported.figures.results.gifts {
        let asked = &reported.asked.gifts[gift.gift];
        let rows = [("meant to get it", 1, gift.meant), ("control group", 2, gift.holdout)];
        let title = format!("{}: how many did what it aims for", asked.name);
        out.push_str(&groups(&format!("gift-{}", gift.gift), &title, &rows));
    }
    for result in &reported.figures.results.experiments {
        let asked = &reported.asked.experiments[result.experiment];
        let color = |arm| if asked.control == Some(arm) { 2 } else { 1 };
        let arms = asked.arms.iter().zip(&result.arms).enumerate();
        let rows: Vec<_> =
            arms.map(|(place, ((arm, _), group))| (arm.as_str(), color(place), *group)).collect();
        let title = format!("{}: how many did what it aims for", asked.name);
        out.push_str(&groups(&format!("experiment-{}", result.experiment), &title, &rows));
    }
    out
}

/// A share for each group; nothing if one of them has too few people for a share.
fn groups(id: &str, title: &str, groups: &[(&str, usize, Group)]) -> String {
    let dot = |(label, color, group): &(&str, usize, Group)| {
        let figure = Counted::plain(group.results);
        let estimate = figure.share.share()?;
        Some(Dot {
            label: (*label).to_owned(),
            note: full(figure),
            color: *color,
            share: estimate.share,
            likely: estimate.interval.map(|interval| (interval.low, interval.high)),
        })
    };
    let Some(rows) = groups.iter().map(dot).collect::<Option<Vec<Dot>>>() else {
        return String::new();
    };
    let about = "A dot for the share of each group, and a line from where to where the true share likely is. The \
                 numbers are in the table below.";
    dots(id, (title, about), &rows)
}
