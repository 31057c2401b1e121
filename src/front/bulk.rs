//! All customers of a command on their way through the engine, and the files that come of it.

use std::io::BufWriter;
use std::path::Path;

use super::customers::Customers;
use super::files::{Files, Opened, Ready};
use super::lists::Lists;
use super::replacement::Replacement;
use super::results::Results;
use super::tables;
use super::terminal::Terminal;
use super::{Failure, absent, disk, earlier};
use crate::output::decisions::{
    self, Format, Publisher, RejectsWriter, Run, Scribe, Tally, missing_sentences,
};
use crate::plan::{Datum, Plan};
use crate::problems::{Ink, Look, Sources, shown};
use crate::records::MissingColumn;
use crate::run::{Engine, Found, Observer, Part, Settings, Unread};

/// How many bytes of small results are gathered before they are written. The results of a chunk
/// are more, and so are written from where they are.
const OUT: usize = 8 << 10;

/// What is to be done with the customers.
pub(super) struct Job<'a> {
    pub engine: &'a Engine,
    /// What the rules are called.
    pub title: &'a str,
    pub files: Files<'a>,
    pub format: Format,
    /// Whether rows of gifts say what is withheld too.
    pub withheld: bool,
    /// The files of the rules, if decisions say why.
    pub why: Option<&'a Sources>,
    /// Whether only what changes is written.
    pub changes: bool,
    /// Whether cells are safe to open in a spreadsheet.
    pub spreadsheet: bool,
    pub update: Option<&'a Path>,
    pub rejects: Option<&'a Path>,
    /// The folder for a list of each gift.
    pub lists: Option<&'a Path>,
}

/// The result of a run.
pub(super) struct Outcome {
    pub tally: Tally,
    /// Whether no updated records were written, although they were asked for.
    pub not_updated: bool,
    /// What else there is to say of the files.
    pub notes: Vec<String>,
    /// What is said of tables, drawn.
    pub warnings: String,
}

impl Outcome {
    /// All that there is to say of the records, as one text.
    pub(super) fn words(&self, look: Look) -> String {
        let tag = look.paint(Ink::Warning, "note:");
        let notes = self.notes.iter().map(|note| format!("{tag} {}\n", shown(note)));
        self.warnings.clone() + &self.tally.rejections.list(look) + &notes.collect::<String>()
    }
}

/// What is written while the customers go by.
struct Outlets<'a> {
    publisher: Publisher<'a, BufWriter<Results>>,
    scribe: &'a Scribe<'a>,
    update: Option<Replacement>,
    rejects: Option<(Replacement, RejectsWriter)>,
    lists: Option<Lists>,
}

impl<'a> Job<'a> {
    /// One that looks at customers and writes nothing. What is said of their records is said next to
    /// what the command shows.
    pub(super) fn to_look(engine: &'a Engine, title: &'a str, files: Files<'a>) -> Job<'a> {
        Job {
            engine,
            title,
            files,
            format: Format::Ndjson,
            withheld: false,
            why: None,
            changes: false,
            spreadsheet: false,
            update: None,
            rejects: None,
            lists: None,
        }
    }

    /// Decides for all customers, and writes what comes of it.
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Outcome, Failure> {
        let opened = self.files.open(&[self.engine], self.engine.passes(), self.bar(terminal))?;
        self.expect_no_workbook(&opened)?;
        let ready = opened.ready(self.engine)?;
        let scribe = self.scribe();
        let was_there = self.update.is_some_and(Path::exists);
        let mut outlets = self.outlets(&scribe, terminal)?;
        let whole = outlets.decide(&ready, Settings { update: self.update.is_some() });
        ready.progress.finish();
        match whole {
            Ok(whole) => {
                let mut outcome = outlets.finish(ready.engine.plan(), whole)?;
                // Without a file of customers, --update has nothing to write.
                let new = earlier::all_new(&outcome.tally, self.update, was_there);
                outcome.notes.extend(new.filter(|_| ready.made.is_none()));
                Ok(self.said(terminal, &ready, whole, outcome))
            }
            Err(Failure::Closed) => Err(Failure::Closed),
            Err(failure) => {
                if self.format.ends_after_a_failure() {
                    // If this cannot be written either, the first failure says more.
                    let _unwritten = outlets.publisher.finish();
                }
                Err(failure)
            }
        }
    }

    /// Shows the customers to an observer, writes nothing, and adds up what it makes of them. `tally`
    /// finds what was counted in that.
    pub(super) fn observe<O: Observer>(
        &self,
        terminal: &Terminal,
        observer: &O,
        all: &mut O::Results,
        add: impl Fn(&mut O::Results, O::Results) + Sync,
        tally: impl FnOnce(&O::Results) -> Tally,
    ) -> Result<Outcome, Failure> {
        let opened = self.files.open(&[self.engine], self.engine.passes(), self.bar(terminal))?;
        let ready = opened.ready(self.engine)?;
        let take = |part: Part<O::Results>| {
            add(all, part.results);
            Ok::<(), Failure>(())
        };
        let settings = Settings { update: false };
        let surveyed = ready.surveyed();
        let whole = surveyed.map_err(Failure::from);
        let whole = whole.and_then(|surveyed| ready.run(&surveyed, settings, observer, take));
        ready.progress.finish();
        let (whole, notes) = (whole?, Vec::new());
        let tally = tally(all);
        let outcome = Outcome { tally, not_updated: false, notes, warnings: String::new() };
        Ok(self.said(terminal, &ready, whole, outcome))
    }

    /// Looks for the customer with an id, among all others where the rules let customers compete.
    pub(super) fn find(
        &self,
        terminal: &Terminal,
        id: &str,
    ) -> Result<Option<Result<Found, Unread>>, Failure> {
        let opened = self.files.open(&[self.engine], self.engine.passes(), self.bar(terminal))?;
        let ready = opened.ready(self.engine)?;
        let found = ready.find(id);
        ready.progress.finish();
        Ok(found?)
    }

    /// The outcome with all that there is to say of the files.
    pub(super) fn said(
        &self,
        terminal: &Terminal,
        ready: &Ready<'_>,
        whole: bool,
        outcome: Outcome,
    ) -> Outcome {
        let (plan, inputs) = (ready.engine.plan(), &ready.inputs);
        let decoded = inputs.iter().filter_map(|input| self.note_of_encoding(input, whole));
        let notes = ready.sheets.iter().cloned().chain(decoded);
        let notes = notes.chain(ready.of_tables.iter().cloned());
        let made = ready.made.as_ref().map(|_| tables::made_of_rows(&outcome.tally));
        let notes = notes.chain(made).chain(outcome.notes);
        let of_files = inputs.iter().flat_map(|input| input.missing_words(plan, None));
        let columns = inputs.iter().flat_map(Customers::missing_columns);
        let columns: Vec<MissingColumn> = columns.cloned().collect();
        let absent = absent::absent(plan, &outcome.tally, &columns);
        let of_all = absent::sentences(plan, &absent);
        let missing = ready.missing.iter().cloned().chain(of_files).chain(of_all);
        let missing = missing.chain(earlier::later(&outcome.tally, &self.about()));
        let warnings = self.warnings(ready, &outcome.tally, terminal)
            + &tables::warnings(missing, terminal.stderr);
        let said = absent.iter().map(|absent| absent.datum).chain(absent::said(plan, &columns));
        let said: Vec<Datum> = said.collect();
        let unknown = match self.format.tells_of_missing() {
            true => Vec::new(),
            false => missing_sentences(plan, &outcome.tally, &said),
        };
        let notes = notes.chain(unknown).collect();
        Outcome { notes, warnings, ..outcome }
    }

    /// A workbook cannot be written again.
    pub(super) fn expect_no_workbook(&self, opened: &Opened<'_>) -> Result<(), Failure> {
        let Some(path) = opened.workbook().filter(|_| self.update.is_some()) else { return Ok(()) };
        let name = disk::name(path);
        let what = format!("--update cannot write an Excel workbook, and {name} is one");
        Err(Failure::new(what).help("save it as CSV UTF-8 and give that file"))
    }

    /// What is said of a file that was decoded.
    fn note_of_encoding(&self, input: &Customers<'_>, whole: bool) -> Option<String> {
        let read = input.decoded_from()?;
        Some(match self.update.filter(|_| whole) {
            Some(update) => format!("{read}; {} is UTF-8", disk::name(update)),
            None => read,
        })
    }

    pub(super) fn scribe(&self) -> Scribe<'a> {
        let about = self.about();
        let scribe = Scribe::new(&about, self.format, self.rejects.is_some());
        if self.lists.is_some() { scribe.with_lists(&about) } else { scribe }
    }

    /// What is said of the tables.
    fn warnings(&self, ready: &Ready<'_>, tally: &Tally, terminal: &Terminal) -> String {
        let (plan, look, strict) = (ready.engine.plan(), terminal.stderr, self.files.strict);
        let joined = ready.engine.joined();
        let notes =
            joined.map(|joined| tables::notes(joined, plan, strict, tally.rejections.count));
        let notes = notes.into_iter().flatten();
        tables::unused(&ready.tables, plan, look) + &tables::warnings(notes, look)
    }

    /// What the results are about.
    pub(super) fn about(&self) -> Run<'a> {
        let Job { title, withheld, why, changes, spreadsheet, .. } = *self;
        let (plan, as_of) = (self.engine.plan(), self.engine.as_of());
        Run { plan, title, as_of, withheld, why, changes, spreadsheet }
    }

    /// Whether there is a bar: not if the results would run through it.
    pub(super) fn bar(&self, terminal: &Terminal) -> bool {
        let apart = self.format.waits_for_the_end() || !terminal.stdout.terminal;
        terminal.stderr.terminal && apart
    }

    fn outlets<'s>(
        &'s self,
        scribe: &'s Scribe<'s>,
        terminal: &Terminal,
    ) -> Result<Outlets<'s>, Failure> {
        let update = self.update.map(Replacement::create).transpose()?;
        let rejects = self.rejects.map(Replacement::create).transpose()?;
        let rejects = rejects.map(|file| (file, RejectsWriter::default()));
        let lists = self.lists.map(|folder| Lists::create(folder, self.engine.plan()));
        let lists = lists.transpose()?;
        let look = terminal.stdout;
        // Where each customer makes a part, many of them are written at once.
        let goes_on = update.is_some() || rejects.is_some() || lists.is_some();
        let out = BufWriter::with_capacity(OUT, Results::new(goes_on));
        let publisher = Publisher::begin(self.about(), self.format, look, out)?;
        Ok(Outlets { publisher, scribe, update, rejects, lists })
    }
}

impl Outlets<'_> {
    /// Decides for all customers, and writes what comes of it.
    fn decide(&mut self, ready: &Ready<'_>, settings: Settings) -> Result<bool, Failure> {
        let scribe = self.scribe;
        let surveyed = ready.surveyed()?;
        ready.run(&surveyed, settings, scribe, |part| self.write(part))
    }

    fn write(&mut self, mut part: Part<decisions::Part>) -> Result<(), Failure> {
        if let Some(update) = &mut self.update {
            update.write(&part.updated)?;
        }
        if let Some(rejects) = &mut self.rejects {
            let (file, writer) = rejects;
            file.write(&writer.lines(std::mem::take(&mut part.results.rejects)))?;
        }
        if let Some(lists) = &mut self.lists {
            lists.write(&part.results.lists)?;
        }
        self.scribe.reuse(self.publisher.add(part.results)?);
        Ok(())
    }

    /// Puts the files in their places. Records are not replaced by a part of themselves, and
    /// nobody is left off a list.
    fn finish(self, plan: &Plan, whole: bool) -> Result<Outcome, Failure> {
        let tally = self.publisher.finish()?;
        self.rejects.map_or(Ok(()), |(file, _)| file.finish())?;
        let not_updated = self.update.is_some() && !whole;
        self.update.filter(|_| whole).map_or(Ok(()), Replacement::finish)?;
        let notes = match self.lists {
            None => Vec::new(),
            Some(lists) if whole => vec![lists.finish(plan, &tally)?],
            Some(lists) => vec![lists.give_up()],
        };
        Ok(Outcome { tally, not_updated, notes, warnings: String::new() })
    }
}
