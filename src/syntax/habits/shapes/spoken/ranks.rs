//! Shares of all customers: `top 10% by spent`.

use crate::syntax::habits::{Finding, Spot};
use crate::syntax::words::Kind;

/// `top 10% by spent`.
pub(in super::super) fn top_share(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let top = matches!(spot.text_at(at), "top" | "best" | "bottom" | "worst");
    let number = spot.word(at + 1).filter(|number| number.kind == Kind::Number)?;
    let share = matches!(spot.text_at(at + 2), "%" | "percent");
    top.then_some(())?;
    let last = if share { at + 2 } else { at + 1 };
    let named = matches!(spot.text_at(last + 1), "by" | "of" | "in" | "customers");
    let value = (last + 1..last + 5).find(|place| spot.names.is_value(spot.text_at(*place)));
    let value = value.filter(|_| named);
    let by = value.map(|place| spot.text_at(place));
    let by = by.or_else(|| spot.names.lets.first().copied()).unwrap_or("spent");
    let end = value.unwrap_or(last);
    let low = matches!(spot.text_at(at), "bottom" | "worst");
    let title = "Customers are compared with `rank` and `quintile`";
    let finding = Finding::new(spot.range(at, end), title, "this is not a condition");
    let fifth = if low { 1 } else { 5 };
    let help = match (share, number.text) {
        (true, "20") => format!("write `quintile({by}) is {fifth}`"),
        (true, _) => format!(
            "write `quintile({by}) is {fifth}` for a fifth of the customers, or \
             `rank({by}) ≤ 100` for the first 100"
        ),
        (false, number) => format!("write `rank({by}) ≤ {number}`"),
    };
    let with = format!("quintile({by}) is {fifth}");
    Some(finding.help(help).with_at(spot.range(at, end), with).guess())
}
