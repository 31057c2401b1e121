//! Rules, an instant and records as one text, with the decisions that follow.

use std::fmt::Write;

use flywheel::Program;
use flywheel::eval::{Decision, Evaluator, Record, Survey};
use flywheel::plan::Plan;
use flywheel::records::Reader;
use flywheel::values::AsOf;

fn shown(plan: &Plan, decision: &Decision) -> String {
    let stage = |id: usize| plan.stages[id].name.as_str();
    let mut out = match decision.from {
        None => format!("(new) → {}", stage(decision.to)),
        Some(from) if from == decision.to => format!("stays {}", stage(from)),
        Some(from) => format!("{} → {}", stage(from), stage(decision.to)),
    };
    let rule = |id: usize| plan.rules[id].label.as_str();
    for step in &decision.moves {
        write!(out, "; to {} by {}", stage(step.to), rule(step.rule)).unwrap();
    }
    for given in &decision.given {
        write!(out, "; give {} by {}", plan.gifts[given.gift].name, rule(given.rule)).unwrap();
    }
    for withheld in &decision.withheld {
        let gift = &plan.gifts[withheld.gift].name;
        write!(out, "; withhold {gift}: {}", withheld.reason.word()).unwrap();
    }
    for tag in &decision.tags {
        write!(out, "; tag {tag}").unwrap();
    }
    for tag in &decision.untags {
        write!(out, "; untag {tag}").unwrap();
    }
    for also in &decision.also {
        write!(out, "; also {} (to {})", rule(also.rule), stage(also.to)).unwrap();
    }
    out
}

/// A case with what is decided: rules, a line `as of ...` (`settle as of ...`), and records, each with
/// its decision in the line below it.
pub fn decided(case: &str) -> String {
    let (rules, rest) = case
        .split_once("\nas of ")
        .unwrap_or_else(|| case.split_once("\nsettle as of ").expect("a case says as of when"));
    let settle = case.contains("\nsettle as of ");
    let (as_of, records) = rest.split_once('\n').unwrap();
    let program = Program::parse("rules.flywheel", rules).unwrap_or_else(|refused| {
        panic!("{rules}\n{:#?}", refused.problems);
    });
    let plan = program.plan();
    let evaluator = Evaluator::new(plan, AsOf::parse(as_of.trim(), &plan.zone).unwrap());
    let reader = Reader::new(&plan.needs);
    let word = if settle { "settle " } else { "" };
    let mut out = format!("{}\n\n{word}as of {as_of}\n", rules.trim());
    let lines: Vec<&str> = records.lines().filter(|line| !line.trim().is_empty()).collect();
    let records: Vec<_> = lines.iter().map(|line| reader.read(line.as_bytes())).collect();
    let forwards = surveyed(evaluator.clone(), records.iter().flatten());
    let backwards = surveyed(evaluator, records.iter().flatten().rev());
    for (line, record) in lines.iter().zip(&records) {
        let said = match record {
            Err(fault) => {
                format!("rejected: {}: {}", fault.path.as_deref().unwrap_or("-"), fault.message)
            }
            Ok(record) => {
                let decided =
                    if settle { forwards.settle(record) } else { forwards.decide_among(record) };
                if !settle {
                    let other = backwards.decide_among(record);
                    assert_eq!(decided, other, "the order of the records matters: {line}");
                }
                match decided {
                    Ok(decision) => shown(plan, &decision),
                    Err(fault) => format!("rejected: {fault}"),
                }
            }
        };
        writeln!(out, "{line}\n    {said}").unwrap();
    }
    out
}

/// The evaluator that knows what came of all phases over these records.
fn surveyed<'p, 'r>(
    mut evaluator: Evaluator<'p>,
    records: impl Iterator<Item = &'r Record<'r>> + Clone,
) -> Evaluator<'p> {
    for phase in evaluator.phases() {
        let mut survey = Survey::default();
        for record in records.clone() {
            // A record that cannot be decided takes part in nothing.
            let _ = evaluator.look(phase, record, &mut survey);
        }
        evaluator = evaluator.knowing(phase, survey);
    }
    evaluator
}
