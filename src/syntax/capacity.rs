//! `capacity` of a stage, and what happens when it is full.

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{Capacity, WhenFull};

impl Reader<'_> {
    /// `capacity 150 by spent, when full wait`.
    pub(super) fn capacity(&mut self, node: Node<'_>) -> Option<Capacity> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_capacity)?;
        let count = self.number(&parts.take(Rule::number)?);
        let by = match parts.maybe(Rule::kw_by) {
            Some(_) => Some(self.value(parts.take(Rule::sum)?)),
            None => None,
        };
        parts.maybe(Rule::comma);
        let when_full = match parts.maybe(Rule::when_full) {
            Some(answer) => self.when_full(answer)?,
            None => WhenFull::Wait,
        };
        parts.end();
        Some(Capacity { span, count: count?, by, when_full })
    }

    fn when_full(&mut self, node: Node<'_>) -> Option<WhenFull> {
        let mut parts = Children::of(node);
        parts.take(Rule::kw_when)?;
        parts.take(Rule::kw_full)?;
        if parts.has(Rule::kw_wait) {
            return Some(WhenFull::Wait);
        }
        parts.take(Rule::kw_move)?;
        let who = match parts.maybe(Rule::move_by) {
            Some(who) => {
                let mut who = Children::of(who);
                let highest = who.any()?.as_rule() == Rule::kw_highest;
                Some((highest, self.value(who.take(Rule::sum)?)))
            }
            None => {
                parts.take(Rule::move_longest)?;
                None
            }
        };
        parts.take(Rule::kw_to)?;
        let to = self.name(&parts.take(Rule::name)?);
        parts.end();
        Some(match who {
            Some((highest, by)) => WhenFull::MoveBy { highest, by, to },
            None => WhenFull::MoveLongest { to },
        })
    }
}
