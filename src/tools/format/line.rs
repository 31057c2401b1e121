//! The kinds of lines that a file is made of.

/// What a line says. Those of a block are indented below its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Header,
    Customer,
    Score,
    Stage,
    Test,
    Simulate,
    Report,
    Let,
    Gift,
    Use,
    Limit,
    Pause,
    Group,
    Assert,
    Experiment,
    /// A setting of the header.
    Setting,
    /// `joined: date`.
    Field,
    /// `id from "customer_id"`.
    Mapping,
    /// Anything under a stage.
    Statement,
    /// A line of a score.
    Points,
    /// The arms of an experiment.
    Arms,
    /// A line of a test.
    Step,
    /// A line of a simulation.
    Turn,
    /// A line of a report.
    Wish,
}

/// Where a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A declaration with lines of its own below it.
    Head,
    /// A declaration that is complete in itself.
    Single,
    /// A line of a block.
    Entry,
}

impl Line {
    pub(super) fn role(self) -> Role {
        match self {
            Line::Header
            | Line::Customer
            | Line::Score
            | Line::Experiment
            | Line::Stage
            | Line::Test
            | Line::Simulate
            | Line::Report => Role::Head,
            Line::Let
            | Line::Gift
            | Line::Use
            | Line::Limit
            | Line::Pause
            | Line::Group
            | Line::Assert => Role::Single,
            Line::Setting
            | Line::Field
            | Line::Mapping
            | Line::Statement
            | Line::Points
            | Line::Arms
            | Line::Step
            | Line::Turn
            | Line::Wish => Role::Entry,
        }
    }

    pub(super) fn indent(self) -> usize {
        match self.role() {
            Role::Head | Role::Single => 0,
            Role::Entry => super::INDENT,
        }
    }

    /// Whether declarations of the two kinds may be together without an empty line.
    pub(super) fn goes_with(self, next: Line) -> bool {
        let limits = |line: Line| line == Line::Limit || line == Line::Pause;
        self.role() == Role::Single && (self == next || (limits(self) && limits(next)))
    }
}
