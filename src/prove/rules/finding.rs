//! What was found.

use std::collections::{BTreeMap, BTreeSet};

use super::prover::Prover;
use super::{Customer, Fate};
use crate::eval::Record;
use crate::plan::{GiftId, PartId, RuleId, StageId};
use crate::values::AsOf;

/// Something about rules that is probably a mistake. What is said of all customers is proved; what is
/// said of one was seen by deciding for them.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// Nobody meets the condition of a rule: these parts of it are never true together.
    Never {
        /// The rule.
        rule: RuleId,
        /// The parts, which are few.
        together: Vec<PartId>,
        /// Stages that nobody gets to because of it.
        cuts_off: Vec<StageId>,
    },
    /// No event meets the condition of a `where`.
    NoEvent {
        /// The condition.
        condition: PartId,
    },
    /// The condition of a rule, or of a `where`, is never false.
    Always {
        /// The condition.
        condition: PartId,
        /// Whether it is asked of events.
        of_events: bool,
    },
    /// Whenever a rule is true, one of these, which are read before it, has moved the customer on.
    Shadowed {
        /// The rule.
        rule: RuleId,
        /// The rules before it.
        by: Vec<RuleId>,
        /// The lists of which that is only said if each event has a time.
        timed: Vec<usize>,
        /// Somebody for whom it is true.
        customer: Option<Box<Customer>>,
        /// Stages that nobody gets to because of it.
        cuts_off: Vec<StageId>,
    },
    /// Two rules want to move a customer to different stages, and only their order decides.
    Conflict {
        /// The rule that moves them.
        first: RuleId,
        /// The rule that does not.
        second: RuleId,
        /// The customer.
        customer: Box<Customer>,
    },
    /// Rules move a customer around at once, back to where they were.
    Bounce {
        /// The rules, in turn.
        rules: Vec<RuleId>,
        /// The customer, in the stage of the first.
        customer: Box<Customer>,
    },
    /// A rule moves customers over a stage that they could enter, and would leave at once.
    Skips {
        /// The rule.
        rule: RuleId,
        /// The rule that moves into the stage in between.
        over: RuleId,
        /// A customer.
        customer: Box<Customer>,
    },
    /// A rule gives a gift that may not be given in the stage where the rule is.
    NotOffered {
        /// The rule.
        rule: RuleId,
        /// The gift.
        gift: GiftId,
    },
    /// Whenever a rule gives a gift, a pause holds it back.
    Paused {
        /// The rule.
        rule: RuleId,
        /// The gift.
        gift: GiftId,
        /// The pause, by its place in the plan.
        pause: usize,
    },
    /// A rule gives a gift again the next day, and the day after.
    Again {
        /// The rule.
        rule: RuleId,
        /// The gift.
        gift: GiftId,
        /// A customer.
        customer: Box<Customer>,
    },
    /// Nobody gets to a stage, though moves lead there.
    Unreachable {
        /// The stage.
        stage: StageId,
        /// The rules that lead there, none of which fires.
        rules: Vec<RuleId>,
    },
    /// Nobody leaves a stage, though moves lead out of it.
    Stuck {
        /// The stage.
        stage: StageId,
        /// The rules that lead out, none of which fires.
        rules: Vec<RuleId>,
    },
    /// The moves never lead around.
    OpenWheel {
        /// The last stage.
        last: StageId,
    },
}

/// By stage, what becomes of the rules that are read there.
pub(super) type Fates = Vec<Vec<(RuleId, Fate)>>;

impl<'p> Prover<'p> {
    /// All that is found. `seen` are customers of whom the author of the rules knows what happens to
    /// them, because tests say so: what they show is meant.
    pub fn findings(&mut self, seen: &[(Record<'_>, AsOf)]) -> Vec<Finding> {
        let fates: Fates = (0..self.plan.stages.len()).map(|stage| self.fates(stage)).collect();
        let reach = self.reach(&fates);
        let mut found = Vec::new();
        for (rule, fates) in by_rule(&fates) {
            found.extend(self.of_rule(rule, &fates, &reach));
        }
        self.conditions(&mut found);
        self.leave_out_echoes(&mut found);
        self.stages(&fates, &reach, &mut found);
        self.open_wheel(&reach, &mut found);
        let dead: Vec<RuleId> = found.iter().filter_map(Finding::dead).collect();
        self.conflicts(&dead, seen, &mut found);
        self.bounces(&dead, &mut found);
        self.skips(&dead, &mut found);
        self.gifts(&dead, &fates, &mut found);
        found
    }

    fn of_rule(
        &mut self,
        rule: RuleId,
        fates: &[(StageId, &Fate)],
        reach: &super::reach::Reach,
    ) -> Option<Finding> {
        let (mut by, mut unless) = (Vec::new(), BTreeSet::new());
        let mut never = true;
        for (_, fate) in fates {
            match fate {
                Fate::Never => {}
                Fate::Shadowed { by: rules, timed } => {
                    never = false;
                    unless.extend(timed);
                    by.extend(
                        rules.iter().copied().filter(|rule| !by.contains(rule)).collect::<Vec<_>>(),
                    );
                }
                Fate::Fires(_) | Fate::NotProved => return None,
            }
        }
        let cuts_off = reach.cut_off_by(self.plan, rule);
        let stage = fates.first()?.0;
        if never {
            let together = self.contradiction(rule, stage);
            return Some(Finding::Never { rule, together, cuts_off });
        }
        let shadowed = fates.iter().find(|(_, fate)| matches!(fate, Fate::Shadowed { .. }))?.0;
        let customer = self.applies(rule, shadowed).map(Box::new);
        let timed = unless.into_iter().copied().collect();
        Some(Finding::Shadowed { rule, by, timed, customer, cuts_off })
    }
}

impl Finding {
    /// The rule that never fires.
    pub(super) fn dead(&self) -> Option<RuleId> {
        match self {
            Finding::Never { rule, .. } | Finding::Shadowed { rule, .. } => Some(*rule),
            Finding::NoEvent { .. }
            | Finding::Always { .. }
            | Finding::Conflict { .. }
            | Finding::Bounce { .. }
            | Finding::Skips { .. }
            | Finding::NotOffered { .. }
            | Finding::Paused { .. }
            | Finding::Again { .. }
            | Finding::Unreachable { .. }
            | Finding::Stuck { .. }
            | Finding::OpenWheel { .. } => None,
        }
    }
}

/// By rule, what becomes of it in each stage where it is read.
fn by_rule(fates: &Fates) -> BTreeMap<RuleId, Vec<(StageId, &Fate)>> {
    let mut by_rule: BTreeMap<RuleId, Vec<(StageId, &Fate)>> = BTreeMap::new();
    for (stage, fates) in fates.iter().enumerate() {
        for (rule, fate) in fates {
            by_rule.entry(*rule).or_default().push((stage, fate));
        }
    }
    by_rule
}
