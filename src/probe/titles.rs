//! Titles of tests, each used once.

use std::collections::HashSet;

use crate::Program;

/// Titles that are taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Titles {
    taken: HashSet<String>,
}

impl Titles {
    /// Those of the tests that a program has.
    pub(super) fn of(program: &Program) -> Titles {
        Titles { taken: program.model().tests.iter().map(|test| test.title.clone()).collect() }
    }

    /// The title, with a number if there is one like it.
    pub(super) fn new_one(&mut self, title: &str) -> String {
        let title = plain(title);
        let mut unique = title.clone();
        let mut count = 2;
        while !self.taken.insert(unique.clone()) {
            unique = format!("{title} ({count})");
            count += 1;
        }
        unique
    }
}

/// A text without the marks that a title cannot have.
pub(super) fn plain(text: &str) -> String {
    let one = |letter: char| match letter {
        '"' => '\'',
        '\\' => '/',
        letter if letter.is_control() => ' ',
        letter => letter,
    };
    text.chars().map(one).collect()
}

/// The first part of a long text.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 70;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let start: String = text.chars().take(MOST - 3).collect();
    format!("{}...", start.trim_end())
}
