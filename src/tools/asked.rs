//! What a report is asked for, read off the rules.

use jiff::civil::Date;

use crate::check::is_control;
use crate::check::model::{Experiment, Judged, Model, Report};
use crate::report::{
    Asked, AskedExperiment, AskedGift, AskedPaying, AskedStage, AskedValue, Spending, SpendingPer,
};
use crate::terms::Per;
use crate::values::{Decimal, Duration, Unit};

/// Within how many days a lead should pay where the rules do not say it.
const PAYING_WITHIN: u32 = 90;

/// For how many days somebody counts as brought where the rules do not say it.
const BROUGHT_WITHIN: u32 = 180;

/// What rules ask of a report. What they do not say is left out; the wheel is then the stages in the order of the
/// file.
pub fn asked(model: &Model) -> Asked {
    let stages = model.stages.iter().map(|stage| AskedStage {
        name: stage.name.clone(),
        resting: stage.resting,
        if_leaking: stage.if_leaking.clone(),
    });
    let gifts = model.gifts.iter().enumerate();
    let gifts = gifts.filter(|(_, gift)| gift.aim.is_some() || gift.holdout.is_some());
    let gifts = gifts.map(|(place, gift)| AskedGift {
        name: gift.name.clone(),
        within: gift.aim.as_ref().map(|aim| days(aim.within)),
        holdout: gift.holdout,
        verdict: verdict(model, Judged::Gift(place)),
    });
    let experiments = model.experiments.iter().enumerate();
    let asked = Asked {
        stages: stages.collect(),
        wheel: (0..model.stages.len()).collect(),
        gifts: gifts.collect(),
        experiments: experiments.map(|(place, one)| experiment(model, place, one)).collect(),
        ..Asked::default()
    };
    match &model.report {
        Some(report) => with_block(asked, report),
        None => asked,
    }
}

/// The same with what the block `report` says.
fn with_block(asked: Asked, report: &Report) -> Asked {
    let wheel = report.wheel.clone().unwrap_or_else(|| asked.wheel.clone());
    let paying = report.paying.as_ref().and_then(|paying| {
        let place = wheel.iter().position(|stage| *stage == paying.stage)?;
        Some(AskedPaying { place, within: paying.within.map_or(PAYING_WITHIN, days) })
    });
    let spending = report.spending.iter().map(|spending| Spending {
        amount: spending.amount,
        per: match spending.per {
            Per::Rolling(length) => SpendingPer::Days(days(length)),
            Per::Calendar(period) => SpendingPer::Calendar(period),
        },
        stage: spending.stage,
    });
    Asked {
        paying,
        value: report.value.as_ref().map(|worth| AskedValue {
            margin: worth.margin.unwrap_or(Decimal::from(1_i64)),
            keep: worth.keep.unwrap_or(Decimal::ZERO),
        }),
        brought_within: report
            .referred
            .as_ref()
            .map(|referred| referred.within.map_or(BROUGHT_WITHIN, days)),
        spending: spending.collect(),
        wheel,
        ..asked
    }
}

/// The day from which on it is said whether something worked.
fn verdict(model: &Model, on: Judged) -> Option<Date> {
    let mut verdicts = model.report.iter().flat_map(|report| &report.verdicts);
    verdicts.find(|verdict| verdict.on == on).map(|verdict| verdict.at)
}

fn experiment(model: &Model, place: usize, experiment: &Experiment) -> AskedExperiment {
    let choice = model.choices.get(experiment.choice);
    let names = choice.map_or(&[][..], |choice| choice.values.names());
    let arms: Vec<_> = names.iter().cloned().zip(experiment.shares.iter().copied()).collect();
    AskedExperiment {
        name: experiment.name.clone(),
        control: names.iter().position(|name| is_control(name)),
        within: experiment.aim.as_ref().map(|aim| days(aim.within)),
        verdict: verdict(model, Judged::Experiment(place)),
        arms,
    }
}

/// A length of time in whole days, as long as it can be.
fn days(length: Duration) -> u32 {
    let each = match length.unit {
        Unit::Minute => return length.count.div_ceil(24 * 60),
        Unit::Hour => return length.count.div_ceil(24),
        Unit::Day => 1,
        Unit::Week => 7,
        Unit::Month => 31,
        Unit::Quarter => 92,
        Unit::Year => 366,
    };
    length.count.saturating_mul(each)
}
