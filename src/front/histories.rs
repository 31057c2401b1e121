//! Histories of customers, from a ledger or from a file.

use std::collections::HashSet;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

#[cfg(feature = "ledger")]
use super::nights;
use super::spool::Spool;
use super::{Failure, disk};
use crate::histories::{self, History, HistoryFault};
#[cfg(feature = "ledger")]
use crate::ledger::Ledger;
use crate::output::words::counted;
use crate::plan::Plan;
use crate::problems::{Ink, Look, shown};
use crate::records::Unpack;
use crate::report::{Asked, Held, Period};
#[cfg(feature = "ledger")]
use crate::tools::asked::asked;

/// So many faults are listed; the others are counted.
const MOST_FAULTS: usize = 10;

/// Where histories are.
pub(super) enum Histories {
    /// In a ledger.
    #[cfg(feature = "ledger")]
    Ledger { path: PathBuf, ledger: Ledger },
    /// In a file, or in the copy of a pipe.
    File { path: PathBuf, copy: Option<Spool> },
    /// What a replay of some customers over some days has made.
    Replay { name: String, copy: Spool, days: Period },
}

/// What was wrong with histories.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// The first ones.
    first: Vec<HistoryFault>,
    count: u64,
}

impl Histories {
    #[cfg(feature = "ledger")]
    pub(super) fn of_ledger(path: &Path) -> Result<Histories, Failure> {
        let ledger = Ledger::read(path).map_err(|fault| nights::failure(path, fault))?;
        Ok(Histories::Ledger { path: path.to_owned(), ledger })
    }

    pub(super) fn of_file(path: &Path) -> Result<Histories, Failure> {
        Ok(Histories::File { path: path.to_owned(), copy: Spool::of(path)? })
    }

    /// What it is called.
    pub(super) fn name(&self) -> String {
        match self {
            #[cfg(feature = "ledger")]
            Histories::Ledger { path, .. } => disk::name(path),
            Histories::File { path, .. } => disk::name(path),
            Histories::Replay { name, .. } => name.clone(),
        }
    }

    /// The first and the last day that something is known of.
    pub(super) fn known_days(&self, plan: &Plan) -> Result<Period, Failure> {
        let name = self.name();
        let days = match self {
            #[cfg(feature = "ledger")]
            Histories::Ledger { path, ledger } => {
                ledger.known_days(&plan.zone).map_err(|fault| nights::failure(path, fault))?
            }
            Histories::Replay { days, .. } => Some(*days),
            Histories::File { .. } => {
                let mut days: Option<Period> = None;
                let mut wrong = None;
                self.lines(|_, history| {
                    let history = match history {
                        Ok(history) => history,
                        Err(fault) => {
                            wrong.get_or_insert(fault);
                            return;
                        }
                    };
                    days = Period::with(days, history.days());
                })?;
                if let (None, Some(HistoryFault { line, reason })) = (days, wrong) {
                    let what = format!("no line of {name} is a history");
                    return Err(Failure::new(what).help(format!("line {line}: {reason}")));
                }
                days
            }
        };
        days.ok_or_else(|| Failure::new(format!("{name} has no histories yet")))
    }

    /// Hands out each history. Faults are those of a file; a ledger has none.
    pub(super) fn each(
        &self,
        plan: &Plan,
        mut take: impl FnMut(&History),
    ) -> Result<Faults, Failure> {
        let mut faults = Faults::default();
        match self {
            #[cfg(feature = "ledger")]
            Histories::Ledger { path, ledger } => {
                let read = ledger.histories(plan, |history| take(&history));
                read.map_err(|fault| nights::failure(path, fault))?;
            }
            Histories::File { .. } | Histories::Replay { .. } => {
                let mut ids: HashSet<Box<str>> = HashSet::new();
                self.lines(|line, history| match history {
                    Err(fault) => faults.add(fault),
                    Ok(history) if !ids.insert(history.id.as_str().into()) => {
                        let reason = format!("another line is about {} already", history.id);
                        faults.add(HistoryFault { line, reason });
                    }
                    Ok(history) => take(&history),
                })?;
            }
        }
        Ok(faults)
    }

    /// What the rules before asked of a report, each with the day from which on they were the rules, as far as this
    /// version reads them. Only a ledger knows.
    pub(super) fn asked_before(&self, plan: &Plan) -> Result<Vec<(Date, Asked)>, Failure> {
        match self {
            #[cfg(feature = "ledger")]
            Histories::Ledger { path, ledger } => {
                let failed = |fault| nights::failure(path, fault);
                let mut before = Vec::new();
                for (day, rules) in ledger.rules_by_day(&plan.zone).map_err(failed)? {
                    let files = ledger.rule_files(rules).map_err(failed)?;
                    let program = nights::rules_of(&files);
                    before.extend(program.map(|program| (day, asked(program.model()))));
                }
                Ok(before)
            }
            Histories::File { .. } | Histories::Replay { .. } => Ok(Vec::new()),
        }
    }

    /// What was held back in a period; only a ledger knows.
    pub(super) fn held(&self, plan: &Plan, period: Period) -> Result<Option<Held>, Failure> {
        match self {
            #[cfg(feature = "ledger")]
            Histories::Ledger { path, ledger } => {
                let held = ledger.held(plan, period);
                Ok(Some(held.map_err(|fault| nights::failure(path, fault))?))
            }
            Histories::File { .. } | Histories::Replay { .. } => Ok(None),
        }
    }
}

impl Histories {
    /// Reads a file of histories, line by line.
    fn lines(
        &self,
        mut take: impl FnMut(u64, Result<History, HistoryFault>),
    ) -> Result<(), Failure> {
        let name = self.name();
        let unread = |error| Failure::reading(&name, &error);
        let mut read = |file: &mut dyn Read| {
            let lines = BufReader::new(Unpack::open(file)?);
            histories::read(lines, &mut take)
        };
        match self {
            #[cfg(feature = "ledger")]
            Histories::Ledger { .. } => Ok(()),
            Histories::File { copy: Some(copy), .. } | Histories::Replay { copy, .. } => {
                read(&mut copy.open().map_err(unread)?).map_err(unread)
            }
            Histories::File { path, copy: None } => {
                read(&mut disk::open(path).map_err(unread)?).map_err(unread)
            }
        }
    }
}

impl Faults {
    fn add(&mut self, fault: HistoryFault) {
        self.count += 1;
        if self.first.len() < MOST_FAULTS {
            self.first.push(fault);
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// The first ones, and how many more there are.
    pub(super) fn list(&self, name: &str, look: Look) -> String {
        let tag = look.paint(Ink::Error, "rejected:");
        let mut list = String::new();
        for HistoryFault { line, reason } in &self.first {
            list.push_str(&format!("{tag} {}\n", shown(&format!("{name}:{line}: {reason}"))));
        }
        let more = self.count - self.first.len() as u64;
        if more > 0 {
            list.push_str(&format!("{tag} {}\n", counted(more, "more line", "more lines")));
        }
        list
    }
}
