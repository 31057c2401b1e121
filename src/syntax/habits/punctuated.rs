//! Marks that say something else here than they usually do: `NPS ! 9`, `NPS ≥ 9!`, `2× purchases`.

use super::{Finding, Spot};
use crate::syntax::vocabulary::ACTIONS;
use crate::syntax::words::Kind;

/// `NPS ! 9`, which denies, and `NPS ≥ 9! give mug`, which only exclaims.
pub(super) fn exclaimed(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let before = at.checked_sub(1).filter(|before| {
        spot.is_name(*before) || matches!(spot.kind(*before), Some(Kind::Number | Kind::Text))
    })?;
    (spot.text_at(at) == "!").then_some(())?;
    let word = spot.word(at)?;
    if ACTIONS.contains(&spot.text_at(at + 1)) {
        let finding = Finding::new(word.range(), "`!` is not needed here", "remove this");
        return Some(finding.help("remove the `!`").with(" "));
    }
    let value = matches!(spot.kind(at + 1), Some(Kind::Number | Kind::Text))
        || matches!(spot.text_at(at + 1), "$" | "€" | "£")
        || spot.names.values.contains(&spot.text_at(at + 1));
    (value && spot.is_name(before)).then_some(())?;
    let finding = Finding::new(word.range(), "`!` should be `is not`", "write `is not` here");
    let help = format!("write `{}`", spot.paste(at, at, "is not"));
    Some(finding.help(help).with(" is not "))
}

/// `2× purchases`: a count.
pub(super) fn times_events(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let number = at.checked_sub(1).filter(|before| spot.kind(*before) == Some(Kind::Number))?;
    let counted = spot.names.list(spot.text_at(at + 1)).is_some();
    if !matches!(spot.text_at(at), "×" | "✕" | "*") || !counted || spot.text_at(at + 2) == "." {
        return None;
    }
    let fixed = format!("{} {}", spot.text_at(number), spot.text_at(at + 1));
    let title = format!("`{}` should be `{fixed}`", spot.written(number, at + 1));
    let finding = Finding::new(spot.range(at, at), title, "a number alone counts events");
    Some(finding.help(format!("write `{fixed}`")).with(" ").safe())
}

/// `email_ok == 1`, `!NPS`: a comparison whose value is of another type than it looks.
pub(super) fn truth(spot: &Spot<'_>, at: usize, with: &str) -> Option<Finding> {
    let (name, next) = (spot.before(at, 1), spot.text_at(at + 1));
    if matches!(with, "is" | "is not") && spot.names.type_of(name) == "yes" {
        let value = match next {
            "1" => "yes",
            "0" => "no",
            _ => return None,
        };
        let fixed = format!("{with} {value}");
        let title = format!("`{}` should be `{fixed}`", spot.written(at, at + 1));
        let finding = Finding::new(spot.range(at, at + 1), title, "this is yes or no");
        let help = format!("write `{name} {fixed}`");
        return Some(finding.help(help).with(format!(" {fixed} ")).safe());
    }
    let kind = spot.names.type_of(next);
    let missing = with == "not" && matches!(kind, "number" | "text" | "money" | "date");
    let joined = matches!(spot.text_at(at + 2), "." | "(");
    if !missing || joined || spot.names.list(next).is_some() {
        return None;
    }
    let follows = spot.text_at(at + 2);
    let alone = spot.word(at + 2).is_none_or(|word| word.first)
        || matches!(follows, "and" | "or" | ")" | "then" | "&&" | "||" | ",")
        || ACTIONS.contains(&follows);
    let fixed = format!("{next} is missing");
    let title = format!("`{}` should be `{fixed}`", spot.written(at, at + 1));
    let finding = Finding::new(spot.range(at, at + 1), title, "this has a value or none");
    alone.then(|| finding.help(format!("write `{fixed}`")).with(format!(" {fixed} ")))
}
