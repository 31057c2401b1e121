//! A comparison as a comment on a pull request.

use super::report;
use super::{Compared, Shown, causes};
use crate::output::marked::{plain, table};
use crate::problems::shown;
use crate::tools::diff::Side;

pub(super) fn write(compared: &Compared<'_>) -> String {
    let (new, old) = (plain(compared.new.name), plain(compared.old.name));
    let mut out = format!("### {new} compared with {old}\n\n");
    let headline = plain(&report::headline(compared));
    out.push_str(&format!("**{headline}** ({})\n", plain(&compared.when())));
    for section in report::sections(compared) {
        let table = table(&section.head, &section.rows, &section.numbers);
        out.push_str(&format!("\n**{}**\n\n{table}", section.title));
    }
    if !compared.shown.is_empty() {
        out.push_str("\n<details><summary>First customers</summary>\n\n");
        compared.shown.iter().for_each(|one| customer(compared, one, &mut out));
        out.push_str("\n</details>\n");
    }
    out
}

fn customer(compared: &Compared<'_>, one: &Shown, out: &mut String) {
    let day = compared.day_of(one).map_or_else(String::new, |day| format!(" on {day}"));
    out.push_str(&format!("- **`{}`**{day}\n", shown(one.id()).replace('`', "'")));
    for (word, side) in [("before", Side::Old), ("now", Side::New)] {
        let decides = plain(&causes::decides(compared, one, side));
        out.push_str(&format!("  - {word}: {decides}\n"));
    }
    for sentence in causes::sentences(compared, one) {
        out.push_str(&format!("  - because {}\n", in_code(&sentence)));
    }
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
