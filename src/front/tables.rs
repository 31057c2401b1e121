//! The tables of a command: files with one row for each event.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::customers::Customers;
use super::progress::Progress;
use super::rows::Rows;
use super::spool::Spool;
use super::workbook::{self, Choice};
use super::{Failure, disk};
use crate::output::decisions::Tally;
use crate::output::words::{and, number};
use crate::plan::Plan;
use crate::problems::register::{CANNOT_READ, CANNOT_WRITE, HEADER};
use crate::problems::{Ink, Look, shown};
use crate::records::Format;
use crate::run::{
    Difference, Firsts, Joined, Names, Near, Room, Spill, Stray, Strays, Table, TablesFailure,
};
use crate::values::{Step, likeness, listing};

/// How much memory the rows may take.
const MEMORY: usize = 128 << 20;

/// How much it is if they are only those of a ledger. A run is to be small, and these rows are read once, in
/// nearly the order of the customers.
const MEMORY_OF_LEDGER: usize = 4 << 20;

/// How much the ids of the customers may take besides, so that these rows find their customers at once: those
/// of a million take 18 MB.
const MEMORY_OF_IDS: usize = 32 << 20;

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
        Some((table, path))
            if !table.is_empty()
                && !path.trim_matches('=').is_empty()
                && !path.starts_with('=') =>
        {
            Ok(TableFile { table: table.to_owned(), path: path.into() })
        }
        Some((table, path)) => {
            let (table, file) = (table.trim_matches('='), path.trim_matches('='));
            let named = |name: &str| if name.is_empty() { "orders".to_owned() } else { stem(name) };
            let table = if table.is_empty() { named(file) } else { table.to_owned() };
            let file = if file.is_empty() { "FILE" } else { file };
            Err(format!("write the table's name and the file: --table {table}={file}"))
        }
        None if Path::new(text).extension().is_some() => {
            let table = stem(text);
            Err(format!("write the table's name and the file: --table {table}={text}"))
        }
        None => Err(format!(
            "write the table's name and the file, with = in between: --table {text}=FILE"
        )),
    }
}

/// The name of a file without its folder and ending.
fn stem(file: &str) -> String {
    let stem = Path::new(file).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    stem.filter(|stem| !stem.is_empty()).unwrap_or("orders".to_owned())
}

/// No file may be given twice, for the same table or for the customers, or be both.
pub(super) fn check(files: &[TableFile], customers: &[PathBuf]) -> Result<(), Failure> {
    for (place, one) in files.iter().enumerate() {
        let twice = |other: &&TableFile| {
            other.table == one.table && disk::same_to_read(&other.path, &one.path)
        };
        let name = disk::name(&one.path);
        if files[..place].iter().any(|other| twice(&other)) {
            let what = format!("{name} is given twice for the table {}", one.table);
            return Err(Failure::new(what).help("each of its rows would count twice; give it once"));
        }
        if customers.iter().any(|customer| disk::same_to_read(customer, &one.path)) {
            let table = &one.table;
            let what = format!("{name} is given as the customers and as the table {table}");
            return Err(Failure::new(what).help(format!(
                "if its rows are those of the table, give it only with --table {table}={name}"
            )));
        }
    }
    for (place, one) in customers.iter().enumerate() {
        if customers[..place].iter().any(|other| disk::same_to_read(other, one)) {
            let what = format!("{} is given twice", disk::name(one));
            return Err(Failure::new(what)
                .help("each of its customers would be decided twice; give it once"));
        }
        let text = one.to_string_lossy();
        if text.contains('=') && table_file(&text).is_ok() && !one.exists() {
            let what = format!("cannot read {}: no such file", disk::name(one));
            return Err(Failure::coded(CANNOT_READ, what)
                .help(format!("if it is a table, write --table {}", shown(&text))));
        }
    }
    Ok(())
}

/// Every table that is needed has to be given, by its name in the rules.
pub(super) fn expect(files: &[&TableFile], plan: &Plan) -> Result<(), Failure> {
    let is_given = |table: &str| files.iter().any(|file| file.table == table);
    let mut missing: Vec<&str> = Vec::new();
    for need in plan.needs.lists.iter().filter_map(|list| list.table.as_ref()) {
        if !is_given(&need.table) && !missing.contains(&&*need.table) {
            missing.push(&need.table);
        }
    }
    let unknown = files.iter().copied().filter(|file| !is_declared(plan, &file.table));
    let unknown: Vec<&TableFile> = unknown.collect();
    let customers = unknown.iter().find(|file| is_customers(&file.table));
    if let Some(TableFile { table, path }) = customers {
        let what = format!("the rules have no table \"{}\"", shown(table));
        let help = format!("give the customers without --table: {}", disk::name(path));
        return Err(Failure::new(what).help(help));
    }
    // What was probably meant: the nearest name, or the only one there is.
    let meant = |file: &TableFile| match (unknown.as_slice(), missing.as_slice()) {
        ([_], [one]) => Some((*one).to_owned()),
        _ => likeness::nearest(&file.table, missing.iter().copied()).map(str::to_owned),
    };
    if let Some((file, meant)) = unknown.iter().find_map(|file| Some((file, meant(file)?))) {
        let what = format!("the rules have no table \"{}\"", shown(&file.table));
        let help = format!("did you mean --table {meant}={}?", disk::name(&file.path));
        return Err(Failure::new(what).help(help));
    }
    if missing.len() < 2 {
        // The run itself says so of a single one.
        return Ok(());
    }
    let names: Vec<String> = missing.iter().map(|table| format!("\"{table}\"")).collect();
    let options: Vec<String> =
        missing.iter().map(|table| format!("--table {table}=FILE")).collect();
    let what =
        format!("the rules need the tables {}, but no files are given for them", and(&names));
    Err(Failure::new(what).help(format!("add {}", options.join(" "))))
}

/// Whether a table that the rules do not have is called as if it were the customers.
fn is_customers(table: &str) -> bool {
    matches!(&*table.to_lowercase(), "customers" | "customer")
}

/// A file of a table before it is read.
pub(super) struct OpenedTable<'a> {
    pub file: &'a TableFile,
    /// A copy of what cannot be read as it is, or is read again and cannot be.
    spool: Option<Spool>,
    /// Whether the copy is a sheet of a workbook.
    workbook: bool,
    /// What there is to say of it.
    pub note: Option<String>,
}

/// Opens the files of the tables that some plan has, in the order of the command line; `again` if
/// they are read more than once.
pub(super) fn open<'a>(
    files: &'a [TableFile],
    plans: &[&Plan],
    again: bool,
) -> Result<Vec<OpenedTable<'a>>, Failure> {
    let is_read = |file: &&TableFile| plans.iter().any(|plan| is_declared(plan, &file.table));
    let opened = files.iter().filter(is_read).map(|file| {
        let sheet = workbook::read(&file.path, Choice::Table(&file.table))?;
        let (workbook, note) = (sheet.is_some(), sheet.as_ref().and_then(|one| one.note.clone()));
        let spool = match sheet {
            Some(sheet) => Some(sheet.csv),
            None if again => Spool::of(&file.path)?,
            None => None,
        };
        Ok(OpenedTable { file, spool, workbook, note })
    });
    opened.collect()
}

/// The files by table, in the order of the command line. Those of tables that no list is made of
/// are left out.
pub(super) fn of_plan<'o>(
    opened: &'o [OpenedTable<'_>],
    plan: &Plan,
    progress: &'o Progress,
) -> Vec<Table<Rows<'o>>> {
    let mut tables: Vec<Table<Rows<'o>>> = Vec::new();
    for OpenedTable { file: TableFile { table, path }, spool, workbook, .. } in opened {
        if !is_declared(plan, table) {
            continue;
        }
        let format = workbook.then_some(Format::Csv);
        let (encoding, lacks) = (OnceLock::new(), OnceLock::new());
        let spool = spool.as_ref();
        let file = Rows::File(Customers { path, format, spool, progress, encoding, lacks });
        match tables.iter_mut().find(|other| other.name == *table) {
            Some(other) => other.files.push(file),
            None => tables.push(Table { name: table.clone(), files: vec![file] }),
        }
    }
    tables
}

/// Where rows go that do not fit into memory: a file without a name, of which nothing remains
/// however the program ends.
pub(super) fn room(tables: &[Table<Rows<'_>>]) -> Room {
    let mut rows = tables.iter().flat_map(|table| &table.files);
    let file = Box::new(|| Ok(Box::new(tempfile::tempfile()?) as Box<dyn Spill>));
    match rows.any(|rows| rows.file().is_some()) {
        true => Room::new(MEMORY, file),
        false => Room::new(MEMORY_OF_LEDGER, file).with_memory_for_ids(MEMORY_OF_IDS),
    }
}

/// Whether a plan has a list from a table.
pub(super) fn is_declared(plan: &Plan, table: &str) -> bool {
    plan.needs.tables.iter().any(|declared| declared.table == table)
}

/// Says which tables are not used.
pub(super) fn unused(files: &[&TableFile], plan: &Plan, look: Look) -> String {
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

/// What the results do not say, a sentence each: rows that belong to nobody, and tables without rows. If
/// no record is a customer's, but some were rejected, it has been said what is wrong with them.
pub(super) fn notes(joined: &Joined, plan: &Plan, strict: bool, rejected: u64) -> Vec<String> {
    let customers = joined.any_id() || rejected == 0;
    let mut notes = Vec::new();
    for (table, file) in joined.empty() {
        let (table, file) = (shown(table), shown(file));
        notes.push(format!("{file} has no rows for the table \"{table}\""));
    }
    match joined.unread() {
        _ if !customers => {}
        0 => {}
        1 => notes.push(
            "1 row cannot be read, and neither can whose it is: customers were decided without it"
                .to_owned(),
        ),
        rows => notes.push(format!(
            "{} rows cannot be read, and neither can whose they are: customers were decided \
             without them",
            number(rows)
        )),
    }
    // With --strict, each of them is rejected.
    let strays = joined.strays().iter().filter(|_| !strict && customers);
    notes.extend(strays.map(|strays| left_out(strays, plan)));
    notes
}

/// `12 rows of the table "orders" belong to no customer and were left out: …`
fn left_out(strays: &Strays, plan: &Plan) -> String {
    let table = shown(&strays.table);
    let (rows, names) = (strays.rows, &strays.names);
    let what = match rows {
        1 => format!("1 row of the table \"{table}\" belongs to no customer and was left out"),
        _ if rows == strays.all => {
            format!(
                "none of the {} rows of the table \"{table}\" belongs to a customer",
                number(rows)
            )
        }
        _ => format!(
            "{} rows of the table \"{table}\" belong to no customer and were left out",
            number(rows)
        ),
    };
    let mut why = Vec::new();
    for (who, firsts) in
        [("no customer has", &strays.unknown), ("several customers have", &strays.shared)]
    {
        if !firsts.first.is_empty() {
            let values = listed(firsts);
            why.push(format!("{who} {names} {values}"));
        }
    }
    let by = shown(&strays.by);
    match (strays.blank, why.is_empty()) {
        (0, _) => {}
        (1, true) => why.push(format!("its \"{by}\" is empty")),
        (_, true) => why.push(format!("their \"{by}\" is empty")),
        (1, false) => why.push(format!("in 1 row, \"{by}\" is empty")),
        (blank, false) => why.push(format!("in {} rows, \"{by}\" is empty", number(blank))),
    }
    why.extend(near(strays, plan));
    why.extend(other_field(strays, plan));
    format!("{what}: {}", why.join("; "))
}

/// `"a", "b", "c" or others`.
fn listed(Firsts { first, more }: &Firsts) -> String {
    let values: Vec<String> =
        first.iter().map(|stray| format!("\"{}\"", shown(&stray.by))).collect();
    if *more { format!("{} and others", values.join(", ")) } else { listing::or(&values) }
}

/// What a customer has that is nearly what a row names, and what to do about it.
fn near(strays: &Strays, plan: &Plan) -> Option<String> {
    let with_near = |stray: &Stray| stray.near.clone().map(|near| (stray.by.clone(), near));
    let (by, Near { text, difference }) = strays.unknown.first.iter().find_map(with_near)?;
    let (by, text) = (shown(&by), shown(&text));
    Some(match (difference, &strays.names) {
        (Difference::Case, Names::Field(field)) => format!(
            "a customer has \"{text}\", which differs only in case: write `ignoring case` after \
             the type of `{field}`"
        ),
        // Keys of events are not looked for.
        (Difference::Case, Names::Id | Names::Key { .. }) => {
            let id = match plan.needs.id.0.as_slice() {
                [Step::Key(key)] => key.clone(),
                _ => plan.needs.id.to_string(),
            };
            format!(
                "a customer has \"{text}\", which differs only in case: write `id from \"{}\" \
                 ignoring case`",
                shown(&id)
            )
        }
        (Difference::Zeros, _) => format!(
            "a customer has \"{text}\": {} lost the zeros at the beginning, probably in a spreadsheet; \
             export it again",
            if text.len() > by.len() { "the table has" } else { "the customer file has" }
        ),
        (Difference::Apostrophe, _) => {
            format!("a customer has \"{text}\": one of the two files has an apostrophe too many")
        }
    })
}

/// Where rows name emails although the id is none, what to write instead.
fn other_field(strays: &Strays, plan: &Plan) -> Option<String> {
    let is_mail = |path: &str| path.to_lowercase().contains("mail");
    let first = &strays.unknown.first;
    let emails = !first.is_empty() && first.iter().all(|stray| stray.by.contains('@'));
    if strays.names != Names::Id || !emails || is_mail(&plan.needs.id.to_string()) {
        return None;
    }
    let field = plan.needs.fields.iter().find(|field| is_mail(&field.name));
    let field = field.map_or("email", |field| &*field.name);
    let by = shown(&strays.by);
    Some(format!(
        "if \"{by}\" has what is in the customer's field `{field}`, write `by \"{by}\" is {field}`"
    ))
}

/// Says who the customers are, where no file has them.
pub(super) fn made_of_rows(tally: &Tally) -> String {
    match tally.decided + tally.left_out {
        0 => "no customer file was given, and the tables name no customers".to_owned(),
        1 => "no customer file was given: the 1 customer is the id found in the tables".to_owned(),
        count => format!(
            "no customer file was given: the {} customers are the ids found in the tables",
            number(count)
        ),
    }
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
            TablesFailure::Unfit { fault, .. } if fault.code == HEADER => {
                Failure::coded(fault.code, what).help(
                    "write one of the columns after `by`, or check whether this is the file of the \
                     table; nothing was decided, because customers would lack its rows",
                )
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
        assert_eq!(help("orders="), format!("{write}orders=FILE"));
        assert_eq!(help("orders==o.csv="), format!("{write}orders=o.csv"));
        assert_eq!(help("=x/lines.csv"), format!("{write}lines=x/lines.csv"));
        let between = "write the table's name and the file, with = in between: --table ";
        assert_eq!(help("orders"), format!("{between}orders=FILE"));
    }
}
