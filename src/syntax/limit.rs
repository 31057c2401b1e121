//! `limit` and `pause`: what holds for gifts whatever the rules ask for.

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{Limit, Pause};

impl Reader<'_> {
    /// `limit messages to 2 per 7 days`.
    pub(super) fn limit(&mut self, node: Node<'_>) -> Option<Limit> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_limit)?;
        let subject = self.name(&parts.take(Rule::name)?);
        parts.take(Rule::kw_to)?;
        let cap = self.amount(parts.take(Rule::amount)?);
        let per = self.per(parts.take(Rule::per)?)?;
        parts.end();
        Some(Limit { span, subject, cap, per })
    }

    /// `pause messages when CONDITION`.
    pub(super) fn pause(&mut self, node: Node<'_>) -> Option<Pause> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_pause)?;
        let subject = self.name(&parts.take(Rule::name)?);
        parts.take(Rule::kw_when)?;
        let condition = self.expression(parts.take(Rule::expression)?);
        parts.end();
        Some(Pause { span, subject, condition })
    }
}
