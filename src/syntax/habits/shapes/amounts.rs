//! Numbers and amounts with marks, words and commas of elsewhere.

use super::super::{Finding, Spot, numbers};
use crate::problems::register;
use crate::syntax::words::Kind;
use crate::values::currency::Currency;

/// `12,50`, `1.000,50`, `$12,50`.
pub(super) fn comma_in_number(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.kind == Kind::Number && at <= spot.at)?;
    let fixed = numbers::with_comma(word.text)?;
    let mark = spot.before(at, 1);
    let mark = if matches!(mark, "$" | "€" | "£") { mark } else { "" };
    let finding = Finding::new(
        word.range(),
        format!("This number is written `{mark}{fixed}`"),
        "decimals stand behind a point, and commas only between thousands of money",
    )
    .code(register::BAD_LITERAL);
    let finding = finding.help(format!("write `{mark}{fixed}`")).with(fixed);
    // `1,200` is a thousand to some and little more than one to others.
    let unclear = word.text.rsplit_once(',').is_some_and(|(before, after)| {
        after.len() == 3 && !before.contains([',', '.']) && before.len() <= 3
    });
    Some(if unclear && mark.is_empty() { finding.likely() } else { finding })
}

/// `three purchases`.
pub(super) fn number_word(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let number = numbers::from_word(spot.text_at(at))
        .filter(|_| spot.is_name(at + 1) && spot.text_at(at + 1) != "of")?;
    let word = spot.text_at(at);
    let finding = Finding::new(
        spot.range(at, at),
        format!("`{word}` is written `{number}`"),
        "numbers are written in digits",
    );
    Some(finding.help(format!("write `{}`", spot.paste(at, at, number))).with(number))
}

/// `USD 5`, `$5 USD`.
pub(super) fn currency_code(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    Currency::from_code(spot.text_at(at))?;
    let number = |at: usize| spot.kind(at) == Some(Kind::Number);
    let (from, to, fixed) = if number(at + 1) {
        (at, at + 1, format!("{} {}", spot.text_at(at + 1), spot.text_at(at)))
    } else {
        let mark = at.checked_sub(2).filter(|_| number(at - 1))?;
        matches!(spot.text_at(mark), "$" | "€" | "£").then_some(())?;
        (mark, at, spot.written(mark, at - 1).to_owned())
    };
    let title = format!("This amount is written `{fixed}`");
    let finding = Finding::new(spot.range(from, to), title, "the currency is not said like this");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}

/// `number 0-10`, `number 0..10`, `number(0, 10)`, `number between 0 and 10`.
pub(super) fn range_of_numbers(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if spot.text_at(at) != "number" {
        return None;
    }
    let mut numbers = Vec::new();
    let mut last = at;
    for place in at + 1..at + 7 {
        match spot.text_at(place) {
            "(" | ")" | "-" | ".." | "..." | "," | "between" | "and" | "to" | "from" => {
                last = place
            }
            text if spot.kind(place) == Some(Kind::Number) && numbers.len() < 2 => {
                numbers.extend(text.split(',').filter(|part| !part.is_empty()));
                last = place;
            }
            _ => break,
        }
    }
    let [low, high] = numbers.as_slice() else { return None };
    let fixed = format!("number {low} to {high}");
    if spot.written(at, last) == fixed {
        return None;
    }
    let title = format!("A range is written `{low} to {high}`");
    let finding = Finding::new(spot.range(at + 1, last), title, "this is a range");
    let range = spot.range(at, last);
    Some(finding.help(format!("write `{fixed}`")).with_at(range, fixed))
}
