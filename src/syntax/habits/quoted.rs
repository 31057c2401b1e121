//! Texts, dates and comments as others write them.

use super::{Finding, Spot, numbers};
use crate::problems::register;
use crate::syntax::words::{Kind, Word};

/// A text without the marks around it.
pub(super) fn unquoted(text: &str) -> String {
    let mut inside = text.chars();
    inside.next();
    inside.next_back();
    inside.as_str().to_owned()
}

pub(super) fn date(word: &Word<'_>) -> Finding {
    let dates = numbers::dates(word.text);
    let title = format!("`{}` can be read in more than one way", word.text);
    let label = "write a date as year-month-day";
    let finding = Finding::new(word.range(), title, label).code(register::BAD_LITERAL);
    // The first reading lets the rest be read; it is told that the writer has to choose.
    match dates.as_slice() {
        [] => Finding { title: format!("There is no day `{}`", word.text), ..finding }
            .help("write a day that exists, for example `2026-01-31`")
            .with("2000-01-01")
            .guess(),
        [one] => Finding { title: format!("`{}` should be `{one}`", word.text), ..finding }
            .help(format!("write `{one}`"))
            .with(one.clone())
            .safe(),
        [one, other, ..] => {
            finding.help(format!("write `{one}` or `{other}`")).with(one.clone()).guess()
        }
    }
}

pub(super) fn open_text(spot: &Spot<'_>, at: usize, word: &Word<'_>) -> Finding {
    let inside = word.text.trim_end();
    let last = inside.chars().next_back().filter(|_| inside.len() > 1);
    if let Some(mark) = last.filter(|mark| matches!(mark, '”' | '“' | '»' | '″' | '＂')) {
        let end = word.start + inside.len();
        let range = end - mark.len_utf8()..end;
        let title = "A text ends with a straight quotation mark";
        let fixed = format!("{}\"", inside.trim_end_matches(mark));
        let finding = Finding::new(range, title, "write `\"` here").code(register::UNCLOSED);
        return finding.help(format!("write `{fixed}`")).with("\"");
    }
    // `tag fan"`
    let before = at.checked_sub(1).and_then(|before| spot.word(before));
    let before = before.filter(|name| name.end() == word.start && name.kind == Kind::Word);
    // `"Denver tag "x"` has the others on its line.
    let apart = |name: &&Word<'_>| {
        let text = spot.text.get(..name.start).unwrap_or_default();
        text.ends_with([' ', '\t'])
    };
    let before = before.filter(apart);
    if let Some(name) = before.filter(|_| inside == "\"") {
        let range = name.start..word.start + 1;
        let title = "A text begins with a quotation mark too";
        let finding = Finding::new(range, title, "only the second one is here");
        let fixed = format!("\"{}\"", name.text);
        return finding.code(register::UNCLOSED).help(format!("write `{fixed}`")).with(fixed);
    }
    Finding::new(
        word.start..word.start + 1,
        "This quotation mark is never closed",
        "the text begins here and does not end on this line",
    )
    .code(register::UNCLOSED)
    .help("put `\"` where the text ends")
    .with_at(word.end()..word.end(), "\"")
    .guess()
}

/// A text in other quotation marks, in the marks of the language.
pub(super) fn quotes(word: &Word<'_>) -> Finding {
    let mut inside = word.text.chars();
    inside.next();
    inside.next_back();
    let fixed = format!("\"{}\"", inside.as_str().replace('\\', "\\\\").replace('"', "\\\""));
    let title = if word.kind == Kind::SingleText {
        "Text goes in double quotation marks"
    } else {
        "Text goes in straight quotation marks"
    };
    let finding = Finding::new(word.range(), title, "use straight double quotation marks here");
    finding.help(format!("write `{fixed}`")).with(fixed).safe()
}

pub(super) fn comment(spot: &Spot<'_>, word: &Word<'_>) -> Finding {
    let page = word.text.strip_prefix("<!--");
    let page = page.map(|inside| inside.strip_suffix("-->").unwrap_or(inside).trim());
    let inside = page.unwrap_or_else(|| {
        word.text.trim_start_matches(['/', '*']).trim_end_matches(['/', '*']).trim()
    });
    let first = inside.lines().next().unwrap_or_default();
    let finding = Finding::new(
        word.start..word.start + 2,
        "Comments start with `#`",
        "this does not start a comment",
    )
    .help(format!("write `# {first}`"))
    .with_at(word.range(), "");
    let after = spot.text.get(word.end()..).unwrap_or_default();
    let lines: Vec<String> =
        inside.lines().map(|line| format!("# {}", line.trim()).trim_end().to_owned()).collect();
    // What follows on the line would become a part of the comment.
    match after.trim_start_matches([' ', '\t', '\r']).chars().next() {
        None | Some('\n') => finding.write(lines.join("\n")).safe(),
        Some(_) => finding.guess(),
    }
}
