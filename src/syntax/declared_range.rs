//! The range of a number or an amount in a declaration: `0 to 10`, `from $0`.

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{Expr, ExprKind, Range};

impl Reader<'_> {
    /// `0 to 10`, `from 0` or `to 100`.
    pub(super) fn declared_range(&mut self, node: Node<'_>) -> Option<Range> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let from = parts.maybe(Rule::kw_from).map(|from| self.span(&from));
        let low = parts.maybe(Rule::range_end).map(|low| self.range_end(low));
        parts.maybe(Rule::kw_to);
        let high = parts.maybe(Rule::range_end).map(|high| self.range_end(high));
        parts.end();
        Some(Range { span, from, low, high })
    }

    fn range_end(&mut self, node: Node<'_>) -> Expr {
        let span = self.span(&node);
        self.default_value(node).unwrap_or(Expr { span, kind: ExprKind::Broken })
    }
}
