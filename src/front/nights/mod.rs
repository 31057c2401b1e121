//! What commands do with a ledger: a run of it, with customers on their way through the engine and what
//! of it is written, why it is not, and what is handed out.

pub(super) mod answers;
pub(super) mod changed;
pub(super) mod exec;
pub(super) mod guards;
pub(super) mod loaded;
pub(super) mod missed;
pub(super) mod past;
pub(super) mod together;
pub(super) mod written;

use std::fs::{self, File};
use std::io::{self, BufWriter, Seek};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use guards::Refusal;

use crate::Program;
use crate::front::bulk::{Job, Outcome};
use crate::front::replacement::Replacement;
use crate::front::say;
use crate::front::terminal::Terminal;
use crate::front::{Failure, disk};
use crate::infer::Project;
use crate::ledger::{
    Copied, Figures, Kind, Ledger, LedgerFault, Night, Recorded, Recorder, States,
};
use crate::output::decisions::{Publisher, RejectsWriter, Tally};
use crate::output::words::counted;
use crate::plan::Plan;
use crate::problems::register::{CANNOT_READ, CANNOT_WRITE};
use crate::problems::{Source, Sources};
use crate::records::MissingColumn;
use crate::run::{Input, Part, Settings};
use crate::values::Instant;

/// A run that is to be written into a ledger.
pub(in crate::front) struct NightJob<'a> {
    /// How the customers are decided.
    pub job: Job<'a>,
    /// The files of the rules.
    pub sources: &'a Sources,
    pub ledger: &'a mut Ledger,
    pub kind: Kind,
    /// The run before was as of the same moment.
    pub again: bool,
    /// Nothing is written.
    pub dry_run: bool,
    /// Whether decisions are shown once they are written.
    pub shows: bool,
    /// How many backups are kept, of which one is of what the ledger was before.
    pub keep: usize,
}

/// What came of a run.
pub(in crate::front) struct Ran {
    pub outcome: Outcome,
    pub figures: Figures,
    /// Why it was not written, if it was not.
    pub refused: Vec<Refusal>,
}

/// What a run has come to, before it is committed.
pub(in crate::front) struct Seen<'s> {
    pub figures: &'s Figures,
    pub tally: &'s Tally,
    /// All customers could be read.
    pub whole: bool,
    /// The columns that the rules need and files of customers do not have, each with the file.
    pub lacks: &'s [(String, MissingColumn)],
}

impl NightJob<'_> {
    /// Decides for all customers and writes what comes of it. `guard` says why it should not be
    /// written; then it is not.
    pub(in crate::front) fn run(
        self,
        terminal: &Terminal,
        guard: impl FnOnce(&Seen<'_>) -> Result<Vec<Refusal>, Failure>,
    ) -> Result<Ran, Failure> {
        let NightJob { job, ledger, sources, kind, again, dry_run, shows, keep } = self;
        let path = ledger.path().to_owned();
        let failed = |fault| failure(&path, fault);
        let (files, engine) = (job.files, job.engine);
        let opened = files.open(&[engine], engine.passes(), job.bar(terminal))?;
        let ready = opened.ready(engine)?;
        let engine = &ready.engine;
        let (plan, scribe) = (engine.plan(), job.scribe());
        let recorder = Recorder::new(&scribe, plan, ledger).map_err(failed)?;
        let backup = if dry_run { None } else { Backup::of(ledger, keep)? };
        let night = Night::begin(ledger, engine, sources, kind, now()?);
        let mut night = night.map_err(failed)?;
        let spool = BufWriter::new(tempfile::tempfile()?);
        let run = job.about();
        let mut publisher = Publisher::begin(run, job.format, terminal.stdout, spool)?;
        let mut rejects = match job.rejects {
            Some(path) => Some((Replacement::create(path)?, RejectsWriter::default())),
            None => None,
        };
        let take = |part: Part<Recorded>| -> Result<(), Failure> {
            let mut shown = night.write(part.results).map_err(failed)?;
            if let Some((file, writer)) = &mut rejects {
                file.write(&writer.lines(std::mem::take(&mut shown.rejects)))?;
            }
            scribe.reuse(publisher.add(shown)?);
            Ok(())
        };
        let settings = Settings::default();
        let whole = ready.run(&ready.surveyed()?, settings, &recorder, take)?;
        ready.progress.finish();
        let (tally, shown) = finished(publisher)?;
        let figures = night.end(again, now()?).map_err(failed)?;
        let lacks = ready.inputs.iter().flat_map(|input| {
            let columns = input.missing_columns().iter();
            columns.map(|column| (input.name().into_owned(), column.clone()))
        });
        let lacks: Vec<_> = lacks.collect();
        let refused = guard(&Seen { figures, tally: &tally, whole, lacks: &lacks })?;
        if refused.is_empty() {
            rejects.map_or(Ok(()), |(file, _)| file.finish())?;
        }
        let figures = match refused.is_empty() && !dry_run && !figures.idle {
            true => {
                // A ledger that could be read to its end: what is damaged takes no other backup's place.
                backup.map_or(Ok(()), Backup::keep)?;
                night.commit().map_err(failed)?
            }
            false => figures.clone(),
        };
        if refused.is_empty() && shows && !figures.idle {
            let written = format!("run {} is written, but not all of this output", figures.run);
            show(shown).map_err(|failure| failure.help(written))?;
        }
        let outcome =
            Outcome { tally, not_updated: false, notes: Vec::new(), warnings: String::new() };
        let outcome = job.said(terminal, &ready, whole, outcome);
        Ok(Ran { outcome, figures, refused })
    }
}

/// What a ledger was after its last run, before anything is written.
struct Backup {
    copied: Copied,
    ledger: PathBuf,
    path: PathBuf,
    /// How many there are at most.
    most: usize,
}

impl Backup {
    /// Copies a ledger, if backups are wanted and it has a run.
    fn of(ledger: &Ledger, most: usize) -> Result<Option<Backup>, Failure> {
        let failed = |fault| failure(ledger.path(), fault);
        let last = ledger.last_run().map_err(failed)?.filter(|_| most > 0);
        let Some(last) = last else { return Ok(None) };
        let mut path = ledger.path().as_os_str().to_owned();
        path.push(format!(".backup-{}", last.number));
        let path = PathBuf::from(path);
        let copied = ledger.copied(&path).map_err(|fault| {
            let is_damaged = matches!(fault, LedgerFault::Damaged(_));
            failure(if is_damaged { ledger.path() } else { &path }, fault)
        })?;
        Ok(Some(Backup { copied, ledger: ledger.path().to_owned(), path, most }))
    }

    /// Gives it its name, and removes the oldest beyond the last few.
    fn keep(self) -> Result<(), Failure> {
        let Backup { copied, ledger, path, most } = self;
        copied.keep().map_err(|fault| failure(&path, fault))?;
        let backups = backups(&ledger);
        for (_, old) in backups.iter().take(backups.len().saturating_sub(most)) {
            let _the_next_run_tries_again = fs::remove_file(old);
        }
        Ok(())
    }
}

/// Ends what is shown, and yields it with what was counted.
fn finished(publisher: Publisher<'_, BufWriter<File>>) -> io::Result<(Tally, File)> {
    let (tally, spool) = publisher.finish_into()?;
    let mut file = spool.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.rewind()?;
    Ok((tally, file))
}

/// Shows what has been written.
fn show(mut file: File) -> Result<(), Failure> {
    let mut out = crate::front::results::Results::new(true);
    io::copy(&mut file, &mut out)?;
    io::Write::flush(&mut out)?;
    Ok(())
}

/// What a ledger keeps of its customers, for a command that only reads it.
pub(in crate::front) fn states(path: &Path, plan: &Plan) -> Result<States, Failure> {
    let ledger = Ledger::read(path).map_err(|fault| failure(path, fault))?;
    check_stages(&ledger, plan)?;
    States::of(&ledger, false).map_err(|fault| failure(path, fault))
}

/// Every stage that customers are in has to be in the rules.
pub(in crate::front) fn check_stages(ledger: &Ledger, plan: &Plan) -> Result<(), Failure> {
    let gone = ledger.other_stages(&plan.needs.stages);
    let gone = gone.map_err(|fault| failure(ledger.path(), fault))?;
    let Some((stage, count)) = gone.first() else { return Ok(()) };
    let are = if *count == 1 { "is" } else { "are" };
    let what = format!(
        "{} {are} in the stage \"{stage}\", which is not in the rules",
        counted(*count, "customer", "customers")
    );
    let command = command("ledger", ledger.path(), &["rename", "stage", stage, "NEW NAME"]);
    Err(Failure::new(what).help(format!("if it has another name now, run:{command}")))
}

/// The rules of a run as they were, if this version of flywheel reads them.
pub(in crate::front) fn rules_of(files: &[Source]) -> Option<Program> {
    let used = |name: &str| {
        let file = files.iter().find(|file| file.name == name);
        file.map(|file| file.text.clone()).ok_or_else(|| "no such file".to_owned())
    };
    let first = files.first()?;
    Program::load(&first.name, &first.text, &used).ok()
}

/// What time it is.
pub(in crate::front) fn now() -> Result<Instant, Failure> {
    Instant::try_from(SystemTime::now()).map_err(|error| Failure::new(error.to_string()))
}

/// Why a command cannot go on that needs a ledger.
pub(in crate::front) fn failure(path: &Path, fault: LedgerFault) -> Failure {
    let name = disk::name(path);
    match fault {
        LedgerFault::Missing => {
            let help = match backups(path).is_empty() {
                true => "the first run makes it: flywheel run ... --first-load".to_owned(),
                false => restoring(path),
            };
            Failure::coded(CANNOT_READ, format!("there is no ledger {name}")).help(help)
        }
        LedgerFault::There => Failure::new(format!("the ledger {name} is there already"))
            .help("leave out --first-load, which is for the first run only"),
        LedgerFault::Busy(process) => {
            let who = process.map_or("another process".to_owned(), |one| format!("process {one}"));
            Failure::coded(CANNOT_WRITE, format!("{who} is at work on the ledger {name}"))
                .help("wait until it is done, or add --wait")
        }
        LedgerFault::Damaged(what) => {
            Failure::coded(CANNOT_READ, format!("the ledger {name} is damaged: {what}"))
                .help(restoring(path))
        }
        fault @ (LedgerFault::OutOfRange(_) | LedgerFault::Changed) => {
            Failure::new(fault.to_string())
        }
        // It may have been one.
        fault @ LedgerFault::NotALedger if !backups(path).is_empty() => {
            Failure::coded(CANNOT_READ, format!("cannot use {name}: {fault}")).help(restoring(path))
        }
        fault @ (LedgerFault::NotALedger | LedgerFault::Newer(_) | LedgerFault::Sql(_)) => {
            Failure::coded(CANNOT_READ, format!("cannot use {name}: {fault}"))
        }
        LedgerFault::Io(error) => Failure::writing(&name, &error),
    }
}

/// Why a command cannot go on that needs a ledger which a run has made.
pub(in crate::front) fn failure_of_made(path: &Path, fault: LedgerFault) -> Failure {
    match matches!(fault, LedgerFault::Missing) {
        true => Failure::new(format!("there is no ledger {}", disk::name(path))),
        false => failure(path, fault),
    }
}

/// How to put back the last backup of a ledger.
pub(in crate::front) fn restoring(path: &Path) -> String {
    match backups(path).last() {
        Some((_, backup)) => {
            let command = command("ledger", path, &["restore", &disk::name(backup)]);
            format!("to go back to the last backup:{command}")
        }
        None => "there is no backup next to it".to_owned(),
    }
}

/// A command for a ledger on a line of its own, to paste into a shell.
pub(in crate::front) fn command(name: &str, ledger: &Path, words: &[&str]) -> String {
    let words = words.iter().map(|word| format!(" {}", Project::in_shell(word)));
    let ledger = Project::in_shell(&disk::name(ledger));
    format!("\n  flywheel {name} {ledger}{}", words.collect::<String>())
}

/// The backups next to a ledger, each of what it was after a run, the oldest first.
pub(in crate::front) fn backups(ledger: &Path) -> Vec<(i64, PathBuf)> {
    let folder = ledger.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = fs::read_dir(folder.unwrap_or(Path::new(".")));
    let begin = ledger.file_name().map(|name| format!("{}.backup-", name.to_string_lossy()));
    let (Ok(entries), Some(begin)) = (entries, begin) else { return Vec::new() };
    let backup = |entry: io::Result<fs::DirEntry>| {
        let name = entry.ok()?.file_name();
        let run = name.to_str()?.strip_prefix(&begin)?.parse().ok()?;
        Some((run, ledger.with_file_name(name)))
    };
    let mut backups: Vec<(i64, PathBuf)> = entries.filter_map(backup).collect();
    backups.sort();
    backups
}

/// Whether writing a file would write a ledger, or what is next to it.
pub(in crate::front) fn is_of_ledger(path: &Path, ledger: &Path) -> bool {
    let own = |path: &Path| {
        let ledger =
            if path.is_absolute() { std::path::absolute(ledger) } else { Ok(ledger.to_owned()) };
        let Ok(ledger) = ledger else { return false };
        let (path, ledger) = (path.to_string_lossy(), ledger.to_string_lossy());
        let rest = path.strip_prefix(&*ledger);
        rest.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with('.') || rest == "-wal" || rest == "-shm"
        })
    };
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    own(path) || own(&absolute(path)) || disk::same(ledger, path)
}

/// Says what a run refuses to write.
pub(in crate::front) fn say_refused(refused: &[Refusal], terminal: &Terminal) {
    for Refusal { what, help } in refused {
        say::warning(what, help, terminal.stderr);
    }
}
