//! The lines of clauses.

use crate::problems::{Ink, Look, shown};
use crate::tools::why::{Clause, ClauseKind, Counted, Far, Leaf, Missing};
use crate::values::{AsOf, Truth};

use super::spoken::Told;
use crate::output::words::and;

/// So many dates of one list are written out.
const MOST_DATES: usize = 5;

/// The mark of a clause that holds, does not, or is unknown.
pub(super) fn mark(truth: Truth, look: Look) -> String {
    match truth {
        Truth::True => look.paint(Ink::Help, "✓"),
        Truth::False => look.paint(Ink::Error, "✗"),
        Truth::Unknown => look.paint(Ink::Warning, "?"),
    }
}

/// Writes the clauses that decide, each on a line, and the others in short.
pub(super) fn write(told: Told<'_>, clause: &Clause, indent: usize, look: Look, out: &mut String) {
    match &clause.kind {
        ClauseKind::All(parts) => joined(told, (parts, "all of"), clause, indent, look, out),
        ClauseKind::Any(parts) => joined(told, (parts, "one of"), clause, indent, look, out),
        ClauseKind::Not(inner) => {
            if let ClauseKind::Leaf(leaf) = &inner.kind {
                let words = with_found(told, clause, leaf);
                line(out, indent, look, clause.truth, &words);
                details(told, leaf, indent + 2, look, out);
            } else {
                line(out, indent, look, clause.truth, &clause.text);
                write(told, inner, indent + 2, look, out);
            }
        }
        ClauseKind::Named(name, inner) => {
            line(out, indent, look, clause.truth, name);
            write(told, inner, indent + 2, look, out);
        }
        ClauseKind::Again(name) => {
            line(out, indent, look, clause.truth, &format!("{name}: as above"));
        }
        ClauseKind::Leaf(leaf) => {
            let words = with_found(told, clause, leaf);
            line(out, indent, look, clause.truth, &words);
            details(told, leaf, indent + 2, look, out);
        }
    }
}

/// Parts that are joined: those that decide, and then the others.
fn joined(
    told: Told<'_>,
    (parts, word): (&[Clause], &str),
    whole: &Clause,
    indent: usize,
    look: Look,
    out: &mut String,
) {
    let (reasons, others): (Vec<&Clause>, Vec<&Clause>) =
        parts.iter().partition(|part| part.decides || !whole.decides);
    let inner = if word == "one of" && reasons.len() > 1 {
        line(out, indent, look, whole.truth, "one of these is enough");
        indent + 2
    } else {
        indent
    };
    reasons.iter().for_each(|part| write(told, part, inner, look, out));
    for (truth, words) in [
        (Truth::True, "true as well"),
        (Truth::False, "not true, but not needed"),
        (Truth::Unknown, "unknown as well"),
    ] {
        let same: Vec<String> = others
            .iter()
            .filter(|part| part.truth == truth)
            .map(|part| format!("`{}`", part.text))
            .collect();
        if !same.is_empty() {
            let words = look.wrap(&format!("{words}: {}", and(&same)), inner + 2, inner + 4);
            out.push_str(&" ".repeat(inner + 2));
            out.push_str(&look.paint(Ink::Quiet, &words));
            out.push('\n');
        }
    }
}

fn line(out: &mut String, indent: usize, look: Look, truth: Truth, words: &str) {
    let words = look.wrap(words, indent + 2, indent + 4);
    out.push_str(&format!("{}{} {words}\n", " ".repeat(indent), mark(truth, look)));
}

fn with_found(told: Told<'_>, clause: &Clause, leaf: &Leaf) -> String {
    let mut words = clause.text.clone();
    match &clause.fault {
        Some(fault) => words.push_str(&format!(": cannot be calculated ({fault})")),
        None if leaf.found.starts_with("this is ") => {}
        None => words.push_str(&format!(": {}", shown(&leaf.found))),
    }
    if let Some(far) = &leaf.far {
        words.push_str(&how_far(told, far, clause.truth));
    }
    words
}

/// How far off it is.
fn how_far(told: Told<'_>, far: &Far, truth: Truth) -> String {
    let by = far.by.as_ref().map(|by| format!("; needs {by}"));
    let from = far.from.map(|from| {
        let turns = match truth {
            Truth::True => "no longer true",
            Truth::False | Truth::Unknown => "true",
        };
        format!("; {turns} {} if nothing happens", span(told, from, far.until))
    });
    by.into_iter().chain(from).collect()
}

/// `from 2026-04-13 to 2026-04-19`: the moments of a span, which may be open.
fn span(told: Told<'_>, from: AsOf, until: Option<AsOf>) -> String {
    let begin = told.moment(from);
    match (from, until) {
        (_, None) => format!("from {begin}"),
        (AsOf::Day(first), Some(AsOf::Day(end))) => match end.yesterday() {
            Ok(last) if last > first => format!("from {begin} to {last}"),
            Ok(_) | Err(_) => format!("on {begin}"),
        },
        (_, Some(end)) => format!("from {begin} until {}", told.moment(end)),
    }
}

/// The events, and what is missing.
fn details(told: Told<'_>, leaf: &Leaf, indent: usize, look: Look, out: &mut String) {
    if let Some(counted) = &leaf.counted {
        of_events(told, counted, indent + 2, look, out);
    }
    of_missing(&leaf.missing, indent + 2, look, out);
}

/// What the record lacks.
pub(super) fn of_missing(all: &[Missing], indent: usize, look: Look, out: &mut String) {
    for missing in all {
        let words = match missing.name == missing.path {
            true => format!("`{}` is not in the record", missing.name),
            false => {
                format!("{} is not in the record; look at `{}`", missing.name, missing.path)
            }
        };
        quiet(&words, indent, look, out);
    }
}

fn quiet(words: &str, indent: usize, look: Look, out: &mut String) {
    let words = look.wrap(words, indent, indent + 2);
    out.push_str(&format!("{}{}\n", " ".repeat(indent), look.paint(Ink::Quiet, &words)));
}

/// Which events were counted, and which were not.
pub(super) fn of_events(
    told: Told<'_>,
    counted: &Counted,
    indent: usize,
    look: Look,
    out: &mut String,
) {
    let lines = events(told, counted);
    lines.iter().for_each(|words| quiet(words, indent, look, out));
}

fn events(told: Told<'_>, counted: &Counted) -> Vec<String> {
    let mut lines = Vec::new();
    if !counted.sure.is_empty() {
        let dates = dates(told, &counted.sure);
        let since = match counted.since {
            Some(since) => format!(" since {}", told.instant(since)),
            None => String::new(),
        };
        lines.push(format!("{}{since}: {dates}", counted.of));
    } else if let Some(since) = counted.since {
        lines.push(format!("{}: none since {}", counted.of, told.instant(since)));
    }
    for event in counted.doubtful.iter().take(MOST_DATES) {
        let which = which(told, event.key.as_deref(), event.at);
        let lacks: Vec<String> = event.lacks.iter().map(|name| format!("`{name}`")).collect();
        let lacks = (!lacks.is_empty()).then(|| format!("it has no {}", and(&lacks)));
        let because: Vec<String> = lacks
            .into_iter()
            .chain(event.because.iter().map(|words| shown(words).into()))
            .collect();
        lines.push(match because.is_empty() {
            true => format!("{which} may count or not"),
            false => format!("{which} may count or not: {}", and(&because)),
        });
    }
    if counted.doubtful.len() > MOST_DATES {
        lines.push(format!("and {} more that may count", counted.doubtful.len() - MOST_DATES));
    }
    lines.extend(not_counted(told, counted));
    lines
}

/// The events that do not count, those with the same reason together.
fn not_counted(told: Told<'_>, counted: &Counted) -> Vec<String> {
    let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
    for event in counted.left_out.iter().take(MOST_DATES) {
        let which = which(told, event.key.as_deref(), event.at);
        match groups.iter_mut().find(|(because, _)| *because == event.because) {
            Some((_, same)) => same.push(which),
            None => groups.push((&event.because, vec![which])),
        }
    }
    let mut lines: Vec<String> = Vec::new();
    for (because, which) in groups {
        let verb = if which.len() == 1 { "does" } else { "do" };
        lines.push(format!("{} {verb} not count: {}", and(&which), shown(because)));
    }
    let more = counted.left_out.len().saturating_sub(MOST_DATES) + counted.more_left_out;
    match more {
        0 => {}
        1 => lines.push("and 1 more does not count".to_owned()),
        many => lines.push(format!("and {many} more do not count")),
    }
    lines
}

/// An event by its key and its time, as far as they are known.
fn which(told: Told<'_>, key: Option<&str>, at: Option<crate::values::Instant>) -> String {
    match (key, at) {
        (Some(key), Some(at)) => format!("{} of {}", shown(key), told.instant(at)),
        (Some(key), None) => shown(key).into_owned(),
        (None, Some(at)) => told.instant(at),
        (None, None) => "an event without a time".to_owned(),
    }
}

/// The first dates, and how many more there are.
pub(super) fn dates(told: Told<'_>, all: &[Option<crate::values::Instant>]) -> String {
    let date = |at: &Option<_>| at.map_or("without a time".to_owned(), |at| told.instant(at));
    let mut shown: Vec<String> = all.iter().take(MOST_DATES).map(date).collect();
    if all.len() > MOST_DATES {
        shown.push(format!("{} more", all.len() - MOST_DATES));
    }
    and(&shown)
}
