//! Names that are none: days of the week, holidays, units of time that are shortened, and numbers
//! with letters in them.

use crate::check::at::At;
use crate::check::{Checker, Type};
use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::tree;
use crate::terms::DatePart;
use crate::values::Decimal;
use crate::values::currency::Currency;

/// Holidays that are on the same day every year: the month and the day.
const HOLIDAYS: &[(&str, u8, u8)] = &[
    ("christmas", 12, 25),
    ("xmas", 12, 25),
    ("christmas_day", 12, 25),
    ("christmas_eve", 12, 24),
    ("halloween", 10, 31),
    ("valentines", 2, 14),
    ("valentines_day", 2, 14),
    ("new_year", 1, 1),
    ("new_years_day", 1, 1),
    ("new_years_eve", 12, 31),
];

impl Checker<'_> {
    /// `since Monday`, `at is Saturday`, `today is Christmas`.
    pub(in crate::check) fn day_by_name(&self, name: &str, span: Span, at: At) -> Option<Problem> {
        let date = if matches!(at, At::List(_)) { "at" } else { "today" };
        let low = name.to_lowercase();
        if let Some((_, month, day)) = HOLIDAYS.iter().find(|(holiday, ..)| *holiday == low) {
            let title = format!("A rule does not know the holiday `{name}`");
            let problem = Problem::new(code::UNKNOWN_NAME, title, span, "name the day");
            let fixed = format!("month of {date} is {month} and day of {date} is {day}");
            return Some(problem.help(format!("for this day in any year, write `{fixed}`")));
        }
        let weekday = |day: &&str| day.to_lowercase() == low.trim_end_matches('s');
        let title = format!("`{name}` is not a date: ask for the day of the week");
        let problem = Problem::new(code::UNKNOWN_NAME, title, span, "of which date?");
        if matches!(low.as_str(), "weekend" | "weekends") {
            let fixed = format!("weekday of {date} in (Saturday, Sunday)");
            return Some(problem.help(format!("write `{fixed}`")));
        }
        let day = DatePart::WEEKDAYS.into_iter().find(weekday)?;
        let since = self.written_before(span).ends_with("since");
        Some(
            problem.help(match (since, day) {
                (true, "Monday") => {
                    "write `this calendar week`, which begins on Monday, in place of `since Monday`"
                        .to_owned()
                }
                (true, _) => {
                    "write how long ago, such as `within 7 days`, or `this calendar week`, \
                          which begins on Monday"
                        .to_owned()
                }
                (false, _) => format!("write `weekday of {date} is {day}`"),
            }),
        )
    }

    /// `48 hrs since last visit`, where the unit passes for a kind of events.
    pub(in crate::check) fn short_unit(&self, name: &tree::Name) -> Option<Problem> {
        let unit = match name.text.to_lowercase().as_str() {
            "hr" | "hrs" | "h" => "hour",
            "mins" => "minute",
            "d" | "dys" => "day",
            "wk" | "wks" | "w" => "week",
            "mo" | "mos" | "mth" | "mths" => "month",
            "qtr" | "qtrs" => "quarter",
            "yr" | "yrs" | "y" => "year",
            "dia" | "dias" | "día" | "días" | "jours" | "tag" | "tage" | "tagen" | "giorni"
            | "dagen" => "day",
            "semana" | "semanas" | "semaine" | "semaines" | "woche" | "wochen" | "settimane" => {
                "week"
            }
            "mes" | "meses" | "mois" | "monat" | "monate" | "monaten" | "mesi" => "month",
            "año" | "años" | "anos" | "ans" | "jahr" | "jahre" | "jahren" | "anni" => "year",
            _ => return None,
        };
        let before = self.written_before(name.span);
        let number = before.rsplit(|letter: char| !letter.is_ascii_digit()).next()?;
        let fixed = match number {
            "" => return None,
            "1" => unit.to_owned(),
            _ => format!("{unit}s"),
        };
        let title = format!("`{}` should be `{fixed}`", name.text);
        let problem = Problem::new(code::UNKNOWN_EVENT, title, name.span, "write it in full");
        let help = format!("write `{number} {fixed}`");
        Some(problem.help(help).fix(Fix::likely(name.span, fixed)))
    }

    /// `within 1 month and a half`.
    pub(in crate::check) fn and_a_half(&self, name: &tree::Name) -> Option<Problem> {
        let before = self.written_before(name.span);
        let words: Vec<&str> = before.rsplit(' ').take(4).collect();
        let fixed = match (name.text.as_str(), words.as_slice()) {
            ("half", ["a", "and", "day", "1" | "one" | "a"]) => "36 hours",
            ("half", ["a", "and", "month", "1" | "one" | "a"]) => "6 weeks",
            ("half", ["a", "and", "year", "1" | "one" | "a"]) => "18 months",
            ("half", ["a", "and", "hour", "1" | "one" | "a"]) => "90 minutes",
            _ => return None,
        };
        let length: usize = words.iter().map(|word| word.len() + 1).sum();
        let end = name.span.range().end;
        let start = before.len().checked_sub(length - 1)?;
        let place = Span::new(name.span.file, start, end);
        let title = "A length of time is a whole number and a unit";
        let problem = Problem::new(code::UNKNOWN_EVENT, title, place, "write it in a smaller unit");
        Some(problem.help(format!("write `{fixed}`")).fix(Fix::likely(place, fixed)))
    }

    /// `USD500`, and `l0` for `10`.
    pub(in crate::check) fn glued_number(
        &self,
        name: &str,
        span: Span,
        hint: Option<Type>,
    ) -> Option<Problem> {
        let split = name.find(|letter: char| letter.is_ascii_digit())?;
        let (letters, digits) = name.split_at(split);
        let whole = digits.bytes().all(|byte| byte.is_ascii_digit());
        let wanted = matches!(hint, None | Some(Type::Money | Type::Number));
        if !wanted {
            return None;
        }
        if whole && Currency::from_code(letters).is_some() {
            let own = self.settings.currency.code() == letters;
            let number = Decimal::parse(digits.as_bytes()).ok()?;
            let fixed = if own { self.as_amount(number) } else { format!("{digits} {letters}") };
            let title = format!("Write this amount as `{fixed}`");
            let label = "the currency is joined to the number";
            let problem = Problem::new(code::UNKNOWN_NAME, title, span, label);
            return Some(problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed)));
        }
        let looks = |letter: char| match letter {
            'l' | 'I' => Some('1'),
            'O' | 'o' => Some('0'),
            digit if digit.is_ascii_digit() => Some(digit),
            _ => None,
        };
        let number: String = name.chars().map(looks).collect::<Option<String>>()?;
        let title = format!("`{name}` should be `{number}`");
        let label = "letters that look like digits";
        let problem = Problem::new(code::UNKNOWN_NAME, title, span, label);
        Some(problem.help(format!("write `{number}`")).fix(Fix::likely(span, number)))
    }
}
