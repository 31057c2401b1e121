//! What a customer was given, from token to token.

use crate::eval::fast::Declined;
use crate::plan::{GiftId, Grant};
use crate::records::plain::{EntryUse, Reader};
use crate::terms::DateForm;
use crate::values::{Decimal, Names};

use super::convert::Kind;
use super::layout::{Alike, LearnedLayout, Visitor, Wanted, walk};
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

/// Where the values of an entry are, in tokens from somewhere on. What they mean is looked at only if the
/// name, which may come last, is one that the rules declare.
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
        self.note(wanted, at);
        tokens.skip(at)
    }
}

impl Entry {
    /// Where the values are in entries that are written alike, from the first token within each.
    #[inline(always)]
    fn of(wanted: &[(u32, EntryUse)]) -> Entry {
        let mut entry = Entry::default();
        wanted.iter().for_each(|(value, wanted)| entry.note(*wanted, *value));
        entry
    }

    #[inline(always)]
    fn note(&mut self, wanted: EntryUse, value: u32) {
        let place = match wanted {
            EntryUse::Name => &mut self.name,
            EntryUse::At => &mut self.at,
            EntryUse::For => &mut self.event,
            EntryUse::Cost => &mut self.cost,
            EntryUse::Worth => &mut self.worth,
            // Only what is owed has these.
            EntryUse::Since | EntryUse::Rule => return,
        };
        *place = Some(value);
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
            if let Some(alike) = layout.alike(tokens, at) {
                let (count, end) = (alike.count, alike.behind());
                self.all(reader, &alike, tokens, &mut take)?;
                layout.passed(count, 0);
                return Ok(end);
            }
            if tokens.kind(at) != b'{' {
                return Err(Declined);
            }
            let mut entry = Entry::default();
            let next = walk::object(&self.wanted, tokens, at, layout, &mut entry)?;
            self.one(reader, tokens, 0, &entry, &mut take)?;
            Ok(next)
        })
    }

    /// Reads entries that are written alike.
    #[inline(always)]
    fn all(
        &self,
        reader: &Reader,
        alike: &Alike<'_, EntryUse>,
        tokens: &Tokens<'_, '_>,
        take: &mut impl FnMut(Grant),
    ) -> Result<(), Declined> {
        let (entry, mut from) = (Entry::of(alike.wanted()), alike.within());
        for _ in 0..alike.count {
            for (value, _) in alike.wanted() {
                if tokens.skip(from + value)? != from + value + 1 {
                    return Err(Declined);
                }
            }
            self.one(reader, tokens, from, &entry, take)?;
            from += alike.stride();
        }
        Ok(())
    }

    /// Hands over an entry whose values are counted from a token on, if it is of a gift that the rules declare.
    #[inline(always)]
    fn one(
        &self,
        reader: &Reader,
        tokens: &Tokens<'_, '_>,
        from: u32,
        entry: &Entry,
        take: &mut impl FnMut(Grant),
    ) -> Result<(), Declined> {
        let Some(gift) = self.gift(tokens, from + entry.name.ok_or(Declined)?)? else {
            return Ok(());
        };
        let at = match entry.at {
            Some(at) => self.at.instant(tokens, from + at)?,
            None => None,
        };
        let event = match entry.event.filter(|_| reader.needs().for_each[gift]) {
            Some(at) => reader.event_of_grant(written(tokens, from + at)?).ok_or(Declined)?,
            None => None,
        };
        let cost = amount(reader, tokens, from, entry.cost)?;
        let worth = amount(reader, tokens, from, entry.worth)?;
        take(Grant { gift, at, event, cost, worth });
        Ok(())
    }

    /// The gift with the name at a token; `None` if the rules do not declare it.
    #[inline(always)]
    fn gift(&self, tokens: &Tokens<'_, '_>, at: u32) -> Result<Option<GiftId>, Declined> {
        let name = tokens.token(at);
        if name.kind != b'"' {
            return Err(Declined);
        }
        let place = match tokens.inside(name) {
            Ok(range) => self.names.find_in(tokens.whole(), range.start, range.end),
            Err(Declined) => tokens.unescaped(name, |name| self.names.find(name))?,
        };
        Ok(place.map(|place| self.gifts[place]))
    }
}

/// What an entry says that a gift cost or was worth.
#[inline(always)]
fn amount(
    reader: &Reader,
    tokens: &Tokens<'_, '_>,
    from: u32,
    value: Option<u32>,
) -> Result<Option<Decimal>, Declined> {
    match value {
        Some(at) => reader.amount_of_grant(written(tokens, from + at)?).ok_or(Declined),
        None => Ok(None),
    }
}

/// A single value as it is written.
fn written<'a>(tokens: &Tokens<'a, '_>, at: u32) -> Result<&'a str, Declined> {
    tokens.slice(tokens.range(tokens.token(at)))
}
