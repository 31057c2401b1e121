//! Two cases in one line: `if NPS > 8 then give mug else give voucher`, `if (NPS > 8) { give mug }
//! else { give voucher }`; and the marks that end a block elsewhere: `IF NPS > 8 THEN give mug END IF`.

use super::is_in;
use crate::syntax::habits::Finding;
use crate::syntax::habits::shapes::{self, Line};
use crate::syntax::parser::Rule;
use crate::syntax::vocabulary::ACTIONS;

/// A rule with an `else`, or one that ends with a word for it.
pub(in super::super) fn otherwise(line: &Line<'_, '_>) -> Option<Finding> {
    let spot = line.spot;
    let begins = matches!(line.text(line.first).to_lowercase().as_str(), "if" | "when" | "after");
    (begins && is_in(line, &[Rule::lone_statements, Rule::lone_declarations])).then_some(())?;
    let low = |at: usize| line.text(at).to_lowercase();
    let act = line.find(|at| ACTIONS.contains(&low(at).as_str()))?;
    let cut = line.find(|at| at > act && matches!(low(at).as_str(), "else" | "otherwise"));
    let last = ends(line);
    if cut.is_none() && (last == line.last || low(line.last) == "}") {
        return None;
    }
    let joint = |at: usize| matches!(low(at).as_str(), "then" | "," | "{" | ":" | ")" | "do");
    let mut close = act - 1;
    let bracketed = line.text(line.first + 1) == "(" && {
        let end = (line.first + 1..act).rev().find(|at| line.text(*at) == ")");
        end.is_some_and(|end| (end + 1..act).all(joint) && whole(line, line.first + 1, end))
    };
    while close > line.first && joint(close) && (bracketed || line.text(close) != ")") {
        close -= 1;
    }
    let from = line.first + 1 + usize::from(bracketed);
    let condition = (from <= close).then(|| shapes::condition_of(spot, from, close))?;
    let first = deed(line, act, cut.map_or(last, |cut| cut - 1))?;
    let rule = format!("when {condition} {first}");
    let Some(cut) = cut else {
        let word = line.text(line.first);
        let finding = match word {
            "when" | "after" => {
                let title = "A rule ends with its last action";
                Finding::new(spot.range(last + 1, line.last), title, "remove this")
            }
            _ => {
                let title = format!("`{word}` should be `when`");
                Finding::new(spot.range(line.first, line.first), title, "write `when` here")
            }
        };
        let finding = finding.help(format!("write `{rule}`"));
        return Some(finding.with_at(spot.range(line.first, line.last), rule));
    };
    let other = (cut + 1..=last).find(|at| ACTIONS.contains(&low(*at).as_str()))?;
    let asks = matches!(low(cut + 1).as_str(), "if" | "when");
    // A third case is more than two rules.
    let more = (other..=last).any(|at| matches!(low(at).as_str(), "else" | "otherwise"));
    let second = match asks {
        // `else if` has a condition of its own.
        true if !more => {
            let mut close = other - 1;
            while close > cut + 2 && joint(close) && line.text(close) != ")" {
                close -= 1;
            }
            let asked = shapes::condition_of(spot, cut + 2, close);
            let asked = if asked.contains(" or ") { format!("({asked})") } else { asked };
            format!("when not ({condition}) and {asked} {}", deed(line, other, last)?)
        }
        true => return None,
        false => {
            let joints = |at: usize| matches!(line.text(at), "{" | "," | ":" | "then");
            (cut + 1..other).all(joints).then_some(())?;
            format!("when not ({condition}) {}", deed(line, other, last)?)
        }
    };
    let title = format!("Flywheel has no `{}`: every rule has its own condition", line.text(cut));
    let finding = Finding::new(spot.range(cut, cut), title, "this has no condition");
    let finding = finding.help(format!("write two rules: `{rule}` and `{second}`"));
    Some(finding.with_at(spot.range(line.first, line.last), format!("{rule}\n  {second}")))
}

/// The last word before those that only end a block.
fn ends(line: &Line<'_, '_>) -> usize {
    let mut last = line.last;
    while last > line.first
        && matches!(
            line.text(last).to_lowercase().as_str(),
            "}" | "end" | "endif" | "fi" | ";" | "if"
        )
    {
        last -= 1;
    }
    last
}

/// Whether one bracket is around everything between two places.
fn whole(line: &Line<'_, '_>, open: usize, close: usize) -> bool {
    let mut depth = 0usize;
    (open..close).all(|at| {
        match line.text(at) {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > 0
    })
}

/// The actions between two places, without braces.
fn deed(line: &Line<'_, '_>, from: usize, to: usize) -> Option<String> {
    let mut to = to;
    while to > from && matches!(line.text(to), "}" | ";" | ",") {
        to -= 1;
    }
    let mut words = line.spot.written(from, to).to_owned();
    let (verb, rest) = words.split_once(' ')?;
    let verb = verb.to_lowercase();
    words = format!("{verb} {rest}");
    (from..=to).all(|at| !matches!(line.text(at), "{" | "}" | "(" | ")")).then_some(words)
}
