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

/// Rules that give to whoever has no order: a customer whose order cannot be read would get it.
const MUG: &str = r#"customer
  id from "cid"
  email: text
  orders: events from table by "cid" with total money key "no"
  lines: events from table by "no" of orders with price money
  surveys: events from table by "email" is email

reward mug costs $5, once

stage S
  resting
  when no orders and no lines and no surveys give mug
"#;

fn mug(orders: &str, name: &str) -> Test {
    let lines = "no,price\n9,1\n8,1\n";
    Test::new()
        .bytes("r.flywheel", MUG.as_bytes())
        .bytes("c.csv", b"cid,email\nann,a@x\nbob,b@x\ncy,c@x\n")
        .bytes("l.csv", lines.as_bytes())
        .bytes("s.csv", b"email,x\nb@x,1\n")
        .file(name, orders)
        .args("eval r.flywheel c.csv --as-of 2026-03-31 --format csv")
        .args(&format!("--table orders={name} --table lines=l.csv --table surveys=s.csv"))
}

#[test]
fn a_row_that_cannot_be_read_rejects_its_customer() {
    let orders = "cid,no,total,at\nann,1,5,2026-01-01,\nbob,9,5,2026-01-01\ncy,8,5,2026-01-01\n";
    insta::assert_snapshot!("torn_at_its_end", mug(orders, "o.csv").run());
    let orders = "no,cid,total,at\n1,ann,5,000,2026-01-01\n9,bob,5,2026-01-01\n8,cy\n";
    insta::assert_snapshot!("torn_within", mug(orders, "o.csv").run());
    let orders = "{\"cid\":\"ann\",\"no\":1,\"total\":NaN}\n{\"cid\":\"bob\",\"no\":9}\n\
                  {\"total\":1,\"cid\":\"cy\",\"no\":8,\"cid\":\"cy\"}\n";
    insta::assert_snapshot!("broken_json", mug(orders, "o.ndjson").run());
}

#[test]
fn a_bad_byte_in_a_column_that_no_rule_uses_rejects_the_customer_of_its_row() {
    let test = mug("", "o.csv");
    std::fs::write(
        test.path("o.csv"),
        b"cid,no,note\nann,1,\xc3\xab\xff\xff\nbob,9,\xc3\xab\ncy,8,\n",
    )
    .unwrap();
    insta::assert_snapshot!(test.run());
}

#[test]
fn a_row_that_cannot_be_read_may_be_that_of_the_copies_of_its_key() {
    let orders = "cid,no,total,at\nbob,9,5,2026-01-01\ncy,8,5,\n,9,5,2026-01-01,\n";
    insta::assert_snapshot!(mug(orders, "o.csv").run());
}

#[test]
fn a_row_of_nobody_that_cannot_be_read_is_rejected_alone() {
    let orders = "cid,no,total,at\ndee,1,5,2026-01-01,\nbob,9,5,\ncy,8,5,\n,,,,x\n";
    let test = mug(orders, "o.csv").args("--strict --rejects rejects.ndjson");
    insta::assert_snapshot!(test.result("rejects.ndjson").run());
}

#[test]
fn a_row_that_cannot_be_read_rejects_who_has_the_value_of_its_field() {
    let test = mug("cid,no\nbob,9\nbob,8\n", "o.csv");
    std::fs::write(test.path("s.csv"), "email,x\na@x,1,2\nb@x,1\n").unwrap();
    insta::assert_snapshot!(test.run());
}

#[test]
fn nobody_is_made_of_a_row_that_cannot_be_read() {
    let rules = MUG.lines().filter(|line| !line.contains("survey")).collect::<Vec<_>>().join("\n");
    let test = Test::new()
        .bytes("r.flywheel", format!("{rules}\n  when 2 orders tag \"two\"\n").as_bytes())
        .file("o.csv", "cid,no,total\nann,1,5\nbob,2,5,\nann,3,5,\ncy,4,5\n")
        .bytes("l.csv", b"no,price\n1,1\n")
        .args("eval r.flywheel --as-of 2026-03-31 --format csv")
        .args("--table orders=o.csv --table lines=l.csv");
    insta::assert_snapshot!(test.run());
}
