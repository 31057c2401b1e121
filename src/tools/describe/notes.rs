//! What is true of all rules, for readers who have never seen any.

use super::document::Item;
use crate::check::model::{ExprKind, Model, Rule};

/// What one has to know to read the rest, as far as the rules need it.
pub(super) fn notes(model: &Model) -> Vec<Item> {
    let mut notes: Vec<&'static str> = vec![
        "In each run, we look at every customer once, and a customer moves at most once, unless the run \
         is asked to go on until nobody moves.",
        "All conditions are read first, and then things are done. Of the rules that would move a \
         customer, the first one counts, and the others do nothing at all. All other rules whose \
         conditions are true are followed.",
        "A rule is followed only if its condition is certainly true. If we do not know, nothing happens.",
    ];
    if !model.gifts.is_empty() {
        notes.push(
            "What customers get is held back while a pause applies, when a limit or a budget is \
             reached, and when they had it as often as they may.",
        );
    }
    if rules(model).any(|rule| without(&rule.condition)) {
        notes.push(
            "How long there has been no event of a kind is counted from the last one or, if there was \
             none, from when the customer entered the stage.",
        );
    }
    notes.push("“In the last 30 days” means today and the 29 days before it, if we decide for a whole day.");
    notes.into_iter().map(|note| Item::new(note.into())).collect()
}

fn rules(model: &Model) -> impl Iterator<Item = &Rule> {
    model.stages.iter().flat_map(|stage| &stage.rules).chain(&model.any_stage)
}

/// Whether a condition asks how long something has not happened.
fn without(expr: &crate::check::model::Expr) -> bool {
    use crate::check::model::Asked;
    let mut found = matches!(expr.kind, ExprKind::Without { .. });
    expr.asks(&mut |asked| {
        if let Asked::Expr(inner) = asked {
            found |= without(inner);
        }
    });
    found
}
