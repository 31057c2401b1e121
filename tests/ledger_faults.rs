//! What goes wrong outside: a ledger is what it was before a run or what it is after it, whenever the
//! run is killed, whoever else is at work, and whether or not there is room on the disk.
#![cfg(all(unix, feature = "cli", feature = "ledger"))]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/invented/mod.rs"]
mod invented;
#[path = "support/nights/mod.rs"]
mod nights;

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cases::seeds;
use invented::Choices;
use nights::kills::{
    FIRST, Killed, NIGHT, RULES, is_sound, killed, measured, moment, records, shop, tables,
    without_runs,
};
use nights::tables::{dump, reading};
use nights::{Folder, said};

#[test]
fn a_run_that_is_killed_was_never_there_or_is_complete() {
    let shop = shop();
    let before = tables(&shop);
    let undisturbed = shop.copy();
    let mut whole = measured(&undisturbed, NIGHT, 3);
    let after = tables(&undisturbed);
    assert_ne!(before, after);
    let (mut kills, mut writing, mut gone, mut complete) = (0, 0, 0, 0);
    for seed in seeds(8) {
        let folder = shop.copy();
        let choices = &mut Choices::rolled(seed);
        // Some are killed again while they make up for it.
        for _ in 0..1 + choices.below(2) {
            match killed(&folder, NIGHT, moment(whole, choices)) {
                Killed::TooLate => continue,
                Killed::Outside => kills += 1,
                Killed::Writing => {
                    kills += 1;
                    writing += 1;
                }
            }
            let copy = folder.copy();
            is_sound(&copy);
            let now = tables(&copy);
            if now == before {
                gone += 1;
            } else {
                assert_eq!(without_runs(&now), without_runs(&after), "seed {seed}: in between");
                complete += 1;
            }
        }
        let begin = Instant::now();
        let said = folder.flywheel(NIGHT);
        // As long as it takes while others are at work.
        whole = (whole + begin.elapsed()) / 2;
        assert!([0, 3].contains(&said.status), "seed {seed}: {}", said.stderr);
        assert_eq!(without_runs(&tables(&folder)), without_runs(&after), "seed {seed}: rerun");
        is_sound(&folder);
    }
    // `.ci/long` adds these up.
    println!("law kills: kills={kills} writing={writing} before={gone} after={complete}");
    assert!(kills > 0, "nothing was killed in time");
}

#[test]
fn a_first_load_that_is_killed_leaves_no_ledger_or_a_complete_one() {
    let shop = Folder::new(RULES);
    shop.put("c.ndjson", &records(1));
    let undisturbed = shop.copy();
    let mut whole = measured(&undisturbed, FIRST, 3);
    let after = dump(&undisturbed.ledger());
    let (mut kills, mut none, mut complete, mut leftovers) = (0, 0, 0, 0);
    for seed in seeds(6) {
        let folder = shop.copy();
        let moment = moment(whole, &mut Choices::rolled(seed));
        kills += usize::from(killed(&folder, FIRST, moment) != Killed::TooLate);
        leftovers += usize::from(folder.path("l.new").exists());
        if folder.path("l").exists() {
            complete += 1;
        } else {
            none += 1;
            let begin = Instant::now();
            let said = folder.flywheel(FIRST);
            whole = (whole + begin.elapsed()) / 2;
            assert_eq!(said.status, 3, "seed {seed}: {}", said.stderr);
        }
        assert_eq!(dump(&folder.ledger()), after, "seed {seed}");
        is_sound(&folder);
        for name in ["l.new", "l.new-wal", "l.new-shm"] {
            assert!(!folder.path(name).exists(), "seed {seed}: {name} is left");
        }
    }
    println!("law loads: kills={kills} none={none} complete={complete} leftovers={leftovers}");
    assert!(kills > 0, "nothing was killed in time");
}

#[test]
fn one_of_two_runs_at_once_is_refused_or_waits() {
    let folder = shop();
    let args = "run r.flywheel - --input ndjson --ledger l --as-of 2026-06-03 --yes";
    // It takes the ledger, and waits for its customers.
    let mut first = folder.command(args);
    let first = first.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut first = first.spawn().expect("it starts");
    let process = first.id().to_string();
    let has_lock = || fs::read_to_string(folder.path("l.lock")).unwrap().trim() == process;
    let begin = Instant::now();
    while !has_lock() {
        assert!(begin.elapsed() < Duration::from_secs(60), "it never takes the ledger");
        std::thread::sleep(Duration::from_millis(10));
    }
    let before = tables(&folder.copy());
    let second = folder.flywheel(NIGHT);
    assert_eq!(second.status, 2, "{}", second.stderr);
    assert!(second.stderr.contains(&format!("process {process} is at work")), "{}", second.stderr);
    assert!(second.stderr.contains("--wait"), "{}", second.stderr);
    assert_eq!(tables(&folder.copy()), before);
    let mut waiting = folder.command(&format!("{NIGHT} --wait"));
    let waiting = waiting.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut waiting = waiting.spawn().expect("it starts");
    std::thread::sleep(Duration::from_millis(200));
    assert!(waiting.try_wait().unwrap().is_none(), "it does not wait");
    let mut stdin = first.stdin.take().expect("a pipe");
    stdin.write_all(records(3).as_bytes()).expect("it reads");
    drop(stdin);
    assert_eq!(first.wait().unwrap().code(), Some(3));
    let waited = waiting.wait_with_output().unwrap();
    let words = String::from_utf8_lossy(&waited.stdout);
    // Nothing is left to decide but those who were rejected.
    assert!(words.contains("decided before"), "{words}");
    let after = folder.ask("SELECT n FROM runs WHERE as_of = '2026-06-03' ORDER BY n");
    assert_eq!(after.len(), 2, "{after:?}");
    is_sound(&folder);
}

/// Files that cannot be changed as long as this lives, not even by root.
struct Frozen<'p>(&'p std::path::Path);

impl<'p> Frozen<'p> {
    /// `None` if this file system has no such thing.
    fn new(path: &'p std::path::Path) -> Option<Frozen<'p>> {
        let frozen = Command::new("chattr").arg("+i").arg(path).output().ok()?;
        frozen.status.success().then_some(Frozen(path))
    }
}

impl Drop for Frozen<'_> {
    fn drop(&mut self) {
        let _it_shows_when_the_folder_is_removed =
            Command::new("chattr").arg("-i").arg(self.0).output();
    }
}

#[test]
fn what_cannot_be_written_is_refused() {
    let shop = shop();
    let before = tables(&shop);
    for what in ["the ledger", "the folder"] {
        let folder = shop.copy();
        let (ledger, place) = (folder.path("l"), folder.place().to_owned());
        let path = if what == "the ledger" { &ledger } else { &place };
        let Some(frozen) = Frozen::new(path) else {
            println!("{what}: this system cannot make files unwritable for everybody");
            continue;
        };
        let said = folder.flywheel(NIGHT);
        assert_eq!(said.status, 2, "{what}: {}", said.stderr);
        assert!(said.stderr.contains('l'), "{what}: {}", said.stderr);
        drop(frozen);
        assert_eq!(tables(&folder), before, "{what}");
        let said = folder.flywheel(NIGHT);
        assert_eq!(said.status, 3, "{what}: {}", said.stderr);
    }
}

/// `flywheel` where no file may be longer than some blocks of 512 bytes.
fn limited(folder: &Folder, blocks: u64, args: &str) -> nights::Said {
    // Whoever ignores the signal gets an error instead.
    let flywheel = env!("CARGO_BIN_EXE_flywheel");
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec '{flywheel}' {args}");
    let mut command = Command::new("sh");
    command.arg("-c").arg(script).current_dir(folder.place()).env("NO_COLOR", "1");
    said(command.stdin(Stdio::null()))
}

#[test]
fn without_room_a_ledger_stays_as_it_was() {
    let shop = shop();
    let before = tables(&shop);
    let undisturbed = shop.copy();
    undisturbed.flywheel(NIGHT);
    let after = tables(&undisturbed);
    let whole = fs::metadata(undisturbed.path("l")).unwrap().len() / 512;
    let mut refused = 0;
    for (keep, part) in [(0, 0), (0, 1), (0, 4), (0, 9), (1, 2), (1, 5), (1, 8), (0, 40)] {
        let folder = shop.copy();
        let said = limited(&folder, whole * part / 10, &format!("{NIGHT} --keep {keep}"));
        let now = tables(&folder.copy());
        match said.status {
            2 => {
                refused += 1;
                assert_eq!(now, before, "{part} tenths: {}", said.stderr);
                assert!(!said.stderr.contains("panicked"), "{}", said.stderr);
            }
            status => {
                assert_eq!(status, 3, "{part} tenths: {}", said.stderr);
                assert_eq!(now, after, "{part} tenths");
            }
        }
        is_sound(&folder);
        let said = folder.flywheel(NIGHT);
        assert!([0, 3].contains(&said.status), "{part} tenths: {}", said.stderr);
        assert_eq!(without_runs(&tables(&folder)), without_runs(&after), "{part} tenths");
    }
    println!("law room: refused={refused}");
    assert!(refused >= 5, "only {refused} runs had no room");
    // Nor does a first load leave anything.
    let folder = Folder::new(RULES);
    folder.put("c.ndjson", &records(1));
    for blocks in [1, 100] {
        let said = limited(&folder, blocks, FIRST);
        assert_eq!(said.status, 2, "{}", said.stderr);
        assert!(!folder.path("l").exists());
    }
    assert_eq!(folder.flywheel(FIRST).status, 3);
}

/// Bytes that are not as SQLite wrote them: a page of zeros is found as soon as it is read, and what is
/// found is refused. Other texts in a page are not found: SQLite has no checksums.
#[test]
fn a_damaged_page_is_refused_if_it_is_seen() {
    let shop = shop();
    let undisturbed = shop.copy();
    undisturbed.flywheel(NIGHT);
    let after = tables(&undisturbed);
    let bytes = fs::read(shop.path("l")).unwrap();
    let page: usize = reading(&shop.path("l"))
        .query_row("PRAGMA page_size", [], |row| row.get::<_, i64>(0))
        .unwrap()
        .try_into()
        .unwrap();
    let pages = bytes.len() / page;
    let (mut refused, mut unread, mut unnoticed) = (0, 0, Vec::new());
    let all: Vec<u64> = seeds(8).collect();
    let chosen = (0..pages.min(all.len())).map(|place| place * pages / pages.min(all.len()));
    for place in chosen {
        let folder = shop.copy();
        let mut bytes = bytes.clone();
        bytes[place * page..(place + 1) * page].fill(0);
        fs::write(folder.path("l"), &bytes).unwrap();
        let said = folder.flywheel(NIGHT);
        assert!(!said.stderr.contains("panicked"), "page {place}: {}", said.stderr);
        match said.status {
            2 => {
                refused += 1;
                assert_eq!(fs::read(folder.path("l")).unwrap(), bytes, "page {place}");
            }
            3 if tables(&folder) == after => unread += 1,
            status => unnoticed.push((place, status)),
        }
    }
    println!("law pages: refused={refused} unread={unread} unnoticed={}", unnoticed.len());
    assert!(unnoticed.is_empty(), "not found: {unnoticed:?} of {pages} pages");
    assert!(refused > 0);
}
