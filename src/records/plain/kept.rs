//! What a ledger keeps of a customer, in place of what the record itself says of it.

use std::borrow::Cow;

use super::draft::{Draft, RecordUse};
use super::tree::Node;
use super::visitor::Visitor;
use super::walk;
use super::walk_fault::WalkFault;
use crate::records::json::{Found, Scanner};
use crate::values::Path;

/// What a value of a row of a ledger is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeptUse {
    /// The same value of the record.
    Record(RecordUse),
    /// Tags that rules have set.
    Tags,
    /// Tags that rules have taken away.
    Untags,
}

/// The key of the row in a record that the fast path reads.
pub(in crate::records) const KEY: &str = "ledger:";

/// The key of the tags that rules have set, in a row.
pub(super) const TAGS: &str = "tags";

/// What a ledger keeps in place of the record, by the key in a row.
pub(super) const OF_RULES: [(&str, RecordUse); 5] = [
    ("stage", RecordUse::Stage),
    ("stage_since", RecordUse::StageSince),
    ("given", RecordUse::Given),
    ("owed", RecordUse::Owed),
    ("assumed", RecordUse::Assumed),
];

/// All that is wanted of a row.
pub(super) fn tree() -> Node<KeptUse> {
    let mut tree = Node::default();
    let of_rules = OF_RULES.map(|(key, wanted)| (key, KeptUse::Record(wanted)));
    for (key, wanted) in
        of_rules.into_iter().chain([(TAGS, KeptUse::Tags), ("untags", KeptUse::Untags)])
    {
        tree.want(&Path::key(key), wanted);
    }
    tree
}

/// Whether a ledger has a value of a record, so that what the record says of it is not read.
pub(super) fn is_kept(wanted: RecordUse) -> bool {
    OF_RULES.iter().any(|(_, of_rules)| *of_rules == wanted)
}

/// Puts a row into a draft.
pub(super) struct Keeper<'d, 'n, 'a> {
    pub draft: &'d mut Draft<'n, 'a>,
    pub tags: Vec<Cow<'a, str>>,
    pub untags: Vec<Cow<'a, str>>,
}

impl<'a> Keeper<'_, '_, 'a> {
    /// Reads a row, which is an object.
    pub(super) fn read(
        &mut self,
        tree: &Node<KeptUse>,
        scanner: &mut Scanner<'a>,
    ) -> Result<(), WalkFault> {
        scanner.found()?;
        walk::object(tree, scanner, self)
    }
}

impl<'a> Visitor<'a> for Keeper<'_, '_, 'a> {
    type Use = KeptUse;

    fn visit(
        &mut self,
        wanted: KeptUse,
        found: Found<'a>,
        scanner: &mut Scanner<'a>,
    ) -> Result<(), WalkFault> {
        match wanted {
            KeptUse::Record(wanted) => self.draft.take(wanted, found, scanner)?,
            KeptUse::Tags => self.tags = texts(found, scanner)?,
            KeptUse::Untags => self.untags = texts(found, scanner)?,
        }
        Ok(())
    }
}

/// The texts of a list, as they are: none of them means that there is no value.
fn texts<'a>(found: Found<'a>, scanner: &mut Scanner<'a>) -> Result<Vec<Cow<'a, str>>, WalkFault> {
    let mut texts = Vec::new();
    if found != Found::List {
        return Ok(texts);
    }
    scanner.enter()?;
    let mut first = true;
    while scanner.next_element(&mut first)? {
        match scanner.found()? {
            Found::Text(text) => texts.extend(text.decode()),
            Found::List | Found::Object => scanner.skip()?,
            Found::Null | Found::YesNo(_) | Found::Number(_) => {}
        }
    }
    Ok(texts)
}
