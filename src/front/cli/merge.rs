//! `flywheel ledger F merge`: two customers who turn out to be one.

use std::path::Path;

use crate::Program;
use crate::front::nights::{self, failure_of_made};
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, disk, say};
use crate::ledger::{Ledger, Merge, Merged, Unmerged};
use crate::output::words::counted;
use crate::problems::shown;

/// Makes one customer of two.
pub(super) fn run(
    path: &Path,
    (from, into): (&str, &str),
    stage_of: Option<&str>,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let stage_of_from = match stage_of {
        Some(id) if id == from => true,
        Some(id) if id == into => false,
        Some(id) => {
            let what = format!("--stage-of {} is not one of the two customers", shown(id));
            return Err(Failure::new(what).help(format!("write --stage-of {}", shown(from))));
        }
        None => false,
    };
    let failed = |fault| failure_of_made(path, fault);
    let mut ledger = Ledger::open(path, false).map_err(failed)?;
    let rules = match ledger.last_run().map_err(failed)? {
        Some(last) => nights::rules_of(&ledger.rule_files(last.rules).map_err(failed)?),
        None => None,
    };
    if rules.is_none() {
        say::warning(
            "the rules of the last run cannot be read by this version of flywheel",
            "so no gift is canceled that both customers were given: look at what waits with \
             `flywheel outbox`",
            terminal.stderr,
        );
    }
    let merge = Merge { from, into, stage_of_from, rules: rules.as_ref().map(Program::plan) };
    match ledger.merge(&merge).map_err(failed)? {
        Ok(merged) => {
            say::aside(&said((from, into), &merged), terminal.stderr);
            Ok(Exit::Fine)
        }
        Err(unmerged) => Err(refused(path, (from, into), unmerged)),
    }
}

fn said((from, other): (&str, &str), merged: &Merged) -> String {
    let Merged { into, stage, before, gifts, canceled } = merged;
    let (from, other) = (shown(from), shown(other));
    if *before {
        return format!("{from} and {other} are one customer already: nothing has changed\n");
    }
    let mut words = format!("{from} is {} now, in {}", shown(into), shown(stage));
    if *gifts > 0 {
        words.push_str(&format!(", with {}", counted(*gifts, "more gift", "more gifts")));
    }
    if *canceled > 0 {
        let gifts = counted(*canceled, "gift that waited is", "gifts that waited are");
        words.push_str(&format!("; {gifts} canceled, because the customer has had it before"));
    }
    words + "\n"
}

fn refused(path: &Path, (from, into): (&str, &str), unmerged: Unmerged) -> Failure {
    let (from, into, name) = (shown(from), shown(into), disk::name(path));
    match unmerged {
        Unmerged::Themselves => Failure::new(format!("{from} and {into} are the same id"))
            .help("give the id of the customer who goes, and then that of the one who stays"),
        Unmerged::Unknown(id) => {
            let what = format!("no customer in {} has the id {}", shown(&name), shown(&id));
            Failure::new(what).help("write the id exactly as it is in the data")
        }
        Unmerged::Forgotten(id) => Failure::new(format!("{} asked to be forgotten", shown(&id)))
            .help("nothing is known of them that could be merged"),
        Unmerged::Elsewhere(id) => {
            let id = shown(&id);
            let what = format!("{from} was merged into {id} before");
            let help = format!(
                "if {id} and {into} are one customer too: flywheel ledger {} merge {id} {into}",
                shown(&name)
            );
            Failure::new(what).help(help)
        }
    }
}
