//! What is asked about some customers: the moment, and what belongs to them.

use std::time::SystemTime;

use flywheel::plan::Plan;
use flywheel::run::{Engine, Room, Table, TablesWish};
use flywheel::values::{AsOf, Instant};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::failed::Failed;
use crate::given;
use crate::patient::Stop;
use crate::records::{Reading, Records};

/// Customers, and the rows of tables that belong to them.
pub(crate) struct Asked {
    pub customers: Records,
    tables: Vec<Records>,
    /// The names of the tables in the rules, each with those of its rows in `tables`.
    names: Vec<String>,
}

impl Asked {
    /// Takes what Python gives.
    ///
    /// # Errors
    /// If it cannot be read as records, or the rules have no such table.
    pub(crate) fn new(
        plan: &Plan,
        customers: &Bound<'_, PyAny>,
        tables: Option<&Bound<'_, PyDict>>,
        json: Option<&str>,
    ) -> Result<Asked, Failed> {
        let needs = &plan.needs;
        let customers = given::customers(customers, needs, json)?;
        let mut asked = Asked { customers, tables: Vec::new(), names: Vec::new() };
        for (name, rows) in tables.iter().flat_map(|tables| tables.iter()) {
            let name: String = name.extract()?;
            if !needs.tables.iter().any(|declared| declared.table == name) {
                let mut known: Vec<&str> =
                    needs.tables.iter().map(|declared| &*declared.table).collect();
                known.dedup();
                let help = match known.is_empty() {
                    true => "they have no list from a table".to_owned(),
                    false => format!("they have lists from {}", known.join(", ")),
                };
                let what = format!("the rules have no list from a table \"{name}\"");
                return Err(Failed::usage(what).help(help));
            }
            asked.tables.push(given::rows(&name, &rows, needs)?);
            asked.names.push(name);
        }
        Ok(asked)
    }

    /// Joins the rows of tables to the customers. All of it is in memory.
    ///
    /// # Errors
    /// If a table is missing, or cannot be used.
    pub(crate) fn join(&self, engine: Engine, stop: &Stop) -> Result<Engine, Failed> {
        if engine.plan().needs.lists.iter().all(|list| list.table.is_none()) {
            return Ok(engine);
        }
        let each = self.names.iter().zip(&self.tables);
        let tables: Vec<Table<Reading<'_>>> = each
            .map(|(name, rows)| Table { name: name.clone(), files: vec![rows.until(stop)] })
            .collect();
        let wish = TablesWish { customers: false, strict: false };
        let customers = [self.customers.until(stop)];
        Ok(engine.join_tables(&tables, wish, Room::in_memory(), &customers)?)
    }

    /// What messages call each table, with the rows.
    pub(crate) fn tables(&self) -> impl Iterator<Item = (&str, &Records)> {
        self.names.iter().map(String::as_str).zip(&self.tables)
    }
}

/// The moment that is asked about, which is now unless it is said.
///
/// # Errors
/// If it is not a moment.
pub(crate) fn as_of(text: Option<&str>, plan: &Plan) -> Result<AsOf, Failed> {
    let Some(text) = text else {
        let now = Instant::try_from(SystemTime::now());
        return now.map(AsOf::Instant).map_err(|error| Failed::usage(error.to_string()));
    };
    AsOf::parse_moment(text, &plan.zone).map_err(|error| {
        Failed::usage(format!("cannot use {text} for as_of: {error}"))
            .help("give a date, or a time such as 2026-03-31T09:00:00Z")
    })
}
