use super::Choices;

/// Numbers that rules say: few, and close to each other, so that records often hit them.
const NUMBERS: [&str; 10] = ["3", "1", "2", "5", "9", "2.5", "7", "9.99", "4", "3.0"];

/// A number in the rules.
pub(super) fn number(choices: &mut Choices<'_>) -> String {
    (*choices.of(&NUMBERS)).to_owned()
}

/// An amount in the rules.
pub(super) fn amount(choices: &mut Choices<'_>, currency: &str) -> String {
    let number = choices.of(&NUMBERS);
    // A yen has no smaller unit.
    let number = if currency == "JPY" { number.split('.').next().unwrap_or("3") } else { number };
    money(number, currency)
}

/// So much money.
pub(super) fn money(number: &str, currency: &str) -> String {
    match currency {
        "USD" => format!("${number}"),
        "EUR" => format!("€{number}"),
        other => format!("{number} {other}"),
    }
}
