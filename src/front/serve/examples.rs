//! The examples that the playground offers.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Serialize;

use crate::problems::document;

/// Rules and customers to begin with.
#[derive(Serialize)]
struct Example {
    /// Its name in links.
    id: &'static str,
    title: &'static str,
    /// What it shows.
    about: &'static str,
    rules: &'static str,
    customers: &'static str,
    /// The rows of each table, by its name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    tables: BTreeMap<&'static str, &'static str>,
    as_of: &'static str,
}

macro_rules! examples {
    ($($id:literal $title:literal $about:literal $rules:literal $customers:literal $as_of:literal
        $($table:literal $rows:literal)*;)*) => {
        fn examples() -> Vec<Example> {
            vec![$(Example {
                id: $id,
                title: $title,
                about: $about,
                rules: include_str!(concat!("../../../examples/", $rules)),
                customers: include_str!(concat!("../../../examples/", $customers)),
                tables: BTreeMap::from([
                    $(($table, include_str!(concat!("../../../examples/", $rows)))),*
                ]),
                as_of: $as_of,
            }),*]
        }
    };
}

examples! {
    "starter" "A small shop" "To begin with: three stages and a handful of customers"
        "starter/rules.flywheel" "starter/customers.ndjson" "2026-03-31";
    "advocacy" "From repeat purchase to advocate" "The rule from the whiteboard, and what becomes of it"
        "advocacy/advocacy.flywheel" "advocacy/customers.ndjson" "2026-03-31";
    "coffee" "A coffee bar's stars" "Stars for purchases, levels, and what they are good for"
        "loyalty-programs/coffee/coffee.flywheel" "loyalty-programs/coffee/customers.ndjson" "2026-12-29";
    "subscription" "A subscription" "Trial, member, paused, won back"
        "loyalty-programs/subscription/subscription.flywheel"
        "loyalty-programs/subscription/customers.ndjson" "2026-11-15";
    "leads" "Leads" "Scores that fade, and when sales should call"
        "loyalty-programs/leads/leads.flywheel" "loyalty-programs/leads/customers.ndjson" "2026-11-15";
    "ecommerce" "A web shop" "Budgets, limits and pauses"
        "ecommerce/ecommerce.flywheel" "ecommerce/customers.ndjson" "2026-03-31";
    "spreadsheet" "An export from a spreadsheet" "Dates, numbers and gaps in forms of their own"
        "spreadsheet/spreadsheet.flywheel" "spreadsheet/customers.ndjson" "2026-11-20";
    "tables" "A shop with tables" "Orders, their lines and answers to a survey, each in a table of its own"
        "tables/tables.flywheel" "tables/customers.csv" "2026-03-31"
        "orders" "tables/orders.csv" "lines" "tables/lines.csv" "surveys" "tables/surveys.csv";
}

/// All of them, as a document.
pub(super) static ALL: LazyLock<String> = LazyLock::new(|| document(&examples()));
