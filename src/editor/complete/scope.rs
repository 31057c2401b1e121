//! The names that the rules declare, by what fits.

use crate::check::model::{Attribute, List, Model};
use crate::check::{Type, word_like};
use crate::program::Reading;
use crate::terms::{FieldType, GiftKind};

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
const OVER_EVENTS: [&str; 7] = ["count", "sum", "average", "min", "max", "first", "last"];

impl<'s> Scope<'s> {
    fn model(self) -> &'s Model {
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

    /// What a `limit` or a `pause` is about, or what it excepts.
    pub(super) fn limited(self, kinds: bool) -> Vec<Proposal> {
        let all = [GiftKind::Message, GiftKind::Reward, GiftKind::Program, GiftKind::Alert];
        let has = |kind: &GiftKind| kinds && self.model().gifts.iter().any(|it| it.kind == *kind);
        let words = all.iter().filter(|kind| has(kind));
        let words = words.map(|kind| Proposal::new(format!("{}s", kind.word()), Kind::Gift));
        let groups = self.reading.tree.groups();
        let groups = groups.map(|it| Proposal::new(&it.name.text, Kind::Gift).detail("group"));
        words.chain(groups).chain(self.gifts(&all)).collect()
    }

    /// The list of a word for its events.
    fn list(self, word: &str) -> Option<(usize, &'s List)> {
        let is_it = |list: &List| {
            list.other_name.as_deref() == Some(word) || word_like(word, &list.name, "").is_some()
        };
        self.model().lists.iter().enumerate().find(|(_, list)| is_it(list))
    }

    /// What each event of a list has.
    pub(super) fn attributes_of(self, word: &str) -> Vec<Proposal> {
        let Some((_, list)) = self.list(word) else { return Vec::new() };
        let attribute =
            |it: &Attribute| Proposal::new(&it.name, Kind::Attribute).detail(it.ty.words());
        let at = Proposal::new("at", Kind::Attribute).detail("a date");
        list.attributes.iter().map(attribute).chain([at]).collect()
    }

    /// The same of the events that were named last.
    pub(super) fn attributes_before(self) -> Vec<Proposal> {
        self.attributes_of(self.before.word(1))
    }

    /// The events that names in a `where` belong to, if the cursor is in one.
    fn asked(self) -> Option<&'s List> {
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
                    return self.list(word).map(|(_, list)| list);
                }
                _ => {}
            }
        }
        None
    }

    /// Everything with a value, and its type.
    fn named(self) -> Vec<(Type, Proposal)> {
        let model = self.model();
        let own = self.asked().into_iter().flat_map(|list| {
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

    fn of_type(self, fits: impl Fn(Type) -> bool) -> Vec<Proposal> {
        let named = self.named().into_iter().filter(|(ty, _)| fits(*ty) && !ty.is_broken());
        named.map(|(_, proposal)| proposal).collect()
    }

    /// The type of a name.
    fn type_of(self, name: &str) -> Option<Type> {
        if name == "stage" {
            return Some(Type::Stage);
        }
        let of_week = matches!(self.before.word(2), "of") && name == "today";
        let found = self.named().into_iter().find(|(_, proposal)| proposal.label == name);
        found.map(|(ty, _)| ty).filter(|_| !of_week)
    }

    /// The name that is compared, and its type.
    fn left(self) -> Option<(&'s str, Type)> {
        let marks = ["is", "not", "≥", ">=", "≤", "<=", "<", ">", "≠", "!=", "in", "("];
        let name = self.before.block_words().find(|word| !marks.contains(word))?;
        Some((name, self.type_of(name)?))
    }

    /// What something can be compared with.
    pub(super) fn compared(self) -> Vec<Proposal> {
        let Some((name, ty)) = self.left() else {
            return self.of_type(|ty| matches!(ty, Type::Number | Type::Money));
        };
        let mut values = self.values_of(ty);
        let others = self.of_type(|other| other == ty || other.is_date() && ty.is_date());
        values.extend(others.into_iter().filter(|other| other.label != name));
        values.extend(match ty {
            Type::Money => vec![words::amount(self.model().currency)],
            Type::Date | Type::Day => words::dates(),
            Type::Number
            | Type::YesNo
            | Type::Text
            | Type::Duration
            | Type::Choice(_)
            | Type::Stage
            | Type::Set
            | Type::Broken => Vec::new(),
        });
        values
    }

    /// The plain values of a type, where they are few.
    fn values_of(self, ty: Type) -> Vec<Proposal> {
        match ty {
            Type::Choice(choice) => {
                let names = self.model().choices.get(choice).map(|it| it.values.names().to_vec());
                let names = names.unwrap_or_default().into_iter();
                names.map(|name| Proposal::new(name, Kind::Value)).collect()
            }
            Type::Stage => self.stages(),
            Type::YesNo => ["yes", "no"].map(|it| Proposal::new(it, Kind::Value)).to_vec(),
            Type::Number
            | Type::Money
            | Type::Text
            | Type::Date
            | Type::Day
            | Type::Duration
            | Type::Set
            | Type::Broken => Vec::new(),
        }
    }

    pub(super) fn after_is(self) -> Vec<Proposal> {
        let mut all = self.compared();
        if self.before.word(0) == "is" {
            all.extend(words::keywords(&["not", "known", "missing"]));
        }
        all
    }

    /// What follows a name: how it can be compared.
    pub(super) fn after_name(self) -> Vec<Proposal> {
        let Some(ty) = self.type_of(self.before.word(0)) else { return Vec::new() };
        match ty {
            Type::Number | Type::Money => words::marks(&["≥", "≤", ">", "<", "is", "between"]),
            Type::Date | Type::Day => words::marks(&["within", "≥", "≤", "is"]),
            Type::Text => words::marks(&["is", "contains", "starts with", "ends with", "in"]),
            Type::Set => words::marks(&["contains"]),
            Type::Choice(_) | Type::Stage => words::marks(&["is", "is not", "in"]),
            Type::YesNo | Type::Duration | Type::Broken => Vec::new(),
        }
    }

    /// The words for events: in the plural, or for one of them with its article.
    pub(super) fn events(self, one: bool) -> Vec<Proposal> {
        let model = self.model();
        let lists = model.lists.iter().map(|it| (it.name.as_str(), "events"));
        let counts = model.fields.iter().filter(|it| matches!(it.kind, FieldType::Count { .. }));
        let counts = counts.map(|it| (it.name.as_str(), "a count"));
        let gifts = model.gifts.iter().map(|it| (it.name.as_str(), it.kind.word()));
        let word = |(name, detail): (&str, &str)| {
            let singular = name.strip_suffix('s').unwrap_or(name);
            let vowel = singular.starts_with(['a', 'e', 'i', 'o', 'u']);
            let text = match one {
                true => format!("{} {singular}", if vowel { "an" } else { "a" }),
                false => name.to_owned(),
            };
            Proposal::new(text, Kind::Event).detail(detail)
        };
        lists.chain(counts).chain(gifts).map(word).collect()
    }

    /// One of the events that have dates.
    pub(super) fn dated_events(self) -> Vec<Proposal> {
        let mut all = self.events(true);
        all.retain(|it| it.detail.as_deref() != Some("a count"));
        all
    }

    pub(super) fn after_number(self) -> Vec<Proposal> {
        match self.before.block {
            Block::Score | Block::Balance => words::keywords(&["per", "when"]),
            Block::Test if self.before.word(1) == "later" => words::units(),
            Block::Test => [self.events(false), words::units()].concat(),
            Block::Gift if self.before.has_on_line(&["within", "for", "per"]) => {
                [words::units(), self.events(false)].concat()
            }
            Block::Gift => words::keywords(&["times per"]),
            Block::Simulate => words::keywords(&["enter", "to"]),
            Block::Stage | Block::Condition | Block::Customer => {
                let is_length =
                    matches!(self.before.word(1), "within" | "next" | "expiring" | "per" | "back");
                if is_length {
                    words::units()
                } else {
                    [words::units(), self.events(false)].concat()
                }
            }
            Block::None | Block::Header | Block::Report | Block::Other => words::units(),
        }
    }

    pub(super) fn last_or_this(self) -> Vec<Proposal> {
        let mut all = words::keywords(&["calendar"]);
        if self.before.word(1) == "since" {
            all = self.events(false);
        }
        all
    }

    pub(super) fn since(self) -> Vec<Proposal> {
        let mut all = words::keywords(&["entering", "last"]);
        all.extend(self.of_type(Type::is_date));
        all
    }

    /// What a condition can begin with.
    pub(super) fn conditions(self) -> Vec<Proposal> {
        let mut all = self.of_type(|ty| ty != Type::Duration);
        if self.asked().is_some() {
            all.extend(words::keywords(&["not"]));
            return all;
        }
        all.extend(self.events(true));
        all.extend(words::begins_condition());
        all.extend(OVER_EVENTS.map(words::function));
        all
    }

    /// What a calculation can begin with.
    pub(super) fn values(self) -> Vec<Proposal> {
        let mut all = self.of_type(|_| true);
        all.extend(OVER_EVENTS.map(words::function));
        all
    }

    pub(super) fn numbers(self) -> Vec<Proposal> {
        self.of_type(|ty| matches!(ty, Type::Number | Type::Money))
    }

    /// What a bracket can begin with, by the word before it.
    pub(super) fn in_brackets(self) -> Vec<Proposal> {
        match (self.before.word(2), self.before.word(1)) {
            (_, "count") => self.lists(),
            (_, function) if OVER_EVENTS.contains(&function) => {
                let lists = self.model().lists.iter().flat_map(|list| {
                    let fits = |it: &&Attribute| {
                        function == "first"
                            || function == "last"
                            || it.ty.has_order() && !it.ty.is_broken()
                    };
                    list.attributes.iter().filter(fits).map(move |it| {
                        let name = format!("{}.{}", list.name, it.name);
                        Proposal::new(name, Kind::Attribute).detail(it.ty.words())
                    })
                });
                lists.chain(self.lists()).collect()
            }
            (_, "quintile" | "rank" | "round" | "floor" | "ceil" | "least" | "greatest") => {
                self.numbers()
            }
            (_, "in") => self.compared(),
            (_, "of") if self.before.block == Block::Customer => Vec::new(),
            _ => self.conditions(),
        }
    }

    fn lists(self) -> Vec<Proposal> {
        let lists = self.model().lists.iter();
        lists.map(|it| Proposal::new(&it.name, Kind::Event).detail("events")).collect()
    }

    /// What a test can say of its customer.
    pub(super) fn facts(self) -> Vec<Proposal> {
        let mut all = vec![
            Proposal::new("stage", Kind::Keyword),
            Proposal::new("tagged", Kind::Snippet).snippet("tagged \"$1\""),
        ];
        let model = self.model();
        let fields = model.fields.iter();
        all.extend(fields.map(|it| Proposal::new(&it.name, Kind::Field).detail(it.ty.words())));
        all.extend(self.events(false));
        all
    }
}
