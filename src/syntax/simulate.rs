//! `simulate` and its lines.
#![expect(clippy::wildcard_enum_match_arm, reason = "few rules of the grammar come to one place")]

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{Simulate, SimulateLine, SimulateLineKind};

impl Reader<'_> {
    pub(super) fn simulate(&mut self, node: Node<'_>) -> Option<Simulate> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let mut simulate = self.simulate_head(parts.take(Rule::simulate_head)?)?;
        simulate.span = span;
        while let Some(line) = parts.maybe(Rule::simulate_line) {
            simulate.lines.push(self.simulate_line(line));
        }
        parts.end();
        Some(simulate)
    }

    /// A simulation with no lines yet.
    pub(super) fn simulate_head(&mut self, node: Node<'_>) -> Option<Simulate> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_simulate)?;
        let title = self.text(&parts.take(Rule::text)?);
        parts.end();
        Some(Simulate { span, title, lines: Vec::new() })
    }

    pub(super) fn simulate_line(&mut self, node: Node<'_>) -> SimulateLine {
        let span = self.span(&node);
        let kind = Children::of(node).any().and_then(|line| self.simulate_line_kind(line));
        SimulateLine { span, kind: kind.unwrap_or(SimulateLineKind::Broken) }
    }

    fn simulate_line_kind(&mut self, node: Node<'_>) -> Option<SimulateLineKind> {
        let rule = node.as_rule();
        let mut parts = Children::of(node);
        Some(match rule {
            Rule::enter_line => {
                let count = self.number(&parts.take(Rule::number)?)?;
                parts.take(Rule::kw_enter)?;
                SimulateLineKind::Enter { count, stage: self.name(&parts.take(Rule::name)?) }
            }
            Rule::hand_off => {
                let share = self.share(&parts.take(Rule::percent)?)?;
                parts.take(Rule::kw_of)?;
                let from = self.name(&parts.take(Rule::name)?);
                parts.take(Rule::kw_move)?;
                parts.take(Rule::kw_to)?;
                SimulateLineKind::HandOff { share, from, to: self.name(&parts.take(Rule::name)?) }
            }
            Rule::brings_line => {
                parts.take(Rule::kw_each)?;
                parts.take(Rule::kw_in)?;
                let from = self.name(&parts.take(Rule::name)?);
                parts.take(Rule::kw_brings)?;
                let count = self.number(&parts.take(Rule::number)?)?;
                parts.take(Rule::kw_to)?;
                SimulateLineKind::Brings { from, count, to: self.name(&parts.take(Rule::name)?) }
            }
            Rule::costs_line => {
                parts.take(Rule::kw_costs)?;
                SimulateLineKind::Costs(self.amount(parts.take(Rule::amount)?))
            }
            Rule::whole_people => SimulateLineKind::WholePeople,
            _ => return None,
        })
    }
}
