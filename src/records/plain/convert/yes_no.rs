//! Yes and no.

use super::wrong_type::wrong_type;
use crate::records::fault::Fault;
use crate::records::json::Found;
use crate::records::words;
use crate::values::Decimal;

const YES: [&str; 6] = ["true", "yes", "1", "y", "t", "on"];
const NO: [&str; 6] = ["false", "no", "0", "n", "f", "off"];

/// Yes or no, in any of the forms that exports use.
pub(crate) fn yes_no(found: Found<'_>) -> Result<Option<bool>, Fault> {
    let yes = match found {
        Found::Null => return Ok(None),
        Found::YesNo(yes) => Some(yes),
        Found::Number(number) => match Decimal::parse(number.as_bytes()) {
            Ok(number) if number == Decimal::ZERO => Some(false),
            Ok(number) if number == Decimal::from(1usize) => Some(true),
            Ok(_) | Err(_) => None,
        },
        Found::Text(text) => text.decode().and_then(|text| word(&text)),
        Found::List | Found::Object => None,
    };
    match yes {
        Some(yes) => Ok(Some(yes)),
        None => Err(neither(found)),
    }
}

/// The words of other languages for yes and no.
const ELSEWHERE: [[&str; 2]; 4] = [["ja", "nein"], ["oui", "non"], ["sim", "não"], ["tak", "nie"]];

#[cold]
fn neither(found: Found<'_>) -> Fault {
    let fault = wrong_type(found, "yes or no");
    let Found::Text(text) = found else { return fault };
    let text = text.decode().unwrap_or_default();
    let lower = text.to_lowercase();
    let pair = ELSEWHERE.into_iter().find(|pair| pair.contains(&&*lower));
    let hint = match pair {
        Some(pair) if text == lower => format!("declare it as `one of ({})`", pair.join(", ")),
        Some(pair) => {
            let as_written = |word: &str| match text.chars().nth(1).is_some_and(char::is_uppercase)
            {
                true => word.to_uppercase(),
                false => words::capitalized(word),
            };
            let values = pair.map(|word| format!("{word} as \"{}\"", as_written(word)));
            format!("declare it as `one of ({})`", values.join(", "))
        }
        None => "if the data has other words for them, declare it as `one of` these".to_owned(),
    };
    Fault { message: format!("{}; {hint}", fault.message), ..fault }
}

fn word(text: &str) -> Option<bool> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    if YES.iter().any(|word| is(word)) {
        return Some(true);
    }
    NO.iter().any(|word| is(word)).then_some(false)
}
