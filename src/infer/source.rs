//! The lists that are made of one table.

use super::block::Block;
use super::forms::Forms;
use super::groups::Groups;
use super::kind::quoted;
use super::list::{List, Wanted};
use super::names::shown;
use super::notes;
use super::table::Table;
use super::words::Words;

/// How the lists of a table find their rows.
pub(super) struct Source {
    /// What the commands call the table.
    pub table: String,
    /// The column that says whose events the rows are, and the same in the words of the rules.
    pub by: (String, String),
    /// The key by which other tables name the events.
    pub key: Option<String>,
    /// Whether a row without a time has that of the event that it belongs to.
    pub has_time: bool,
}

/// The list of a table, or both of its lists, where its rows are the lines of orders.
pub(super) fn lists(block: &mut Block, table: &Table, forms: &Forms, source: Source) {
    let Source { table: name, by: (column, by), key, has_time } = source;
    let from = |list: &str| match list == name {
        true => " from table".to_owned(),
        false => format!(" from table {}", quoted(&name)),
    };
    let may_be = |groups: &&Groups| {
        *groups.key != *column && key.as_deref().is_none_or(|key| *key == *groups.key)
    };
    let first = table.groups().next().filter(may_be);
    // Of several columns, the first whose numbers do not start again.
    let is_key = |groups: &&Groups| {
        !table.is_shared(&groups.key, &column) && !table.starts_again(&groups.key)
    };
    let good = first.and_then(|_| table.groups().filter(may_be).find(is_key));
    let Some(groups) = good else {
        let source = format!("{} by {by}", from(&name));
        let list_by = column.clone();
        let wanted = Wanted { name, source, without: vec![column], key, has_time, groups: None };
        let mut list = List::of(&table.shape, forms, wanted);
        if let Some(groups) = first {
            let key = shown(&groups.key);
            let why = match table.is_shared(&groups.key, &list_by) {
                true => "belong to several customers",
                false => "come back at other times",
            };
            let note = format!(
                "\"{key}\" is not a key: some of its values {why}. So each row is an event of its own."
            );
            list.notes.splice(0..0, notes::wrapped(&note));
        }
        block.lists.push(list);
        return;
    };
    // Orders have the columns that are the same in all of their lines, and lines have the others.
    let words = Words::of(&groups.key);
    let one = words.happening().unwrap_or("order");
    let own = Words::of(&name);
    let is_its = own.last() == one || own.last().strip_suffix('s') == Some(one);
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
