//! What gives and tags, as cases.

use std::rc::Rc;

use super::Obstacle;
use super::search::Case;
use crate::plan::{Action, Does, GiftId, RuleId, StageId};
use crate::prove::facts::{Formula, Reader, Want};
use crate::prove::rules::Prover;
use crate::terms::HowOften;

/// What a customer gets: gifts, or a tag.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wanted<'q> {
    OneOf(&'q [GiftId]),
    Tag(&'q str),
}

impl Wanted<'_> {
    pub(super) fn of(does: &Does) -> Option<Wanted<'_>> {
        match does {
            Does::Gets(gifts) => Some(Wanted::OneOf(gifts)),
            Does::Tagged(tag) => Some(Wanted::Tag(tag)),
            Does::MovesTo(_) | Does::Enters(_) | Does::Leaves | Does::Stays => None,
        }
    }
}

/// One action that gives what is wanted.
struct Giving {
    gift: Option<GiftId>,
    each: Option<usize>,
}

impl<'p> Prover<'p> {
    /// How customers in a stage may get what is wanted. `also_new`: those too who have no stage yet, and
    /// enter this one.
    pub(super) fn gets(&mut self, stage: StageId, wanted: Wanted<'_>, also_new: bool) -> Vec<Case> {
        let mut cases = Vec::new();
        for rule in self.plan.rules_in(stage).collect::<Vec<_>>() {
            for giving in self.giving(rule, stage, wanted) {
                cases.push(self.fires_giving(stage, rule, &giving));
            }
            let Some(to) = self.plan.rules[rule].move_to else { continue };
            for entering in self.plan.stages[to].on_entering.clone() {
                for giving in self.giving(entering, to, wanted) {
                    cases.push(self.fires_giving(stage, rule, &giving));
                }
            }
        }
        if also_new && stage == self.plan.start {
            for entering in self.plan.stages[stage].on_entering.clone() {
                for giving in self.giving(entering, stage, wanted) {
                    let case = Case { new: true, rule: Some(entering), ..self.anybody_in(stage) };
                    cases.push(self.let_through(case, &giving));
                }
            }
        }
        cases
    }

    fn fires_giving(&mut self, stage: StageId, rule: RuleId, giving: &Giving) -> Case {
        let case = self.fired(stage, rule);
        self.let_through(case, giving)
    }

    /// A case with what must be so for a gift to be given.
    fn let_through(&mut self, mut case: Case, giving: &Giving) -> Case {
        let plan = self.plan;
        if let Some(gift) = giving.gift {
            for pause in plan.pauses.iter().filter(|pause| pause.gifts.contains(&gift)) {
                let fails = self.read(&pause.condition, case.here, Want::False);
                case.formulas.push(Rc::new(fails));
            }
        }
        if let Some(fold) = giving.each {
            let mut some = |surely| {
                let reader = &mut Reader::new(&mut self.solver.theory, case.here);
                Rc::new(reader.some_event(fold, surely))
            };
            case.formulas.push(some(false));
            case.hints.push(some(true));
        }
        case
    }

    /// The actions of a rule that give what is wanted to customers in a stage.
    fn giving(&self, rule: RuleId, stage: StageId, wanted: Wanted<'_>) -> Vec<Giving> {
        let actions = self.plan.rules[rule].actions.iter();
        actions
            .filter_map(|action| match (action, wanted) {
                (Action::Give(gift, each), Wanted::OneOf(gifts)) => {
                    let is_meant = gifts.contains(gift) && self.is_offered(*gift, stage);
                    is_meant.then_some(Giving { gift: Some(*gift), each: *each })
                }
                (Action::Tag(tag), Wanted::Tag(wanted)) => {
                    (tag == wanted).then_some(Giving { gift: None, each: None })
                }
                (Action::Give(..) | Action::Tag(_) | Action::Untag(_), _) => None,
            })
            .collect()
    }

    /// What else may give what is wanted to customers in a stage.
    pub(super) fn may_get(&self, stage: StageId, wanted: Wanted<'_>) -> Vec<Obstacle> {
        let mut obstacles = Vec::new();
        if let Wanted::OneOf(gifts) = wanted {
            let kept = gifts.iter().filter(|gift| self.plan.gifts[**gift].kept.is_some());
            obstacles.extend(kept.map(|gift| Obstacle::Kept(*gift)));
        }
        let entering = self.makes_room(stage).map(|to| (to, &self.plan.stages[to].on_entering));
        if let Some((to, rules)) = entering
            && rules.iter().any(|rule| !self.giving(*rule, to, wanted).is_empty())
        {
            obstacles.push(Obstacle::MakesRoom(stage));
        }
        obstacles
    }

    /// How customers in a stage may not get what is wanted.
    pub(super) fn misses(&mut self, stage: StageId, wanted: Wanted<'_>) -> Vec<Case> {
        let rules: Vec<RuleId> = self.plan.rules_in(stage).collect();
        let gives = |prover: &Self, rule: RuleId| {
            let to = prover.plan.rules[rule].move_to;
            let entering = to.into_iter().flat_map(|to| {
                let rules = &prover.plan.stages[to].on_entering;
                rules.iter().map(move |rule| (*rule, to))
            });
            let own = std::iter::once((rule, stage));
            own.chain(entering).any(|(rule, stage)| !prover.giving(rule, stage, wanted).is_empty())
        };
        // Those that give whoever else is moved.
        let givers: Vec<RuleId> = rules
            .iter()
            .copied()
            .filter(|rule| self.plan.rules[*rule].move_to.is_none() && gives(self, *rule))
            .collect();
        let mut cases = self.unmoved(stage);
        for (rule, _) in self.ways_out(stage).collect::<Vec<_>>() {
            if !gives(self, rule) {
                cases.push(self.fired(stage, rule));
            }
        }
        for case in &mut cases {
            for giver in &givers {
                case.formulas.push(self.rule(*giver, case.here, Want::NotTrue));
            }
        }
        cases.extend(self.withheld(stage, wanted));
        cases
    }

    /// How what is wanted may be taken back or withheld.
    fn withheld(&mut self, stage: StageId, wanted: Wanted<'_>) -> Vec<Case> {
        let plan = self.plan;
        let mut cases = Vec::new();
        match wanted {
            Wanted::Tag(tag) => {
                let untags = |rule: &RuleId| {
                    let to = plan.rules[*rule].move_to;
                    let entering = to.into_iter().flat_map(|to| &plan.stages[to].on_entering);
                    std::iter::once(rule)
                        .chain(entering)
                        .flat_map(|rule| &plan.rules[*rule].actions)
                        .any(|action| match action {
                            Action::Untag(other) => other == tag,
                            Action::Give(..) | Action::Tag(_) => false,
                        })
                };
                let rules: Vec<RuleId> = plan.rules_in(stage).filter(untags).collect();
                cases.extend(rules.into_iter().map(|rule| self.fired(stage, rule)));
            }
            Wanted::OneOf(gifts) => {
                for gift in gifts {
                    for pause in plan.pauses.iter().filter(|pause| pause.gifts.contains(gift)) {
                        let mut case = self.anybody_in(stage);
                        let holds = self.read(&pause.condition, case.here, Want::NotFalse);
                        case.formulas.push(Rc::new(holds));
                        case.obstacle = Some(Obstacle::Withheld(*gift));
                        cases.push(case);
                    }
                    if self.may_withhold(*gift) {
                        let mut case = self.anybody_in(stage);
                        case.formulas.push(Rc::new(Formula::yes()));
                        case.obstacle = Some(Obstacle::Withheld(*gift));
                        cases.push(case);
                    }
                }
            }
        }
        cases
    }

    /// Whether a gift may be withheld for something that conditions do not say.
    fn may_withhold(&self, gift: GiftId) -> bool {
        let of = &self.plan.gifts[gift];
        let every_time = matches!(of.how_often, HowOften::EveryTime);
        !every_time
            || of.sample.is_some()
            || of.holdout.is_some()
            || of.budget.is_some()
            || of.each.is_some()
            || of.calculated().next().is_some()
            || self.plan.limits.iter().any(|limit| limit.gifts.contains(&gift))
    }
}
