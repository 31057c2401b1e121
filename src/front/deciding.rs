//! One of two rule files that decides for all customers: as of a moment, or as of each day of a replay.

use super::Failure;
use super::files::Ready;
use crate::output::decisions::replay::About as ReplayAbout;
use crate::output::decisions::{Run, Tally};
use crate::output::diff::{Days, Followed, Follower, Keeper, Kept, Rules};
use crate::run::{Found, Part, Replay, ReplayWish, Settings, Surveyed, Unread, Visit};
use crate::tools::diff::{Pair, Person, Side};
use crate::tools::why::{About, Patience, Question, Step, Why};
use crate::values::Clock;

/// One of two rule files, ready to decide for all customers.
pub(super) struct Deciding<'r, 'a> {
    pair: &'a Pair<'a>,
    side: Side,
    rules: Rules<'a>,
    ready: &'r Ready<'r>,
    way: Way<'a>,
}

/// As of what it decides.
enum Way<'a> {
    Moment(Surveyed),
    Days {
        replay: Replay,
        days: Days<'a>,
        /// Whether somebody can see how far it has come.
        shown: bool,
    },
}

/// What there is to say of all customers.
pub(super) struct Decided {
    pub tally: Tally,
    /// Of a replay: customers whose record has a stage or gifts from after the first day.
    pub later: u64,
    /// Whether all files could be read to their ends.
    pub whole: bool,
}

impl<'r, 'a> Deciding<'r, 'a> {
    /// `days` are those of a replay; else, it is as of the moment of the engine. `shown` says whether somebody
    /// can see how far it has come.
    pub(super) fn new(
        pair: &'a Pair<'a>,
        (side, rules): (Side, Rules<'a>),
        ready: &'r Ready<'r>,
        days: Option<Days<'a>>,
        shown: bool,
    ) -> Result<Self, Failure> {
        let way = match days {
            None => Way::Moment(ready.surveyed_with_places()?),
            Some(days) => {
                let wish = ReplayWish { start_empty: days.start_empty, ..ReplayWish::default() };
                Way::Days { replay: ready.engine.replay(days.dates, wish), days, shown }
            }
        };
        Ok(Deciding { pair, side, rules, ready, way })
    }

    /// Decides for all customers, and hands over what becomes of records that follow each other in an
    /// input: the input, how many they are, and an entry for each.
    pub(super) fn run(
        &self,
        mut take: impl FnMut(usize, u64, &[u8]) -> Result<(), Failure> + Send,
    ) -> Result<Decided, Failure> {
        let Deciding { pair, side, ready, .. } = *self;
        let mut all = Decided { tally: Tally::new(self.rules.plan), later: 0, whole: true };
        let mut add = |input: Option<usize>, kept: Kept| {
            let Kept { count, entries, tally, later } = kept;
            all.tally.merge(tally);
            all.later += later;
            input.map_or(Ok(()), |input| take(input, count, &entries))
        };
        let whole = match &self.way {
            Way::Moment(surveyed) => {
                let clock = Clock::new(ready.engine.as_of(), ready.engine.plan().zone.clone());
                let keeper = Keeper { pair, side, as_of: clock.as_of() };
                let settings = Settings { update: false };
                ready.run(surveyed, settings, &keeper, |part| add(part.input, part.results))
            }
            Way::Days { replay, days, shown } => {
                let observer = Follower::new(pair, side, &self.about(*days), days.dates);
                let take = |part: Part<Followed>| add(part.input, part.results.kept());
                ready.replay(replay, *shown, observer, take)
            }
        };
        all.whole = whole?;
        Ok(all)
    }

    /// What the replay is about.
    fn about(&self, days: Days<'a>) -> ReplayAbout<'a> {
        let Rules { plan, name: title, .. } = self.rules;
        let (withheld, why, changes, spreadsheet) = (false, None, false, false);
        let as_of = self.ready.engine.as_of();
        let run = Run { plan, title, as_of, withheld, why, changes, spreadsheet };
        ReplayAbout { run, from: days.from, to: days.to, every: days.every }
    }

    /// What is decided for some customers, and why; in a replay, on the first day that differs. They are
    /// looked for again, because nobody knew before who they would be.
    pub(super) fn answers(&self, people: &[&Person]) -> Result<Vec<Option<Why>>, Failure> {
        let asked: Vec<(&str, usize)> = people
            .iter()
            .filter_map(|person| Some((id_of(person, self.side)?, person.day)))
            .collect();
        let found: Vec<Option<Why>> = match &self.way {
            Way::Moment(surveyed) => {
                let ids: Vec<&str> = asked.iter().map(|(id, _)| *id).collect();
                let found = self.ready.find_all(surveyed, &ids)?.into_iter();
                let as_of = self.ready.engine.as_of();
                let answer = |(place, found): (usize, Option<Result<Found, Unread>>)| {
                    // One that cannot be read has no answer.
                    let found = found?.ok()?;
                    let (evaluator, record) = (found.evaluator(), &found.record);
                    Some(self.answer(&Visit { place, as_of, evaluator, record }))
                };
                found.enumerate().map(answer).collect()
            }
            Way::Days { replay, .. } => {
                self.ready.visit(replay, &asked, |visit| self.answer(visit))?
            }
        };
        let mut found = found.into_iter();
        let answers = people.iter().map(|person| {
            id_of(person, self.side)?;
            found.next().flatten()
        });
        Ok(answers.collect())
    }

    /// What is decided for a customer, and why.
    fn answer(&self, visit: &Visit<'_>) -> Why {
        let Visit { as_of, evaluator, record, .. } = *visit;
        let question = Question {
            sources: self.rules.sources,
            evaluator,
            as_of,
            record,
            about: About::Everything,
            // What changes next is not asked.
            step: Step { entered: None, goes_on: true },
            patience: &Patience::endless(),
        };
        question.answer()
    }
}

/// The id of a customer on a side that does not reject the record. Of one who is left out, it is the one
/// that the other side knows.
fn id_of(person: &Person, side: Side) -> Option<&str> {
    if person.rejected.as_ref().is_some_and(|(by, _)| *by == side) {
        return None;
    }
    let [old, new] = &person.ids;
    let (this, other) = match side {
        Side::Old => (old, new),
        Side::New => (new, old),
    };
    this.as_deref().or(other.as_deref())
}
