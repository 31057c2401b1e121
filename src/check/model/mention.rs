//! Where names are written besides their declarations, and what each stands for.

use crate::problems::Span;

/// A name that is written somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    pub span: Span,
    pub named: Named,
}

/// What a name stands for, by its place in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Named {
    Field(usize),
    List(usize),
    /// An attribute of the events of a list.
    Attribute {
        list: usize,
        attribute: usize,
    },
    /// A value of a choice.
    Value {
        choice: usize,
        value: usize,
    },
    Let(usize),
    Score(usize),
    Experiment(usize),
    /// By its place among the groups of the file.
    Group(usize),
    Gift(usize),
    Stage(usize),
}
