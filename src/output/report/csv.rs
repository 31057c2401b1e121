//! A row for each share, for a spreadsheet.

use super::Reported;
use super::hand_offs::horizons;
use crate::output::decisions::csv::cell;
use crate::report::{Counted, Entered, Known, MONTHLY, Way};

const HEAD: &str = "section,period,subject,measure,days,count,of,share,low,high,note\n";

/// Where rows belong.
#[derive(Clone, Copy)]
struct Place<'a> {
    section: &'a str,
    period: &'a str,
    subject: &'a str,
}

pub(super) fn write(reported: Reported<'_>) -> String {
    let mut out = HEAD.as_bytes().to_vec();
    places(&mut out, reported);
    let hand_offs = &reported.figures.hand_offs;
    for one in &hand_offs.stages {
        let subject = reported.stage(Some(one.stage));
        let now = Place { section: "hand-offs", period: "now", subject };
        stays(&mut out, now, &one.current, hand_offs.within);
        if let Some(before) = &one.before {
            stays(&mut out, Place { period: "before", ..now }, before, hand_offs.within);
        }
    }
    if let Some(paying) = &reported.figures.paying {
        let place = Place { section: "paying", period: "now", subject: "all" };
        let days = Some(paying.within);
        row(&mut out, place, "paid", days, paying.current.within(paying.within));
        if let Some(before) = &paying.before {
            let place = Place { period: "before", ..place };
            row(&mut out, place, "paid", days, before.within(paying.within));
        }
        for month in &paying.months {
            let subject = month.month.strftime("%Y-%m").to_string();
            for (days, paid) in MONTHLY.into_iter().zip(month.paid) {
                let place = Place { subject: &subject, ..place };
                if let Some(paid) = paid {
                    row(&mut out, place, "paid", Some(days), paid);
                }
            }
        }
    }
    results(&mut out, reported);
    String::from_utf8_lossy(&out).into_owned()
}

fn places(out: &mut Vec<u8>, reported: Reported<'_>) {
    let places = &reported.figures.places;
    for (place, count) in places.stages.iter().enumerate() {
        let subject = reported.stage(Some(place));
        for (period, people) in [("now", Some(count.people)), ("before", count.before)] {
            let Some(people) = people else { continue };
            let place = Place { section: "places", period, subject };
            begin(out, place, "customers", None);
            out.extend_from_slice(format!("{people},,,,,\n").as_bytes());
        }
    }
}

fn stays(out: &mut Vec<u8>, place: Place<'_>, entered: &Entered, within: u32) {
    for days in horizons(within) {
        for (way, measure) in [(Way::On, "on"), (Way::Back, "back"), (Way::Away, "away")] {
            row(out, place, measure, Some(days), entered.within(way, days));
        }
        row(out, place, "still there", Some(days), entered.still(days));
    }
}

fn results(out: &mut Vec<u8>, reported: Reported<'_>) {
    for gift in &reported.figures.results.gifts {
        let subject = &*reported.asked.gifts[gift.gift].name;
        let place = Place { section: "gifts", period: "now", subject };
        row(out, place, "meant for", None, Counted::plain(gift.meant.results));
        row(out, place, "control group", None, Counted::plain(gift.holdout.results));
    }
    for result in &reported.figures.results.experiments {
        let asked = &reported.asked.experiments[result.experiment];
        for ((arm, _), group) in asked.arms.iter().zip(&result.arms) {
            let place = Place { section: "experiments", period: "now", subject: &asked.name };
            row(out, place, arm, None, Counted::plain(group.results));
        }
    }
}

/// The cells up to the count.
fn begin(out: &mut Vec<u8>, place: Place<'_>, measure: &str, days: Option<u32>) {
    for text in [place.section, place.period, place.subject, measure] {
        cell(out, text);
        out.push(b',');
    }
    let days = days.map_or(String::new(), |days| days.to_string());
    out.extend_from_slice(format!("{days},").as_bytes());
}

fn row(out: &mut Vec<u8>, place: Place<'_>, measure: &str, days: Option<u32>, figure: Counted) {
    begin(out, place, measure, days);
    let (estimate, note) = match figure.share {
        Known::Share(estimate) => (Some(estimate), ""),
        Known::NotYet => (None, "not known yet"),
        Known::TooFew => (None, "too few"),
    };
    let number =
        |number: Option<f64>| number.map_or(String::new(), |number| format!("{number:.6}"));
    let interval = estimate.and_then(|estimate| estimate.interval);
    let cells = [
        number(estimate.map(|estimate| estimate.share)),
        number(interval.map(|interval| interval.low)),
        number(interval.map(|interval| interval.high)),
    ];
    let text = format!("{},{},{},{note}\n", figure.count, figure.of, cells.join(","));
    out.extend_from_slice(text.as_bytes());
}
