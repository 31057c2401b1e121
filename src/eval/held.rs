//! What would hold a gift back if a rule asked for it, for explaining decisions.

use crate::plan::{GiftId, Grant, Plan, RuleId};
use crate::values::Truth;

use super::amounts::Amounts;
use super::context::Context;
use super::gifts::{Asked, Stay, withheld};
use super::state::State;
use super::used::Used;
use super::view::View;
use super::{Fault, Reason, Situation, repeats};

/// What holds a gift back.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// Why it is withheld.
    pub reason: Reason,
    /// The limit that is reached, by its place in the plan, if that is the reason.
    pub limit: Option<usize>,
    /// The pauses that hold it back, or may, by their places in the plan, if that is the reason.
    pub pauses: Vec<usize>,
    /// What was given before and counts, in the order of the history.
    pub counted: Vec<Grant>,
}

impl Situation<'_> {
    /// What would hold a gift back if a rule asked for it before anything else; nothing if the
    /// customer would get it. Budgets, samples and the stages that it is for are left out of account.
    ///
    /// # Errors
    /// If what it depends on cannot be calculated.
    pub fn held(&self, gift: GiftId, rule: RuleId) -> Result<Option<Held>, Fault> {
        let (at, state) = (self.context(), self.state());
        let mut view = self.view();
        let pauses = pausing(&view, gift)?;
        let mut amounts = Amounts::default();
        amounts.work_out(at, &mut view, &[gift])?;
        let paused = !pauses.is_empty();
        let ask = Asked { gift, rule, stay: self.stay(rule), paused, owed: false };
        let reason = withheld(at, self.id(), &mut state.clone(), &ask, &amounts);
        let Some(reason) = reason else { return Ok(None) };
        let limit = match reason {
            Reason::Limit => {
                let mut limits = at.periods.limits_of(gift).iter().copied();
                let given = &state.given;
                limits.find(|limit| Used::default().is_over(at, given, *limit, gift, &amounts))
            }
            Reason::Pause | Reason::Repeat | Reason::Unknown | Reason::Holdout | Reason::Budget => {
                None
            }
        };
        let counted = counted(at, state, &ask, reason, limit);
        Ok(Some(Held { reason, limit, pauses, counted }))
    }

    /// Whether a pause holds a gift back, or may.
    ///
    /// # Errors
    /// If what it depends on cannot be calculated.
    pub fn is_paused(&self, gift: GiftId) -> Result<bool, Fault> {
        Ok(!pausing(&self.view(), gift)?.is_empty())
    }

    /// The stay in a stage that what a rule gives belongs to: on entering, it begins now.
    fn stay(&self, rule: RuleId) -> Stay {
        let plan: &Plan = &self.context().plan;
        let entered = plan.stages.iter().position(|stage| stage.on_entering.contains(&rule));
        match entered {
            Some(stage) => Stay { stage, began: Some(self.context().clock.as_of()) },
            None => Stay { stage: self.stage(), began: self.stage_since() },
        }
    }
}

/// The pauses that hold a gift back, or may.
fn pausing(view: &View<'_>, gift: GiftId) -> Result<Vec<usize>, Fault> {
    let mut pausing = Vec::new();
    for (place, pause) in view.at.plan.pauses.iter().enumerate() {
        if pause.gifts.contains(&gift) && view.truth(&pause.condition, None)? != Truth::False {
            pausing.push(place);
        }
    }
    Ok(pausing)
}

/// What was given before and counts for a reason.
fn counted(
    at: &Context,
    state: &State<'_>,
    ask: &Asked,
    reason: Reason,
    limit: Option<usize>,
) -> Vec<Grant> {
    let counts = |grant: &&Grant| match (reason, limit) {
        (Reason::Limit, Some(limit)) => {
            at.plan.limits[limit].gifts.contains(&grant.gift)
                && at.periods.limit(limit).takes(grant.at)
        }
        (Reason::Repeat, _) => {
            grant.gift == ask.gift && repeats::counts(at, ask.gift, ask.stay.began, grant)
        }
        (Reason::Limit | Reason::Pause | Reason::Unknown | Reason::Holdout | Reason::Budget, _) => {
            false
        }
    };
    // What a ledger assumes counts for how often, and for no limit.
    let assumed = state.assumed.iter().filter(|_| reason == Reason::Repeat);
    state.given.iter().chain(assumed).filter(counts).cloned().collect()
}
