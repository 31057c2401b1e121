//! What it costs to prove things about rules, as a ratio to checking them without that:
//! `cargo bench --bench proofs`.
//!
//! The rules are made by dice from a few forms: comparisons, numbers of events in windows, sums. The
//! figures are the least of several rounds; the ratios are those of one run.

#[path = "support/dice.rs"]
mod dice;

use std::time::{Duration, Instant};

use dice::Dice;
use flywheel::Program;
use flywheel::tools::findings::findings;

const CUSTOMER: &str = "
customer
  nps:       number 0 to 10
  spent:     money from $0
  plan:      one of (free, pro, team)
  vip:       yes/no
  purchases: events with amount money from $0, channel one of (web, store)
  visits:    events
";

/// How the rules of a program are spread over stages.
struct Case {
    name: &'static str,
    rules: usize,
    stages: usize,
    /// Whether they are all under `any stage`, and ask for sums.
    sums: bool,
}

const CASES: &[Case] = &[
    Case { name: "50 rules in 5 stages", rules: 50, stages: 5, sums: false },
    Case { name: "500 rules in 25 stages", rules: 500, stages: 25, sums: false },
    Case { name: "500 rules in 5 stages", rules: 500, stages: 5, sums: false },
    Case { name: "5,000 rules in 250 stages", rules: 5_000, stages: 250, sums: false },
    Case { name: "200 rules of any stage, with sums", rules: 200, stages: 3, sums: true },
];

fn main() {
    println!("{:<36}{:>12}{:>12}{:>10}{:>10}", "", "checking", "proofs", "ratio", "found");
    for case in CASES {
        let text = program(case);
        let checked = least(|| drop(parsed(&text)));
        let program = parsed(&text);
        let found = findings(program.model(), program.plan()).iter().count();
        let proved = least(|| drop(findings(program.model(), program.plan())));
        let ratio = proved.as_secs_f64() / checked.as_secs_f64();
        let (checked, proved) = (shown(checked), shown(proved));
        println!("{:<36}{checked:>12}{proved:>12}{ratio:>10.1}{found:>10}", case.name);
    }
}

fn parsed(text: &str) -> Program {
    Program::parse("rules.flywheel", text).unwrap_or_else(|refused| {
        panic!("{:?}", refused.problems.iter().next());
    })
}

/// The least time of a few rounds.
fn least(mut each: impl FnMut()) -> Duration {
    let rounds = (0..5).map(|_| {
        let start = Instant::now();
        each();
        start.elapsed()
    });
    rounds.min().unwrap_or_default()
}

fn shown(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

fn program(case: &Case) -> String {
    let mut dice = Dice::new(7);
    let mut text = format!("flywheel \"Proofs\"\n  start S0\n{CUSTOMER}");
    let each = case.rules / case.stages;
    for stage in 0..case.stages {
        text += &format!("\nstage S{stage}\n  resting\n");
        for _ in 0..if case.sums { 0 } else { each } {
            text += &rule(&mut dice, case, stage);
        }
    }
    if case.sums {
        text += "\nany stage\n";
        for place in 0..case.rules {
            text += &format!("  when {} tag \"t{place}\"\n", conditions(&mut dice, true));
        }
    }
    text
}

fn rule(dice: &mut Dice, case: &Case, stage: usize) -> String {
    let conditions = conditions(dice, case.sums);
    let to = dice.roll(case.stages as u64) as usize;
    match dice.roll(4) {
        0 if to != stage => format!("  when {conditions} move to S{to}\n"),
        place => format!("  when {conditions} tag \"t{place}\"\n"),
    }
}

fn conditions(dice: &mut Dice, sums: bool) -> String {
    let parts: Vec<String> = (0..1 + dice.roll(3)).map(|_| condition(dice, sums)).collect();
    parts.join(if dice.chance(25) { " or " } else { " and " })
}

fn condition(dice: &mut Dice, sums: bool) -> String {
    let days = dice.pick(&["7", "30", "90", "365"]);
    match dice.roll(if sums { 10 } else { 7 }) {
        0 => format!("nps {} {}", dice.pick(&["≥", "<"]), 1 + dice.roll(9)),
        1 => format!("spent {} ${}", dice.pick(&["≥", "<"]), 1 + dice.roll(500)),
        2 => format!("plan is {}", dice.pick(&["free", "pro", "team"])),
        3 => format!("{}vip", dice.pick(&["", "not "])),
        4 => format!("{} purchases within {days} days", 2 + dice.roll(8)),
        5 => format!("no visits within {days} days"),
        6 => format!("{days} days in stage"),
        7 => format!("sum(purchases.amount within {days} days) ≥ ${}", 1 + dice.roll(500)),
        8 => format!("count(different purchases.channel within {days} days) ≥ 2"),
        _ => format!("sum(purchases.amount where channel is web) ≥ ${}", 1 + dice.roll(500)),
    }
}
