//! A version that is not there yet, and the ledger of version 1 that the tests keep.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

use super::{Step, Versions};
use crate::ledger::change::Change;
use crate::ledger::{Ledger, LedgerFault};

/// Version 2: each gift has a sender, and senders have a table.
const NEXT: Versions = Versions {
    tables: "",
    steps: &[Step {
        change: "ALTER TABLE gifts ADD COLUMN sender TEXT;
                 UPDATE gifts SET sender = 'mail' WHERE kind = 'message';
                 CREATE TABLE senders (name TEXT PRIMARY KEY) STRICT;
                 INSERT INTO senders SELECT DISTINCT sender FROM gifts WHERE sender IS NOT NULL;",
        show: "CREATE TEMP VIEW gifts AS
                 SELECT *, CASE kind WHEN 'message' THEN 'mail' END AS sender FROM main.gifts;
               CREATE TEMP VIEW senders AS
                 SELECT DISTINCT sender AS name FROM temp.gifts WHERE sender IS NOT NULL;",
    }],
};

/// The same with a mistake in its second step.
const WRONG: Versions =
    Versions { steps: &[NEXT.steps[0], Step { change: "DROP TABLE nothing", show: "" }], ..NEXT };

/// What can be asked of version 2.
const SENDERS: &str = "SELECT count(*) FROM gifts JOIN senders ON name = sender";

struct Kept {
    folder: TempDir,
}

impl Kept {
    fn new() -> Kept {
        let folder = TempDir::new().unwrap();
        let kept = Kept { folder };
        let sql = include_str!("../../../tests/ledgers/version-1.sql");
        Connection::open(kept.path()).unwrap().execute_batch(sql).unwrap();
        kept
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("l")
    }

    fn backup(&self) -> PathBuf {
        self.folder.path().join("l.version-1")
    }

    /// What somebody finds who comes after the process was killed at this moment.
    fn killed(&self) -> Kept {
        let copy = TempDir::new().unwrap();
        for name in ["l", "l-wal"] {
            let from = self.folder.path().join(name);
            if from.exists() {
                fs::copy(from, copy.path().join(name)).unwrap();
            }
        }
        Kept { folder: copy }
    }
}

fn version(path: &Path) -> i64 {
    super::version(&Connection::open(path).unwrap()).unwrap()
}

/// All rows of the tables of version 1, in the columns that these had.
fn rows(path: &Path) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let mut all = Vec::new();
    let old = Kept::new();
    let first = Connection::open(old.path()).unwrap();
    let tables = "SELECT m.name, group_concat('\"' || c.name || '\"') FROM sqlite_schema m
                  JOIN pragma_table_info(m.name) c WHERE m.type = 'table' GROUP BY m.name";
    let mut tables = first.prepare(tables).unwrap();
    let tables = tables.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    for (table, columns) in tables.collect::<Result<Vec<(String, String)>, _>>().unwrap() {
        let mut rows = connection.prepare(&format!("SELECT {columns} FROM main.{table}")).unwrap();
        let count = rows.column_count();
        let row = |row: &rusqlite::Row<'_>| {
            (0..count).map(|place| row.get(place)).collect::<Result<Vec<Value>, _>>()
        };
        let rows = rows.query_map([], row).unwrap();
        all.extend(rows.map(|row| format!("{table} {:?}", row.unwrap())));
    }
    assert!(all.len() > 100, "{} rows", all.len());
    all
}

fn senders(ledger: &Ledger) -> i64 {
    ledger.connection.query_row(SENDERS, [], |row| row.get(0)).unwrap()
}

#[test]
fn an_older_ledger_is_read_as_one_of_today() {
    let kept = Kept::new();
    let before = fs::read(kept.path()).unwrap();
    let ledger = Ledger::read_as(NEXT, &kept.path()).unwrap();
    assert!(senders(&ledger) > 0);
    assert!(ledger.last_run().unwrap().is_some());
    drop(ledger);
    assert_eq!(fs::read(kept.path()).unwrap(), before);
}

#[test]
fn a_change_makes_it_one_of_today_and_keeps_what_it_was() {
    let kept = Kept::new();
    let before = rows(&kept.path());
    let mut ledger = Ledger::open_as(NEXT, &kept.path(), false).unwrap();
    let shown = senders(&ledger);
    assert_eq!(version(&kept.path()), 1, "opening it changes nothing");
    Change::begin(&mut ledger, "run").unwrap().commit().unwrap();
    assert_eq!(senders(&ledger), shown);
    drop(ledger);
    assert_eq!((version(&kept.path()), rows(&kept.path())), (2, before.clone()));
    assert_eq!((version(&kept.backup()), rows(&kept.backup())), (1, before));
    let newer = Ledger::read(&kept.path()).unwrap_err();
    assert!(matches!(newer, LedgerFault::Newer(2)), "{newer}");
    let ledger = Ledger::read_as(NEXT, &kept.path()).unwrap();
    assert_eq!(senders(&ledger), shown);
}

#[test]
fn a_change_that_is_not_made_leaves_it_as_it_was() {
    let kept = Kept::new();
    let before = rows(&kept.path());
    let mut ledger = Ledger::open_as(NEXT, &kept.path(), false).unwrap();
    let shown = senders(&ledger);
    // What is changed goes to the log before it is committed.
    ledger.connection.pragma_update(None, "cache_size", 1).unwrap();
    let change = Change::begin(&mut ledger, "run").unwrap();
    assert_eq!(senders(&change), shown);
    let killed = kept.killed();
    assert!(
        fs::metadata(killed.folder.path().join("l-wal")).unwrap().len() > 0,
        "nothing is there"
    );
    assert_eq!((version(&killed.path()), rows(&killed.path())), (1, before.clone()));
    drop(change);
    assert_eq!(senders(&ledger), shown, "it is shown as before");
    assert_eq!((version(&kept.path()), rows(&kept.path())), (1, before));
    assert!(!kept.backup().exists());
}

#[test]
fn a_step_that_fails_leaves_it_as_it_was() {
    let kept = Kept::new();
    let before = rows(&kept.path());
    let mut ledger = Ledger::open_as(WRONG, &kept.path(), false).unwrap();
    let shown = senders(&ledger);
    Change::begin(&mut ledger, "run").unwrap_err();
    assert_eq!(senders(&ledger), shown);
    assert_eq!((version(&kept.path()), rows(&kept.path())), (1, before));
}

#[test]
fn what_cannot_be_backed_up_is_not_changed() {
    let kept = Kept::new();
    let before = rows(&kept.path());
    fs::create_dir(kept.folder.path().join("l.version-1.part")).unwrap();
    let mut ledger = Ledger::open_as(NEXT, &kept.path(), false).unwrap();
    Change::begin(&mut ledger, "run").unwrap().commit().unwrap_err();
    drop(ledger);
    assert_eq!((version(&kept.path()), rows(&kept.path())), (1, before));
}
