//! What a record says of a customer.

use std::sync::Arc;

use crate::problems::Span;
use crate::terms::{Builtin, Epoch, FieldType};
use crate::values::Decimal;

use super::{Expr, Name, Text};

/// `customer` and its fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Customer {
    pub span: Span,
    pub fields: Vec<Field>,
    pub mappings: Vec<Mapping>,
}

/// `id from "customer_id"`: where a built-in field is found.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    pub span: Span,
    pub builtin: Builtin,
    pub from: Text,
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
    Count,
    /// `set of text`, with what separates the entries of a text: `split ","`.
    Set {
        split: Option<Text>,
    },
    Events(Events),
    /// It could not be read: the checker says nothing about what is made of it.
    Broken,
}

impl FieldKind {
    /// What it means for a record, unless it is a list of events or broken.
    pub fn field_type(&self) -> Option<FieldType> {
        match self {
            FieldKind::Scalar(scalar) => Some(scalar.field_type()),
            FieldKind::Count => Some(FieldType::Count),
            FieldKind::Set { split } => {
                let split = split.as_ref().map(|text| text.text.clone());
                Some(FieldType::Set { split })
            }
            FieldKind::Events(_) | FieldKind::Broken => None,
        }
    }
}

/// A type of a single value.
#[derive(Clone, Debug, PartialEq)]
pub enum ScalarType {
    /// With its range, both ends included.
    Number {
        range: Option<(Bound, Bound)>,
    },
    Money {
        in_cents: bool,
    },
    Text,
    YesNo,
    Date(Epoch),
    /// `one of (a, b as "B")`.
    Choice(Vec<ChoiceValue>),
}

impl ScalarType {
    /// What it means for a record.
    pub fn field_type(&self) -> FieldType {
        match self {
            ScalarType::Number { range } => {
                let range = range.as_ref().map(|(low, high)| (low.value, high.value));
                FieldType::Number { range }
            }
            ScalarType::Money { in_cents } => FieldType::Money { in_cents: *in_cents },
            ScalarType::Text => FieldType::Text,
            ScalarType::YesNo => FieldType::YesNo,
            ScalarType::Date(epoch) => FieldType::Date(*epoch),
            ScalarType::Choice(values) => {
                let pair =
                    |value: &ChoiceValue| (value.name.text.clone(), value.outside().to_owned());
                FieldType::Choice(Arc::new(values.iter().map(pair).collect()))
            }
        }
    }
}

/// One end of a range.
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
    pub attributes: Vec<Attribute>,
    pub at: Option<EventTime>,
    pub key: Option<Text>,
    pub door: Option<Expr>,
}

/// `at "created" in seconds`: where an event's time is found and how it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct EventTime {
    pub from: Text,
    pub epoch: Epoch,
}

/// `amount money from "total_price"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    pub span: Span,
    pub name: Name,
    pub kind: ScalarType,
    pub from: Option<Text>,
}
