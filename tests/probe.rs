//! What tests leave open: tests at each threshold, and changes to the rules that no test notices.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/invented/mod.rs"]
mod invented;
#[path = "support/questions.rs"]
mod questions;

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::sync::Arc;

use cases::cases;
use flywheel::Program;
use flywheel::probe::{Fate, Kind, Mutant, Trials, borders};
use flywheel::problems::{Look, Severity, pretty};
use flywheel::tools::findings::findings;
use flywheel::tools::rule_test::Runner;
use questions::questions;

fn program(text: &str) -> Program {
    Program::load("rules.flywheel", text, &|path| {
        fs::read_to_string(path).map_err(|error| error.to_string())
    })
    .unwrap_or_else(|refused| {
        panic!("{text}\n{}", pretty(&refused.sources, &refused.problems, Look::PLAIN))
    })
}

/// The titles of the tests of a program that fail.
fn failing(program: &Program) -> Vec<String> {
    let runner = Runner::new(program.model(), program.plan(), program.sources());
    let mut coverage = runner.coverage();
    let tests = program.model().tests.iter();
    let failing = tests.filter(|test| !runner.run(test, &mut coverage).passed());
    failing.map(|test| test.title.clone()).collect()
}

/// Everything that is said about a program.
fn warnings(program: &Program) -> usize {
    let own = program.warnings().iter().count();
    own + findings(program.model(), program.plan()).count(Severity::Warning)
}

fn tried(program: &Program) -> Vec<(Mutant, Fate)> {
    let trials = Trials::of(program);
    let fates = trials.mutants().iter().map(|mutant| (mutant.clone(), trials.attempt(mutant)));
    fates.filter(|(_, fate)| *fate != Fate::Refused).collect()
}

/// Small programs, by what they are about.
fn small() -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = fs::read_dir("tests/probe")
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("a file"))
        })
        .collect();
    all.sort();
    all
}

#[test]
fn tests_at_thresholds() {
    for (name, text) in small() {
        let program = program(&text);
        let made = borders(&program);
        let unmade = made.unmade.iter().map(|unmade| {
            let clause = program.sources().line(unmade.at);
            format!("no test for `{clause}`: {}\n", unmade.why)
        });
        let shown = made.tests.join("\n") + "\n" + &unmade.collect::<String>();
        insta::assert_snapshot!(format!("borders_{name}"), shown);
    }
}

#[test]
fn changes_that_tests_notice_or_not() {
    let mut kinds: BTreeMap<&str, HashSet<&str>> = BTreeMap::new();
    for (name, text) in small() {
        let mut shown = String::new();
        for (mutant, fate) in tried(&program(&text)) {
            let (word, test) = match &fate {
                Fate::Refused => continue,
                Fate::Noticed => ("noticed", None),
                Fate::Equal => ("equal", None),
                Fate::Survives { test: None } => ("may be equal", None),
                Fate::Survives { test } => ("survives", test.as_deref()),
            };
            kinds.entry(mutant.kind.name()).or_default().insert(word);
            let now = mutant.now.as_deref().unwrap_or("-");
            shown += &format!("{word:<13} {}: {} → {now}\n", mutant.kind.name(), mutant.was);
            shown += test.unwrap_or_default();
        }
        insta::assert_snapshot!(format!("mutants_{name}"), shown);
    }
    for kind in ALL {
        let seen = kinds.get(kind.name()).cloned().unwrap_or_default();
        for word in ["noticed", "survives", "equal"] {
            assert!(seen.contains(word), "no {} is {word}: {kinds:?}", kind.name());
        }
    }
}

const ALL: [Kind; 12] = [
    Kind::Comparison,
    Kind::Threshold,
    Kind::Length,
    Kind::Joining,
    Kind::Opposite,
    Kind::Part,
    Kind::Order,
    Kind::Rule,
    Kind::Action,
    Kind::HowOften,
    Kind::Cap,
    Kind::Pause,
];

/// Tests that were made pass where they are pasted, are called differently, and make no warnings.
fn pastes(text: &str, tests: &[String]) -> Program {
    let before = program(text);
    let pasted = program(&format!("{text}\n{}", tests.join("\n")));
    assert_eq!(failing(&pasted), failing(&before), "{text}\n{}", tests.join("\n"));
    assert!(warnings(&pasted) <= warnings(&before), "{text}\n{}", tests.join("\n"));
    let titles = pasted.model().tests.iter().map(|test| &test.title);
    assert_eq!(titles.clone().collect::<HashSet<_>>().len(), titles.count());
    pasted
}

#[test]
fn tests_that_are_made_pass_and_notice_more() {
    let mut report = String::new();
    for (name, text) in small() {
        let noticed = |text: &str| {
            let tried = tried(&program(text));
            let noticed = tried.iter().filter(|(_, fate)| *fate == Fate::Noticed).count();
            (noticed, tried)
        };
        let (before, all) = noticed(&text);
        let made = borders(&program(&text)).tests;
        pastes(&text, &made);
        let with_borders = format!("{text}\n{}", made.join("\n"));
        let (between, _) = noticed(&with_borders);
        let mut survivors = text.clone();
        for test in all.iter().filter_map(|(_, fate)| match fate {
            Fate::Survives { test } => test.as_ref(),
            Fate::Refused | Fate::Noticed | Fate::Equal => None,
        }) {
            // Two changes may be called the same.
            if !survivors.contains(test.lines().next().expect("a title")) {
                survivors += &format!("\n{test}");
            }
        }
        let (after, _) = noticed(&survivors);
        report += &format!(
            "{name}: {before} of {} noticed, {between} with tests at thresholds, {after} with \
             those of survivors\n",
            all.len()
        );
        assert!(before <= between && before < after, "{report}");
    }
    insta::assert_snapshot!(report);
}

/// Of programs that nobody thought of, tests that are made pass, those of survivors notice, and a
/// change that is called equal makes no difference to customers who were invented too.
#[test]
fn invented_programs() {
    let mut known = HashSet::new();
    let (mut made, mut shown, mut equal, mut asked) = (0, 0, 0, 0);
    questions(cases(12), |question, _| {
        let plan = question.program.plan();
        if known.len() >= 6 || !known.insert(Arc::as_ptr(plan) as usize) {
            return Ok(());
        }
        let text = question.program.sources().get(flywheel::problems::FileId(0)).text.clone();
        let tests = borders(question.program).tests;
        made += tests.len();
        pastes(&text, &tests);
        let trials = Trials::of(question.program);
        for mutant in trials.mutants().iter().step_by(4) {
            match trials.attempt(mutant) {
                Fate::Survives { test: Some(test) } => {
                    shown += 1;
                    pastes(&text, &[test]);
                }
                Fate::Equal => equal += 1,
                Fate::Refused | Fate::Noticed | Fate::Survives { test: None } => {}
            }
            asked += 1;
        }
        Ok(())
    });
    println!("{} programs: {made} tests, {shown} of {asked} shown, {equal} equal", known.len());
    assert!(made > 0 && shown > 0, "{made} {shown} {asked}");
}
