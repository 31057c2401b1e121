//! Points that were earned or spent in some time, which is a score of its own:
//! `stars earned this calendar year`.

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::lexicon::Balance;
use crate::syntax::habits::shapes::Line;
use crate::syntax::habits::{Finding, numbers};
use crate::syntax::parser::Rule;
use crate::syntax::words::{Kind, Word};

/// `stars earned this year`, `lifetime stars`, `stars within 12 months`.
pub(in super::super) fn earned(line: &Line<'_, '_>) -> Option<Finding> {
    if !is_in(line, &[Rule::lone_statements, Rule::lone_declarations]) {
        return None;
    }
    let names = line.spot.names;
    let name = line.find(|at| {
        at > line.first
            && (names.balances.iter().any(|one| one.name == line.text(at))
                || names.scores.contains(&line.text(at)))
    })?;
    if line.text(name - 1) == "(" || line.text(line.first) == "balance" {
        return None;
    }
    let verb = |at: usize| match line.text(at) {
        "earned" | "collected" | "gained" | "lifetime" | "total" | "got" => Some("earn"),
        "spent" | "used" | "redeemed" => Some("spend"),
        _ => None,
    };
    let after = verb(name + 1);
    let before = verb(name - 1).filter(|_| name - 1 > line.first);
    let said = after.or(before);
    let next = name + 1 + usize::from(after.is_some());
    let window = window(line, next);
    if said.is_none() && window.is_none() {
        return None;
    }
    let start = if before.is_some() { name - 1 } else { name };
    let last = window.as_ref().map_or(next - 1, |(last, _)| *last);
    let range = line.spot.range(start, last);
    let window = window.map(|(_, window)| window);
    let balance = names.balances.iter().find(|one| one.name == line.text(name));
    let Some(balance) = balance else {
        let window = window?;
        let score = line.text(name);
        let title = format!("The lines of the score `{score}` say for how long points count");
        let finding = Finding::new(range, title, "a score has no window").code(register::HABIT);
        let help = format!("write `{}` at the end of the lines of `{score}`", window.clause());
        return Some(finding.help(help).with(score).guess());
    };
    let verb = said.unwrap_or("earn");
    let past = if verb == "earn" { "earned" } else { "spent" };
    let score = format!("{}_{past}", balance.name);
    let lines = score_lines(balance, verb, window.as_ref())?;
    let title =
        format!("`{}` is what is left; what was {past} is a `score` of its own", balance.name);
    let finding = Finding::new(range, title, "this is not in the balance").code(register::HABIT);
    let help = format!("declare `score {score} {lines}`, and write `{score}` here");
    Some(finding.help(help).with(balance.name).guess())
}

/// In what time.
enum Window {
    Lasting(String),
    Calendar(String),
}

impl Window {
    fn clause(&self) -> String {
        match self {
            Window::Lasting(time) => format!("for {time}"),
            Window::Calendar(period) => format!("where (at {period})"),
        }
    }
}

/// `within 12 months`, `this calendar year`, `this year`, with its last word.
fn window(line: &Line<'_, '_>, at: usize) -> Option<(usize, Window)> {
    let mut next = at;
    while matches!(line.text(next), "within" | "in" | "during" | "over" | "the" | "since") {
        next += 1;
    }
    let which = match line.text(next) {
        "this" | "current" => "this",
        "last" | "previous" | "past" => "last",
        _ => "",
    };
    let from = next + usize::from(!which.is_empty());
    if line.spot.kind(from) == Some(Kind::Number) && numbers::is_unit(line.text(from + 1)) {
        let lead = from > at;
        return lead
            .then(|| (from + 1, Window::Lasting(line.spot.written(from, from + 1).to_owned())));
    }
    let calendar = usize::from(line.text(from) == "calendar");
    let unit = line.text(from + calendar);
    let period = matches!(unit, "day" | "week" | "month" | "quarter" | "year");
    (period && !which.is_empty())
        .then(|| (from + calendar, Window::Calendar(format!("{which} calendar {unit}"))))
}

/// The lines of a balance as those of a score.
fn score_lines(balance: &Balance<'_>, verb: &str, window: Option<&Window>) -> Option<String> {
    let own =
        balance.lines.iter().filter(|line| line.first().is_some_and(|word| word.text == verb));
    let lines: Vec<String> = own.map(|words| score_line(words, window)).collect();
    (!lines.is_empty()).then(|| lines.join(" "))
}

fn score_line(words: &[Word<'_>], window: Option<&Window>) -> String {
    let place = |text: &str| words.iter().position(|word| word.text == text);
    let end = words.len();
    let lasting = (1..end).rev().find(|at| {
        words[*at].text == "for" && words.get(at + 1).is_some_and(|next| next.kind == Kind::Number)
    });
    let filter = place("where").map(|at| text(&words[at + 1..lasting.unwrap_or(end)]));
    let points = &words[1..place("where").or(lasting).unwrap_or(end)];
    let points = match points.first().map(|word| word.kind) {
        Some(Kind::Number) => text(points),
        Some(_) | None => format!("1 per 1 of {}", text(points)),
    };
    let more = match (window, filter) {
        (Some(Window::Calendar(period)), Some(filter)) => {
            format!(" where ({filter} and at {period})")
        }
        (Some(Window::Calendar(period)), None) => format!(" where (at {period})"),
        (Some(Window::Lasting(time)), Some(filter)) => format!(" where {filter} for {time}"),
        (Some(Window::Lasting(time)), None) => format!(" for {time}"),
        (None, Some(filter)) => format!(" where {filter}"),
        (None, None) => String::new(),
    };
    format!("add {points}{more}")
}

/// The words as they are usually written.
fn text(words: &[Word<'_>]) -> String {
    let mut out = String::new();
    let mut end = None;
    for word in words {
        if end.is_some_and(|end| word.start > end) {
            out.push(' ');
        }
        out.push_str(word.text);
        end = Some(word.end());
    }
    out
}
