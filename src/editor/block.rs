//! The kinds of declarations, by the words that they begin with.

/// A kind of declarations, by the lines in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// There is none yet.
    None,
    Header,
    Customer,
    Let,
    Gift,
    /// A stage, or any stage.
    Stage,
    Score,
    Balance,
    Limit,
    Pause,
    Group,
    Experiment,
    Test,
    Simulate,
    Report,
    /// A `use` or an `assert`, where nothing but a text follows.
    Text,
}

impl Block {
    /// What the first word of a line begins, if anything.
    pub(super) fn of(word: &str) -> Block {
        match word {
            "flywheel" => Block::Header,
            "customer" => Block::Customer,
            "let" => Block::Let,
            "reward" | "message" | "program" | "alert" => Block::Gift,
            "stage" | "any" => Block::Stage,
            "score" => Block::Score,
            "balance" => Block::Balance,
            "limit" => Block::Limit,
            "pause" => Block::Pause,
            "group" => Block::Group,
            "experiment" => Block::Experiment,
            "test" => Block::Test,
            "simulate" => Block::Simulate,
            "report" => Block::Report,
            "use" | "assert" => Block::Text,
            _ => Block::None,
        }
    }
}
