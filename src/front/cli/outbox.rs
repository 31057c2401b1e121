//! `flywheel outbox`: hands out the gifts that wait in a ledger.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::front::nights::answers;
use crate::front::nights::exec;
use crate::front::nights::{self, failure_of_made, now};
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, say};
use crate::ledger::{
    Answer, Answered, Delivery, Ledger, LedgerFault, Passed, Queued, Status, Wish, deliveries,
};
use crate::output::grid::{Cell, Grid};
use crate::output::words::{counted, number};
use crate::problems::{Ink, shown};
use crate::values::Instant;

/// Hand out the gifts that wait in a ledger, and record what became of them
///
/// Without an option, it shows how many gifts wait. Flywheel never sends anything: your own tools do, and
/// they report the result. A gift that was decided once is handed out once, unless nobody says what
/// became of it; pass its key on, so that the receiver can drop repeats. The exit code is 0 when
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
    #[arg(long, groups = ["doing", "handing"])]
    take: bool,

    /// With --take, write the gifts of an earlier batch once again, as far as nobody said what became of
    /// them
    #[arg(long, value_name = "BATCH", requires = "take", conflicts_with_all = ["gift", "limit", "max_age"])]
    again: Option<i64>,

    /// Record that the gifts in this file were sent: a CSV or NDJSON file with their keys, such as the one
    /// that --take wrote. Use - for standard input
    #[arg(long, value_name = "FILE", group = "doing")]
    sent: Option<PathBuf>,

    /// With --sent, leave out keys that this ledger never handed out, such as those of a night that was undone
    #[arg(long, requires = "sent")]
    skip_unknown: bool,

    /// Pass the gifts that wait to a command, a JSON object per line, and record the lines that it writes:
    /// {"key": ..., "status": "sent" or "failed", "reason": ...}
    #[arg(long, value_name = "COMMAND", groups = ["doing", "handing"])]
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

    /// With --take, --exec or --cancel, only gifts of this name
    #[arg(long, value_name = "NAME", conflicts_with_all = ["sent", "retry"])]
    gift: Option<String>,

    /// With --take or --exec, hand out no more than this many
    #[arg(long, value_name = "N", requires = "handing", value_parser = clap::value_parser!(u64).range(1..))]
    limit: Option<u64>,

    /// With --take or --exec, leave gifts that were decided longer ago than this, such as 3d or 12h
    #[arg(long, value_name = "LENGTH", requires = "handing", value_parser = length)]
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
        let zone = ledger.zone().map_err(|fault| self.failed(fault))?;
        let day = |at: Instant| at.to_zoned(zone.clone()).date().to_string();
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
            let oldest = oldest.map_or(String::new(), day);
            let cells =
                std::iter::once(Cell::words(gift)).chain(counts).chain([Cell::words(oldest)]);
            grid.row(cells);
        }
        say::out(&grid.draw(look, 0), look)?;
        self.say_stuck(&ledger, terminal)?;
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
                    return Err(Failure::new(what)
                        .help("each of them was answered, or there is no such batch"));
                }
                (batch, all)
            }
            None => {
                let mut ledger = self.open()?;
                self.check_gift(&ledger)?;
                self.say_old(&ledger, terminal)?;
                let taken = ledger.take(&self.wish(None)?).map_err(|fault| self.failed(fault))?;
                taken.unwrap_or_default()
            }
        };
        let written = match self.format {
            _ if all.is_empty() => Vec::new(),
            Form::Csv => deliveries::csv(&all),
            Form::Ndjson => deliveries::ndjson(&all),
        };
        say::exactly(&written).map_err(|failure| match all.is_empty() {
            true => failure,
            false => failure.help(format!(
                "the gifts are marked as handed out; to write them again: --take --again {batch}"
            )),
        })?;
        let words = match all.len() {
            0 => "no gifts wait\n".to_owned(),
            count => format!("batch {batch}: {}\n", counted(count as u64, "gift", "gifts")),
        };
        say::aside(&words, terminal.stderr);
        Ok(Exit::Fine)
    }

    /// Says which gifts are not passed to a command any more.
    fn say_stuck(&self, ledger: &Ledger, terminal: &Terminal) -> Result<(), Failure> {
        for (batch, count) in ledger.stuck().map_err(|fault| self.failed(fault))? {
            let gifts = counted(count, "gift", "gifts");
            let words = ["--retry", "--batch", &batch.to_string()];
            let command = nights::command("outbox", &self.ledger, &words);
            say::warning(
                &format!(
                    "there is no answer for {gifts} of batch {batch}, and they are not passed again"
                ),
                &format!("if they were not sent:{command}"),
                terminal.stderr,
            );
        }
        Ok(())
    }

    /// Makes sure that there are gifts of the name that is asked for.
    fn check_gift(&self, ledger: &Ledger) -> Result<(), Failure> {
        let Some(gift) = &self.gift else { return Ok(()) };
        match ledger.has_gift(gift).map_err(|fault| self.failed(fault))? {
            true => Ok(()),
            false => Err(Failure::new(format!("the rules have no gift called {}", shown(gift)))),
        }
    }

    /// Says which gifts are too old to be handed out.
    fn say_old(&self, ledger: &Ledger, terminal: &Terminal) -> Result<(), Failure> {
        let Some(since) = self.since()? else { return Ok(()) };
        let waiting = ledger.listed(Status::Waiting).map_err(|fault| self.failed(fault))?;
        let old: Vec<&Delivery> =
            waiting.iter().filter(|gift| gift.at.is_some_and(|at| at < since)).collect();
        if let [first, ..] = &*old {
            let gifts = counted(old.len() as u64, "gift is", "gifts are");
            let zone = ledger.zone().map_err(|fault| self.failed(fault))?;
            let day = |at: Instant| at.to_zoned(zone.clone()).date().to_string();
            let at = first.at.map_or(String::new(), day);
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
        self.check_gift(&ledger)?;
        self.say_old(&ledger, terminal)?;
        let passed = if self.once { Passed::Once } else { Passed::AgainUntilAnswered };
        let taken = ledger.take(&self.wish(Some(passed))?).map_err(|fault| self.failed(fault))?;
        let Some((batch, all)) = taken else {
            say::aside("no gifts wait\n", terminal.stderr);
            self.say_stuck(&ledger, terminal)?;
            let stuck = ledger.stuck().map_err(|fault| self.failed(fault))?;
            return Ok(if stuck.is_empty() { Exit::Fine } else { Exit::Rules });
        };
        let mut total = Answered::default();
        let (status, wrong) = exec::pass(command, deliveries::ndjson(&all), |answers| {
            let said = ledger.answer(answers, Some(batch), false);
            let said = said.map_err(|fault| self.failed(fault))?;
            total.sent += said.sent;
            total.failed += said.failed;
            total.unknown.extend(said.unknown);
            Ok(())
        })?;
        let open = ledger.batch(batch).map_err(|fault| self.failed(fault))?.len() as u64;
        let mut words = format!(
            "batch {batch}: {} passed, {} sent, {} failed",
            counted(all.len() as u64, "gift", "gifts"),
            number(total.sent),
            number(total.failed)
        );
        if open > 0 {
            words.push_str(&format!(", nothing said of {}", number(open)));
        }
        say::aside(&format!("{words}\n"), terminal.stderr);
        self.say_stuck(&ledger, terminal)?;
        let next = match (open, self.once) {
            (0, _) | (_, true) => "all that it said before was recorded".to_owned(),
            (_, false) => {
                "the gifts that it said nothing of are passed first the next time, with the same keys"
                    .to_owned()
            }
        };
        if let Some(key) = total.unknown.first() {
            let what = format!(
                "the command said something of the key {}, which it was not given",
                shown(key)
            );
            return Err(Failure::new(what).help(next));
        }
        if let Some((line, reason)) = wrong {
            let what = format!("line {line} of what the command wrote is not an answer: {reason}");
            return Err(Failure::new(what).help(
                "write {\"key\": ..., \"status\": \"sent\"} for each gift, and all else to standard error",
            ));
        }
        if !status.success() {
            return Err(Failure::new(format!("the command ended with {status}")).help(next));
        }
        let stuck = ledger.stuck().map_err(|fault| self.failed(fault))?;
        Ok(if total.failed > 0 || !stuck.is_empty() { Exit::Rules } else { Exit::Fine })
    }

    fn record(&self, answers: &[Answer], terminal: &Terminal) -> Result<Exit, Failure> {
        let answered = self
            .open()?
            .answer(answers, None, !self.skip_unknown)
            .map_err(|fault| self.failed(fault))?;
        if let (Some(key), false) = (answered.unknown.first(), self.skip_unknown) {
            let what = format!("no gift with the key {} was handed out", shown(key));
            return Err(Failure::new(what).help(
                "nothing was recorded; is this the right ledger? To leave such keys out, add --skip-unknown",
            ));
        }
        let mut words = format!("{} recorded as sent", counted(answered.sent, "gift", "gifts"));
        if answered.failed > 0 {
            words.push_str(&format!(", {} as failed", number(answered.failed)));
        }
        if !answered.unknown.is_empty() {
            let unknown = answered.unknown.len() as u64;
            words.push_str(&format!(
                "; {} left out",
                counted(unknown, "unknown key", "unknown keys")
            ));
        }
        if answered.before > 0 {
            let before = counted(answered.before, "was", "were");
            words.push_str(&format!("; {before} recorded before"));
        }
        self.done(&words, terminal)
    }

    fn cancel(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        if self.run.is_none() && self.gift.is_none() && self.key.is_none() {
            return Err(Failure::new("--cancel needs to know which gifts")
                .help("add --run N, --gift NAME or --key KEY"));
        }
        let (gift, key) = (self.gift.as_deref(), self.key.as_deref());
        let count = self.open()?.cancel(self.run, gift, key, "canceled by hand");
        match count.map_err(|fault| self.failed(fault))? {
            0 => Err(Failure::new("no such gift waits or has failed")
                .help("what was handed out cannot be canceled")),
            count => self.done(&format!("{} canceled", counted(count, "gift", "gifts")), terminal),
        }
    }

    fn done(&self, words: &str, terminal: &Terminal) -> Result<Exit, Failure> {
        say::aside(&format!("{words}\n"), terminal.stderr);
        Ok(Exit::Fine)
    }

    fn wish(&self, passed: Option<Passed>) -> Result<Wish, Failure> {
        let (gift, most, since) = (self.gift.clone(), self.limit, self.since()?);
        Ok(Wish { gift, most, since, passed })
    }

    /// When gifts must have been decided that are handed out.
    fn since(&self) -> Result<Option<Instant>, Failure> {
        let Some(age) = self.max_age else { return Ok(None) };
        let long = |_| Failure::new("--max-age is longer than the calendar");
        Ok(Some(now()?.checked_sub(age).map_err(long)?))
    }

    fn open(&self) -> Result<Ledger, Failure> {
        Ledger::open(&self.ledger, self.wait).map_err(|fault| self.failed(fault))
    }

    fn failed(&self, fault: LedgerFault) -> Failure {
        failure_of_made(&self.ledger, fault)
    }
}

/// How long something may be: `3d`, `12h`.
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
