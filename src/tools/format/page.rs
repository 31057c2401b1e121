//! The page: lines with their comments, broken where they are long.

use super::row::{Row, fits, in_block, rows};
use super::sketch::spaced;
use super::token::{Comment, Token, Tokens};
use super::{INDENT, table};

/// Writes a file.
pub(super) fn write(read: Tokens<'_>) -> String {
    let (mut rows, tail) = rows(read);
    table::align(&mut rows);
    let mut page = Page { out: String::new() };
    for row in &rows {
        page.comments(&row.before, INDENT);
        page.gap(row.gap);
        page.row(row);
    }
    let inside = if in_block(&rows) {
        tail.iter().position(|comment| comment.column == 0).unwrap_or(tail.len())
    } else {
        0
    };
    page.comments(&tail[..inside], INDENT);
    page.comments(&tail[inside..], 0);
    page.out
}

struct Page {
    out: String,
}

impl Page {
    /// Leaves a line empty, but never the first.
    fn gap(&mut self, wanted: bool) {
        if wanted && !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    fn comments(&mut self, comments: &[Comment<'_>], indent: usize) {
        for comment in comments {
            self.gap(comment.gap);
            self.comment(comment, indent);
        }
    }

    fn comment(&mut self, comment: &Comment<'_>, indent: usize) {
        self.indent(indent);
        self.out.push_str(comment.text);
        self.out.push('\n');
    }

    fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    fn row(&mut self, row: &Row<'_>) {
        let indent = row.line.indent();
        let Some(first) = row.tokens.first() else { return };
        // The empty line before the first comment is that of the row.
        for (at, comment) in first.above.iter().enumerate() {
            self.gap(at > 0 && comment.gap);
            self.comment(comment, indent);
        }
        self.gap(!first.above.is_empty() && first.gap);
        self.lines(&row.tokens, indent);
    }

    /// Tokens on one line if they fit, else on several.
    fn lines(&mut self, tokens: &[Token<'_>], indent: usize) {
        if fits(tokens, indent) {
            return self.line(tokens, indent);
        }
        let places = tokens.iter().skip(1).filter_map(|token| token.may_break);
        let Some(level) = places.map(|place| place.level).min() else {
            return self.line(tokens, indent);
        };
        let mut from = 0;
        let mut deeper = 0;
        while from < tokens.len() {
            let to = self.segment(tokens, from, level, indent + deeper);
            if from > 0 {
                for comment in &tokens[from].above {
                    self.comment(comment, indent + deeper);
                }
            }
            self.lines(&tokens[from..to], indent + deeper);
            deeper = tokens.get(to).and_then(|token| token.may_break).map_or(0, |at| at.deeper);
            from = to;
        }
    }

    /// Where the line that begins at a token ends.
    fn segment(&self, tokens: &[Token<'_>], from: usize, level: u8, indent: usize) -> usize {
        let breaks = (from + 1..tokens.len()).filter_map(|at| {
            let place = tokens[at].may_break.filter(|place| place.level == level)?;
            Some((at, place.fill))
        });
        let mut end = None;
        for (at, fill) in breaks.chain([(tokens.len(), true)]) {
            let part = &tokens[from..at];
            if end.is_some() && !fits(part, indent) {
                break;
            }
            end = Some(at);
            if !fill {
                break;
            }
        }
        end.unwrap_or(tokens.len())
    }

    /// Tokens on a line of their own, which only comments break.
    fn line(&mut self, tokens: &[Token<'_>], indent: usize) {
        let mut before: Option<&Token<'_>> = None;
        for token in tokens {
            match before {
                None => self.indent(indent),
                Some(last) if last.beside.is_some() || !token.above.is_empty() => {
                    self.out.push('\n');
                    for comment in &token.above {
                        self.comment(comment, indent + INDENT);
                    }
                    self.indent(indent + INDENT);
                }
                Some(last) => {
                    let spaces = usize::from(spaced(last, token)) + token.pad;
                    self.indent(spaces);
                }
            }
            self.out.push_str(&token.text);
            if let Some(comment) = token.beside {
                self.out.push_str("  ");
                self.out.push_str(comment);
            }
            before = Some(token);
        }
        self.out.push('\n');
    }
}
