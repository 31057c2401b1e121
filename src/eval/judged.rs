//! What a step comes to: first what is true and what follows, then the actions.

use std::collections::BTreeSet;

use crate::plan::{Action, GiftId, Owed, Plan, RuleId, StageId};
use crate::values::{Instant, Truth};

use super::amounts::Amounts;
use super::context::Context;
use super::for_each::EventOf;
use super::gifts::{Asked, Stay, give, give_for};
use super::judge::{Found, Judge, Witness};
use super::owing::Owing;
use super::state::State;
use super::survey::Candidate;
use super::{Decision, Fault, Move, gaps, recipients};

/// From where a step begins.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Outset {
    /// Whether the customer enters the first stage.
    new: bool,
    pub stage: StageId,
    pub stage_since: Option<Instant>,
}

impl Outset {
    /// A new customer enters the first stage now.
    pub(super) fn of(at: &Context, stage: Option<StageId>, stage_since: Option<Instant>) -> Outset {
        match stage {
            Some(stage) => Outset { new: false, stage, stage_since },
            None => Outset { new: true, stage: at.plan.start, stage_since: Some(at.clock.as_of()) },
        }
    }
}

/// What a step comes to, before anything of it is done. Its memory can be used again.
#[derive(Clone, Debug, Default)]
pub(super) struct Judged {
    outset: Outset,
    /// The rules that fire, in order, the one that moves included; and those that are unknown.
    rules: Found,
    moved: Option<Move>,
    /// True, but their move was not the one taken.
    also: Vec<Move>,
    /// The experiments that it takes part in, with the arm of each.
    arms: Vec<(usize, u16)>,
    /// What is asked for and paused, or may be, the first of the file first.
    paused: Vec<GiftId>,
    /// The events that gifts are asked for, by their fold.
    events: Vec<(usize, Vec<EventOf>)>,
    /// What calculated amounts of gifts come to.
    amounts: Amounts,
    /// Who gifts go to that go to somebody else for each customer.
    recipients: Vec<(GiftId, String)>,
    /// What is owed, as far as it is asked for again.
    owing: Owing,
    gaps: gaps::Memory,
}

impl Judged {
    /// The first half of a step, which changes nothing: what is true, and what follows.
    pub(super) fn judge<J: Candidate>(
        &mut self,
        at: &Context,
        judge: &mut J,
        id: &str,
        outset: Outset,
        closed: &[StageId],
        owed: &[Owed],
    ) -> Result<(), J::Fault> {
        self.rules.clear();
        self.moved = None;
        self.also.clear();
        judge.rules(outset.stage, &mut self.rules)?;
        // Not before, because the processor would wait for what was just written.
        self.outset = outset;
        if !self.rules.known.is_empty() {
            self.choose(at, judge, closed)?;
        }
        if !at.everyone.exits.is_empty() && self.may_make_room(closed) {
            self.make_room(at, judge)?;
        }
        if at.asks_for_more { self.judge_more(at, judge, id, owed) } else { Ok(()) }
    }

    /// What most plans have nothing of.
    #[inline(never)]
    fn judge_more<J: Judge>(
        &mut self,
        at: &Context,
        judge: &mut J,
        id: &str,
        owed: &[Owed],
    ) -> Result<(), J::Fault> {
        self.arms.clear();
        if !at.plan.experiments.is_empty() {
            judge.arms(self.outset.stage, &mut self.arms)?;
        }
        if at.plan.needs.owed.is_some() {
            self.owing.judge(at, judge, id, owed)?;
        }
        self.pause(at, judge)?;
        self.for_each(at, judge)?;
        self.calculate(at, judge)
    }

    /// Of the true rules that move, the first whose stage may be entered fires.
    #[inline(never)]
    fn choose<J: Candidate>(
        &mut self,
        at: &Context,
        judge: &mut J,
        closed: &[StageId],
    ) -> Result<(), J::Fault> {
        let full = at.full(judge, &self.rules.known)?;
        let Judged { rules, moved, also, .. } = self;
        rules.known.retain(|&rule| {
            let Some(to) = at.plan.rules[rule].move_to else { return true };
            let taken = moved.is_none() && !closed.contains(&to) && !full.contains(&to);
            if taken {
                *moved = Some(Move { rule, to });
            } else {
                also.push(Move { rule, to });
            }
            taken
        });
        Ok(())
    }

    /// Whether they were in the stage when the run began, and no rule moves them.
    fn may_make_room(&self, entered: &[StageId]) -> bool {
        !self.outset.new && entered.is_empty() && self.moved.is_none() && self.also.is_empty()
    }

    /// Moves somebody on who has to make room.
    #[inline(never)]
    fn make_room<J: Candidate>(&mut self, at: &Context, judge: &mut J) -> Result<(), J::Fault> {
        if at.makes_room(judge, self.outset.stage)? {
            self.moved = way_out(at, self.outset.stage);
        }
        Ok(())
    }

    /// Looks at the pauses of what is asked for: they hold unless they certainly do not.
    fn pause<J: Judge>(&mut self, at: &Context, judge: &mut J) -> Result<(), J::Fault> {
        self.paused.clear();
        if at.plan.pauses.is_empty() {
            return Ok(());
        }
        let asked = self.asked(at);
        for (place, pause) in at.plan.pauses.iter().enumerate() {
            let gifts = || pause.gifts.iter().filter(|gift| asked.binary_search(gift).is_ok());
            if gifts().next().is_some() && judge.pause(place)? != Truth::False {
                self.paused.extend(gifts());
            }
        }
        self.paused.sort_unstable();
        Ok(())
    }

    /// Looks at the events for which gifts are asked, before anything is done.
    fn for_each<J: Judge>(&mut self, at: &Context, judge: &mut J) -> Result<(), J::Fault> {
        self.events.clear();
        if !at.gives_for_events {
            return Ok(());
        }
        let folds: BTreeSet<usize> = self.gives(at).filter_map(|(_, each)| each).collect();
        for fold in folds {
            self.events.push((fold, judge.events(fold)?));
        }
        Ok(())
    }

    /// Works out what is calculated of the gifts that are asked for, and who they go to.
    fn calculate<J: Judge>(&mut self, at: &Context, judge: &mut J) -> Result<(), J::Fault> {
        self.recipients.clear();
        if at.calculated.is_empty() && at.addressed.is_empty() {
            return Ok(());
        }
        let asked = self.asked(at);
        self.recipients = recipients::of_asked(at, judge, &asked)?;
        self.amounts.work_out(at, judge, &asked)
    }

    /// Notes in a decision what the record has no value for, and which rules are unknown because of it.
    #[inline]
    pub(super) fn note_gaps<'p, J: Witness<'p>>(
        &mut self,
        plan: &'p Plan,
        judge: &mut J,
        decision: &mut Decision,
    ) -> Result<(), J::Fault> {
        gaps::note(plan, judge, &self.rules.unknown, &mut self.gaps, decision)
    }

    /// The gifts that are asked for, the first of the file first.
    fn asked(&self, at: &Context) -> Vec<GiftId> {
        let due = self.owing.due.iter().map(|owed| owed.gift);
        let mut gifts: Vec<GiftId> = self.gives(at).map(|(gift, _)| gift).chain(due).collect();
        gifts.sort_unstable();
        gifts
    }

    /// What the rules give, in order, each with the fold over the events that it is for.
    fn gives<'j>(&'j self, at: &'j Context) -> impl Iterator<Item = (GiftId, Option<usize>)> + 'j {
        let rules = self.doing(at).into_iter().flat_map(|(rules, _)| rules);
        let actions = rules.flat_map(|rule| &at.plan.rules[*rule].actions);
        actions.filter_map(|action| match action {
            Action::Give(gift, each) => Some((*gift, *each)),
            Action::Tag(_) | Action::Untag(_) => None,
        })
    }

    /// The events that a fold counts.
    fn events_of(&self, fold: usize) -> &[EventOf] {
        let found = self.events.iter().find(|(other, _)| *other == fold);
        found.map_or(&[], |(_, events)| events)
    }

    fn is_paused(&self, gift: GiftId) -> bool {
        self.paused.binary_search(&gift).is_ok()
    }

    /// The rules whose actions are to be done, in order, by the stay that their gifts belong to.
    fn doing<'j>(&'j self, at: &'j Context) -> [(&'j [RuleId], Stay); 3] {
        let Outset { new, stage, stage_since } = self.outset;
        let entering = |stage: StageId| -> (&[RuleId], Stay) {
            (&at.plan.stages[stage].on_entering, Stay { stage, began: Some(at.clock.as_of()) })
        };
        let stay = Stay { stage, began: stage_since };
        [
            if new { entering(stage) } else { (&[], stay) },
            (&self.rules.known, stay),
            self.moved.map_or((&[], stay), |moved| entering(moved.to)),
        ]
    }

    /// Whether nothing follows from what is true.
    pub(super) fn is_nothing(&self) -> bool {
        !self.outset.new
            && self.rules.known.is_empty()
            && self.moved.is_none()
            && self.also.is_empty()
            && self.arms.is_empty()
            && self.owing.due.is_empty()
    }

    /// Asks for what is owed before anything else. It belongs to no stay: what was given since it was
    /// first withheld is what it would repeat.
    fn ask_again(
        &self,
        at: &Context,
        id: &str,
        state: &mut State<'_>,
        decision: &mut Decision,
    ) -> Result<(), Fault> {
        if at.plan.needs.owed.is_none() {
            return Ok(());
        }
        decision.lapsed.extend(self.owing.take_lapsed(&mut state.owed));
        for Owed { gift, event, since, rule } in &self.owing.due {
            let stay = Stay { stage: self.outset.stage, began: Some(*since) };
            let paused = self.is_paused(*gift);
            let asked = Asked { gift: *gift, rule: *rule, stay, paused, owed: true };
            match event {
                None => give(at, id, state, &asked, &self.amounts, decision)?,
                Some(key) => {
                    let event = EventOf::new(Some(key), None, 0);
                    give_for(at, id, state, &asked, &event, &self.amounts, decision)?;
                }
            }
        }
        Ok(())
    }

    /// The second half: the actions, in order. Says whether the customer moved.
    pub(super) fn carry_out(
        &self,
        at: &Context,
        id: &str,
        state: &mut State<'_>,
        decision: &mut Decision,
    ) -> Result<bool, Fault> {
        // Only an earlier step can have noted the same.
        let before = decision.also.len();
        for other in &self.also {
            if !decision.also[..before].contains(other) {
                decision.also.push(*other);
            }
        }
        decision.takes_part(&self.arms);
        decision.go_to(&self.recipients);
        state.stage = Some(self.outset.stage);
        if let Some(moved) = self.moved {
            state.stage = Some(moved.to);
            state.stage_since = Some(at.clock.as_of());
            decision.to = moved.to;
            decision.moves.push(moved);
        }
        state.asked_for.begin_step();
        self.ask_again(at, id, state, decision)?;
        let mut tags = Vec::new();
        for &(rules, stay) in &self.doing(at) {
            for &rule in rules {
                for action in &at.plan.rules[rule].actions {
                    match action {
                        Action::Give(gift, each) => {
                            let paused = self.is_paused(*gift);
                            let asked = Asked { gift: *gift, rule, stay, paused, owed: false };
                            match each {
                                None => give(at, id, state, &asked, &self.amounts, decision)?,
                                Some(fold) => {
                                    for event in self.events_of(*fold) {
                                        let amounts = &self.amounts;
                                        give_for(at, id, state, &asked, event, amounts, decision)?;
                                    }
                                }
                            }
                        }
                        Action::Tag(tag) => tags.push((&**tag, true)),
                        Action::Untag(tag) => tags.push((&**tag, false)),
                    }
                }
            }
        }
        state.asked_for.end_step(&mut decision.withheld);
        state.tag_all(&tags);
        decision.tag_all(&tags);
        Ok(self.moved.is_some())
    }
}

/// Where those go who make room in a full stage.
fn way_out(at: &Context, stage: StageId) -> Option<Move> {
    let makes_room = at.plan.stages[stage].capacity.as_ref()?.makes_room.as_ref()?;
    Some(Move { rule: makes_room.rule, to: makes_room.to })
}
