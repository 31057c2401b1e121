//! Marks that say something else here than they usually do: `NPS ! 9`, `NPS ≥ 9!`, `2× purchases`.

use super::{Finding, Spot};
use crate::syntax::vocabulary::{self, ACTIONS};
use crate::syntax::words::Kind;

/// `NPS ! 9`, which denies, and `NPS ≥ 9! give mug`, which only exclaims.
pub(super) fn exclaimed(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let before = at.checked_sub(1).filter(|before| {
        spot.is_name(*before) || matches!(spot.kind(*before), Some(Kind::Number | Kind::Text))
    })?;
    (spot.text_at(at) == "!").then_some(())?;
    let word = spot.word(at)?;
    if ACTIONS.contains(&spot.text_at(at + 1)) {
        let finding = Finding::new(word.range(), "`!` is not needed here", "remove this");
        return Some(finding.help("remove the `!`").with(" "));
    }
    let value = matches!(spot.kind(at + 1), Some(Kind::Number | Kind::Text))
        || matches!(spot.text_at(at + 1), "$" | "€" | "£")
        || spot.names.values.contains(&spot.text_at(at + 1));
    (value && spot.is_name(before)).then_some(())?;
    let finding = Finding::new(word.range(), "`!` should be `is not`", "write `is not` here");
    let help = format!("write `{}`", spot.paste(at, at, "is not"));
    Some(finding.help(help).with(" is not "))
}

/// `2× purchases`: a count.
pub(super) fn times_events(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let number = at.checked_sub(1).filter(|before| spot.kind(*before) == Some(Kind::Number))?;
    let counted = spot.names.list(spot.text_at(at + 1)).is_some();
    if !matches!(spot.text_at(at), "×" | "✕" | "*") || !counted || spot.text_at(at + 2) == "." {
        return None;
    }
    let (many, counted) = (spot.text_at(number), spot.text_at(at + 1));
    // `purchases > 2 * referrals` does multiply.
    let mark = spot.before(number, 1);
    if matches!(mark, "<" | ">" | "≤" | "≥" | "<=" | ">=" | "=" | "is") {
        let first = spot.names.list(spot.before(number, 2))?.name;
        let fixed = format!("count({first}) {mark} {many} * count({counted})");
        let title = "Events are counted before they are compared";
        let range = spot.range(number.checked_sub(2)?, at + 1);
        let finding = Finding::new(range, title, "count the events of both sides");
        return Some(finding.help(format!("write `{fixed}`")).with(fixed));
    }
    let fixed = format!("{many} {counted}");
    let title = format!("`{}` should be `{fixed}`", spot.written(number, at + 1));
    let finding = Finding::new(spot.range(at, at), title, "a number alone counts events");
    Some(finding.help(format!("write `{fixed}`")).with(" ").safe())
}

/// `email_ok == 1`, `!NPS`: a comparison whose value is of another type than it looks.
pub(super) fn truth(spot: &Spot<'_>, at: usize, with: &str) -> Option<Finding> {
    let (name, next) = (spot.before(at, 1), spot.text_at(at + 1));
    if matches!(with, "is" | "is not") && spot.names.type_of(name) == "yes" {
        let value = match next {
            "1" => "yes",
            "0" => "no",
            _ => return None,
        };
        let fixed = format!("{with} {value}");
        let title = format!("`{}` should be `{fixed}`", spot.written(at, at + 1));
        let finding = Finding::new(spot.range(at, at + 1), title, "this is yes or no");
        let help = format!("write `{name} {fixed}`");
        return Some(finding.help(help).with(format!(" {fixed} ")).safe());
    }
    let kind = spot.names.type_of(next);
    let missing = with == "not" && matches!(kind, "number" | "text" | "money" | "date");
    let joined = matches!(spot.text_at(at + 2), "." | "(");
    if !missing || joined || spot.names.list(next).is_some() {
        return None;
    }
    let follows = spot.text_at(at + 2);
    let alone = spot.word(at + 2).is_none_or(|word| word.first)
        || matches!(follows, "and" | "or" | ")" | "then" | "&&" | "||" | ",")
        || ACTIONS.contains(&follows);
    let fixed = format!("{next} is missing");
    let title = format!("`{}` should be `{fixed}`", spot.written(at, at + 1));
    let finding = Finding::new(spot.range(at, at + 1), title, "this has a value or none");
    alone.then(|| finding.help(format!("write `{fixed}`")).with(format!(" {fixed} ")))
}

/// `is not <> 9`, `is == 9`, and `let vip == ...`: a mark and the word for it.
pub(super) fn doubled(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let mark = spot.text_at(at);
    if spot.before(at, 2) == "let" && matches!(mark, "==" | "===" | "=>" | "->") {
        let title = format!("`{mark}` should be `=`");
        let finding = Finding::new(spot.range(at, at), title, "write `=` here");
        let help = format!("write `let {} = ...`", spot.before(at, 1));
        return Some(finding.help(help).with(" = "));
    }
    let denied = matches!(mark, "<>" | "!=" | "!==");
    if !denied && !matches!(mark, "==" | "===") {
        return None;
    }
    let (first, with) = match (spot.before(at, 2), spot.before(at, 1)) {
        ("is", "not") => (at.checked_sub(2)?, "is not"),
        (_, "not") => (at.checked_sub(1).filter(|not| *not > 0 && spot.is_name(not - 1)))
            .map(|not| (not, "is not"))?,
        (_, "is") if denied => (at.checked_sub(1)?, "is not"),
        (_, "is") => (at.checked_sub(1)?, "is"),
        _ => return None,
    };
    let title = format!("`{}` should be `{with}`", spot.written(first, at));
    let finding = Finding::new(spot.range(first, at), title, format!("write `{with}` here"));
    let help = format!("write `{} {with} {}`", spot.before(first, 1), spot.text_at(at + 1));
    Some(finding.help(help).with(format!("{with} ")))
}

/// Whether a bracket is part of JSON that begins its line.
pub(super) fn is_json(spot: &Spot<'_>, at: usize) -> bool {
    let line = (0..=at).rev().find(|place| spot.words[*place].first).unwrap_or(0);
    let whole = spot.text_at(line) == "{" && spot.kind(line + 1) == Some(Kind::Text);
    // `"NPS": { ...`
    let part = spot.kind(line) == Some(Kind::Text) && spot.says(line + 1, &[":", "{"]);
    whole || part
}

/// Whether the line of a place begins with one of some words.
pub(super) fn in_line_of(spot: &Spot<'_>, at: usize, words: &[&str]) -> bool {
    let line = (0..=at).rev().take(60).find(|place| spot.words[*place].first);
    line.is_some_and(|line| words.contains(&spot.text_at(line)))
}

/// `'name': text`: a name in quotation marks.
pub(super) fn quoted_name(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at)?;
    let name = super::quoted::unquoted(word.text);
    let plain = name.starts_with(char::is_alphabetic)
        && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    if !word.first || spot.text_at(at + 1) != ":" || !plain || vocabulary::is_reserved(&name) {
        return None;
    }
    let title = "A name has no quotation marks";
    let finding = Finding::new(word.range(), title, "remove the quotation marks");
    Some(finding.help(format!("write `{name}`")).with(name))
}

/// `plan: [free, pro]`, `age: number [0, 10]`: brackets of programming around the values of a field.
pub(super) fn listed_values(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let close = match spot.text_at(at) {
        "[" => "]",
        "{" => "}",
        _ => return None,
    };
    let last = (at + 1..=spot.line_end(at)).find(|place| spot.text_at(*place) == close)?;
    let values: Vec<&str> = (at + 1..last).step_by(2).map(|place| spot.text_at(place)).collect();
    let commas = (at + 2..last).step_by(2).all(|place| spot.text_at(place) == ",");
    let named =
        spot.before(at, 1) == ":" && at.checked_sub(2).is_some_and(|name| spot.words[name].first);
    let (fixed, title) = match (spot.before(at, 1), values.as_slice()) {
        ("number", [low, high]) => (format!("{low} to {high}"), "A range is written with `to`"),
        (_, [_, _, ..]) if named => {
            let bare: Vec<&str> =
                values.iter().map(|value| value.trim_matches(['"', '\''])).collect();
            let plain = bare
                .iter()
                .all(|value| value.starts_with(char::is_alphabetic) && !value.contains(' '));
            let title = "The values of a field go after `one of`, in parentheses";
            plain.then(|| (format!("one of ({})", bare.join(", ")), title))?
        }
        _ => return None,
    };
    if !commas {
        return None;
    }
    let finding = Finding::new(spot.range(at, last), title, "these are its values");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}
