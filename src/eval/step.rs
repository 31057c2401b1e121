use crate::plan::{Action, RuleId, StageId};
use crate::values::{Instant, Truth};

use super::gifts::{Asked, give};
use super::state::State;
use super::view::View;
use super::{Decision, Evaluator, Fault, Move, Record};

/// One step of a customer: conditions first, all of them; then the rules that fire, their actions
/// in order; then, if somebody moved, what the new stage does on entering. Says whether they moved.
///
/// `closed` are the stages that may not be entered again.
pub(super) fn step(
    at: &Evaluator<'_>,
    record: &Record<'_>,
    state: &mut State<'_>,
    decision: &mut Decision,
    closed: &[StageId],
) -> Result<bool, Fault> {
    let plan = at.plan;
    let (new, stage) = (state.stage.is_none(), state.stage(plan));
    let as_of = at.clock.as_of();
    let firing = firing(at, record, state, stage, closed)?;

    let mut asked = Vec::new();
    if new {
        ask(at, state, &plan.stages[stage].on_entering, Some(as_of), &mut asked, decision);
    }
    ask(at, state, &firing.rules, state.stage_since, &mut asked, decision);
    for also in firing.also {
        if !decision.also.contains(&also) {
            decision.also.push(also);
        }
    }
    state.stage = Some(stage);
    if let Some(moved) = firing.moved {
        ask(at, state, &plan.stages[moved.to].on_entering, Some(as_of), &mut asked, decision);
        state.stage = Some(moved.to);
        state.stage_since = Some(as_of);
        decision.to = moved.to;
        decision.moves.push(moved);
    }
    give(at, state, &asked, decision);
    Ok(firing.moved.is_some())
}

/// What the conditions say should happen.
struct Firing {
    /// In order, the one that moves included.
    rules: Vec<RuleId>,
    moved: Option<Move>,
    /// True, but their move was not the one taken.
    also: Vec<Move>,
}

fn firing(
    at: &Evaluator<'_>,
    record: &Record<'_>,
    state: &State<'_>,
    stage: StageId,
    closed: &[StageId],
) -> Result<Firing, Fault> {
    let plan = at.plan;
    let view = View::new(at, record, state);
    let mut firing = Firing { rules: Vec::new(), moved: None, also: Vec::new() };
    for &id in plan.stages[stage].rules.iter().chain(&plan.any_stage) {
        let rule = &plan.rules[id];
        // Nobody moves to where they are, so such a rule has nothing to say.
        if rule.move_to == Some(stage) || view.truth(&rule.condition, None)? != Truth::True {
            continue;
        }
        match rule.move_to {
            None => firing.rules.push(id),
            Some(to) if firing.moved.is_none() && !closed.contains(&to) => {
                firing.moved = Some(Move { rule: id, to });
                firing.rules.push(id);
            }
            Some(to) => firing.also.push(Move { rule: id, to }),
        }
    }
    Ok(firing)
}

/// Takes the actions of rules in order: tags at once, gifts into the queue. `stay` is when the
/// stay in a stage began that the gifts belong to.
fn ask(
    at: &Evaluator<'_>,
    state: &mut State<'_>,
    rules: &[RuleId],
    stay: Option<Instant>,
    asked: &mut Vec<Asked>,
    decision: &mut Decision,
) {
    for &rule in rules {
        for action in &at.plan.rules[rule].actions {
            match action {
                Action::Give(gift) => asked.push(Asked { gift: *gift, rule, stay }),
                Action::Tag(tag) => {
                    state.tag(tag, true);
                    last_word(tag, &mut decision.tags, &mut decision.untags);
                }
                Action::Untag(tag) => {
                    state.tag(tag, false);
                    last_word(tag, &mut decision.untags, &mut decision.tags);
                }
            }
        }
    }
}

/// The last word on a tag wins.
fn last_word(tag: &str, said: &mut Vec<String>, taken_back: &mut Vec<String>) {
    taken_back.retain(|other| other != tag);
    if !said.iter().any(|other| other == tag) {
        said.push(tag.to_owned());
    }
}
