//! What a gift costs, of an event: `costs 10% of average order`, `10% off`.

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::Finding;
use crate::syntax::habits::lexicon::amount;
use crate::syntax::habits::shapes::Line;
use crate::syntax::parser::Rule;
use crate::syntax::words::Kind;

/// `costs 10% of the last order`, `costs average order`, `costs 10% off`.
pub(in super::super) fn of_event(line: &Line<'_, '_>) -> Option<Finding> {
    let spot = line.spot;
    let gift = matches!(line.text(line.first), "reward" | "message" | "program" | "alert");
    if !is_in(line, &[Rule::lone_declarations]) || !gift {
        return None;
    }
    let at = line.find(|at| matches!(line.text(at), "costs" | "worth" | "cost"));
    let Some(at) = at else { return off(line) };
    let share = line.text(at + 2) == "%" && spot.kind(at + 1) == Some(Kind::Number);
    let mut next = if share { at + 3 } else { at + 1 };
    let off = share && line.text(next) == "off";
    let start = next + usize::from(line.text(next) == "of");
    next = start;
    let mut function = None;
    while let Some(called) = called(line.text(next)) {
        function = function.or(called);
        next += 1;
    }
    let named = spot.names.list(line.text(next)).filter(|list| !list.bare);
    let (list, last) = match named {
        Some(list) if next > start || share => (list, next),
        _ if off => (spot.names.purchases()?, start),
        _ => return None,
    };
    let last = match (line.text(last + 1), line.text(last + 2)) {
        ("amount" | "total" | "value", _) => last + 1,
        (".", _) => last + 2,
        _ => last,
    };
    let value = format!("{}({}.{})", function.unwrap_or("last"), list.name, amount(list)?);
    let fixed = if share && line.text(start - 1) != "of" { format!("of {value}") } else { value };
    let (from, to) = if off { (start, start) } else { (start, last) };
    let title = format!("Say which amount it is: `{}`", fixed.trim_start_matches("of "));
    let finding = Finding::new(spot.range(from, to), title, "of which amount?");
    let help = format!("write `{} {fixed}`", spot.written(at, start - 1));
    Some(finding.code(register::HABIT).help(help).with(fixed))
}

/// The function that a word asks for; nothing where it only goes before the name of the event.
fn called(word: &str) -> Option<Option<&'static str>> {
    Some(match word {
        "the" | "their" | "an" | "a" | "each" | "every" | "this" | "that" | "of" | "all" => None,
        "last" | "latest" | "recent" | "current" | "most" => Some("last"),
        "first" => Some("first"),
        "average" | "avg" | "mean" | "typical" => Some("average"),
        "largest" | "biggest" | "highest" | "max" | "maximum" => Some("max"),
        "smallest" | "lowest" | "min" | "minimum" => Some("min"),
        "total" | "sum" => Some("sum"),
        _ => return None,
    })
}

/// `reward voucher 10% off`: a description, or what it costs.
fn off(line: &Line<'_, '_>) -> Option<Finding> {
    let at = line.first + 2;
    let spot = line.spot;
    let share = line.text(at + 1) == "%" && spot.kind(at) == Some(Kind::Number);
    let money = matches!(line.text(at), "$" | "€" | "£") && spot.kind(at + 1) == Some(Kind::Number);
    let off = line.text(at + 2) == "off" && (share || money);
    off.then_some(())?;
    let said = spot.written(at, at + 2);
    let worth = spot.written(at, at + 1);
    let costs = match share {
        true => {
            let list = spot.names.purchases()?;
            format!("costs {worth} of last({}.{})", list.name, amount(list)?)
        }
        false => format!("costs {worth}"),
    };
    let title = "A description goes in quotation marks, and what the gift costs after `costs`";
    let finding = Finding::new(spot.range(at, at + 2), title, "is this its description?");
    let fixed = format!("\"{said}\" {costs}");
    let help = format!("write `{} {fixed}`", spot.written(line.first, line.first + 1));
    Some(finding.code(register::HABIT).help(help).with(fixed))
}
