//! One night, decided with a ledger, or without one and written back.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::slice::from_ref;
use std::sync::Arc;

use flywheel::Program;
use flywheel::eval::Decision;
use flywheel::ledger::{
    Figures, Kind, Ledger, LedgerFault, Merge, Merged, Night, Numbers, One, Recorded, Recorder,
    States,
};
use flywheel::output::decisions::{Format, Run, Scribe};
use flywheel::plan::{LEDGER, Plan};
use flywheel::run::{
    Decided, Engine, LedgerRow, Observer, PathTaken, ReadFailure, Rejected, Room, Settings, Table,
    TablesFailure, TablesWish,
};
use flywheel::values::{AsOf, Instant};

use super::export::{Memory, Rows};

/// What was seen of a night.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    /// By id.
    pub decisions: BTreeMap<String, Decision>,
    pub left_out: usize,
    /// Records of customers who are here by another one.
    pub merged: usize,
    pub done: usize,
    /// Ids, where they are known, and why.
    pub rejected: BTreeSet<String>,
    /// The numbers that a ledger gave to those of them whom it knows.
    pub lost: BTreeSet<u64>,
    /// How many were decided on the fast path.
    pub fast: usize,
    /// What the plain path decides in another way.
    pub differs: Vec<String>,
}

impl Seen {
    fn add(&mut self, other: Seen) {
        self.decisions.extend(other.decisions);
        self.left_out += other.left_out;
        self.merged += other.merged;
        self.done += other.done;
        self.rejected.extend(other.rejected);
        self.lost.extend(other.lost);
        self.fast += other.fast;
        self.differs.extend(other.differs);
    }

    fn decided(&mut self, decided: &Decided<'_, '_>) {
        if decided.path_taken() == PathTaken::Fast {
            self.fast += 1;
            let record = decided.record().expect("the fast path reads only what is right");
            let plain = decided.evaluator.decide_among(&record);
            if plain.as_ref() != Ok(decided.decision) {
                let fast = decided.decision;
                self.differs.push(format!("{record:?}\nfast: {fast:?}\nplain: {plain:?}"));
            }
        }
        // Without a ledger, no record can differ from it.
        let decision = Decision { stage_differs: false, ..decided.decision.clone() };
        self.decisions.insert(decided.id.text.to_string(), decision);
    }

    fn rejected(&mut self, rejected: &Rejected<'_>) {
        let id = rejected.id.as_ref().map_or("?", |id| &*id.text);
        self.rejected.insert(format!("{id}: {}", rejected.fault));
        self.lost.extend(rejected.known);
    }
}

/// Sees what is decided without a ledger.
struct Watcher;

impl Observer for Watcher {
    type Results = Seen;

    fn begin(&self) -> Seen {
        Seen::default()
    }

    fn decided(&self, seen: &mut Seen, decided: &Decided<'_, '_>) {
        seen.decided(decided);
    }

    fn left_out(&self, seen: &mut Seen, _: Option<LedgerRow>) {
        seen.left_out += 1;
    }

    fn rejected(&self, seen: &mut Seen, rejected: Rejected<'_>) {
        seen.rejected(&rejected);
    }
}

/// Sees what is decided while it is recorded.
struct Recording<'a>(Recorder<'a>);

impl Observer for Recording<'_> {
    type Results = (Recorded, Seen);

    fn begin(&self) -> (Recorded, Seen) {
        (self.0.begin(), Seen::default())
    }

    fn decided(&self, (recorded, seen): &mut (Recorded, Seen), decided: &Decided<'_, '_>) {
        seen.decided(decided);
        self.0.decided(recorded, decided);
    }

    fn left_out(&self, (recorded, seen): &mut (Recorded, Seen), known: Option<LedgerRow>) {
        seen.left_out += 1;
        self.0.left_out(recorded, known);
    }

    fn merged(&self, (recorded, seen): &mut (Recorded, Seen)) {
        seen.merged += 1;
        self.0.merged(recorded);
    }

    fn done_before(&self, (recorded, seen): &mut (Recorded, Seen)) {
        seen.done += 1;
        self.0.done_before(recorded);
    }

    fn rejected(&self, (recorded, seen): &mut (Recorded, Seen), rejected: Rejected<'_>) {
        seen.rejected(&rejected);
        self.0.rejected(recorded, rejected);
    }
}

/// Decides a night without a ledger, and yields the updated records.
pub(crate) fn updated(
    program: &Program,
    night: &super::Night,
    records: &Memory,
) -> (Seen, Option<String>) {
    let (mut seen, mut updated) = (Seen::default(), Vec::new());
    let mut engine = Engine::new(program.plan(), night.as_of);
    let tables = files(night);
    if !tables.is_empty() {
        let (wish, room) = (TablesWish::default(), Room::in_memory());
        engine = match engine.join_tables(&tables, wish, room, from_ref(records)) {
            Ok(joined) => joined,
            // Somebody has written a row that makes its table none.
            Err(TablesFailure::Unfit { .. }) => return (seen, None),
            Err(failure) => panic!("{failure}"),
        };
    }
    let settings = Settings { update: true };
    let whole = engine.run(from_ref(records), settings, &Watcher, |part| {
        seen.add(part.results);
        updated.extend(part.updated);
        Ok::<(), ReadFailure>(())
    });
    let whole = whole.expect("memory can be read");
    (seen, whole.then(|| String::from_utf8(updated).expect("records are text")))
}

/// The tables of a night.
fn files(night: &super::Night) -> Vec<Table<Rows>> {
    let tables = night.tables.iter();
    let table = |(name, rows): &(String, Memory)| Table {
        name: name.clone(),
        files: vec![Rows::File(rows.clone())],
    };
    tables.map(table).collect()
}

/// A ledger that decides night after night.
pub(crate) struct WithLedger {
    ledger: Ledger,
    pool: rayon::ThreadPool,
}

impl WithLedger {
    /// A new ledger without any customers.
    pub(crate) fn create(path: &Path, threads: usize) -> WithLedger {
        Ledger::create(path, false).and_then(Ledger::settle).expect("a ledger can be made");
        // A command that another thread is about to start has the lock for a moment.
        let ledger = Ledger::open(path, true).expect("it is there");
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        WithLedger { ledger, pool }
    }

    /// The ids of customers by their numbers.
    pub(crate) fn ids(&self, numbers: &BTreeSet<u64>) -> BTreeSet<String> {
        let connection = super::tables::reading(&self.path());
        let mut id = connection.prepare("SELECT id FROM customers WHERE n = ?1").expect("a ledger");
        let ids = numbers.iter().map(|number| id.query_row([*number as i64], |row| row.get(0)));
        ids.collect::<Result<_, _>>().expect("a ledger has the customers whom it knows")
    }

    /// Whether the rules left some of these customers out when they were last seen.
    pub(crate) fn has_left_out(&self, numbers: &BTreeSet<u64>) -> bool {
        let connection = super::tables::reading(&self.path());
        let query = "SELECT 1 FROM missing WHERE customer = ?1 AND why = 'left out'";
        let mut out = connection.prepare(query).expect("a ledger");
        numbers.iter().any(|number| out.exists([*number as i64]).expect("a ledger can be read"))
    }

    /// What a night would decide, and the records with the state in them.
    pub(crate) fn updated(
        &self,
        program: &Program,
        night: &super::Night,
        records: &Memory,
    ) -> (Seen, String) {
        let engine = self.engine(program, night, records);
        let (mut seen, mut updated) = (Seen::default(), Vec::new());
        let settings = Settings { update: true };
        let run = self.pool.install(|| {
            engine.run(from_ref(records), settings, &Watcher, |part| {
                seen.add(part.results);
                updated.extend(part.updated);
                Ok::<(), ReadFailure>(())
            })
        });
        run.expect("memory can be read");
        (seen, String::from_utf8(updated).expect("records are text"))
    }

    /// What decides a night.
    fn engine(&self, program: &Program, night: &super::Night, records: &Memory) -> Engine {
        let (plan, as_of) = (program.plan(), night.as_of);
        let states = States::of(&self.ledger, false).unwrap();
        let mut tables = files(night);
        let kept = vec![Rows::Ledger(states.clone())];
        tables.push(Table { name: LEDGER.to_owned(), files: kept });
        let (wish, room) = (TablesWish::default(), Room::in_memory());
        let other_ids = states.other_ids().expect("the ledger can be read");
        let engine = Engine::new(plan, as_of).with_ledger().with_other_ids(other_ids);
        let engine = engine.join_tables(&tables, wish, room, from_ref(records));
        let engine = engine.expect("the ledger can be joined");
        let mut present = Numbers::default();
        let joined = engine.joined().expect("there is a table");
        joined.known(|number| present.add(number)).expect("memory can be read");
        let absent = states.absent(&present).expect("the ledger can be read");
        engine.with_absent(&absent).expect("the ledger can be read")
    }

    /// Decides a night, and writes it.
    pub(crate) fn night(
        &mut self,
        program: &Program,
        night: &super::Night,
        records: &Memory,
    ) -> (Seen, Figures) {
        let (plan, as_of) = (program.plan(), night.as_of);
        let engine = self.engine(program, night, records);
        let (withheld, why, changes, spreadsheet) = (true, None, false, false);
        let about = Run { plan, title: "rules", as_of, withheld, why, changes, spreadsheet };
        let scribe = Scribe::new(&about, Format::Ndjson, false);
        let recorder = Recorder::new(&scribe, plan, &self.ledger);
        let recording = Recording(recorder.expect("the ledger can be read"));
        let now = Instant::UNIX_EPOCH;
        let (sources, kind) = (program.sources(), Kind::Night);
        let night = Night::begin(&mut self.ledger, &engine, sources, kind, now);
        let (mut night, mut seen) = (night.expect("a night can begin"), Seen::default());
        let run = self.pool.install(|| {
            engine.run(from_ref(records), Settings::default(), &recording, |part| {
                let (recorded, some) = part.results;
                seen.add(some);
                night.write(recorded).map(|_| ()).map_err(Failure::Ledger)
            })
        });
        run.unwrap_or_else(|failure| panic!("{failure:?}"));
        night.end(false, now).expect("a night can end");
        (seen, night.commit().expect("a night can be written"))
    }

    /// Makes one customer of two.
    pub(crate) fn merge(&mut self, from: &str, into: &str, rules: &Arc<Plan>) -> One {
        let merge = Merge { from, into, stage_of: None, rules: Some(rules) };
        let merged = self.ledger.merge(&merge).expect("a ledger can be written");
        match merged.expect("both are known") {
            Merged::Now(one) => one,
            Merged::Before => panic!("{from} and {into} are two customers"),
        }
    }

    /// Says that all that waits was sent: what still waits is taken back where a pause begins.
    pub(crate) fn send(&self) {
        let connection = rusqlite::Connection::open(self.path()).expect("a ledger");
        let all = "UPDATE gifts SET status = 'sent' WHERE status = 'waiting'";
        connection.execute(all, []).expect("a ledger can be written");
    }

    /// Forgets what a merge has assumed of stays at the same time, which no record can say.
    pub(crate) fn forget_assumed(&self) {
        let connection = rusqlite::Connection::open(self.path()).expect("a ledger");
        let all = "DELETE FROM gifts WHERE what = 'assumed'";
        connection.execute(all, []).expect("a ledger can be written");
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.ledger.path().to_owned()
    }
}

#[derive(Debug)]
#[allow(dead_code, reason = "it is shown")]
enum Failure {
    Read(ReadFailure),
    Ledger(LedgerFault),
}

impl From<ReadFailure> for Failure {
    fn from(failure: ReadFailure) -> Failure {
        Failure::Read(failure)
    }
}
