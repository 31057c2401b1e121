//! Replay: decides for everybody as of each day in turn, with the state that the rules themselves
//! produced.
//!
//! ```text
//! inputs ──▶ gathered: each record is read once ──▶ person ──▶ course ──▶ observer
//!                                                     │
//!        alone:    each goes through all days on the thread that read them
//!        together: where customers compete, everybody is read first, and then all of them go
//!                  through one day after the other
//! ```
//!
//! - [`Every`] says which days; `person` is one customer on the way through them, and [`Course`] what
//!   became of them.
//! - [`Replay::visit`] looks at some customers on some days, as they are before these are decided.
//! - `texts` are the records as they are written, with what was decided: the same bytes as if each day
//!   had been written to a file and read again.

mod alone;
mod course;
mod days;
mod gathered;
mod observer;
mod person;
mod texts;
mod together;
mod visits;

use std::sync::Arc;

pub use course::{Began, Course, Happened, Stay, Tagged};
use days::Day;
pub use days::Every;
use jiff::civil::Date;
pub use observer::ReplayObserver;
pub use visits::Visit;

use super::paths::Paths;
use super::{Engine, Input, Part, ReadFailure, Rejected};
use crate::records::Reader;

/// What is wanted of a replay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReplayWish {
    /// What records say of the stage, since when, of what was given and of what is owed is not read.
    pub start_empty: bool,
    /// The records are wanted with what was decided in them: see [`Part::updated`].
    pub update: bool,
    /// Rejected records are wanted as they are written.
    pub rejects: bool,
}

/// Decides for all customers of some streams as of each day in turn: see [`Engine::replay`].
#[derive(Debug)]
pub struct Replay {
    paths: Arc<Paths>,
    days: Vec<Day>,
    /// The same days, to look for one.
    dates: Vec<Date>,
    wish: ReplayWish,
    /// What reads the records.
    reader: Arc<Reader>,
}

impl Engine {
    /// A replay over some days, the first one first. The moment of the engine itself does not matter, but
    /// tables are to be joined to it before.
    pub fn replay(&self, days: &[Date], wish: ReplayWish) -> Replay {
        let paths = self.paths();
        let (days, dates) =
            (days.iter().map(|date| Day::new(self.plan(), *date)).collect(), days.to_vec());
        let reader = match wish.start_empty {
            true => Arc::new(Reader::of_data(paths.reader.needs())),
            false => Arc::clone(&paths.reader),
        };
        Replay { paths: Arc::clone(paths), days, dates, wish, reader }
    }
}

impl Replay {
    /// Goes through all days with all customers, shows what became of each to the observer, and hands
    /// over what that makes of them to `take`, in the order of the inputs. Each id is one customer, and
    /// a record whose id came before is rejected. Whoever cannot be decided on some day stays as they
    /// are on that day, and is shown as rejected too, once. Says whether all inputs could be read to
    /// their ends, and none has a quotation mark that may hide customers.
    ///
    /// Where customers do not compete, memory does not grow with the inputs. Else all customers are in
    /// memory.
    ///
    /// # Errors
    /// If an input cannot be read, and what `take` says.
    pub fn run<O: ReplayObserver, E: From<ReadFailure> + Send>(
        &self,
        inputs: &[impl Input],
        observer: &O,
        take: impl FnMut(Part<O::Results>) -> Result<(), E> + Send,
    ) -> Result<bool, E> {
        self.expect(inputs.len())?;
        match self.paths.evaluator.phases().is_empty() {
            true => alone::run(self, inputs, observer, take),
            false => together::run(self, inputs, observer, take),
        }
    }

    /// How many days there are.
    pub fn days(&self) -> usize {
        self.days.len()
    }

    /// Makes sure that there are as many inputs as tables were joined to.
    fn expect(&self, inputs: usize) -> Result<(), ReadFailure> {
        let Some(tables) = &self.paths.tables else { return Ok(()) };
        ReadFailure::unless_as_many(tables.inputs(), inputs, "tables were joined to them")
    }
}

/// What an observer makes of a rejection alone.
fn refused<O: ReplayObserver>(observer: &O, rejected: Rejected<'_>) -> O::Results {
    let mut results = observer.begin();
    observer.rejected(&mut results, rejected);
    results
}
