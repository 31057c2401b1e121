//! Decides for all customers by two rule files, and compares what becomes of each.

use std::io;

use super::Failure;
use super::bulk::{Job, Outcome};
use super::files::Ready;
use super::kept::{KeptReader, KeptWriter, Place};
use super::terminal::Terminal;
use crate::output::decisions::Tally;
use crate::output::diff::{Keeper, Kept, Rules, Shown};
use crate::problems::register::CANNOT_WRITE;
use crate::run::{Found, Part, Settings, Surveyed, Unread};
use crate::tools::diff::{
    Causes, Counterparts, Counts, Entries, Entry, Fate, Pair, Person, Side, compare, unpack,
};
use crate::tools::why::{About, Question, Step, Why};
use crate::values::Clock;

/// So many customers are shown, with the reasons.
const MOST_SHOWN: usize = 20;

/// Two rule files to compare, each with what to do with the customers.
pub(super) struct Comparing<'a> {
    pub old: (Rules<'a>, Job<'a>),
    pub new: (Rules<'a>, Job<'a>),
    pub pair: &'a Pair<'a>,
}

/// What came of it.
pub(super) struct Differences {
    pub counts: Counts,
    /// The first customers of each kind.
    pub shown: Vec<Shown>,
    /// By side, old first, what there is to say of the records.
    pub outcomes: [Outcome; 2],
}

/// What came of both runs.
struct Runs {
    counts: Counts,
    shown: Vec<Shown>,
    /// By side, old first.
    tallies: [Tally; 2],
    /// Whether all files could be read to their ends.
    whole: [bool; 2],
}

/// What became of records under the old rules, next to which those of the new ones are put.
struct Merge<'a> {
    old: KeptReader,
    pair: &'a Pair<'a>,
    /// Whether the customers are those whom the rows of tables name.
    made: bool,
    counts: Counts,
    /// Where the last record is under the new rules.
    last: Option<Place>,
}

impl<'a> Comparing<'a> {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Differences, Failure> {
        let (old_job, new_job) = (&self.old.1, &self.new.1);
        let engines = [old_job.engine, new_job.engine];
        let passes = engines.iter().map(|engine| engine.passes()).sum();
        let opened = new_job.files.open(&engines, passes, terminal.stderr.terminal)?;
        let (old, new) = (opened.ready(old_job.engine)?, opened.ready(new_job.engine)?);
        let compared = self.compare([&old, &new]);
        new.progress.finish();
        let Runs { counts, shown, tallies: [old_tally, new_tally], whole } = compared?;
        let outcome = |tally| Outcome {
            tally,
            not_updated: false,
            notes: Vec::new(),
            warnings: String::new(),
        };
        let outcomes = [
            old_job.said(terminal, &old, whole[0], outcome(old_tally)),
            new_job.said(terminal, &new, whole[1], outcome(new_tally)),
        ];
        Ok(Differences { counts, shown, outcomes })
    }

    /// Decides by the old rules and then by the new ones.
    fn compare(&self, [old, new]: [&Ready<'_>; 2]) -> Result<Runs, Failure> {
        let surveyed = [&old.surveyed()?, &new.surveyed()?];
        let (kept, old_tally, old_whole) = self.keep(old, surveyed[0])?;
        let mut merge = Merge {
            old: kept,
            pair: self.pair,
            made: new.made.is_some(),
            counts: Counts::default(),
            last: None,
        };
        let mut tally = Tally::new(self.pair.new);
        let keeper = self.keeper(Side::New, new);
        let whole = new.run(surveyed[1], settings(), &keeper, |part: Part<Kept>| {
            tally.merge(part.results.tally);
            let Some(input) = part.input else { return Ok(()) };
            merge.add(input, &part.results.entries)
        })?;
        let counts = merge.finish()?;
        let shown = self.explain([old, new], surveyed, &counts)?;
        Ok(Runs { counts, shown, tallies: [old_tally, tally], whole: [old_whole, whole] })
    }

    /// Decides by the old rules, and keeps what becomes of each record.
    fn keep(
        &self,
        ready: &Ready<'_>,
        surveyed: &Surveyed,
    ) -> Result<(KeptReader, Tally, bool), Failure> {
        let mut kept = KeptWriter::new().map_err(|error| unkept(&error))?;
        let mut tally = Tally::new(self.pair.old);
        let keeper = self.keeper(Side::Old, ready);
        let whole = ready.run(surveyed, settings(), &keeper, |part: Part<Kept>| {
            let Kept { count, entries, tally: of_part } = part.results;
            tally.merge(of_part);
            let Some(input) = part.input else { return Ok(()) };
            kept.add(input, count, &entries).map_err(|error| unkept(&error))
        })?;
        Ok((kept.read().map_err(|error| unkept(&error))?, tally, whole))
    }

    fn keeper(&self, side: Side, ready: &Ready<'_>) -> Keeper<'a> {
        let clock = Clock::new(ready.engine.as_of(), ready.engine.plan().zone.clone());
        Keeper { pair: self.pair, side, as_of: clock.as_of() }
    }

    /// The first customers of each kind of difference, with what causes it. They are looked for again,
    /// because nobody knew before which ones they would be.
    fn explain(
        &self,
        ready: [&Ready<'_>; 2],
        surveyed: [&Surveyed; 2],
        counts: &Counts,
    ) -> Result<Vec<Shown>, Failure> {
        let people = counts.first(MOST_SHOWN);
        let (old_rules, new_rules) = (&self.old.0, &self.new.0);
        let old = answers(Side::Old, old_rules, ready[0], surveyed[0], &people)?;
        let new = answers(Side::New, new_rules, ready[1], surveyed[1], &people)?;
        let rules = Counterparts::of(self.pair, [old_rules.sources, new_rules.sources]);
        let shown = people.into_iter().zip(old.into_iter().zip(new));
        let shown = shown.map(|(person, (old, new))| {
            let both = old.as_ref().zip(new.as_ref());
            let causes = both.map_or_else(Vec::new, |(old, new)| {
                Causes { pair: self.pair, rules: &rules, old, new }.find()
            });
            Shown { person: person.clone(), old, new, causes }
        });
        Ok(shown.collect())
    }
}

impl Merge<'_> {
    /// Compares some records that follow each other in an input.
    fn add(&mut self, input: usize, entries: &[u8]) -> Result<(), Failure> {
        let mut entries = Entries(entries);
        while !entries.0.is_empty() {
            let entry = entries.next_entry().ok_or_else(changed)?;
            let place = match self.last {
                Some((same, record)) if same == input => (input, record + 1),
                Some(_) | None => (input, 0),
            };
            self.last = Some(place);
            while self.old.place().is_some_and(|other| other < place) {
                self.only_old()?;
            }
            match self.old.place() {
                Some(other) if other == place => self.both(entry)?,
                Some(_) | None => {
                    let old = Fate::Rejected(NOT_READ.to_owned());
                    let new = unpack(entry.fate).ok_or_else(changed)?;
                    self.count([None, entry.id], [&old, &new])?;
                }
            }
        }
        Ok(())
    }

    /// Everything is counted, also what only the old rules could read.
    fn finish(mut self) -> Result<Counts, Failure> {
        while self.old.place().is_some() {
            self.only_old()?;
        }
        Ok(self.counts)
    }

    /// Compares what became of the next record under both rules.
    fn both(&mut self, new: Entry<'_>) -> Result<(), Failure> {
        let was = self.old.next(|old| {
            let same = old.fate == new.fate && (!self.made || old.id == new.id);
            (!same).then(|| (old.id.map(str::to_owned), unpack(old.fate)))
        });
        let Some((id, old)) = was.map_err(|error| unkept(&error))? else {
            self.counts.add_same(new.is_decision());
            return Ok(());
        };
        let (old, fate) = old.zip(unpack(new.fate)).ok_or_else(changed)?;
        self.count([id.as_deref(), new.id], [&old, &fate])
    }

    /// Counts a record that the new rules could not read.
    fn only_old(&mut self) -> Result<(), Failure> {
        let old = self.old.next(|old| (old.id.map(str::to_owned), unpack(old.fate)));
        let (id, old) = old.map_err(|error| unkept(&error))?;
        let new = Fate::Rejected(NOT_READ.to_owned());
        self.count([id.as_deref(), None], [&old.ok_or_else(changed)?, &new])
    }

    fn count(&mut self, ids: [Option<&str>; 2], fates: [&Fate; 2]) -> Result<(), Failure> {
        let [old, new] = ids;
        if self.made && old != new && (old.is_none() == new.is_none())
            || self.made && is_alone(fates)
        {
            let what = "the two rule files find different customers in the tables";
            return Err(
                Failure::new(what).help("give a customer file with the ids of all customers")
            );
        }
        let comparison =
            compare(fates[0], fates[1], |side, stage| self.pair.has_stage(side, stage));
        self.counts.add(ids, fates, &comparison);
        Ok(())
    }
}

/// Why there is no decision where an input could not be read to its end.
const NOT_READ: &str = "the file could not be read this far";

/// Whether one of the two rules has no record here.
fn is_alone(fates: [&Fate; 2]) -> bool {
    fates.iter().any(|fate| matches!(fate, Fate::Rejected(reason) if reason == NOT_READ))
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

/// What a rule file decides for some customers, and why.
fn answers(
    side: Side,
    rules: &Rules<'_>,
    ready: &Ready<'_>,
    surveyed: &Surveyed,
    people: &[&Person],
) -> Result<Vec<Option<Why>>, Failure> {
    let ids: Vec<&str> = people.iter().filter_map(|person| id_of(person, side)).collect();
    let mut found = ready.find_all(surveyed, &ids)?.into_iter();
    let answers = people.iter().map(|person| {
        let found = id_of(person, side).and_then(|_| found.next()).flatten()?;
        answer(rules, ready, &found)
    });
    Ok(answers.collect())
}

/// What a rule file decides for a customer, and why; `None` if the record cannot be read.
fn answer(rules: &Rules<'_>, ready: &Ready<'_>, found: &Result<Found, Unread>) -> Option<Why> {
    let found = found.as_ref().ok()?;
    let question = Question {
        sources: rules.sources,
        evaluator: found.evaluator(),
        as_of: ready.engine.as_of(),
        record: &found.record,
        about: About::Everything,
        // What changes next is not asked.
        step: Step { entered: None, goes_on: true },
    };
    Some(question.answer())
}

fn settings() -> Settings {
    Settings { update: false }
}

fn unkept(error: &io::Error) -> Failure {
    let cause = Failure::cause(error);
    let what = format!("cannot keep what the old rules decide: {cause}");
    let folder = std::env::temp_dir();
    Failure::coded(CANNOT_WRITE, what)
        .help(format!("make room in {}, or name another folder in TMPDIR", folder.display()))
}

fn changed() -> Failure {
    unkept(&io::Error::new(io::ErrorKind::InvalidData, "the temporary file has changed"))
}
