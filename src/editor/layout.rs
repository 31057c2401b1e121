//! The layout of a text, of a part of it, or of a line that was just ended.

use std::ops::Range;

use super::Edit;
use super::edit::{edits, made};
use crate::syntax::{begins_block, begins_rule};
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
    let start =
        text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let rest = text.get(range.end..).unwrap_or_default();
    let end = range.end + rest.find('\n').map_or(rest.len(), |at| at + 1);
    let all = whole(text)?;
    let is_in =
        |edit: &&Edit| edit.range.start < end && start < edit.range.end.max(edit.range.start + 1);
    let some: Vec<Edit> = all.iter().filter(is_in).cloned().collect();
    // What is moved between two stretches needs both of them.
    if some.is_empty() || says_the_same(text, &made(text, &some)) { Ok(some) } else { Ok(all) }
}

/// What to change when a line was just ended, and the cursor is at the beginning of the next: the
/// layout of the one that was ended, and how far the next one is indented.
pub fn after_line_break(text: &str, cursor: usize) -> Vec<Edit> {
    let Some(before) = text.get(..cursor) else { return Vec::new() };
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(line..).unwrap_or_default();
    let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let is_blank =
        matches!(rest.get(spaces..).and_then(|rest| rest.chars().next()), None | Some('\n' | '\r'));
    let ended = line.saturating_sub(1);
    let last = text.get(..ended).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    // Without the blank line, which has to stay, the rest may be laid out already.
    let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
    let after = if is_blank { rest.get(end..).unwrap_or_default() } else { rest };
    let without = format!("{}{after}", before.get(..line).unwrap_or_default());
    let has_words = text.get(last..ended).is_some_and(|line| !line.trim().is_empty());
    let laid_out = has_words.then(|| part(&without, last..ended).ok()).flatten();
    let mut out = laid_out.unwrap_or_default();
    out.retain(|edit| edit.range == (last..line));
    // A blank line may be laid out after it, which the cursor is in already.
    let whole_line =
        |edit: &mut Edit| edit.text.truncate(edit.text.find('\n').map_or(0, |at| at + 1));
    out.iter_mut().for_each(whole_line);
    let as_it_was = text.get(last..ended).unwrap_or_default();
    let indent = " ".repeat(indent(out.first().map_or(as_it_was, |edit| edit.text.trim_end())));
    if is_blank && rest.get(..spaces) != Some(&indent) {
        out.push(Edit { range: line..line + spaces, text: indent });
    }
    out
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
}
