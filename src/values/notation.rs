//! How data writes numbers, as a rule file shows it with one number: `1.234,56`.

use std::fmt;

use super::currency::Currency;
use super::{Decimal, DecimalFault};

/// The marks of a way to write numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Notation {
    /// What separates groups of three digits, if something may. A space is any kind of space.
    thousands: Option<char>,
    /// What separates the decimals.
    decimals: char,
}

/// Why a text is not a number in a notation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotationFault {
    /// It is not a number at all, or one that is written otherwise.
    NotANumber,
    /// Its digits are not in groups of three: `1.23` where a point separates thousands.
    Groups,
    /// An amount of another currency, or one whose sign could be.
    OtherCurrency(String),
    /// More digits than can be kept exactly.
    TooManyDigits,
}

impl Notation {
    /// Reads the number 1234.56 as the data writes it; `None` if it is not that number, or cannot
    /// be told from others.
    pub fn new(example: &str) -> Option<Notation> {
        let rest = example.strip_prefix('1')?;
        let (thousands, rest) = match rest.strip_prefix("234") {
            Some(rest) => (None, rest),
            None => {
                let mark = rest.chars().next()?;
                (Some(mark), rest[mark.len_utf8()..].strip_prefix("234")?)
            }
        };
        let decimals = rest.strip_suffix("56")?;
        let mut marks = decimals.chars();
        let (Some(decimals), None) = (marks.next(), marks.next()) else { return None };
        let separates = |mark: char| matches!(mark, '.' | ',' | '\'' | '’' | '_') || is_space(mark);
        let thousands = thousands.map(|mark| if is_space(mark) { ' ' } else { mark });
        let fits = thousands.is_none_or(|mark| separates(mark) && mark != decimals);
        (fits && matches!(decimals, '.' | ',')).then_some(Notation { thousands, decimals })
    }

    /// The number that a text holds: with spaces around it, a sign, or brackets for less than
    /// nothing.
    ///
    /// # Errors
    ///
    /// If it holds none, or one that is written in another way.
    pub fn number(self, text: &str) -> Result<Decimal, NotationFault> {
        let (negative, text) = sign(text.trim())?;
        self.signed(negative, text)
    }

    /// The same for an amount, which may have the sign or the code of its currency before or after
    /// it.
    ///
    /// # Errors
    ///
    /// If it holds none, or one of another currency.
    pub fn amount(self, text: &str, currency: Currency) -> Result<Decimal, NotationFault> {
        let (outer, text) = sign(text.trim())?;
        let begin = text.find(|c: char| c.is_ascii_digit() || is_number_mark(c));
        let (before, text) = text.split_at(begin.ok_or(NotationFault::NotANumber)?);
        let end = text.rfind(|c: char| c.is_ascii_digit()).map_or(0, |end| end + 1);
        let (number, after) = text.split_at(end);
        let (before, after) = (before.trim(), after.trim());
        match (before.is_empty(), after.is_empty()) {
            (true, true) => {}
            (false, true) => is_of(before, currency)?,
            (true, false) => is_of(after, currency)?,
            (false, false) => return Err(NotationFault::NotANumber),
        }
        // `$-5.00` has its sign after that of the currency.
        let (inner, number) =
            if outer || before.is_empty() { (false, number) } else { sign(number)? };
        self.signed(outer || inner, number)
    }

    fn signed(self, negative: bool, text: &str) -> Result<Decimal, NotationFault> {
        let number = self.size(text)?;
        Ok(if negative { -number } else { number })
    }

    /// A number of 0 or more without anything around it.
    fn size(self, text: &str) -> Result<Decimal, NotationFault> {
        let (text, exponent) = match text.split_once(['e', 'E']) {
            Some((text, exponent)) => (text, Some(exponent)),
            None => (text, None),
        };
        let (whole, decimals) = match text.split_once(self.decimals) {
            Some((whole, decimals)) => (whole, Some(decimals)),
            None => (text, None),
        };
        let mut plain = self.whole(whole)?;
        if plain.is_empty() {
            plain.push('0');
        }
        if let Some(decimals) = decimals {
            let are_digits = decimals.bytes().all(|byte| byte.is_ascii_digit());
            if decimals.is_empty() || !are_digits {
                return Err(NotationFault::NotANumber);
            }
            plain.push('.');
            plain.push_str(decimals);
        } else if whole.is_empty() {
            return Err(NotationFault::NotANumber);
        }
        if let Some(exponent) = exponent {
            plain.push('e');
            plain.push_str(exponent);
        }
        Decimal::parse(plain.as_bytes()).map_err(|fault| match fault {
            DecimalFault::TooManyDigits => NotationFault::TooManyDigits,
            DecimalFault::NotANumber => NotationFault::NotANumber,
        })
    }

    /// The digits before the decimals, without the marks between groups of three.
    fn whole(self, text: &str) -> Result<String, NotationFault> {
        let is_mark = |c: char| match self.thousands {
            Some(' ') => is_space(c),
            Some(mark) => c == mark,
            None => false,
        };
        if !text.chars().all(|c| c.is_ascii_digit() || is_mark(c)) {
            return Err(NotationFault::NotANumber);
        }
        let mut groups = text.split(is_mark);
        let first = groups.next().unwrap_or_default();
        let rest: Vec<&str> = groups.collect();
        let grouped = rest.is_empty() || (1..=3).contains(&first.len());
        if !grouped || rest.iter().any(|group| group.len() != 3) {
            return Err(NotationFault::Groups);
        }
        let digits = first.to_owned() + &rest.concat();
        // JSON allows no zeros before a number, and `Decimal` follows it.
        let bare = digits.trim_start_matches('0');
        Ok(if bare.is_empty() && !digits.is_empty() { "0".to_owned() } else { bare.to_owned() })
    }
}

impl fmt::Display for Notation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("1")?;
        if let Some(mark) = self.thousands {
            write!(f, "{mark}")?;
        }
        write!(f, "234{}56", self.decimals)
    }
}

/// Whether a number is negative, and the rest: a minus before it or brackets around it.
fn sign(text: &str) -> Result<(bool, &str), NotationFault> {
    if let Some(inner) = text.strip_prefix('(') {
        let inner = inner.strip_suffix(')').ok_or(NotationFault::NotANumber)?.trim();
        return if inner.starts_with(['-', '−', '+', '(']) {
            Err(NotationFault::NotANumber)
        } else {
            Ok((true, inner))
        };
    }
    match text.strip_prefix(['-', '−']) {
        Some(rest) => Ok((true, rest.trim_start())),
        None => Ok((false, text.strip_prefix('+').unwrap_or(text).trim_start())),
    }
}

/// What may begin a number besides a digit.
fn is_number_mark(c: char) -> bool {
    matches!(c, '.' | ',' | '-' | '−' | '+')
}

/// Whether what is beside an amount is the sign or the code of the currency.
fn is_of(text: &str, currency: Currency) -> Result<(), NotationFault> {
    let mut marks = text.chars();
    let is_mark = currency.mark() == marks.next() && marks.next().is_none();
    if is_mark || text.eq_ignore_ascii_case(currency.code()) {
        return Ok(());
    }
    let is_sign = |c: char| matches!(c, '$' | '€' | '£' | '¥' | '₹' | '₩' | '₽' | '₺' | '฿' | '₫');
    let is_code = Currency::from_code(&text.to_ascii_uppercase()).is_some();
    if is_code || text.chars().any(is_sign) {
        return Err(NotationFault::OtherCurrency(text.to_owned()));
    }
    Err(NotationFault::NotANumber)
}

/// Spaces as data has them between digits: plain, unbroken, narrow, thin.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{2007}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(example: &str, text: &str) -> String {
        match Notation::new(example).unwrap().amount(text, Currency::USD) {
            Ok(number) => number.to_string(),
            Err(fault) => format!("{fault:?}"),
        }
    }

    #[test]
    fn reads_amounts_as_they_are_shown() {
        for (example, text, meant) in [
            ("1,234.56", "1,234.56", "1234.56"),
            ("1,234.56", "1234.5", "1234.5"),
            ("1,234.56", "12", "12"),
            ("1,234.56", " 1,234,567.00 ", "1234567.00"),
            ("1,234.56", "$1,200.00", "1200.00"),
            ("1,234.56", "-$5.00", "-5.00"),
            ("1,234.56", "($5.00)", "-5.00"),
            ("1,234.56", "$-5.00", "-5.00"),
            ("1,234.56", "$ 5", "5"),
            ("1,234.56", "5.00 USD", "5.00"),
            ("1,234.56", "USD 5.00", "5.00"),
            ("1,234.56", "$.50", "0.50"),
            ("1,234.56", "+5", "5"),
            ("1,234.56", "00012", "12"),
            ("1,234.56", "0", "0"),
            ("1.234,56", "1.234,56", "1234.56"),
            ("1.234,56", "1.234", "1234"),
            ("1.234,56", "0,5", "0.5"),
            ("1.234,56", "1.23", "Groups"),
            ("1.234,56", "1234.567", "Groups"),
            ("1.234,56", ".234", "Groups"),
            ("1 234,56", "1\u{202f}234,56", "1234.56"),
            ("1 234,56", "1\u{a0}234 567", "1234567"),
            ("1'234.56", "1'234.56", "1234.56"),
            ("1234,56", "1234,5", "1234.5"),
            ("1234,56", "1.234,5", "NotANumber"),
            ("1,234.56", "€5", "OtherCurrency(\"€\")"),
            ("1,234.56", "5 EUR", "OtherCurrency(\"EUR\")"),
            ("1,234.56", "US$5", "OtherCurrency(\"US$\")"),
            ("1,234.56", "5 apples", "NotANumber"),
            ("1,234.56", "($-5.00)", "NotANumber"),
            ("1,234.56", "--5", "NotANumber"),
            ("1,234.56", "5-", "NotANumber"),
            ("1,234.56", "1,,234", "Groups"),
            ("1,234.56", "5.", "NotANumber"),
            ("1,234.56", ".", "NotANumber"),
            ("1,234.56", "$", "NotANumber"),
            ("1,234.56", "", "NotANumber"),
            ("1,234.56", "1.5E+3", "1500"),
            ("1.234,56", "1,5e3", "1500"),
            ("1,234.56", "1e", "NotANumber"),
            ("1,234.56", "e3", "NotANumber"),
        ] {
            assert_eq!(amount(example, text), meant, "{example}: {text}");
        }
    }

    #[test]
    fn an_example_is_that_number_in_a_way_that_people_write() {
        for text in ["1,234.56", "1.234,56", "1 234,56", "1'234.56", "1234.56", "1234,56"] {
            assert!(Notation::new(text).is_some(), "{text}");
        }
        for text in ["", "1", "1.234.56", "1,234,56", "1234", "12.34", "1234.567", "1-234.56"] {
            assert!(Notation::new(text).is_none(), "{text}");
        }
    }
}
