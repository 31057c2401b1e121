//! What it would take: the answer.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::chain::{Step, next_moment, steps};
use super::goal::Goal;
use super::search::Search;
use super::wait::is_before;
use super::way::{Way, When};
use crate::after;
use crate::eval::{Decision, Evaluator, Prize, Record, Situation};
use crate::plan::{Plan, StageId};
use crate::prove::Domain;
use crate::tools::why::About;
use crate::values::AsOf;

/// What it would take for what is asked about to happen.
#[derive(Clone, Debug, PartialEq)]
pub struct Takes {
    /// The ways, those of the fewest facts first; none of them is contained in another one.
    pub ways: Vec<Way>,
    /// If it is a stage to which no rule leads from here, or a gift that is given in such a stage: one
    /// way there, move by move.
    pub steps: Vec<Step>,
    /// When it comes by itself, if nothing happens.
    pub wait: Option<Waiting>,
    /// How many facts are asked for that can change.
    pub facts: usize,
    /// Changes of up to so many of them were all tried.
    pub tried: usize,
    /// Whether customers compete. Others are taken to stay as they are, and a later moment is as if
    /// there were no others.
    pub depends_on_others: bool,
    /// What the customer would have to compete for: ways that lead there are not among those found,
    /// since who gets it depends on others.
    pub contested: BTreeSet<Prize>,
    /// The lists whose events belong to other events, by their slots: what happens to those was not
    /// tried.
    pub untried: Vec<usize>,
}

/// What comes by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// When.
    pub at: AsOf,
    /// What is decided then.
    pub decision: Decision,
}

/// What it would take for a customer to move on, to move to a stage, to get a gift, or for a rule to
/// fire; `None` if that happens already, or cannot be decided. Other customers stay as they are.
pub fn takes(
    evaluator: &Evaluator,
    as_of: AsOf,
    record: &Record<'_>,
    about: About,
) -> Option<Takes> {
    takes_until(evaluator, as_of, record, about, None)
}

/// The same, but once this is set, nothing more is tried, and what is found is worth nothing.
pub(crate) fn takes_until(
    evaluator: &Evaluator,
    as_of: AsOf,
    record: &Record<'_>,
    about: About,
    stop: Option<&AtomicBool>,
) -> Option<Takes> {
    let plan = Arc::clone(evaluator.plan());
    let decision = evaluator.decide_among(record).ok()?;
    let stage = Situation::new(evaluator, record).stage();
    let goal = Goal { plan: &plan, about, stage, stop };
    if goal.is_reached(evaluator, record, &decision) || is_nowhere(&plan, about, stage) {
        return None;
    }
    let steps = steps(evaluator, as_of, record, goal);
    let domain = Domain::of_stage(&plan, stage);
    let mut search = Search::new(evaluator, goal, &domain, record);
    search.contested.extend(goal.contested(&decision));
    let tried = search.run();
    let mut ways = widened(&mut search, When::Now);
    let record = match decision.moves.is_empty() {
        true => updated(&search.record, &decision, evaluator),
        false => search.record.clone(),
    };
    let wait = search.moment(&plan, as_of, &record);
    if ways.is_empty() {
        ways = tomorrow(&plan, as_of, &record, &decision, goal);
    }
    if ways.is_empty() {
        ways = later(&mut search, &plan, as_of, wait.as_ref().map(|wait| wait.0));
    }
    sort(&mut ways);
    let belongs = |list: &usize| plan.needs.lists[*list].parent().is_some();
    let untried = domain.lists.keys().copied().filter(belongs).collect();
    let wait = wait.map(|(at, decision)| Waiting { at, decision });
    let depends_on_others = !evaluator.phases().is_empty();
    let facts = search.facts();
    let contested = std::mem::take(&mut search.contested);
    Some(Takes { ways, steps, wait, facts, tried, depends_on_others, contested, untried })
}

/// Whether a step does what is asked about: the customer moves on, moves to the stage, gets the gift, or
/// the rule fires.
pub fn happens(
    evaluator: &Evaluator,
    record: &Record<'_>,
    about: About,
    decision: &Decision,
) -> bool {
    let stage = Situation::new(evaluator, record).stage();
    let goal = Goal { plan: evaluator.plan(), about, stage, stop: None };
    goal.is_reached(evaluator, record, decision)
}

/// Whether it leads nowhere: to the stage where the customer is, or on from one that no rule leaves.
fn is_nowhere(plan: &Plan, about: About, stage: StageId) -> bool {
    match about {
        About::Everything => plan.rules_in(stage).all(|rule| plan.rules[rule].move_to.is_none()),
        About::Stage(to) => to == stage,
        About::Gift(_) | About::Rule(_) => false,
    }
}

/// What was found, as widely as it holds, each once.
fn widened(search: &mut Search<'_>, when: When) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    for found in search.found.clone() {
        let way = search.widened(&found, when);
        if !ways.iter().any(|other| other.changes == way.changes) {
            ways.push(way);
        }
    }
    ways
}

/// The record with what a decision changes.
fn updated(
    record: &Record<'static>,
    decision: &Decision,
    evaluator: &Evaluator,
) -> Record<'static> {
    let mut record = record.clone();
    after::apply(&mut record, decision, evaluator.clock().as_of());
    record
}

/// The ways that there are from the next day or second on, if something happened just now: no
/// event of the same instant is after it.
fn tomorrow(
    plan: &Arc<Plan>,
    as_of: AsOf,
    record: &Record<'static>,
    decision: &Decision,
    goal: Goal<'_>,
) -> Vec<Way> {
    let now = Evaluator::new(plan, as_of).clock().as_of();
    let just_now = record.stage.is_none()
        || decision.changes_stage()
        || record.stage_since == Some(now)
        || record.given.iter().any(|grant| grant.at == Some(now))
        || !decision.given.is_empty();
    let (true, Some(next)) = (just_now, next_moment(as_of)) else { return Vec::new() };
    let evaluator = Evaluator::new(plan, as_of);
    let record = updated(record, decision, &evaluator);
    let stage: StageId = record.stage.unwrap_or(plan.start);
    let evaluator = Evaluator::new(plan, next);
    let Ok(evaluator) = evaluator.alone(&record) else { return Vec::new() };
    let goal = Goal { stage, ..goal };
    let domain = Domain::of_stage(plan, stage);
    let mut search = Search::new(&evaluator, goal, &domain, &record);
    // What comes then by itself needs no changes.
    if search.reaches(&record).is_some() {
        return Vec::new();
    }
    search.run();
    widened(&mut search, When::From(next))
}

/// Changes that are enough at a later moment.
fn later(
    search: &mut Search<'_>,
    plan: &Arc<Plan>,
    as_of: AsOf,
    by_itself: Option<AsOf>,
) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    for later in search.later(plan, as_of, by_itself) {
        let Ok(evaluator) = Evaluator::new(plan, later.at).alone(&search.record) else { continue };
        search.evaluator = Arc::new(evaluator);
        let way = search.widened(&later.found, When::Until(later.at));
        if !ways.iter().any(|other| other.changes == way.changes) {
            ways.push(way);
        }
    }
    ways
}

/// The fewest facts first, then the earliest, then those without what the rules set, then the fewest
/// events; else in the order of the file.
fn sort(ways: &mut [Way]) {
    ways.sort_by(|one, other| {
        let key = |way: &Way| (way.facts(), way.when.later().is_some());
        let earlier = |one: &Way, other: &Way| match (one.when.later(), other.when.later()) {
            (Some(one), Some(other)) => is_before(one, other),
            _ => false,
        };
        let by_time = earlier(other, one).cmp(&earlier(one, other));
        let rest = |way: &Way| (way.is_ours(), way.events());
        key(one).cmp(&key(other)).then(by_time).then(rest(one).cmp(&rest(other)))
    });
}
