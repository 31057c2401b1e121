//! The tables of a command: files with one row for each event.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::customers::Customers;
use super::progress::Progress;
use super::workbook::{self, Choice};
use super::{Failure, disk};
use crate::output::words::counted;
use crate::plan::Plan;
use crate::problems::register::CANNOT_WRITE;
use crate::problems::{Ink, Look, shown};
use crate::records::Format;
use crate::run::{Joined, Room, Strays, Table, TablesFailure};

/// How much memory the rows may take, for each of the three things that are kept at once.
const MEMORY: usize = 48 << 20;

/// A file of a table, `orders=2026.csv`.
#[derive(Clone, Debug)]
pub(super) struct TableFile {
    /// The table, as the rules call it.
    pub table: String,
    pub path: PathBuf,
}

/// Reads `orders=2026.csv`.
pub(super) fn table_file(text: &str) -> Result<TableFile, String> {
    match text.split_once('=') {
        Some((table, path)) if !table.is_empty() && !path.is_empty() => {
            Ok(TableFile { table: table.to_owned(), path: path.into() })
        }
        Some(_) | None => {
            let stem = Path::new(text).file_stem().map(|stem| stem.to_string_lossy().into_owned());
            let table = stem.filter(|stem| !stem.is_empty()).unwrap_or("orders".to_owned());
            let file = text.trim_matches('=');
            Err(format!("write the table's name and the file: --table {table}={file}"))
        }
    }
}

/// No file may be given twice for a table.
pub(super) fn check(files: &[TableFile]) -> Result<(), Failure> {
    for (place, one) in files.iter().enumerate() {
        let twice =
            |other: &&TableFile| other.table == one.table && disk::same(&other.path, &one.path);
        if files[..place].iter().any(|other| twice(&other)) {
            let name = disk::name(&one.path);
            let what = format!("{name} is given twice for the table {}", one.table);
            return Err(Failure::new(what).help("each of its rows would count twice; give it once"));
        }
    }
    Ok(())
}

/// The files by table, in the order of the command line. Those of tables that no list is made of
/// are left out. Also what there is to say of the files.
pub(super) fn tables<'a>(
    files: &'a [TableFile],
    plan: &Plan,
    progress: &'a Progress,
) -> Result<(Vec<Table<Customers<'a>>>, Vec<String>), Failure> {
    let (mut tables, mut notes): (Vec<Table<Customers<'a>>>, _) = (Vec::new(), Vec::new());
    for TableFile { table, path } in files {
        if !is_declared(plan, table) {
            continue;
        }
        // A table is read once, so a pipe needs no copy.
        let sheet = workbook::read(path, Choice::Table(table))?;
        let format = sheet.as_ref().map(|_| Format::Csv);
        notes.extend(sheet.as_ref().and_then(|sheet| sheet.note.clone()));
        let spool = sheet.map(|sheet| sheet.csv);
        let (encoding, lacks) = (OnceLock::new(), OnceLock::new());
        let file = Customers { path, format, spool, progress, encoding, lacks };
        match tables.iter_mut().find(|other| other.name == *table) {
            Some(other) => other.files.push(file),
            None => tables.push(Table { name: table.clone(), files: vec![file] }),
        }
    }
    Ok((tables, notes))
}

/// Where rows go that do not fit into memory: a file without a name, of which nothing remains
/// however the program ends.
pub(super) fn room() -> Room {
    Room { memory: MEMORY, file: Box::new(|| Ok(Box::new(tempfile::tempfile()?))) }
}

fn is_declared(plan: &Plan, table: &str) -> bool {
    plan.needs.tables.iter().any(|declared| declared.table == table)
}

/// Says which tables are not used.
pub(super) fn unused(files: &[TableFile], plan: &Plan, look: Look) -> String {
    let mut unused: Vec<&str> = files.iter().map(|file| &*file.table).collect();
    unused.retain(|table| !is_declared(plan, table));
    unused.dedup();
    let tag = look.paint(Ink::Warning, "warning:");
    let mut names: Vec<String> =
        plan.needs.tables.iter().map(|declared| format!("\"{}\"", declared.table)).collect();
    names.dedup();
    let known = match names.as_slice() {
        [] => "the rules have no list from a table".to_owned(),
        [one] => format!("the rules have a list from {one}"),
        names => format!("the rules have lists from {}", names.join(", ")),
    };
    let line = |table: &&str| {
        let table = shown(table);
        format!("{tag} no list is made of the table \"{table}\", so it was not read: {known}\n")
    };
    unused.iter().map(line).collect()
}

/// Warnings, a line each.
pub(super) fn warnings(said: impl Iterator<Item = String>, look: Look) -> String {
    let tag = look.paint(Ink::Warning, "warning:");
    said.map(|warning| format!("{tag} {}\n", shown(&warning))).collect()
}

/// Says what the results do not: rows that belong to nobody, and tables without rows.
pub(super) fn notes(joined: &Joined, strict: bool, look: Look) -> String {
    let tag = look.paint(Ink::Warning, "warning:");
    let mut notes = String::new();
    for (table, file) in joined.empty() {
        let (table, file) = (shown(table), shown(file));
        notes.push_str(&format!("{tag} {file} has no rows for the table \"{table}\"\n"));
    }
    // With --strict, each of them is rejected.
    let strays = joined.strays().iter().filter(|_| !strict);
    for strays in strays {
        notes.push_str(&format!("{tag} {}\n", left_out(strays)));
    }
    notes
}

/// `12 rows of the table "orders" belong to no customer and were left out: …`
fn left_out(strays: &Strays) -> String {
    let (table, by) = (shown(&strays.table), shown(&strays.by));
    let rows = counted(strays.rows, "row", "rows");
    let verbs = if strays.rows == 1 { "belongs" } else { "belong" };
    let were = if strays.rows == 1 { "was" } else { "were" };
    let named: Vec<String> =
        strays.first.iter().map(|stray| format!("`{}`", shown(&stray.by))).collect();
    let mut why = Vec::new();
    if !named.is_empty() {
        why.push(format!("no customer has {by} {}", named.join(", ")));
    }
    if strays.blank > 0 {
        why.push(format!("{} no value in {by}", counted(strays.blank, "has", "have")));
    }
    let why = why.join("; ");
    format!("{rows} of the table \"{table}\" {verbs} to no customer and {were} left out: {why}")
}

impl From<TablesFailure> for Failure {
    fn from(failure: TablesFailure) -> Failure {
        let what = failure.to_string();
        match failure {
            TablesFailure::Unread(unread) => unread.into(),
            TablesFailure::NoRoom(error) => {
                let cause = Failure::cause(&error);
                let what = format!("cannot keep the rows of the tables: {cause}");
                let folder = std::env::temp_dir();
                Failure::coded(CANNOT_WRITE, what).help(format!(
                    "what does not fit into memory goes to {}; make room there, or name another \
                     folder in TMPDIR",
                    folder.display()
                ))
            }
            TablesFailure::Missing { table, lists } => {
                let lists = lists.iter().map(|list| format!("`{list}`"));
                let lists = lists.collect::<Vec<_>>().join(" and ");
                let verb = if lists.contains(" and ") { "are" } else { "is" };
                Failure::new(what).help(format!(
                    "{lists} {verb} made of its rows; say where they are: --table {table}=FILE"
                ))
            }
            TablesFailure::Unfit { fault, .. } => Failure::coded(fault.code, what)
                .help("nothing was decided, because customers would lack rows of this table"),
        }
    }
}

/// How many bytes all files have, where that is known.
pub(super) fn size(files: &[TableFile]) -> Result<Option<u64>, Failure> {
    let sizes = files.iter().map(|file| disk::size(&file.path));
    Ok(sizes.collect::<Result<Vec<_>, _>>()?.into_iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_comes_with_its_table() {
        let file = table_file("orders=a=b.csv").unwrap();
        assert_eq!((&*file.table, file.path.to_str()), ("orders", Some("a=b.csv")));
        let help = |text| table_file(text).unwrap_err();
        let write = "write the table's name and the file: --table ";
        assert_eq!(help("x/lines.csv"), format!("{write}lines=x/lines.csv"));
        assert_eq!(help("orders="), format!("{write}orders=orders"));
    }
}
