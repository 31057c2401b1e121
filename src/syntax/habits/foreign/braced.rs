//! Rules as programming languages write them: `if (NPS >= 9 && tier === 'gold') { give('mug') }`.

use super::closing;
use crate::syntax::habits::{Finding, Spot, english, shapes};
use crate::syntax::vocabulary::ACTIONS;

/// A condition in parentheses, and what should happen in braces.
pub(super) fn rule(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let first = spot.word(at)?.first && spot.text_at(at).eq_ignore_ascii_case("if");
    let close = closing(spot, at + 1).filter(|_| first && spot.text_at(at + 1) == "(")?;
    let brace = close + 1;
    let end = closing(spot, brace).filter(|_| spot.text_at(brace) == "{")?;
    let condition = shapes::condition_of(spot, at + 2, close - 1);
    let deed = deed(spot, brace + 1, end - 1).unwrap_or_else(|| english::deed(spot));
    let fixed = format!("when {condition} {deed}");
    if let Some((last, other)) = otherwise(spot, end + 1) {
        let second = format!("when not ({condition}) {other}");
        let title = format!(
            "Flywheel has no `{}`: every rule has its own condition",
            spot.text_at(end + 1)
        );
        let finding = Finding::new(spot.range(end + 1, end + 1), title, "this has no condition");
        let finding = finding.help(format!("write two rules: `{fixed}` and `{second}`"));
        return Some(finding.with_at(spot.range(at, last), format!("{fixed}\n  {second}")));
    }
    let title = "A rule begins with `when`, and has no brackets around its parts";
    let finding = Finding::new(spot.range(at, at), title, "write `when` here");
    Some(finding.help(format!("write `{fixed}`")).with_at(spot.range(at, end), fixed))
}

/// `else { give voucher }`: its last word, and what should happen.
fn otherwise(spot: &Spot<'_>, at: usize) -> Option<(usize, String)> {
    let low = spot.text_at(at).to_lowercase();
    matches!(low.as_str(), "else" | "otherwise").then_some(())?;
    let end = closing(spot, at + 1).filter(|_| spot.text_at(at + 1) == "{")?;
    let deed = deed(spot, at + 2, end - 1).unwrap_or_else(|| english::deed(spot));
    Some((end, deed))
}

/// `give('mug');` as `give mug`.
fn deed(spot: &Spot<'_>, from: usize, to: usize) -> Option<String> {
    let verb = spot.text_at(from);
    ACTIONS.contains(&verb).then_some(())?;
    let called = spot.text_at(from + 1) == "(";
    let what = from + 1 + usize::from(called);
    let bare = spot.text_at(what).trim_matches(['"', '\'']);
    let ends = (what + 1..=to).all(|at| matches!(spot.text_at(at), ")" | ";"));
    let what = match verb {
        "tag" | "untag" => format!("\"{bare}\""),
        _ => spot.names.gift(bare)?.name.to_owned(),
    };
    ends.then(|| format!("{verb} {what}"))
}
