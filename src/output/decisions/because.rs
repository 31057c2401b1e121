//! Why the rules that a decision names are true, in short.

use std::sync::Arc;

use super::ndjson::quote;
use crate::eval::Decision;
use crate::plan::{Places, Plan, RuleId};
use crate::problems::Sources;
use crate::run::Decided;
use crate::tools::why::because;

/// What is needed to say why, the same for all customers of a run.
#[derive(Clone, Debug)]
pub(super) struct Reasons<'a> {
    /// The files of the rules.
    pub sources: &'a Sources,
    /// Where the parts of the plan are.
    pub places: Arc<Places<'a>>,
}

/// Rules, each with the clauses that make it true.
#[derive(Clone, Debug, Default)]
pub(super) struct Because(Vec<(RuleId, Vec<String>)>);

impl Because {
    /// Of the rules that a decision names. A record that was decided can be read again.
    pub(super) fn of(
        reasons: &Reasons<'_>,
        decided: &Decided<'_, '_>,
        decision: &Decision,
    ) -> Because {
        if !decision.says_more() {
            return Because::default();
        }
        let record = decided.record();
        Because(record.map_or(Vec::new(), |record| {
            because(reasons.sources, &reasons.places, decided.evaluator, &record, decision)
        }))
    }

    /// The clauses of a rule, in one text.
    pub(super) fn of_rule(&self, rule: RuleId) -> Option<String> {
        let found = self.0.iter().find(|(other, _)| *other == rule)?;
        Some(found.1.join("; "))
    }

    /// Adds it to an object, as `"why":{"Engaged 1":["nps ≥ 9: nps is 10"]}`.
    #[inline]
    pub(super) fn add_to(&self, plan: &Plan, out: &mut Vec<u8>) {
        if !self.0.is_empty() {
            self.add_clauses(plan, out);
        }
    }

    #[inline(never)]
    fn add_clauses(&self, plan: &Plan, out: &mut Vec<u8>) {
        let end = out.iter().rposition(|byte| *byte == b'}').unwrap_or(out.len());
        let rest = out.split_off(end);
        for (place, (rule, clauses)) in self.0.iter().enumerate() {
            out.extend_from_slice(if place == 0 { b",\"why\":{" } else { b"," });
            quote(out, &plan.rules[*rule].label);
            out.push(b':');
            for (place, clause) in clauses.iter().enumerate() {
                out.push(if place == 0 { b'[' } else { b',' });
                quote(out, clause);
            }
            out.extend_from_slice(if clauses.is_empty() { b"[]" } else { b"]" });
        }
        out.push(b'}');
        out.extend(rest);
    }
}
