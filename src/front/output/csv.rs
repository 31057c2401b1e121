//! One row for each customer. Lists are joined with `; `.

use super::words;
use crate::eval::{Decision, Id};
use crate::plan::Plan;

pub const HEAD: &[u8] = b"id,from,to,rule,given,tags,untags,withheld\n";

pub fn write(out: &mut Vec<u8>, plan: &Plan, id: &Id<'_>, decision: &Decision) {
    let rule = decision.moves.last().map_or("", |step| &plan.rules[step.rule].label);
    let given = decision.given.iter().map(|given| plan.gifts[given.gift].name.clone());
    cell(out, &id.text);
    next(out, decision.from.map_or("", |from| &plan.stages[from].name));
    next(out, &plan.stages[decision.to].name);
    next(out, rule);
    next(out, &given.collect::<Vec<_>>().join("; "));
    next(out, &decision.tags.join("; "));
    next(out, &decision.untags.join("; "));
    next(out, &words::withheld(plan, decision).join("; "));
    out.push(b'\n');
}

fn next(out: &mut Vec<u8>, text: &str) {
    out.push(b',');
    cell(out, text);
}

/// A cell as RFC 4180 has it: in quotation marks, doubled within, where it holds a mark that means
/// something or spaces at its rim.
pub(super) fn cell(out: &mut Vec<u8>, text: &str) {
    if text.contains([',', '"', '\n', '\r']) || text.trim() != text {
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
        ] {
            let mut out = Vec::new();
            cell(&mut out, text);
            assert_eq!(String::from_utf8(out).unwrap(), want);
        }
    }
}
