//! What is asked about one customer, and the answer.

use std::sync::Arc;

use crate::eval::{Decision, Evaluator, Fault, Record, Situation};
use crate::plan::{GiftId, Plan, RuleId, StageId};
use crate::problems::Sources;
use crate::tools::explain::{Explainer, Writer};
use crate::tools::takes::{self, Takes};
use crate::values::{AsOf, Instant};

use super::clause::{Clauses, Later};
use super::{
    Clause, GiftWhy, NamedWhy, NextWhy, Patience, RuleWhy, after, gift, named, next, rule,
};

/// What is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// All that happens, and all that does not.
    Everything,
    /// Whether a gift is given.
    Gift(GiftId),
    /// Whether a rule fires.
    Rule(RuleId),
    /// Whether the customer moves to a stage.
    Stage(StageId),
}

impl About {
    /// The gift that is asked about, if it is about one.
    pub fn gift(self) -> Option<GiftId> {
        match self {
            About::Gift(gift) => Some(gift),
            About::Everything | About::Rule(_) | About::Stage(_) => None,
        }
    }
}

/// A question about one customer.
#[derive(Clone, Copy)]
pub struct Question<'q> {
    /// The files of the rules.
    pub sources: &'q Sources,
    /// What decides, with what is known of all other customers.
    pub evaluator: &'q Evaluator,
    /// The moment that is decided for.
    pub as_of: AsOf,
    /// The customer.
    pub record: &'q Record<'q>,
    /// What is asked about.
    pub about: About,
    /// Which step of a run it is.
    pub step: Step<'q>,
    /// How much the answer may be.
    pub patience: &'q Patience<'q>,
}

/// Which step of a run is asked about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step<'s> {
    /// For a further step, the stages that the customer entered in those before: they are closed.
    pub entered: Option<&'s [StageId]>,
    /// Whether another step follows, so that nothing is said of what comes later.
    pub goes_on: bool,
}

impl Step<'_> {
    /// Whether the customer entered a stage in an earlier step of the run.
    pub fn has_entered(&self, stage: StageId) -> bool {
        self.entered.is_some_and(|entered| entered.contains(&stage))
    }
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Why {
    /// The moment that is decided for.
    pub as_of: AsOf,
    /// The customer.
    pub id: String,
    /// Whether the customer enters the first stage now.
    pub is_new: bool,
    /// The stage before.
    pub stage: StageId,
    /// Since when the customer is there, if that is known.
    pub since: Option<Instant>,
    /// What is asked about.
    pub about: About,
    /// What is decided.
    pub decision: Result<Decision, Fault>,
    /// The rules that matter, in the order of reading.
    pub rules: Vec<RuleWhy>,
    /// The gifts that matter, in the order of the file.
    pub gifts: Vec<GiftWhy>,
    /// What is named in these rules, in the order in which it is met.
    pub names: Vec<NamedWhy>,
    /// What changes next, unless another step of the same run does.
    pub next: Option<NextWhy>,
    /// The condition by which the customer is left out, if so.
    pub left_out: Option<Clause>,
}

impl<'q> Question<'q> {
    /// The answer.
    pub fn answer(&self) -> Why {
        let situation = Situation::new(self.evaluator, self.record);
        let decision = self.decision();
        let plan = self.plan();
        let stage = situation.stage();
        let changed = after::changed(self.record, &decision, self.evaluator.clock().as_of());
        let record = changed.as_ref().unwrap_or(self.record);
        let later = Situation::new(self.evaluator, record);
        let updated = changed.is_some() || self.step.entered.is_some();
        let later = Later { updated, record, customer: &later };
        let clauses = Clauses { question: self, customer: &situation, later };
        let asked = self.rules_in(stage);
        let about = self.rules_about(&asked, &decision);
        let rules: Vec<RuleWhy> = about
            .iter()
            .take_while(|_| !self.is_over())
            .map(|rule| rule::why(clauses, *rule, &decision))
            .collect();
        let gifts = gift::all(clauses, &asked, &decision);
        let names = named::all(clauses, &about);
        Why {
            as_of: self.as_of,
            id: self.record.id.text.to_string(),
            is_new: situation.is_new(),
            stage,
            since: situation.stage_since().filter(|_| !situation.is_new()),
            about: self.about,
            rules,
            gifts: gifts.into_iter().filter(|why| self.is_about_gift(plan, why)).collect(),
            names,
            next: (!self.step.goes_on).then(|| next::why(clauses, &decision)),
            left_out: self.left_out(clauses, &decision),
            decision,
        }
    }

    /// What this step decides.
    pub(super) fn decision(&self) -> Result<Decision, Fault> {
        match self.step.entered {
            None => self.evaluator.decide_among(self.record),
            Some(entered) => self.evaluator.decide_further(self.record, entered),
        }
    }

    /// What it would take for what is asked about to happen; `None` if it happens already, or cannot be
    /// decided. It takes longer than the answer: many changed records are decided for it.
    pub fn takes(&self) -> Option<Takes> {
        let Question { evaluator, as_of, record, about, patience, .. } = *self;
        takes::takes_until(evaluator, as_of, record, about, patience.stop())
    }

    /// Whether nothing more is to be said.
    pub(super) fn is_over(&self) -> bool {
        self.patience.is_over()
    }

    /// Whether what is asked about happens in this step, as the answer says it is decided.
    pub(super) fn happens(&self, why: &Why) -> bool {
        let decision = why.decision.as_ref();
        decision
            .is_ok_and(|decision| takes::happens(self.evaluator, self.record, self.about, decision))
    }

    /// The plan of the rules.
    pub fn plan(&self) -> &'q Arc<Plan> {
        self.evaluator.plan()
    }

    pub(super) fn explainer(&self) -> Explainer<'q> {
        Explainer { plan: self.plan(), sources: self.sources }
    }

    pub(super) fn writer(&self) -> Writer<'q> {
        self.explainer().writer()
    }

    /// The rules that are read in a stage.
    fn rules_in(&self, stage: StageId) -> Vec<RuleId> {
        let plan = self.plan();
        plan.rules_in(stage).filter(|rule| plan.rules[*rule].condition.is_some()).collect()
    }

    /// Those of them that the question is about.
    fn rules_about(&self, rules: &[RuleId], decision: &Result<Decision, Fault>) -> Vec<RuleId> {
        let plan = self.plan();
        let there = self.leads(decision);
        let leads = |rule: &RuleId| plan.rules[*rule].move_to.is_some_and(|to| there.contains(&to));
        let matters = |rule: &RuleId| match self.about {
            About::Everything => true,
            About::Gift(gift) => takes::gives(plan, *rule, gift) || leads(rule),
            About::Rule(other) => *rule == other,
            About::Stage(stage) => plan.rules[*rule].move_to == Some(stage),
        };
        // Who makes room moves without a condition.
        let moves = decision.iter().flat_map(|decision| &decision.moves).map(|moved| moved.rule);
        let room = moves.filter(|rule| plan.rules[*rule].condition.is_none());
        let all = room.chain(rules.iter().copied());
        let mut about: Vec<RuleId> = all.filter(matters).collect();
        // A rule of another stage says why it is not read.
        if let About::Rule(other) = self.about
            && about.is_empty()
        {
            about.push(other);
        }
        about
    }

    /// The stages that a rule must move to for a gift to be given: on entering them, or further on.
    fn leads(&self, decision: &Result<Decision, Fault>) -> Vec<StageId> {
        let (About::Gift(gift), Ok(decision)) = (self.about, decision) else { return Vec::new() };
        let plan = self.plan();
        let gives = |stage: &StageId| {
            let on_entering = &plan.stages[*stage].on_entering;
            on_entering.iter().any(|rule| takes::gives(plan, *rule, gift))
        };
        let entered = (0..plan.stages.len()).filter(gives);
        let further = takes::way_to_gift(plan, decision.from.unwrap_or(plan.start), gift);
        entered.chain(further.first().copied()).collect()
    }

    /// The condition by which a customer is left out.
    fn left_out(&self, clauses: Clauses<'_>, decision: &Result<Decision, Fault>) -> Option<Clause> {
        let left_out = decision.as_ref().is_ok_and(|decision| decision.left_out);
        let condition = self.plan().leave_out.as_ref().filter(|_| left_out)?;
        Some(clauses.of(condition))
    }

    fn is_about_gift(&self, plan: &Plan, why: &GiftWhy) -> bool {
        let of_rule = |rule: RuleId| takes::gives(plan, rule, why.gift);
        match self.about {
            About::Everything => true,
            About::Gift(gift) => why.gift == gift,
            About::Rule(rule) => of_rule(rule),
            About::Stage(stage) => {
                let leads = |rule: &RuleId| plan.rules[*rule].move_to == Some(stage);
                let on_entering = plan.stages[stage].on_entering.iter().copied();
                (0..plan.rules.len()).filter(leads).chain(on_entering).any(of_rule)
            }
        }
    }
}
