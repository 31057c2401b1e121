//! Where everybody is, in words.

use super::said::{change, day};
use super::{Reported, Section, Table};
use crate::output::words::{counted, number};
use crate::report::{Place, Places};

pub(super) fn section(reported: Reported<'_>) -> Section {
    let Places { stages, elsewhere, everybody, new, absent, left_out } = &reported.figures.places;
    let people = |count| counted(count, "customer", "customers");
    let is_are = |count: u64| if count == 1 { "is" } else { "are" };
    let end = day(reported.figures.scope.period.to);
    let mut said = vec![match everybody.before {
        Some(before) if before != everybody.people => format!(
            "At the end of {end}, {} {} in a stage, {} {} than on the day before the period.",
            people(everybody.people),
            is_are(everybody.people),
            number(everybody.people.abs_diff(before)),
            if everybody.people > before { "more" } else { "fewer" },
        ),
        Some(_) => format!(
            "At the end of {end}, {} {} in a stage, as many as on the day before the period.",
            people(everybody.people),
            is_are(everybody.people),
        ),
        None => format!(
            "At the end of {end}, {} {} in a stage.",
            people(everybody.people),
            is_are(everybody.people)
        ),
    }];
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
    Section { title: "Where everybody is".to_owned(), said, tables: vec![table] }
}
