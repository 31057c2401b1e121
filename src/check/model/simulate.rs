//! The part of the model for `simulate`.

use crate::values::Decimal;

/// A wheel to be turned with supposed numbers of people. Stages are indices into those of the
/// model.
#[derive(Clone, Debug)]
pub struct Simulation {
    /// What it is called.
    pub title: String,
    /// Who comes in from outside each rotation, in the order written.
    pub newcomers: Vec<Newcomers>,
    /// In the order written, which is the order in which those of one stage are served.
    pub hand_offs: Vec<HandOff>,
    /// What everyone who comes to a stage brings along: as the block says or, where it says
    /// nothing of the stage, as the stage `refers`.
    pub brings: Vec<Brings>,
    /// Of a rotation, in the currency of the file.
    pub costs: Option<Decimal>,
    /// Whether every number of people is rounded to whole ones, half up.
    pub whole_people: bool,
}

/// `100 enter Engaged each rotation`.
#[derive(Clone, Debug)]
pub struct Newcomers {
    /// How many, each rotation.
    pub count: Decimal,
    /// Where they come to.
    pub stage: usize,
}

/// `75% of Engaged move to Enthusiast`.
#[derive(Clone, Debug)]
pub struct HandOff {
    /// From 0 to 1.
    pub share: Decimal,
    /// Of whom.
    pub from: usize,
    /// Where they go.
    pub to: usize,
}

/// `each in Advocate brings 1 to Engaged`.
#[derive(Clone, Debug)]
pub struct Brings {
    /// Who brings.
    pub from: usize,
    /// How many each brings.
    pub count: Decimal,
    /// Where those come to.
    pub to: usize,
    /// Whether the block says so; else the stage `refers`.
    pub is_said: bool,
}
