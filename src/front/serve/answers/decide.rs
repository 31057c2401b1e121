//! `POST /decide`: the decisions, as `flywheel eval --format json` has them.

use super::bounded::Bounded;
use super::customers::Customers;
use super::{Means, early_note};
use crate::front::Failure;
use crate::front::serve::asked::Asked;
use crate::front::serve::body::Body;
use crate::front::serve::trouble::Trouble;
use crate::output::decisions::{Format, Publisher, Run, Scribe};
use crate::problems::Look;
use crate::run::Settings;

pub(super) fn decide(mut asked: Asked<'_>, means: &Means<'_>) -> Result<Body, Trouble> {
    let kept = means.kept.program(asked.rules()?)?;
    let plan = kept.program.plan();
    let as_of = asked.as_of(&plan.zone)?;
    let customers = Customers::of(&asked, means)?;
    let engine = customers.join(kept.engine(as_of))?;
    let engine = if asked.settles() { engine.settling().map_err(Failure::from)? } else { engine };
    let run = Run {
        plan,
        title: kept.title(),
        as_of,
        withheld: false,
        why: asked.says_why().then(|| kept.program.sources()),
        changes: asked.only_changes(),
        spreadsheet: false,
    };
    let scribe = Bounded::new(Scribe::new(&run, Format::Json, false), means);
    let mut publisher = Publisher::begin(run, Format::Json, Look::PLAIN, Vec::new())?;
    engine.run(&[&customers.records], Settings { update: false }, &scribe, |part| {
        scribe.take(&part.results)?;
        scribe.inner.reuse(publisher.add(part.results)?);
        Ok::<(), Trouble>(())
    })?;
    let (tally, bytes) = publisher.finish_into()?;
    let mut notes: Vec<String> = early_note(as_of, plan)?.into_iter().collect();
    notes.extend(customers.notes(&engine, &run, &tally));
    let (decided, rejected) = (tally.decided, tally.rejections.count);
    Ok(Body { decided, rejected, ..Body::json(bytes) }.with_notes(&notes))
}
