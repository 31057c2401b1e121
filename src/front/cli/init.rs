//! `flywheel init`: begins a project.

use std::io::Read;
use std::path::{Component, Path, PathBuf};

use clap::Args;

use crate::front::new_folder::NewFolder;
use crate::front::terminal::Terminal;
use crate::front::workbook::{self, Choice};
use crate::front::{Exit, Failure, disk, say};
use crate::infer::{NoProject, Project, Table};
use crate::problems::register::CANNOT_READ;
use crate::problems::{Ink, shown};
use crate::records::{self, Format, Options};

/// The rules, records and page of a project without data of its own.
const RULES: &str = include_str!("../../../examples/starter/rules.flywheel");
const CUSTOMERS: &str = include_str!("../../../examples/starter/customers.ndjson");
const README: &str = include_str!("../../../examples/starter/README.md");

/// Start a project: rules, tests and a README in an empty folder
///
/// With --from, reads your data and writes the `customer` block that fits it: types, ranges, how
/// dates and numbers are written, lists of events, and how tables belong together. Your files stay
/// where they are, and all of their records are read. The exit code is 0 when the project was
/// written, and 2 when it was not; then nothing is written.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  flywheel init my-project
  flywheel init my-project --from customers.csv
  flywheel init my-project --from customers.csv --table orders=orders.csv")]
pub(super) struct Init {
    /// The folder, which must be empty or not exist yet; by default, the current one
    #[arg(default_value = ".", hide_default_value = true)]
    folder: PathBuf,

    /// Your data: customers, or tables of what they did, in JSON, NDJSON, CSV or Excel (.xlsx)
    #[arg(long, value_name = "FILE", num_args = 1..)]
    from: Vec<PathBuf>,

    /// A table of events, with the name that the rules should use for it
    #[arg(long, value_name = "NAME=FILE")]
    table: Vec<String>,
}

impl Init {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Exit, Failure> {
        let sources = self.sources()?;
        let paths: Vec<PathBuf> = sources.iter().map(|source| source.path.clone()).collect();
        let folder = NewFolder::new(&self.folder, &paths)?;
        if sources.is_empty() {
            let files = [
                ("rules.flywheel", RULES.to_owned()),
                ("customers.ndjson", CUSTOMERS.to_owned()),
                ("README.md", README.to_owned()),
            ];
            folder.write(&files)?;
            let eval = "flywheel eval rules.flywheel customers.ndjson --as-of 2026-03-31";
            self.say(&["rules.flywheel", "customers.ndjson", "README.md"], eval, terminal)?;
            return Ok(Exit::Fine);
        }
        let (tables, notes) = self.tables(&sources)?;
        let mut project = Project::of(&tables).map_err(none)?;
        project.notes.splice(0..0, notes);
        let eval = project.eval();
        let files = [("rules.flywheel", project.rules.clone()), ("README.md", project.readme())];
        folder.write(&files)?;
        self.warn(&tables, &project, terminal);
        self.say(&["rules.flywheel", "README.md"], &eval, terminal)?;
        Ok(Exit::Fine)
    }

    /// The files to look at, with the names of their tables.
    fn sources(&self) -> Result<Vec<Source>, Failure> {
        let mut sources: Vec<Source> = Vec::new();
        for path in &self.from {
            sources.push(Source { name: stem(path), path: path.clone(), is_table: false });
        }
        for option in &self.table {
            let named =
                option.split_once('=').filter(|(name, file)| !name.is_empty() && !file.is_empty());
            let Some((name, file)) = named else {
                return Err(Failure::new(format!(
                    "--table {option} does not name a table and its file"
                ))
                .help("write --table NAME=FILE, such as --table orders=orders.csv"));
            };
            if !Project::is_name(name) {
                return Err(Failure::new(format!("the rules cannot call a table `{name}`")).help(
                    "use a name of letters, digits and _, such as --table orders=orders.csv",
                ));
            }
            sources.push(Source {
                name: name.to_owned(),
                path: PathBuf::from(file),
                is_table: true,
            });
        }
        for (place, source) in sources.iter().enumerate() {
            let name = disk::name(&source.path);
            if disk::is_stdin(&source.path) {
                return Err(Failure::new("init cannot read standard input").help(
                    "save the data to a file: the commands of the project will read it too",
                ));
            }
            if sources[..place].iter().any(|other| disk::same_to_read(&other.path, &source.path)) {
                return Err(
                    Failure::new(format!("{name} is given twice")).help("name each file once")
                );
            }
        }
        Ok(sources)
    }

    /// Looks at all of the data. Files of one kind, such as an export in parts, are one table.
    fn tables(&self, sources: &[Source]) -> Result<(Vec<Table>, Vec<String>), Failure> {
        let (mut tables, mut notes): (Vec<Table>, Vec<String>) = (Vec::new(), Vec::new());
        for source in sources {
            let file = self.seen_from_folder(&source.path)?;
            let mut table = Table::new(&source.name, &file, source.is_table);
            notes.extend(source.look(&mut table)?);
            if let Some(key) = table.wrapped() {
                return Err(source.wrapped(key, table.records()));
            }
            match tables.iter_mut().find(|other| other.takes_in(&table)) {
                Some(other) => {
                    other.files.push(file);
                    let _said_already = source.look(other)?;
                }
                None => tables.push(table),
            }
        }
        Ok((tables, notes))
    }

    /// A file as commands in the folder name it.
    fn seen_from_folder(&self, path: &Path) -> Result<String, Failure> {
        let name = disk::name(path);
        let file = path.canonicalize().map_err(|error| {
            let failure = Failure::reading(&name, &error);
            // `--from` takes all words that follow it.
            match self.from.len() > 1 && self.from.last().is_some_and(|last| last == path) {
                true => failure.help(format!(
                    "if that is the folder, write it first: flywheel init {name} --from ..."
                )),
                false => failure,
            }
        })?;
        let folder = disk::resolved(&self.folder);
        let seen = relative(&folder, &file).unwrap_or(file);
        let text = seen.to_str().map(str::to_owned);
        text.ok_or_else(|| {
            Failure::new(format!("the name {name} is not UTF-8 text")).help("rename the file")
        })
    }

    /// Says what could not be used.
    fn warn(&self, tables: &[Table], project: &Project, terminal: &Terminal) {
        let look = terminal.stderr;
        let tag = look.paint(Ink::Warning, "warning:");
        let mut words = String::new();
        for table in tables {
            let Some((count, line, fault)) = table.unread() else { continue };
            let files = table.files.join(", ");
            let files = shown(&files);
            let fault = fault.to_string();
            let records =
                if count == 1 { "1 record".to_owned() } else { format!("{count} records") };
            words.push_str(&format!(
                "{tag} {records} of {files} cannot be read; line {line}: {}\n",
                shown(&fault)
            ));
        }
        for note in &project.notes {
            words.push_str(&format!("{tag} {}\n", shown(note)));
        }
        say::aside(&words, look);
    }

    /// Says what was written, and what to do next.
    fn say(&self, files: &[&str], eval: &str, terminal: &Terminal) -> Result<(), Failure> {
        let (last, others) = files.split_last().unwrap_or((&"", &[]));
        let folder = disk::name(&self.folder);
        let here = folder == ".";
        let place = if here { "this folder".to_owned() } else { folder.clone() };
        let enter =
            if here { String::new() } else { format!("  cd {}\n", Project::in_shell(&folder)) };
        let text = format!(
            "Wrote {} and {last} to {place}. Next, run:\n\n{enter}  flywheel check rules.flywheel\n  \
             flywheel test rules.flywheel\n  {eval}\n",
            others.join(", "),
        );
        say::out(&text, terminal.stdout)
    }
}

/// A file to look at.
struct Source {
    name: String,
    path: PathBuf,
    is_table: bool,
}

impl Source {
    /// Looks at a file, or at the sheet of a workbook that `eval` reads. Gives what is said of it.
    fn look(&self, table: &mut Table) -> Result<Option<String>, Failure> {
        let name = disk::name(&self.path);
        let failed = |error| Failure::reading(&name, &error);
        let choice = match self.is_table {
            true => Choice::Table(&self.name),
            false => Choice::Customers(None),
        };
        let options = Options { name: Some(name.clone()), ..Options::default() };
        let Some(sheet) = workbook::read(&self.path, choice)? else {
            self.look_at(disk::open(&self.path).map_err(failed)?, &options, table)?;
            return Ok(None);
        };
        let options = Options { format: Some(Format::Csv), ..options };
        self.look_at(sheet.csv.open().map_err(failed)?, &options, table)?;
        // There is no choice here, so no option is named.
        Ok(sheet.note.and_then(|note| note.split("; ").next().map(str::to_owned)))
    }

    fn look_at(
        &self,
        input: impl Read + Send,
        options: &Options,
        table: &mut Table,
    ) -> Result<(), Failure> {
        let name = disk::name(&self.path);
        let look = records::look(input, options, table);
        let (format, fault) = look.map_err(|error| Failure::reading(&name, &error))?;
        table.is_of(format);
        match fault {
            None => Ok(()),
            Some(fault) => {
                let what = format!("cannot read {name}: line {}: {}", fault.line, fault.fault);
                Err(Failure::coded(CANNOT_READ, what))
            }
        }
    }

    /// Why the answer of a web service is not read: all of its customers would be one.
    fn wrapped(&self, key: &str, records: u64) -> Failure {
        let name = disk::name(&self.path);
        let is_plain = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphabetic() || c == '_');
        let filter = if is_plain { format!(".{key}[]") } else { format!(".[\"{key}\"][]") };
        let filter = Project::in_shell(&filter);
        let filter = if filter.starts_with('\'') { filter } else { format!("'{filter}'") };
        // The command must not write over a file, least of all over the one that it reads.
        let mut lines = format!("{}.ndjson", self.name);
        while Path::new(&lines).exists() {
            lines = format!("list_of_{lines}");
        }
        let (file, lines) = (Project::in_shell(&name), Project::in_shell(&lines));
        let objects = match records {
            1 => "one object, with a list".to_owned(),
            count => format!("{count} objects, each with a list"),
        };
        Failure::new(format!("{name} has {objects} under \"{key}\""))
            .help(format!("save that list, for example: jq -c {filter} {file} > {lines}"))
    }
}

/// Why there is no project.
fn none(reason: NoProject) -> Failure {
    match reason {
        NoProject::Empty => Failure::new("the files have no records")
            .help("use files with customers in them, or leave out --from for an example"),
        NoProject::NoId => Failure::new("no column says who the customers are").help(
            "rename the column that says whose the rows are to `customer_id`, or add a file with the \
             customers",
        ),
    }
}

/// What a table is called by the name of its file.
fn stem(path: &Path) -> String {
    let name = path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
    name.split('.').next().unwrap_or_default().to_owned()
}

/// A path from a folder to a file, both without links; `None` if they have no root in common.
fn relative(folder: &Path, file: &Path) -> Option<PathBuf> {
    let (mut from, mut to) = (folder.components().peekable(), file.components().peekable());
    let mut common = false;
    while let (Some(one), Some(other)) = (from.peek(), to.peek())
        && one == other
    {
        common = true;
        from.next();
        to.next();
    }
    let up = from.map(|_| Component::ParentDir);
    common.then(|| up.chain(to).collect())
}
