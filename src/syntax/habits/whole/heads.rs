//! Balances under other names, and those without lines: `points stars`, `balance stars`.

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::Finding;
use crate::syntax::habits::lexicon::singular;
use crate::syntax::habits::shapes::Line;
use crate::syntax::parser::Rule;

/// `points stars` before `earn` lines, and `balance stars` before none.
pub(in super::super) fn balance(line: &Line<'_, '_>) -> Option<Finding> {
    let spot = line.spot;
    let word = line.text(line.first);
    let name = line.first + 1;
    let head = is_in(line, &[Rule::lone_head, Rule::lone_declarations]);
    if !head || line.first > 0 || !spot.is_name(name) || line.last != name {
        return None;
    }
    let other = ["balances", "points", "wallet", "account", "loyalty"].contains(&word);
    let declared = line.text(name);
    if other && is_in(line, &[Rule::lone_head]) {
        let title = format!("`{word}` should be `balance`");
        let finding = Finding::new(spot.range(0, 0), title, "write `balance` here");
        let help = format!("write `balance {declared}`");
        return Some(finding.code(register::HABIT).help(help).with("balance"));
    }
    let list = spot.names.lists.iter().find(|list| !list.bare)?;
    let example = format!("earn 1 per {}", singular(list.name));
    let title = format!("Nothing says how customers earn `{declared}`");
    let finding = Finding::new(spot.range(name, name), title, "its lines are missing");
    let help = format!("write its lines below, such as `{example}`");
    let empty = word == "balance" && spot.words.len() == name + 1;
    let finding = finding.code(register::SYNTAX).help(help);
    empty.then(|| finding.with(format!("{declared} {example}")).guess())
}
