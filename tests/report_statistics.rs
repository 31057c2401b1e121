//! The methods of reports against figures that were computed elsewhere: `tests/report/elsewhere/README.md` says by what.

use std::fs;

use flywheel::report::statistics::{Confidence, Curve, Difference, Share, Spells, split_chance};
use serde_json::Value;

const FOLDER: &str = "tests/report/elsewhere";

fn text(name: &str) -> String {
    fs::read_to_string(format!("{FOLDER}/{name}")).expect(name)
}

fn json(name: &str) -> Value {
    serde_json::from_str(&text(name)).expect(name)
}

/// The rows of a table, without its head.
fn rows(name: &str) -> Vec<Vec<String>> {
    let row = |line: &str| line.split(',').map(str::to_owned).collect();
    text(name).lines().skip(1).map(row).collect()
}

/// The stays of an input.
fn spells(name: &str) -> Spells<3> {
    let mut spells = Spells::default();
    for row in rows(&format!("{name}.csv")) {
        let row: Vec<u32> = row.iter().map(|cell| cell.parse().expect("a count")).collect();
        for (way, count) in row[1..4].iter().enumerate() {
            (0..*count).for_each(|_| spells.left(row[0], way));
        }
        (0..row[4]).for_each(|_| spells.unseen(row[0]));
    }
    spells
}

#[track_caller]
fn close(own: f64, other: f64, about: &str) {
    assert!((own - other).abs() <= 1e-9, "{about}: {own}, elsewhere {other}");
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

/// The confidence that one of some comparisons needs, as a share.
fn confidence(share: f64) -> Confidence {
    if (share - 0.95).abs() < 1e-12 {
        return Confidence::USUAL;
    }
    let comparisons = (0.05 / (1.0 - share)).round() as usize;
    close(Confidence::for_each_of(comparisons).share(), share, "confidence");
    Confidence::for_each_of(comparisons)
}

#[test]
fn shares_by_a_day_are_those_of_etm_and_cmprsk() {
    let (mut compared, mut with_interval) = (0, 0);
    for row in rows("etm.csv") {
        let about = row.join(",");
        let curve = Curve::of(&spells(&row[0]));
        let value = |column: usize| row[column].parse::<f64>().expect("a number");
        let (way, day) = (value(1) as usize - 1, value(2) as u32);
        let own = curve.ended(way, day, Confidence::USUAL).expect("known by that day");
        close(own.share, value(3), &about);
        close(own.share, value(7), &about);
        close(own.variance, value(4), &about);
        match own.interval {
            Some(interval) => {
                close(interval.low, value(5), &about);
                close(interval.high, value(6), &about);
                with_interval += 1;
            }
            None => assert!(own.share == 0.0 || own.share == 1.0, "{about}: no interval"),
        }
        compared += 1;
    }
    assert!(compared > 90 && with_interval > 60, "{compared} compared, {with_interval} intervals");
}

#[test]
fn shares_by_a_day_are_those_of_lifelines() {
    let curve = Curve::of(&spells("no-ties"));
    for way in 0..3 {
        for found in json("lifelines.json")["no-ties"][(way + 1).to_string()].as_array().unwrap() {
            let day = found["day"].as_u64().unwrap() as u32;
            let own = curve.ended(way, day, Confidence::USUAL).expect("known by that day");
            let (about, interval) = (found.to_string(), own.interval.expect("an interval"));
            close(own.share, number(&found["share"]), &about);
            close(own.variance, number(&found["variance"]), &about);
            close(interval.low, number(&found["low"]), &about);
            close(interval.high, number(&found["high"]), &about);
        }
    }
}

#[test]
fn days_until_a_share_had_left_are_those_of_lifelines() {
    for (name, days) in json("quantiles.json").as_object().unwrap() {
        let curve = Curve::of(&spells(name));
        for (share, day) in [0.25, 0.5, 0.75].into_iter().zip(days.as_array().unwrap()) {
            let own = curve.until_left(share).map(u64::from);
            assert_eq!(own, day.as_u64(), "{name}, {share}");
        }
    }
}

#[test]
fn all_ways_and_what_goes_on_are_everybody() {
    for name in ["no-ties", "many-ties", "mostly-unseen", "all-seen", "few"] {
        let curve = Curve::of(&spells(name));
        for day in 0..=curve.longest() {
            let ended = |way| curve.ended(way, day, Confidence::USUAL).expect("known").share;
            let stays = curve.stays(day, Confidence::USUAL).expect("known").share;
            close((0..3).map(ended).sum::<f64>() + stays, 1.0, name);
        }
    }
}

#[test]
fn intervals_of_shares_are_those_of_statsmodels() {
    for case in json("proportions.json").as_array().unwrap() {
        let (count, of) = (case["count"].as_u64().unwrap(), case["of"].as_u64().unwrap());
        let own = Share { count, of }.interval(confidence(number(&case["confidence"]))).unwrap();
        close(own.low, number(&case["low"]), &case.to_string());
        close(own.high, number(&case["high"]), &case.to_string());
    }
    assert_eq!(Share::default().interval(Confidence::USUAL), None);
}

#[test]
fn intervals_of_differences_are_those_of_statsmodels() {
    let share = |of: &Value| Share { count: of[0].as_u64().unwrap(), of: of[1].as_u64().unwrap() };
    for case in json("differences.json").as_array().unwrap() {
        let (one, other) = (share(&case["one"]), share(&case["other"]));
        let own = Difference::of(one, other, confidence(number(&case["confidence"]))).unwrap();
        close(own.interval.low, number(&case["low"]), &case.to_string());
        close(own.interval.high, number(&case["high"]), &case.to_string());
    }
}

#[test]
fn chances_of_splits_are_those_of_scipy() {
    for case in json("splits.json").as_array().unwrap() {
        let seen: Vec<u64> =
            case["seen"].as_array().unwrap().iter().map(|seen| seen.as_u64().unwrap()).collect();
        let intended: Vec<f64> = case["intended"].as_array().unwrap().iter().map(number).collect();
        let own = split_chance(&seen, &intended).expect("a split");
        close(own, number(&case["chance"]), &case.to_string());
    }
    // Somebody is where nobody should be, there is nobody, and there is only one part.
    assert_eq!(split_chance(&[9, 1], &[1.0, 0.0]), None);
    assert_eq!(split_chance(&[0, 0], &[0.5, 0.5]), None);
    assert_eq!(split_chance(&[9], &[1.0]), None);
}

/// By hand: seven stays. One goes on on day 2, n = 7: F = 1/7. On day 3, n = 6, with the one that is not
/// seen beyond it: one goes back. On day 5, n = 4: S is 5/7 · … = 5/7 after day 3, so F(on) = 1/7 + 5/7 · 1/4.
#[test]
fn seven_stays_by_hand() {
    let curve = Curve::of(&spells("few"));
    let ended = |way, day| curve.ended(way, day, Confidence::USUAL).map(|own| own.share);
    close(ended(0, 2).unwrap(), 1.0 / 7.0, "on by day 2");
    close(ended(1, 4).unwrap(), 6.0 / 7.0 / 6.0, "back by day 4");
    close(ended(0, 5).unwrap(), 1.0 / 7.0 + 5.0 / 7.0 / 4.0, "on by day 5");
    // The longest was seen for 9 days, and somebody still stays: nobody knows what comes after.
    assert!(ended(0, 9).is_some());
    assert_eq!(ended(0, 10), None);
    assert_eq!(curve.until_left(0.25), Some(3));
    assert_eq!(curve.until_ended(0, 0.5), None);
}
