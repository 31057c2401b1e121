//! Numbers, amounts and lengths of time, as people write them.

use super::item::{Item, length};
use super::phrases::is_among;
use super::reading::{Found, Reading};
use crate::syntax::{self, WordKind};
use crate::terms::Comparison::AtLeast;
use crate::values::Unit;
use crate::values::currency::Currency;

impl Reading<'_, '_> {
    /// `$50`, `50 dollars`, `EUR 50`. An amount in another currency than the file's is another amount.
    pub(super) fn amount(&self) -> Option<Found> {
        let own = self.names.model.currency;
        let is_own = |places: usize| {
            let code = self.words.get(self.at + places).map_or("", |word| word.text);
            if let Some(currency) = Currency::from_code(code) {
                return Some(currency == own);
            }
            let word = self.low(places);
            let (_, code) = MONEY.iter().find(|(words, _)| is_among(&word, words))?;
            Some(
                own.code().ends_with(code) || own.mark().is_some_and(|mark| word.starts_with(mark)),
            )
        };
        let (number, own) = match (is_own(0), is_own(1)) {
            (Some(own), _) => (self.digits(1)?, own),
            (None, Some(own)) => (self.digits(0)?, own),
            (None, None) => return None,
        };
        Some((2, vec![if own { Item::Money(number) } else { Item::Strange(number) }]))
    }

    /// `3`, `three`, `3rd`, `20%`, `twice`, `2026-01-31`.
    pub(super) fn number(&self) -> Option<Found> {
        if self.kind(0)? == WordKind::Date {
            return Some((1, vec![Item::Date(self.low(0).to_uppercase())]));
        }
        let times = match self.low(0).as_str() {
            "once" => Some("1"),
            "twice" => Some("2"),
            "thrice" => Some("3"),
            _ => None,
        };
        if let Some(count) = times {
            return Some((1, vec![Item::Number(count.to_owned()), Item::Times]));
        }
        let number = self.digits(0).or_else(|| number_word(&self.low(0)))?;
        if self.says(1, &["%", "percent"]) && !self.says(2, &["}"]) {
            // A share of something is calculated.
            let of = self.says(2, &["of"]);
            let share = if of { Item::Strange("%".to_owned()) } else { Item::Share(number) };
            return Some((2, vec![share]));
        }
        if self.says(1, &["+"]) {
            return Some((2, vec![Item::Number(number), Item::OrHow(AtLeast)]));
        }
        Some((1, vec![Item::Number(number)]))
    }

    /// A number in digits as rules write it: `1,000` is `1000`, `10k` is `10000`, `3rd` is `3`.
    pub(super) fn digits(&self, places: usize) -> Option<String> {
        let word = self.words.get(self.at + places)?;
        (word.kind == WordKind::Number).then_some(())?;
        let text = word.text.to_lowercase();
        let bare = ["st", "nd", "rd", "th", "x"].iter().find_map(|end| text.strip_suffix(end));
        let text = bare.unwrap_or(&text);
        let (text, thousands) = match text.strip_suffix('k') {
            Some(text) => (text, "000"),
            None => (text, ""),
        };
        let groups: Vec<&str> = text.split(',').collect();
        let grouped = groups[1..]
            .iter()
            .all(|group| group.split('.').next().is_some_and(|digits| digits.len() == 3));
        let plain = groups.concat();
        let is_number = plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            && plain.matches('.').count() <= 1
            && !plain.ends_with('.')
            && (thousands.is_empty() || !plain.contains('.'));
        (grouped && is_number).then(|| format!("{plain}{thousands}"))
    }

    /// `3 days`, `a year`, `six months`, `90d`, `half a year`.
    pub(super) fn length(&self) -> Option<Found> {
        self.length_at(0).map(|(count, length)| (count, vec![Item::Length(length)]))
    }

    pub(super) fn length_at(&self, places: usize) -> Option<(usize, String)> {
        if self.says(places, &["half"]) {
            let article = usize::from(self.says(places + 1, &["a"]));
            let year = self.says(places + 1 + article, &["year"]);
            return year.then(|| (2 + article, "6 months".to_owned()));
        }
        if let Some((count, length)) = self.joined_length(places) {
            return Some((count, length));
        }
        let (taken, count) = match self.low(places).as_str() {
            "a" | "an" | "one" => (1, "1".to_owned()),
            "couple" if self.says(places + 1, &["of"]) => (2, "2".to_owned()),
            word => (1, self.digits(places).or_else(|| number_word(word))?),
        };
        count.bytes().all(|byte| byte.is_ascii_digit()).then_some(())?;
        let mut next = places + taken;
        // `90-day`, `3 full months`
        if self.says(next, &["-", "full", "whole", "calendar", "consecutive", "straight"]) {
            next += 1;
        }
        if self.says(next, &["fortnight", "fortnights"]) {
            let weeks = count.parse::<u32>().ok()?.checked_mul(2)?;
            return Some((next + 1 - places, length(&weeks.to_string(), Unit::Week)));
        }
        let word = self.low(next);
        // Nights and hours may be what the file counts.
        if self.names.find(&[&word]).is_some() {
            return None;
        }
        let unit = unit(&word)?;
        // `a year and a half`
        let half = ["and", "a", "half"]
            .iter()
            .enumerate()
            .all(|(at, half)| self.low(next + 1 + at) == *half);
        if half && unit == Unit::Year {
            let months = count.parse::<u32>().ok()?.checked_mul(12)?.checked_add(6)?;
            return Some((next + 4 - places, length(&months.to_string(), Unit::Month)));
        }
        Some((next + 1 - places, length(&count, unit)))
    }

    /// `90d`
    fn joined_length(&self, places: usize) -> Option<(usize, String)> {
        (self.kind(places)? == WordKind::Number).then_some(())?;
        let word = self.low(places);
        let letters = word.find(|letter: char| letter.is_ascii_alphabetic())?;
        let (count, letters) = word.split_at(letters);
        let whole = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
        let unit = match letters {
            "d" => Unit::Day,
            "w" => Unit::Week,
            "y" => Unit::Year,
            letters => unit(letters).filter(|_| letters.len() > 1)?,
        };
        whole.then(|| (1, length(count, unit)))
    }
}

/// Marks and words for money, besides the codes of currencies, with the end of the codes that they are for.
const MONEY: &[(&str, &str)] = &[
    ("$, dollars, dollar, bucks", "D"),
    ("€, euros, euro", "EUR"),
    ("£, pounds, pound, quid", "GBP"),
    ("¥, yen", "JPY"),
    ("kr, kroner, kronor", "K"),
    ("₹, rupees, rupee", "INR"),
];

/// The number of a word: `three`, `third`.
fn number_word(word: &str) -> Option<String> {
    const ORDINALS: &[&str] =
        &["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    if let Some(place) = ORDINALS.iter().position(|ordinal| *ordinal == word) {
        return Some((place + 2).to_string());
    }
    syntax::number_in_words(word).map(str::to_owned)
}

/// The unit of time of a word, in full or in short.
pub(super) fn unit(word: &str) -> Option<Unit> {
    match word {
        "yr" | "yrs" => Some(Unit::Year),
        "mo" | "mos" | "mth" | "mths" => Some(Unit::Month),
        "wk" | "wks" => Some(Unit::Week),
        "hr" | "hrs" => Some(Unit::Hour),
        "min" | "mins" => Some(Unit::Minute),
        word => Unit::from_word(word),
    }
}
