//! Numbers, lengths of time, and the words for events.

use crate::terms::{Lasting, Per};
use crate::values::currency::grouped;
use crate::values::{Decimal, Duration, Period};

/// A number as people write it: `1,200.5`.
pub(super) fn number(number: Decimal) -> String {
    let text = number.normalized().to_string();
    match text.strip_prefix('-') {
        Some(size) => format!("-{}", grouped(size)),
        None => grouped(&text),
    }
}

/// A share: `12.5%`.
pub(super) fn percent(share: Decimal) -> String {
    let hundred = share.checked_mul(Decimal::from(100i64));
    hundred.map_or_else(|_| number(share), |percent| format!("{}%", number(percent)))
}

/// `90 days`, and `year` for a single one: `in the last year`.
pub(super) fn length(length: Duration) -> String {
    match length.count {
        1 => length.unit.word().to_owned(),
        count => format!("{} {}s", number(Decimal::from(i64::from(count))), length.unit.word()),
    }
}

/// `90 days`, `1 year`.
pub(super) fn counted_length(length: Duration) -> String {
    let plural = if length.count == 1 { "" } else { "s" };
    let count = number(Decimal::from(i64::from(length.count)));
    format!("{count} {}{plural}", length.unit.word())
}

/// `in any 90 days`, `in a calendar month`.
pub(super) fn per(per: Per) -> String {
    match per {
        Per::Rolling(duration) => format!("in any {}", length(duration)),
        Per::Calendar(period) => format!("in a calendar {}", period.word()),
    }
}

/// `in this calendar month`.
pub(super) fn this(period: Period) -> String {
    match period {
        Period::Day => "today".to_owned(),
        Period::Week | Period::Month | Period::Quarter | Period::Year => {
            format!("in this calendar {}", period.word())
        }
    }
}

/// `in the last calendar month`.
pub(super) fn last(period: Period) -> String {
    match period {
        Period::Day => "yesterday".to_owned(),
        Period::Week | Period::Month | Period::Quarter | Period::Year => {
            format!("in the calendar {} before this one", period.word())
        }
    }
}

/// How long points last.
pub(super) fn lasting(lasting: Lasting) -> String {
    match lasting {
        Lasting::For(duration) => format!("for {}", counted_length(duration)),
        Lasting::Calendar(0, period) => {
            format!("until the end of the calendar {} that they are from", period.word())
        }
        Lasting::Calendar(count, period) => {
            let plural = if count == 1 { "" } else { "s" };
            let word = period.word();
            format!("until the end of the calendar {word} that is {count} {word}{plural} later")
        }
    }
}

/// One of some events, by the word that the file declares.
pub(super) fn one(name: &str, other: Option<&str>) -> String {
    if let Some(other) = other {
        return other.to_owned();
    }
    if let Some(stem) = name.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let es = ["ses", "xes", "zes", "ches", "shes"].iter().any(|end| name.ends_with(end));
    let stem = name.strip_suffix("es").filter(|stem| es && !stem.ends_with("ha"));
    let plain = name.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u', 'i']));
    // `purchases` loses only its last letter: it is a purchase.
    let purchase = name.ends_with("chases") || name.ends_with("ases") || name.ends_with("ises");
    stem.filter(|_| !purchase).or(plain).unwrap_or(name).to_owned()
}

/// Several of them.
pub(super) fn many(name: &str) -> String {
    let consonant_y =
        name.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match consonant_y {
        _ if name.ends_with('s') => name.to_owned(),
        Some(stem) => format!("{stem}ies"),
        None if ["x", "z", "ch", "sh"].iter().any(|end| name.ends_with(end)) => format!("{name}es"),
        None => format!("{name}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_have_a_word_for_one_and_one_for_many() {
        let forms = [
            ("purchases", "purchase"),
            ("visits", "visit"),
            ("stories", "story"),
            ("boxes", "box"),
            ("clicks", "click"),
            ("bonus", "bonus"),
            ("searches", "search"),
        ];
        for (many_of_them, one_of_them) in forms {
            assert_eq!(one(many_of_them, None), one_of_them);
            assert_eq!(many(many_of_them), many_of_them);
        }
        assert_eq!(one("people_met", Some("person_met")), "person_met");
        assert_eq!((many("purchase"), many("story")), ("purchases".into(), "stories".into()));
    }
}
