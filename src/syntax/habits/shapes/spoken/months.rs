//! Months and days with a year: `since March 2026`, `4th of March 2026`.

use crate::problems::register;
use crate::syntax::habits::{Finding, Spot};
use crate::syntax::words::Kind;
use crate::values::time::month_of;

/// Whether a word is a month.
pub(in crate::syntax::habits) fn is_month(word: &str) -> bool {
    month_of(word).is_some()
}

/// `since March 2026`, `joined after March 2026`, `joined in March 2026`.
pub(in super::super) fn since_month(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let month = month_of(spot.text_at(at))?;
    let lead = at.checked_sub(1)?;
    let year =
        spot.word(at + 1).filter(|year| year.kind == Kind::Number && year.text.len() == 4)?;
    let number: i16 = year.text.parse().ok()?;
    let first = format!("{number}-{month:02}-01");
    let next = match month {
        12 => format!("{}-01-01", number.checked_add(1)?),
        _ => format!("{number}-{:02}-01", month + 1),
    };
    let date = spot.names.type_of(spot.before(lead, 1)) == "date";
    let (from, fixed) = match (spot.text_at(lead), date) {
        ("since" | "from", true) => (lead, format!("≥ {first}")),
        ("since", false) => (at, first),
        ("after", true) => (lead, format!("≥ {next}")),
        ("before" | "until", true) => (lead, format!("< {first}")),
        ("in" | "during", true) => {
            let name = spot.before(lead, 1);
            (lead, format!("≥ {first} and {name} < {next}"))
        }
        ("in" | "during", false) if spot.names.list(spot.before(lead, 1)).is_some() => {
            (lead, format!("where (at ≥ {first} and at < {next})"))
        }
        (">" | "≥" | ">=", _) => (at, first),
        ("<" | "≤" | "<=", _) => (at, first),
        _ => return None,
    };
    let title = format!("Write `{}` as a day", spot.written(at, at + 1));
    let finding = Finding::new(spot.range(at, at + 1), title, "this is a month");
    let before = if from == lead { spot.before(lead, 1) } else { spot.text_at(lead) };
    let help = format!("write `{before} {fixed}`");
    Some(finding.help(help).with_at(spot.range(from, at + 1), fixed))
}

/// `4th of March 2026`.
pub(in super::super) fn ordinal_date(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let number = spot.word(at).filter(|word| word.kind == Kind::Number)?;
    let day: u32 = number.text.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).parse().ok()?;
    let of = usize::from(spot.text_at(at + 1) == "of");
    let month = month_of(spot.text_at(at + 1 + of))?;
    let comma = usize::from(spot.text_at(at + 2 + of) == ",");
    let last = at + 2 + of + comma;
    let year = spot.word(last).filter(|year| year.kind == Kind::Number && year.text.len() == 4)?;
    if !(1..=31).contains(&day) || (of == 0 && number.text.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let fixed = format!("{}-{month:02}-{day:02}", year.text);
    let title = format!("Write the date `{}` as year-month-day", spot.written(at, last));
    let finding = Finding::new(spot.range(at, last), title, "this is a date");
    Some(finding.code(register::BAD_LITERAL).help(format!("write `{fixed}`")).with(fixed).safe())
}
