use super::amounts;

/// What a program declares, as far as others have to know of it.
#[derive(Default)]
pub(crate) struct Schema {
    pub currency: &'static str,
    pub fields: Vec<Field>,
    pub lists: Vec<List>,
    pub gifts: Vec<Gift>,
    /// Whether the first two gifts are the group `k0`.
    pub grouped: bool,
    pub lets: Vec<(String, Type)>,
    /// Each with its arms.
    pub experiments: Vec<(String, &'static [&'static str])>,
    /// Names for places among all customers.
    pub standings: Vec<String>,
    pub stages: Vec<Stage>,
    /// Where the id stands.
    pub id: Path,
    /// Whether the data writes numbers in a notation of its own.
    pub noted: bool,
    /// Whether it writes dates in forms of its own.
    pub dated: bool,
}

/// A field of a customer, or an attribute of an event.
#[derive(Clone)]
pub(crate) struct Field {
    pub name: String,
    pub kind: Kind,
    pub path: Path,
}

pub(crate) struct List {
    pub name: String,
    /// The word for one of its events.
    pub one: String,
    pub path: Path,
    pub attributes: Vec<Field>,
    /// `None`: it is that of the event that it belongs to.
    pub at: Option<Path>,
    pub at_kind: Kind,
    /// The parts of its key.
    pub key: Vec<Path>,
    pub table: Option<Table>,
}

/// The table that a list comes from.
#[derive(Clone)]
pub(crate) struct Table {
    /// The list whose events its rows belong to, and where a row says to which.
    pub parent: Option<(usize, Path)>,
}

impl Schema {
    /// The lists whose events belong to those of a list, straight or through others.
    pub(crate) fn below(&self, list: usize) -> Vec<usize> {
        let parent = |list: usize| self.lists[list].table.as_ref()?.parent.as_ref().map(|of| of.0);
        let is_below = |other: &usize| {
            let mut above = parent(*other);
            while let Some(next) = above.filter(|next| *next != list) {
                above = parent(next);
            }
            above.is_some()
        };
        (0..self.lists.len()).filter(is_below).collect()
    }
}

pub(crate) struct Gift {
    pub name: String,
    /// What records may call it.
    pub names: Vec<String>,
    /// `reward` and its like.
    pub word: &'static str,
    pub costs: bool,
    /// The list for each of whose events it is given, if it is.
    pub each: Option<usize>,
}

pub(crate) struct Stage {
    pub name: String,
    pub outside: String,
}

/// How a value is written in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    /// From 0 to 10.
    Ranged,
    /// 0 or more.
    From,
    Count,
    Money,
    /// 0 or more.
    MoneyFrom,
    Cents,
    /// 100 or less.
    CentsTo,
    Text,
    Folded,
    YesNo,
    Date,
    Seconds,
    Milliseconds,
    Day,
    DayInSeconds,
    Choice,
    Set,
    /// One text of which commas part the entries.
    SplitSet,
    FoldedSet,
}

/// What it is in the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Number,
    Money,
    Text,
    YesNo,
    Date,
    Choice,
    Set,
}

/// All kinds, those that only a field can have last.
pub(super) const KINDS: [Kind; 20] = [
    Kind::Number,
    Kind::Money,
    Kind::Text,
    Kind::Folded,
    Kind::Date,
    Kind::YesNo,
    Kind::Choice,
    Kind::Cents,
    Kind::Ranged,
    Kind::From,
    Kind::MoneyFrom,
    Kind::CentsTo,
    Kind::Seconds,
    Kind::Milliseconds,
    Kind::Day,
    Kind::DayInSeconds,
    Kind::Count,
    Kind::Set,
    Kind::SplitSet,
    Kind::FoldedSet,
];

/// How many of them an attribute can have.
pub(super) const OF_EVENTS: usize = 16;

impl Kind {
    pub(crate) fn of_rules(self) -> Type {
        match self {
            Kind::Number | Kind::Ranged | Kind::From | Kind::Count => Type::Number,
            Kind::Money | Kind::MoneyFrom | Kind::Cents | Kind::CentsTo => Type::Money,
            Kind::Text | Kind::Folded => Type::Text,
            Kind::YesNo => Type::YesNo,
            Kind::Date | Kind::Seconds | Kind::Milliseconds | Kind::Day | Kind::DayInSeconds => {
                Type::Date
            }
            Kind::Choice => Type::Choice,
            Kind::Set | Kind::SplitSet | Kind::FoldedSet => Type::Set,
        }
    }

    pub(crate) fn written(self, currency: &str) -> String {
        let text = match self {
            Kind::Number => "number",
            Kind::Ranged => "number 0 to 10",
            Kind::From => "number from 0",
            Kind::MoneyFrom => return format!("money from {}", amounts::money("0", currency)),
            Kind::CentsTo => {
                return format!("money in cents to {}", amounts::money("100", currency));
            }
            Kind::Count => "count",
            Kind::Money => "money",
            Kind::Cents => "money in cents",
            Kind::Text => "text",
            Kind::Folded => "text ignoring case",
            Kind::YesNo => "yes/no",
            Kind::Date => "date",
            Kind::Seconds => "date in seconds",
            Kind::Milliseconds => "date in milliseconds",
            Kind::Day => "day",
            Kind::DayInSeconds => "day in seconds",
            Kind::Choice => "one of (free, pro as \"Pro!\", team)",
            Kind::Set => "set of text",
            Kind::SplitSet => "set of text split \",\"",
            Kind::FoldedSet => "set of text split \",\" ignoring case",
        };
        text.to_owned()
    }
}

/// A way into a record, a step at a time.
#[derive(Clone, Default)]
pub(crate) struct Path(pub Vec<Step>);

#[derive(Clone)]
pub(crate) enum Step {
    Key(String),
    Index(usize),
}

impl Path {
    pub(crate) fn key(key: &str) -> Path {
        Path(vec![Step::Key(key.to_owned())])
    }

    /// As rules write it.
    pub(crate) fn written(&self) -> String {
        let mut text = String::new();
        for step in &self.0 {
            match step {
                Step::Key(key) if key.contains([' ', '.']) => text += &format!("['{key}']"),
                Step::Key(key) if text.is_empty() => text += key,
                Step::Key(key) => text += &format!(".{key}"),
                Step::Index(index) => text += &format!(".{index}"),
            }
        }
        text
    }
}
