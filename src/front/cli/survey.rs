//! `flywheel survey`: what customers compete for, where each part of them is decided by itself.

use std::path::PathBuf;

use clap::Args;

use super::eval::known_as_of;
use super::reading::Reading;
use crate::front::files::Files;
use crate::front::tables::{self, TableFile, table_file};
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, disk, rules, say, surveys};
use crate::output::words::counted;
use crate::problems::Ink;
use crate::records::StreamFault;
use crate::run::{Basis, Engine, SurveyFile};

/// Survey a part of the customers, where others decide for the other parts
///
/// Places in stages and budgets are for all customers together. If these are in several parts, survey
/// each part, merge the surveys, and decide for each part with `flywheel eval --known`: the decisions are
/// those of a single run. Each customer may be in one part only. The survey is written to standard
/// output. The exit code is 0 when everything went well, 1 when the rules have errors, 2 when a file
/// could not be read or used, and 3 when customers of the part may be missing, because a file is damaged or a
/// list is never closed: then no survey is written.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  flywheel survey rules.flywheel part-1.ndjson --as-of 2026-03-31 > 1.survey
  flywheel survey rules.flywheel part-2.ndjson --as-of 2026-03-31 > 2.survey
  flywheel survey --merge 1.survey 2.survey > merged.survey
  flywheel eval rules.flywheel part-1.ndjson --known merged.survey")]
pub(super) struct Survey {
    /// The rule file; use - for standard input
    #[arg(required_unless_present = "merge")]
    rules: Option<PathBuf>,

    /// The customer records of this part, as for `flywheel eval`
    #[arg(required_unless_present_any = ["merge", "table"])]
    customers: Vec<PathBuf>,

    /// Merge the surveys of all parts, each once
    #[arg(long, value_name = "SURVEY", num_args = 1.., conflicts_with_all = ["rules", "customers", "as_of", "known", "table", "strict", "threads", "input", "sheet"])]
    merge: Vec<PathBuf>,

    /// A table that the rules name, and a file with its rows, as for `flywheel eval`
    #[arg(long, value_name = "NAME=FILE", value_parser = table_file)]
    table: Vec<TableFile>,

    /// The moment to decide for, the same for all parts: a day such as 2026-03-31, or a time
    #[arg(long, value_name = "WHEN", required_unless_present_any = ["merge", "known"])]
    as_of: Option<String>,

    /// What the surveys of the round before came to, where the rules need several rounds
    #[arg(long, value_name = "SURVEY")]
    known: Option<PathBuf>,

    /// Check every declared field, as `flywheel eval --strict` does
    #[arg(long)]
    strict: bool,

    #[command(flatten)]
    reading: Reading,
}

impl Survey {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        match &self.rules {
            Some(rules) => self.survey(rules, terminal),
            None => self.merge(terminal),
        }
    }

    /// Merges the surveys of all parts.
    fn merge(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        let Some(file) = surveys::merge(&self.merge)? else { return Ok(Exit::Fine) };
        write(&file)?;
        if let Some((lacks, next)) = surveys::next_round(&file.phases_left(), "MERGED") {
            note(&format!("this survey {lacks}; {next}"), terminal);
        }
        Ok(Exit::Fine)
    }

    /// Surveys a part.
    fn survey(&self, path: &PathBuf, terminal: &Terminal) -> Result<Exit, Failure> {
        let inputs = || self.customers.iter().chain(self.table.iter().map(|file| &file.path));
        let all = std::iter::once(path).chain(inputs()).chain(&self.known);
        disk::at_most_one_stdin(all.map(PathBuf::as_path))?;
        tables::check(&self.table, &self.customers)?;
        expect_moment(self.as_of.as_deref())?;
        let Some(program) = rules::read(path, terminal)? else { return Ok(Exit::Rules) };
        let strict = self.strict.then(|| program.strict_plan());
        let plan = strict.as_ref().unwrap_or(program.plan());
        let wish = (self.known.as_deref(), self.as_of.as_deref());
        let (known, as_of) = known_as_of(wish, plan, terminal)?;
        let basis = Basis::new(program.sources(), as_of, self.strict);
        let engine = Engine::new(plan, as_of);
        if !engine.has_limits_across_customers() {
            return Err(Failure::new(
                "there is nothing to survey: customers do not compete under these rules",
            )
            .help("decide for each part by itself: flywheel eval RULES PART --part"));
        }
        let engine = match &known {
            Some(known) => known.engine(&engine, &basis)?,
            None => engine,
        };
        let files = self.reading.of(Files::new(&self.customers, &self.table));
        let files = Files { strict: self.strict, ..files };
        let bar = terminal.stderr.terminal && !terminal.stdout.terminal;
        let opened = files.open(&[&engine], 1, bar)?;
        let ready = opened.ready(&engine)?;
        let part = ready.survey_part(basis);
        ready.progress.finish();
        let Some(part) = part? else { return Err(complete(known.as_ref())) };
        let rejected = part.rejected;
        match part.whole() {
            Ok(file) => {
                write(&file)?;
                if rejected > 0 {
                    note(&of_rejected(rejected), terminal);
                }
                Ok(Exit::Fine)
            }
            Err(faults) => {
                faults.iter().for_each(|(input, fault)| tell(input, fault, terminal));
                Ok(Exit::Rejected)
            }
        }
    }
}

/// What is said of records that are rejected.
fn of_rejected(count: u64) -> String {
    let (one, many) = ("record was rejected and counts", "records were rejected and count");
    format!("{} for nothing; `flywheel eval` says why", counted(count, one, many))
}

/// Each part would have a moment of its own.
fn expect_moment(as_of: Option<&str>) -> Result<(), Failure> {
    match as_of {
        Some(text) if ["now", "today"].contains(&text.to_lowercase().as_str()) => {
            let what = format!("cannot use `{text}` for --as-of: all parts need the same moment");
            Err(Failure::new(what).help("name it, such as --as-of 2026-03-31"))
        }
        Some(_) | None => Ok(()),
    }
}

/// No phase is left.
fn complete(known: Option<&surveys::Survey>) -> Failure {
    let name = known.map_or("--known", |known| &known.name);
    Failure::new(format!("there is nothing left to survey: {name} knows everything"))
        .help(format!("decide for each part with it: flywheel eval RULES PART --known {name}"))
}

/// Says what may have hidden customers.
fn tell(input: &str, StreamFault { line, fault }: &StreamFault, terminal: &Terminal) {
    let what = format!("{input}:{line}: {fault}");
    let help = "no survey was written, because customers may be missing: correct the file, and survey it again";
    say::error(fault.kind.code(), &what, Some(help), terminal.stderr);
}

fn write(file: &SurveyFile) -> Result<(), Failure> {
    let bytes = file.write().map_err(std::io::Error::from)?;
    say::exactly(&bytes)
}

fn note(words: &str, terminal: &Terminal) {
    let tag = terminal.stderr.paint(Ink::Warning, "note:");
    say::aside(&format!("{tag} {words}\n"), terminal.stderr);
}
