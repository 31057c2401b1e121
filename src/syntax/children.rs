//! A cursor over the parts of a node, in the order of the grammar.

use std::iter::Peekable;

use super::parser::{Node, Rule};

/// The parts of a node that are not taken yet.
pub(super) struct Children<'i> {
    parts: Peekable<pest::iterators::Pairs<'i, Rule>>,
}

impl<'i> Children<'i> {
    pub(super) fn of(node: Node<'i>) -> Children<'i> {
        Children { parts: node.into_inner().peekable() }
    }

    /// The next part, which the grammar says is there. `None` would be a slip between grammar and
    /// reader; tests find those, and a user never sees a panic.
    pub(super) fn take(&mut self, rule: Rule) -> Option<Node<'i>> {
        let part = self.maybe(rule);
        debug_assert!(part.is_some(), "the grammar has no {rule:?} here: {:?}", self.parts.peek());
        part
    }

    /// The next part, if it is of this rule.
    pub(super) fn maybe(&mut self, rule: Rule) -> Option<Node<'i>> {
        self.parts.next_if(|part| part.as_rule() == rule)
    }

    /// Whether the next part is of this rule; takes it then.
    pub(super) fn has(&mut self, rule: Rule) -> bool {
        self.maybe(rule).is_some()
    }

    /// The next part, whatever it is.
    pub(super) fn any(&mut self) -> Option<Node<'i>> {
        self.parts.next()
    }

    /// The next part that is not a mark, so that lists are read without their commas.
    pub(super) fn any_entry(&mut self) -> Option<Node<'i>> {
        while self
            .parts
            .next_if(|part| {
                matches!(
                    part.as_rule(),
                    Rule::comma | Rule::semicolon | Rule::open | Rule::close | Rule::EOI
                )
            })
            .is_some()
        {}
        self.parts.next()
    }

    /// The next part's rule, without taking it.
    pub(super) fn peek(&mut self) -> Option<Rule> {
        self.parts.peek().map(Node::as_rule)
    }

    /// Says that nothing is left to take.
    pub(super) fn end(mut self) {
        let left = self.parts.next();
        debug_assert!(left.is_none(), "a part was not read: {left:?}");
    }
}
