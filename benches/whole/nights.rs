use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rusqlite::Connection;

use crate::eval::Eval;
use crate::job::Job;
use crate::sheets::Sheet;
use crate::support::{NIGHT_RULES, NIGHT_TABLE_RULES};
use crate::workplace::{CustomerFile, Workplace};

/// A ledger after its first load, and the next night.
pub(crate) struct Nights<'a> {
    workplace: &'a Workplace,
    rules: PathBuf,
    ledger: PathBuf,
    tonight: CustomerFile,
}

impl<'a> Nights<'a> {
    pub(crate) fn new(workplace: &'a Workplace) -> Nights<'a> {
        let count = workplace.customers;
        let nights = Nights {
            workplace,
            rules: workplace.text("nights.flywheel", NIGHT_RULES),
            ledger: workplace.place(&format!("{count}.ledger")),
            tonight: workplace.sheet(Sheet::Tonight, count),
        };
        if !nights.ledger.exists() {
            let before = workplace.sheet(Sheet::Customers, count);
            let load = nights.arguments(&before.path, "2026-06-28", &["--first-load"]);
            flywheel(&load);
        }
        nights
    }

    /// Deciding without a ledger, with a table of as many rows, and a night: what it would do, and all of it.
    pub(crate) fn jobs(&self) -> Vec<Job> {
        let table = self.workplace.text("visits.flywheel", NIGHT_TABLE_RULES);
        let visits = self.workplace.sheet(Sheet::Visits, self.workplace.customers);
        let eval =
            |rules| Eval { format: "summary", threads: 0, ..Eval::new(rules, &self.tonight) };
        let dry = self.arguments(&self.tonight.path, "2026-06-29", &["--dry-run"]);
        let night = self.arguments(&self.tonight.path, "2026-06-29", &["--keep", "0"]);
        vec![
            eval(&self.rules).job("eval"),
            Eval { table: Some(("visits", &visits.path)), ..eval(&table) }.job("eval with a table"),
            Job::flywheel("run --dry-run", dry, &self.tonight),
            Job::flywheel("run", night, &self.tonight).copying(&self.ledger, &self.copy()),
        ]
    }

    /// Where a night is written: the ledger itself stays as it is.
    fn copy(&self) -> PathBuf {
        self.workplace.place("tonight.ledger")
    }

    fn arguments(&self, customers: &Path, day: &str, more: &[&str]) -> Vec<OsString> {
        let ledger = if more.contains(&"--keep") { self.copy() } else { self.ledger.clone() };
        let given = ["--ledger".into(), ledger.into(), "--as-of".into(), day.into()];
        let mut arguments: Vec<OsString> =
            vec!["run".into(), self.rules.clone().into(), customers.into()];
        arguments.extend(given);
        arguments.extend(more.iter().map(OsString::from));
        arguments
    }

    /// How large the ledger is, by what is in it.
    pub(crate) fn sizes(&self) -> String {
        let connection = Connection::open(&self.ledger).expect("the ledger can be opened");
        let number = |query: &str| -> i64 {
            connection.query_row(query, [], |row| row.get(0)).expect("an answer")
        };
        // The indexes of a table, with it.
        let bytes = |table: &str| {
            number(&format!(
                "SELECT sum(pgsize) FROM dbstat WHERE name IN
                   (SELECT name FROM sqlite_schema WHERE tbl_name = '{table}')"
            ))
        };
        let rows = |table: &str| number(&format!("SELECT count(*) FROM {table}"));
        let all = fs::metadata(&self.ledger).expect("a file").len();
        let each = ["customers", "moves", "gifts"].map(|table| {
            let (rows, bytes) = (rows(table), bytes(table));
            format!("{rows} {table}, {} bytes each", bytes / rows.max(1))
        });
        format!("\nThe ledger has {:.1} MB: {}.\n", all as f64 / 1e6, each.join("; "))
    }
}

fn flywheel(arguments: &[OsString]) {
    let output = Command::new(env!("CARGO_BIN_EXE_flywheel")).args(arguments).output();
    let output = output.expect("the program can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
