//! What would have happened, day after day.

use flywheel::output::decisions::Run;
use flywheel::output::decisions::replay::{About, Chronicler, Format, Publisher};
use flywheel::problems::Look;
use flywheel::run::{Engine, Every, ReplayWish};
use flywheel::values::AsOf;
use jiff::civil::Date;

use crate::asked::Asked;
use crate::failed::Failed;
use crate::patient::Stop;
use crate::program::Rules;

/// A replay of more days is for the command line.
const MOST_DAYS: usize = 10_000;

/// The days of a replay.
pub(crate) struct Days {
    first: Date,
    pub last: Date,
    every: Every,
    each: Vec<Date>,
}

/// What would have happened.
pub(crate) struct Replayed {
    pub changes: Vec<u8>,
    pub histories: Vec<u8>,
    pub at_end: Vec<(String, u64)>,
    pub summary: String,
    pub rejected: Vec<String>,
}

/// A day, as Python writes it.
pub(crate) fn day(text: &str) -> Result<Date, Failed> {
    text.parse().map_err(|_| Failed::usage(format!("\"{text}\" is not a day such as 2026-03-31")))
}

impl Days {
    pub(crate) fn new(first: &str, last: &str, every: &str) -> Result<Days, Failed> {
        let (first, last) = (day(first)?, day(last)?);
        let all = [Every::Day, Every::Week, Every::Month];
        let every = all.into_iter().find(|one| one.word() == every).ok_or_else(|| {
            Failed::usage(format!("every cannot be \"{every}\""))
                .help("write \"day\", \"week\" or \"month\"")
        })?;
        let each = every.days(first, last);
        match each.len() {
            0 => Err(Failed::usage(format!("{last} is before {first}"))),
            many if many > MOST_DAYS => {
                Err(Failed::usage(format!("these are {many} days; the most is {MOST_DAYS}")))
            }
            _ => Ok(Days { first, last, every, each }),
        }
    }
}

/// Takes all customers through the days.
pub(crate) fn replay(
    rules: &Rules,
    asked: &Asked,
    days: &Days,
    start_empty: bool,
    stop: &Stop,
) -> Result<Replayed, Failed> {
    let plan = rules.program.plan();
    let as_of = AsOf::Day(days.last);
    let engine = asked.join(Engine::new(plan, as_of), stop)?;
    let (title, withheld, why, changes, spreadsheet) = (rules.title(), false, None, true, false);
    let run = Run { plan, title, as_of, withheld, why, changes, spreadsheet };
    let about = About { run, from: days.first, to: days.last, every: days.every };
    let observer = Chronicler::new(&about, Some(Format::Ndjson)).keeping(true, false);
    let (mut changes, mut histories, mut summary) = (Vec::new(), Vec::new(), Vec::new());
    let mut publisher = Publisher::begin(about, Format::Summary, Look::PLAIN, &mut summary)?;
    let wish = ReplayWish { start_empty, ..ReplayWish::default() };
    engine.replay(&days.each, wish).run(&[asked.customers.until(stop)], &observer, |part| {
        let mut part = part.results;
        changes.append(&mut part.changes);
        histories.append(&mut part.histories);
        publisher.add(part)?;
        Ok::<(), Failed>(())
    })?;
    let counts = publisher.finish()?;
    let stages = plan.stages.iter().zip(&counts.at_end);
    let rejections = &counts.tally.rejections;
    let mut rejected: Vec<String> =
        rejections.first.iter().map(|rejection| rejection.sentence()).collect();
    let more = rejections.count - rejected.len() as u64;
    rejected.extend((more > 0).then(|| format!("and {more} more")));
    Ok(Replayed {
        changes,
        histories,
        at_end: stages.map(|(stage, count)| (stage.name.clone(), *count)).collect(),
        summary: String::from_utf8_lossy(&summary).into_owned(),
        rejected,
    })
}
