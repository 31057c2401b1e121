//! What is answered, one file for each question: the same documents that the command line writes.

mod bounded;
mod check;
mod customers;
mod decide;
mod format;
mod graph;
mod replay;
mod why;

use std::sync::atomic::{AtomicBool, Ordering};

use super::asked::{self, Asked};
use super::body::Body;
use super::kept::Kept;
use super::trouble::Trouble;
use crate::front::early;
use crate::plan::Plan;
use crate::values::AsOf;

/// What can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    Check,
    Decide,
    Why,
    Graph,
    Replay,
    Format,
}

/// What an answer is made of besides the question.
pub(super) struct Means<'m> {
    pub kept: &'m Kept,
    /// Set once nobody waits for the answer.
    pub stop: &'m AtomicBool,
    /// The most bytes of an answer.
    pub most: usize,
}

impl Question {
    pub(super) const ALL: [Question; 6] = [
        Question::Check,
        Question::Decide,
        Question::Why,
        Question::Graph,
        Question::Replay,
        Question::Format,
    ];

    /// Where it is asked.
    pub(super) fn path(self) -> &'static str {
        match self {
            Question::Check => "/check",
            Question::Decide => "/decide",
            Question::Why => "/why",
            Question::Graph => "/graph",
            Question::Replay => "/replay",
            Question::Format => "/format",
        }
    }

    /// The members that the body can have.
    pub(super) fn members(self) -> &'static [&'static str] {
        match self {
            Question::Check => &["rules", "name", "files"],
            Question::Decide => &[
                "rules",
                "name",
                "files",
                "customers",
                "tables",
                "as_of",
                "why",
                "changes",
                "settle",
            ],
            Question::Why => &[
                "rules",
                "name",
                "files",
                "customers",
                "tables",
                "as_of",
                "id",
                "gift",
                "rule",
                "stage",
                "settle",
            ],
            Question::Graph => {
                &["rules", "name", "files", "customers", "tables", "as_of", "format"]
            }
            Question::Replay => &[
                "rules",
                "name",
                "files",
                "customers",
                "tables",
                "from",
                "to",
                "every",
                "start_empty",
            ],
            Question::Format => &["rules", "name"],
        }
    }

    /// The answer.
    ///
    /// # Errors
    /// Why there is none.
    pub(super) fn answer(self, body: &[u8], means: &Means<'_>) -> Result<Body, Trouble> {
        let asked = Asked::read(body, self.members())?;
        let answer = match self {
            Question::Check => check::check(asked, means)?,
            Question::Decide => decide::decide(asked, means)?,
            Question::Why => why::why(asked, means)?,
            Question::Graph => graph::graph(asked, means)?,
            Question::Replay => replay::replay(asked, means)?,
            Question::Format => format::format(asked)?,
        };
        if means.stop.load(Ordering::Relaxed) {
            return Err(Trouble::too_slow());
        }
        match answer.bytes.len() > means.most {
            true => Err(Trouble::too_much(means.most)),
            false => Ok(answer),
        }
    }
}

/// What there is to say of a moment that has not come yet.
fn early_note(as_of: AsOf, plan: &Plan) -> Result<Option<String>, Trouble> {
    let now = asked::now()?;
    Ok(early::warning(as_of, &plan.zone, now).map(|(title, _)| title))
}
