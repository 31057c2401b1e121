//! Where a calendar period begins or ends, in other words: `end of next calendar year`.

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::Finding;
use crate::syntax::habits::shapes::Line;
use crate::syntax::parser::Rule;

/// `end of next calendar year`, `start of this month`, `end of year`.
pub(in super::super) fn of_period(line: &Line<'_, '_>) -> Option<Finding> {
    let conditions = [Rule::lone_statements, Rule::lone_declarations, Rule::lone_score_lines];
    if !is_in(line, &conditions) {
        return None;
    }
    (line.first..=line.last).find_map(|at| edge(line, at))
}

fn edge(line: &Line<'_, '_>, at: usize) -> Option<Finding> {
    let spot = line.spot;
    let edge = match line.text(at) {
        "start" | "beginning" => "start",
        "end" => "end",
        _ => return None,
    };
    (line.text(at + 1) == "of").then_some(())?;
    let mut next = at + 2;
    let mut moved = "";
    let words = ["the", "this", "current", "next", "following", "last", "previous", "calendar"];
    while words.contains(&line.text(next)) {
        match line.text(next) {
            "next" | "following" => moved = "+",
            "last" | "previous" => moved = "-",
            _ => {}
        }
        next += 1;
    }
    let unit = line.text(next);
    matches!(unit, "day" | "week" | "month" | "quarter" | "year").then_some(())?;
    let named = line.text(next + 1) == "of" && spot.is_name(next + 2);
    let (last, date) = if named { (next + 2, line.text(next + 2)) } else { (next, "today") };
    // An expression in parentheses is left as it is.
    if line.text(next + 1) == "of" && !named {
        return None;
    }
    let date =
        if moved.is_empty() { date.to_owned() } else { format!("({date} {moved} 1 {unit})") };
    let fixed = format!("{edge} of calendar {unit} of {date}");
    let written = spot.written(at, last);
    if written == fixed {
        return None;
    }
    let title = format!("`{written}` should be `{fixed}`");
    let finding = Finding::new(spot.range(at, last), title, "of which date?");
    Some(finding.code(register::HABIT).help(format!("write `{fixed}`")).with(fixed))
}
