//! The value of a number as people write it, where all would read the same.

use crate::values::{Decimal, Unit};

/// A number with what is joined to it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// The value; of a list such as `(9,10)` several. `None` where people would differ.
    pub values: Option<Vec<String>>,
    pub unit: Option<Unit>,
    /// Letters that say something else.
    pub letters: String,
}

/// Reads a number: `money` after the mark of a currency, `list` inside brackets.
pub(super) fn read(written: &str, money: bool, list: bool) -> Written {
    let split = written.find(char::is_alphabetic).unwrap_or(written.len());
    let (digits, letters) = written.split_at(split);
    let (times, unit, rest) = match letters.to_lowercase().as_str() {
        "" => ("", None, ""),
        "k" => ("000", None, ""),
        "m" | "mio" | "mn" if money => ("000000", None, ""),
        "mio" | "mn" => ("000000", None, ""),
        "d" => ("", Some(Unit::Day), ""),
        "h" | "hr" | "hrs" => ("", Some(Unit::Hour), ""),
        "min" | "mins" => ("", Some(Unit::Minute), ""),
        "w" | "wk" | "wks" => ("", Some(Unit::Week), ""),
        "mo" | "mon" => ("", Some(Unit::Month), ""),
        "q" => ("", Some(Unit::Quarter), ""),
        "y" | "yr" | "yrs" => ("", Some(Unit::Year), ""),
        word => match Unit::from_word(word) {
            Some(unit) => ("", Some(unit), ""),
            None => ("", None, letters),
        },
    };
    let values = values(&digits.replace('_', ""), money, list);
    let values = values.and_then(|all| all.iter().map(|one| plain(one, times)).collect());
    Written { values, unit, letters: rest.to_owned() }
}

fn values(digits: &str, money: bool, list: bool) -> Option<Vec<String>> {
    let (points, commas) = (digits.matches('.').count(), digits.matches(',').count());
    let one = |text: String| Some(vec![text]);
    match (points, commas) {
        (0, 0) => one(digits.to_owned()),
        (1, 0) if !is_doubtful(digits, money) => one(digits.to_owned()),
        (0, _) if list && !money => Some(digits.split(',').map(str::to_owned).collect()),
        (0, 1) => {
            let (whole, rest) = digits.split_once(',')?;
            match rest.len() {
                3 if money => one(format!("{whole}{rest}")),
                3 => None,
                _ => one(format!("{whole}.{rest}")),
            }
        }
        (2.., 0) => one(grouped(digits, '.')?),
        (0, 2..) => one(grouped(digits, ',')?),
        // Of two kinds of marks, the one before the decimals is the last and the only one of its
        // kind: `1,200.50`, `1.000,50`.
        (1.., 1..) => {
            let point = digits.rfind('.') > digits.rfind(',');
            let (mark, between) = if point { ('.', ',') } else { (',', '.') };
            let (whole, rest) = digits.split_once(mark)?;
            one(format!("{}.{rest}", grouped(whole, between)?))
        }
        _ => None,
    }
}

/// Whether a point may be one between thousands: `1.500`, and in money, where three decimals are
/// rare, `1.125` too.
pub(in crate::syntax) fn is_doubtful(digits: &str, money: bool) -> bool {
    let Some((whole, rest)) = digits.split_once('.') else { return false };
    let grouped = (1..=3).contains(&whole.len()) && rest.len() == 3;
    grouped && !whole.starts_with('0') && (money || rest.ends_with('0'))
}

/// Digits without the marks between their thousands; `None` where these are not thousands.
fn grouped(digits: &str, mark: char) -> Option<String> {
    let mut groups = digits.split(mark);
    let first = groups.next()?;
    let fits = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    fits.then(|| digits.replace(mark, ""))
}

/// A number times a power of ten, as it is written in one way only.
fn plain(number: &str, times: &str) -> Option<String> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let moved = times.len().min(fraction.len());
    let digits = format!("{whole}{}{}", &fraction[..moved], &times[moved..]);
    let digits = match digits.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let text = match &fraction[moved..] {
        "" => digits.to_owned(),
        rest => format!("{digits}.{rest}"),
    };
    Some(Decimal::parse(text.as_bytes()).ok()?.normalized().to_string())
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_number_has_a_value_where_all_would_read_the_same() {
        for (written, money, list, values) in [
            ("12", false, false, "12"),
            ("012.50", false, false, "12.5"),
            ("1_000", false, false, "1000"),
            ("12,5", false, false, "12.5"),
            ("1.000,50", false, false, "1000.5"),
            ("1,200.50", false, false, "1200.5"),
            ("1.000.000", false, false, "1000000"),
            ("1,200", true, false, "1200"),
            ("9,10", false, true, "9 10"),
            ("1.5k", false, false, "1500"),
            ("2m", true, false, "2000000"),
        ] {
            assert_eq!(read(written, money, list).values.unwrap().join(" "), values, "{written}");
        }
        for (written, money) in
            [("1,200", false), ("1.200", false), ("1.125", true), ("1,000,00", true)]
        {
            assert_eq!(read(written, money, false).values, None, "{written}");
        }
    }
}
