//! How data writes days and times, as a rule file shows it: `dd/mm/yyyy hh:mm`.

use std::fmt;

use jiff::civil::{Date, Time};

use super::TimeFault;
use super::parse::no_such;

/// A form of days or times, such as `dd/mm/yyyy` or `mmm d, yyyy h:mm am`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    parts: Vec<Part>,
}

/// What a part of the text holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Field(Field),
    /// It is written as it is.
    Literal(char),
}

/// What some letters of a pattern mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    /// `yyyy`
    Year,
    /// `yy`: 1970 to 2069.
    ShortYear,
    /// `mm`, or `m` for one digit or two.
    Month(Digits),
    /// `mmm`: the English name, in full or three letters of it.
    MonthName,
    /// `dd` or `d`
    Day(Digits),
    /// `hh` or `h`
    Hour(Digits),
    /// `mm` after the hours.
    Minute,
    /// `ss`
    Second,
    /// `am`: am or pm.
    Half,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Digits {
    Two,
    OneOrTwo,
}

/// Why a text is not a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternFault {
    /// Nothing in it says which year, month or day it is.
    Lacks(&'static str),
    /// It says something twice.
    Twice(&'static str),
    /// It says one thing, which means nothing without the other: minutes without hours.
    Without(&'static str, &'static str),
    /// The letters mean something only in lower case.
    UpperCase(String),
    /// Digits follow each other, and nothing says where the first of two numbers ends.
    RunTogether,
}

impl fmt::Display for PatternFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PatternFault::Lacks(what) => write!(f, "it does not show the {what}"),
            PatternFault::Twice(what) => write!(f, "it shows the {what} twice"),
            PatternFault::Without(what, other) => {
                write!(f, "it shows the {what} without the {other}")
            }
            PatternFault::UpperCase(letters) => {
                write!(f, "the letters are lower case: `{}`", letters.to_lowercase())
            }
            PatternFault::RunTogether => {
                f.write_str("nothing shows where one number ends and the next begins")
            }
        }
    }
}

/// A day and perhaps a time of day, of no zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    /// The day.
    pub date: Date,
    /// The time of day, if it is written.
    pub time: Option<Time>,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month, from 1, of its English name, in full or by three letters or more, in any case.
pub fn month_of(word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    let at = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(&word))?;
    Some(at + 1)
}

impl Pattern {
    /// Reads a pattern. Words of the letters `yyyy yy mmm mm m dd d hh h ss am` are fields, and
    /// everything else stands for itself.
    ///
    /// # Errors
    ///
    /// If it does not say a day once, or half a time of day.
    pub fn new(text: &str) -> Result<Pattern, PatternFault> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            if length == 0 {
                parts.push(Part::Literal(c));
                rest = &rest[c.len_utf8()..];
                continue;
            }
            let (word, after) = rest.split_at(length);
            match fields(word, &parts) {
                Some(fields) => parts.extend(fields),
                None if fields(&word.to_lowercase(), &parts).is_some() => {
                    return Err(PatternFault::UpperCase(word.to_owned()));
                }
                None => parts.extend(word.chars().map(Part::Literal)),
            }
            rest = after;
        }
        check(&parts)?;
        Ok(Pattern { text: text.to_owned(), parts })
    }

    /// As the rule file writes it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The same with the day in the place of the month: `dd/mm/yyyy` for `mm/dd/yyyy`.
    pub fn turned(&self) -> Option<Pattern> {
        let (day, month) = (self.text.find("dd")?, self.text.find("mm")?);
        let mut text = self.text.clone();
        text.replace_range(day..day + 2, "mm");
        text.replace_range(month..month + 2, "dd");
        Pattern::new(&text).ok()
    }

    /// What a text in this form says.
    ///
    /// # Errors
    ///
    /// [`TimeFault::Form`] if it is of another form; the others if there is no such day or time.
    pub fn read(&self, text: &str) -> Result<Local, TimeFault> {
        let mut said = Said::default();
        let mut rest = text;
        for part in &self.parts {
            rest = match part {
                Part::Literal(c) => rest.strip_prefix(*c).ok_or(TimeFault::Form)?,
                Part::Field(field) => said.take(*field, rest)?,
            };
        }
        if rest.is_empty() { said.local() } else { Err(TimeFault::Form) }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The fields that a word is made of; `None` if it is not made of fields alone. A `T` or `Z`
/// between fields stands for itself, as in ISO 8601.
fn fields(word: &str, before: &[Part]) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let all = before.iter().chain(&parts);
        let mut fields = all.filter_map(|part| match part {
            Part::Field(field) => Some(*field),
            Part::Literal(_) => None,
        });
        let (part, length) = field(rest, fields.next_back())?;
        parts.push(part);
        rest = &rest[length..];
    }
    parts.iter().any(|part| matches!(part, Part::Field(_))).then_some(parts)
}

/// The field at the start of a word, and how many letters it is. `mm` is minutes after hours.
fn field(word: &str, last: Option<Field>) -> Option<(Part, usize)> {
    let after_hour = matches!(last, Some(Field::Hour(_)));
    let run = |letter: u8| word.bytes().take_while(|byte| *byte == letter).count();
    let field = match (word.as_bytes().first()?, run(*word.as_bytes().first()?)) {
        (b'y', 4) => Field::Year,
        (b'y', 2) => Field::ShortYear,
        (b'm', 3) => Field::MonthName,
        (b'm', 2) if after_hour => Field::Minute,
        (b'm', 2) => Field::Month(Digits::Two),
        (b'm', 1) if !after_hour => Field::Month(Digits::OneOrTwo),
        (b'd', 2) => Field::Day(Digits::Two),
        (b'd', 1) => Field::Day(Digits::OneOrTwo),
        (b'h', 2) => Field::Hour(Digits::Two),
        (b'h', 1) => Field::Hour(Digits::OneOrTwo),
        (b's', 2) => Field::Second,
        (b'a', _) if word.starts_with("am") => Field::Half,
        (letter @ (b'T' | b'Z'), _) => return Some((Part::Literal(char::from(*letter)), 1)),
        _ => return None,
    };
    Some((Part::Field(field), field.letters()))
}

impl Field {
    fn letters(self) -> usize {
        match self {
            Field::Year => 4,
            Field::MonthName => 3,
            Field::ShortYear | Field::Minute | Field::Second | Field::Half => 2,
            Field::Month(digits) | Field::Day(digits) | Field::Hour(digits) => match digits {
                Digits::Two => 2,
                Digits::OneOrTwo => 1,
            },
        }
    }

    /// What it says, in words.
    fn what(self) -> &'static str {
        match self {
            Field::Year | Field::ShortYear => "year",
            Field::Month(_) | Field::MonthName => "month",
            Field::Day(_) => "day",
            Field::Hour(_) => "hours",
            Field::Minute => "minutes",
            Field::Second => "seconds",
            Field::Half => "half of the day",
        }
    }

    fn has_open_end(self) -> bool {
        match self {
            Field::Month(digits) | Field::Day(digits) | Field::Hour(digits) => {
                digits == Digits::OneOrTwo
            }
            Field::Year
            | Field::ShortYear
            | Field::MonthName
            | Field::Minute
            | Field::Second
            | Field::Half => false,
        }
    }

    fn is_digits(self) -> bool {
        match self {
            Field::MonthName | Field::Half => false,
            Field::Year
            | Field::ShortYear
            | Field::Month(_)
            | Field::Day(_)
            | Field::Hour(_)
            | Field::Minute
            | Field::Second => true,
        }
    }
}

fn check(parts: &[Part]) -> Result<(), PatternFault> {
    let fields: Vec<Field> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Field(field) => Some(*field),
            Part::Literal(_) => None,
        })
        .collect();
    for (place, field) in fields.iter().enumerate() {
        if fields[..place].iter().any(|other| other.what() == field.what()) {
            return Err(PatternFault::Twice(field.what()));
        }
    }
    let has = |what: &str| fields.iter().any(|field| field.what() == what);
    for what in ["year", "month", "day"] {
        if !has(what) {
            return Err(PatternFault::Lacks(what));
        }
    }
    for (what, other) in [
        ("minutes", "hours"),
        ("seconds", "minutes"),
        ("half of the day", "hours"),
        ("hours", "minutes"),
    ] {
        // `h am` is a time of day without its minutes.
        let complete = has(other) || what == "hours" && has("half of the day");
        if has(what) && !complete {
            return Err(PatternFault::Without(what, other));
        }
    }
    let runs_together = parts.windows(2).any(|pair| match pair {
        [Part::Field(one), Part::Field(next)] => one.has_open_end() && next.is_digits(),
        [Part::Field(one), Part::Literal(next)] => one.has_open_end() && next.is_ascii_digit(),
        _ => false,
    });
    if runs_together { Err(PatternFault::RunTogether) } else { Ok(()) }
}

/// What the fields of a text say.
#[derive(Default)]
struct Said {
    year: i16,
    month: i8,
    day: i8,
    hour: Option<i8>,
    minute: i8,
    second: i8,
    /// Whether it is pm.
    afternoon: Option<bool>,
}

impl Said {
    /// Takes a field from the start of the text, and gives the rest.
    fn take<'t>(&mut self, field: Field, text: &'t str) -> Result<&'t str, TimeFault> {
        let (value, rest) = match field {
            Field::MonthName => month(text)?,
            Field::Half => half(text)?,
            Field::Year => number(text, 4, 4)?,
            Field::ShortYear | Field::Minute | Field::Second => number(text, 2, 2)?,
            Field::Month(digits) | Field::Day(digits) | Field::Hour(digits) => match digits {
                Digits::Two => number(text, 2, 2)?,
                Digits::OneOrTwo => number(text, 1, 2)?,
            },
        };
        // Two digits always fit.
        let small = i8::try_from(value).unwrap_or(0);
        match field {
            Field::Year => self.year = value,
            Field::ShortYear => self.year = if value < 70 { 2000 + value } else { 1900 + value },
            Field::Month(_) | Field::MonthName => self.month = small,
            Field::Day(_) => self.day = small,
            Field::Hour(_) => self.hour = Some(small),
            Field::Minute => self.minute = small,
            Field::Second => self.second = small,
            Field::Half => self.afternoon = Some(value == 1),
        }
        Ok(rest)
    }

    fn local(self) -> Result<Local, TimeFault> {
        let date = Date::new(self.year, self.month, self.day);
        let date = date.map_err(|_| no_such(self.month))?;
        let Some(hour) = self.hour else { return Ok(Local { date, time: None }) };
        let hour = match self.afternoon {
            None => hour,
            Some(_) if !(1..=12).contains(&hour) => return Err(TimeFault::NoSuchTime),
            Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
        };
        if self.second > 59 {
            return Err(TimeFault::NoSuchTime);
        }
        let time = Time::new(hour, self.minute, self.second, 0);
        Ok(Local { date, time: Some(time.map_err(|_| TimeFault::NoSuchTime)?) })
    }
}

/// The number of so many digits at the start, and what follows it.
fn number(text: &str, least: usize, most: usize) -> Result<(i16, &str), TimeFault> {
    let digits = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if digits < least {
        return Err(TimeFault::Form);
    }
    let (number, rest) = text.split_at(digits);
    Ok((number.parse().map_err(|_| TimeFault::Form)?, rest))
}

/// The month whose English name is at the start, in any case.
fn month(text: &str) -> Result<(i16, &str), TimeFault> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let name = text[..letters].to_ascii_lowercase();
    let is = |month: &&str| name == **month || name == month[..3];
    let place = MONTHS.iter().position(is).ok_or(TimeFault::Form)?;
    Ok((i16::try_from(place + 1).map_err(|_| TimeFault::Form)?, &text[letters..]))
}

/// 1 for pm and 0 for am, in any case.
fn half(text: &str) -> Result<(i16, &str), TimeFault> {
    let (word, rest) = text.split_at_checked(2).ok_or(TimeFault::Form)?;
    match word.to_ascii_lowercase().as_str() {
        "am" => Ok((0, rest)),
        "pm" => Ok((1, rest)),
        _ => Err(TimeFault::Form),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pattern: &str, text: &str) -> String {
        match Pattern::new(pattern).unwrap().read(text) {
            Ok(Local { date, time: None }) => date.to_string(),
            Ok(Local { date, time: Some(time) }) => format!("{date} {time}"),
            Err(fault) => format!("{fault:?}"),
        }
    }

    #[test]
    fn reads_what_exports_write() {
        for (pattern, text, meant) in [
            ("dd/mm/yyyy", "31/12/2025", "2025-12-31"),
            ("mm/dd/yy", "12/31/69", "2069-12-31"),
            ("mm/dd/yy", "12/31/70", "1970-12-31"),
            ("m/d/yyyy h:mm", "1/2/2025 9:05", "2025-01-02 09:05:00"),
            ("m/d/yyyy h:mm", "11/12/2025 19:05", "2025-11-12 19:05:00"),
            ("dd.mm.yyyy hh:mm:ss", "01.02.2025 23:59:59", "2025-02-01 23:59:59"),
            ("mmm d, yyyy", "Jan 5, 2025", "2025-01-05"),
            ("mmm d, yyyy", "january 15, 2025", "2025-01-15"),
            ("d mmm yyyy hh:mm am", "5 May 2025 12:00 AM", "2025-05-05 00:00:00"),
            ("d mmm yyyy hh:mm am", "5 May 2025 12:00 pm", "2025-05-05 12:00:00"),
            ("yyyy/mm/dd h am", "2025/05/05 3 pm", "2025-05-05 15:00:00"),
            ("yyyymmdd", "20250505", "2025-05-05"),
            ("yyyymmddThhmmss", "20250505T010203", "2025-05-05 01:02:03"),
            ("hh:mm, dd.mm.yyyy", "09:30, 01.02.2025", "2025-02-01 09:30:00"),
            ("d de mmm yyyy", "5 de may 2025", "2025-05-05"),
            ("dd/mm/yyyy", "31/02/2025", "NoSuchDay"),
            ("dd/mm/yyyy hh:mm", "01/02/2025 24:00", "NoSuchTime"),
            ("dd/mm/yyyy hh:mm am", "01/02/2025 13:00 pm", "NoSuchTime"),
            ("dd/mm/yyyy hh:mm:ss", "01/02/2025 10:00:60", "NoSuchTime"),
            ("dd/mm/yyyy", "1/02/2025", "Form"),
            ("dd/mm/yyyy", "01/02/2025 ", "Form"),
            ("dd/mm/yyyy", "01/02/25", "Form"),
            ("dd/mm/yyyy", "", "Form"),
            ("d mmm yyyy", "5 Smarch 2025", "Form"),
            ("d mmm yyyy", "5 é", "Form"),
        ] {
            assert_eq!(read(pattern, text), meant, "{pattern} {text}");
        }
    }

    #[test]
    fn refuses_what_shows_no_day() {
        let fault = |text: &str| Pattern::new(text).unwrap_err().to_string();
        assert_eq!(fault("mm/yyyy"), "it does not show the day");
        assert_eq!(fault("hh:mm"), "it does not show the year");
        assert_eq!(fault("dd/dd/yyyy"), "it shows the day twice");
        assert_eq!(fault("DD/MM/YYYY"), "the letters are lower case: `dd`");
        assert_eq!(fault("dd/mm/yyyy mm"), "it shows the month twice");
        assert_eq!(fault("dd/mm/yyyy hh"), "it shows the hours without the minutes");
        assert_eq!(fault("dd/mm/yyyy hh:ss"), "it shows the seconds without the minutes");
        assert_eq!(fault("dmyyyy"), "nothing shows where one number ends and the next begins");
        assert_eq!(fault("dd/mm/yyyy am"), "it shows the half of the day without the hours");
        assert_eq!(fault(""), "it does not show the year");
    }
}
