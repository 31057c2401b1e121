//! What a report is asked for, read off the rules.

use jiff::civil::Date;

use crate::check::is_control;
use crate::check::model::{Experiment, Judged, Model, Report};
use crate::report::{
    Asked, AskedExperiment, AskedGift, AskedPaying, AskedStage, AskedValue, Spending, SpendingPer,
};
use crate::terms::Per;
use crate::values::Decimal;

/// What rules ask of a report. What they do not say is left out: the wheel is then the stages in the order of the
/// file.
pub fn asked(model: &Model) -> Asked {
    let stages = model.stages.iter().map(|stage| AskedStage {
        name: stage.name.clone(),
        resting: stage.resting,
        if_leaking: stage.if_leaking.clone(),
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
        per: match one.per {
            Per::Rolling(length) => SpendingPer::Days(length.days()),
            Per::Calendar(period) => SpendingPer::Calendar(period),
        },
        stage: one.stage,
    });
    asked.spending = spending.collect();
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
        within: experiment.aim.as_ref().map(|aim| aim.within.days()),
        verdict: verdict(model, |on| on == Judged::Experiment(place)),
        arms,
    }
}
