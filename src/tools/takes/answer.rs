//! What it would take: the answer.

use std::sync::Arc;

use jiff::{SignedDuration, ToSpan};

use super::goal::Goal;
use super::search::Search;
use super::wait::is_before;
use super::way::Way;
use crate::after;
use crate::eval::{Decision, Evaluator, Record, Situation};
use crate::plan::{Plan, StageId};
use crate::prove::Domain;
use crate::tools::why::About;
use crate::values::AsOf;

/// What it would take for what is asked about to happen.
#[derive(Clone, Debug, PartialEq)]
pub struct Takes {
    /// The ways, those of the fewest facts first; none of them is contained in another one.
    pub ways: Vec<Way>,
    /// When it comes by itself, if nothing happens.
    pub wait: Option<Waiting>,
    /// Changes of up to so many facts were all tried.
    pub tried: usize,
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
    let plan = Arc::clone(evaluator.plan());
    let decision = evaluator.decide_among(record).ok()?;
    let stage = Situation::new(evaluator, record).stage();
    let goal = Goal { plan: &plan, about, stage };
    if goal.is_reached(evaluator, record, &decision) || about == About::Stage(stage) {
        return None;
    }
    let domain = Domain::of_stage(&plan, stage);
    let mut search = Search::new(evaluator, goal, &domain, record);
    let tried = search.run();
    let mut ways = widened(&mut search, None);
    let alone = evaluator.phases().is_empty();
    let record = search.record.clone();
    let wait = if alone { search.moment(&plan, as_of, &record) } else { None };
    if ways.is_empty() && alone {
        ways = tomorrow(&plan, as_of, &record, &decision, about);
    }
    if ways.is_empty() && alone {
        ways = later(&mut search, &plan, as_of, wait.as_ref().map(|wait| wait.0));
    }
    sort(&mut ways);
    let belongs = |list: &usize| plan.needs.lists[*list].parent().is_some();
    let untried = domain.lists.keys().copied().filter(belongs).collect();
    let wait = wait.map(|(at, decision)| Waiting { at, decision });
    Some(Takes { ways, wait, tried, untried })
}

/// What was found, as widely as it holds, each once.
fn widened(search: &mut Search<'_>, from: Option<AsOf>) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    for found in search.found.clone() {
        let way = search.widened(&found, from);
        if !ways.iter().any(|other| other.changes == way.changes) {
            ways.push(way);
        }
    }
    ways
}

/// The ways that there are from the next day or second on, if something happened just now: no
/// event of the same instant is after it.
fn tomorrow(
    plan: &Arc<Plan>,
    as_of: AsOf,
    record: &Record<'static>,
    decision: &Decision,
    about: About,
) -> Vec<Way> {
    let now = Evaluator::new(plan, as_of).clock().as_of();
    let just_now = record.stage.is_none()
        || decision.changes_stage()
        || record.stage_since == Some(now)
        || record.given.iter().any(|grant| grant.at == Some(now))
        || !decision.given.is_empty();
    let next = match as_of {
        AsOf::Day(day) => day.checked_add(1.day()).ok().map(AsOf::Day),
        AsOf::Instant(at) => at.checked_add(SignedDuration::from_secs(1)).ok().map(AsOf::Instant),
    };
    let (true, Some(next)) = (just_now, next) else { return Vec::new() };
    let mut record = record.clone();
    after::apply(&mut record, decision, now);
    let stage: StageId = record.stage.unwrap_or(plan.start);
    let evaluator = Evaluator::new(plan, next);
    let goal = Goal { plan, about, stage };
    let domain = Domain::of_stage(plan, stage);
    let mut search = Search::new(&evaluator, goal, &domain, &record);
    // What comes then by itself needs no changes.
    if search.reaches(&record).is_some() {
        return Vec::new();
    }
    search.run();
    widened(&mut search, Some(next))
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
        search.evaluator = Arc::new(Evaluator::new(plan, later.at));
        let way = search.widened(&later.found, Some(later.at));
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
        let key = |way: &Way| (way.facts(), way.from.is_some());
        let earlier = |one: &Way, other: &Way| match (one.from, other.from) {
            (Some(one), Some(other)) => is_before(one, other),
            _ => false,
        };
        let by_time = earlier(other, one).cmp(&earlier(one, other));
        let rest = |way: &Way| (way.is_ours(), way.events());
        key(one).cmp(&key(other)).then(by_time).then(rest(one).cmp(&rest(other)))
    });
}
