//! How many of a gift there can be, for one customer or for all of them together:
//! `at most 10 per customer per year`, `up to 10 per year`.

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::shapes::{Line, MOST};
use crate::syntax::habits::{Finding, numbers};
use crate::syntax::parser::Rule;
use crate::syntax::words::Kind;

/// `at most 10 per customer per year`, `max 3 per year`.
pub(in super::super) fn how_many(line: &Line<'_, '_>) -> Option<Finding> {
    let spot = line.spot;
    let gift = matches!(line.text(line.first), "reward" | "message" | "program" | "alert");
    if !is_in(line, &[Rule::lone_declarations]) || !gift {
        return None;
    }
    let says = |at: usize, words: &[&str]| {
        words.iter().enumerate().all(|(place, word)| line.text(at + place) == *word)
    };
    let (start, lead) = (line.first + 2..=line.last)
        .find_map(|at| Some((at, *MOST.iter().find(|words| says(at, words))?)))?;
    let number = start + lead.len();
    (spot.kind(number) == Some(Kind::Number)).then_some(())?;
    let many = line.text(number);
    many.bytes().all(|byte| byte.is_ascii_digit()).then_some(())?;
    let mut next = number + 1;
    let times = matches!(line.text(next), "times" | "time" | "x");
    next += usize::from(times);
    let (mut customer, mut period) = (false, None);
    let mut last = next - 1;
    while next <= line.last {
        let joint = next;
        while matches!(
            line.text(next),
            "per" | "for" | "each" | "every" | "a" | "an" | "the" | "in" | "/"
        ) {
            next += 1;
        }
        let whom = ["customer", "person", "user", "member", "client", "head", "contact", "guest"];
        if next > joint && whom.contains(&line.text(next)) {
            customer = true;
        } else if let Some(end) = time(line, next).filter(|_| next > joint && period.is_none()) {
            period = Some(spot.written(next, end).to_owned());
            next = end;
        } else {
            break;
        }
        last = next;
        next += 1;
    }
    let ends = last == line.last || matches!(line.text(last + 1), "," | "by");
    (ends && (customer || period.is_some())).then_some(())?;
    let own = |period: &str| match many {
        "1" => format!("once per {period}"),
        _ => format!("{many} times per {period}"),
    };
    let range = spot.range(start, last);
    let written = spot.written(start, last);
    let finding =
        |title: String| Finding::new(range.clone(), title, "how often?").code(register::HABIT);
    match (customer, period) {
        (true, Some(period)) => {
            let fixed = own(&period);
            let title = format!("For each customer, `{written}` should be `{fixed}`");
            Some(finding(title).help(format!("write `{fixed}`")).with(fixed))
        }
        (true, None) if many == "1" => {
            let title = format!("`{written}` should be `once`");
            Some(finding(title).help("write `once`").with("once"))
        }
        (true, None) => {
            let fixed = own("year");
            let title = format!("`{written}` needs a time: in how long?");
            let help = format!("write `{fixed}`, or another time");
            Some(finding(title).help(help).with(fixed).guess())
        }
        // `at most 10 per year` is right as it is, and `up to 3 times per year` is for each customer.
        (false, Some(_)) if times != (lead == ["at", "most"]) => None,
        (false, Some(period)) => {
            let fixed = own(&period);
            let title = "Say whether this is for each customer, or for all of them";
            let help = format!(
                "write `{fixed}` for each customer, or `at most {many} per {period}` for all \
                 customers together"
            );
            Some(finding(title.to_owned()).help(help).with(fixed).guess())
        }
        (false, None) => None,
    }
}

/// The last word of `year`, `calendar year` or `30 days`.
fn time(line: &Line<'_, '_>, at: usize) -> Option<usize> {
    let long = line.text(at) == "calendar" || line.spot.kind(at) == Some(Kind::Number);
    let unit = at + usize::from(long);
    numbers::is_unit(line.text(unit)).then_some(unit)
}
