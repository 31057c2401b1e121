use crate::plan::{Action, RuleId, StageId};
use crate::values::Truth;

use super::gifts::{Asked, give};
use super::state::State;
use super::view::View;
use super::{Decision, Evaluator, Fault, Move, Record};

/// One step of a customer: conditions first, all of them; then the rules that fire, their actions
/// in order; then, if somebody moved, what the new stage does on entering. Says whether they moved.
///
/// `closed` are the stages that may not be entered.
pub(super) fn step(
    at: &Evaluator<'_>,
    record: &Record<'_>,
    state: &mut State<'_>,
    decision: &mut Decision,
    closed: &[StageId],
) -> Result<bool, Fault> {
    let (new, stage) = (state.stage.is_none(), state.stage(at.plan));
    let mut queue = Queue { at, tags: Vec::new(), asked: Vec::new() };
    let (moved, also, paused) = {
        let view = View::new(at, record, state);
        let firing = firing(&view, stage, closed)?;
        let now = Some(at.clock.as_of());
        if new {
            queue.rules(&at.plan.stages[stage].on_entering, Stay { stage, began: now });
        }
        queue.rules(&firing.rules, Stay { stage, began: state.stage_since });
        if let Some(Move { to, .. }) = firing.moved {
            queue.rules(&at.plan.stages[to].on_entering, Stay { stage: to, began: now });
        }
        (firing.moved, firing.also, paused(&view, &queue.asked)?)
    };
    for other in also {
        if !decision.also.contains(&other) {
            decision.also.push(other);
        }
    }
    for (tag, set) in queue.tags {
        state.tag(tag, set);
        decision.tag(tag, set);
    }
    state.stage = Some(moved.map_or(stage, |moved| moved.to));
    if let Some(moved) = moved {
        state.stage_since = Some(at.clock.as_of());
        decision.to = moved.to;
        decision.moves.push(moved);
    }
    give(at, &record.id.text, state, &queue.asked, &paused, decision)?;
    Ok(moved.is_some())
}

/// What the conditions say should happen.
struct Firing {
    /// In order, the one that moves included.
    rules: Vec<RuleId>,
    moved: Option<Move>,
    /// True, but their move was not the one taken.
    also: Vec<Move>,
}

/// The rules of a stage and of any stage that are true, in order.
pub(super) fn true_rules(view: &View<'_>, stage: StageId) -> Result<Vec<RuleId>, Fault> {
    let plan = view.at.plan;
    let mut found = Vec::new();
    for &id in plan.stages[stage].rules.iter().chain(&plan.any_stage) {
        let rule = &plan.rules[id];
        // Nobody moves to where they are, so such a rule has nothing to say.
        if rule.move_to != Some(stage) && view.truth(&rule.condition, None)? == Truth::True {
            found.push(id);
        }
    }
    Ok(found)
}

fn firing(view: &View<'_>, stage: StageId, closed: &[StageId]) -> Result<Firing, Fault> {
    let (at, id) = (view.at, &*view.record.id.text);
    let mut firing = Firing { rules: Vec::new(), moved: None, also: Vec::new() };
    for rule in true_rules(view, stage)? {
        match at.plan.rules[rule].move_to {
            None => firing.rules.push(rule),
            Some(to)
                if firing.moved.is_none() && !closed.contains(&to) && !at.run.is_closed(id, to) =>
            {
                firing.moved = Some(Move { rule, to });
                firing.rules.push(rule);
            }
            Some(to) => firing.also.push(Move { rule, to }),
        }
    }
    if firing.moved.is_none() && at.run.makes_room(id, stage) {
        let capacity = at.plan.stages[stage].capacity.as_ref();
        let makes_room = capacity.and_then(|capacity| capacity.makes_room.as_ref());
        firing.moved = makes_room.map(|way| Move { rule: way.rule, to: way.to });
    }
    Ok(firing)
}

/// A stay in a stage, to which a gift belongs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stay {
    pub stage: StageId,
    /// When it began, where that is known.
    pub began: Option<crate::values::Instant>,
}

/// The actions of a step, in order.
struct Queue<'a> {
    at: &'a Evaluator<'a>,
    /// A tag, and whether it is set or taken away.
    tags: Vec<(&'a str, bool)>,
    asked: Vec<Asked>,
}

impl Queue<'_> {
    fn rules(&mut self, rules: &[RuleId], stay: Stay) {
        let plan = self.at.plan;
        for &rule in rules {
            for action in &plan.rules[rule].actions {
                match action {
                    Action::Give(gift) => self.asked.push(Asked { gift: *gift, rule, stay }),
                    Action::Tag(tag) => self.tags.push((tag, true)),
                    Action::Untag(tag) => self.tags.push((tag, false)),
                }
            }
        }
    }
}

/// For each asking, whether its gift is paused: unless the condition is certainly false.
fn paused(view: &View<'_>, asked: &[Asked]) -> Result<Vec<bool>, Fault> {
    let mut paused = vec![false; asked.len()];
    for pause in &view.at.plan.pauses {
        let concerns = |ask: &Asked| pause.gifts.contains(&ask.gift);
        if asked.iter().any(concerns) && view.truth(&pause.condition, None)? != Truth::False {
            for (ask, paused) in asked.iter().zip(&mut paused) {
                *paused |= concerns(ask);
            }
        }
    }
    Ok(paused)
}
