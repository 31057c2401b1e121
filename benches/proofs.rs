//! What it costs to prove things about rules, as a ratio to checking them without that:
//! `cargo bench --bench proofs`.
//!
//! The rules are made by dice from a few forms: comparisons, numbers of events in windows, sums. Such
//! rules are unusually full of faults. Those of a ladder are as people write them: each stage asks for
//! more than the one before it, and there are no faults. The figures are the least of several rounds;
//! the ratios are those of one run.

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
    form: Form,
}

/// What the rules are like.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// Made by dice, stage by stage.
    Random,
    /// Made by dice, all under `any stage`, and ask for sums.
    Sums,
    /// Five for each stage, which lead to the next stage and back.
    Ladder,
}

const CASES: &[Case] = &[
    Case { name: "50 rules in 5 stages", rules: 50, stages: 5, form: Form::Random },
    Case { name: "500 rules in 25 stages", rules: 500, stages: 25, form: Form::Random },
    Case { name: "500 rules in 5 stages", rules: 500, stages: 5, form: Form::Random },
    Case { name: "500 rules on a ladder", rules: 500, stages: 100, form: Form::Ladder },
    Case { name: "10,000 rules in 500 stages", rules: 10_000, stages: 500, form: Form::Random },
    Case { name: "10,000 rules on a ladder", rules: 10_000, stages: 2_000, form: Form::Ladder },
    Case { name: "200 rules of any stage, with sums", rules: 200, stages: 3, form: Form::Sums },
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
        match case.form {
            Form::Random => (0..each).for_each(|_| text += &rule(&mut dice, case, stage)),
            Form::Ladder => text += &rung(case, stage),
            Form::Sums => {}
        }
    }
    if case.form == Form::Sums {
        text += "\nany stage\n";
        for place in 0..case.rules {
            text += &format!("  when {} tag \"t{place}\"\n", conditions(&mut dice, true));
        }
    }
    text
}

/// The rules of a stage on a ladder.
fn rung(case: &Case, stage: usize) -> String {
    let (many, spent) = (2 + stage / 10, 50 + 20 * stage);
    let up = match stage + 1 {
        above if above < case.stages => format!("move to S{above}"),
        _ => "tag \"top\"".to_owned(),
    };
    let down = match stage.checked_sub(1) {
        Some(below) => format!("  after 365 days without a purchase move to S{below}\n"),
        None => "  after 365 days without a visit tag \"cold\"\n".to_owned(),
    };
    format!(
        "  after {most} purchases within 365 days and spent ≥ ${spent} {up}\n  \
           when nps ≥ 8 and {many} purchases within 90 days {up}; tag \"promoter\"\n  \
           when vip and {many} purchases within 30 days tag \"keen\"\n  \
           when nps < 5 and spent < ${spent} tag \"unhappy\"\n{down}",
        most = many + 2,
    )
}

fn rule(dice: &mut Dice, case: &Case, stage: usize) -> String {
    let conditions = conditions(dice, case.form == Form::Sums);
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
