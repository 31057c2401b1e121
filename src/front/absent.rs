//! What the rules use, and no record of a run has.

use crate::output::decisions::Tally;
use crate::output::words::number;
use crate::plan::{Datum, ListNeed, Needs, Plan};
use crate::records::MissingColumn;
use crate::run::Place;
use crate::values::{Path, likeness};

/// This many names in a sentence.
const NAMES: usize = 3;

/// This many sentences.
const SENTENCES: usize = 5;

/// Something that the rules use, and no customer has a value for.
pub(super) struct Absent {
    pub datum: Datum,
    /// What is said of it.
    pub sentence: String,
}

/// What no customer of a run has a value for, although the rules use it. What is said of the headers
/// of files is left out, and so is what has a column in which nothing is.
pub(super) fn absent(plan: &Plan, tally: &Tally, columns: &[MissingColumn]) -> Vec<Absent> {
    let needs = &plan.needs;
    let mut absent = Vec::new();
    for gap in tally.gaps.with_defaults(plan) {
        let path = gap.datum.path(needs);
        let is_said = columns.iter().any(|column| column.path == *path);
        let name = path.name();
        let is_there = || tally.gaps.places().iter().any(|place| place.path == name);
        if gap.customers < tally.decided || is_said || is_there() {
            continue;
        }
        let meant = nearest(plan, gap.datum, tally).map(|place| place.path.as_str());
        let so = match gap.datum.has_default(needs) {
            true => "so everyone has its default",
            false => "so it is unknown",
        };
        let what = format!("no customer has a value at \"{name}\", {so}");
        let sentence = what + &depend(plan, &[gap.datum]) + &question(meant);
        absent.push(Absent { datum: gap.datum, sentence });
    }
    absent
}

/// A sentence for each of the first ones, and one for all others.
pub(super) fn sentences(plan: &Plan, absent: &[Absent]) -> Vec<String> {
    let (first, more) = absent.split_at(absent.len().min(SENTENCES));
    let mut sentences: Vec<String> = first.iter().map(|one| one.sentence.clone()).collect();
    if !more.is_empty() {
        let name = |one: &Absent| format!("\"{}\"", one.datum.path(&plan.needs).name());
        let names: Vec<String> = more.iter().take(NAMES).map(name).collect();
        let end = match more.len().saturating_sub(NAMES) {
            0 => String::new(),
            others => format!(" and {} more", number(others as u64)),
        };
        let names = names.join(", ");
        sentences.push(format!("nor does anyone have a value at {names}{end}"));
    }
    sentences
}

/// What is said of a column that a file lacks.
/// `table` is the table that the file is of, if it is not one of customers.
pub(super) fn sentence(
    file: &str,
    column: &MissingColumn,
    plan: &Plan,
    table: Option<&str>,
) -> String {
    let MissingColumn { name, path, has_default, nearest } = column;
    let (so, them) = match has_default {
        true => ("Its customers have the default", "it"),
        false => ("Its values are unknown", "them"),
    };
    let uses = match table {
        None => dependents(plan, &at(&plan.needs, path)),
        Some(table) => rows_read(plan, table, path),
    };
    let uses = match (uses.as_str(), table) {
        ("", _) => String::new(),
        (uses, None) => format!(", and {uses} on {them}"),
        (uses, Some(_)) => format!(", and {uses} from it"),
    };
    let meant = nearest.as_ref().map(|meant| format!(" Did you mean \"{meant}\"?"));
    format!("{file} has no column \"{name}\". {so}{uses}.{}", meant.unwrap_or_default())
}

/// What the lists of a table read from a column: `orders.total and the time of orders come`.
fn rows_read(plan: &Plan, table: &str, path: &Path) -> String {
    let of_table = |list: &&ListNeed| list.table.as_ref().is_some_and(|need| need.table == table);
    let mut names: Vec<String> = Vec::new();
    for list in plan.needs.lists.iter().filter(of_table) {
        let read = list.attributes.iter().filter(|attribute| attribute.path == *path);
        names.extend(read.map(|attribute| format!("`{}.{}`", list.name, attribute.name)));
        if list.at.as_ref() == Some(path) {
            names.push(format!("the time of `{}`", list.name));
        }
    }
    joined(&names, "comes", "come")
}

/// What is said of columns that files lack.
pub(super) fn said(plan: &Plan, columns: &[MissingColumn]) -> Vec<Datum> {
    columns.iter().flat_map(|column| at(&plan.needs, &column.path)).collect()
}

/// The data that are at a path.
fn at(needs: &Needs, path: &Path) -> Vec<Datum> {
    let fields = (0..needs.fields.len()).map(Datum::Field);
    let data = fields.chain((0..needs.lists.len()).map(Datum::List));
    data.filter(|datum| datum.path(needs) == path).collect()
}

/// `: Engaged 1, Engaged 2 and 4 more depend on it`; nothing if nothing does.
fn depend(plan: &Plan, data: &[Datum]) -> String {
    match dependents(plan, data) {
        none if none.is_empty() => none,
        some => format!(": {some} on it"),
    }
}

/// `Engaged 1, Engaged 2 and 4 more depend`; nothing if nothing does.
fn dependents(plan: &Plan, data: &[Datum]) -> String {
    let mut names: Vec<String> = Vec::new();
    for dependent in data.iter().flat_map(|datum| plan.dependents(*datum)) {
        if !names.contains(&dependent.name) {
            names.push(dependent.name);
        }
    }
    joined(&names, "depends", "depend")
}

/// Names with their verb.
fn joined(names: &[String], verb: &str, verbs: &str) -> String {
    let (first, more) = names.split_at(names.len().min(NAMES));
    match (first, more.len()) {
        ([], _) => String::new(),
        ([one], 0) => format!("{one} {verb}"),
        ([others @ .., last], 0) => format!("{} and {last} {verbs}", others.join(", ")),
        (first, more) => format!("{} and {} more {verbs}", first.join(", "), number(more as u64)),
    }
}

fn question(meant: Option<&str>) -> String {
    meant.map(|meant| format!("; did you mean \"{meant}\"?")).unwrap_or_default()
}

/// Where records have what may be meant by something that none of them has: a list where one is
/// wanted, at a path of a similar name that the rules do not read.
fn nearest<'t>(plan: &Plan, datum: Datum, tally: &'t Tally) -> Option<&'t Place> {
    let (needs, path) = (&plan.needs, datum.path(&plan.needs));
    let (name, key) = (path.name(), path.last_key());
    let built_in = [&needs.id, &needs.stage, &needs.stage_since, &needs.tags, &needs.given];
    let read = needs.fields.iter().map(|field| &field.path);
    let read = read.chain(needs.lists.iter().map(|list| &list.path)).chain(built_in);
    let read: Vec<String> = read.map(Path::name).collect();
    let fits = |place: &&Place| match datum {
        Datum::List(_) => place.is_list,
        Datum::Field(_) | Datum::StageSince => true,
    };
    let free = tally.gaps.places().iter().filter(fits).filter(|place| !read.contains(&place.path));
    let near = free.filter_map(|place| {
        let whole = likeness::distance(&name, &place.path);
        let last = likeness::distance(key, &place.key);
        Some((whole.into_iter().chain(last).min()?, place))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, place)| place)
}
