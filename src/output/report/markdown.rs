//! A report for a page or a message.

use super::{Page, Table};
use crate::output::marked::{plain, table};

pub(super) fn write(page: &Page) -> String {
    let mut out = format!("# {}\n\n", plain(&page.title));
    let about: Vec<String> = page.about.iter().map(|line| plain(line)).collect();
    out.push_str(&format!("{}\n", about.join("  \n")));
    for section in &page.sections {
        out.push_str(&format!("\n## {}\n", section.title));
        for sentence in &section.said {
            out.push_str(&format!("\n{}\n", plain(sentence)));
        }
        for Table { title, head, rows, numbers } in &section.tables {
            out.push('\n');
            if !title.is_empty() {
                out.push_str(&format!("**{}**\n\n", plain(title)));
            }
            if !rows.is_empty() {
                out.push_str(&table(head, rows, numbers));
            }
        }
    }
    out
}
