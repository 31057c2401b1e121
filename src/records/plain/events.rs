//! Lists of events.

use std::borrow::Cow;

use crate::eval::Events;
use crate::plan::ListNeed;
use crate::values::Value;

use super::convert::{self, Context, Declared};
use super::key;
use super::tree::Node;
use super::visitor::Visitor;
use super::walk;
use super::walk_fault::WalkFault;
use crate::records::json::{Found, Scanner};

/// What a value of an event is wanted for.
#[derive(Clone, Copy, Debug)]
pub(in crate::records) enum EventUse {
    At,
    /// By its place among the parts of the key.
    Key(usize),
    /// The key of the event that it belongs to.
    Parent,
    /// By the slot of the attribute.
    Attribute(usize),
}

/// The tree of what is needed of each event of a list.
pub(super) fn tree(need: &ListNeed) -> Node<EventUse> {
    let mut tree = Node::default();
    if let Some(at) = &need.at {
        tree.want(at, EventUse::At);
    }
    for (part, path) in need.key.iter().flat_map(|key| &key.paths).enumerate() {
        tree.want(path, EventUse::Key(part));
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
    let mut reading = Reading { need, context, events, key: Vec::new() };
    scanner.enter()?;
    let mut first = true;
    while scanner.next_element(&mut first)? {
        let index = reading.events.len();
        reading.begin();
        one(tree, scanner, &mut reading).map_err(|trouble| trouble.under_index(index))?;
        reading.end();
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
    /// The parts of the key of the event at hand.
    key: Vec<Option<Cow<'a, str>>>,
}

impl Reading<'_, '_> {
    /// Another event, of which nothing is known yet.
    fn begin(&mut self) {
        self.events.at.push(None);
        if let Some(key) = &self.need.key {
            self.key.resize(key.paths.len(), None);
        }
        if self.need.parent().is_some() {
            self.events.parents.push(None);
        }
        for column in &mut self.events.attributes {
            column.push(None);
        }
    }

    /// All of the event was met.
    fn end(&mut self) {
        if self.need.key.is_some() {
            self.events.keys.push(key::whole(self.key.drain(..)));
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
                let Some(path) = &self.need.at else { return Ok(()) };
                let declared = Declared::At(path);
                let at = convert::date(found, &self.need.at_form, declared, self.context.zone)
                    .map_err(|fault| fault.at(at))?;
                set_last(&mut self.events.at, at);
            }
            EventUse::Key(part) => {
                self.key[part] = convert::text(found).map_err(|fault| fault.at(at))?;
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
