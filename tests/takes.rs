//! What it would take: of programs and customers that nobody thought of, compared with all changes of
//! a grid. What is proposed works, as widely as it is worded; nothing smaller does; and whatever
//! works in the grid contains something that is proposed.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/invented/mod.rs"]
mod invented;

use std::collections::BTreeMap;
use std::fmt::Write;

use cases::seeds;
use flywheel::Program;
use flywheel::eval::{Decision, Evaluator, Events, Record};
use flywheel::plan::Plan;
use flywheel::records::Reader;
use flywheel::terms::FieldType;
use flywheel::tools::takes::{Allowed, Attribute, Change, Pull, Range, Takes, Way, When, takes};
use flywheel::tools::why::About;
use flywheel::values::{AsOf, Decimal, Value};
use invented::{Choices, Invented};

/// What was compared.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    questions: usize,
    ways: usize,
    /// Those with events, and those of two facts.
    events: usize,
    pairs: usize,
    /// Changes of the grid that were tried.
    tried: usize,
    /// Questions to which there is no way at once.
    nothing: usize,
}

/// Seeds of what was wrong once: a way that was worded too widely, one that was not the smallest, and
/// amounts each of which could be that much, but not all of them.
const FOUND: [u64; 3] = [7_000_024, 22_000_142, 41_000_144];

#[test]
fn what_is_proposed_is_what_all_changes_of_a_grid_find() {
    let (mut tally, mut wrong) = (Tally::default(), Vec::new());
    for seed in FOUND.into_iter().chain(seeds(12)) {
        wrong.extend(small(seed, &mut tally).err());
    }
    let Tally { questions, ways, tried, .. } = tally;
    // `.ci/long` adds these up.
    println!("law takes: questions={questions} ways={ways} changes={tried} wrong={}", wrong.len());
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(tally.ways > tally.questions / 2, "{tally:?}");
    assert!(tally.events > 0 && tally.pairs > 0 && tally.nothing > 0, "{tally:?}");
}

/// Of any program and customer, few of which have a way at once: what is proposed works, none of it is left out without harm, and
/// nothing changes that cannot.
#[test]
fn what_is_proposed_can_change_and_is_needed() {
    let (mut questions, mut ways) = (0, 0);
    for seed in seeds(12) {
        let choices = &mut Choices::rolled(seed);
        let Invented { rules, schema } = Invented::program(choices);
        let Ok(program) = Program::parse("invented.flywheel", &rules) else { continue };
        let (plan, person) = (program.plan(), invented::person(&schema, choices));
        let Ok(record) = Reader::new(&plan.needs).read(&person) else { continue };
        let Ok(as_of) = AsOf::parse(&invented::as_of(choices), &plan.zone) else { continue };
        let Ok(evaluator) = Evaluator::new(plan, as_of).alone(&record) else { continue };
        let about = match choices.below(3) {
            1 if !plan.gifts.is_empty() => About::Gift(choices.below(plan.gifts.len())),
            2 => About::Stage(choices.below(plan.stages.len())),
            _ => About::Everything,
        };
        let record = record.into_owned();
        let Some(takes) = takes(&evaluator, as_of, &record, about) else { continue };
        questions += 1;
        for way in takes.ways.iter().filter(|way| way.when == When::Now) {
            ways += 1;
            let told = format!("{rules}\n{}\n{:?}", person.escape_ascii(), way.least);
            can_change(&way.least, plan, &record, &told);
            let reaches = |pulls: &[&Pull]| {
                let mut changed = record.clone();
                let at = evaluator.clock().as_of();
                pulls.iter().for_each(|pull| pull.apply(plan, &mut changed, at));
                let decision = evaluator.decide_among(&changed);
                decision.is_ok_and(|decision| is_it(about, &decision))
            };
            let all: Vec<&Pull> = way.least.iter().collect();
            assert!(reaches(&all), "{told}");
            for left_out in 0..all.len() {
                let mut others = all.clone();
                others.remove(left_out);
                assert!(!reaches(&others), "{left_out} is not needed:\n{told}");
            }
        }
    }
    println!("law any_takes: questions={questions} ways={ways}");
    assert!(questions > 0, "nothing was asked");
}

/// Whether a decision is what is asked about.
fn is_it(about: About, decision: &Decision) -> bool {
    match about {
        About::Everything => !decision.moves.is_empty(),
        About::Stage(stage) => decision.to == stage,
        About::Gift(gift) => decision.given.iter().any(|given| given.gift == gift),
        About::Rule(_) => panic!("not asked here"),
    }
}

fn can_change(pulls: &[Pull], plan: &Plan, record: &Record<'_>, told: &str) {
    for pull in pulls {
        match pull {
            Pull::Set { field, to } => {
                let (kind, was) = (&plan.needs.fields[*field].kind, &record.fields[*field]);
                assert!(!matches!(kind, FieldType::Date(_) | FieldType::Day(_)), "{told}");
                assert!(kind.fit(to.clone(), &plan.zone).is_ok(), "{told}");
                if let (FieldType::Count { .. }, Some(was)) = (kind, was) {
                    assert!(to.number() > was.number(), "{told}");
                }
                assert_ne!(was.as_ref(), Some(to), "{told}");
            }
            Pull::Entry { field, .. } => {
                assert!(matches!(plan.needs.fields[*field].kind, FieldType::Set { .. }), "{told}");
            }
            Pull::Tag { .. } => {}
            Pull::Events(added) => {
                let need = &plan.needs.lists[added.list];
                assert!(added.count > 0 && need.parent().is_none(), "{told}");
                for (slot, attribute) in &added.attributes {
                    if let Attribute::Is(value) = attribute {
                        let kind = &need.attributes[*slot].kind;
                        assert!(kind.fit(value.clone(), &plan.zone).is_ok(), "{told}");
                    }
                }
            }
        }
    }
}

const HEAD: &str = "\
flywheel \"Small\"
  currency JPY
customer
  nps:       number 0 to 10
  plan:      one of (free, pro, team)
  visits:    count
  mail_ok:   yes/no
  purchases: events with amount money, sku text
let spent = sum(purchases.amount)
score heat
  add 10 per purchase
  add 20 when plan is pro
  add 1 per full 10 JPY of purchases.amount
message hello once per 30 days
";

/// A program, a customer and a question of this seed.
fn small(seed: u64, tally: &mut Tally) -> Result<(), String> {
    let choices = &mut Choices::rolled(seed);
    let rules = rules(choices);
    let program = Program::parse("small.flywheel", &rules)
        .unwrap_or_else(|problems| panic!("{rules}\n{problems:?}"));
    let plan = program.plan();
    for _ in 0..3 {
        let person = person(choices);
        let record = Reader::new(&plan.needs).read(person.as_bytes()).expect("a right record");
        let about = match choices.below(4) {
            0 => About::Everything,
            1 => About::Stage(1),
            2 => About::Stage(2),
            _ => About::Gift(0),
        };
        compare(plan, &record.into_owned(), about, tally).map_err(|told| {
            let rules = rules.split_once("stage A").map_or("", |(_, rules)| rules);
            format!("{seed}: {rules}{person}\n{about:?}\n{told}")
        })?;
    }
    Ok(())
}

fn rules(choices: &mut Choices<'_>) -> String {
    let mut rules = HEAD.to_owned();
    if choices.once_in(4) {
        rules.push_str("pause messages when mail_ok is no\n");
    }
    rules.push_str("stage A\n  resting\n");
    for _ in 0..1 + choices.below(3) {
        let action = choices.of(&["move to B", "move to C", "send hello", "move to B; send hello"]);
        writeln!(rules, "  when {} {action}", condition(choices, 2)).unwrap();
    }
    rules.push_str("stage B\n  resting\nstage C\n  resting\n");
    if choices.once_in(3) {
        writeln!(rules, "any stage\n  when {} move to C", condition(choices, 1)).unwrap();
    }
    rules
}

fn condition(choices: &mut Choices<'_>, depth: usize) -> String {
    match choices.below(if depth == 0 { 1 } else { 4 }) {
        1 => format!("({} and {})", condition(choices, depth - 1), condition(choices, depth - 1)),
        2 => format!("({} or {})", condition(choices, depth - 1), condition(choices, depth - 1)),
        3 if choices.once_in(3) => format!("not {}", atom(choices)),
        _ => atom(choices),
    }
}

fn atom(choices: &mut Choices<'_>) -> String {
    let tens = |choices: &mut Choices<'_>, most: usize| 10 * (1 + choices.below(most));
    match choices.below(19) {
        0 => format!("nps ≥ {}", 5 + choices.below(6)),
        1 => format!("nps < {}", 1 + choices.below(6)),
        2 => format!("nps > {}", 4 + choices.below(6)),
        3 => format!("nps between {} and {}", 6 + choices.below(2), 8 + choices.below(2)),
        4 => format!("plan is {}", choices.of(&["free", "pro", "team"])),
        5 => "plan is not free".to_owned(),
        6 => "plan in (pro, team)".to_owned(),
        7 => format!("visits ≥ {}", 1 + choices.below(4)),
        8 => format!("count(purchases) ≥ {}", 1 + choices.below(4)),
        9 => format!("count(purchases) < {}", 2 + choices.below(3)),
        10 => format!(
            "count(purchases where amount ≥ {} JPY) ≥ {}",
            tens(choices, 5),
            1 + choices.below(2)
        ),
        11 => format!("count(purchases where sku is \"mug\") ≥ {}", 1 + choices.below(2)),
        12 => format!("spent ≥ {} JPY", 2 * tens(choices, 6)),
        13 => format!("spent < {} JPY", 2 * tens(choices, 5)),
        14 => format!("average(purchases.amount) ≥ {} JPY", tens(choices, 4)),
        15 => format!("heat ≥ {}", tens(choices, 4)),
        16 => format!("visits + count(purchases) ≥ {}", 2 + choices.below(4)),
        17 => format!("visits / 2 ≥ {}", 1 + choices.below(2)),
        _ => "mail_ok".to_owned(),
    }
}

fn person(choices: &mut Choices<'_>) -> String {
    let mut person = r#"{"id":"a","stage":"A","stage_since":"2026-01-01""#.to_owned();
    if !choices.once_in(4) {
        write!(person, r#","nps":{}"#, choices.below(11)).unwrap();
    }
    if !choices.once_in(4) {
        write!(person, r#","plan":"{}""#, choices.of(&["free", "pro", "team"])).unwrap();
    }
    if !choices.once_in(5) {
        write!(person, r#","visits":{}"#, choices.below(3)).unwrap();
    }
    if !choices.once_in(3) {
        write!(person, r#","mail_ok":{}"#, choices.once_in(2)).unwrap();
    }
    if choices.once_in(5) {
        person.push_str(r#","given":[{"name":"hello","at":"2026-03-20"}]"#);
    }
    person.push_str(r#","purchases":["#);
    let events = (0..choices.below(4)).map(|_| {
        let sku = choices.of(&["mug", "pen"]);
        format!(r#"{{"at":"2026-02-01","amount":{},"sku":"{sku}"}}"#, 20 * choices.below(4))
    });
    let events: Vec<String> = events.collect();
    write!(person, "{}]}}", events.join(",")).unwrap();
    person
}

/// Some changes: fields by their slots, and events by amount and sku.
#[derive(Clone, Debug, Default)]
struct Made {
    fields: BTreeMap<usize, Value<'static>>,
    events: Vec<(Decimal, &'static str)>,
}

const SKUS: [&str; 2] = ["mug", "other"];

impl Made {
    fn facts(&self) -> usize {
        self.fields.len() + usize::from(!self.events.is_empty())
    }

    /// The record with these changes.
    fn made(
        &self,
        plan: &Plan,
        record: &Record<'static>,
        evaluator: &Evaluator,
    ) -> Record<'static> {
        let mut record = record.clone();
        for (slot, value) in &self.fields {
            record.fields[*slot] = Some(value.clone());
        }
        for (amount, sku) in &self.events {
            let need = &plan.needs.lists[0];
            let events = record.lists[0].get_or_insert_with(|| Events::none(need.attributes.len()));
            events.at.push(Some(evaluator.clock().as_of()));
            for (attribute, column) in need.attributes.iter().zip(&mut events.attributes) {
                column.push(Some(match attribute.name.as_str() {
                    "amount" => Value::Number(*amount),
                    _ => Value::Text((*sku).into()),
                }));
            }
        }
        record
    }

    /// Whether these are some of the changes of the other, left out or reduced.
    fn is_within(&self, record: &Record<'_>, other: &Made) -> bool {
        let fields = self.fields.iter().all(|(slot, to)| {
            let Some(far) = other.fields.get(slot) else { return false };
            let from = record.fields[*slot].as_ref().and_then(Value::number);
            match (from, to.number(), far.number()) {
                (Some(from), Some(to), Some(far)) => {
                    from < to && to <= far || from > to && to >= far
                }
                _ => to == far,
            }
        });
        let count = |some: &Made, sku: &str| some.events.iter().filter(|(_, s)| *s == sku).count();
        let total = |some: &Made| {
            some.events
                .iter()
                .fold(Decimal::ZERO, |sum, (amount, _)| sum.checked_add(*amount).unwrap())
        };
        fields
            && SKUS.iter().all(|sku| count(self, sku) <= count(other, sku))
            && total(self) <= total(other)
    }

    /// The smallest changes of a way.
    fn of(way: &Way, plan: &Plan) -> Made {
        let mut some = Made::default();
        for pull in &way.least {
            match pull {
                Pull::Set { field, to } => {
                    some.fields.insert(*field, to.clone());
                }
                Pull::Events(added) => {
                    let (mut amount, mut sku) = (Decimal::ZERO, "other");
                    for (slot, attribute) in &added.attributes {
                        match (&*plan.needs.lists[0].attributes[*slot].name, attribute) {
                            ("amount", Attribute::Is(Value::Number(number))) => amount = *number,
                            (_, Attribute::Is(Value::Text(text))) => {
                                sku = SKUS.iter().find(|sku| *sku == text).unwrap();
                            }
                            _ => {}
                        }
                    }
                    some.events.extend(std::iter::repeat_n((amount, sku), added.count));
                }
                Pull::Entry { .. } | Pull::Tag { .. } => panic!("no rule asks for tags: {pull:?}"),
            }
        }
        some
    }

    /// All changes that a way says are enough, as far as none of them is smaller than another one.
    fn meant(&self, way: &Way, plan: &Plan, record: &Record<'_>) -> Vec<Made> {
        let mut all = vec![self.clone()];
        for (slot, old) in record.fields.iter().enumerate() {
            let is_number = old.as_ref().and_then(Value::number).is_some();
            if self.fields.contains_key(&slot) && !is_number {
                let values = values(plan, record, slot);
                let with = |made: &Made| {
                    let with = |value: &Value<'static>| {
                        let mut made = made.clone();
                        made.fields.insert(slot, value.clone());
                        made
                    };
                    values.iter().map(with).collect::<Vec<_>>()
                };
                all = all.iter().flat_map(with).chain(all.clone()).collect();
            }
        }
        for event in 0..self.events.len().min(2) {
            let others = all.iter().flat_map(|made| {
                SKUS.map(|sku| {
                    let mut made = made.clone();
                    made.events[event].1 = sku;
                    made
                })
            });
            all = others.collect();
        }
        all.retain(|made| made.is_said_by(way, plan));
        all.push(self.clone());
        all
    }

    /// Whether a way says that these changes are enough.
    fn is_said_by(&self, way: &Way, plan: &Plan) -> bool {
        let mut fields = 0;
        let mut asked: Vec<&[(usize, Allowed)]> = Vec::new();
        for change in &way.changes {
            let fits = match change {
                Change::Number { field, to, .. } => {
                    let number = self.fields.get(field).and_then(Value::number);
                    number.is_some_and(|number| is_in(number, *to))
                }
                Change::Value { field, to, .. } => {
                    self.fields.get(field).is_some_and(|value| to.contains(value))
                }
                Change::Events { count, attributes, .. } => {
                    asked.extend(std::iter::repeat_n(&attributes[..], *count));
                    continue;
                }
                Change::Entry { .. } | Change::Tag { .. } => return false,
            };
            if !fits {
                return false;
            }
            fields += 1;
        }
        fields == self.fields.len() && asked.len() == self.events.len() && {
            let fits = |event: usize, place: usize| self.fits(event, asked[place], plan);
            match self.events.len() {
                0 => true,
                1 => fits(0, 0),
                2 => fits(0, 0) && fits(1, 1) || fits(0, 1) && fits(1, 0),
                _ => false,
            }
        }
    }

    fn fits(&self, event: usize, asked: &[(usize, Allowed)], plan: &Plan) -> bool {
        let (amount, sku) = self.events[event];
        asked.iter().all(|(slot, allowed)| {
            let is_amount = plan.needs.lists[0].attributes[*slot].name == "amount";
            match allowed {
                Allowed::Range(range) => is_amount && is_in(amount, *range),
                Allowed::Values(values) => values.contains(&Value::Text(sku.into())),
                Allowed::ValuesAndOthers(values) => {
                    sku == "other" || values.contains(&Value::Text(sku.into()))
                }
                Allowed::Different => false,
            }
        })
    }
}

fn is_in(number: Decimal, range: Range) -> bool {
    let above =
        range.from.is_none_or(|from| number > from.value || number == from.value && !from.open);
    let below = range.to.is_none_or(|to| number < to.value || number == to.value && !to.open);
    above && below
}

/// The values that a field may get.
fn values(plan: &Plan, record: &Record<'_>, slot: usize) -> Vec<Value<'static>> {
    let old = &record.fields[slot];
    let number = |number: i64| Value::Number(Decimal::from(number));
    let half = |halves: i64| {
        Value::Number(Decimal::from(halves).checked_div(Decimal::from(2i64)).unwrap().unwrap())
    };
    let mut all: Vec<Value<'static>> = match plan.needs.fields[slot].name.as_str() {
        "nps" => (0..=20).map(half).collect(),
        "plan" => (0..3).map(Value::Choice).collect(),
        "mail_ok" => vec![Value::YesNo(true), Value::YesNo(false)],
        // It only goes up.
        "visits" => {
            let old = old.as_ref().and_then(Value::number).and_then(Decimal::to_i64).unwrap_or(0);
            (old..=old + 5).map(number).collect()
        }
        other => panic!("no such field: {other}"),
    };
    all.retain(|value| old.as_ref() != Some(value));
    all
}

/// All changes of up to two facts and two events.
fn grid(plan: &Plan, record: &Record<'_>) -> Vec<Made> {
    let mut fields: Vec<(usize, Value<'static>)> = Vec::new();
    for slot in 0..plan.needs.fields.len() {
        fields.extend(values(plan, record, slot).into_iter().map(|value| (slot, value)));
    }
    let mut events: Vec<Vec<(Decimal, &'static str)>> = vec![Vec::new()];
    if !plan.needs.lists.is_empty() {
        let one = |index: usize| (Decimal::from(10 * (index / 2)), SKUS[index % 2]);
        let kinds = 2 * 8;
        events.extend((0..kinds).map(|index| vec![one(index)]));
        events.extend((0..kinds).flat_map(|a| (a..kinds).map(move |b| vec![one(a), one(b)])));
    }
    let mut all: Vec<Made> = Vec::new();
    for events in &events {
        let none = Made { fields: BTreeMap::new(), events: events.clone() };
        for field in &fields {
            let mut one = none.clone();
            one.fields.extend([field.clone()]);
            all.push(one);
        }
        all.push(none);
    }
    for (place, first) in fields.iter().enumerate() {
        for second in fields[place + 1..].iter().filter(|other| other.0 != first.0) {
            let fields = [first.clone(), second.clone()].into_iter().collect();
            all.push(Made { fields, events: Vec::new() });
        }
    }
    all.retain(|some| some.facts() > 0);
    all
}

fn compare(
    plan: &std::sync::Arc<Plan>,
    record: &Record<'static>,
    about: About,
    tally: &mut Tally,
) -> Result<(), String> {
    let as_of = AsOf::parse("2026-03-31", &plan.zone).unwrap();
    let evaluator = Evaluator::new(plan, as_of);
    let works = |some: &Made| {
        let decision = evaluator.decide_among(&some.made(plan, record, &evaluator));
        decision.is_ok_and(|decision| is_it(about, &decision))
    };
    let Some(Takes { ways, tried, .. }) = takes(&evaluator, as_of, record, about) else {
        // It happens already, or no rule moves anybody on.
        let happens = works(&Made::default());
        let is_nowhere = || !grid(plan, record).iter().any(works);
        return if happens || is_nowhere() { Ok(()) } else { Err("no answer".to_owned()) };
    };
    tally.questions += 1;
    let ways: Vec<&Way> = ways.iter().filter(|way| way.when == When::Now).collect();
    let least: Vec<Made> = ways.iter().map(|way| Made::of(way, plan)).collect();
    let meant: Vec<Vec<Made>> =
        ways.iter().zip(&least).map(|(way, least)| least.meant(way, plan, record)).collect();
    tally.ways += ways.len();
    tally.events += ways.iter().filter(|way| way.events() > 0).count();
    tally.pairs += ways.iter().filter(|way| way.facts() > 1).count();
    tally.nothing += usize::from(ways.is_empty());
    for (some, way) in least.iter().zip(&ways) {
        can_change(&way.least, plan, record, &format!("{:?}", way.least));
        if !works(some) {
            return Err(format!("does not work: {:?}", way.changes));
        }
    }
    for some in grid(plan, record) {
        tally.tried += 1;
        let enough = works(&some);
        if let (false, Some(way)) = (enough, ways.iter().find(|way| some.is_said_by(way, plan))) {
            return Err(format!("{some:?} is said to work by {:?}", way.changes));
        }
        if !enough {
            continue;
        }
        let smaller = least
            .iter()
            .position(|least| some.is_within(record, least) && !least.is_within(record, &some));
        if let Some(place) = smaller {
            return Err(format!("{some:?} works, and is smaller than {:?}", ways[place].least));
        }
        let has = meant.iter().flatten().any(|least| least.is_within(record, &some));
        if !has && some.facts() <= tried {
            return Err(format!("{some:?} works, but there is only {least:?}"));
        }
    }
    Ok(())
}
