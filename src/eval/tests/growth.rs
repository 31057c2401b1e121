//! How work grows with the history and the events of one customer.

use crate::Program;
use crate::eval::{Evaluator, effort};
use crate::records::Reader;
use crate::values::AsOf;

const RULES: &str = "
customer
  busy: yes/no default no
  visits: events key \"id\"
reward a costs $1, worth $1, fades 1%, kept for 30 days
reward b costs $1, 100000 times per year
reward c costs $1, kept for 30 days, at most 20 per year
limit a to 100000 per 1 year
limit a to $100000 per 1 year
limit b to 100000 per calendar year
pause b when busy
stage S
  resting
  after 2 visits move to T; give a for each visit; give b for each visit; give c for each visit
stage T
  resting
  when 2 visits give b for each visit
";

/// A visit, by its place and how many there are, with what is given and owed for it.
type Each = fn(usize, usize) -> [String; 3];

/// A customer with this many visits, with what each of them is in the history and what is owed.
fn record(visits: usize, each: impl Fn(usize) -> [String; 3]) -> String {
    let all: Vec<[String; 3]> = (0..visits).map(each).collect();
    let list = |place: usize| {
        let items = all.iter().map(|each| each[place].as_str()).filter(|item| !item.is_empty());
        items.collect::<Vec<_>>().join(",")
    };
    let (visits, given, owed) = (list(0), list(1), list(2));
    format!(
        "{{\"id\":1,\"stage\":\"S\",\"visits\":[{visits}],\"given\":[{given}],\"owed\":[{owed}]}}"
    )
}

fn visit(id: usize) -> String {
    format!("{{\"id\":{id},\"at\":\"2026-06-01\"}}")
}

fn owed(id: usize, since: &str) -> String {
    format!("{{\"name\":\"a\",\"for\":\"{id}\",\"since\":\"{since}\"}}")
}

fn given(id: usize) -> String {
    format!("{{\"name\":\"a\",\"for\":\"{id}\",\"at\":\"2026-05-01\"}}")
}

/// How many entries are looked at to decide a customer, alone and until they have settled.
fn looked_at(record: &str) -> usize {
    let program = Program::parse("rules", RULES).unwrap();
    let plan = program.plan();
    let evaluator = Evaluator::new(plan, AsOf::parse("2026-06-30", &plan.zone).unwrap());
    let record = Reader::new(&plan.needs).read(record.as_bytes()).unwrap();
    effort::of(|| {
        evaluator.decide(&record).unwrap();
        evaluator.settle(&record).unwrap();
    })
}

#[test]
fn work_grows_with_the_events_and_not_faster() {
    let kinds: [(&str, Each); 4] = [
        ("new", |id, _| [visit(id), String::new(), String::new()]),
        ("given", |id, _| [visit(id), given(id), String::new()]),
        ("owed", |id, _| [visit(id), String::new(), owed(id, "2026-06-20")]),
        ("lapsed", |id, all| [visit(id), given(id + all), owed(id + 3 * all, "2026-01-01")]),
    ];
    for (what, each) in kinds {
        let [few, many] = [250, 2_000].map(|n| looked_at(&record(n, |id| each(id, n))));
        assert!(few > 0 && many <= 10 * few, "{what}: {few} and {many}");
    }
}
