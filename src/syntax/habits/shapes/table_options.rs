//! What people write behind a table in place of its options: `unique "No"`, `ignore case`.

use super::super::{Finding, Spot};
use super::tables::is_option;
use crate::problems::register;
use crate::syntax::words::Kind;

/// What people write after a table in place of `key`, `at` and others.
pub(super) fn table_option(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let wrong = at.checked_sub(1).filter(|_| at == spot.at)?;
    let start = (0..=wrong.min(spot.words.len().checked_sub(1)?))
        .rev()
        .find(|place| spot.words[*place].first)?;
    let table = (start..wrong).find(|place| spot.says(*place, &["from", "table"]))?;
    let said = spot.text_at(wrong).to_lowercase();
    (spot.text_at(start + 1) == ":" && wrong > table + 1).then_some(())?;
    let is_text = spot.kind(at) == Some(Kind::Text);
    let column = spot.text_at(at);
    let replaced = |from: usize, to: usize, fixed: String| {
        let title = format!("`{}` should be `{fixed}`", spot.written(from, to));
        let finding = Finding::new(spot.range(from, to), title, format!("write `{fixed}` here"));
        Some(finding.help(format!("write `{fixed}`")).with(fixed).likely())
    };
    match &*said {
        "unique" | "id" | "pk" if is_text => return replaced(wrong, at, format!("key {column}")),
        "primary" | "unique" if column == "key" && spot.kind(at + 1) == Some(Kind::Text) => {
            return replaced(wrong, at + 1, spot.written(at, at + 1).to_owned());
        }
        "date" | "time" | "on" | "dated" if is_text => {
            return replaced(wrong, at, format!("at {column}"));
        }
        _ => {}
    }
    if let Some(last) = about_case(spot, wrong) {
        let title = "A list cannot ignore case";
        let finding = Finding::new(spot.range(wrong, last), title, "this is said elsewhere");
        let help = of_case(spot, start, wrong);
        return Some(finding.help(help).with("").guess());
    }
    let is_word = spot.kind(wrong) == Some(Kind::Word) && !is_option(&said);
    let by = (table..wrong).find(|place| spot.text_at(*place) == "by");
    (is_word && by.is_some_and(|by| wrong > by + 1)).then_some(())?;
    let title = format!("A list from a table has no `{}`", spot.text_at(wrong));
    let last = if is_text { at } else { wrong };
    let finding = Finding::new(spot.range(wrong, last), title, "this does not belong here");
    let help = format!(
        "after `{}`, a list can have `with`, `at`, `key` and `where`",
        spot.written(by?, by? + 1)
    );
    Some(finding.code(register::SYNTAX).help(help).with("").guess())
}

/// `id ignoring case from "Email"`.
pub(super) fn early_case(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let stops = at == spot.at && spot.before(at, 1) == "id" && spot.word(at - 1)?.first;
    let says = spot.says(at, &["ignoring", "case", "from"]);
    (stops && says && spot.kind(at + 3) == Some(Kind::Text)).then_some(())?;
    let fixed = format!("from {} ignoring case", spot.text_at(at + 3));
    let title = "`ignoring case` comes after the column";
    let finding = Finding::new(spot.range(at, at + 1), title, "this is before `from`");
    let help = format!("write `id {fixed}`");
    Some(finding.help(help).with_at(spot.range(at, at + 3), fixed).likely())
}

/// `email: text ignore case`, `email: text case insensitive`.
pub(super) fn ignoring_case(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let wrong = at.checked_sub(1).filter(|_| at == spot.at)?;
    if spot.before(at, 2) != "text" {
        return None;
    }
    let last = about_case(spot, wrong)?;
    let title = format!("`{}` should be `ignoring case`", spot.written(wrong, last));
    let finding = Finding::new(spot.range(wrong, last), title, "write `ignoring case` here");
    Some(finding.help("write `text ignoring case`").with("ignoring case"))
}

/// The last word of `ignore case`, `case insensitive`, `lowercase`.
fn about_case(spot: &Spot<'_>, at: usize) -> Option<usize> {
    let text = |at: usize| spot.text_at(at).to_lowercase();
    match (&*text(at), &*text(at + 1)) {
        ("ignore" | "ignores" | "without" | "any", "case") => Some(at + 1),
        ("case" | "not", "insensitive" | "insensitively" | "ignored") => Some(at + 1),
        ("lowercase" | "lowercased" | "case_insensitive" | "ignorecase", _) => Some(at),
        _ => None,
    }
}

/// Where the case of what says whose a row is can be ignored.
fn of_case(spot: &Spot<'_>, start: usize, end: usize) -> String {
    let is = (start..end).find(|place| spot.text_at(*place) == "is");
    match is.map(|is| spot.text_at(is + 1)) {
        Some(field) => {
            format!("write it where the field is declared: `{field}: text ignoring case`")
        }
        None => {
            let column = spot.names.source_of("id").unwrap_or("customer_id");
            format!("write it after the id: `id from \"{column}\" ignoring case`")
        }
    }
}
