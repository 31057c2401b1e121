//! Conditions in as few words as fit next to an arrow: in plain words where these are not longer
//! than what the rules say.

use super::words::Words;
use crate::check::model::{AttributeOf, Events, Expr, ExprKind, Filter, Model};
use crate::problems::Sources;
use crate::terms::{Comparison, Function, Standing};
use crate::tools::wheel::one_line;
use crate::values::{Decimal, Value};

/// A condition for a picture.
pub(in crate::tools) fn short(model: &Model, sources: &Sources, expr: &Expr) -> String {
    let words = Words { model, list: None };
    Short { words, sources }.condition(expr)
}

/// What short conditions are made of.
#[derive(Clone, Copy)]
struct Short<'s> {
    words: Words<'s>,
    sources: &'s Sources,
}

impl Short<'_> {
    fn condition(self, expr: &Expr) -> String {
        let (parts, joint) = if let ExprKind::And(parts) = &expr.kind {
            (parts, " and ")
        } else if let ExprKind::Or(parts) = &expr.kind {
            (parts, " or ")
        } else {
            return self.one(expr);
        };
        let part = |part: &Expr| {
            let inner = self.condition(part);
            let nested = matches!(part.kind, ExprKind::Or(_)) && joint == " and ";
            if nested { format!("({inner})") } else { inner }
        };
        let joined = parts.iter().map(part).collect::<Vec<_>>().join(joint);
        // What a `let` or a bracket hides may be longer than what is written.
        if is_balanced(&joined) { joined } else { self.code(expr) }
    }

    /// What the rules say.
    fn code(self, expr: &Expr) -> String {
        one_line(self.sources.text(expr.span))
    }

    /// One condition, in the shorter of the two ways.
    fn one(self, expr: &Expr) -> String {
        let code = self.code(expr);
        let words = self.in_words(expr);
        let shorter = |words: &String| words.chars().count() <= code.chars().count();
        words.filter(shorter).unwrap_or(code)
    }

    fn in_words(self, expr: &Expr) -> Option<String> {
        if let ExprKind::Not(inner) = &expr.kind
            && let ExprKind::Compare(left, how, right) = &inner.kind
        {
            return Some(self.compared(left, how.opposite(), right));
        }
        let ExprKind::Compare(left, how, right) = &expr.kind else { return None };
        let number = match right.constant() {
            Some(Value::Number(number)) => Some(*number),
            Some(_) | None => None,
        };
        if let (ExprKind::Standing(standing, of), Some(number)) = (&left.kind, number) {
            return self.standing(*standing, of, *how, number);
        }
        if let ExprKind::Aggregate {
            function: Function::Count,
            different: false,
            events,
            filter,
            ..
        } = &left.kind
            && filter.condition.is_none()
            && let (Events::List(_), Some(number)) = (events, number)
        {
            return self.counted(events, filter, *how, number);
        }
        Some(self.compared(left, *how, right))
    }

    fn compared(self, left: &Expr, how: Comparison, right: &Expr) -> String {
        let mark = match how {
            Comparison::Less => "<",
            Comparison::AtMost => "≤",
            Comparison::Greater => ">",
            Comparison::AtLeast => "≥",
            Comparison::Is => "is",
            Comparison::IsNot => "is not",
        };
        let left = self.calculated(left).unwrap_or_else(|| self.code(left));
        format!("{left} {mark} {}", self.code(right))
    }

    /// `at least 3 purchases in the last 30 days`.
    fn counted(
        self,
        events: &Events,
        filter: &Filter,
        how: Comparison,
        number: Decimal,
    ) -> Option<String> {
        let how = match how {
            Comparison::Less => "fewer than ",
            Comparison::AtMost => "at most ",
            Comparison::Greater => "more than ",
            Comparison::AtLeast => "",
            Comparison::Is => "exactly ",
            Comparison::IsNot => return None,
        };
        let single = number == Decimal::from(1i64);
        let noun = if single { self.words.one(events) } else { self.words.many(events) };
        let which = self.words.filter(events, filter);
        Some(format!("{how}{number} {}{}", noun.plain(), which.plain()))
    }

    /// `average purchase amount`.
    fn calculated(self, expr: &Expr) -> Option<String> {
        let ExprKind::Aggregate { function, different: false, events, attribute, filter } =
            &expr.kind
        else {
            return None;
        };
        let plain = filter.condition.is_none() && matches!(events, Events::List(_));
        let Some(attribute @ AttributeOf::Declared(_)) = attribute.filter(|_| plain) else {
            return None;
        };
        let function = match function {
            Function::Count => return None,
            Function::Sum => "total",
            Function::Average => "average",
            Function::Min => "smallest",
            Function::Max => "largest",
            Function::First => "first",
            Function::Last => "last",
        };
        let of = self.words.of_events(events);
        let which = self.words.filter(events, filter);
        let (one, attribute) = (self.words.one(events), of.attribute(attribute));
        Some(format!("{function} {} {}{}", one.plain(), attribute.plain(), which.plain()))
    }

    /// `top fifth by spent`, `top 100 by spent`.
    fn standing(
        self,
        standing: Standing,
        of: &Expr,
        how: Comparison,
        number: Decimal,
    ) -> Option<String> {
        let is = |value: i64| number == Decimal::from(value);
        let by = self.calculated(of).unwrap_or_else(|| self.code(of));
        match (standing, how) {
            (Standing::Quintile, Comparison::Is | Comparison::AtLeast) if is(5) => {
                Some(format!("top fifth by {by}"))
            }
            (Standing::Quintile, Comparison::AtLeast) if is(4) => {
                Some(format!("top two fifths by {by}"))
            }
            (Standing::Quintile, Comparison::Is | Comparison::AtMost) if is(1) => {
                Some(format!("lowest fifth by {by}"))
            }
            (Standing::Rank, Comparison::AtMost) => Some(format!("top {number} by {by}")),
            (Standing::Quintile | Standing::Rank, _) => None,
        }
    }
}

/// Whether each bracket has another one.
fn is_balanced(text: &str) -> bool {
    let mut depth = 0i32;
    for letter in text.chars() {
        depth += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

#[cfg(test)]
mod tests {
    use crate::Program;

    /// The conditions of the rules as a picture shows them.
    fn short(condition: &str) -> String {
        let text = format!(
            "customer\n  NPS: number\n  vip: yes/no\n  purchases: events with amount money\n  \
             visits: count\nlet spent = sum(purchases.amount)\nstage A\n  when {condition} move to B\n\
             stage B\n  resting\n"
        );
        let program = Program::parse("rules.flywheel", &text);
        let program = program.unwrap_or_else(|refused| panic!("{:#?}", refused.problems));
        let model = program.model();
        super::short(model, program.sources(), &model.stages[0].rules[0].condition)
    }

    #[test]
    fn a_condition_is_in_words_where_these_are_not_longer() {
        let cases = [
            ("3 purchases and NPS >= 9", "3 purchases and NPS ≥ 9"),
            ("count(purchases) ≥ 12", "12 purchases"),
            ("count(purchases within 30 days) > 12", "count(purchases within 30 days) > 12"),
            ("average(purchases.amount) ≥ $40", "average purchase amount ≥ $40"),
            (
                "sum(purchases.amount within 1 year) ≥ $40",
                "sum(purchases.amount within 1 year) ≥ $40",
            ),
            ("not NPS ≥ 7", "NPS < 7"),
            ("not (NPS ≥ 7)", "NPS < 7"),
            ("quintile(spent) is 5", "top fifth by spent"),
            ("rank(spent) ≤ 100", "top 100 by spent"),
            ("(vip or NPS ≥ 9) and 5 visits", "(vip or NPS ≥ 9) and 5 visits"),
            ("vip and NPS ≥ 9 or 5 visits", "vip and NPS ≥ 9 or 5 visits"),
            ("not (vip or (NPS ≥ 9 and 5 visits))", "not (vip or (NPS ≥ 9 and 5 visits))"),
            (
                "a purchase where (amount > $5 and amount < $9)",
                "a purchase where (amount > $5 and amount < $9)",
            ),
        ];
        for (written, shown) in cases {
            assert_eq!(short(written), shown, "{written}");
        }
    }
}
