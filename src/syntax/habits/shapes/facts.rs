//! What people say of the customer of a test, and expect of the rules: `a purchase yesterday`,
//! `expect stay`.

use super::super::{Finding, Spot, numbers};
use crate::problems::register;
use crate::syntax::parser::Rule;
use crate::syntax::words::Kind;

/// The word that begins the line of a test around a place.
fn line_of(spot: &Spot<'_>, at: usize) -> Option<usize> {
    let last = spot.words.len().checked_sub(1)?;
    (0..=at.min(last)).rev().find(|place| {
        spot.words[*place].first && matches!(spot.text_at(*place), "given" | "expect" | "later")
    })
}

fn is_given(spot: &Spot<'_>, at: usize) -> bool {
    line_of(spot, at).is_some_and(|line| spot.text_at(line) == "given")
}

/// `given a purchase yesterday`, `1 purchase with amount €5 paid today`, `joined today`.
pub(super) fn when_it_was(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let (first, day) = match spot.text_at(at) {
        "paid" | "made" | "bought" | "happened" | "from" | "placed" => (at, at + 1),
        _ => (at, at),
    };
    let (last, fixed) = match (spot.text_at(day), spot.text_at(day + 1)) {
        ("today" | "now", _) => (day, "0 days ago"),
        ("yesterday", _) => (day, "1 day ago"),
        ("last", "week") => (day + 1, "1 week ago"),
        ("last", "month") => (day + 1, "1 month ago"),
        ("last", "year") => (day + 1, "1 year ago"),
        _ => return None,
    };
    let touches = spot.at >= first.saturating_sub(1) && spot.at <= last + 1;
    let line = line_of(spot, at)?;
    if spot.text_at(line) != "given" || first <= line + 1 || !touches {
        return None;
    }
    let written = spot.written(first, last);
    let title = format!("`{written}` should be `{fixed}`");
    let finding = Finding::new(spot.range(first, last), title, "when it was");
    let start = fact_start(spot, line, first);
    let help = format!("write `{} {fixed}`", spot.written(start, first - 1));
    Some(finding.help(help).with(fixed))
}

/// Where the fact before a place begins.
fn fact_start(spot: &Spot<'_>, line: usize, at: usize) -> usize {
    (line + 1..at).rev().find(|place| spot.text_at(*place - 1) == ",").unwrap_or(line + 1)
}

/// `a purchase 3 days before`, `joined 2 years`, `a purchase in 2026-01-01`.
pub(super) fn ago(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    is_given(spot, at).then_some(())?;
    if matches!(spot.text_at(at), "in" | "at") && spot.kind(at + 1) == Some(Kind::Date) {
        let fixed = format!("on {}", spot.text_at(at + 1));
        let title = format!("`{}` should be `{fixed}`", spot.written(at, at + 1));
        let finding = Finding::new(spot.range(at, at + 1), title, "when it was");
        return Some(finding.help(format!("write `{fixed}`")).with(fixed).safe());
    }
    let unit = at.checked_sub(1).filter(|unit| numbers::is_unit(spot.text_at(*unit)))?;
    let number = unit.checked_sub(1).filter(|at| spot.kind(*at) == Some(Kind::Number))?;
    let wanted = at == spot.at && spot.wanted.contains(&Rule::kw_ago);
    let length = spot.written(number, unit);
    let follows = matches!(spot.text_at(at), "before" | "earlier" | "back" | "prior");
    if !wanted || !(follows || spot.word(at).is_none_or(|next| next.first)) {
        return None;
    }
    let fixed = format!("{length} ago");
    let last = if follows { at } else { unit };
    let title = format!("`{}` should be `{fixed}`", spot.written(number, last));
    let finding = Finding::new(spot.range(number, last), title, "how long ago it was");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}

/// `stage is Regular`, `in stage Regular`, `customer in stage Regular`.
pub(super) fn stage(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    is_given(spot, at).then_some(())?;
    let name = [&["stage", "is"][..], &["stage", "="], &["stage", "in"], &["stage", "of"]]
        .iter()
        .find(|lead| spot.says(at, lead))
        .map(|lead| at + lead.len())
        .or_else(|| {
            let lead = ["customer", "a", "user", "the", "in", "who", "is"];
            let stage = (at..at + 6).find(|place| !lead.contains(&spot.text_at(*place)))?;
            (stage > at && spot.text_at(stage) == "stage").then_some(stage + 1)
        })?;
    let near = spot.at >= at.saturating_sub(1) && spot.at <= name;
    if !near || !spot.is_name(name) {
        return None;
    }
    let fixed = format!("stage {}", spot.text_at(name));
    let written = spot.written(at, name);
    let title = format!("`{written}` should be `{fixed}`");
    let finding = Finding::new(spot.range(at, name), title, "a test states exact values");
    Some(finding.help(format!("write `given {fixed}`")).with(fixed).safe())
}

/// `given not email_ok`.
pub(super) fn denied(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let name = spot.text_at(at + 1);
    let not = matches!(spot.text_at(at), "not" | "no" | "isn't");
    if !is_given(spot, at) || !not || spot.names.type_of(name) != "yes" {
        return None;
    }
    let fixed = format!("{name} no");
    let title = format!("`{}` should be `{fixed}`", spot.written(at, at + 1));
    let finding = Finding::new(spot.range(at, at + 1), title, "a test states exact values");
    Some(finding.help(format!("write `given {fixed}`")).with(fixed).safe())
}

/// `3 purchases of €50`, `with amount over €50`.
pub(super) fn with_value(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    is_given(spot, at).then_some(())?;
    let list = at.checked_sub(1).and_then(|list| spot.names.list(spot.text_at(list)));
    let money = matches!(spot.text_at(at + 1), "$" | "€" | "£");
    let last = if money { at + 2 } else { at + 1 };
    if let Some(amount) = list.and_then(super::super::lexicon::amount)
        && matches!(spot.text_at(at), "of" | "for" | "worth" | "at" | "over")
        && spot.kind(last) == Some(Kind::Number)
    {
        let value = match money {
            true => spot.written(at + 1, last).to_owned(),
            false => spot.names.amount(spot.text_at(last)),
        };
        let fixed = format!("with {amount} {value}");
        let title = format!("`{}` should be `{fixed}`", spot.written(at, last));
        let finding = Finding::new(spot.range(at, last), title, "say which of its values this is");
        return Some(finding.help(format!("write `{fixed}`")).with(fixed));
    }
    let vague = ["over", "above", "under", "below", "at", "about", "exactly"];
    let named = spot.before(at, 2) == "with" || spot.before(at, 2) == "and";
    if !named || !vague.contains(&spot.text_at(at)) || spot.kind(last) != Some(Kind::Number) {
        return None;
    }
    let fixed = format!("{} {}", spot.before(at, 1), spot.written(at + 1, last));
    let title = format!("A test states exact values: `{fixed}`");
    let finding = Finding::new(spot.range(at, at), title, "remove this");
    Some(finding.help(format!("write `{fixed}`")).with_at(spot.range(at - 1, last), fixed))
}

/// `expect stay`, `expect no change`, `expect stage Fan`, `expect Fan`.
pub(super) fn expected(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let line = line_of(spot, at).filter(|line| spot.text_at(*line) == "expect")?;
    let begins = at == line + 1 || matches!(spot.before(at, 1), ";" | "only");
    let last = (at..=spot.line_end(at))
        .take_while(|place| *place == at || !matches!(spot.text_at(*place), ";" | "," | "and"))
        .last()?;
    if !begins || spot.at < at.saturating_sub(1) || spot.at > last + 1 {
        return None;
    }
    let name = spot.text_at(last);
    let fixed = match (spot.text_at(at), last - at) {
        ("stay" | "stays" | "remain" | "remains" | "unchanged" | "same", _) => "no move".to_owned(),
        ("no", 1) if matches!(name, "change" | "changes" | "moves" | "movement") => {
            "no move".to_owned()
        }
        ("no" | "none" | "nobody", 0) => "nothing".to_owned(),
        ("no", 1) if matches!(name, "action" | "actions") => "nothing".to_owned(),
        ("stage" | "is" | "becomes" | "in" | "to" | "enters", _)
            if spot.names.stages.contains(&name) =>
        {
            format!("move to {name}")
        }
        (name, 0) if spot.names.stages.contains(&name) => format!("move to {name}"),
        (name, 0) if spot.kind(at) == Some(Kind::Text) => format!("tag {name}"),
        (name, 0) => {
            let gift = spot.names.gift(name).filter(|gift| gift.name == name)?;
            format!("{} {name}", if gift.kind == "message" { "send" } else { "give" })
        }
        _ => return None,
    };
    let title = format!("`{}` should be `{fixed}`", spot.written(at, last));
    let finding = Finding::new(spot.range(at, last), title, "say what should happen");
    Some(finding.help(format!("write `expect {fixed}`")).with(fixed))
}

/// `expect not send thanks`: what is not named is not checked, unless `only` says so.
pub(super) fn unexpected(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let line = line_of(spot, at).filter(|line| spot.text_at(*line) == "expect")?;
    let not = matches!(spot.text_at(at), "not" | "don't" | "doesn't" | "never");
    if !not || at != line + 1 {
        return None;
    }
    let last = spot.line_end(at);
    let title = "A test cannot expect that one thing does not happen";
    let finding = Finding::new(spot.range(at, at), title, "say what happens instead");
    let help = "write `expect nothing`, or all that happens after `expect only`";
    Some(finding.code(register::SYNTAX).help(help).with_at(spot.range(at, last), "nothing").guess())
}

/// `3 days later`.
pub(super) fn later(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let number = spot.word(at).filter(|word| word.first && word.kind == Kind::Number)?;
    let follows = matches!(spot.text_at(at + 2), "later" | "after" | "passed" | "on" | "pass");
    let unit = spot.text_at(at + 1);
    line_of(spot, at)?;
    if !numbers::is_unit(unit) || !follows || spot.at.abs_diff(at) > 2 {
        return None;
    }
    let fixed = format!("later {} {unit}", number.text);
    let title = format!("`{}` should be `{fixed}`", spot.written(at, at + 2));
    let finding = Finding::new(spot.range(at, at + 2), title, "the word comes first");
    Some(finding.help(format!("write `{fixed}`")).with(fixed).safe())
}

/// `when stage Regular`, `a purchase`, `stage Regular` in a test: what is so is `given`.
pub(super) fn given_word(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.first)?;
    let test = spot.wanted.contains(&Rule::kw_given) || spot.wanted.contains(&Rule::given_line);
    if at != spot.at || !test {
        return None;
    }
    let end = spot.line_end(at);
    if matches!(word.text, "when" | "if" | "with" | "for" | "where" | "having" | "and") {
        let title = format!("`{}` should be `given`", word.text);
        let finding = Finding::new(word.range(), title, "what is so of the customer");
        let help = format!("write `given {}`", spot.written(at + 1, end));
        return Some(finding.help(help).with("given"));
    }
    let known =
        spot.names.has(word.text) || matches!(word.text, "a" | "an" | "no" | "stage" | "tagged");
    if !known && word.kind != Kind::Number {
        return None;
    }
    let title = "`given` is missing before what is so of the customer";
    let finding = Finding::new(spot.range(at, at), title, "add `given` before this");
    let help = format!("write `given {}`", spot.written(at, end));
    let finding = finding.code(register::SYNTAX).help(help);
    Some(finding.with_at(word.start..word.start, "given "))
}

/// `then move to Fan`, `should move to Fan` in a test.
pub(super) fn expect_word(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.first)?;
    let words = ["then", "should", "expects", "expected", "result", "assert", "must", "will"];
    line_of(spot, at)?;
    if !words.contains(&word.text) || spot.at.abs_diff(at) > 1 {
        return None;
    }
    let last = if matches!(spot.text_at(at + 1), ":" | "be") { at + 1 } else { at };
    let title = format!("`{}` should be `expect`", spot.written(at, last));
    let finding = Finding::new(spot.range(at, last), title, "what the rules should do");
    let help = format!("write `expect {}`", spot.written(last + 1, spot.line_end(at)));
    Some(finding.help(help).with("expect"))
}
