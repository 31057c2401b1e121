//! What comes true for many customers at once, because they are all new in their stages.

use std::collections::BTreeMap;

use crate::output::grid::{Cell, Grid};
use crate::output::words::number;
use crate::plan::Plan;
use crate::problems::{Look, Sources};
use crate::tools::tenure::{Asks, Tenure, tenures};
use crate::values::{Clock, Instant};

/// A condition that comes true for many customers at once.
struct Wave {
    tenure: Tenure,
    /// For how many.
    customers: u64,
    /// In which stages they are.
    stages: Vec<String>,
}

/// What comes true for whoever entered a stage at an instant, of which there are so many in each, and when;
/// nothing if no rule asks for the time in a stage.
pub(in crate::front) fn said(
    (plan, sources): (&Plan, &Sources),
    clock: &Clock,
    (entered, counts): (Instant, &BTreeMap<String, u64>),
    look: Look,
) -> Option<String> {
    let mut waves = waves(plan, counts);
    let day = |wave: &Wave| wave.tenure.asks.first_day(clock, entered);
    waves.sort_by_key(|wave| (day(wave).is_none(), day(wave)));
    if waves.is_empty() {
        return None;
    }
    let mut grid = Grid::new();
    for wave in &waves {
        let Wave { tenure: Tenure { rule, span, asks }, customers, stages } = wave;
        let rule = &plan.rules[*rule];
        let stages = match &**stages {
            [stage] => stage.clone(),
            stages => format!("{} stages", stages.len()),
        };
        let which = match asks {
            Asks::Stay(_) => "",
            Asks::Other => ", some day",
        };
        let (file, line) = (&sources.get(rule.span.file).name, sources.position(rule.span).0);
        grid.row([
            Cell::words(day(wave).map_or_else(String::new, |day| day.to_string())),
            Cell::words(format!("`{}`", bare(&sources.line(*span)))),
            Cell::words(format!("{} in {stages}{which}", number(*customers))),
            Cell::words(format!("{}, {file}:{line}", rule.label)),
        ]);
    }
    Some(grid.draw(look, 2))
}

/// A condition without the parentheses around all of it.
fn bare(text: &str) -> &str {
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    inner.filter(|inner| !inner.contains(['(', ')'])).unwrap_or(text)
}

/// All of them, each once for a rule.
fn waves(plan: &Plan, counts: &BTreeMap<String, u64>) -> Vec<Wave> {
    let mut waves: Vec<Wave> = Vec::new();
    for (place, stage) in plan.stages.iter().enumerate() {
        let Some(count) = counts.get(&plan.needs.stages[place]) else { continue };
        for tenure in tenures(plan, place) {
            match waves.iter_mut().find(|wave| wave.tenure == tenure) {
                Some(wave) => {
                    wave.customers += count;
                    wave.stages.push(stage.name.clone());
                }
                None => {
                    let stages = vec![stage.name.clone()];
                    waves.push(Wave { tenure, customers: *count, stages });
                }
            }
        }
    }
    waves
}
