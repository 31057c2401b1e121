//! A ledger that version 1 wrote, which every later version of flywheel goes on with.
#![cfg(all(unix, feature = "cli", feature = "ledger"))]

#[path = "support/invented/mod.rs"]
mod invented;
#[path = "support/nights/mod.rs"]
mod nights;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;

use nights::{Folder, said};
use rusqlite::Connection;

/// What makes the ledger: the command in `remake`, which follows. Once a version of flywheel is out that
/// writes version 1, it stays as it is. Until then, it is made again whenever the tables change:
/// `cargo test --test ledger_versions -- --ignored`.
const VERSION_1: &str = "tests/ledgers/version-1.sql";

const RULES: &str = r#"flywheel "All there can be"
customer
  spent: money
  mail: yes/no default yes
  tester: yes/no
  show spent
  leave out when tester
reward mug costs $5, once, holdout 20%
reward card costs $3, once per 30 days, budget $6 per 30 days by spent
message hello once, kept for 10 days
alert   call  to "sales", once
experiment bonus control 50%, big 50%
pause messages when mail is no
stage New
  resting
  when spent ≥ $20 move to Fan; give mug; tag "fan"
stage Fan
  resting
  when spent ≥ $50 give card; untag "old"
  when spent ≥ $30 send hello
  when spent ≥ $60 and bonus is big notify call
"#;

/// Twenty customers, who have spent more each night.
fn records(night: usize) -> String {
    let record = |number: usize| {
        let (spent, mail) = (number * 3 + night * 10, !number.is_multiple_of(4));
        format!("{{\"id\":\"c{number}\",\"spent\":{spent},\"mail\":{mail},\"tags\":[\"old\"]}}\n")
    };
    (0..20).map(record).collect()
}

/// Makes the ledger with the binary of today.
#[test]
#[ignore = "it makes what the others test"]
fn remake() {
    let folder = Folder::new(RULES);
    let night = |day: &str, records: &str, more: &str| {
        folder.put("c.ndjson", records);
        let said = folder.run(day, more);
        assert!([0, 3].contains(&said.status), "{}", said.stderr);
    };
    night("2026-06-01", &records(0), "--first-load");
    night("2026-06-02", &records(1), "--keep 0 --yes");
    let fail = r#"sed 's/.*"key":"\([^"]*\)".*/{"key":"\1","status":"failed","reason":"no"}/'"#;
    assert_eq!(said(folder.command("outbox l --limit 1 --exec").arg(fail)).status, 1);
    folder.put("sent.csv", &folder.flywheel("outbox l --limit 2 --take").stdout);
    assert_eq!(folder.flywheel("outbox l --sent sent.csv").status, 0);
    assert_eq!(folder.flywheel("outbox l --limit 2 --take").status, 0);
    let key = &folder.ask("SELECT key FROM gifts WHERE status = 'waiting' LIMIT 1")[0];
    assert_eq!(folder.flywheel(&format!("outbox l --cancel --key {key}")).status, 0);
    assert_eq!(folder.flywheel("ledger l forget c19").status, 0);
    let others: Vec<String> = records(2).lines().skip(1).map(str::to_owned).collect();
    let others = others.join("\n").replacen(r#""mail":true"#, r#""tester":true"#, 1);
    night("2026-06-03", &others.replacen(":35,", ":\"?\",", 1), "--keep 0 --yes");
    fs::write(VERSION_1, dump(&folder.ledger())).unwrap();
}

/// The statements that make a file.
fn dump(connection: &Connection) -> String {
    let mut out = String::from("-- Made by `remake` in `tests/ledger_versions.rs`.\n");
    for pragma in ["application_id", "user_version"] {
        let value: i64 = connection.pragma_query_value(None, pragma, |row| row.get(0)).unwrap();
        writeln!(out, "PRAGMA {pragma} = {value};").unwrap();
    }
    let all = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid";
    let mut statement = connection.prepare(all).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    let all: Vec<(String, String, String)> = rows.unwrap().collect::<Result<_, _>>().unwrap();
    for (_, _, sql) in &all {
        writeln!(out, "{sql};").unwrap();
    }
    for (_, name, _) in all.iter().filter(|(kind, _, _)| kind == "table") {
        let columns = columns(connection, name);
        let quoted: Vec<String> =
            columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
        let rows = format!("SELECT {} FROM {name}", quoted.join(" || ', ' || "));
        let mut statement = connection.prepare(&rows).unwrap();
        for row in statement.query_map([], |row| row.get::<_, String>(0)).unwrap() {
            writeln!(out, "INSERT INTO {name} VALUES ({});", row.unwrap()).unwrap();
        }
    }
    out
}

fn columns(connection: &Connection, table: &str) -> Vec<String> {
    let query = "SELECT name FROM pragma_table_info(?1) ORDER BY cid";
    let mut statement = connection.prepare(query).unwrap();
    statement.query_map([table], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

/// A folder with the ledger, and the records of the next night.
fn version_1() -> Folder {
    let folder = Folder::new(RULES);
    let connection = Connection::open(folder.path("l")).unwrap();
    connection.execute_batch(&fs::read_to_string(VERSION_1).unwrap()).unwrap();
    folder.put("c.ndjson", &records(3));
    folder
}

#[test]
fn it_has_all_that_a_ledger_can_have() {
    let folder = version_1();
    let all = |query: &str| folder.ask(query).join(" ");
    assert_eq!(all("PRAGMA user_version"), "1");
    assert_eq!(
        all("SELECT DISTINCT status FROM gifts WHERE status IS NOT NULL ORDER BY status"),
        "canceled failed handed sent waiting"
    );
    assert_eq!(
        all("SELECT DISTINCT what FROM gifts ORDER BY what"),
        "assumed budget given holdout"
    );
    assert_eq!(all("SELECT DISTINCT why FROM missing ORDER BY why"), "absent left out rejected");
    for table in
        ["moves", "exposures", "withheld", "rules", "rule_files", "gift_names", "forgotten"]
    {
        assert_ne!(all(&format!("SELECT count(*) FROM {table}")), "0", "{table}");
    }
    for column in ["tags", "untags", "owed", "gone", "stage_since"] {
        let some = format!("SELECT count(*) FROM customers WHERE {column} IS NOT NULL");
        assert_ne!(all(&some), "0", "{column}");
    }
}

#[test]
fn its_tables_are_those_of_its_version() {
    let (old, new) = (version_1(), Folder::new(RULES));
    new.put("c.ndjson", &records(0));
    new.night("2026-06-01", "--first-load");
    // As soon as something is written, the old one has the tables of today.
    assert_eq!(
        old.flywheel("run r.flywheel c.ndjson --ledger l --as-of 2026-06-04 --yes").status,
        0
    );
    let shapes = |folder: &Folder| -> BTreeSet<String> {
        let connection = folder.ledger();
        let tables = folder.ask("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')");
        let shape = |table: String| {
            let columns = columns(&connection, &table).join(" ");
            format!("{table}: {columns}")
        };
        tables.into_iter().map(shape).collect()
    };
    assert_eq!(
        shapes(&old),
        shapes(&new),
        "the tables have changed. If a version of flywheel is out that writes version 1, add a step to \
         `src/ledger/version.rs`. Otherwise: cargo test --test ledger_versions -- --ignored"
    );
}

#[test]
fn commands_that_read_it_change_nothing() {
    let folder = version_1();
    let before = fs::read(folder.path("l")).unwrap();
    let said = |args: &str| {
        let said = folder.flywheel(args);
        assert_eq!(said.status, 0, "{args}: {}{}", said.stdout, said.stderr);
        said.stdout
    };
    assert!(said("ledger l").contains("first load"));
    assert!(said("ledger l --id c12").contains("came into New"));
    assert!(said("ledger l check").contains("in order"));
    assert!(said("ledger l export c12").contains("\"moves\""));
    assert!(said("ledger l changes --since 0").lines().count() > 10);
    assert!(said("outbox l").contains("hello"));
    let with = "r.flywheel c.ndjson --ledger l --as-of 2026-06-04";
    assert!(said(&format!("eval {with} --format ndjson")).lines().count() > 10);
    said(&format!("why {with} --id c12"));
    assert_eq!(fs::read(folder.path("l")).unwrap(), before);
}

#[test]
fn a_run_goes_on_with_it() {
    let folder = version_1();
    let kept = [
        "SELECT customer, seq, at, from_stage, to_stage, rule, run FROM moves",
        "SELECT n, customer, gift, \"for\", nth, what, rule, at, run, cost, worth, arms, key FROM gifts",
        "SELECT n, id, came_by, came_run FROM customers",
        "SELECT n, kind, as_of, at, rules, decided, given FROM runs",
        "SELECT customer, experiment, arm, at, run FROM exposures",
    ];
    let before = kept.map(|query| folder.ask(query));
    folder.night("2026-06-04", "--yes");
    for (query, before) in kept.iter().zip(before) {
        let now: BTreeSet<String> = folder.ask(query).into_iter().collect();
        assert!(before.iter().all(|row| now.contains(row)), "{query}");
    }
    assert_eq!(folder.ask("SELECT max(n) FROM runs"), ["4"]);
    assert!(folder.flywheel("ledger l check").stdout.contains("in order"));
    assert_eq!(folder.flywheel("ledger l restore l.backup-3").status, 0);
    assert_eq!(folder.ask("SELECT max(n) FROM runs"), ["3"]);
}
