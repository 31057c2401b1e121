//! Who can say which rules are true, which pauses hold, and what gifts cost.

use crate::plan::{Cond, Datum, GiftId, GrantAmount, RuleId, StageId};
use crate::values::{Decimal, Truth};

use super::Fault;
use super::for_each::EventOf;
use super::view::View;

/// Whoever can say what is true of a customer before a step: the conditions of rules and of pauses.
pub(super) trait Judge {
    /// Why it cannot say.
    type Fault: From<Fault>;

    /// Notes the rules of a stage and of any stage that are true or unknown, in order.
    fn rules(&mut self, stage: StageId, found: &mut Found) -> Result<(), Self::Fault>;

    /// Notes the experiments that a rule of a stage or of any stage names which would be true in at
    /// least one arm, in order, each with the arm of the customer.
    fn arms(&mut self, stage: StageId, found: &mut Vec<(usize, u16)>) -> Result<(), Self::Fault>;

    /// Whether the condition holds while which a gift is kept; true if it has none.
    fn kept(&mut self, gift: GiftId) -> Result<Truth, Self::Fault>;

    /// Whether a pause holds.
    fn pause(&mut self, pause: usize) -> Result<Truth, Self::Fault>;

    /// The events that a fold certainly counts, in the order in which gifts are given for them.
    fn events(&mut self, fold: usize) -> Result<Vec<EventOf>, Self::Fault>;

    /// What a gift costs or is worth today; `None` if the file does not say, or if it is unknown,
    /// negative or cannot be kept exactly.
    fn today(&mut self, gift: GiftId, amount: GrantAmount) -> Result<Option<Decimal>, Self::Fault>;

    /// Who a gift goes to, by its place among those that go to somebody else for each customer;
    /// `None` if that is unknown.
    fn recipient(&mut self, place: usize) -> Result<Option<String>, Self::Fault>;
}

/// Who can also say what the customer lacks, and what conditions are made of come to.
pub(super) trait Witness<'p>: Judge {
    /// Whether an atom of the condition of a rule or of a `let` holds.
    fn atom(&mut self, atom: &'p Cond) -> Result<Truth, Self::Fault>;

    /// Whether the condition of a `let` holds, by its slot.
    fn named(&mut self, slot: usize) -> Result<Truth, Self::Fault>;

    /// Notes what the record has no value for, so that it is unknown or has its default: as places in
    /// [`Reads::data`](crate::plan::Reads), in order.
    fn lacking(&self, missing: &mut Vec<usize>);
}

/// Rules that are not false.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// Those that are true.
    pub known: Vec<RuleId>,
    /// Those of which it is not known.
    pub unknown: Vec<RuleId>,
}

impl Found {
    pub(super) fn clear(&mut self) {
        self.known.clear();
        self.unknown.clear();
    }

    /// Notes what a rule comes to.
    #[inline(always)]
    pub(super) fn note(&mut self, rule: RuleId, truth: Truth) {
        match truth {
            Truth::True => self.known.push(rule),
            Truth::Unknown => self.unknown.push(rule),
            Truth::False => {}
        }
    }
}

impl Judge for View<'_> {
    type Fault = Fault;

    fn rules(&mut self, stage: StageId, found: &mut Found) -> Result<(), Fault> {
        let plan = &self.at.plan;
        for id in plan.rules_in(stage) {
            if let Some(condition) = &plan.rules[id].condition {
                found.note(id, self.truth(condition, None)?);
            }
        }
        Ok(())
    }

    fn arms(&mut self, stage: StageId, found: &mut Vec<(usize, u16)>) -> Result<(), Fault> {
        for index in 0..self.at.plan.experiments.len() {
            if let Some(arm) = self.arm(index)
                && in_some_arm(self, stage, index)?
            {
                found.push((index, arm));
            }
        }
        Ok(())
    }

    fn kept(&mut self, gift: GiftId) -> Result<Truth, Fault> {
        match self.at.plan.gifts[gift].kept.as_ref().and_then(|kept| kept.condition.as_ref()) {
            Some(condition) => self.truth(condition, None),
            None => Ok(Truth::True),
        }
    }

    fn pause(&mut self, pause: usize) -> Result<Truth, Fault> {
        self.truth(&self.at.plan.pauses[pause].condition, None)
    }

    fn events(&mut self, fold: usize) -> Result<Vec<EventOf>, Fault> {
        self.certain_events(fold)
    }

    fn today(&mut self, gift: GiftId, amount: GrantAmount) -> Result<Option<Decimal>, Fault> {
        Ok(self.today_of(gift, amount))
    }

    fn recipient(&mut self, place: usize) -> Result<Option<String>, Fault> {
        Ok(self.recipient_of(place))
    }
}

impl<'v> Witness<'v> for View<'v> {
    fn atom(&mut self, atom: &'v Cond) -> Result<Truth, Fault> {
        self.truth(atom, None)
    }

    fn named(&mut self, slot: usize) -> Result<Truth, Fault> {
        self.named_condition(slot)
    }

    fn lacking(&self, missing: &mut Vec<usize>) {
        let lacks = |datum: &Datum| match *datum {
            Datum::Field(slot) => {
                self.record.fields[slot].is_none() || self.record.defaulted.contains(&slot)
            }
            Datum::List(slot) => self.record.lists[slot].is_none(),
            Datum::StageSince => self.state.stage_since.is_none(),
        };
        let data = self.at.plan.reads.data.iter().enumerate();
        missing.extend(data.filter(|(_, datum)| lacks(datum)).map(|(place, _)| place));
    }
}

/// Whether a rule of a stage or of any stage would be true in at least one arm of an experiment.
fn in_some_arm(view: &View<'_>, stage: StageId, experiment: usize) -> Result<bool, Fault> {
    let plan = &view.at.plan;
    for (rule, condition) in &plan.experiments[experiment].rules {
        if plan.is_rule_in(stage, *rule) && view.truth(condition, None)? == Truth::True {
            return Ok(true);
        }
    }
    Ok(false)
}
