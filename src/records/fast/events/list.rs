//! What is wanted of the events of a list, and how it is written.

use crate::eval::fast::{FastProgram, Rows};
use crate::records::fast::convert::Kind;
use crate::records::fast::layout::Wanted;
use crate::records::plain::{EventUse, Node, Reader};
use crate::values::Path;

/// A list of events that is read.
#[derive(Clone, Debug)]
pub(in crate::records::fast) struct List {
    /// What is wanted of an event, by the slot of its row.
    pub wanted: Wanted<usize>,
    /// By the slot of the row.
    pub kinds: Vec<Kind>,
    /// Where the same is wanted of the cells of a row.
    node: Node<EventUse>,
    /// How many attributes an event has.
    attributes: usize,
    /// Whether its events are rows of a table.
    pub of_table: bool,
}

impl List {
    /// The list in a slot; `None` if the plain reader has to read it.
    pub(crate) fn new(slot: usize, reader: &Reader, program: &FastProgram) -> Option<List> {
        let needs = reader.needs();
        let need = &needs.lists[slot];
        // What an event of another list has is left to the plain reader, and so is a key in parts.
        let in_parts = need.key.as_ref().is_some_and(|key| key.paths.len() > 1);
        if need.parent().is_some() || in_parts {
            return None;
        }
        let attributes = need.attributes.len();
        let node = reader.events[slot].clone();
        let wanted = Wanted::of(&node, &|used| place(used, attributes))?;
        let mut kinds = vec![Kind::date(&need.at_form, needs)];
        for (attribute, need) in need.attributes.iter().enumerate() {
            kinds.push(Kind::of(&need.kind, needs, program.attribute_words(slot, attribute))?);
        }
        if need.key.is_some() {
            kinds.push(Kind::Text.or_missing(&needs.forms));
        }
        Some(List { wanted, kinds, node, attributes, of_table: need.table.is_some() })
    }

    /// What slots of a row the value at a path is wanted for; `None` if something within it is.
    pub(super) fn slots(&self, path: &Path) -> Option<Vec<usize>> {
        let Some(node) = self.node.at(path) else { return Some(Vec::new()) };
        let slots = node.uses.iter().map(|used| place(*used, self.attributes)).collect();
        (!node.has_children()).then_some(slots)
    }
}

/// The slot of a row.
fn place(used: EventUse, attributes: usize) -> usize {
    match used {
        EventUse::At => Rows::AT,
        EventUse::Attribute(attribute) => Rows::attribute(attribute),
        EventUse::Key(_) | EventUse::Parent => Rows::attribute(attributes),
    }
}
