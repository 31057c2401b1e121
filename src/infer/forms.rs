//! How all of the data is written: what the columns have in common.

use super::column::Column;
use super::dates::Written;
use super::kind::Kind;
use super::names::shown;
use super::numbers::currency;
use super::table::Table;
use super::words::Words;
use crate::values::currency::Currency;

/// Codes of currencies that nothing else is likely to be called, even in a header.
const IN_HEADERS: &[&str] =
    &["usd", "eur", "gbp", "cad", "aud", "jpy", "chf", "sek", "nok", "dkk", "pln", "inr", "brl"];

/// How all of the data is written.
#[derive(Clone, Debug)]
pub(super) struct Forms {
    pub currency: Currency,
    /// What shows it, in words; `None` if nothing does.
    pub currency_by: Option<String>,
    /// Other currencies that were seen.
    pub other_currencies: Vec<String>,
    /// `dates as`, for most columns that need it.
    pub dates: Vec<String>,
    /// Whether 03/04 is in April.
    pub day_first: bool,
    /// Whether some column shows that.
    pub day_first_is_known: bool,
    /// `numbers as`, for all columns that need it.
    pub numbers: Option<&'static str>,
    /// `missing as`.
    pub missing: Vec<&'static str>,
    /// Whether some times have no offset.
    pub local_times: bool,
}

/// A column with its name.
struct Named<'t> {
    name: &'t str,
    words: Words,
    column: &'t Column,
}

impl Forms {
    pub(super) fn of(tables: &[Table]) -> Forms {
        let columns: Vec<Named<'_>> = tables
            .iter()
            .flat_map(|table| table.shape.columns())
            .map(|(name, column)| Named { name, words: Words::of(name), column })
            .collect();
        let mut forms = Forms {
            currency: Currency::USD,
            currency_by: None,
            other_currencies: Vec::new(),
            dates: Vec::new(),
            day_first: true,
            day_first_is_known: false,
            numbers: None,
            missing: Vec::new(),
            local_times: false,
        };
        forms.find_currency(&columns);
        forms.find_order(&columns);
        forms.find_missing(&columns);
        forms.find_dates(&columns);
        forms.find_numbers(&columns);
        forms
    }

    /// Whether amounts with this sign or code are in the currency of the file.
    pub(super) fn is_own(&self, mark: &str) -> bool {
        let sign = mark.chars().next().filter(|_| mark.chars().count() == 1);
        let is_sign = sign.is_some() && sign == self.currency.mark();
        is_sign || mark.eq_ignore_ascii_case(self.currency.code())
    }

    /// The currency that amounts are marked with, or that a column names, or a header.
    fn find_currency(&mut self, columns: &[Named<'_>]) {
        let mut found: Vec<(Currency, String)> = Vec::new();
        for Named { name, words, column } in columns {
            let codes = column.choices.all().unwrap_or_default();
            // Any other column shows a currency if nothing is in it but one of those that are common.
            let is_common = |code: &String| {
                IN_HEADERS.iter().any(|common| *code == common.to_ascii_uppercase())
            };
            if !words.is_currency() && !matches!(codes, [only] if is_common(only)) {
                continue;
            }
            let codes = codes.iter().filter(|code| code.len() == 3);
            let known = codes.filter_map(|code| currency(code));
            let by = format!("the column `{}`", shown(name));
            found.extend(known.map(|currency| (currency, by.clone())));
        }
        for Named { column, .. } in columns.iter().filter(|named| named.column.is_number()) {
            let marks = column.numbers.currencies.iter();
            found.extend(
                marks.filter_map(|mark| Some((currency(mark)?, format!("`{mark}` in amounts")))),
            );
        }
        for Named { name, words, .. } in columns {
            let sign = ["€", "£", "$"].into_iter().find(|sign| name.contains(sign));
            let code = words.all().iter().find(|word| IN_HEADERS.contains(&word.as_str()));
            // `$source` is a name of a key, and no amount.
            let sign = sign.filter(|sign| !name.starts_with(sign));
            let currency = code.map(String::as_str).or(sign).and_then(currency);
            found.extend(
                currency.map(|currency| (currency, format!("the column name `{}`", shown(name)))),
            );
        }
        let Some((first, by)) = found.first().cloned() else { return };
        (self.currency, self.currency_by) = (first, Some(by));
        // The sign of the dollar is that of several.
        let is_same =
            |other: Currency| other == first || other == Currency::USD && first.mark() == Some('$');
        for (other, _) in found.iter().filter(|(other, _)| !is_same(*other)) {
            let code = other.code().to_owned();
            if !self.other_currencies.contains(&code) {
                self.other_currencies.push(code);
            }
        }
    }

    /// Whether a day comes before its month: what columns show that leave no doubt, else what is
    /// usual where the currency is.
    fn find_order(&mut self, columns: &[Named<'_>]) {
        let shown: Vec<bool> =
            columns.iter().filter_map(|named| named.column.dates.day_first()).collect();
        self.day_first_is_known = !shown.is_empty();
        let first = shown.iter().filter(|day_first| **day_first).count();
        self.day_first = match shown.is_empty() {
            true => self.currency_by.is_some() && self.currency != Currency::USD,
            false => first * 2 >= shown.len(),
        };
    }

    /// The texts without which a column would not have the type of its other values.
    fn find_missing(&mut self, columns: &[Named<'_>]) {
        for Named { words, column, .. } in columns {
            let typed = Kind::of(column, words, self);
            let takes_any = typed.is_none_or(|kind| kind.takes_texts());
            let means_nothing = |marker: &&&str| !takes_any || !column.doubtful(marker);
            let is_declared = column.values > 0;
            for marker in column.markers.keys().filter(|_| is_declared).filter(means_nothing) {
                if !self.missing.contains(marker) {
                    self.missing.push(marker);
                }
            }
        }
    }

    /// The way to write days that most columns have, with all that follows days in it.
    fn find_dates(&mut self, columns: &[Named<'_>]) {
        let mut ways: Vec<(String, usize, Vec<String>)> = Vec::new();
        for Named { words, column, .. } in columns {
            let kind = Kind::of(column, words, self);
            if !kind.is_some_and(|kind| kind.is_date()) || column.numbers_of_json > 0 {
                continue;
            }
            self.local_times |= column.dates.has_local_times(self.day_first);
            let Some(Written::Patterns(patterns)) = column.dates.written(self.day_first) else {
                continue;
            };
            let day = day_of(&patterns);
            let place = ways.iter().position(|(known, ..)| *known == day).unwrap_or(ways.len());
            if place == ways.len() {
                ways.push((day, 0, Vec::new()));
            }
            let (_, count, all) = &mut ways[place];
            *count += 1;
            all.extend(
                patterns.into_iter().filter(|pattern| !all.contains(pattern)).collect::<Vec<_>>(),
            );
        }
        let most = ways.into_iter().rev().max_by_key(|(_, count, _)| *count);
        self.dates = most.map_or(Vec::new(), |(.., patterns)| patterns);
        self.dates.sort_by_key(String::len);
    }

    /// The way to write numbers that all columns have which need one.
    fn find_numbers(&mut self, columns: &[Named<'_>]) {
        let of_numbers = columns.iter().filter(|Named { words, column, .. }| {
            column.numbers_of_json < column.values
                && Kind::of(column, words, self).is_some_and(|kind| kind.is_number())
        });
        let numbers: Vec<_> = of_numbers.map(|named| &named.column.numbers).collect();
        let needed = numbers.iter().find_map(|numbers| numbers.needed());
        let all = |example: &&str| numbers.iter().all(|numbers| numbers.fits(example));
        self.numbers = needed.and_then(|first| {
            let others = super::numbers::NOTATIONS.into_iter();
            std::iter::once(first).chain(others).find(all).or(Some(first))
        });
    }
}

/// The part of patterns that shows the day.
fn day_of(patterns: &[String]) -> String {
    let first = patterns.first().map_or("", String::as_str);
    first.split(['h', 'T']).next().unwrap_or(first).trim_end_matches([' ', ',']).to_owned()
}
