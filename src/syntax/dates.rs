//! What is asked of dates: when they are, their parts, and what lies between them.
#![expect(clippy::wildcard_enum_match_arm, reason = "few rules of the grammar come to one place")]

use super::children::Children;
use super::expression::broken;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{Expr, ExprKind, Spanned};
use crate::terms::{DatePart, DateWindow, Edge, Operator};
use crate::values::Period;

impl Reader<'_> {
    /// `joined within 30 days`, from the window on.
    pub(super) fn in_window(&mut self, date: Box<Expr>, node: Node<'_>) -> Option<ExprKind> {
        let span = self.span(&node);
        let window = Children::of(node).any()?;
        let rule = window.as_rule();
        let mut parts = Children::of(window);
        let value = match rule {
            Rule::within_window => {
                parts.take(Rule::kw_within)?;
                DateWindow::Within(self.duration(parts.take(Rule::duration)?)?)
            }
            Rule::within_next => {
                parts.take(Rule::kw_within)?;
                parts.take(Rule::kw_next)?;
                DateWindow::WithinNext(self.duration(parts.take(Rule::duration)?)?)
            }
            Rule::this_window => DateWindow::This(period(&mut parts, Rule::kw_this)?),
            Rule::last_window => DateWindow::Last(period(&mut parts, Rule::kw_last)?),
            _ => return None,
        };
        parts.end();
        Some(ExprKind::InWindow { date, window: Spanned { value, span } })
    }

    pub(super) fn anniversary(&mut self, node: Node<'_>) -> Option<ExprKind> {
        let mut parts = Children::of(node);
        parts.take(Rule::kw_anniversary)?;
        self.date_of(parts).map(ExprKind::AnniversaryOf)
    }

    /// `month of joined`.
    pub(super) fn date_part(&mut self, node: Node<'_>) -> Option<ExprKind> {
        let mut parts = Children::of(node);
        let part = match Children::of(parts.take(Rule::part_word)?).any()?.as_rule() {
            Rule::kw_year => DatePart::Year,
            Rule::kw_month => DatePart::Month,
            Rule::kw_day => DatePart::Day,
            Rule::kw_hour => DatePart::Hour,
            Rule::kw_weekday => DatePart::Weekday,
            _ => return None,
        };
        Some(ExprKind::PartOf { part, date: self.date_of(parts)? })
    }

    /// `end of calendar year of joined`.
    pub(super) fn period_edge(&mut self, node: Node<'_>) -> Option<ExprKind> {
        let mut parts = Children::of(node);
        let edge = match parts.any()?.as_rule() {
            Rule::kw_start => Edge::Start,
            Rule::kw_end => Edge::End,
            _ => return None,
        };
        let period = period(&mut parts, Rule::kw_of)?;
        Some(ExprKind::EdgeOf { edge, period, date: self.date_of(parts)? })
    }

    /// `days from joined to today`.
    pub(super) fn days_between(&mut self, node: Node<'_>) -> Option<ExprKind> {
        let mut parts = Children::of(node);
        parts.take(Rule::kw_days)?;
        parts.take(Rule::kw_from)?;
        let from = Box::new(self.primary(parts.any()?));
        parts.take(Rule::kw_to)?;
        let to = Box::new(self.primary(parts.any()?));
        parts.end();
        Some(ExprKind::DaysBetween { from, to })
    }

    /// `of joined`, at the end of something.
    fn date_of(&mut self, mut parts: Children<'_>) -> Option<Box<Expr>> {
        parts.take(Rule::kw_of)?;
        let date = self.primary(parts.any()?);
        parts.end();
        Some(Box::new(date))
    }

    /// `joined + 30 days`, where a window begins or ends.
    pub(super) fn moment(&mut self, node: Node<'_>) -> Box<Expr> {
        let span = self.span(&node);
        let levels = node.clone().into_inner().count() / 2;
        Box::new(self.deeper(levels, span, |reader| {
            let mut parts = Children::of(node);
            let Some(first) = parts.any() else { return broken(span) };
            let mut moment = reader.primary(first);
            while let (Some(mark), Some(length)) = (parts.any(), parts.any()) {
                let later = mark.as_rule() == Rule::plus;
                let operator = if later { Operator::Add } else { Operator::Subtract };
                let span = reader.span(&length);
                let kind = reader.duration(length).map_or(ExprKind::Broken, ExprKind::Duration);
                let (left, right) = (Box::new(moment), Box::new(Expr { span, kind }));
                let span = left.span.to(right.span);
                moment = Expr { span, kind: ExprKind::Arithmetic { left, operator, right } };
            }
            moment
        }))
    }
}

/// `this calendar month`, after such a word.
pub(super) fn period(parts: &mut Children<'_>, word: Rule) -> Option<Period> {
    parts.take(word)?;
    parts.take(Rule::kw_calendar)?;
    Period::from_word(parts.take(Rule::period)?.as_str())
}
