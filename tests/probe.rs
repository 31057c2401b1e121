//! What tests leave open: tests at each threshold, and changes to the rules that no test notices.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/invented/mod.rs"]
mod invented;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::sync::OnceLock;

use cases::cases;
use flywheel::Program;
use flywheel::eval::Evaluator;
use flywheel::probe::{Fate, Kind, Mutant, Trials, borders};
use flywheel::problems::{Look, Severity, pretty};
use flywheel::records::Reader;
use flywheel::tools::findings::findings;
use flywheel::tools::rule_test::Runner;
use flywheel::values::AsOf;
use invented::{Choices, Invented, as_of, person};

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

/// What became of the changes to a small program.
fn all_tried(name: &str) -> Option<&'static Vec<(Mutant, Fate)>> {
    static ALL: OnceLock<BTreeMap<String, Vec<(Mutant, Fate)>>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        small().into_iter().map(|(name, text)| (name, tried(&program(&text)))).collect()
    });
    all.get(name)
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
    for (name, _) in small() {
        let mut shown = String::new();
        for (mutant, fate) in all_tried(&name).expect("one of these") {
            let (word, test) = match fate {
                Fate::Refused => continue,
                Fate::Noticed => ("noticed", None),
                Fate::Equal => ("equal", None),
                Fate::Survives { test: None } => ("may be equal", None),
                Fate::Survives { test } => ("survives", test.as_deref()),
            };
            kinds.entry(mutant.kind.name()).or_default().insert(word);
            let now = mutant.becomes.as_deref().unwrap_or("-");
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
    let starter = "examples/starter/rules.flywheel";
    let starter = (starter.to_owned(), fs::read_to_string(starter).expect("an example"));
    for (name, text) in small().into_iter().chain([starter]) {
        let noticed = |text: &str| {
            let trials = Trials::of(&program(text));
            let all = trials.mutants().iter();
            all.filter(|mutant| trials.is_noticed(mutant) == Some(true)).count()
        };
        let tried = || tried(&program(&text));
        let (before, all) = (noticed(&text), all_tried(&name).cloned().unwrap_or_else(tried));
        let made = borders(&program(&text)).tests;
        pastes(&text, &made);
        let with_borders = format!("{text}\n{}", made.join("\n"));
        let between = noticed(&with_borders);
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
        let after = noticed(&survivors);
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
/// change that is called equal makes no difference to people who were invented too.
#[test]
fn invented_programs() {
    let (mut made, mut shown, mut equal, mut tried) = (0, 0, 0, 0);
    for seed in 0..u64::from(cases(3)) {
        let choices = &mut Choices::rolled(seed);
        let Invented { rules, schema } = Invented::program(choices);
        let Ok(program) = Program::parse("rules.flywheel", &rules) else { continue };
        let tests = borders(&program).tests;
        made += tests.len();
        pastes(&rules, &tests);
        let trials = Trials::of(&program);
        for mutant in trials.mutants().iter().step_by(10) {
            match trials.attempt(mutant) {
                Fate::Survives { test: Some(test) } => {
                    shown += 1;
                    let pasted = Program::parse("rules.flywheel", &format!("{rules}\n{test}"));
                    let failing_today = failing(&pasted.expect("it checks"));
                    assert!(failing_today.is_empty(), "{rules}\n{mutant:?}\n{test}");
                    let changed = trials.changed_with(mutant, &test).expect("it checks");
                    assert_eq!(failing(&changed).len(), 1, "{rules}\n{mutant:?}\n{test}");
                }
                Fate::Equal => {
                    equal += 1;
                    let changed = trials.changed(mutant).expect("it checks");
                    for _ in 0..20 {
                        let (person, as_of) = (person(&schema, choices), as_of(choices));
                        let one = happens(&program, &person, &as_of);
                        let other = happens(&changed, &person, &as_of);
                        let person = person.escape_ascii();
                        assert_eq!(one, other, "{rules}\n{mutant:?}\n{person} as of {as_of}");
                    }
                }
                Fate::Refused | Fate::Noticed | Fate::Survives { test: None } => {}
            }
            tried += 1;
        }
    }
    println!("{made} tests, {shown} of {tried} changes shown, {equal} equal");
    assert!(made > 0 && shown > 0 && equal > 0, "{made} {shown} {equal} {tried}");
}

/// What happens to somebody by a program; nothing where the record is rejected.
fn happens(program: &Program, person: &[u8], as_of: &str) -> Option<String> {
    let plan = program.plan();
    let record = Reader::new(&plan.needs).read(person).ok()?;
    let as_of = AsOf::parse(as_of, &plan.zone).ok()?;
    let decision = Evaluator::new(plan, as_of).decide(&record).ok()?;
    let moves: Vec<usize> = decision.moves.iter().map(|moved| moved.to).collect();
    let given: Vec<usize> = decision.given.iter().map(|given| given.gift).collect();
    Some(format!("{moves:?} {given:?} {:?} {:?}", decision.tags, decision.untags))
}
