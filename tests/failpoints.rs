//! Commands that change a ledger end at each of the moments that `flywheel::ledger` names, as if they were
//! killed there: nothing of the change is there before it is committed, and all of it afterwards.
#![cfg(all(unix, feature = "cli", feature = "ledger"))]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/invented/mod.rs"]
mod invented;
#[path = "support/nights/mod.rs"]
mod nights;

use std::path::Path;
use std::sync::LazyLock;

use flywheel::ledger::{FAILPOINT_VARIABLE, FAILPOINTS};
use nights::kills::{FIRST, NIGHT, RULES, is_sound, records, shop, tables, without_runs};
use nights::{Folder, said};

/// A shop with gifts in all statuses, and a file that says what was sent.
fn handing() -> Folder {
    let shop = shop();
    shop.flywheel(NIGHT);
    let fail = r#"sed 's/.*"key":"\([^"]*\)".*/{"key":"\1","status":"failed"}/'"#;
    let mut exec = shop.command("outbox l --limit 5 --exec");
    assert_eq!(said(exec.arg(fail)).status, 1);
    let taken = shop.flywheel("outbox l --limit 5 --take");
    assert_eq!(taken.status, 0, "{}", taken.stderr);
    shop.put("sent.csv", &taken.stdout);
    shop
}

/// A command that comes to a moment, where it is run, and how it ends if nobody stops it.
fn comes_to(failpoint: &str) -> (&'static LazyLock<Folder>, &'static str, i32) {
    static NEW: LazyLock<Folder> = LazyLock::new(|| {
        let folder = Folder::new(RULES);
        folder.put("c.ndjson", &records(1));
        folder
    });
    static NIGHTLY: LazyLock<Folder> = LazyLock::new(shop);
    static HANDING: LazyLock<Folder> = LazyLock::new(handing);
    match failpoint.split(' ').next() {
        Some("backup" | "run") => (&NIGHTLY, NIGHT, 3),
        Some("ledger") => (&NEW, FIRST, 3),
        Some("batch") => (&HANDING, "outbox l --take", 0),
        Some("answers") => (&HANDING, "outbox l --sent sent.csv", 0),
        Some("retry") => (&HANDING, "outbox l --retry", 0),
        Some("cancel") => (&HANDING, "outbox l --cancel --run 3", 0),
        Some("forget") => (&HANDING, "ledger l forget c1", 0),
        Some("merge") => (&HANDING, "ledger l merge c1 c2", 0),
        Some("rename") => (&HANDING, "ledger l rename stage Fan Friend", 0),
        Some("restore") => (&HANDING, "ledger l restore l.backup-1", 0),
        other => panic!("nothing comes to {other:?}"),
    }
}

/// All that a command leaves behind, if it leaves a ledger.
fn left(folder: &Folder) -> Option<String> {
    folder.path("l").exists().then(|| tables(folder))
}

#[test]
fn nothing_is_there_before_it_is_committed_and_all_of_it_afterwards() {
    if !cfg!(debug_assertions) {
        println!("failpoints are in builds with debug assertions only");
        return;
    }
    for failpoint in FAILPOINTS {
        let (folder, args, status) = comes_to(failpoint);
        let (folder, undisturbed) = (folder.copy(), folder.copy());
        let (before, done) = (left(&folder), undisturbed.flywheel(args));
        assert_eq!(done.status, status, "{failpoint}: {}", done.stderr);
        let after = left(&undisturbed);
        assert_ne!(before, after, "{failpoint}");
        let stopped = said(folder.command(args).env(FAILPOINT_VARIABLE, failpoint));
        assert_eq!(stopped.status, -1, "{failpoint}: it does not come there: {}", stopped.stderr);
        assert_eq!(stopped.stdout, "", "{failpoint}: it is shown before it is committed");
        let is_over = failpoint.ends_with(" committed") || failpoint == "ledger named";
        let now = left(&folder.copy());
        assert_eq!(&now, if is_over { &after } else { &before }, "{failpoint}");
        // What was begun is done by the same command again, or was done.
        let again = folder.flywheel(args);
        if is_over {
            assert!([0, 2, 3].contains(&again.status), "{failpoint}: {}", again.stderr);
        } else {
            assert_eq!(again.status, status, "{failpoint}: {}", again.stderr);
            assert_eq!((again.stdout, left(&folder)), (done.stdout, after), "{failpoint}");
        }
        is_sound(&folder);
        left_over(&folder, failpoint);
    }
}

/// Only what has a name of its own is left.
fn left_over(folder: &Folder, failpoint: &str) {
    let names = std::fs::read_dir(folder.place()).unwrap().map(|entry| entry.unwrap().file_name());
    for name in names {
        let name = name.to_string_lossy().into_owned();
        let is_draft = [".new", ".part"].iter().any(|part| Path::new(&name).ends_with(part));
        assert!(!is_draft, "{failpoint}: {name} is left");
    }
}

/// After a batch was written and not shown, it can be shown again: nobody loses a gift.
#[test]
fn a_batch_that_was_not_shown_can_be_shown_again() {
    if !cfg!(debug_assertions) {
        println!("failpoints are in builds with debug assertions only");
        return;
    }
    let folder = handing();
    let undisturbed = folder.copy().flywheel("outbox l --take");
    let mut take = folder.command("outbox l --take");
    let stopped = said(take.env(FAILPOINT_VARIABLE, "batch committed"));
    assert_eq!((stopped.status, &*stopped.stdout), (-1, ""));
    assert_eq!(folder.flywheel("outbox l --take").stdout, "", "none waits");
    let batch = &folder.ask("SELECT max(batch) FROM gifts")[0];
    let again = folder.flywheel(&format!("outbox l --take --again {batch}"));
    assert_eq!(again.stdout, undisturbed.stdout);
    assert_eq!(without_runs(&tables(&folder)), without_runs(&tables(&folder.copy())));
}
