//! What `eval` says of tables that do not fit: whose rows are nobody's, which row is at fault, and
//! what can be done with the rejected records.
#![cfg(feature = "cli")]

mod support;

use support::Test;

const RULES: &str = r#"customer
  id from "Customer ID"
  email: text
  orders: events from table by "Customer" with total money from "Total" at "Paid at" as "mm/dd/yyyy"
  surveys: events from table by "Email" is email

stage S
  resting
  when sum(orders.total) ≥ $10 or 1 survey tag "x"
"#;

const CUSTOMERS: &str = "Customer ID,email\nC-1,Ann@x.example\n0042,bob@x.example\n";

fn run(customers: &str, orders: &str, surveys: &str, more: &str) -> Test {
    Test::new()
        .bytes("r.flywheel", RULES.as_bytes())
        .file("c.csv", customers)
        .file("o.csv", orders)
        .file("s.csv", surveys)
        .args("eval r.flywheel c.csv --as-of 2026-03-31 --format csv")
        .args("--table orders=o.csv --table surveys=s.csv")
        .args(more)
}

#[test]
fn a_customer_who_is_nearly_named_is_shown() {
    let orders = "Customer,Total,Paid at\nc-1,5,03/01/2026\nC-7,5,03/01/2026\n";
    insta::assert_snapshot!(
        "near_in_case",
        run(CUSTOMERS, orders, "Email\nann@x.example\n", "").run()
    );
    let orders = "Customer,Total,Paid at\n42,5,03/01/2026\n";
    insta::assert_snapshot!(
        "near_in_zeros",
        run(CUSTOMERS, orders, "Email\nnew@x.example\n", "").run()
    );
}

#[test]
fn rows_of_nobody_are_reported_if_all_customers_are_rejected() {
    let orders = "Customer,Total,Paid at\nC-1,?,03/01/2026\n0042,5,13/01/2026\nc-1,5,03/01/2026\n";
    insta::assert_snapshot!(run(CUSTOMERS, orders, "Email\n", "").run());
}

#[test]
fn rejects_say_whose_they_are_and_have_the_rows_as_they_are() {
    let orders =
        "Customer,Total,Paid at,Note\nC-1,\"1,5\",03/01/2026,a\n\"c-9\",\"5\",,\"b\"\"c\"\n";
    let test = run(CUSTOMERS, orders, "Email\n", "--strict --rejects rejects.ndjson");
    insta::assert_snapshot!(test.result("rejects.ndjson").run());
}

#[test]
fn a_record_with_rows_of_its_own_is_rejected_where_tables_are_given() {
    let customers = "Customer ID,email,table:orders\nC-1,,\"[{\"\"Total\"\":50}]\"\n0042,,\n";
    let orders = "Customer,Total,Paid at\n0042,5,03/01/2026\n";
    insta::assert_snapshot!(run(customers, orders, "Email\n", "").run());
}

#[test]
fn the_nearest_names_come_first_if_the_column_of_the_owner_is_missing() {
    let orders = "Total,Paid at,Order,Customer ID,customers\n5,03/01/2026,1,C-1,x\n";
    insta::assert_snapshot!(run(CUSTOMERS, orders, "Email\n", "").run());
}

#[cfg(unix)]
#[test]
fn a_file_with_two_names_is_read_once() {
    let orders = "Customer,Total,Paid at\nC-1,5,03/01/2026\n";
    let test = run(CUSTOMERS, orders, "Email\n", "--table orders=o2.csv");
    std::fs::hard_link(test.path("o.csv"), test.path("o2.csv")).unwrap();
    insta::assert_snapshot!(test.run());
}
