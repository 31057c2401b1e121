//! What may be wrong about runs before this one: their results are in the records, or should be.

use std::path::Path;

use crate::output::decisions::{Run, Tally};
use crate::output::words::{counted, number};

/// A hint where nobody has a stage and gifts are given: on a second day with an export as fresh as
/// on the first one, everyone would get them again. A new file for `--update` shows that it is the
/// first day.
pub(super) fn all_new(tally: &Tally, update: Option<&Path>, was_there: bool) -> Option<String> {
    let gives = tally.given.iter().any(|count| *count > 0);
    let is_first = update.is_some() && !was_there;
    let is_export = !tally.knows_history();
    let all_new = tally.decided > 0 && tally.entered() == tally.decided;
    (all_new && gives && is_export && !is_first).then(|| {
        let (all, again) = match tally.decided {
            1 => ("The only customer is new".to_owned(), "the gifts"),
            2 => ("Both customers are new".to_owned(), "gifts"),
            count => (format!("All {} customers are new", number(count)), "gifts"),
        };
        format!(
            "{all}. If you ran this before, start from the file that --update wrote, or {again} will be \
             given again."
        )
    })
}

/// A warning where the records are those of a later moment than the one asked about.
pub(super) fn later(tally: &Tally, run: &Run<'_>) -> Option<String> {
    let what = match (tally.later, tally.given_later) {
        (0, 0) => return None,
        (0, count) => {
            let who = counted(count, "customer has", "customers have");
            format!("{who} gifts from after the moment you asked about, which may be given again")
        }
        (count, _) => {
            let who = counted(count, "customer is", "customers are");
            format!("{who} in a stage entered after the moment you asked about")
        }
    };
    Some(format!(
        "{what} ({}): decide as of a later moment, or use the records of that day",
        run.as_of
    ))
}
