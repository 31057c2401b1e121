//! Numbers and amounts with marks, words and commas of elsewhere.

use super::super::{Finding, Spot, currency, numbers};
use crate::problems::register;
use crate::syntax::words::{Kind, Word};
use crate::values::currency::Currency;

/// `12,50`, `1.000,50`, `$12,50`.
pub(super) fn comma_in_number(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.kind == Kind::Number && at <= spot.at)?;
    let mark = spot.before(at, 1);
    let mark = if matches!(mark, "$" | "€" | "£") { mark } else { "" };
    let (opened, closed) = (count(spot, at, "("), count(spot, at, ")"));
    // `(9,10)` is a list.
    if opened > closed && mark.is_empty() && !word.text.contains('.') {
        return None;
    }
    let Some(fixed) = numbers::with_comma(word.text) else {
        let plain = word.text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
        return (plain && word.text.contains(',')).then(|| unclear(word, mark));
    };
    let finding = Finding::new(
        word.range(),
        format!("Write this number as `{mark}{fixed}`"),
        "use a decimal point; commas only go between thousands of money",
    )
    .code(register::BAD_LITERAL);
    // `1,200` is a thousand to some and little more than one to others.
    let unclear = word.text.rsplit_once(',').is_some_and(|(before, after)| {
        after.len() == 3 && !before.contains([',', '.']) && before.len() <= 3
    });
    if unclear && mark.is_empty() {
        let other = word.text.replace(',', ".");
        let other = other.trim_end_matches('0').trim_end_matches('.');
        let title = format!("`{}` can be read in more than one way", word.text);
        let help = format!("write `{fixed}`, or `{other}` if this is a decimal comma");
        return Some(Finding { title, ..finding }.help(help).with(fixed));
    }
    Some(finding.help(format!("write `{mark}{fixed}`")).with(fixed).safe())
}

/// How many of these marks come before a place.
fn count(spot: &Spot<'_>, at: usize, mark: &str) -> usize {
    spot.words[..at].iter().filter(|word| word.text == mark).count()
}

/// `1,000,00`: its commas are not all between thousands.
fn unclear(word: &Word<'_>, mark: &str) -> Finding {
    let digits: String = word.text.chars().filter(char::is_ascii_digit).collect();
    let title = format!("`{mark}{}` can be read in more than one way", word.text);
    let label = "these groups are not thousands";
    let last = word.text.rsplit(['.', ',']).next().map_or(0, str::len);
    let (whole, rest) = digits.split_at(digits.len() - last);
    Finding::new(word.range(), title, label)
        .code(register::BAD_LITERAL)
        .help(format!("write `{mark}{whole}.{rest}` or `{mark}{digits}`"))
        .with(digits)
        .guess()
}

/// `1 000`.
pub(super) fn thousands(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let before = at.checked_sub(1)?;
    let (first, rest) = (spot.word(before)?, spot.word(at)?);
    let space = spot.text.get(first.end()..rest.start) == Some(" ");
    let numbers = first.kind == Kind::Number && rest.kind == Kind::Number;
    if at != spot.at || !space || !numbers || !numbers::are_thousands(first.text, rest.text) {
        return None;
    }
    let fixed = format!("{}{}", first.text, rest.text);
    let title = format!("Write this number as `{fixed}`");
    let finding = Finding::new(spot.range(before, at), title, "this has a space in it");
    let finding = finding.code(register::BAD_LITERAL).help(format!("write `{fixed}`"));
    Some(finding.with(fixed).safe())
}

/// `three purchases`.
pub(super) fn number_word(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let one_of = spot.text_at(at + 1) == "of";
    let number = numbers::from_word(spot.text_at(at));
    let number = number.filter(|_| spot.is_name(at + 1) && !one_of)?;
    let word = spot.text_at(at);
    if let Some(finding) = currency::in_words(spot, at, number) {
        return Some(finding);
    }
    let finding = Finding::new(
        spot.range(at, at),
        format!("`{word}` should be `{number}`"),
        "write numbers in digits",
    );
    Some(finding.help(format!("write `{}`", spot.paste(at, at, number))).with(number).safe())
}

/// `USD 5`, `$5 USD`.
pub(super) fn currency_code(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    Currency::from_code(spot.text_at(at))?;
    let number = |at: usize| spot.kind(at) == Some(Kind::Number);
    let before = number(at + 1);
    if before && spot.names.is_other_currency(spot.text_at(at)) {
        return Some(currency::other(spot, at, at + 1, spot.text_at(at + 1)));
    }
    let (from, to, fixed, label) = if before {
        let fixed = format!("{} {}", spot.text_at(at + 1), spot.text_at(at));
        (at, at + 1, fixed, "put the currency after the number")
    } else {
        let mark = at.checked_sub(2).filter(|_| number(at - 1))?;
        matches!(spot.text_at(mark), "$" | "€" | "£").then_some(())?;
        (mark, at, spot.written(mark, at - 1).to_owned(), "say the currency once")
    };
    let title = format!("Write this amount as `{fixed}`");
    let finding = Finding::new(spot.range(from, to), title, label);
    // `$5 USD` where the dollar of the file is another one says two things.
    Some(finding.help(format!("write `{fixed}`")).with(fixed).safe_if(before))
}

/// `number 0-10`, `number 0..10`, `number(0, 10)`, `number between -5 and 10`.
pub(super) fn range_of_numbers(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if spot.text_at(at) != "number" {
        return None;
    }
    let (mut numbers, mut sign): (Vec<String>, &str) = (Vec::new(), "");
    let mut last = at;
    for place in at + 1..at + 9 {
        let is_number = |place: usize| spot.kind(place) == Some(Kind::Number);
        match spot.text_at(place) {
            // After a number, it is the dash of the range.
            "-" if !is_number(place - 1) => (sign, last) = ("-", place),
            "(" | ")" | "-" | "–" | ".." | "..." | "…" | "," | "between" | "and" | "to"
            | "from" => last = place,
            text if is_number(place) && numbers.len() < 2 => {
                for part in text.split(',').filter(|part| !part.is_empty()) {
                    numbers.push(format!("{}{part}", std::mem::take(&mut sign)));
                }
                last = place;
            }
            _ => break,
        }
    }
    if spot.text_at(at + 1) == "to" {
        numbers.reverse();
    }
    let [low, high] = numbers.as_slice() else { return None };
    let fixed = format!("number {low} to {high}");
    if spot.written(at, last) == fixed {
        return None;
    }
    let title = format!("Write a range as `{low} to {high}`");
    let finding = Finding::new(spot.range(at + 1, last), title, "this is a range");
    let range = spot.range(at, last);
    Some(finding.help(format!("write `{fixed}`")).with_at(range, fixed).safe())
}
