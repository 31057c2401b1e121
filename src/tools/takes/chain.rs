//! A stage further on, or a gift that is given there: one move after the other.

use std::collections::BTreeSet;

use jiff::{SignedDuration, ToSpan};

use super::goal::Goal;
use super::search::Search;
use super::way::{Way, When};
use crate::after;
use crate::eval::{Decision, Evaluator, Record};
use crate::plan::{Action, GiftId, Plan, RuleId, StageId};
use crate::prove::Domain;
use crate::tools::why::About;
use crate::values::AsOf;

/// So many steps at most.
const STEPS: usize = 3;

/// A step on the way to a stage further on, or to a gift that is given there.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// As of which moment.
    pub as_of: AsOf,
    /// What it takes; `None` if nothing needs to change.
    pub way: Option<Way>,
    /// What is decided then.
    pub decision: Decision,
}

/// One way along the shortest chain of moves to a stage, or to a gift, each step confirmed on the record
/// that the step before leaves. Nothing if there is no such chain of two or three steps, or a step cannot
/// be taken.
pub(super) fn steps(
    evaluator: &Evaluator,
    as_of: AsOf,
    record: &Record<'_>,
    goal: Goal<'_>,
) -> Vec<Step> {
    let plan = evaluator.plan();
    let goals = goals(plan, goal.stage, goal.about);
    let (mut steps, mut record, mut as_of) = (Vec::new(), record.clone().into_owned(), as_of);
    for about in goals {
        // Others are known only as of now.
        let later = Evaluator::new(plan, as_of).alone(&record);
        let evaluator = match (steps.is_empty(), later) {
            (true, _) => evaluator.clone(),
            (false, Ok(later)) => later,
            (false, Err(_)) => return Vec::new(),
        };
        let stage = record.stage.unwrap_or(plan.start);
        let goal = Goal { about, stage, ..goal };
        let Some((way, decision)) = step(&evaluator, &mut record, goal) else {
            return Vec::new();
        };
        steps.push(Step { as_of, way, decision });
        let Some(day) = next_moment(as_of) else { return Vec::new() };
        as_of = day;
    }
    steps
}

/// What one step takes. Afterwards, the record is as it leaves it.
fn step(
    evaluator: &Evaluator,
    record: &mut Record<'static>,
    goal: Goal<'_>,
) -> Option<(Option<Way>, Decision)> {
    let domain = Domain::of_stage(goal.plan, goal.stage);
    let mut search = Search::new(evaluator, goal, &domain, record);
    let now = evaluator.clock().as_of();
    if let Some(decision) = search.reaches(record) {
        after::apply(record, &decision, now);
        return Some((None, decision));
    }
    search.run();
    let found = search.found.first()?.clone();
    let way = search.widened(&found, When::Now);
    *record = search.changed(record, &found.pulls);
    after::apply(record, &found.decision, now);
    Some((Some(way), found.decision))
}

/// What is to happen step by step; nothing if one step is enough, or too many are needed.
fn goals(plan: &Plan, from: StageId, about: About) -> Vec<About> {
    let goals: Vec<About> = match about {
        About::Stage(to) => {
            let paths = paths(plan, from);
            let path = paths.into_iter().find(|path| path.last() == Some(&to));
            path.unwrap_or_default().into_iter().map(About::Stage).collect()
        }
        About::Gift(gift) => {
            let moves = way_to_gift(plan, from, gift);
            let Some(last) = moves.last() else { return Vec::new() };
            let is_entering = gives_on_entering(plan, *last, gift);
            let before = moves.len() - usize::from(is_entering);
            let moves = moves.into_iter().take(before).map(About::Stage);
            moves.chain([About::Gift(gift)]).collect()
        }
        About::Everything | About::Rule(_) => Vec::new(),
    };
    if (2..=STEPS).contains(&goals.len()) { goals } else { Vec::new() }
}

/// The stages through which the shortest way leads to one where a gift is given: on entering it, or by
/// one of its rules. None if a rule of the stage at hand gives it, or nothing leads there.
pub fn way_to_gift(plan: &Plan, from: StageId, gift: GiftId) -> Vec<StageId> {
    let by_rule = |stage: StageId| plan.rules_in(stage).any(|rule| gives(plan, rule, gift));
    if by_rule(from) {
        return Vec::new();
    }
    // To get it by a rule there takes one more step than on entering.
    let steps = |path: &Vec<StageId>| {
        let last = *path.last()?;
        match (gives_on_entering(plan, last, gift), by_rule(last)) {
            (true, _) => Some(path.len()),
            (false, true) => Some(path.len() + 1),
            (false, false) => None,
        }
    };
    let paths = paths(plan, from).into_iter().filter(|path| steps(path).is_some());
    paths.min_by_key(|path| steps(path)).unwrap_or_default()
}

fn gives_on_entering(plan: &Plan, stage: StageId, gift: GiftId) -> bool {
    plan.stages[stage].on_entering.iter().any(|rule| gives(plan, *rule, gift))
}

/// Whether a rule gives a gift.
pub(crate) fn gives(plan: &Plan, rule: RuleId, gift: GiftId) -> bool {
    plan.rules[rule].actions.iter().any(|action| match action {
        Action::Give(other, _) => *other == gift,
        Action::Tag(_) | Action::Untag(_) => false,
    })
}

/// The shortest chain of moves to each other stage that there is one to, the shortest first.
fn paths(plan: &Plan, from: StageId) -> Vec<Vec<StageId>> {
    let (mut paths, mut next): (Vec<Vec<StageId>>, usize) = (vec![Vec::new()], 0);
    let mut seen = BTreeSet::from([from]);
    while next < paths.len() {
        let path = paths[next].clone();
        let stage = path.last().copied().unwrap_or(from);
        for target in plan.rules_in(stage).filter_map(|rule| plan.rules[rule].move_to) {
            if seen.insert(target) {
                paths.push(path.iter().copied().chain([target]).collect());
            }
        }
        next += 1;
    }
    paths.remove(0);
    paths
}

/// The next day or second.
pub(super) fn next_moment(as_of: AsOf) -> Option<AsOf> {
    match as_of {
        AsOf::Day(day) => day.checked_add(1.day()).ok().map(AsOf::Day),
        AsOf::Instant(at) => at.checked_add(SignedDuration::from_secs(1)).ok().map(AsOf::Instant),
    }
}
