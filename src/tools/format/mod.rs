//! One canonical layout for rule files.
//!
//! ```text
//! token      the words and marks of a text, each with the comments next to it
//! sketch     tokens that are being marked with what the tree says of them
//! outline    what the tree says of declarations: where lines begin, where they may break
//! condition  the same of conditions and values, and which brackets they need
//! literal    numbers, amounts, dates and units in their usual forms
//! line       the kinds of lines
//! row        lines: which tokens are on each, and what is between them
//! table      lines that belong together, aligned
//! page       lines with their comments, broken where they are long
//! law        what must hold: the text says what it said before
//! diff       what formatting would change, for people
//! ```

mod condition;
pub mod diff;
mod law;
mod line;
mod literal;
mod outline;
mod page;
#[cfg(test)]
mod properties;
mod row;
mod sketch;
mod table;
mod token;

use crate::problems::{FileId, Problems};
use crate::syntax::parse;
use crate::syntax::tree::File;
use sketch::{Freedom, Sketch};

/// How far the lines of a block are indented.
const INDENT: usize = 2;
/// How many columns a line may have.
const WIDTH: usize = 100;

/// Why a text cannot be formatted.
#[derive(Clone, Debug)]
pub enum FormatFailure {
    /// It has mistakes, so nobody knows what belongs together.
    Mistakes(Problems),
    /// What was written would not say the same, which is a mistake of this program.
    Changed,
}

/// The canonical layout of a rule file. What it says stays the same to the last comment.
pub fn format(text: &str) -> Result<String, FormatFailure> {
    let (tree, problems) = parse(FileId(0), text);
    if problems.has_errors() {
        return Err(FormatFailure::Mistakes(problems));
    }
    let formatted = match settled(text, &tree, Freedom::Full) {
        Some(formatted) => formatted,
        // Where words and brackets cannot be touched safely, lines and spaces still can.
        None => {
            let spaced = settled(text, &tree, Freedom::SpaceOnly).ok_or(FormatFailure::Changed)?;
            let (again, _) = parse(FileId(0), &spaced);
            settled(&spaced, &again, Freedom::Full).unwrap_or(spaced)
        }
    };
    Ok(with_line_ends(formatted, text))
}

/// Whether two texts without mistakes say the same, whatever their layout and their comments.
pub fn says_the_same(one: &str, other: &str) -> bool {
    let [(one, wrong), (other, too)] = [one, other].map(|text| parse(FileId(0), text));
    !wrong.has_errors() && !too.has_errors() && law::same(&one, &other)
}

/// The text laid out until it stays as it is. `None` if it would not say what it said before.
fn settled(text: &str, tree: &File, freedom: Freedom) -> Option<String> {
    /// Comments that move may make room for a better layout, but not for long.
    const ROUNDS: usize = 3;
    let mut formatted = laid_out(text, tree, freedom);
    for _ in 0..ROUNDS {
        let (again, problems) = parse(FileId(0), &formatted);
        let kept = law::same(tree, &again) && law::comments(text) == law::comments(&formatted);
        if problems.has_errors() || !kept {
            return None;
        }
        let next = laid_out(&formatted, &again, freedom);
        if next == formatted {
            return Some(formatted);
        }
        formatted = next;
    }
    None
}

fn laid_out(text: &str, tree: &File, freedom: Freedom) -> String {
    let mut sketch = Sketch::new(text, token::scan(text), freedom);
    sketch.file(tree);
    let mut read = sketch.settle();
    if freedom == Freedom::Full {
        literal::tidy(&mut read.tokens);
    }
    page::write(read)
}

/// The lines end as those of the original do.
fn with_line_ends(formatted: String, original: &str) -> String {
    let windows = original.find('\n').is_some_and(|at| original[..at].ends_with('\r'));
    if windows { formatted.replace('\n', "\r\n") } else { formatted }
}
