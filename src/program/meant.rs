//! Conditions for which there was no better advice than what a condition looks like: what they mean, put
//! together from what they mention.

use std::ops::Range;

use super::reading::Reading;
use crate::meant::{Names, Nearest, condition, nearest};
use crate::problems::{
    Edit, FileId, Fix, Manner, Problem, Problems, Severity, Span, made, register as code,
};
use crate::syntax::{self, ACTIONS, Word};

/// Of so many conditions at most is said what they mean in one file; the rest is seen next time.
const MOST: usize = 20;

/// So many mistakes at most are looked at for that.
const LOOKS: usize = 200;

/// A longer condition is not repeated in a title.
const LONG: usize = 70;

/// A condition that is to be written in other words.
struct Meant {
    /// Its place in the file.
    range: Range<usize>,
    /// The whole rule that it is in.
    rule: Range<usize>,
    said: Said,
}

/// What is said of a condition.
enum Said {
    /// What to write.
    Fixed(String),
    /// That it cannot be read, and what the file knows.
    Unread(Nearest),
}

impl Meant {
    /// What takes the place of the condition, if that is known.
    fn fixed(&self) -> Option<&str> {
        match &self.said {
            Said::Fixed(fixed) => Some(fixed),
            Said::Unread(_) => None,
        }
    }
}

/// Says of each condition that nothing else could be said of what it means, as far as that is clear from its
/// words. `again` tells what is wrong with the file once it has another text.
pub(super) fn advise(reading: &mut Reading, again: impl Fn(&str) -> Problems) {
    if !reading.problems.iter().any(is_error) {
        return;
    }
    let text = &reading.sources.get(FileId::default()).text;
    let mut meant = found(reading, text);
    if !meant.is_empty() {
        leave_what_is_mended(&mut meant, reading, &again);
    }
    if meant.is_empty() {
        return;
    }
    let edits: Vec<(Range<usize>, &str)> =
        meant.iter().filter_map(|one| Some((one.range.clone(), one.fixed()?))).collect();
    if !edits.is_empty() {
        let left = again(&made(text, edits));
        keep_what_helps(&mut meant, &left);
    }
    let told = told(&reading.problems, &meant, text);
    reading.problems = told;
}

/// Whether a problem is a mistake in the file itself.
fn is_error(problem: &Problem) -> bool {
    problem.severity() == Severity::Error && problem.at.span.file == FileId::default()
}

/// The conditions of which nothing better is known than that they cannot be read or that a name is declared
/// nowhere, or with several mistakes, or whose change leaves them wrong.
fn found(reading: &Reading, text: &str) -> Vec<Meant> {
    let words = syntax::words(text);
    let names = Names::of(&reading.model);
    let mut all: Vec<Meant> = Vec::new();
    let mut looked = 0..0;
    for problem in reading.problems.iter().filter(|one| is_error(one)).take(LOOKS) {
        let at = problem.at.span.range().start;
        if looked.contains(&at) || all.len() == MOST {
            continue;
        }
        let Some((range, rule)) = condition_around(&words, at) else { continue };
        looked = rule.clone();
        let Some(written) = text.get(range.clone()) else { continue };
        let inside = |one: &&Problem| (rule.start..range.end).contains(&one.at.span.range().start);
        let mistakes: Vec<&Problem> =
            reading.problems.iter().filter(|one| is_error(one)).filter(inside).collect();
        if !is_open(&mistakes) {
            continue;
        }
        let fixed = condition(&names, written).filter(|fixed| fixed != written);
        let unread = || nearest(&names, written).filter(|_| is_unread(&mistakes));
        if let Some(said) = fixed.map(Said::Fixed).or_else(|| unread().map(Said::Unread)) {
            all.push(Meant { range, rule, said });
        }
    }
    all
}

/// Whether nothing that is said of a condition could be right about a sentence.
fn is_unread(mistakes: &[&Problem]) -> bool {
    let declares = |one: &Problem| {
        let unknown = [code::UNKNOWN_NAME, code::UNKNOWN_EVENT].contains(&one.code);
        unknown && one.help.as_ref().is_some_and(|help| help.starts_with("declare"))
    };
    match mistakes {
        [one] => is_vague(one),
        several => several.iter().any(|one| is_vague(one) || declares(one)),
    }
}

/// Whether a problem says only that something does not follow the grammar.
fn is_vague(problem: &Problem) -> bool {
    let title = problem.title.as_str();
    let stopped = problem.code == code::SYNTAX && problem.fix.is_none();
    title.starts_with("Flywheel cannot read")
        || title.ends_with("is not a word of the language")
        || stopped && (title.ends_with("does not belong here") || title.starts_with("After `in`"))
        || stopped && title.starts_with("Something is missing after")
}

/// Whether the mistakes of a condition leave open what it means. What is said of one alone is better than
/// that, unless it is only that it cannot be read, or that a name is declared nowhere.
fn is_open(mistakes: &[&Problem]) -> bool {
    let general = |one: &Problem| {
        let codes = [
            code::SYNTAX,
            code::UNKNOWN_NAME,
            code::UNKNOWN_EVENT,
            code::UNKNOWN_ATTRIBUTE,
            code::UNKNOWN_VALUE,
            code::UNKNOWN_FUNCTION,
            code::UNCLOSED,
        ];
        // What is to be declared may be there by another name.
        let declares = || one.help.as_ref().is_some_and(|help| help.contains("declare"));
        codes.contains(&one.code) || declares()
    };
    // Neither another currency nor which of two things was meant is decided for anybody.
    let decided = |one: &&Problem| {
        one.code == code::WRONG_CURRENCY || one.fix.is_none() && one.title.contains(" can mean ")
    };
    !mistakes.iter().any(decided) && mistakes.iter().any(|one| one.fix.is_some() || general(one))
}

/// The condition of the rule that a place is in, and all of the rule.
fn condition_around(words: &[Word<'_>], at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let begins = |word: &Word<'_>| {
        word.first && (syntax::begins_statement(word.text) || syntax::begins_declaration(word.text))
    };
    let before = words.partition_point(|word| word.start <= at);
    let start = words[..before].iter().rposition(begins)?;
    let rest = &words[start + 1..];
    let end = rest.iter().position(begins).unwrap_or(rest.len());
    let rule = &words[start..=start + end];
    let from = match rule[0].text {
        "when" | "after" => 1,
        "rule" => 1 + rule.iter().position(|word| matches!(word.text, "when" | "after"))?,
        _ => return None,
    };
    let action = rule.iter().position(|word| ACTIONS.contains(&word.text))?;
    let condition = rule.get(from..action).filter(|condition| !condition.is_empty())?;
    let range = condition[0].start..condition[condition.len() - 1].end();
    let whole = rule[0].start..rule[rule.len() - 1].end();
    (whole.start <= at && at <= range.end).then_some((range, whole))
}

/// Leaves out those that are in order once all changes that are known already have been made.
fn leave_what_is_mended(
    meant: &mut Vec<Meant>,
    reading: &Reading,
    again: impl Fn(&str) -> Problems,
) {
    let text = &reading.sources.get(FileId::default()).text;
    let mistakes = reading.problems.iter().filter(|one| is_error(one));
    let fixes = mistakes.filter_map(|one| one.fix.as_ref());
    let mut edits: Vec<&Edit> = fixes.flat_map(|fix| &fix.edits).collect();
    edits.retain(|edit| edit.span.file == FileId::default());
    if edits.is_empty() {
        return;
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    edits.dedup_by(|next, last| next.span.start < last.span.end);
    let errors = errors(&again(&made(text, edits.iter().map(|edit| edit.parts()))));
    let (mut put_in, mut taken_out) = (0, 0);
    let mut edits = edits.into_iter().peekable();
    meant.retain(|one| {
        let mut moved = |place: usize| {
            while let Some(edit) = edits.next_if(|edit| edit.span.range().start < place) {
                put_in += edit.text.len();
                taken_out += edit.span.range().len();
            }
            place + put_in - taken_out
        };
        let (start, end) = (moved(one.range.start), moved(one.range.end));
        let first = errors.partition_point(|at| *at < start);
        errors.get(first).is_some_and(|at| *at <= end)
    });
}

/// Where the mistakes in the file begin, in order.
fn errors(problems: &Problems) -> Vec<usize> {
    let errors = problems.iter().filter(|problem| is_error(problem));
    let mut places: Vec<usize> = errors.map(|one| one.at.span.range().start).collect();
    places.sort_unstable();
    places
}

/// Leaves out those that would still be wrong.
fn keep_what_helps(meant: &mut Vec<Meant>, left: &Problems) {
    let errors = errors(left);
    let (mut put_in, mut taken_out) = (0, 0);
    meant.retain(|one| {
        let Some(fixed) = one.fixed() else { return true };
        let start = one.range.start + put_in - taken_out;
        let end = start + fixed.len();
        put_in += fixed.len();
        taken_out += one.range.len();
        let first = errors.partition_point(|at| *at < start);
        errors.get(first).is_none_or(|at| *at > end)
    });
}

/// The problems, with one for each of these conditions in place of all that it had.
fn told(problems: &Problems, meant: &[Meant], text: &str) -> Problems {
    let mut all = Problems::new();
    let mut rest = meant.iter().peekable();
    for problem in problems.iter() {
        let at = problem.at.span.range().start;
        let inside =
            |one: &&Meant| is_error(problem) && (one.rule.start..one.range.end).contains(&at);
        if let Some(one) = rest.next_if(|one| inside(one)) {
            all.push(advice(one, text));
        } else if !meant.iter().any(|one| inside(&one)) {
            all.push(problem.clone());
        }
    }
    all
}

fn advice(meant: &Meant, text: &str) -> Problem {
    match &meant.said {
        Said::Fixed(fixed) => should_be(meant, fixed, text),
        Said::Unread(nearest) => cannot_be_read(&meant.range, nearest, text),
    }
}

fn cannot_be_read(range: &Range<usize>, nearest: &Nearest, text: &str) -> Problem {
    let written = text.get(range.clone()).unwrap_or_default();
    let what = if is_short(written) { format!("`{written}`") } else { "this".to_owned() };
    let title = format!("Flywheel cannot read {what} as a condition");
    let inside = nearest.stranger.clone().unwrap_or(0..range.len());
    let place = Span::new(FileId::default(), range.start + inside.start, range.start + inside.end);
    let label = match &nearest.stranger {
        Some(word) => {
            format!("nothing is called `{}`", written.get(word.clone()).unwrap_or_default())
        }
        None => "say this in other words".to_owned(),
    };
    let help = format!(
        "use what this file knows about customers, such as {}; for example `{}`",
        nearest.names, nearest.example
    );
    Problem::new(code::UNKNOWN_NAME, title, place, label).help(help)
}

fn is_short(written: &str) -> bool {
    written.len() <= LONG && !written.contains('\n')
}

fn should_be(meant: &Meant, fixed: &str, text: &str) -> Problem {
    let Meant { range, rule, .. } = meant;
    let written = text.get(range.clone()).unwrap_or_default();
    let what = if is_short(written) { format!("`{written}`") } else { "This condition".to_owned() };
    let title = format!("{what} should be `{fixed}`");
    let place = Span::new(FileId::default(), range.start, range.end);
    let label = "say it with the names of this file";
    let before = text.get(rule.start..range.start).unwrap_or_default();
    let after = text.get(range.end..rule.end).unwrap_or_default();
    let whole = format!("{before}{fixed}{after}");
    let help = if whole.contains('\n') { fixed } else { whole.as_str() };
    let problem = Problem::new(code::HABIT, title, place, label).help(format!("write `{help}`"));
    problem.fix(Fix::likely(place, fixed)).manner(Manner::WholeRule)
}
