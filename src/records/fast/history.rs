//! What a customer was given, from token to token.

use crate::eval::fast::{Declined, Slot, instant};
use crate::plan::{GiftId, Grant};
use crate::records::plain::{EntryUse, Reader};
use crate::terms::DateForm;
use crate::values::Names;

use super::convert::Kind;
use super::layout::{LearnedLayout, Visitor, Wanted, walk};
use super::tokens::{Next, Tokens};

/// How the entries of a history are read.
#[derive(Debug)]
pub(super) struct History {
    wanted: Wanted<EntryUse>,
    /// What all gifts are called, or were.
    names: Names,
    /// The gifts that are called so.
    gifts: Vec<GiftId>,
    at: Kind,
}

/// The values of an entry, as tokens. What they mean is looked at only if the name, which may come
/// last, is one that the rules declare.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    name: Option<u32>,
    at: Option<u32>,
    event: Option<u32>,
    cost: Option<u32>,
    worth: Option<u32>,
}

impl<'a> Visitor<'a> for Entry {
    type Use = EntryUse;

    #[inline(always)]
    fn visit(&mut self, wanted: EntryUse, tokens: &Tokens<'a, '_>, at: u32) -> Next {
        let place = match wanted {
            EntryUse::Name => &mut self.name,
            EntryUse::At => &mut self.at,
            EntryUse::For => &mut self.event,
            EntryUse::Cost => &mut self.cost,
            EntryUse::Worth => &mut self.worth,
            // Only what is owed has these.
            EntryUse::Since | EntryUse::Rule => return tokens.skip(at),
        };
        *place = Some(at);
        tokens.skip(at)
    }
}

impl History {
    /// `None` if the plain reader has to read it.
    pub(super) fn new(reader: &Reader) -> Option<History> {
        let needs = reader.needs();
        let all = needs.gifts.iter().enumerate();
        let called = all.flat_map(|(gift, names)| names.all().map(move |name| (name, gift)));
        let (names, gifts): (Vec<&String>, Vec<GiftId>) = called.unzip();
        let names = Names::new(names.into_iter().map(String::as_str));
        let dates = DateForm::Text(needs.forms.dates.clone());
        let wanted = Wanted::of(reader.entries(), &|used| used)?;
        (names.len() == gifts.len()).then(|| History {
            wanted,
            names,
            gifts,
            at: Kind::date(&dates, needs),
        })
    }

    /// What is to be learned of how entries are written.
    pub(super) fn layout(&self) -> LearnedLayout<EntryUse> {
        LearnedLayout::new(&self.wanted)
    }

    /// Reads the list at a token, and hands over what it has of gifts that the rules declare.
    #[inline(never)]
    pub(super) fn read(
        &self,
        reader: &Reader,
        layout: &mut LearnedLayout<EntryUse>,
        tokens: &Tokens<'_, '_>,
        list: u32,
        mut take: impl FnMut(Grant),
    ) -> Next {
        tokens.each(list, |at| {
            if tokens.kind(at) != b'{' {
                return Err(Declined);
            }
            let mut entry = Entry::default();
            let next = walk::object(&self.wanted, tokens, at, layout, &mut entry)?;
            if let Some(gift) = self.gift(tokens, &entry)? {
                take(self.grant(reader, tokens, gift, &entry)?);
            }
            Ok(next)
        })
    }

    /// The gift of an entry; `None` if the rules do not declare it.
    #[inline(always)]
    fn gift(&self, tokens: &Tokens<'_, '_>, entry: &Entry) -> Result<Option<GiftId>, Declined> {
        let name = tokens.token(entry.name.ok_or(Declined)?);
        if name.kind != b'"' {
            return Err(Declined);
        }
        let place = match tokens.inside(name) {
            Ok(range) => self.names.find_in(tokens.whole(), range.start, range.end),
            Err(Declined) => tokens.unescaped(name, |name| self.names.find(name))?,
        };
        Ok(place.map(|place| self.gifts[place]))
    }

    #[inline(always)]
    fn grant(
        &self,
        reader: &Reader,
        tokens: &Tokens<'_, '_>,
        gift: GiftId,
        entry: &Entry,
    ) -> Result<Grant, Declined> {
        let mut at = Slot::Unknown;
        if let Some(token) = entry.at {
            self.at.take(tokens, token, &mut at)?;
        }
        let at = at.whole().map(instant).transpose()?;
        let amount = |at: Option<u32>| match at {
            Some(at) => reader.amount_of_grant(written(tokens, at)?).ok_or(Declined),
            None => Ok(None),
        };
        let event = match entry.event.filter(|_| reader.needs().for_each[gift]) {
            Some(at) => reader.event_of_grant(written(tokens, at)?).ok_or(Declined)?,
            None => None,
        };
        Ok(Grant { gift, at, event, cost: amount(entry.cost)?, worth: amount(entry.worth)? })
    }
}

/// A single value as it is written.
fn written<'a>(tokens: &Tokens<'a, '_>, at: u32) -> Result<&'a str, Declined> {
    tokens.slice(tokens.range(tokens.token(at)))
}
