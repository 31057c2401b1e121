//! Which file has the customers, and which column says whose events the rows of a table are.

use super::forms::Forms;
use super::leaf::{Leaf, leaves};
use super::names::snake;
use super::page::table_name;
use super::table::Table;
use super::words::Words;

/// How the rows of a table find their customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// The column has the id.
    Id(String),
    /// The column has the value of this field of the customers.
    Field(String, String),
    /// The column has the key of the events of another table: its place, and its key.
    Key(String, usize, String),
}

/// What each file is.
#[derive(Clone, Debug, Default)]
pub(super) struct Roles {
    /// The table with one record for each customer, and the path of its id.
    pub customers: Option<(usize, String)>,
    /// Of the others, by their places, how they are joined; `None` if nothing joins them.
    pub joins: Vec<(usize, Option<Join>)>,
}

impl Roles {
    pub(super) fn of(tables: &[Table], forms: &Forms) -> Roles {
        let mut roles = Roles { customers: customers(tables), joins: Vec::new() };
        let of_customers = roles.customers.as_ref().map(|(place, _)| *place);
        let others: Vec<usize> =
            (0..tables.len()).filter(|place| Some(*place) != of_customers).collect();
        let known = Known::of(tables, &roles, &others);
        roles.joins =
            others.iter().map(|place| (*place, known.direct(&tables[*place], forms))).collect();
        // A table whose rows name the events of another one, which is joined already.
        for _ in 0..others.len() {
            let found = roles.joins.iter().enumerate().find_map(|(at, (place, join))| {
                let of_another = || by_key(tables, *place, &roles.joins);
                join.is_none().then(of_another).flatten().map(|join| (at, join))
            });
            let Some((at, join)) = found else { break };
            roles.joins[at].1 = Some(join);
        }
        roles
    }

    /// How many of the values by which the rows of a table find their customers are those of
    /// customers, in percent.
    pub(super) fn share(&self, tables: &[Table], place: usize, join: &Join) -> u64 {
        let (column, of, key) = match (join, &self.customers) {
            (Join::Key(column, of, key), _) => (column, *of, key),
            (Join::Id(column), Some((of, id))) => (column, *of, id),
            (Join::Field(column, field), Some((of, _))) => (column, *of, field),
            (Join::Id(_) | Join::Field(..), None) => return 100,
        };
        let find = |place: usize, path: &str| {
            let (all, _) = leaves(&tables[place].shape);
            all.into_iter().find(|leaf| leaf.text() == path).map(|leaf| leaf.column().clone())
        };
        let (Some(column), Some(key)) = (find(place, column), find(of, key)) else { return 100 };
        column.sketch.share_in(&key.sketch).unwrap_or(100)
    }

    /// The column by which other tables name the events of this one.
    pub(super) fn key_of(&self, place: usize) -> Option<&str> {
        self.joins.iter().find_map(|(_, join)| match join {
            Some(Join::Key(_, of, key)) if *of == place => Some(key.as_str()),
            Some(Join::Id(_) | Join::Field(..) | Join::Key(..)) | None => None,
        })
    }
}

/// What is known of the customers that a column may name.
struct Known<'t> {
    /// The column of the id: in the customers' file, or the one that names them in a table.
    id: Option<Leaf<'t>>,
    /// Whether there is a file of customers.
    is_file: bool,
    email: Option<Leaf<'t>>,
}

impl<'t> Known<'t> {
    fn of(tables: &'t [Table], roles: &Roles, others: &[usize]) -> Known<'t> {
        if let Some((place, id)) = &roles.customers {
            let (all, _) = leaves(&tables[*place].shape);
            let email = all.iter().find(|leaf| {
                leaf.words.is_email()
                    && leaf.text() != *id
                    && leaf.column().values > 0
                    && leaf.column().is_text()
            });
            let (id, email) = (all.iter().find(|leaf| leaf.text() == *id).cloned(), email.cloned());
            return Known { id, is_file: true, email };
        }
        let id = others.iter().find_map(|place| person(&tables[*place]));
        Known { id, is_file: false, email: None }
    }

    /// The column of a table that names customers.
    fn direct(&self, table: &Table, _forms: &Forms) -> Option<Join> {
        let id = self.id.as_ref()?;
        let (all, _) = leaves(&table.shape);
        let single =
            || all.iter().filter(|leaf| leaf.shape.lists == 0 && !leaf.shape.has_yes_nos());
        let share = |leaf: &Leaf<'_>, of: &Leaf<'_>| {
            leaf.column().sketch.share_in(&of.column().sketch).unwrap_or(100)
        };
        let is_same = |leaf: &Leaf<'_>, of: &Leaf<'_>| snake(leaf.name()) == snake(of.name());
        let generic = snake(id.name()) == "id";
        let named = single().find(|leaf| is_same(leaf, id) && !generic && share(leaf, id) > 0);
        let person = || {
            let people = single().filter(|leaf| leaf.words.is_person() && share(leaf, id) >= 50);
            people.max_by_key(|leaf| share(leaf, id))
        };
        if let Some(leaf) = named.or_else(person) {
            return Some(Join::Id(leaf.text()));
        }
        if !self.is_file {
            return None;
        }
        let email = self.email.as_ref()?;
        let mails = single().filter(|leaf| leaf.words.is_email() && share(leaf, email) >= 50);
        let leaf = mails.max_by_key(|leaf| share(leaf, email))?;
        Some(Join::Field(leaf.text(), email.text()))
    }
}

/// The table with one record for each customer, and its id.
fn customers(tables: &[Table]) -> Option<(usize, String)> {
    let score = |table: &Table| {
        let name = Words::of(&table.name);
        i32::from(name.is_person()) * 50 - i32::from(name.is_happening()) * 50
    };
    let found = tables.iter().enumerate().filter(|(_, table)| !table.is_table);
    let found = found.filter_map(|(place, table)| {
        let (id_score, id) = id(table)?;
        Some((score(table) + id_score, place, id))
    });
    found.rev().max_by_key(|(score, ..)| *score).map(|(_, place, id)| (place, id))
}

/// The column that tells all customers apart, with how likely it is; `None` if the records are not
/// one for each customer.
fn id(table: &Table) -> Option<(i32, String)> {
    let (all, _) = leaves(&table.shape);
    let identifies =
        |leaf: &&Leaf<'_>| leaf.shape.lists == 0 && leaf.column().identifies(table.records());
    // A unique number of something that happens: the records are orders, even if each is of another
    // customer.
    let is_event = |leaf: &Leaf<'_>| {
        leaf.path.len() == 1
            && leaf.words.is_id()
            && leaf.words.is_happening()
            && !leaf.words.has("last first")
    };
    if table.records() > 1 && all.iter().filter(identifies).any(is_event) {
        return None;
    }
    let score = |leaf: &Leaf<'_>| {
        let words = &leaf.words;
        let name = snake(leaf.name());
        let own = match name.as_str() {
            "customer_id" | "user_id" | "userid" | "customerid" | "contact_id" | "member_id" => 100,
            "id" => 95,
            _ if words.has("last parent anonymous session external message") => 15,
            _ if words.is_id() && words.is_person() => 80,
            _ if words.is_id() => 40,
            _ if words.is_email() => 35,
            _ if words.has("username phone mobile sms") => 20,
            _ => 1,
        };
        own - 6 * leaf.path.len() as i32
    };
    let best = all.iter().filter(identifies).rev().max_by_key(|leaf| score(leaf))?;
    // Rows that share a customer are events, if nothing but a counter tells them apart.
    let repeated = person(table).filter(|leaf| leaf.column().sketch.repeats() > 100);
    if repeated.is_some_and(|leaf| score(&leaf) > score(best)) {
        return None;
    }
    Some((score(best), best.text()))
}

/// The column that names people in a table of events.
fn person<'t>(table: &'t Table) -> Option<Leaf<'t>> {
    let (all, _) = leaves(&table.shape);
    let score = |leaf: &Leaf<'_>| {
        let words = &leaf.words;
        let filled = leaf.column().values * 2 > table.records();
        let own = match () {
            () if leaf.shape.lists > 0 || leaf.shape.has_yes_nos() || !filled => return None,
            () if words.has("anonymous session") => return None,
            () if words.is_id() && words.is_person() => 100,
            () if words.is_email() => 60,
            () if snake(leaf.name()) == "id" && leaf.column().sketch.repeats() > 100 => 50,
            () if words.is_person() && !words.is_personal() => 40,
            () => return None,
        };
        Some(own - 6 * leaf.path.len() as i32)
    };
    let scored = all.into_iter().filter_map(|leaf| Some((score(&leaf)?, leaf)));
    scored.rev().max_by_key(|(score, _)| *score).map(|(_, leaf)| leaf)
}

/// A column that names the events of a table which is joined. Of several tables, the one whose own
/// number it is by its name: `order_id` of `orders`.
fn by_key(tables: &[Table], place: usize, joins: &[(usize, Option<Join>)]) -> Option<Join> {
    let (all, _) = leaves(&tables[place].shape);
    let joined = joins.iter().filter(|(of, join)| join.is_some() && *of != place);
    let mut found: Vec<(bool, Join)> = Vec::new();
    for (of, join) in joined {
        let (theirs, _) = leaves(&tables[*of].shape);
        let name = Words::of(&table_name(&tables[*of].name));
        for leaf in all.iter().filter(|leaf| leaf.words.is_id() && leaf.path.len() == 1) {
            if !leaf.words.is_happening() || leaf.words.is_person() {
                continue;
            }
            let first = leaf.words.all().first().map_or("", String::as_str);
            let is_its = name.last() == first || name.last().strip_suffix('s') == Some(first);
            let same = theirs.iter().find(|other| other.text() == leaf.text());
            let own = || theirs.iter().find(|other| is_its && snake(&other.text()) == "id");
            let Some(key) = same.or_else(own) else { continue };
            let share = leaf.column().sketch.share_in(&key.column().sketch).unwrap_or(100);
            // Parts of an order do not belong to another part of it.
            let is_part = matches!(join, Some(Join::Key(column, ..)) if *column == key.text());
            if !is_part && share > 0 {
                found.push((is_its, Join::Key(leaf.text(), *of, key.text())));
            }
        }
    }
    found.into_iter().rev().max_by_key(|(is_its, _)| *is_its).map(|(_, join)| join)
}
