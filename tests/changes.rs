//! Laws of customers who change between the passes over them: no limit is ever exceeded, whoever
//! was not there from the start competes for nothing, and the run says that something changed.

#[path = "support/changing.rs"]
mod changing;

use changing::Changing;
use flywheel::Program;
use flywheel::run::{Decided, Engine, Rejected};
use flywheel::values::AsOf;
use jiff::civil::date;
use proptest::prelude::*;

const RULES: &str = r#"
customer
  nps: number
  spent: money
reward mug costs $10, every time, budget $30 per calendar month by spent
reward pin every time, at most 4 per 7 days
message best every time
message top every time
stage A
  resting
  when nps ≥ 9 move to B; send pin
  when rank(spent) ≤ 2 send best
  when quintile(spent) is 5 send top
  when spent ≥ $10 give mug
stage B
  resting
  capacity 5 by spent
"#;

/// A line of the same length for every customer, so that lines are in the same places.
fn line((id, nps, spent): &(u8, u8, u8)) -> String {
    format!(
        "{{\"id\":\"c{id:02}\",\"stage\":\"A\",\"nps\":{nps},\"spent\":{:02}}}\n",
        spent % 90 + 10
    )
}

/// What is decided, a line each, and what is wrong with the file.
fn run(texts: &[&str], threads: usize) -> (Vec<String>, Vec<String>) {
    let program = Program::parse("rules.flywheel", RULES).unwrap();
    let plan = program.plan();
    let engine = Engine::new(plan, AsOf::Day(date(2026, 6, 30)));
    assert_eq!(engine.passes(), 4);
    let each = |decided: Result<&Decided<'_, '_>, &Rejected<'_>>| match decided {
        Ok(decided) => {
            let to = &plan.stages[decided.decision.to].name;
            let given = decided.decision.given.iter().map(|given| &*plan.gifts[given.gift].name);
            Ok(format!("{} {to} {}", decided.id.text, given.collect::<Vec<_>>().join(" ")))
        }
        Err(rejected) => Err(format!("{}: {}", rejected.fault.code.id, rejected.fault)),
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let all = pool.install(|| engine.decide_all(&[Changing::new(texts)], each)).unwrap();
    let (decided, faults): (Vec<_>, Vec<_>) = all.into_iter().partition(Result::is_ok);
    (decided.into_iter().flatten().collect(), faults.into_iter().filter_map(Result::err).collect())
}

fn customers(prefix: &str, count: usize, nps: u8) -> String {
    let line = |n: usize| {
        format!("{{\"id\":\"{prefix}{n:03}\",\"stage\":\"A\",\"nps\":{nps},\"spent\":{n}}}\n")
    };
    (10..10 + count).map(line).collect()
}

fn count(decided: &[String], what: &str) -> usize {
    decided.iter().filter(|line| line.split(' ').any(|word| word == what)).count()
}

#[test]
fn a_file_that_is_replaced() {
    let (old, new) = (customers("c", 20, 9), customers("d", 50, 10));
    for texts in [vec![&*old, &new], vec![&old, &old, &new], vec![&old, &old, &old, &new]] {
        let (decided, faults) = run(&texts, 1);
        assert_eq!(decided.len(), 50);
        for what in ["B", "mug", "pin", "best", "top"] {
            assert_eq!(count(&decided, what), 0, "{what}: {texts:?}");
        }
        insta::allow_duplicates! { insta::assert_snapshot!(faults.join("\n")); }
    }
}

#[test]
fn a_log_that_grows() {
    let old = customers("c", 20, 9);
    let new = format!("{old}{}{}", customers("c", 20, 9), customers("e", 1, 9));
    let (as_before, none) = run(&[&old], 1);
    assert_eq!(none, [""; 0]);
    let (decided, faults) = run(&[&old, &old, &old, &new], 1);
    // Also those who come again under an id that has a place.
    assert_eq!(decided[..20], as_before);
    for what in ["B", "mug", "pin", "best", "top"] {
        assert_eq!(count(&decided[20..], what), 0, "{what}");
        assert!(count(&decided[..20], what) > 0, "{what}");
    }
    insta::assert_snapshot!(faults.join("\n"));
}

#[test]
fn a_file_that_shrinks() {
    let old = customers("c", 20, 9);
    let half = &old[..old.len() / 2];
    let (as_before, _) = run(&[&old], 1);
    let (decided, faults) = run(&[&old, &old, &old, half], 1);
    assert_eq!(decided, as_before[..10]);
    insta::assert_snapshot!(faults.join("\n"));
}

#[test]
fn rows_under_another_header_are_others() {
    let rows = "a,A,10,20\nb,A,10,30\n";
    let (old, new) = (format!("id,stage,nps,spent\n{rows}"), format!("id,stage,spent,nps\n{rows}"));
    let (decided, faults) = run(&[&old, &old, &old, &new], 1);
    assert_eq!(decided, ["a A ", "b A "]);
    assert_eq!(faults.len(), 1);
}

proptest! {
    #[test]
    fn no_limit_is_exceeded_and_strangers_get_nothing(
        first in proptest::collection::vec((0u8..30, 8u8..10, 0u8..90), 0..30),
        changes in proptest::collection::vec(
            proptest::collection::vec((0usize..40, (0u8..30, 8u8..10, 0u8..90)), 0..6), 3),
        kept in proptest::collection::vec(0usize..50, 3),
    ) {
        let mut customers = first;
        let mut passes = vec![customers.clone()];
        for (changes, kept) in changes.iter().zip(&kept) {
            for (place, customer) in changes {
                match customers.get_mut(*place) {
                    Some(old) => *old = *customer,
                    None => customers.push(*customer),
                }
            }
            customers.truncate(*kept);
            passes.push(customers.clone());
        }
        let texts: Vec<String> = passes.iter().map(|pass| pass.iter().map(line).collect()).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (decided, faults) = run(&texts, 1);
        prop_assert_eq!(&run(&texts, 3), &(decided.clone(), faults.clone()));
        prop_assert!(count(&decided, "B") <= 5);
        prop_assert!(count(&decided, "mug") <= 3);
        prop_assert!(count(&decided, "pin") <= 4);
        let mut strangers = 0;
        for (place, line) in decided.iter().enumerate() {
            let now = passes[3].get(place);
            if passes[..3].iter().any(|pass| pass.get(place) != now) {
                strangers += 1;
                prop_assert!(line.ends_with(" A "), "{}", line);
            }
        }
        let gone = passes[0].len() - (decided.len() - strangers);
        prop_assert_eq!(faults.len(), usize::from(strangers + gone > 0), "{:?}", faults);
        if faults.is_empty() {
            prop_assert_eq!(run(&texts[..1], 1).0, decided);
        }
    }
}
