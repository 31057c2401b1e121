//! Events as people count them: `3 to 5 purchases`, `any purchase`, `$500 amount within 1 year`.

use crate::problems::register;
use crate::syntax::habits::lexicon::{amount, singular};
use crate::syntax::habits::shapes::conditions::comparison;
use crate::syntax::habits::{Finding, Spot, numbers};
use crate::syntax::vocabulary::ACTIONS;
use crate::syntax::words::Kind;
use crate::values::with_article;

/// `3 to 5 purchases`, `3-5 purchases`, `between 3 and 5 purchases`.
pub(in super::super) fn range_of_counts(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let low = if matches!(spot.text_at(at), "between" | "from") { at + 1 } else { at };
    let joint = spot.text_at(low + 1);
    let joined = matches!(joint, "to" | "-" | "–" | "until" | "or") || joint == "and" && low > at;
    let numbers = spot.kind(low) == Some(Kind::Number) && spot.kind(low + 2) == Some(Kind::Number);
    let events = spot.text_at(low + 3);
    if !joined || !numbers || numbers::is_unit(events) || spot.names.list(events).is_none() {
        return None;
    }
    let end = condition_end(spot, low + 4).max(low + 3);
    let what = spot.written(low + 3, end);
    let (few, many) = (spot.text_at(low), spot.text_at(low + 2));
    let fixed = format!("at least {few} {what} and at most {many} {what}");
    let title = "Count them twice: at least the one number, at most the other";
    let finding = Finding::new(spot.range(at, low + 2), title, "this is a range");
    Some(finding.help(format!("write `{fixed}`")).with_at(spot.range(at, end), fixed))
}

/// `any purchase`.
pub(in super::super) fn any_event(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let events = spot.text_at(at + 1);
    let list = spot.names.list(events)?;
    if !matches!(spot.text_at(at), "any" | "some" | "another" | "one" | "each")
        || list.name.is_empty()
    {
        return None;
    }
    let fixed = with_article(&singular(events));
    let title = format!("`{}` should be `{fixed}`", spot.written(at, at + 1));
    let finding = Finding::new(spot.range(at, at + 1), title, "at least one of them");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}

/// `after purchase since entering`, `purchase where amount > €5`.
pub(in super::super) fn bare_event(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let filter = matches!(spot.text_at(at), "since" | "where" | "within" | "this");
    let event = at.checked_sub(1)?;
    let name = spot.text_at(event);
    let begins =
        matches!(spot.before(event, 1), "when" | "after" | "and" | "or" | "not" | "(" | "if");
    let known = spot.names.list(name).is_some();
    if at != spot.at || !filter || !begins || !(known || spot.is_name(event)) {
        return None;
    }
    // `purchases where channel is web ≥ 3` has its number at the end.
    let end = condition_end(spot, at);
    let compared = (at..=end).filter(|place| {
        comparison(spot.text_at(*place)) || matches!(spot.text_at(*place), "is" | "contains")
    });
    if numbers::is_unit(name) || compared.count() > 1 {
        return None;
    }
    if spot.names.has(name) && !known {
        return None;
    }
    let fixed = with_article(&singular(name));
    let title = "Events are counted: `a` is missing, or a number";
    let finding = Finding::new(spot.range(event, event), title, "how many of them?");
    let help = format!("write `{fixed} {}`", spot.written(at, end));
    Some(finding.code(register::SYNTAX).help(help).with(fixed))
}

/// `€25000 amount within 1 year`: a value of events, added up.
pub(in super::super) fn amount_of_events(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let number = at.checked_sub(1).filter(|number| spot.kind(*number) == Some(Kind::Number))?;
    let first =
        number.checked_sub(1).filter(|mark| matches!(spot.text_at(*mark), "$" | "€" | "£"))?;
    let name = spot.text_at(at);
    let spent = matches!(name, "spent" | "spend" | "in" | "worth" | "revenue");
    let list = spot.names.lists.iter().find(|list| {
        list.attributes.iter().any(|(attribute, _)| *attribute == name)
            || (spent && amount(list).is_some())
    })?;
    let attribute = if spent { amount(list)? } else { name };
    let window = spot.text_at(at + 1) == "within" && numbers::is_unit(spot.text_at(at + 3));
    let last = if window { at + 3 } else { at };
    if spot.at != at || (name == "in" || name == "worth") {
        return None;
    }
    let inside = if window { format!(" {}", spot.written(at + 1, last)) } else { String::new() };
    let fixed = format!("sum({}.{attribute}{inside}) ≥ {}", list.name, spot.written(first, number));
    let title = format!("`{}` should be `{fixed}`", spot.written(first, last));
    let finding = Finding::new(spot.range(first, last), title, "add up what they have");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}

/// Where the condition around a place ends.
fn condition_end(spot: &Spot<'_>, at: usize) -> usize {
    let ends = |place: &usize| {
        let text = spot.text_at(*place);
        matches!(text, "and" | "or" | "then" | ";" | ",") || ACTIONS.contains(&text)
    };
    let end = (at..spot.words.len()).find(ends).unwrap_or(spot.words.len());
    end.saturating_sub(1)
}
