//! Rows that belong to rows, compared with a model that looks for them one by one: orders, their
//! lines, and the refunds of lines.

#[path = "support/cases.rs"]
mod cases;

use std::fmt::Write;
use std::sync::Arc;

use cases::cases;
use flywheel::Program;
use flywheel::eval::Evaluator;
use flywheel::records::Reader;
use flywheel::values::{AsOf, Truth};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRng, TestRunner};

const AS_OF: &str = "2026-06-30";
/// As texts, they are in the order of time.
const TIMES: [Option<&str>; 3] = [None, Some("2026-06-01"), Some("2026-07-10")];
const NAMES: [&str; 3] = ["orders", "lines", "refunds"];

/// A row of any of the three tables, by small numbers; 0 is no value.
#[derive(Clone, Copy, Debug)]
struct Row {
    key: u8,
    /// The key of what it belongs to.
    of: u8,
    at: u8,
    number: u8,
}

#[derive(Clone, Debug)]
struct Table {
    /// The last row with a key counts.
    last: bool,
    has_at: bool,
    /// Only rows with a number above 1 count.
    filtered: bool,
    rows: Vec<Row>,
}

/// A customer, and how the rules declare their tables. Of orders, only those with lines may count.
#[derive(Clone, Debug)]
struct Case {
    tables: [Table; 3],
    only_with_lines: bool,
}

fn row() -> impl Strategy<Value = Row> {
    (0..4u8, 0..4u8, 0..3u8, 0..4u8).prop_map(|(key, of, at, number)| Row { key, of, at, number })
}

fn table() -> impl Strategy<Value = Table> {
    let options = (any::<bool>(), any::<bool>(), any::<bool>());
    (options, vec(row(), 0..6)).prop_map(|((last, has_at, filtered), rows)| Table {
        last,
        has_at,
        filtered,
        rows,
    })
}

fn case() -> impl Strategy<Value = Case> {
    ([table(), table(), table()], any::<bool>())
        .prop_map(|(tables, only_with_lines)| Case { tables, only_with_lines })
}

// ---- What the program makes of it ----

/// A condition, and what the model says of it.
type Question = (&'static str, fn(&Model<'_>) -> Truth);

/// The conditions that are asked.
const ASKED: [Question; 14] = [
    ("1 order", |model| model.at_least(1, model.all(0))),
    ("2 orders", |model| model.at_least(2, model.all(0))),
    ("at most 1 order", |model| !model.at_least(2, model.all(0))),
    ("1 line", |model| model.at_least(1, model.all(1))),
    ("2 lines", |model| model.at_least(2, model.all(1))),
    ("no lines", |model| !model.at_least(1, model.all(1))),
    ("2 refunds", |model| model.at_least(2, model.all(2))),
    ("no refunds", |model| !model.at_least(1, model.all(2))),
    ("a line where (1 refund)", |model| {
        let lines = model.all(1).into_iter();
        let each = lines.map(|(line, truth)| truth.and(model.some(2, 1, line)));
        model.at_least(1, each.map(|truth| (0, truth)).collect())
    }),
    ("2 orders where (no refunds)", |model| {
        let orders = model.all(0).into_iter();
        let each = orders.map(|(order, truth)| truth.and(!model.some(2, 0, order)));
        model.at_least(2, each.map(|truth| (0, truth)).collect())
    }),
    ("an order where (2 lines)", |model| {
        let orders = model.all(0).into_iter();
        let two = |order| model.at_least(2, model.within(1, 0, order));
        let each = orders.map(|(order, truth)| truth.and(two(order)));
        model.at_least(1, each.map(|truth| (0, truth)).collect())
    }),
    ("an order where (1 line where (1 refund))", |model| {
        let orders = model.all(0).into_iter();
        let refunded = |order| {
            let lines = model.within(1, 0, order).into_iter();
            let each = lines.map(|(line, truth)| truth.and(model.some(2, 1, line)));
            model.at_least(1, each.map(|truth| (0, truth)).collect())
        };
        let each = orders.map(|(order, truth)| truth.and(refunded(order)));
        model.at_least(1, each.map(|truth| (0, truth)).collect())
    }),
    ("a refund where (2 orders)", |model| {
        // Orders do not belong to refunds, so these are all of them.
        let two = model.at_least(2, model.all(0));
        let each = model.all(2).into_iter().map(|(_, truth)| truth.and(two));
        model.at_least(1, each.map(|truth| (0, truth)).collect())
    }),
    ("a line within 60 days", |model| {
        let recent = |line: usize| match model.time(1, line) {
            0 => Truth::Unknown,
            at => Truth::from(at == 1),
        };
        let each = model.all(1).into_iter().map(|(line, truth)| truth.and(recent(line)));
        model.at_least(1, each.map(|truth| (0, truth)).collect())
    }),
];

fn rules(case: &Case) -> String {
    let mut text = "customer\n".to_owned();
    for (place, (name, table)) in NAMES.iter().zip(&case.tables).enumerate() {
        write!(text, "  {name}: events from table by \"of\"").unwrap();
        if place > 0 {
            write!(text, " of {}", NAMES[place - 1]).unwrap();
        }
        text += " with n number";
        // Orders belong to no others, so their time can only be their own.
        if table.has_at || place == 0 {
            text += " at \"at\"";
        }
        text += if table.last { " key \"key\" last" } else { " key \"key\"" };
        let with_lines = place == 0 && case.only_with_lines;
        text += match (table.filtered, with_lines) {
            (false, false) => "\n",
            (true, false) => " where (n > 1)\n",
            (false, true) => " where (1 line)\n",
            (true, true) => " where (n > 1 and 1 line)\n",
        };
    }
    text += "stage S\n  resting\n";
    for (condition, _) in ASKED {
        writeln!(text, "  when {condition} tag \"{condition}\"").unwrap();
        writeln!(text, "  when not ({condition}) tag \"not {condition}\"").unwrap();
    }
    text
}

fn record(case: &Case) -> String {
    let mut text = "{\"id\":1,\"stage\":\"S\"".to_owned();
    for (name, table) in NAMES.iter().zip(&case.tables) {
        let rows = table.rows.iter().map(|row| {
            let number = |number: u8| match number {
                0 => "null".to_owned(),
                number => number.to_string(),
            };
            let at = TIMES[usize::from(row.at)].map_or("null".to_owned(), |at| format!("\"{at}\""));
            let (key, of, n) = (number(row.key), number(row.of), number(row.number));
            format!("{{\"key\":{key},\"of\":{of},\"at\":{at},\"n\":{n}}}")
        });
        let rows: Vec<String> = rows.collect();
        // A table without rows may as well not be there.
        if !rows.is_empty() {
            write!(text, ",\"table:{name}\":[{}]", rows.join(",")).unwrap();
        }
    }
    text + "}"
}

fn decided(case: &Case) -> Vec<String> {
    let rules = rules(case);
    let program = Program::parse("tables.flywheel", &rules).unwrap_or_else(|refused| {
        panic!("{rules}\n{:#?}", refused.problems);
    });
    let plan = Arc::clone(program.plan());
    let as_of = AsOf::parse(AS_OF, &plan.zone).unwrap();
    let (reader, record) = (Reader::new(&plan.needs), record(case));
    let record = reader.read(record.as_bytes()).expect("the record is right");
    Evaluator::new(&plan, as_of).decide(&record).expect("nothing is large").tags
}

// ---- What the model makes of it ----

/// The definition, row by row. Rows are named by their places.
struct Model<'c> {
    case: &'c Case,
}

impl Model<'_> {
    fn rows(&self, table: usize) -> &[Row] {
        &self.case.tables[table].rows
    }

    /// The key of what a row belongs to: its own, or that of the first copy that has one.
    fn named(&self, table: usize, row: usize) -> u8 {
        let row = self.rows(table)[row];
        let copies = self.rows(table).iter().filter(|other| row.key != 0 && other.key == row.key);
        let mut all = std::iter::once(&row).chain(copies).map(|copy| copy.of);
        all.find(|of| *of != 0).unwrap_or(0)
    }

    /// The row that a row belongs to, among those that exist.
    fn parent(&self, table: usize, row: usize) -> Option<usize> {
        let named = self.named(table, row);
        let above = table - 1;
        (0..self.rows(above).len()).find(|other| {
            named != 0 && self.rows(above)[*other].key == named && self.exists(above, *other)
        })
    }

    fn time(&self, table: usize, row: usize) -> u8 {
        if table == 0 || self.case.tables[table].has_at {
            return self.rows(table)[row].at;
        }
        self.parent(table, row).map_or(0, |parent| self.time(table - 1, parent))
    }

    /// Whether it belongs to something and is not still to come.
    fn has_happened(&self, table: usize, row: usize) -> bool {
        (table == 0 || self.parent(table, row).is_some()) && self.time(table, row) != 2
    }

    /// Whether it is also the copy of its key that counts.
    fn exists(&self, table: usize, row: usize) -> bool {
        let key = self.rows(table)[row].key;
        let copies = 0..self.rows(table).len();
        let mut others = copies.filter(|other| {
            let before = if self.case.tables[table].last { *other > row } else { *other < row };
            before && self.rows(table)[*other].key == key && self.has_happened(table, *other)
        });
        self.has_happened(table, row) && (key == 0 || others.next().is_none())
    }

    /// Whether it passes the filter of its own list.
    fn passes(&self, table: usize, row: usize) -> Truth {
        let mut passes = match (self.case.tables[table].filtered, self.rows(table)[row].number) {
            (false, _) => Truth::True,
            (true, 0) => Truth::Unknown,
            (true, number) => Truth::from(number > 1),
        };
        if table == 0 && self.case.only_with_lines {
            passes = passes.and(self.some(1, 0, row));
        }
        passes
    }

    /// Whether it counts, and so does what it belongs to, up to a table.
    fn counts(&self, table: usize, row: usize, up_to: Option<usize>) -> Truth {
        let own = self.passes(table, row);
        if table == 0 || Some(table - 1) == up_to {
            return own;
        }
        match self.parent(table, row) {
            Some(parent) => own.and(self.counts(table - 1, parent, up_to)),
            None => Truth::False,
        }
    }

    /// The rows of a table that count or may count.
    fn all(&self, table: usize) -> Vec<(usize, Truth)> {
        let rows = (0..self.rows(table).len()).filter(|row| self.exists(table, *row));
        let rows = rows.map(|row| (row, self.counts(table, row, None)));
        rows.filter(|(_, truth)| *truth != Truth::False).collect()
    }

    /// Those that belong to a row of a table above, which is at hand.
    fn within(&self, table: usize, above: usize, of: usize) -> Vec<(usize, Truth)> {
        let belongs = |row: &usize| {
            let (mut at, mut row) = (table, Some(*row));
            while at > above {
                row = row.and_then(|row| self.parent(at, row));
                at -= 1;
            }
            row == Some(of)
        };
        let rows = (0..self.rows(table).len()).filter(|row| self.exists(table, *row));
        let rows = rows.filter(belongs).map(|row| (row, self.counts(table, row, Some(above))));
        rows.filter(|(_, truth)| *truth != Truth::False).collect()
    }

    fn some(&self, table: usize, above: usize, of: usize) -> Truth {
        self.at_least(1, self.within(table, above, of))
    }

    fn at_least(&self, count: usize, rows: Vec<(usize, Truth)>) -> Truth {
        let sure = rows.iter().filter(|(_, truth)| *truth == Truth::True).count();
        let possible = rows.iter().filter(|(_, truth)| *truth != Truth::False).count();
        match () {
            () if sure >= count => Truth::True,
            () if possible < count => Truth::False,
            () => Truth::Unknown,
        }
    }
}

#[test]
fn rows_of_rows_are_those_that_a_simple_model_finds() {
    let config = Config { cases: cases(400), failure_persistence: None, ..Config::default() };
    // Always the same cases, because some answers are rare.
    let rng = TestRng::deterministic_rng(config.rng_algorithm);
    let mut found = [[0usize; 3]; ASKED.len()];
    let seen = std::cell::RefCell::new(&mut found);
    let told = TestRunner::new_with_rng(config, rng).run(&case(), |case| {
        let (tags, model) = (decided(&case), Model { case: &case });
        for (place, (condition, says)) in ASKED.iter().enumerate() {
            let truth = says(&model);
            let is = |tag: &str| tags.iter().any(|other| other == tag);
            let told = match (is(condition), is(&format!("not {condition}"))) {
                (true, _) => Truth::True,
                (false, true) => Truth::False,
                (false, false) => Truth::Unknown,
            };
            prop_assert_eq!(told, truth, "{}\n{}\n{}", condition, rules(&case), record(&case));
            seen.borrow_mut()[place][truth as usize] += 1;
        }
        Ok(())
    });
    told.unwrap_or_else(|told| panic!("{told}"));
    // Each question has each answer now and then, so that silence is not taken for consent.
    for ((condition, _), answers) in ASKED.iter().zip(&found) {
        assert!(answers.iter().all(|count| *count > 0), "{condition}: {answers:?}");
    }
}
