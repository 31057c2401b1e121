//! Gifts in words: what they are, who gets them, how often, and what they cost at most.

use super::document::Item;
use super::noun;
use super::said::{Said, say};
use super::words::Words;
use crate::check::model::{Action, Aim, Amount, Budget, Gift, Limit, Recipient, Rule};
use crate::terms::{Cap, Comparison, GiftKind, HowOften};
use crate::values::Decimal;

impl Words<'_> {
    /// Everything about a gift, in sentences.
    pub(super) fn about_gift(self, place: usize) -> Vec<Item> {
        let gift = &self.model.gifts[place];
        let mut said: Vec<Said> = vec![self.given_by(place)];
        said.extend(gift.costs.as_ref().map(|cost| say!("Each costs us ", self.amount(cost), ".")));
        said.extend(gift.worth.as_ref().map(|worth| self.worth(gift, worth)));
        said.extend(gift.to.as_ref().map(|to| self.recipient(to)));
        said.push(self.how_often(gift));
        if let Some(stages) = &gift.only_in {
            let stages = stages.iter().map(|stage| self.stage(*stage)).collect();
            said.push(say!("It is only for customers in ", Said::joined(stages, " or "), "."));
        }
        if let Some(sample) = gift.sample {
            let again = match sample.monthly {
                true => "drawn again each calendar month",
                false => "drawn once and for all",
            };
            let share = noun::percent(sample.share);
            said.push(
                format!("It is only for a sample of {share} of the customers, {again}.").into(),
            );
        }
        if let Some(share) = gift.holdout {
            let share = noun::percent(share);
            said.push(format!(
                "A control group of {share} of the customers never gets it, so that the others can be \
                 compared with them."
            ).into());
        }
        said.extend(gift.budget.as_ref().map(|budget| self.budget(place, budget)));
        if let Some(kept) = &gift.kept {
            let length = noun::counted_length(kept.within);
            let mut kept_for = say!(format!(
                "If a pause, a limit or the budget holds it back, we try again for {length}"
            ));
            if let Some(condition) = &kept.condition {
                kept_for.push(say!(", as long as ", self.clause(condition).inline()));
            }
            said.push(say!(kept_for, "."));
        }
        said.extend(gift.aim.as_ref().map(|aim| self.aim("It is meant to bring ", aim)));
        said.into_iter().map(Item::new).collect()
    }

    /// Which rules give it, and where.
    fn given_by(self, place: usize) -> Said {
        let gives = |action: &Action| match action {
            Action::Give { gift, .. } => *gift == place,
            Action::Tag(_) | Action::Untag(_) => false,
        };
        let by = |rule: &Rule| rule.actions.iter().any(gives);
        let mut whens: Vec<Said> = Vec::new();
        for (index, stage) in self.model.stages.iter().enumerate() {
            if stage.on_entering.iter().flat_map(|on| &on.actions).any(gives) {
                whens.push(say!("on entering ", self.stage(index)));
            }
            if stage.rules.iter().any(by) {
                whens.push(say!("by rules of ", self.stage(index)));
            }
        }
        if self.model.any_stage.iter().any(by) {
            whens.push("by the rules that apply in every stage".into());
        }
        match whens.is_empty() {
            true => "No rule gives it.".into(),
            false => {
                let given = self.given_word(&[place]);
                say!("It is ", given, " ", Said::joined(whens, " and "), ".")
            }
        }
    }

    fn worth(self, gift: &Gift, worth: &Amount) -> Said {
        let fades = gift.fades.map(|share| {
            format!(", and {} less each time they get it again", noun::percent(share))
        });
        say!("It is worth ", self.amount(worth), " to the customer", fades.unwrap_or_default(), ".")
    }

    fn recipient(self, to: &Recipient) -> Said {
        match to {
            Recipient::Text(text) => say!("It goes to ", Said::quote(text), "."),
            Recipient::Value { name, .. } => {
                say!("It goes to the customer's ", Said::name(name), ".")
            }
        }
    }

    pub(super) fn amount(self, amount: &Amount) -> Said {
        match amount {
            Amount::Plain(amount) => self.money(*amount).into(),
            Amount::Calculated(value) => self.value(value),
        }
    }

    fn how_often(self, gift: &Gift) -> Said {
        let events = gift.each.map(|list| &self.model.lists[list]);
        let one = events.map(|list| Said::name(&noun::one(&list.name, list.other_name.as_deref())));
        let gets = match gift.kind {
            GiftKind::Reward | GiftKind::Message => "A customer gets it ",
            GiftKind::Program => "A customer is invited ",
            GiftKind::Alert => "It is raised for a customer ",
        };
        let often = match (gift.how_often, one) {
            (HowOften::Once, None) => "once, ever".into(),
            (HowOften::Once, Some(one)) => say!("once, ever, for one ", one),
            (HowOften::OncePerStay, None) => "once for each stay in a stage".into(),
            (HowOften::OncePerStay | HowOften::EveryTime, Some(one)) => say!("once for each ", one),
            (HowOften::EveryTime, None) => "each time a rule says so".into(),
            (HowOften::Times(count, per), one) => {
                let one = one.map(|one| say!(", and never twice for the same ", one));
                say!(times(count), " ", noun::per(per), " at most", one.unwrap_or_default())
            }
        };
        say!(gets, often, ".")
    }

    fn budget(self, place: usize, budget: &Budget) -> Said {
        let (per, given) = (noun::per(budget.per), self.given_word(&[place]));
        let cap = match budget.cap {
            Cap::Money(_) => {
                format!(
                    "For all customers together, it costs {} {per} at most.",
                    self.cap(budget.cap)
                )
            }
            Cap::Count(1) => format!("It is {given} once {per} at most, over all customers."),
            Cap::Count(_) => {
                format!(
                    "It is {given} {} times {per} at most, over all customers.",
                    self.cap(budget.cap)
                )
            }
        };
        let by = budget.by.as_ref().map(|by| {
            say!(
                " If that is not enough, customers are served in the order of ",
                self.value(by),
                ", the highest first."
            )
        });
        say!(cap, by.unwrap_or_default())
    }

    /// What is meant to follow.
    pub(super) fn aim(self, begins: &'static str, aim: &Aim) -> Said {
        let count = noun::number(aim.count);
        let how = match aim.how {
            Comparison::Less => "fewer than ",
            Comparison::AtMost => "at most ",
            Comparison::Greater => "more than ",
            Comparison::AtLeast => "at least ",
            Comparison::Is => "exactly ",
            Comparison::IsNot => "any number other than ",
        };
        let single = aim.count == Decimal::from(1i64);
        let noun = if single { self.one(&aim.events) } else { self.many(&aim.events) };
        let only = aim.condition.as_ref().map(|condition| self.only(&aim.events, condition));
        let within = format!(" within {}.", noun::counted_length(aim.within));
        say!(begins, how, count, " ", noun, only.unwrap_or_default(), within)
    }

    /// A limit in a sentence.
    pub(super) fn limit(self, limit: &Limit) -> Said {
        let per = noun::per(limit.per);
        let cap = self.cap(limit.cap);
        let gifts = self.gifts(&limit.gifts, " and ");
        let together = if limit.gifts.len() > 1 { " together" } else { "" };
        let kind = self.kind_of(&limit.gifts);
        match (limit.cap, kind) {
            (Cap::Money(_), _) => {
                let most = format!("{together} costs {cap} {per} at most.");
                say!("What one customer gets of ", gifts, most)
            }
            (Cap::Count(1), Some(kind)) => {
                format!("For one customer, there is at most 1 {} {per}.", kind.word()).into()
            }
            (Cap::Count(_), Some(kind)) => {
                format!("For one customer, there are at most {cap} {}s {per}.", kind.word()).into()
            }
            (Cap::Count(1), None) => {
                let given =
                    format!(" {} at most once {per}{together}.", self.given_word(&limit.gifts));
                say!("For one customer, ", gifts, self.is(&limit.gifts), given)
            }
            (Cap::Count(_), None) => {
                let given = self.given_word(&limit.gifts);
                let given = format!(" {given} at most {cap} times {per}{together}.");
                say!("For one customer, ", gifts, self.is(&limit.gifts), given)
            }
        }
    }

    fn is(self, gifts: &[usize]) -> &'static str {
        if gifts.len() > 1 { " are" } else { " is" }
    }

    /// What one customer can cost at most by this gift: each bound is true by itself.
    pub(super) fn most_for_one(self, place: usize) -> Said {
        let gift = &self.model.gifts[place];
        let Some(cost) = &gift.costs else { return "nothing is said of its cost".into() };
        let mut bounds: Vec<Said> = Vec::new();
        let plain = match cost {
            Amount::Plain(cost) => Some(*cost),
            Amount::Calculated(_) => None,
        };
        if let Some(cost) = plain {
            match gift.how_often {
                HowOften::Once => bounds.push(format!("{} ever", self.money(cost)).into()),
                HowOften::Times(count, per) => {
                    bounds.extend(self.times(cost, u64::from(count), &noun::per(per)));
                }
                HowOften::OncePerStay | HowOften::EveryTime => {}
            }
        }
        for limit in self.model.limits.iter().filter(|limit| limit.gifts.contains(&place)) {
            let shared =
                if limit.gifts.len() > 1 { " (a limit that it shares with others)" } else { "" };
            let per = noun::per(limit.per);
            match (limit.cap, plain) {
                (Cap::Money(most), _) => {
                    bounds.push(format!("{} {per}{shared}", self.money(most)).into());
                }
                (Cap::Count(count), Some(cost)) => bounds.extend(self.times(cost, count, &per)),
                (Cap::Count(_), None) => {}
            }
        }
        self.bounds(bounds)
    }

    /// What all customers together can cost at most by this gift.
    pub(super) fn most_for_all(self, place: usize) -> Said {
        let gift = &self.model.gifts[place];
        let Some(cost) = &gift.costs else { return "nothing is said of its cost".into() };
        let bound = gift.budget.as_ref().and_then(|budget| {
            let per = noun::per(budget.per);
            match (budget.cap, cost) {
                (Cap::Money(most), _) => Some(format!("{} {per}", self.money(most)).into()),
                (Cap::Count(count), Amount::Plain(cost)) => self.times(*cost, count, &per),
                (Cap::Count(_), Amount::Calculated(_)) => None,
            }
        });
        self.bounds(bound.into_iter().collect())
    }

    /// `$36.00 in any 90 days`; nothing if it cannot be calculated.
    fn times(self, cost: Decimal, count: u64, per: &str) -> Option<Said> {
        let count = Decimal::from(i64::try_from(count).ok()?);
        let sum = cost.checked_mul(count).ok()?;
        Some(format!("{} {per}", self.money(sum)).into())
    }

    fn bounds(self, bounds: Vec<Said>) -> Said {
        if bounds.is_empty() { "no bound".into() } else { Said::joined(bounds, ", and ") }
    }

    /// What a kind of gift is.
    pub(super) fn kind(self, gift: &Gift) -> &'static str {
        match gift.kind {
            GiftKind::Reward => "a reward",
            GiftKind::Message => "a message",
            GiftKind::Program => "a program that customers are invited to",
            GiftKind::Alert => "an alert to our own people",
        }
    }
}

/// `once`, `3 times`.
fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        count => format!("{} times", noun::number(Decimal::from(i64::from(count)))),
    }
}
