//! `POST /replay`: what changes day after day, in the lines of `flywheel replay --format ndjson`.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::value::RawValue;

use super::bounded::Bounded;
use super::customers::Customers;
use super::{Means, early_note};
use crate::front::serve::asked::Asked;
use crate::front::serve::body::Body;
use crate::front::serve::trouble::{Kind, Trouble};
use crate::output::decisions::replay::{About, Chronicler, Format, Publisher};
use crate::output::decisions::{Rejection, Run};
use crate::problems::{Look, document};
use crate::run::{Every, ReplayWish};
use crate::values::AsOf;

const VERSION: u32 = 1;

/// A replay of more days is for the command line.
const MOST_DAYS: usize = 1_100;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    rules: &'a str,
    from: String,
    to: String,
    customers: u64,
    changes: Vec<Box<RawValue>>,
    /// How many are in each stage after the last day.
    at_end: Vec<Stage<'a>>,
    /// The first rejected records, and how many there are.
    rejected: &'a [Rejection],
    rejected_count: u64,
}

#[derive(Serialize)]
struct Stage<'a> {
    stage: &'a str,
    customers: u64,
}

pub(super) fn replay(mut asked: Asked<'_>, means: &Means<'_>) -> Result<Body, Trouble> {
    let kept = means.kept.program(asked.rules()?)?;
    let (from, to) = asked.days()?;
    let every = asked.every();
    let days = days(every, from, to)?;
    let plan = kept.program.plan();
    let as_of = AsOf::Day(to);
    let customers = Customers::of(&asked, means)?;
    let engine = customers.join(kept.engine(as_of))?;
    let (title, withheld, why, changes, spreadsheet) = (kept.title(), false, None, true, false);
    let run = Run { plan, title, as_of, withheld, why, changes, spreadsheet };
    let about = About { run, from, to, every };
    let wish = ReplayWish { start_empty: asked.starts_empty(), ..ReplayWish::default() };
    let observer = Bounded::new(Chronicler::new(&about, Some(Format::Ndjson)), means);
    let mut lines = Vec::new();
    let mut publisher = Publisher::begin(about, Format::Ndjson, Look::PLAIN, &mut lines)?;
    engine.replay(&days, wish).run(&[&customers.records], &observer, |part| {
        observer.take(&part.results)?;
        Ok::<(), Trouble>(publisher.add(part.results)?)
    })?;
    let counts = publisher.finish()?;
    let stages = plan.stages.iter().zip(&counts.at_end);
    let stages = stages.map(|(stage, count)| Stage { stage: &stage.name, customers: *count });
    let made = Document {
        version: VERSION,
        rules: title,
        from: from.to_string(),
        to: to.to_string(),
        customers: counts.tally.decided,
        changes: entries(&lines),
        at_end: stages.collect(),
        rejected: &counts.tally.rejections.first,
        rejected_count: counts.tally.rejections.count,
    };
    let mut notes: Vec<String> = early_note(as_of, plan)?.into_iter().collect();
    notes.extend(customers.notes(&engine, &run, &counts.tally));
    let (decided, rejected) = (made.customers, made.rejected_count);
    Ok(Body { decided, rejected, ..Body::json(document(&made)) }.with_notes(&notes))
}

/// The days to decide for, of which no more are made than are allowed.
fn days(every: Every, from: Date, to: Date) -> Result<Vec<Date>, Trouble> {
    let days: Vec<Date> = every.each(from, to).take(MOST_DAYS + 1).collect();
    if days.is_empty() {
        return Err(Trouble::new(Kind::BadRequest, "`to` is before `from`"));
    }
    if days.len() > MOST_DAYS {
        let what = format!("there are more than {MOST_DAYS} days to decide for");
        return Err(Trouble::new(Kind::TooLarge, what).help("ask for fewer, or decide each week"));
    }
    Ok(days)
}

/// Lines of JSON as entries of a list.
fn entries(lines: &[u8]) -> Vec<Box<RawValue>> {
    let lines = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.filter_map(|line| serde_json::from_slice(line).ok()).collect()
}
