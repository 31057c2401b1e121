//! Text to tree. Always yields a tree and all its problems: what cannot be read is left out, what
//! can is still checked. The only room that says `pest`.
//!
//! A file in order is read at once:
//!
//! ```text
//! words     the words and marks of a text, with their places
//! draft     the text as it is read, and where in the file each of its bytes comes from
//! parser    pest and the grammar (grammar/flywheel.pest)
//! children  a cursor over the parts of a node
//! reader    from nodes to the tree: header, customer, data_form, gift, gift_option, score, limit, stage,
//!           capacity, test, fact, question, simulate, report, and what they are made of: expression, quantity, literal
//! ```
//!
//! One that is not is read part by part:
//!
//! ```text
//! split      where declarations, statements and fields begin
//! recovery   reads each part alone
//! habits     the marks and words of other languages, and what to write instead
//! hidden     characters that turn the direction of writing, in texts and comments
//! explain    a stop of the grammar in plain words, with wanted: what could have stood there,
//!            and example: names of the file for what to write
//! report_lines  the same for a line of a report
//! salvage    what is kept of a part that cannot be read
//! begun      what has been begun at the end of a text, and what can come next
//! vocabulary the words of the language
//! sense      whether a text says the same after a fix
//! ```

mod begun;
mod capacity;
mod children;
mod customer;
mod data_form;
mod dates;
mod declared_range;
mod draft;
#[cfg(test)]
mod effort;
mod example;
mod experiment;
mod explain;
mod expression;
mod fact;
mod gift;
mod gift_option;
mod habits;
mod header;
mod hidden;
mod limit;
mod literal;
mod parser;
mod quantity;
mod question;
mod reader;
mod recovery;
mod report;
mod report_lines;
mod rule_test;
mod salvage;
mod score;
mod sense;
mod simulate;
mod split;
mod stage;
mod table;
#[allow(missing_docs, reason = "its parts are called what the language calls them")]
pub mod tree;
mod vocabulary;
mod wanted;
mod words;

pub(crate) use begun::Begun;
#[cfg(test)]
pub(crate) use begun::reach;
pub(crate) use question::never_safe;
pub use sense::Sense;
pub(crate) use vocabulary::ACTIONS;
pub(crate) use words::{Kind as WordKind, Word, is_word, read as words};

use crate::problems::{FileId, Problem, Problems, Span, register};
use draft::{Draft, Edit};
use habits::lexicon::Lexicon;
pub(crate) use habits::{NORTHERN, is_birthday, is_to_come, months_of_season, number_in_words};
use parser::Rule;
use reader::Reader;
use recovery::Recovery;

/// Reads a whole file: its tree, which leaves out what cannot be read, and all its problems from
/// top to bottom.
pub fn parse(file: FileId, text: &str) -> (tree::File, Problems) {
    let mut problems = Problems::new();
    if u32::try_from(text.len()).is_err() {
        let place = Span::new(file, 0, 0);
        let title = "This file is too large to be read";
        problems.push(Problem::new(register::SYNTAX, title, place, "more than 4 GB"));
        return (tree::File::default(), problems);
    }
    let words = words::read(text);
    hidden::look(file, text, &words, &mut problems);
    let names = Lexicon::read(&words);
    let edits = put_right(file, text, &words, &names, &mut problems);
    let declarations = declarations(file, text, words, edits, names, &mut problems);
    problems.sort();
    (tree::File { declarations }, problems)
}

/// Reads a question that is asked of the rules from outside: `no customer moves from Member to Guest`.
pub fn question(file: FileId, text: &str) -> (tree::Assert, Problems) {
    let mut problems = Problems::new();
    let asked = question::asked(file, text, &mut problems);
    (asked, problems)
}

/// Whether a text is one word that can be a name.
pub fn is_name(text: &str) -> bool {
    let starts = text.chars().next().is_some_and(char::is_alphabetic);
    starts && text.chars().all(words::is_word) && !is_reserved(text)
}

/// Whether a word can be no name, because it begins or joins the parts of a file.
pub fn is_reserved(word: &str) -> bool {
    vocabulary::is_reserved(word)
}

/// The bytes of each declaration of a text, also of one that cannot be read.
pub(crate) fn declarations_in(text: &str) -> Vec<std::ops::Range<usize>> {
    split::declarations(text, &words::read(text)).into_iter().map(|part| part.range).collect()
}

/// Whether a word means something in the language, be it only in some places.
pub(crate) fn is_a_word(word: &str) -> bool {
    vocabulary::all().any(|known| known == word)
}

/// Whether a line is a whole rule: it begins like one, and says what should happen.
pub(crate) fn begins_rule(line: &str) -> bool {
    let mut words = line.split([' ', ';']);
    let begins = words.next().is_some_and(|word| matches!(word, "when" | "after" | "on" | "rule"));
    begins && words.any(|word| vocabulary::ACTIONS.contains(&word))
}

/// The words that begin the lines of a block.
pub(crate) fn lines_of(block: &str) -> &'static [&'static str] {
    let lines = vocabulary::LINES.iter().find(|(known, _)| *known == block);
    lines.map_or(&[], |(_, words)| words)
}

/// Whether a line begins a declaration that has lines of its own.
pub(crate) fn begins_block(line: &str) -> bool {
    let word = line.split_whitespace().next().unwrap_or_default();
    matches!(word, "flywheel" | "customer" | "stage" | "any" | "report")
        || vocabulary::LINES.iter().any(|(block, _)| *block == word)
}

/// Whether a declaration begins with a word.
pub(crate) fn begins_declaration(word: &str) -> bool {
    vocabulary::DECLARATIONS.contains(&word)
}

/// Whether a word begins a statement of a stage.
pub(crate) fn begins_statement(word: &str) -> bool {
    vocabulary::STATEMENTS.contains(&word)
}

/// A line without the comment at its end; a `#` inside a text begins none.
pub(crate) fn without_comment(line: &str) -> &str {
    let end = words::read(line).last().map_or(0, words::Word::end);
    line.get(..end).unwrap_or(line)
}

/// What people call a kind of gifts, by the word for it in the language.
pub(crate) fn gift_kind(word: &str) -> Option<&'static str> {
    habits::limit_kind(word)
}

/// Two lengths of time as one, if that can be told.
pub(crate) fn together(one: (&str, &str), other: (&str, &str)) -> Option<String> {
    habits::together(one, other)
}

/// Whether a word joins conditions or actions.
pub(crate) fn is_joiner(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "and" | "or" | "then" | "where" | "&&" | "||" | "&" | "|"
    ) || vocabulary::ACTIONS.contains(&word)
}

/// Reads the file at once if it is in order, else part by part.
fn declarations(
    file: FileId,
    text: &str,
    words: Vec<words::Word<'_>>,
    edits: Vec<Edit>,
    names: Lexicon<'_>,
    problems: &mut Problems,
) -> Vec<tree::Declaration> {
    // The grammar follows brackets by recursion, so they are counted before it may look.
    if recovery::too_deep(&words).is_none() {
        let draft = Draft::with_edits(file, text, 0..text.len(), edits.clone());
        if let Ok(node) = parser::parse(Rule::file, draft.text()) {
            return Reader::new(&draft, problems).declarations(node);
        }
    }
    Recovery::new(file, text, words, edits, names).read(problems)
}

/// Adds what a quiet finding changes to the problem that it is told with.
fn join(finding: &habits::Finding, whole: &Draft<'_>, problems: &mut Problems) {
    let told = problems.iter_mut().rfind(|problem| problem.title == finding.title);
    let fix = told.and_then(|problem| problem.fix.as_mut());
    if let (Some(fix), Some(more)) = (fix, finding.fix(whole)) {
        fix.edits.extend(more.edits);
    }
}

/// Tells the marks of other languages, and what is to be read in their place.
fn put_right(
    file: FileId,
    text: &str,
    words: &[words::Word<'_>],
    names: &Lexicon<'_>,
    problems: &mut Problems,
) -> Vec<Edit> {
    let whole = Draft::new(file, text, 0..text.len());
    let mut edits = Vec::new();
    for finding in habits::marks::find(text, words, names) {
        match finding.quiet {
            false => problems.push(finding.problem(&whole)),
            true => join(&finding, &whole, problems),
        }
        edits.extend(finding.with.map(|(range, with)| Edit { range, with }));
    }
    edits
}
