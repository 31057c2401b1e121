//! How long it takes, in words.

use super::said::{full, reached, short};
use super::{Reported, Section, Subject, Table};
use crate::output::words::{counted, number};
use crate::report::{FEWEST, Leads, MONTHLY, Paying};

pub(super) fn section(reported: Reported<'_>) -> Option<Section> {
    let mut stays = Table::new(
        &["stage", "a quarter had left", "half", "three quarters", "half had gone on"],
        &[1, 2, 3, 4],
    );
    stays.title = "Days in each stage".to_owned();
    for hand_off in &reported.figures.hand_offs.stages {
        let now = &hand_off.current;
        if now.count() < FEWEST {
            continue;
        }
        let mut row = vec![reported.stage(Some(hand_off.stage)).to_owned()];
        row.extend([0.25, 0.5, 0.75].map(|share| reached(now.until_left(share))));
        let on = if hand_off.is_last { String::new() } else { reached(now.until_on(0.5)) };
        row.push(on);
        stays.rows.push(row);
    }
    let (mut said, mut tables) = (Vec::new(), vec![stays]);
    if let Some(paying) = &reported.figures.paying {
        said = to_paying(reported, paying);
        tables.push(months(reported, paying));
    }
    tables.retain(|table| !table.rows.is_empty());
    let is_empty = said.is_empty() && tables.is_empty();
    (!is_empty).then(|| Section { subject: Subject::Time, title: "Time".to_owned(), said, tables })
}

/// How many come to pay.
pub(super) fn in_short(reported: Reported<'_>) -> Option<String> {
    let paying = reported.figures.paying.as_ref()?;
    let before = paying.before.as_ref().filter(|before| before.count() > 0);
    let before = before
        .map(|before| format!(" In the period before: {}.", full(before.within(paying.within))));
    Some(reached_paying(reported, paying) + &before.unwrap_or_default())
}

fn reached_paying(reported: Reported<'_>, paying: &Paying) -> String {
    let (first, pays) = ends(reported);
    match (paying.current.count(), paying.paid_before) {
        (0, 0) => return format!("Nobody entered {first} in the period."),
        (0, _) => return format!("Nobody who had not paid before entered {first} in the period."),
        _ => {}
    }
    let within = counted(paying.within.into(), "day", "days");
    let paid = full(paying.current.within(paying.within));
    format!("Of those who entered {first} in the period, {paid}, reached {pays} within {within}.")
}

/// From the first stage to paying.
fn to_paying(reported: Reported<'_>, paying: &Paying) -> Vec<String> {
    let (first, _) = ends(reported);
    let now = &paying.current;
    let mut said = vec![reached_paying(reported, paying)];
    if let Some(before) = paying.before.as_ref().filter(|before| before.count() > 0) {
        said.push(format!("In the period before: {}.", full(before.within(paying.within))));
    }
    if now.count() > 0 {
        said.push(quarters(now));
    }
    if paying.paid_before > 0 {
        let people = counted(paying.paid_before, "customer", "customers");
        said.push(format!("Left out here: {people} who had paid before they entered {first}."));
    }
    said
}

/// After how long a quarter, half and three quarters had paid.
fn quarters(leads: &Leads) -> String {
    match [0.25, 0.5, 0.75].map(|share| leads.until_paid(share)) {
        [Some(quarter), Some(half), Some(most)] => format!(
            "A quarter had paid after {}, half after {}, and three quarters after {}.",
            reached(Some(quarter)),
            reached(Some(half)),
            reached(Some(most))
        ),
        [Some(quarter), Some(half), None] => format!(
            "A quarter had paid after {}, and half after {}.",
            reached(Some(quarter)),
            reached(Some(half))
        ),
        [Some(quarter), None, _] => {
            format!(
                "A quarter had paid after {}; fewer than half have paid so far.",
                reached(Some(quarter))
            )
        }
        [None, ..] => "Fewer than a quarter have paid so far.".to_owned(),
    }
}

/// The first stage, and the one that pays.
fn ends<'a>(reported: Reported<'a>) -> (&'a str, &'a str) {
    let asked = reported.asked;
    let name = |place: usize| asked.wheel.get(place).map(|stage| &*asked.stages[*stage].name);
    let pays = asked.paying.and_then(|paying| name(paying.place));
    (name(0).unwrap_or_default(), pays.unwrap_or_default())
}

fn months(reported: Reported<'_>, paying: &Paying) -> Table {
    let (first, pays) = ends(reported);
    let mut table = Table::new(&["entered in", "people"], &[1]);
    table.title = format!("By the month in which they entered {first}, how many reached {pays}");
    table.head.extend(MONTHLY.map(|days| format!("within {days} days")));
    for month in &paying.months {
        let name = month.month.strftime("%B %Y").to_string();
        let mut row = vec![name, number(month.entered)];
        row.extend(month.paid.map(|paid| paid.map(short).unwrap_or_default()));
        table.rows.push(row);
    }
    table
}
