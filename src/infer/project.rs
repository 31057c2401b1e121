//! The rules of a new project, as they are proposed for its data.

use super::block::Block;
use super::forms::Forms;
use super::kind::quoted;
use super::list::{List, Wanted};
use super::naming::Naming;
use super::page::table_name;
use super::roles::{Join, Roles};
use super::table::Table;
use super::words::Words;
use crate::Program;
use crate::tools::format;

/// The rules of a new project, and how its commands name its data.
#[derive(Clone, Debug)]
pub struct Project {
    /// The text of the rule file.
    pub rules: String,
    /// The files with customers, as commands name them; none if only tables name them.
    pub customers: Vec<String>,
    /// The tables that the rules use, with their files.
    pub tables: Vec<(String, Vec<String>)>,
    /// What the user should know: files that are left out.
    pub notes: Vec<String>,
}

/// Why no rules can be proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoProject {
    /// The data has no records.
    Empty,
    /// No column says who the customers are.
    NoId,
}

impl Project {
    /// The rules for data of which everything was seen.
    ///
    /// # Errors
    /// If the data does not say who the customers are.
    pub fn of(tables: &[Table]) -> Result<Project, NoProject> {
        if tables.iter().all(|table| table.records() == 0) {
            return Err(NoProject::Empty);
        }
        let forms = Forms::of(tables);
        let roles = Roles::of(tables, &forms);
        if roles.customers.is_none() && roles.joins.iter().all(|(_, join)| join.is_none()) {
            return Err(NoProject::NoId);
        }
        let mut project = Project {
            rules: String::new(),
            customers: Vec::new(),
            tables: Vec::new(),
            notes: Vec::new(),
        };
        let block = project.block(tables, &roles, &forms);
        project.rules = rules(tables, &forms, &block);
        Ok(project)
    }

    fn block(&mut self, tables: &[Table], roles: &Roles, forms: &Forms) -> Block {
        let mut naming = Naming::default();
        let mut names: Vec<(usize, String)> = Vec::new();
        for (place, _) in roles.joins.iter().filter(|(_, join)| join.is_some()) {
            let table = &tables[*place];
            // A name that the user gave stays as it is.
            names.push((
                *place,
                match table.is_table {
                    true => naming.only(&table.name, "events"),
                    false => naming.give_list(&[&table_name(&table.name)]),
                },
            ));
        }
        let mut block = match &roles.customers {
            Some((place, id)) => Block::of(&tables[*place], id, forms, naming),
            None => Block::default(),
        };
        if let Some((place, _)) = &roles.customers {
            self.customers.clone_from(&tables[*place].files);
        }
        let name_of = |place: usize| {
            names.iter().find(|(known, _)| *known == place).map_or("", |(_, name)| name.as_str())
        };
        for (place, join) in &roles.joins {
            let table = &tables[*place];
            let Some(join) = join else {
                self.notes.push(format!(
                    "no column of {} says whose rows they are, so it is not used",
                    table.files.join(", ")
                ));
                continue;
            };
            let name = name_of(*place);
            let (by, rest) = match join {
                Join::ById(column) => (column, String::new()),
                Join::ByField(column, field) => {
                    let named = block.fields.iter().find(|entry| entry.path == *field);
                    (column, format!(" is {}", named.map_or("email", |entry| &entry.name)))
                }
                Join::ByKey(column, of, _) => (column, format!(" of {}", name_of(*of))),
            };
            let by = (by.clone(), format!("{}{rest}", quoted(by)));
            let key = roles.key_of(*place).map(str::to_owned);
            let has_time = matches!(join, Join::ByKey(..));
            let begun = block.lists.len();
            let share = roles.share(tables, *place, join);
            let note = (share < 100).then(|| {
                let whose = if has_time { "events of that list" } else { "customers" };
                format!("Only {share}% of the values in `{}` are those of {whose}.", by.0)
            });
            lists(&mut block, table, forms, Source { table: name.to_owned(), by, key, has_time });
            if let Some(list) = block.lists.get_mut(begun) {
                list.notes.splice(0..0, note);
            }
            self.tables.push((name.to_owned(), table.files.clone()));
        }
        block
    }
}

/// How the lists of a table find their rows.
struct Source {
    /// What the commands call the table.
    table: String,
    /// The column that says whose events the rows are, and the same in the words of the rules.
    by: (String, String),
    /// The key by which other tables name the events.
    key: Option<String>,
    has_time: bool,
}

/// The list of a table, or both of its lists, where its rows are the lines of orders.
fn lists(block: &mut Block, table: &Table, forms: &Forms, source: Source) {
    let Source { table: name, by: (column, by), key, has_time } = source;
    let from = |list: &str| match list == name {
        true => " from table".to_owned(),
        false => format!(" from table {}", quoted(&name)),
    };
    let groups =
        table.groups().filter(|groups| key.as_deref().is_none_or(|key| *key == *groups.key));
    let Some(groups) = groups.filter(|groups| *groups.key != *column) else {
        let source = format!("{} by {by}", from(&name));
        let wanted = Wanted { name, source, without: vec![column], key, has_time, groups: None };
        block.lists.push(List::of(&table.shape, forms, wanted));
        return;
    };
    // Orders have the columns that are the same in all of their lines, and lines have the others.
    let words = Words::of(&groups.key);
    let one = words.all().first().filter(|_| words.is_happening()).map_or("order", String::as_str);
    let is_its = Words::of(&name).has(&[one, &format!("{one}s")]) && !name.contains('_');
    let orders = if is_its { name.clone() } else { block.naming.give_list(&[&format!("{one}s")]) };
    let lines = match is_its || !name.contains("line") {
        true => block.naming.give_list(&[&format!("{one}_lines")]),
        false => name.clone(),
    };
    let key = groups.key.to_string();
    block.lists.push(List::of(
        &table.shape,
        forms,
        Wanted {
            name: orders.clone(),
            source: format!("{} by {by}", from(&orders)),
            without: vec![column.clone()],
            key: Some(key.clone()),
            has_time,
            groups: Some((groups, false)),
        },
    ));
    block.lists.push(List::of(
        &table.shape,
        forms,
        Wanted {
            name: lines.clone(),
            source: format!("{} by {} of {orders}", from(&lines), quoted(&key)),
            without: vec![column, key],
            key: None,
            has_time: true,
            groups: Some((groups, true)),
        },
    ));
}

/// The rule file, formatted. What is proposed beyond the block is left out where the checker would
/// find something to say about it.
fn rules(tables: &[Table], forms: &Forms, block: &Block) -> String {
    let head = head(tables, forms, block);
    let plain = format!("{head}{}", stages(None));
    let list = main_list(&block.lists).map(|list| format!("{head}{}", stages(Some(&list.name))));
    let texts: Vec<String> = list.into_iter().chain([plain]).map(|text| formatted(&text)).collect();
    let is_clean = |text: &&String| {
        Program::parse("rules.flywheel", text).is_ok_and(|program| program.warnings().is_empty())
    };
    let clean = texts.iter().find(is_clean).or(texts.last());
    clean.cloned().unwrap_or_default()
}

/// The list that examples are about: of those with times, one of orders and the like, if there is.
fn main_list(lists: &[List]) -> Option<&List> {
    const FIRST: &[&str] = &[
        "orders",
        "order",
        "purchases",
        "purchase",
        "transactions",
        "transaction",
        "charges",
        "invoices",
        "bookings",
        "sales",
    ];
    let score = |list: &List| {
        let words = Words::of(&list.name);
        u8::from(list.at.is_some()) * 4
            + u8::from(words.has(FIRST)) * 2
            + u8::from(words.is_happening())
    };
    lists.iter().rev().max_by_key(|list| score(list))
}

fn formatted(text: &str) -> String {
    format::format(text).unwrap_or_else(|_| text.to_owned())
}

/// The header and the block.
fn head(tables: &[Table], forms: &Forms, block: &Block) -> String {
    let mut text = String::from("# Proposed by `flywheel init` from\n");
    for table in tables {
        let unread = match table.unread() {
            None => String::new(),
            Some((count, line, fault)) => {
                format!("; {count} more cannot be read, the first in line {line}: {fault}")
            }
        };
        let files = table.files.join(", ").replace(char::is_control, " ");
        let records = match table.records() {
            1 => "1 record".to_owned(),
            count => format!("{count} records"),
        };
        text.push_str(&format!("#   {files}: {records}{unread}\n"));
    }
    text.push_str(
        "# All records were read, and each type fits every value. `one of` lists the values so far: add\n\
         # those that may still come, and check the rest against what you know.\n\n",
    );
    text.push_str("flywheel \"Our customers\"\n");
    text.push_str(&header(forms));
    text.push_str("\ncustomer\n");
    text.push_str(&self::forms(forms));
    block.write(&mut text);
    text
}

/// Currency and time zone, and how sure they are.
fn header(forms: &Forms) -> String {
    let mut text = String::new();
    let why = match &forms.currency_by {
        Some(by) => format!("# The currency is that of {by}."),
        None => "# The data does not name a currency: change it if yours is another.".to_owned(),
    };
    text.push_str(&format!("  {why}\n"));
    if !forms.other_currencies.is_empty() {
        let others = forms.other_currencies.join(", ");
        text.push_str(&format!("  # There are amounts in other currencies too: {others}.\n"));
    }
    text.push_str(&format!("  currency {}\n", forms.currency.code()));
    let why = match forms.local_times {
        true => {
            "# Some times have no offset: they are read as times in this zone. Change it to yours."
        }
        false => "# Days begin and end in this time zone. Change it to yours.",
    };
    text.push_str(&format!("  {why}\n  timezone UTC\n"));
    text
}

/// How the data is written.
fn forms(forms: &Forms) -> String {
    let mut text = String::new();
    let list = |texts: Vec<String>, between: &str| texts.join(between);
    if !forms.dates.is_empty() {
        let patterns = forms.dates.iter().map(|pattern| quoted(pattern)).collect();
        text.push_str(&format!("  dates as {}\n", list(patterns, " or ")));
    }
    if let Some(example) = forms.numbers {
        text.push_str(&format!("  numbers as {}\n", quoted(example)));
    }
    if !forms.missing.is_empty() {
        let words = forms.missing.iter().map(|word| quoted(word)).collect();
        text.push_str(&format!("  missing as ({})\n", list(words, ", ")));
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// A stage or two, with examples of rules.
fn stages(list: Option<&str>) -> String {
    match list {
        Some(list) => format!(
            "
stage New \"Nothing has happened yet\"
  resting
  when count({list}) ≥ 1 move to Active

stage Active \"Something has happened\"
  resting
  # Examples of rules. Remove the # in front of one, and change it to what you need.
  # when count({list}) ≥ 3 tag \"regular\"
  # after 30 days in stage tag \"with us for a month\"

test \"a new customer stays New\"
  given stage New
  expect nothing
"
        ),
        None => "
stage Everyone \"All customers\"
  resting
  # Examples of rules. Remove the # in front of one, and change it to what you need.
  # after 30 days in stage tag \"with us for a month\"

test \"nothing happens to anybody yet\"
  given stage Everyone
  expect nothing
"
        .to_owned(),
    }
}
