//! What rules give that the rules before would not have given.

use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::front::Failure;
use crate::front::files::{Files, Ready};
use crate::plan::Plan;
use crate::run::{Decided, Engine, LedgerRow, Observer, Part, Rejected, Settings};

/// What an engine gives to customers that another one does not.
pub(in crate::front) fn gains(
    files: Files<'_>,
    before: &Engine,
    after: &Engine,
) -> Result<Gains, Failure> {
    let opened = files.open(&[before, after], before.passes() + after.passes(), false)?;
    let [before, after] = [before, after].map(|engine| Given::by(&opened.ready(engine)?));
    Ok(after?.beyond(&before?))
}

/// The gifts that some rules give.
#[derive(Debug, Default)]
struct Given {
    /// How many customers were decided.
    decided: u64,
    /// By the id of the customer: the gift, and the event that it is for, as a hash; and the name of the gift.
    gifts: Vec<(u64, u64, String)>,
}

/// Customers who are given more than before.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::front) struct Gains {
    /// How many.
    pub customers: u64,
    /// How many customers there are in all.
    pub of: u64,
    /// How many more of each gift.
    pub gifts: BTreeMap<String, u64>,
}

impl Given {
    /// What the rules of an engine give. Nothing is written.
    fn by(ready: &Ready<'_>) -> Result<Given, Failure> {
        let observer = Notes { plan: ready.engine.plan() };
        let mut all = Given::default();
        let take = |part: Part<Given>| {
            all.decided += part.results.decided;
            all.gifts.extend(part.results.gifts);
            Ok::<(), Failure>(())
        };
        ready.run(&ready.surveyed()?, Settings::default(), &observer, take)?;
        Ok(all)
    }

    /// What these rules give that others do not.
    fn beyond(&self, others: &Given) -> Gains {
        let others: HashSet<(u64, u64)> =
            others.gifts.iter().map(|(who, gift, _)| (*who, *gift)).collect();
        let more = self.gifts.iter().filter(|(who, gift, _)| !others.contains(&(*who, *gift)));
        let (mut customers, mut gifts) = (HashSet::new(), BTreeMap::new());
        for (who, _, name) in more {
            customers.insert(*who);
            *gifts.entry(name.clone()).or_default() += 1;
        }
        Gains { customers: customers.len() as u64, of: self.decided, gifts }
    }
}

/// Notes the gifts of decisions.
struct Notes<'p> {
    plan: &'p Plan,
}

impl Observer for Notes<'_> {
    type Results = Given;

    fn begin(&self) -> Given {
        Given::default()
    }

    fn decided(&self, given: &mut Given, decided: &Decided<'_, '_>) {
        given.decided += 1;
        for gift in &decided.decision.given {
            let name = &self.plan.needs.gifts[gift.gift].written;
            let what = hash(&(name, gift.event.as_deref()));
            given.gifts.push((hash(&decided.id.text), what, name.clone()));
        }
    }

    fn left_out(&self, _given: &mut Given, _known: Option<LedgerRow>) {}

    fn rejected(&self, _given: &mut Given, _rejected: Rejected<'_>) {}
}

fn hash(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}
