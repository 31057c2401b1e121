//! What a report is asked for, read off the rules.

use crate::check::is_control;
use crate::check::model::{Experiment, Model};
use crate::report::{Asked, AskedExperiment, AskedGift, AskedStage};
use crate::values::{Duration, Unit};

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
        within: gift.aim.as_ref().map(|aim| days(aim.within)),
        holdout: gift.holdout,
        verdict: None,
    });
    Asked {
        stages: stages.collect(),
        wheel: (0..model.stages.len()).collect(),
        gifts: gifts.collect(),
        experiments: model.experiments.iter().map(|one| experiment(model, one)).collect(),
        // What a block `report` says belongs here.
        ..Asked::default()
    }
}

fn experiment(model: &Model, experiment: &Experiment) -> AskedExperiment {
    let choice = model.choices.get(experiment.choice);
    let names = choice.map_or(&[][..], |choice| choice.values.names());
    let arms: Vec<_> = names.iter().cloned().zip(experiment.shares.iter().copied()).collect();
    AskedExperiment {
        name: experiment.name.clone(),
        control: names.iter().position(|name| is_control(name)),
        within: experiment.aim.as_ref().map(|aim| days(aim.within)),
        verdict: None,
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
