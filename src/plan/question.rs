//! Questions about all customers.

use super::{Cond, GiftId, StageId};
pub use crate::check::model::Does;
use crate::problems::Span;
use crate::terms::{Cap, Per};

/// A question about all customers, which evaluation never asks.
#[derive(Clone, Debug)]
pub struct Question {
    /// Where it is.
    pub span: Span,
    /// As it is written.
    pub text: String,
    /// Whether the file says it.
    pub in_file: bool,
    /// What is asked.
    pub kind: QuestionKind,
}

/// What is asked.
#[derive(Clone, Debug)]
pub enum QuestionKind {
    /// Whether every customer does something in one step, or nobody does.
    Does {
        /// Whether every customer does it, or nobody.
        every: bool,
        /// The stage where they are; `None`: any.
        stage: Option<StageId>,
        /// What is true of them.
        condition: Option<Cond>,
        /// What they do.
        does: Does,
    },
    /// Whether gifts are never given more often, or for more money, in a period that ends with one.
    Most {
        /// The gifts, in the order of the file.
        gifts: Vec<GiftId>,
        /// The most of them that there may be.
        cap: Cap,
        /// Per how much time; `None`: ever.
        per: Option<Per>,
    },
}

impl Question {
    /// What is asked of the customers that it is about, if it says so.
    pub fn condition(&self) -> Option<&Cond> {
        match &self.kind {
            QuestionKind::Does { condition, .. } => condition.as_ref(),
            QuestionKind::Most { .. } => None,
        }
    }
}
