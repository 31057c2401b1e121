//! What a report is asked for, read off the rules.

use jiff::civil::Date;

use crate::check::is_control;
use crate::check::model::{Experiment, Gift, Judged, Model, Report};
use crate::report::{
    Asked, AskedBudget, AskedCap, AskedExperiment, AskedGift, AskedPaying, AskedPer, AskedStage,
    AskedValue, Spending,
};
use crate::terms::{Cap, Per};
use crate::values::{Decimal, Duration, Period, Unit};

/// What rules ask of a report. What they do not say is left out: the wheel is then the stages in the order of the
/// file.
pub fn asked(model: &Model) -> Asked {
    let stages = model.stages.iter().map(|stage| AskedStage {
        name: stage.name.clone(),
        resting: stage.resting,
        if_leaking: stage.if_leaking.clone(),
        capacity: stage.capacity.as_ref().map(|capacity| capacity.count),
    });
    let gifts = model.gifts.iter().filter(|gift| gift.aim.is_some() || gift.holdout.is_some());
    let gifts = gifts.map(|gift| AskedGift {
        name: gift.name.clone(),
        within: gift.aim.as_ref().map(|aim| aim.within.days()),
        holdout: gift.holdout,
        verdict: verdict(
            model,
            |on| matches!(on, Judged::Gift(place) if model.gifts[place].name == gift.name),
        ),
    });
    let experiments = model.experiments.iter().enumerate();
    let mut asked = Asked {
        stages: stages.collect(),
        wheel: (0..model.stages.len()).collect(),
        gifts: gifts.collect(),
        budgets: model.gifts.iter().filter_map(budget).collect(),
        experiments: experiments.map(|(place, one)| experiment(model, place, one)).collect(),
        ..Asked::default()
    };
    if let Some(report) = &model.report {
        block(&mut asked, report);
    }
    asked
}

/// What a block `report` says.
fn block(asked: &mut Asked, report: &Report) {
    if let Some(wheel) = &report.wheel {
        asked.wheel.clone_from(wheel);
        asked.is_ordered = true;
    }
    asked.paying = report.paying.as_ref().and_then(|paying| {
        let place = asked.wheel.iter().position(|stage| *stage == paying.stage)?;
        Some(AskedPaying { place, within: paying.within.days() })
    });
    asked.value = report.value.as_ref().map(|worth| AskedValue {
        margin: worth.margin.unwrap_or(Decimal::from(1i64)),
        keep: worth.keep.unwrap_or(Decimal::ZERO),
    });
    asked.brought_within = report.referred.as_ref().map(|referred| referred.within.days());
    let spending = report.spending.iter().map(|one| Spending {
        amount: one.amount,
        per: spent_per(one.per),
        stage: one.stage,
    });
    asked.spending = spending.collect();
}

/// What all customers together may get of a gift.
fn budget(gift: &Gift) -> Option<AskedBudget> {
    let budget = gift.budget.as_ref()?;
    let cap = match budget.cap {
        Cap::Money(amount) => AskedCap::Money(amount),
        Cap::Count(count) => AskedCap::Count(count),
    };
    Some(AskedBudget { gift: gift.name.clone(), cap, per: per(budget.per) })
}

/// What is spent per month is spent in each month of the calendar. A budget per month is for the last one.
fn spent_per(spent: Per) -> AskedPer {
    match spent {
        Per::Rolling(Duration { count: 1, unit: Unit::Month }) => AskedPer::Calendar(Period::Month),
        Per::Rolling(Duration { count: 1, unit: Unit::Quarter }) => {
            AskedPer::Calendar(Period::Quarter)
        }
        Per::Rolling(Duration { count: 1, unit: Unit::Year }) => AskedPer::Calendar(Period::Year),
        Per::Rolling(_) | Per::Calendar(_) => per(spent),
    }
}

fn per(per: Per) -> AskedPer {
    match per {
        Per::Rolling(length) => AskedPer::Rolling(length),
        Per::Calendar(period) => AskedPer::Calendar(period),
    }
}

/// The day of the verdict on something, if there is one.
fn verdict(model: &Model, is_on: impl Fn(Judged) -> bool) -> Option<Date> {
    let mut verdicts = model.report.iter().flat_map(|report| &report.verdicts);
    verdicts.find(|verdict| is_on(verdict.on)).map(|verdict| verdict.at)
}

fn experiment(model: &Model, place: usize, experiment: &Experiment) -> AskedExperiment {
    let choice = model.choices.get(experiment.choice);
    let names = choice.map_or(&[][..], |choice| choice.values.names());
    let arms: Vec<_> = names.iter().cloned().zip(experiment.shares.iter().copied()).collect();
    AskedExperiment {
        name: experiment.name.clone(),
        control: names.iter().position(|name| is_control(name)),
        since: None,
        within: experiment.aim.as_ref().map(|aim| aim.within.days()),
        verdict: verdict(model, |on| on == Judged::Experiment(place)),
        arms,
    }
}
