//! Numbers, counts and amounts.

use super::wrong_type::wrong_type;
use crate::records::fault::{Fault, FaultKind};
use crate::records::json::{Found, Scanner};
use crate::records::plain::walk_fault::WalkFault;
use crate::terms::Range;
use crate::values::currency::Currency;
use crate::values::{Decimal, DecimalFault, Notation, NotationFault, Value};

/// A number, or a text that holds one.
#[inline]
pub(super) fn number(
    found: Found<'_>,
    notation: Option<Notation>,
    range: Range,
) -> Result<Option<Decimal>, Fault> {
    let number = noted(found, notation, None, "a number")?;
    number.map_or(Ok(None), |number| within(number, range, None).map(Some))
}

/// A number, or an amount in a currency, that has to be in a range.
#[inline]
fn within(number: Decimal, range: Range, currency: Option<Currency>) -> Result<Decimal, Fault> {
    range.check(number).map_err(|beyond| {
        let unit = currency.map_or(String::new(), |currency| format!(" {}", currency.code()));
        let message = format!("{number}{unit} is {beyond}{unit}");
        Fault::value(FaultKind::OutOfRange, message)
    })
}

/// An amount, in the currency or in its smallest unit.
#[inline]
pub(crate) fn money(
    found: Found<'_>,
    notation: Option<Notation>,
    in_cents: bool,
    range: Range,
    currency: Currency,
) -> Result<Option<Decimal>, Fault> {
    let Some(amount) = noted(found, notation, Some(currency), "an amount")? else {
        return Ok(None);
    };
    let amount = match in_cents {
        true => amount.shifted_down(currency.decimals).map_err(|_| too_long(found))?,
        false => amount,
    };
    within(amount, range, Some(currency)).map(Some)
}

/// A whole number, or the length of the list that comes.
pub(super) fn count<'a>(
    found: Found<'a>,
    notation: Option<Notation>,
    scanner: &mut Scanner<'a>,
) -> Result<Option<Value<'a>>, WalkFault> {
    if found == Found::List {
        return Ok(Some(Value::Number(Decimal::from(length(scanner)?))));
    }
    let at = scanner.at();
    let count = noted(found, notation, None, "a count").map_err(|fault| fault.at(at))?;
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

/// The number that is there, exactly: in a text, as the notation shows.
#[inline]
fn noted(
    found: Found<'_>,
    notation: Option<Notation>,
    currency: Option<Currency>,
    wanted: &str,
) -> Result<Option<Decimal>, Fault> {
    let (Some(notation), Found::Text(text)) = (notation, found) else {
        return decimal(found, wanted).map_err(|fault| {
            let is_written_otherwise = fault.kind == FaultKind::NotANumber;
            if is_written_otherwise { not_a_number(found, Some(currency)) } else { fault }
        });
    };
    let text = text.decode().unwrap_or_default();
    let read = match currency {
        Some(currency) => notation.amount(&text, currency),
        None => notation.number(&text),
    };
    read.map(Some).map_err(|fault| not_as_noted(found, &fault, notation, currency))
}

#[cold]
fn not_as_noted(
    found: Found<'_>,
    fault: &NotationFault,
    notation: Notation,
    currency: Option<Currency>,
) -> Fault {
    let shown = found.in_words();
    let message = match (fault, currency) {
        (NotationFault::TooManyDigits, _) => return too_long(found),
        (NotationFault::OtherCurrency(other), Some(currency)) => {
            format!("{shown} is in another currency than {}: {other}", currency.code())
        }
        (NotationFault::Groups, _) => {
            let message = "does not have its digits in groups of three, as in";
            format!("{shown} {message} {notation}{}", other(found, currency))
        }
        (NotationFault::OtherCurrency(_) | NotationFault::NotANumber, _) => {
            format!("{shown} is not a number written like {notation}{}", other(found, currency))
        }
    };
    Fault::value(FaultKind::NotANumber, message)
}

/// The number that is there, exactly.
#[inline]
pub(super) fn decimal(found: Found<'_>, wanted: &str) -> Result<Option<Decimal>, Fault> {
    let read = match found {
        Found::Number(number) => Decimal::parse(number.as_bytes()),
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
        Err(DecimalFault::NotANumber) => Err(not_a_number(found, None)),
    }
}

#[cold]
fn too_long(found: Found<'_>) -> Fault {
    let message = format!("{} has {}", found.in_words(), DecimalFault::TooManyDigits);
    Fault::value(FaultKind::NotExact, message)
}

/// The way to write numbers by which a text is one, if only one of the usual ones is.
fn fitting(found: Found<'_>, currency: Option<Currency>) -> Option<Notation> {
    let Found::Text(text) = found else { return None };
    let text = text.decode()?;
    let reads = |notation: &Notation| match currency {
        Some(currency) => notation.amount(&text, currency).is_ok(),
        None => notation.number(&text).is_ok(),
    };
    // What a comma and a point mean is the question; other marks leave no doubt.
    let pairs = [["1,234.56", "1.234,56"], ["1 234,56", "1'234.56"]];
    let fitting = |pair: [&str; 2]| {
        let ways: Vec<Notation> =
            pair.iter().filter_map(|way| Notation::new(way)).filter(reads).collect();
        (!ways.is_empty()).then_some(ways)
    };
    match pairs.into_iter().find_map(fitting)?.as_slice() {
        [way] => Some(*way),
        _ => None,
    }
}

/// The other way by which it is a number.
fn other(found: Found<'_>, currency: Option<Currency>) -> String {
    let fitting = fitting(found, currency);
    fitting.map_or(String::new(), |way| format!("; `as \"{way}\"` would fit it"))
}

/// What is not a number as JSON writes one. The currency is that of an amount; the outer `None` says
/// that the rules cannot say how it is written.
#[cold]
fn not_a_number(found: Found<'_>, currency: Option<Option<Currency>>) -> Fault {
    let hint = match found {
        Found::Text(text) => hint(text.raw),
        Found::Null | Found::YesNo(_) | Found::Number(_) | Found::List | Found::Object => None,
    };
    let way = currency.and_then(|currency| fitting(found, currency));
    let way = way.map(|way| format!("`numbers as \"{way}\"` under `customer`"));
    let hint = match (hint, way) {
        (Some(hint), Some(way)) => format!(": {hint}, or write {way}"),
        (None, Some(way)) => format!(": write {way}"),
        (Some(hint), None) => format!(": {hint}"),
        (None, None) => String::new(),
    };
    Fault::value(FaultKind::NotANumber, format!("{} is not a number{hint}", found.in_words()))
}

/// What to write instead, where the number that was meant is plain to see.
fn hint(text: &str) -> Option<String> {
    let is_number = |text: &str| Decimal::parse(text.as_bytes()).is_ok();
    let trimmed = text.trim();
    if is_number(trimmed) {
        return Some(format!("remove the spaces around {trimmed}"));
    }
    // `12,5O`: a letter in the place of a digit. `5l` may be liters.
    let digits = trimmed.replace(['O', 'o'], "0");
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-');
    if digits != trimmed
        && trimmed.contains(|c: char| c.is_ascii_digit())
        && digits.chars().all(plain)
    {
        let fixed =
            if is_number(&digits) { Some(format!("write {digits}")) } else { hint(&digits) };
        return fixed.map(|fixed| format!("{fixed}, and the digit 0 for the letter O"));
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
