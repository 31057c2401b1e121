//! The customers of a request, and what belongs to them, ready for an engine.

use super::Means;
use crate::front::serve::asked::{Asked, missing};
use crate::front::serve::posted::Posted;
use crate::front::serve::trouble::{Kind, Trouble};
use crate::front::{Lacking, notes, tables};
use crate::output::decisions::{Run, Tally};
use crate::run::{Engine, Room, Table, TablesWish};

/// The customers of a request, and the rows that belong to them.
pub(super) struct Customers<'b> {
    pub records: Posted<'b>,
    tables: Vec<(&'b str, Posted<'b>)>,
}

impl<'b> Customers<'b> {
    /// Those of a request.
    ///
    /// # Errors
    /// If there are none.
    pub(super) fn of(asked: &'b Asked<'b>, means: &'b Means<'_>) -> Result<Customers<'b>, Trouble> {
        let records = asked.customers.ok_or_else(|| missing("customers"))?;
        let tables = asked
            .tables
            .iter()
            .flatten()
            .map(|(table, rows)| Ok((table.as_str(), Posted::new(table, rows, means.stop)?)));
        let tables = tables.collect::<Result<_, Trouble>>()?;
        Ok(Customers { records: Posted::new("customers", records, means.stop)?, tables })
    }

    /// Joins the rows of tables to the customers. All of it is in memory, as the request is.
    ///
    /// # Errors
    /// If a table is missing, or none of the rules, or cannot be used.
    pub(super) fn join(&self, engine: Engine) -> Result<Engine, Trouble> {
        let plan = engine.plan();
        let unknown = self.tables.iter().find(|(name, _)| !tables::is_declared(plan, name));
        if let Some((name, _)) = unknown {
            let what = format!("the rules have no list from a table \"{name}\"");
            return Err(Trouble::new(Kind::BadRequest, what));
        }
        if plan.needs.lists.iter().all(|list| list.table.is_none()) {
            return Ok(engine);
        }
        let each = self.tables.iter();
        let tables: Vec<Table<&Posted<'_>>> = each
            .map(|(name, rows)| Table { name: (*name).to_owned(), files: vec![rows] })
            .collect();
        let wish = TablesWish { customers: false, strict: false };
        Ok(engine.join_tables(&tables, wish, Room::in_memory(), &[&self.records])?)
    }

    /// What the decisions do not say: what the records lack, and which rows belong to nobody.
    pub(super) fn notes(&self, engine: &Engine, run: &Run<'_>, tally: &Tally) -> Vec<String> {
        let of_tables = self.tables.iter().map(|(name, rows)| rows.lacking(Some(name)));
        let lacking: Vec<Lacking<'_>> = of_tables.chain([self.records.lacking(None)]).collect();
        notes(engine, run, tally, &lacking)
    }
}
