//! What only each event has, asked of all of them: `orders.sku contains "mug"`, and events by their
//! verb: `visited within 7 days`.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a habit shows in a few forms; any other form, new ones included, gets other advice"
)]

use crate::check::at::At;
use crate::check::{Checker, Type};
use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::tree::{Expr, ExprKind, Filter};
use crate::terms::TextTest;

impl Checker<'_> {
    /// `orders.sku contains "mug"`, `an order contains "mug"`.
    pub(in crate::check) fn each_contains(
        &self,
        span: Span,
        value: &Expr,
        test: TextTest,
        text: &Expr,
    ) -> Option<Problem> {
        let (events, attribute) = match &value.kind {
            ExprKind::Dotted { events, attribute } => (events, Some(attribute.text.as_str())),
            ExprKind::Quantity {
                events, filter: Filter { condition: None, window: None }, ..
            } => (events, None),
            _ => return None,
        };
        let word = self.names.declared_word(&events.text).to_owned();
        let list = self.lists.iter().find(|list| list.name == word)?;
        let mut texts = list.attributes.iter().filter(|attribute| attribute.ty == Type::Text);
        let name = match attribute {
            Some(name) => texts.find(|attribute| attribute.name == name)?,
            None => texts.next()?,
        };
        let test = match test {
            TextTest::Contains => "contains",
            TextTest::StartsWith => "starts with",
            TextTest::EndsWith => "ends with",
        };
        let one = match &value.kind {
            ExprKind::Quantity { .. } => self.written(value.span).to_owned(),
            _ => self.an_event(&word),
        };
        let name = &name.name;
        let fixed = format!("{one} where {name} {test} {}", self.written(text.span));
        let title = format!("Each of the `{word}` has its own `{name}`");
        let problem = Problem::new(code::NOT_A_VALUE, title, value.span, "which one?");
        let help = format!("write `{fixed}` for at least one of them");
        let help = if attribute.is_some() { help } else { format!("write `{fixed}`") };
        Some(problem.help(help).fix(Fix::likely(span, fixed)))
    }

    /// `visited within 7 days`.
    pub(in crate::check) fn done_in_window(
        &self,
        span: Span,
        verb: &Expr,
        window: &str,
        at: At,
    ) -> Option<Problem> {
        let list = self.done(self.undeclared(verb, at)?)?;
        let fixed = format!("{} {window}", self.an_event(&list));
        let title = format!("Count events by their name: `{list}`");
        let problem = Problem::new(code::UNKNOWN_NAME, title, verb.span, "count these events");
        Some(problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed)))
    }
}
