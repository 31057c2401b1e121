//! Checks stages, their rules and what the rules do.

use std::collections::HashMap;

use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::tree::{self, ActionKind, GiveVerb};
use crate::terms::GiftKind;

use super::Checker;
use super::at::At;
use super::model::{Action, Entering, MoveTo, Rule, Stage};

/// What a verb mostly gives.
pub(super) fn kind_of(verb: GiveVerb) -> GiftKind {
    match verb {
        GiveVerb::Send => GiftKind::Message,
        GiveVerb::InviteTo => GiftKind::Program,
        GiveVerb::Notify => GiftKind::Alert,
        GiveVerb::Give | GiveVerb::Offer | GiveVerb::Grant => GiftKind::Reward,
    }
}

impl Checker<'_> {
    /// The stages in order, and the rules of `any stage`.
    pub(super) fn stages(&mut self) -> (Vec<Stage>, Vec<Rule>) {
        let file = self.file;
        let stages = file.stages().enumerate();
        let stages = stages.map(|(index, stage)| self.stage(stage, index)).collect::<Vec<_>>();
        let any_rules = file.any_stages().flat_map(|any| &any.rules);
        let any_stage = any_rules.map(|rule| self.rule(rule, None)).collect();
        self.outside_names();
        self.ways_out_of_full(&stages);
        (stages, any_stage)
    }

    fn stage(&mut self, tree: &tree::Stage, index: usize) -> Stage {
        let outside = tree.outside.as_ref().map_or(&tree.name.text, |text| &text.text).clone();
        let refers = tree.refers.iter();
        Stage {
            name: tree.name.text.clone(),
            span: tree.name.span,
            description: tree.description.as_ref().map(|text| text.text.clone()),
            outside,
            resting: tree.resting.is_some(),
            capacity: tree.capacity.as_ref().and_then(|capacity| self.capacity(capacity)),
            if_leaking: tree.if_leaking.as_ref().map(|text| text.text.clone()),
            refers: refers
                .filter_map(|refers| Some((refers.count, self.stage_named(&refers.to)?)))
                .collect(),
            on_entering: tree.on_entering.iter().map(|on| self.entering(on)).collect(),
            rules: tree.rules.iter().map(|rule| self.rule(rule, Some(index))).collect(),
        }
    }

    /// Two stages must not have the same name outside: a record could not say which is meant.
    fn outside_names(&mut self) {
        let file = self.file;
        let mut seen: HashMap<&str, Vec<(Span, bool)>> = HashMap::new();
        for stage in file.stages() {
            let (name, span) = match &stage.outside {
                Some(outside) => (outside.text.as_str(), outside.span),
                None => (stage.name.text.as_str(), stage.name.span),
            };
            // The same plain name twice has been told as a name declared twice.
            let earlier = seen.entry(name).or_default();
            let first = earlier.iter().find(|(_, plain)| !(*plain && stage.outside.is_none()));
            if let Some((first, _)) = first {
                let title = format!("Two stages are called \"{name}\" in the records");
                let problem = Problem::new(code::DECLARED_TWICE, title, span, "this one");
                let help = "records could not tell them apart: give each its own text";
                self.problems.push(problem.and_at(*first, "and this one").help(help));
            }
            earlier.push((span, stage.outside.is_none()));
        }
    }

    fn entering(&mut self, tree: &tree::OnEntering) -> Entering {
        let mut actions = Vec::new();
        for action in &tree.actions {
            match &action.kind {
                ActionKind::Move { to, .. } => {
                    let help = format!(
                        "write a rule that moves them on after a while: `after 1 day in \
                         stage move to {}`",
                        to.text
                    );
                    let title = "Entering a stage cannot move customers to another one";
                    let label = "this is a move";
                    self.refuse(code::MOVE_ON_ENTERING, title, action.span, label, help);
                }
                ActionKind::Give { .. }
                | ActionKind::Tag(_)
                | ActionKind::Untag(_)
                | ActionKind::Broken => {
                    actions.extend(self.action(action));
                }
            }
        }
        Entering { span: tree.span, actions }
    }

    /// A rule of a stage, or of any stage where `own` is none.
    fn rule(&mut self, tree: &tree::Rule, own: Option<usize>) -> Rule {
        let condition = self.condition(&tree.condition, At::Customer);
        let mut move_to: Option<MoveTo> = None;
        let mut actions = Vec::new();
        for action in &tree.actions {
            let ActionKind::Move { skip, to } = &action.kind else {
                actions.extend(self.action(action));
                continue;
            };
            if let Some(first) = &move_to {
                let title = "A rule can move a customer only once";
                let problem = Problem::new(code::TWO_MOVES, title, action.span, "the second move");
                let help = "split it into two rules, each with its own condition";
                self.problems.push(problem.and_at(first.span, "the first move").help(help));
                continue;
            }
            let Some(stage) = self.stage_named(to) else { continue };
            if own == Some(stage) {
                let title = format!("Customers in `{}` are already there", to.text);
                let help = "name the stage they should move to, or remove the move";
                self.refuse(code::MOVE_NOWHERE, title, to.span, "this is the same stage", help);
            }
            move_to = Some(MoveTo { span: action.span, skip: *skip, stage });
        }
        let name = tree.name.as_ref().map(|name| name.text.clone());
        Rule {
            span: tree.span,
            name,
            condition,
            experiments: Vec::new(),
            experiments_of_gifts: Vec::new(),
            move_to,
            actions,
        }
    }

    /// An action other than a move.
    fn action(&mut self, action: &tree::Action) -> Option<Action> {
        match &action.kind {
            ActionKind::Move { .. } | ActionKind::Broken => None,
            ActionKind::Tag(text) => {
                self.tag_of_nothing(text);
                Some(Action::Tag(text.text.clone()))
            }
            ActionKind::Untag(text) => {
                self.tag_of_nothing(text);
                Some(Action::Untag(text.text.clone()))
            }
            ActionKind::Give { verb, gift, each } => {
                let index = self.gift_named(gift, kind_of(*verb))?;
                let span = Span { end: gift.span.end, ..action.span };
                self.verb(*verb, index, span);
                let each = each.as_ref().map(|each| self.for_each(each, index));
                Some(Action::Give { verb: *verb, span, gift: index, each })
            }
        }
    }

    pub(super) fn verb(&mut self, verb: GiveVerb, gift: usize, span: Span) {
        let gift = &self.gifts[gift];
        let (fits, word) = match verb {
            GiveVerb::InviteTo => (gift.kind == GiftKind::Program, "invite to"),
            GiveVerb::Notify => (gift.kind == GiftKind::Alert, "notify"),
            GiveVerb::Send => (true, "send"),
            GiveVerb::Give => (true, "give"),
            GiveVerb::Offer => (true, "offer"),
            GiveVerb::Grant => (true, "grant"),
        };
        if fits {
            return;
        }
        let kind = match gift.kind {
            GiftKind::Reward => "a reward",
            GiftKind::Message => "a message",
            GiftKind::Program => "a program",
            GiftKind::Alert => "an alert",
        };
        let title = format!("`{word}` does not work with {kind}");
        let right = gift.kind.verb();
        let help = format!("write `{right} {}`", gift.name);
        let label = format!("`{}` is {kind}", gift.name);
        let problem = Problem::new(code::WRONG_VERB, title, span, label);
        let fix = Fix::safe(span, format!("{right} {}", gift.name));
        self.problems.push(problem.and_at(gift.span, "declared here").help(help).fix(fix));
    }
}
