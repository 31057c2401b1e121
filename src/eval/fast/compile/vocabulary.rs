//! Which words the rules ask for, found before anything is compiled.

use std::sync::Arc;

use super::super::words::Words;
use super::SetAt;
use crate::plan::Needs;

/// What the rules ask for in sets, set by set.
#[derive(Clone, Debug)]
pub(in super::super) struct Vocabulary<W> {
    pub tags: W,
    /// By the slot of the field.
    pub fields: Vec<W>,
    /// By the slot of the list, then by that of the attribute.
    pub attributes: Vec<Vec<W>>,
}

impl<'p> Vocabulary<Vec<&'p str>> {
    /// Nothing has been asked for yet.
    pub(crate) fn new(needs: &Needs) -> Self {
        let none = |count: usize| vec![Vec::new(); count];
        Vocabulary {
            tags: Vec::new(),
            fields: none(needs.fields.len()),
            attributes: needs.lists.iter().map(|list| none(list.attributes.len())).collect(),
        }
    }

    /// The words of one set.
    pub(crate) fn of(&mut self, set: SetAt) -> &mut Vec<&'p str> {
        match set {
            SetAt::Tags => &mut self.tags,
            SetAt::Field(slot) => &mut self.fields[slot],
            SetAt::Attribute(list, slot) => &mut self.attributes[list][slot],
        }
    }

    /// All that was asked for, ready to be looked up.
    pub(crate) fn words(self) -> Option<Vocabulary<Arc<Words>>> {
        let words = |set: &Vec<&str>| Words::new(set).map(Arc::new);
        let each = |sets: &Vec<Vec<&str>>| sets.iter().map(words).collect();
        Some(Vocabulary {
            tags: words(&self.tags)?,
            fields: each(&self.fields)?,
            attributes: self.attributes.iter().map(each).collect::<Option<_>>()?,
        })
    }
}

/// The bit of a word, which is asked for from now on; `None` beyond what can be told apart.
pub(super) fn ask<'p>(words: &mut Vec<&'p str>, word: &'p str) -> Option<i128> {
    let place = words.iter().position(|other| *other == word).unwrap_or_else(|| {
        words.push(word);
        words.len() - 1
    });
    1i128.checked_shl(place as u32)
}
