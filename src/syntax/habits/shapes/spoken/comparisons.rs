//! Comparisons as people say them: `is not at least 8`, `8+`, `between 7 to 8`.

use crate::syntax::habits::{Finding, Spot};
use crate::syntax::vocabulary::ACTIONS;
use crate::syntax::words::Kind;

/// `NPS is not at least 8`, `NPS not above 8`.
pub(in super::super) fn denied_comparison(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let leads: &[&[&str]] = &[&["is", "not"], &["isn't"], &["not"], &["does", "not"]];
    let lead = leads.iter().find(|lead| spot.says(at, lead))?;
    let how = at + lead.len();
    let phrases: &[(&[&str], &str)] = &[
        (&["at", "least"], "<"),
        (&["at", "most"], ">"),
        (&["greater", "than"], "≤"),
        (&["more", "than"], "≤"),
        (&["higher", "than"], "≤"),
        (&["less", "than"], "≥"),
        (&["lower", "than"], "≥"),
        (&["fewer", "than"], "≥"),
        (&["above"], "≤"),
        (&["over"], "≤"),
        (&["below"], "≥"),
        (&["under"], "≥"),
        (&[">"], "≤"),
        (&["<"], "≥"),
        (&["≥"], "<"),
        (&["≤"], ">"),
        (&[">="], "<"),
        (&["<="], ">"),
    ];
    let (phrase, mark) = phrases.iter().find(|(phrase, _)| spot.says(how, phrase))?;
    let name = at.checked_sub(1).filter(|name| spot.is_name(*name))?;
    let last = how + phrase.len() - 1;
    let money = matches!(spot.text_at(last + 1), "$" | "€" | "£");
    let value = if money { last + 2 } else { last + 1 };
    if !matches!(spot.kind(value), Some(Kind::Number | Kind::Date)) {
        return None;
    }
    let title = format!("`{}` should be `{mark}`", spot.written(at, last));
    let finding = Finding::new(spot.range(at, last), title, format!("write `{mark}` here"));
    let help = format!("write `{} {mark} {}`", spot.text_at(name), spot.written(last + 1, value));
    Some(finding.help(help).with(*mark))
}

/// `NPS is 8+`, `NPS 8+`, `8+ purchases`.
pub(in super::super) fn or_more_mark(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let number = at.checked_sub(1).filter(|number| spot.kind(*number) == Some(Kind::Number))?;
    let touches = spot.word(number)?.end() == spot.word(at)?.start;
    let next = spot.text_at(at + 1);
    let ends = spot.word(at + 1).is_none_or(|next| {
        matches!(next.text, "and" | "or" | ")" | ";" | "then") || ACTIONS.contains(&next.text)
    });
    if spot.text_at(at) != "+" || !touches {
        return None;
    }
    if spot.names.list(next).is_some() {
        let fixed = format!("at least {} {next}", spot.text_at(number));
        let title = format!("`{}` should be `{fixed}`", spot.written(number, at + 1));
        let finding = Finding::new(spot.range(number, at + 1), title, "or more");
        return Some(finding.help(format!("write `{fixed}`")).with(fixed).safe());
    }
    ends.then_some(())?;
    let money = matches!(spot.before(number, 1), "$" | "€" | "£");
    let first = if money { number.checked_sub(1)? } else { number };
    let mark = spot.before(first, 1);
    let start =
        if matches!(mark, "is" | "=" | "==" | "≥" | ">=" | "of") { first - 1 } else { first };
    let fixed = format!("≥ {}", spot.written(first, number));
    let title = format!("`{}` should be `{fixed}`", spot.written(start, at));
    let finding = Finding::new(spot.range(start, at), title, "or more");
    let help = format!("write `{} {fixed}`", spot.before(start, 1));
    Some(finding.help(help).with(fixed))
}

/// `between 7 to 8`, `is between 7 - 8`.
pub(in super::super) fn between_to(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let is = usize::from(spot.text_at(at) == "is");
    let low = at + is + 1;
    let mark = usize::from(matches!(spot.text_at(low), "$" | "€" | "£"));
    let joint = low + mark + 1;
    let high = joint + 1 + usize::from(matches!(spot.text_at(joint + 1), "$" | "€" | "£"));
    let numbers =
        spot.kind(low + mark) == Some(Kind::Number) && spot.kind(high) == Some(Kind::Number);
    let joined = matches!(spot.text_at(joint), "to" | "-" | "–" | "until");
    if spot.text_at(at + is) != "between" || !numbers || !joined {
        return None;
    }
    let (from, to) = (spot.written(low, low + mark), spot.written(joint + 1, high));
    let fixed = format!("between {from} and {to}");
    let title = format!("`{}` should be `{fixed}`", spot.written(at, high));
    let finding = Finding::new(spot.range(at, high), title, "this is a range");
    let help = format!("write `{} {fixed}`", spot.before(at, 1));
    Some(finding.help(help).with(fixed).safe())
}
