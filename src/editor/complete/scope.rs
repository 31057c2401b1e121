//! The names that the rules declare, by what fits.

use crate::check::model::{Attribute, List, Model};
use crate::check::{Type, word_like};
use crate::program::Reading;
use crate::terms::{FieldType, GiftKind};
use crate::values::{singular, with_article};

use super::super::block::Block;
use super::before::Before;
use super::{CompletionKind as Kind, Proposal, words};

/// What can be named at a place.
#[derive(Clone, Copy)]
pub(super) struct Scope<'s> {
    pub reading: &'s Reading,
    pub before: &'s Before<'s>,
}

/// The functions over events.
pub(super) const OVER_EVENTS: [&str; 7] =
    ["count", "sum", "average", "min", "max", "first", "last"];

/// What is said of lists, and of a kind of gifts.
const EVENTS: &str = "events";
const ALL_OF_A_KIND: &str = "all of them";

impl<'s> Scope<'s> {
    pub(super) fn model(self) -> &'s Model {
        &self.reading.model
    }

    pub(super) fn stages(self) -> Vec<Proposal> {
        let stages = self.model().stages.iter();
        let proposal = |name: &str, detail: &Option<String>| {
            let proposal = Proposal::new(name, Kind::Stage);
            match detail {
                Some(detail) => proposal.detail(detail),
                None => proposal.detail("stage"),
            }
        };
        stages.map(|stage| proposal(&stage.name, &stage.description)).collect()
    }

    /// The gifts of some kinds, those of the first kind first.
    pub(super) fn gifts(self, kinds: &[GiftKind]) -> Vec<Proposal> {
        let of = |kind: &GiftKind| {
            let kind = *kind;
            let gifts = self.model().gifts.iter().filter(move |gift| gift.kind == kind);
            gifts.map(move |gift| {
                let about = gift.description.as_ref();
                let detail =
                    about.map_or(kind.word().to_owned(), |it| format!("{}: {it}", kind.word()));
                Proposal::new(&gift.name, Kind::Gift).detail(detail)
            })
        };
        kinds.iter().flat_map(of).collect()
    }

    /// The kinds of gifts that there are.
    pub(super) fn kinds(self) -> impl Iterator<Item = &'static str> {
        let all = [GiftKind::Message, GiftKind::Reward, GiftKind::Program, GiftKind::Alert];
        let has = move |kind: &GiftKind| self.model().gifts.iter().any(|it| it.kind == *kind);
        all.into_iter().filter(has).map(GiftKind::word)
    }

    /// All gifts, those of the same kind together.
    pub(super) fn all_gifts(self) -> Vec<Proposal> {
        self.gifts(&[GiftKind::Message, GiftKind::Reward, GiftKind::Program, GiftKind::Alert])
    }

    /// The gifts that are kept, so that a customer can be owed one.
    pub(super) fn kept(self) -> Vec<Proposal> {
        let is_kept = |it: &Proposal| {
            self.model().gifts.iter().any(|gift| gift.name == it.label && gift.kept.is_some())
        };
        self.all_gifts().into_iter().filter(is_kept).collect()
    }

    fn groups(self) -> impl Iterator<Item = &'s str> {
        self.reading.tree.groups().map(|it| it.name.text.as_str())
    }

    /// What a `limit` or a `pause` is about.
    pub(super) fn limited(self) -> Vec<Proposal> {
        let words = self.kinds().map(|kind| Proposal::new(format!("{kind}s"), Kind::Gift));
        words.chain(self.excepted()).collect()
    }

    /// What a `limit` or a `pause` can except.
    pub(super) fn excepted(self) -> Vec<Proposal> {
        let groups = self.groups().map(|it| Proposal::new(it, Kind::Gift).detail("group"));
        groups.chain(self.all_gifts()).collect()
    }

    /// All experiments.
    pub(super) fn experiments(self) -> Vec<Proposal> {
        let all = self.model().experiments.iter();
        all.map(|it| Proposal::new(&it.name, Kind::Variable).detail("an experiment")).collect()
    }

    /// The list of a word for its events.
    pub(super) fn list(self, word: &str) -> Option<&'s List> {
        let is_it = |list: &&List| {
            list.other_name.as_deref() == Some(word) || word_like(word, &list.name, "").is_some()
        };
        self.model().lists.iter().find(is_it)
    }

    /// Whether a word is one for events.
    pub(super) fn is_events(self, word: &str) -> bool {
        let is_it = |events: &Countable<'_>| {
            events.one.is_some_and(|one| one == word) || word_like(word, &events.name, "").is_some()
        };
        self.countable().iter().any(is_it)
    }

    /// What each event of a list has.
    pub(super) fn attributes_of(self, word: &str) -> Vec<Proposal> {
        let Some(list) = self.list(word) else {
            let of_gifts = ["cost", "worth", "at"].map(|it| Proposal::new(it, Kind::Attribute));
            return if self.is_events(word) { of_gifts.to_vec() } else { Vec::new() };
        };
        let attribute =
            |it: &Attribute| Proposal::new(&it.name, Kind::Attribute).detail(it.ty.words());
        let at = Proposal::new("at", Kind::Attribute).detail("a date");
        list.attributes.iter().map(attribute).chain([at]).collect()
    }

    /// The events that names in a `where` belong to, if the cursor is in one.
    pub(super) fn asked(self) -> Option<&'s List> {
        let mut words = self.before.block_words();
        let (mut depth, mut is_joined) = (0usize, false);
        while let Some(word) = words.next() {
            match word {
                ")" => depth += 1,
                "(" if depth > 0 => depth -= 1,
                // A bracket is open, so what is joined is joined in it.
                "(" => is_joined = false,
                "and" | "or" if depth == 0 => is_joined = true,
                "where" if depth == 0 && !is_joined => {
                    let word = if self.before.block == Block::Customer {
                        words.skip_while(|word| *word != ":").nth(1)?
                    } else {
                        let word = words.next()?;
                        // `purchases.amount where`
                        let is_part = words.next() == Some(".");
                        if is_part { words.next()? } else { word }
                    };
                    return self.list(word);
                }
                _ => {}
            }
        }
        None
    }

    /// The list that the line of a customer's fields is about.
    pub(super) fn declared_list(self) -> Option<&'s List> {
        let name = self.before.block_words().skip_while(|word| *word != ":").nth(1)?;
        self.list(name)
    }

    /// Everything with a value, and its type.
    fn named(self) -> Vec<(Type, Proposal)> {
        let model = self.model();
        let is_calculated = self.before.block == Block::Customer
            && self.before.last_of(&["=", ",", "with", "where", "when", ":"]) == Some("=");
        let own = self.asked().or_else(|| self.declared_list().filter(|_| is_calculated));
        let own = own.into_iter().flat_map(|list| {
            let at = (Type::Date, Proposal::new("at", Kind::Attribute).detail("a date"));
            let attribute = |it: &Attribute| {
                (it.ty, Proposal::new(&it.name, Kind::Attribute).detail(it.ty.words()))
            };
            list.attributes.iter().map(attribute).chain([at])
        });
        let field = |name: &str, ty: Type, kind| (ty, Proposal::new(name, kind).detail(ty.words()));
        let fields = model.fields.iter().map(|it| field(&it.name, it.ty, Kind::Field));
        let lets = model.lets.iter().map(|it| field(&it.name, it.value.ty, Kind::Variable));
        let scores = model.scores.iter().map(|it| {
            let detail = if it.balance { "a balance" } else { "a score" };
            (Type::Number, Proposal::new(&it.name, Kind::Variable).detail(detail))
        });
        let experiments = model.experiments.iter().map(|it| {
            let proposal = Proposal::new(&it.name, Kind::Variable).detail("an experiment");
            (Type::Choice(it.choice), proposal)
        });
        own.chain(fields).chain(lets).chain(scores).chain(experiments).collect()
    }

    pub(super) fn of_type(self, fits: impl Fn(Type) -> bool) -> Vec<Proposal> {
        let named = self.named().into_iter().filter(|(ty, _)| fits(*ty) && !ty.is_broken());
        named.map(|(_, proposal)| proposal).collect()
    }

    /// The type of a name.
    pub(super) fn type_of(self, name: &str) -> Option<Type> {
        let found = self.named().into_iter().find(|(_, proposal)| proposal.label == name);
        found.map(|(ty, _)| ty).or(match name {
            "stage" => Some(Type::Stage),
            "today" | "now" | "stage_since" => Some(Type::Date),
            "tags" => Some(Type::Set),
            _ => None,
        })
    }

    /// The type of what ends so many words before the cursor: a name, a value of events, or what a
    /// function makes of them.
    pub(super) fn type_at(self, back: usize) -> Option<Type> {
        let word = |more: usize| self.before.word(back + more);
        match self.part_at(back) {
            Some("anniversary") => return Some(Type::Date),
            Some("year" | "month" | "day" | "hour") => return Some(Type::Number),
            // The days of a week have no type of their own.
            Some("weekday") => return Some(Type::Broken),
            Some(_) | None => {}
        }
        if word(0) == ")" {
            let open = self.before.closed_bracket(back)?;
            let inside =
                |after: usize| open.checked_sub(after).map_or("", |at| self.before.word(at));
            return match self.before.word(open + 1) {
                "sum" | "average" | "min" | "max" | "first" | "last" if inside(2) == "." => {
                    self.attribute_type(inside(1), inside(3))
                }
                "count" | "quintile" | "rank" => Some(Type::Number),
                "round" | "floor" | "ceil" | "least" | "greatest" => self.type_of(inside(1)),
                _ => None,
            };
        }
        match word(1) {
            "." => self.attribute_type(word(2), word(0)),
            _ => self.type_of(word(0)),
        }
    }

    /// What is asked of the date that ends so many words before the cursor: `month of today`.
    pub(super) fn part_at(self, back: usize) -> Option<&'s str> {
        let start = match self.before.word(back) {
            ")" => self.before.closed_bracket(back)? + 1,
            _ => back,
        };
        // The bracket may be one around the date, or that of a function.
        let of = [start, start + 1].into_iter().find(|at| self.before.word(*at) == "of")?;
        let part = self.before.word(of + 1);
        // `start of calendar month of joined` is a date.
        Some(if self.before.word(of + 2) == "calendar" { "anniversary" } else { part })
    }

    fn attribute_type(self, list: &str, name: &str) -> Option<Type> {
        if name == "at" {
            return Some(Type::Date);
        }
        self.list(list)?.attributes.iter().find(|it| it.name == name).map(|it| it.ty)
    }

    /// The plain values of a type, where they are few.
    pub(super) fn values_of(self, ty: Type) -> Vec<Proposal> {
        match ty {
            Type::Choice(choice) => {
                let names = self.model().choices.get(choice).map(|it| it.values.names().to_vec());
                let names = names.unwrap_or_default().into_iter();
                names.map(|name| Proposal::new(name, Kind::Value)).collect()
            }
            Type::Stage => self.stages(),
            Type::YesNo => ["yes", "no"].map(|it| Proposal::new(it, Kind::Value)).to_vec(),
            Type::Money => vec![words::amount(self.model().currency)],
            Type::Date | Type::Day => words::dates(),
            Type::Number | Type::Text | Type::Duration | Type::Set | Type::Broken => Vec::new(),
        }
    }

    /// Everything that can be counted.
    fn countable(self) -> Vec<Countable<'s>> {
        let model = self.model();
        let lists = model.lists.iter().map(|it| Countable {
            name: it.name.clone(),
            one: it.other_name.as_deref(),
            detail: EVENTS,
            has_dates: true,
        });
        let plain = |name: &str, detail, has_dates| Countable {
            name: name.to_owned(),
            one: None,
            detail,
            has_dates,
        };
        let counts = model.fields.iter().filter(|it| matches!(it.kind, FieldType::Count { .. }));
        let counts = counts.map(|it| plain(&it.name, "a count", false));
        let gifts = model.gifts.iter().map(|it| plain(&it.name, it.kind.word(), true));
        let groups = self.groups().map(|it| plain(it, "group", true));
        let kinds = self.kinds().map(|kind| plain(&format!("{kind}s"), ALL_OF_A_KIND, true));
        lists.chain(counts).chain(gifts).chain(groups).chain(kinds).collect()
    }

    /// The words for events, in some form.
    pub(super) fn events(self, form: Form) -> Vec<Proposal> {
        self.countable().iter().filter_map(|it| it.proposal(form)).collect()
    }

    /// The same of those that have dates.
    pub(super) fn dated_events(self, form: Form) -> Vec<Proposal> {
        let all = self.countable().into_iter().filter(|it| it.has_dates);
        all.filter_map(|it| it.proposal(form)).collect()
    }

    /// The lists of events, in some form.
    pub(super) fn lists(self, form: Form) -> Vec<Proposal> {
        let all = self.countable().into_iter().filter(|it| it.detail == EVENTS);
        all.filter_map(|it| it.proposal(form)).collect()
    }

    /// The values that events have, with the names of the lists.
    pub(super) fn values_of_events(self, fits: impl Fn(Type) -> bool) -> Vec<Proposal> {
        let of_list = |list: &'s List| {
            let fitting = list.attributes.iter().filter(|it| fits(it.ty) && !it.ty.is_broken());
            let proposal = |it: &Attribute| {
                let name = format!("{}.{}", list.name, it.name);
                Proposal::new(name, Kind::Attribute).detail(it.ty.words())
            };
            fitting.map(proposal).collect::<Vec<_>>()
        };
        self.model().lists.iter().flat_map(of_list).collect()
    }
}

/// In which form events are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `purchases`
    Several,
    /// `purchase`
    One,
    /// `a purchase`
    WithArticle,
}

/// Something that can be counted.
struct Countable<'s> {
    name: String,
    /// The word for one of them, if the file says it.
    one: Option<&'s str>,
    detail: &'static str,
    has_dates: bool,
}

impl Countable<'_> {
    /// Nothing where all of a kind cannot be one of it.
    fn proposal(&self, form: Form) -> Option<Proposal> {
        let one = || match self.one {
            Some(one) => one.to_owned(),
            None => singular(&self.name).unwrap_or_else(|| self.name.clone()),
        };
        let text = match form {
            Form::Several => self.name.clone(),
            Form::One | Form::WithArticle if self.detail == ALL_OF_A_KIND => return None,
            Form::One => one(),
            Form::WithArticle => with_article(&one()),
        };
        Some(Proposal::new(text, Kind::Event).detail(self.detail))
    }
}
