//! What a record says of a customer.

use crate::problems::Span;
use crate::terms::Builtin;
use crate::values::Decimal;

use super::{Expr, Name, Text};

/// `customer` and its fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Customer {
    pub span: Span,
    pub fields: Vec<Field>,
    pub mappings: Vec<Mapping>,
    pub forms: Vec<DataForm>,
    pub leave_out: Vec<LeaveOut>,
    pub shows: Vec<Shows>,
}

impl Customer {
    /// One of whom nothing is said.
    pub(in crate::syntax) fn new(span: Span) -> Customer {
        Customer {
            span,
            fields: Vec::new(),
            mappings: Vec::new(),
            forms: Vec::new(),
            leave_out: Vec::new(),
            shows: Vec::new(),
        }
    }
}

/// `leave out when condition`: customers who take part in nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct LeaveOut {
    pub span: Span,
    pub condition: Expr,
}

/// `show email, first_name`: what every decision includes.
#[derive(Clone, Debug, PartialEq)]
pub struct Shows {
    pub span: Span,
    pub names: Vec<Name>,
}

/// How everything in the data is written: `dates as "dd/mm/yyyy"`.
#[derive(Clone, Debug, PartialEq)]
pub struct DataForm {
    pub span: Span,
    pub kind: DataFormKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum DataFormKind {
    /// `dates as "dd/mm/yyyy" or "dd/mm/yyyy hh:mm"`
    Dates(Vec<Text>),
    /// `times in "UTC"`
    Times(Text),
    /// `numbers as "1.234,56"`
    Numbers(Text),
    /// `missing as ("NULL", "n/a")`
    Missing(Vec<Text>),
}

/// How one type writes its days and times.
#[derive(Clone, Debug, PartialEq)]
pub enum DateForm {
    /// `in seconds`
    Seconds,
    /// `in milliseconds`
    Milliseconds,
    /// `as "dd/mm/yyyy" or "dd/mm/yyyy hh:mm" in "UTC"`, or neither.
    Text { patterns: Vec<Text>, zone: Option<Text> },
}

impl Default for DateForm {
    fn default() -> DateForm {
        DateForm::Text { patterns: Vec::new(), zone: None }
    }
}

/// `id from "customer_id"`: where a built-in field is found.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    pub span: Span,
    pub builtin: Builtin,
    pub from: Text,
    /// `ignoring case`, which only the id can have.
    pub ignoring_case: Option<Span>,
}

/// `name: type from "path" default value required`.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub span: Span,
    pub name: Name,
    pub kind: FieldKind,
    pub from: Option<Text>,
    pub default: Option<Expr>,
    pub required: Option<Span>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FieldKind {
    Scalar(ScalarType),
    /// `count`: a whole number or the length of a list.
    Count {
        notation: Option<Text>,
    },
    /// `set of text`, with what separates the entries of a text: `split ","`.
    Set {
        split: Option<Text>,
        ignoring_case: bool,
    },
    Events(Events),
    /// It could not be read: the checker says nothing about what is made of it.
    Broken,
}

impl FieldKind {
    /// The table that events come from, if these are the rows of one.
    pub fn table(&self) -> Option<&Table> {
        match self {
            FieldKind::Events(events) => events.table.as_ref(),
            FieldKind::Scalar(_)
            | FieldKind::Count { .. }
            | FieldKind::Set { .. }
            | FieldKind::Broken => None,
        }
    }
}

/// A type of a single value.
#[derive(Clone, Debug, PartialEq)]
pub enum ScalarType {
    Number {
        range: Option<Range>,
        /// How texts write it: `number as "1.234,56"`.
        notation: Option<Text>,
    },
    Money {
        in_cents: bool,
        range: Option<Range>,
        notation: Option<Text>,
    },
    Text {
        ignoring_case: bool,
    },
    YesNo,
    Date(DateForm),
    Day(DateForm),
    /// `one of (a, b as "B")`.
    Choice(Vec<ChoiceValue>),
}

impl ScalarType {
    /// The names that it declares.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        let values = match self {
            ScalarType::Choice(values) => values.as_slice(),
            ScalarType::Number { .. }
            | ScalarType::Money { .. }
            | ScalarType::Text { .. }
            | ScalarType::YesNo
            | ScalarType::Date(_)
            | ScalarType::Day(_) => &[],
        };
        values.iter().map(|value| &value.name)
    }
}

/// `0 to 10`, `from 0` or `to 100`: one end at least, both included.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    pub span: Span,
    /// The word; with both ends it says nothing and has no place.
    pub from: Option<Span>,
    pub low: Option<Expr>,
    pub high: Option<Expr>,
}

/// A number and where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    pub value: Decimal,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceValue {
    pub name: Name,
    /// What the record says for it, where that is another word.
    pub outside: Option<Text>,
}

impl ChoiceValue {
    /// What the record says for it.
    pub fn outside(&self) -> &str {
        self.outside.as_ref().map_or(&self.name.text, |text| &text.text)
    }
}

/// `events (singular) with amount money at "key" key "key" where condition`.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// The event's own other name: `people_met: events (person_met)`.
    pub other_name: Option<Name>,
    pub table: Option<Table>,
    pub by: Option<By>,
    pub attributes: Vec<Attribute>,
    pub at: Option<EventTime>,
    pub key: Option<Key>,
    pub list_filter: Option<Expr>,
}

/// `from table "orders"`: each row of a table is an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub span: Span,
    /// The list's own name, where it is left out.
    pub name: Option<Text>,
}

/// `by "order_id" of orders`: whose a row of a table is.
#[derive(Clone, Debug, PartialEq)]
pub struct By {
    pub span: Span,
    pub from: Text,
    pub owner: Owner,
}

/// What the column of a `by` says.
#[derive(Clone, Debug, PartialEq)]
pub enum Owner {
    /// The id of a customer.
    Customer,
    /// `of orders`: the key of an event in this list.
    Event(Name),
    /// `is email`: what this field of the customer has.
    Field(Name),
}

/// `key "id" last`: what tells repeats apart, and which of them counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// One of them at least; all of them together are the key.
    pub from: Vec<Text>,
    pub last: bool,
}

impl Key {
    /// Where it is written, without its first word.
    pub fn span(&self) -> Option<Span> {
        Some(self.from.first()?.span.to(self.from.last()?.span))
    }
}

/// `at "created" in seconds`: where an event's time is found and how it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct EventTime {
    pub from: Text,
    pub form: DateForm,
}

/// `amount money from "total_price"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    pub span: Span,
    pub name: Name,
    pub source: AttributeSource,
}

/// Where the values of an attribute come from.
#[derive(Clone, Debug, PartialEq)]
pub enum AttributeSource {
    /// `money from "total_price"`
    Record { kind: ScalarType, from: Option<Text> },
    /// `= price * quantity`
    Calculated(Expr),
}
