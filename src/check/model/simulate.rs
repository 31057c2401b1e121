use crate::report::Span;
use crate::values::Decimal;

/// A wheel to be turned with supposed numbers of people. Stages are indices into those of the
/// model.
#[derive(Clone, Debug)]
pub struct Simulation {
    pub title: String,
    pub span: Span,
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
    pub count: Decimal,
    pub stage: usize,
}

/// `75% of Engaged move to Enthusiast`.
#[derive(Clone, Debug)]
pub struct HandOff {
    pub span: Span,
    /// From 0 to 1.
    pub share: Decimal,
    pub from: usize,
    pub to: usize,
}

/// `each in Advocate brings 1 to Engaged`.
#[derive(Clone, Debug)]
pub struct Brings {
    pub from: usize,
    pub count: Decimal,
    pub to: usize,
}
