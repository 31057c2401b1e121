//! What becomes of stays, in words.

use super::said::{day, full, short};
use super::{Reported, Section, Subject, Table};
use crate::output::words::{and, counted, number};
use crate::report::{Changed, Counted, Entered, FEWEST, HandOff, Known, Leak, Way};

/// The numbers of days that are shown for each stage.
pub(super) const HORIZONS: [u32; 4] = [7, 30, 90, 180];

/// The same, with the one that stages are compared by.
pub(super) fn horizons(within: u32) -> Vec<u32> {
    let mut all = HORIZONS.to_vec();
    all.push(within);
    all.sort_unstable();
    all.dedup();
    all
}

pub(super) fn section(reported: Reported<'_>) -> Section {
    let hand_offs = &reported.figures.hand_offs;
    let within = hand_offs.within;
    let last = day(reported.figures.scope.known.to);
    let mut said = vec![format!(
        "These are the stays that began in the period, by a move or as a new customer, as seen until {last}. On \
         is to a later stage, back to an earlier one, and away to a stage that is not in the order. A stay that has \
         not been seen for long counts for the days that it was seen."
    )];
    said.extend(order(reported));
    said.extend(hand_offs.leak.map(|leak| leak_words(reported, leak, within)));
    if !hand_offs.unknown.is_empty() {
        let names: Vec<String> =
            hand_offs.unknown.iter().map(|stage| reported.stage(Some(*stage)).to_owned()).collect();
        said.push(format!(
            "Not known yet, because nobody has been there for {}: {}.",
            counted(within.into(), "day", "days"),
            and(&names)
        ));
    }
    said.extend(hand_offs.drop.map(|drop| drop_words(reported, drop, within)));
    let went_on = format!("went on within {}", counted(within.into(), "day", "days"));
    let mut summary = Table::new(&["stage", "entered", &went_on, "in the period before"], &[1]);
    let mut tables = Vec::new();
    for hand_off in &hand_offs.stages {
        summary.rows.push(summary_row(reported, hand_off, within));
        if hand_off.current.count() > 0 {
            tables.push(stage_table(reported, hand_off, within));
        }
    }
    if reported.figures.scope.before().is_none() {
        summary.head.truncate(3);
        summary.rows.iter_mut().for_each(|row| row.truncate(3));
    }
    tables.insert(0, summary);
    Section { subject: Subject::HandOffs, title: "Hand-offs".to_owned(), said, tables }
}

/// The order of the stages, if nobody chose it.
fn order(reported: Reported<'_>) -> Option<String> {
    let asked = reported.asked;
    if asked.is_ordered {
        return None;
    }
    let names: Vec<String> =
        asked.wheel.iter().map(|stage| reported.stage(Some(*stage)).to_owned()).collect();
    Some(format!(
        "The order is that of the rules: {}. If coming to one of these is not progress, say the order in \
         a `report` block.",
        names.join(", ")
    ))
}

/// Where most are lost, and what fell.
pub(super) fn in_short(reported: Reported<'_>) -> Vec<String> {
    let hand_offs = &reported.figures.hand_offs;
    let within = hand_offs.within;
    let leak = hand_offs.leak.map(|leak| leak_words(reported, leak, within));
    let drop = hand_offs.drop.map(|drop| drop_words(reported, drop, within));
    leak.into_iter().chain(drop).collect()
}

fn leak_words(reported: Reported<'_>, leak: Leak, within: u32) -> String {
    let stage = &reported.asked.stages[leak.stage];
    let mut words = format!(
        "Most stop in {}: of {} who entered, about {} had not gone on within {}.",
        stage.name,
        number(leak.entered),
        number(leak.lost.round() as u64),
        counted(within.into(), "day", "days")
    );
    if let Some(meaning) = &stage.if_leaking {
        words.push_str(&format!(" What the rules suppose if this stage leaks: {meaning}"));
        if !meaning.ends_with(['.', '!', '?']) {
            words.push('.');
        }
    }
    words
}

fn drop_words(reported: Reported<'_>, drop: Changed, within: u32) -> String {
    format!(
        "{} fell most: {} go on within {}, in the period before {}. That is more than chance.",
        reported.stage(Some(drop.stage)),
        full(drop.current),
        counted(within.into(), "day", "days"),
        full(drop.before)
    )
}

fn summary_row(reported: Reported<'_>, hand_off: &HandOff, within: u32) -> Vec<String> {
    let on = |entered: &Entered, words: fn(Counted) -> String| match entered.count() {
        0 => String::new(),
        _ if hand_off.is_last => "the last stage".to_owned(),
        _ => words(entered.within(Way::On, within)),
    };
    let before = hand_off.before.as_ref().filter(|_| !hand_off.is_last);
    vec![
        reported.stage(Some(hand_off.stage)).to_owned(),
        number(hand_off.current.count()),
        on(&hand_off.current, full),
        before.map(|before| on(before, short)).unwrap_or_default(),
    ]
}

/// What became of the stays in a stage. Of few of them, only the numbers are said.
fn stage_table(reported: Reported<'_>, hand_off: &HandOff, within: u32) -> Table {
    let now = &hand_off.current;
    let so_far = |way| number(now.so_far(way));
    let title = format!(
        "{}: {} entered. So far {} went on, {} back, and {} away; {} had not left when last seen.",
        reported.stage(Some(hand_off.stage)),
        number(now.count()),
        so_far(Way::On),
        so_far(Way::Back),
        so_far(Way::Away),
        number(now.open())
    );
    if now.count() < FEWEST {
        return Table { title, ..Table::default() };
    }
    let ways: Vec<(Way, &str)> = [(Way::On, "on"), (Way::Back, "back"), (Way::Away, "away")]
        .into_iter()
        .filter(|(way, _)| now.so_far(*way) > 0)
        .collect();
    let mut table = Table { title, ..Table::new(&["within"], &[ways.len() + 2]) };
    table.head.extend(ways.iter().map(|(_, word)| (*word).to_owned()));
    table.head.extend(["still there", "seen that long"].map(str::to_owned));
    for days in horizons(within) {
        let mut row = vec![counted(days.into(), "day", "days")];
        row.extend(ways.iter().map(|(way, _)| short(now.within(*way, days))));
        row.push(short(now.still(days)));
        row.push(number(now.at_risk(days)));
        table.rows.push(row);
        // What comes later is not known either.
        if now.still(days).share == Known::NotYet {
            break;
        }
    }
    table
}
