//! What `flywheel init --from` proposes: for data of whatever kind, rules that check without a word
//! and reject nothing.

use std::sync::Arc;

use flywheel::Program;
use flywheel::infer::{Project, Table};
use flywheel::records::{Options, look};
use flywheel::run::Engine;
use flywheel::tools::format::format;
use flywheel::values::AsOf;
use proptest::prelude::*;

/// What a column is made of, and the type that it must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Made {
    Whole,
    Decimals,
    Grouped,
    German,
    Dollars,
    Day,
    Time,
    AmericanDay,
    GermanTime,
    Milliseconds,
    YesNo,
    Few,
    Words,
    Digits,
    Anything,
}

const ALL: &[Made] = &[
    Made::Whole,
    Made::Decimals,
    Made::Grouped,
    Made::German,
    Made::Dollars,
    Made::Day,
    Made::Time,
    Made::AmericanDay,
    Made::GermanTime,
    Made::Milliseconds,
    Made::YesNo,
    Made::Few,
    Made::Words,
    Made::Digits,
    Made::Anything,
];

/// Names as exports have them, among them all that are hard.
const NAMES: &[&str] = &[
    "Total Spent",
    "total",
    "count",
    "score",
    "date",
    "createdAt",
    "at",
    "key",
    "from",
    "stage",
    "stage_since",
    "given",
    "tags",
    "Tags",
    "yes",
    "events",
    "1st order",
    "a.b",
    "a['b']",
    "%",
    "",
    "Größe",
    "Имя",
    "name",
    "email",
    "is_vip",
    "nps",
    "first",
    "last",
    "with",
    "sum",
    "customer",
    "orders",
    "order",
    "text",
    "number",
    "one",
    "set",
    "show",
    "leave",
    "dates",
    "times",
    "numbers",
    "missing",
    "today",
    "id ",
    "currency",
    "price_eur",
    "updated at (UTC)",
    "\"quoted\"",
    "it's",
    "amount_cents",
    "days",
    "a",
    "the",
    "no",
    "every",
    "two\nlines",
    "carriage\r\nreturn",
    "tab\there",
    "{}",
    "#",
    "a,b",
    "price ($)",
    "\u{202e}turned",
];

impl Made {
    /// A value, made of two numbers.
    fn value(self, n: u32, m: u32) -> String {
        let (day, month, year) = (n % 28 + 1, m % 12 + 1, 1971 + n % 60);
        let (hour, minute) = (n % 24, m % 60);
        match self {
            Made::Whole => format!("{}", i64::from(n % 5000) - 100),
            Made::Decimals => format!("{}.{:02}", n % 900, m % 100),
            Made::Grouped => format!("{},{:03}.{:02}", n % 900 + 1, m % 1000, n % 100),
            Made::German => format!("{}.{:03},{:02}", n % 900 + 1, m % 1000, n % 100),
            Made::Dollars => format!("${}.{:02}", n % 900, m % 100),
            Made::Day => format!("{year}-{month:02}-{day:02}"),
            Made::Time => format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:30Z"),
            Made::AmericanDay => format!("{month}/{day}/{year}"),
            Made::GermanTime => format!("{day:02}.{month:02}.{year} {hour:02}:{minute:02}"),
            Made::Milliseconds => format!("{}", 1_600_000_000_000_u64 + u64::from(n)),
            Made::YesNo => ["yes", "no", "TRUE", "f"][n as usize % 4].to_owned(),
            Made::Few => ["new", "Gold!", "yes or no", "\u{202e}x", "ÄÖ", "order", "5", "none"]
                [n as usize % 8]
                .to_owned(),
            Made::Words => format!("word {n} and {m}"),
            Made::Digits => format!("0{n}"),
            Made::Anything => {
                ["", "NULL", "-", "12", "2026-01-31", "x\ty", "'=1", "yes", "1e5", "[1]", "x{"]
                    [n as usize % 11]
                    .to_owned()
            }
        }
    }
}

/// The names of columns, and what they are made of.
type Columns = Vec<(String, Made)>;

/// By row, what each cell is made of.
type Rows = Vec<Vec<(u32, u32, u8)>>;

/// A table: the names of its columns, what they are made of, and the numbers that its cells are
/// made of.
fn tables() -> impl Strategy<Value = (Columns, Rows)> {
    let column = (prop::sample::select(NAMES), prop::sample::select(ALL));
    let columns = prop::collection::vec(column, 1..7).prop_map(|columns| {
        let mut named: Vec<(String, Made)> = Vec::new();
        for (name, made) in columns {
            if named.iter().all(|(known, _)| known.trim() != name.trim()) && name.trim() != "id" {
                named.push((name.to_owned(), made));
            }
        }
        named
    });
    let cell = (any::<u32>(), any::<u32>(), 0..12u8);
    (columns, prop::collection::vec(prop::collection::vec(cell, 6), 1..40))
}

/// The value of a cell; some are blank, or a word for that.
fn cell(made: Made, (n, m, blank): (u32, u32, u8)) -> String {
    match blank {
        0 => String::new(),
        1 if made != Made::Few => "NULL".to_owned(),
        _ => made.value(n, m),
    }
}

fn csv(columns: &[(String, Made)], rows: &[Vec<(u32, u32, u8)>]) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let header = columns.iter().map(|(name, _)| quoted(name));
    let mut text = format!("id,{}\n", header.collect::<Vec<_>>().join(","));
    for (place, row) in rows.iter().enumerate() {
        let cells =
            columns.iter().zip(row).map(|((_, made), numbers)| quoted(&cell(*made, *numbers)));
        text.push_str(&format!("c-{place},{}\n", cells.collect::<Vec<_>>().join(",")));
    }
    text
}

/// The same as NDJSON: numbers are numbers, and columns are within objects and lists of events.
fn ndjson(columns: &[(String, Made)], rows: &[Vec<(u32, u32, u8)>]) -> String {
    let mut text = String::new();
    for (place, row) in rows.iter().enumerate() {
        let mut values = serde_json::Map::new();
        for ((name, made), numbers) in columns.iter().zip(row) {
            let value = cell(*made, *numbers);
            let number = matches!(made, Made::Whole | Made::Decimals | Made::Milliseconds);
            let json = match number.then(|| serde_json::from_str::<serde_json::Value>(&value)) {
                Some(Ok(number)) => number,
                Some(Err(_)) if value.is_empty() => serde_json::Value::Null,
                Some(Err(_)) | None => value.into(),
            };
            values.insert(name.clone(), json);
        }
        let record = serde_json::json!({
            "id": format!("c-{place}"),
            "inner": values,
            "orders": vec![values.clone(); place % 3],
            "words": vec!["tea", "cake"],
            "none": [],
        });
        text.push_str(&format!("{record}\n"));
    }
    text
}

/// The rules that are proposed for the bytes of a file.
fn proposed(bytes: &[u8]) -> String {
    let mut table = Table::new("customers", "customers", false);
    let (format, fault) = look(bytes, &Options::default(), &mut table).unwrap();
    assert_eq!(fault, None);
    table.is_of(format);
    Project::of(&[table]).unwrap().rules
}

/// Rules check without a word, are formatted, and reject nothing of the bytes, every declared field
/// included.
fn assert_fits(rules: &str, bytes: &[u8]) {
    let program = Program::parse("rules.flywheel", rules);
    let program = program.unwrap_or_else(|refused| panic!("{:#?}\n{rules}", refused.problems));
    assert!(program.warnings().is_empty(), "{:#?}\n{rules}", program.warnings());
    assert_eq!(format(rules).unwrap(), rules);
    let plan: Arc<_> = program.strict_plan();
    let engine = Engine::new(&plan, AsOf::parse("2026-06-30", &plan.zone).unwrap());
    let rejected = engine
        .decide_all(&[bytes], |customer| customer.err().map(|rejected| rejected.fault.to_string()));
    let rejected: Vec<String> = rejected.unwrap().into_iter().flatten().collect();
    assert!(rejected.is_empty(), "{rejected:?}\n{rules}\n{}", String::from_utf8_lossy(bytes));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_proposed_for_a_table_rejects_no_row((columns, rows) in tables()) {
        let text = csv(&columns, &rows);
        assert_fits(&proposed(text.as_bytes()), text.as_bytes());
    }

    #[test]
    fn what_is_proposed_for_json_rejects_no_record((columns, rows) in tables()) {
        let text = ndjson(&columns, &rows);
        assert_fits(&proposed(text.as_bytes()), text.as_bytes());
    }

    #[test]
    fn a_column_of_one_kind_gets_its_type(made in prop::sample::select(ALL), row in prop::collection::vec((any::<u32>(), any::<u32>()), 13..30)) {
        let wanted: &[&str] = match made {
            Made::Whole | Made::Decimals | Made::Grouped | Made::German | Made::Milliseconds => &["number"],
            Made::Dollars => &["money"],
            Made::Day | Made::AmericanDay => &["day"],
            Made::Time | Made::GermanTime => &["date"],
            Made::YesNo => &["yes/no"],
            Made::Few => &["one of", "text"],
            Made::Words | Made::Digits => &["text"],
            Made::Anything => return Ok(()),
        };
        let rows: Vec<Vec<(u32, u32, u8)>> = row.iter().map(|(n, m)| vec![(*n, *m, 9)]).collect();
        let rules = proposed(csv(&[("thing".to_owned(), made)], &rows).as_bytes());
        let line = rules.lines().find_map(|line| line.trim().strip_prefix("thing:")).expect("a field");
        prop_assert!(wanted.iter().any(|wanted| line.trim().starts_with(wanted)), "{made:?}: {rules}");
    }
}
