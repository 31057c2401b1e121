//! A value with a name of several words that the file does not declare: `predicted churn risk is
//! high`.

use super::super::{Finding, Spot, english, numbers};
use crate::problems::register;
use crate::syntax::parser::Rule;
use crate::syntax::vocabulary;
use crate::syntax::words::Kind;

/// The words up to a comparison as one name, with how to declare it.
pub(super) fn value(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let wants = |rule: Rule| spot.wanted.contains(&rule);
    let compares = wants(Rule::comparison) || wants(Rule::comparison_mark);
    if at != spot.at || !compares || !wants(Rule::action) {
        return None;
    }
    let joins = |place: &usize| {
        matches!(spot.text_at(*place), "when" | "after" | "if" | "and" | "or" | "not" | "(")
    };
    let begins = (0..at).rev().find(joins)? + 1;
    let mark = (at..at + 4).find(|place| is_mark(spot, *place))?;
    let plain = |place: usize| {
        let text = spot.text_at(place);
        let word = vocabulary::all().any(|word| word == text) || SMALL.contains(&text);
        spot.is_name(place) && !word && !numbers::is_unit(text) && !spot.names.has(text)
    };
    let fits = (2..=4).contains(&(mark - begins)) && (begins..mark).all(plain);
    fits.then_some(())?;
    let marked = matches!(spot.text_at(mark + 1), "$" | "€" | "£");
    let last = if marked { mark + 2 } else { mark + 1 };
    let is = |kind: Kind| spot.kind(last) == Some(kind);
    let kind = match () {
        () if is(Kind::Number) && marked => "money",
        () if is(Kind::Number) => "number",
        () if is(Kind::Date) => "date",
        () if is(Kind::Text) || is(Kind::Word) => "text",
        () => return None,
    };
    let (name, written) = (snake(spot, begins, mark), spot.written(begins, mark - 1));
    if matches!(spot.text_at(last), "not" | "at" | "more" | "less") {
        return None;
    }
    let value = match is(Kind::Word) {
        true => format!("\"{}\"", spot.text_at(last)),
        false => spot.written(mark + 1, last).to_owned(),
    };
    let sign = match spot.text_at(mark) {
        "=" | "==" | "equals" => "is",
        ">=" => "≥",
        "<=" => "≤",
        other => other,
    };
    let title = format!("The file declares no `{written}`");
    let finding = Finding::new(spot.range(begins, mark - 1), title, "not declared");
    let help = format!(
        "declare it under `customer`, `{name}: {kind} from \"{written}\"`, and write \
         `{name} {sign} {value}`"
    );
    let finding = finding.code(register::UNKNOWN_NAME).help(help);
    let example = english::example(spot.names);
    Some(finding.with_at(spot.range(begins, last), example).guess().weak())
}

/// Words that are not a part of a name.
const SMALL: &[&str] = &["the", "a", "an", "of", "to", "has", "have", "was", "are", "been", "with"];

fn is_mark(spot: &Spot<'_>, at: usize) -> bool {
    let mark = spot.text_at(at);
    matches!(mark, "<" | ">" | "≤" | "≥" | "<=" | ">=" | "=" | "==" | "is" | "equals")
}

fn snake(spot: &Spot<'_>, from: usize, end: usize) -> String {
    let words: Vec<String> = (from..end).map(|place| spot.text_at(place).to_lowercase()).collect();
    words.join("_")
}
