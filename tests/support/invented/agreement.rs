use std::fmt::{self, Write};
use std::ops::Add;

use flywheel::eval::{Decision, Evaluator, FastEvaluator, Fault, Id, Phase, Record, Survey};
use flywheel::plan::Plan;
use flywheel::records::{FastReader, Reader};
use flywheel::run::FastDecider;
use flywheel::values::AsOf;

/// How many records there were, and which way they went.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
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
pub struct Difference {
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
pub fn agreement(
    rules: &str,
    plan: &Plan,
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
    let reader = Reader::new(&plan.needs);
    let mut evaluator = Evaluator::new(plan, instant);
    for phase in evaluator.phases() {
        let survey = surveyed(&evaluator, phase, &reader, records, &mut tally);
        evaluator = evaluator.knowing(phase, survey.map_err(difference)?);
    }
    decided(&evaluator, &reader, records, &mut tally).map_err(difference)?;
    Ok(tally)
}

/// What a phase sees of all records, each looked at on both paths.
fn surveyed(
    evaluator: &Evaluator<'_>,
    phase: Phase,
    reader: &Reader,
    records: &[Vec<u8>],
    tally: &mut Tally,
) -> Result<Survey, Told> {
    let fast = FastEvaluator::new(evaluator);
    let fast_reader = fast.as_ref().and_then(|fast| FastReader::new(reader, fast));
    let mut decider = fast_reader.as_ref().map(FastDecider::new);
    let mut decision = Decision::default();
    let mut whole = Survey::default();
    for record in records {
        let (mut plain, mut fast) = (Survey::default(), Survey::default());
        let read = reader.read(record).ok();
        let good = read.is_some_and(|read| evaluator.look(phase, &read, &mut plain).is_ok());
        tally.looks += usize::from(good);
        let looked = match &mut decider {
            Some(decider) => decider.look(phase, record, &mut decision, &mut fast).is_ok(),
            None => false,
        };
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
}

/// Decides for all records on both paths, by one step and by all.
fn decided(
    evaluator: &Evaluator<'_>,
    reader: &Reader,
    records: &[Vec<u8>],
    tally: &mut Tally,
) -> Result<(), Told> {
    let fast = FastEvaluator::new(evaluator);
    let fast_reader = fast.as_ref().and_then(|fast| FastReader::new(reader, fast));
    let mut decider = fast_reader.as_ref().map(FastDecider::new);
    let mut decision = Decision::default();
    for record in records {
        let plain = plainly(reader, record, |record| evaluator.decide_among(record));
        tally.good += usize::from(plain.is_ok());
        let Some(decider) = &mut decider else { continue };
        if let Ok(id) = decider.decide(record, &mut decision) {
            tally.fast += 1;
            same(record, plain, (id, decision.clone()))?;
        }
        if let Ok(id) = decider.settle(record, &mut decision) {
            tally.settled += 1;
            let plain = plainly(reader, record, |record| evaluator.settle(record));
            same(record, plain, (id, decision.clone()))?;
        }
    }
    Ok(())
}

fn same(record: &[u8], plain: Decided<'_>, fast: (Id<'_>, Decision)) -> Result<(), Told> {
    let fast = Ok(fast);
    if plain == fast {
        return Ok(());
    }
    let record = record.escape_ascii().to_string();
    Err(Told { record, plain: shown(&plain), fast: shown(&fast) })
}

type Decided<'r> = Result<(Id<'r>, Decision), String>;

fn plainly<'r>(
    reader: &Reader,
    record: &'r [u8],
    decide: impl Fn(&Record<'r>) -> Result<Decision, Fault>,
) -> Decided<'r> {
    let record = reader.read(record).map_err(|fault| fault.to_string())?;
    let decision = decide(&record).map_err(|fault| fault.to_string())?;
    Ok((record.id, decision))
}

fn shown(decided: &Decided<'_>) -> String {
    let mut text = String::new();
    let written = match decided {
        Ok((id, decision)) => write!(text, "{id:?} {decision:?}"),
        Err(fault) => write!(text, "rejected: {fault}"),
    };
    written.map_or(String::new(), |()| text)
}
