//! One row for each customer. Lists are joined with `; `.

use super::plain;
use crate::eval::{Decision, Id};
use crate::output::words;
use crate::plan::Plan;

pub(crate) const HEAD: &[u8] = b"id,from,to,rule,given,tags,untags,withheld\n";

/// Writes decisions. What is the same for many of them is put into cells once, in advance.
#[derive(Clone, Debug)]
pub(crate) struct Rows<'a> {
    plan: &'a Plan,
    /// `,Engaged`, by the stage; none first.
    stages: Vec<Vec<u8>>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(plan: &'a Plan) -> Rows<'a> {
        let names = plan.stages.iter().map(|stage| stage.name.as_str());
        let stages = std::iter::once("").chain(names).map(|name| {
            let mut stage = Vec::new();
            next(&mut stage, name);
            stage
        });
        Rows { plan, stages: stages.collect() }
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>, id: &Id<'_>, decision: &Decision) {
        cell(out, &id.text);
        out.extend_from_slice(&self.stages[decision.from.map_or(0, |from| from + 1)]);
        out.extend_from_slice(&self.stages[decision.to + 1]);
        if decision.says_more() {
            self.more(out, decision);
        } else {
            out.extend_from_slice(b",,,,,\n");
        }
    }

    /// The cells after the stages.
    fn more(&self, out: &mut Vec<u8>, decision: &Decision) {
        let plan = self.plan;
        let rule = decision.moves.last().map_or("", |step| &plan.rules[step.rule].label);
        let given = decision.given.iter().map(|given| plan.gifts[given.gift].name.as_str());
        next(out, rule);
        next(out, &given.collect::<Vec<_>>().join("; "));
        next(out, &decision.tags.join("; "));
        next(out, &decision.untags.join("; "));
        next(out, &words::withheld(plan, decision).join("; "));
        out.push(b'\n');
    }
}

fn next(out: &mut Vec<u8>, text: &str) {
    out.push(b',');
    cell(out, text);
}

/// A cell as RFC 4180 has it: in quotation marks, doubled within, where it holds a mark that means
/// something or spaces at either end.
pub(in crate::output) fn cell(out: &mut Vec<u8>, text: &str) {
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
