//! What a condition in ordinary words, or in those of another tool, asks for. It is put together from the
//! names, numbers and lengths of time that the words mention, in whatever order, and only if every
//! word is accounted for.
//!
//! ```text
//! stem     what words of one family have in common
//! names    the names of a file, found by the words that people use for them
//! phrases  the phrases of conditions
//! item     what a word or a phrase says
//! reading  from words to items, with amounts, windows and marks
//! pieces   the items of a clause, used one by one
//! nearest  what the file knows that comes nearest to a condition that cannot be read, with value_example
//! clause   a condition of clauses, with value and events: what is said of each
//! ```
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "each function asks for a few kinds of words; any other, new ones included, says nothing that it knows"
)]

mod amounts;
mod clause;
mod events;
mod item;
mod marks;
mod names;
mod nearest;
mod phrases;
mod pieces;
mod reading;
mod stem;
mod value;
mod value_example;
mod windows;

pub(crate) use names::Names;
pub(crate) use nearest::{Nearest, nearest};

/// The condition that a text asks for; `None` unless it is clear from all of its words.
pub(crate) fn condition(names: &Names<'_>, text: &str) -> Option<String> {
    let read = |verbs| clause::condition(names, &reading::read(names, text, verbs)?);
    // Brackets are not kept, so what they group must not matter.
    read(reading::Verbs::Silent).or_else(|| read(reading::Verbs::Events))
}
