//! `flywheel ledger F merge`: two customers who turn out to be one.

use std::path::Path;

use crate::Program;
use crate::front::nights::{self, failure_of_made};
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, disk, say};
use crate::infer::Project;
use crate::ledger::{Ledger, Merge, Merged, One, Unmerged};
use crate::output::words::counted;
use crate::problems::shown;

/// Makes one customer of two.
pub(super) fn run(
    path: &Path,
    wait: bool,
    (from, into): (&str, &str),
    stage_of: Option<&str>,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let failed = |fault| failure_of_made(path, fault);
    let mut ledger = Ledger::open(path, wait).map_err(failed)?;
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
    let merge = Merge { from, into, stage_of, rules: rules.as_ref().map(Program::plan) };
    match ledger.merge(&merge).map_err(failed)? {
        Ok(merged) => {
            say::aside(&said((from, into), &merged), terminal.stderr);
            Ok(Exit::Fine)
        }
        Err(unmerged) => Err(refused(path, (from, into), unmerged)),
    }
}

fn said((from, into): (&str, &str), merged: &Merged) -> String {
    let (from, into) = (shown(from), shown(into));
    let One { id, stage, gifts, repeats, left_out } = match merged {
        Merged::Before => {
            return format!("{from} and {into} are one customer already: nothing has changed\n");
        }
        Merged::Now(one) => one,
    };
    let mut words = format!("{from} is {} now, in {}", shown(id), shown(stage));
    if *gifts > 0 {
        words.push_str(&format!(", with {}", counted(*gifts, "more gift", "more gifts")));
    }
    if *repeats > 0 {
        let gifts =
            counted(*repeats, "gift is canceled as a repeat", "gifts are canceled as repeats");
        words.push_str(&format!("; {gifts}"));
    }
    if *left_out > 0 {
        let gifts = counted(*left_out, "gift is", "gifts are");
        words.push_str(&format!("; {gifts} canceled, because the rules leave {} out", shown(id)));
    }
    words + "\n"
}

fn refused(path: &Path, (from, into): (&str, &str), unmerged: Unmerged) -> Failure {
    match unmerged {
        Unmerged::Themselves => {
            Failure::new(format!("{} and {} are the same id", shown(from), shown(into)))
                .help("give the id of the customer who goes, and then that of the one who stays")
        }
        Unmerged::Unknown(id) => {
            let name = disk::name(path);
            let what = format!("no customer in {} has the id {}", shown(&name), shown(&id));
            Failure::new(what).help("write the id exactly as it is in the data")
        }
        Unmerged::Forgotten(id) => Failure::new(format!("{} asked to be forgotten", shown(&id)))
            .help("nothing is known of them that could be merged"),
        Unmerged::Elsewhere(id) => {
            let what = format!("{} was merged into {} before", shown(from), shown(&id));
            let command = nights::command("ledger", path, &["merge", "--", &id, into]);
            let help =
                format!("if {} and {} are one customer too:{command}", shown(&id), shown(into));
            Failure::new(what).help(help)
        }
        Unmerged::StageOfOther(id) => {
            let what = format!("--stage-of {} is not one of the two customers", shown(&id));
            let [from, into] = [from, into].map(Project::in_shell);
            Failure::new(what).help(format!("write --stage-of={from} or --stage-of={into}"))
        }
    }
}
