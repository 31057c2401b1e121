//! `report` and its lines.
#![expect(clippy::wildcard_enum_match_arm, reason = "few rules of the grammar come to one place")]

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{Report, ReportLine, ReportLineKind, ValueShare, Within};

impl Reader<'_> {
    pub(super) fn a_report(&mut self, node: Node<'_>) -> Option<Report> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let mut report = self.report_head(&parts.take(Rule::report_head)?);
        report.span = span;
        while let Some(line) = parts.maybe(Rule::report_line) {
            report.lines.push(self.report_line(line));
        }
        parts.end();
        Some(report)
    }

    /// A report with no lines yet.
    pub(super) fn report_head(&mut self, node: &Node<'_>) -> Report {
        let span = self.span(node);
        Report { span, word: span, lines: Vec::new() }
    }

    pub(super) fn report_line(&mut self, node: Node<'_>) -> ReportLine {
        let span = self.span(&node);
        let kind = Children::of(node).any().and_then(|line| self.report_line_kind(line));
        ReportLine { span, kind: kind.unwrap_or(ReportLineKind::Broken) }
    }

    fn report_line_kind(&mut self, node: Node<'_>) -> Option<ReportLineKind> {
        let rule = node.as_rule();
        let mut parts = Children::of(node);
        // The word of the line.
        parts.any()?;
        Some(match rule {
            Rule::wheel_line => {
                let mut stages = Vec::new();
                while let Some(stage) = parts.any_entry() {
                    stages.push(self.name(&stage));
                }
                ReportLineKind::Wheel(stages)
            }
            Rule::paying_line => {
                let stage = self.name(&parts.take(Rule::name)?);
                let within = self.line_within(parts.take(Rule::line_within)?)?;
                ReportLineKind::Paying { stage, within }
            }
            Rule::value_line => {
                let value = self.value(parts.take(Rule::sum)?);
                let mut shares = Vec::new();
                while let Some(share) = parts.maybe(Rule::value_share) {
                    shares.push(self.value_share(share)?);
                }
                ReportLineKind::Value { value, shares }
            }
            Rule::source_line => ReportLineKind::Source(self.value(parts.take(Rule::sum)?)),
            Rule::referred_line => {
                parts.take(Rule::kw_by)?;
                let by = self.value(parts.take(Rule::sum)?);
                let within = self.line_within(parts.take(Rule::line_within)?)?;
                ReportLineKind::Referred { by, within }
            }
            Rule::spending_line => {
                let amount = self.amount(parts.take(Rule::amount)?);
                let per = self.per(parts.take(Rule::per)?)?;
                parts.take(Rule::kw_on)?;
                let stage = self.name(&parts.take(Rule::name)?);
                ReportLineKind::Spending { amount, per, stage }
            }
            Rule::verdict_line => {
                parts.take(Rule::kw_on)?;
                let on = self.name(&parts.take(Rule::name)?);
                parts.take(Rule::kw_at)?;
                ReportLineKind::Verdict { on, at: self.day(&parts.take(Rule::date)?) }
            }
            _ => return None,
        })
    }

    fn line_within(&mut self, node: Node<'_>) -> Option<Within> {
        let mut parts = Children::of(node);
        parts.has(Rule::comma);
        parts.take(Rule::kw_within)?;
        let node = parts.take(Rule::duration)?;
        let span = self.span(&node);
        Some(Within { span, duration: self.duration(node)? })
    }

    fn value_share(&mut self, node: Node<'_>) -> Option<ValueShare> {
        let mut parts = Children::of(node);
        parts.has(Rule::comma);
        let word = parts.any()?;
        let kept = word.as_rule() == Rule::kw_keep;
        let share = self.share(&parts.take(Rule::percent)?)?;
        let span = self.span(&word).to(share.span);
        Some(ValueShare { span, kept, share })
    }
}
