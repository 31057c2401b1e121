//! What the plan needs of a record: the reader builds this and skips everything else.

use std::sync::Arc;

use crate::terms::{DataForms, DateForm, EventKey, FieldType};
use crate::values::currency::Currency;
use crate::values::{Decimal, Instant, Path, Value};

/// Everything to read of one record. A slot is an index into `fields` or `lists`.
#[derive(Clone, Debug)]
pub struct Needs {
    /// Where the id is.
    pub id: Path,
    /// Whether the case of the id does not matter.
    pub id_ignores_case: bool,
    /// Where the stage is.
    pub stage: Path,
    /// Where the time is at which the customer entered it.
    pub stage_since: Path,
    /// Where the tags are.
    pub tags: Path,
    /// Where the history of gifts is.
    pub given: Path,
    /// What is owed, if some gift is kept.
    pub owed: Option<OwedNeed>,
    /// The fields that are read, by their slots.
    pub fields: Vec<FieldNeed>,
    /// The lists of events that are read, by their slots.
    pub lists: Vec<ListNeed>,
    /// The tables that lists are made of, whether or not these are read.
    pub tables: Vec<DeclaredTable>,
    /// The outside names of the stages, by stage index.
    pub stages: Vec<String>,
    /// What records call the gifts, by gift index.
    pub gifts: Vec<GiftNames>,
    /// By gift index, whether it is given for each event of a list, so that the history says for
    /// which.
    pub for_each: Vec<bool>,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The zone of days, and of times without an offset unless it is said otherwise.
    pub zone: jiff::tz::TimeZone,
    /// How built-in times and amounts are written, and what counts as no value.
    pub forms: DataForms,
}

/// A single value, a count or a set.
#[derive(Clone, Debug)]
pub struct FieldNeed {
    /// As the rule file calls it.
    pub name: String,
    /// Where it is in the record.
    pub path: Path,
    /// How it is read.
    pub kind: FieldType,
    /// Taken where the record has nothing.
    pub default: Option<Value<'static>>,
    /// A record that has nothing here is rejected.
    pub required: bool,
}

/// A list of events.
#[derive(Clone, Debug)]
pub struct ListNeed {
    /// Its name in the rules.
    pub name: String,
    /// Where it is in the record.
    pub path: Path,
    /// A record that has nothing here is rejected.
    pub required: bool,
    /// The path, within an event, of its time; `None`: it has that of the event that it belongs to.
    pub at: Option<Path>,
    /// How that time is written.
    pub at_form: DateForm,
    /// What tells repeats of it apart.
    pub key: Option<EventKey>,
    /// The attributes that are read, by their slots.
    pub attributes: Vec<AttributeNeed>,
    /// Where the events come from, if they are the rows of a table. The path of the list is then
    /// where a record has them that is complete in itself, which no record of a file is.
    pub table: Option<TableNeed>,
}

/// A table that a list is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredTable {
    /// As the rules call it.
    pub table: String,
    /// The list.
    pub list: String,
    /// The path, within a row, of the id of a customer, if it is that which says whose a row is.
    pub id: Option<Path>,
}

/// Which rows of which table are the events of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableNeed {
    /// As the rules call it: `from table "orders"`.
    pub table: String,
    /// The path, within a row, of what says whose it is.
    pub by: Path,
    /// What it says.
    pub owner: Owner,
}

/// Who has a row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The customer with this id.
    Id,
    /// The customer who alone has this value in a field, by its slot.
    Field(usize),
    /// The customer who has the event with this key, in a list by its slot: the row belongs to that
    /// event.
    Event(usize),
}

/// The table of what a ledger keeps of the customers, which no rules can name.
pub const LEDGER: &str = "\0ledger";

impl Needs {
    /// The same with one more list, at the end: what a ledger keeps of each customer, a row for each
    /// of them with their `id`.
    pub fn with_ledger(&self) -> Needs {
        let by = Path::key("id");
        let list = ListNeed {
            name: "ledger".to_owned(),
            path: Path::key("ledger:"),
            required: false,
            at: None,
            at_form: DateForm::Text(Arc::clone(&self.forms.dates)),
            key: None,
            attributes: Vec::new(),
            table: Some(TableNeed { table: LEDGER.to_owned(), by, owner: Owner::Id }),
        };
        let mut needs = self.clone();
        needs.lists.push(list);
        needs
    }

    /// Whether the case of what names an owner does not matter.
    pub fn owner_ignores_case(&self, owner: Owner) -> bool {
        match owner {
            Owner::Id => self.id_ignores_case,
            Owner::Field(slot) => self.fields[slot].kind.ignores_case(),
            Owner::Event(_) => false,
        }
    }

    /// The slot of the list that a ledger is, see [`with_ledger`](Needs::with_ledger).
    pub fn ledger(&self) -> Option<usize> {
        let is_ledger = |list: &ListNeed| list.table.as_ref().is_some_and(TableNeed::is_ledger);
        self.lists.iter().rposition(is_ledger)
    }
}

impl TableNeed {
    /// Whether its rows are what a ledger keeps of the customers.
    pub fn is_ledger(&self) -> bool {
        self.table == LEDGER
    }
}

impl ListNeed {
    /// The list whose events these belong to, by its slot.
    pub fn parent(&self) -> Option<usize> {
        match self.table.as_ref()?.owner {
            Owner::Id | Owner::Field(_) => None,
            Owner::Event(slot) => Some(slot),
        }
    }
}

/// What records call a gift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiftNames {
    /// What is written.
    pub written: String,
    /// What else is read as this gift.
    pub older: Vec<String>,
}

impl GiftNames {
    /// One that was always called so.
    pub fn of(name: &str) -> GiftNames {
        GiftNames { written: name.to_owned(), older: Vec::new() }
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.written).chain(&self.older)
    }
}

/// A value of an event.
#[derive(Clone, Debug)]
pub struct AttributeNeed {
    /// Its name in the rules.
    pub name: String,
    /// Where it is in the event.
    pub path: Path,
    /// How it is read.
    pub kind: FieldType,
}

/// What the rules can ask of a grant, besides which gift it was and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GrantAmount {
    /// What it cost.
    Cost,
    /// What it was worth.
    Worth,
}

/// How gifts that are owed are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwedNeed {
    /// Where they are.
    pub path: Path,
    /// The names of the rules, by rule index.
    pub rules: Vec<String>,
    /// By gift index, the first rule that gives it, if it is kept and some rule does. It stands in
    /// for a rule that the record does not name, or that has another name by now.
    pub given_by: Vec<Option<usize>>,
}

/// A gift that was withheld and is still to be given.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Owed {
    /// Index into [`Needs::gifts`].
    pub gift: usize,
    /// The key of the event that it is for, if it is given for each.
    pub event: Option<Arc<str>>,
    /// When it was first withheld.
    pub since: Instant,
    /// Index into [`OwedNeed::rules`]: the rule that asked for it.
    pub rule: usize,
}

/// One grant in the history of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Grant {
    /// Index into [`Needs::gifts`].
    pub gift: usize,
    /// When it was given, if that is known.
    pub at: Option<Instant>,
    /// The key of the event that it was given for, if it was given for one.
    pub event: Option<Arc<str>>,
    /// What it cost, if the history says so.
    pub cost: Option<Decimal>,
    /// What it was worth, if the history says so.
    pub worth: Option<Decimal>,
}
