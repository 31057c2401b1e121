//! Why something is decided: of programs and customers that nobody thought of, the clauses that are
//! reasons give the result whatever the others are, and what holds a gift back does so until the
//! moment that is named, and not from then on.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/invented/mod.rs"]
mod invented;
#[path = "support/questions.rs"]
mod questions;

use cases::cases;
use flywheel::eval::{Decision, Evaluator, Reason, Record, Situation};
use flywheel::tools::why::{
    About, Clause, ClauseKind, GiftOutcome, GiftWhy, Patience, Question, RuleOutcome, Step, Why,
    steps,
};
use flywheel::values::{AsOf, Truth};
use invented::Choices;
use jiff::ToSpan;
use questions::questions;

/// What was explained.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    customers: usize,
    clauses: usize,
    /// Clauses that are no reasons.
    others: usize,
    withheld: usize,
    /// Gifts that are free again at some time.
    freed: usize,
    /// Steps after the first of a run.
    later: usize,
}

#[test]
fn reasons_give_the_result_whatever_the_others_are() {
    let mut tally = Tally::default();
    questions(cases(80), |question, choices| explained(question, choices, &mut tally));
    let Tally { customers, clauses, withheld, freed, later, .. } = tally;
    // `.ci/long` adds these up.
    println!(
        "law why: customers={customers} clauses={clauses} withheld={withheld} freed={freed} later={later}"
    );
    assert!(later > 0, "{tally:?}");
    assert!(tally.clauses > tally.customers, "{tally:?}");
    assert!(tally.others * 200 > tally.clauses, "{tally:?}");
}

fn explained(
    asked: &questions::Question<'_>,
    choices: &mut Choices<'_>,
    tally: &mut Tally,
) -> Result<(), String> {
    let questions::Question { program, record, as_of } = *asked;
    // Customers who compete are decided alone here.
    let Ok(evaluator) = Evaluator::new(program.plan(), as_of).alone(record) else { return Ok(()) };
    let (sources, about) = (program.sources(), About::Everything);
    let evaluator = &evaluator;
    let step = Step::default();
    let patience = &Patience::endless();
    let question = Question { sources, evaluator, as_of, record, about, step, patience };
    tally.customers += 1;
    holds(&question.answer(), evaluator, record, choices, tally)?;
    // Settling does not know limits across customers.
    if evaluator.phases().is_empty() { settles(&question, tally) } else { Ok(()) }
}

/// The steps do what settling does, and of a later step, too, the clauses give the result.
fn settles(question: &Question<'_>, tally: &mut Tally) -> Result<(), String> {
    let evaluator = question.evaluator;
    let whole = evaluator.settle(question.record);
    let steps = steps(evaluator, question.record);
    let mut decisions = Vec::new();
    for (record, step) in steps.iter() {
        let question = Question { record, step, ..*question };
        let why = question.answer();
        for rule in &why.rules {
            let is_true = rule.clause.as_ref().is_some_and(|clause| clause.truth == Truth::True);
            if matches!(rule.outcome, RuleOutcome::Entered(_)) && !is_true {
                return Err(format!("{rule:#?} is not true"));
            }
        }
        decisions.push(why.decision);
    }
    tally.later += decisions.len() - 1;
    let Ok(whole) = whole else {
        let fails = decisions.iter().any(Result::is_err);
        return if fails { Ok(()) } else { Err("only settling fails".to_owned()) };
    };
    let each: Vec<Decision> =
        decisions.into_iter().collect::<Result<_, _>>().map_err(|fault| fault.to_string())?;
    let moves: Vec<_> = each.iter().flat_map(|one| one.moves.clone()).collect();
    let given: Vec<_> = each.iter().flat_map(|one| one.given.clone()).collect();
    match moves == whole.moves && given == whole.given {
        true => Ok(()),
        false => Err(format!(
            "settling moves {:?} and gives {:?}, in steps: {moves:?}, {given:?}",
            whole.moves, whole.given
        )),
    }
}

fn holds(
    why: &Why,
    evaluator: &Evaluator,
    record: &Record<'_>,
    choices: &mut Choices<'_>,
    tally: &mut Tally,
) -> Result<(), String> {
    let Ok(decision) = &why.decision else { return Ok(()) };
    for rule in &why.rules {
        let Some(clause) = &rule.clause else { continue };
        let expected = match rule.outcome {
            RuleOutcome::Fires
            | RuleOutcome::MovedBy(_)
            | RuleOutcome::Full(_)
            | RuleOutcome::Entered(_) => Truth::True,
            RuleOutcome::False => Truth::False,
            RuleOutcome::Unknown => Truth::Unknown,
            RuleOutcome::NotRead => continue,
        };
        if clause.truth != expected {
            return Err(format!("{clause:#?} is not {expected:?}"));
        }
        for _ in 0..8 {
            let found = anyhow(clause, choices);
            if found != clause.truth {
                return Err(format!("with other clauses changed, it is {found:?}: {clause:#?}"));
            }
        }
        let (all, others) = counted(clause);
        tally.clauses += all;
        tally.others += others;
    }
    let fired = why.rules.iter().filter(|rule| rule.outcome == RuleOutcome::Fires);
    let moves = fired.filter(|rule| evaluator.plan().rules[rule.rule].move_to.is_some()).count();
    // Whoever makes room moves by no condition.
    if moves > decision.moves.len() {
        return Err(format!("{moves} rules are said to move the customer"));
    }
    // What is given now counts from then on.
    let mut record = record.clone();
    flywheel::after::apply(&mut record, decision, evaluator.clock().as_of());
    why.gifts.iter().try_for_each(|gift| is_held(gift, why.as_of, evaluator, &record, tally))
}

/// What a condition comes to if each clause that is no reason is anything.
fn anyhow(clause: &Clause, choices: &mut Choices<'_>) -> Truth {
    if !clause.decides {
        return *choices.of(&[Truth::True, Truth::False, Truth::Unknown]);
    }
    match &clause.kind {
        ClauseKind::All(parts) => {
            parts.iter().map(|part| anyhow(part, choices)).fold(Truth::True, Truth::and)
        }
        ClauseKind::Any(parts) => {
            parts.iter().map(|part| anyhow(part, choices)).fold(Truth::False, Truth::or)
        }
        ClauseKind::Not(inner) => !anyhow(inner, choices),
        ClauseKind::Named(_, inner) => anyhow(inner, choices),
        ClauseKind::Leaf(_) | ClauseKind::Again(_) => clause.truth,
    }
}

/// How many leaves there are, and how many of them are no reasons.
fn counted(clause: &Clause) -> (usize, usize) {
    let sum = |parts: &[Clause]| {
        let each = parts.iter().map(counted);
        each.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    };
    match &clause.kind {
        ClauseKind::All(parts) | ClauseKind::Any(parts) => sum(parts),
        ClauseKind::Not(inner) | ClauseKind::Named(_, inner) => counted(inner),
        ClauseKind::Leaf(_) | ClauseKind::Again(_) => (1, usize::from(!clause.decides)),
    }
}

/// What holds a gift back does so until the moment that is named, and nothing does then.
fn is_held(
    why: &GiftWhy,
    as_of: AsOf,
    evaluator: &Evaluator,
    record: &Record<'_>,
    tally: &mut Tally,
) -> Result<(), String> {
    let GiftOutcome::Withheld { rule, reason, held, free, .. } = &why.outcome else {
        return Ok(());
    };
    tally.withheld += 1;
    if let Some(held) = held
        && held.reason != *reason
    {
        return Err(format!("withheld because of {reason:?}, but explained by {held:?}"));
    }
    if *reason == Reason::Repeat && held.as_ref().is_some_and(|held| held.counted.is_empty()) {
        return Err("it repeats nothing".to_owned());
    }
    let Some(free) = free else { return Ok(()) };
    tally.freed += 1;
    let is_free = |at: AsOf| {
        let evaluator = Evaluator::new(evaluator.plan(), at);
        Situation::new(&evaluator, record).held(why.gift, *rule) == Ok(None)
    };
    if !is_free(*free) {
        return Err(format!("said to be free at {free}: {why:?}"));
    }
    let (AsOf::Day(from), AsOf::Day(to)) = (as_of, *free) else { return Ok(()) };
    let mut day = from.checked_add(1.day()).expect("a day of the calendar");
    while day < to {
        if is_free(AsOf::Day(day)) {
            return Err(format!("free on {day}, before {free}: {why:?}"));
        }
        day = day.checked_add(1.day()).expect("a day of the calendar");
    }
    Ok(())
}
