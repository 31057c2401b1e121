//! Numbers, amounts, durations and dates as they are written.

use jiff::tz::TimeZone;

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::sense::number::is_doubtful;
use super::tree::{ExprKind, MoneyUnit, TimeLiteral};
use crate::problems::{Code, register};
use crate::values::time::{TimeFault, parse_instant};
use crate::values::{AsOf, Decimal, Duration, Unit};

const BAD: Code = register::BAD_LITERAL;

impl Reader<'_> {
    /// A number without a sign, as it is written: `1_000.50`.
    pub(super) fn decimal(&mut self, node: &Node<'_>) -> Option<Decimal> {
        self.digits(node, node.as_str())
    }

    fn digits(&mut self, node: &Node<'_>, digits: &str) -> Option<Decimal> {
        let money = node.as_rule() == Rule::marked_money;
        if !digits.contains(',') && is_doubtful(digits, money) {
            self.doubtful(node, digits);
            return None;
        }
        let plain: String = digits.chars().filter(|digit| !matches!(digit, '_' | ',')).collect();
        // Zeros in front carry no value, and JSON's form has none.
        let mut plain = plain.trim_start_matches('0').to_owned();
        if !plain.starts_with(|first: char| first.is_ascii_digit()) {
            plain.insert(0, '0');
        }
        match Decimal::parse(plain.as_bytes()) {
            Ok(number) => Some(number),
            Err(_) => {
                self.too_long(node, "more than 38 digits");
                None
            }
        }
    }

    fn too_long(&mut self, node: &Node<'_>, label: &str) {
        let title = "This number is too long to be kept exactly";
        self.tell(BAD, self.span(node), title, label, "write it with fewer digits");
    }

    /// `1.500`, which is one and a half to some and fifteen hundred to others.
    fn doubtful(&mut self, node: &Node<'_>, digits: &str) {
        let written = node.as_str();
        let whole = written.replace('.', "");
        // One more zero is no thousand to anybody.
        let short = digits.trim_end_matches('0').trim_end_matches('.');
        let short = if digits.ends_with('0') { short.to_owned() } else { format!("{digits}0") };
        let other = written.replace(digits, &short);
        self.tell(
            BAD,
            self.span(node),
            &format!("`{written}` can be read in more than one way"),
            "a decimal point, or a thousands separator?",
            &format!("write `{whole}`, or `{other}` if this is a decimal point"),
        );
    }

    /// `5%` as 0.05.
    pub(super) fn percent(&mut self, node: &Node<'_>) -> Option<ExprKind> {
        self.percentage(node).map(ExprKind::Percent)
    }

    /// `5%` as the number 0.05.
    pub(super) fn percentage(&mut self, node: &Node<'_>) -> Option<Decimal> {
        let number = self.digits(node, node.as_str().trim_end_matches('%'))?;
        let share = number.shifted_down(2);
        if share.is_err() {
            self.too_long(node, "a percentage has up to 36 decimals");
        }
        share.ok()
    }

    /// `$1,200.50`.
    pub(super) fn marked_money(&mut self, node: &Node<'_>) -> Option<ExprKind> {
        let mut characters = node.as_str().chars();
        let mark = characters.next()?;
        let amount = self.digits(node, characters.as_str())?;
        Some(ExprKind::Money { amount, unit: MoneyUnit::Mark(mark) })
    }

    /// A count of events: whole and not negative.
    pub(super) fn count(&mut self, node: &Node<'_>) -> Option<Decimal> {
        let number = self.decimal(node)?;
        if number.is_whole() {
            return Some(number);
        }
        let up = node.as_str().split('.').next().unwrap_or_default();
        self.tell(
            BAD,
            self.span(node),
            "Events are counted in whole numbers",
            "this is not a whole number",
            &format!("write a whole number such as `{up}`"),
        );
        None
    }

    /// A whole number that fits where few are wanted.
    pub(super) fn whole(&mut self, node: &Node<'_>, what: &str, example: &str) -> Option<u32> {
        let number = self.decimal(node)?;
        let whole = number.to_i64().and_then(|whole| u32::try_from(whole).ok());
        if whole.is_none() {
            let title = format!("{what} must be a whole number");
            let label =
                if number.is_whole() { "this is too large" } else { "this is not a whole number" };
            self.tell(BAD, self.span(node), &title, label, &format!("for example `{example}`"));
        }
        whole
    }

    pub(super) fn duration(&mut self, node: Node<'_>) -> Option<Duration> {
        let mut parts = Children::of(node);
        let number = parts.take(Rule::number)?;
        let unit = Unit::from_word(parts.take(Rule::unit)?.as_str())?;
        parts.end();
        let finer = self.finer(&number, unit);
        let example = finer.unwrap_or(Duration { count: 90, unit: Unit::Day }).to_string();
        let count = self.whole(&number, "A length of time", &example)?;
        Some(Duration { count, unit })
    }

    /// The same length in a finer unit, where that is a whole number: 1.5 days are 36 hours.
    fn finer(&self, number: &Node<'_>, unit: Unit) -> Option<Duration> {
        let (times, finer) = match unit {
            Unit::Minute => return None,
            Unit::Hour => (60, Unit::Minute),
            Unit::Day => (24, Unit::Hour),
            Unit::Week => (7, Unit::Day),
            Unit::Month => (30, Unit::Day),
            Unit::Quarter => (3, Unit::Month),
            Unit::Year => (12, Unit::Month),
        };
        let number = Decimal::parse(number.as_str().as_bytes()).ok()?;
        let count = number.checked_mul(Decimal::from(times as i64)).ok()?.to_i64()?;
        Some(Duration { count: u32::try_from(count).ok()?, unit: finer })
    }

    /// `2026-01-31` or `2026-01-31T09:00:00Z`.
    pub(super) fn date(&mut self, node: &Node<'_>) -> Option<ExprKind> {
        match date_or_time(node.as_str()) {
            Ok(kind) => Some(kind),
            Err(error) => {
                let written = node.as_str();
                let (title, help) = match error {
                    TimeFault::Form => (
                        "This date is incomplete".to_owned(),
                        "write the year, then month and day with two digits each, for \
                         example `2026-01-31`, and a time as `2026-01-31T09:00:00Z`"
                            .to_owned(),
                    ),
                    TimeFault::NoSuchDay | TimeFault::NoSuchMonth(_) => (
                        format!("There is no day {}", written.get(..10).unwrap_or(written)),
                        "write a day that exists, as year-month-day".to_owned(),
                    ),
                    TimeFault::NoSuchTime
                    | TimeFault::TooFine
                    | TimeFault::OutOfRange
                    | TimeFault::TooLate
                    | TimeFault::Ambiguous => (
                        format!("`{written}` is not a time"),
                        "write a time as `2026-01-31T09:00:00Z`".to_owned(),
                    ),
                };
                self.tell(BAD, self.span(node), &title, &error.to_string(), &help);
                None
            }
        }
    }
}

/// What is wrong with a day that is not in the calendar.
pub(super) fn wrong_day(written: &str) -> Option<String> {
    match date_or_time(written) {
        Err(fault @ (TimeFault::NoSuchDay | TimeFault::NoSuchMonth(_))) => Some(fault.to_string()),
        Ok(_)
        | Err(
            TimeFault::Form
            | TimeFault::NoSuchTime
            | TimeFault::TooFine
            | TimeFault::OutOfRange
            | TimeFault::TooLate
            | TimeFault::Ambiguous,
        ) => None,
    }
}

fn date_or_time(written: &str) -> Result<ExprKind, TimeFault> {
    let zone = TimeZone::UTC;
    match AsOf::parse(written, &zone)? {
        AsOf::Day(day) => Ok(ExprKind::Day(day)),
        AsOf::Instant(instant) => {
            let offset = written.get(10..).unwrap_or_default();
            let has_offset = offset.contains(['Z', 'z', '+', '-']);
            if has_offset {
                let instant = parse_instant(written.as_bytes(), &zone)?;
                return Ok(ExprKind::Time(TimeLiteral::Instant(instant)));
            }
            // Read as of UTC, where no local time is skipped or repeated, and taken as local.
            Ok(ExprKind::Time(TimeLiteral::Local(zone.to_datetime(instant))))
        }
    }
}
