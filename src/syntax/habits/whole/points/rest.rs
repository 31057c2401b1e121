//! What people say after the points of a line: which events, for how long, and what a line cannot
//! say.

use super::{Issue, Points, decimal, value};
use crate::syntax::habits::numbers;
use crate::syntax::habits::shapes::Line;
use crate::syntax::words::Kind;

/// Reads the rest of a line into it; nothing where something is not understood.
pub(super) fn read(line: &Line<'_, '_>, from: usize, points: &mut Points) -> Option<()> {
    let mut at = from;
    while at <= line.last {
        at = one(line, at, points)?;
    }
    Some(())
}

/// Reads one part; the place after it.
fn one(line: &Line<'_, '_>, at: usize, points: &mut Points) -> Option<usize> {
    let word = line.text(at);
    if matches!(word, "," | "but" | "and") && at < line.last {
        let before = points.issues.len();
        let end = one(line, at + 1, points)?;
        if points.issues.len() == before {
            points.issue(at..=at, format!("`{word}` is not needed here"), "remove this");
        }
        return Some(end);
    }
    if let Some((end, window)) = calendar(line, at) {
        let title = format!("The events of a calendar period are chosen with `where ({window})`");
        points.issue(at..=end, title, "written in another way");
        points.wheres.push(window);
        return Some(end + 1);
    }
    if let Some(end) = until(line, at, points) {
        return Some(end + 1);
    }
    if let Some((end, time, same)) = lasting(line, at) {
        if !same {
            let title = format!("How long points last is said with `for {time}`");
            points.issue(at..=end, title, "written in another way");
        }
        if points.lasting.is_some() {
            return None;
        }
        points.lasting = Some(time);
        return Some(end + 1);
    }
    if matches!(word, "*" | "x" | "×") {
        return times(line, at, points);
    }
    if let Some(end) = bound(line, at, points).or_else(|| fading(line, at, points)) {
        return Some(end + 1);
    }
    filter(line, at, points).or_else(|| value::compared(line, at, points))
}

/// `where length > 3`, `if length > 3`.
fn filter(line: &Line<'_, '_>, at: usize, points: &mut Points) -> Option<usize> {
    let word = line.text(at);
    let joints = ["where", "if", "when", "unless", "with", "having", "while"];
    let ends = |place: usize| {
        place > line.last
            || line.text(place) == ","
            || calendar(line, place).is_some()
            || line.text(place) == "for" && lasting(line, place).is_some()
            || matches!(line.text(place), "until" | "expires" | "expiring")
    };
    if !joints.contains(&word) || ends(at + 1) {
        return None;
    }
    let end = (at + 1..=line.last + 1).find(|place| ends(*place))?;
    let asked = line.spot.written(at + 1, end - 1);
    let asked = if word == "unless" { format!("not ({asked})") } else { asked.to_owned() };
    if word != "where" {
        points.issue(at..=at, format!("`{word}` should be `where`"), "which events?");
    }
    if points.lasting.is_some() {
        points.issue(at..=end - 1, "`where` comes before `for`", "move this");
    }
    points.wheres.push(asked);
    Some(end)
}

/// `this calendar year`, `in this year`, `last calendar month`.
fn calendar(line: &Line<'_, '_>, at: usize) -> Option<(usize, String)> {
    let lead = matches!(line.text(at), "in" | "within" | "during" | "for" | "since");
    let mut next = at + usize::from(lead);
    next += usize::from(line.text(next) == "the");
    let which = match line.text(next) {
        "this" | "current" => "this",
        "last" | "previous" if line.text(next + 1) == "calendar" => "last",
        _ => return None,
    };
    let calendar = usize::from(line.text(next + 1) == "calendar");
    let unit = next + 1 + calendar;
    let period = matches!(line.text(unit), "day" | "week" | "month" | "quarter" | "year");
    period.then(|| (unit, format!("at {which} calendar {}", line.text(unit))))
}

/// `until end of next calendar year`.
fn until(line: &Line<'_, '_>, at: usize, points: &mut Points) -> Option<usize> {
    let mut next = at;
    next += usize::from(matches!(line.text(next), "expires" | "expire" | "valid" | "lasts"));
    matches!(line.text(next), "until" | "till" | "at").then_some(())?;
    next += 1;
    next += usize::from(line.text(next) == "the");
    (line.text(next) == "end" && line.text(next + 1) == "of").then_some(())?;
    next += 2;
    let mut ahead = false;
    while matches!(line.text(next), "the" | "this" | "current" | "next" | "following" | "calendar")
    {
        ahead |= matches!(line.text(next), "next" | "following");
        next += 1;
    }
    let unit = line.text(next);
    matches!(unit, "day" | "week" | "month" | "quarter" | "year").then_some(())?;
    let (title, label) = match ahead {
        true => {
            points.lasting = Some(format!("1 calendar {unit}"));
            (
                format!(
                    "Points last until the end of the next {unit} with `for 1 calendar {unit}`"
                ),
                "for how long?",
            )
        }
        false => {
            points.wheres.push(format!("at this calendar {unit}"));
            let window = format!("where (at this calendar {unit})");
            (format!("Points that end with the {unit} are `{window}`"), "for how long?")
        }
    };
    points.issue(at..=next, title, label);
    Some(next)
}

/// `for 30 days`, `within 1 year`, `expires after 12 months`, and whether it is said so already.
fn lasting(line: &Line<'_, '_>, at: usize) -> Option<(usize, String, bool)> {
    let mut next = at;
    let verbs = ["expires", "expire", "expiring", "valid", "lasts", "lasting", "good", "that"];
    while verbs.contains(&line.text(next)) {
        next += 1;
    }
    let leads = ["for", "within", "in", "during", "over", "after", "the", "last", "past"];
    let start = next;
    while leads.contains(&line.text(next)) {
        next += 1;
    }
    (next > at).then_some(())?;
    let same = start == at && next == at + 1 && line.text(at) == "for";
    // `over 3` and `after 3 orders` are no times.
    let (end, time) = length(line, next)?;
    Some((end, time, same))
}

/// `30 days`, `6 calendar months`, `a year`, with its last word.
pub(super) fn length(line: &Line<'_, '_>, at: usize) -> Option<(usize, String)> {
    if numbers::is_unit(line.text(at)) {
        return Some((at, format!("1 {}", line.text(at))));
    }
    let number = line.spot.number(at).filter(|_| at <= line.last)?;
    let calendar = line.text(at + 1) == "calendar";
    let unit = at + 1 + usize::from(calendar);
    let word = if calendar { "calendar " } else { "" };
    let is_unit = numbers::is_unit(line.text(unit));
    is_unit.then(|| (unit, format!("{number} {word}{}", line.text(unit))))
}

/// `* 1.5`.
fn times(line: &Line<'_, '_>, at: usize, points: &mut Points) -> Option<usize> {
    let factor = decimal(line.text(at + 1))?;
    let own = points.number.is_none();
    let number = points.number.unwrap_or_else(|| 1i64.into());
    points.number = Some(number.checked_mul(factor).ok()?.normalized());
    if own {
        points.counted = format!("1 of {}", points.counted);
    }
    let title = "Multiply the points yourself: a line has one number";
    points.issues.insert(
        0,
        Issue { words: at..=at + 1, title: title.to_owned(), label: "remove this", help: None },
    );
    Some(at + 2)
}

/// `max 25`, `up to 25 points`.
fn bound(line: &Line<'_, '_>, at: usize, points: &mut Points) -> Option<usize> {
    let words =
        ["max", "maximum", "at", "most", "up", "to", "capped", "limited", "no", "more", "than"];
    let mut next = at;
    while words.contains(&line.text(next)) {
        next += 1;
    }
    let marked = usize::from(matches!(line.text(next), "$" | "€" | "£"));
    let number = next + marked;
    let plain = line.spot.kind(number) == Some(Kind::Number) && next > at;
    let length = numbers::is_unit(line.text(number + 1));
    (plain && !length).then_some(())?;
    let mut end = number;
    if matches!(line.text(number + 1), "points" | "point" | "total" | "altogether") {
        end += 1;
    }
    // `at most 3 per day` says something else.
    (end == line.last || line.text(end + 1) == ",").then_some(())?;
    let bound = line.text(number);
    let (title, help) = match (points.is_score, line.spot.names.scores.as_slice()) {
        (true, [score]) => (
            "A line has no bound of its own: the score has",
            format!(
                "for the whole score, write `score {score} at most {bound}`; for these points alone, \
                 give them a score of their own"
            ),
        ),
        (true, _) => (
            "A line has no bound of its own: the score has",
            format!(
                "for the whole score, write `at most {bound}` after its name; for these points alone, \
                 give them a score of their own"
            ),
        ),
        (false, _) => (
            "A balance has no upper bound",
            "remove this, and compare the balance where it is used".to_owned(),
        ),
    };
    let issue =
        Issue { words: at..=end, title: title.to_owned(), label: "remove this", help: Some(help) };
    points.issues.insert(0, issue);
    Some(end)
}

/// `decays 10% per month`.
fn fading(line: &Line<'_, '_>, at: usize, points: &mut Points) -> Option<usize> {
    let verbs = ["decays", "decay", "decaying", "fades", "fading", "fade", "halves", "shrinks"];
    verbs.contains(&line.text(at)).then_some(())?;
    let mut bare = points.written();
    if points.lasting.is_none() {
        bare.push_str(" for 180 days");
    }
    let issue = Issue {
        words: at..=line.last,
        title: "Points do not fade: they last for some time, and then they are gone".to_owned(),
        label: "remove this",
        help: Some(format!("say for how long, such as `{bare}`")),
    };
    points.issues.insert(0, issue);
    Some(line.last)
}
