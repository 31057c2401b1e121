//! A brief in Markdown.

use std::collections::HashSet;

use crate::output::wheel::{self, Picture};
use crate::tools::describe::{Block, Brief, Item, Level, Piece, Said};

pub(super) fn write(brief: &Brief, picture: Picture<'_>) -> String {
    let mut out = format!("# {}\n", escaped(&brief.title));
    let parts = brief.parts();
    for block in &brief.blocks {
        out.push('\n');
        match block {
            Block::Head(Level::Section, said) => {
                out.push_str(&format!("## {}\n", escaped(&said.plain())))
            }
            Block::Head(Level::Part, said) => {
                out.push_str(&format!("### {}\n", escaped(&said.plain())))
            }
            Block::Paragraph(said) => out.push_str(&format!("{}\n", text(said, &parts))),
            Block::List(items) => list(&mut out, items, 0, &parts),
            Block::Folded(summary, items) => {
                out.push_str(&format!("<details>\n<summary>{}</summary>\n\n", escaped(summary)));
                list(&mut out, items, 0, &parts);
                out.push_str("\n</details>\n");
            }
            Block::Table(head, rows) => table(&mut out, head, rows, &parts),
            Block::Picture => {
                let diagram = wheel::Format::Mermaid.write(picture);
                out.push_str(&format!("```mermaid\n{diagram}```\n"));
            }
        }
    }
    out
}

fn list(out: &mut String, items: &[Item], depth: usize, parts: &HashSet<String>) {
    for item in items {
        out.push_str(&format!("{}- {}\n", "  ".repeat(depth), text(&item.said, parts)));
        list(out, &item.below, depth + 1, parts);
    }
}

fn table(out: &mut String, head: &[&str], rows: &[Vec<Said>], parts: &HashSet<String>) {
    out.push_str(&format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(head.len())));
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| text(cell, parts)).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
}

/// A text on one line. Names stand out, and lead to the parts about them.
fn text(said: &Said, parts: &HashSet<String>) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Words(words) => escaped(words),
        // Pages of Markdown make anchors of heads in small letters.
        Piece::Name(name) if parts.contains(name) => {
            format!("[**{}**](#{})", escaped(name), name.to_lowercase())
        }
        Piece::Name(name) => format!("**{}**", escaped(name)),
        Piece::Quote(text) => format!("“{}”", escaped(text.trim())),
    };
    said.pieces.iter().map(piece).collect()
}

/// A text that means nothing to Markdown, or to the HTML within it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' | '{' | '}' => {
                out.push('\\');
                out.push(letter);
            }
            '&' => out.push_str("&amp;"),
            // Two dollar signs on a line are a formula to some.
            '$' => out.push_str("\\$"),
            // Addresses become links by themselves.
            ':' if text.contains("://") => out.push_str("&#58;"),
            '@' => out.push_str("&#64;"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_means_anything_to_markdown() {
        let hostile = "*a* _b_ `c` <script>|[d](http://e)\n# f &amp; \\";
        let safe =
            "\\*a\\* \\_b\\_ \\`c\\` \\<script\\>\\|\\[d\\](http&#58;//e) \\# f &amp;amp; \\\\";
        assert_eq!(escaped(hostile), safe);
    }
}
