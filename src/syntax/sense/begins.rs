//! Whether a change begins a rule where the text is still inside another one: what happened only
//! under both conditions would then happen under the second one alone.

use crate::problems::Edit;

/// What begins a rule, here or elsewhere.
const BEGIN: &[&str] = &["when", "after", "if", "whenever", "on", "rule", "else", "elsif", "elif"];

/// Whether an edit makes a rule of its own of what is a condition inside a rule.
pub(super) fn takes_out_of_a_rule(text: &str, edit: &Edit) -> bool {
    let range = edit.span.range();
    let (Some(before), Some(written)) = (text.get(..range.start), text.get(range)) else {
        return false;
    };
    let begins = |text: &str| matches!(first_word(text).as_str(), "when" | "after");
    if !begins(&edit.text) || begins(written) {
        return false;
    }
    let (above, line) = before.rsplit_once('\n').unwrap_or(("", before));
    !line.trim().is_empty() || is_inside(above, width(line))
}

/// Whether a line that begins so far to the right goes on with the rule above.
fn is_inside(above: &str, width_here: usize) -> bool {
    let is_written = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with('#');
    let mut lines = above.lines().rev().filter(is_written);
    let Some(last) = lines.next() else { return false };
    let last_word = last.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let goes_on = last_word.ends_with([';', ',', '&', '|'])
        || matches!(last_word.as_str(), "and" | "or" | "then" | "=>" | "->");
    // The actions of one rule are not so many.
    let mut near = std::iter::once(last).chain(lines).take(50);
    let outer = near.find(|line| width(line) < width_here);
    goes_on || outer.is_some_and(|line| BEGIN.contains(&first_word(line).as_str()))
}

/// How far to the right a line begins, in characters.
fn width(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).count()
}

fn first_word(text: &str) -> String {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    text[..end].to_lowercase()
}
