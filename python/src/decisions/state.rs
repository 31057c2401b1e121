//! Where customers are, as the columns of a table: what rules did to each of them until now.

use std::sync::Arc;

use arrow_array::builder::{ArrayBuilder, Decimal128Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::ArrowError;
use flywheel::after::Changes;
use flywheel::eval::Record;
use flywheel::plan::{self, Needs, OwedNeed};
use flywheel::terms::DataForms;
use flywheel::values::{Decimal, Path, time};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::columns::Unfit;
use super::lists::{Lists, numbers, text};
use super::{exact, schema};

/// Where a customer is.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct State {
    id: String,
    stage: Option<String>,
    stage_since: Option<String>,
    #[serde(default, deserialize_with = "list")]
    tags: Vec<Option<String>>,
    #[serde(default, deserialize_with = "list")]
    given: Vec<Was>,
    #[serde(default, deserialize_with = "list")]
    owed: Vec<Due>,
}

/// A list with whatever is in it: what cannot be decided by is kept all the same, until somebody mends it.
fn list<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(
    from: D,
) -> Result<Vec<T>, D::Error> {
    let items = Option::<Vec<Option<T>>>::deserialize(from)?.unwrap_or_default();
    Ok(items.into_iter().map(Option::unwrap_or_default).collect())
}

/// A gift that was given.
#[derive(Clone, Debug, Default, Deserialize)]
struct Was {
    name: Option<String>,
    at: Option<String>,
    #[serde(rename = "for")]
    event: Option<String>,
    cost: Option<Box<RawValue>>,
    worth: Option<Box<RawValue>>,
}

/// A gift that is owed.
#[derive(Clone, Debug, Default, Deserialize)]
struct Due {
    name: Option<String>,
    since: Option<String>,
    #[serde(rename = "for")]
    event: Option<String>,
    rule: Option<String>,
}

/// What is needed of a row of such a table, which has the same columns whatever the rules call them.
pub(crate) fn needs(needs: &Needs) -> Needs {
    let owed = needs.owed.clone();
    Needs {
        id: Path::key("id"),
        stage: Path::key("stage"),
        stage_since: Path::key("stage_since"),
        tags: Path::key("tags"),
        given: Path::key("given"),
        owed: owed.map(|owed| OwedNeed { path: Path::key("owed"), ..owed }),
        fields: Vec::new(),
        lists: Vec::new(),
        tables: Vec::new(),
        forms: DataForms::default(),
        ..needs.clone()
    }
}

impl State {
    /// What a record says, as far as the rules read it.
    pub(crate) fn of(record: &Record<'_>, needs: &Needs) -> State {
        let written = |at| time::written(at, &needs.zone);
        let mut state = State {
            id: record.id.text.to_string(),
            stage: record.stage.map(|stage| needs.stages[stage].clone()),
            stage_since: record.stage_since.map(written),
            tags: record.tags.iter().map(|tag| Some(tag.to_string())).collect(),
            given: record.given.iter().map(|grant| Was::of(grant, needs)).collect(),
            owed: Vec::new(),
        };
        state.owe(&record.owed, needs);
        state
    }

    /// What a row of a table says, as a line of JSON.
    ///
    /// # Errors
    /// If it is not one of these columns, in words.
    pub(crate) fn read(line: &[u8]) -> Result<State, String> {
        serde_json::from_slice(line).map_err(|error| error.to_string())
    }

    /// The id of the customer.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Whether all of it has a place in the columns.
    ///
    /// # Errors
    /// If an amount has none.
    pub(crate) fn fits(&self) -> Result<(), Unfit> {
        self.given.iter().try_for_each(|was| was.amounts().map(|_| ()))
    }

    /// The same after a decision. What the rules do not know stays as it is.
    pub(crate) fn after(mut self, changes: &Changes<'_>, needs: &Needs) -> State {
        let Changes { stage, stage_since, tags, given, owed } = changes;
        if let Some(stage) = stage {
            self.stage = Some(needs.stages[*stage].clone());
        }
        if let Some(since) = stage_since {
            self.stage_since = Some(time::written(*since, &needs.zone));
        }
        if let Some(tags) = tags {
            self.tags = tags.iter().map(|tag| Some((*tag).to_owned())).collect();
        }
        self.given.extend(given.iter().map(|grant| Was::of(grant, needs)));
        if let Some(owed) = owed {
            self.owe(owed, needs);
        }
        self
    }

    /// Owes this and nothing else that the rules know.
    fn owe(&mut self, owed: &[plan::Owed], needs: &Needs) {
        let Some(need) = &needs.owed else { return };
        let is_known = |name: &str| needs.gifts.iter().any(|gift| gift.all().any(|it| *it == name));
        let knows = |due: &Due| due.name.as_deref().is_some_and(is_known);
        self.owed.retain(|due| !knows(due));
        self.owed.extend(owed.iter().map(|owed| Due {
            name: Some(needs.gifts[owed.gift].written.clone()),
            since: Some(time::written(owed.since, &needs.zone)),
            event: owed.event.as_deref().map(str::to_owned),
            rule: Some(need.rules[owed.rule].clone()),
        }));
    }
}

impl Was {
    fn of(grant: &plan::Grant, needs: &Needs) -> Was {
        let amount = |amount: Decimal| RawValue::from_string(amount.to_string()).ok();
        Was {
            name: Some(needs.gifts[grant.gift].written.clone()),
            at: grant.at.map(|at| time::written(at, &needs.zone)),
            event: grant.event.as_deref().map(str::to_owned),
            cost: grant.cost.and_then(amount),
            worth: grant.worth.and_then(amount),
        }
    }

    /// What it cost and what it was worth.
    fn amounts(&self) -> Result<(Option<i128>, Option<i128>), Unfit> {
        let cost = amount("given.cost", self.cost.as_deref())?;
        Ok((cost, amount("given.worth", self.worth.as_deref())?))
    }
}

/// Where some customers are.
pub(crate) struct States {
    id: StringBuilder,
    stage: StringBuilder,
    stage_since: StringBuilder,
    tags: Lists<StringBuilder>,
    given: Lists<Grants>,
    owed: Lists<Dues>,
    rows: usize,
}

struct Grants {
    name: StringBuilder,
    at: StringBuilder,
    event: StringBuilder,
    cost: Decimal128Builder,
    worth: Decimal128Builder,
}

#[derive(Default)]
struct Dues {
    name: StringBuilder,
    event: StringBuilder,
    since: StringBuilder,
    rule: StringBuilder,
}

impl States {
    /// Of nobody yet.
    pub(crate) fn new() -> States {
        let text = StringBuilder::new;
        let (name, at, event) = (text(), text(), text());
        States {
            id: text(),
            stage: text(),
            stage_since: text(),
            tags: Lists::new(text()),
            given: Lists::new(Grants { name, at, event, cost: numbers(), worth: numbers() }),
            owed: Lists::new(Dues::default()),
            rows: 0,
        }
    }

    /// Adds where a customer is.
    ///
    /// # Errors
    /// If a value has no place in its column. Then the columns are of no use any more.
    pub(crate) fn add(&mut self, state: &State) -> Result<(), Unfit> {
        let State { id, stage, stage_since, tags, given, owed } = state;
        self.id.append_value(id);
        self.stage.append_option(stage.as_deref());
        self.stage_since.append_option(stage_since.as_deref());
        tags.iter().for_each(|tag| self.tags.items.append_option(tag.as_deref()));
        given.iter().try_for_each(|was| self.given.items.add(was))?;
        owed.iter().for_each(|due| self.owed.items.add(due));
        self.tags.end(self.tags.items.len());
        self.given.end(self.given.items.name.len());
        self.owed.end(self.owed.items.name.len());
        self.rows += 1;
        Ok(())
    }

    /// The columns as a part of a table; nothing if nobody is in it.
    ///
    /// # Errors
    /// If the columns are not those of the schema, which is a mistake of this file.
    pub(crate) fn batch(self) -> Result<Option<RecordBatch>, ArrowError> {
        if self.rows == 0 {
            return Ok(None);
        }
        let columns = vec![
            text(self.id),
            text(self.stage),
            text(self.stage_since),
            self.tags.texts_or_nulls()?,
            self.given.structs(&schema::GRANT, Grants::columns)?,
            self.owed.structs(&schema::OWED, Dues::columns)?,
        ];
        RecordBatch::try_new(Arc::clone(&schema::STATE), columns).map(Some)
    }
}

impl Grants {
    fn add(&mut self, was: &Was) -> Result<(), Unfit> {
        self.name.append_option(was.name.as_deref());
        self.at.append_option(was.at.as_deref());
        self.event.append_option(was.event.as_deref());
        let (cost, worth) = was.amounts()?;
        self.cost.append_option(cost);
        self.worth.append_option(worth);
        Ok(())
    }

    fn columns(mut self) -> Vec<ArrayRef> {
        let (cost, worth) = (Arc::new(self.cost.finish()), Arc::new(self.worth.finish()));
        vec![text(self.name), text(self.at), text(self.event), cost, worth]
    }
}

impl Dues {
    fn add(&mut self, due: &Due) {
        self.name.append_option(due.name.as_deref());
        self.event.append_option(due.event.as_deref());
        self.since.append_option(due.since.as_deref());
        self.rule.append_option(due.rule.as_deref());
    }

    fn columns(self) -> Vec<ArrayRef> {
        vec![text(self.name), text(self.event), text(self.since), text(self.rule)]
    }
}

fn amount(column: &str, amount: Option<&RawValue>) -> Result<Option<i128>, Unfit> {
    let Some(amount) = amount.map(RawValue::get) else { return Ok(None) };
    let unfit = |why| Unfit { column: column.to_owned(), why };
    match Decimal::parse(amount.trim_matches('"').as_bytes()) {
        Ok(number) => exact::number(number).map(Some).ok_or_else(|| unfit(exact::too_long(number))),
        Err(_) => Err(unfit(format!("{amount} is not a number"))),
    }
}
