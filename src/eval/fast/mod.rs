//! The fast path: the same decisions, sooner. Facts are whole numbers in slots, conditions are
//! compiled for one instant, and whatever is out of the ordinary is [`Declined`]: then the plain
//! evaluator decides. It may decline, but what it says is what the plain evaluator says.
//!
//! ```text
//!   once for an instant              for each record
//!
//!   plan + instant                   records::fast reads
//!        │ compile                            │
//!        ▼                                    ▼
//!   program ───── blank slots ─────▶ facts: slots, rows of events, words
//!   (stages, conds, nodes, folds)             │
//!        │                                    ▼
//!        └────────▶ evaluator ──▶ view ──▶ stage ──▶ truth ──▶ fold
//!                       │           │        │ tests of slots, and what is simple
//!                       │           └──▶ measured: what customers compete by
//!                       ▼
//!               judged, survey: shared with the plain path
//! ```
//!
//! - A [`FastProgram`] owns what it consists of and knows no customers, so all threads and all
//!   passes share one. A [`FastEvaluator`] is a program with what is known of everyone.
//! - Compiled are `stage`, `cond` with `slot_test`, `node`, and `passing` with `simple`. The files
//!   in `compile` have the same names as those of the plan and make these of it.
//! - What a [`Slot`] holds is in `slot`, `day`, `words` and `rows`; which slot it is, in `slot_map`.

mod amounts;
mod compile;
mod cond;
mod day;
mod evaluator;
mod facts;
mod fold;
mod lacking;
mod measured;
mod node;
mod passing;
mod program;
mod rows;
mod shown;
mod simple;
mod slot;
mod slot_map;
mod slot_test;
mod stage;
mod truth;
mod view;
mod words;

pub use evaluator::FastEvaluator;
pub use facts::Facts;
pub use program::FastProgram;
pub use rows::{More, Rows};
pub use slot::Slot;
pub use words::Words;

use super::Fault;
use crate::values::Instant;

/// Something that only the plain path can judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declined;

impl From<Fault> for Declined {
    fn from(_: Fault) -> Declined {
        Declined
    }
}

/// The instant of this many nanoseconds.
pub(crate) fn instant(nanos: i128) -> Result<Instant, Declined> {
    // Between 1677 and 2262 a short division does.
    let instant = match i64::try_from(nanos) {
        Ok(nanos) => {
            let second = 1_000_000_000;
            Instant::new(nanos.div_euclid(second), nanos.rem_euclid(second) as i32)
        }
        Err(_) => Instant::from_nanosecond(nanos),
    };
    instant.map_err(|_| Declined)
}
