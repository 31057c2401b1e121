//! One row for each customer. Lists are joined with `; `.

use super::Run;
use super::cells::Cells;
use super::plain;
use super::shown::Shows;
use crate::eval::{Decision, Id};
use crate::output::words;
use crate::plan::Plan;

/// The names of the columns.
pub(crate) fn head(plan: &Plan) -> Vec<u8> {
    let mut head = b"id,from,to,rule,given,tags,untags,withheld".to_vec();
    if !plan.experiments.is_empty() {
        next(&mut head, "experiments");
    }
    for shown in &plan.shows {
        next(&mut head, &shown.name);
    }
    head.push(b'\n');
    head
}

/// Writes decisions. What is the same for many of them is put into cells once, in advance.
#[derive(Clone, Debug)]
pub(crate) struct Rows<'a> {
    plan: &'a Plan,
    shows: Shows<'a>,
    cells: Cells,
    /// `,Engaged`, by the stage; none first.
    stages: Vec<Vec<u8>>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(run: &Run<'a>) -> Rows<'a> {
        let plan = run.plan;
        let names = plan.stages.iter().map(|stage| stage.name.as_str());
        let stages = std::iter::once("").chain(names).map(|name| {
            let mut stage = Vec::new();
            run.cells().next(&mut stage, name);
            stage
        });
        let stages = stages.collect();
        Rows { plan, shows: Shows::new(plan), cells: run.cells(), stages }
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>, id: &Id<'_>, decision: &Decision) {
        self.cells.first(out, &id.text);
        out.extend_from_slice(&self.stages[decision.from.map_or(0, |from| from + 1)]);
        out.extend_from_slice(&self.stages[decision.to + 1]);
        if decision.says_more() {
            self.more(out, decision);
        } else {
            out.extend_from_slice(b",,,,,");
        }
        if !self.plan.experiments.is_empty() {
            self.cells.next(out, &words::arms(self.plan, decision).join("; "));
        }
        self.shows.values(decision).for_each(|value| self.cells.shown(out, value));
        out.push(b'\n');
    }

    /// The cells after the stages.
    fn more(&self, out: &mut Vec<u8>, decision: &Decision) {
        let plan = self.plan;
        let rule = decision.moves.last().map_or("", |step| &plan.rules[step.rule].label);
        let texts = [
            rule,
            &words::given(plan, decision).join("; "),
            &decision.tags.join("; "),
            &decision.untags.join("; "),
            &words::withheld(plan, decision).join("; "),
        ];
        texts.into_iter().for_each(|text| self.cells.next(out, text));
    }
}

pub(super) fn next(out: &mut Vec<u8>, text: &str) {
    out.push(b',');
    cell(out, text);
}

/// A cell as RFC 4180 has it: in quotation marks, doubled within, where it holds a mark that means
/// something or spaces at either end.
pub fn cell(out: &mut Vec<u8>, text: &str) {
    // Most ids and names have no spaces, commas or quotation marks, and are copied as they are.
    if plain::all(text.as_bytes(), |byte| byte.is_ascii_graphic() & !matches!(byte, b',' | b'"')) {
        out.extend_from_slice(text.as_bytes());
    } else if text.contains([',', '"', '\n', '\r']) || text.trim() != text {
        out.push(b'"');
        out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        out.push(b'"');
    } else {
        out.extend_from_slice(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_quoted() {
        for (text, want) in [
            ("plain; text", "plain; text"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            (" rim", "\" rim\""),
            ("a rim that is no ASCII\u{a0}", "\"a rim that is no ASCII\u{a0}\""),
        ] {
            let mut out = Vec::new();
            cell(&mut out, text);
            assert_eq!(String::from_utf8(out).unwrap(), want);
        }
    }
}
