//! The width, colors and wrapping of what is drawn for a person.

use super::shown::shown_lines;

/// How output is drawn for a person. `front` decides this once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// For prose, in characters.
    pub width: usize,
    /// Whether there are colors.
    pub colour: bool,
    /// Whether a terminal would break what is wider than it is.
    pub terminal: bool,
}

/// The purpose of a piece of output, which decides its color.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// What is wrong.
    Error,
    /// What was probably forgotten.
    Warning,
    /// The fix, and good news.
    Help,
    /// Titles.
    Strong,
    /// Less important details.
    Quiet,
}

impl Look {
    /// Without color, and 80 characters wide: for files, pipes and tests.
    pub const PLAIN: Look = Look { width: 80, colour: false, terminal: false };

    /// The text in the color of its purpose, if there is color.
    pub fn paint(self, ink: Ink, text: &str) -> String {
        let text = shown_lines(text);
        if !self.colour || text.is_empty() {
            return text.into_owned();
        }
        let code = match ink {
            Ink::Error => "1;31",
            Ink::Warning => "1;33",
            Ink::Help => "1;36",
            Ink::Strong => "1",
            Ink::Quiet => "2",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// Words in lines no longer than the width. Line breaks of the text stay, and so does the
    /// white space that a line begins with: examples to paste are indented, and such lines are not
    /// broken. The first line has room for `first` characters less, and every further line begins
    /// with `indent` spaces.
    pub fn wrap(self, text: &str, first: usize, indent: usize) -> String {
        let text = shown_lines(text);
        let mut out = String::new();
        let mut column = first;
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                column = new_line(&mut out, indent);
            }
            let lead = line.len() - line.trim_start().len();
            out.push_str(&line[..lead]);
            column += line[..lead].chars().count();
            for (place, word) in line.split_whitespace().enumerate() {
                let length = word.chars().count();
                if place > 0 && lead == 0 && column + 1 + length > self.width {
                    column = new_line(&mut out, indent);
                } else if place > 0 {
                    out.push(' ');
                    column += 1;
                }
                out.push_str(word);
                column += length;
            }
        }
        out
    }
}

/// Whether the codes of a color are of those that [`Look::paint`] and the drawing of problems
/// write. Others, such as text in its own background, come from elsewhere.
pub(super) fn is_ours(codes: &str) -> bool {
    let known = |code| matches!(code, "0" | "1" | "2" | "31" | "33" | "35" | "36");
    !codes.is_empty() && codes.split(';').all(known)
}

/// Begins a line and returns the column that it is at.
fn new_line(out: &mut String, indent: usize) -> usize {
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
    indent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_words_and_keeps_examples() {
        let look = Look { width: 20, ..Look::PLAIN };
        let text = "Write the amount so:\n  costs $1,200";
        assert_eq!(
            look.wrap(text, 6, 2),
            "Write the\n  amount so:\n    costs $1,200",
            "an example keeps its own indentation"
        );
        let text = "Run:\n  flywheel ledger shop.ledger";
        assert_eq!(look.wrap(text, 6, 2), "Run:\n    flywheel ledger shop.ledger", "and its line");
    }

    #[test]
    fn colour_is_left_out_where_there_is_none() {
        assert_eq!(Look::PLAIN.paint(Ink::Error, "error"), "error");
        let colourful = Look { colour: true, ..Look::PLAIN };
        assert_eq!(colourful.paint(Ink::Error, "error"), "\u{1b}[1;31merror\u{1b}[0m");
    }
}
