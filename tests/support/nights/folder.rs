//! A folder with rules and exports, in which `flywheel` runs.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

use super::tables::reading;

/// A folder with rules and exports. The ledger in it is called `l`.
pub(crate) struct Folder {
    folder: TempDir,
}

/// What came of a command.
#[derive(Debug)]
pub(crate) struct Said {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Folder {
    pub(crate) fn new(rules: &str) -> Folder {
        let folder = Folder { folder: TempDir::new().expect("a temporary folder") };
        folder.put("r.flywheel", rules);
        folder
    }

    /// A folder without anything in it.
    pub(crate) fn empty() -> Folder {
        Folder { folder: TempDir::new().expect("a temporary folder") }
    }

    /// All files in it.
    pub(crate) fn files(&self) -> impl Iterator<Item = PathBuf> {
        let entries = std::fs::read_dir(self.folder.path()).expect("a folder");
        entries.map(|entry| entry.expect("a file").path()).filter(|path| path.is_file())
    }

    /// The same files in another folder.
    pub(crate) fn copy(&self) -> Folder {
        let copy = Folder::empty();
        self.copy_into(&copy);
        copy
    }

    /// Puts the same files into another folder.
    pub(crate) fn copy_into(&self, other: &Folder) {
        for file in self.files() {
            let name = file.file_name().expect("a name").to_string_lossy().into_owned();
            std::fs::copy(&file, other.path(&name)).expect("files can be copied");
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn place(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn put(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("files can be written");
    }

    /// Puts an export there: one record a line.
    pub(crate) fn export(&self, records: &[&str]) {
        self.put("c.ndjson", &(records.join("\n") + "\n"));
    }

    /// `flywheel` with these arguments.
    pub(crate) fn command(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_flywheel"));
        command.current_dir(self.folder.path()).args(args.split_whitespace());
        command.env_remove("RAYON_NUM_THREADS").env("NO_COLOR", "1").stdin(Stdio::null());
        command
    }

    pub(crate) fn flywheel(&self, args: &str) -> Said {
        said(&mut self.command(args))
    }

    /// Runs the export with the ledger as of a day.
    pub(crate) fn run(&self, day: &str, more: &str) -> Said {
        self.flywheel(&format!("run r.flywheel c.ndjson --ledger l --as-of {day} {more}"))
    }

    /// The same, which goes well.
    pub(crate) fn night(&self, day: &str, more: &str) {
        let said = self.run(day, more);
        assert_eq!(said.status, 0, "{}{}", said.stdout, said.stderr);
    }

    pub(crate) fn ledger(&self) -> Connection {
        reading(&self.path("l"))
    }

    /// The rows that answer a question, with spaces between their cells.
    pub(crate) fn ask(&self, query: &str) -> Vec<String> {
        let connection = self.ledger();
        let mut statement = connection.prepare(query).expect("a question");
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| {
            let cells = (0..columns).map(|place| Ok(text(row.get(place)?)));
            Ok(cells.collect::<rusqlite::Result<Vec<_>>>()?.join(" "))
        });
        rows.expect("an answer").collect::<Result<_, _>>().expect("rows")
    }
}

pub(crate) fn said(command: &mut Command) -> Said {
    let output = command.output().expect("the command runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let status = output.status.code().unwrap_or(-1);
    Said { status, stdout: text(&output.stdout), stderr: text(&output.stderr) }
}

fn text(value: Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text,
        other @ (Value::Real(_) | Value::Blob(_)) => format!("{other:?}"),
    }
}
