//! What became of a customer, as a history.

use crate::histories::{Aim, ExperimentEntry, History, LeftBy, Stay, StayBegan};
use crate::plan::Plan;
use crate::run::{Began, Course};

/// The history of a customer; `None` of one who was in no stage. It has no gifts, because those of a
/// replay were never sent.
pub fn history(plan: &Plan, course: &Course) -> Option<History> {
    let next = course.stays.iter().skip(1).map(|next| Some((next.since, LeftBy::Move)));
    let end = course.left_out_since.map(|since| (since, LeftBy::LeftOut));
    let stays = course.stays.iter().zip(next.chain([end])).map(|(stay, until)| Stay {
        stage: plan.stages[stay.stage].name.clone(),
        since: stay.since,
        by: match stay.began {
            Began::WithReplay => StayBegan::FirstLoad,
            Began::New => StayBegan::New,
            Began::Move => StayBegan::Move,
            Began::Record => StayBegan::Record,
        },
        until,
    });
    let stays: Vec<Stay> = stays.collect();
    let experiments = course.arms.iter().map(|(experiment, arm, at)| {
        let experiment = &plan.experiments[*experiment];
        let arm = experiment.arms[usize::from(*arm)].name.clone();
        ExperimentEntry { experiment: experiment.name.clone(), arm, at: *at, aim: Aim::Unknown }
    });
    let experiments = experiments.collect();
    let id = course.id.text.to_string();
    (!stays.is_empty()).then(|| History { id, stays, experiments, ..History::default() })
}
