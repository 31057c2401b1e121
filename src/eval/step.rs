use crate::plan::{Action, Plan, RuleId, StageId};
use crate::values::{Instant, Truth};

use super::gifts::{Asked, give};
use super::state::State;
use super::view::View;
use super::{Decision, Evaluator, Fault, Move, Record};

/// Whoever can say what is true of a customer before a step: the conditions of rules and of pauses.
pub(super) trait Judge {
    /// Why it cannot say.
    type Fault: From<Fault>;

    /// The rules of a stage and of any stage that are true, in order.
    fn true_rules(&mut self, stage: StageId) -> Result<Vec<RuleId>, Self::Fault>;

    /// Whether a pause holds.
    fn pause(&mut self, pause: usize) -> Result<Truth, Self::Fault>;
}

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
    let id = &*record.id.text;
    let outset = Outset::of(state, at.plan);
    let judged = judged(at, &mut View::new(at, record, state), id, outset, closed)?;
    carry_out(at, id, state, judged, decision)
}

/// From where a step begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outset {
    /// Whether the customer enters the first stage.
    new: bool,
    stage: StageId,
    stage_since: Option<Instant>,
}

impl Outset {
    pub fn of(state: &State<'_>, plan: &Plan) -> Outset {
        Outset {
            new: state.stage.is_none(),
            stage: state.stage(plan),
            stage_since: state.stage_since,
        }
    }
}

impl Judged<'_> {
    /// Whether nothing follows from what is true.
    pub fn is_nothing(&self) -> bool {
        self.moved.is_none()
            && self.also.is_empty()
            && self.queue.tags.is_empty()
            && self.queue.asked.is_empty()
    }
}

/// What a step comes to, before anything of it is done.
pub(super) struct Judged<'a> {
    stage: StageId,
    moved: Option<Move>,
    /// True, but their move was not the one taken.
    also: Vec<Move>,
    queue: Queue<'a>,
    /// For each asking for a gift, whether it is paused.
    paused: Vec<bool>,
}

/// The first half of a step, which changes nothing: what is true, and what follows.
pub(super) fn judged<'a, J: Judge>(
    at: &'a Evaluator<'_>,
    judge: &mut J,
    id: &str,
    outset: Outset,
    closed: &[StageId],
) -> Result<Judged<'a>, J::Fault> {
    let Outset { new, stage, stage_since } = outset;
    let mut queue = Queue { plan: at.plan, tags: Vec::new(), asked: Vec::new() };
    let firing = firing(at, id, stage, closed, judge.true_rules(stage)?);
    let now = Some(at.clock.as_of());
    if new {
        queue.rules(&at.plan.stages[stage].on_entering, Stay { stage, began: now });
    }
    queue.rules(&firing.rules, Stay { stage, began: stage_since });
    if let Some(Move { to, .. }) = firing.moved {
        queue.rules(&at.plan.stages[to].on_entering, Stay { stage: to, began: now });
    }
    let paused = paused(at.plan, judge, &queue.asked)?;
    Ok(Judged { stage, moved: firing.moved, also: firing.also, queue, paused })
}

/// The second half: the actions, in order. Says whether the customer moved.
pub(super) fn carry_out(
    at: &Evaluator<'_>,
    id: &str,
    state: &mut State<'_>,
    judged: Judged<'_>,
    decision: &mut Decision,
) -> Result<bool, Fault> {
    let Judged { stage, moved, also, queue, paused } = judged;
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
    give(at, id, state, &queue.asked, &paused, decision)?;
    Ok(moved.is_some())
}

impl Judge for View<'_> {
    type Fault = Fault;

    fn true_rules(&mut self, stage: StageId) -> Result<Vec<RuleId>, Fault> {
        true_rules(self, stage)
    }

    fn pause(&mut self, pause: usize) -> Result<Truth, Fault> {
        self.truth(&self.at.plan.pauses[pause].condition, None)
    }
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
fn true_rules(view: &View<'_>, stage: StageId) -> Result<Vec<RuleId>, Fault> {
    let plan = view.at.plan;
    let mut found = Vec::new();
    for id in plan.rules_in(stage) {
        if view.truth(&plan.rules[id].condition, None)? == Truth::True {
            found.push(id);
        }
    }
    Ok(found)
}

fn firing(
    at: &Evaluator<'_>,
    id: &str,
    stage: StageId,
    closed: &[StageId],
    mut rules: Vec<RuleId>,
) -> Firing {
    let (mut moved, mut also) = (None, Vec::new());
    rules.retain(|&rule| {
        let Some(to) = at.plan.rules[rule].move_to else { return true };
        let taken = moved.is_none() && !closed.contains(&to) && !at.run.is_closed(id, to);
        if taken {
            moved = Some(Move { rule, to });
        } else {
            also.push(Move { rule, to });
        }
        taken
    });
    if moved.is_none() && at.run.makes_room(id, stage) {
        let capacity = at.plan.stages[stage].capacity.as_ref();
        let makes_room = capacity.and_then(|capacity| capacity.makes_room.as_ref());
        moved = makes_room.map(|way| Move { rule: way.rule, to: way.to });
    }
    Firing { rules, moved, also }
}

/// A stay in a stage, to which a gift belongs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stay {
    pub stage: StageId,
    /// When it began, where that is known.
    pub began: Option<Instant>,
}

/// The actions of a step, in order.
struct Queue<'a> {
    plan: &'a Plan,
    /// A tag, and whether it is set or taken away.
    tags: Vec<(&'a str, bool)>,
    asked: Vec<Asked>,
}

impl Queue<'_> {
    fn rules(&mut self, rules: &[RuleId], stay: Stay) {
        for &rule in rules {
            for action in &self.plan.rules[rule].actions {
                match action {
                    Action::Give(gift) => self.asked.push(Asked { gift: *gift, rule, stay }),
                    Action::Tag(tag) => self.tags.push((tag, true)),
                    Action::Untag(tag) => self.tags.push((tag, false)),
                }
            }
        }
    }
}

/// For each asking, whether its gift is paused: unless the condition is certainly false. Where
/// nothing is ever paused, nothing is said.
fn paused<J: Judge>(plan: &Plan, judge: &mut J, asked: &[Asked]) -> Result<Vec<bool>, J::Fault> {
    if plan.pauses.is_empty() {
        return Ok(Vec::new());
    }
    let mut paused = vec![false; asked.len()];
    for (place, pause) in plan.pauses.iter().enumerate() {
        let concerns = |ask: &Asked| pause.gifts.contains(&ask.gift);
        if asked.iter().any(concerns) && judge.pause(place)? != Truth::False {
            for (ask, paused) in asked.iter().zip(&mut paused) {
                *paused |= concerns(ask);
            }
        }
    }
    Ok(paused)
}
