use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::many_rules::many_rules;
use crate::sheets::Sheet;
use crate::support::{Customers, ORDER_RULES, RULES, WIDE_RULES};

/// A temporary folder with the files of a run.
pub(crate) struct Workplace {
    folder: TempDir,
    /// How many customers there are where nothing else is said.
    pub customers: u64,
    /// Whether a million customers may be written down.
    pub million: bool,
}

/// A file of customers.
#[derive(Clone, Debug)]
pub(crate) struct CustomerFile {
    pub path: PathBuf,
    pub customers: u64,
    pub bytes: u64,
}

impl Workplace {
    pub(crate) fn new(customers: u64, million: bool) -> Workplace {
        let folder = TempDir::new().expect("a temporary folder can be made");
        Workplace { folder, customers, million }
    }

    /// A file of so many customers. It is written once.
    ///
    /// They go through one by one: what this process holds would count as memory of those that
    /// it starts, as a process begins its life with the peak of its parent.
    pub(crate) fn customer_file(&self, customers: u64) -> CustomerFile {
        let count = usize::try_from(customers).expect("a count that fits");
        self.lines("customers", customers, || Customers::new().take(count))
    }

    /// A file of lines of JSON for so many customers. It is written once.
    pub(crate) fn lines<L: Iterator<Item = String>>(
        &self,
        name: &str,
        customers: u64,
        lines: impl FnOnce() -> L,
    ) -> CustomerFile {
        self.written(&format!("{name}-{customers}.ndjson"), customers, lines)
    }

    /// The same of one document of JSON.
    pub(crate) fn document<L: Iterator<Item = String>>(
        &self,
        name: &str,
        customers: u64,
        lines: impl FnOnce() -> L,
    ) -> CustomerFile {
        self.written(&format!("{name}-{customers}.json"), customers, lines)
    }

    fn written<L: Iterator<Item = String>>(
        &self,
        name: &str,
        customers: u64,
        lines: impl FnOnce() -> L,
    ) -> CustomerFile {
        let path = self.place(name);
        if !path.exists() {
            write_lines(&path, lines()).expect("a file can be written");
        }
        let bytes = fs::metadata(&path).expect("the file is there").len();
        CustomerFile { path, customers, bytes }
    }

    /// A file of CSV for so many customers, whose lines come after a header. It is written once.
    pub(crate) fn sheet(&self, sheet: Sheet, customers: u64) -> CustomerFile {
        let name = format!("{}-{customers}.csv", sheet.name());
        self.written(&name, customers, || sheet.lines(customers))
    }

    /// The rules for customers with a table of orders.
    pub(crate) fn rules_with_orders(&self) -> PathBuf {
        self.text("orders.flywheel", ORDER_RULES)
    }

    /// The rules for customers in many columns.
    pub(crate) fn wide_rules(&self) -> PathBuf {
        self.text("wide.flywheel", WIDE_RULES)
    }

    /// The twenty rules.
    pub(crate) fn rules(&self) -> PathBuf {
        self.text("rules.flywheel", RULES)
    }

    /// The twenty rules cut or repeated until there are so many.
    pub(crate) fn many_rules(&self, count: usize) -> PathBuf {
        self.text(&format!("{count}.flywheel"), &many_rules(RULES, count))
    }

    /// Where a file of this name is.
    pub(crate) fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file with a text.
    pub(crate) fn text(&self, name: &str, text: &str) -> PathBuf {
        let path = self.place(name);
        fs::write(&path, text).expect("a file can be written");
        path
    }
}

fn write_lines(path: &Path, lines: impl Iterator<Item = String>) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for line in lines {
        file.write_all(line.as_bytes())?;
    }
    file.flush()
}
