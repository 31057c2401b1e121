//! All that there is to write of a comparison.

use jiff::civil::Date;

use crate::output::decisions::Run;
use crate::output::decisions::replay::About;
use crate::plan::Plan;
use crate::problems::Sources;
use crate::run::Every;
use crate::tools::diff::{Alike, Cause, Counts, Pair, Person, Side};
use crate::tools::why::Why;
use crate::values::AsOf;

/// One of the two rule files.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// What the file is called.
    pub name: &'a str,
    /// Its plan.
    pub plan: &'a Plan,
    /// Its text, with that of the files that it uses.
    pub sources: &'a Sources,
}

/// The days of a replay.
#[derive(Clone, Copy, Debug)]
pub struct Days<'a> {
    /// The days, the first one first.
    pub dates: &'a [Date],
    /// The first one again.
    pub from: Date,
    /// The last one again.
    pub to: Date,
    /// How far apart they are.
    pub every: Every,
    /// Whether it begins without what records say of stages and gifts.
    pub start_empty: bool,
}

/// The comparison of two rule files for some customers.
#[derive(Clone, Debug)]
pub struct Compared<'a> {
    /// The file before.
    pub old: Rules<'a>,
    /// The file after.
    pub new: Rules<'a>,
    /// What is the same in both.
    pub pair: &'a Pair<'a>,
    /// Whether they say the same.
    pub alike: Alike,
    /// The moment that is decided for, by the new file.
    pub as_of: AsOf,
    /// The days, if it is over a replay. The moment is then the end of the last one.
    pub days: Option<Days<'a>>,
    /// What differs for how many.
    pub counts: &'a Counts,
    /// The first customers of each kind.
    pub shown: Vec<Shown>,
}

/// A customer who is decided differently, and why.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Who it is.
    pub person: Person,
    /// What the old rules decide, if they do.
    pub old: Option<Why>,
    /// What the new rules decide, if they do.
    pub new: Option<Why>,
    /// Why they differ, if both decide.
    pub causes: Vec<Cause>,
}

impl<'a> Compared<'a> {
    /// The rule file of a side.
    pub(super) fn rules(&self, side: Side) -> Rules<'a> {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }
}

impl Compared<'_> {
    /// The moment or the days, in words.
    pub(super) fn when(&self) -> String {
        let Rules { plan, name: title, .. } = self.new;
        let (withheld, why, changes, spreadsheet) = (false, None, false, false);
        let as_of = self.as_of;
        let run = Run { plan, title, as_of, withheld, why, changes, spreadsheet };
        match self.days {
            Some(Days { from, to, every, .. }) => About { run, from, to, every }.days(),
            None => run.as_of_words(),
        }
    }

    /// The day of a replay on which a customer is first decided differently.
    pub(super) fn day_of(&self, one: &Shown) -> Option<Date> {
        self.days?.dates.get(one.person.day).copied()
    }
}

impl Shown {
    /// What a side decides, if it does.
    pub(super) fn why(&self, side: Side) -> Option<&Why> {
        match side {
            Side::Old => self.old.as_ref(),
            Side::New => self.new.as_ref(),
        }
    }

    /// Whose record it is, as far as that is known.
    pub(super) fn id(&self) -> &str {
        let [old, new] = &self.person.ids;
        new.as_deref().or(old.as_deref()).unwrap_or("a record without an id")
    }
}
