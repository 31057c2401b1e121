//! One row for each rotation and stage.

use super::plain;
use crate::output::decisions::csv::cell;
use crate::tools::simulate::Outcome;

const HEAD: &str = "simulation,rotation,stage,people,without_referrals,extra,cost,cost_per_person";

/// A row for each stage of each rotation.
pub(super) fn csv(outcomes: &[Outcome<'_>]) -> String {
    let is_learned = outcomes.iter().any(|outcome| outcome.learned.is_some());
    let more = if is_learned { ",low,high\n" } else { "\n" };
    let mut out = format!("{HEAD}{more}").into_bytes();
    for outcome in outcomes {
        rows(&mut out, outcome);
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn rows(out: &mut Vec<u8>, outcome: &Outcome<'_>) {
    let each = outcome.cost_each(u32::from(outcome.model.currency.decimals));
    for (index, (with, without)) in outcome.rotations.iter().zip(&outcome.without).enumerate() {
        for stage in outcome.stages() {
            cell(out, &outcome.simulation.title);
            out.extend_from_slice(format!(",{},", index + 1).as_bytes());
            cell(out, outcome.stage_name(stage));
            let (came, anyway) = (&with.came[stage], &without.came[stage]);
            let extra = came.minus(anyway);
            let people = [came, anyway, &extra].map(plain).join(",");
            // Costs are those of the rotation, so they are next to the stage that people enter.
            let entry = stage == outcome.entry();
            let costs = outcome.simulation.costs.filter(|_| entry);
            let cost = costs.map_or(String::new(), |costs| costs.to_string());
            let each = each.as_ref().filter(|_| entry).and_then(|each| each.get(index)?.as_ref());
            let each = each.map_or(String::new(), |each| each.to_string());
            let band = outcome.learned.as_ref().map_or(String::new(), |learned| {
                let band = learned.bands.as_ref().map(|bands| bands[index][stage]);
                let [low, high] = [band.map(|band| band.low), band.map(|band| band.high)]
                    .map(|end| end.map_or(String::new(), |end| end.to_string()));
                format!(",{low},{high}")
            });
            out.extend_from_slice(format!(",{people},{cost},{each}{band}\n").as_bytes());
        }
    }
}
