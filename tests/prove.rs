//! What is proved impossible never happens: of programs and customers that nobody thought of, a rule
//! that is never true is never true, and one that others come before is never true without them.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/invented/mod.rs"]
mod invented;
#[path = "support/questions.rs"]
mod questions;

use std::collections::HashMap;
use std::sync::Arc;

use cases::cases;
use flywheel::eval::{Evaluator, Record, Situation};
use flywheel::plan::{Plan, RuleId};
use flywheel::prove::{Customer, Fate, Prover};
use flywheel::values::{AsOf, Truth};
use questions::{Question, questions};

/// By stage, what is said of its rules.
type Fates = Vec<Vec<(RuleId, Fate)>>;

/// What was said and asked.
#[derive(Debug, Default)]
struct Tally {
    programs: usize,
    fires: usize,
    never: usize,
    shadowed: usize,
    not_proved: usize,
    asked: usize,
}

#[test]
fn what_is_impossible_never_happens() {
    let mut known: HashMap<usize, (Arc<Plan>, Fates)> = HashMap::new();
    let mut tally = Tally::default();
    questions(cases(40), |question, _| {
        let plan = question.program.plan();
        let (_, fates) = known.entry(Arc::as_ptr(plan) as usize).or_insert_with(|| {
            let mut prover = Prover::new(plan);
            let fates: Fates = (0..plan.stages.len()).map(|stage| prover.fates(stage)).collect();
            tally.programs += 1;
            fates.iter().flatten().for_each(|(_, fate)| tally.count(fate));
            (Arc::clone(plan), fates)
        });
        keeps_to(question, fates, &mut tally)
    });
    let Tally { programs, fires, never, shadowed, not_proved, asked } = tally;
    // `.ci/long` adds these up.
    println!(
        "law prove: programs={programs} fires={fires} never={never} shadowed={shadowed} \
         not_proved={not_proved} asked={asked}"
    );
    assert!(tally.fires > tally.not_proved, "{tally:?}");
    assert!(tally.never + tally.shadowed > tally.programs / 4, "{tally:?}");
}

impl Tally {
    fn count(&mut self, fate: &Fate) {
        match fate {
            Fate::Fires(_) => self.fires += 1,
            Fate::Never => self.never += 1,
            Fate::Shadowed { .. } => self.shadowed += 1,
            Fate::NotProved => self.not_proved += 1,
        }
    }
}

/// What was said of the rules of a stage holds for a customer in it.
fn keeps_to(question: &Question<'_>, fates: &Fates, tally: &mut Tally) -> Result<(), String> {
    let plan = question.program.plan();
    let evaluator = Evaluator::new(plan, question.as_of);
    let situation = Situation::new(&evaluator, question.record);
    let is_true = |rule: RuleId| {
        let condition = plan.rules[rule].condition.as_ref().expect("a rule that is read");
        situation.truth(condition.id, None) == Some(Truth::True)
    };
    let left_out = plan.leave_out.as_ref();
    if left_out.is_some_and(|cond| situation.truth(cond.id, None) == Some(Truth::True)) {
        return Ok(());
    }
    for (rule, fate) in &fates[situation.stage()] {
        tally.asked += 1;
        let label = &plan.rules[*rule].label;
        match fate {
            Fate::Never if is_true(*rule) => return Err(format!("{label} is true")),
            Fate::Shadowed { by, timed } if is_true(*rule) && !by.iter().any(|by| is_true(*by)) => {
                if timed.iter().all(|list| is_timed(question.record, *list)) {
                    return Err(format!("{label} is not shadowed"));
                }
            }
            Fate::Fires(customer) => shows(plan, *rule, customer)?,
            Fate::Never | Fate::Shadowed { .. } | Fate::NotProved => {}
        }
    }
    Ok(())
}

/// Whether each event of a list has a time.
fn is_timed(record: &Record<'_>, list: usize) -> bool {
    record.lists[list].as_ref().is_none_or(|events| events.at.iter().all(Option::is_some))
}

/// A rule that fires is true for the customer who shows it.
fn shows(plan: &Arc<Plan>, rule: RuleId, customer: &Customer) -> Result<(), String> {
    let evaluator = Evaluator::new(plan, AsOf::Day(customer.as_of));
    let situation = Situation::new(&evaluator, &customer.record);
    let condition = plan.rules[rule].condition.as_ref().expect("a rule that is read");
    if situation.truth(condition.id, None) == Some(Truth::True) {
        return Ok(());
    }
    Err(format!("{} is not true for {customer:?}", plan.rules[rule].label))
}
