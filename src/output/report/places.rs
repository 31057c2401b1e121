//! Where everybody is, in words.

use super::said::{change, day};
use super::{Reported, Section, Subject, Table};
use crate::output::words::{counted, number};
use crate::report::{Place, Places};

/// How many there are, and how many more than before.
pub(super) fn in_short(reported: Reported<'_>) -> String {
    let everybody = reported.figures.places.everybody;
    let end = day(reported.figures.scope.period.to);
    let people = counted(everybody.people, "customer", "customers");
    let are = if everybody.people == 1 { "is" } else { "are" };
    let now = format!("At the end of {end}, {people} {are} in a stage");
    match everybody.before {
        Some(before) if before != everybody.people => {
            let more = if everybody.people > before { "more" } else { "fewer" };
            let by = number(everybody.people.abs_diff(before));
            format!("{now}, {by} {more} than on the day before the period.")
        }
        Some(_) => format!("{now}, as many as on the day before the period."),
        None => format!("{now}."),
    }
}

pub(super) fn section(reported: Reported<'_>) -> Section {
    let Places { stages, elsewhere, everybody, new, absent, left_out } = &reported.figures.places;
    let people = |count| counted(count, "customer", "customers");
    let is_are = |count: u64| if count == 1 { "is" } else { "are" };
    let mut said = vec![in_short(reported)];
    said.push(format!("{} came in as new during the period.", people(*new)));
    if *absent > 0 {
        said.push(format!("{} {} no longer in the data.", people(*absent), is_are(*absent)));
    }
    if *left_out > 0 {
        said.push(format!("The rules leave out {}.", people(*left_out)));
    }
    let mut table = Table::new(&["stage", "customers", "change"], &[1, 2]);
    let row = |name: &str, place: &Place| {
        let change = place.before.map(|before| change(place.people, before));
        vec![name.to_owned(), number(place.people), change.unwrap_or_default()]
    };
    for (place, stage) in stages.iter().enumerate() {
        table.rows.push(row(reported.stage(Some(place)), stage));
    }
    if elsewhere.people > 0 || elsewhere.before.is_some_and(|before| before > 0) {
        table.rows.push(row(reported.stage(None), elsewhere));
    }
    if everybody.before.is_none() {
        table.head.pop();
        table.rows.iter_mut().for_each(|row| row.truncate(2));
    }
    Section {
        subject: Subject::Places,
        title: "Where everybody is".to_owned(),
        said,
        tables: vec![table],
    }
}
