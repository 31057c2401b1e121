//! What a step could not know for want of data: what the record has no value for, and the rules that
//! are unknown because of it.

use crate::plan::{Cond, CondKind, PartId, Plan, RuleId};
use crate::values::Truth;

use super::judge::Witness;
use super::{Decision, Unknown};

/// Memory that is used again for the next customer.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    parts: Vec<Part>,
    /// The `let`s that have been looked into.
    lets: Vec<usize>,
}

/// What an unknown condition is unknown by.
#[derive(Clone, Copy, Debug)]
enum Part {
    /// An atom that is unknown.
    Atom(PartId),
    /// A `let` that is unknown, by its slot.
    Let(usize),
}

/// Notes in a decision what the record has no value for, and which of the `unknown` rules are so
/// because of it: an atom of the condition is unknown, in parts that are unknown all the way, and
/// reads it. It is asked of the record as it came, before the first step.
#[inline]
pub(super) fn note<'p, J: Witness<'p>>(
    plan: &'p Plan,
    judge: &mut J,
    unknown: &[RuleId],
    memory: &mut Memory,
    decision: &mut Decision,
) -> Result<(), J::Fault> {
    judge.lacking(&mut decision.missing);
    if decision.missing.is_empty() || unknown.is_empty() {
        return Ok(());
    }
    unknown.iter().try_for_each(|rule| note_rule(plan, judge, *rule, memory, decision))
}

/// Notes what an unknown rule is unknown because of, each once.
#[inline(never)]
fn note_rule<'p, J: Witness<'p>>(
    plan: &'p Plan,
    judge: &mut J,
    rule: RuleId,
    Memory { parts, lets }: &mut Memory,
    decision: &mut Decision,
) -> Result<(), J::Fault> {
    let Some(condition) = &plan.rules[rule].condition else { return Ok(()) };
    parts.clear();
    lets.clear();
    walk(judge, condition, parts)?;
    let first = decision.unknown.len();
    while let Some(part) = parts.pop() {
        match part {
            Part::Atom(part) => {
                for &datum in plan.reads.atom(part) {
                    let because = Unknown { rule, datum };
                    if decision.missing.binary_search(&datum).is_ok()
                        && !decision.unknown[first..].contains(&because)
                    {
                        decision.unknown.push(because);
                    }
                }
            }
            Part::Let(slot) => {
                if !lets.contains(&slot) {
                    lets.push(slot);
                    walk(judge, &plan.conditions[slot].value, parts)?;
                }
            }
        }
    }
    if decision.unknown.len() > first + 1 {
        decision.unknown[first..].sort_unstable();
    }
    Ok(())
}

/// Whether a condition holds; and if that is unknown, adds the parts that it is unknown by. Parts
/// are asked in order up to the one that decides, as when the condition was judged.
fn walk<'p, J: Witness<'p>>(
    judge: &mut J,
    cond: &'p Cond,
    parts: &mut Vec<Part>,
) -> Result<Truth, J::Fault> {
    let before = parts.len();
    let truth = match &cond.kind {
        CondKind::All(all) => joined(judge, all, (Truth::False, Truth::and), parts)?,
        CondKind::Any(any) => joined(judge, any, (Truth::True, Truth::or), parts)?,
        CondKind::Not(inner) => !walk(judge, inner, parts)?,
        CondKind::Let(slot) => {
            parts.push(Part::Let(*slot));
            judge.named(*slot)?
        }
        CondKind::Atom(_) => {
            parts.push(Part::Atom(cond.id));
            judge.atom(cond)?
        }
    };
    if truth != Truth::Unknown {
        parts.truncate(before);
    }
    Ok(truth)
}

fn joined<'p, J: Witness<'p>>(
    judge: &mut J,
    conds: &'p [Cond],
    (decides, join): (Truth, fn(Truth, Truth) -> Truth),
    parts: &mut Vec<Part>,
) -> Result<Truth, J::Fault> {
    let mut whole = !decides;
    for cond in conds {
        // Most are atoms.
        let truth = match &cond.kind {
            CondKind::Atom(_) => {
                let truth = judge.atom(cond)?;
                if truth == Truth::Unknown {
                    parts.push(Part::Atom(cond.id));
                }
                truth
            }
            CondKind::All(_) | CondKind::Any(_) | CondKind::Not(_) | CondKind::Let(_) => {
                walk(judge, cond, parts)?
            }
        };
        whole = join(whole, truth);
        if whole == decides {
            break;
        }
    }
    Ok(whole)
}
