use std::fmt::{self, Write};
use std::ops::Add;

use flywheel::eval::{Decision, Evaluator, Id, Quick, Survey};
use flywheel::plan::Plan;
use flywheel::records::{QuickReader, Quickly, Reader};
use flywheel::values::AsOf;

/// How many records there were, and which way they went.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub records: usize,
    /// Those that the plain path decides.
    pub good: usize,
    /// Those that the quick path decides too.
    pub quick: usize,
}

impl Add for Tally {
    type Output = Tally;

    fn add(self, other: Tally) -> Tally {
        Tally {
            records: self.records + other.records,
            good: self.good + other.good,
            quick: self.quick + other.quick,
        }
    }
}

/// A record for which the two paths say different things.
pub struct Difference {
    rules: String,
    record: String,
    as_of: String,
    plain: String,
    quick: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference { rules, record, as_of, plain, quick } = self;
        write!(f, "{rules}\nas of {as_of}\n{record}\n\nplain: {plain}\nquick: {quick}")
    }
}

/// Whether the quick path says what the plain one says, as of an instant, of all records. `rules`
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
    let reader = Reader::new(&plan.needs);
    let evaluator = surveyed(Evaluator::new(plan, instant), &reader, records);
    let quick = Quick::new(&evaluator);
    let quick_reader = quick.as_ref().and_then(|quick| QuickReader::new(&reader, quick));
    let mut quickly = quick_reader.as_ref().map(Quickly::new);
    for record in records {
        let plain = plainly(&evaluator, &reader, record);
        tally.good += usize::from(plain.is_ok());
        let Some(quickly) = &mut quickly else { continue };
        let Ok(id) = quickly.decide(record) else { continue };
        tally.quick += 1;
        let quick = (id, quickly.decision().clone());
        if plain.as_ref() != Ok(&quick) {
            return Err(Box::new(Difference {
                rules: rules.to_owned(),
                record: record.escape_ascii().to_string(),
                as_of: as_of.to_owned(),
                plain: shown(&plain),
                quick: shown(&Ok(quick)),
            }));
        }
    }
    Ok(tally)
}

/// The evaluator once it knows where everybody stands, where rules let customers compete.
fn surveyed<'p>(
    mut evaluator: Evaluator<'p>,
    reader: &Reader,
    records: &[Vec<u8>],
) -> Evaluator<'p> {
    for phase in evaluator.phases() {
        let mut survey = Survey::default();
        for record in records.iter().filter_map(|record| reader.read(record).ok()) {
            // Who cannot be decided takes part in nothing.
            let _ = evaluator.look(phase, &record, &mut survey);
        }
        evaluator = evaluator.knowing(phase, survey);
    }
    evaluator
}

type Decided<'r> = Result<(Id<'r>, Decision), String>;

fn plainly<'r>(evaluator: &Evaluator<'_>, reader: &Reader, record: &'r [u8]) -> Decided<'r> {
    let record = reader.read(record).map_err(|fault| fault.to_string())?;
    let decision = evaluator.decide_among(&record).map_err(|fault| fault.to_string())?;
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
