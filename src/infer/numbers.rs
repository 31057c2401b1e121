//! In which ways the texts of a column can be read as numbers.

use super::misfits::Misfits;
use super::spot::Spot;
use crate::values::currency::Currency;
use crate::values::{Decimal, Notation};

/// The ways to write numbers that are tried, the likeliest first. The last is how JSON does it, with
/// whatever may be around a number.
pub(super) const NOTATIONS: [&str; 6] =
    ["1,234.56", "1.234,56", "1 234,56", "1'234.56", "1234,56", "1234.56"];

/// In which ways all texts so far can be read as numbers, and what they are.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    /// Whether every text is written as JSON writes numbers.
    pub plain: bool,
    /// By [`NOTATIONS`].
    pub noted: [bool; NOTATIONS.len()],
    /// The signs and codes of currencies next to the numbers.
    pub currencies: Vec<String>,
    /// A number that begins with a zero, such as a zip code.
    pub leading_zero: bool,
    /// The least and the greatest number.
    pub range: Option<(Decimal, Decimal)>,
    pub whole: bool,
    /// How many digits the longest has.
    pub digits: usize,
    /// Whether a mark separates groups of three, and whether something shows that it does.
    pub grouped: bool,
    /// Texts that no notation reads.
    pub misfits: Misfits,
    values: u64,
}

impl Default for Numbers {
    fn default() -> Numbers {
        Numbers {
            plain: true,
            noted: [true; NOTATIONS.len()],
            currencies: Vec::new(),
            leading_zero: false,
            range: None,
            whole: true,
            digits: 0,
            grouped: false,
            misfits: Misfits::default(),
            values: 0,
        }
    }
}

impl Numbers {
    /// A number of JSON, which is read as it is whatever the rules say.
    pub(super) fn number(&mut self, text: &str) {
        match Decimal::parse(text.as_bytes()) {
            Ok(number) => self.note(number, text),
            Err(_) => self.end(),
        }
    }

    pub(super) fn text(&mut self, text: &str, spot: Spot) {
        if !self.any() {
            return;
        }
        self.values += 1;
        if !is_simple(text) && !is_in_some_notation(text) {
            self.misfits.add(text, spot);
            if self.misfits.are_many(self.values) {
                self.end();
            }
            return;
        }
        let mut number = None;
        if self.plain {
            number = Decimal::parse(text.as_bytes()).ok();
            self.plain = number.is_some();
        }
        if let (true, Some(number)) = (is_simple(text), number) {
            self.simple(text);
            self.note(number, text);
            return;
        }
        let mark = mark(text);
        let currency = mark.map(currency);
        for (alive, example) in self.noted.iter_mut().zip(NOTATIONS) {
            let notation = alive.then(|| Notation::new(example)).flatten();
            let read = match (notation, currency) {
                (None, _) | (_, Some(None)) => None,
                (Some(notation), None) => notation.number(text).ok(),
                (Some(notation), Some(Some(currency))) => notation.amount(text, currency).ok(),
            };
            *alive = read.is_some();
            number = number.or(read);
        }
        if let Some(number) = number {
            self.note(number, text);
        }
        if let Some(mark) = mark
            && self.noted.contains(&true)
            && !self.currencies.iter().any(|known| known == mark)
        {
            self.currencies.push(mark.to_owned());
        }
    }

    /// A number as JSON writes it. Where it has a point, that separates its decimals, or thousands in
    /// the one notation where it may.
    fn simple(&mut self, text: &str) {
        if !text.contains('.') {
            return;
        }
        for (alive, example) in self.noted.iter_mut().zip(NOTATIONS).filter(|(alive, _)| **alive) {
            let is_point = example.ends_with(".56");
            let reads = || Notation::new(example).is_some_and(|it| it.number(text).is_ok());
            *alive = is_point || example.contains('.') && reads();
        }
    }

    /// Whether there is a way to read all texts.
    pub(super) fn any(&self) -> bool {
        self.plain || self.noted.contains(&true)
    }

    /// Whether this is a way to read all texts.
    pub(super) fn fits(&self, example: &str) -> bool {
        NOTATIONS.iter().zip(self.noted).any(|(known, alive)| *known == example && alive)
    }

    /// The way that the texts themselves ask for, if JSON's is not enough.
    pub(super) fn needed(&self) -> Option<&'static str> {
        if self.plain {
            return None;
        }
        NOTATIONS.iter().zip(self.noted).find(|(_, alive)| *alive).map(|(known, _)| *known)
    }

    /// Whether thousands could be decimals: every text has one mark, with three digits after it.
    pub(super) fn could_be_decimals(&self) -> bool {
        let both = |one: &str, other: &str| self.fits(one) && self.fits(other);
        !self.plain && (both("1,234.56", "1234,56") && self.grouped)
    }

    fn note(&mut self, number: Decimal, text: &str) {
        let digits = text.trim_start_matches(['-', '+', '\'']);
        let mut first = digits.bytes();
        let zero = first.next() == Some(b'0') && first.next().is_some_and(|b| b.is_ascii_digit());
        self.leading_zero |= zero;
        self.digits = self.digits.max(digits.bytes().filter(u8::is_ascii_digit).count());
        self.whole &= number.is_whole();
        self.grouped |= text.contains(',');
        self.range = Some(match self.range {
            None => (number, number),
            Some((low, high)) => (low.min(number), high.max(number)),
        });
    }

    fn end(&mut self) {
        (self.plain, self.noted) = (false, [false; NOTATIONS.len()]);
    }
}

/// Whether some notation reads a text.
fn is_in_some_notation(text: &str) -> bool {
    if Decimal::parse(text.as_bytes()).is_ok() {
        return true;
    }
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let notations = NOTATIONS.iter().filter_map(|example| Notation::new(example));
    match mark(text).map(currency) {
        None => notations.into_iter().any(|notation| notation.number(text).is_ok()),
        Some(None) => false,
        Some(Some(currency)) => {
            notations.into_iter().any(|notation| notation.amount(text, currency).is_ok())
        }
    }
}

/// Whether a text is digits, with a point between them at most. Every notation reads whole ones.
fn is_simple(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    digits(whole) && digits(decimals) && (whole == "0" || !whole.starts_with('0'))
}

/// The sign or code of a currency at the start or the end of a text, if something is there that is
/// no part of a number.
fn mark(text: &str) -> Option<&str> {
    let is_number = |c: char| c.is_ascii_digit() || "+-−().,'’ \u{a0}\u{202f}".contains(c);
    let text = text.trim_matches(is_number);
    if text.is_empty() {
        return None;
    }
    // `$5` has a mark at its start, `5 EUR` at its end, and only there.
    let inner = text.find(char::is_numeric);
    Some(match inner {
        None => text,
        Some(at) => text[..at].trim_end_matches(is_number),
    })
}

/// The currency of a sign or a code.
pub(super) fn currency(mark: &str) -> Option<Currency> {
    let mut marks = mark.chars();
    if let (Some(sign), None) = (marks.next(), marks.next()) {
        let first = [Currency::USD].into_iter().chain(Currency::all());
        return first.into_iter().find(|currency| currency.mark() == Some(sign));
    }
    Currency::from_code(&mark.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str]) -> Numbers {
        let mut numbers = Numbers::default();
        texts.iter().for_each(|text| numbers.text(text, Spot::Somewhere));
        numbers
    }

    #[test]
    fn the_way_to_write_numbers_shows() {
        for (texts, needed) in [
            (&["12", "-3.5"][..], None),
            (&["1,200.00", "5"], Some("1,234.56")),
            (&["$5.50", "-$5.00", "(5)"], Some("1,234.56")),
            (&["1.200,00", "5"], Some("1.234,56")),
            (&["3,50", "0,5"], Some("1.234,56")),
            (&["1 234,50 €"], Some("1 234,56")),
            (&["1234,5"], Some("1.234,56")),
            (&[" 12"], Some("1,234.56")),
        ] {
            let numbers = of(texts);
            assert!(numbers.any(), "{texts:?}");
            assert_eq!(numbers.needed(), needed, "{texts:?}");
        }
        for texts in [&["12", "twelve"][..], &["5 apples"], &["1.2.3"], &["1,234.5", "1.234,5"]] {
            let numbers = of(texts);
            assert!(!numbers.any() || numbers.misfits.count > 0, "{texts:?}");
        }
        assert_eq!(of(&["$5", "€5"]).currencies, ["$", "€"]);
        assert!(of(&["1.5E+3", "2"]).plain && of(&["1.5E+3"]).currencies.is_empty());
        assert!(of(&["04616"]).leading_zero && !of(&["0.5", "0"]).leading_zero);
    }
}
