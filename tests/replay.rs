//! The law of replays: a replay over some days is the same as `eval --update` on one day after the other, in
//! what is printed, in what is rejected, and in the last state, byte for byte; also where customers compete, and
//! where tables are joined.
#![cfg(feature = "ledger")]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/invented/mod.rs"]
mod invented;
#[path = "support/nights/mod.rs"]
mod nights;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::slice::from_ref;

use cases::seeds;
use flywheel::Program;
use flywheel::eval::Unknown;
use flywheel::histories::{self, History, LeftBy};
use flywheel::output::decisions::replay::{About, Chronicler, Format as ReplayFormat, Publisher};
use flywheel::output::decisions::{Format, Run, Scribe};
use flywheel::plan::Plan;
use flywheel::problems::Look;
use flywheel::records::{self, Chunk, Reader};
use flywheel::run::{
    Course, Decided, Engine, Every, Fault, LedgerRow, Observer, ReadFailure, Rejected,
    ReplayObserver, ReplayWish, Room, Settings, Table, TablesFailure, TablesWish,
};
use flywheel::values::AsOf;
use invented::Choices;
use jiff::civil::Date;
use nights::{Memory, Night, Shop};
use serde_json::Value;

/// What was tried.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    shops: usize,
    competing: usize,
    csv: usize,
    joined: usize,
    start_empty: usize,
    days: usize,
    decisions: usize,
    changes: usize,
    moves: usize,
    given: usize,
    rejected: usize,
    failed_later: usize,
    left_out: usize,
    lacking: usize,
    stays: usize,
}

#[test]
fn a_replay_is_like_an_update_on_each_day() {
    let mut all = Tally::default();
    for seed in seeds(30) {
        let choices = &mut Choices::rolled(seed);
        let Some(shop) = Shop::invent(choices) else { continue };
        if let Err(told) = law(&shop, choices, &mut all) {
            panic!("seed {seed}\n{}\n{told}", shop.rules);
        }
    }
    let Tally { shops, competing, csv, joined, start_empty, days, decisions, .. } = all;
    let Tally { changes, moves, given, rejected, failed_later, left_out, .. } = all;
    let Tally { lacking, stays, .. } = all;
    // `.ci/long` adds these up.
    println!(
        "law replay: shops={shops} competing={competing} csv={csv} joined={joined} \
         start_empty={start_empty} days={days} decisions={decisions} changes={changes} moves={moves} \
         given={given} rejected={rejected} failed_later={failed_later} left_out={left_out} lacking={lacking} stays={stays}"
    );
    assert!(competing * 10 > shops, "{competing} of {shops} let customers compete");
    assert!(changes * 10 > decisions, "{changes} changes in {decisions} decisions");
    assert!(moves * 40 > decisions, "{moves} moves in {decisions} decisions");
    assert!(days > shops * 3, "{days} days of {shops} shops");
}

fn law(shop: &Shop, choices: &mut Choices<'_>, tally: &mut Tally) -> Result<(), String> {
    let (program, plan) = (&shop.program, shop.program.plan());
    let Some(Night { as_of, customers, tables }) = shop.nights.last() else { return Ok(()) };
    let every = *choices.of(&[Every::Day, Every::Day, Every::Day, Every::Week, Every::Month]);
    let last = match as_of {
        AsOf::Day(day) => *day,
        AsOf::Instant(at) => at.to_zoned(plan.zone.clone()).date(),
    };
    // Some go on for more than a year, so that anniversaries and long times come up.
    let back = match choices.below(12) {
        0 => choices.below(430),
        1..=4 => choices.below(40),
        _ => 3,
    };
    let first = last - jiff::Span::new().days(back as i64);
    let days = every.days(first, last + jiff::Span::new().days(choices.below(9) as i64));
    let start_empty = choices.once_in(3);
    let own = shop.export.write_own(customers.iter().map(|(_, record)| record));
    let begin: Vec<Value> =
        customers.iter().map(|(_, record)| begun(plan, record, start_empty)).collect();
    let begin = shop.export.write_own(begin.iter());
    let about = || {
        let (own, empty) = (&own.text, if start_empty { ", from nothing" } else { "" });
        format!("{first} to {last}, {every:?}{empty}\n{own}\n{tables:#?}")
    };
    let Some(expected) = by_updates(program, &days, begin, tables) else { return Ok(()) };
    let wish = ReplayWish { start_empty, update: true, rejects: true };
    let threads = 1 + choices.below(4);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let replayed = pool.install(|| by_replay(program, (&days, every), &own, tables, wish));
    let ids = ids(plan, &own);
    let expected_text: String = ids
        .iter()
        .flat_map(|id| expected.printed.get(id))
        .flatten()
        .fold(String::new(), |text, line| text + line);
    let differs = |what: &str, replayed: &dyn std::fmt::Debug, updated: &dyn std::fmt::Debug| {
        Err(format!("{}\n{what}\nreplay {replayed:#?}\nupdates {updated:#?}", about()))
    };
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    if replayed.printed != expected_text {
        return differs("printed", &lines(&replayed.printed), &lines(&expected_text));
    }
    if replayed.rejected != expected.rejected {
        return differs("rejected", &replayed.rejected, &expected.rejected);
    }
    if replayed.written != expected.written {
        return differs("written", &lines(&replayed.written), &lines(&expected.written));
    }
    if replayed.lacking != expected.lacking {
        return differs("what the last decisions lack", &replayed.lacking, &expected.lacking);
    }
    same_stays(&replayed.histories, &expected, tally)
        .map_err(|told| format!("{}\n{told}\n{}", about(), replayed.histories))?;
    tally.shops += 1;
    tally.competing += usize::from(Engine::new(plan, *as_of).has_limits_across_customers());
    tally.csv += usize::from(shop.export.is_csv());
    tally.joined += usize::from(!tables.is_empty());
    tally.start_empty += usize::from(start_empty);
    tally.days += days.len();
    tally.decisions += expected.decisions;
    tally.changes += expected.printed.values().map(Vec::len).sum::<usize>();
    tally.moves += expected.moves;
    tally.given += expected.given;
    tally.rejected += expected.rejected.len();
    tally.failed_later += expected.rejected.values().filter(|told| told.contains("as of ")).count();
    tally.left_out += expected.left_out;
    tally.lacking += expected.lacking.values().filter(|lacking| !lacking.is_empty()).count();
    Ok(())
}

/// A record without what rules did to the customer before, if it is to begin so.
fn begun(plan: &Plan, record: &Value, start_empty: bool) -> Value {
    let mut record = record.clone();
    if let (true, Value::Object(members)) = (start_empty, &mut record) {
        let owed = plan.needs.owed.is_some().then_some("owed");
        for key in ["stage", "stage_since", "given"].into_iter().chain(owed) {
            members.entry(key).and_modify(|value| *value = Value::Null);
        }
    }
    record
}

/// What came of some days.
#[derive(Default)]
struct Came {
    /// The lines of each customer, by the id.
    printed: BTreeMap<String, Vec<String>>,
    /// By where the record is, the first fault.
    rejected: BTreeMap<Where, String>,
    written: String,
    decisions: usize,
    moves: usize,
    given: usize,
    left_out: usize,
    /// By id, what the decisions on the last day lack.
    lacking: BTreeMap<String, Lacking>,
    /// By id, the stages that were entered, each with the day; and whether they are left out in the end.
    stays: BTreeMap<String, Vec<(String, Date)>>,
    left: BTreeSet<String>,
}

/// The rules that are unknown because of missing data, each with what is missing.
type Lacking = Vec<Unknown>;

/// A file, a line, and the line of the customer if it is a row of a table.
type Where = (String, u64, Option<u64>);

fn place(rejected: &Rejected<'_>) -> Where {
    (rejected.input.to_owned(), rejected.line, rejected.customer.map(|(_, line)| line))
}

/// Decides on each day by itself, and reads what was written for the next one; `None` if a table is none.
fn by_updates(
    program: &Program,
    days: &[Date],
    begin: Memory,
    tables: &[(String, Memory)],
) -> Option<Came> {
    let (plan, mut came, mut records) = (program.plan(), Came::default(), begin);
    for day in days {
        let engine = joined(Engine::new(plan, AsOf::Day(*day)), tables, &records)?;
        let about = about(plan, *day);
        let watcher = Watcher { plan, scribe: Scribe::new(&about, Format::Ndjson, false) };
        let mut written = Vec::new();
        let settings = Settings { update: true };
        came.lacking.clear();
        let whole = engine.run(from_ref(&records), settings, &watcher, |part| {
            for one in part.results.decided {
                let OneDecided { id, line, stages, moves, given, lacking } = one;
                came.lacking.insert(id.clone(), lacking);
                if !line.is_empty() {
                    let line = line.replacen('{', &format!("{{\"as_of\":\"{day}\","), 1);
                    came.printed.entry(id.clone()).or_default().push(line);
                }
                let stays = came.stays.entry(id.clone()).or_default();
                let stages = stages.into_iter().enumerate();
                let is_new = stays.is_empty();
                let stages = stages.filter(|(place, _)| is_new || *place > 0);
                stays.extend(stages.map(|(_, stage)| (stage, *day)));
                came.left.remove(&id);
                came.moves += moves;
                came.given += given;
                came.decisions += 1;
            }
            for (place, id, told) in part.results.rejected {
                let told = if id { format!("as of {day}: {told}") } else { told };
                came.rejected.entry(place).or_insert(told);
            }
            came.left_out += part.results.left_out;
            written.extend(part.updated);
            Ok::<(), ReadFailure>(())
        });
        if !whole.expect("memory can be read") {
            return None;
        }
        let text = String::from_utf8(written).expect("records are text");
        records = Memory { text, format: records.format };
    }
    came.written = records.text;
    Some(came)
}

fn about(plan: &Plan, day: Date) -> Run<'_> {
    let (withheld, why, spreadsheet, as_of) = (false, None, false, AsOf::Day(day));
    Run { plan, title: "rules", as_of, withheld, why, changes: true, spreadsheet }
}

/// With the tables; `None` if one is none.
fn joined(engine: Engine, tables: &[(String, Memory)], records: &Memory) -> Option<Engine> {
    let table =
        |(name, rows): &(String, Memory)| Table { name: name.clone(), files: vec![rows.clone()] };
    let tables: Vec<_> = tables.iter().map(table).collect();
    if tables.is_empty() {
        return Some(engine);
    }
    let (wish, room) = (TablesWish::default(), Room::in_memory());
    match engine.join_tables(&tables, wish, room, from_ref(records)) {
        Ok(joined) => Some(joined),
        // Somebody has written a row that makes its table none.
        Err(TablesFailure::Unfit { .. }) => None,
        Err(failure) => panic!("{failure}"),
    }
}

/// Prints what changes, and notes the stages.
struct Watcher<'a> {
    plan: &'a Plan,
    scribe: Scribe<'a>,
}

/// What is seen of a decision.
struct OneDecided {
    id: String,
    /// What is printed.
    line: String,
    /// From the one before on.
    stages: Vec<String>,
    moves: usize,
    given: usize,
    lacking: Lacking,
}

#[derive(Default)]
struct Watched {
    decided: Vec<OneDecided>,
    /// Where, whether it was decided, and why not.
    rejected: Vec<(Where, bool, String)>,
    left_out: usize,
}

impl Observer for Watcher<'_> {
    type Results = Watched;

    fn begin(&self) -> Watched {
        Watched::default()
    }

    fn decided(&self, watched: &mut Watched, decided: &Decided<'_, '_>) {
        let mut part = self.scribe.begin();
        self.scribe.decided(&mut part, decided);
        let line = String::from_utf8(part.decisions).expect("JSON is text");
        let decision = decided.decision;
        let before = decision.from.unwrap_or(self.plan.start);
        let stages = [before].into_iter().chain(decision.moves.iter().map(|step| step.to));
        let stages = stages.map(|stage| self.plan.stages[stage].name.clone());
        let (moves, given) = (decision.moves.len(), decision.given.len());
        let (id, stages) = (decided.id.text.to_string(), stages.collect());
        let lacking = decision.unknown.clone();
        watched.decided.push(OneDecided { id, line, stages, moves, given, lacking });
    }

    fn left_out(&self, watched: &mut Watched, _: Option<LedgerRow>) {
        watched.left_out += 1;
    }

    fn rejected(&self, watched: &mut Watched, rejected: Rejected<'_>) {
        let was_read = rejected.id.is_some() && rejected.fault.code.id != "duplicate-id";
        watched.rejected.push((place(&rejected), was_read, rejected.fault.to_string()));
    }
}

/// What a replay says.
#[derive(Default)]
struct Replayed {
    printed: String,
    rejected: BTreeMap<Where, String>,
    written: String,
    histories: String,
    lacking: BTreeMap<String, Lacking>,
}

/// Chronicles, and notes what is rejected and what the last decisions lack.
struct Chronicling<'a>(Chronicler<'a>);

/// What that comes to.
struct Chronicled {
    part: flywheel::output::decisions::replay::Part,
    rejected: Vec<(Where, String)>,
    lacking: Vec<(String, Lacking)>,
}

impl ReplayObserver for Chronicling<'_> {
    type Results = Chronicled;

    fn begin(&self) -> Chronicled {
        Chronicled { part: self.0.begin(), rejected: Vec::new(), lacking: Vec::new() }
    }

    fn course(
        &self,
        results: &mut Chronicled,
        course: &Course,
        record: &flywheel::eval::Record<'_>,
    ) -> Result<(), Fault> {
        let lacking = course.last.as_ref().map(|last| last.unknown.clone());
        results.lacking.extend(lacking.map(|lacking| (course.id.text.to_string(), lacking)));
        self.0.course(&mut results.part, course, record)
    }

    fn rejected(&self, results: &mut Chronicled, rejected: Rejected<'_>) {
        results.rejected.push((place(&rejected), rejected.fault.to_string()));
        self.0.rejected(&mut results.part, rejected);
    }
}

fn by_replay(
    program: &Program,
    (days, every): (&[Date], Every),
    records: &Memory,
    tables: &[(String, Memory)],
    wish: ReplayWish,
) -> Replayed {
    let (plan, first, last) = (program.plan(), days[0], days[days.len() - 1]);
    let engine = joined(Engine::new(plan, AsOf::Day(last)), tables, records);
    let engine = engine.expect("the tables were joined before");
    let about = About { run: about(plan, last), from: first, to: last, every };
    let chronicling =
        Chronicling(Chronicler::new(&about, Some(ReplayFormat::Ndjson)).keeping(true, true));
    let (mut replayed, mut out, mut written) = (Replayed::default(), Vec::new(), Vec::new());
    let publisher = Publisher::begin(about, ReplayFormat::Ndjson, Look::PLAIN, &mut out);
    let mut publisher = publisher.expect("memory can be written");
    let whole = engine.replay(days, wish).run(from_ref(records), &chronicling, |part| {
        let Chronicled { part: shown, rejected, lacking } = part.results;
        replayed.lacking.extend(lacking);
        for (place, told) in rejected {
            let before = replayed.rejected.insert(place.clone(), told);
            assert!(before.is_none(), "{place:?} is rejected twice");
        }
        replayed.histories += std::str::from_utf8(&shown.histories).expect("JSON is text");
        written.extend(part.updated);
        publisher.add(shown).expect("memory can be written");
        Ok::<(), ReadFailure>(())
    });
    assert!(whole.expect("memory can be read"), "updates could read all");
    publisher.finish().expect("memory can be written");
    replayed.printed = String::from_utf8(out).expect("JSON is text");
    replayed.written = String::from_utf8(written).expect("records are text");
    replayed
}

/// The ids of all records that can be read, in their order.
fn ids(plan: &Plan, input: &Memory) -> Vec<String> {
    use flywheel::run::Input;
    let reader = Reader::new(&plan.needs);
    let mut all = Vec::new();
    let read = |chunk: &Chunk<'_>| -> Vec<_> {
        chunk.written().filter_map(|one| one.id().map(|id| id.text.to_string())).collect()
    };
    let stream = input.open().expect("memory can be read");
    let outcome = records::run(stream, &input.options(), &reader, read, |_, some: Vec<String>| {
        all.extend(some);
        Ok::<(), io::Error>(())
    });
    outcome.expect("memory can be read");
    all
}

/// Whether histories have the stages that were entered on each day.
fn same_stays(written: &str, came: &Came, tally: &mut Tally) -> Result<(), String> {
    let mut all: Vec<History> = Vec::new();
    let mut faults = Vec::new();
    let read = histories::read(written.as_bytes(), |_, history| match history {
        Ok(history) => all.push(history),
        Err(fault) => faults.push(fault.to_string()),
    });
    read.expect("memory can be read");
    if !faults.is_empty() {
        return Err(format!("the histories are wrong: {faults:?}"));
    }
    if all.len() != came.stays.len() {
        return Err(format!("{} histories of {} customers", all.len(), came.stays.len()));
    }
    for history in all {
        let stays = history.stays.iter().map(|stay| (stay.stage.clone(), stay.since));
        let stays: Vec<_> = stays.collect();
        let expected = &came.stays[&history.id];
        // A stage that the record brought began whenever that says.
        let same = stays.len() == expected.len()
            && stays[1..] == expected[1..]
            && stays[0].0 == expected[0].0
            && stays[0].1 <= expected[0].1;
        if !same {
            return Err(format!("{}: {stays:?}, but {expected:?}", history.id));
        }
        let left = history.stays.last().and_then(|stay| stay.until);
        if left.is_some_and(|(_, by)| by != LeftBy::LeftOut) {
            return Err(format!("{}: {left:?}", history.id));
        }
        tally.stays += stays.len();
    }
    Ok(())
}
