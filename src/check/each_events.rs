//! Warns of gifts for each event that are for more events than it seems, or for one only.

use crate::problems::{Problem, Problems, Span, register as code};
use crate::terms::{Comparison, HowOften};
use crate::values::Decimal;

use super::model::{Action, Events, Expr, ExprKind, ForEach, Model, Rule};

pub(super) fn look(model: &Model, problems: &mut Problems) {
    for gift in &model.gifts {
        let (Some(list), HowOften::Once) = (gift.each, gift.how_often) else { continue };
        let events = &model.lists[list].name;
        let title = format!("`{}` is given for one of the `{events}` only, ever", gift.name);
        let label = format!("`once` is once for all of the `{events}` together");
        let help = format!("remove `once`: for each of the `{events}` it is given once anyway");
        let problem = Problem::new(code::EACH_ONCE, title, gift.span, label);
        problems.push(problem.help(help));
    }
    let own = model.stages.iter().flat_map(|stage| &stage.rules);
    for rule in own.chain(&model.any_stage) {
        wider(model, rule, problems);
    }
}

/// `when a friend where bought give bonus for each friend`: that is for all friends. The same goes for
/// a time.
fn wider(model: &Model, rule: &Rule, problems: &mut Problems) {
    for action in &rule.actions {
        let Action::Give { gift, each: Some(each), .. } = action else { continue };
        let Some((asked, what)) = narrower(model, &rule.condition, each) else { continue };
        let name = &model.gifts[*gift].name;
        let title = format!("`{name}` is for more events than the condition asks for");
        let help = format!(
            "write the same {what} after `for each`, if the gift is only for these; else leave {} \
             out of the condition",
            if what == BOTH { "them" } else { "it" }
        );
        let label =
            if what == TIME { "these, of any time" } else { "each of them, without exception" };
        let problem = Problem::new(code::EACH_WIDER, title, each.span, label);
        problems.push(problem.and_at(asked, "only some of them count here").help(help));
    }
}

const BOTH: &str = "`where` and the same time";
const TIME: &str = "time";

/// Where a condition asks for some events of the list and for nothing else of it, and what it says of
/// them that `for each` does not.
fn narrower(model: &Model, condition: &Expr, each: &ForEach) -> Option<(Span, &'static str)> {
    if let ExprKind::And(parts) = &condition.kind {
        return parts.iter().find_map(|part| narrower(model, part, each));
    }
    if let ExprKind::Let(index) = &condition.kind {
        return narrower(model, &model.lets[*index].value, each);
    }
    let ExprKind::Quantity { how, count, events: Events::List(asked), filter } = &condition.kind
    else {
        return None;
    };
    let Events::List(given) = &each.events else { return None };
    // `no friend where fraud` asks that there are none of these.
    let none_will_do = match how {
        Comparison::Less | Comparison::AtMost | Comparison::IsNot => true,
        Comparison::Is => *count == Decimal::ZERO,
        Comparison::AtLeast | Comparison::Greater => false,
    };
    if asked != given || none_will_do {
        return None;
    }
    let chosen = filter.condition.is_some() && each.filter.condition.is_none();
    let timed = filter.window.is_some() && each.filter.window.is_none();
    let what = match (chosen, timed) {
        (true, true) => BOTH,
        (true, false) => "`where`",
        (false, true) => TIME,
        (false, false) => return None,
    };
    Some((condition.span, what))
}
