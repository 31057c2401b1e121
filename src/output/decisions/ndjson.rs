//! One decision as a JSON object on a line of its own.

use jiff::tz::TimeZone;

use super::plain;
use super::shown::Shows;
use crate::eval::{Decision, Id, Move};
use crate::plan::{Arm, Experiment, Gift, Plan, Rule, RuleId};
use crate::problems;
use crate::values::time;

/// Writes decisions. Whatever is the same for many of them is put into JSON once, in advance.
#[derive(Clone, Debug)]
pub(super) struct Lines<'a> {
    shows: Shows<'a>,
    zone: &'a TimeZone,
    /// `"Engaged"`.
    stages: Vec<Vec<u8>>,
    /// `","from":"Engaged","to":`, by the stage before, none first. It begins with the end of an id
    /// that is a text.
    from: Vec<Vec<u8>>,
    /// `,"rule":"Engaged 1"`, with which all objects end.
    rules: Vec<Vec<u8>>,
    /// `{"gift":"swag"`.
    gifts: Vec<Vec<u8>>,
    /// `{"gift":"swag","kind":"reward"`.
    given: Vec<Vec<u8>>,
    /// `"welcome_offer":"ten_off"`, by experiment and arm.
    arms: Vec<Vec<Vec<u8>>>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(plan: &'a Plan) -> Lines<'a> {
        let stages: Vec<Vec<u8>> = plan.stages.iter().map(|stage| quoted(&stage.name)).collect();
        let none = b"null".to_vec();
        let before = std::iter::once(&none).chain(&stages);
        let from = |before: &Vec<u8>| [b"\",\"from\":", &**before, b",\"to\":"].concat();
        let rule = |rule: &Rule| [b",\"rule\":", &*quoted(&rule.label)].concat();
        let gift = |gift: &Gift| [b"{\"gift\":", &*quoted(&gift.name)].concat();
        let given = |given: &Gift| {
            [gift(given), b",\"kind\":".to_vec(), quoted(given.kind.word())].concat()
        };
        let arms = |experiment: &Experiment| {
            let arm = |arm: &Arm| [&*quoted(&experiment.name), b":", &quoted(&arm.name)].concat();
            experiment.arms.iter().map(arm).collect()
        };
        Lines {
            shows: Shows::new(plan),
            zone: &plan.zone,
            from: before.map(from).collect(),
            stages,
            rules: plan.rules.iter().map(rule).collect(),
            gifts: plan.gifts.iter().map(gift).collect(),
            given: plan.gifts.iter().map(given).collect(),
            arms: plan.experiments.iter().map(arms).collect(),
        }
    }

    /// The object, without a line break.
    #[inline(always)]
    pub(super) fn write(&self, out: &mut Vec<u8>, id: &Id<'_>, decision: &Decision) {
        let from = &*self.from[decision.from.map_or(0, |from| from + 1)];
        if id.is_number {
            out.extend_from_slice(b"{\"id\":");
            out.extend_from_slice(id.text.as_bytes());
            out.extend_from_slice(&from[1..]);
        } else {
            out.extend_from_slice(b"{\"id\":\"");
            within_quotes(out, &id.text);
            out.extend_from_slice(from);
        }
        out.extend_from_slice(&self.stages[decision.to]);
        self.shows.write(out, decision);
        if decision.says_more() {
            self.more(out, decision);
        }
        out.push(b'}');
    }

    /// What a decision says besides the stages.
    #[inline(never)]
    fn more(&self, out: &mut Vec<u8>, decision: &Decision) {
        self.moves(out, decision);
        list(out, b",\"given\":[", &decision.given, |out, given| {
            out.extend_from_slice(&self.given[given.gift]);
            event(out, given.event.as_deref());
            self.end(out, given.rule);
        });
        list(out, b",\"tags\":[", &decision.tags, |out, tag| quote(out, tag));
        list(out, b",\"untags\":[", &decision.untags, |out, tag| quote(out, tag));
        list(out, b",\"withheld\":[", &decision.withheld, |out, withheld| {
            out.extend_from_slice(&self.gifts[withheld.gift]);
            event(out, withheld.event.as_deref());
            out.extend_from_slice(b",\"reason\":\"");
            out.extend_from_slice(withheld.reason.word().as_bytes());
            out.push(b'"');
            if withheld.kept {
                out.extend_from_slice(b",\"kept\":true");
            }
            self.end(out, withheld.rule);
        });
        list(out, b",\"lapsed\":[", &decision.lapsed, |out, lapsed| {
            out.extend_from_slice(&self.gifts[lapsed.gift]);
            event(out, lapsed.event.as_deref());
            out.extend_from_slice(b",\"since\":");
            quote(out, &time::written(lapsed.since, self.zone));
            self.end(out, lapsed.rule);
        });
        list(out, b",\"also\":[", &decision.also, |out, also| self.step(out, also));
        for (place, (experiment, arm)) in decision.experiments.iter().enumerate() {
            out.extend_from_slice(if place == 0 { b",\"experiments\":{" } else { b"," });
            out.extend_from_slice(&self.arms[*experiment][usize::from(*arm)]);
        }
        if !decision.experiments.is_empty() {
            out.push(b'}');
        }
    }

    /// The rule of the last move and, where settling took several, all of them.
    fn moves(&self, out: &mut Vec<u8>, decision: &Decision) {
        let Some(last) = decision.moves.last() else { return };
        out.extend_from_slice(&self.rules[last.rule]);
        if decision.moves.len() > 1 {
            list(out, b",\"moves\":[", &decision.moves, |out, step| self.step(out, step));
        }
    }

    fn step(&self, out: &mut Vec<u8>, step: &Move) {
        out.extend_from_slice(b"{\"to\":");
        out.extend_from_slice(&self.stages[step.to]);
        self.end(out, step.rule);
    }

    fn end(&self, out: &mut Vec<u8>, rule: RuleId) {
        out.extend_from_slice(&self.rules[rule]);
        out.push(b'}');
    }
}

/// `,"for":"r-17"`: the event that a gift is for, if it is for one.
fn event(out: &mut Vec<u8>, event: Option<&str>) {
    if let Some(event) = event {
        out.extend_from_slice(b",\"for\":");
        quote(out, event);
    }
}

/// `,"key":[...,...]`, with the key as it is written; nothing where there is nothing.
#[inline]
fn list<T>(out: &mut Vec<u8>, key: &[u8], items: &[T], mut write: impl FnMut(&mut Vec<u8>, &T)) {
    for (place, item) in items.iter().enumerate() {
        out.extend_from_slice(if place == 0 { key } else { b"," });
        write(out, item);
    }
    if !items.is_empty() {
        out.push(b']');
    }
}

/// A text as JSON, with its quotation marks.
pub(super) fn quote(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    within_quotes(out, text);
    out.push(b'"');
}

/// The same without them.
#[inline(always)]
fn within_quotes(out: &mut Vec<u8>, text: &str) {
    if plain::all(text.as_bytes(), |byte| (byte >= b' ') & (byte != b'"') & (byte != b'\\')) {
        out.extend_from_slice(text.as_bytes());
    } else {
        escaped(out, text);
    }
}

#[cold]
fn escaped(out: &mut Vec<u8>, text: &str) {
    let quoted = quoted(text);
    out.extend_from_slice(&quoted[1..quoted.len() - 1]);
}

pub(super) fn quoted(text: &str) -> Vec<u8> {
    problems::line(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_quoted_as_json_has_it_wherever_a_letter_stands() {
        let letters = ('\0'..='\u{ff}').chain(['\u{2028}', '€', '𝄞']);
        for (letter, length) in letters.flat_map(|letter| (1..20).map(move |long| (letter, long))) {
            for place in 0..length {
                let (before, after) = ("a".repeat(place), "a".repeat(length - place - 1));
                let text = format!("{before}{letter}{after}");
                let mut out = Vec::new();
                quote(&mut out, &text);
                assert_eq!(out, quoted(&text), "{text:?}");
            }
        }
    }
}
