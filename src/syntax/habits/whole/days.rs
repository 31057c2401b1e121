//! Days of the year without a year: `today is after January 31`, `on February 1`.

use std::ops::RangeInclusive;

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::Finding;
use crate::syntax::habits::shapes::Line;
use crate::syntax::parser::Rule;
use crate::syntax::vocabulary::ACTIONS;
use crate::syntax::words::Kind;
use crate::values::time::month_of;

/// A day of any year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Day {
    month: usize,
    day: u32,
}

/// `today is Feb 1`, `today between December 1 and December 24`, `on February 1 send news`.
pub(in super::super) fn of_any_year(line: &Line<'_, '_>) -> Option<Finding> {
    if !is_in(line, &[Rule::lone_statements, Rule::lone_declarations]) {
        return None;
    }
    on_day(line).or_else(|| (line.first..=line.last).find_map(|at| compared(line, at)))
}

/// `on February 1 send news`, at the beginning of a line.
fn on_day(line: &Line<'_, '_>) -> Option<Finding> {
    let on = matches!(line.text(line.first), "on" | "every" | "each" | "in");
    if let Some((to, day)) = of_month(line, line.first + 1).filter(|_| on) {
        let asked = format!("when day of today is {day}");
        return Some(monthly(line, line.first..=to, asked));
    }
    let (to, day) = day(line, line.first + 1).filter(|_| on)?;
    let asked = format!("when {}", is(day));
    Some(finding(line, line.first..=to, asked))
}

/// `today is in December`.
fn in_month(line: &Line<'_, '_>, at: usize) -> Option<Finding> {
    let last = match (line.text(at + 1), line.text(at + 2)) {
        ("is", "in" | "during") => at + 3,
        ("in" | "during", _) => at + 2,
        _ => return None,
    };
    let month = month_of(line.text(last)).filter(|_| !line.spot.names.has(line.text(last)))?;
    let asked = format!("month of today is {month}");
    let title = "A month is asked of a date";
    let finding = Finding::new(line.spot.range(at, last), title, "of which date?");
    let dated = line.spot.kind(last + 1) == Some(Kind::Number);
    let finding = finding.code(register::HABIT).help(format!("write `{asked}`"));
    (!dated).then(|| finding.with(asked))
}

fn compared(line: &Line<'_, '_>, at: usize) -> Option<Finding> {
    (line.text(at) == "today").then_some(())?;
    if let Some(finding) = in_month(line, at) {
        return Some(finding);
    }
    let words = [line.text(at + 1), line.text(at + 2), line.text(at + 3)];
    let (mark, from) = match words {
        ["is" | "=" | "in", "between", _] => ("between", at + 3),
        ["between" | "from", ..] => ("between", at + 2),
        ["is", "after" | "past" | ">", _] | ["comes", "after", _] => (">", at + 3),
        ["is", "before" | "<", _] => ("<", at + 3),
        ["is", "on", "or"] if line.text(at + 4) == "after" => ("≥", at + 5),
        ["is", "on", "or"] if line.text(at + 4) == "before" => ("≤", at + 5),
        ["is", "on" | "=", _] => ("is", at + 3),
        ["falls", "on", _] => ("is", at + 3),
        ["after" | ">", ..] => (">", at + 2),
        ["before" | "<", ..] => ("<", at + 2),
        [">=" | "≥" | "since", ..] => ("≥", at + 2),
        ["<=" | "≤" | "until", ..] => ("≤", at + 2),
        ["is" | "=" | "==" | "on", ..] => ("is", at + 2),
        _ => return None,
    };
    if mark == "is"
        && let Some((to, day)) = of_month(line, from)
    {
        return Some(monthly(line, at..=to, format!("day of today is {day}")));
    }
    let (to, first) = day(line, from)?;
    let (to, asked) = match mark {
        "between" => {
            let joint = matches!(line.text(to + 1), "and" | "to" | "until" | "-" | "–");
            let (to, last) = day(line, to + 2).filter(|_| joint)?;
            (to, between(first, last))
        }
        "is" => (to, is(first)),
        ">" => (to, from_on(first.next()?)),
        "≥" => (to, from_on(first)),
        "<" => (to, up_to(first.before()?)),
        _ => (to, up_to(first)),
    };
    let joins = |word: &str| matches!(word, "and" | "or" | "not");
    let alone = !joins(line.text(at - 1)) && !joins(line.text(to + 1));
    let several = asked.contains(" or ") || (asked.contains(" and ") && line.text(at - 1) == "not");
    let asked = if several && !alone { format!("({asked})") } else { asked };
    Some(finding(line, at..=to, asked))
}

fn finding(line: &Line<'_, '_>, words: RangeInclusive<usize>, asked: String) -> Finding {
    let (from, to) = (*words.start(), *words.end());
    let title = "A day without a year is asked for by its month and its day";
    let finding = Finding::new(line.spot.range(from, to), title, "this has no year");
    finding.code(register::HABIT).help(format!("write `{asked}`")).with(asked)
}

/// A day of each month.
fn monthly(line: &Line<'_, '_>, words: RangeInclusive<usize>, asked: String) -> Finding {
    let (from, to) = (*words.start(), *words.end());
    let title = "A day of each month is asked of a date";
    let finding = Finding::new(line.spot.range(from, to), title, "of which date?");
    finding.code(register::HABIT).help(format!("write `{asked}`")).with(asked)
}

/// `the 1st`, `the 15th of each month`, `day 1 of the month`, with its last word.
fn of_month(line: &Line<'_, '_>, at: usize) -> Option<(usize, u32)> {
    let the = at + usize::from(line.text(at) == "the");
    let called = usize::from(line.text(the) == "day");
    let word = line.spot.word(the + called).filter(|word| word.kind == Kind::Number)?;
    let digits = word.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let nth = ["st", "nd", "rd", "th"].contains(&&word.text[digits.len()..]);
    let day: u32 = digits.parse().ok().filter(|day| (1..=31).contains(day))?;
    let mut to = the + called;
    let mut next = to + 1;
    while matches!(line.text(next), "day" | "of" | "in" | "each" | "every" | "the" | "a" | "any") {
        next += 1;
    }
    let month = line.text(next) == "month";
    if month {
        to = next;
    }
    // `the 1st of February` is one day of a year, and `the 3rd purchase` is none.
    let ends = month || next == to + 1 && (next > line.last || goes_on(line.text(next)));
    ((nth || month) && ends && to <= line.last).then_some((to, day))
}

/// Whether a condition has ended before this word.
fn goes_on(word: &str) -> bool {
    matches!(word, "and" | "or" | "then" | "," | ")") || ACTIONS.contains(&word)
}

/// `January 31`, `31 January`, `the 1st of February`, with its last word.
fn day(line: &Line<'_, '_>, at: usize) -> Option<(usize, Day)> {
    let at = at + usize::from(line.text(at) == "the");
    let number = |at: usize| -> Option<u32> {
        let word = line.spot.word(at).filter(|word| word.kind == Kind::Number)?;
        let digits = word.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ends = ["", "st", "nd", "rd", "th"].contains(&&word.text[digits.len()..]);
        digits.parse().ok().filter(|day| ends && (1..=31).contains(day))
    };
    let month = |at: usize| {
        let free = !line.spot.names.has(line.text(at));
        month_of(line.text(at)).filter(|_| free && line.spot.kind(at) == Some(Kind::Word))
    };
    let (to, day, month) = match (month(at), number(at)) {
        (Some(month), _) => {
            let the = usize::from(line.text(at + 1) == "the");
            (at + 1 + the, number(at + 1 + the)?, month)
        }
        (None, Some(day)) => {
            let of = usize::from(line.text(at + 1) == "of");
            (at + 1 + of, day, month(at + 1 + of)?)
        }
        (None, None) => return None,
    };
    let year = |at: usize| line.text(at).len() == 4 && line.spot.kind(at) == Some(Kind::Number);
    let dated = year(to + 1) || (line.text(to + 1) == "," && year(to + 2));
    (!dated && to <= line.last && day <= days_in(month)).then_some((to, Day { month, day }))
}

fn days_in(month: usize) -> u32 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Day {
    fn is_first(self) -> bool {
        self.day == 1
    }

    fn is_last(self) -> bool {
        self.day >= days_in(self.month) || (self.month == 2 && self.day == 28)
    }

    /// The day after it, in the same year.
    fn next(self) -> Option<Day> {
        match self.is_last() && self.day >= days_in(self.month) {
            true if self.month == 12 => None,
            true => Some(Day { month: self.month + 1, day: 1 }),
            false => Some(Day { day: self.day + 1, ..self }),
        }
    }

    /// The day before it, in the same year.
    fn before(self) -> Option<Day> {
        match self.day {
            1 if self.month == 1 => None,
            1 => Some(Day { month: self.month - 1, day: days_in(self.month - 1) }),
            day => Some(Day { day: day - 1, ..self }),
        }
    }
}

fn is(day: Day) -> String {
    format!("month of today is {} and day of today is {}", day.month, day.day)
}

fn from_on(day: Day) -> String {
    let Day { month, day: number } = day;
    match (day.is_first(), month) {
        (true, _) => format!("month of today ≥ {month}"),
        (false, 12) => format!("month of today is 12 and day of today ≥ {number}"),
        (false, _) => format!(
            "month of today > {month} or month of today is {month} and day of today ≥ {number}"
        ),
    }
}

fn up_to(day: Day) -> String {
    let Day { month, day: number } = day;
    match (day.day >= days_in(month), month) {
        (true, _) => format!("month of today ≤ {month}"),
        (false, 1) => format!("month of today is 1 and day of today ≤ {number}"),
        (false, _) => format!(
            "month of today < {month} or month of today is {month} and day of today ≤ {number}"
        ),
    }
}

fn between(first: Day, last: Day) -> String {
    let (one, other) = (first.month, last.month);
    let whole = first.is_first() && last.is_last();
    let in_brackets = |text: String| match text.contains(" or ") {
        true => format!("({text})"),
        false => text,
    };
    match () {
        () if whole && one == other => format!("month of today is {one}"),
        () if whole && one < other => format!("month of today between {one} and {other}"),
        () if one == other && first <= last => format!(
            "month of today is {one} and day of today between {} and {}",
            first.day, last.day
        ),
        // From one year to the next.
        () if first > last => format!("{} or {}", from_on(first), up_to(last)),
        () => format!("{} and {}", in_brackets(from_on(first)), in_brackets(up_to(last))),
    }
}
