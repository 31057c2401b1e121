//! `flywheel outbox`: hands out the gifts that wait in a ledger.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::front::exec;
use crate::front::night::{failure, now};
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, answers, say};
use crate::ledger::{Delivery, Ledger, LedgerFault, Queued, Status, Wish, deliveries};
use crate::output::grid::{Cell, Grid};
use crate::output::words::{counted, number};
use crate::problems::{Ink, shown};
use crate::values::Instant;

/// Hand out the gifts that wait in a ledger, and record what became of them
///
/// Without an option, it shows how many gifts wait. Flywheel never sends anything: your own tools do, and
/// they say what came of it. A gift that was decided once is handed out once, unless nobody says what
/// became of it; pass its key on, so that whoever delivers it can drop repeats. The exit code is 0 when
/// everything went well, 1 when gifts failed, and 2 when something could not be read or written.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  flywheel outbox shop.ledger
  flywheel outbox shop.ledger --take > to-send.csv
  flywheel outbox shop.ledger --sent to-send.csv
  flywheel outbox shop.ledger --exec ./send.sh
  flywheel outbox shop.ledger --cancel --run 12")]
pub(super) struct Outbox {
    /// The ledger
    ledger: PathBuf,

    /// Hand out all gifts that wait: mark them as handed out, then write them to standard output
    #[arg(long, group = "doing")]
    take: bool,

    /// With --take, write the gifts of an earlier batch once again, as far as nobody said what became of
    /// them
    #[arg(long, value_name = "BATCH", requires = "take")]
    again: Option<i64>,

    /// Record that the gifts in this file were sent: a CSV or NDJSON file with their keys, such as the one
    /// that --take wrote. Use - for standard input
    #[arg(long, value_name = "FILE", group = "doing")]
    sent: Option<PathBuf>,

    /// Pass the gifts that wait to a command, a JSON object per line, and record the lines that it writes:
    /// {"key": ..., "status": "sent" or "failed", "reason": ...}
    #[arg(long, value_name = "COMMAND", group = "doing")]
    exec: Option<String>,

    /// With --exec, never pass a gift a second time, even if the command says nothing about it
    #[arg(long, requires = "exec")]
    once: bool,

    /// Let gifts that failed wait again; with --batch, also those of the batch that nobody said anything about
    #[arg(long, group = "doing")]
    retry: bool,

    /// With --retry, only gifts of this batch
    #[arg(long, value_name = "BATCH", requires = "retry")]
    batch: Option<i64>,

    /// Cancel gifts that wait or failed: those of --run, --gift or --key
    #[arg(long, group = "doing")]
    cancel: bool,

    /// With --cancel, the run that decided them
    #[arg(long, value_name = "N", requires = "cancel")]
    run: Option<i64>,

    /// With --cancel, the key of a gift
    #[arg(long, value_name = "KEY", requires = "cancel")]
    key: Option<String>,

    /// Only gifts of this name
    #[arg(long, value_name = "NAME")]
    gift: Option<String>,

    /// With --take or --exec, hand out no more than this many
    #[arg(long, value_name = "N")]
    limit: Option<u64>,

    /// With --take or --exec, leave gifts that were decided longer ago than this, such as 3d or 12h
    #[arg(long, value_name = "LENGTH", value_parser = length)]
    max_age: Option<jiff::SignedDuration>,

    /// Wait while another process is at work on the ledger
    #[arg(long)]
    wait: bool,

    /// With --take, what to write to standard output
    #[arg(long, value_enum, default_value_t = Form::Csv, hide_default_value = true)]
    format: Form,
}

/// What gifts are written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A row for each gift
    Csv,
    /// A JSON object per line for each gift
    Ndjson,
}

impl Outbox {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        match (&self.sent, &self.exec) {
            _ if self.take => self.take(terminal),
            (Some(file), _) => {
                let answers = answers::sent(file)?;
                self.record(&answers, terminal)
            }
            (_, Some(command)) => self.exec(command, terminal),
            _ if self.retry => {
                let count = self.open()?.retry(self.batch).map_err(|fault| self.failed(fault))?;
                self.done(
                    &format!("{} again", counted(count, "gift waits", "gifts wait")),
                    terminal,
                )
            }
            _ if self.cancel => self.cancel(terminal),
            _ => self.show(terminal),
        }
    }

    /// Shows what is in the outbox.
    fn show(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        let ledger = Ledger::read(&self.ledger).map_err(|fault| self.failed(fault))?;
        let queue = ledger.queue().map_err(|fault| self.failed(fault))?;
        let look = terminal.stdout;
        if queue.is_empty() {
            say::out("No gifts yet.\n", look)?;
            return Ok(Exit::Fine);
        }
        let mut grid = Grid::new();
        let head = std::iter::once("gift").chain(Status::ALL.map(Status::word)).chain(["oldest"]);
        grid.row(head.map(|word| Cell::words(word).ink(Ink::Strong)));
        for Queued { gift, counts, oldest } in &queue {
            let counts = Status::ALL.map(|status| counts.get(&status).copied().unwrap_or_default());
            let counts = counts.map(|count| Cell::number(number(count)));
            let oldest = oldest.map_or(String::new(), |at| at.strftime("%Y-%m-%d").to_string());
            let cells =
                std::iter::once(Cell::words(gift)).chain(counts).chain([Cell::words(oldest)]);
            grid.row(cells);
        }
        say::out(&grid.draw(look, 0), look)?;
        Ok(Exit::Fine)
    }

    /// Hands out what waits.
    fn take(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        let (batch, all) = match self.again {
            Some(batch) => {
                let ledger = Ledger::read(&self.ledger).map_err(|fault| self.failed(fault))?;
                let all = ledger.batch(batch).map_err(|fault| self.failed(fault))?;
                if all.is_empty() {
                    let what = format!("no gift of batch {batch} is still handed out");
                    return Err(Failure::new(what).help(
                        "it was said of all of them what became of them, or there is no such batch",
                    ));
                }
                (batch, all)
            }
            None => {
                let mut ledger = self.open()?;
                self.say_old(&ledger, terminal)?;
                match ledger.take(&self.wish(false)?).map_err(|fault| self.failed(fault))? {
                    Some(taken) => taken,
                    None => (0, Vec::new()),
                }
            }
        };
        let written = match self.format {
            Form::Csv => deliveries::csv(&all),
            Form::Ndjson => deliveries::ndjson(&all),
        };
        say::exactly(&written)?;
        let words = match all.len() {
            0 => "no gifts wait\n".to_owned(),
            count => format!("batch {batch}: {}\n", counted(count as u64, "gift", "gifts")),
        };
        say::aside(&words, terminal.stderr);
        Ok(Exit::Fine)
    }

    /// Says which gifts are too old to be handed out.
    fn say_old(&self, ledger: &Ledger, terminal: &Terminal) -> Result<(), Failure> {
        let Some(since) = self.since()? else { return Ok(()) };
        let waiting = ledger.listed(Status::Waiting).map_err(|fault| self.failed(fault))?;
        let old: Vec<&Delivery> =
            waiting.iter().filter(|gift| gift.at.is_some_and(|at| at < since)).collect();
        if let [first, ..] = &*old {
            let gifts = counted(old.len() as u64, "gift is", "gifts are");
            let at = first.at.map_or(String::new(), |at| at.strftime("%Y-%m-%d").to_string());
            say::warning(
                &format!(
                    "{gifts} too old to be handed out: the oldest is {} for {}, decided as of {at}",
                    first.gift, first.id
                ),
                "hand them out without --max-age, or cancel them with --cancel --run N",
                terminal.stderr,
            );
        }
        Ok(())
    }

    /// Passes what waits to a command.
    fn exec(&self, command: &str, terminal: &Terminal) -> Result<Exit, Failure> {
        let mut ledger = self.open()?;
        self.say_old(&ledger, terminal)?;
        let taken = ledger.take(&self.wish(!self.once)?).map_err(|fault| self.failed(fault))?;
        let Some((batch, all)) = taken else {
            say::aside("no gifts wait\n", terminal.stderr);
            return Ok(Exit::Fine);
        };
        ledger.attempt(batch, self.once).map_err(|fault| self.failed(fault))?;
        let lines = deliveries::ndjson(&all);
        let failed = |fault| failure(&self.ledger, fault);
        let ended = exec::pass(command, lines, |answers| {
            match ledger.answer(answers).map_err(failed)? {
                Ok(_) => Ok(()),
                Err(key) => Err(Failure::new(format!(
                    "the command said something of the key {}, which it was not given",
                    shown(&key)
                ))),
            }
        })?;
        let (sent, bad) = (ended.sent, ended.failed);
        let open = (all.len() as u64).saturating_sub(sent + bad);
        let mut words = format!(
            "batch {batch}: {} passed, {} sent, {} failed",
            counted(all.len() as u64, "gift", "gifts"),
            number(sent),
            number(bad)
        );
        if open > 0 {
            words.push_str(&format!(", nothing said of {}", number(open)));
        }
        say::aside(&format!("{words}\n"), terminal.stderr);
        if let Some(status) = ended.trouble {
            return Err(Failure::new(format!("the command ended with {status}")).help(
                "the gifts that it said nothing of are passed first the next time, with the same keys",
            ));
        }
        Ok(if bad > 0 { Exit::Rules } else { Exit::Fine })
    }

    fn record(
        &self,
        answers: &[crate::ledger::Answer],
        terminal: &Terminal,
    ) -> Result<Exit, Failure> {
        match self.open()?.answer(answers).map_err(|fault| self.failed(fault))? {
            Ok(changed) => {
                let before = answers.len() as u64 - changed.min(answers.len() as u64);
                let mut words = format!("{} recorded", counted(changed, "gift", "gifts"));
                if before > 0 {
                    words.push_str(&format!(", {} were recorded before", number(before)));
                }
                self.done(&words, terminal)
            }
            Err(key) => {
                let what = format!("no gift with the key {} was handed out", shown(&key));
                Err(Failure::new(what).help("nothing was recorded; is this the right ledger?"))
            }
        }
    }

    fn cancel(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        if self.run.is_none() && self.gift.is_none() && self.key.is_none() {
            return Err(Failure::new("--cancel needs to know which gifts")
                .help("add --run N, --gift NAME or --key KEY"));
        }
        let (gift, key) = (self.gift.as_deref(), self.key.as_deref());
        let count = self.open()?.cancel(self.run, gift, key, "cancelled by hand");
        let count = count.map_err(|fault| self.failed(fault))?;
        self.done(&format!("{} cancelled", counted(count, "gift", "gifts")), terminal)
    }

    fn done(&self, words: &str, terminal: &Terminal) -> Result<Exit, Failure> {
        say::aside(&format!("{words}\n"), terminal.stderr);
        Ok(Exit::Fine)
    }

    fn wish(&self, unanswered: bool) -> Result<Wish, Failure> {
        let (gift, most, since) = (self.gift.clone(), self.limit, self.since()?);
        Ok(Wish { gift, most, since, unanswered })
    }

    /// When gifts must have been decided that are handed out.
    fn since(&self) -> Result<Option<Instant>, Failure> {
        let Some(age) = self.max_age else { return Ok(None) };
        let since = now()?.checked_sub(age).map_err(|error| Failure::new(error.to_string()))?;
        Ok(Some(since))
    }

    fn open(&self) -> Result<Ledger, Failure> {
        Ledger::open(&self.ledger, self.wait).map_err(|fault| self.failed(fault))
    }

    fn failed(&self, fault: LedgerFault) -> Failure {
        failure(&self.ledger, fault)
    }
}

/// How long something may be: `3d`, `12h`, `30m`.
fn length(text: &str) -> Result<jiff::SignedDuration, String> {
    let wrong = || "write a length such as 3d or 12h".to_owned();
    let unit = text.chars().last().ok_or_else(wrong)?;
    let count: i64 =
        text.strip_suffix(unit).and_then(|count| count.parse().ok()).ok_or_else(wrong)?;
    let hours = match unit {
        'd' => count.checked_mul(24),
        'h' => Some(count),
        _ => None,
    };
    match hours.and_then(|hours| hours.checked_mul(3600)) {
        Some(seconds) if seconds >= 0 => Ok(jiff::SignedDuration::from_secs(seconds)),
        Some(_) | None => Err(wrong()),
    }
}
