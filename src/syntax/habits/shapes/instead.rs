//! What is asked or said in a form that the language does not have, and the form that it has.

use super::super::arguments::compared;
use super::super::{Finding, Spot, numbers};
use super::elsewhere::rest_of_line;
use crate::problems::register;
use crate::syntax::vocabulary::ACTIONS;
use crate::syntax::words::Kind;
use crate::values::with_article;

/// `sum(purchases.amount) within 12 months`: the window belongs inside.
pub(super) fn window_outside(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let close = at.checked_sub(1).filter(|close| spot.text_at(*close) == ")")?;
    let open = (close.saturating_sub(8)..close).rev().find(|place| spot.text_at(*place) == "(")?;
    let called = matches!(spot.before(open, 1), "sum" | "count" | "average" | "min" | "max");
    let last = match spot.text_at(at) {
        "within" if numbers::is_unit(spot.text_at(at + 2)) => at + 2,
        "this" if spot.text_at(at + 1) == "calendar" => at + 2,
        "since" if spot.text_at(at + 1) == "last" => at + 2,
        "since" => at + 1,
        _ => return None,
    };
    called.then_some(())?;
    let (inside, window) = (spot.written(open + 1, close - 1), spot.written(at, last));
    let fixed = format!("{}({inside} {window})", spot.before(open, 1));
    let title = "The window goes inside the parentheses";
    let finding = Finding::new(spot.range(at, last), title, "move this inside");
    let range = spot.range(close, last);
    let help = format!("write `{fixed}`");
    Some(finding.code(register::SYNTAX).help(help).with_at(range, format!(" {window})")))
}

/// `7 days before trial_ends`.
pub(super) fn days_before(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let number = at.checked_sub(2).filter(|at| spot.kind(*at) == Some(Kind::Number))?;
    let name = spot.text_at(at + 1);
    let fits = matches!(spot.text_at(at), "before" | "until" | "till")
        && numbers::is_unit(spot.text_at(at - 1))
        && spot.names.type_of(name) == "date";
    fits.then_some(())?;
    let length = spot.written(number, at - 1);
    let fixed = format!("{name} within next {length}");
    let title = format!("`{}` should be `{fixed}`", spot.written(number, at + 1));
    let finding = Finding::new(spot.range(number, at + 1), title, "how far ahead this is");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}

/// `days until trial_ends is 7`, `days to trial_ends ≤ 7`.
pub(super) fn days_until(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let unit = at.checked_sub(1).filter(|unit| numbers::is_unit(spot.text_at(*unit)))?;
    let name = spot.text_at(at + 1);
    let fits = matches!(spot.text_at(at), "until" | "till" | "to" | "before")
        && spot.names.type_of(name) == "date"
        && spot.kind(at + 3) == Some(Kind::Number);
    fits.then_some(())?;
    let length = format!("{} {}", spot.text_at(at + 3), spot.text_at(unit));
    let fixed = match spot.text_at(at + 2) {
        _ if spot.text_at(unit) == "days" => {
            let mark = compared(spot, at + 1)?.mark;
            format!("days from today to {name} {mark} {}", spot.text_at(at + 3))
        }
        "is" | "=" | "==" => format!("{name} is today + {length}"),
        "<" | "≤" | "<=" => format!("{name} within next {length}"),
        ">" | "≥" | ">=" => format!("today < {name} - {length}"),
        _ => return None,
    };
    let title = format!("`{}` should be `{fixed}`", spot.written(unit, at + 3));
    let finding = Finding::new(spot.range(unit, at + 3), title, "compare the date with today");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}

/// `stage is Regular for 30 days`.
pub(super) fn stage_for(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let fits = spot.text_at(at) == "for"
        && spot.names.stages.contains(&spot.before(at, 1))
        && spot.before(at, 2) == "is"
        && spot.before(at, 3) == "stage"
        && numbers::is_unit(spot.text_at(at + 2));
    fits.then_some(())?;
    let fixed = format!("and {} in stage", spot.written(at + 1, at + 2));
    let title = format!("`{}` should be `{fixed}`", spot.written(at, at + 2));
    let finding = Finding::new(spot.range(at, at + 2), title, "how long in the stage");
    let help = format!("write `{} {fixed}`", spot.written(at - 3, at - 1));
    Some(finding.help(help).with(fixed).safe())
}

/// `reset NPS`, `set NPS to 0`: the data is not theirs to change.
pub(super) fn changed_field(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let verbs = ["reset", "set", "clear", "increase", "decrease", "increment", "subtract"];
    let name = spot.text_at(at + 1);
    let known = !spot.names.type_of(name).is_empty() || spot.names.list(name).is_some();
    if !verbs.contains(&spot.text_at(at)) || !known {
        return None;
    }
    let value = matches!(spot.text_at(at + 2), "to" | "by" | "=");
    let last = rest_of_line(spot, at).filter(|_| value).map_or(at + 1, |(last, _)| last);
    let ends = (at + 2..=last).find(|place| {
        let text = spot.text_at(*place);
        matches!(text, ";" | "," | "and" | "then") || ACTIONS.contains(&text)
    });
    let last = ends.map_or(last, |place| place - 1);
    let title = format!("Rules cannot change `{name}`, which is in the data");
    let finding = Finding::new(spot.range(at, last), title, "not in the language");
    let help = "the records have to change it; rules move customers, give gifts and set tags";
    Some(finding.code(register::SYNTAX).help(help).with(format!("tag \"{name}\"")).guess())
}

/// `2 web purchases`, where the events say of themselves that they are `web`.
pub(super) fn adjective(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let list = spot.names.list(spot.text_at(at))?;
    let value = at.checked_sub(2)? + 1;
    let word = spot.text_at(value);
    let lead = spot.text_at(value - 1);
    let counts = spot.kind(value - 1) == Some(Kind::Number) || matches!(lead, "a" | "an" | "no");
    let mut choices = list.attributes.iter().filter(|(_, kind)| *kind == "one");
    let (attribute, _) = choices.next()?;
    if !counts || choices.next().is_some() || !spot.names.values.contains(&word) {
        return None;
    }
    let lead = match lead {
        "a" | "an" => {
            let one = with_article(spot.text_at(at));
            format!("{one} where {attribute} is {word}")
        }
        _ => format!("{lead} {} where {attribute} is {word}", spot.text_at(at)),
    };
    let title = format!("`{}` should be `{lead}`", spot.written(value - 1, at));
    let finding = Finding::new(spot.range(value - 1, at), title, "say which of its values it is");
    Some(finding.help(format!("write `{lead}`")).with(lead))
}

/// `email hello "Hi"`: gifts are declared by their kinds.
pub(super) fn gift_kind(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.first)?;
    let kind = match word.text.to_lowercase().as_str() {
        "email" | "mail" | "sms" | "push" | "notification" | "text" | "letter" => "message",
        "gift" | "coupon" | "voucher" | "discount" | "bonus" | "perk" => "reward",
        "campaign" | "course" => "program",
        _ => return None,
    };
    let described = spot.is_name(at + 1) && spot.kind(at + 2) == Some(Kind::Text);
    described.then_some(())?;
    let title = format!("`{}` should be `{kind}`", word.text);
    let finding = Finding::new(word.range(), title, format!("write `{kind}` here"));
    let help = format!("write `{kind} {}`", spot.written(at + 1, at + 2));
    Some(finding.help(help).with(kind))
}
