//! Lengths of time and periods: `1 year 6 months`, `exactly 90 days since joined`, `this year or last year`.

use crate::syntax::habits::{Finding, Spot, numbers};
use crate::syntax::words::Kind;

/// `1 year 6 months`.
pub(in super::super) fn combined_length(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let and = matches!(spot.text_at(at + 2), "and" | "," | "plus");
    let second = if and { at + 3 } else { at + 2 };
    let numbers = spot.kind(at) == Some(Kind::Number) && spot.kind(second) == Some(Kind::Number);
    numbers.then_some(())?;
    let fixed = numbers::together(
        (spot.text_at(at), spot.text_at(at + 1)),
        (spot.text_at(second), spot.text_at(second + 1)),
    )?;
    let title = "A length of time has one unit";
    let finding = Finding::new(spot.range(at, second + 1), title, "these are two");
    Some(finding.help(format!("write `{fixed}`")).with(fixed).safe())
}

/// `exactly 90 days since joined`, `90 days after joined`.
pub(in crate::syntax::habits) fn exactly_ago(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let lead = spot.text_at(at) == "exactly" && spot.kind(at + 1) == Some(Kind::Number);
    let name = spot.text_at(at + 4);
    let fits = numbers::is_unit(spot.text_at(at + 2))
        && matches!(spot.text_at(at + 3), "since" | "after")
        && spot.names.type_of(name) == "date";
    if !lead || !fits {
        return None;
    }
    let fixed = format!("{name} is today - {}", spot.written(at + 1, at + 2));
    let title = format!("`{}` should be `{fixed}`", spot.written(at, at + 4));
    let finding = Finding::new(spot.range(at, at + 4), title, "compare the date with today");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}

/// `this year or last year`: a window is one period.
pub(in super::super) fn two_periods(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let unit = spot.text_at(at + 1);
    let fits = spot.says(at, &["this", unit, "or", "last", unit])
        || spot.says(at, &["this", unit, "and", "last", unit])
        || spot.says(at, &["last", unit, "or", "this", unit]);
    if !fits || !numbers::is_unit(unit) {
        return None;
    }
    let fixed = format!("within 2 {unit}s");
    let title = format!("A window takes in one calendar {unit}, not two");
    let finding = Finding::new(spot.range(at, at + 4), title, "two calendar periods");
    let help = format!(
        "write `{fixed}` for the last two {unit}s up to now; or count twice, with `this calendar \
         {unit}` and with `last calendar {unit}`"
    );
    Some(finding.help(help).with(fixed).guess())
}
