//! What becomes of the customers of a part.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use flywheel::after::Changes;
use flywheel::output::decisions::{self as output, Format, Run, Scribe};
use flywheel::plan::{Needs, Plan};
use flywheel::problems::register::{DUPLICATE_ID, NOT_EXACT};
use flywheel::records::Reader;
use flywheel::run::{self, Decided, Engine, Fault, LedgerRow, Observer, Rejected, Settings};
use flywheel::values::Instant;

use super::joined::{Customer, Joined, Joiner, STATE, reject, repeat};
use super::lines::lines;
use super::rejects::Texts;
use crate::decisions::{Columns, State, States, Table, Unfit, id_of, schema};
use crate::failed::Failed;
use crate::given::CUSTOMERS;
use crate::parts::survey_of;
use crate::patient::Stop;
use crate::program::Rules;
use crate::records::{Content, Records};

/// What becomes of the customers of a part, and of all else that is in it.
pub(crate) struct Part {
    pub decisions: Table,
    pub rejected: Table,
    pub states: Table,
    pub strays: Table,
}

/// Decides for the customers of a part, whose lines are sorted by their keys. Each decision comes with its line of NDJSON.
///
/// # Errors
/// If these are no such lines. What is wrong with one of them is a row of a table.
pub(crate) fn decide(
    engine: &Engine,
    batches: &[RecordBatch],
    run: &Run<'_>,
    stop: &Stop,
) -> Result<Part, Failed> {
    let plan = engine.plan();
    let lines = lines(batches)?;
    let joined = Joiner::new(plan).join(&lines);
    let Joined { lines, customers, repeats, absent, mut rejected, strays } = joined;
    let records = Records::joined(CUSTOMERS, lines);
    let faults = customers.iter().enumerate();
    let faults = faults.filter_map(|(place, one)| Some((place, one.fault.clone()?)));
    let mut keeper = Keeper {
        plan,
        schema: schema::decisions(plan),
        scribe: Scribe::new(run, Format::Ndjson, false),
        customers: &customers,
        refused: faults.collect(),
    };
    let mut made = keeper.run(engine, &records, stop)?;
    if !made.unfit.is_empty() {
        // Columns with a value that has no place in them are of no use, so they are made without it.
        keeper.refused.extend(made.unfit);
        made = keeper.run(engine, &records, stop)?;
    }
    for (place, id, fault) in &made.rejected {
        reject(CUSTOMERS, id.as_deref(), fault, customers[*place].record, &mut rejected);
    }
    let met: HashSet<usize> = made.met.into_iter().collect();
    // Who is left out is left out with all records.
    for (_, record) in repeats.into_iter().filter(|(place, _)| met.contains(place)) {
        let id = id_of(record.as_bytes(), &plan.needs);
        reject(CUSTOMERS, id.as_deref(), &repeat(&plan.needs), record, &mut rejected);
    }
    let gone = made.rejected.iter().map(|(place, ..)| *place).collect();
    let kept = kept(&records, &customers, (&met, &gone), &plan.needs);
    let mut rest: Vec<State> = absent.into_iter().map(|one| one.state).collect();
    for (customer, state) in kept {
        match state.fits() {
            Ok(()) => rest.push(state),
            Err(Unfit { column: path, why: reason }) => {
                let fault = Fault { path, code: NOT_EXACT, reason };
                reject(CUSTOMERS, Some(state.id()), &fault, customer.record, &mut rejected);
            }
        }
    }
    made.states.extend(states(rest)?);
    Ok(Part {
        decisions: Table { batches: made.decisions, schema: with_lines(&keeper.schema) },
        states: Table { batches: made.states, schema: Arc::clone(&schema::STATE) },
        rejected: table(rejected)?,
        strays: table(strays)?,
    })
}

/// The columns of decisions, and one with each as a line.
fn with_lines(schema: &SchemaRef) -> SchemaRef {
    let line = Arc::new(Field::new("ndjson", DataType::Utf8, false));
    Arc::new(Schema::new(schema.fields().iter().cloned().chain([line]).collect::<Vec<_>>()))
}

fn add_lines(decided: &RecordBatch, lines: StringArray) -> Result<RecordBatch, ArrowError> {
    let line: ArrayRef = Arc::new(lines);
    let columns = decided.columns().iter().cloned().chain([line]).collect();
    RecordBatch::try_new(with_lines(&decided.schema()), columns)
}

/// What the customers of a part compete for; nothing if there are none. Of those who are not there, and of those
/// who cannot be decided, what their states say counts: the place that they have, and what they were given.
///
/// # Errors
/// If these are no such lines, or customers do not compete.
pub(crate) fn survey(
    rules: &Rules,
    engine: &Engine,
    batches: &[RecordBatch],
    stop: &Stop,
) -> Result<Option<Vec<u8>>, Failed> {
    let mut lines = lines(batches)?;
    // Who has no id is rejected, so they compete for nothing. Pieces of nothing but the same such records
    // would look like one piece.
    lines.retain(|line| line.key.is_some());
    let joined = Joiner::new(engine.plan()).join(&lines);
    if joined.customers.is_empty() && joined.absent.is_empty() {
        return Ok(None);
    }
    let kept = Records::new(STATE, Content::Lines(counted(engine, &joined)));
    let engine = engine.with_absent(&kept.until(stop))?;
    let records = Records::joined(CUSTOMERS, joined.lines);
    survey_of(rules, &engine, &records, stop).map(Some)
}

/// The states that count by themselves, as lines: of customers who are not there, or who cannot be decided.
fn counted(engine: &Engine, joined: &Joined<'_>) -> Vec<u8> {
    let each = joined.lines.split(|byte| *byte == b'\n').zip(&joined.customers);
    let undecided = each.filter_map(|(line, customer)| {
        let kept = customer.state.as_ref()?;
        engine.decide_one(line).is_err().then_some(kept)
    });
    let all = joined.absent.iter().chain(undecided);
    all.flat_map(|kept| [kept.line.as_bytes(), b"\n"].concat()).collect()
}

/// Where those customers are for whom nothing was decided: those who are left out, and, if a table said so, those who
/// were rejected.
fn kept<'k>(
    records: &'k Records,
    customers: &'k [Customer<'k>],
    (met, rejected): (&'k HashSet<usize>, &'k HashSet<usize>),
    needs: &'k Needs,
) -> impl Iterator<Item = (&'k Customer<'k>, State)> {
    let reader = Reader::new(needs);
    let lines: &[u8] = match &records.content {
        Content::Lines(lines) => lines,
        Content::Bytes(_) | Content::File(_) | Content::Rows(_) => &[],
    };
    let each = lines.split(|byte| *byte == b'\n').zip(customers).enumerate();
    each.filter_map(move |(place, (line, customer))| {
        let is_left_out = !met.contains(&place);
        let state = match &customer.state {
            Some(kept) if is_left_out || rejected.contains(&place) => kept.state.clone(),
            None if is_left_out => State::of(&reader.read(line).ok()?, needs),
            Some(_) | None => return None,
        };
        Some((customer, state))
    })
}

/// States as a part of a table. Those that have no place in it were in one, so there are none.
fn states(all: Vec<State>) -> Result<Option<RecordBatch>, Failed> {
    let mut states = States::new();
    for state in all {
        states.add(&state).map_err(|Unfit { column, why }| {
            Failed::usage(format!("the state of {}: {column}: {why}", state.id()))
        })?;
    }
    states.batch().map_err(unmade)
}

fn table(texts: Texts) -> Result<Table, Failed> {
    let schema = texts.schema();
    Ok(Table { batches: texts.batch().map_err(unmade)?.into_iter().collect(), schema })
}

fn unmade(error: ArrowError) -> Failed {
    Failed::usage(format!("cannot make a table: {error}"))
}

/// Keeps what is decided.
struct Keeper<'k> {
    plan: &'k Plan,
    schema: SchemaRef,
    scribe: Scribe<'k>,
    customers: &'k [Customer<'k>],
    /// Customers who are rejected whatever is decided, by their places.
    refused: HashMap<usize, Fault>,
}

/// What becomes of some customers.
struct Notes {
    columns: Columns,
    lines: StringBuilder,
    /// What the line of a decision is written into.
    part: output::Part,
    states: States,
    rejected: Vec<(usize, Option<String>, Fault)>,
    /// The places of those who are not left out.
    met: Vec<usize>,
    /// Those with a value that has no place in a column.
    unfit: Vec<(usize, Fault)>,
}

/// The same of all.
#[derive(Default)]
struct Made {
    decisions: Vec<RecordBatch>,
    states: Vec<RecordBatch>,
    rejected: Vec<(usize, Option<String>, Fault)>,
    met: Vec<usize>,
    unfit: Vec<(usize, Fault)>,
}

impl Keeper<'_> {
    fn run(&self, engine: &Engine, records: &Records, stop: &Stop) -> Result<Made, Failed> {
        let mut made = Made::default();
        let settings = Settings { update: false };
        engine.run(&[records.until(stop)], settings, self, |run::Part { results, .. }| {
            let Notes { columns, mut lines, states, rejected, met, unfit, part: _ } = results;
            let decided = columns.batch().map_err(unmade)?;
            let with_lines = decided.map(|decided| add_lines(&decided, lines.finish()));
            made.decisions.extend(with_lines.transpose().map_err(unmade)?);
            made.states.extend(states.batch().map_err(unmade)?);
            made.rejected.extend(rejected);
            made.met.extend(met);
            made.unfit.extend(unfit);
            Ok::<(), Failed>(())
        })?;
        Ok(made)
    }

    /// Where a customer is after a decision.
    fn state(&self, place: usize, decided: &Decided<'_, '_>, as_of: Instant) -> Option<State> {
        // A record that was decided can be read again.
        let (needs, record) = (&self.plan.needs, decided.record().ok()?);
        let state = self.customers.get(place)?.state.as_ref().map(|kept| kept.state.clone());
        let state = state.unwrap_or_else(|| State::of(&record, needs));
        Some(state.after(&Changes::of(&record.tags, decided.decision, as_of), needs))
    }

    /// Notes a decision.
    ///
    /// # Errors
    /// If a value has no place in a column.
    fn note(
        &self,
        notes: &mut Notes,
        place: usize,
        decided: &Decided<'_, '_>,
    ) -> Result<(), Unfit> {
        notes.columns.add(self.plan, decided.id, decided.decision)?;
        self.scribe.note(&mut notes.part, decided.id, decided.decision);
        let line = String::from_utf8_lossy(&notes.part.decisions);
        notes.lines.append_value(line.trim_end());
        notes.part.decisions.clear();
        let as_of = decided.evaluator.clock().as_of();
        let state = self.state(place, decided, as_of);
        state.map_or(Ok(()), |state| notes.states.add(&state))
    }
}

/// The place of the customer on a line.
fn place(line: u64) -> usize {
    usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1)
}

impl Observer for Keeper<'_> {
    type Results = Notes;

    fn begin(&self) -> Notes {
        Notes {
            columns: Columns::new(&self.schema),
            lines: StringBuilder::new(),
            part: self.scribe.part(),
            states: States::new(),
            rejected: Vec::new(),
            met: Vec::new(),
            unfit: Vec::new(),
        }
    }

    fn decided(&self, notes: &mut Notes, decided: &Decided<'_, '_>) {
        let place = place(decided.line);
        notes.met.push(place);
        if let Some(fault) = self.refused.get(&place) {
            let id = Some(decided.id.text.to_string());
            return notes.rejected.push((place, id, fault.clone()));
        }
        if let Err(Unfit { column: path, why: reason }) = self.note(notes, place, decided) {
            notes.unfit.push((place, Fault { path, code: NOT_EXACT, reason }));
            (notes.columns, notes.states) = (Columns::new(&self.schema), States::new());
            notes.lines = StringBuilder::new();
        }
    }

    fn left_out(&self, notes: &mut Notes, known: Option<LedgerRow>) {
        // They are those who are not met.
        let _there_is_no_ledger = (notes, known);
    }

    fn rejected(&self, notes: &mut Notes, rejected: Rejected<'_>) {
        let place = place(rejected.line);
        notes.met.push(place);
        let id = rejected.id.as_ref().map(|id| id.text.to_string());
        let raw = self.customers.get(place).map_or(rejected.raw, |one| one.record.as_bytes());
        let id = id.or_else(|| id_of(raw, &self.plan.needs));
        // Which line it is on says nothing about the table that it comes from.
        let is_repeat = rejected.fault.code == DUPLICATE_ID;
        let fault = match self.refused.get(&place) {
            Some(refused) => refused.clone(),
            None if is_repeat => repeat(&self.plan.needs),
            None => rejected.fault,
        };
        notes.rejected.push((place, id, fault));
    }
}
