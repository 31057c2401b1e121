//! The customer of a test, from step to step.

use std::borrow::Cow;
use std::sync::Arc;

use crate::after;
use crate::check::model::{Fact, Model};
use crate::eval::{Decision, Events, Id, Record};
use crate::plan::{Amount, GiftId, Grant, Owed, Plan};
use crate::values::{Instant, Value};

/// Who a test is about, unless it says `id "..."`. Samples and holdouts go by it.
pub(super) const ID: &str = "test";

/// The customer of a test, as they stand between two steps.
pub(super) struct Customer<'m> {
    pub record: Record<'m>,
    /// By index in the model, the slot of the record; none where no rule asks.
    fields: Vec<Option<usize>>,
    lists: Vec<Option<usize>>,
    /// By list in the model, then by attribute.
    attributes: Vec<Vec<Option<usize>>>,
    plan: &'m Plan,
}

impl<'m> Customer<'m> {
    /// Somebody of whom nothing is known yet and who has done nothing yet.
    pub(super) fn new(model: &'m Model, plan: &'m Plan) -> Customer<'m> {
        let needs = &plan.needs;
        let field = |name: &String| needs.fields.iter().position(|need| need.name == *name);
        let list = |name: &String| needs.lists.iter().position(|need| need.name == *name);
        let attributes = model.lists.iter().map(|declared| {
            let slots = list(&declared.name).map(|slot| &needs.lists[slot].attributes);
            let slot = |name: &String| slots?.iter().position(|need| need.name == *name);
            declared.attributes.iter().map(|attribute| slot(&attribute.name)).collect()
        });
        let record = Record {
            id: Id { text: Cow::Borrowed(ID), is_number: false },
            stage: None,
            own_stage: None,
            stage_since: None,
            tags: Vec::new(),
            tag_sources: None,
            given: Vec::new(),
            assumed: Vec::new(),
            owed: Vec::new(),
            fields: needs.fields.iter().map(|need| need.default.clone()).collect(),
            defaulted: Vec::new(),
            lists: needs
                .lists
                .iter()
                .map(|need| Some(Events::none(need.attributes.len())))
                .collect(),
            arms: Vec::new(),
        };
        Customer {
            record,
            fields: model.fields.iter().map(|declared| field(&declared.name)).collect(),
            lists: model.lists.iter().map(|declared| list(&declared.name)).collect(),
            attributes: attributes.collect(),
            plan,
        }
    }

    /// Takes in what is so from here on.
    pub(super) fn learn(&mut self, fact: &Fact) {
        match fact {
            Fact::Id(id) => self.record.id.text = Cow::Owned(id.clone()),
            Fact::Stage { stage, since } => {
                self.record.stage = Some(*stage);
                self.record.stage_since = *since;
            }
            Fact::StageSince(since) => self.record.stage_since = Some(*since),
            Fact::Tagged(tag) => self.tag(tag),
            Fact::Arm { experiment, arm } => {
                self.record.arms.retain(|(other, _)| other != experiment);
                self.record.arms.push((*experiment, *arm));
            }
            Fact::Field { field, value } => {
                if let Some(slot) = self.fields[*field] {
                    learn_value(&mut self.record.fields[slot], value);
                }
            }
            Fact::Events { list, count, at, key, attributes } => {
                for _ in 0..*count {
                    self.event(*list, *at, key.as_deref(), attributes);
                }
            }
            Fact::Owed { gift, event, since } => self.owe(*gift, event.as_deref(), *since),
            Fact::Given { gift, count, at, given_for, cost, worth } => {
                let declared = &self.plan.gifts[*gift];
                // What is calculated is so at each step, as when the history does not say it.
                let plain = |amount: &Option<Amount>| amount.as_ref().and_then(Amount::plain);
                let cost = cost.or(plain(&declared.costs));
                let worth = worth.or(plain(&declared.worth));
                let event = given_for.as_deref().map(Arc::from);
                let grant = Grant { gift: *gift, at: Some(*at), event, cost, worth };
                self.record.given.extend((0..*count).map(|_| grant.clone()));
            }
        }
    }

    /// Where no rule gives it, there is nobody to ask for it again.
    fn owe(&mut self, gift: GiftId, event: Option<&str>, since: Instant) {
        let need = self.plan.needs.owed.as_ref();
        let Some(rule) = need.and_then(|need| need.given_by[gift]) else { return };
        self.record.owed.push(Owed { gift, event: event.map(Arc::from), since, rule });
    }

    /// An event with a key that is there already is a copy of that one.
    fn event(
        &mut self,
        list: usize,
        at: Instant,
        key: Option<&str>,
        attributes: &[(usize, Value<'static>)],
    ) {
        let Some(slot) = self.lists[list] else { return };
        let need = &self.plan.needs.lists[slot];
        let last_counts = need.key.as_ref().is_some_and(|key| key.last_counts);
        // It belongs to the last one given so far.
        let parent = need.parent();
        let parent = parent.and_then(|slot| self.record.lists[slot].as_ref()?.keys.last().cloned());
        let Some(events) = self.record.lists[slot].as_mut() else { return };
        let copy = key.and_then(|key| events.keys.iter().position(|it| it.as_deref() == Some(key)));
        let place = copy.unwrap_or(events.keys.len());
        if copy.is_none() {
            // Each has a key of its own, so that no two events of a test are taken for the same one.
            let key = key.map_or_else(|| format!("#{}", place + 1), str::to_owned);
            events.keys.push(Some(Cow::Owned(key)));
            events.parents.push(None);
            events.at.push(None);
            events.attributes.iter_mut().for_each(|column| column.push(None));
        } else if !last_counts {
            return;
        }
        events.parents[place] = parent.flatten();
        events.at[place] = Some(at);
        events.attributes.iter_mut().for_each(|column| column[place] = None);
        for (attribute, value) in attributes {
            if let Some(column) = self.attributes[list][*attribute] {
                events.attributes[column][place] = Some(value.clone());
            }
        }
    }

    fn tag(&mut self, tag: &str) {
        if !self.record.tags.iter().any(|other| other == tag) {
            self.record.tags.push(Cow::Owned(tag.to_owned()));
        }
    }

    /// Makes the record what a decision made of it.
    pub(super) fn follow(&mut self, decision: &Decision, at: Instant) {
        after::apply(&mut self.record, decision, at);
    }
}

/// A set takes a text in; anything else is replaced.
fn learn_value(slot: &mut Option<Value<'_>>, value: &Value<'static>) {
    match (&mut *slot, value) {
        (Some(Value::Set(known)), Value::Set(more)) => known.extend(more.iter().cloned()),
        (Some(_) | None, _) => *slot = Some(value.clone()),
    }
}
