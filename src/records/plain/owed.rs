//! What a customer is owed.

use std::sync::Arc;

use crate::plan::{GiftNames, Needs, Owed, OwedNeed};
use crate::values::{Path, Step};

use super::convert::{self, Context, Declared};
use super::grants::part;
use super::tree::Node;
use super::visitor::Visitor;
use super::walk;
use super::walk_fault::WalkFault;
use crate::records::fault::{Fault, FaultKind};
use crate::records::json::{Found, Scanner};

/// What a value of an owed gift is wanted for.
#[derive(Clone, Copy, Debug)]
enum OwedUse {
    Name,
    For,
    Since,
    Rule,
}

/// The tree of what is needed of each owed gift.
fn tree() -> Node<OwedUse> {
    let mut tree = Node::default();
    let keys = [
        ("name", OwedUse::Name),
        ("for", OwedUse::For),
        ("since", OwedUse::Since),
        ("rule", OwedUse::Rule),
    ];
    for (key, wanted) in keys {
        tree.want(&Path(vec![Step::Key(key.to_owned())]), wanted);
    }
    tree
}

/// Reads what is owed. Gifts that are not kept, or that no rule gives, are left out.
pub(super) fn owed<'a>(
    need: &OwedNeed,
    needs: &Needs,
    found: Found<'a>,
    scanner: &mut Scanner<'a>,
    context: Context<'_>,
) -> Result<Vec<Owed>, WalkFault> {
    match context.said(found) {
        Found::Null => return Ok(Vec::new()),
        Found::List => {}
        Found::YesNo(_) | Found::Number(_) | Found::Text(_) | Found::Object => {
            let fault = convert::wrong_type(found, "a list of gifts that are owed");
            return Err(fault.at(scanner.at()).into());
        }
    }
    scanner.enter()?;
    let tree = tree();
    let mut all = Vec::new();
    let (mut first, mut index) = (true, 0);
    while scanner.next_element(&mut first)? {
        let owed = one(need, needs, &tree, scanner, context);
        all.extend(owed.map_err(|trouble| trouble.under_index(index))?);
        index += 1;
    }
    Ok(all)
}

fn one(
    need: &OwedNeed,
    needs: &Needs,
    tree: &Node<OwedUse>,
    scanner: &mut Scanner<'_>,
    context: Context<'_>,
) -> Result<Option<Owed>, WalkFault> {
    let start = scanner.clone();
    match scanner.found()? {
        Found::Object => {}
        found @ (Found::Null
        | Found::YesNo(_)
        | Found::Number(_)
        | Found::Text(_)
        | Found::List) => {
            let fault = convert::wrong_type(found, "an object with a `name` and a `since`");
            return Err(fault.at(scanner.at()).into());
        }
    }
    let mut parts = Parts::default();
    walk::object(tree, scanner, &mut parts)?;
    let lacks = |key: &str| {
        let message = format!("the `{key}` of the owed gift is missing");
        WalkFault::from(Fault::value(FaultKind::WrongType, &message).at(start.at()))
    };
    let Some((Found::Text(name), _)) = parts.name else { return Err(lacks("name")) };
    let is_called = |gift: &GiftNames| gift.all().any(|called| name.is(called));
    let Some(gift) = needs.gifts.iter().position(is_called) else { return Ok(None) };
    let Some(given_by) = need.given_by[gift] else { return Ok(None) };
    let since = part(parts.since, "since", |found| {
        let dates = &context.forms.dates;
        convert::text_date(context.said(found), dates, Declared::Nowhere, context.zone)
    })?;
    let since = since.ok_or_else(|| lacks("since"))?;
    let event = parts.event.filter(|_| needs.for_each[gift]);
    let event = part(event, "for", |found| convert::text(context.said(found)))?.map(Arc::from);
    let rule = match parts.rule {
        Some((Found::Text(label), _)) => need.rules.iter().position(|rule| label.is(rule)),
        Some(_) | None => None,
    };
    Ok(Some(Owed { gift, event, since, rule: rule.unwrap_or(given_by) }))
}

/// The values of an owed gift as found.
#[derive(Default)]
struct Parts<'a> {
    name: Option<(Found<'a>, usize)>,
    event: Option<(Found<'a>, usize)>,
    since: Option<(Found<'a>, usize)>,
    rule: Option<(Found<'a>, usize)>,
}

impl<'a> Visitor<'a> for Parts<'a> {
    type Use = OwedUse;

    fn visit(
        &mut self,
        wanted: OwedUse,
        found: Found<'a>,
        scanner: &mut Scanner<'a>,
    ) -> Result<(), WalkFault> {
        let part = Some((found, scanner.at()));
        match wanted {
            OwedUse::Name => self.name = part,
            OwedUse::For => self.event = part,
            OwedUse::Since => self.since = part,
            OwedUse::Rule => self.rule = part,
        }
        if matches!(found, Found::List | Found::Object) {
            scanner.skip()?;
        }
        Ok(())
    }
}
