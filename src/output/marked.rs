//! Tables and texts in Markdown.

use crate::problems::shown;

/// Rows below a head; numbers are aligned right.
pub fn table(head: &[String], rows: &[Vec<String>], numbers: &[usize]) -> String {
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule = |column| if numbers.contains(&column) { "---:" } else { "---" };
    let rule: Vec<&str> = (0..head.len()).map(rule).collect();
    let rows: String = rows.iter().map(|cells| row(cells)).collect();
    format!("{}| {} |\n{rows}", row(head), rule.join(" | "))
}

/// Text that means nothing to Markdown or HTML.
pub fn plain(text: &str) -> String {
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
