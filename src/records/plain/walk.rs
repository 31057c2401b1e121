//! The walk over an object, which finds what is wanted and checks the rest.

use super::seen::Seen;
use super::tree::Node;
use super::visitor::Visitor;
use super::walk_fault::WalkFault;
use crate::records::fault::{Fault, FaultKind};
use crate::records::json::{Found, RawText, Scanner};

/// Walks the object that comes, gives the visitor what the node wants and checks the rest.
pub(super) fn object<'a, V: Visitor<'a>>(
    node: &Node<V::Use>,
    scanner: &mut Scanner<'a>,
    visitor: &mut V,
) -> Result<(), WalkFault> {
    scanner.enter()?;
    let mut seen = Seen::default();
    let mut first = true;
    let mut likely = 0;
    while let Some(key) = scanner.next_key(&mut first)? {
        let Some(place) = node.find(key, likely) else {
            scanner.skip()?;
            continue;
        };
        likely = place + 1;
        let (name, child) = &node.keys[place];
        if !seen.insert(place) {
            return Err(twice(key, scanner).under_key(name));
        }
        value(child, scanner, visitor).map_err(|trouble| trouble.under_key(name))?;
    }
    Ok(())
}

/// Walks the list that comes, for a node that wants some of its places.
fn list<'a, V: Visitor<'a>>(
    node: &Node<V::Use>,
    scanner: &mut Scanner<'a>,
    visitor: &mut V,
) -> Result<(), WalkFault> {
    scanner.enter()?;
    let mut first = true;
    let mut index = 0;
    while scanner.next_element(&mut first)? {
        match node.indexes.iter().find(|(wanted, _)| *wanted == index) {
            Some((_, child)) => {
                value(child, scanner, visitor).map_err(|trouble| trouble.under_index(index))?;
            }
            None => scanner.skip()?,
        }
        index += 1;
    }
    Ok(())
}

/// Gives the value that comes to everything that wants it or something within it.
pub(super) fn value<'a, V: Visitor<'a>>(
    node: &Node<V::Use>,
    scanner: &mut Scanner<'a>,
    visitor: &mut V,
) -> Result<(), WalkFault> {
    let found = scanner.found()?;
    self::found(node, found, scanner, visitor)
}

/// The same for a value that was found already.
#[inline]
pub(super) fn found<'a, V: Visitor<'a>>(
    node: &Node<V::Use>,
    found: Found<'a>,
    scanner: &mut Scanner<'a>,
    visitor: &mut V,
) -> Result<(), WalkFault> {
    let Some((last, others)) = node.uses.split_last() else {
        return inner(node, found, scanner, visitor);
    };
    let start = scanner.clone();
    for wanted in others {
        visitor.visit(*wanted, found, scanner)?;
        *scanner = start.clone();
    }
    visitor.visit(*last, found, scanner)?;
    if node.has_children() {
        *scanner = start;
        inner(node, found, scanner, visitor)?;
    }
    Ok(())
}

/// Walks on into a value of which only the inside is wanted.
fn inner<'a, V: Visitor<'a>>(
    node: &Node<V::Use>,
    found: Found<'a>,
    scanner: &mut Scanner<'a>,
    visitor: &mut V,
) -> Result<(), WalkFault> {
    match found {
        Found::Null => Ok(()),
        Found::Text(text) if text.is_empty() => Ok(()),
        Found::Object if node.indexes.is_empty() => object(node, scanner, visitor),
        Found::List if node.keys.is_empty() => list(node, scanner, visitor),
        Found::YesNo(_) | Found::Number(_) | Found::Text(_) | Found::List | Found::Object => {
            let wanted = if node.keys.is_empty() { "a list" } else { "an object" };
            let message = format!("expected {wanted}, but found {}", found.in_words());
            Err(Fault::value(FaultKind::WrongType, message).at(scanner.at()).into())
        }
    }
}

#[cold]
fn twice(key: RawText<'_>, scanner: &Scanner<'_>) -> WalkFault {
    let name = Found::Text(key).in_words();
    let message = format!("{name} appears twice in one object; keep one of them");
    Fault::value(FaultKind::DuplicateKey, message).at(scanner.at()).into()
}
