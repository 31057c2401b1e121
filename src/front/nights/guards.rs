//! Why a run is not written unless somebody says that it is right.

use std::collections::BTreeMap;

use crate::front::{Failure, absent};
use crate::ledger::Figures;
use crate::output::decisions::Tally;
use crate::output::words::{counted, number};
use crate::plan::Plan;
use crate::problems::shown;
use crate::records::MissingColumn;
use crate::values::Instant;

/// Why a run is not written unless somebody says that it is right.
pub(in crate::front) struct Refusal {
    pub what: String,
    pub help: String,
}

/// What is unlikely about a run: `before` is how many customers the ledger had.
pub(in crate::front) fn unlikely(
    figures: &Figures,
    tally: &Tally,
    before: u64,
    (was, is): (&Option<String>, &Option<String>),
    again: bool,
) -> Vec<Refusal> {
    let help = "if that is right, add --yes";
    let mut refused = Vec::new();
    let records = tally.decided + tally.left_out + figures.rejected + figures.done;
    // A second file of the same day may have only customers who are new, but not many of them.
    if figures.new * 10 > if again { before } else { records } {
        let what = format!(
            "{} of {} are not in the ledger: is the id in another column, or are these other customers?",
            number(figures.new),
            counted(records, "record", "records")
        );
        refused.push(Refusal { what, help: help.to_owned() });
    }
    let nobody = tally.decided + tally.left_out + figures.rejected == 0 && figures.absent > 0;
    if !again && (figures.newly_absent * 10 > before || nobody) {
        let what = format!(
            "{} of {} in the ledger are no longer in the data: is this only part of the export?",
            number(figures.newly_absent),
            counted(before, "customer", "customers")
        );
        refused.push(Refusal { what, help: help.to_owned() });
    }
    if was != is {
        let named = |title: &Option<String>| {
            title.as_ref().map_or("no title".to_owned(), |title| format!("the title \"{title}\""))
        };
        let what = format!(
            "the rules have {}, but those of the last run had {}: is this the right ledger?",
            named(is),
            named(was)
        );
        refused.push(Refusal { what, help: help.to_owned() });
    }
    refused
}

/// Why a run should not be written whose customers could not all be read.
pub(in crate::front) fn not_whole(whole: bool, yes: bool) -> Vec<Refusal> {
    let what = "not all of the customers could be read: see above";
    let help = "if you want to go on with those that could, add --yes";
    match whole || yes {
        true => Vec::new(),
        false => vec![Refusal { what: what.to_owned(), help: help.to_owned() }],
    }
}

/// Why a run should not be written for which nobody could be read; then there is nothing to go on with.
pub(in crate::front) fn unread(whole: bool, tally: &Tally, done: u64) -> Option<Refusal> {
    let rejected = tally.rejections.count - tally.rejections.whole_files;
    let nobody = tally.decided + tally.left_out + rejected + done == 0;
    let what = "none of the customers could be read: see above";
    let help = "put that right, and run again";
    (!whole && nobody).then(|| Refusal { what: what.to_owned(), help: help.to_owned() })
}

/// Why a run should not be written whose files have no column for what a pause asks. It would hold back from
/// everybody what waits.
pub(in crate::front) fn unknown_pauses(
    plan: &Plan,
    lacks: &[(String, MissingColumn)],
) -> Vec<Refusal> {
    let asked = lacks.iter().filter(|(_, column)| {
        let data = absent::said(plan, std::slice::from_ref(column));
        !column.has_default && data.into_iter().any(|datum| plan.pauses_read(datum))
    });
    let refusal = |(file, column): &(String, MissingColumn)| {
        let meant = column.nearest.as_ref();
        let meant = meant.map(|meant| format!(": did you mean \"{}\"?", shown(meant)));
        let what = format!(
            "{} has no column \"{}\", so a pause may hold for everybody, and what waits for them would be \
             canceled for good{}",
            shown(file),
            shown(&column.name),
            meant.unwrap_or_default()
        );
        Refusal { what, help: "if that is right, add --yes".to_owned() }
    };
    asked.map(refusal).collect()
}

/// Why a run should not be written as of a moment that is still to come.
pub(in crate::front) fn future(at: Instant) -> Result<Option<Refusal>, Failure> {
    let what = "the moment of the run is in the future, and no later run could go back from it";
    let help = "if that is right, add --yes";
    Ok((at > super::now()?).then(|| Refusal { what: what.to_owned(), help: help.to_owned() }))
}

/// A table may lack fewer rows than this, unless they are most of it.
const FEWEST_ROWS: u64 = 10;

/// Why a run should not be written for which a table has far fewer rows than in the last run.
pub(in crate::front) fn fewer_rows(
    before: &BTreeMap<String, u64>,
    now: &BTreeMap<String, u64>,
) -> Vec<Refusal> {
    let shrunk = before.iter().filter_map(|(table, before)| {
        let now = now.get(table).copied().unwrap_or_default();
        let gone = before.saturating_sub(now);
        let is_far_fewer = gone * 2 > *before || (gone >= FEWEST_ROWS && gone * 5 > *before);
        is_far_fewer.then_some((table, *before, now))
    });
    let refusal = |(table, before, now): (&String, u64, u64)| {
        let rows = match now {
            0 => "no rows".to_owned(),
            now => counted(now, "row", "rows"),
        };
        let what = format!(
            "the table \"{}\" has {rows}, and in the last run it had {}: is this only part of it?",
            shown(table),
            number(before)
        );
        Refusal { what, help: "if that is right, add --yes".to_owned() }
    };
    shrunk.map(refusal).collect()
}

/// Why a first load should not be written of whose records many were rejected.
pub(in crate::front) fn many_rejected(tally: &Tally, yes: bool) -> Option<Refusal> {
    let rejected = tally.rejections.count - tally.rejections.whole_files;
    let records = tally.decided + tally.left_out + rejected;
    let what = format!(
        "{} of {} were rejected: customers who are taken in later are new, and get what new customers get",
        number(rejected),
        counted(records, "record", "records")
    );
    let help = "put the data right and load again, or if the others are not customers, add --yes";
    let refusal = Refusal { what, help: help.to_owned() };
    (!yes && rejected * 10 > records).then_some(refusal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_that_lack_a_fifth_of_their_rows_are_noticed() {
        let rows = |count| BTreeMap::from([("orders".to_owned(), count)]);
        let is_refused = |before, now| !fewer_rows(&rows(before), &rows(now)).is_empty();
        assert!(is_refused(39, 21));
        assert!(is_refused(1, 0));
        assert!(!is_refused(4, 2));
        assert!(is_refused(50, 39));
        assert!(!is_refused(50, 40));
        assert!(!is_refused(20, 11));
        assert!(!is_refused(50, 60));
    }
}
