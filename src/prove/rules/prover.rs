//! Answers questions about the conditions of a plan, and finds customers who show it.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::Date;

use super::firing::Firing;
use super::{Customer, Fate};
use crate::eval::{Evaluator, Record, Situation};
use crate::plan::{Cond, Places, Plan, RuleId, StageId};
use crate::prove::facts::{Formula, Here, Reader, Theory, Want};
use crate::prove::search::{Model, Outcome, Solver};
use crate::prove::witness;
use crate::values::{AsOf, Truth};

/// How many steps one question may take, and how many all of them together.
const STEPS: u32 = 20_000;
const ALL_STEPS: u64 = 5_000_000;

/// Answers questions about the conditions of a plan.
pub struct Prover<'p> {
    pub(in crate::prove) plan: &'p Arc<Plan>,
    pub(in crate::prove) solver: Solver<'p>,
    pub(in crate::prove) places: Arc<Places<'p>>,
    evaluators: HashMap<Date, Rc<Evaluator>>,
    formulas: HashMap<(RuleId, Here, Want), Rc<Formula>>,
    takes_part: Option<Rc<Formula>>,
    /// Customers for whom rules fire.
    pub(super) firing: Firing,
    /// Whether customers who enter a stage may be moved at once by some rules, one after the other.
    pub(super) ways: HashMap<(StageId, Vec<RuleId>), bool>,
    /// By stage, what becomes of its rules, as far as questions needed it.
    pub(in crate::prove) fates: HashMap<StageId, Rc<[(RuleId, Fate)]>>,
    /// How many steps are left for all questions.
    left: u64,
    /// Set by someone who no longer needs the answers.
    stop: Option<&'p AtomicBool>,
}

/// Whether some customer is as a question asks.
pub(in crate::prove) enum Reply<'p> {
    /// Somebody may be.
    Perhaps(Box<Model<'p>>),
    /// Nobody is.
    Nobody,
    /// It took too long to say.
    NotProved,
}

impl<'p> Prover<'p> {
    /// Answers questions about a plan.
    pub fn new(plan: &'p Arc<Plan>) -> Prover<'p> {
        Prover {
            plan,
            solver: Solver::new(Theory::new(plan)),
            places: Arc::new(Places::of(plan)),
            evaluators: HashMap::new(),
            formulas: HashMap::new(),
            takes_part: None,
            firing: Firing::default(),
            ways: HashMap::new(),
            fates: HashMap::new(),
            left: ALL_STEPS,
            stop: None,
        }
    }

    /// The same, but once this is set, nothing more is proved, and what is found is worth nothing.
    pub fn until(self, stop: &'p AtomicBool) -> Prover<'p> {
        Prover { stop: Some(stop), ..self }
    }

    /// What must be so for a condition to be what is wanted.
    pub(in crate::prove) fn read(&mut self, cond: &'p Cond, here: Here, want: Want) -> Formula {
        Reader::new(&mut self.solver.theory, here).read(cond, want)
    }

    /// The same of the condition of a rule.
    pub(in crate::prove) fn rule(&mut self, rule: RuleId, here: Here, want: Want) -> Rc<Formula> {
        if let Some(formula) = self.formulas.get(&(rule, here, want)) {
            return Rc::clone(formula);
        }
        let formula = match &self.plan.rules[rule].condition {
            Some(cond) => self.read(cond, here, want),
            None => Formula::of(want.takes(true)),
        };
        let formula = Rc::new(formula);
        self.formulas.insert((rule, here, want), Rc::clone(&formula));
        formula
    }

    /// Whether some customer who takes part fulfils all of these.
    pub(in crate::prove) fn ask(&mut self, formulas: &[Rc<Formula>]) -> Reply<'p> {
        if self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
            return Reply::NotProved;
        }
        let takes_part = self.takes_part();
        let all: Vec<&Formula> = formulas.iter().chain(&takes_part).map(Rc::as_ref).collect();
        let mut steps = u32::try_from(self.left).map_or(STEPS, |left| left.min(STEPS));
        let given = steps;
        let outcome = self.solver.solve(&all, &mut steps);
        self.left -= u64::from(given - steps);
        match outcome {
            Outcome::Possible(model) => Reply::Perhaps(model),
            Outcome::Impossible => Reply::Nobody,
            Outcome::GaveUp => Reply::NotProved,
        }
    }

    /// What must be so of those who take part.
    fn takes_part(&mut self) -> Option<Rc<Formula>> {
        let cond = self.plan.leave_out.as_ref()?;
        if self.takes_part.is_none() {
            self.takes_part = Some(Rc::new(self.read(cond, Here::default(), Want::NotTrue)));
        }
        self.takes_part.clone()
    }

    /// A customer in a stage who is like a model, of whom something is so.
    pub(in crate::prove) fn show(
        &mut self,
        model: &Model<'p>,
        here: Here,
        mut shows: impl FnMut(&Prover<'p>, &Situation<'_>) -> bool,
    ) -> Option<Customer> {
        self.show_deciding(model, here, |prover, evaluator, record| {
            let situation = Situation::placed(evaluator, record, Arc::clone(&prover.places));
            shows(prover, &situation)
        })
    }

    /// The same for what is seen by deciding for the customer.
    pub(in crate::prove) fn show_deciding(
        &mut self,
        model: &Model<'p>,
        here: Here,
        mut shows: impl FnMut(&Prover<'p>, &Evaluator, &Record<'static>) -> bool,
    ) -> Option<Customer> {
        self.show_changed(model, here, |prover, evaluator, record| {
            shows(prover, evaluator, &record).then_some(record)
        })
    }

    /// The same where the customer may first be changed, in what the model leaves open.
    pub(in crate::prove) fn show_changed(
        &mut self,
        model: &Model<'p>,
        here: Here,
        mut shows: impl FnMut(&Prover<'p>, &Evaluator, Record<'static>) -> Option<Record<'static>>,
    ) -> Option<Customer> {
        let stage = here.stage?;
        let mut place = 0;
        loop {
            let as_of = witness::days(&self.solver.theory, model).nth(place)?;
            place += 1;
            let evaluator = self.evaluator(as_of);
            let clock = evaluator.clock();
            let made = witness::record(&self.solver.theory, model, stage, clock);
            let Some(mut record) = made else { continue };
            if here.entering {
                record.stage_since = Some(clock.as_of());
            }
            if let Some(record) = shows(self, &evaluator, record) {
                return Some(Customer { record, as_of });
            }
        }
    }

    pub(super) fn evaluator(&mut self, as_of: Date) -> Rc<Evaluator> {
        let made = || Rc::new(Evaluator::new(self.plan, AsOf::Day(as_of)));
        Rc::clone(self.evaluators.entry(as_of).or_insert_with(made))
    }

    /// Whether the condition of a rule is true of a customer.
    pub(in crate::prove) fn is_true(&self, rule: RuleId, of: &Situation<'_>) -> bool {
        self.truth(rule, of) == Truth::True
    }

    /// Those of some rules whose conditions are true of a customer, in order, each when it is asked for.
    pub(super) fn true_ones<'a>(
        &'a self,
        rules: &'a [RuleId],
        of: &'a Situation<'_>,
    ) -> impl Iterator<Item = RuleId> + 'a {
        let condition =
            |rule: &RuleId| Some((*rule, self.plan.rules[*rule].condition.as_ref()?.id));
        let asked = rules.iter().filter_map(condition);
        let truths = of.truths(asked.clone().map(|(_, condition)| condition));
        let both = asked.zip(truths).filter(|(_, truth)| *truth == Some(Truth::True));
        both.map(|((rule, _), _)| rule)
    }

    /// Whether a customer does not take part.
    pub(super) fn is_left_out(&self, of: &Situation<'_>) -> bool {
        let condition = self.plan.leave_out.as_ref();
        condition.is_some_and(|condition| of.truth(condition.id, None) == Some(Truth::True))
    }

    /// What the condition of a rule comes to for a customer.
    pub(super) fn truth(&self, rule: RuleId, of: &Situation<'_>) -> Truth {
        match &self.plan.rules[rule].condition {
            Some(cond) => of.truth(cond.id, None).unwrap_or(Truth::Unknown),
            None => Truth::True,
        }
    }
}

impl std::fmt::Debug for Prover<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Prover").finish_non_exhaustive()
    }
}
