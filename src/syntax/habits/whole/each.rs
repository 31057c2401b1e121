//! Gifts for each event, with the events before the gift or without them:
//! `for each friend where bought give bonus`, `give bonus for each`.

use std::ops::RangeInclusive;

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::lexicon::singular;
use crate::syntax::habits::shapes::Line;
use crate::syntax::habits::{Finding, Spot};
use crate::syntax::parser::Rule;
use crate::syntax::vocabulary::{ACTIONS, STATEMENTS};
use crate::syntax::words::Kind;
use crate::values::with_article;

const GIVING: &[&str] = &["send", "give", "offer", "grant", "notify"];

/// `for each friend where bought give bonus`, `when vip for each friend give bonus`.
pub(in super::super) fn turned(line: &Line<'_, '_>) -> Option<Finding> {
    let spot = line.spot;
    if !is_in(line, &[Rule::lone_statements, Rule::lone_declarations]) {
        return None;
    }
    // The stop may be on a later line of the same rule.
    let at = (0..=spot.at.min(spot.words.len().checked_sub(1)?)).rev().take(40).find(|at| {
        let leads = spot.words[*at].first || asks_before(spot, *at);
        leads && event(spot, *at).is_some()
    })?;
    let (events, list) = event(spot, at)?;
    let end = (events + 1..=spot.words.len()).find(|place| {
        spot.word(*place).is_none_or(|word| word.first && STATEMENTS.contains(&word.text))
    })?;
    let action = (events + 1..end).find(|place| ACTIONS.contains(&spot.text_at(*place)))?;
    let article = usize::from(matches!(spot.text_at(action + 1), "a" | "an" | "the"));
    let gift = action + 1 + article;
    let gives = GIVING.contains(&spot.text_at(action)) && spot.is_name(gift) && gift < end;
    gives.then_some(())?;
    let trim = |mut to: usize| {
        while matches!(spot.text_at(to), "," | ":" | "then" | ";") {
            to -= 1;
        }
        to
    };
    let filter = filter(spot, events + 1, trim(action - 1), list)?;
    let one = singular(spot.text_at(events));
    let start = rule_start(spot, at);
    let asked = match start {
        None => format!("when {}", with_article(&one)),
        Some(start) => {
            let mut to = at - 1;
            while matches!(spot.text_at(to), "," | "and" | "then") {
                to -= 1;
            }
            (to > start).then_some(())?;
            spot.written(start, to).to_owned()
        }
    };
    let verb = spot.text_at(action);
    let more = if gift + 1 < end { spot.written(gift + 1, end - 1) } else { "" };
    let space = if more.is_empty() || more.starts_with(';') { "" } else { " " };
    let fixed =
        format!("{asked} {verb} {} for each {one}{filter}{space}{more}", spot.text_at(gift));
    let title = "`for each` comes after the gift";
    let finding = Finding::new(spot.range(at, events), title, "move this");
    let range = spot.range(start.unwrap_or(at), end - 1);
    let finding = finding.code(register::HABIT).help(format!("write `{fixed}`"));
    Some(finding.with_at(range, fixed))
}

/// The name of events after `for each`, and its list.
fn event<'s>(spot: &'s Spot<'_>, at: usize) -> Option<(usize, &'s str)> {
    let words = [spot.text_at(at), spot.text_at(at + 1)];
    let mut next = match words {
        ["for" | "For", "each" | "every" | "all" | "any"] => at + 2,
        ["per" | "each" | "every" | "Each" | "Every" | "Per", _] => at + 1,
        _ => return None,
    };
    next += usize::from(matches!(spot.text_at(next), "of" | "the"));
    next += usize::from(spot.text_at(next) == "the");
    let list = spot.names.list(spot.text_at(next)).filter(|list| !list.bare)?;
    Some((next, list.name))
}

/// Whether a condition comes before, and no action yet.
fn asks_before(spot: &Spot<'_>, at: usize) -> bool {
    let before = rule_start(spot, at).map(|start| start..at);
    let is_for = spot.text_at(at) == "for";
    is_for && before.is_some_and(|mut words| words.all(|at| !ACTIONS.contains(&spot.text_at(at))))
}

/// The `when` of the rule that a place is in, if it does not begin a line of its own.
fn rule_start(spot: &Spot<'_>, at: usize) -> Option<usize> {
    let start = (0..at).rev().find(|place| {
        spot.words[*place].first && (STATEMENTS.contains(&spot.text_at(*place)) || *place == 0)
    })?;
    let acts = (start..at).any(|at| ACTIONS.contains(&spot.text_at(at)));
    (matches!(spot.text_at(start), "when" | "after") && !acts).then_some(start)
}

/// ` where (bought and 14 days since first_order)`, from the words after the events.
fn filter(spot: &Spot<'_>, from: usize, to: usize, list: &str) -> Option<String> {
    if from > to {
        return Some(String::new());
    }
    let list = spot.names.list(list)?;
    let leads = ["where", "who", "that", "which", "with", "whose", "if", "when", "having"];
    if !leads.contains(&spot.text_at(from)) {
        // A window needs no `where`.
        let window = matches!(spot.text_at(from), "within" | "since" | "this" | "last" | "between");
        return window.then(|| format!(" {}", spot.written(from, to)));
    }
    let next = from + 1 + usize::from(matches!(spot.text_at(from + 1), "has" | "have"));
    let own = |at: usize| list.attributes.iter().any(|(name, _)| *name == spot.text_at(at));
    let known = spot.text_at(from) == "where" || (next..=to).any(own);
    let asked = spot.written(next, to);
    (known && !asked.is_empty()).then(|| match joined(spot, next..=to) {
        true => format!(" where ({asked})"),
        false => format!(" where {asked}"),
    })
}

/// Whether several conditions are not in parentheses.
fn joined(spot: &Spot<'_>, words: RangeInclusive<usize>) -> bool {
    let mut depth = 0usize;
    let mut between = false;
    words.into_iter().any(|at| {
        match spot.text_at(at) {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            "between" => between = true,
            "and" if between => between = false,
            "and" | "or" => return depth == 0,
            _ => {}
        }
        false
    })
}

/// `give bonus for each`, `give bonus once per friend`, `for each friend who bought`.
pub(in super::super) fn of_what(line: &Line<'_, '_>) -> Option<Finding> {
    let spot = line.spot;
    if !is_in(line, &[Rule::lone_statements]) {
        return None;
    }
    let gift = line.find(|at| {
        at > line.first
            && GIVING.contains(&line.text(at - 1))
            && spot.kind(at) == Some(Kind::Word)
            && spot.names.gift(line.text(at)).is_some()
    })?;
    let from = gift + 1;
    let lead = [
        &["once", "for", "each"][..],
        &["once", "for", "every"],
        &["once", "per"],
        &["for", "each"],
        &["for", "every"],
        &["for", "all"],
        &["each"],
        &["every"],
        &["per"],
    ]
    .into_iter()
    .find(|words| words.iter().enumerate().all(|(place, word)| line.text(from + place) == *word))?;
    let mut next = from + lead.len();
    let skipped = matches!(line.text(next), "of" | "the" | "their");
    next += usize::from(skipped);
    let ends = next > line.last || line.text(next) == ";";
    if ends {
        return for_what(line, from, next - 1);
    }
    let list = spot.names.list(line.text(next)).filter(|list| !list.bare)?;
    let end = (next + 1..=line.last).find(|at| line.text(*at) == ";").unwrap_or(line.last + 1);
    let filter = filter(spot, next + 1, end - 1, list.name)?;
    let one = singular(line.text(next));
    let fixed = format!("for each {one}{filter}");
    let written = spot.written(from, end - 1);
    if written.split_whitespace().eq(fixed.split_whitespace()) {
        return None;
    }
    let two = joined(spot, next + 1..=end - 1) && line.text(next + 1) == "where";
    let (range, title) = match two {
        true => (
            spot.range(next + 2, end - 1),
            "`where` takes one condition: put both in parentheses".to_owned(),
        ),
        false => (spot.range(from, end - 1), format!("`{written}` should be `{fixed}`")),
    };
    let label = if two { "put parentheses around these" } else { "for which events?" };
    let finding = Finding::new(range, title, label);
    let help = format!("write `{} {fixed}`", spot.written(gift - 1, gift));
    let all = spot.range(from, end - 1);
    Some(finding.code(register::HABIT).help(help).with_at(all, fixed))
}

/// `give bonus for each`: of the events that the condition asks for.
fn for_what(line: &Line<'_, '_>, from: usize, to: usize) -> Option<Finding> {
    let spot = line.spot;
    let asked = (line.first..from)
        .find(|at| spot.names.list(line.text(*at)).is_some_and(|list| !list.bare));
    let written = spot.written(from, to);
    let title = format!("`{written}` does not say of what");
    let finding = Finding::new(spot.range(from, to), title, "each of what?");
    let finding = finding.code(register::HABIT);
    Some(match asked {
        Some(at) => {
            // What the condition asks of these events goes with them.
            let mut end = from - 3;
            while end > at && matches!(line.text(end), "then" | ",") {
                end -= 1;
            }
            let same = matches!(line.text(at + 1), "where" | "within" | "this" | "last");
            let filter = if same && end > at {
                format!(" {}", spot.written(at + 1, end))
            } else {
                String::new()
            };
            let fixed = format!("for each {}{filter}", singular(line.text(at)));
            let help = format!("write `{} {fixed}`", spot.written(from - 2, from - 1));
            finding.help(help).with(fixed)
        }
        None => {
            let list = spot.names.lists.iter().find(|list| !list.bare)?;
            let one = singular(list.name);
            let help = format!("name the events, such as `for each {one}`");
            finding.help(help).with(format!("for each {one}")).guess()
        }
    })
}
