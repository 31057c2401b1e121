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
        match killed(&folder, FIRST, moment) {
            // It was measured while the machine was busier.
            Killed::TooLate => whole /= 2,
            Killed::Outside | Killed::Writing => kills += 1,
        }
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

/// A small disk of its own in memory, with what is in a folder.
struct Disk {
    folder: Folder,
}

impl Disk {
    /// `None` if this system or this user cannot have one.
    fn with(shop: &Folder, kilobytes: u64) -> Option<Disk> {
        let folder = Folder::empty();
        let size = format!("size={kilobytes}k");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "none"]).arg(folder.place());
        let mounted = mount.output().ok()?;
        if !mounted.status.success() {
            println!("this system cannot mount a disk in memory");
            return None;
        }
        let disk = Disk { folder };
        shop.copy_into(&disk.folder);
        Some(disk)
    }

    /// Changes how it is mounted.
    fn again(&self, how: &str) {
        let how = format!("remount,{how}");
        let mounted = Command::new("mount").args(["-o", &how]).arg(self.folder.place()).status();
        assert!(mounted.expect("it can be started").success(), "{how}");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _it_shows_when_the_folder_is_removed =
            Command::new("umount").arg(self.folder.place()).output();
    }
}

#[test]
fn on_a_full_disk_a_ledger_stays_as_it_was() {
    let shop = shop();
    let before = tables(&shop);
    let undisturbed = shop.copy();
    undisturbed.flywheel(NIGHT);
    let after = tables(&undisturbed);
    let used: u64 = shop.files().map(|file| fs::metadata(file).unwrap().len().div_ceil(4096)).sum();
    let mut full = 0;
    for (keep, free) in [(0, 4), (0, 16), (0, 40), (0, 80), (1, 8), (1, 60), (1, 110), (0, 4000)] {
        let Some(disk) = Disk::with(&shop, used * 4 + free) else { return };
        let said = disk.folder.flywheel(&format!("{NIGHT} --keep {keep}"));
        let now = tables(&disk.folder.copy());
        match said.status {
            2 => {
                full += 1;
                assert_eq!(now, before, "{free} kB: {}", said.stderr);
                assert!(said.stderr.contains("is full"), "{free} kB: {}", said.stderr);
                let passed = disk.folder.flywheel("outbox l --take");
                assert!([0, 2].contains(&passed.status), "{free} kB: {}", passed.stderr);
                assert!(passed.status == 0 || passed.stdout.is_empty(), "{free} kB");
            }
            status => {
                assert_eq!(status, 3, "{free} kB: {}", said.stderr);
                assert_eq!(now, after, "{free} kB");
            }
        }
        // With more room, all goes on.
        disk.again("size=16m");
        is_sound(&disk.folder);
        let said = disk.folder.flywheel(NIGHT);
        assert!([0, 3].contains(&said.status), "{free} kB: {}", said.stderr);
        is_sound(&disk.folder);
    }
    println!("law disks: full={full}");
    assert!(full >= 3, "only {full} disks were full");
}

#[test]
fn a_disk_that_is_read_only_can_be_read() {
    let shop = shop();
    let before = tables(&shop);
    let Some(disk) = Disk::with(&shop, 16 << 10) else { return };
    disk.again("ro");
    for args in [NIGHT, "outbox l --take", "outbox l --cancel --run 2", "ledger l forget c1"] {
        let said = disk.folder.flywheel(args);
        assert_eq!(said.status, 2, "{args}: {}", said.stderr);
        assert!(said.stderr.contains("ead-only"), "{args}: {}", said.stderr);
        assert_eq!(said.stdout, "", "{args}");
    }
    for args in ["ledger l", "ledger l check", "ledger l --id c1", "outbox l"] {
        let said = disk.folder.flywheel(args);
        assert_eq!(said.status, 0, "{args}: {}", said.stderr);
    }
    disk.again("rw");
    assert_eq!(tables(&disk.folder), before);
    assert_eq!(disk.folder.flywheel(NIGHT).status, 3);
}

/// What is in a damaged page, of a file with pages of some size.
type Damage = fn(&[u8], usize) -> Vec<u8>;

/// How a page can be damaged: as if it was never written, by something else, or as another page.
const DAMAGE: [(&str, Damage); 3] = [
    ("zeros", |_, page| vec![0; page]),
    ("noise", |_, page| (0..page).map(|place| (place * 167 + 91) as u8).collect()),
    ("another page", |bytes, page| bytes[2 * page..3 * page].to_vec()),
];

/// A page that is not as SQLite wrote it is found as soon as it is read, and then the run is refused, with the
/// way back. `check` reads all pages. A text that is changed within a page is not found: SQLite has no
/// checksums.
#[test]
fn a_damaged_page_is_refused_if_it_is_read() {
    let shop = shop();
    let undisturbed = shop.copy();
    undisturbed.flywheel(NIGHT);
    let after = tables(&undisturbed);
    let bytes = fs::read(shop.path("l")).unwrap();
    let page = reading(&shop.path("l")).query_row("PRAGMA page_size", [], |row| row.get(0));
    let page = usize::try_from(page.unwrap_or(0_i64)).unwrap();
    let pages = bytes.len() / page;
    let (mut refused, mut unread, mut wrong) = (0, 0, Vec::new());
    let drawn = seeds(9).enumerate();
    let drawn = drawn.map(|(place, seed)| (place, Choices::rolled(seed).below(pages)));
    // The first can be copied, and must not become a backup.
    for (place, damaged) in [(2, 1)].into_iter().chain(drawn) {
        let (what, damage) = DAMAGE[place % DAMAGE.len()];
        let folder = shop.copy();
        let mut bytes = bytes.clone();
        let other = damage(&bytes, page);
        if bytes[damaged * page..][..page] == other {
            continue;
        }
        bytes[damaged * page..][..page].copy_from_slice(&other);
        fs::write(folder.path("l"), &bytes).unwrap();
        let checked = folder.flywheel("ledger l check");
        assert!(
            [1, 2].contains(&checked.status),
            "{what} in page {damaged} of {pages} is not found"
        );
        let said = folder.flywheel(NIGHT);
        assert!(!said.stderr.contains("panicked"), "page {damaged}: {}", said.stderr);
        match said.status {
            2 => {
                refused += 1;
                assert_eq!(fs::read(folder.path("l")).unwrap(), bytes, "page {damaged}");
                let words = said.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
                let way = "flywheel ledger l restore l.backup-1";
                assert!(words.contains(way), "{what} in page {damaged}: {}", said.stderr);
                assert_eq!(folder.flywheel("ledger l restore l.backup-1").status, 0);
                is_sound(&folder);
            }
            3 if tables(&folder) == after => unread += 1,
            status => wrong.push((what, damaged, status)),
        }
    }
    println!("law pages: refused={refused} unread={unread} wrong={}", wrong.len());
    assert!(wrong.is_empty(), "of {pages} pages: {wrong:?}");
    assert!(refused > 0);
}

/// What SQLite cannot find, as the documentation says: a value that is another one by now.
#[test]
fn a_changed_text_is_not_noticed() {
    let folder = shop();
    let mut bytes = fs::read(folder.path("l")).unwrap();
    let rule = bytes.windows(5).position(|text| text == b"Fan 1").expect("a rule");
    bytes[rule + 4] = b'2';
    fs::write(folder.path("l"), &bytes).unwrap();
    assert_eq!(folder.flywheel("ledger l check").status, 0);
    assert_eq!(folder.flywheel(NIGHT).status, 3);
}
