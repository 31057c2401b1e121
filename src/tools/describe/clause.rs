//! Conditions in words: each a clause, or several of them that are joined.

use super::noun;
use super::said::{Said, say};
use super::words::Words;
use crate::check::model::{Events, Expr, ExprKind, Filter, Since};
use crate::terms::{Comparison, GiftKind, Standing, TextTest};
use crate::values::{Decimal, Duration, Value};

/// A condition in words.
#[derive(Clone, Debug)]
pub(super) enum Clause {
    /// A clause of its own.
    One(Said),
    /// All of them are true.
    All(Vec<Clause>),
    /// At least one is true.
    Any(Vec<Clause>),
}

impl Clause {
    /// All of it as one clause.
    pub(super) fn inline(&self) -> Said {
        match self {
            Clause::One(said) => said.clone(),
            Clause::All(parts) if is_entangled(parts) => self.list(parts, ", and if "),
            Clause::Any(parts) if is_entangled(parts) => self.list(parts, ", or if "),
            Clause::All(parts) => self.list(parts, " and "),
            Clause::Any(parts) => self.list(parts, " or "),
        }
    }

    fn list(&self, parts: &[Clause], last: &'static str) -> Said {
        let part = |part: &Clause| match (self, part) {
            (_, Clause::One(said)) => said.clone(),
            (_, Clause::All(inner)) if inner.len() == 2 => say!("both ", part.inline()),
            (_, Clause::Any(inner)) if inner.len() == 2 => say!("either ", part.inline()),
            (_, Clause::All(_)) => say!("all of this: (", part.inline(), ")"),
            (_, Clause::Any(_)) => say!("at least one of this: (", part.inline(), ")"),
        };
        Said::joined(parts.iter().map(part).collect(), last)
    }

    /// Whether it is read more easily as a list.
    pub(super) fn is_long(&self) -> bool {
        match self {
            Clause::One(_) => false,
            Clause::All(parts) | Clause::Any(parts) => {
                let nested = parts.iter().any(|part| !matches!(part, Clause::One(_)));
                let is_hard = nested || is_entangled(parts);
                parts.len() > 3 || is_hard || self.inline().plain().len() > 150
            }
        }
    }
}

/// Whether a part has a joining word of its own, so that in one sentence it would not be clear how far
/// that reaches: "an order where a and b or c".
fn is_entangled(parts: &[Clause]) -> bool {
    let last = parts.len().saturating_sub(1);
    let joins = |text: &str| [" and ", " or "].iter().any(|word| text.contains(word));
    parts.iter().enumerate().any(|(place, part)| match part {
        Clause::One(said) => {
            let text = said.plain();
            joins(&text) || place < last && text.contains(" where ")
        }
        // These say themselves how far they reach.
        Clause::All(_) | Clause::Any(_) => false,
    })
}

impl Words<'_> {
    /// A condition in words.
    pub(super) fn clause(self, expr: &Expr) -> Clause {
        match &expr.kind {
            ExprKind::And(parts) => {
                Clause::All(parts.iter().map(|part| self.clause(part)).collect())
            }
            ExprKind::Or(parts) => {
                Clause::Any(parts.iter().map(|part| self.clause(part)).collect())
            }
            ExprKind::Not(inner) => self.opposite(inner),
            ExprKind::Compare(left, how, right) => Clause::One(self.compared(left, *how, right)),
            ExprKind::Between(value, low, high) => {
                Clause::One(self.between(value, " is between ", low, high))
            }
            ExprKind::In(value, list) => Clause::One(self.is_in(value, list, " is ", " or ")),
            ExprKind::Known(value, known) => Clause::One(self.known(value, *known)),
            ExprKind::EventsKnown(events, known) => {
                let known = if *known { " are known" } else { " are not known" };
                Clause::One(say!("the customer's ", self.many(events), known))
            }
            ExprKind::TextTest(value, test, text) => {
                Clause::One(say!(self.value(value), text_test(*test, true), self.value(text)))
            }
            ExprKind::SetContains(set, entry) => Clause::One(self.contains(set, entry, true)),
            ExprKind::Anniversary(date, None) => {
                Clause::One(say!("today is an anniversary of ", self.value(date)))
            }
            ExprKind::Anniversary(date, Some(window)) => Clause::One(say!(
                "an anniversary of ",
                self.value(date),
                " is ",
                self.date_window(*window)
            )),
            ExprKind::InWindow(date, window) => {
                Clause::One(say!(self.value(date), " is ", self.date_window(*window)))
            }
            ExprKind::Quantity { how, count, events, filter } => {
                Clause::One(self.quantity(*how, *count, events, filter))
            }
            ExprKind::Elapsed { duration, since } => {
                Clause::One(self.elapsed(*duration, since, "at least"))
            }
            ExprKind::Without { duration, events, condition } => {
                let only = condition.as_ref().map(|condition| self.only(events, condition));
                let length = noun::counted_length(*duration);
                Clause::One(say!(
                    "there has been no ",
                    self.one(events),
                    only.unwrap_or_default(),
                    format!(" for at least {length}")
                ))
            }
            ExprKind::Constant(Value::YesNo(yes)) => {
                Clause::One(if *yes { "always".into() } else { "never".into() })
            }
            ExprKind::Let(_) => Clause::One(say!(self.value(expr), " is true")),
            ExprKind::Aggregate { .. }
            | ExprKind::Arithmetic(..)
            | ExprKind::Shift(..)
            | ExprKind::Negative(_)
            | ExprKind::Constant(_)
            | ExprKind::Duration(_)
            | ExprKind::Field(_)
            | ExprKind::Score(_)
            | ExprKind::Expiring(..)
            | ExprKind::Experiment(_)
            | ExprKind::Standing(..)
            | ExprKind::Attribute(_)
            | ExprKind::Stage
            | ExprKind::StageSince
            | ExprKind::Tags
            | ExprKind::Today
            | ExprKind::Now
            | ExprKind::PartOf(..)
            | ExprKind::EdgeOf(..)
            | ExprKind::DaysBetween(..)
            | ExprKind::Rounded(..)
            | ExprKind::Extreme(..)
            | ExprKind::Broken => Clause::One(say!(self.value(expr), " is yes")),
        }
    }

    /// The opposite of a condition in words. What is unknown stays unknown.
    fn opposite(self, expr: &Expr) -> Clause {
        Clause::One(match &expr.kind {
            ExprKind::Not(inner) => return self.clause(inner),
            ExprKind::Compare(left, how, right) => self.compared(left, how.opposite(), right),
            ExprKind::In(value, list) => self.is_in(value, list, " is neither ", " nor "),
            ExprKind::Known(value, known) => self.known(value, !known),
            ExprKind::Between(value, low, high) => {
                self.between(value, " is not between ", low, high)
            }
            ExprKind::TextTest(value, test, text) => {
                say!(self.value(value), text_test(*test, false), self.value(text))
            }
            ExprKind::InWindow(date, window) => {
                say!(self.value(date), " is not ", self.date_window(*window))
            }
            ExprKind::Elapsed { duration, since } => self.elapsed(*duration, since, "less than"),
            ExprKind::SetContains(set, entry) => self.contains(set, entry, false),
            ExprKind::Quantity { how, count, events, filter } => {
                self.quantity(how.opposite(), *count, events, filter)
            }
            ExprKind::Field(_) | ExprKind::Attribute(_) => say!(self.value(expr), " is ", "no"),
            ExprKind::Let(_) => say!(self.value(expr), " is false"),
            ExprKind::Or(_)
            | ExprKind::And(_)
            | ExprKind::EventsKnown(..)
            | ExprKind::Anniversary(..)
            | ExprKind::Without { .. }
            | ExprKind::Aggregate { .. }
            | ExprKind::Arithmetic(..)
            | ExprKind::Shift(..)
            | ExprKind::Negative(_)
            | ExprKind::Constant(_)
            | ExprKind::Duration(_)
            | ExprKind::Score(_)
            | ExprKind::Expiring(..)
            | ExprKind::Experiment(_)
            | ExprKind::Standing(..)
            | ExprKind::Stage
            | ExprKind::StageSince
            | ExprKind::Tags
            | ExprKind::Today
            | ExprKind::Now
            | ExprKind::PartOf(..)
            | ExprKind::EdgeOf(..)
            | ExprKind::DaysBetween(..)
            | ExprKind::Rounded(..)
            | ExprKind::Extreme(..)
            | ExprKind::Broken => {
                let clause = self.clause(expr);
                match &clause {
                    Clause::One(said) => say!("it is not true that ", said.clone()),
                    Clause::All(_) => say!("it is not true that both ", clause.inline()),
                    Clause::Any(_) => say!("it is not true that either ", clause.inline()),
                }
            }
        })
    }

    fn between(self, value: &Expr, verb: &'static str, low: &Expr, high: &Expr) -> Said {
        let (low, high) = (self.value(low), self.value(high));
        say!(self.value(value), verb, low, " and ", high, ", both included")
    }

    fn elapsed(self, length: Duration, since: &Since, how: &'static str) -> Said {
        let length = noun::counted_length(length);
        match since {
            Since::Entering => {
                format!("the customer has been in the stage for {how} {length}").into()
            }
            Since::Last(events) => {
                say!("the last ", self.one(events), format!(" was {how} {length} ago"))
            }
            Since::At(date) => say!(self.value(date), format!(" was {how} {length} ago")),
        }
    }

    fn compared(self, left: &Expr, how: Comparison, right: &Expr) -> Said {
        if let (ExprKind::Standing(standing, of), Some(Value::Number(number))) =
            (&left.kind, right.constant())
            && let Some(place) = place(*standing, how, *number)
        {
            return say!("the customer is in the ", place, " of all customers by ", self.value(of));
        }
        let date = left.ty.is_date();
        let how = match (how, date) {
            (Comparison::Less, false) => " is less than ",
            (Comparison::AtMost, false) => " is at most ",
            (Comparison::Greater, false) => " is more than ",
            (Comparison::AtLeast, false) => " is at least ",
            (Comparison::Less, true) => " is earlier than ",
            (Comparison::AtMost, true) => " is on or before ",
            (Comparison::Greater, true) => " is later than ",
            (Comparison::AtLeast, true) => " is on or after ",
            (Comparison::Is, _) => " is ",
            (Comparison::IsNot, _) => " is not ",
        };
        let right = match (&left.kind, right.constant()) {
            // Days of the week are values that have names.
            (ExprKind::PartOf(..), Some(value)) => self.constant(value, right.ty),
            (_, _) => self.value(right),
        };
        say!(self.value(left), how, right)
    }

    fn is_in(self, value: &Expr, list: &[Expr], verb: &'static str, last: &'static str) -> Said {
        let list = list.iter().map(|entry| self.value(entry)).collect();
        say!(self.value(value), verb, Said::joined(list, last))
    }

    fn known(self, value: &Expr, known: bool) -> Said {
        say!(self.value(value), if known { " is known" } else { " is not known" })
    }

    fn contains(self, set: &Expr, entry: &Expr, yes: bool) -> Said {
        match (&set.kind, yes) {
            (ExprKind::Tags, true) => say!("the customer is tagged ", self.value(entry)),
            (ExprKind::Tags, false) => say!("the customer is not tagged ", self.value(entry)),
            (_, true) => say!(self.value(set), " includes ", self.value(entry)),
            (_, false) => say!(self.value(set), " does not include ", self.value(entry)),
        }
    }

    /// `there are at least 3 purchases in the last 90 days`.
    fn quantity(self, how: Comparison, count: Decimal, events: &Events, filter: &Filter) -> Said {
        let which = self.filter(events, filter);
        let one = Decimal::from(1i64);
        if let Events::Given(gifts) = events
            && self.kind_of(gifts).is_none()
        {
            let (gifts, verb) = (self.gifts(gifts, " or "), self.given_word(gifts));
            return match is_none(how, count) {
                true => say!(gifts, " was never ", verb, which),
                false => say!(gifts, " was ", verb, " ", times(how, count), which),
            };
        }
        let single = count == one;
        let noun = match events {
            Events::Given(gifts) => {
                let kind = self.kind_of(gifts).unwrap_or(GiftKind::Reward).word();
                let plural = if single { "" } else { "s" };
                format!("{kind}{plural} given").into()
            }
            Events::List(_) | Events::Within { .. } | Events::Count(_) | Events::Broken => {
                if single { self.one(events) } else { self.many(events) }
            }
        };
        if is_none(how, count) {
            let none = if single { self.one(events) } else { noun };
            return say!(if single { "there is no " } else { "there are no " }, none, which);
        }
        if how == Comparison::AtLeast && single {
            return say!("there is at least one ", noun, which);
        }
        let how = match how {
            Comparison::Less => "fewer than ",
            Comparison::AtMost => "at most ",
            Comparison::Greater => "more than ",
            Comparison::AtLeast => "at least ",
            Comparison::Is => "exactly ",
            Comparison::IsNot => "any number other than ",
        };
        let verb = if single { "there is " } else { "there are " };
        say!(verb, how, noun::number(count), " ", noun, which)
    }

    /// What is done with these gifts.
    pub(super) fn given_word(self, gifts: &[usize]) -> &'static str {
        match gifts.first().map(|gift| self.model.gifts[*gift].kind) {
            Some(GiftKind::Message) => "sent",
            Some(GiftKind::Alert) => "raised",
            Some(GiftKind::Program) => "offered",
            Some(GiftKind::Reward) | None => "given",
        }
    }
}

/// The place among all customers that a comparison asks for: `top fifth`, `first 100`.
fn place(standing: Standing, how: Comparison, number: Decimal) -> Option<String> {
    let is = |value: i64| number == Decimal::from(value);
    let named = match (standing, how) {
        (Standing::Quintile, Comparison::Is | Comparison::AtLeast) if is(5) => "top fifth",
        (Standing::Quintile, Comparison::AtLeast) if is(4) => "top two fifths",
        (Standing::Quintile, Comparison::AtLeast) if is(3) => "top three fifths",
        (Standing::Quintile, Comparison::Is | Comparison::AtMost) if is(1) => "lowest fifth",
        (Standing::Quintile, Comparison::AtMost) if is(2) => "lowest two fifths",
        (Standing::Rank, Comparison::AtMost) => {
            return Some(format!("top {}", noun::number(number)));
        }
        (Standing::Quintile | Standing::Rank, _) => return None,
    };
    Some(named.to_owned())
}

/// Whether a comparison says that there is none.
fn is_none(how: Comparison, count: Decimal) -> bool {
    match how {
        Comparison::Is | Comparison::AtMost => count == Decimal::ZERO,
        Comparison::Less => count == Decimal::from(1i64),
        Comparison::Greater | Comparison::AtLeast | Comparison::IsNot => false,
    }
}

/// `at least 3 times`.
fn times(how: Comparison, count: Decimal) -> String {
    let one = Decimal::from(1i64);
    let how = match how {
        Comparison::Less => "fewer than ",
        Comparison::AtMost => "at most ",
        Comparison::Greater => "more than ",
        Comparison::AtLeast => "at least ",
        Comparison::Is => "exactly ",
        Comparison::IsNot => "any number of times other than ",
    };
    match count == one {
        true => format!("{how}once"),
        false => format!("{how}{} times", noun::number(count)),
    }
}

fn text_test(test: TextTest, yes: bool) -> &'static str {
    match (test, yes) {
        (TextTest::Contains, true) => " contains ",
        (TextTest::StartsWith, true) => " starts with ",
        (TextTest::EndsWith, true) => " ends with ",
        (TextTest::Contains, false) => " does not contain ",
        (TextTest::StartsWith, false) => " does not start with ",
        (TextTest::EndsWith, false) => " does not end with ",
    }
}
