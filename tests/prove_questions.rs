//! What is answered to questions about all customers is true: of programs, questions and customers that
//! nobody thought of, what is proved never fails, and each counterexample is one. What is proved over
//! time holds for customers who are decided for on many days, with what they get written back.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/invented/mod.rs"]
mod invented;

use std::sync::Arc;

use cases::cases;
use flywheel::Program;
use flywheel::after;
use flywheel::eval::{Decision, Evaluator, Record, Situation};
use flywheel::plan::{Does, Plan, Question, QuestionKind};
use flywheel::prove::{Answer, Customer, Prover};
use flywheel::records::Reader;
use flywheel::terms::{Cap, Per};
use flywheel::tools::questions::answers;
use flywheel::tools::rule_test::Runner;
use flywheel::values::{AsOf, Clock, Decimal, Truth};
use invented::{Choices, Invented, as_of, person};
use jiff::ToSpan;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// So many questions are asked about each program, about so many people, who live for so many days.
const QUESTIONS: usize = 6;
const PEOPLE: usize = 12;
const LIVES: usize = 3;
const DECISIONS: usize = 80;

#[derive(Debug, Default)]
struct Tally {
    programs: usize,
    proved: usize,
    counterexamples: usize,
    not_proved: usize,
    decided: usize,
    lived: usize,
    given: usize,
    tests: usize,
}

#[test]
fn answers_are_true() {
    let tally = std::cell::RefCell::new(Tally::default());
    let config = Config { cases: cases(60), failure_persistence: None, ..Config::default() };
    let ran = TestRunner::new(config).run(&(vec(any::<u8>(), 0..1500), any::<u64>()), |case| {
        of_program(&case.0, case.1, &mut tally.borrow_mut()).map_err(TestCaseError::fail)
    });
    ran.unwrap_or_else(|wrong| panic!("{wrong}"));
    let Tally { programs, proved, counterexamples, not_proved, decided, lived, given, tests } =
        *tally.borrow();
    println!(
        "law prove_questions: programs={programs} proved={proved} counterexamples={counterexamples} \
         not_proved={not_proved} decided={decided} lived={lived} given={given} tests={tests}"
    );
    assert!(proved > programs / 4 && counterexamples > programs / 5, "{tally:?}");
    assert!(decided > proved && tests > 0 && given > 0, "{tally:?}");
}

fn of_program(rules: &[u8], seed: u64, tally: &mut Tally) -> Result<(), String> {
    let invented = Invented::program(&mut Choices::listed(rules));
    let choices = &mut Choices::rolled(seed);
    let no_file = |_: &str| Err("no other file".to_owned());
    for _ in 0..QUESTIONS {
        let question = invented.question(choices);
        let asked =
            Program::load_asking("it", &invented.rules, std::slice::from_ref(&question), &no_file);
        let Ok(program) = asked else { continue };
        let plan = program.asking_plan();
        let Some(asked) = plan.questions.first() else { continue };
        let answer = Prover::new(&plan).answer(asked);
        tally.programs += 1;
        let checked = match &answer {
            Answer::Proved(_) => {
                tally.proved += 1;
                holds(&plan, asked, &invented, choices, tally)
            }
            Answer::Counterexample { customer, .. } => {
                tally.counterexamples += 1;
                breaks(&plan, asked, customer)
                    .and_then(|()| passes(&program, &invented.rules, tally))
            }
            Answer::NotProved(obstacles) => {
                tally.not_proved += 1;
                if obstacles.is_empty() {
                    Err("nothing prevents a proof".to_owned())
                } else {
                    Ok(())
                }
            }
        };
        checked.map_err(|wrong| format!("{}\n{question}\n{answer:?}\n{wrong}", invented.rules))?;
    }
    Ok(())
}

/// What was proved holds for people.
fn holds(
    plan: &Arc<Plan>,
    asked: &Question,
    invented: &Invented,
    choices: &mut Choices<'_>,
    tally: &mut Tally,
) -> Result<(), String> {
    let reader = Reader::new(&plan.needs);
    for turn in 0..PEOPLE {
        let person = person(&invented.schema, choices);
        let Ok(record) = reader.read(&person) else { continue };
        let Ok(as_of) = AsOf::parse(&as_of(choices), &plan.zone) else { continue };
        let told = |wrong: String| format!("as of {as_of:?}\n{}\n{wrong}", person.escape_ascii());
        match &asked.kind {
            QuestionKind::Does { stage, .. } => {
                let mut record = record;
                // Some of those who would not be asked about are.
                if stage.is_some() && turn % 3 != 0 {
                    record.stage = *stage;
                }
                does_not_fail(plan, asked, &record, as_of, tally).map_err(told)?;
            }
            QuestionKind::Most { .. } if turn < LIVES => {
                lives(plan, asked, record, choices, tally).map_err(told)?;
            }
            QuestionKind::Most { .. } => {}
        }
    }
    Ok(())
}

fn does_not_fail(
    plan: &Arc<Plan>,
    asked: &Question,
    record: &Record<'_>,
    as_of: AsOf,
    tally: &mut Tally,
) -> Result<(), String> {
    let evaluator = Evaluator::new(plan, as_of);
    let Ok(decision) = evaluator.decide(record) else { return Ok(()) };
    if decision.left_out || !is_about(asked, &evaluator, record) {
        return Ok(());
    }
    tally.decided += 1;
    if fails(asked, &decision) {
        return Err(format!("{decision:?}"));
    }
    let QuestionKind::Does {
        every: false,
        stage: Some(_),
        condition: None,
        does: Does::Enters(to),
    } = &asked.kind
    else {
        return Ok(());
    };
    // In however many steps.
    let Ok(settled) = evaluator.settle(record) else { return Ok(()) };
    let gets_there = settled.moves.iter().any(|moved| moved.to == *to);
    if gets_there { Err(format!("{settled:?}")) } else { Ok(()) }
}

/// Whether a question is about a customer.
fn is_about(asked: &Question, evaluator: &Evaluator, record: &Record<'_>) -> bool {
    let QuestionKind::Does { every, stage, condition, does } = &asked.kind else { return true };
    let situation = Situation::new(evaluator, record);
    let is_there = stage.is_none_or(|stage| record.stage == Some(stage));
    let holds =
        condition.as_ref().is_none_or(|cond| situation.truth(cond.id, None) == Some(Truth::True));
    let enters_own = match does {
        Does::MovesTo(to) | Does::Enters(to) => {
            *every && stage.is_none() && situation.stage() == *to
        }
        Does::Leaves | Does::Stays | Does::Gets(_) | Does::Tagged(_) => false,
    };
    is_there && holds && !enters_own
}

/// Whether what a customer does is not what was said.
fn fails(asked: &Question, decision: &Decision) -> bool {
    let QuestionKind::Does { every, does, .. } = &asked.kind else { return false };
    let moved = decision.moves.first().map(|moved| moved.to);
    let is_so = match does {
        Does::MovesTo(to) | Does::Enters(to) => moved == Some(*to),
        Does::Leaves => moved.is_some(),
        Does::Stays => moved.is_none(),
        Does::Gets(gifts) => decision.given.iter().any(|given| gifts.contains(&given.gift)),
        Does::Tagged(tag) => decision.tags.contains(tag),
    };
    is_so != *every
}

/// Decides for a person again and again, as days go by, and writes down what they get.
fn lives(
    plan: &Arc<Plan>,
    asked: &Question,
    mut record: Record<'_>,
    choices: &mut Choices<'_>,
    tally: &mut Tally,
) -> Result<(), String> {
    record.given.clear();
    record.owed.clear();
    let mut day = jiff::civil::date(2026, 1, 1)
        .checked_add((choices.below(80) as i64).days())
        .expect("a day");
    for _ in 0..DECISIONS {
        let evaluator = Evaluator::new(plan, AsOf::Day(day));
        let Ok(decision) = evaluator.decide(&record) else { return Ok(()) };
        tally.lived += 1;
        after::apply(&mut record, &decision, evaluator.clock().as_of());
        if too_much(asked, &decision, &record, evaluator.clock()) {
            return Err(format!("on {day}: {:?}", record.given));
        }
        tally.given += decision.given.len();
        let steps = [1, 1, 2, 3, 7, 10, 15, 28, 29, 30, 31, 45, 90, 91];
        day = day.checked_add((*choices.of(&steps)).days()).expect("a day");
        if choices.once_in(3) {
            record.stage = Some(choices.below(plan.stages.len()));
            record.stage_since = Some(evaluator.clock().as_of());
        }
    }
    Ok(())
}

/// Whether more was given than was proved, now that something was.
fn too_much(asked: &Question, decision: &Decision, record: &Record<'_>, now: &Clock) -> bool {
    let QuestionKind::Most { gifts, cap, per } = &asked.kind else { return false };
    if !decision.given.iter().any(|given| gifts.contains(&given.gift)) {
        return false;
    }
    let counted = record.given.iter().filter(|grant| gifts.contains(&grant.gift));
    let counted = counted.filter(|grant| match (per, grant.at) {
        (Some(Per::Rolling(length)), Some(at)) => at > now.back(*length),
        (Some(Per::Calendar(period)), Some(at)) => at >= now.start_of(*period),
        (None, _) | (_, None) => true,
    });
    match cap {
        Cap::Count(most) => counted.count() as u64 > *most,
        Cap::Money(most) => {
            let costs = counted.map(|grant| grant.cost.unwrap_or(Decimal::ZERO));
            costs.fold(Decimal::ZERO, |sum, cost| sum.checked_add(cost).expect("small")) > *most
        }
    }
}

/// A counterexample is one.
fn breaks(plan: &Arc<Plan>, asked: &Question, customer: &Customer) -> Result<(), String> {
    let evaluator = Evaluator::new(plan, AsOf::Day(customer.as_of));
    let decision = evaluator.decide(&customer.record).map_err(|fault| format!("{fault:?}"))?;
    if let QuestionKind::Most { .. } = asked.kind {
        let mut record = customer.record.clone();
        after::apply(&mut record, &decision, evaluator.clock().as_of());
        for grant in record.given.iter_mut().filter(|grant| grant.cost.is_none()) {
            let costs = plan.gifts[grant.gift].costs.as_ref();
            grant.cost = costs.and_then(|amount| amount.plain());
        }
        let is_one = too_much(asked, &decision, &record, evaluator.clock());
        return if is_one { Ok(()) } else { Err("it is not too much".to_owned()) };
    }
    let is_one = is_about(asked, &evaluator, &customer.record)
        && !decision.left_out
        && fails(asked, &decision);
    if is_one { Ok(()) } else { Err(format!("no counterexample: {decision:?}")) }
}

/// The test that shows a counterexample passes when it is pasted in.
fn passes(program: &Program, rules: &str, tally: &mut Tally) -> Result<(), String> {
    let answered = answers(&program.asking_plan(), false);
    let Some(test) = answered.first().and_then(|answered| answered.test.clone()) else {
        return Ok(());
    };
    let pasted = Program::parse("it", &format!("{rules}\n{test}"))
        .map_err(|refused| format!("{test}\n{:?}", refused.problems))?;
    let runner = Runner::new(pasted.model(), pasted.plan(), pasted.sources());
    let outcome = runner.run(&pasted.model().tests[0], &mut runner.coverage());
    tally.tests += 1;
    if outcome.passed() { Ok(()) } else { Err(format!("{test}\n{:?}", outcome.problems)) }
}
