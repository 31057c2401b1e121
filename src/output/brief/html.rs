//! A brief in HTML: one file that needs no other, to be read on a screen or printed.

use std::collections::HashSet;

use crate::output::escaped::escaped;
use crate::output::wheel::{self, Picture};
use crate::tools::describe::{Block, Brief, Item, Level, Piece, Said};

const STYLE: &str = "\
:root { color-scheme: light dark; --paper: #ffffff; --ink: #17202a; --quiet: #566270; --line: #d8dfe6; --name: #0a6e69; }
@media screen and (prefers-color-scheme: dark) { :root { --paper: #12161b; --ink: #eef2f6; --quiet: #a9b5c1; --line: #313b46; --name: #4fd0c5; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.55 system-ui, -apple-system, \"Segoe UI\", Roboto, \"Helvetica Neue\", Arial, \"Liberation Sans\", \"Noto Sans\", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 3rem 1.25rem 5rem; }
h1 { font-size: 2.1rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.45rem; margin: 3rem 0 0.75rem; padding-top: 1rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.12rem; margin: 2rem 0 0.4rem; }
p { margin: 0.6rem 0; }
ul { margin: 0.6rem 0; padding-left: 1.3rem; }
li { margin: 0.35rem 0; }
li ul { margin: 0.2rem 0; }
b { font-weight: 650; color: var(--name); }
a { color: inherit; text-decoration: none; }
a:hover { text-decoration: underline; }
h2 b, h3 b { color: inherit; }
figure { margin: 1.5rem 0; width: min(92vw, 90rem); position: relative; left: 50%; transform: translateX(-50%); }
figure svg { width: 100%; height: auto; display: block; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: 0.94em; }
th, td { text-align: left; vertical-align: top; padding: 0.45rem 0.7rem 0.45rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 600; }
summary { cursor: pointer; color: var(--quiet); }
@media print {
  :root { color-scheme: light; --paper: #ffffff; --ink: #000000; --quiet: #444444; --line: #bbbbbb; --name: #0a5a56; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  figure { width: 100%; left: 0; transform: none; }
  h2, h3 { break-after: avoid; }
  details::details-content { content-visibility: visible; }
  figure, li, tr { break-inside: avoid; }
}
";

pub(super) fn write(brief: &Brief, picture: Picture<'_>) -> String {
    let title = escaped(&brief.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n"
    );
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
    out + "</main>\n</body>\n</html>\n"
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
