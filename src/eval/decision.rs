use crate::plan::{GiftId, RuleId, StageId};
use crate::values::Instant;

/// What happens to one customer, and by which rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The stage before; `None` for somebody new.
    pub from: Option<StageId>,
    /// The stage after; the same where nothing moved.
    pub to: StageId,
    /// The moves in order: at most one, but for settling.
    pub moves: Vec<Move>,
    pub given: Vec<Given>,
    pub withheld: Vec<Withheld>,
    /// Tags to set and to take away, in the order first asked; the last word on each has won.
    pub tags: Vec<String>,
    pub untags: Vec<String>,
    /// Rules that were true but did not fire, because their move was not the one taken.
    pub also: Vec<Move>,
    /// When the stage after was entered, where that is known.
    pub stage_since: Option<Instant>,
}

impl Decision {
    /// Nothing yet: from a stage, in a stage.
    pub(super) fn of(from: Option<StageId>, to: StageId) -> Decision {
        Decision {
            from,
            to,
            moves: Vec::new(),
            given: Vec::new(),
            withheld: Vec::new(),
            tags: Vec::new(),
            untags: Vec::new(),
            also: Vec::new(),
            stage_since: None,
        }
    }

    /// Whether the stage after is another than before. Somebody new has entered one.
    pub fn changes_stage(&self) -> bool {
        self.from != Some(self.to)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    pub rule: RuleId,
    pub to: StageId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    pub gift: GiftId,
    pub rule: RuleId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withheld {
    pub gift: GiftId,
    pub rule: RuleId,
    pub reason: Reason,
}

/// Why a gift that a rule asked for is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// It was given before, as often as its frequency allows.
    Repeat,
}

impl Reason {
    pub fn word(self) -> &'static str {
        match self {
            Reason::Repeat => "repeat",
        }
    }
}
