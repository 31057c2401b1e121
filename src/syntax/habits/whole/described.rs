//! Descriptions of what has none: `experiment winback "Which offer brings them back?"`.

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::Finding;
use crate::syntax::habits::shapes::{EXPERIMENTS, Line};
use crate::syntax::parser::Rule;
use crate::syntax::words::Kind;

/// `score fit "How well they fit"`, `group service "Not advertising" (receipt)`.
pub(in super::super) fn described(line: &Line<'_, '_>) -> Option<Finding> {
    let declared = is_in(line, &[Rule::lone_declarations, Rule::lone_head]);
    let what = match line.text(line.first) {
        "score" => "A score",
        "balance" => "A balance",
        "group" => "A group",
        "limit" => "A limit",
        "pause" => "A pause",
        "let" => "A `let`",
        word if EXPERIMENTS.contains(&word) => "An experiment",
        _ => return None,
    };
    let at = line.first + 2;
    let text = line.spot.word(at).filter(|word| word.kind == Kind::Text && !word.first)?;
    if !declared || !line.spot.is_name(line.first + 1) {
        return None;
    }
    let title = format!("{what} has no description");
    let finding = Finding::new(text.range(), title, "this belongs in a comment");
    let note = text.text.trim_matches('"');
    let help = format!("write it as a comment on the line above: `# {note}`");
    Some(finding.code(register::HABIT).help(help).with("").guess())
}
