//! Customers who get what rules give them, because no pause holds it back.

use crate::plan::{Action, Graft, Plan, RuleId};
use crate::prove::Sought;

/// By pause of a plan, the rule that its condition was added as, where it could be.
pub(super) struct Unpaused {
    pauses: Vec<Option<RuleId>>,
}

impl Unpaused {
    pub(super) fn new(graft: &mut Graft, plan: &Plan) -> Unpaused {
        let added = plan.pauses.iter().map(|pause| {
            let copied = graft.copy(plan, &pause.condition, None)?;
            Some(graft.add(0, copied.cond))
        });
        Unpaused { pauses: added.collect() }
    }

    /// What has to be so for no pause to hold back what a rule gives, itself or where it moves to.
    pub(super) fn sought(&self, plan: &Plan, rule: RuleId) -> Vec<(RuleId, Sought)> {
        let to = plan.rules[rule].move_to.map(|to| plan.stages[to].on_entering.as_slice());
        let rules = to.unwrap_or_default().iter().chain(std::iter::once(&rule));
        let actions = rules.flat_map(|rule| &plan.rules[*rule].actions);
        let gifts: Vec<usize> = actions
            .filter_map(|action| match action {
                Action::Give(gift, _) => Some(*gift),
                Action::Tag(_) | Action::Untag(_) => None,
            })
            .collect();
        let pauses = plan.pauses.iter().zip(&self.pauses);
        let pauses = pauses
            .filter(|(pause, _)| pause.gifts.iter().any(|gift| gifts.contains(gift)))
            .filter_map(|(_, added)| Some((*added.as_ref()?, Sought::False)));
        pauses.collect()
    }
}
