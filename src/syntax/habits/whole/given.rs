//! What the events of a test say, after their time: `given an order 5 days ago total $5`.

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::shapes::Line;
use crate::syntax::habits::{Finding, numbers};
use crate::syntax::parser::Rule;
use crate::syntax::words::Kind;

/// A value of an event right after its time, without a comma.
pub(in super::super) fn value_after_time(line: &Line<'_, '_>) -> Option<Finding> {
    let spot = line.spot;
    if !is_in(line, &[Rule::lone_test_lines]) || line.text(line.first) != "given" {
        return None;
    }
    let time = |at: usize| {
        let ago = line.text(at) == "ago" && numbers::is_unit(line.text(at - 1));
        let on = spot.kind(at) == Some(Kind::Date) && line.text(at - 1) == "on";
        match (ago, on) {
            (true, _) => Some((at - 2, at)),
            (false, true) => Some((at - 1, at)),
            (false, false) => None,
        }
    };
    let (from, to) = (line.first + 3..=line.last).find_map(time)?;
    let list = spot.names.list(line.text(from - 1)).filter(|list| !list.bare)?;
    let own = |at: usize| list.attributes.iter().any(|(name, _)| *name == line.text(at));
    let first = to + 1 + usize::from(line.text(to + 1) == "with");
    own(first).then_some(())?;
    let comma = |at: &usize| line.text(*at) == ",";
    let mut end = (first..=line.last).find(comma).map_or(line.last, |at| at - 1);
    while line.text(end + 1) == "," && own(end + 2) {
        end = (end + 2..=line.last).find(comma).map_or(line.last, |at| at - 1);
    }
    let values = spot.written(first, end);
    let time = spot.written(from, to);
    let fixed = format!("with {values} {time}");
    let title = "What an event says comes before its time, after `with`";
    let finding = Finding::new(spot.range(to + 1, end), title, "move this");
    let start = (line.first + 1..from).rev().find(|at| line.text(*at - 1) == ",");
    let fact = spot.written(start.unwrap_or(line.first + 1), from - 1);
    let help = format!("write `{fact} {fixed}`");
    Some(finding.code(register::HABIT).help(help).with_at(spot.range(from, end), fixed))
}
