//! What a night has come to, in words.

use super::Ran;
use crate::output::words::counted;
use crate::problems::shown;
use crate::values::AsOf;

/// What a run has written into the ledger of this name, or would write.
pub(in crate::front) fn words(ran: &Ran, ledger: &str, as_of: AsOf, dry_run: bool) -> String {
    let figures = &ran.figures;
    let name = shown(ledger);
    let parts = [
        (figures.new, "new", "new"),
        (figures.absent, "absent", "absent"),
        (figures.rejected, "rejected", "rejected"),
        (figures.left_out, "left out", "left out"),
        (figures.done, "decided before", "decided before"),
        (ran.outcome.tally.merged, "record of a merged customer", "records of merged customers"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| counted(count, one, many))
        .collect();
    let what = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
    let customers = counted(figures.decided, "customer", "customers");
    if figures.idle {
        return format!("{name} was run as of {as_of} before, and nobody is left to decide.\n");
    }
    let mut words = match dry_run {
        true => {
            format!("{name} is as it was. A run as of {as_of} would decide for {customers}{what}")
        }
        false => {
            let run = figures.run;
            format!("{name}: run {run} as of {as_of} decided for {customers}{what}")
        }
    };
    if figures.given > 0 {
        let gifts = counted(figures.given, "gift waits", "gifts wait");
        words = match dry_run {
            true => {
                let gifts = counted(figures.given, "gift", "gifts");
                format!("{words}; {gifts} would wait for `flywheel outbox`")
            }
            false => format!("{words}; {gifts} for `flywheel outbox`"),
        };
    }
    if figures.undecided > 0 {
        let gifts = counted(figures.undecided, "gift waits", "gifts wait");
        words = format!("{words}; {gifts} for customers who were not decided");
    }
    if figures.canceled > 0 {
        let gifts = counted(figures.canceled, "gift that waited is", "gifts that waited are");
        words = format!("{words}; {gifts} canceled: a pause, or a customer who is left out");
    }
    words + ".\n"
}
