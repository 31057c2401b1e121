//! What an answer says.

use crate::plan::{GiftId, PartId, RuleId, StageId};
use crate::prove::rules::Customer;
use crate::values::Decimal;

/// The answer to a question about all customers.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It is so.
    Proved(Proof),
    /// It is not so: this customer shows it, as the evaluator decided.
    Counterexample {
        /// The customer.
        customer: Box<Customer>,
        /// The rule that does it, if one does.
        rule: Option<RuleId>,
    },
    /// Neither is known.
    NotProved(Vec<Obstacle>),
}

/// Why something is so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proof {
    /// What it rests on, besides the conditions of rules.
    pub grounds: Vec<Ground>,
    /// The most that there may be, where that was asked.
    pub most: Option<Decimal>,
}

/// Something that a proof rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// How often a gift is given.
    HowOften(GiftId),
    /// A limit, by its place in the plan.
    Limit(usize),
    /// A gift costs nothing.
    Free(GiftId),
    /// A gift that no customer ever gets.
    NeverGiven(GiftId),
}

/// What prevents a proof.
#[derive(Clone, Debug, PartialEq)]
pub enum Obstacle {
    /// Proofs do not look into this part of a condition.
    Outside(PartId),
    /// It took too many steps, at this rule if it is about one.
    TooLong(Option<RuleId>),
    /// Nobody was found who shows it, though nothing says that there is nobody.
    NotShown(Option<RuleId>),
    /// Customers stay where they are while there is no room in this stage.
    NoRoom(StageId),
    /// Customers in this stage make room for others.
    MakesRoom(StageId),
    /// There may be a way by several steps through these stages.
    Way(Vec<StageId>),
    /// What is withheld of this gift is given later, whatever is true then.
    Kept(GiftId),
    /// This gift is not given to everybody who is to get it.
    Withheld(GiftId),
    /// Nothing says how often this gift is given in all.
    Unlimited(GiftId),
    /// The cost of this gift is calculated, and no limit caps it.
    Calculated(GiftId),
    /// There may be as much as this.
    AsMuchAs(Decimal),
}
