//! Values for events that do not say one: `orders: events with tip money default $0, total money`.

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::Finding;
use crate::syntax::habits::shapes::Line;
use crate::syntax::parser::Rule;
use crate::syntax::vocabulary::begins_type;

/// A `default` among the attributes of a list.
pub(in super::super) fn of_attribute(line: &Line<'_, '_>) -> Option<Finding> {
    if !is_in(line, &[Rule::lone_entries]) {
        return None;
    }
    let with = line.find(|at| line.text(at) == "with")?;
    let at = (with + 1..=line.last).find(|at| line.text(*at) == "default")?;
    let comma = (at + 1..=(at + 4).min(line.last)).find(|at| line.text(*at) == ",")?;
    let attribute = (with + 1..at).rev().find(|at| begins_type(line.text(*at + 1)))?;
    (begins_type(line.text(comma + 2)) || line.text(comma + 2) == "=").then_some(())?;
    let name = line.text(attribute);
    let title = "An attribute of events cannot have a default";
    let finding = Finding::new(line.spot.range(at, comma - 1), title, format!("for `{name}`"));
    let help = format!(
        "remove it: where an event does not say it, `{name}` is unknown; to leave such events out, \
         write `where {name} is known`"
    );
    Some(finding.code(register::BAD_DEFAULT).help(help).with(""))
}
