//! Numbers and lengths of time as they are written, and the same with a step more or less.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::values::Decimal;

/// What a text becomes where the number in it is a step less, and where it is a step more. Of an
/// amount of money, `decimals` says how many there are.
pub(super) fn steps(text: &str, decimals: Option<u8>) -> Vec<String> {
    if let Ok(day) = text.parse::<Date>() {
        let days = [day.checked_sub(1.day()), day.checked_add(1.day())];
        return days.into_iter().flatten().map(|day| day.to_string()).collect();
    }
    let is_number = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '_');
    let Some(start) = text.find(|letter: char| letter.is_ascii_digit()) else { return Vec::new() };
    let len = text[start..].find(|letter| !is_number(letter)).unwrap_or(text.len() - start);
    let (before, number, after) = (&text[..start], &text[start..start + len], &text[start + len..]);
    let digits: String = number.chars().filter(|letter| !matches!(letter, ',' | '_')).collect();
    let own = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len() as u8);
    let places = decimals.unwrap_or(own);
    let (Ok(number), Ok(step)) = (Decimal::parse(digits.as_bytes()), Decimal::new(1, places))
    else {
        return Vec::new();
    };
    let both = [number.checked_sub(step), number.checked_add(step)];
    let both = both.into_iter().flatten().filter(|number| !number.is_negative());
    both.map(|number| format!("{before}{}{after}", number.normalized())).collect()
}

/// The first length of time in a text: where it is, how many, and of what.
pub(super) fn length(text: &str) -> Option<(std::ops::Range<usize>, u32, &str)> {
    const UNITS: [&str; 7] = ["minute", "hour", "day", "week", "month", "quarter", "year"];
    let mut words = words(text).peekable();
    while let Some((start, word)) = words.next() {
        let Ok(count) = word.parse::<u32>() else { continue };
        let Some((at, unit)) = words.peek() else { continue };
        let one = unit.strip_suffix('s').unwrap_or(unit);
        if UNITS.contains(&one) {
            return Some((start..at + unit.len(), count, one));
        }
    }
    None
}

/// A length of time in words.
pub(super) fn lasting(count: u32, unit: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

/// The lengths that are a unit shorter and longer.
pub(super) fn lengths(count: u32, unit: &str) -> Vec<String> {
    let shorter = count.checked_sub(1).filter(|count| *count > 0);
    shorter.into_iter().chain(count.checked_add(1)).map(|count| lasting(count, unit)).collect()
}

/// Words made of letters and digits, each with where it begins; none of those in a note.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let first = rest.chars().next()?;
            if first == '#' {
                at += rest.find('\n').unwrap_or(rest.len());
            } else if first.is_alphanumeric() || first == '_' {
                let len = rest
                    .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
                    .unwrap_or(rest.len());
                let start = at;
                at += len;
                return Some((start, &rest[..len]));
            } else {
                at += first.len_utf8();
            }
        }
    })
}

/// Where a word is in a text, outside of notes.
pub(super) fn word(text: &str, wanted: &str) -> Option<std::ops::Range<usize>> {
    words(text).find(|(_, word)| *word == wanted).map(|(at, word)| at..at + word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_less_and_more() {
        assert_eq!(steps("9", None), ["8", "10"]);
        assert_eq!(steps("4.5", None), ["4.4", "4.6"]);
        assert_eq!(steps("$1,200", Some(2)), ["$1199.99", "$1200.01"]);
        assert_eq!(steps("500 JPY", Some(0)), ["499 JPY", "501 JPY"]);
        assert_eq!(steps("0", None), ["1"]);
        assert_eq!(steps("2026-03-01", None), ["2026-02-28", "2026-03-02"]);
        assert_eq!(steps("5%", None), ["4%", "6%"]);
    }

    #[test]
    fn lengths_of_time() {
        let text = "once per # 3 days\n 30 days";
        let (range, count, unit) = length(text).unwrap();
        assert_eq!((&text[range], count, unit), ("30 days", 30, "day"));
        assert_eq!(lengths(1, "year"), ["2 years"]);
        assert_eq!(lengths(2, "day"), ["1 day", "3 days"]);
    }
}
