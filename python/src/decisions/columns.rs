//! What happens to customers, as the columns of a table.

use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Decimal128Builder, StringBuilder, TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, BooleanArray, RecordBatch, StructArray};
use arrow_schema::{ArrowError, DataType, SchemaRef};
use flywheel::eval::{Decision, Given, Id, Move, Withheld};
use flywheel::plan::{Owed, Plan};
use flywheel::values::Decimal;

use super::lists::{Lists, moments, numbers, text};
use super::shown::Shown;
use super::{exact, schema};

/// A value that has no place in its column, and why.
pub(crate) struct Unfit {
    pub column: String,
    pub why: String,
}

/// What happens to some customers.
pub(crate) struct Columns {
    schema: SchemaRef,
    id: StringBuilder,
    from: StringBuilder,
    to: StringBuilder,
    rule: StringBuilder,
    moves: Lists<Steps>,
    given: Lists<Gifts>,
    tags: Lists<StringBuilder>,
    untags: Lists<StringBuilder>,
    withheld: Lists<Held>,
    lapsed: Lists<Lapses>,
    also: Lists<Steps>,
    experiments: Lists<Arms>,
    shown: Vec<Shown>,
    rows: usize,
}

#[derive(Default)]
struct Steps {
    to: StringBuilder,
    rule: StringBuilder,
}

struct Gifts {
    gift: StringBuilder,
    kind: StringBuilder,
    rule: StringBuilder,
    event: StringBuilder,
    cost: Decimal128Builder,
    worth: Decimal128Builder,
}

#[derive(Default)]
struct Held {
    gift: StringBuilder,
    reason: StringBuilder,
    kept: BooleanBuilder,
    rule: StringBuilder,
    event: StringBuilder,
}

struct Lapses {
    gift: StringBuilder,
    since: TimestampMicrosecondBuilder,
    rule: StringBuilder,
    event: StringBuilder,
}

#[derive(Default)]
struct Arms {
    experiment: StringBuilder,
    arm: StringBuilder,
}

impl Columns {
    /// Without anyone yet.
    pub(crate) fn new(schema: &SchemaRef) -> Columns {
        let shown = schema.column_with_name("shown").map(|(_, field)| field.data_type());
        let shown = match shown {
            Some(DataType::Struct(fields)) => {
                fields.iter().map(|field| Shown::new(field.data_type())).collect()
            }
            Some(_) | None => Vec::new(),
        };
        let text = StringBuilder::new;
        Columns {
            schema: Arc::clone(schema),
            id: text(),
            from: text(),
            to: text(),
            rule: text(),
            moves: Lists::new(Steps::default()),
            given: Lists::new(Gifts {
                gift: text(),
                kind: text(),
                rule: text(),
                event: text(),
                cost: numbers(),
                worth: numbers(),
            }),
            tags: Lists::new(text()),
            untags: Lists::new(text()),
            withheld: Lists::new(Held::default()),
            lapsed: Lists::new(Lapses {
                gift: text(),
                since: moments(),
                rule: text(),
                event: text(),
            }),
            also: Lists::new(Steps::default()),
            experiments: Lists::new(Arms::default()),
            shown,
            rows: 0,
        }
    }

    /// Adds what happens to a customer.
    ///
    /// # Errors
    /// If a value has no place in its column. Then the columns are of no use any more.
    pub(crate) fn add(
        &mut self,
        plan: &Plan,
        id: &Id<'_>,
        decision: &Decision,
    ) -> Result<(), Unfit> {
        self.rows += 1;
        self.id.append_value(&id.text);
        self.from.append_option(decision.from.map(|from| &plan.stages[from].name));
        self.to.append_value(&plan.stages[decision.to].name);
        self.rule.append_option(decision.moves.last().map(|last| &plan.rules[last.rule].label));
        decision.moves.iter().for_each(|step| self.moves.items.add(plan, step));
        for given in &decision.given {
            self.given.items.add(plan, given)?;
        }
        decision.tags.iter().for_each(|tag| self.tags.items.append_value(tag));
        decision.untags.iter().for_each(|tag| self.untags.items.append_value(tag));
        decision.withheld.iter().for_each(|held| self.withheld.items.add(plan, held));
        for owed in &decision.lapsed {
            self.lapsed.items.add(plan, owed)?;
        }
        decision.also.iter().for_each(|step| self.also.items.add(plan, step));
        for (experiment, arm) in &decision.experiments {
            let experiment = &plan.experiments[*experiment];
            let Arms { experiment: name, arm: arms } = &mut self.experiments.items;
            name.append_value(&experiment.name);
            arms.append_value(&experiment.arms[usize::from(*arm)].name);
        }
        self.end_lists();
        for ((column, shown), value) in self.shown.iter_mut().zip(&plan.shows).zip(&decision.shown)
        {
            let why = column.add(plan, shown.value.id, value.as_ref());
            why.map_err(|why| Unfit { column: format!("shown.{}", shown.name), why })?;
        }
        Ok(())
    }

    fn end_lists(&mut self) {
        self.moves.end(self.moves.items.to.len());
        self.given.end(self.given.items.gift.len());
        self.tags.end(self.tags.items.len());
        self.untags.end(self.untags.items.len());
        self.withheld.end(self.withheld.items.gift.len());
        self.lapsed.end(self.lapsed.items.gift.len());
        self.also.end(self.also.items.to.len());
        self.experiments.end(self.experiments.items.arm.len());
    }

    /// The columns as a part of a table; nothing if nobody is in it.
    ///
    /// # Errors
    /// If the columns are not those of the schema, which is a mistake of this file.
    pub(crate) fn batch(self) -> Result<Option<RecordBatch>, ArrowError> {
        if self.rows == 0 {
            return Ok(None);
        }
        let mut columns = vec![text(self.id), text(self.from), text(self.to), text(self.rule)];
        columns.push(self.moves.structs(&schema::STEP, Steps::columns)?);
        columns.push(self.given.structs(&schema::GIVEN, Gifts::columns)?);
        columns.push(self.tags.texts()?);
        columns.push(self.untags.texts()?);
        columns.push(self.withheld.structs(&schema::WITHHELD, Held::columns)?);
        columns.push(self.lapsed.structs(&schema::LAPSED, Lapses::columns)?);
        columns.push(self.also.structs(&schema::STEP, Steps::columns)?);
        columns.push(self.experiments.structs(&schema::ARM, Arms::columns)?);
        if let Some((_, field)) = self.schema.column_with_name("shown") {
            let shown = self.shown.into_iter().map(Shown::column);
            let shown = shown.collect::<Result<Vec<ArrayRef>, ArrowError>>()?;
            if let DataType::Struct(fields) = field.data_type() {
                columns.push(Arc::new(StructArray::try_new(fields.clone(), shown, None)?));
            }
        }
        RecordBatch::try_new(self.schema, columns).map(Some)
    }
}

impl Steps {
    fn add(&mut self, plan: &Plan, step: &Move) {
        self.to.append_value(&plan.stages[step.to].name);
        self.rule.append_value(&plan.rules[step.rule].label);
    }

    fn columns(self) -> Vec<ArrayRef> {
        vec![text(self.to), text(self.rule)]
    }
}

impl Gifts {
    fn add(&mut self, plan: &Plan, given: &Given) -> Result<(), Unfit> {
        let gift = &plan.gifts[given.gift];
        self.gift.append_value(&gift.name);
        self.kind.append_value(gift.kind.word());
        self.rule.append_value(&plan.rules[given.rule].label);
        self.event.append_option(given.event.as_deref());
        self.cost.append_option(amount("given.cost", given.cost)?);
        self.worth.append_option(amount("given.worth", given.worth)?);
        Ok(())
    }

    fn columns(mut self) -> Vec<ArrayRef> {
        vec![
            text(self.gift),
            text(self.kind),
            text(self.rule),
            text(self.event),
            Arc::new(self.cost.finish()),
            Arc::new(self.worth.finish()),
        ]
    }
}

impl Held {
    fn add(&mut self, plan: &Plan, held: &Withheld) {
        self.gift.append_value(&plan.gifts[held.gift].name);
        self.reason.append_value(held.reason.word());
        self.kept.append_value(held.kept);
        self.rule.append_value(&plan.rules[held.rule].label);
        self.event.append_option(held.event.as_deref());
    }

    fn columns(mut self) -> Vec<ArrayRef> {
        let kept: BooleanArray = self.kept.finish();
        vec![text(self.gift), text(self.reason), Arc::new(kept), text(self.rule), text(self.event)]
    }
}

impl Lapses {
    fn add(&mut self, plan: &Plan, owed: &Owed) -> Result<(), Unfit> {
        let since = exact::moment(owed.since).ok_or_else(|| Unfit {
            column: "lapsed.since".to_owned(),
            why: format!("{} has a part of a microsecond", owed.since),
        })?;
        self.gift.append_value(&plan.gifts[owed.gift].name);
        self.since.append_value(since);
        self.rule.append_value(&plan.rules[owed.rule].label);
        self.event.append_option(owed.event.as_deref());
        Ok(())
    }

    fn columns(mut self) -> Vec<ArrayRef> {
        let since = Arc::new(self.since.finish());
        vec![text(self.gift), since, text(self.rule), text(self.event)]
    }
}

impl Arms {
    fn columns(self) -> Vec<ArrayRef> {
        vec![text(self.experiment), text(self.arm)]
    }
}

fn amount(column: &str, amount: Option<Decimal>) -> Result<Option<i128>, Unfit> {
    let Some(amount) = amount else { return Ok(None) };
    match exact::number(amount) {
        Some(amount) => Ok(Some(amount)),
        None => Err(Unfit { column: column.to_owned(), why: exact::too_long(amount) }),
    }
}
