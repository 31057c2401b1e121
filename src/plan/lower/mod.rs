//! Model to plan: sugar ends here, names become slots, equal folds become one.

mod dates;
mod decided;
mod events;
mod experiment;
mod expression;
mod folded;
mod named;
mod needs;
mod owed;
mod parts;
mod question;
mod report;
mod score;
mod stage;

use std::collections::HashMap;

use crate::check::model::Model;
use crate::terms::Builtin;
use crate::values::{Duration, Path};

use super::{Balance, Cond, Expr, Fold, Let, Needs, Part, Plan, Reads, Standing};
use experiment::Assumed;
use named::Named;
use stage::{limit, push};

/// What a plan is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// To decide. It reads what the rules use.
    Deciding,
    /// To judge records: it reads every declared field.
    Judging,
    /// To answer the questions of the model. It reads what they use too.
    Asking,
    /// To report on customers over time. It reads what the report asks of them too.
    Reporting,
}

/// Makes the plan of a model without errors.
pub fn lower(model: &Model, purpose: For) -> Plan {
    let mut lowering = Lowering::new(model);
    let mut rules = Vec::new();
    let stages = (0..model.stages.len()).map(|at| lowering.stage(at, &mut rules)).collect();
    let any_stage = model.any_stage.iter().enumerate().map(|(at, rule)| {
        let rule = lowering.rule(rule, format!("any stage {}", at + 1));
        push(&mut rules, rule)
    });
    let any_stage: Vec<_> = any_stage.collect();
    let stages = lowering.capacities(stages, &mut rules);
    let gifts: Vec<_> = model.gifts.iter().map(|gift| lowering.gift(gift)).collect();
    lowering.needs.owed = owed::need(model, &gifts, &rules);
    let limits = model.limits.iter().map(limit).collect();
    let pauses = model.pauses.iter().map(|pause| lowering.pause(pause)).collect();
    let leave_out = lowering.leave_out();
    let experiments = lowering.experiments(&stages, &any_stage);
    let mut shows: Vec<_> = model.shows.iter().map(|shown| lowering.shown(shown)).collect();
    // They come last, so that all else is the same with and without them.
    let asked = if purpose == For::Asking { &model.questions[..] } else { &[] };
    let questions = asked.iter().map(|question| lowering.question(question)).collect();
    let report = (purpose == For::Reporting).then(|| lowering.report(&mut shows));
    lowering.whatever_is_used(purpose == For::Judging);
    let parents = lowering.parents();
    let mut plan = Plan {
        title: model.title.clone(),
        currency: model.currency,
        zone: model.zone.clone(),
        start: model.start,
        stages,
        rules,
        any_stage,
        gifts,
        limits,
        pauses,
        leave_out,
        shows,
        questions,
        report,
        experiments,
        standings: lowering.standings,
        lets: lowering.lets,
        conditions: lowering.conditions,
        balances: lowering.balances,
        folds: lowering.folds,
        parents,
        windows: lowering.windows,
        needs: lowering.needs,
        reads: Reads::default(),
        parts: lowering.parts,
        choices: model.choices.iter().map(|choice| choice.values.names().to_vec()).collect(),
    };
    plan.reads = Reads::of(&plan);
    plan
}

/// A plan in the making.
struct Lowering<'m> {
    model: &'m Model,
    needs: Needs,
    /// By index in the model, the slot where it is read.
    fields: Vec<Option<usize>>,
    lists: Vec<Option<usize>>,
    attributes: HashMap<(usize, usize), usize>,
    parts: Vec<Part>,
    /// By `let`, its slot among the values or the conditions, whichever it is.
    let_slots: Vec<Option<usize>>,
    lets: Vec<Let<Expr>>,
    conditions: Vec<Let<Cond>>,
    balances: Vec<Balance>,
    /// By score, its slot among the balances, if it is one.
    balance_slots: Vec<Option<usize>>,
    folds: Vec<Fold>,
    fold_slots: HashMap<Fold, usize>,
    windows: Vec<Duration>,
    standings: Vec<Standing>,
    score_slots: Vec<Option<usize>>,
    /// What is assumed of the customer, while the arms of an experiment are compared.
    assumed: Option<Assumed>,
    /// The slots of what has a name of its own, under what is assumed.
    assumed_slots: HashMap<(Named, Assumed), usize>,
}

impl<'m> Lowering<'m> {
    fn new(model: &'m Model) -> Lowering<'m> {
        let builtin = |builtin: Builtin, name: &str| {
            let mapped = model.mappings.iter().find(|(other, _)| *other == builtin);
            mapped.map_or_else(|| Path::key(name), |(_, path)| path.clone())
        };
        let needs = Needs {
            id: builtin(Builtin::Id, "id"),
            id_ignores_case: model.id_ignores_case,
            stage: builtin(Builtin::Stage, "stage"),
            stage_since: builtin(Builtin::StageSince, "stage_since"),
            tags: builtin(Builtin::Tags, "tags"),
            given: builtin(Builtin::Given, "given"),
            owed: None,
            fields: Vec::new(),
            lists: Vec::new(),
            tables: needs::tables(model),
            stages: model.stages.iter().map(|stage| stage.outside.clone()).collect(),
            gifts: model.gifts.iter().map(needs::gift_names).collect(),
            for_each: model.gifts.iter().map(|gift| gift.each.is_some()).collect(),
            currency: model.currency,
            zone: model.zone.clone(),
            forms: model.forms.clone(),
        };
        Lowering {
            model,
            needs,
            fields: vec![None; model.fields.len()],
            lists: vec![None; model.lists.len()],
            attributes: HashMap::new(),
            let_slots: vec![None; model.lets.len()],
            lets: Vec::new(),
            conditions: Vec::new(),
            parts: Vec::new(),
            balances: Vec::new(),
            balance_slots: vec![None; model.scores.len()],
            folds: Vec::new(),
            fold_slots: HashMap::new(),
            windows: Vec::new(),
            standings: Vec::new(),
            score_slots: vec![None; model.scores.len()],
            assumed: None,
            assumed_slots: HashMap::new(),
        }
    }

    fn window(&mut self, duration: Duration) -> usize {
        match self.windows.iter().position(|window| *window == duration) {
            Some(slot) => slot,
            None => {
                self.windows.push(duration);
                self.windows.len() - 1
            }
        }
    }
}
