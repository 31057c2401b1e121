//! Which rules name which experiments, and which arms they ask for.

use crate::problems::{Problem, Problems, register as code};
use crate::terms::Comparison;
use crate::values::Decimal;
use crate::values::Value;

use super::circle::Walk;
use super::model::{Action, Experiment, Expr, ExprKind, Model, Recipient, Rule, WhenFull};
use super::{Type, circle};

/// Notes for each rule, `let` and score the experiments that it names, directly or through what it
/// builds on.
pub(super) fn note(model: &mut Model) {
    if model.experiments.is_empty() {
        return;
    }
    let known = &*model;
    let of = |expr: &Expr| circle::experiments(known, expr);
    let lets: Vec<Vec<usize>> = known.lets.iter().map(|a_let| of(&a_let.value)).collect();
    let scores = 0..known.scores.len();
    let scores: Vec<_> = scores.map(|at| circle::experiments_of_score(known, at)).collect();
    let rules = known.stages.iter().flat_map(|stage| &stage.rules).chain(&known.any_stage);
    let rules: Vec<_> = rules.map(|rule| (of(&rule.condition), of_gifts(known, rule))).collect();
    let places = model.stages.iter_mut().flat_map(|stage| &mut stage.rules);
    for (rule, experiments) in places.chain(&mut model.any_stage).zip(rules) {
        (rule.experiments, rule.experiments_of_gifts) = experiments;
    }
    for (a_let, experiments) in model.lets.iter_mut().zip(lets) {
        a_let.experiments = experiments;
    }
    for (score, experiments) in model.scores.iter_mut().zip(scores) {
        score.experiments = experiments;
    }
}

/// The experiments on which it depends what comes of the gifts of a rule, and of those that are given
/// on entering the stage to which it moves; and who gets into that stage, if not everybody can.
fn of_gifts(model: &Model, rule: &Rule) -> Vec<usize> {
    let entered = rule.move_to.iter().flat_map(|to| &model.stages[to.stage].on_entering);
    let actions = rule.actions.iter().chain(entered.flat_map(|on| &on.actions));
    let mut walk = Walk::new(model);
    for action in actions {
        let Action::Give { gift, .. } = action else { continue };
        let (place, gift) = (*gift, &model.gifts[*gift]);
        gift.calculated().for_each(|amount| walk.expr(amount));
        gift.to.iter().filter_map(Recipient::value).for_each(|who| walk.expr(who));
        gift.kept.iter().filter_map(|kept| kept.condition.as_ref()).for_each(|so| walk.expr(so));
        gift.budget.iter().filter_map(|budget| budget.by.as_ref()).for_each(|by| walk.expr(by));
        let pauses = model.pauses.iter().filter(|pause| pause.gifts.contains(&place));
        pauses.for_each(|pause| walk.expr(&pause.condition));
    }
    let full = rule.move_to.iter().filter_map(|to| model.stages[to.stage].capacity.as_ref());
    full.filter_map(|capacity| capacity.by.as_ref()).for_each(|by| walk.expr(by));
    walk.experiments()
}

/// Warns of experiments that no rule names, and of arms that none asks for.
pub(super) fn unused(model: &Model, problems: &mut Problems) {
    let asked = Asked::of(model);
    if asked.broken {
        return;
    }
    let rules = || model.stages.iter().flat_map(|stage| &stage.rules).chain(&model.any_stage);
    for (index, experiment) in model.experiments.iter().enumerate() {
        let names = model.choices[experiment.choice].values.names();
        if rules().any(|rule| rule.names_experiment(index)) {
            asked.look_at_arms(experiment, names, problems);
            continue;
        }
        let title = format!("No rule uses the experiment `{}`", experiment.name);
        let help = match names.iter().find(|name| !is_control(name)) {
            Some(arm) => {
                format!("begin a rule with `when {} is {arm}`, or delete it", experiment.name)
            }
            None => "use it in the condition of a rule, or delete it".to_owned(),
        };
        let problem = Problem::new(code::UNUSED_LET, title, experiment.span, "declared here");
        problems.push(problem.help(help));
    }
}

/// Experiments in what decides who takes part, and which events count: these are the same for all.
pub(super) fn misplaced(model: &Model, problems: &mut Problems) {
    let places = model.leave_out.iter().map(|condition| {
        let title = "Who is left out cannot depend on an experiment";
        let label = "those who are left out have no decision that could say their arm";
        (condition, title.to_owned(), label, "ask for the arm in a rule")
    });
    let filters = model.lists.iter().filter_map(|list| Some((list, list.list_filter.as_ref()?)));
    let filters = filters.map(|(list, condition)| {
        let title = format!("Which `{}` count cannot depend on an experiment", list.name);
        let label = "this names an experiment";
        (condition, title, label, "ask for the arm in a rule, next to the events")
    });
    let full = model.stages.iter().filter_map(|stage| stage.capacity.as_ref());
    let full = full.filter_map(|capacity| match &capacity.when_full {
        WhenFull::MoveBy { by, .. } => Some(by),
        WhenFull::Wait | WhenFull::MoveLongest { .. } => None,
    });
    let full = full.map(|by| {
        let title = "Who makes room in a full stage cannot depend on an experiment";
        let label = "no rule could say the arm of those who leave";
        (by, title.to_owned(), label, "put them in order by something else")
    });
    for (condition, title, label, help) in places.chain(filters).chain(full) {
        if !circle::experiments(model, condition).is_empty() {
            let problem = Problem::new(code::MISPLACED, title, condition.span, label);
            problems.push(problem.help(help));
        }
    }
    for each in model.for_eaches() {
        if !circle::experiments_of_events(model, each).is_empty() {
            let title = "The events that a gift is given for cannot depend on an experiment";
            let label = "this names an experiment";
            let help = "ask for the arm in the condition of the rule";
            let problem = Problem::new(code::MISPLACED, title, each.span, label);
            problems.push(problem.help(help));
        }
    }
}

/// What the rules ask of experiments.
struct Asked<'m> {
    model: &'m Model,
    /// By choice, then by value, whether something is for those who have it.
    values: Vec<Vec<bool>>,
    /// Whether something could not be read that may ask for more.
    broken: bool,
}

impl<'m> Asked<'m> {
    fn of(model: &'m Model) -> Asked<'m> {
        let values = model.choices.iter().map(|choice| vec![false; choice.values.names().len()]);
        let mut asked = Asked { model, values: values.collect(), broken: false };
        let mut walk = Walk::new(model);
        walk.everything();
        walk.parts.into_iter().for_each(|part| asked.part(part));
        asked
    }

    fn part(&mut self, part: &Expr) {
        if let ExprKind::Compare(left, operator, right) = &part.kind {
            match (left.constant(), right.constant()) {
                (_, Some(value)) => self.compared(left.ty, *operator, value),
                (Some(value), _) => self.compared(right.ty, *operator, value),
                (None, None) => [left, right].into_iter().for_each(|side| self.all(side)),
            }
        } else if let ExprKind::In(value, entries) = &part.kind {
            for entry in entries {
                match entry.constant() {
                    Some(entry) => self.compared(value.ty, Comparison::Is, entry),
                    None => self.all(value),
                }
            }
        } else if let ExprKind::Not(_) = &part.kind {
            let experiments = circle::experiments(self.model, part);
            let choices = experiments.into_iter().map(|at| self.model.experiments[at].choice);
            choices.for_each(|choice| self.values[choice].fill(true));
        }
        self.broken |= matches!(part.kind, ExprKind::Broken);
    }

    /// All arms but one, or that one.
    fn compared(&mut self, ty: Type, operator: Comparison, value: &Value<'_>) {
        let (Type::Choice(choice), Value::Choice(place)) = (ty, value) else { return };
        let is = operator == Comparison::Is;
        for (at, asked) in self.values[choice].iter_mut().enumerate() {
            *asked |= (at == usize::from(*place)) == is;
        }
    }

    fn all(&mut self, side: &Expr) {
        if let Type::Choice(choice) = side.ty {
            self.values[choice].fill(true);
        }
    }

    /// An arm for which nothing is done is the control group, and is called so.
    fn look_at_arms(&self, experiment: &Experiment, names: &[String], problems: &mut Problems) {
        let asked = &self.values[experiment.choice];
        let arms = names.iter().zip(&experiment.arms).zip(&experiment.shares);
        for (((name, span), share), asked) in arms.zip(asked) {
            // That nobody is in an arm has been said already.
            if *asked || is_control(name) || *share == Decimal::ZERO {
                continue;
            }
            let title = format!("No rule asks for the arm `{name}` of `{}`", experiment.name);
            let help = format!(
                "begin a rule with `when {} is {name}`; if these customers are the control group, \
                 call the arm `control`",
                experiment.name
            );
            let label = "nothing is done for these customers";
            problems.push(Problem::new(code::UNUSED_ARM, title, *span, label).help(help));
        }
    }
}

/// Whether an arm says by a word of its name that nothing is done for it, as `control_group` does and
/// `controlled_discount` does not.
pub fn is_control(name: &str) -> bool {
    let words = ["control", "holdout", "baseline", "nothing", "none", "nobody"];
    let name = name.to_lowercase();
    name == "as_is" || name.split('_').any(|word| words.contains(&word))
}
