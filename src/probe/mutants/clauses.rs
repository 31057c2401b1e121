//! Changes to conditions.

use super::mutant::Kind;
use super::sites::Sites;
use crate::problems::Span;
use crate::syntax::tree::{Expr, ExprKind, Filter, Quantity, QuantityKind, WindowKind};
use crate::terms::Comparison;

impl Sites<'_> {
    /// A condition as a whole, or a part of one that is joined to others.
    pub(super) fn condition(&mut self, expr: &Expr) {
        let is_plain = match &expr.kind {
            ExprKind::Name(_)
            | ExprKind::Tagged(_)
            | ExprKind::TextTest { .. }
            | ExprKind::In { .. }
            | ExprKind::InWindow { .. }
            | ExprKind::AnniversaryOf(_)
            | ExprKind::Between { .. }
            | ExprKind::Elapsed { .. }
            | ExprKind::Without { .. } => true,
            ExprKind::Or(_)
            | ExprKind::And(_)
            | ExprKind::Not(_)
            | ExprKind::Compare { .. }
            | ExprKind::Known { .. }
            | ExprKind::PartOf { .. }
            | ExprKind::EdgeOf { .. }
            | ExprKind::DaysBetween { .. }
            | ExprKind::Quantity { .. }
            | ExprKind::Standing { .. }
            | ExprKind::Aggregate { .. }
            | ExprKind::Call { .. }
            | ExprKind::Expiring { .. }
            | ExprKind::ShareOf { .. }
            | ExprKind::Arithmetic { .. }
            | ExprKind::Negative(_)
            | ExprKind::Number(_)
            | ExprKind::Percent(_)
            | ExprKind::Money { .. }
            | ExprKind::Duration(_)
            | ExprKind::Day(_)
            | ExprKind::Time(_)
            | ExprKind::Text(_)
            | ExprKind::YesNo(_)
            | ExprKind::Dotted { .. }
            | ExprKind::Broken => false,
        };
        if is_plain {
            let start = Span { end: expr.span.start, ..expr.span };
            self.replace(Kind::Opposite, expr.span, start, "not ");
        }
        self.expr(expr);
    }

    /// What changes there are within a condition or value.
    fn expr(&mut self, expr: &Expr) {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Or(parts) => self.joined(parts, "or", "and"),
            ExprKind::And(parts) => self.joined(parts, "and", "or"),
            ExprKind::Not(inner) => {
                let gap = Span { end: inner.span.start, ..span };
                if let Some(not) = self.word(gap, "not") {
                    self.replace(Kind::Opposite, span, Span { end: inner.span.start, ..not }, "");
                }
                self.expr(inner);
            }
            ExprKind::Compare { left, operator, right } => {
                let gap = Span { start: left.span.end, end: right.span.start, ..span };
                self.comparison(span, gap, *operator);
                self.threshold(span, left);
                self.threshold(span, right);
                self.expr(left);
                self.expr(right);
            }
            ExprKind::Between { value, low, high } => {
                self.threshold(span, low);
                self.threshold(span, high);
                self.expr(value);
            }
            ExprKind::In { value, list } => {
                self.list(span, list);
                self.expr(value);
            }
            ExprKind::Known { value, known } => {
                let rest = Span { start: value.span.end, ..span };
                let (word, other) =
                    if *known { ("known", "missing") } else { ("missing", "known") };
                if let Some(place) = self.word(rest, word) {
                    self.replace(Kind::Opposite, span, place, other);
                }
            }
            ExprKind::InWindow { window, .. } => self.lengths(Kind::Length, span, window.span),
            ExprKind::Elapsed { duration, .. } => self.lengths(Kind::Length, span, duration.span),
            ExprKind::Without { duration, condition, .. } => {
                self.lengths(Kind::Length, span, duration.span);
                condition.iter().for_each(|condition| self.condition(condition));
            }
            ExprKind::Quantity { quantity, events, filter } => {
                self.quantity(span, quantity);
                self.filter(span, events.span, filter);
            }
            ExprKind::Aggregate { function, events, attribute, filter, .. } => {
                let named = attribute.as_ref().map_or(events.span, |attribute| attribute.span);
                let after = if named.start < function.span.start { function.span } else { named };
                self.filter(span, after, filter);
            }
            ExprKind::Standing { value, .. } | ExprKind::Negative(value) => self.expr(value),
            ExprKind::Call { values, .. } => values.iter().for_each(|value| self.expr(value)),
            ExprKind::ShareOf { share: left, value: right }
            | ExprKind::Arithmetic { left, right, .. } => {
                self.expr(left);
                self.expr(right);
            }
            ExprKind::TextTest { value, .. } => self.expr(value),
            ExprKind::Tagged(_)
            | ExprKind::AnniversaryOf(_)
            | ExprKind::PartOf { .. }
            | ExprKind::EdgeOf { .. }
            | ExprKind::DaysBetween { .. }
            | ExprKind::Expiring { .. }
            | ExprKind::Number(_)
            | ExprKind::Percent(_)
            | ExprKind::Money { .. }
            | ExprKind::Duration(_)
            | ExprKind::Day(_)
            | ExprKind::Time(_)
            | ExprKind::Text(_)
            | ExprKind::YesNo(_)
            | ExprKind::Name(_)
            | ExprKind::Dotted { .. }
            | ExprKind::Broken => {}
        }
    }

    fn joined(&mut self, parts: &[Expr], word: &str, other: &str) {
        for (place, part) in parts.iter().enumerate() {
            let (before, after) = (place.checked_sub(1).map(|at| &parts[at]), parts.get(place + 1));
            if let Some(before) = before {
                let gap = Span { start: before.span.end, end: part.span.start, ..part.span };
                if let Some(place) = self.word(gap, word) {
                    self.replace(Kind::Joining, before.span.to(part.span), place, other);
                }
            }
            let cut = match (before, after) {
                (Some(before), _) => Span { start: before.span.end, ..part.span },
                (None, Some(after)) => Span { end: after.span.start, ..part.span },
                (None, None) => part.span,
            };
            self.drop(Kind::Part, part.span, cut);
            self.condition(part);
        }
    }

    /// Each entry of a list, left out.
    fn list(&mut self, shown: Span, list: &[Expr]) {
        for (place, entry) in list.iter().enumerate() {
            let (before, after) = (place.checked_sub(1).map(|at| &list[at]), list.get(place + 1));
            let cut = match (before, after) {
                (Some(before), _) => Span { start: before.span.end, ..entry.span },
                (None, Some(after)) => Span { end: after.span.start, ..entry.span },
                (None, None) => return,
            };
            self.replace(Kind::Part, shown, cut, "");
        }
    }

    fn comparison(&mut self, shown: Span, gap: Span, operator: Comparison) {
        let others: &[&str] = match operator {
            Comparison::AtLeast => &[">", "<"],
            Comparison::Greater => &["≥", "≤"],
            Comparison::AtMost => &["<", ">"],
            Comparison::Less => &["≤", "≥"],
            Comparison::Is => &["is not"],
            Comparison::IsNot => &["is"],
        };
        let text = self.text(gap);
        let marks = ["is not", "is", "≥", ">=", "≤", "<=", "≠", "!=", ">", "<"];
        let mark = marks.into_iter().find_map(|mark| Some((text.find(mark)?, mark)));
        let Some((at, mark)) = mark else { return };
        let start = gap.start as usize + at;
        let place = Span::new(gap.file, start, start + mark.len());
        others.iter().for_each(|other| self.replace(Kind::Comparison, shown, place, other));
    }

    /// A value that is written out, a step less and more.
    fn threshold(&mut self, shown: Span, value: &Expr) {
        match &value.kind {
            ExprKind::Number(_) | ExprKind::Percent(_) | ExprKind::Day(_) => {
                self.numbers(Kind::Threshold, shown, value.span, None);
            }
            ExprKind::Money { .. } => {
                self.numbers(Kind::Threshold, shown, value.span, Some(self.decimals));
            }
            ExprKind::Duration(_) => self.lengths(Kind::Length, shown, value.span),
            ExprKind::Or(_)
            | ExprKind::And(_)
            | ExprKind::Not(_)
            | ExprKind::Compare { .. }
            | ExprKind::Between { .. }
            | ExprKind::In { .. }
            | ExprKind::Known { .. }
            | ExprKind::TextTest { .. }
            | ExprKind::Tagged(_)
            | ExprKind::AnniversaryOf(_)
            | ExprKind::InWindow { .. }
            | ExprKind::PartOf { .. }
            | ExprKind::EdgeOf { .. }
            | ExprKind::DaysBetween { .. }
            | ExprKind::Quantity { .. }
            | ExprKind::Elapsed { .. }
            | ExprKind::Without { .. }
            | ExprKind::Standing { .. }
            | ExprKind::Aggregate { .. }
            | ExprKind::Call { .. }
            | ExprKind::Expiring { .. }
            | ExprKind::ShareOf { .. }
            | ExprKind::Arithmetic { .. }
            | ExprKind::Negative(_)
            | ExprKind::Time(_)
            | ExprKind::Text(_)
            | ExprKind::YesNo(_)
            | ExprKind::Name(_)
            | ExprKind::Dotted { .. }
            | ExprKind::Broken => {}
        }
    }

    fn quantity(&mut self, shown: Span, quantity: &Quantity) {
        let (opposite, number) = match quantity.kind {
            QuantityKind::Plain(number) | QuantityKind::AtLeast(number) => ("fewer than", number),
            QuantityKind::AtMost(number) => ("more than", number),
            QuantityKind::Exactly(number) | QuantityKind::FewerThan(number) => ("at least", number),
            QuantityKind::MoreThan(number) => ("at most", number),
            QuantityKind::No => {
                self.replace(Kind::Threshold, shown, quantity.span, "at most 1");
                return self.replace(Kind::Comparison, shown, quantity.span, "at least 1");
            }
            QuantityKind::A => {
                self.replace(Kind::Threshold, shown, quantity.span, "at least 2");
                return self.replace(Kind::Comparison, shown, quantity.span, "no");
            }
        };
        self.numbers(Kind::Threshold, shown, quantity.span, None);
        let text = format!("{opposite} {}", number.normalized());
        self.replace(Kind::Comparison, shown, quantity.span, &text);
    }

    fn filter(&mut self, shown: Span, after: Span, filter: &Filter) {
        if let Some(condition) = &filter.condition {
            let gap = Span { start: after.end, end: condition.span.start, ..after };
            if let Some(place) = self.word(gap, "where") {
                self.replace(Kind::Part, shown, place.to(condition.span), "");
            }
            self.condition(condition);
        }
        let Some(window) = &filter.window else { return };
        match &window.kind {
            WindowKind::Within(_) => self.lengths(Kind::Length, shown, window.span),
            WindowKind::Since(_)
            | WindowKind::This(_)
            | WindowKind::Last(_)
            | WindowKind::Between(..) => {}
        }
        self.replace(Kind::Length, shown, window.span, "");
    }
}
