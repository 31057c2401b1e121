//! What the records of customers say that their histories do not.

use std::sync::Arc;

use jiff::civil::Date;

use super::Failure;
use super::bulk::{Job, Outcome};
use super::files::Files;
use super::histories::Histories;
use super::terminal::Terminal;
use crate::output::report::{Answers, Asks, FactReader};
use crate::plan::Plan;
use crate::run::{Engine, Observer};
use crate::tools::aims::Aims;
use crate::values::{AsOf, Clock};

/// Reads what records say as of the last day that histories know, by a plan that is made to report.
pub(super) fn read(
    plan: &Arc<Plan>,
    (histories, last): (&Histories, Date),
    (title, files): (&str, Files<'_>),
    terminal: &Terminal,
) -> Result<(Answers, Outcome), Failure> {
    let mut asks = Asks::default();
    // What is wrong with them is said when they are counted.
    histories.each(plan, |history| asks.add(plan, history))?;
    let aims = Aims::new(plan, asks.all(), last);
    let engine = Engine::new(plan, AsOf::Day(last));
    let engine = if files.ledger.is_some() { engine.with_ledger() } else { engine };
    let as_of = Clock::new(AsOf::Day(last), plan.zone.clone()).as_of();
    let reader = FactReader::new(plan, &asks, &aims, as_of);
    let mut all = reader.begin();
    let job = Job::to_look(&engine, title, files);
    let outcome = job.observe(
        terminal,
        &reader,
        &mut all,
        |all, next| all.merge(next),
        |all| all.tally.clone(),
    )?;
    Ok((all.answers(), outcome))
}
