//! Conditions and values. Both are one grammar; the checker tells them apart.
#![expect(clippy::wildcard_enum_match_arm, reason = "few rules of the grammar come to one place")]

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{Expr, ExprKind, Spanned};
use crate::problems::{Fix, Problem, Span, register};
use crate::terms::{Comparison, NumberFunction, Operator, Standing, TextTest};

/// How deep a condition may go. Everything that walks the tree walks it by recursion, so this is
/// what keeps every stack small.
const MAX_DEPTH: usize = 250;

impl Reader<'_> {
    /// A whole condition or value.
    pub(super) fn expression(&mut self, node: Node<'_>) -> Expr {
        self.chain(node, Rule::kw_or, ExprKind::Or, Reader::conjunction)
    }

    fn conjunction(&mut self, node: Node<'_>) -> Expr {
        self.chain(node, Rule::kw_and, ExprKind::And, Reader::negation)
    }

    /// One operand as it is, or several joined by a word.
    fn chain(
        &mut self,
        node: Node<'_>,
        word: Rule,
        join: fn(Vec<Expr>) -> ExprKind,
        read: fn(&mut Self, Node<'_>) -> Expr,
    ) -> Expr {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let Some(first) = parts.any() else { return broken(span) };
        if parts.peek().is_none() {
            return read(self, first);
        }
        self.deeper(1, span, |reader| {
            let mut operands = vec![read(reader, first)];
            while parts.has(word) {
                operands.extend(parts.any().map(|operand| read(reader, operand)));
            }
            parts.end();
            Expr { span, kind: join(operands) }
        })
    }

    /// `not not x`, also as a `where` has it.
    fn negation(&mut self, node: Node<'_>) -> Expr {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let mut nots = Vec::new();
        while let Some(not) = parts.maybe(Rule::kw_not) {
            nots.push(self.span(&not));
        }
        // In a `where`, it is a predicate without a window.
        let Some(predicate) = parts.any() else { return broken(span) };
        self.deeper(nots.len(), span, |reader| {
            let inner = reader.predicate(predicate);
            nots.into_iter().rev().fold(inner, |inner, not| Expr {
                span: not.to(inner.span),
                kind: ExprKind::Not(Box::new(inner)),
            })
        })
    }

    /// Reads what lies some levels deeper, unless that is too deep.
    pub(super) fn deeper(
        &mut self,
        levels: usize,
        span: Span,
        read: impl FnOnce(&mut Self) -> Expr,
    ) -> Expr {
        if self.depth + levels > MAX_DEPTH {
            let label = format!("more than {MAX_DEPTH} steps, one inside another");
            return self.refuse(span, "This is nested too deeply", &label);
        }
        self.depth += levels;
        let expr = read(self);
        self.depth -= levels;
        expr
    }

    /// Reports once what goes too deep.
    fn refuse(&mut self, span: Span, title: &str, label: &str) -> Expr {
        if !std::mem::replace(&mut self.too_deep, true) {
            let help = "name some of its parts with `let`";
            self.tell(register::TOO_DEEP, span, title, label, help);
        }
        broken(span)
    }

    fn predicate(&mut self, node: Node<'_>) -> Expr {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let Some(sum) = parts.take(Rule::sum) else { return broken(span) };
        let Some(tail) = parts.any() else { return self.value(sum) };
        self.deeper(1, span, |reader| {
            let left = Box::new(reader.value(sum));
            let name = left.span;
            let kind = match tail.as_rule() {
                Rule::comparison => reader.comparison(left, tail),
                Rule::is_test => reader.is_test(left, tail),
                Rule::between => reader.between(left, tail),
                Rule::membership => reader.membership(left, tail),
                Rule::text_test => reader.text_test(left, tail),
                Rule::date_window => reader.in_window(left, tail),
                _ => None,
            };
            if let Some(problem) = kind.as_ref().and_then(|kind| reader.range(name, kind)) {
                // Another dash is reported already.
                if reader.written(problem.at.span).contains(['-', '/']) {
                    reader.report(problem);
                }
                return Expr { span, kind: ExprKind::Broken };
            }
            Expr { span, kind: kind.unwrap_or(ExprKind::Broken) }
        })
    }

    /// `is 9-10`: nobody asks for a number by taking one from another. The checker has the same for
    /// lists.
    fn range(&self, name: Span, kind: &ExprKind) -> Option<Problem> {
        let ExprKind::Compare { operator: Comparison::Is, right: value, .. } = kind else {
            return None;
        };
        let ExprKind::Arithmetic { left, operator, right } = &value.kind else { return None };
        let divided = *operator == Operator::Divide;
        if !divided && *operator != Operator::Subtract {
            return None;
        }
        let amount = |expr: &Expr| {
            matches!(expr.kind, ExprKind::Number(_) | ExprKind::Percent(_) | ExprKind::Money { .. })
        };
        if !(amount(left) && amount(right)) {
            return None;
        }
        let written = self.written(value.span);
        let span = name.to(value.span);
        let (name, low, high) =
            (self.written(name), self.written(left.span), self.written(right.span));
        if name == "today" {
            return day_without_year(value.span, written, low, high);
        }
        let (title, label, fixed) = match divided {
            // `10/10` is all of them.
            true if low == high => (
                format!("`{written}` is a division, not a number of points"),
                "this divides the first by the second",
                format!("{name} is {low}"),
            ),
            true => (
                format!("`{written}` is a division, not a choice of two"),
                "this divides the first by the second",
                format!("{name} in ({low}, {high})"),
            ),
            false => (
                format!("`{written}` is a subtraction, not a range"),
                "this subtracts the second from the first",
                format!("{name} between {low} and {high}"),
            ),
        };
        let problem = Problem::new(register::HABIT, title, value.span, label);
        Some(problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed)))
    }

    fn comparison(&mut self, left: Box<Expr>, node: Node<'_>) -> Option<ExprKind> {
        let mut parts = Children::of(node);
        let operator = match Children::of(parts.take(Rule::comparison_mark)?).any()?.as_rule() {
            Rule::less_mark => Comparison::Less,
            Rule::at_most_mark => Comparison::AtMost,
            Rule::greater_mark => Comparison::Greater,
            Rule::at_least_mark => Comparison::AtLeast,
            Rule::is_not_mark => Comparison::IsNot,
            _ => return None,
        };
        let right = Box::new(self.value(parts.take(Rule::sum)?));
        Some(ExprKind::Compare { left, operator, right })
    }

    fn is_test(&mut self, left: Box<Expr>, node: Node<'_>) -> Option<ExprKind> {
        let mut parts = Children::of(node);
        parts.take(Rule::kw_is)?;
        let not = parts.has(Rule::kw_not);
        if parts.has(Rule::kw_known) {
            return Some(ExprKind::Known { value: left, known: !not });
        }
        if parts.has(Rule::kw_missing) {
            return Some(ExprKind::Known { value: left, known: not });
        }
        let operator = if not { Comparison::IsNot } else { Comparison::Is };
        let right = Box::new(self.value(parts.take(Rule::sum)?));
        Some(ExprKind::Compare { left, operator, right })
    }

    fn between(&mut self, value: Box<Expr>, node: Node<'_>) -> Option<ExprKind> {
        let mut parts = Children::of(node);
        parts.take(Rule::kw_between)?;
        let low = Box::new(self.value(parts.take(Rule::sum)?));
        parts.take(Rule::kw_and)?;
        let high = Box::new(self.value(parts.take(Rule::sum)?));
        Some(ExprKind::Between { value, low, high })
    }

    fn membership(&mut self, value: Box<Expr>, node: Node<'_>) -> Option<ExprKind> {
        let mut parts = Children::of(node);
        parts.take(Rule::kw_in)?;
        let mut list = Vec::new();
        while let Some(entry) = parts.any_entry() {
            list.push(self.value(entry));
        }
        Some(ExprKind::In { value, list })
    }

    fn text_test(&mut self, value: Box<Expr>, node: Node<'_>) -> Option<ExprKind> {
        let mut parts = Children::of(node);
        let test = match parts.any()?.as_rule() {
            Rule::kw_contains => TextTest::Contains,
            Rule::kw_starts => TextTest::StartsWith,
            Rule::kw_ends => TextTest::EndsWith,
            _ => return None,
        };
        parts.maybe(Rule::kw_with);
        let text = Box::new(self.value(parts.take(Rule::sum)?));
        Some(ExprKind::TextTest { value, test, text })
    }

    /// A sum: everything that is tighter than a comparison.
    pub(super) fn value(&mut self, node: Node<'_>) -> Expr {
        self.operations(node, Reader::product)
    }

    fn product(&mut self, node: Node<'_>) -> Expr {
        self.operations(node, Reader::unary)
    }

    /// Operands with marks between them, the leftmost pair innermost.
    fn operations(&mut self, node: Node<'_>, read: fn(&mut Self, Node<'_>) -> Expr) -> Expr {
        let span = self.span(&node);
        let levels = node.clone().into_inner().count() / 2;
        let mut parts = Children::of(node);
        let Some(first) = parts.any() else { return broken(span) };
        if levels > MAX_DEPTH {
            let label = format!("more than {MAX_DEPTH} of them");
            return self.refuse(span, "This calculation has too many parts", &label);
        }
        self.deeper(levels, span, |reader| {
            let mut left = read(reader, first);
            while let (Some(mark), Some(operand)) = (parts.any(), parts.any()) {
                let operator = match mark.as_rule() {
                    Rule::plus => Operator::Add,
                    Rule::minus => Operator::Subtract,
                    Rule::star => Operator::Multiply,
                    Rule::slash => Operator::Divide,
                    _ => return broken(span),
                };
                let right = Box::new(read(reader, operand));
                let span = left.span.to(right.span);
                let kind = ExprKind::Arithmetic { left: Box::new(left), operator, right };
                left = Expr { span, kind };
            }
            left
        })
    }

    fn unary(&mut self, node: Node<'_>) -> Expr {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let mut marks = Vec::new();
        while let Some(mark) = parts.maybe(Rule::minus) {
            marks.push(self.span(&mark));
        }
        let Some(primary) = parts.any() else { return broken(span) };
        self.deeper(marks.len(), span, |reader| {
            let inner = reader.primary(primary);
            marks.into_iter().rev().fold(inner, |inner, mark| Expr {
                span: mark.to(inner.span),
                kind: ExprKind::Negative(Box::new(inner)),
            })
        })
    }

    /// One literal, name, count or bracket.
    pub(super) fn primary(&mut self, node: Node<'_>) -> Expr {
        let span = self.span(&node);
        if node.as_rule() == Rule::bracketed {
            let mut parts = Children::of(node);
            parts.maybe(Rule::open);
            return match parts.take(Rule::expression) {
                // The brackets belong to what they hold, so that a label shows them too.
                Some(inner) => self
                    .deeper(1, span, |reader| Expr { span, kind: reader.expression(inner).kind }),
                None => broken(span),
            };
        }
        let kind = match node.as_rule() {
            Rule::date => self.date(&node),
            Rule::share => self.share_of(node),
            Rule::percent => self.percent(&node),
            Rule::marked_money => self.marked_money(&node),
            Rule::duration_form => self.duration_form(node),
            Rule::number_form => self.number_form(node),
            Rule::counted_form => self.counted_form(node),
            Rule::none_form => self.none_form(node),
            Rule::text => Some(ExprKind::Text(self.text(&node).text)),
            Rule::kw_yes => Some(ExprKind::YesNo(true)),
            Rule::kw_no => Some(ExprKind::YesNo(false)),
            Rule::anniversary => self.anniversary(node),
            Rule::date_part => self.date_part(node),
            Rule::period_edge => self.period_edge(node),
            Rule::days_between => self.days_between(node),
            Rule::number_call => self.number_call(node),
            Rule::tagged => self.tagged(node),
            Rule::standing => self.standing(node),
            Rule::call => self.call(node),
            Rule::dotted => self.dotted(node),
            Rule::expiring => self.expiring(node),
            Rule::name | Rule::stage_value => Some(ExprKind::Name(node.as_str().to_owned())),
            _ => None,
        };
        Expr { span, kind: kind.unwrap_or(ExprKind::Broken) }
    }

    fn tagged(&mut self, node: Node<'_>) -> Option<ExprKind> {
        let mut parts = Children::of(node);
        parts.take(Rule::kw_tagged)?;
        let tag = self.text(&parts.take(Rule::text)?);
        parts.end();
        Some(ExprKind::Tagged(tag))
    }

    /// `quintile(spent)` or `rank(spent)`.
    fn standing(&mut self, node: Node<'_>) -> Option<ExprKind> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let function = match parts.any()?.as_rule() {
            Rule::kw_quintile => Standing::Quintile,
            Rule::kw_rank => Standing::Rank,
            _ => return None,
        };
        parts.take(Rule::open)?;
        let sum = parts.take(Rule::sum)?;
        let value = Box::new(self.deeper(1, span, |reader| reader.value(sum)));
        Some(ExprKind::Standing { function, value })
    }

    /// `10%`, or `10% of spent`.
    fn share_of(&mut self, node: Node<'_>) -> Option<ExprKind> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let percent = parts.take(Rule::percent)?;
        if !parts.has(Rule::kw_of) {
            return self.percent(&percent);
        }
        let share = Expr { span: self.span(&percent), kind: self.percent(&percent)? };
        let value = parts.take(Rule::unary)?;
        parts.end();
        let value = Box::new(self.deeper(1, span, |reader| reader.unary(value)));
        Some(ExprKind::ShareOf { share: Box::new(share), value })
    }

    /// `round(spent, 2)`.
    fn number_call(&mut self, node: Node<'_>) -> Option<ExprKind> {
        let mut parts = Children::of(node);
        let word = parts.take(Rule::number_function)?;
        let span = self.span(&word);
        let value = match Children::of(word).any()?.as_rule() {
            Rule::kw_floor => NumberFunction::Floor,
            Rule::kw_ceil => NumberFunction::Ceil,
            Rule::kw_round => NumberFunction::Round,
            Rule::kw_least => NumberFunction::Least,
            Rule::kw_greatest => NumberFunction::Greatest,
            _ => return None,
        };
        let function = Spanned { value, span };
        let mut values = Vec::new();
        while let Some(sum) = parts.any_entry() {
            let span = self.span(&sum);
            values.push(self.deeper(1, span, |reader| reader.value(sum)));
        }
        Some(ExprKind::Call { function, values })
    }

    fn dotted(&mut self, node: Node<'_>) -> Option<ExprKind> {
        let (events, attribute) = self.attribute_of(node)?;
        Some(ExprKind::Dotted { events, attribute })
    }

    /// `stars expiring within 30 days`.
    fn expiring(&mut self, node: Node<'_>) -> Option<ExprKind> {
        let mut parts = Children::of(node);
        let balance = self.name(&parts.take(Rule::name)?);
        parts.take(Rule::kw_expiring)?;
        parts.take(Rule::kw_within)?;
        let within = self.duration(parts.take(Rule::duration)?)?;
        parts.end();
        Some(ExprKind::Expiring { balance, within })
    }

    /// `where CONDITION`: the condition.
    pub(super) fn where_clause(&mut self, node: Node<'_>) -> Option<Expr> {
        let mut parts = Children::of(node);
        parts.take(Rule::kw_where)?;
        let condition = self.negation(parts.take(Rule::where_condition)?);
        parts.end();
        Some(condition)
    }
}

/// What stands in the tree where nothing could be read.
pub(super) fn broken(span: Span) -> Expr {
    Expr { span, kind: ExprKind::Broken }
}

/// `today is 02-01`, `today is 2/1`: a day without a year.
fn day_without_year(span: Span, written: &str, month: &str, day: &str) -> Option<Problem> {
    let (month, day): (u32, u32) = (month.parse().ok()?, day.parse().ok()?);
    let (month, day) = if month > 12 { (day, month) } else { (month, day) };
    let title = format!("`{written}` has no year");
    let help = format!(
        "for this day in any year, write `month of today is {month} and day of today is {day}`"
    );
    Some(Problem::new(register::HABIT, title, span, "this is not a date").help(help))
}
