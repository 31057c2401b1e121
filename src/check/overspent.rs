//! Warns of rules that may give more than the points of a balance pay for. They look at it before
//! anything is given, so what they give is not spent yet.

use crate::problems::{Problem, Problems, Span, register as code};
use crate::terms::{Comparison, HowOften};
use crate::values::{Decimal, Value};

use super::circle::Walk;
use super::model::{Action, Each, Events, Expr, ExprKind, Kept, Model, Points, Rule};

/// A gift of a rule that spends points.
struct Paid {
    gift: usize,
    span: Span,
    /// Where it is given for each event of a list.
    each: Option<Span>,
    /// How many points, if that is the same for all.
    points: Option<Decimal>,
}

pub(super) fn look(model: &Model, problems: &mut Problems) {
    let mut kept = vec![false; model.gifts.len()];
    let own = model.stages.iter().flat_map(|stage| &stage.rules);
    for rule in own.chain(&model.any_stage) {
        for balance in balances(model, &rule.condition) {
            let paid = paid(model, rule, balance);
            for one in &paid {
                for_each(model, balance, one, problems);
                if !std::mem::replace(&mut kept[one.gift], true) {
                    kept_for_later(model, rule, balance, one, problems);
                }
            }
            together(model, rule, balance, &paid, problems);
        }
    }
}

/// The balances that a condition asks for, itself or through what it builds on.
fn balances(model: &Model, condition: &Expr) -> Vec<usize> {
    if !model.scores.iter().any(|score| score.balance) {
        return Vec::new();
    }
    let mut walk = Walk::new(model);
    walk.expr(condition);
    walk.scores().filter(|score| model.scores[*score].balance).collect()
}

/// What a rule gives that spends points of a balance, with what the stage gives to which it moves.
fn paid(model: &Model, rule: &Rule, balance: usize) -> Vec<Paid> {
    let entered = rule.move_to.iter().flat_map(|to| &model.stages[to.stage].on_entering);
    let actions = rule.actions.iter().chain(entered.flat_map(|on| &on.actions));
    let mut all: Vec<Paid> = Vec::new();
    for action in actions {
        let Action::Give { gift, span, each, .. } = action else { continue };
        if all.iter().any(|other| other.gift == *gift) {
            continue;
        }
        if let Some(points) = points_for(model, balance, *gift) {
            let each = each.as_ref().map(|each| each.span);
            all.push(Paid { gift: *gift, span: *span, each, points });
        }
    }
    all
}

/// How many points of a balance a gift spends; `Some(None)` if that is not always the same.
fn points_for(model: &Model, balance: usize, gift: usize) -> Option<Option<Decimal>> {
    let mut sum = None;
    for line in model.scores[balance].lines.iter().filter(|line| line.less) {
        let Points::Events { each, events: Events::Given(gifts), condition, .. } = &line.points
        else {
            continue;
        };
        if !gifts.contains(&gift) {
            continue;
        }
        let (Each::Same(points), None) = (each, condition) else { return Some(None) };
        sum = sum.unwrap_or(Decimal::ZERO).checked_add(*points).ok();
    }
    sum.map(Some)
}

/// `when stars ≥ 100 give coffee for each visit`.
fn for_each(model: &Model, balance: usize, paid: &Paid, problems: &mut Problems) {
    let Some(each) = paid.each else { return };
    let (gift, points) = (&model.gifts[paid.gift], &model.scores[balance].name);
    match gift.how_often {
        HowOften::Once | HowOften::Times(1, _) => return,
        HowOften::EveryTime | HowOften::OncePerStay | HowOften::Times(..) => {}
    }
    let name = &gift.name;
    let title = format!("The `{points}` may not be enough for every `{name}` of this rule");
    let label = format!("each of them spends `{points}`, which are looked at only once");
    let help = format!("add `once per day` to `{name}`: then the others wait until the next day");
    problems.push(Problem::new(code::OVERSPENT, title, each, label).help(help));
}

/// `reward coffee kept for 7 days`, when the points may be spent by then.
fn kept_for_later(
    model: &Model,
    rule: &Rule,
    balance: usize,
    paid: &Paid,
    problems: &mut Problems,
) {
    let gift = &model.gifts[paid.gift];
    let Some(kept) = &gift.kept else { return };
    if kept.condition.as_ref().is_some_and(|so| balances(model, so).contains(&balance)) {
        return;
    }
    let (name, points) = (&gift.name, &model.scores[balance].name);
    let Kept { within, condition, span, .. } = kept;
    let title = format!("`{name}` is kept, but the `{points}` for it are not");
    let label = format!("it is given later, even if the `{points}` are spent by then");
    let enough = paid.points.or_else(|| asked(model, &rule.condition, balance));
    let help = match (enough, condition) {
        (Some(enough), None) => {
            format!("write `kept for {within} while {points} ≥ {}`", enough.normalized())
        }
        (Some(enough), Some(_)) => {
            format!("add `and {points} ≥ {}` to the condition", enough.normalized())
        }
        (None, _) => format!("keep it only `while` there are enough `{points}`"),
    };
    problems.push(Problem::new(code::OVERSPENT, title, *span, label).help(help));
}

/// `when stars ≥ 100 give coffee; give mug`.
fn together(model: &Model, rule: &Rule, balance: usize, paid: &[Paid], problems: &mut Problems) {
    let [first, .., last] = paid else { return };
    let sum = paid.iter().try_fold(Decimal::ZERO, |sum, one| sum.checked_add(one.points?).ok());
    let asked = asked(model, &rule.condition, balance);
    if sum.zip(asked).is_some_and(|(sum, asked)| asked >= sum) {
        return;
    }
    let points = &model.scores[balance].name;
    let names: Vec<String> =
        paid.iter().map(|one| format!("`{}`", model.gifts[one.gift].name)).collect();
    let both = if names.len() == 2 { "both" } else { "all of" };
    let title = format!("The `{points}` may not be enough for {both} {}", names.join(" and "));
    let label = format!("this spends `{points}` too");
    let help = match sum {
        Some(sum) => format!(
            "ask for enough for all of them, `{points} ≥ {}`, or give one of them only",
            sum.normalized()
        ),
        None => format!("ask for enough `{points}` for all of them, or give one of them only"),
    };
    let problem = Problem::new(code::OVERSPENT, title, last.span, label);
    let label = format!("this spends `{points}`");
    problems.push(problem.and_at(first.span, label).help(help));
}

/// How many points a condition certainly asks for.
fn asked(model: &Model, condition: &Expr, balance: usize) -> Option<Decimal> {
    if let ExprKind::And(parts) = &condition.kind {
        return parts.iter().filter_map(|part| asked(model, part, balance)).max();
    }
    if let ExprKind::Let(index) = &condition.kind {
        return asked(model, &model.lets[*index].value, balance);
    }
    let ExprKind::Compare(left, how, right) = &condition.kind else { return None };
    let is_it = |side: &Expr| matches!(&side.kind, ExprKind::Score(score) if *score == balance);
    let (how, bound) = match (is_it(left), is_it(right)) {
        (true, false) => (*how, right.constant()?),
        (false, true) => (how.mirrored(), left.constant()?),
        (true, true) | (false, false) => return None,
    };
    let Value::Number(bound) = bound else { return None };
    match how {
        Comparison::AtLeast | Comparison::Greater | Comparison::Is => Some(*bound),
        Comparison::Less | Comparison::AtMost | Comparison::IsNot => None,
    }
}
