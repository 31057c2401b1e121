//! Checks who an alert goes to.

use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::tree::{self, ExprKind};
use crate::terms::GiftKind;
use crate::values::Value;

use super::at::At;
use super::model::Recipient;
use super::{Checker, Type, suggest};

impl Checker<'_> {
    /// A text in quotation marks, or a field or `let` of type text.
    pub(super) fn recipient(&mut self, who: &tree::Expr) -> Option<Recipient> {
        if let ExprKind::Name(name) = &who.kind
            && self.names.get(name).is_none()
        {
            self.nobody_called(name, who.span);
            return None;
        }
        let typed = self.expression(who, At::Customer, Some(Type::Text));
        match typed.ty {
            Type::Broken => None,
            Type::Text => Some(match typed.constant() {
                Some(Value::Text(text)) => Recipient::Text(text.to_string()),
                Some(_) | None => {
                    Recipient::Value { name: self.written(who.span).to_owned(), value: typed }
                }
            }),
            Type::YesNo
            | Type::Number
            | Type::Money
            | Type::Date
            | Type::Day
            | Type::Duration
            | Type::Choice(_)
            | Type::Stage
            | Type::Set => {
                let label = format!("this is {}", typed.ty.words());
                let help = "name a field or `let` of type `text`, or write who it is in quotation \
                            marks, such as `to \"Support lead\"`";
                let title = "Who an alert goes to is a text";
                self.refuse(code::WRONG_TYPE, title, who.span, label, help);
                None
            }
        }
    }

    /// Rewards, messages and programs go to the customer.
    pub(super) fn is_addressed(&mut self, gift: &tree::Gift, option: &tree::GiftOption) -> bool {
        if gift.kind == GiftKind::Alert {
            return true;
        }
        let others = gift.options.iter().filter(|other| other.span != option.span);
        let others: Vec<&str> = others.map(|other| self.written(other.span)).collect();
        let first = gift.options.first().map_or(option.span, |first| first.span);
        let head = self.written(Span { end: first.start, ..gift.span }).trim_end();
        let fixed = format!("{head} {}", others.join(", ")).trim_end().to_owned();
        let kind = gift.kind.word();
        let title = format!("Only an alert says who it goes to; a {kind} goes to the customer");
        let problem = Problem::new(code::MISPLACED, title, option.span, "remove this");
        let problem = problem.help(format!("write `{fixed}`"));
        self.problems.push(problem.fix(Fix::likely(gift.span, fixed)));
        false
    }

    fn nobody_called(&mut self, name: &str, span: Span) {
        let title = format!("No field or `let` is called `{name}`");
        let problem = Problem::new(code::UNKNOWN_NAME, title, span, "who is this?");
        let quoted = format!("\"{name}\"");
        let is_text = |name: &&str| self.type_of_name(name, At::Customer) == Some(Type::Text);
        let problem = match suggest::closest(name, self.names.values().filter(is_text)) {
            Some(close) => suggest::meant(problem, close),
            None => {
                let help = format!(
                    "if that is who it goes to, write it in quotation marks: `to {quoted}`"
                );
                problem.help(help).fix(Fix::likely(span, quoted))
            }
        };
        self.problems.push(problem);
    }
}
