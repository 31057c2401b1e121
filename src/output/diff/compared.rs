//! All that there is to write of a comparison.

use crate::output::decisions::Run;
use crate::plan::Plan;
use crate::problems::Sources;
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
    /// The moment, in words.
    pub(super) fn as_of_words(&self) -> String {
        let Rules { plan, name: title, .. } = self.new;
        let (withheld, why, changes, spreadsheet) = (false, None, false, false);
        let as_of = self.as_of;
        Run { plan, title, as_of, withheld, why, changes, spreadsheet }.as_of_words()
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
