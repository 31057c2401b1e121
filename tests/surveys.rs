//! What customers compete for, worked out a second time, by walking through lists of all of them:
//! surveys must come to the same, however customers are dealt out to parts and whatever a survey has let go of.

#[path = "support/cases.rs"]
mod cases;

use std::collections::BTreeMap;

use cases::cases;
use flywheel::Program;
use flywheel::eval::{Decision, Evaluator, Record, Survey};
use flywheel::records::Reader;
use flywheel::values::AsOf;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A customer, by numbers so small that many are equal.
#[derive(Clone, Debug)]
struct Person {
    stage: Option<&'static str>,
    x: Option<u8>,
    y: Option<u8>,
    s: Option<bool>,
    t: Option<bool>,
    gifts: bool,
    cost: Option<u8>,
    things: u8,
    /// What cards cost that they were given before; less than nothing for one that was returned.
    before: Option<i8>,
}

/// How much there is of everything.
#[derive(Clone, Copy, Debug)]
struct Limits {
    s: u64,
    t: u64,
    cards: i64,
    pins: i64,
    mugs: i64,
    lowest: bool,
}

fn rules(limits: Limits) -> Program {
    let Limits { s, t, cards, pins, mugs, lowest } = limits;
    let first = if lowest { "lowest" } else { "highest" };
    let text = format!(
        r#"
customer
  x: number
  y: number
  s: yes/no
  t: yes/no
  gifts: yes/no
  cost: money
  things: events with size number key "k"
reward card costs cost, every time, budget ${cards} per calendar month by x
reward pin every time, at most {pins} per 7 days by y
reward mug costs cost, budget ${mugs} per calendar month by y
any stage
  when gifts give card; give pin; give mug for each thing
stage P
  when s move to S
  when t move to T
stage Q
  when t move to T
  when s move to S
stage S
  resting
  capacity {s} by x, when full move {first} y to W
  when t move to T
stage T
  resting
  capacity {t} by y
stage W
  resting
"#
    );
    Program::parse("rules", &text).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn record(index: usize, person: &Person) -> String {
    let mut fields = vec![format!(r#""id":"{}""#, id(index))];
    fields.extend(person.stage.map(|stage| format!(r#""stage":"{stage}""#)));
    let numbers = [("x", person.x), ("y", person.y), ("cost", person.cost)];
    let numbers = numbers.iter().filter_map(|(name, number)| Some((name, (*number)?)));
    fields.extend(numbers.map(|(name, number)| format!(r#""{name}":{number}"#)));
    for (name, truth) in [("s", person.s), ("t", person.t), ("gifts", Some(person.gifts))] {
        fields.extend(truth.map(|truth| format!(r#""{name}":{truth}"#)));
    }
    let things: Vec<String> = (0..person.things).map(|k| format!(r#"{{"k":"{k}"}}"#)).collect();
    fields.push(format!(r#""things":[{}]"#, things.join(",")));
    fields.extend(
        person
            .before
            .map(|cost| format!(r#""given":[{{"name":"card","at":"2026-06-02","cost":{cost}}}]"#)),
    );
    format!("{{{}}}", fields.join(","))
}

fn id(index: usize) -> String {
    format!("c{index:03}")
}

/// Where everybody is in the end, and how many cards, pins and mugs they get.
type Fates = Vec<(String, [usize; 3])>;

/// Where a value puts somebody, the unknown ones last.
fn first(value: Option<u8>, highest: bool, index: usize) -> (bool, i16, usize) {
    let number = i16::from(value.unwrap_or(0));
    (value.is_none(), if highest { -number } else { number }, index)
}

/// What happens, by lists of everybody.
fn by_lists(people: &[Person], limits: Limits) -> Fates {
    let stage = |person: &Person| person.stage.unwrap_or("P");
    let choices = |person: &Person| -> Vec<&'static str> {
        let (s, t) = (person.s == Some(true), person.t == Some(true));
        let to = |wanted: bool, stage: &'static str| wanted.then_some(stage);
        let all = match stage(person) {
            "P" => [to(s, "S"), to(t, "T")],
            "Q" => [to(t, "T"), to(s, "S")],
            "S" => [to(t, "T"), None],
            _ => [None, None],
        };
        all.into_iter().flatten().collect()
    };
    let population =
        |name: &str| people.iter().filter(|person| person.stage == Some(name)).count() as u64;
    let mut incumbents: Vec<usize> = (0..people.len())
        .filter(|one| people[*one].stage == Some("S") && choices(&people[*one]).is_empty())
        .collect();
    let room = |name: &str| match name {
        "S" => (limits.s + incumbents.len() as u64).saturating_sub(population("S")),
        _ => limits.t.saturating_sub(population("T")),
    } as usize;
    let order = |name: &str, one: usize| match name {
        "S" => first(people[one].x, true, one),
        _ => first(people[one].y, true, one),
    };
    // One after the other asks for a place.
    let mut held: BTreeMap<&str, Vec<usize>> = BTreeMap::from([("S", vec![]), ("T", vec![])]);
    let mut tries = vec![0; people.len()];
    let mut asking: Vec<usize> = (0..people.len()).collect();
    while let Some(one) = asking.pop() {
        let Some(choice) = choices(&people[one]).get(tries[one]).copied() else { continue };
        let there = held.get_mut(choice).unwrap();
        there.push(one);
        if there.len() > room(choice) {
            let worst = there.iter().copied().max_by_key(|one| order(choice, *one)).unwrap();
            there.retain(|one| *one != worst);
            tries[worst] += 1;
            asking.push(worst);
        }
    }
    let mut to: Vec<&str> = people.iter().map(stage).collect();
    for (name, there) in &held {
        there.iter().for_each(|one| to[*one] = name);
    }
    if !held["S"].is_empty() {
        let all = population("S") + held["S"].len() as u64;
        incumbents.sort_by_key(|one| first(people[*one].y, !limits.lowest, *one));
        let leave = incumbents.iter().take(all.saturating_sub(limits.s) as usize);
        leave.for_each(|one| to[*one] = "W");
    }

    let mut gifts = vec![[0; 3]; people.len()];
    let wants: Vec<usize> = (0..people.len()).filter(|one| people[*one].gifts).collect();
    let mut by_x = wants.clone();
    by_x.sort_by_key(|one| first(people[*one].x, true, *one));
    let mut by_y = wants;
    by_y.sort_by_key(|one| first(people[*one].y, true, *one));
    let before: i64 = people.iter().filter_map(|person| person.before).map(i64::from).sum();
    let mut cards = limits.cards - before.max(0);
    for one in by_x {
        if let Some(cost) = people[one].cost.map(i64::from).filter(|cost| *cost <= cards) {
            cards -= cost;
            gifts[one][0] = 1;
        }
    }
    let (mut pins, mut mugs) = (limits.pins, limits.mugs);
    for one in by_y {
        if pins > 0 {
            pins -= 1;
            gifts[one][1] = 1;
        }
        let Some(cost) = people[one].cost.map(i64::from) else { continue };
        for _ in 0..people[one].things {
            if cost <= mugs {
                mugs -= cost;
                gifts[one][2] += 1;
            }
        }
    }
    to.into_iter().map(str::to_owned).zip(gifts).collect()
}

/// The same in another process.
fn sent<T: Serialize + DeserializeOwned>(one: &T) -> T {
    serde_json::from_str(&serde_json::to_string(one).unwrap()).unwrap()
}

/// What happens, by surveys of parts. Some of the surveys let go of whom they can, before they are merged
/// and after, and go from one process to another.
fn by_surveys(
    program: &Program,
    records: &[String],
    parts: &[(Vec<usize>, bool)],
    keeps_all: bool,
) -> Vec<Decision> {
    let plan = program.plan();
    let reader = Reader::new(&plan.needs);
    let records: Vec<Record<'_>> =
        records.iter().map(|record| reader.read(record.as_bytes()).unwrap()).collect();
    let evaluator = Evaluator::new(plan, AsOf::parse("2026-06-30", &plan.zone).unwrap());
    let mut evaluator = if keeps_all { evaluator.keeping_all() } else { evaluator };
    while let Some(phase) = evaluator.phases_left().first().copied() {
        let mut whole = Survey::default();
        for (part, lets_go) in parts {
            let mut survey = evaluator.survey();
            for one in part {
                evaluator.look(phase, &records[*one], &mut survey).unwrap();
            }
            if *lets_go {
                survey.share(evaluator.everyone());
                survey = sent(&survey);
            }
            whole.merge(survey);
            if *lets_go {
                whole.prune();
            }
        }
        let everyone = whole.outcome(phase, evaluator.everyone());
        evaluator = evaluator.among(sent(&everyone));
    }
    records.iter().map(|record| evaluator.decide_among(record).unwrap()).collect()
}

/// Where somebody is, and what they get.
fn fates(program: &Program, decisions: &[Decision]) -> Fates {
    let fate = |decision: &Decision| {
        let times = |gift| decision.given.iter().filter(|given| given.gift == gift).count();
        (program.plan().stages[decision.to].name.clone(), [times(0), times(1), times(2)])
    };
    decisions.iter().map(fate).collect()
}

/// Rules by which customers only compare.
const STANDINGS: &str = r#"
customer
  x: number
  y: date
stage A
  resting
  when quintile(x) ≥ 2 tag "2"
  when quintile(x) ≥ 3 tag "3"
  when quintile(x) ≥ 4 tag "4"
  when quintile(x) ≥ 5 tag "5"
  when rank(y) ≤ 3 tag "top"
  when rank(x) ≤ 5 tag "best"
"#;

/// What such a customer has, as `x` and as `y`.
type Values = (Option<u8>, Option<u8>);

/// The tags that such customers get, by a list of everybody.
fn tags_by_list(people: &[Values]) -> Vec<Vec<String>> {
    let mut by_x: Vec<usize> = (0..people.len()).filter(|one| people[*one].0.is_some()).collect();
    by_x.sort_by_key(|one| (people[*one].0, *one));
    let tags = |one: usize| {
        let mut tags = Vec::new();
        let (x, y) = people[one];
        if let Some(place) = by_x.iter().position(|other| *other == one) {
            let (size, larger) = (by_x.len() / 5, by_x.len() % 5);
            let fifth = match place < larger * (size + 1) {
                true => place / (size + 1),
                false => larger + (place - larger * (size + 1)) / size,
            };
            tags.extend((2..=fifth + 1).map(|fifth| fifth.to_string()));
        }
        let top = |own: Option<u8>, of: fn(&Values) -> Option<u8>, most| {
            own.is_some() && people.iter().filter(|other| of(other) > own).count() < most
        };
        tags.extend(top(y, |one| one.1, 3).then(|| "top".to_owned()));
        tags.extend(top(x, |one| one.0, 5).then(|| "best".to_owned()));
        tags
    };
    (0..people.len()).map(tags).collect()
}

fn person() -> impl Strategy<Value = Person> {
    let stages =
        vec![Some("P"), Some("P"), Some("Q"), Some("Q"), Some("S"), Some("S"), Some("T"), None];
    let small = || proptest::option::weighted(0.9, 0u8..4);
    let truth = || proptest::option::weighted(0.9, proptest::bool::weighted(0.7));
    let money = (proptest::option::weighted(0.9, 0u8..7), 0u8..4, proptest::bool::weighted(0.7));
    let before = proptest::option::weighted(0.1, -9i8..9);
    let stage = prop::sample::select(stages);
    (stage, small(), small(), truth(), truth(), money, before).prop_map(
        |(stage, x, y, s, t, (cost, things, gifts), before)| Person {
            stage,
            x,
            y,
            s,
            t,
            gifts,
            cost,
            things,
            before,
        },
    )
}

fn limits() -> impl Strategy<Value = Limits> {
    let all = (1u64..5, 1u64..5, 1i64..30, 1i64..6, 1i64..30, any::<bool>());
    all.prop_map(|(s, t, cards, pins, mugs, lowest)| Limits { s, t, cards, pins, mugs, lowest })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(100)))]

    #[test]
    fn surveys_come_to_what_lists_of_everybody_come_to(
        people in prop::collection::vec(person(), 0..40),
        limits in limits(),
        deal in prop::collection::vec(0usize..4, 40),
        lets_go in any::<[bool; 4]>(),
    ) {
        let program = rules(limits);
        let records: Vec<String> =
            people.iter().enumerate().map(|(index, person)| record(index, person)).collect();
        let mut parts = lets_go.map(|lets_go| (Vec::new(), lets_go));
        (0..people.len()).for_each(|one| parts[deal[one]].0.push(one));
        let expected = by_lists(&people, limits);
        for keeps_all in [false, true] {
            let decisions = by_surveys(&program, &records, &parts, keeps_all);
            prop_assert_eq!(&fates(&program, &decisions), &expected);
        }
    }

    #[test]
    fn customers_of_parts_compare_as_in_a_list_of_everybody(
        people in prop::collection::vec((proptest::option::of(0u8..9), proptest::option::of(1u8..9)), 0..40),
        deal in prop::collection::vec(0usize..4, 40),
        lets_go in any::<[bool; 4]>(),
    ) {
        let program = Program::parse("rules", STANDINGS).unwrap();
        let record = |(index, (x, y)): (usize, &(Option<u8>, Option<u8>))| {
            let x = x.map_or(String::new(), |x| format!(r#","x":{x}"#));
            let y = y.map_or(String::new(), |y| format!(r#","y":"2026-06-0{y}""#));
            format!(r#"{{"id":"{}","stage":"A"{x}{y}}}"#, id(index))
        };
        let records: Vec<String> = people.iter().enumerate().map(record).collect();
        let mut parts = lets_go.map(|lets_go| (Vec::new(), lets_go));
        (0..people.len()).for_each(|one| parts[deal[one]].0.push(one));
        let decisions = by_surveys(&program, &records, &parts, false);
        let tags: Vec<Vec<String>> = decisions.into_iter().map(|one| one.tags).collect();
        prop_assert_eq!(tags, tags_by_list(&people));
    }

    #[test]
    fn a_survey_grows_with_what_there_is_to_get(
        people in prop::collection::vec(person(), 200..400),
        limits in limits(),
    ) {
        let program = rules(limits);
        let plan = program.plan();
        let reader = Reader::new(&plan.needs);
        let mut evaluator = Evaluator::new(plan, AsOf::parse("2026-06-30", &plan.zone).unwrap());
        let Limits { s, t, cards, pins, mugs, .. } = limits;
        // Costs are whole: as many as the cap of each cost, and one that costs nothing.
        let most = |cap: i64| (1..=6).map(|cost| cap / cost).sum::<i64>() + 1;
        let most = [2 * s + t, (most(cards) + pins + most(mugs)) as u64];
        for (phase, most) in evaluator.phases().into_iter().zip(most) {
            let mut survey = Survey::default();
            for (index, person) in people.iter().enumerate() {
                let record = record(index, person);
                let record = reader.read(record.as_bytes()).unwrap();
                evaluator.look(phase, &record, &mut survey).unwrap();
            }
            survey.prune();
            prop_assert!(survey.kept() as u64 <= most, "{} of {most}", survey.kept());
            evaluator = evaluator.knowing(phase, survey);
        }
    }
}
