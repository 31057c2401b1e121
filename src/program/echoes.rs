//! One mistake, one problem: what only follows from a mistake that is reported already is left out.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use crate::problems::{
    Code, Confidence, FileId, Page, Problem, Problems, Severity, Sources, Span, register as code,
};
use crate::syntax::begins_declaration;

/// The problems without those that follow from others.
pub(super) fn left_out(problems: Problems, sources: &Sources) -> Problems {
    let has_errors = problems.has_errors();
    let lines = Lines::of(&problems, sources);
    let mut kept: Vec<Problem> = Vec::new();
    let mut missing: HashMap<&str, usize> = HashMap::new();
    for problem in problems {
        let follows = (has_errors && is_hole(&problem))
            || (has_errors && lines.more_than_parts && is_part(problem.code))
            || lines.explain(&problem, sources);
        if follows {
            continue;
        }
        // The same missing name once more.
        let first = is_unknown(problem.code)
            .then(|| *missing.entry(sources.text(problem.at.span)).or_insert(kept.len()));
        match first.and_then(|first| kept.get_mut(first)) {
            Some(first) if first.others.len() < 3 => {
                let label = format!("and here: {}", problem.at.text);
                first.others.push(crate::problems::Label { span: problem.at.span, text: label });
            }
            Some(_) => {}
            None => kept.push(problem),
        }
    }
    let mut left = Problems::new();
    left.extend(kept);
    left
}

/// A rule that cannot be read leaves holes: what it would have reached, given or expected is then
/// no news.
fn is_hole(problem: &Problem) -> bool {
    let holes = [
        code::UNREACHABLE_STAGE,
        code::DEAD_END,
        code::NEVER_WITHHELD,
        code::UNUSED_GIFT,
        code::UNUSED_LET,
        code::UNUSED_ARM,
        code::LIMIT_IDLE,
        code::TEST_IDLE,
    ];
    problem.severity() == Severity::Warning && holes.iter().any(|hole| hole.id == problem.code.id)
}

/// Whether the stages may only be missing because something could not be read.
fn is_part(found: Code) -> bool {
    found.id == code::NO_STAGES.id || found.id == code::ONLY_A_PART.id
}

/// Names that are declared nowhere.
fn is_unknown(found: Code) -> bool {
    let unknown = [
        code::UNKNOWN_NAME,
        code::UNKNOWN_STAGE,
        code::UNKNOWN_GIFT,
        code::UNKNOWN_EVENT,
        code::UNKNOWN_ATTRIBUTE,
        code::UNKNOWN_VALUE,
        code::TEST_FACT,
    ];
    unknown.iter().any(|unknown| unknown.id == found.id)
}

/// The lines with something that cannot be read for certain.
struct Lines<'s> {
    pages: Vec<Page<'s>>,
    /// By file and line: the first such problem's place.
    broken: HashMap<(FileId, usize), u32>,
    /// The first of them in each file.
    first: HashMap<FileId, usize>,
    /// The lines with a habit, by file and line.
    habits: HashSet<(FileId, usize)>,
    /// The names that those lines would declare if they could be read.
    names: HashSet<String>,
    /// The numbers and dates that can be read in more than one way, or in none.
    doubtful: Vec<Span>,
    /// Words of the language that are declared as names.
    refused: HashSet<&'s str>,
    /// Whether one of them would set the currency.
    currency: bool,
    /// Whether anything is wrong but that stages are missing.
    more_than_parts: bool,
}

impl<'s> Lines<'s> {
    fn of(problems: &Problems, sources: &'s Sources) -> Lines<'s> {
        let mut lines = Lines {
            pages: sources.pages(),
            broken: HashMap::new(),
            first: HashMap::new(),
            habits: HashSet::new(),
            names: HashSet::new(),
            doubtful: Vec::new(),
            refused: HashSet::new(),
            currency: false,
            more_than_parts: false,
        };
        let mut texts: HashMap<FileId, Vec<&str>> = HashMap::new();
        for problem in problems.iter() {
            let error = problem.severity() == Severity::Error;
            lines.more_than_parts |= error && !is_part(problem.code);
            if refuses_a_name(problem) {
                lines.refused.insert(sources.text(problem.at.span));
            }
            if problem.code.id == code::BAD_LITERAL.id {
                lines.doubtful.push(problem.at.span);
            }
            if problem.code.id == code::HABIT.id {
                let line = lines.line(problem.at.span);
                lines.habits.insert((problem.at.span.file, line));
            }
            if !is_unreadable(problem) {
                continue;
            }
            let span = problem.at.span;
            let line = lines.line(span);
            let first = lines.first.entry(span.file).or_insert(line);
            *first = line.min(*first);
            if let Entry::Vacant(new) = lines.broken.entry((span.file, line)) {
                new.insert(span.start);
                let text = texts
                    .entry(span.file)
                    .or_insert_with(|| sources.get(span.file).text.lines().collect::<Vec<&str>>());
                // What cannot be read may reach to the lines around.
                for at in line.saturating_sub(1)..text.len().min(line + 2) {
                    lines.names.extend(declared(text, at));
                    lines.currency |= text[at].split_whitespace().any(|word| word == "currency");
                }
            }
        }
        lines
    }

    /// The line (from 0) that a place is in.
    fn line(&self, span: Span) -> usize {
        self.pages[span.file.index()].line_of(span.start as usize)
    }

    /// Whether something cannot be read because it uses a name that a declaration may not have.
    fn uses_refused(&self, problem: &Problem, sources: &Sources) -> bool {
        let written = sources.text(problem.at.span);
        let mut words = written.split(|c: char| !c.is_alphanumeric() && c != '_');
        !refuses_a_name(problem)
            && is_unreadable(problem)
            && words.any(|word| self.refused.contains(word))
    }

    /// Whether a condition is only never true, or always, by what a number in it may not mean.
    fn doubts(&self, problem: &Problem) -> bool {
        let may_follow = [code::ALWAYS_TRUE, code::NEVER_TRUE];
        let at = problem.at.span;
        let inside =
            |span: &&Span| span.file == at.file && at.start <= span.start && span.end <= at.end;
        may_follow.iter().any(|code| code.id == problem.code.id)
            && self.doubtful.iter().any(|span| inside(&span))
    }

    /// Whether a problem follows from one of these lines: it is the second on its line, or one of
    /// them would declare the name that is missing.
    fn explain(&self, problem: &Problem, sources: &Sources) -> bool {
        let span = problem.at.span;
        let line = self.line(span);
        let on_line = self.broken.get(&(span.file, line));
        let second = on_line.is_some_and(|first| *first != span.start || !is_unreadable(problem));
        let before = self.first.get(&span.file).is_some_and(|broken| *broken < line);
        let missing = is_unknown(problem.code) && self.names.contains(sources.text(span))
            || problem.code.id == code::WRONG_CURRENCY.id && self.currency
            || problem.code.id == code::MISPLACED.id && before;
        let habit = self.habits.contains(&(span.file, line));
        let may_follow = [code::ALWAYS_TRUE, code::FIXED_YEAR, code::SPENT_POINTS];
        let may_follow = may_follow.iter().any(|code| code.id == problem.code.id);
        let follows = may_follow && (on_line.is_some() || habit);
        let error = problem.severity() == Severity::Error;
        follows
            || self.doubts(problem)
            || self.uses_refused(problem, sources)
            || error && !is_clear(problem) && (second || missing)
    }
}

/// Whether a word of the language is declared as a name.
fn refuses_a_name(problem: &Problem) -> bool {
    let cannot = "is a word of the language, so it cannot be a name";
    problem.code.id == code::SYNTAX.id && problem.title.contains(cannot)
}

/// The names that a line would declare, whether or not it can be read: of a field, also its values
/// and attributes.
fn declared(lines: &[&str], at: usize) -> Vec<String> {
    let words = |line: &str| -> Vec<String> {
        let words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let first = |line: &str| words(line).into_iter().next().unwrap_or_default();
    let line = words(lines[at]);
    let head = line.first().map(String::as_str).unwrap_or_default();
    match head {
        "let" | "score" | "reward" | "message" | "program" | "alert" | "stage" => {
            let named = |count: usize| line.get(1..=count).map(|name| name.join("_"));
            (1..=3).filter_map(named).collect()
        }
        "leave" | "show" | "when" | "after" | "on" | "if" | "rule" | "resting" | "capacity" => {
            Vec::new()
        }
        _ => {
            let mut above = lines[..=at].iter().rev().map(|line| first(line));
            let block = above.find(|word| begins_declaration(word));
            if block.as_deref() != Some("customer") {
                return Vec::new();
            }
            let before = lines[at].split(':').next().unwrap_or_default();
            let joined = words(before).join("_");
            line.into_iter().chain([joined]).collect()
        }
    }
}

/// Whether a problem is one of grammar that leaves open what was meant.
fn is_unreadable(problem: &Problem) -> bool {
    let grammar = [code::SYNTAX, code::HABIT, code::UNCLOSED, code::NO_ACTION];
    grammar.iter().any(|code| code.id == problem.code.id) && !is_clear(problem)
}

/// Whether it is beyond doubt what was meant.
fn is_clear(problem: &Problem) -> bool {
    problem.fix.as_ref().is_some_and(|fix| fix.confidence == Confidence::Safe)
}
