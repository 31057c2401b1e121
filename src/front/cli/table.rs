//! The tables of commands that look at customers.

use clap::Args;

use crate::front::tables::{TableFile, table_file};

/// The tables whose rows belong to the customers.
#[derive(Debug, Args)]
pub(super) struct Tables {
    /// A table that the rules name, and a file with its rows. Repeat it for each table, and for more
    /// files of one table. Without customer files, the customers are the ids found in the rows
    #[arg(long, value_name = "NAME=FILE", value_parser = table_file)]
    pub table: Vec<TableFile>,
}
