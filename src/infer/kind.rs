//! The type of a column, as the language writes it.

use super::choices;
use super::column::Column;
use super::dates::Written;
use super::forms::Forms;
use super::names::legal;
use super::words::Words;
use crate::values::Decimal;

/// The type of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number {
        range: Option<(i64, i64)>,
        notation: Option<&'static str>,
    },
    Money {
        in_cents: bool,
        notation: Option<&'static str>,
    },
    Text,
    YesNo,
    Date(When),
    Day(When),
    /// By its name in the rules and in the data.
    Choice(Vec<(String, String)>),
    Set {
        split: Option<char>,
    },
}

/// How days and times are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// As ISO 8601 or the file says.
    Usual,
    Seconds,
    Milliseconds,
    /// In patterns of their own.
    As(Vec<String>),
    /// As usual, and without an offset in UTC.
    InUtc(Vec<String>),
}

impl Kind {
    /// The type that every value of the column fits; `None` if no type takes all of them, or
    /// nothing was seen.
    pub(super) fn of(column: &Column, words: &Words, forms: &Forms) -> Option<Kind> {
        if column.values == 0 {
            // `none` may be the only value so far.
            let is_none = !column.is_empty(forms);
            return is_none.then(|| Kind::choice(column, words, forms)).flatten();
        }
        let json_only = column.numbers_of_json + column.yes_nos;
        if column.yes_nos > 0 {
            return column.is_yes_no().then_some(Kind::YesNo);
        }
        if let Some(kind) = Kind::when(column, words, forms) {
            return Some(kind);
        }
        if column.is_number()
            && let Some(kind) = Kind::number(column, words, forms)
        {
            return Some(kind);
        }
        if column.is_yes_no() && json_only == 0 && !column.is_number() {
            return Some(Kind::YesNo);
        }
        if words.is_set() && json_only == 0 && !column.brackets {
            let text = column.choices.all().unwrap_or_default().concat();
            let split = [';', '|'].into_iter().find(|mark| text.contains(*mark)).unwrap_or(',');
            return Some(Kind::Set { split: Some(split) });
        }
        Some(Kind::choice(column, words, forms).unwrap_or(Kind::Text))
    }

    /// A day or a time, in a text or as a number since 1970.
    fn when(column: &Column, words: &Words, forms: &Forms) -> Option<Kind> {
        if let Some(kind) = Kind::since_1970(column, words) {
            return Some(kind);
        }
        if !column.may_be_dates() {
            return None;
        }
        let written = column.dates.written(forms.day_first)?;
        let several = column.choices.all().is_none_or(|values| values.len() > 2);
        if column.dates.is_compact() && (words.is_code() || !(words.is_time() || several)) {
            return None;
        }
        let own = match written {
            Written::Iso => Vec::new(),
            Written::Patterns(patterns) => {
                let known = patterns.iter().all(|pattern| forms.dates.contains(pattern));
                if known { Vec::new() } else { patterns }
            }
        };
        let local = column.dates.has_local_times(forms.day_first);
        if !column.dates.has_times(forms.day_first) {
            return Some(Kind::Day(if own.is_empty() { When::Usual } else { When::As(own) }));
        }
        Some(Kind::Date(match own.is_empty() {
            _ if local && words.is_utc() => When::InUtc(own),
            true => When::Usual,
            false => When::As(own),
        }))
    }

    fn since_1970(column: &Column, words: &Words) -> Option<Kind> {
        let (low, high) = column.numbers.range.filter(|_| column.is_number())?;
        if !words.is_time() || !column.numbers.plain {
            return None;
        }
        let within = |low_end: i64, high_end: i64| {
            Decimal::from(low_end) <= low && high <= Decimal::from(high_end)
        };
        if within(300_000_000, 4_200_000_000) {
            return Some(Kind::Date(When::Seconds));
        }
        within(300_000_000_000, 4_200_000_000_000).then_some(Kind::Date(When::Milliseconds))
    }

    /// A number that can be reckoned with.
    fn number(column: &Column, words: &Words, forms: &Forms) -> Option<Kind> {
        let numbers = &column.numbers;
        if words.is_yes_no() && column.is_yes_no() {
            return Some(Kind::YesNo);
        }
        // A number with decimals is never a code: `vat` may be an amount or a number in a register.
        let is_code =
            numbers.leading_zero || numbers.digits > 15 || words.is_code() && numbers.whole;
        if is_code && numbers.currencies.is_empty() {
            return None;
        }
        let all_json = column.numbers_of_json == column.values;
        let notation = match forms.numbers {
            _ if all_json => None,
            None => numbers.needed(),
            Some(global) if numbers.fits(global) => None,
            Some(_) => numbers.needed().or(Some("1234.56")),
        };
        if words.is_money() || !numbers.currencies.is_empty() {
            let own = numbers.currencies.iter().all(|mark| forms.is_own(mark));
            let in_cents = words.is_in_cents() && numbers.whole;
            return own.then_some(Kind::Money { in_cents, notation });
        }
        let within = |(low, high): &(i64, i64)| {
            let (low, high) = (Decimal::from(*low), Decimal::from(*high));
            numbers.range.is_some_and(|(least, most)| low <= least && most <= high)
        };
        Some(Kind::Number { range: words.range().filter(within), notation })
    }

    /// A list of values, where there are few, and they are not those of one person each.
    fn choice(column: &Column, words: &Words, forms: &Forms) -> Option<Kind> {
        let values = column.choices.all().unwrap_or_default();
        // Values that come back are few for good. If none does, the next row may have another one.
        let (seen, different) = (column.values, values.len() as u64);
        let is_open = match words.is_name() || column.coded {
            true => seen < 3 * different || seen < 20,
            false => (1..=different).contains(&seen) && !words.is_chosen(),
        };
        let is_text = words.is_personal() || column.free || is_open;
        let markers = column
            .markers
            .keys()
            .filter(|marker| column.doubtful(marker) && !forms.missing.contains(marker));
        let values: Vec<&str> = values.iter().map(String::as_str).chain(markers.copied()).collect();
        let is_code = column.numbers_of_json > 0 || column.is_number();
        let is_few =
            !column.choices.too_many() && !values.is_empty() && values.len() <= choices::MOST;
        if is_text || is_code || !is_few {
            return None;
        }
        let mut names: Vec<(String, String)> = Vec::new();
        for value in values {
            let name = legal(value, "value", |name| names.iter().all(|(known, _)| known != name));
            names.push((name, value.to_owned()));
        }
        Some(Kind::Choice(names))
    }

    pub(super) fn is_number(&self) -> bool {
        match self {
            Kind::Number { .. } | Kind::Money { .. } => true,
            Kind::Text
            | Kind::YesNo
            | Kind::Date(_)
            | Kind::Day(_)
            | Kind::Choice(_)
            | Kind::Set { .. } => false,
        }
    }

    /// Whether it is a time that is counted since 1970.
    pub(super) fn is_counted(&self) -> bool {
        matches!(self, Kind::Date(When::Seconds | When::Milliseconds))
    }

    pub(super) fn is_date(&self) -> bool {
        match self {
            Kind::Date(_) | Kind::Day(_) => true,
            Kind::Text
            | Kind::YesNo
            | Kind::Number { .. }
            | Kind::Money { .. }
            | Kind::Choice(_)
            | Kind::Set { .. } => false,
        }
    }

    /// Whether any text is a value of it.
    pub(super) fn takes_texts(&self) -> bool {
        match self {
            Kind::Text | Kind::Choice(_) | Kind::Set { .. } => true,
            Kind::YesNo
            | Kind::Number { .. }
            | Kind::Money { .. }
            | Kind::Date(_)
            | Kind::Day(_) => false,
        }
    }

    /// As the rules say it.
    pub(super) fn write(&self) -> String {
        match self {
            Kind::Number { range, notation } => {
                let range = range.map_or(String::new(), |(low, high)| format!(" {low} to {high}"));
                format!("number{range}{}", written(notation))
            }
            Kind::Money { in_cents, notation } => {
                format!("money{}{}", if *in_cents { " in cents" } else { "" }, written(notation))
            }
            Kind::Text => "text".to_owned(),
            Kind::YesNo => "yes/no".to_owned(),
            Kind::Date(when) => format!("date{}", when.write()),
            Kind::Day(when) => format!("day{}", when.write()),
            Kind::Choice(values) => {
                let value = |(name, value): &(String, String)| match name == value {
                    true => name.clone(),
                    false => format!("{name} as {}", quoted(value)),
                };
                format!("one of ({})", values.iter().map(value).collect::<Vec<_>>().join(", "))
            }
            Kind::Set { split } => {
                let split = split.map_or(String::new(), |mark| format!(" split \"{mark}\""));
                format!("set of text{split}")
            }
        }
    }
}

impl When {
    /// What follows `date`, `day` or the path of `at`.
    pub(super) fn write(&self) -> String {
        let patterns = |patterns: &[String]| match patterns {
            [] => String::new(),
            patterns => {
                let quoted: Vec<String> = patterns.iter().map(|text| quoted(text)).collect();
                format!(" as {}", quoted.join(" or "))
            }
        };
        match self {
            When::Usual => String::new(),
            When::Seconds => " in seconds".to_owned(),
            When::Milliseconds => " in milliseconds".to_owned(),
            When::As(own) => patterns(own),
            When::InUtc(own) => format!("{} in \"UTC\"", patterns(own)),
        }
    }
}

fn written(notation: &Option<&'static str>) -> String {
    notation.map_or(String::new(), |example| format!(" as {}", quoted(example)))
}

/// A text as a literal of the language.
pub(super) fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}
