//! A shop whose commands are killed.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::Folder;
use super::tables::{dump, wrong};
use crate::invented::Choices;

pub(crate) const RULES: &str = "
customer
  spent: money
  drop: yes/no
reward card costs $3, once per 30 days, budget $300 per 30 days by spent
message hello once, kept for 10 days
experiment bonus control 50%, big 50%
pause messages when drop
stage New
  resting
  when spent ≥ $20 move to Fan; give card; tag \"fan\"
stage Fan
  resting
  capacity 70 by spent, when full move lowest spent to New
  when spent < $90 give hello; untag \"old\"
  when spent ≥ $60 and bonus is big give card
";

/// Customers of a night, one a line.
pub(crate) fn records(night: u64) -> String {
    let choices = &mut Choices::rolled(night);
    let record = |number: usize| {
        let (spent, drop) = (choices.below(100), choices.once_in(5));
        let spent = if choices.once_in(50) { "\"?\"".to_owned() } else { spent.to_string() };
        format!("{{\"id\":\"c{number}\",\"spent\":{spent},\"drop\":{drop},\"tags\":[\"old\"]}}\n")
    };
    (0..CUSTOMERS + night as usize * 20).map(record).collect()
}

const CUSTOMERS: usize = 200;

/// A shop after its first night, with the export of the next.
pub(crate) fn shop() -> Folder {
    let folder = Folder::new(RULES);
    folder.put("c.ndjson", &records(1));
    let said = folder.run("2026-06-01", "--first-load");
    assert_eq!(said.status, 3, "{}", said.stderr);
    folder.put("c.ndjson", &records(2));
    let said = folder.run("2026-06-02", "--yes --keep 1");
    assert_eq!(said.status, 3, "{}", said.stderr);
    folder.put("c.ndjson", &records(3));
    folder
}

pub(crate) const NIGHT: &str = "run r.flywheel c.ndjson --ledger l --as-of 2026-06-03 --yes";
pub(crate) const FIRST: &str = "run r.flywheel c.ndjson --ledger l --as-of 2026-06-01 --first-load";

/// All tables, with the keys of the gifts.
pub(crate) fn tables(folder: &Folder) -> String {
    let keys = folder.ask("SELECT key FROM gifts WHERE key IS NOT NULL ORDER BY key").join("\n");
    dump(&folder.ledger()) + &keys
}

/// The same without the list of runs: a run that is repeated is one more.
pub(crate) fn without_runs(tables: &str) -> String {
    let (before, after) = tables.split_once("-- runs").expect("the runs");
    before.to_owned() + after.split_once("-- customers").expect("the customers").1
}

pub(crate) fn is_sound(folder: &Folder) {
    assert_eq!(wrong(&folder.ledger()), Vec::<String>::new());
}

/// How long a command takes when nothing disturbs it.
pub(crate) fn measured(folder: &Folder, args: &str, status: i32) -> Duration {
    let begin = Instant::now();
    let said = folder.flywheel(args);
    assert_eq!(said.status, status, "{}", said.stderr);
    begin.elapsed()
}

/// How far a command was when it was killed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Killed {
    /// It was over before that.
    TooLate,
    /// At work on something else than the ledger.
    Outside,
    /// After it began to write the ledger, and before it was done.
    Writing,
}

/// Starts a command, and kills it after some time.
pub(crate) fn killed(folder: &Folder, args: &str, after: Duration) -> Killed {
    let mut command = folder.command(args);
    let mut run = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    std::thread::sleep(after);
    let writes = is_writing(folder, run.id());
    run.kill().expect("a process can be killed");
    match run.wait().expect("it ends").code() {
        Some(_) => Killed::TooLate,
        None if writes => Killed::Writing,
        None => Killed::Outside,
    }
}

/// Whether a process has the lock with which SQLite writes a log, as far as the system says so.
fn is_writing(folder: &Folder, process: u32) -> bool {
    use std::os::unix::fs::MetadataExt;
    let Ok(shared) = fs::metadata(folder.path("l-shm")) else { return false };
    let locks = fs::read_to_string("/proc/locks").unwrap_or_default();
    let (process, file) = (format!(" {process} "), format!(":{} ", shared.ino()));
    locks.lines().any(|lock| {
        lock.contains(" WRITE ")
            && lock.contains(&process)
            && lock.contains(&file)
            && lock.ends_with(" 120 120")
    })
}

/// A moment within a run that takes so long, or a little later: often near its end.
pub(crate) fn moment(whole: Duration, choices: &mut Choices<'_>) -> Duration {
    let part = choices.below(1000) as f64 / 1000.0;
    whole.mul_f64(if choices.once_in(3) { 0.8 + part * 0.25 } else { part })
}
