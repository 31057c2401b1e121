//! `test` and its lines, and what a test expects.
#![expect(clippy::wildcard_enum_match_arm, reason = "few rules of the grammar come to one place")]

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{Expr, ExprKind, Outcome, OutcomeKind, Test, TestLine, TestLineKind, Times};

impl Reader<'_> {
    pub(super) fn test(&mut self, node: Node<'_>) -> Option<Test> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let mut test = self.test_head(parts.take(Rule::test_head)?)?;
        test.span = span;
        while let Some(line) = parts.maybe(Rule::test_line) {
            test.lines.push(self.test_line(line));
        }
        parts.end();
        Some(test)
    }

    /// A test with no lines yet.
    pub(super) fn test_head(&mut self, node: Node<'_>) -> Option<Test> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_test)?;
        let title = self.text(&parts.take(Rule::text)?);
        parts.end();
        Some(Test { span, title, lines: Vec::new() })
    }

    pub(super) fn test_line(&mut self, node: Node<'_>) -> TestLine {
        let span = self.span(&node);
        let kind = Children::of(node).any().and_then(|line| self.test_line_kind(line));
        TestLine { span, kind: kind.unwrap_or(TestLineKind::Broken) }
    }

    fn test_line_kind(&mut self, node: Node<'_>) -> Option<TestLineKind> {
        let rule = node.as_rule();
        let mut parts = Children::of(node);
        // The word that begins it.
        parts.any()?;
        Some(match rule {
            Rule::on_line => TestLineKind::On(self.day(&parts.take(Rule::date)?)),
            Rule::later_line => TestLineKind::Later(self.duration(parts.take(Rule::duration)?)?),
            Rule::given_line => {
                let mut facts = Vec::new();
                while let Some(fact) = parts.any_entry() {
                    facts.extend(self.fact(fact));
                }
                TestLineKind::Given(facts)
            }
            Rule::expect_line => {
                let only = parts.has(Rule::kw_only);
                let mut outcomes = Vec::new();
                while let Some(outcome) = parts.any_entry() {
                    outcomes.extend(self.outcome(outcome));
                }
                TestLineKind::Expect { only, outcomes }
            }
            _ => return None,
        })
    }

    /// A date or time as a value.
    pub(super) fn day(&mut self, node: &Node<'_>) -> Expr {
        Expr { span: self.span(node), kind: self.date(node).unwrap_or(ExprKind::Broken) }
    }

    fn outcome(&mut self, node: Node<'_>) -> Option<Outcome> {
        let span = self.span(&node);
        let mut outcome = Children::of(node);
        let node = outcome.any()?;
        let times = match outcome.maybe(Rule::given_times) {
            Some(times) => Some(self.given_times(times)?),
            None => None,
        };
        let kind = match node.as_rule() {
            Rule::no_move => OutcomeKind::NoMove,
            Rule::nothing => OutcomeKind::Nothing,
            Rule::withhold_outcome => {
                let mut parts = Children::of(node);
                parts.take(Rule::kw_withhold)?;
                let gift = self.name(&parts.take(Rule::name)?);
                let reason = match parts.maybe(Rule::kw_because) {
                    Some(_) => Some(self.name(&parts.take(Rule::reason)?)),
                    None => None,
                };
                parts.end();
                OutcomeKind::Withhold { gift, reason }
            }
            Rule::owed_outcome => {
                let mut parts = Children::of(node);
                parts.take(Rule::kw_owed)?;
                OutcomeKind::Owed(self.name(&parts.take(Rule::name)?))
            }
            Rule::action => OutcomeKind::Action(self.action(node).kind, times),
            _ => return None,
        };
        Some(Outcome { span, kind })
    }

    /// `3 times`.
    fn given_times(&mut self, node: Node<'_>) -> Option<Times> {
        let span = self.span(&node);
        let number = Children::of(node).take(Rule::number)?;
        let count = self.whole(&number, "How many times a gift is given", "3 times")?;
        Some(Times { span, count })
    }
}
