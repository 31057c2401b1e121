//! Rules and what they do, in words.

use super::clause::Clause;
use super::document::Item;
use super::said::{Said, say};
use super::words::Words;
use crate::check::model::{Action, Capacity, Entering, ForEach, Rule, WhenFull};
use crate::terms::GiftKind;

impl Words<'_> {
    /// A rule as a point: when it applies, and what happens then.
    pub(super) fn rule(self, rule: &Rule) -> Item {
        let mut happens = Vec::new();
        if let Some(to) = rule.move_to {
            let skips = if to.skip { ", skipping what is in between" } else { "" };
            happens.push(say!("the customer moves to ", self.stage(to.stage), skips));
        }
        happens.extend(rule.actions.iter().map(|action| self.action(action)));
        let happens = Said::joined(happens, ", and ");
        let name = rule.name.as_deref().map(|name| say!(Said::quote(name), ": "));
        conditional(name.unwrap_or_default(), &self.clause(&rule.condition), happens)
    }

    /// What an action does, as a clause.
    pub(super) fn action(self, action: &Action) -> Said {
        match action {
            Action::Give { gift, each, .. } => {
                let kind = self.model.gifts[*gift].kind;
                let (verb, after) = match kind {
                    GiftKind::Reward => ("we give them ", ""),
                    GiftKind::Message => ("we send them ", ""),
                    GiftKind::Program => ("we invite them to ", ""),
                    GiftKind::Alert => ("we raise the alert ", ""),
                };
                let each = each.as_ref().map(|each| self.each(each)).unwrap_or_default();
                say!(verb, self.gift(*gift), after, each)
            }
            Action::Tag(tag) => say!("we tag them ", Said::quote(tag)),
            Action::Untag(tag) => say!("we remove their tag ", Said::quote(tag)),
        }
    }

    fn each(self, each: &ForEach) -> Said {
        say!(" for each ", self.one(&each.events), self.filter(&each.events, &each.filter))
    }

    /// What happens on entering a stage.
    pub(super) fn entering(self, entering: &[Entering]) -> Option<Said> {
        let actions = entering.iter().flat_map(|on| &on.actions);
        let actions: Vec<Said> = actions.map(|action| self.action(action)).collect();
        (!actions.is_empty()).then(|| {
            say!("When a customer enters this stage, ", Said::joined(actions, ", and "), ".")
        })
    }

    /// How many customers a stage holds, and what happens when it is full.
    pub(super) fn capacity(self, capacity: &Capacity) -> Said {
        let by = match &capacity.by {
            Some(by) => say!(
                "If more want to enter, they enter in the order of ",
                self.value(by),
                ", the highest first."
            ),
            None => "If more want to enter, they enter in the order of their ids.".into(),
        };
        let most = i64::try_from(capacity.count).unwrap_or(i64::MAX);
        let most = super::noun::number(crate::values::Decimal::from(most));
        let full = match &capacity.when_full {
            WhenFull::Wait => {
                "When it is full, the others stay where they are, or go where their next rule leads.".into()
            }
            WhenFull::MoveLongest { to } => say!(
                "When it is full, those who have been in it longest make room for new ones and move to ",
                self.stage(*to),
                "."
            ),
            WhenFull::MoveBy { highest, by, to } => say!(
                "When it is full, some make room for new ones and move to ",
                self.stage(*to),
                ": in the order of ",
                self.value(by),
                if *highest { ", the highest first." } else { ", the lowest first." },
            ),
        };
        say!(format!("This stage holds at most {most} customers. "), by, " ", full)
    }
}

/// When something is so, something happens: in one sentence or, if there is more to it, in a list.
pub(super) fn conditional(name: Said, when: &Clause, happens: Said) -> Item {
    let begins = name.is_empty();
    let (all, parts) = match when {
        Clause::All(parts) if when.is_long() => ("all of the following is true, ", parts),
        Clause::Any(parts) if when.is_long() => ("at least one of the following is true, ", parts),
        Clause::One(_) | Clause::All(_) | Clause::Any(_) => {
            let when_word = if begins { "When " } else { "when " };
            return Item::new(say!(name, when_word, when.inline(), ", ", happens, "."));
        }
    };
    let when_word = if begins { "When " } else { "when " };
    Item { said: say!(name, when_word, all, happens, ":"), below: points(parts) }
}

/// The parts of a condition as points.
pub(super) fn points(parts: &[Clause]) -> Vec<Item> {
    parts.iter().map(point).collect()
}

fn point(clause: &Clause) -> Item {
    match clause {
        Clause::All(parts) if clause.is_long() => {
            Item { said: "all of this is true:".into(), below: points(parts) }
        }
        Clause::Any(parts) if clause.is_long() => {
            Item { said: "at least one of this is true:".into(), below: points(parts) }
        }
        Clause::One(_) | Clause::All(_) | Clause::Any(_) => Item::new(clause.inline()),
    }
}
