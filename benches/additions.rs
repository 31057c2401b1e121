//! What a form of the language costs beside the nearest thing without it:
//! `cargo bench --bench additions`.
//!
//! Each case is a small program with a few rules of this form, decided for the customers of `support`
//! one after the other. What a form is compared with has its name, and what is used instead after a `/`.

mod support;

use std::fmt;

use divan::Bencher;
use divan::counter::ItemsCount;
use flywheel::Program;
use flywheel::run::Engine;
use flywheel::values::AsOf;

use support::{AS_OF, Customers};

const CUSTOMERS: usize = 5_000;

/// What the records have.
const CUSTOMER: &str = "
customer
  joined:    date
  nps:       number 0 to 10
  referrals: number default 0
  purchases: events with amount money, sku text key \"sku\"
  mentions:  events
";

/// A form, and the rules in which it is used.
struct Case {
    name: &'static str,
    rules: &'static str,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

const CASES: &[Case] = &[
    Case {
        name: "balance",
        rules: "
balance points
  earn 1 per $10 of purchases.amount for 6 calendar months
  spend 5 per mention
any stage
  when points ≥ 20 tag \"a\"
  when points expiring within 30 days ≥ 5 tag \"b\"
",
    },
    Case {
        name: "balance / a score",
        rules: "
score points at least 0
  add 1 per $10 of purchases.amount for 6 calendar months
  take 5 per mention
any stage
  when points ≥ 20 tag \"a\"
  when points ≥ 5 tag \"b\"
",
    },
    Case {
        name: "for each event",
        rules: "
reward bonus
any stage
  when a purchase give bonus for each purchase where amount ≥ $100
",
    },
    Case {
        name: "for each event / one gift",
        rules: "
reward bonus
any stage
  when a purchase where amount ≥ $100 give bonus
",
    },
    Case {
        name: "anniversary within next 7 days",
        rules: "
any stage
  when anniversary of joined within next 7 days tag \"a\"
",
    },
    Case {
        name: "anniversary within next 7 days / anniversary",
        rules: "
any stage
  when anniversary of joined tag \"a\"
",
    },
    Case {
        name: "last calendar year",
        rules: "
any stage
  when sum(purchases.amount last calendar year) ≥ $500 tag \"a\"
",
    },
    Case {
        name: "last calendar year / within 1 year",
        rules: "
any stage
  when sum(purchases.amount within 1 year) ≥ $500 tag \"a\"
",
    },
    Case {
        name: "cost of 10%",
        rules: "
reward bonus costs 10% of sum(purchases.amount)
limit rewards to $100 per 30 days
any stage
  when a purchase give bonus
",
    },
    Case {
        name: "cost of 10% / a fixed cost",
        rules: "
reward bonus costs $10
limit rewards to $100 per 30 days
any stage
  when a purchase give bonus
",
    },
    Case {
        name: "kept for 7 days",
        rules: "
message hello kept for 7 days while nps ≥ 5
pause messages when nps is known
any stage
  when a purchase send hello
",
    },
    Case {
        name: "kept for 7 days / a gift that is lost",
        rules: "
message hello
pause messages when nps is known
any stage
  when a purchase send hello
",
    },
    Case {
        name: "a limit except a group",
        rules: "
message hello
message receipt
group service (receipt)
limit messages except service to 1 per 7 days
any stage
  when a purchase send hello; send receipt
",
    },
    Case {
        name: "a limit except a group / a limit",
        rules: "
message hello
message receipt
limit messages to 1 per 7 days
any stage
  when a purchase send hello; send receipt
",
    },
    Case {
        name: "an experiment of three arms",
        rules: "
message hello
message hi
experiment words control 20%, long 40%, short 40%
any stage
  when a purchase and words is long send hello
  when a purchase and words is short send hi
",
    },
    Case {
        name: "an experiment of three arms / two samples",
        rules: "
message hello for 40% of customers
message hi for 40% of customers
any stage
  when a purchase send hello
  when a purchase send hi
",
    },
    Case {
        name: "the last of several",
        rules: "
any stage
  when last(purchases.amount) ≥ $100 tag \"a\"
",
    },
    Case {
        name: "the last of several / the largest",
        rules: "
any stage
  when max(purchases.amount) ≥ $100 tag \"a\"
",
    },
];

fn main() {
    divan::main();
}

#[divan::bench(args = CASES)]
fn decide(bencher: Bencher, case: &Case) {
    let rules = format!("flywheel \"Bench\"\n{CUSTOMER}{}stage Engaged\n  resting\n", case.rules);
    let text: String = Customers::new().take(CUSTOMERS).collect();
    // The customers of `support` are in more stages than this.
    let text = STAGES.iter().fold(text, |text, stage| text.replace(stage, "\"stage\":\"Engaged\""));
    let program = Program::parse("bench.flywheel", &rules).expect("the rules are right");
    let mut decider = Engine::new(program.plan(), AsOf::Day(AS_OF)).decider();
    bencher.counter(ItemsCount::new(CUSTOMERS)).bench_local(|| {
        text.lines().filter(|line| decider.decide(line.as_bytes()).is_ok()).count()
    });
}

const STAGES: [&str; 4] = [
    "\"stage\":\"Enthusiast\"",
    "\"stage\":\"EarlyAdvocate\"",
    "\"stage\":\"TransitioningAdvocate\"",
    "\"stage\":\"FullAdvocate\"",
];
