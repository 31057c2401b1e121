//! What a record says of one gift: one that was given, or one that is owed.

use crate::plan::{GiftNames, Needs};
use crate::values::{Path, Step};

use super::convert::{self, Context};
use super::tree::Node;
use super::visitor::Visitor;
use super::walk;
use super::walk_fault::WalkFault;
use crate::records::fault::{Fault, FaultKind};
use crate::records::json::{Found, Scanner};

/// What a value of an entry is wanted for.
#[derive(Clone, Copy, Debug)]
pub(in crate::records) enum EntryUse {
    Name,
    /// When it was given.
    At,
    /// The key of the event that it is for.
    For,
    Cost,
    Worth,
    /// Since when it is owed.
    Since,
    /// The rule that asked for it.
    Rule,
}

/// How both lists of gifts of a record are read.
#[derive(Clone, Debug)]
pub(super) struct GiftLists {
    pub given: Entries,
    pub owed: Entries,
}

impl GiftLists {
    pub(super) fn new() -> GiftLists {
        GiftLists { given: Entries::given(), owed: Entries::owed() }
    }
}

/// The entries of a list: how they are read, and what they are called where they are something else.
#[derive(Clone, Debug)]
pub(super) struct Entries {
    pub(super) tree: Node<EntryUse>,
    list: &'static str,
    object: &'static str,
    /// The gift, where it lacks a value.
    gift: &'static str,
}

impl Entries {
    /// What was given.
    fn given() -> Entries {
        let keys = [
            ("name", EntryUse::Name),
            ("at", EntryUse::At),
            ("for", EntryUse::For),
            ("cost", EntryUse::Cost),
            ("worth", EntryUse::Worth),
        ];
        let (list, object) = ("a list of gifts", "an object with a `name`");
        Entries { tree: tree(&keys), list, object, gift: "the gift" }
    }

    /// What is owed.
    fn owed() -> Entries {
        let keys = [
            ("name", EntryUse::Name),
            ("for", EntryUse::For),
            ("since", EntryUse::Since),
            ("rule", EntryUse::Rule),
        ];
        let (list, object) =
            ("a list of gifts that are owed", "an object with a `name` and a `since`");
        Entries { tree: tree(&keys), list, object, gift: "the owed gift" }
    }

    /// Reads all entries that `take` does not leave out.
    pub(super) fn read<'a, T>(
        &self,
        found: Found<'a>,
        scanner: &mut Scanner<'a>,
        context: Context<'_>,
        take: impl Fn(Entry<'a>) -> Result<Option<T>, WalkFault>,
    ) -> Result<Vec<T>, WalkFault> {
        match context.said(found) {
            Found::Null => return Ok(Vec::new()),
            Found::List => {}
            Found::YesNo(_) | Found::Number(_) | Found::Text(_) | Found::Object => {
                return Err(convert::wrong_type(found, self.list).at(scanner.at()).into());
            }
        }
        scanner.enter()?;
        let mut all = Vec::new();
        let (mut first, mut index) = (true, 0);
        while scanner.next_element(&mut first)? {
            let one = self.one(scanner).and_then(&take);
            all.extend(one.map_err(|trouble| trouble.under_index(index))?);
            index += 1;
        }
        Ok(all)
    }

    pub(super) fn one<'a>(&self, scanner: &mut Scanner<'a>) -> Result<Entry<'a>, WalkFault> {
        let mut entry = Entry { start: scanner.clone().at(), ..Entry::default() };
        match scanner.found()? {
            Found::Object => {}
            found @ (Found::Null
            | Found::YesNo(_)
            | Found::Number(_)
            | Found::Text(_)
            | Found::List) => {
                return Err(convert::wrong_type(found, self.object).at(scanner.at()).into());
            }
        }
        walk::object(&self.tree, scanner, &mut entry)?;
        Ok(entry)
    }

    /// The gift of an entry, by its place; `None` if the rules do not declare it.
    pub(super) fn gift(
        &self,
        entry: &Entry<'_>,
        needs: &Needs,
    ) -> Result<Option<usize>, WalkFault> {
        let Some((Found::Text(name), _)) = entry.name else {
            return Err(self.lacks(entry, "name"));
        };
        let is_called = |gift: &GiftNames| gift.all().any(|called| name.is(called));
        Ok(needs.gifts.iter().position(is_called))
    }

    pub(super) fn lacks(&self, entry: &Entry<'_>, key: &str) -> WalkFault {
        let message = format!("the `{key}` of {} is missing", self.gift);
        Fault::value(FaultKind::WrongType, &message).at(entry.start).into()
    }
}

fn tree(keys: &[(&str, EntryUse)]) -> Node<EntryUse> {
    let mut tree = Node::default();
    for (key, wanted) in keys {
        tree.want(&Path(vec![Step::Key((*key).to_owned())]), *wanted);
    }
    tree
}

/// A value as found, and where.
type Value<'a> = Option<(Found<'a>, usize)>;

/// The values of an entry as found. Their meaning is looked at only when the name, which may come
/// last, is one that the rules declare.
#[derive(Default)]
pub(super) struct Entry<'a> {
    start: usize,
    name: Value<'a>,
    pub at: Value<'a>,
    pub event: Value<'a>,
    pub cost: Value<'a>,
    pub worth: Value<'a>,
    pub since: Value<'a>,
    pub rule: Value<'a>,
}

impl<'a> Visitor<'a> for Entry<'a> {
    type Use = EntryUse;

    fn visit(
        &mut self,
        wanted: EntryUse,
        found: Found<'a>,
        scanner: &mut Scanner<'a>,
    ) -> Result<(), WalkFault> {
        let value = Some((found, scanner.at()));
        match wanted {
            EntryUse::Name => self.name = value,
            EntryUse::At => self.at = value,
            EntryUse::For => self.event = value,
            EntryUse::Cost => self.cost = value,
            EntryUse::Worth => self.worth = value,
            EntryUse::Since => self.since = value,
            EntryUse::Rule => self.rule = value,
        }
        if matches!(found, Found::List | Found::Object) {
            scanner.skip()?;
        }
        Ok(())
    }
}

/// A value of a gift, converted; the reason under its key.
pub(super) fn part<'a, T>(
    found: Value<'a>,
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
