//! Amounts with their marks as people write them: `$ 20`, `20 €`, `500 dollars` in a file in euros.

use super::{Finding, Spot, numbers};
use crate::problems::register;
use crate::syntax::words::Kind;

/// `$ 20`, `20 €`, `$1k`.
pub(super) fn mark(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let mark = spot.text_at(at);
    let word = spot.word(at)?;
    let next = spot.word(at + 1).filter(|next| next.kind == Kind::Number);
    if let Some(number) = next {
        let touches = number.start == word.end();
        let plain = numbers::with_letters(number.text).filter(|plain| !plain.contains(' '));
        if touches && plain.is_none() {
            return None;
        }
        let fixed = format!("{mark}{}", plain.as_deref().unwrap_or(number.text));
        let title = format!("Write this amount as `{fixed}`");
        let finding = Finding::new(spot.range(at, at + 1), title, "write the amount in full");
        return Some(finding.help(format!("write `{fixed}`")).with(fixed).safe());
    }
    let before = at.checked_sub(1).and_then(|at| spot.word(at))?;
    if before.kind != Kind::Number {
        return None;
    }
    let number = numbers::with_comma(before.text);
    if number.is_none() && is_ambiguous(before.text) {
        let (whole, part) = (before.text.replace('.', ""), before.text.trim_end_matches('0'));
        let part = part.trim_end_matches('.');
        let title = format!("`{}` can be read in more than one way", before.text);
        let label = "a decimal point, or a thousands separator?";
        let finding = Finding::new(spot.range(at - 1, at), title, label);
        let help = format!("write `{mark}{whole}`, or `{mark}{part}` if this is a decimal point");
        let finding = finding.code(register::BAD_LITERAL).help(help);
        return Some(finding.with(format!("{mark}{whole}")).guess());
    }
    let fixed = format!("{mark}{}", number.as_deref().unwrap_or(before.text));
    let finding = Finding::new(
        spot.range(at - 1, at),
        format!("The currency symbol goes before the amount: `{fixed}`"),
        "the symbol is after the amount",
    );
    Some(finding.help(format!("write `{fixed}`")).with(fixed).safe())
}

/// An amount in another currency than that of the file.
pub(super) fn other(spot: &Spot<'_>, from: usize, to: usize, number: &str) -> Finding {
    let fixed = spot.names.amount(number);
    let title = "This amount is not in the file's currency";
    let finding = Finding::new(spot.range(from, to), title, "another currency than the file's");
    let help = format!("write `{fixed}`, or set another `currency` in the header");
    let finding = finding.code(register::WRONG_CURRENCY).help(help);
    finding.with(fixed).guess()
}

/// `1.000`: one, or a thousand?
fn is_ambiguous(number: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    number.split_once('.').is_some_and(|(whole, rest)| {
        (1..=3).contains(&whole.len())
            && !whole.starts_with('0')
            && rest.len() == 3
            && digits(whole)
            && digits(rest)
    })
}

/// `¥500`, `₹ 500`: a sign that the language does not have.
pub(super) fn sign(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let number = spot.text_at(at + 1);
    let code = numbers::currency_called(spot.text_at(at), spot.names.currency())?;
    if code != spot.names.currency() {
        return Some(other(spot, at, at + 1, number));
    }
    let fixed = format!("{number} {code}");
    let title = format!("Write this amount as `{fixed}`");
    let finding = Finding::new(spot.range(at, at + 1), title, "write the code of the currency");
    Some(finding.help(format!("write `{fixed}`")).with(fixed).safe())
}

/// `ten euros`.
pub(super) fn in_words(spot: &Spot<'_>, at: usize, number: &str) -> Option<Finding> {
    let (number, to) = match (spot.text_at(at + 1), number.len()) {
        ("cent" | "cents", 1) => (format!("0.0{number}"), at + 1),
        ("cent" | "cents", 2) => (format!("0.{number}"), at + 1),
        _ => (number.to_owned(), at),
    };
    let number = number.as_str();
    if to > at {
        let fixed = spot.names.amount(number);
        let title = format!("Write this amount as `{fixed}`");
        let finding = Finding::new(spot.range(at, to), title, "write amounts in digits");
        return Some(finding.help(format!("write `{fixed}`")).with(fixed));
    }
    let fixed = numbers::with_currency_word(number, spot.text_at(at + 1), spot.names.currency())?;
    if !spot.names.is_amount(&fixed) {
        return Some(other(spot, at, at + 1, number));
    }
    let title = format!("Write this amount as `{fixed}`");
    let finding = Finding::new(spot.range(at, at + 1), title, "write amounts in digits");
    Some(finding.help(format!("write `{fixed}`")).with(fixed).safe())
}

/// `Fr. 500`, `Rs 500`: a word for the currency before the number.
pub(super) fn word_before(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.text_at(at).to_lowercase();
    let number = at + 1 + usize::from(spot.text_at(at + 1) == ".");
    (spot.kind(number) == Some(Kind::Number) && !spot.names.has(spot.text_at(at))).then_some(())?;
    let code = numbers::currency_called(&word, spot.names.currency())?;
    if code != spot.names.currency() {
        return Some(other(spot, at, number, spot.text_at(number)));
    }
    let fixed = format!("{} {code}", spot.text_at(number));
    let title = format!("Write this amount as `{fixed}`");
    let finding = Finding::new(spot.range(at, number), title, "write the code of the currency");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}
