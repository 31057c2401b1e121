//! Why rules are true, in short: for each decision of a run.

use std::sync::Arc;

use crate::eval::{Decision, Evaluator, Record, Situation};
use crate::plan::{Places, Plan, RuleId};
use crate::problems::Sources;
use crate::tools::explain::Explainer;
use crate::values::Truth;

/// The rules that a decision names and that are true, in order, each with the clauses that make it so
/// and what was found there: `nps ≥ 9: nps is 10`. Those without a condition, such as on entering a
/// stage, are left out. With several moves, only rules of the first step are asked.
pub fn because(
    sources: &Sources,
    places: &Arc<Places<'_>>,
    evaluator: &Evaluator,
    record: &Record<'_>,
    decision: &Decision,
) -> Vec<(RuleId, Vec<String>)> {
    let plan = evaluator.plan();
    let explainer = Explainer { plan, sources };
    let situation = Situation::placed(evaluator, record, Arc::clone(places));
    let mut because = Vec::new();
    for rule in named(plan, &situation, decision) {
        let Some(condition) = explainer.condition(rule) else { continue };
        if situation.truth(condition.id, None) != Some(Truth::True) {
            continue;
        }
        let findings = explainer.why(condition, &situation, None).unwrap_or_default();
        let words = findings.into_iter().map(|finding| {
            let written = sources.line(finding.span);
            match finding.words.starts_with("this is ") {
                true => written,
                false => format!("{written}: {}", finding.words),
            }
        });
        because.push((rule, words.collect()));
    }
    because
}

/// The rules that a decision names, of those that are read for the customer, each once, in order.
fn named(plan: &Plan, situation: &Situation<'_>, decision: &Decision) -> Vec<RuleId> {
    let moves = decision.moves.iter().chain(&decision.also).map(|moved| moved.rule);
    let given = decision.given.iter().map(|given| given.rule);
    let withheld = decision.withheld.iter().map(|withheld| withheld.rule);
    let mut rules: Vec<RuleId> = moves.chain(given).chain(withheld).collect();
    rules.retain(|rule| plan.is_rule_in(situation.stage(), *rule));
    rules.sort_unstable();
    rules.dedup();
    rules
}
