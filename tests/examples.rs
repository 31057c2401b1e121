//! Every folder of `examples/` that says what its rules decide: they check without a word, decide
//! what stands there, whatever the order of the customers and the number of threads, and pass the
//! tests that are written in them.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use flywheel::Program;
use flywheel::tools::rule_test::Runner;
use flywheel::tools::simulate::Outcome;
use support::Test;

/// An example: `NAME/NAME.flywheel` with customers and what is decided for them.
struct Example {
    name: String,
    rules: String,
    customers: String,
    decisions: String,
}

impl Example {
    fn all() -> Vec<Example> {
        let within = |folder: &str| {
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
        };
        let mut folders: Vec<PathBuf> =
            [within("examples"), within("examples/loyalty-programs")].concat();
        folders.retain(|folder| folder.join("decisions.ndjson").exists());
        folders.sort();
        folders.iter().map(|folder| Example::of(folder)).collect()
    }

    fn of(folder: &Path) -> Example {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let read = |file: &str| fs::read_to_string(folder.join(file)).unwrap();
        Example {
            rules: read(&format!("{name}.flywheel")),
            customers: read("customers.ndjson"),
            decisions: read("decisions.ndjson"),
            name,
        }
    }

    /// The day that a comment at the beginning of the rules names.
    fn as_of(&self) -> &str {
        let comment = self.rules.lines().find_map(|line| line.strip_prefix("# as of "));
        comment.unwrap_or_else(|| panic!("{} does not say `# as of DAY`", self.name)).trim()
    }

    fn program(&self) -> Program {
        Program::parse(&self.name, &self.rules)
            .unwrap_or_else(|refused| panic!("{}: {:#?}", self.name, refused.problems))
    }

    /// What `flywheel eval` decides for these customers, a line each, and what it rejects.
    fn eval(&self, customers: &str, threads: usize) -> (String, String) {
        let (code, decisions, said) = Test::new()
            .bytes("rules.flywheel", self.rules.as_bytes())
            .bytes("customers.ndjson", customers.as_bytes())
            .args("eval rules.flywheel customers.ndjson --format ndjson")
            .args(&format!("--as-of {} --threads {threads}", self.as_of()))
            .output();
        assert_eq!(code, 3, "{}: one record is rejected\n{said}", self.name);
        (decisions, said)
    }
}

#[test]
fn there_is_one_for_each_lifecycle() {
    let names: Vec<String> = Example::all().into_iter().map(|example| example.name).collect();
    for name in ["advocacy", "ecommerce", "lifecycle", "marketing", "airline", "coffee", "leads"] {
        assert!(names.iter().any(|other| other == name), "{name} is missing");
    }
}

#[test]
fn rules_are_without_problems() {
    for example in Example::all() {
        let program = example.program();
        assert!(program.warnings().is_empty(), "{}: {:#?}", example.name, program.warnings());
    }
}

#[test]
fn decisions_are_those_that_were_checked_by_hand() {
    for example in Example::all() {
        for threads in [1, 4] {
            let (decisions, said) = example.eval(&example.customers, threads);
            for (decided, expected) in decisions.lines().zip(example.decisions.lines()) {
                assert_eq!(decided, expected, "{} with {threads} threads", example.name);
            }
            assert_eq!(decisions, example.decisions, "{}", example.name);
            let last = example.customers.lines().count();
            assert_eq!(said.matches("rejected[").count(), 1, "{}: {said}", example.name);
            assert!(
                said.contains(&format!("customers.ndjson:{last}:")),
                "{}: {said}",
                example.name
            );
        }
    }
}

#[test]
fn the_order_of_the_customers_does_not_matter() {
    for example in Example::all() {
        let expected = by_id(&example.decisions);
        let mut lines: Vec<&str> = example.customers.lines().collect();
        for round in 1..=3 {
            shuffle(&mut lines, round);
            let (decisions, _) = example.eval(&(lines.join("\n") + "\n"), 4);
            assert_eq!(by_id(&decisions), expected, "{} in round {round}", example.name);
        }
    }
}

#[test]
fn tests_in_the_rules_pass_and_fire_every_rule() {
    // Whoever is tested is alone, and so is in the lowest fifth of all: customers.ndjson shows it.
    const NEEDS_OTHERS: &[&str] = &["Best customers, compared with all others"];
    for example in Example::all() {
        let program = example.program();
        let runner = Runner::new(program.model(), program.plan(), program.sources());
        let mut coverage = runner.coverage();
        for test in &program.model().tests {
            let outcome = runner.run(test, &mut coverage);
            assert!(outcome.passed(), "{}: {:#?}", example.name, outcome);
        }
        for rule in &coverage.rules {
            let is_shown = rule.fired > 0 || NEEDS_OTHERS.contains(&rule.label.as_str());
            assert!(is_shown, "{}: no test fires {}", example.name, rule.label);
        }
        for stage in &coverage.stages {
            assert!(stage.entered > 0, "{}: no test enters {}", example.name, stage.name);
        }
        for gift in &coverage.gifts {
            assert!(gift.given > 0, "{}: no test gives {}", example.name, gift.name);
        }
    }
}

#[test]
fn one_prospect_for_each_advocate_makes_47_more() {
    for name in ["ecommerce", "advocacy"] {
        let program = Example::of(&Path::new("examples").join(name)).program();
        let outcome = Outcome::of(program.model(), &program.model().simulations[0], 5);
        let entered: Vec<String> =
            outcome.entered().iter().map(|count| count.to_string()).collect();
        assert_eq!(entered, ["100", "132", "142", "145", "147"], "{name}");
    }
}

/// Decisions by whom they are about.
fn by_id(decisions: &str) -> BTreeMap<String, String> {
    let id = |line: &str| {
        let decision: serde_json::Value = serde_json::from_str(line).unwrap();
        decision["id"].to_string()
    };
    decisions.lines().map(|line| (id(line), line.to_owned())).collect()
}

/// Another order, the same in each run.
fn shuffle(lines: &mut [&str], mut seed: u64) {
    for place in (1..lines.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from(seed >> 33).unwrap() % (place + 1);
        lines.swap(place, other);
    }
}

#[test]
fn rows_of_tables_belong_to_their_customers() {
    let folder = "examples/tables";
    let read = |file: &str| fs::read(Path::new(folder).join(file)).unwrap();
    let mut test = Test::new().args("eval tables.flywheel customers.csv --as-of 2026-03-31");
    for file in ["tables.flywheel", "customers.csv", "orders.csv", "lines.csv", "surveys.csv"] {
        test = test.bytes(file, &read(file));
    }
    let tables = "--table orders=orders.csv --table lines=lines.csv --table surveys=surveys.csv";
    let (code, decisions, said) = test.args(tables).args("--format ndjson").output();
    assert_eq!((code, &*decisions), (0, &*String::from_utf8(read("expected.ndjson")).unwrap()));
    let left_out = "1 row of the table \"orders\" belongs to no customer and was left out: \
        no customer has the id \"c-9\"";
    assert!(said.contains(left_out), "{said}");
}
