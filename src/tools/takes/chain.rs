//! A stage further on: one move after the other.

use std::collections::VecDeque;
use std::sync::Arc;

use jiff::{SignedDuration, ToSpan};

use super::goal::Goal;
use super::search::Search;
use super::way::{Way, When};
use crate::after;
use crate::eval::{Evaluator, Record};
use crate::plan::{Plan, StageId};
use crate::prove::Domain;
use crate::tools::why::About;
use crate::values::AsOf;

/// So many moves at most.
const MOVES: usize = 3;

/// A move on the way to a stage further on.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The stage that it leads to.
    pub to: StageId,
    /// As of which moment.
    pub as_of: AsOf,
    /// What it takes; `None` if nothing needs to change.
    pub way: Option<Way>,
}

/// One way along the shortest chain of moves to a stage, each step confirmed on the record that the step
/// before leaves. Nothing if there is no such chain of two or three moves, or a step cannot be taken.
pub(super) fn steps(
    evaluator: &Evaluator,
    as_of: AsOf,
    record: &Record<'_>,
    (from, to): (StageId, StageId),
) -> Vec<Step> {
    let plan = evaluator.plan();
    let Some(stages) = shortest(plan, from, to) else { return Vec::new() };
    let (mut steps, mut record, mut as_of) = (Vec::new(), record.clone().into_owned(), as_of);
    for stage in stages {
        // Others are known only as of now.
        let later = Evaluator::new(plan, as_of).alone(&record);
        let evaluator = match (steps.is_empty(), later) {
            (true, _) => evaluator.clone(),
            (false, Ok(later)) => later,
            (false, Err(_)) => return Vec::new(),
        };
        let Some((way, next)) = step(&evaluator, &record, stage) else { return Vec::new() };
        steps.push(Step { to: stage, as_of, way });
        let Some(day) = next_moment(as_of) else { return Vec::new() };
        (record, as_of) = (next, day);
    }
    steps
}

/// What one step takes, and the record after it.
fn step(
    evaluator: &Evaluator,
    record: &Record<'static>,
    to: StageId,
) -> Option<(Option<Way>, Record<'static>)> {
    let plan: &Arc<Plan> = evaluator.plan();
    let stage = record.stage.unwrap_or(plan.start);
    let goal = Goal { plan, about: About::Stage(to), stage };
    let domain = Domain::of_stage(plan, stage);
    let mut search = Search::new(evaluator, goal, &domain, record);
    let now = evaluator.clock().as_of();
    let mut after = record.clone();
    if let Some(decision) = search.reaches(record) {
        after::apply(&mut after, &decision, now);
        return Some((None, after));
    }
    search.run();
    let found = search.found.first()?.clone();
    let way = search.widened(&found, When::Now);
    let mut after = search.changed(record, &found.pulls);
    after::apply(&mut after, &found.decision, now);
    Some((Some(way), after))
}

/// The stages on the shortest chain of moves, the last one included, if there are two or three.
fn shortest(plan: &Plan, from: StageId, to: StageId) -> Option<Vec<StageId>> {
    let mut before: Vec<Option<StageId>> = vec![None; plan.stages.len()];
    let mut next = VecDeque::from([from]);
    while let Some(stage) = next.pop_front() {
        for target in plan.rules_in(stage).filter_map(|rule| plan.rules[rule].move_to) {
            if target != from && before[target].is_none() {
                before[target] = Some(stage);
                next.push_back(target);
            }
        }
    }
    let back = std::iter::successors(Some(to), |stage| before[*stage]);
    let mut stages: Vec<StageId> = back.take_while(|stage| *stage != from).collect();
    stages.reverse();
    (before[to].is_some() && (2..=MOVES).contains(&stages.len())).then_some(stages)
}

/// The next day or second.
pub(super) fn next_moment(as_of: AsOf) -> Option<AsOf> {
    match as_of {
        AsOf::Day(day) => day.checked_add(1.day()).ok().map(AsOf::Day),
        AsOf::Instant(at) => at.checked_add(SignedDuration::from_secs(1)).ok().map(AsOf::Instant),
    }
}
