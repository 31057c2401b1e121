//! A comparison counts what two whole runs show: of programs and customers that nobody thought of.
#![cfg(feature = "cli")]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/invented/mod.rs"]
mod invented;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use cases::seeds;
use flywheel::Program;
use invented::{Choices, Invented, as_of, person};
use serde_json::Value;
use support::Test;

/// What is decided for each customer, by id: the stage, the gifts with what they are for, and the tags.
type Decided = BTreeMap<String, (String, BTreeSet<String>, BTreeSet<String>, BTreeSet<String>)>;

/// Two rule files and customers.
struct Case {
    old: String,
    new: String,
    customers: Vec<u8>,
    as_of: String,
}

impl Case {
    fn invent(seed: u64) -> Option<Case> {
        let mut choices = Choices::rolled(seed);
        let invented = Invented::program(&mut choices);
        Program::parse("old.flywheel", &invented.rules).ok()?;
        // The rows of tables are in files of their own.
        if invented.rules.contains("from table") {
            return None;
        }
        let new = changed(&invented.rules, &mut choices)?;
        let mut customers = Vec::new();
        for _ in 0..40 {
            customers.extend(person(&invented.schema, &mut choices));
            customers.push(b'\n');
        }
        Some(Case { old: invented.rules, new, customers, as_of: as_of(&mut choices) })
    }

    fn run(&self, args: &str) -> (i32, String, String) {
        let test = Test::new().bytes("old.flywheel", self.old.as_bytes());
        let test = test.bytes("new.flywheel", self.new.as_bytes());
        let test = test.bytes("customers.ndjson", &self.customers);
        test.args(args).args("--input ndjson --as-of").arg(&self.as_of).output()
    }

    fn decided(&self, rules: &str) -> Decided {
        let (_, stdout, _) = self.run(&format!("eval {rules} customers.ndjson --format ndjson"));
        let mut all = Decided::new();
        for line in stdout.lines() {
            let decision: Value = serde_json::from_str(line).unwrap();
            let texts = |key: &str| -> BTreeSet<String> {
                let all = decision[key].as_array().into_iter().flatten();
                all.map(|one| match one.get("gift") {
                    Some(gift) => format!("{gift} {:?}", one.get("for")),
                    None => one.to_string(),
                })
                .collect()
            };
            let told = (decision["to"].to_string(), texts("given"), texts("tags"), texts("untags"));
            all.insert(decision["id"].to_string(), told);
        }
        all
    }

    fn diff(&self, old: &str, new: &str) -> Value {
        let (status, stdout, stderr) =
            self.run(&format!("diff {old} {new} customers.ndjson --format json"));
        assert!([0, 3].contains(&status), "{stderr}\n{}\n{}", self.old, self.new);
        serde_json::from_str(&stdout).unwrap()
    }
}

/// The rules with some numbers changed, so that they still check.
fn changed(rules: &str, choices: &mut Choices<'_>) -> Option<String> {
    let stages = rules.find("\nstage ")?;
    let digits = |rules: &str| -> Vec<usize> {
        let letters = rules.char_indices().skip_while(|(at, _)| *at < stages);
        letters.filter(|(_, letter)| letter.is_ascii_digit()).map(|(at, _)| at).collect()
    };
    let mut new = rules.to_owned();
    // Programs are checked slowly, so several changes are tried at once.
    for _ in 0..6 {
        let mut other = new.clone();
        for _ in 0..4 {
            let Some(at) = choices.any(&digits(&other)) else { break };
            let digit = choices.of(&["0", "1", "2", "4", "8"]);
            other.replace_range(at..=at, digit);
        }
        if Program::parse("new.flywheel", &other).is_ok() {
            new = other;
        }
    }
    (new != rules).then_some(new)
}

fn sum(all: &Value, of: &str, is: impl Fn(&Value) -> bool) -> u64 {
    let all = all.as_array().unwrap().iter().filter(|one| is(one));
    all.map(|one| one[of].as_u64().unwrap()).sum()
}

#[test]
fn counts_are_those_of_two_whole_runs() {
    let (mut tried, mut differing) = (0, 0);
    for case in seeds(120).filter_map(Case::invent).take(16) {
        let (old, new) = (case.decided("old.flywheel"), case.decided("new.flywheel"));
        let told = case.diff("old.flywheel", "new.flywheel");
        let ids: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        let about = format!("{}\n---\n{}\nas of {}\n{told}", case.old, case.new, case.as_of);
        assert_eq!(told["customers"], ids.len(), "{about}");
        let different = ids.iter().filter(|id| old.get(**id) != new.get(**id)).count();
        assert_eq!(told["different"], different, "{about}");
        let both = || ids.iter().filter_map(|id| Some((old.get(*id)?, new.get(*id)?)));
        let moved = both().filter(|(old, new)| old.0 != new.0).count() as u64;
        assert_eq!(sum(&told["stages"], "customers", |_| true), moved, "{about}");
        let gained: usize = both().map(|(old, new)| new.1.difference(&old.1).count()).sum();
        let lost: usize = both().map(|(old, new)| old.1.difference(&new.1).count()).sum();
        for (change, count) in [("gained", gained), ("lost", lost)] {
            let told = sum(&told["gifts"], "gifts", |one| one["change"] == change);
            assert_eq!(told, count as u64, "{change}: {about}");
        }
        let tags: usize = both()
            .map(|(old, new)| {
                old.2.symmetric_difference(&new.2).count()
                    + old.3.symmetric_difference(&new.3).count()
            })
            .sum();
        assert_eq!(sum(&told["tags"], "customers", |_| true), tags as u64, "{about}");
        let one_sided = ["left_out", "without_stage", "rejected"];
        let one_sided: u64 =
            one_sided.iter().map(|key| sum(&told[key], "customers", |_| true)).sum();
        assert_eq!(one_sided as usize, ids.len() - both().count(), "{about}");
        tried += 1;
        differing += usize::from(different > 0);
    }
    assert!(tried >= 10 && differing * 4 > tried, "{differing} of {tried} cases differ");
}

#[test]
fn a_program_compared_with_itself_changes_nothing() {
    for case in seeds(60).filter_map(Case::invent).take(6) {
        let told = case.diff("old.flywheel", "old.flywheel");
        assert_eq!((&told["rules"], &told["different"]), (&"same".into(), &0.into()));
        for key in [
            "stages",
            "gifts",
            "recosted",
            "tags",
            "left_out",
            "without_stage",
            "rejected",
            "first",
        ] {
            assert_eq!(told[key].as_array().map(Vec::len), Some(0), "{key}: {told}");
        }
        let back = case.diff("new.flywheel", "old.flywheel");
        assert_eq!(case.diff("old.flywheel", "new.flywheel")["different"], back["different"]);
    }
}

/// The same without what only a replay says, and without what it does not say.
fn of_one_day(told: &str, day: &str) -> Value {
    let told = told.replace(&format!("as of {day}: "), "");
    let mut told: Value = serde_json::from_str(&told).unwrap();
    let all = told.as_object_mut().unwrap();
    all.remove("replay");
    if let Some(other_days) = all.remove("other_days") {
        assert_eq!(other_days.as_array().map(Vec::len), Some(0), "{other_days}");
    }
    for gift in told["gifts"].as_array_mut().unwrap() {
        gift.as_object_mut().unwrap().remove("withheld");
    }
    for one in told["first"].as_array_mut().unwrap() {
        if let Some(on) = one.as_object_mut().unwrap().remove("on") {
            assert_eq!(on, day);
        }
    }
    told
}

#[test]
fn a_replay_of_one_day_is_that_day() {
    let (mut tried, mut differing) = (0, 0);
    for case in seeds(160).filter_map(Case::invent).take(16) {
        let day = &case.as_of[..10];
        let diff = |when: &str| {
            let test = Test::new().bytes("old.flywheel", case.old.as_bytes());
            let test = test.bytes("new.flywheel", case.new.as_bytes());
            let test = test.bytes("customers.ndjson", &case.customers);
            let all =
                "diff old.flywheel new.flywheel customers.ndjson --input ndjson --format json";
            let (status, stdout, stderr) = test.args(&format!("{all} {when}")).output();
            assert!([0, 3].contains(&status), "{stderr}\n{}\n{}", case.old, case.new);
            of_one_day(&stdout, day)
        };
        let plain = diff(&format!("--as-of {day}"));
        let over = diff(&format!("--from {day} --to {day}"));
        assert_eq!(plain, over, "{}\n---\n{}\nas of {day}", case.old, case.new);
        tried += 1;
        differing += usize::from(plain["different"] != 0);
    }
    assert!(tried >= 10 && differing * 4 > tried, "{differing} of {tried} cases differ");
}
