use std::fmt::{self, Write};
use std::ops::Add;
use std::sync::Arc;

use flywheel::eval::{Evaluator, Phase, Survey};
use flywheel::plan::Plan;
use flywheel::records::Reader;
use flywheel::run::{Engine, Fault};
use flywheel::values::AsOf;

use super::paths::{Decided, Plain, Steps};

/// How many records there were, and which way they went.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub records: usize,
    /// Those that the plain path decides.
    pub good: usize,
    /// Those that the fast path decides too.
    pub fast: usize,
    /// Those that the fast path lets settle.
    pub settled: usize,
    /// How often one of them is looked at before, where customers compete.
    pub looks: usize,
    /// How often the fast path did so too.
    pub fast_looks: usize,
}

impl Add for Tally {
    type Output = Tally;

    fn add(self, other: Tally) -> Tally {
        Tally {
            records: self.records + other.records,
            good: self.good + other.good,
            fast: self.fast + other.fast,
            settled: self.settled + other.settled,
            looks: self.looks + other.looks,
            fast_looks: self.fast_looks + other.fast_looks,
        }
    }
}

/// A record for which the two paths say different things.
pub(crate) struct Difference {
    rules: String,
    as_of: String,
    told: Told,
}

/// What the two paths say of a record.
struct Told {
    record: String,
    plain: String,
    fast: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference { rules, as_of, told: Told { record, plain, fast } } = self;
        write!(f, "{rules}\nas of {as_of}\n{record}\n\nplain: {plain}\nfast: {fast}")
    }
}

/// Whether the fast path says what the plain one says, as of an instant, of all records. `rules`
/// is what to show of the plan if not.
pub(crate) fn agreement(
    rules: &str,
    plan: &Arc<Plan>,
    as_of: &str,
    records: &[Vec<u8>],
) -> Result<Tally, Box<Difference>> {
    let mut tally = Tally { records: records.len(), ..Tally::default() };
    let Ok(instant) = AsOf::parse(as_of, &plan.zone) else {
        return Ok(tally);
    };
    let difference = |told| {
        let (rules, as_of) = (rules.to_owned(), as_of.to_owned());
        Box::new(Difference { rules, as_of, told })
    };
    let reader = Arc::new(Reader::new(&plan.needs));
    let mut evaluator = Evaluator::new(plan, instant);
    for phase in evaluator.phases() {
        let plain = Plain { evaluator: &evaluator, reader: &reader };
        let survey = surveyed(&plain, phase, records, &mut tally);
        evaluator = evaluator.knowing(phase, survey.map_err(difference)?);
    }
    let plain = Plain { evaluator: &evaluator, reader: &reader };
    decided(&plain, records, &mut tally).map_err(difference)?;
    kept(&Engine::new(plan, instant), records).map_err(difference)?;
    Ok(tally)
}

/// A decider that is kept, and sees one record at a time, says what the plain path says of each.
fn kept(engine: &Engine, records: &[Vec<u8>]) -> Result<(), Told> {
    let mut decider = engine.decider();
    for record in records {
        // It is gone before the next one comes.
        let record = record.clone();
        let kept = decider.decide(&record).map(|(id, decision)| (id, decision.clone()));
        let plain = engine.decide_one(&record);
        if kept != plain {
            let record = record.escape_ascii().to_string();
            let told = |decided: Result<Decided<'_>, Fault>| {
                shown(&decided.map_err(|fault| fault.to_string()))
            };
            return Err(Told { record, plain: told(plain), fast: told(kept) });
        }
    }
    Ok(())
}

/// What a phase sees of all records, each looked at on both paths.
fn surveyed(
    path: &Plain<'_>,
    phase: Phase,
    records: &[Vec<u8>],
    tally: &mut Tally,
) -> Result<Survey, Told> {
    path.beside_fast(records, |mut fast_path, records| {
        let mut whole = Survey::default();
        for record in records {
            let (mut plain, mut fast) = (Survey::default(), Survey::default());
            let good = path.look(phase, record, &mut plain);
            let looked = fast_path.look(phase, record, &mut fast);
            tally.looks += usize::from(good);
            tally.fast_looks += usize::from(looked);
            // What is left to the plain path has left no trace.
            let same = if looked { good && fast == plain } else { fast == Survey::default() };
            if !same {
                let record = record.escape_ascii().to_string();
                let (plain, fast) = (format!("{good} {plain:?}"), format!("{looked} {fast:?}"));
                return Err(Told { record, plain, fast });
            }
            whole.merge(plain);
        }
        Ok(whole)
    })
}

/// Decides for all records on both paths, by one step and by all.
fn decided(path: &Plain<'_>, records: &[Vec<u8>], tally: &mut Tally) -> Result<(), Told> {
    path.beside_fast(records, |mut fast_path, records| {
        for record in records {
            let plain = path.decide(record, Steps::One);
            tally.good += usize::from(plain.is_ok());
            if let Some(fast) = fast_path.decide(record, Steps::One) {
                tally.fast += 1;
                same(record, plain, fast)?;
            }
            if let Some(fast) = fast_path.decide(record, Steps::All) {
                tally.settled += 1;
                same(record, path.decide(record, Steps::All), fast)?;
            }
        }
        Ok(())
    })
}

fn same(record: &[u8], plain: Result<Decided<'_>, String>, fast: Decided<'_>) -> Result<(), Told> {
    let fast = Ok(fast);
    if plain == fast {
        return Ok(());
    }
    let record = record.escape_ascii().to_string();
    Err(Told { record, plain: shown(&plain), fast: shown(&fast) })
}

fn shown(decided: &Result<Decided<'_>, String>) -> String {
    let mut text = String::new();
    let written = match decided {
        Ok((id, decision)) => write!(text, "{id:?} {decision:?}"),
        Err(fault) => write!(text, "rejected: {fault}"),
    };
    written.map_or(String::new(), |()| text)
}
