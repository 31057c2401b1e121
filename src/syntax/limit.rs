//! `limit` and `pause`: what holds for gifts whatever the rules ask for.

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{Group, Limit, Name, Pause};

impl Reader<'_> {
    /// `limit messages to 2 per 7 days`.
    pub(super) fn limit(&mut self, node: Node<'_>) -> Option<Limit> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_limit)?;
        let subject = self.name(&parts.take(Rule::name)?);
        let except = self.except(&mut parts);
        parts.take(Rule::kw_to)?;
        let cap = self.amount(parts.take(Rule::amount)?);
        let per = self.per(parts.take(Rule::per)?)?;
        parts.end();
        Some(Limit { span, subject, except, cap, per })
    }

    /// `pause messages when CONDITION`.
    pub(super) fn pause(&mut self, node: Node<'_>) -> Option<Pause> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_pause)?;
        let subject = self.name(&parts.take(Rule::name)?);
        let except = self.except(&mut parts);
        parts.take(Rule::kw_when)?;
        let condition = self.expression(parts.take(Rule::expression)?);
        parts.end();
        Some(Pause { span, subject, except, condition })
    }

    /// `except service`, `except (receipt, card_declined)`; nothing where it is left out.
    fn except(&mut self, parts: &mut Children<'_>) -> Vec<Name> {
        let Some(except) = parts.maybe(Rule::except) else { return Vec::new() };
        let mut parts = Children::of(except);
        parts.maybe(Rule::kw_except);
        self.listed(parts)
    }

    /// `group service (receipt, card_declined)`.
    pub(super) fn group(&mut self, node: Node<'_>) -> Option<Group> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_group)?;
        let name = self.name(&parts.take(Rule::name)?);
        let gifts = self.listed(parts);
        Some(Group { span, name, gifts })
    }

    fn listed(&mut self, mut parts: Children<'_>) -> Vec<Name> {
        let mut names = Vec::new();
        while let Some(name) = parts.any_entry() {
            names.push(self.name(&name));
        }
        names
    }
}
