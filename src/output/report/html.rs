//! A report in HTML: one file that needs no other and no script, to be read on a screen, on a phone or on
//! paper.

use super::{Page, Reported, Section, Table, drawn};
use crate::output::charts;
use crate::output::escaped::escaped;
use crate::output::paper;

/// What a report has besides what all pages have.
const STYLE: &str = "\
h3 { font-size: 1.05rem; margin: 1.8rem 0 0.3rem; }
.about { color: var(--quiet); }
.short { border-left: 4px solid var(--name); padding: 0.1rem 0 0.1rem 1.1rem; margin: 1.6rem 0; }
.short p { margin: 0.5rem 0; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; list-style: none; padding: 0; }
nav a { text-decoration: underline; }
.number, .line { white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
thead .number { white-space: normal; }
main { max-width: 52rem; }
@media screen { .scroll { background: linear-gradient(to right, var(--paper) 30%, transparent) 0 0, linear-gradient(to left, var(--paper) 30%, transparent) 100% 0, linear-gradient(to right, var(--quiet), transparent) 0 0, linear-gradient(to left, var(--quiet), transparent) 100% 0; background-repeat: no-repeat; background-size: 3rem 100%, 3rem 100%, 0.6rem 100%, 0.6rem 100%; background-attachment: local, local, scroll, scroll; } }
@media print { nav { display: none; } section { break-inside: auto; } table { font-size: 9pt; } }
";

/// Cells with no more letters than these are not wrapped.
const ONE_LINE: usize = 24;

pub(super) fn write(reported: Reported<'_>) -> String {
    let page = Page::of(reported);
    let title = escaped(&page.title);
    let mut out = paper::begin(&page.title, &[charts::STYLE, STYLE]);
    out.push_str(&format!("<h1>{title}</h1>\n"));
    page.about.iter().for_each(|said| paragraph(&mut out, "about", said));
    if !page.short.is_empty() {
        out.push_str("<div class=\"short\">\n");
        page.short.iter().for_each(|said| paragraph(&mut out, "", said));
        out.push_str("</div>\n");
    }
    out.push_str("<nav aria-label=\"Sections\"><ul>\n");
    for section in &page.sections {
        let (id, title) = (section.subject.id(), escaped(&section.title));
        out.push_str(&format!("<li><a href=\"#{id}\">{title}</a></li>\n"));
    }
    out.push_str("</ul></nav>\n");
    page.sections.iter().for_each(|section| part(&mut out, reported, section));
    out + paper::END
}

fn part(out: &mut String, reported: Reported<'_>, section: &Section) {
    let (id, title) = (section.subject.id(), escaped(&section.title));
    out.push_str(&format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n"));
    section.said.iter().for_each(|said| paragraph(out, "", said));
    out.push_str(&drawn::charts(reported, section.subject));
    for (place, rows) in section.tables.iter().enumerate() {
        table(out, id, place, rows);
    }
    out.push_str("</section>\n");
}

fn paragraph(out: &mut String, class: &str, said: &str) {
    let said = escaped(said);
    match class {
        "" => out.push_str(&format!("<p>{said}</p>\n")),
        class => out.push_str(&format!("<p class=\"{class}\">{said}</p>\n")),
    }
}

fn table(out: &mut String, section: &str, place: usize, table: &Table) {
    let (section, id) = (section.to_owned(), format!("{section}-{}", place + 1));
    let class = |column: usize, cell: &str| match table.numbers.contains(&column) {
        true => " class=\"number\"",
        // One line is easier to compare with the next.
        false if cell.chars().count() <= ONE_LINE => " class=\"line\"",
        false => "",
    };
    if !table.title.is_empty() {
        out.push_str(&format!("<h3 id=\"{id}\">{}</h3>\n", escaped(&table.title)));
    }
    let named = if table.title.is_empty() { &section } else { &id };
    out.push_str(&format!("<div class=\"scroll\"><table aria-labelledby=\"{named}\">\n"));
    out.push_str("<thead><tr>");
    for (column, cell) in table.head.iter().enumerate() {
        let number = if table.numbers.contains(&column) { " class=\"number\"" } else { "" };
        out.push_str(&format!("<th scope=\"col\"{number}>{}</th>", escaped(cell)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let (class, cell) = (class(column, cell), escaped(cell));
            match column {
                0 => out.push_str(&format!("<th scope=\"row\"{class}>{cell}</th>")),
                _ => out.push_str(&format!("<td{class}>{cell}</td>")),
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}
