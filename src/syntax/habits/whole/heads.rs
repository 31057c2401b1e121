//! Balances under other names, and those without lines: `points stars`, `balance stars`.

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::Finding;
use crate::syntax::habits::lexicon::singular;
use crate::syntax::habits::shapes::Line;
use crate::syntax::parser::Rule;
use crate::syntax::words::Kind;

/// `balance 10 "text"`, `points 5`: a number in the place of the name.
pub(in super::super) fn numbered(line: &Line<'_, '_>) -> Option<Finding> {
    let spot = line.spot;
    let head = is_in(line, &[Rule::lone_head, Rule::lone_declarations]);
    let words = ["balance", "points"].contains(&line.text(line.first));
    let number = line.first + 1;
    let fits = head && line.first == 0 && words && number <= line.last;
    (fits && spot.kind(number) == Some(Kind::Number)).then_some(())?;
    let list = spot.names.lists.iter().find(|list| !list.bare)?;
    let name = ["points", "stars", "credit"].into_iter().find(|name| !spot.names.has(name))?;
    let example = format!("earn 1 per {}", singular(list.name));
    let title = "A balance has a name, and lines that say how customers earn it";
    let finding = Finding::new(spot.range(number, number), title, "this is not a name");
    let help = format!("write `balance {name}`, and lines such as `{example}` below it");
    let finding = finding.code(register::SYNTAX).help(help);
    let range = spot.range(line.first, line.last);
    Some(finding.with_at(range, format!("balance {name} {example}")).guess())
}

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
