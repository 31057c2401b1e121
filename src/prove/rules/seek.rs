//! Customers for whom some rules are true, and others are not.

use std::rc::Rc;
use std::sync::Arc;

use super::Customer;
use super::prover::{Prover, Reply};
use crate::eval::Situation;
use crate::plan::{RuleId, StageId};
use crate::prove::facts::{Formula, Here, Want};
use crate::values::Truth;

/// What the condition of a rule has to be for a customer who is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sought {
    /// True.
    True,
    /// False or unknown.
    NotTrue,
    /// False.
    False,
    /// True or unknown.
    NotFalse,
}

/// What came of looking for a customer.
#[derive(Clone, Debug, PartialEq)]
pub enum Sighting {
    /// It is proved that there is none.
    Nobody,
    /// One, of whom all of it was seen to be so.
    Somebody(Box<Customer>),
    /// None was found, which proves nothing.
    NotFound,
}

impl<'p> Prover<'p> {
    /// Looks for a customer in a stage for whom rules are as asked, and who meets something else.
    pub fn seek(
        &mut self,
        stage: StageId,
        sought: &[(RuleId, Sought)],
        meets: &mut dyn FnMut(&Customer) -> bool,
    ) -> Sighting {
        let here = Here { stage: Some(stage), entering: false };
        let formulas: Vec<Rc<Formula>> =
            sought.iter().map(|(rule, sought)| self.rule(*rule, here, sought.want())).collect();
        let model = match self.ask(&formulas) {
            Reply::Nobody => return Sighting::Nobody,
            Reply::NotProved => return Sighting::NotFound,
            Reply::Perhaps(model) => model,
        };
        let found = self.show_deciding(&model, here, |prover, evaluator, record| {
            let customer = Customer { record: record.clone(), as_of: evaluator.clock().today() };
            let situation = Situation::placed(evaluator, record, Arc::clone(&prover.places));
            sought.iter().all(|(rule, sought)| sought.is(prover.truth(*rule, &situation)))
                && meets(&customer)
        });
        found.map_or(Sighting::NotFound, |customer| Sighting::Somebody(Box::new(customer)))
    }

    /// The same, and looks first for somebody of whom all is known: who is false rather than not true.
    pub fn seek_plainly(
        &mut self,
        stage: StageId,
        sought: &[(RuleId, Sought)],
        meets: &mut dyn FnMut(&Customer) -> bool,
    ) -> Sighting {
        let plain: Vec<_> = sought.iter().map(|(rule, sought)| (*rule, sought.plain())).collect();
        if plain != sought
            && let found @ Sighting::Somebody(_) = self.seek(stage, &plain, meets)
        {
            return found;
        }
        self.seek(stage, sought, meets)
    }

    /// Whether rules are as asked for a customer, as the evaluator finds them.
    pub fn is_so(&mut self, sought: &[(RuleId, Sought)], customer: &Customer) -> bool {
        let evaluator = self.evaluator(customer.as_of);
        let places = Arc::clone(&self.places);
        let situation = Situation::placed(&evaluator, &customer.record, places);
        sought.iter().all(|(rule, sought)| sought.is(self.truth(*rule, &situation)))
    }

    /// The rules that move everybody on for whom they are true, before a rule of a stage that would
    /// move them too.
    pub fn moved_before(&self, stage: StageId, rule: RuleId) -> Vec<RuleId> {
        let rules: Vec<RuleId> = self.plan.rules_in(stage).collect();
        let place = rules.iter().position(|other| *other == rule);
        place.map(|place| self.movers(&rules, place)).unwrap_or_default()
    }
}

impl Sought {
    fn want(self) -> Want {
        match self {
            Sought::True => Want::True,
            Sought::NotTrue => Want::NotTrue,
            Sought::False => Want::False,
            Sought::NotFalse => Want::NotFalse,
        }
    }

    /// The same without what may be unknown.
    fn plain(self) -> Sought {
        match self {
            Sought::True | Sought::NotFalse => Sought::True,
            Sought::NotTrue | Sought::False => Sought::False,
        }
    }

    fn is(self, truth: Truth) -> bool {
        match self {
            Sought::True => truth == Truth::True,
            Sought::NotTrue => truth != Truth::True,
            Sought::False => truth == Truth::False,
            Sought::NotFalse => truth != Truth::False,
        }
    }
}
