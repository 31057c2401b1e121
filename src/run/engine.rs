//! What is the same for all customers of a run, and the ways to run it.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use super::each::Each;
use super::out::Out;
use super::parts::{Basis, Identities, PartSurvey, SurveyFault, SurveyFile};
use super::paths::Paths;
use super::survey::{self, Seen, surveyed};
use super::tables::{self, Joined, Room, Table, TablesFailure, TablesWish, Unresolved};
use super::witness::Witness;
use super::{
    Decided, Decider, Fault, Input, Observer, Part, ReadFailure, Rejected, Settings, Surveyed,
};
use crate::eval::{Decision, Id, Phase};
use crate::plan::Plan;
use crate::values::AsOf;

/// Decides for customers by a plan, as of a day or an instant. It owns what it needs, so a server
/// or an object of another language can keep it for as long as it likes, and threads can share it.
///
/// The plan is compiled for the fast path when the first customers of a stream are decided, or the
/// first [`decider`](Engine::decider) is asked for: once for this engine, all of its clones and all
/// of its deciders.
#[derive(Clone, Debug)]
pub struct Engine {
    paths: Arc<Paths>,
}

/// Customers cannot be settled by rules that let them compete: a capacity, a budget, a rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitsAcrossCustomers;

impl Engine {
    /// An engine that takes one step for each customer.
    pub fn new(plan: &Arc<Plan>, as_of: AsOf) -> Engine {
        Engine { paths: Arc::new(Paths::new(plan, as_of)) }
    }

    /// The same, but steps are repeated until nobody moves any more.
    ///
    /// # Errors
    /// Where the rules have limits across customers, which settling does not know.
    pub fn settling(self) -> Result<Engine, LimitsAcrossCustomers> {
        if self.has_limits_across_customers() {
            return Err(LimitsAcrossCustomers);
        }
        Ok(Engine { paths: Arc::new(self.paths.settling()) })
    }

    /// The same where a ledger keeps what the rules did to customers before: their stage, what they were
    /// given and are owed. It is one more table, [`LEDGER`](crate::plan::LEDGER), that has to be joined to
    /// the customers. What decides for single records knows no ledger.
    pub fn with_ledger(&self) -> Engine {
        Engine { paths: Arc::new(self.paths.with_ledger()) }
    }

    /// The same where others, whom only the ledger knows, keep their places in stages and have been
    /// given gifts, though they are not here: they count where customers compete.
    ///
    /// # Errors
    /// If what is kept of them cannot be read.
    pub fn with_absent(&self, absent: &impl Input) -> Result<Engine, ReadFailure> {
        Ok(Engine { paths: Arc::new(self.paths.with_absent(absent)?) })
    }

    /// The same where customers with some ids take no part in anything, as if the rules left them out.
    pub fn without(&self, is_out: impl Fn(&str) -> bool + Send + Sync + 'static) -> Engine {
        Engine { paths: Arc::new(self.paths.without(Out::new(is_out))) }
    }

    /// The same where some customers have more than one id, each of the others with their own: rows of
    /// tables that name one of the others are theirs, and a record that has one is decided as theirs.
    /// If they have several records, the one with the own id counts, or else the first, and the others
    /// are shown to nobody but as [merged](super::Observer::merged). Who has several is seen when tables are
    /// joined.
    pub fn with_other_ids(&self, all: impl IntoIterator<Item = (String, String)>) -> Engine {
        Engine { paths: Arc::new(self.paths.with_other_ids(all)) }
    }

    /// Reads the tables whose rows are events of customers, who come from inputs of their own or are
    /// those whom the rows name, see [`Unresolved::customers`]. The rows are still to be joined to these,
    /// see [`with_tables`](Engine::with_tables).
    ///
    /// # Errors
    /// If a table that the rules need is not there, cannot be read to its end, or has no column that
    /// says whose the rows are.
    pub fn read_tables(
        &self,
        tables: &[Table<impl Input>],
        wish: TablesWish,
        room: Room,
    ) -> Result<Unresolved, TablesFailure> {
        let other_ids = self.paths.reader.other_ids();
        tables::read(&self.paths.needs(), other_ids, tables, (wish, self.identifies()), room)
    }

    /// The same for the customers of some inputs, to whom rows of tables belong. These inputs are
    /// the only ones that it can decide for: a customer who is not among them then, or whose record
    /// has changed, is rejected. What decides for single records knows no rows.
    ///
    /// # Errors
    /// If an input cannot be read, or there is no room for the rows.
    pub fn with_tables(
        &self,
        rows: Unresolved,
        inputs: &[impl Input],
    ) -> Result<Engine, TablesFailure> {
        let joined = rows.join(inputs)?;
        Ok(Engine { paths: Arc::new(self.paths.with_tables(joined)) })
    }

    /// The same for tables that have not been read: the customers are read first then, so that rows go
    /// to them right away, as far as there is memory for their ids. It is faster than to read the
    /// tables alone.
    ///
    /// # Errors
    /// As [`read_tables`](Engine::read_tables) and [`with_tables`](Engine::with_tables).
    pub fn join_tables(
        &self,
        tables: &[Table<impl Input>],
        wish: TablesWish,
        room: Room,
        inputs: &[impl Input],
    ) -> Result<Engine, TablesFailure> {
        let (needs, other_ids) = (self.paths.needs(), self.paths.reader.other_ids());
        let wish = (wish, self.identifies());
        let rows = tables::read_for(&needs, other_ids, tables, wish, room, inputs)?;
        self.with_tables(rows, inputs)
    }

    /// Whether the files of tables are told apart: parts of customers who compete may need it.
    fn identifies(&self) -> bool {
        self.has_limits_across_customers() && !self.paths.has_ledger
    }

    /// The rows of tables that belong to the customers.
    pub fn joined(&self) -> Option<&Joined> {
        self.paths.tables.as_deref()
    }

    /// The plan that it decides by.
    pub fn plan(&self) -> &Arc<Plan> {
        self.paths.evaluator.plan()
    }

    pub(super) fn paths(&self) -> &Arc<Paths> {
        &self.paths
    }

    /// The same among all customers, of whom this is known: they are not surveyed again, as far as it goes.
    /// `basis` is that of the rules and the moment of this engine.
    ///
    /// # Errors
    /// If the file belongs to something else, or is only about a part.
    pub fn among(&self, file: &SurveyFile, basis: &Basis) -> Result<Engine, SurveyFault> {
        let known = file.known(basis)?.clone();
        Ok(Engine { paths: Arc::new(self.paths.knowing_all(known)) })
    }

    /// The same where each input, and each file of a table, should be one of those that were surveyed. If one is not,
    /// [`run`](Engine::run) decides all the same, and shows it as a rejection of the input as a whole. The inputs may
    /// be grouped in another way, but not cut in another way.
    pub fn expecting(&self, file: &SurveyFile) -> Engine {
        match file.inputs() {
            Some(inputs) => Engine { paths: Arc::new(self.paths.expecting(inputs)) },
            None => self.clone(),
        }
    }

    /// The phases in which all customers are still to be surveyed before any is decided among them.
    pub fn phases_left(&self) -> Vec<Phase> {
        self.paths.evaluator.phases_left()
    }

    /// Surveys customers who are only a part of all, in the first of the phases that are left; `None` if
    /// there is none.
    ///
    /// # Errors
    /// If an input cannot be read.
    pub fn survey_part(
        &self,
        basis: Basis,
        inputs: &[impl Input],
    ) -> Result<Option<PartSurvey>, ReadFailure> {
        let (evaluator, paths) = (&self.paths.evaluator, &self.paths);
        let Some(phase) = evaluator.phases_left().first().copied() else { return Ok(None) };
        let Seen { survey, records, faults, rejected } =
            survey::part_surveyed::<ReadFailure>(phase, paths, inputs)?;
        let tables = paths.tables.iter().flat_map(|tables| tables.identities());
        let seen = Identities {
            customers: records.iter().filter_map(Witness::identity).collect(),
            tables: tables.map(|(_, identity)| identity.clone()).collect(),
        };
        let known = (evaluator.everyone(), paths.expected.as_deref());
        let file = SurveyFile::of_part(basis, (evaluator.phases(), phase), known, survey, seen);
        let name = |input: usize| inputs[input].name().into_owned();
        let faults = faults.into_iter().map(|(input, fault)| (name(input), fault));
        Ok(Some(PartSurvey::new(file, faults.collect(), rejected)))
    }

    /// What it decides for.
    pub fn as_of(&self) -> AsOf {
        self.paths.as_of
    }

    /// How often the inputs are read by [`run`](Engine::run): once to decide, and once for each thing
    /// that customers compete for. Joining tables to them reads them once more.
    pub fn passes(&self) -> usize {
        self.paths.evaluator.phases_left().len() + 1
    }

    /// Whether the rules have limits across customers.
    pub fn has_limits_across_customers(&self) -> bool {
        !self.paths.evaluator.phases().is_empty()
    }

    /// Decides for one customer alone, whose record is a JSON object, and says who it is. Limits
    /// across customers see nobody else. It takes the plain path, because compiling the rules for
    /// the fast one would take longer; for more than a few, keep a [`decider`](Engine::decider).
    ///
    /// # Errors
    /// Where the record cannot be read, or the rules ask for what cannot be kept exactly.
    pub fn decide_one<'r>(&self, json: &'r [u8]) -> Result<(Id<'r>, Decision), Fault> {
        let record = self.paths.reader.read(json)?;
        let decision = self.paths.plainly(&record)?;
        Ok((record.id, decision))
    }

    /// What decides for one customer after the other, for a thread to keep. As in
    /// [`decide_one`](Engine::decide_one), limits across customers see nobody else; rules that have
    /// such limits are decided on the plain path then.
    pub fn decider(&self) -> Decider {
        Decider::new(&self.paths)
    }

    /// The same, but all who compete are kept, and not only those who may get something. So the place
    /// of each among them is known: see [`Situation::lost`](crate::eval::Situation::lost).
    pub fn keeping_all(&self) -> Engine {
        Engine { paths: Arc::new(self.paths.keeping_all()) }
    }

    /// Goes over all customers where they compete, and yields what decides for each of them among
    /// the others.
    ///
    /// # Errors
    /// If an input cannot be read.
    pub fn surveyed(&self, inputs: &[impl Input]) -> Result<Surveyed, ReadFailure> {
        surveyed(&self.paths, inputs).map(|(paths, seen)| Surveyed::new(paths, inputs.len(), seen))
    }

    /// Decides for all customers, and yields what `each` makes of them, in the order of the
    /// inputs. It is called on all threads of the current rayon pool.
    ///
    /// # Errors
    /// If an input cannot be read. A record that cannot be read is only rejected.
    pub fn decide_all<T: Send>(
        &self,
        inputs: &[impl Input],
        each: impl Fn(Result<&Decided<'_, '_>, &Rejected<'_>>) -> T + Sync,
    ) -> Result<Vec<T>, ReadFailure> {
        let mut all = Vec::new();
        self.run(inputs, Settings::default(), &Each(each), |part| {
            all.extend(part.results);
            Ok::<(), ReadFailure>(())
        })?;
        Ok(all)
    }

    /// Decides for all customers, shows each decision to the observer on the thread that made it,
    /// and hands what that makes of them to `take`, in the order of the inputs. Each id is one
    /// customer: a record whose id came before is rejected, and takes no part in anything. Where
    /// that happens, the decisions around it are made and shown again, and only those are handed
    /// over. Memory does not grow with the inputs, but for what customers compete for. Says whether
    /// all inputs could be read to their ends, and none has a quotation mark that may hide
    /// customers: what is wrong with one that could not is a rejection too. So it is if customers
    /// compete and an input is not the same
    /// each time it is opened: those whom the earlier passes did not see get no place, no budget
    /// and no rank.
    ///
    /// # Errors
    /// If an input cannot be read, and what `take` says.
    pub fn run<O: Observer, E: From<ReadFailure> + Send>(
        &self,
        inputs: &[impl Input],
        settings: Settings,
        observer: &O,
        take: impl FnMut(Part<O::Results>) -> Result<(), E> + Send,
    ) -> Result<bool, E> {
        let (paths, seen) = surveyed(&self.paths, inputs)?;
        Surveyed::new(paths, inputs.len(), seen).run(inputs, settings, observer, take)
    }
}

impl fmt::Display for LimitsAcrossCustomers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("customers who compete under limits cannot be settled")
    }
}

impl Error for LimitsAcrossCustomers {}
