//! One mistake, one problem: a habit that shows several times in one rule, or in all of one
//! comparison, is told once, with the whole rule as it should be.

use std::ops::Range;

use crate::problems::{
    self, Edit, Fix, Label, Manner, Problem, Problems, Severity, Sources, register as code,
};
use crate::syntax::{begins_rule, is_joiner, without_comment};

/// A rule that is longer than this is shown only around the change.
const LONG: usize = 140;

/// Problems that are further apart, in bytes, are not joined.
const FAR: usize = 500;

/// So many changes at most are made at once.
const MOST: usize = 8;

/// The problems, in the order of their places, with those joined that are one mistake.
pub(super) fn joined(problems: Problems, sources: &Sources) -> Problems {
    let mut kept: Vec<Problem> = Vec::new();
    for problem in problems {
        let together = kept
            .last()
            .and_then(|last| together(last, &problem, sources))
            .map(|one| (one, kept.len()));
        match together {
            Some((one, count)) => kept[count - 1] = one,
            None => kept.push(problem),
        }
    }
    let whole: Vec<Option<String>> =
        (0..kept.len()).map(|at| whole_rule(&kept, at, sources)).collect();
    for (problem, help) in kept.iter_mut().zip(whole) {
        if help.is_some() {
            problem.help = help;
        }
    }
    let mut all = Problems::new();
    all.extend(kept);
    all
}

/// The help of a problem that shows a whole rule, with all that is wrong in it written right.
fn whole_rule(problems: &[Problem], at: usize, sources: &Sources) -> Option<String> {
    let problem = problems.get(at)?;
    let begins = |fix: &&Fix| fix.edits.iter().any(|edit| edit.text == "when");
    let whole = problem.manner == Manner::WholeRule;
    let fix = problem.fix.as_ref().filter(|fix| whole || begins(fix))?;
    let near = problems.get(at.saturating_sub(4)..problems.len().min(at + 5))?;
    let others = near.iter().filter(|one| *one != problem && are_near(problem, one, sources));
    let mut all = fix.clone();
    let mut changed = false;
    for other in others {
        let Some(other) = other.fix.as_ref() else { continue };
        if let Some(edits) = all_edits(&all, other) {
            changed |= edits.len() > all.edits.len();
            all.edits = edits;
        }
    }
    let text = &sources.get(problem.at.span.file).text;
    let line = changed.then(|| line_around(text, &all.edits)).flatten()?;
    let whole = rewritten(text, line, &all.edits);
    begins_rule(&whole).then(|| format!("write `{whole}`"))
}

/// The two as one problem, if they are one mistake.
fn together(first: &Problem, second: &Problem, sources: &Sources) -> Option<Problem> {
    let errors = [first, second].iter().all(|one| one.severity() == Severity::Error);
    let file = first.at.span.file;
    let same_line = are_near(first, second, sources);
    let named = first.code.id == code::UNKNOWN_NAME.id && second.code.id == code::TYPES_DIFFER.id;
    let habit = is_habit(first) || is_habit(second) || named;
    if !errors || !same_line || !habit {
        return None;
    }
    let (one, other) = match (&first.fix, &second.fix) {
        (Some(one), Some(other)) => (one, other),
        // What is wrong with all of a comparison says more than how it is written.
        (None, Some(fix)) => return swallowed(first, second, fix),
        (Some(fix), None) => return swallowed(second, first, fix),
        (None, None) => return None,
    };
    let text = &sources.get(file).text;
    let alike = first.title == second.title
        || [first, second].iter().all(|one| one.manner == Manner::Capitals);
    let edits = all_edits(one, other).filter(|edits| edits.len() <= MOST)?;
    if !alike && !is_one_comparison(one, other, text) && !is_one_dialect(first, second, text) {
        return None;
    }
    let line = line_around(text, &edits)?;
    let shown = rewritten(text, line, &edits);
    let help = format!("write `{shown}`");
    let confidence = one.confidence.min(other.confidence);
    let mut joined = first.clone();
    if joined.others.len() < 3 && second.at.span != first.at.span {
        joined.others.push(Label { span: second.at.span, text: second.at.text.clone() });
    }
    if begins_rule(&shown) {
        joined.manner = Manner::WholeRule;
    }
    Some(joined.help(help).fix(Fix { edits, confidence }))
}

/// Whether two problems begin on the same line, which is not too long.
fn are_near(one: &Problem, other: &Problem, sources: &Sources) -> bool {
    let (a, b) = (one.at.span, other.at.span);
    let (start, end) = (a.start.min(b.start) as usize, a.start.max(b.start) as usize);
    let text = &sources.get(a.file).text;
    a.file == b.file
        && end - start < FAR
        && text.get(start..end).is_some_and(|between| !between.contains('\n'))
}

/// The problem with all of a comparison, if the habit is a part of it.
fn swallowed(whole: &Problem, habit: &Problem, fix: &Fix) -> Option<Problem> {
    let inside = fix.edits.iter().all(|edit| {
        let (outer, inner) = (whole.at.span.range(), edit.span.range());
        outer.start <= inner.start && inner.end <= outer.end && outer != inner
    });
    (inside && whole.code.id != code::HABIT.id && habit.code.id == code::HABIT.id)
        .then(|| whole.clone())
}

/// The edits of both in the order of their places. Of two where one is inside the other, that one
/// is left out; `None` where they cannot both be made.
fn all_edits(one: &Fix, other: &Fix) -> Option<Vec<Edit>> {
    let mut edits: Vec<Edit> = Vec::new();
    for edit in one.edits.iter().chain(&other.edits) {
        let new = edit.span.range();
        let clash = edits.iter().position(|old| {
            let old = old.span.range();
            old.start < new.end && new.start < old.end || old == new
        });
        let Some(place) = clash else {
            edits.push(edit.clone());
            continue;
        };
        let old = edits[place].span.range();
        let words = |text: &str| text.trim().split(' ').count();
        match () {
            // The later one was found in a text that had the earlier change already.
            () if old == new && words(&edits[place].text) == 1 && words(&edit.text) == 1 => {
                edits[place] = edit.clone();
            }
            () if old == new => return None,
            () if new.start <= old.start && old.end <= new.end => edits[place] = edit.clone(),
            () if old.start <= new.start && new.end <= old.end => {}
            () => return None,
        }
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let apart = edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
    apart.then_some(edits)
}

/// Whether a rule is written as in another tool: `NPS IS NOT NULL AND tier = 'gold'`. It is wrong in
/// several places, but that is one mistake.
fn is_one_dialect(first: &Problem, second: &Problem, text: &str) -> bool {
    let both = [first, second];
    let sentence = is_when(first) && rewrites(second);
    // A name in other letters is known, and what it is compared with is of this kind too.
    let named = first.code.id == code::UNKNOWN_NAME.id && second.code.id == code::TYPES_DIFFER.id;
    let known = |one: &&Problem| is_habit(one) || one.code.id == code::NOT_A_VALUE.id;
    named || both.iter().all(known) && (sentence || both.iter().any(|one| is_foreign(one, text)))
}

/// Whether it is only that a rule begins with `when`.
fn is_when(problem: &Problem) -> bool {
    problem.fix.as_ref().is_some_and(|fix| fix.edits.iter().all(|edit| edit.text == "when"))
}

/// Whether a whole condition is written in other words.
fn rewrites(problem: &Problem) -> bool {
    let long = |edit: &Edit| edit.text.split(' ').count() > 2;
    problem.fix.as_ref().is_some_and(|fix| fix.edits.iter().any(long))
}

/// Whether what is changed is a mark or a word in capitals, as in a database or a program.
fn is_foreign(problem: &Problem, text: &str) -> bool {
    let written = text.get(problem.at.span.range()).unwrap_or_default();
    let unquoted = written.split(['\'', '"']).step_by(2);
    let loud = unquoted.flat_map(str::chars).all(|letter| !letter.is_lowercase());
    !written.is_empty() && loud
}

fn is_habit(problem: &Problem) -> bool {
    let habits = [code::HABIT, code::UNKNOWN_FUNCTION, code::BAD_LITERAL];
    habits.iter().any(|habit| habit.id == problem.code.id)
}

/// Whether nothing that joins conditions or actions is between the two changes, or is changed.
fn is_one_comparison(one: &Fix, other: &Fix, text: &str) -> bool {
    let inside = |range: Range<usize>| text.get(range).unwrap_or_default();
    let joins = |text: &str| text.split_whitespace().any(is_joiner) || text.contains([',', ';']);
    let places = |fix: &Fix| -> Option<Range<usize>> {
        Some(fix.edits.first()?.span.range().start..fix.edits.last()?.span.range().end)
    };
    let (Some(a), Some(b)) = (places(one), places(other)) else { return false };
    if a.start <= b.start && b.end <= a.end || b.start <= a.start && a.end <= b.end {
        return true;
    }
    let (first, second) = if a.start < b.start { (a, b) } else { (b, a) };
    let edits = one.edits.iter().chain(&other.edits);
    let changed = edits.clone().any(|edit| joins(&edit.text) || joins(inside(edit.span.range())));
    first.end <= second.start && !changed && !joins(inside(first.end..second.start))
}

/// The line that all changes are on.
fn line_around(text: &str, edits: &[Edit]) -> Option<Range<usize>> {
    let (first, last) = (edits.first()?.span.range(), edits.last()?.span.range());
    let start = text.get(..first.start)?.rfind('\n').map_or(0, |at| at + 1);
    let end = text.get(last.end..)?.find('\n').map_or(text.len(), |at| last.end + at);
    let short = end - start < 2 * FAR;
    (short && !text.get(start..end)?.contains('\n')).then_some(start..end)
}

/// The line as it should be if it is a whole rule, or else what is changed of it and a word around.
fn rewritten(text: &str, line: Range<usize>, edits: &[Edit]) -> String {
    let long = line.len() > 4 * LONG;
    let whole = if long { String::new() } else { made(text, line.clone(), edits) };
    let whole = without_comment(&whole).trim();
    if begins_rule(whole) && whole.chars().count() < LONG {
        return whole.to_owned();
    }
    let (Some(first), Some(last)) = (edits.first(), edits.last()) else {
        return made(text, line, edits);
    };
    let before = text.get(line.start..first.span.range().start).unwrap_or_default().trim_end();
    let start = line.start + before.rfind(' ').map_or(0, |at| at + 1);
    let after = text.get(last.span.range().end..line.end).unwrap_or_default();
    let word = after.trim_start().find(' ').unwrap_or(after.trim_start().len());
    let end = last.span.range().end + after.len() - after.trim_start().len() + word;
    made(text, start..end, edits).trim().to_owned()
}

/// A stretch of the text with the changes made.
fn made(text: &str, range: Range<usize>, edits: &[Edit]) -> String {
    let parts = edits.iter().map(Edit::parts);
    let inside = parts.filter_map(|(at, with)| {
        let start = at.start.checked_sub(range.start)?;
        Some((start..at.end.checked_sub(range.start)?, with))
    });
    problems::made(text.get(range.clone()).unwrap_or_default(), inside)
}
