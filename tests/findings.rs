//! What is proved about rules that are each in order: planted faults, each with what is said of it, and
//! traps, of which nothing is said.

use flywheel::Program;
use flywheel::eval::Evaluator;
use flywheel::problems::{Look, Problems, Sources, pretty};
use flywheel::records::Reader;
use flywheel::tools::findings::findings;
use flywheel::tools::rule_test::Runner;
use flywheel::values::AsOf;

const BASE: &str = include_str!("findings/base.flywheel");
const FAULTS: &str = include_str!("findings/faults.flywheel");
const TRAPS: &str = include_str!("findings/traps.flywheel");

fn program(case: &str) -> Program {
    let text = format!("{BASE}{case}");
    Program::parse("rules.flywheel", &text).unwrap_or_else(|refused| {
        panic!("{case}\n{}", pretty(&refused.sources, &refused.problems, Look::PLAIN))
    })
}

fn found(program: &Program) -> (Sources, Problems) {
    (program.sources().clone(), findings(program.model(), program.plan()))
}

/// Each fault is found, at its place, with a customer who shows it where somebody can.
#[test]
fn planted_faults() {
    let mut report = String::new();
    for case in FAULTS.split("\n---\n") {
        let (sources, problems) = found(&program(case));
        let drawn = pretty(&sources, &problems, Look::PLAIN);
        let drawn = if drawn.is_empty() { "nothing\n".to_owned() } else { drawn };
        report += &format!("{}\n\n{drawn}{}\n", case.trim_end(), "=".repeat(78));
    }
    insta::assert_snapshot!(report);
}

#[test]
fn each_planted_fault_is_one_problem() {
    let mut wrong = String::new();
    for case in FAULTS.split("\n---\n") {
        let (sources, problems) = found(&program(case));
        if problems.iter().count() != 1 {
            wrong += &format!("{case}\n{}", pretty(&sources, &problems, Look::PLAIN));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn nothing_is_said_of_what_only_looks_wrong() {
    let mut wrong = String::new();
    for case in TRAPS.split("\n---\n") {
        let (sources, problems) = found(&program(case));
        if !problems.is_empty() {
            wrong += &format!("{case}\n{}", pretty(&sources, &problems, Look::PLAIN));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What is shown as an example passes as a test of the same file, and settles what is settled by one.
#[test]
fn examples_pass_as_tests() {
    let mut examples = 0;
    for case in FAULTS.split("\n---\n") {
        let (_, problems) = found(&program(case));
        for problem in problems.iter() {
            let Some(example) = &problem.example else { continue };
            examples += 1;
            let pasted = program(&format!("{case}\n{example}"));
            let runner = Runner::new(pasted.model(), pasted.plan(), pasted.sources());
            let mut coverage = runner.coverage();
            for test in &pasted.model().tests {
                let outcome = runner.run(test, &mut coverage);
                let problems = pretty(pasted.sources(), &outcome.problems, Look::PLAIN);
                assert!(outcome.passed(), "{case}\n{example}\n{problems}");
            }
            let (_, left) = found(&pasted);
            let settled = left.iter().all(|left| left.code != problem.code);
            assert_eq!(settled, problem.code.id == "conflict", "{case}\n{example}");
        }
    }
    assert!(examples >= 8, "{examples}");
}

/// The customer of an example is a record for which `flywheel eval` decides what the example expects.
#[test]
fn customers_are_records() {
    let mut customers = 0;
    for case in FAULTS.split("\n---\n") {
        let program = program(case);
        let (_, problems) = found(&program);
        for problem in problems.iter() {
            let (Some(example), Some(customer)) = (&problem.example, &problem.customer) else {
                continue;
            };
            customers += 1;
            let expected = example.lines().find_map(|line| line.trim().strip_prefix("expect "));
            let expected = expected.expect("an example expects something");
            assert!(example.contains(&format!("on {}", customer.as_of)), "{example}");
            let plan = program.plan();
            let reader = Reader::new(&plan.needs);
            let record = customer.record.to_string();
            let record = reader.read(record.as_bytes()).unwrap_or_else(|fault| {
                panic!("{case}\n{example}\n{record}\n{fault}");
            });
            let as_of = AsOf::parse(&customer.as_of, &plan.zone).expect("a day");
            let decision = Evaluator::new(plan, as_of).decide(&record).expect("a decision");
            let moved = decision.moves.first().map(|moved| &plan.stages[moved.to].name);
            match moved {
                Some(to) => assert!(expected.contains(&format!("move to {to}")), "{example}"),
                None => assert!(!expected.contains("move to"), "{example}"),
            }
            for given in &decision.given {
                let name = &plan.gifts[given.gift].name;
                assert!(expected.contains(&**name), "{example}\n{name}");
            }
            let nothing = decision.given.is_empty() && moved.is_none() && decision.tags.is_empty();
            assert_eq!(expected == "nothing", nothing, "{example}");
        }
    }
    assert!(customers >= 8, "{customers}");
}
