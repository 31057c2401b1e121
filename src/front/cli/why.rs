//! `flywheel why`: explains the decision for one customer.

use std::path::PathBuf;

use clap::Args;

use super::eval::as_of;
use super::named::named;
use super::reading::Reading;
use super::state::State;
use super::table::Tables;
use crate::Program;
use crate::front::about::about;
use crate::front::bulk::Job;
use crate::front::files::Files;
use crate::front::tables;
use crate::front::terminal::Terminal;
use crate::front::{Exit, Failure, disk, rules, say};
use crate::output::Named;
use crate::output::why::{Asking, Format};
use crate::problems::{Ink, shown};
use crate::run::{Engine, Found, Unread};
use crate::tools::why::{About, Patience};

/// Explain a decision: why one customer does or does not move, or get something
///
/// Says which rules are true for the customer and which are not, clause by clause, with what was
/// found and how far off it is; what holds a gift back, and until when; what it would take for the
/// customer to move on, or for what is asked about to happen; and what changes next if nothing
/// happens. The exit code is 0 when the customer was found, 1 when the rules have errors, 2 when a
/// file could not be read or the customer is not in it, and 3 when the record of the customer was
/// rejected.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  flywheel why rules.flywheel customers.csv --id c-17
  flywheel why rules.flywheel customers.csv --id c-17 --gift swag
  flywheel why rules.flywheel customers.csv --table orders=orders.csv --id c-17 --as-of 2026-03-31")]
pub(super) struct Why {
    /// The rule file; use - for standard input
    rules: PathBuf,

    /// Customer records, as `flywheel eval` takes them; use - for standard input
    #[arg(required_unless_present = "table")]
    customers: Vec<PathBuf>,

    /// The id of the customer
    #[arg(long, value_name = "ID")]
    id: String,

    /// Ask about one gift: why the customer gets it, or does not
    #[arg(long, value_name = "NAME", group = "about")]
    gift: Option<String>,

    /// Ask about one rule, by its name or by its stage and place: "Engaged 1"
    #[arg(long, value_name = "NAME", group = "about")]
    rule: Option<String>,

    /// Ask about one stage: why the customer moves there, or does not
    #[arg(long, value_name = "NAME", group = "about")]
    stage: Option<String>,

    #[command(flatten)]
    tables: Tables,

    /// The moment to decide for: a day such as 2026-03-31, which includes the whole day, or a time
    /// such as 2026-03-31T09:00:00Z. The default is now
    #[arg(long, value_name = "WHEN")]
    as_of: Option<String>,

    /// What to write to standard output
    #[arg(long, value_parser = named::<Format>(), default_value = Format::Text.name())]
    format: Format,

    /// Explain each step that `flywheel eval --settle` makes, until the customer no longer moves
    #[arg(long)]
    settle: bool,

    #[command(flatten)]
    state: State,

    #[command(flatten)]
    reading: Reading,
}

impl Why {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        let tables = self.tables.table.iter().map(|file| &file.path);
        let inputs = std::iter::once(&self.rules).chain(&self.customers).chain(tables);
        disk::at_most_one_stdin(inputs.map(PathBuf::as_path))?;
        tables::check(&self.tables.table, &self.customers)?;
        let Some(program) = rules::read(&self.rules, terminal)? else { return Ok(Exit::Rules) };
        let plan = program.plan();
        let names = [&self.gift, &self.rule, &self.stage].map(|name| name.as_deref());
        let about = about(plan, names)?;
        let engine = Engine::new(plan, as_of(self.as_of.as_deref(), plan, terminal)?);
        let engine = if self.settle { engine.settling()? } else { engine };
        let states = self.state.states(plan)?;
        let engine = if states.is_some() { engine.with_ledger() } else { engine };
        if engine.has_limits_across_customers() {
            let words = "customers compete under these rules, so all of them are read first\n";
            let tag = terminal.stderr.paint(Ink::Warning, "note:");
            say::aside(&format!("{tag} {words}"), terminal.stderr);
        }
        let name = disk::name(&self.rules);
        let title = plan.title.as_deref().unwrap_or(&name);
        let files = self.reading.of(Files::new(&self.customers, &self.tables.table));
        let files = Files { ledger: states.as_ref(), ..files };
        let found = Job::to_look(&engine, title, files).find(terminal, &self.id)?;
        match found {
            None => Err(self.nobody()),
            Some(Ok(found)) => self.tell(&program, title, &engine, about, &found, terminal),
            Some(Err(unread)) => {
                let Unread { input, line, fault } = unread;
                let words = format!("{input}:{line}: {} was rejected: {fault}", self.id);
                say::aside(&format!("{}\n", shown(&words)), terminal.stderr);
                Ok(Exit::Rejected)
            }
        }
    }

    fn tell(
        &self,
        program: &Program,
        title: &str,
        engine: &Engine,
        about: About,
        found: &Found,
        terminal: &Terminal,
    ) -> Result<Exit, Failure> {
        let (as_of, settles) = (engine.as_of(), self.settle);
        let (plan, sources) = (program.plan(), program.sources());
        let patience = &Patience::endless();
        let asking = Asking { plan, sources, title, as_of, about, settles, patience };
        let (written, failed) = asking.answer(found, self.format, terminal.stdout);
        say::exactly(written.as_bytes())?;
        Ok(if failed { Exit::Rejected } else { Exit::Fine })
    }

    fn nobody(&self) -> Failure {
        let files: Vec<String> = self.customers.iter().map(|path| disk::name(path)).collect();
        let place = if files.is_empty() { "the tables".to_owned() } else { files.join(", ") };
        Failure::new(format!("no customer in {place} has the id {}", shown(&self.id)))
            .help("write the id exactly as it is in the file")
    }
}
