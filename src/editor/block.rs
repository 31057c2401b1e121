//! The kinds of declarations, by the words that they begin with.

/// A kind of declarations, by the lines in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// There is none yet.
    None,
    Header,
    Customer,
    Gift,
    /// A stage, or any stage.
    Stage,
    Score,
    Balance,
    Test,
    Simulate,
    Report,
    /// A `let`, a limit or a pause.
    Condition,
    Other,
}

impl Block {
    /// What the first word of a line begins, if anything.
    pub(super) fn of(word: &str) -> Block {
        match word {
            "flywheel" => Block::Header,
            "customer" => Block::Customer,
            "reward" | "message" | "program" | "alert" => Block::Gift,
            "stage" | "any" => Block::Stage,
            "score" => Block::Score,
            "balance" => Block::Balance,
            "test" => Block::Test,
            "simulate" => Block::Simulate,
            "report" => Block::Report,
            "let" | "limit" | "pause" => Block::Condition,
            "use" | "group" | "experiment" | "assert" => Block::Other,
            _ => Block::None,
        }
    }
}
