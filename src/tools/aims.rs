//! Whether what gifts and experiments aim for has happened.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::eval::{Evaluator, Record, Situation};
use crate::histories::Aim;
use crate::plan::Plan;
use crate::plan::report::{Aim as Aimed, Report};
use crate::values::{AsOf, Clock, Truth};

/// Whether it has happened for a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ask {
    /// For which gift or experiment.
    pub of: AimOf,
    /// The day on which the customer was given it, or came to take part.
    pub at: Date,
}

/// What aims for something, by its place in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AimOf {
    /// A gift.
    Gift(usize),
    /// An experiment.
    Experiment(usize),
}

impl AimOf {
    /// A gift by its name in the rules, if they have it.
    pub fn gift(plan: &Plan, name: &str) -> Option<AimOf> {
        plan.gifts.iter().position(|gift| gift.name == name).map(AimOf::Gift)
    }

    /// An experiment by its name, likewise.
    pub fn experiment(plan: &Plan, name: &str) -> Option<AimOf> {
        let place = plan.experiments.iter().position(|experiment| experiment.name == name);
        place.map(AimOf::Experiment)
    }
}

/// What can be asked of records.
#[derive(Debug)]
pub struct Aims {
    plan: Arc<Plan>,
    /// Decides as of the end of the time of each.
    ends: HashMap<Ask, Arc<Evaluator>>,
}

impl Aims {
    /// Everything that is going to be asked, by a plan that is made to report. What aims for nothing, or has
    /// time after the last day that is known, is not asked.
    pub fn new(plan: &Arc<Plan>, asks: impl IntoIterator<Item = Ask>, last: Date) -> Aims {
        let mut ends = HashMap::new();
        let mut evaluators: HashMap<AsOf, Arc<Evaluator>> = HashMap::new();
        for ask in asks {
            let Some(end) = aimed(plan, ask.of).and_then(|aim| end(plan, aim, ask.at)) else {
                continue;
            };
            if Clock::new(end, plan.zone.clone()).today() > last {
                continue;
            }
            let evaluator = evaluators.entry(end);
            let evaluator = evaluator.or_insert_with(|| Arc::new(Evaluator::new(plan, end)));
            ends.entry(ask).or_insert_with(|| Arc::clone(evaluator));
        }
        Aims { plan: Arc::clone(plan), ends }
    }

    /// What a record says to some of them.
    pub fn answers(&self, record: &Record<'_>, asks: &[Ask]) -> Vec<Aim> {
        let mut first: Option<Situation<'_>> = None;
        let mut all = Vec::with_capacity(asks.len());
        for ask in asks {
            let (Some(aim), Some(end)) = (aimed(&self.plan, ask.of), self.ends.get(ask)) else {
                let is_aimed = aimed(&self.plan, ask.of).is_some();
                all.push(if is_aimed { Aim::Open } else { Aim::Unknown });
                continue;
            };
            let situation = match &first {
                Some(first) => first.by(end),
                None => first.insert(Situation::new(end, record)).clone(),
            };
            all.push(match situation.truth(aim.met.id, None) {
                Some(Truth::True) => Aim::Met,
                Some(Truth::False) => Aim::Missed,
                Some(Truth::Unknown) | None => Aim::Unknown,
            });
        }
        all
    }
}

/// What something aims for, if it does.
fn aimed(plan: &Plan, of: AimOf) -> Option<&Aimed> {
    let Report { gift_aims, experiment_aims, .. } = plan.report.as_ref()?;
    match of {
        AimOf::Gift(gift) => gift_aims.get(gift)?.as_ref(),
        AimOf::Experiment(experiment) => experiment_aims.get(experiment)?.as_ref(),
    }
}

/// The end of the time that something has; `None` beyond the calendar.
fn end(plan: &Plan, aim: &Aimed, at: Date) -> Option<AsOf> {
    let clock = Clock::new(AsOf::Day(at), plan.zone.clone());
    match aim.within.unit.is_calendar() {
        true => clock.add_to_day(at, aim.within, true).map(AsOf::Day),
        false => clock.add(clock.as_of(), aim.within, true).map(AsOf::Instant),
    }
}
