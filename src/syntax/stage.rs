//! Stages, what stands under them, and rules.
#![expect(clippy::wildcard_enum_match_arm, reason = "few rules of the grammar come to one place")]

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{
    Action, ActionKind, AnyStage, Capacity, ForEach, GiveVerb, OnEntering, Refers,
    Rule as StageRule, RuleWord, Stage, Text,
};
use crate::problems::{Span, register};

/// What stands under a stage, in the order written.
#[derive(Default)]
pub(super) struct Statements {
    pub resting: Option<Span>,
    pub capacity: Option<Capacity>,
    pub if_leaking: Option<Text>,
    pub refers: Vec<Refers>,
    pub on_entering: Vec<OnEntering>,
    pub rules: Vec<StageRule>,
}

impl Reader<'_> {
    pub(super) fn stage(&mut self, node: Node<'_>) -> Option<Stage> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let mut stage = self.stage_head(parts.take(Rule::stage_head)?)?;
        let mut statements = Statements::default();
        while let Some(statement) = parts.any() {
            self.statement(&mut statements, statement);
        }
        stage.span = span;
        Some(stage.holding(statements))
    }

    /// A stage with nothing under it yet.
    fn stage_head(&mut self, node: Node<'_>) -> Option<Stage> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_stage)?;
        let name = self.name(&parts.take(Rule::name)?);
        let description = parts.maybe(Rule::text).map(|text| self.text(&text));
        let outside = match parts.maybe(Rule::kw_as) {
            Some(_) => Some(self.text(&parts.take(Rule::text)?)),
            None => None,
        };
        parts.end();
        Some(Stage {
            span,
            name,
            description,
            outside,
            resting: None,
            capacity: None,
            if_leaking: None,
            refers: Vec::new(),
            on_entering: Vec::new(),
            rules: Vec::new(),
        })
    }

    pub(super) fn any_stage(&mut self, node: Node<'_>) -> Option<AnyStage> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_any)?;
        parts.take(Rule::kw_stage)?;
        let mut statements = Statements::default();
        while let Some(statement) = parts.any() {
            self.statement(&mut statements, statement);
        }
        Some(AnyStage { span, rules: self.rules_only(statements) })
    }

    /// The rules of `any stage`; it can hold nothing else.
    pub(super) fn rules_only(&mut self, statements: Statements) -> Vec<StageRule> {
        let Statements { resting, capacity, if_leaking, refers, on_entering, rules } = statements;
        let strays = resting.into_iter().map(|span| (span, "`resting`"));
        let strays = strays.chain(capacity.iter().map(|room| (room.span, "`capacity`")));
        let strays = strays.chain(if_leaking.iter().map(|text| (text.span, "`if leaking`")));
        let strays = strays.chain(refers.iter().map(|refers| (refers.span, "`refers`")));
        let strays = strays.chain(on_entering.iter().map(|entry| (entry.span, "`on entering`")));
        for (span, word) in strays {
            self.tell(
                register::MISPLACED,
                span,
                &format!("{word} cannot go under `any stage`"),
                "this describes a single stage",
                "put it under each stage it applies to",
            );
        }
        rules
    }

    /// Adds one statement to those of a stage.
    pub(super) fn statement(&mut self, statements: &mut Statements, node: Node<'_>) {
        let span = self.span(&node);
        match node.as_rule() {
            Rule::stage_rule => statements.rules.extend(self.rule(node)),
            Rule::resting => self.once(&mut statements.resting, span, span, "`resting`"),
            Rule::refers => statements.refers.extend(self.refers(node)),
            Rule::on_entering => statements.on_entering.extend(self.on_entering(node)),
            Rule::capacity => {
                if let Some(capacity) = self.capacity(node) {
                    self.once(&mut statements.capacity, capacity, span, "`capacity`");
                }
            }
            Rule::if_leaking => {
                if let Some(text) = self.if_leaking(node) {
                    self.once(&mut statements.if_leaking, text, span, "`if leaking`");
                }
            }
            _ => {}
        }
    }

    fn if_leaking(&mut self, node: Node<'_>) -> Option<Text> {
        let mut parts = Children::of(node);
        parts.take(Rule::kw_if)?;
        parts.take(Rule::kw_leaking)?;
        let text = self.text(&parts.take(Rule::text)?);
        parts.end();
        Some(text)
    }

    fn refers(&mut self, node: Node<'_>) -> Option<Refers> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_refers)?;
        let count = self.decimal(&parts.take(Rule::number)?)?;
        parts.take(Rule::kw_to)?;
        let to = self.name(&parts.take(Rule::name)?);
        parts.end();
        Some(Refers { span, count, to })
    }

    fn on_entering(&mut self, node: Node<'_>) -> Option<OnEntering> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_on)?;
        parts.take(Rule::kw_entering)?;
        Some(OnEntering { span, actions: self.actions(parts) })
    }

    fn rule(&mut self, node: Node<'_>) -> Option<StageRule> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let name = match parts.maybe(Rule::rule_name) {
            Some(name) => {
                let mut parts = Children::of(name);
                parts.take(Rule::kw_rule)?;
                Some(self.text(&parts.take(Rule::text)?))
            }
            None => None,
        };
        let word = match Children::of(parts.take(Rule::rule_word)?).any()?.as_rule() {
            Rule::kw_after => RuleWord::After,
            Rule::kw_when => RuleWord::When,
            _ => return None,
        };
        let condition = self.expression(parts.take(Rule::expression)?);
        parts.maybe(Rule::kw_then);
        Some(StageRule { span, name, word, condition, actions: self.actions(parts) })
    }

    fn actions(&mut self, mut parts: Children<'_>) -> Vec<Action> {
        let mut actions = Vec::new();
        while let Some(action) = parts.any_entry() {
            actions.push(self.action(action));
        }
        actions
    }

    pub(super) fn action(&mut self, node: Node<'_>) -> Action {
        let span = self.span(&node);
        let kind = Children::of(node).any().and_then(|action| self.action_kind(action));
        Action { span, kind: kind.unwrap_or(ActionKind::Broken) }
    }

    fn action_kind(&mut self, node: Node<'_>) -> Option<ActionKind> {
        let rule = node.as_rule();
        let mut parts = Children::of(node);
        let verb = parts.any()?.as_rule();
        parts.maybe(Rule::kw_to);
        let what = parts.any()?;
        let each = match parts.maybe(Rule::for_each) {
            Some(each) => Some(self.for_each(each)?),
            None => None,
        };
        parts.end();
        Some(match rule {
            Rule::move_action => {
                ActionKind::Move { skip: verb == Rule::kw_skip, to: self.name(&what) }
            }
            Rule::tag_action => ActionKind::Tag(self.text(&what)),
            Rule::untag_action => ActionKind::Untag(self.text(&what)),
            Rule::give_action | Rule::invite_action | Rule::notify_action => {
                ActionKind::Give { verb: give_verb(verb)?, gift: self.name(&what), each }
            }
            _ => return None,
        })
    }

    fn for_each(&mut self, node: Node<'_>) -> Option<ForEach> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_for)?;
        parts.take(Rule::kw_each)?;
        let events = self.name(&parts.take(Rule::name)?);
        let filter = self.filter(parts);
        Some(ForEach { span, events, filter })
    }
}

fn give_verb(word: Rule) -> Option<GiveVerb> {
    Some(match word {
        Rule::kw_send => GiveVerb::Send,
        Rule::kw_give => GiveVerb::Give,
        Rule::kw_offer => GiveVerb::Offer,
        Rule::kw_grant => GiveVerb::Grant,
        Rule::kw_invite => GiveVerb::InviteTo,
        Rule::kw_notify => GiveVerb::Notify,
        _ => return None,
    })
}

impl Stage {
    /// The stage with what stands under it.
    pub(super) fn holding(self, statements: Statements) -> Stage {
        let Statements { resting, capacity, if_leaking, refers, on_entering, rules } = statements;
        Stage { resting, capacity, if_leaking, refers, on_entering, rules, ..self }
    }
}
