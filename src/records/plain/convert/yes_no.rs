//! Yes and no.

use super::wrong_type::wrong_type;
use crate::records::fault::Fault;
use crate::records::json::Found;
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
        None => Err(wrong_type(found, "yes or no")),
    }
}

fn word(text: &str) -> Option<bool> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    if YES.iter().any(|word| is(word)) {
        return Some(true);
    }
    NO.iter().any(|word| is(word)).then_some(false)
}
