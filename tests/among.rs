//! Laws of what customers compete for: nothing is ever overspent, the better come first, and
//! neither the order of the records nor how they are dealt out to threads matters.

#[path = "support/cases.rs"]
mod cases;

use std::collections::BTreeMap;

use cases::cases;
use flywheel::Program;
use flywheel::eval::{Decision, Evaluator, Reason, Record, Survey};
use flywheel::records::Reader;
use flywheel::values::AsOf;
use proptest::prelude::*;

const RULES: &str = r#"
customer
  spent: money
  keen: yes/no
reward card costs $30, every time, budget $100 per calendar month by spent
reward pin every time, at most 3 per 7 days by spent
stage A
  resting
  when keen move to B; give pin
  when keen move to C
  when spent is known or keen is missing give card
stage B
  resting
  capacity 4 by spent, when full move lowest spent to C
  when spent ≥ $90 move to C
stage C
  resting
  when keen move to D
stage D
  resting
  capacity 3
"#;

/// A customer: stage, money spent, whether keen, days since a card.
type Person = (u8, Option<u8>, Option<bool>, Option<u8>);

fn record(index: usize, (stage, spent, keen, card): &Person) -> String {
    let stage = ["A", "B", "C", "D"][usize::from(*stage)];
    let mut fields = vec![format!(r#""id":"c{index:03}","stage":"{stage}""#)];
    fields.extend(spent.map(|spent| format!(r#""spent":{spent}"#)));
    fields.extend(keen.map(|keen| format!(r#""keen":{keen}"#)));
    fields.extend(
        card.map(|day| {
            format!(r#""given":[{{"name":"card","at":"2026-06-{:02}"}}]"#, day % 29 + 1)
        }),
    );
    format!("{{{}}}", fields.join(","))
}

/// What is decided for each, by id, when they come in these parts, one part to a thread.
fn decided(program: &Program, parts: &[Vec<String>]) -> BTreeMap<String, Decision> {
    let plan = program.plan();
    let reader = Reader::new(&plan.needs);
    let read = |part: &Vec<String>| -> Vec<Record<'static>> {
        let text: &'static [String] = part.clone().leak();
        text.iter().map(|record| reader.read(record.as_bytes()).unwrap()).collect()
    };
    let parts: Vec<Vec<Record<'static>>> = parts.iter().map(read).collect();
    let mut evaluator = Evaluator::new(plan, AsOf::parse("2026-06-30", &plan.zone).unwrap());
    for phase in evaluator.phases() {
        let mut whole = Survey::default();
        for part in &parts {
            let mut survey = Survey::default();
            for record in part {
                evaluator.look(phase, record, &mut survey).unwrap();
            }
            whole.merge(survey);
        }
        evaluator = evaluator.knowing(phase, whole);
    }
    let all = parts.iter().flatten();
    all.map(|record| (record.id.text.to_string(), evaluator.decide_among(record).unwrap()))
        .collect()
}

fn person() -> impl Strategy<Value = Person> {
    let spent = proptest::option::weighted(0.8, 0u8..100);
    let keen = proptest::option::weighted(0.9, any::<bool>());
    (0u8..4, spent, keen, proptest::option::weighted(0.1, 0u8..29))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(200)))]

    #[test]
    fn nothing_is_overspent_and_order_does_not_matter(
        people in proptest::collection::vec(person(), 0..40),
        cut in 0usize..40,
        seed in any::<u64>(),
    ) {
        let program = Program::parse("rules", RULES).unwrap();
        let records: Vec<String> =
            people.iter().enumerate().map(|(index, person)| record(index, person)).collect();
        let decisions = decided(&program, std::slice::from_ref(&records));

        let mut shuffled = records.clone();
        shuffled.sort_by_key(|record| {
            record.bytes().fold(seed, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()))
        });
        let rest = shuffled.split_off(cut.min(shuffled.len()));
        prop_assert_eq!(&decided(&program, &[shuffled, rest]), &decisions);

        let (card, pin) = (0, 1);
        let times = |gift: usize| {
            let given = decisions.values().flat_map(|decision| &decision.given);
            given.filter(|given| given.gift == gift).count()
        };
        let before = people.iter().filter(|person| person.3.is_some()).count();
        prop_assert!(times(card) == 0 || (before + times(card)) * 30 <= 100);
        prop_assert!(times(pin) <= 3);

        for (stage, capacity) in [(1, 4), (3, 3)] {
            let before = people.iter().filter(|person| usize::from(person.0) == stage).count();
            let came = decisions.values().filter(|d| d.to == stage && d.from != Some(stage));
            let after = decisions.values().filter(|decision| decision.to == stage).count();
            prop_assert!(came.count() == 0 || after <= capacity, "{before} then {after}");
        }
    }

    #[test]
    fn the_better_come_first(people in proptest::collection::vec(person(), 0..40)) {
        let program = Program::parse("rules", RULES).unwrap();
        let records: Vec<String> =
            people.iter().enumerate().map(|(index, person)| record(index, person)).collect();
        let decisions = decided(&program, &[records]);
        // By what was spent, unknown last, then by id: nobody who misses a card comes before one
        // who gets it.
        let place = |index: usize| (people[index].1.is_none(), 255 - people[index].1.unwrap_or(0), index);
        let (mut last_given, mut first_missed) = (None, None);
        for (index, decision) in decisions.values().enumerate() {
            if decision.given.iter().any(|given| given.gift == 0) {
                last_given = last_given.max(Some(place(index)));
            }
            let missed = |w: &&flywheel::eval::Withheld| w.gift == 0 && w.reason == Reason::Budget;
            if decision.withheld.iter().any(|withheld| missed(&withheld)) {
                let missed = place(index);
                first_missed = Some(first_missed.map_or(missed, |first: (bool, u8, usize)| first.min(missed)));
            }
        }
        if let (Some(given), Some(missed)) = (last_given, first_missed) {
            prop_assert!(given < missed);
        }
    }
}
