//! The checker knows that it is a wheel: every stage can be reached and leads on.

use crate::problems::{Problem, Problems, Span, register as code};

use super::model::{Model, Stage, WhenFull};

/// Looks at the stages as a whole.
pub(super) fn look(model: &Model, problems: &mut Problems) {
    if model.stages.is_empty() {
        if is_part(model) {
            let title = "This file is only a part: it has no stages";
            let label = "customers need at least one stage";
            let help = "evaluate a file that has stages and uses this one";
            problems
                .push(Problem::new(code::ONLY_A_PART, title, Span::default(), label).help(help));
            return;
        }
        problems.push(
            Problem::new(
                code::NO_STAGES,
                "This file has no stages",
                Span::default(),
                "customers need at least one stage",
            )
            .help("add one, for example `stage Engaged`"),
        );
        return;
    }
    unreachable(model, problems);
    dead_ends(model, problems);
}

/// Whether a file without stages declares something that others may use.
fn is_part(model: &Model) -> bool {
    let declares = !model.fields.is_empty()
        || !model.lists.is_empty()
        || !model.mappings.is_empty()
        || !model.lets.is_empty()
        || !model.scores.is_empty()
        || !model.gifts.is_empty()
        || !model.limits.is_empty()
        || !model.pauses.is_empty();
    declares && model.any_stage.is_empty()
}

impl Model {
    /// By stage, whether moves lead there from the start stage.
    pub fn reached(&self) -> Vec<bool> {
        let mut reached = vec![false; self.stages.len()];
        if self.start < reached.len() {
            reach(self, self.start, &mut reached);
        }
        reached
    }

    /// Whether customers stay in a stage forever, and nothing says that this is meant.
    pub fn is_dead_end(&self, stage: usize) -> bool {
        let leads_on = ways_out(self, stage).next().is_some();
        !leads_on && !self.stages[stage].resting && self.stages[stage].refers.is_empty()
    }
}

/// Where the customers of a stage may go.
fn ways_out(model: &Model, from: usize) -> impl Iterator<Item = usize> {
    let own = model.stages[from].rules.iter();
    let makes_room =
        model.stages[from].capacity.iter().filter_map(|capacity| match &capacity.when_full {
            WhenFull::Wait => None,
            WhenFull::MoveLongest { to } | WhenFull::MoveBy { to, .. } => Some(*to),
        });
    own.chain(&model.any_stage)
        .filter_map(|rule| rule.move_to)
        .map(|to| to.stage)
        .chain(makes_room)
        .filter(move |to| *to != from)
}

/// Marks every stage that can be got into from `from`.
fn reach(model: &Model, from: usize, reached: &mut [bool]) {
    let mut open = vec![from];
    while let Some(stage) = open.pop() {
        if !std::mem::replace(&mut reached[stage], true) {
            open.extend(ways_out(model, stage));
        }
    }
}

fn unreachable(model: &Model, problems: &mut Problems) {
    let mut reached = model.reached();
    let mut entered = vec![false; model.stages.len()];
    for from in 0..model.stages.len() {
        ways_out(model, from).for_each(|to| entered[to] = true);
    }
    // Stages without any way in come first: what lies behind them is then no news of its own.
    let first = (0..model.stages.len()).filter(|&stage| !entered[stage]);
    let rest = (0..model.stages.len()).filter(|&stage| entered[stage]);
    for stage in first.chain(rest) {
        if !reached[stage] {
            report_unreachable(&model.stages[stage], problems);
            reach(model, stage, &mut reached);
        }
    }
}

fn report_unreachable(stage: &Stage, problems: &mut Problems) {
    let title = format!("Nobody can reach `{}`", stage.name);
    let help = format!("add `move to {}` to a rule, or delete the stage", stage.name);
    problems.push(
        Problem::new(
            code::UNREACHABLE_STAGE,
            title,
            stage.span,
            "no move leads here from the start stage",
        )
        .help(help),
    );
}

fn dead_ends(model: &Model, problems: &mut Problems) {
    for (index, stage) in model.stages.iter().enumerate() {
        if !model.is_dead_end(index) {
            continue;
        }
        problems.push(
            Problem::new(
                code::DEAD_END,
                format!("No move leads out of `{}`", stage.name),
                stage.span,
                "customers stay here forever",
            )
            .help(
                "add a rule that moves them on, say what they bring with `refers 1 to ...`, \
                 or write `resting` if customers may stay here",
            ),
        );
    }
}
