//! Which file has the customers, and which column says whose events the rows of a table are.

use super::cases;
use super::column::Column;
use super::keys;
use super::leaf::{Leaf, leaves};
use super::names::snake;
use super::sketch::{Found, Sketch};
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
    /// Whether ids are those of customers in more rows if their case does not matter.
    pub id_ignores_case: bool,
    /// The same for the field by which tables name customers.
    pub field_ignores_case: bool,
}

impl Roles {
    pub(super) fn of(tables: &[Table]) -> Roles {
        let mut roles = Roles { customers: customers(tables), ..Roles::default() };
        let of_customers = roles.customers.as_ref().map(|(place, _)| *place);
        let others: Vec<usize> =
            (0..tables.len()).filter(|place| Some(*place) != of_customers).collect();
        let known = Known::of(tables, &roles, &others);
        roles.joins = others.iter().map(|place| (*place, known.direct(&tables[*place]))).collect();
        // A table whose rows name the events of another one, which is joined already.
        for _ in 0..others.len() {
            let found = roles.joins.iter().enumerate().find_map(|(at, (place, join))| {
                let of_another = || keys::by_key(tables, *place, &roles.joins);
                join.is_none().then(of_another).flatten().map(|join| (at, join))
            });
            let Some((at, join)) = found else { break };
            roles.joins[at].1 = Some(join);
        }
        roles.id_ignores_case = cases::ids_differ(tables, &roles);
        roles.field_ignores_case = cases::fields_differ(tables, &roles);
        roles
    }

    /// Whether the case of the values does not matter by which these rows find their customers.
    fn ignores_case(&self, join: &Join) -> bool {
        match join {
            Join::Id(_) => self.id_ignores_case,
            Join::Field(..) => self.field_ignores_case,
            Join::Key(..) => false,
        }
    }

    /// How many of the values by which the rows of a table find their customers, or the events of
    /// another list, are theirs.
    pub(super) fn found(&self, tables: &[Table], place: usize, join: &Join) -> Option<Found> {
        let (column, key) = self.both(tables, place, join)?;
        match self.ignores_case(join) {
            true => column.folded.found_in(&key.folded),
            false => column.sketch.found_in(&key.sketch),
        }
    }

    /// How many customers share the value with another by which rows find them.
    pub(super) fn sharing(&self, tables: &[Table], place: usize, join: &Join) -> u64 {
        let Join::Field(..) = join else { return 0 };
        let Some((_, field)) = self.both(tables, place, join) else { return 0 };
        let sketch = if self.field_ignores_case { &field.folded } else { &field.sketch };
        sketch.shared().unwrap_or(0)
    }

    /// The column by which the rows of a table find something, and the one where it is.
    pub(super) fn both<'t>(
        &self,
        tables: &'t [Table],
        place: usize,
        join: &Join,
    ) -> Option<(&'t Column, &'t Column)> {
        let (column, of, key) = match (join, &self.customers) {
            (Join::Key(column, of, key), _) => (column, *of, key),
            (Join::Id(column), Some((of, id))) => (column, *of, id),
            (Join::Field(column, field), Some((of, _))) => (column, *of, field),
            (Join::Id(_) | Join::Field(..), None) => return None,
        };
        Some((column_of(&tables[place], column)?, column_of(&tables[of], key)?))
    }

    /// The column by which other tables name the events of this one.
    pub(super) fn key_of(&self, place: usize) -> Option<&str> {
        self.joins.iter().find_map(|(_, join)| match join {
            Some(Join::Key(_, of, key)) if *of == place => Some(key.as_str()),
            Some(Join::Id(_) | Join::Field(..) | Join::Key(..)) | None => None,
        })
    }
}

/// The column under a path.
pub(super) fn column_of<'t>(table: &'t Table, path: &str) -> Option<&'t Column> {
    let (all, _) = leaves(&table.shape);
    all.into_iter().find(|leaf| leaf.text() == path).map(|leaf| leaf.column())
}

/// What is known of the customers that a column may name.
struct Known<'t> {
    /// The column of the id: in the customers' file, or the one that names them in a table.
    id: Option<Leaf<'t>>,
    /// Whether there is a file of customers.
    is_file: bool,
    email: Option<Leaf<'t>>,
    /// Other numbers of a customer, such as that of a card.
    numbers: Vec<Leaf<'t>>,
}

impl<'t> Known<'t> {
    fn of(tables: &'t [Table], roles: &Roles, others: &[usize]) -> Known<'t> {
        if let Some((place, id)) = &roles.customers {
            let (all, _) = leaves(&tables[*place].shape);
            let email = all.iter().find(|leaf| {
                leaf.words.is_email()
                    && leaf.words.is_personal()
                    && leaf.text() != *id
                    && leaf.column().values > 0
                    && leaf.column().is_text()
            });
            // What is a text in the rules, and different for everybody who has it.
            let numbers = all.iter().filter(|leaf| {
                leaf.words.is_code()
                    && !leaf.words.is_happening()
                    && snake(leaf.name()) != "id"
                    && leaf.text() != *id
                    && leaf.shape.lists == 0
                    && leaf.column().values > 0
                    && leaf.column().is_text()
                    && leaf.column().sketch.is_unique()
            });
            let numbers = numbers.cloned().collect();
            let (id, email) = (all.iter().find(|leaf| leaf.text() == *id).cloned(), email.cloned());
            return Known { id, is_file: true, email, numbers };
        }
        let id = others.iter().find_map(|place| person(&tables[*place]));
        Known { id, is_file: false, email: None, numbers: Vec::new() }
    }

    /// The column of a table that names customers.
    fn direct(&self, table: &Table) -> Option<Join> {
        let id = self.id.as_ref()?;
        let (all, _) = leaves(&table.shape);
        let single =
            || all.iter().filter(|leaf| leaf.shape.lists == 0 && !leaf.shape.has_yes_nos());
        let share = |leaf: &Leaf<'_>, of: &Leaf<'_>| {
            leaf.column().folded.share_in(&of.column().folded).unwrap_or(100)
        };
        let is_same = |leaf: &Leaf<'_>, of: &Leaf<'_>| snake(leaf.name()) == snake(of.name());
        let generic = snake(id.name()) == "id";
        let named = single().find(|leaf| is_same(leaf, id) && !generic && share(leaf, id) > 0);
        let person = || {
            let people = single().filter(|leaf| {
                (leaf.words.is_person() || leaf.words.is_membership()) && share(leaf, id) >= 50
            });
            people.max_by_key(|leaf| share(leaf, id))
        };
        if let Some(leaf) = named.or_else(person) {
            return Some(Join::Id(leaf.text()));
        }
        if !self.is_file {
            return None;
        }
        let mail = self.email.as_ref().and_then(|email| {
            let mails = single().filter(|leaf| leaf.words.is_email() && share(leaf, email) >= 50);
            Some((mails.max_by_key(|leaf| share(leaf, email))?, email))
        });
        let number = || {
            let numbers = self.numbers.iter().filter_map(|number| {
                let same = single().find(|leaf| is_same(leaf, number) && share(leaf, number) >= 50);
                Some((same?, number))
            });
            numbers.max_by_key(|(leaf, number)| share(leaf, number))
        };
        let (leaf, field) = mail.or_else(number)?;
        Some(Join::Field(leaf.text(), field.text()))
    }
}

/// So much less likely is a column that tells nearly all customers apart.
const NEARLY: i32 = 30;

/// So many rows show that it is a mistake if a few of them repeat a customer.
const ENOUGH: u64 = 8;

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
    let identifies = |leaf: &&Leaf<'_>| {
        let is_single = leaf.shape.lists == 0 && leaf.column().identifies(table.records());
        is_single && sketch(leaf).is_unique()
    };
    // A unique number of something that happens: the records are orders, even if each is of another
    // customer.
    let is_event = |leaf: &Leaf<'_>| {
        leaf.path.len() == 1
            && leaf.words.is_id()
            && leaf.words.is_happening()
            && !leaf.words.has("last first")
    };
    let nearly = |leaf: &&Leaf<'_>| {
        let names = leaf.words.is_id() && (leaf.words.is_person() || snake(leaf.name()) == "id");
        let is_named = names && !leaf.words.is_happening() && leaf.path.len() == 1;
        // A number of something that happens makes the rows events, and so may few rows be that are
        // not called customers.
        let name = Words::of(&table.name);
        let is_called = name.is_person() || table.records() >= ENOUGH;
        let is_of_customers =
            is_called && !name.is_happening() && !table.is_table && !all.iter().any(is_event);
        let column = leaf.column();
        is_of_customers
            && is_named
            && leaf.shape.lists == 0
            && column.nearly_identifies(table.records())
            && !column.identifies(table.records())
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
            _ if words.is_membership() => 60,
            _ if words.is_id() => 40,
            _ if words.is_email() => 35,
            _ if words.has("username phone mobile sms") => 20,
            _ => 1,
        };
        own - 6 * leaf.path.len() as i32
    };
    let unique = all.iter().filter(identifies).map(|leaf| (score(leaf), leaf));
    // A customer who is in the data twice is a mistake, which the user is told of.
    let nearly = all.iter().filter(nearly).map(|leaf| (score(leaf) - NEARLY, leaf));
    let (best_score, best) = unique.chain(nearly).rev().max_by_key(|(score, _)| *score)?;
    if !best.column().sketch.is_unique() {
        return Some((best_score, best.text()));
    }
    // Rows that share a customer are events, if nothing but a counter tells them apart.
    let repeated = person(table).filter(|leaf| sketch(leaf).repeats() > 100);
    if repeated.is_some_and(|leaf| score(&leaf) > score(best)) {
        return None;
    }
    Some((score(best), best.text()))
}

/// The values of a column that may name customers. An email is the same in any case.
fn sketch<'t>(leaf: &Leaf<'t>) -> &'t Sketch {
    match leaf.words.is_email() {
        true => &leaf.column().folded,
        false => &leaf.column().sketch,
    }
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
            () if words.is_membership() => 55,
            () if snake(leaf.name()) == "id" && leaf.column().sketch.repeats() > 100 => 50,
            () if words.is_person() && !words.is_personal() => 40,
            () => return None,
        };
        Some(own - 6 * leaf.path.len() as i32)
    };
    let scored = all.into_iter().filter_map(|leaf| Some((score(&leaf)?, leaf)));
    scored.rev().max_by_key(|(score, _)| *score).map(|(_, leaf)| leaf)
}
