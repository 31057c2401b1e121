//! What is so of the customer of a test.
#![expect(clippy::wildcard_enum_match_arm, reason = "few rules of the grammar come to one place")]

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{Expr, Fact, FactKind, FactValue, Name, Text, When};
use crate::problems::{Problem, register};
use crate::values::Duration;

impl Reader<'_> {
    pub(super) fn fact(&mut self, node: Node<'_>) -> Option<Fact> {
        let span = self.span(&node);
        let node = Children::of(node).any()?;
        let rule = node.as_rule();
        let mut parts = Children::of(node);
        let kind = match rule {
            Rule::stage_fact => {
                parts.take(Rule::kw_stage)?;
                let name = self.name(&parts.take(Rule::name)?);
                let since = match parts.maybe(Rule::kw_for) {
                    Some(_) => self.duration(parts.take(Rule::duration)?),
                    None => None,
                };
                FactKind::Stage { name, since }
            }
            Rule::owed_fact => {
                parts.take(Rule::kw_owed)?;
                let gift = self.name(&parts.take(Rule::name)?);
                let event = match parts.maybe(Rule::fact_for) {
                    Some(given_for) => Some(self.given_for(given_for)?),
                    None => None,
                };
                let when = match parts.maybe(Rule::fact_when) {
                    Some(when) => self.when(when)?,
                    None => When::Now,
                };
                FactKind::Owed { gift, event, when }
            }
            Rule::tagged => {
                parts.take(Rule::kw_tagged)?;
                FactKind::Tagged(self.text(&parts.take(Rule::text)?))
            }
            Rule::field_fact => {
                let name = self.name(&parts.take(Rule::name)?);
                let value = match parts.maybe(Rule::ago) {
                    Some(ago) => FactValue::Ago(self.ago(ago)?),
                    None => FactValue::Plain(self.default_value(parts.take(Rule::fact_value)?)?),
                };
                FactKind::Field { name, value }
            }
            Rule::some_fact => {
                let number = parts.take(Rule::number)?;
                let count = self.whole(&number, "How often something happened", "3 purchases")?;
                self.happened(count, parts)?
            }
            Rule::none_fact => {
                let none = parts.any()?.as_rule() == Rule::kw_no;
                self.happened(u32::from(!none), parts)?
            }
            Rule::bare_fact => self.happened(1, parts)?,
            _ => return None,
        };
        Some(Fact { span, kind })
    }

    /// Events with their attributes and when they happened.
    fn happened(&mut self, count: u32, mut parts: Children<'_>) -> Option<FactKind> {
        let events = self.name(&parts.take(Rule::name)?);
        let given_for = match parts.maybe(Rule::fact_for) {
            Some(given_for) => Some(self.given_for(given_for)?),
            None => None,
        };
        let attributes = match parts.maybe(Rule::fact_with) {
            Some(with) => self.pairs(with),
            None => Vec::new(),
        };
        let when = match parts.maybe(Rule::fact_when) {
            Some(when) => self.when(when)?,
            None => When::Now,
        };
        parts.end();
        Some(FactKind::Events { count, events, given_for, attributes, when })
    }

    /// `for "r1"`, `for 7`: a key is a text, and a number is the text as it is written.
    fn given_for(&mut self, node: Node<'_>) -> Option<Text> {
        let mut parts = Children::of(node);
        parts.take(Rule::kw_for)?;
        let key = parts.any()?;
        match key.as_rule() {
            Rule::text => Some(self.text(&key)),
            _ => Some(Text { span: self.span(&key), text: key.as_str().to_owned() }),
        }
    }

    fn pairs(&mut self, node: Node<'_>) -> Vec<(Name, Expr)> {
        let mut parts = Children::of(node);
        parts.maybe(Rule::kw_with);
        let mut pairs = Vec::new();
        while let Some(pair) = parts.any_entry() {
            if pair.as_rule() == Rule::fact_pair {
                pairs.extend(self.pair(pair));
            }
        }
        pairs
    }

    fn pair(&mut self, node: Node<'_>) -> Option<(Name, Expr)> {
        let mut parts = Children::of(node);
        let name = self.name(&parts.take(Rule::name)?);
        let value = self.default_value(parts.take(Rule::fact_value)?)?;
        parts.end();
        Some((name, value))
    }

    fn when(&mut self, node: Node<'_>) -> Option<When> {
        let mut parts = Children::of(node);
        if let Some(ago) = parts.maybe(Rule::ago) {
            return self.ago(ago).map(When::Ago);
        }
        let on = parts.take(Rule::kw_on)?;
        let date = parts.take(Rule::date)?;
        parts.end();
        // Lines mean nothing to the grammar, but whoever begins one with `on` means the test's day.
        if self.begins_line(&on) {
            let span = self.span(&on).to(self.span(&date));
            let title = "This day could belong to the test or to the event before it";
            let problem = Problem::new(register::SYNTAX, title, span, "this starts a line");
            self.report(problem.help(
                "for the day of the test, put it before `given`; for the day of the event, put it on the \
                 same line",
            ));
        }
        Some(When::On(self.day(&date)))
    }

    /// `20 days ago`.
    fn ago(&mut self, node: Node<'_>) -> Option<Duration> {
        let mut parts = Children::of(node);
        let duration = self.duration(parts.take(Rule::duration)?)?;
        parts.take(Rule::kw_ago)?;
        parts.end();
        Some(duration)
    }
}
