//! Histories in, figures out.

use std::collections::BTreeMap;

use super::budgets::BudgetsTally;
use super::hand_offs::HandOffsTally;
use super::money::MoneyTally;
use super::paying::PayingTally;
use super::places::PlacesTally;
use super::results::ResultsTally;
use super::speed::SpeedTally;
use super::visits::visits;
use super::{
    Asked, BudgetUsed, HandOffs, Held, Money, Paying, Places, Results, Scope, Speed, Unknown,
};
use crate::histories::History;

/// All figures of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// What it looks at.
    pub scope: Scope,
    /// How many customers something is known of.
    pub customers: u64,
    /// The stages in histories that the rules do not have, each with the number of customers who were in it.
    pub not_in_rules: BTreeMap<String, u64>,
    /// Where everybody is.
    pub places: Places,
    /// What becomes of stays.
    pub hand_offs: HandOffs,
    /// How long it takes to paying; none if nobody says which stage that is.
    pub paying: Option<Paying>,
    /// How fast customers bring others; none if nobody says how that is known.
    pub speed: Option<Speed>,
    /// What customers bring and cost.
    pub money: Money,
    /// What gifts and experiments achieved.
    pub results: Results,
    /// How much of each budget was used, in the order of the file; empty if nothing is known of gifts.
    pub budgets: Vec<BudgetUsed>,
    /// What was held back; none if there is no ledger that knows.
    pub held: Option<Held>,
    /// What was not known of customers; none if there are no records that say it.
    pub unknown: Option<Unknown>,
}

/// Counts histories one by one. What it keeps are numbers by stage and day, but for the ids of those who entered if
/// a report is asked who brings others.
#[derive(Clone, Debug)]
pub struct Counting<'a> {
    asked: &'a Asked,
    scope: Scope,
    customers: u64,
    not_in_rules: BTreeMap<String, u64>,
    places: PlacesTally,
    hand_offs: HandOffsTally,
    paying: PayingTally,
    speed: SpeedTally,
    money: MoneyTally,
    results: ResultsTally,
    budgets: BudgetsTally,
}

impl<'a> Counting<'a> {
    /// Nobody is counted yet.
    pub fn new(asked: &'a Asked, scope: Scope) -> Counting<'a> {
        Counting {
            asked,
            scope,
            customers: 0,
            not_in_rules: BTreeMap::new(),
            places: PlacesTally::new(asked, scope),
            hand_offs: HandOffsTally::new(asked),
            paying: PayingTally::default(),
            speed: SpeedTally::default(),
            money: MoneyTally::new(asked),
            results: ResultsTally::new(asked),
            budgets: BudgetsTally::new(asked),
        }
    }

    /// Counts a customer. The order does not matter; each may be counted only once.
    pub fn add(&mut self, history: &History) {
        let (asked, scope) = (self.asked, self.scope);
        let visits = visits(asked, history, scope.last());
        if visits.is_empty() {
            return;
        }
        self.customers += 1;
        self.note_strange(history);
        self.places.add(scope, &visits);
        self.hand_offs.add(asked, scope, &visits);
        self.paying.add(asked, scope, &visits);
        if asked.brought_within.is_some() {
            self.speed.add(asked, history, &visits);
        }
        self.money.add(asked, scope, history, &visits);
        self.results.add(asked, scope, history);
        self.budgets.add(asked, scope, history);
    }

    /// Notes stages that the rules do not have.
    fn note_strange(&mut self, history: &History) {
        let mut names: Vec<&str> = history.stays.iter().map(|stay| &*stay.stage).collect();
        names.retain(|name| self.asked.stage(name).is_none());
        names.sort_unstable();
        names.dedup();
        for name in names {
            *self.not_in_rules.entry(name.to_owned()).or_default() += 1;
        }
    }

    /// The figures of all who were counted, with what a ledger and records say of what was held back and unknown.
    pub fn figures(self, held: Option<Held>, unknown: Option<Unknown>) -> Figures {
        let (asked, scope) = (self.asked, self.scope);
        Figures {
            scope,
            customers: self.customers,
            not_in_rules: self.not_in_rules,
            places: self.places.figures(),
            hand_offs: self.hand_offs.figures(asked, scope),
            paying: self.paying.figures(asked, scope),
            speed: asked.brought_within.map(|within| self.speed.figures(within, scope)),
            money: self.money.figures(asked, scope),
            results: self.results.figures(asked, scope),
            budgets: self.budgets.figures(asked, scope, held.is_some()),
            held,
            unknown,
        }
    }
}
