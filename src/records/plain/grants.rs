//! The history of what a customer was given.

use std::sync::Arc;

use crate::plan::{GiftNames, Grant, Needs};
use crate::values::{Path, Step};

use super::convert::{self, Context, Declared};
use super::tree::Node;
use super::visitor::Visitor;
use super::walk;
use super::walk_fault::WalkFault;
use crate::records::fault::{Fault, FaultKind};
use crate::records::json::{Found, Scanner};

/// What a value of a grant is wanted for.
#[derive(Clone, Copy, Debug)]
pub(super) enum GrantUse {
    Name,
    At,
    /// The key of the event that it was given for.
    For,
    Cost,
    Worth,
}

/// The tree of what is needed of each grant.
pub(super) fn tree() -> Node<GrantUse> {
    let mut tree = Node::default();
    let keys = [
        ("name", GrantUse::Name),
        ("at", GrantUse::At),
        ("for", GrantUse::For),
        ("cost", GrantUse::Cost),
        ("worth", GrantUse::Worth),
    ];
    for (key, wanted) in keys {
        tree.want(&Path(vec![Step::Key(key.to_owned())]), wanted);
    }
    tree
}

/// Reads the history of what was given. Gifts that the rules do not declare are left out.
pub(super) fn grants<'a>(
    needs: &Needs,
    tree: &Node<GrantUse>,
    found: Found<'a>,
    scanner: &mut Scanner<'a>,
    context: Context<'_>,
) -> Result<Vec<Grant>, WalkFault> {
    match context.said(found) {
        Found::Null => return Ok(Vec::new()),
        Found::List => {}
        Found::YesNo(_) | Found::Number(_) | Found::Text(_) | Found::Object => {
            let fault = convert::wrong_type(found, "a list of gifts");
            return Err(fault.at(scanner.at()).into());
        }
    }
    scanner.enter()?;
    let mut grants = Vec::new();
    let (mut first, mut index) = (true, 0);
    while scanner.next_element(&mut first)? {
        let grant = one(needs, tree, scanner, context);
        grants.extend(grant.map_err(|trouble| trouble.under_index(index))?);
        index += 1;
    }
    Ok(grants)
}

fn one(
    needs: &Needs,
    tree: &Node<GrantUse>,
    scanner: &mut Scanner<'_>,
    context: Context<'_>,
) -> Result<Option<Grant>, WalkFault> {
    let start = scanner.clone();
    match scanner.found()? {
        Found::Object => {}
        found @ (Found::Null
        | Found::YesNo(_)
        | Found::Number(_)
        | Found::Text(_)
        | Found::List) => {
            let fault = convert::wrong_type(found, "an object with a `name`");
            return Err(fault.at(scanner.at()).into());
        }
    }
    let mut parts = Parts::default();
    walk::object(tree, scanner, &mut parts)?;
    let Some((Found::Text(name), _)) = parts.name else {
        let fault = Fault::value(FaultKind::WrongType, "the `name` of the gift is missing");
        return Err(fault.at(start.at()).into());
    };
    let is_called = |gift: &GiftNames| gift.all().any(|called| name.is(called));
    match needs.gifts.iter().position(is_called) {
        Some(gift) => parts.grant(gift, needs.for_each[gift], context).map(Some),
        None => Ok(None),
    }
}

/// The values of a grant as found. Their meaning is looked at only when the name, which may come
/// last, is one that the rules declare.
#[derive(Default)]
struct Parts<'a> {
    name: Option<(Found<'a>, usize)>,
    at: Option<(Found<'a>, usize)>,
    event: Option<(Found<'a>, usize)>,
    cost: Option<(Found<'a>, usize)>,
    worth: Option<(Found<'a>, usize)>,
}

impl Parts<'_> {
    /// Only a gift for each event says for which: of others, it is not asked.
    fn grant(self, gift: usize, for_each: bool, context: Context<'_>) -> Result<Grant, WalkFault> {
        let at = part(self.at, "at", |found| {
            let dates = &context.forms.dates;
            convert::text_date(context.said(found), dates, Declared::Nowhere, context.zone)
        })?;
        let amount = |found| {
            let notation = context.forms.notation;
            convert::money(context.said(found), notation, false, context.currency)
        };
        let cost = part(self.cost, "cost", amount)?;
        let worth = part(self.worth, "worth", amount)?;
        let event = part(self.event.filter(|_| for_each), "for", |found| {
            convert::text(context.said(found))
        })?;
        Ok(Grant { gift, at, event: event.map(Arc::from), cost, worth })
    }
}

/// A value of a gift, converted; the reason under its key.
pub(super) fn part<'a, T>(
    found: Option<(Found<'a>, usize)>,
    key: &str,
    convert: impl Fn(Found<'a>) -> Result<Option<T>, Fault>,
) -> Result<Option<T>, WalkFault> {
    match found {
        Some((found, at)) => {
            convert(found).map_err(|fault| WalkFault::from(fault.at(at)).under_key(key))
        }
        None => Ok(None),
    }
}

impl<'a> Visitor<'a> for Parts<'a> {
    type Use = GrantUse;

    fn visit(
        &mut self,
        wanted: GrantUse,
        found: Found<'a>,
        scanner: &mut Scanner<'a>,
    ) -> Result<(), WalkFault> {
        let part = Some((found, scanner.at()));
        match wanted {
            GrantUse::Name => self.name = part,
            GrantUse::At => self.at = part,
            GrantUse::For => self.event = part,
            GrantUse::Cost => self.cost = part,
            GrantUse::Worth => self.worth = part,
        }
        if matches!(found, Found::List | Found::Object) {
            scanner.skip()?;
        }
        Ok(())
    }
}
