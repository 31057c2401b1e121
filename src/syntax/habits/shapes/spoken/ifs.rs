//! A second `if` in a rule, where two conditions are joined: `if NPS > 3 if email_ok`.

use crate::syntax::habits::{Finding, Spot};
use crate::syntax::vocabulary::ACTIONS;

/// `if NPS > 3 if email_ok`: two conditions.
pub(in super::super) fn second_if(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| !word.first)?;
    if !matches!(word.text, "if" | "when") || spot.at.abs_diff(at) > 1 {
        return None;
    }
    let line = (0..at).rev().find(|place| spot.words[*place].first)?;
    let begins = matches!(spot.text_at(line), "if" | "when" | "after");
    let acts = (line..at).any(|place| ACTIONS.contains(&spot.text_at(place)));
    let follows = at > line + 1 && !matches!(spot.before(at, 1), "and" | "or" | ";" | ",");
    if !begins || acts || !follows {
        return None;
    }
    let title = format!("`{}` should be `and`", word.text);
    let finding = Finding::new(word.range(), title, "join the two conditions");
    let help = format!("write `{} and {}`", spot.written(line + 1, at - 1), spot.text_at(at + 1));
    Some(finding.help(help).with("and"))
}

/// `if NPS > 3 if email_ok give mug`: both words are the same mistake.
pub(in super::super) fn two_ifs(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let first = spot.word(at).filter(|word| word.first && word.text == "if")?;
    let end = spot.line_end(at);
    let acts = |place: &usize| ACTIONS.contains(&spot.text_at(*place));
    let action = (at + 1..=end).find(acts)?;
    let second = (at + 2..action).find(|place| spot.text_at(*place) == "if")?;
    // `if leaking` begins with the same word, so that the reading may stop after it.
    if spot.at < at
        || spot.at > second
        || matches!(spot.before(second, 1), "and" | "or" | "," | ";")
    {
        return None;
    }
    let condition = spot.written(at + 1, second - 1);
    let fixed = format!("when {condition} and");
    let title = "A rule begins with `when`, and `and` joins its conditions";
    let finding = Finding::new(first.range(), title, "write `when` here");
    let help = format!("write `{fixed} {}`", spot.written(second + 1, end));
    Some(finding.help(help).with_at(spot.range(at, second), fixed))
}
