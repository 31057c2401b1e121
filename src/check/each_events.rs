//! Warns of gifts for each event that are for more events than it seems, or for one only.

use crate::problems::{Problem, Problems, Span, register as code};
use crate::terms::HowOften;

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

/// `when a friend where bought give bonus for each friend`: that is for all friends.
fn wider(model: &Model, rule: &Rule, problems: &mut Problems) {
    for action in &rule.actions {
        let Action::Give { gift, each: Some(each), .. } = action else { continue };
        let unfiltered = each.filter.condition.is_none() && each.filter.window.is_none();
        let Some(asked) = filtered(&rule.condition, each).filter(|_| unfiltered) else { continue };
        let name = &model.gifts[*gift].name;
        let title = format!("`{name}` is for more events than the condition asks for");
        let help = "write the same `where` and the same time after `for each`, if the gift is only \
                    for these; else leave them out of the condition";
        let problem =
            Problem::new(code::EACH_WIDER, title, each.span, "each of them, without exception");
        problems.push(problem.and_at(asked, "only some of them count here").help(help));
    }
}

/// Where a condition asks for some events of the list, and for nothing else of it.
fn filtered(condition: &Expr, each: &ForEach) -> Option<Span> {
    if let ExprKind::And(parts) = &condition.kind {
        return parts.iter().find_map(|part| filtered(part, each));
    }
    let ExprKind::Quantity { events: Events::List(asked), filter, .. } = &condition.kind else {
        return None;
    };
    let Events::List(given) = &each.events else { return None };
    (asked == given && filter.condition.is_some()).then_some(condition.span)
}
