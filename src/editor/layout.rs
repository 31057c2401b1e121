//! The layout of a text, of a part of it, or of a line that was just ended.

use std::ops::Range;

use super::Edit;
use super::edit::{edits, made};
use crate::syntax::{begins_block, begins_declaration, begins_rule};
use crate::tools::format::{FormatFailure, format, says_the_same};

/// What to change so that a text is laid out as usual.
///
/// # Errors
/// Why it cannot be laid out, such as mistakes in it.
pub fn whole(text: &str) -> Result<Vec<Edit>, FormatFailure> {
    Ok(edits(text, &format(text)?))
}

/// The same for some lines, and for those that are laid out together with them.
///
/// # Errors
/// Why the text cannot be laid out, such as mistakes anywhere in it.
pub fn part(text: &str, range: Range<usize>) -> Result<Vec<Edit>, FormatFailure> {
    let (start, end) = (line_start(text, range.start), line_end(text, range.end));
    let all = whole(text)?;
    let is_in =
        |edit: &&Edit| edit.range.start < end && start < edit.range.end.max(edit.range.start + 1);
    let some: Vec<Edit> = all.iter().filter(is_in).cloned().collect();
    // What is moved between two stretches needs both of them.
    if some.is_empty() || says_the_same(text, &made(text, &some)) { Ok(some) } else { Ok(all) }
}

/// What to change when a line was just ended, and the cursor is at the beginning of the next: the
/// layout of the one that was ended, and how far the next one is indented. Only the declarations around it are
/// looked at, however long the text is.
pub fn after_line_break(text: &str, cursor: usize) -> Vec<Edit> {
    let Some(before) = text.get(..cursor) else { return Vec::new() };
    let line = line_start(text, before.len());
    let rest = text.get(line..).unwrap_or_default();
    let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let is_blank =
        matches!(rest.get(spaces..).and_then(|rest| rest.chars().next()), None | Some('\n' | '\r'));
    let ended = line.saturating_sub(1);
    let last = line_start(text, ended);
    // Without the blank line, which has to stay, the rest may be laid out already.
    let next = if is_blank { line_end(text, line) } else { line };
    let (from, to) = (stretch_start(text, last), stretch_end(text, next));
    let part_of = |range: Range<usize>| text.get(range).unwrap_or_default();
    let without = format!("{}{}", part_of(from..line), part_of(next..to));
    let as_it_was = part_of(last..ended);
    let has_words = !as_it_was.trim().is_empty();
    let laid_out = has_words.then(|| part(&without, last - from..ended - from).ok()).flatten();
    let mut out = laid_out.unwrap_or_default();
    out.retain(|edit| edit.range == (last - from..line - from));
    for edit in &mut out {
        edit.range = last..line;
        // A blank line may be laid out after it, which the cursor is in already.
        edit.text.truncate(edit.text.find('\n').map_or(0, |at| at + 1));
    }
    let indent = " ".repeat(indent(out.first().map_or(as_it_was, |edit| edit.text.trim_end())));
    if is_blank && rest.get(..spaces) != Some(&indent) {
        out.push(Edit { range: line..line + spaces, text: indent });
    }
    out
}

/// Where the line of a byte begins.
fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1)
}

/// Where the line of a byte ends, with its line break.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find('\n').map_or(rest.len(), |at| at + 1)
}

/// What a line is, where only its words count.
#[derive(PartialEq, Eq)]
enum Line {
    Blank,
    Comment,
    /// The first of a declaration.
    Head,
    Other,
}

impl Line {
    fn of(line: &str) -> Line {
        let is_head = || {
            let first = line.split_whitespace().next().unwrap_or_default();
            !line.starts_with([' ', '\t']) && (begins_declaration(first) || begins_block(line))
        };
        match line.trim().chars().next() {
            None => Line::Blank,
            Some('#') => Line::Comment,
            Some(_) if is_head() => Line::Head,
            Some(_) => Line::Other,
        }
    }
}

/// The beginning of a stretch that is laid out by itself, around a line: after a blank line, with a
/// declaration that may have comments above it.
fn stretch_start(text: &str, line: usize) -> usize {
    let (mut start, mut is_head) = (line, false);
    loop {
        match Line::of(text.get(start..line_end(text, start)).unwrap_or_default()) {
            Line::Blank if is_head => return line_end(text, start),
            Line::Blank | Line::Other => is_head = false,
            Line::Comment => {}
            Line::Head => is_head = true,
        }
        if start == 0 {
            return 0;
        }
        start = line_start(text, start - 1);
    }
}

/// The end of such a stretch, from a line on.
fn stretch_end(text: &str, line: usize) -> usize {
    let (mut start, mut gap) = (line, None);
    while start < text.len() {
        let end = line_end(text, start);
        match Line::of(text.get(start..end).unwrap_or_default()) {
            Line::Blank => gap = Some(start),
            Line::Comment => {}
            Line::Head => {
                if let Some(gap) = gap {
                    return gap;
                }
            }
            Line::Other => gap = None,
        }
        start = end;
    }
    text.len()
}

/// How far the line after another is indented.
fn indent(line: &str) -> usize {
    let words = line.trim_start();
    let indent = line.len() - words.len();
    let is_named_rule = words.starts_with("rule ") && !begins_rule(words);
    match indent {
        0 if begins_block(words) => 2,
        _ if words.is_empty() => 0,
        0 => 0,
        _ if is_named_rule => 4,
        // The second line of a rule, or what goes on with another.
        3.. if begins_rule(words) => 2,
        _ => indent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UGLY: &str =
        "customer\n  a:number\n  bcd: text\nstage A\n   resting\nstage B\n   resting\n";

    /// The text after the end of the line with the mark, which is typed.
    fn typed(marked: &str) -> String {
        let at = marked.find('▮').unwrap();
        let text = marked.replace('▮', "\n");
        made(&text, &after_line_break(&text, at + 1))
    }

    #[test]
    fn a_part_is_laid_out_with_what_belongs_to_it() {
        let at = UGLY.find("  a:").unwrap();
        let text = made(UGLY, &part(UGLY, at..at).unwrap());
        assert_eq!(text, UGLY.replace("a:number\n  bcd: text", "a:   number\n  bcd: text"));
        let text = made(UGLY, &whole(UGLY).unwrap());
        assert_eq!(text, format(UGLY).unwrap());
        assert!(whole("stage").is_err());
    }

    #[test]
    fn the_next_line_is_indented() {
        assert_eq!(typed("stage A▮"), "stage A\n  ");
        assert_eq!(typed("stage A▮  resting\n"), "stage A\n  resting\n");
        assert_eq!(typed("stage A\n  rule \"x\"▮"), "stage A\n  rule \"x\"\n    ");
        let rule = "stage A\n  rule \"x\"\n    when vip tag \"x\"";
        assert_eq!(typed(&format!("{rule}▮")), format!("{rule}\n  "));
        assert_eq!(typed("stage A\n  resting\n▮"), "stage A\n  resting\n\n");
        assert_eq!(typed("let a = 1▮"), "let a = 1\n");
    }

    #[test]
    fn the_line_that_was_ended_is_laid_out() {
        let text = typed("stage A\n   resting▮\nstage B\n  resting\n");
        assert_eq!(text, "stage A\n  resting\n  \nstage B\n  resting\n");
    }

    #[test]
    fn a_line_is_laid_out_with_its_stretch_alone() {
        let stages = |count: usize| "# How it goes on.\nstage A\n   resting\n\n".repeat(count);
        let customer = "customer\n  a: number\n  bcd: text";
        // To lay out all of it would take minutes.
        let text = typed(&format!("{}{customer}▮\n\n{}", stages(50_000), stages(50_000)));
        let laid_out = "customer\n  a: number\n  bcd: text\n  \n\n";
        assert_eq!(text, format!("{}{laid_out}{}", stages(50_000), stages(50_000)));
        // Mistakes elsewhere are no reason not to.
        let text = typed("stage\n\nlet a=1▮\n\nstage\n");
        assert_eq!(text, "stage\n\nlet a = 1\n\n\nstage\n");
        // What is aligned belongs together.
        let text = typed("let abc = 1\nlet d=2▮\n\nlet e=3\n");
        assert_eq!(text, "let abc = 1\nlet d   = 2\n\n\nlet e=3\n");
    }
}
