//! Compares what becomes of each customer under two rule files.

use std::io;

use super::Failure;
use super::bulk::{Job, Outcome};
use super::deciding::{Decided, Deciding};
use super::files::Ready;
use super::kept::{KeptReader, KeptWriter, Place};
use super::terminal::Terminal;
use crate::output::diff::{Days, Rules, Shown};
use crate::problems::register::CANNOT_WRITE;
use crate::tools::diff::{
    Causes, Counterparts, Counts, Entries, Entry, Fate, Pair, Side, compare, unpack,
};

/// So many customers are shown, with the reasons.
const MOST_SHOWN: usize = 20;

/// Two rule files to compare, each with what to do with the customers.
pub(super) struct Comparing<'a> {
    pub old: (Rules<'a>, Job<'a>),
    pub new: (Rules<'a>, Job<'a>),
    pub pair: &'a Pair<'a>,
    /// The days, if it is over a replay.
    pub days: Option<Days<'a>>,
}

/// What came of it.
pub(super) struct Differences {
    pub counts: Counts,
    /// The first customers of each kind.
    pub shown: Vec<Shown>,
    /// By side, old first, what there is to say of the records.
    pub outcomes: [Outcome; 2],
    /// Over a replay: customers whose record has a stage or gifts from after the first day.
    pub later: u64,
}

/// What came of both runs.
struct Runs {
    counts: Counts,
    shown: Vec<Shown>,
    /// By side, old first.
    decided: [Decided; 2],
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

impl Comparing<'_> {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Differences, Failure> {
        let (old_job, new_job) = (&self.old.1, &self.new.1);
        let engines = [old_job.engine, new_job.engine];
        let passes = match self.days {
            None => engines.iter().map(|engine| engine.passes()).sum(),
            Some(_) => engines.len(),
        };
        let shown = terminal.stderr.terminal;
        let opened = new_job.files.open(&engines, passes, shown)?;
        let (old, new) = (opened.ready(old_job.engine)?, opened.ready(new_job.engine)?);
        let compared = self.compare([&old, &new], shown);
        new.progress.finish();
        let Runs { counts, shown, decided: [of_old, of_new] } = compared?;
        let later = of_old.later.max(of_new.later);
        let outcome = |tally| Outcome {
            tally,
            not_updated: false,
            notes: Vec::new(),
            warnings: String::new(),
        };
        let outcomes = [
            old_job.said(terminal, &old, of_old.whole, outcome(of_old.tally)),
            new_job.said(terminal, &new, of_new.whole, outcome(of_new.tally)),
        ];
        Ok(Differences { counts, shown, outcomes, later })
    }

    /// Decides by the old rules and then by the new ones.
    fn compare(&self, [old, new]: [&Ready<'_>; 2], shown: bool) -> Result<Runs, Failure> {
        let made = new.made.is_some();
        let old = (Side::Old, self.old.0, old);
        let new = (Side::New, self.new.0, new);
        let [old, new] = [old, new].map(|(side, rules, ready)| {
            Deciding::new(self.pair, (side, rules), ready, self.days, shown)
        });
        let (old, new) = (old?, new?);
        let mut kept = KeptWriter::new().map_err(|error| unkept(&error))?;
        let of_old = old.run(|input, count, entries| {
            kept.add(input, count, entries).map_err(|error| unkept(&error))
        })?;
        let mut merge = Merge {
            old: kept.read().map_err(|error| unkept(&error))?,
            pair: self.pair,
            made,
            counts: Counts::default(),
            last: None,
        };
        let of_new = new.run(|input, _, entries| merge.add(input, entries))?;
        let counts = merge.finish()?;
        let shown = self.explain([&old, &new], &counts)?;
        Ok(Runs { counts, shown, decided: [of_old, of_new] })
    }

    /// The first customers of each kind of difference, with what causes it.
    fn explain(
        &self,
        [old, new]: [&Deciding<'_, '_>; 2],
        counts: &Counts,
    ) -> Result<Vec<Shown>, Failure> {
        let people = counts.first(MOST_SHOWN);
        let (old, new) = (old.answers(&people)?, new.answers(&people)?);
        let rules = Counterparts::of(self.pair, [self.old.0.sources, self.new.0.sources]);
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
