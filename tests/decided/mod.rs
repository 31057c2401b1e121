//! Rules, an instant and records as one text, with the decisions that follow. They are decided on
//! both paths, which must agree.

#[path = "../support/paths.rs"]
mod paths;

use std::fmt::Write;
use std::ops::AddAssign;
use std::sync::Arc;

use flywheel::Program;
use flywheel::eval::{Decision, Evaluator, Given, Survey};
use flywheel::plan::{Owed, Plan};
use flywheel::records::Reader;
use flywheel::values::{AsOf, Value};

use paths::{Decided, Plain, Steps};

/// What is decided in some cases.
#[derive(Default)]
pub(crate) struct Said {
    pub text: String,
    /// How many customers are decided for, which leaves out those that are rejected, and all of
    /// rules that the fast path does not know.
    pub good: usize,
    /// The records of those of them that the fast path declines.
    pub declined: Vec<String>,
}

impl Said {
    /// How much of it the fast path says too, and what it leaves to the plain one.
    pub(crate) fn taken(&self) -> String {
        let (good, taken) = (self.good, self.good - self.declined.len());
        let mut text = format!("{taken} of {good} customers take the fast path, all but:\n");
        let nobody = ["nobody".to_owned()];
        let declined = if self.declined.is_empty() { &nobody[..] } else { &self.declined };
        declined.iter().for_each(|record| writeln!(text, "{record}").unwrap());
        text
    }
}

impl AddAssign for Said {
    fn add_assign(&mut self, other: Said) {
        self.text += &other.text;
        self.good += other.good;
        self.declined.extend(other.declined);
    }
}

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
    if decision.left_out {
        return "left out".to_owned();
    }
    for given in &decision.given {
        let (gift, each) = (&plan.gifts[given.gift].name, each(given.event.as_deref()));
        write!(out, "; give {gift}{each} by {}", rule(given.rule)).unwrap();
        out.push_str(&calculated(plan, given));
    }
    for withheld in &decision.withheld {
        let (gift, each) = (&plan.gifts[withheld.gift].name, each(withheld.event.as_deref()));
        let kept = if withheld.kept { ", kept" } else { "" };
        write!(out, "; withhold {gift}{each}: {}{kept}", withheld.reason.word()).unwrap();
    }
    let owed = |owed: &Owed| {
        let (gift, each) = (&plan.gifts[owed.gift].name, each(owed.event.as_deref()));
        format!("{gift}{each} since {}", owed.since)
    };
    if let Some(all) = &decision.owed {
        let all: Vec<String> = all.iter().map(owed).collect();
        let all = if all.is_empty() { "nothing".to_owned() } else { all.join(", ") };
        write!(out, "; now owed: {all}").unwrap();
    }
    for lapsed in &decision.lapsed {
        write!(out, "; lapsed: {}", owed(lapsed)).unwrap();
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
    for (experiment, arm) in &decision.experiments {
        let experiment = &plan.experiments[*experiment];
        let arm = &experiment.arms[usize::from(*arm)].name;
        write!(out, "; in {} {arm}", experiment.name).unwrap();
    }
    for (show, value) in plan.shows.iter().zip(&decision.shown) {
        let value = match value {
            None => "unknown".to_owned(),
            Some(Value::Text(text)) => text.to_string(),
            Some(Value::Number(number)) => number.to_string(),
            Some(value) => format!("{value:?}"),
        };
        write!(out, "; show {} {value}", show.name).unwrap();
    }
    out
}

/// The event that a gift is for, if it is for one.
fn each(event: Option<&str>) -> String {
    event.map_or_else(String::new, |event| format!(" for {event}"))
}

/// A case with what is decided: rules, a line `as of ...` (`settle as of ...`), and records, each with
/// its decision in the line below it.
pub(crate) fn decided(case: &str) -> Said {
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
    let reader = Arc::new(Reader::new(&plan.needs));
    let (word, steps) = if settle { ("settle ", Steps::All) } else { ("", Steps::One) };
    let lines: Vec<&str> = records.lines().filter(|line| !line.trim().is_empty()).collect();
    let backwards: Vec<&str> = lines.iter().rev().copied().collect();
    let forwards = surveyed(evaluator.clone(), &reader, &lines);
    let backwards = surveyed(evaluator, &reader, &backwards);
    let (evaluator, reader) = (&forwards, &reader);
    let path = Plain { evaluator, reader };
    let other = Plain { evaluator: &backwards, reader };
    let text = format!("{}\n\n{word}as of {as_of}\n", rules.trim());
    path.beside_fast(&lines, |mut fast_path, lines| {
        let mut said = Said { text, ..Said::default() };
        for line in lines {
            let plain = path.decide(line.as_bytes(), steps);
            let fast = fast_path.decide(line.as_bytes(), steps);
            if !settle {
                let other = other.decide(line.as_bytes(), steps);
                assert_eq!(plain, other, "the order of the records matters: {line}");
            }
            writeln!(said.text, "{line}\n    {}", words(plan, &plain)).unwrap();
            if is_plain(plan) {
                assert_eq!(fast, None, "the fast path knows this now");
                continue;
            }
            said.good += usize::from(plain.is_ok());
            match fast {
                Some(fast) => assert_eq!(plain, Ok(fast), "the paths differ: {rules}\n{line}"),
                None if plain.is_err() => {}
                None => said.declined.push((*line).to_owned()),
            }
        }
        said
    })
}

/// Whether the rules need what is left to the plain path: events that belong to others, and keys
/// of several parts.
fn is_plain(plan: &Plan) -> bool {
    plan.needs.lists.iter().any(|list| {
        list.parent().is_some() || list.key.as_ref().is_some_and(|key| key.paths.len() > 1)
    })
}

fn words(plan: &Plan, decided: &Result<Decided<'_>, String>) -> String {
    match decided {
        Ok((_, decision)) => shown(plan, decision),
        Err(reason) => format!("rejected: {reason}"),
    }
}

/// The evaluator that knows what came of all phases over these records, on both paths.
fn surveyed(mut evaluator: Evaluator, reader: &Arc<Reader>, lines: &[&str]) -> Evaluator {
    for phase in evaluator.phases() {
        let path = Plain { evaluator: &evaluator, reader };
        let survey = path.beside_fast(lines, |mut fast_path, lines| {
            let mut whole = Survey::default();
            for line in lines {
                let (mut plain, mut fast) = (Survey::default(), Survey::default());
                // A record that cannot be decided takes part in nothing.
                path.look(phase, line.as_bytes(), &mut plain);
                if fast_path.look(phase, line.as_bytes(), &mut fast) {
                    assert_eq!(plain, fast, "the paths see different things: {line}");
                }
                whole.merge(plain);
            }
            whole
        });
        evaluator = evaluator.knowing(phase, survey);
    }
    evaluator
}

/// ` (costs $3.05, worth $5)`, of what the rules calculate for each customer.
fn calculated(plan: &Plan, given: &Given) -> String {
    let gift = &plan.gifts[given.gift];
    let amounts = [("costs", &gift.costs, given.cost), ("worth", &gift.worth, given.worth)];
    let written = amounts.into_iter().filter_map(|(word, declared, amount)| {
        declared.as_ref()?.calculated()?;
        Some(format!("{word} {}", plan.currency.write(amount?)))
    });
    let written: Vec<_> = written.collect();
    if written.is_empty() { String::new() } else { format!(" ({})", written.join(", ")) }
}
