//! How an editor shows what is said of a name.

use crate::tools::describe::{Piece, Said};

/// How an editor shows a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As Markdown.
    Markdown,
    /// As it is.
    Plain,
}

impl Form {
    /// A name, or what a record says.
    pub(super) fn code(self, code: &str) -> String {
        match self {
            Form::Markdown => format!("`{code}`"),
            Form::Plain => code.to_owned(),
        }
    }

    /// Lines of rules.
    pub(super) fn rules(self, lines: &str) -> String {
        match self {
            Form::Markdown => format!("```flywheel\n{lines}\n```\n"),
            Form::Plain => format!("{lines}\n"),
        }
    }

    pub(super) fn title(self, title: &str) -> String {
        match self {
            Form::Markdown => format!("**{title}**"),
            Form::Plain => title.to_owned(),
        }
    }

    /// A text of the file, of which nothing is a mark.
    pub(super) fn quote(self, text: &str) -> String {
        let escaped = |c: char| match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$' => {
                format!("\\{c}")
            }
            _ => c.to_string(),
        };
        match self {
            Form::Markdown => format!("“{}”", text.chars().map(escaped).collect::<String>()),
            Form::Plain => format!("“{text}”"),
        }
    }

    pub(super) fn words(self, said: &Said) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Words(words) => words.to_string(),
            Piece::Name(name) => self.code(name),
            Piece::Quote(text) => self.quote(text),
        };
        said.pieces.iter().map(piece).collect()
    }
}
