//! What is said in a clause, piece by piece: whoever makes a condition of it takes what it uses, and what is
//! left in the end has not been understood.

use super::item::{Function, Item, Window, opposite, turned};
use super::names::Names;
use crate::check::model::Named;
use crate::terms::Comparison;

/// The pieces of a clause, in their order.
pub(super) struct Pieces<'p, 'm> {
    pub names: &'p Names<'m>,
    items: Vec<Option<Item>>,
}

/// A value and how something compares with it.
pub(super) struct Bound {
    pub how: Option<Comparison>,
    pub value: Item,
}

impl<'p, 'm> Pieces<'p, 'm> {
    pub(super) fn new(names: &'p Names<'m>, items: &[Item]) -> Pieces<'p, 'm> {
        Pieces { names, items: items.iter().cloned().map(Some).collect() }
    }

    /// Whether everything has been used.
    pub(super) fn are_spent(&self) -> bool {
        self.items.iter().all(Option::is_none)
    }

    /// Whether nothing is left but that something is so.
    pub(super) fn say_no_more(&self) -> bool {
        self.items.iter().flatten().all(|item| *item == Item::How(Comparison::Is))
    }

    /// The first piece that is of some kind, with its place.
    pub(super) fn find<T>(&self, is: impl Fn(&Item) -> Option<T>) -> Option<(usize, T)> {
        let mut all = self.items.iter().enumerate();
        all.find_map(|(at, item)| Some((at, is(item.as_ref()?)?)))
    }

    /// Takes the first piece of some kind.
    pub(super) fn take<T>(&mut self, is: impl Fn(&Item) -> Option<T>) -> Option<T> {
        let (at, found) = self.find(is)?;
        self.items[at] = None;
        Some(found)
    }

    /// Whether a piece of some kind is at a place.
    pub(super) fn is_at(&self, at: usize, is: impl Fn(&Item) -> bool) -> bool {
        self.items.get(at).is_some_and(|item| item.as_ref().is_some_and(is))
    }

    /// Adds a piece at the end.
    pub(super) fn push(&mut self, item: Item) {
        self.items.push(Some(item));
    }

    /// Takes all pieces of some kind.
    pub(super) fn take_all<T>(&mut self, is: impl Fn(&Item) -> Option<T>) -> Vec<T> {
        std::iter::from_fn(|| self.take(&is)).collect()
    }

    /// Whether there is such a piece, which is then used.
    pub(super) fn has(&mut self, item: &Item) -> bool {
        self.take(|other| (other == item).then_some(())).is_some()
    }

    pub(super) fn function(&self) -> Option<Function> {
        self.find(|item| if let Item::Function(function) = item { Some(*function) } else { None })
            .map(|(_, function)| function)
    }

    pub(super) fn window(&mut self) -> Option<Window> {
        self.take(|item| if let Item::Window(window) = item { Some(window.clone()) } else { None })
    }

    pub(super) fn length(&mut self) -> Option<String> {
        self.take(|item| if let Item::Length(length) = item { Some(length.clone()) } else { None })
    }

    pub(super) fn text(&mut self) -> Option<String> {
        self.take(|item| if let Item::Text(text) = item { Some(text.clone()) } else { None })
    }

    pub(super) fn proper(&mut self) -> Option<String> {
        self.take(|item| if let Item::Proper(text) = item { Some(text.clone()) } else { None })
    }

    /// Takes a name that is of some kind.
    pub(super) fn named<T>(&mut self, is: impl Fn(Named) -> Option<T>) -> Option<T> {
        self.take(|item| match item {
            Item::Named(all) => all.iter().find_map(|named| is(*named)),
            _ => None,
        })
    }

    /// Takes all names that are of some kind, up to the first that is denied by itself: `phone, not web`.
    pub(super) fn named_all<T>(&mut self, is: impl Fn(Named) -> Option<T>) -> Vec<T> {
        let mut all = Vec::new();
        let mut denied = false;
        for at in 0..self.items.len() {
            let Some(item) = &self.items[at] else { continue };
            match item {
                Item::Named(named) => {
                    let Some(found) = named.iter().find_map(|named| is(*named)) else { continue };
                    if denied && !all.is_empty() {
                        break;
                    }
                    all.push(found);
                    self.items[at] = None;
                }
                Item::Not | Item::Un | Item::How(Comparison::IsNot) => denied = !all.is_empty(),
                _ => {}
            }
        }
        all
    }

    /// The first name that is of some kind, and its place.
    pub(super) fn name_at<T>(&self, is: impl Fn(Named) -> Option<T>) -> Option<(usize, T)> {
        self.find(|item| match item {
            Item::Named(all) => all.iter().find_map(|named| is(*named)),
            _ => None,
        })
    }

    /// Takes a value of some kind after a place, with the comparison next to it.
    pub(super) fn bound(&mut self, from: usize, is: impl Fn(&Item) -> bool) -> Option<Bound> {
        let mut places = from..self.items.len();
        let at = places.find(|at| self.items[*at].as_ref().is_some_and(&is))?;
        let how = self.how_of(at);
        let value = self.items[at].take()?;
        Some(Bound { how, value })
    }

    /// Takes the comparison that belongs to a value: before it, `or more` after it, or, where the value
    /// comes first, after it.
    fn how_of(&mut self, at: usize) -> Option<Comparison> {
        let after = self.items.get(at + 1).cloned().flatten();
        if let Some(Item::OrHow(how)) = after {
            self.items[at + 1] = None;
            if let Some(before) = self.before(at)
                && let Some(Item::How(_)) = self.items[before]
            {
                self.items[before] = None;
            }
            return Some(self.denied(at, how));
        }
        if let Some(before) = self.before(at)
            && let Some(Item::How(how)) = self.items[before]
        {
            self.items[before] = None;
            return Some(self.denied(before, how));
        }
        if let Some(before) = self.before(at)
            && self.items[before] == Some(Item::Exactly)
        {
            self.items[before] = None;
            return Some(self.denied(before, Comparison::Is));
        }
        let Some(Item::How(how)) = after else { return None };
        // `5 < n`, and `n 5 ≥` where nothing else follows.
        let ends = self.items[at + 2..].iter().all(Option::is_none);
        (at == 0 || ends).then(|| self.items[at + 1] = None)?;
        Some(if ends { how } else { turned(how) })
    }

    /// The place of the last piece before another, used or not, that is still there.
    fn before(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|before| self.items[*before].is_some())
    }

    /// `not more than`: the opposite, if a `not` comes right before.
    fn denied(&mut self, at: usize, how: Comparison) -> Comparison {
        match self.before(at) {
            Some(before) if self.items[before] == Some(Item::Not) => {
                self.items[before] = None;
                opposite(how)
            }
            Some(_) | None => how,
        }
    }

    /// Whether a `not`, or an `is not`, comes right before a place; then it is used.
    pub(super) fn denied_at(&mut self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        match &self.items[before] {
            // At the beginning, it denies all of the clause.
            Some(Item::Not) if before == 0 => false,
            Some(Item::Un | Item::Not | Item::How(Comparison::IsNot)) => {
                self.items[before] = None;
                true
            }
            Some(Item::How(Comparison::Is)) => {
                self.items[before] = None;
                self.denied_at(before)
            }
            Some(_) | None => false,
        }
    }

    /// Whether something is denied: an odd number of words for `not`, which are used.
    pub(super) fn not(&mut self) -> bool {
        // One at the end belongs to something else.
        if self.items.last() == Some(&Some(Item::Not)) {
            return false;
        }
        let denies = |item: &Item| matches!(item, Item::Not | Item::Un).then_some(());
        let nots = self.take_all(denies).len();
        let is_not = |item: &Item| (*item == Item::How(Comparison::IsNot)).then_some(());
        let differs = self.take_all(is_not).len();
        (nots + differs) % 2 == 1
    }

    /// Takes the words that only say that something is so.
    pub(super) fn is(&mut self) {
        let is = |item: &Item| (*item == Item::How(Comparison::Is)).then_some(());
        self.take_all(is);
    }
}
