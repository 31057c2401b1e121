//! `score` and its lines.

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{Bound, Score, ScoreLine};

impl Reader<'_> {
    pub(super) fn score(&mut self, node: Node<'_>) -> Option<Score> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let mut score = self.score_head(parts.take(Rule::score_head)?)?;
        score.span = span;
        while let Some(line) = parts.maybe(Rule::score_line) {
            score.lines.extend(self.score_line(line));
        }
        parts.end();
        Some(score)
    }

    /// A score with no lines yet.
    pub(super) fn score_head(&mut self, node: Node<'_>) -> Option<Score> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_score)?;
        let name = self.name(&parts.take(Rule::name)?);
        parts.end();
        Some(Score { span, name, lines: Vec::new() })
    }

    /// `add 10 per purchase where ... for 180 days`.
    pub(super) fn score_line(&mut self, node: Node<'_>) -> Option<ScoreLine> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let take = parts.any()?.as_rule() == Rule::kw_take;
        let points = self.number(&parts.take(Rule::number)?);
        parts.take(Rule::kw_per)?;
        let events = self.events(parts.take(Rule::events)?)?;
        let condition = match parts.maybe(Rule::where_clause) {
            Some(clause) => Some(Box::new(self.where_clause(clause)?)),
            None => None,
        };
        let lasting = match parts.maybe(Rule::kw_for) {
            Some(_) => Some(self.duration(parts.take(Rule::duration)?)?),
            None => None,
        };
        parts.end();
        Some(ScoreLine { span, take, points: points?, events, condition, lasting })
    }

    /// A number without a sign, with its place.
    pub(super) fn number(&mut self, node: &Node<'_>) -> Option<Bound> {
        let span = self.span(node);
        let value = self.decimal(node)?;
        Some(Bound { value, span })
    }
}
