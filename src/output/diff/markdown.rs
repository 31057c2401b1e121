//! A comparison as a comment on a pull request.

use super::report::{self, Section};
use super::{Compared, Shown, causes};
use crate::problems::shown;
use crate::tools::diff::Side;

pub(super) fn write(compared: &Compared<'_>) -> String {
    let (new, old) = (plain(compared.new.name), plain(compared.old.name));
    let mut out = format!("### {new} compared with {old}\n\n");
    let headline = plain(&report::headline(compared));
    out.push_str(&format!("**{headline}** ({})\n", plain(&compared.as_of_words())));
    for section in report::sections(compared) {
        out.push_str(&format!("\n**{}**\n\n{}", section.title, table(&section)));
    }
    if !compared.shown.is_empty() {
        out.push_str("\n<details><summary>First customers</summary>\n\n");
        compared.shown.iter().for_each(|one| customer(compared, one, &mut out));
        out.push_str("\n</details>\n");
    }
    out
}

fn table(section: &Section) -> String {
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule = |column| if section.numbers.contains(&column) { "---:" } else { "---" };
    let rule: Vec<&str> = (0..section.head.len()).map(rule).collect();
    let rows: String = section.rows.iter().map(|cells| row(cells)).collect();
    format!("{}| {} |\n{rows}", row(&section.head), rule.join(" | "))
}

fn customer(compared: &Compared<'_>, one: &Shown, out: &mut String) {
    out.push_str(&format!("- **`{}`**\n", shown(one.id()).replace('`', "'")));
    for (word, side) in [("before", Side::Old), ("now", Side::New)] {
        let decides = plain(&causes::decides(compared, one, side));
        out.push_str(&format!("  - {word}: {decides}\n"));
    }
    for sentence in causes::sentences(compared, one) {
        out.push_str(&format!("  - because {}\n", in_code(&sentence)));
    }
}

/// Text that means nothing to Markdown or HTML.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for letter in shown(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Nobody is called.
            '@' => out.push_str("@\u{200b}"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => {
                out.extend(['\\', letter]);
            }
            letter => out.push(letter),
        }
    }
    out
}

/// The same for a sentence in which code is between backticks.
fn in_code(sentence: &str) -> String {
    let part = |(place, text): (usize, &str)| match place % 2 {
        0 => plain(text),
        // Between backticks, only a backtick would mean something, and there is none.
        _ => format!("`{}`", shown(text)),
    };
    match sentence.matches('`').count() % 2 {
        0 => sentence.split('`').enumerate().map(part).collect(),
        _ => plain(sentence),
    }
}
