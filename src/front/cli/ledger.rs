//! `flywheel ledger`: what a ledger knows, and what can be done with it.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use jiff::tz::TimeZone;

use super::merge;
use crate::front::nights::{self, failure, failure_of_made};
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, disk, say};
use crate::ledger::{
    Forgot, Ledger, LedgerFault, Life, LifeBefore, LifeGift, LifeMove, RunLine, changed,
};
use crate::output::grid::{Cell, Grid};
use crate::output::words::{counted, number};
use crate::problems::register::CANNOT_READ;
use crate::problems::{Ink, Look, shown};
use crate::values::Instant;

/// Show what a ledger knows: its runs, how many are in which stage, and the life of one customer
///
/// The ledger is an SQLite file, and its tables are documented: any SQLite tool can read it, too. The
/// exit code is 0 when everything went well, 1 when `check` found something wrong, and 2 when something
/// could not be read or written.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  flywheel ledger shop.ledger
  flywheel ledger shop.ledger --id c-17
  flywheel ledger shop.ledger check
  flywheel ledger shop.ledger backup shop-2026-03-31.ledger
  flywheel ledger shop.ledger merge c-18 c-17
  flywheel ledger shop.ledger rename stage Engaged Active")]
pub(super) struct LedgerCommand {
    /// The ledger
    ledger: PathBuf,

    /// Show all that is known of this customer
    #[arg(long, value_name = "ID")]
    id: Option<String>,

    /// Wait while another process is at work on the ledger
    #[arg(long, global = true)]
    wait: bool,

    #[command(subcommand)]
    doing: Option<Doing>,
}

/// What is done with a ledger.
#[derive(Debug, Subcommand)]
enum Doing {
    /// Look for damage: what SQLite finds, and what must hold of each customer
    Check,
    /// Write a copy to another file, which is complete in itself
    Backup {
        /// The copy, which must not be there yet
        file: PathBuf,
    },
    /// Write all that is known of a customer, as JSON
    Export {
        /// The id of the customer
        id: String,
    },
    /// Write the customers whose stage or tags have changed, as they are now: for a CRM
    Changes {
        /// The last run whose changes are known already; 0 for all customers
        #[arg(long, value_name = "RUN")]
        since: i64,

        /// What to write
        #[arg(long, value_enum, default_value_t = Form::Csv, hide_default_value = true)]
        format: Form,
    },
    /// Erase a customer: what waits is canceled, and later exports do not bring them back
    Forget {
        /// The id of the customer
        id: String,
    },
    /// Make one customer of two: the first id leads to the second customer, who gets the gifts of both
    Merge {
        /// The id of the customer who goes
        from: String,
        /// The id of the customer who stays
        into: String,

        /// Whose stage and tags the customer has from now on; those of the customer who stays if it is not
        /// given
        #[arg(long, value_name = "ID")]
        stage_of: Option<String>,
    },
    /// Put a backup in the place of the ledger, which is kept under another name
    Restore {
        /// The backup
        file: PathBuf,
    },
    /// Call a stage by the new name that it has in the rules
    Rename {
        #[command(subcommand)]
        what: Rename,
    },
}

/// What changes are written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A row for each customer
    Csv,
    /// A JSON object per line for each customer
    Ndjson,
}

/// What is renamed.
#[derive(Debug, Subcommand)]
enum Rename {
    /// Call a stage by another name, also in all that was before
    Stage {
        /// Its name so far
        from: String,
        /// Its name from now on
        to: String,

        /// Even if others are or were in a stage of that name: the two cannot be separated again
        #[arg(long)]
        merge: bool,
    },
}

impl LedgerCommand {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        match &self.doing {
            Some(_) if self.id.is_some() => {
                Err(Failure::new("--id shows a customer, and goes with nothing else"))
            }
            Some(Doing::Check) => self.check(terminal),
            Some(Doing::Backup { file }) => self.back_up(file, terminal),
            Some(Doing::Export { id }) => self.export(id),
            Some(Doing::Changes { since, format }) => self.changes(*since, *format),
            Some(Doing::Forget { id }) => self.forget(id, terminal),
            Some(Doing::Merge { from, into, stage_of }) => {
                merge::run(&self.ledger, self.wait, (from, into), stage_of.as_deref(), terminal)
            }
            Some(Doing::Restore { file }) => self.restore(file, terminal),
            Some(Doing::Rename { what: Rename::Stage { from, to, merge } }) => {
                self.rename(from, to, *merge, terminal)
            }
            None => {
                let ledger = Ledger::read(&self.ledger).map_err(|fault| self.failed(fault))?;
                let words = match &self.id {
                    Some(id) => self.life(&ledger, id, terminal.stdout)?,
                    None => self.summary(&ledger, terminal.stdout)?,
                };
                say::out(&words, terminal.stdout)?;
                Ok(Exit::Fine)
            }
        }
    }

    fn summary(&self, ledger: &Ledger, look: Look) -> Result<String, Failure> {
        let failed = |fault| self.failed(fault);
        let title = ledger.title().map_err(failed)?;
        let customers = ledger.customers().map_err(failed)?;
        let name = title.unwrap_or_else(|| disk::name(&self.ledger));
        let mut words = format!(
            "{}\n{}\n\n",
            look.paint(Ink::Strong, &shown(&name)),
            counted(customers, "customer", "customers")
        );
        let mut stages = Grid::new();
        for (stage, count) in ledger.stages().map_err(failed)? {
            stages.row([Cell::words(stage), Cell::number(number(count))]);
        }
        words.push_str(&stages.draw(look, 2));
        words.push_str(&format!("\n  {}\n", look.paint(Ink::Strong, "Last runs")));
        let mut runs = Grid::new();
        let head = ["run", "kind", "as of"].into_iter().chain(RunLine::COUNTS);
        runs.row(head.map(Cell::words));
        for line in ledger.runs(10).map_err(failed)? {
            let first = [
                Cell::number(line.number.to_string()),
                Cell::words(line.kind),
                Cell::words(line.as_of),
            ];
            runs.row(first.into_iter().chain(line.counts.map(|count| Cell::number(number(count)))));
        }
        words.push_str(&runs.draw(look, 4));
        Ok(words)
    }

    fn life(&self, ledger: &Ledger, id: &str, look: Look) -> Result<String, Failure> {
        let Some(life) = ledger.life(id).map_err(|fault| self.failed(fault))? else {
            return Err(self.nobody(id));
        };
        let zone = ledger.zone().map_err(|fault| self.failed(fault))?;
        let Life { id, stage, stage_since, tags, untags, owed, came_by, missing, .. } = &life;
        let since =
            (*stage_since).map_or(String::new(), |since| format!(" since {}", day(since, &zone)));
        let mut words = format!(
            "{}: {}{since}, came by {came_by}\n",
            look.paint(Ink::Strong, &shown(id)),
            shown(stage)
        );
        if let Some((why, run)) = missing {
            words.push_str(&format!("{why} since run {run}\n"));
        }
        for (what, list) in [("tags", tags), ("removed tags", untags), ("owed", owed)] {
            if let Some(list) = list {
                words.push_str(&format!("{what}: {}\n", shown(list)));
            }
        }
        for (experiment, arm) in &life.experiments {
            words.push_str(&format!("{}: {}\n", shown(experiment), shown(arm)));
        }
        for LifeBefore { id, after_run, .. } in &life.before {
            words.push_str(&format!("also {}, merged after run {after_run}\n", shown(id)));
        }
        words.push_str(&format!("\n  {}\n", look.paint(Ink::Strong, "Moves")));
        words.push_str(&moves(&life.moves, &zone, look));
        for LifeBefore { id, moves: before, .. } in &life.before {
            let head = format!("Moves of {}", shown(id));
            words.push_str(&format!("\n  {}\n", look.paint(Ink::Strong, &head)));
            words.push_str(&moves(before, &zone, look));
        }
        if !life.gifts.is_empty() {
            words.push_str(&format!("\n  {}\n", look.paint(Ink::Strong, "Gifts")));
            words.push_str(&gifts(&life.gifts, &zone, look));
        }
        Ok(words)
    }

    fn check(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        let ledger = Ledger::read(&self.ledger).map_err(|fault| self.failed(fault))?;
        let faults = ledger.faults().map_err(|fault| self.failed(fault))?;
        let name = shown(&disk::name(&self.ledger)).into_owned();
        if faults.is_empty() {
            say::out(&format!("{name} is in order.\n"), terminal.stdout)?;
            return Ok(Exit::Fine);
        }
        let lines = faults.iter().map(|fault| format!("{name}: {}\n", shown(fault)));
        say::out(&lines.collect::<String>(), terminal.stdout)?;
        Ok(Exit::Rules)
    }

    fn back_up(&self, file: &Path, terminal: &Terminal) -> Result<Exit, Failure> {
        if file.exists() {
            let what = format!("{} is there already", disk::name(file));
            return Err(Failure::new(what).help("give the copy a name of its own"));
        }
        let ledger = Ledger::read(&self.ledger).map_err(|fault| self.failed(fault))?;
        ledger.back_up(file).map_err(|fault| failure(file, fault))?;
        say::aside(&format!("wrote {}\n", shown(&disk::name(file))), terminal.stderr);
        Ok(Exit::Fine)
    }

    fn export(&self, id: &str) -> Result<Exit, Failure> {
        let ledger = Ledger::read(&self.ledger).map_err(|fault| self.failed(fault))?;
        let life = ledger.life(id).map_err(|fault| self.failed(fault))?;
        let life = life.ok_or_else(|| self.nobody(id))?;
        say::exactly(format!("{}\n", life.json()).as_bytes())?;
        Ok(Exit::Fine)
    }

    fn changes(&self, since: i64, form: Form) -> Result<Exit, Failure> {
        let ledger = Ledger::read(&self.ledger).map_err(|fault| self.failed(fault))?;
        let all = ledger.changed_since(since).map_err(|fault| self.failed(fault))?;
        let zone = ledger.zone().map_err(|fault| self.failed(fault))?;
        say::exactly(&match form {
            Form::Csv => changed::csv(&all, &zone),
            Form::Ndjson => changed::ndjson(&all, &zone),
        })?;
        Ok(Exit::Fine)
    }

    fn forget(&self, id: &str, terminal: &Terminal) -> Result<Exit, Failure> {
        let mut ledger =
            Ledger::open(&self.ledger, self.wait).map_err(|fault| self.failed(fault))?;
        let forgot = ledger.forget(id).map_err(|fault| self.failed(fault))?;
        let id = shown(id);
        let words = match forgot {
            Forgot::Now => format!("{id} is forgotten"),
            Forgot::Before => format!("{id} is forgotten already"),
            Forgot::Stranger => format!("{id} was not in the ledger, and will not be taken in"),
        };
        let backups = nights::backups(&self.ledger).len() as u64;
        let left = match backups {
            0 => String::new(),
            count => format!("; {} may still have them", counted(count, "backup", "backups")),
        };
        say::aside(&format!("{words}{left}\n"), terminal.stderr);
        Ok(Exit::Fine)
    }

    fn nobody(&self, id: &str) -> Failure {
        let what = format!("no customer in {} has the id {}", disk::name(&self.ledger), shown(id));
        Failure::new(what).help("write the id exactly as it is in the data")
    }

    fn restore(&self, file: &Path, terminal: &Terminal) -> Result<Exit, Failure> {
        let restored = Ledger::restore(&self.ledger, file, self.wait);
        let old = restored.map_err(|fault| {
            if matches!(fault, LedgerFault::Missing) {
                let what = format!("there is no backup {}", disk::name(file));
                return Failure::coded(CANNOT_READ, what).help(nights::restoring(&self.ledger));
            }
            let is_busy = matches!(fault, LedgerFault::Busy(_));
            failure(if is_busy { &self.ledger } else { file }, fault)
        })?;
        self.set_aside_later()?;
        let name = shown(&disk::name(&self.ledger)).into_owned();
        let mut words = format!("{name} is what it was in {}", shown(&disk::name(file)));
        if let Some(old) = old {
            words.push_str(&format!(
                "; what it was before is in {}",
                shown(
                    &old.file_name()
                        .map_or(disk::name(&old), |name| name.to_string_lossy().into_owned())
                )
            ));
        }
        say::aside(&format!("{words}\n"), terminal.stderr);
        Ok(Exit::Fine)
    }

    /// Renames the backups of runs that, after a backup was put back, have not been.
    fn set_aside_later(&self) -> Result<(), Failure> {
        let ledger = Ledger::read(&self.ledger).map_err(|fault| self.failed(fault))?;
        let last = ledger.last_run().map_err(|fault| self.failed(fault))?;
        let last = last.map_or(0, |last| last.number);
        for (_, later) in nights::backups(&self.ledger).into_iter().filter(|(run, _)| *run > last) {
            let mut aside = later.as_os_str().to_owned();
            aside.push("-undone");
            let moved = std::fs::rename(&later, aside);
            moved.map_err(|error| Failure::writing(&disk::name(&later), &error))?;
        }
        Ok(())
    }

    fn rename(
        &self,
        from: &str,
        to: &str,
        merge: bool,
        terminal: &Terminal,
    ) -> Result<Exit, Failure> {
        if to.trim().is_empty() {
            return Err(Failure::new("a stage needs a name"));
        }
        let mut ledger =
            Ledger::open(&self.ledger, self.wait).map_err(|fault| self.failed(fault))?;
        if !merge && ledger.has_stage(to).map_err(|fault| self.failed(fault))? {
            let what = format!("customers are or were in a stage {} already", shown(to));
            return Err(Failure::new(what).help(
                "to make one stage of both, make a backup and add --merge: the two cannot be \
                 separated again",
            ));
        }
        match ledger.rename_stage(from, to).map_err(|fault| self.failed(fault))? {
            Some(count) => {
                let customers = counted(count, "customer is", "customers are");
                let words = format!("{customers} in {} now\n", shown(to));
                say::aside(&words, terminal.stderr);
                Ok(Exit::Fine)
            }
            None => {
                let what = format!("nobody was ever in the stage {}", shown(from));
                Err(Failure::new(what).help("write the name as `flywheel ledger` shows it"))
            }
        }
    }

    fn failed(&self, fault: LedgerFault) -> Failure {
        failure_of_made(&self.ledger, fault)
    }
}

fn moves(moves: &[LifeMove], zone: &TimeZone, look: Look) -> String {
    let mut grid = Grid::new();
    for LifeMove { at, from, to, rule, run } in moves {
        let what = match from {
            Some(from) => format!("{from} → {to}"),
            None => format!("came into {to}"),
        };
        grid.row([
            Cell::words(at.map_or(String::new(), |at| day(at, zone))),
            Cell::words(what),
            Cell::words(rule.clone().unwrap_or_default()),
            Cell::words(format!("run {run}")),
        ]);
    }
    grid.draw(look, 4)
}

fn gifts(gifts: &[LifeGift], zone: &TimeZone, look: Look) -> String {
    let mut grid = Grid::new();
    for LifeGift { at, gift, event, what, rule, run, cost, key, status, reason, .. } in gifts {
        let name = if event.is_empty() { gift.clone() } else { format!("{gift} for {event}") };
        let state = status.clone().unwrap_or_else(|| what.clone());
        let state = match reason {
            Some(reason) => format!("{state}: {reason}"),
            None => state,
        };
        grid.row([
            Cell::words(at.map_or(String::new(), |at| day(at, zone))),
            Cell::words(name),
            Cell::words(state),
            Cell::number(cost.clone().unwrap_or_default()),
            Cell::words(rule.clone().unwrap_or_default()),
            Cell::words(run.map_or("from the record".to_owned(), |run| format!("run {run}"))),
            Cell::words(key.clone().unwrap_or_default()),
        ]);
    }
    grid.draw(look, 4)
}

/// A day, where the rules say.
fn day(at: Instant, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).date().to_string()
}
