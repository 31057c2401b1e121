//! The tables of a ledger, by what people call things: without times of day, keys and numbers of rows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

/// A connection that only reads.
pub(crate) fn reading(ledger: &Path) -> Connection {
    Connection::open_with_flags(ledger, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("a ledger")
}

/// What is in the tables that does not depend on when it was written and in which order.
const TABLES: [(&str, &str); 10] = [
    ("meta", "SELECT title FROM meta"),
    (
        "runs",
        "SELECT n, kind, as_of, at, rules, decided, new, moved, given, rejected, left_out, absent
         FROM runs ORDER BY n",
    ),
    (
        "customers",
        "SELECT id, stage, stage_since, tags, untags, owed, came_by, came_run, changed_run, gone
         FROM customers ORDER BY id",
    ),
    (
        "missing",
        "SELECT id, since_run, why FROM missing JOIN customers ON n = customer ORDER BY id",
    ),
    (
        "moves",
        "SELECT id, seq, at, from_stage, to_stage, rule, run FROM moves
         JOIN customers ON n = customer ORDER BY id, seq",
    ),
    (
        "gifts",
        "SELECT id, gift, kind, \"for\", nth, what, rule, at, run, cost, worth, arms, shown, goes_to,
           status, batch, attempts, reason
         FROM gifts g JOIN customers c ON c.n = customer ORDER BY id, g.n",
    ),
    (
        "exposures",
        "SELECT id, experiment, arm, at, run FROM exposures
         JOIN customers ON n = customer ORDER BY id, experiment, arm",
    ),
    (
        "withheld",
        "SELECT run, gift, rule, reason, customers FROM withheld ORDER BY run, gift, rule, reason",
    ),
    (
        "merges",
        "SELECT c.id, i.id, at, after_run FROM merges JOIN customers c ON c.n = customer
         JOIN customers i ON i.n = merged_into ORDER BY c.id",
    ),
    ("rules", "SELECT n, hash FROM rules ORDER BY n"),
];

/// All tables as text.
pub(crate) fn dump(connection: &Connection) -> String {
    let mut out = String::new();
    for (name, query) in TABLES {
        writeln!(out, "-- {name}").unwrap();
        let mut statement = connection.prepare(query).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells = (0..columns).map(|place| match row.get_ref(place).unwrap() {
                ValueRef::Null => "-".to_owned(),
                ValueRef::Integer(number) => number.to_string(),
                ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                other @ (ValueRef::Real(_) | ValueRef::Blob(_)) => format!("{other:?}"),
            });
            writeln!(out, "{}", cells.collect::<Vec<_>>().join(" | ")).unwrap();
        }
    }
    out
}

/// Questions about what must never be, each with an answer that names what is wrong.
const NEVER: [(&str, &str); 9] = [
    (
        "a customer without a first move",
        "SELECT id FROM customers WHERE n NOT IN (SELECT customer FROM moves WHERE seq = 0)",
    ),
    (
        "a customer who is not where the last move led",
        "SELECT id FROM customers c WHERE stage IS NOT
           (SELECT to_stage FROM moves WHERE customer = c.n ORDER BY seq DESC LIMIT 1)",
    ),
    (
        "a move from a stage that the move before did not lead to",
        "SELECT customer FROM moves m WHERE from_stage IS NOT
           (SELECT to_stage FROM moves WHERE customer = m.customer AND seq = m.seq - 1)",
    ),
    (
        "a gap between moves",
        "SELECT customer FROM moves GROUP BY customer HAVING max(seq) + 1 <> count(*)",
    ),
    (
        "a given gift without key or state, or another with one",
        "SELECT n FROM gifts WHERE (what = 'given') IS NOT (key IS NOT NULL)
           OR (what = 'given') IS NOT (status IS NOT NULL)",
    ),
    (
        "a wrong count of gifts before",
        "SELECT n FROM gifts g WHERE what = 'given' AND nth <> (SELECT count(*) FROM gifts
           WHERE customer = g.customer AND gift = g.gift AND \"for\" = g.\"for\"
             AND what = 'given' AND n < g.n)
           AND customer NOT IN (SELECT merged_into FROM merges)",
    ),
    ("a run that has not ended", "SELECT n FROM runs WHERE ended IS NULL"),
    (
        "a run with a wrong count of gifts",
        "SELECT n FROM runs r WHERE given <>
           (SELECT count(*) FROM gifts WHERE run = r.n AND what = 'given')",
    ),
    (
        "a run with a wrong count of moves",
        "SELECT n FROM runs r WHERE moved <>
           (SELECT count(*) FROM moves WHERE run = r.n AND from_stage IS NOT NULL
              AND rule IS NOT NULL)",
    ),
];

/// What is in a ledger that must never be.
pub(crate) fn wrong(connection: &Connection) -> Vec<String> {
    let mut wrong = Vec::new();
    let check: String = connection.query_row("PRAGMA integrity_check", [], |r| r.get(0)).unwrap();
    if check != "ok" {
        wrong.push(format!("integrity: {check}"));
    }
    for (what, query) in NEVER {
        let mut statement = connection.prepare(query).unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            wrong.push(format!("{what}: {:?}", row.get_ref(0).unwrap()));
        }
    }
    wrong
}

/// A gift that was given: name, when, for which event, what it cost and was worth.
pub(crate) type Given = (String, Option<i64>, String, Option<String>, Option<String>);

/// What a ledger keeps of a customer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Kept {
    pub stage: String,
    pub since: Option<i64>,
    pub tags: BTreeSet<String>,
    pub untags: BTreeSet<String>,
    pub given: Vec<Given>,
    /// As it is in the ledger, a list of JSON.
    pub owed: Option<String>,
}

/// What a ledger keeps of all customers, by id.
pub(crate) fn kept(connection: &Connection) -> BTreeMap<String, Kept> {
    let tags = |text: Option<String>| -> BTreeSet<String> {
        text.map(|text| serde_json::from_str(&text).expect("a list of tags")).unwrap_or_default()
    };
    let query =
        "SELECT id, stage, stage_since, tags, untags, owed FROM customers WHERE gone IS NULL";
    let mut statement = connection.prepare(query).unwrap();
    let customers = statement.query_map([], |row| {
        let kept = Kept {
            stage: row.get(1)?,
            since: row.get(2)?,
            tags: tags(row.get(3)?),
            untags: tags(row.get(4)?),
            given: Vec::new(),
            owed: row.get(5)?,
        };
        Ok((row.get::<_, String>(0)?, kept))
    });
    let mut all: BTreeMap<String, Kept> = customers.unwrap().collect::<Result<_, _>>().unwrap();
    let query = "SELECT id, gift, at, \"for\", cost, worth FROM gifts g
                 JOIN customers c ON c.n = customer WHERE what IN ('given', 'assumed') ORDER BY g.n";
    let mut statement = connection.prepare(query).unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let cell = |place| row.get(place).unwrap();
        let given =
            (cell(1), row.get(2).unwrap(), cell(3), row.get(4).unwrap(), row.get(5).unwrap());
        let id: String = cell(0);
        all.get_mut(&id).expect("a customer").given.push(given);
    }
    all
}
