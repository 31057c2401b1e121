//! Facts of a test as conditions: `given NPS = 9 and tier = gold`.

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::Finding;
use crate::syntax::habits::shapes::Line;
use crate::syntax::parser::Rule;

/// What is not said as a test says it, and what to do about it.
struct Odd {
    at: usize,
    label: &'static str,
}

/// Several facts that are compared, or joined as conditions are. A single one is left to its shape.
pub(in super::super) fn compared(line: &Line<'_, '_>) -> Option<Finding> {
    if !is_in(line, &[Rule::lone_test_lines]) || line.text(line.first) != "given" {
        return None;
    }
    let mut odd: Vec<Odd> = Vec::new();
    let mut facts: Vec<String> = Vec::new();
    let mut from = line.first + 1;
    while from <= line.last {
        let joins = |at: &usize| matches!(line.text(*at), "," | "and" | "&&" | ";" | "&");
        let joint = (from..=line.last).find(joins);
        let end = joint.unwrap_or(line.last + 1);
        facts.push(fact(line, from, end.checked_sub(1)?, &mut odd)?);
        if let Some(at) = joint.filter(|at| line.text(*at) != ",") {
            odd.push(Odd { at, label: "write a comma here" });
        }
        from = end + 1;
    }
    let first = odd.first().filter(|_| odd.len() > 1)?;
    let fixed = format!("given {}", facts.join(", "));
    let title = "A test states exact values, with commas between them";
    let finding = Finding::new(line.spot.range(first.at, first.at), title, first.label);
    let range = line.spot.range(line.first, line.last);
    Some(finding.code(register::SYNTAX).help(format!("write `{fixed}`")).with_at(range, fixed))
}

/// One fact without its mark; none where it is of another kind.
fn fact(line: &Line<'_, '_>, from: usize, to: usize, odd: &mut Vec<Odd>) -> Option<String> {
    let name = line.text(from);
    let names = line.spot.names;
    let counted = matches!(name, "a" | "an" | "no" | "tagged")
        || line.spot.number(from).is_some_and(|_| names.list(line.text(from + 1)).is_some());
    if counted {
        // `a purchase with total = 5`
        let with = (from..to).find(|at| line.text(*at) == "with");
        let said = with.map(|with| (with, value(line, with + 1, to, odd)));
        return match said {
            Some((with, said)) => Some(format!("{} {}", line.spot.written(from, with), said?)),
            None => Some(line.spot.written(from, to).to_owned()),
        };
    }
    value(line, from, to, odd)
}

/// `NPS = 9` as `NPS 9`.
fn value(line: &Line<'_, '_>, from: usize, to: usize, odd: &mut Vec<Odd>) -> Option<String> {
    let name = line.text(from);
    let mut values = line.spot.names.lists.iter().flat_map(|list| &list.attributes);
    let of_event = values.find(|(other, _)| *other == name).map_or("", |(_, kind)| kind);
    let kind = match line.spot.names.type_of(name) {
        "" => of_event,
        kind => kind,
    };
    ((name == "stage" || !kind.is_empty()) && to > from).then_some(())?;
    let mark = from + 1;
    let marks = ["=", "==", "===", "is", ":", "≥", ">=", "≤", "<="];
    if !marks.contains(&line.text(mark)) {
        return Some(line.spot.written(from, to).to_owned());
    }
    let said = line.text(mark + 1);
    let missing = matches!(said, "missing" | "unknown" | "null" | "not" | "known");
    let marked = matches!(said, "$" | "€" | "£");
    (!missing && to == mark + 1 + usize::from(marked)).then_some(())?;
    odd.push(Odd { at: mark, label: "remove this" });
    let written = line.spot.written(mark + 1, to);
    let written = match kind {
        "one" => written.trim_matches(['"', '\'']).to_owned(),
        "money" if !marked => line.spot.names.amount(written),
        _ => written.to_owned(),
    };
    Some(format!("{name} {written}"))
}
