//! A brief in HTML: one file that needs no other, to be read on a screen or printed.

use std::collections::HashSet;

use crate::output::escaped::escaped;
use crate::output::paper;
use crate::output::wheel::{self, Picture};
use crate::tools::describe::{Block, Brief, Item, Level, Piece, Said};

pub(super) fn write(brief: &Brief, picture: Picture<'_>) -> String {
    let mut out = paper::begin(&brief.title, &[]);
    out.push_str(&format!("<h1>{}</h1>\n", escaped(&brief.title)));
    let parts = brief.parts();
    for block in &brief.blocks {
        match block {
            Block::Head(Level::Section, said) => {
                out.push_str(&format!("<h2>{}</h2>\n", text(said, &HashSet::new())))
            }
            Block::Head(Level::Part, said) => {
                let (id, head) = (anchor(&said.plain()), text(said, &HashSet::new()));
                out.push_str(&format!(
                    "<h3 id=\"{id}\">{head}</h3>
"
                ));
            }
            Block::Paragraph(said) => out.push_str(&format!("<p>{}</p>\n", text(said, &parts))),
            Block::List(items) => list(&mut out, items, &parts),
            Block::Folded(summary, items) => {
                out.push_str(&format!("<details>\n<summary>{}</summary>\n", escaped(summary)));
                list(&mut out, items, &parts);
                out.push_str("</details>\n");
            }
            Block::Table(head, rows) => table(&mut out, head, rows, &parts),
            Block::Picture => {
                let drawn = wheel::Format::Svg.write(picture);
                out.push_str(&format!("<figure>\n{drawn}</figure>\n"));
            }
        }
    }
    out + paper::END
}

fn list(out: &mut String, items: &[Item], parts: &HashSet<String>) {
    out.push_str("<ul>\n");
    for item in items {
        out.push_str(&format!("<li>{}", text(&item.said, parts)));
        if !item.below.is_empty() {
            out.push('\n');
            list(out, &item.below, parts);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

fn table(out: &mut String, head: &[&str], rows: &[Vec<Said>], parts: &HashSet<String>) {
    out.push_str("<div class=\"scroll\"><table>\n<tr>");
    head.iter().for_each(|cell| out.push_str(&format!("<th scope=\"col\">{cell}</th>")));
    out.push_str("</tr>\n");
    for row in rows {
        out.push_str("<tr>");
        row.iter().for_each(|cell| out.push_str(&format!("<td>{}</td>", text(cell, parts))));
        out.push_str("</tr>\n");
    }
    out.push_str("</table></div>\n");
}

/// The place in the page of what has a part of its own.
fn anchor(name: &str) -> String {
    escaped(&format!("part-{}", name.replace(char::is_whitespace, "-")))
}

/// A text in which names stand out, and lead to the parts about them.
fn text(said: &Said, parts: &HashSet<String>) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Words(words) => escaped(words),
        Piece::Name(name) if parts.contains(name) => {
            format!("<a href=\"#{}\"><b>{}</b></a>", anchor(name), escaped(name))
        }
        Piece::Name(name) => format!("<b>{}</b>", escaped(name)),
        Piece::Quote(text) => format!("“{}”", escaped(text)),
    };
    said.pieces.iter().map(piece).collect()
}
