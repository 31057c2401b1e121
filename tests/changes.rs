//! Laws of customers who change between the passes over them: nobody gets what was not free when it
//! was counted, whoever was not there from the start competes for nothing, and the run says that
//! something changed.

#[path = "support/changing.rs"]
mod changing;

use std::sync::LazyLock;

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
  when nps ≥ 10 move to A
stage C
  resting
"#;

static WAITING: LazyLock<Engine> = LazyLock::new(|| engine("by spent"));
static MAKING_ROOM: LazyLock<Engine> =
    LazyLock::new(|| engine("by spent, when full move lowest spent to C"));

fn engine(way: &str) -> Engine {
    let rules = RULES.replace("capacity 5 by spent", &format!("capacity 5 {way}"));
    let program = Program::parse("rules.flywheel", &rules).unwrap();
    let engine = Engine::new(program.plan(), AsOf::Day(date(2026, 6, 30)));
    assert_eq!(engine.passes(), 4);
    engine
}

/// What is decided, a line each, and what is wrong with the file.
fn run(texts: &[&str], threads: usize) -> (Vec<String>, Vec<String>) {
    run_by(&WAITING, texts, threads)
}

fn run_by(engine: &Engine, texts: &[&str], threads: usize) -> (Vec<String>, Vec<String>) {
    let plan = engine.plan();
    let each = |decided: Result<&Decided<'_, '_>, &Rejected<'_>>| match decided {
        Ok(decided) => {
            let name = |stage: usize| &*plan.stages[stage].name;
            let from = decided.decision.from.map_or("new", name);
            let to = name(decided.decision.to);
            let given = decided.decision.given.iter().map(|given| &*plan.gifts[given.gift].name);
            let given = given.collect::<Vec<_>>().join(" ");
            Ok(format!("{} {from}→{to} {given}", decided.id.text))
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
        for what in ["A→B", "mug", "pin", "best", "top"] {
            assert_eq!(count(&decided, what), 0, "{what}: {texts:?}");
        }
        insta::allow_duplicates! { insta::assert_snapshot!(faults.join("\n")); }
    }
}

#[test]
fn a_log_that_grows() {
    let old = customers("c", 20, 9);
    let new = format!("{old}{}{}", customers("f", 20, 9), customers("e", 1, 9));
    let (as_before, none) = run(&[&old], 1);
    assert_eq!(none, [""; 0]);
    let (decided, faults) = run(&[&old, &old, &old, &new], 1);
    assert_eq!(decided[..20], as_before);
    for what in ["A→B", "mug", "pin", "best", "top"] {
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
    assert_eq!(decided, ["a A→A ", "b A→A "]);
    assert_eq!(faults.len(), 1);
}

/// Five are in the stage, and five others would come.
fn full() -> String {
    let there: String = (0..5)
        .map(|n| format!("{{\"id\":\"b{n}\",\"stage\":\"B\",\"nps\":8,\"spent\":{n}}}\n"))
        .collect();
    there + &customers("c", 5, 9)
}

#[test]
fn who_changed_before_places_are_counted_has_a_place() {
    let (new, old) = (full(), full().replace(r#""nps":8"#, r#""nps":7"#));
    let (decided, _) = run(&[&old, &new], 1);
    assert_eq!((count(&decided, "B→B"), count(&decided, "A→B")), (5, 0), "{decided:#?}");
}

#[test]
fn who_changed_after_making_room_leaves() {
    let (old, new) = (full(), full().replace(r#""nps":8"#, r#""nps":7"#));
    for texts in [vec![&*old, &old, &new], vec![&old, &old, &old, &new]] {
        let (decided, _) = run_by(&MAKING_ROOM, &texts, 1);
        assert_eq!((count(&decided, "B→C"), count(&decided, "A→B")), (5, 5), "{decided:#?}");
    }
}

#[test]
fn what_was_given_counts_whoever_changed_before() {
    let given = r#""given":[{"name":"mug","at":"2026-06-02","cost":30}]"#;
    let got = format!("{{\"id\":\"a\",\"stage\":\"C\",\"nps\":8,\"spent\":9,{given}}}\n");
    let new = got + &customers("c", 5, 8);
    let old = new.replacen(r#""nps":8"#, r#""nps":7"#, 1);
    for texts in [vec![&*old, &new], vec![&old, &old, &new]] {
        let (decided, _) = run(&texts, 1);
        assert_eq!(count(&decided, "mug"), 0, "{decided:#?}");
    }
}

#[test]
fn who_is_found_but_was_not_surveyed_competes_for_nothing() {
    let told = |texts: &[&str]| {
        let changing = [Changing::new(texts)];
        let surveyed = WAITING.surveyed(&changing).unwrap();
        let found = surveyed.find(&changing, "c010").unwrap().unwrap();
        let decision = found.unwrap().decision().unwrap();
        (decision.to, decision.given.len())
    };
    let (old, new) = (customers("c", 3, 9), customers("d", 3, 9) + &customers("c", 1, 10));
    // To B, with a mug and a pin.
    assert_eq!(told(&[&old]).0, 1);
    assert_eq!(told(&[&old]).1, 2);
    for texts in [[&*old, &old, &old, &new], [&old, &new, &new, &new]] {
        assert_eq!(told(&texts), (0, 0), "{texts:?}");
    }
}

#[test]
fn who_is_decided_must_have_been_surveyed() {
    let old = customers("c", 3, 9);
    let inputs = || [Changing::new(&[&old]), Changing::new(&[&old])];
    let surveyed = WAITING.surveyed(&inputs()[..1]).unwrap();
    let more = surveyed.find(&inputs(), "c010").map(|_| ()).unwrap_err();
    insta::assert_snapshot!(more, @"cannot read the inputs: there are 2 of them, but 1 when customers were surveyed");
    let fewer = surveyed.find(&inputs()[..0], "c010").map(|_| ()).unwrap_err();
    assert!(fewer.to_string().contains("there are 0 of them"), "{fewer}");
}

/// A customer in one reading.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Customer {
    id: u8,
    stage: &'static str,
    nps: u8,
    spent: u8,
    /// What they were given before, within the time of its budget or long ago.
    given: &'static str,
}

const PAST: [&str; 4] = [
    "",
    r#"{"name":"mug","at":"2026-06-02","cost":10}"#,
    r#"{"name":"pin","at":"2026-06-29"}"#,
    r#"{"name":"mug","at":"2026-01-02","cost":10}"#,
];

impl Customer {
    /// A line of the same length for every customer, so that lines are in the same places.
    fn line(&self) -> String {
        let Customer { id, stage, nps, spent, given } = self;
        let stage = match *stage {
            "new" => String::new(),
            stage => format!(r#","stage":"{stage}""#),
        };
        let text =
            format!(r#"{{"id":"c{id:02}"{stage},"nps":{nps},"spent":{spent:>2},"given":[{given}]"#);
        format!("{text:<120}}}\n")
    }
}

fn customer() -> impl Strategy<Value = Customer> {
    let stage = prop::sample::select(vec!["A", "A", "A", "B", "B", "C", "new"]);
    let past = prop::sample::select(vec![PAST[0], PAST[0], PAST[0], PAST[1], PAST[2], PAST[3]]);
    (0u8..30, stage, 8u8..=10, 5u8..90, past).prop_map(|(id, stage, nps, spent, given)| Customer {
        id,
        stage,
        nps,
        spent,
        given,
    })
}

/// The first of those with the same id.
fn each_once(mut customers: Vec<Customer>) -> Vec<Customer> {
    let mut seen = Vec::new();
    customers.retain(|customer| {
        !seen.contains(&customer.id) && {
            seen.push(customer.id);
            true
        }
    });
    customers
}

/// All customers in each of four readings.
fn readings() -> impl Strategy<Value = Vec<Vec<Customer>>> {
    let changes = prop::collection::vec((0usize..30, customer()), 0..6);
    let kept = prop_oneof![3 => Just(50usize), 1 => 0usize..50];
    let first = prop::collection::vec(customer(), 0..24);
    (first, prop::collection::vec((changes, kept), 3)).prop_map(|(first, changes)| {
        let mut passes = vec![each_once(first)];
        for (changes, kept) in changes {
            let mut customers = passes[passes.len() - 1].clone();
            for (place, customer) in changes {
                match customers.get_mut(place) {
                    Some(old) => *old = customer,
                    None => customers.push(customer),
                }
            }
            customers.truncate(kept);
            passes.push(each_once(customers));
        }
        passes
    })
}

/// How many of those who were in the stage when places were counted are in it at the end.
fn stay(counted: &[Customer], decided: &[String]) -> usize {
    let ids = 0u8..30;
    ids.map(|id| {
        let before = counted.iter().filter(|other| other.id == id && other.stage == "B").count();
        let start = format!("c{id:02} B→B ");
        before.min(decided.iter().filter(|line| line.starts_with(&start)).count())
    })
    .sum()
}

proptest! {
    #[test]
    fn nobody_gets_what_was_not_free_and_strangers_get_nothing(
        passes in readings(),
        makes_room in any::<bool>(),
    ) {
        let engine = if makes_room { &*MAKING_ROOM } else { &*WAITING };
        let text = |pass: &Vec<Customer>| pass.iter().map(Customer::line).collect();
        let texts: Vec<String> = passes.iter().map(text).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (decided, faults) = run_by(engine, &texts, 1);
        prop_assert_eq!(&run_by(engine, &texts, 3), &(decided.clone(), faults.clone()));

        let enter = count(&decided, "A→B") + count(&decided, "new→B");
        if enter > 0 {
            prop_assert!(enter + stay(&passes[1], &decided) <= 5, "{:#?}", decided);
        }
        let before = |past: &str| passes[2].iter().filter(|other| other.given == past).count();
        let (mugs, pins) = (count(&decided, "mug"), count(&decided, "pin"));
        prop_assert!(mugs == 0 || mugs + before(PAST[1]) <= 3, "{:#?}", decided);
        prop_assert!(pins == 0 || pins + before(PAST[2]) <= 4, "{:#?}", decided);

        let mut strangers = 0;
        for (place, line) in decided.iter().enumerate() {
            let now = passes[3].get(place);
            if passes[..3].iter().any(|pass| pass.get(place) != now) {
                strangers += 1;
                let stays_out = !line.contains("→B ") || line.contains("B→B ");
                prop_assert!(line.ends_with(' ') && stays_out, "{}", line);
            }
        }
        let gone = passes[0].len() - (decided.len() - strangers);
        prop_assert_eq!(faults.len(), usize::from(strangers + gone > 0), "{:?}", faults);
        // What a pass in between saw counts, even if the last one sees what the first one saw.
        if passes.iter().all(|pass| *pass == passes[0]) {
            prop_assert_eq!(run_by(engine, &texts[..1], 1).0, decided);
        }
    }
}
