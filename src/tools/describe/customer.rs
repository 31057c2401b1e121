//! What is known of a customer, and what is made of it, in words.

use super::clause::Clause;
use super::document::Item;
use super::noun;
use super::rule::points;
use super::said::{Said, say};
use super::words::Words;
use crate::check::Type;
use crate::check::model::{
    Attribute, AttributeSource, Each, Events, Experiment, Field, List, Owner, Points, Score,
    ScoreLine,
};
use crate::terms::{FieldType, Range};
use crate::values::Decimal;

impl Words<'_> {
    /// A field in a sentence.
    pub(super) fn field(self, field: &Field) -> Said {
        let mut said = say!(Said::name(&field.name), " is ", self.field_type(&field.kind));
        if let Some(default) = &field.default {
            said.push(say!(
                "; if nothing is known, it counts as ",
                self.constant(default, field.ty)
            ));
        }
        if field.required {
            said.push("; a customer without it is rejected, with a message");
        }
        say!(said, ".")
    }

    fn field_type(self, kind: &FieldType) -> Said {
        match kind {
            FieldType::Number { range, .. } => {
                format!("a number{}", in_range(*range, noun::number)).into()
            }
            FieldType::Count { .. } => "a number of things".into(),
            FieldType::Money { range, .. } => {
                format!("an amount of money{}", in_range(*range, |end| self.money(end))).into()
            }
            FieldType::Text { ignoring_case: false } => "a text".into(),
            FieldType::Text { ignoring_case: true } => {
                "a text, in which capital and small letters are the same".into()
            }
            FieldType::YesNo => "a yes or a no".into(),
            FieldType::Date(_) => "a date and time".into(),
            FieldType::Day(_) => "a day".into(),
            FieldType::Choice(choices) => {
                let names = choices.names().iter().map(|name| Said::name(name)).collect();
                say!("one of ", Said::joined(names, " and "))
            }
            FieldType::Set { ignoring_case: false, .. } => "a list of texts".into(),
            FieldType::Set { ignoring_case: true, .. } => {
                "a list of texts, in which capital and small letters are the same".into()
            }
        }
    }

    /// A list of events in sentences.
    pub(super) fn events(self, place: usize) -> Said {
        let list: &List = &self.model.lists[place];
        let mut said = say!(Said::name(&list.name), " are events");
        let owner = list.table.as_ref().map(|table| table.owner);
        match owner {
            Some(Owner::Event(parent)) => {
                said.push(say!(" that belong to ", Said::name(&self.model.lists[parent].name)));
            }
            Some(Owner::Customer | Owner::Field(_)) | None => {}
        }
        let inside = self.of_events(&Events::List(place));
        let attributes: Vec<Said> =
            list.attributes.iter().map(|attribute| inside.attribute_words(attribute)).collect();
        if !attributes.is_empty() {
            said.push(say!(", each with ", Said::joined(attributes, " and ")));
        }
        said.push(".");
        if let Some(filter) = &list.list_filter {
            let clause = inside.clause(filter).inline();
            said.push(say!(" Only those count where ", clause, "."));
        }
        match &list.key {
            Some(key) if key.last_counts => {
                said.push(" If one is reported several times, the last report counts.");
            }
            Some(_) => said.push(" If one is reported several times, the first report counts."),
            None => {}
        }
        if list.required {
            said.push(" A customer without this list is rejected, with a message.");
        }
        said
    }

    pub(super) fn attribute_words(self, attribute: &Attribute) -> Said {
        let name = Said::name(&attribute.name);
        match &attribute.source {
            AttributeSource::Record { kind, .. } => say!(name, " (", self.field_type(kind), ")"),
            AttributeSource::Calculated(value) => say!(name, " (", self.value(value), ")"),
        }
    }

    /// A `let` as a point.
    pub(super) fn named(self, place: usize) -> Item {
        let named = &self.model.lets[place];
        let name = Said::name(&named.name);
        if named.value.ty != Type::YesNo {
            return Item::new(say!(name, " is ", self.value(&named.value), "."));
        }
        let clause = self.clause(&named.value);
        match &clause {
            Clause::All(parts) if clause.is_long() => Item {
                said: say!(name, " is true when all of the following is true:"),
                below: points(parts),
            },
            Clause::Any(parts) if clause.is_long() => Item {
                said: say!(name, " is true when at least one of the following is true:"),
                below: points(parts),
            },
            Clause::One(_) | Clause::All(_) | Clause::Any(_) => {
                Item::new(say!(name, " is true when ", clause.inline(), "."))
            }
        }
    }

    /// A score or a balance as a point, with its lines below.
    pub(super) fn score(self, place: usize) -> Item {
        let score: &Score = &self.model.scores[place];
        let kind = match score.balance {
            true => {
                "a balance of points that customers earn and spend; points that expire first are spent first"
            }
            false => "a score in points",
        };
        let bounds = match (score.at_least, score.at_most) {
            (Some(low), Some(high)) => {
                format!(", from {} to {}", noun::number(low), noun::number(high))
            }
            (Some(low), None) => format!(", {} at least", noun::number(low)),
            (None, Some(high)) => format!(", {} at most", noun::number(high)),
            (None, None) => String::new(),
        };
        let said = say!(Said::name(&score.name), format!(" is {kind}{bounds}:"));
        let lines = score.lines.iter().map(|line| Item::new(self.points(score.balance, line)));
        Item { said, below: lines.collect() }
    }

    fn points(self, balance: bool, line: &ScoreLine) -> Said {
        let (verb, whole) = match (balance, line.less) {
            (false, false) => ("adds ", " are added when "),
            (false, true) => ("subtracts ", " are subtracted when "),
            (true, false) => ("earns ", " are earned when "),
            (true, true) => ("spends ", " are spent when "),
        };
        match &line.points {
            Points::When(points, condition) => {
                say!(noun::number(*points), whole, self.clause(condition).inline())
            }
            Points::Events { each, events, condition, lasting } => {
                let only = condition.as_ref().map(|condition| self.only(events, condition));
                let one = say!(self.one(events), only.unwrap_or_default());
                let lasting =
                    lasting.map(|lasting| format!(", which counts {}", noun::lasting(lasting)));
                let lasting = lasting.unwrap_or_default();
                let inside = self.of_events(events);
                match each {
                    Each::Same(points) => {
                        say!("each ", one, " ", verb, noun::number(*points), lasting)
                    }
                    Each::Per { points, full, unit, attribute } => say!(
                        "each ",
                        one,
                        " ",
                        verb,
                        noun::number(*points),
                        if *full { " for each full " } else { " for each " },
                        inside.unit(*unit, *attribute),
                        " of ",
                        inside.attribute(*attribute),
                        lasting
                    ),
                }
            }
        }
    }

    /// A unit that points are counted by, which is money if the attribute is.
    fn unit(self, unit: Decimal, attribute: crate::check::model::AttributeOf) -> String {
        use crate::check::model::AttributeOf;
        let money = match attribute {
            AttributeOf::Declared(place) => {
                let list = self.list.map(|list| &self.model.lists[list]);
                list.and_then(|list| list.attributes.get(place))
                    .is_some_and(|attribute| attribute.ty == Type::Money)
            }
            AttributeOf::Cost | AttributeOf::Worth => true,
            AttributeOf::At => false,
        };
        if money { self.money(unit) } else { noun::number(unit) }
    }

    /// An experiment in sentences.
    pub(super) fn experiment(self, experiment: &Experiment) -> Said {
        let names = self.model.choices[experiment.choice].values.names();
        let arms = names.iter().zip(&experiment.shares);
        let arms =
            arms.map(|(name, share)| say!(noun::percent(*share), " are in ", Said::name(name)));
        let mut said = say!(
            Said::name(&experiment.name),
            " compares groups of customers who are drawn by lot: ",
            Said::joined(arms.collect(), " and "),
            ". A customer stays in the same group."
        );
        let one = Decimal::from(1i64);
        let sum =
            experiment.shares.iter().try_fold(Decimal::ZERO, |sum, share| sum.checked_add(*share));
        if sum.is_ok_and(|sum| sum < one) {
            said.push(" The others take no part.");
        }
        if let Some(aim) = &experiment.aim {
            said.push(self.aim(" The groups are compared by who has ", aim));
        }
        said
    }
}

/// ` from 0 to 10`, ` of 0 or more` or ` of 100 or less`.
fn in_range(range: Range, written: impl Fn(Decimal) -> String) -> String {
    match (range.low, range.high) {
        (Some(low), Some(high)) => format!(" from {} to {}", written(low), written(high)),
        (Some(low), None) => format!(" of {} or more", written(low)),
        (None, Some(high)) => format!(" of {} or less", written(high)),
        (None, None) => String::new(),
    }
}
