//! Lists of events.

use crate::eval::Events;
use crate::plan::ListNeed;
use crate::values::Value;

use super::convert::{self, Context, Declared};
use super::tree::Node;
use super::visitor::Visitor;
use super::walk;
use super::walk_fault::WalkFault;
use crate::records::json::{Found, Scanner};

/// What a value of an event is wanted for.
#[derive(Clone, Copy, Debug)]
pub(in crate::records) enum EventUse {
    At,
    Key,
    /// The key of the event that it belongs to.
    Parent,
    /// By the slot of the attribute.
    Attribute(usize),
}

/// The tree of what is needed of each event of a list.
pub(super) fn tree(need: &ListNeed) -> Node<EventUse> {
    let mut tree = Node::default();
    tree.want(&need.at, EventUse::At);
    if let Some(key) = &need.key {
        tree.want(&key.path, EventUse::Key);
    }
    if let (Some(table), Some(_)) = (&need.table, need.parent()) {
        tree.want(&table.by, EventUse::Parent);
    }
    for (slot, attribute) in need.attributes.iter().enumerate() {
        tree.want(&attribute.path, EventUse::Attribute(slot));
    }
    tree
}

/// Reads a list of events; `None` if the record does not say.
pub(super) fn events<'a>(
    need: &ListNeed,
    tree: &Node<EventUse>,
    found: Found<'a>,
    scanner: &mut Scanner<'a>,
    context: Context<'_>,
) -> Result<Option<Events<'a>>, WalkFault> {
    match context.said(found) {
        Found::Null => return Ok(None),
        Found::List => {}
        Found::YesNo(_) | Found::Number(_) | Found::Text(_) | Found::Object => {
            let fault = convert::wrong_type(found, "a list of events");
            return Err(fault.at(scanner.at()).into());
        }
    }
    let attributes = need.attributes.iter().map(|_| Vec::new()).collect();
    let events = Events { at: Vec::new(), keys: Vec::new(), parents: Vec::new(), attributes };
    let mut reading = Reading { need, context, events };
    scanner.enter()?;
    let mut first = true;
    while scanner.next_element(&mut first)? {
        let index = reading.events.len();
        reading.begin();
        one(tree, scanner, &mut reading).map_err(|trouble| trouble.under_index(index))?;
    }
    Ok(Some(reading.events))
}

fn one<'a>(
    tree: &Node<EventUse>,
    scanner: &mut Scanner<'a>,
    reading: &mut Reading<'_, 'a>,
) -> Result<(), WalkFault> {
    match scanner.found()? {
        Found::Object => walk::object(tree, scanner, reading),
        found @ (Found::Null
        | Found::YesNo(_)
        | Found::Number(_)
        | Found::Text(_)
        | Found::List) => Err(convert::wrong_type(found, "an event, which must be an object")
            .at(scanner.at())
            .into()),
    }
}

struct Reading<'n, 'a> {
    need: &'n ListNeed,
    context: Context<'n>,
    events: Events<'a>,
}

impl Reading<'_, '_> {
    /// Another event, of which nothing is known yet.
    fn begin(&mut self) {
        self.events.at.push(None);
        if self.need.key.is_some() {
            self.events.keys.push(None);
        }
        if self.need.parent().is_some() {
            self.events.parents.push(None);
        }
        for column in &mut self.events.attributes {
            column.push(None);
        }
    }
}

impl<'a> Visitor<'a> for Reading<'_, 'a> {
    type Use = EventUse;

    #[inline]
    fn visit(
        &mut self,
        wanted: EventUse,
        found: Found<'a>,
        scanner: &mut Scanner<'a>,
    ) -> Result<(), WalkFault> {
        let (at, found) = (scanner.at(), self.context.said(found));
        match wanted {
            EventUse::At => {
                let declared = Declared::At(&self.need.at);
                let at = convert::date(found, &self.need.at_form, declared, self.context.zone)
                    .map_err(|fault| fault.at(at))?;
                set_last(&mut self.events.at, at);
            }
            EventUse::Key => {
                let key = convert::text(found).map_err(|fault| fault.at(at))?;
                set_last(&mut self.events.keys, key);
            }
            EventUse::Parent => {
                let parent = convert::text(found).map_err(|fault| fault.at(at))?;
                set_last(&mut self.events.parents, parent);
            }
            EventUse::Attribute(slot) => {
                let kind = &self.need.attributes[slot].kind;
                let value: Option<Value<'a>> = convert::value(kind, found, scanner, self.context)?;
                set_last(&mut self.events.attributes[slot], value);
            }
        }
        Ok(())
    }
}

#[inline]
fn set_last<T>(column: &mut [Option<T>], value: Option<T>) {
    if let Some(last) = column.last_mut() {
        *last = value;
    }
}
