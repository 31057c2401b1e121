//! Conditions of spreadsheets and databases, in the words of the language: `AND(NPS>=9, OR(a, b))`,
//! `=SUM(purchases.amount)>500`, `UPDATE customers SET stage = 'Fan' WHERE NPS >= 9`.

use super::super::arguments::closing_near;
use super::super::{Finding, Spot, english};
use crate::syntax::parser::{Rule, parse};
use crate::syntax::words::Kind;

/// `AND(a, b)`, with all that is in it.
pub(super) fn logic(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    (at == spot.at).then_some(())?;
    let begins = |place: &usize| {
        let word = spot.text_at(*place).to_lowercase();
        matches!(word.as_str(), "and" | "or" | "not") && spot.text_at(place + 1) == "("
    };
    let line = (0..=at.min(spot.words.len().checked_sub(1)?))
        .rev()
        .take(60)
        .find(|place| spot.words[*place].first)?;
    let first = (line..=at).find(|place| {
        begins(place) && closing_near(spot, place + 1).is_some_and(|close| close >= at)
    })?;
    let close = closing_near(spot, first + 1)?;
    // `not (a and b)` is the language's own.
    let several = split(spot, first + 2, close - 1).len() > 1;
    let loud = spot.text_at(first) != spot.text_at(first).to_lowercase();
    (several || loud).then_some(())?;
    let fixed = condition(spot, first, close);
    let word = spot.text_at(first).to_lowercase();
    let title = match several {
        true => format!("`{}` goes between conditions, not before them", spot.text_at(first)),
        false => format!("`{}` must be lowercase: `{word}`", spot.text_at(first)),
    };
    let label = if several { format!("write `{word}` between them") } else { "lowercase".into() };
    let finding = Finding::new(spot.range(first, first), title, label);
    let finding = finding.help(format!("write `{fixed}`"));
    let parts = split(spot, first + 2, close - 1);
    let parts: Vec<&str> = parts.into_iter().map(|(from, to)| spot.written(from, to)).collect();
    let only_joined = fixed == format!("({})", parts.join(&format!(" {word} ")));
    Some(finding.with_at(spot.range(first, close), fixed).safe_if(only_joined))
}

/// What is written from one word to another as a condition of the language.
pub(in crate::syntax::habits) fn condition(spot: &Spot<'_>, from: usize, to: usize) -> String {
    let mut out = String::new();
    let mut at = from;
    let mut end = spot.word(from).map_or(0, |word| word.start);
    while at <= to {
        let (piece, last) = piece(spot, at);
        let Some(word) = spot.word(at) else { break };
        let apart = end < word.start || joins(&out, &piece);
        if apart && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&piece);
        end = spot.word(last).map_or(end, |word| word.end());
        at = last + 1;
    }
    out
}

/// The same, without the word for the customer before its names.
pub(in crate::syntax::habits) fn condition_of(spot: &Spot<'_>, from: usize, to: usize) -> String {
    let mut written = condition(spot, from, to);
    for owner in ["customer.", "contact.", "person.", "profile.", "user."] {
        written = written.replace(owner, "");
    }
    written
}

/// Whether two pieces that touched need a space between them now.
fn joins(before: &str, after: &str) -> bool {
    let mark = |text: &str| text.starts_with(['<', '>', '≤', '≥']);
    let ends_mark = before.ends_with(['<', '>', '≤', '≥', '=']);
    let letter = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric());
    mark(after) || ends_mark || letter(before.chars().last()) && letter(after.chars().next())
}

/// One word, or a call with all that is in it; and its last word.
fn piece(spot: &Spot<'_>, at: usize) -> (String, usize) {
    let text = spot.text_at(at);
    let lower = text.to_lowercase();
    let call = closing_near(spot, at + 1).filter(|_| spot.text_at(at + 1) == "(");
    if let (Some(close), "and" | "or" | "not") = (call, lower.as_str()) {
        let parts = split(spot, at + 2, close - 1);
        let parts: Vec<String> =
            parts.into_iter().map(|(from, to)| condition(spot, from, to)).collect();
        let inside = parts.join(&format!(" {lower} "));
        let not = if lower == "not" { "not " } else { "" };
        return (format!("{not}({inside})"), close);
    }
    let own = ["sum", "count", "average", "min", "max", "first", "last", "round", "and", "or"];
    let known = own.contains(&lower.as_str()) || matches!(lower.as_str(), "not" | "in" | "between");
    let piece = match text {
        "=" | "==" | "===" => "is".to_owned(),
        "<>" | "!=" | "!==" => "is not".to_owned(),
        "=>" => "≥".to_owned(),
        "=<" => "≤".to_owned(),
        "!" => "not".to_owned(),
        "&&" => "and".to_owned(),
        "||" => "or".to_owned(),
        _ if known => lower,
        _ => match spot.kind(at) {
            Some(Kind::Text | Kind::SingleText | Kind::SmartText) => {
                let bare = text.trim_matches(['"', '\'', '“', '”', '‘', '’']);
                let plain = spot.names.values.contains(&bare) || spot.names.stages.contains(&bare);
                if plain { bare.to_owned() } else { format!("\"{bare}\"") }
            }
            Some(Kind::Number) if is_money(spot, at) => spot.names.amount(text),
            _ => text.to_owned(),
        },
    };
    (piece, at)
}

/// Whether a number is compared with an amount of money.
fn is_money(spot: &Spot<'_>, at: usize) -> bool {
    let marks = ["<", ">", "<=", ">=", "≤", "≥", "=", "=="];
    let Some(value) = at.checked_sub(2).filter(|_| marks.contains(&spot.before(at, 1))) else {
        return false;
    };
    let name = spot.text_at(value);
    let attribute = |name: &str| {
        let mut all = spot.names.lists.iter().flat_map(|list| &list.attributes);
        all.any(|(other, kind)| *other == name && *kind == "money")
    };
    match name {
        ")" => attribute(spot.before(value, 1)),
        name => spot.names.is_money(name),
    }
}

/// The stretches that commas or semicolons separate.
fn split(spot: &Spot<'_>, from: usize, to: usize) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let (mut depth, mut begin) = (0usize, from);
    for at in from..=to {
        match spot.text_at(at) {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            "," | ";" if depth == 0 && at > begin => {
                parts.push((begin, at - 1));
                begin = at + 1;
            }
            _ => {}
        }
    }
    if begin <= to {
        parts.push((begin, to));
    }
    parts
}

/// A rule with a condition and what should happen, if it can be read.
pub(in crate::syntax::habits) fn rule(
    spot: &Spot<'_>,
    condition: &str,
    deed: &str,
) -> Option<String> {
    let rule = format!("when {condition} {deed}");
    let words = crate::syntax::words::read(condition);
    let known = spot.names.knows_all(&words) && parse(Rule::lone_statements, &rule).is_ok();
    known.then_some(rule)
}

/// `=SUM(purchases.amount)>500`: a formula that is compared with something.
pub(in crate::syntax::habits) fn compared_formula(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let last = spot.line_end(at);
    let close = closing_near(spot, at + 2).filter(|_| spot.text_at(at + 2) == "(")?;
    let word = spot.word(at).filter(|word| word.first && word.text == "=")?;
    (close < last).then_some(())?;
    let deed = english::deed(spot);
    let fixed = rule(spot, &condition(spot, at + 1, last), &deed)
        .unwrap_or_else(|| format!("when {} {deed}", english::example(spot.names)));
    let title = "A rule is not a formula: it begins with `when`";
    let finding = Finding::new(word.range(), title, "remove this");
    Some(finding.help(format!("write `{fixed}`")).with_at(spot.range(at, last), fixed).guess())
}

/// `SELECT ... WHERE`, `UPDATE customers SET stage = 'Fan' WHERE NPS >= 9`.
pub(in crate::syntax::habits) fn query(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.first)?;
    let upper = word.text.to_uppercase();
    let begins = ["SELECT", "CASE", "UPDATE", "INSERT", "DELETE", "HAVING", "WHERE"];
    let is_query = begins.contains(&upper.as_str());
    if !is_query || (word.text != upper && spot.text_at(at + 1) != "*") {
        return None;
    }
    let last = spot.line_end(at);
    let says = |place: &usize, word: &str| spot.text_at(*place).eq_ignore_ascii_case(word);
    let asks =
        (at..last).find(|place| ["WHERE", "HAVING", "WHEN"].iter().any(|word| says(place, word)));
    let ends = |place: &usize| {
        ["THEN", "GROUP", "ORDER", "LIMIT", ";"].iter().any(|word| says(place, word))
    };
    let end = asks.and_then(|asks| (asks..=last).find(ends)).map_or(last, |end| end - 1);
    let stage = (at..=last).find_map(|place| {
        let bare = spot.text_at(place).trim_matches(['"', '\'']);
        spot.names.stages.iter().find(|stage| **stage == bare)
    });
    let gift = (at..=last).find_map(|place| spot.names.gift(spot.text_at(place)));
    let deed = match (stage, gift) {
        (Some(stage), _) if upper != "SELECT" => format!("move to {stage}"),
        (_, Some(gift)) => english::giving(gift.kind, gift.name),
        _ => english::deed(spot),
    };
    let asked = asks.map(|asks| condition(spot, asks + 1, end));
    let fixed = asked.and_then(|asked| rule(spot, &asked, &deed));
    let fixed = fixed.unwrap_or_else(|| format!("when {} {deed}", english::example(spot.names)));
    let title = format!("A rule is not a query: it begins with `when`, not `{}`", word.text);
    let finding = Finding::new(word.range(), title, "not in the language");
    let help = format!("write the condition, then what should happen, such as `{fixed}`");
    Some(finding.help(help).with_at(spot.range(at, last), fixed).guess())
}
