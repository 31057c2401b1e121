//! What a comment takes away, because it begins with `#`: `alert call_them to #sales, once`,
//! `when #{NPS} ≥ 9`.

use super::super::{Finding, Spot};
use crate::problems::register;

/// `to #sales`, `#{NPS}`.
pub(super) fn commented(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let before = at.checked_sub(1).filter(|_| at == spot.at)?;
    let word = spot.word(before)?;
    let rest = spot.text.get(word.end()..)?;
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let comment = rest.get(blank..).filter(|rest| rest.starts_with('#'))?;
    let start = word.end() + blank;
    let inside = comment.strip_prefix("#{").and_then(|inside| inside.split_once('}'));
    if let Some((name, _)) = inside.filter(|(name, _)| spot.names.is_value(name.trim())) {
        let (length, name) = (name.len() + 3, name.trim());
        let title = format!("`#{{{name}}}` should be `{name}`");
        let finding = Finding::new(start..start + length, title, "`#` begins a comment");
        return Some(finding.help(format!("write `{name}`")).with(name));
    }
    // `when #NPS > 8`
    let bare =
        comment[1..].split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    if spot.names.is_value(bare)
        && matches!(word.text, "when" | "after" | "and" | "or" | "not" | "(")
    {
        let title = format!("`#{bare}` should be `{bare}`");
        let finding = Finding::new(start..start + 1 + bare.len(), title, "`#` begins a comment");
        return Some(finding.help(format!("write `{bare}`")).with(bare));
    }
    let length = comment.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(comment.len());
    let channel = comment.get(..length).filter(|name| name.len() > 1 && word.text == "to")?;
    let fixed = format!("\"{channel}\"");
    let title = "A channel goes in quotation marks, because `#` begins a comment";
    let finding = Finding::new(start..start + length, title, "this is read as a comment");
    let finding = finding.code(register::SYNTAX).help(format!("write `to {fixed}`"));
    Some(finding.with(fixed))
}
