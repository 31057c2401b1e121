//! The rules of a new project, as they are proposed for its data.

use super::block::Block;
use super::doubts;
use super::forms::Forms;
use super::keys;
use super::kind::quoted;
use super::naming::Naming;
use super::page::table_name;
use super::roles::{Join, Roles, column_of};
use super::rule_file::rules;
use super::source::{Source, lists};
use super::table::Table;

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
        let roles = Roles::of(tables);
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
            let name = match table.is_table {
                true => naming.only(&table.name, "events"),
                false => naming.give_list(&[&table_name(&table.name)]),
            };
            names.push((*place, name));
        }
        let mut block = match &roles.customers {
            Some((place, id)) => Block::of(&tables[*place], id, forms, naming),
            None => Block::default(),
        };
        if let Some((place, _)) = &roles.customers {
            self.customers.clone_from(&tables[*place].files);
        }
        if let Some((place, id)) = &roles.customers {
            let column = column_of(&tables[*place], id);
            // Emails that differ only in their case are one, which is said elsewhere.
            block.id_note = column.and_then(doubts::twice);
        }
        block.id_ignores_case = roles.id_ignores_case;
        if block.id.is_none() && roles.id_ignores_case {
            // Without a file of customers, only tables name them, each in a column of its own.
            block.id = roles.joins.iter().find_map(|(_, join)| match join {
                Some(Join::Id(column)) => Some(column.clone()),
                Some(Join::Field(..) | Join::Key(..)) | None => None,
            });
        }
        let name_of = |place: usize| {
            names.iter().find(|(known, _)| *known == place).map_or("", |(_, name)| name.as_str())
        };
        for (place, join) in &roles.joins {
            let table = &tables[*place];
            let Some(join) = join else {
                let files = table.files.join(", ");
                self.notes.push(match keys::starting_again(tables, *place, &roles.joins) {
                    Some((column, of)) => format!(
                        "{files} is not used: \"{column}\" does not say whose its rows are, since some of \
                         its values belong to several customers in {}",
                        tables[of].files.join(", ")
                    ),
                    None => {
                        format!("no column of {files} says whose rows they are, so it is not used")
                    }
                });
                continue;
            };
            let name = name_of(*place).to_owned();
            let (by, rest) = match join {
                Join::Id(column) => (column, String::new()),
                Join::Field(column, field) => {
                    let named = block.fields.iter_mut().find(|entry| entry.path == *field);
                    let named = named.map(|entry| {
                        entry.ignores_case = roles.field_ignores_case;
                        entry.name.clone()
                    });
                    (column, format!(" is {}", named.as_deref().unwrap_or("email")))
                }
                Join::Key(column, of, _) => (column, format!(" of {}", name_of(*of))),
            };
            let source = Source {
                table: name.clone(),
                by: (by.clone(), format!("{}{rest}", quoted(by))),
                key: roles.key_of(*place).map(str::to_owned),
                has_time: matches!(join, Join::Key(..)),
            };
            let begun = block.lists.len();
            lists(&mut block, table, forms, source);
            let found = roles.found(tables, *place, join);
            let of = match join {
                Join::Id(_) | Join::Field(..) => None,
                Join::Key(_, of, _) => Some(name_of(*of)),
            };
            let mut doubt: Vec<String> =
                found.and_then(|found| doubts::nobody(by, found, of)).into_iter().collect();
            doubt.extend(doubts::several(roles.sharing(tables, *place, join)));
            if let Some(list) = block.lists.get_mut(begun) {
                list.notes.splice(0..0, doubt);
            }
            self.tables.push((name, table.files.clone()));
        }
        block
    }
}
