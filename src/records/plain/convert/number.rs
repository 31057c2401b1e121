//! Numbers, counts and amounts.

use super::wrong_type::wrong_type;
use crate::records::fault::{Fault, FaultKind};
use crate::records::json::{Found, Scanner};
use crate::records::plain::walk_fault::WalkFault;
use crate::values::{Decimal, DecimalFault, Value};

/// A number, or a text that holds one.
#[inline]
pub(super) fn number(
    found: Found<'_>,
    range: Option<&(Decimal, Decimal)>,
) -> Result<Option<Decimal>, Fault> {
    let number = decimal(found, "a number")?;
    if let (Some(number), Some((low, high))) = (number, range)
        && !(*low <= number && number <= *high)
    {
        let message = format!("{number} is not between {low} and {high}");
        return Err(Fault::value(FaultKind::OutOfRange, message));
    }
    Ok(number)
}

/// An amount; `decimals` is by how many places the record counts smaller units.
#[inline]
pub(crate) fn money(found: Found<'_>, decimals: u8) -> Result<Option<Decimal>, Fault> {
    let Some(amount) = decimal(found, "an amount")? else {
        return Ok(None);
    };
    if decimals == 0 {
        return Ok(Some(amount));
    }
    amount.shifted_down(decimals).map(Some).map_err(|_| too_long(found))
}

/// A whole number, or the length of the list that comes.
pub(super) fn count<'a>(
    found: Found<'a>,
    scanner: &mut Scanner<'a>,
) -> Result<Option<Value<'a>>, WalkFault> {
    if found == Found::List {
        return Ok(Some(Value::Number(Decimal::from(length(scanner)?))));
    }
    let at = scanner.at();
    let count = decimal(found, "a count").map_err(|fault| fault.at(at))?;
    let fault = |why: &str| {
        let message = format!("{} is not a count: {why}", found.in_words());
        WalkFault::from(Fault::value(FaultKind::OutOfRange, message).at(at))
    };
    match count {
        Some(count) if count.is_negative() => Err(fault("it is negative")),
        Some(count) if !count.is_whole() => Err(fault("it is not a whole number")),
        Some(count) => Ok(Some(Value::Number(count))),
        None => Ok(None),
    }
}

fn length(scanner: &mut Scanner<'_>) -> Result<usize, WalkFault> {
    scanner.enter()?;
    let (mut first, mut length) = (true, 0);
    while scanner.next_element(&mut first)? {
        scanner.skip()?;
        length += 1;
    }
    Ok(length)
}

/// The number that is there, exactly.
#[inline]
pub(super) fn decimal(found: Found<'_>, wanted: &str) -> Result<Option<Decimal>, Fault> {
    let read = match found {
        Found::Number(number) => Decimal::parse(number.as_bytes()),
        Found::Text(text) if text.is_empty() => return Ok(None),
        Found::Text(text) if text.escaped => {
            text.decode().map_or(Err(DecimalFault::NotANumber), |t| Decimal::parse(t.as_bytes()))
        }
        Found::Text(text) => Decimal::parse(text.raw.as_bytes()),
        Found::Null => return Ok(None),
        Found::YesNo(_) | Found::List | Found::Object => {
            return Err(wrong_type(found, wanted));
        }
    };
    match read {
        Ok(number) => Ok(Some(number)),
        Err(DecimalFault::TooManyDigits) => Err(too_long(found)),
        Err(DecimalFault::NotANumber) => Err(not_a_number(found)),
    }
}

#[cold]
fn too_long(found: Found<'_>) -> Fault {
    let message = format!("{} has {}", found.in_words(), DecimalFault::TooManyDigits);
    Fault::value(FaultKind::NotExact, message)
}

#[cold]
fn not_a_number(found: Found<'_>) -> Fault {
    let hint = match found {
        Found::Text(text) => hint(text.raw),
        Found::Null | Found::YesNo(_) | Found::Number(_) | Found::List | Found::Object => None,
    };
    let hint = hint.map_or(String::new(), |hint| format!(": {hint}"));
    Fault::value(FaultKind::NotANumber, format!("{} is not a number{hint}", found.in_words()))
}

/// What to write instead, where the number that was meant is plain to see.
fn hint(text: &str) -> Option<String> {
    let is_number = |text: &str| Decimal::parse(text.as_bytes()).is_ok();
    let trimmed = text.trim();
    if is_number(trimmed) {
        return Some(format!("remove the spaces around {trimmed}"));
    }
    let bare = trimmed.trim_matches(|c: char| !c.is_ascii_digit());
    let (before, after) = trimmed.split_once(bare).filter(|_| !bare.is_empty())?;
    // What is beside the digits may say more than a unit does.
    let negative = before.contains(['-', '−', '–']) || before.contains('(') && after.contains(')');
    let sign = if negative { "-" } else { "" };
    let lead = if before.ends_with('.') { "0." } else { "" };
    let bare = &format!("{sign}{lead}{bare}");
    let times =
        matches!(after.trim().to_lowercase().as_str(), "k" | "m" | "mio" | "mn" | "bn" | "b");
    if times {
        return None;
    }
    if is_number(bare) && after.trim_start().starts_with('%') {
        let share = Decimal::parse(bare.as_bytes()).ok()?.shifted_down(2).ok()?;
        return Some(format!("write {share}, or {bare} if the rules count in percent"));
    }
    if is_number(bare) {
        return Some(format!("write {bare}"));
    }
    let (whole, last) = bare.rsplit_once(',')?;
    let grouped = bare.replace(',', "");
    let groups = last.split('.').next().is_some_and(|group| group.len() == 3);
    if groups && is_number(&grouped) {
        return Some(format!("write {grouped}, without commas"));
    }
    let pointed = format!("{}.{last}", whole.replace('.', ""));
    is_number(&pointed).then(|| format!("write {pointed}, with a decimal point"))
}
