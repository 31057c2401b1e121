//! Tables joined to customers, against a simple join and records that are complete in themselves.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Cursor};

use flywheel::Program;
use flywheel::records::Options;
use flywheel::run::{Engine, Input, PathTaken, Room, Table, TablesFailure, TablesWish};
use flywheel::values::AsOf;
use proptest::prelude::*;

const RULES: &str = r#"
customer
  id from "customer"
  email: text
  orders: events from table by "customer_id"
    with total money, state text
    key "order_id" last
    where (state is missing or state is not "void")
  lines: events from table by "order" of orders with price money
  surveys: events from table by "Email" is email with points number
reward mug costs $5, every time
reward cap costs $5, every time
reward pin costs $5, every time
reward bag costs $5, every time
stage New
  when 2 orders give mug
  when sum(lines.price) ≥ $10 give cap
  when average(surveys.points) ≥ 5 give pin
  when 1 order where sum(lines.price) ≥ $10 give bag
  when sum(orders.total) ≥ $12 tag "big"
  when no surveys tag "silent"
"#;

/// The same without rows of rows, which the fast path leaves to the plain one.
fn simple() -> String {
    let lines = RULES.lines().filter(|line| !line.contains("lines"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Text in memory, read in small blocks.
#[derive(Clone, Debug)]
struct Memory {
    name: &'static str,
    text: String,
}

impl Input for Memory {
    type Stream = Cursor<String>;

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.name)
    }

    fn options(&self) -> Options {
        Options { block: 64, ..Options::default() }
    }

    fn open(&self) -> io::Result<Cursor<String>> {
        Ok(Cursor::new(self.text.clone()))
    }
}

/// A room with hardly any memory, so that nearly everything goes to a file.
fn small_room() -> Room {
    Room::new(150, Box::new(|| Ok(Box::new(Cursor::new(Vec::new())))))
}

fn engine(rules: &str) -> Engine {
    let program = match Program::parse("rules.flywheel", rules) {
        Ok(program) => program,
        Err(problems) => panic!("{:?}", problems.problems),
    };
    let plan = program.plan();
    Engine::new(plan, AsOf::parse("2026-03-31", &plan.zone).expect("a day"))
}

/// A row: what each column has, where it has something.
type Cells = Vec<Option<String>>;

#[derive(Clone, Debug)]
struct Data {
    /// `customer`, `email`, `stage`
    customers: Vec<Cells>,
    /// `customer_id`, `order_id`, `total`, `state`
    orders: Vec<Cells>,
    /// `order`, `price`
    lines: Vec<Cells>,
    /// `Email`, `points`
    surveys: Vec<Cells>,
}

const CUSTOMERS: &[&str] = &["customer", "email", "stage"];
const ORDERS: &[&str] = &["customer_id", "order_id", "total", "state"];
const LINES: &[&str] = &["order", "price"];
const SURVEYS: &[&str] = &["Email", "points"];

fn csv(columns: &[&str], rows: &[Cells]) -> String {
    let cell = |cell: &Option<String>| {
        let cell = cell.as_deref().unwrap_or_default();
        if cell.contains(['"', ',', '\n']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    };
    let row = |row: &Cells| row.iter().map(cell).collect::<Vec<_>>().join(",");
    let rows = rows.iter().map(|cells| row(cells) + "\n");
    columns.join(",") + "\n" + &rows.collect::<String>()
}

/// As objects of JSON. Whole numbers are numbers there if `numbers` says so.
fn objects(columns: &[&str], rows: &[Cells], numbers: bool) -> Vec<serde_json::Value> {
    let value = |cell: &str| -> serde_json::Value {
        match cell.parse::<u32>() {
            Ok(number) if numbers && number.to_string() == cell => number.into(),
            Ok(_) | Err(_) => cell.into(),
        }
    };
    let object = |row: &Cells| {
        let members = columns.iter().zip(row);
        let members = members.filter_map(|(column, cell)| Some((column, cell.as_deref()?)));
        members.map(|(column, cell)| ((*column).to_owned(), value(cell))).collect()
    };
    rows.iter().map(object).collect()
}

fn ndjson(columns: &[&str], rows: &[Cells]) -> String {
    objects(columns, rows, true).iter().map(|object| format!("{object}\n")).collect()
}

/// The only owner of each value; `None` for one that several have.
fn owners<'d>(claims: impl Iterator<Item = (&'d str, usize)>) -> HashMap<&'d str, Option<usize>> {
    let mut owners = HashMap::new();
    for (value, owner) in claims {
        let entry = owners.entry(value).or_insert(Some(owner));
        if *entry != Some(owner) {
            *entry = None;
        }
    }
    owners
}

/// The records that the rows make of customers, each complete in itself.
fn nested(data: &Data) -> Vec<String> {
    let text = |row: &'_ Cells, column: usize| row[column].clone();
    let people = data.customers.iter().enumerate();
    let ids = owners(people.clone().filter_map(|(n, row)| Some((row[0].as_deref()?, n))));
    let emails = owners(people.filter_map(|(n, row)| Some((row[1].as_deref()?, n))));
    let find = |owners: &HashMap<&str, Option<usize>>, value: Option<String>| {
        owners.get(value?.as_str()).copied().flatten()
    };
    let named: Vec<_> = data.orders.iter().map(|row| find(&ids, text(row, 0))).collect();
    // A customer who is not there has keys too.
    let claims = data.orders.iter().zip(&named).filter(|(row, _)| row[0].is_some());
    let claims = claims.filter_map(|(row, n)| Some((row[1].as_deref()?, n.unwrap_or(usize::MAX))));
    let mut keys = owners(claims);
    keys.values_mut().for_each(|owner| *owner = owner.filter(|owner| *owner != usize::MAX));
    let by_key = |row: &Cells, column| find(&keys, text(row, column));
    let orders = data.orders.iter().zip(&named).map(|(row, named)| match row[0] {
        Some(_) => *named,
        None => by_key(row, 1),
    });
    let orders: Vec<_> = orders.collect();
    let lines: Vec<_> = data.lines.iter().map(|row| by_key(row, 0)).collect();
    let surveys: Vec<_> = data.surveys.iter().map(|row| find(&emails, text(row, 0))).collect();
    let of = |columns, rows: &[Cells], owners: &[Option<usize>], customer| {
        let rows = rows.iter().zip(owners).filter(|(_, owner)| **owner == Some(customer));
        let rows: Vec<Cells> = rows.map(|(row, _)| row.clone()).collect();
        serde_json::Value::from(objects(columns, &rows, false))
    };
    let records = objects(CUSTOMERS, &data.customers, false).into_iter().enumerate();
    let records = records.map(|(customer, mut record)| {
        record["table:orders"] = of(ORDERS, &data.orders, &orders, customer);
        record["table:lines"] = of(LINES, &data.lines, &lines, customer);
        record["table:surveys"] = of(SURVEYS, &data.surveys, &surveys, customer);
        record.to_string()
    });
    records.collect()
}

/// What is decided for each customer, in order.
fn joined(
    rules: &str,
    data: &Data,
    as_csv: (bool, bool),
    room: fn() -> Room,
    threads: usize,
) -> Result<Vec<String>, TablesFailure> {
    let written = |name, as_csv: bool, columns, rows: &[Cells]| Memory {
        name,
        text: if as_csv { csv(columns, rows) } else { ndjson(columns, rows) },
    };
    let customers = [written("customers", as_csv.0, CUSTOMERS, &data.customers)];
    // A table may be in several files.
    let half = data.orders.len() / 2;
    let table = |name: &str, files| Table { name: name.to_owned(), files };
    let tables = [
        table(
            "orders",
            vec![
                written("orders-1", as_csv.1, ORDERS, &data.orders[..half]),
                written("orders-2", !as_csv.1, ORDERS, &data.orders[half..]),
            ],
        ),
        table("lines", vec![written("lines", as_csv.1, LINES, &data.lines)]),
        table("surveys", vec![written("surveys", as_csv.1, SURVEYS, &data.surveys)]),
    ];
    let engine = engine(rules);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| {
        let wish = TablesWish::default();
        let decided = |engine: Engine| {
            engine.decide_all(&customers, |customer| match customer {
                Ok(decided) => format!("{}: {:?}", decided.id.text, decided.decision),
                Err(rejected) => format!("{}", rejected.fault),
            })
        };
        let rows = engine.read_tables(&tables, wish, room());
        let tables_first =
            rows.and_then(|rows| Ok(decided(engine.with_tables(rows, &customers)?)?));
        let joined = engine.join_tables(&tables, wish, room(), &customers);
        let customers_first = joined.and_then(|engine| Ok(decided(engine)?));
        let told = |joined: &Result<Vec<String>, TablesFailure>| {
            joined.as_ref().map_or_else(|failure| vec![failure.to_string()], Clone::clone)
        };
        assert_eq!(told(&customers_first), told(&tables_first));
        customers_first
    })
}

/// What is decided, unless no row of a file says whose it is: then nothing is.
fn unless_unnamed(joined: Result<Vec<String>, TablesFailure>) -> Option<Vec<String>> {
    match joined {
        Ok(decided) => Some(decided),
        Err(TablesFailure::Unfit { fault, .. }) if fault.reason.starts_with("no row has") => None,
        Err(failure) => panic!("{failure}"),
    }
}

/// The same for records that are complete in themselves.
fn alone(rules: &str, records: &[String]) -> Vec<String> {
    let engine = engine(rules);
    let records = records.iter().map(|record| match engine.decide_one(record.as_bytes()) {
        Ok((id, decision)) => format!("{}: {decision:?}", id.text),
        Err(fault) => fault.to_string(),
    });
    records.collect()
}

fn cells(columns: Vec<BoxedStrategy<Option<String>>>, most: usize) -> BoxedStrategy<Vec<Cells>> {
    proptest::collection::vec(columns, 0..=most).boxed()
}

fn one_of(values: &'static [&'static str], missing: u32) -> BoxedStrategy<Option<String>> {
    let some = proptest::sample::select(values).prop_map(|text| Some(text.to_owned()));
    prop_oneof![missing => Just(None), 9 => some].boxed()
}

const IDS: &[&str] = &["a", "b", "7", "x,y", "a\"b", "é"];
const EMAILS: &[&str] = &["a@x", "b@x", "c@x"];
const KEYS: &[&str] = &["1", "2", "3", "4", "o 5"];
const AMOUNTS: &[&str] = &["1", "5", "10.50", "12"];

fn data() -> impl Strategy<Value = Data> {
    let customers = proptest::sample::subsequence(IDS, 0..=IDS.len()).prop_shuffle();
    let customers = customers.prop_flat_map(|ids| {
        let emails = proptest::collection::vec(one_of(EMAILS, 2), ids.len());
        emails.prop_map(move |emails| {
            let ids = ids.iter().map(|id| Some((*id).to_owned()));
            let stage = || Some("New".to_owned());
            ids.zip(emails).map(|(id, email)| vec![id, email, stage()]).collect::<Vec<Cells>>()
        })
    });
    let state = one_of(&["paid", "void"], 4);
    let orders = cells(vec![one_of(IDS, 2), one_of(KEYS, 1), one_of(AMOUNTS, 1), state], 12);
    let lines = cells(vec![one_of(KEYS, 1), one_of(AMOUNTS, 1)], 12);
    let surveys = cells(vec![one_of(EMAILS, 1), one_of(&["1", "6", "9"], 1)], 8);
    (customers, orders, lines, surveys).prop_map(|(customers, orders, lines, surveys)| Data {
        customers,
        orders,
        lines,
        surveys,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn joined_and_complete_records_give_the_same(data in data()) {
        for rules in [RULES, &simple()] {
            let expected = alone(rules, &nested(&data));
            for as_csv in [(true, true), (true, false), (false, true), (false, false)] {
                let whole = joined(rules, &data, as_csv, Room::in_memory, 1);
                let Some(whole) = unless_unnamed(whole) else { continue };
                prop_assert_eq!(&whole, &expected, "CSV {:?}", as_csv);
            }
            let parts = joined(rules, &data, (true, true), small_room, 2);
            if let Some(parts) = unless_unnamed(parts) {
                prop_assert_eq!(&parts, &expected, "in a small room");
            }
        }
    }

    #[test]
    fn the_order_of_rows_of_other_keys_does_not_matter(data in data(), seed in any::<u64>()) {
        // Which copy of a key is the last one depends on the order, so each key comes once here.
        let mut data = data;
        let mut seen = std::collections::HashSet::new();
        data.orders.retain(|row| row[1].as_ref().is_none_or(|key| seen.insert(key.clone())));
        let before = joined(RULES, &data, (true, true), Room::in_memory, 1);
        let before = unless_unnamed(before);
        prop_assume!(before.is_some());
        let mut shuffled = data.clone();
        let mut state = seed;
        for rows in [&mut shuffled.orders, &mut shuffled.lines, &mut shuffled.surveys] {
            for place in (1..rows.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                rows.swap(place, (state >> 33) as usize % (place + 1));
            }
        }
        let after = joined(RULES, &shuffled, (true, true), Room::in_memory, 1);
        let after = unless_unnamed(after);
        prop_assume!(after.is_some());
        prop_assert_eq!(before, after);
    }
}

fn text(rows: &str) -> Memory {
    Memory { name: "rows", text: rows.to_owned() }
}

const SHOP: &str = r#"
customer
  orders: events from table by "customer_id" with total money
reward mug costs $5, every time
stage New
  when sum(orders.total) ≥ $10 move to Fan; give mug
stage Fan
  resting
"#;

fn shop(customers: Option<&str>, orders: &str, strict: bool) -> Result<Vec<String>, TablesFailure> {
    // The first step of those who are known only by their rows leads into the first stage.
    let engine = engine(SHOP).settling().expect("no limits across customers");
    let tables = [Table { name: "orders".to_owned(), files: vec![text(orders)] }];
    let wish = TablesWish { customers: customers.is_none(), strict };
    let rows = engine.read_tables(&tables, wish, Room::in_memory())?;
    let made = rows.customers()?;
    let told = |customer: Result<&flywheel::run::Decided<'_, '_>, &flywheel::run::Rejected<'_>>| {
        match customer {
            Ok(decided) => format!("{}: {} gifts", decided.id.text, decided.decision.given.len()),
            Err(rejected) => {
                format!(
                    "{}:{} {} [{}]",
                    rejected.input, rejected.line, rejected.fault, rejected.fault.code.id
                )
            }
        }
    };
    Ok(match customers {
        Some(customers) => {
            let customers = [Memory { name: "customers", text: customers.to_owned() }];
            let tables_first =
                engine.with_tables(rows, &customers)?.decide_all(&customers, told)?;
            let joined = engine.join_tables(&tables, wish, Room::in_memory(), &customers)?;
            let customers_first = joined.decide_all(&customers, told)?;
            assert_eq!(customers_first, tables_first);
            customers_first
        }
        None => {
            let customers = [made];
            engine.with_tables(rows, &customers)?.decide_all(&customers, told)?
        }
    })
}

const ORDERS_CSV: &str = "customer_id,at,total\nb,2026-01-01,10\na,2026-01-02,4\nb,2026-01-03,2\n\
    a,2026-01-04,5\n7,2026-01-05,99\n";

#[test]
fn without_customers_those_of_the_rows_are_decided_in_their_order() {
    let decided = shop(None, ORDERS_CSV, false).unwrap();
    assert_eq!(decided, ["b: 1 gifts", "a: 0 gifts", "7: 1 gifts"]);
}

#[test]
fn rows_do_not_lead_off_the_fast_path() {
    let engine = engine(SHOP);
    let tables = [Table { name: "orders".to_owned(), files: vec![text(ORDERS_CSV)] }];
    for customers in ["id\na\n7\n", "{\"id\":\"a\"}\n{\"id\":7}\n"] {
        let customers = [Memory { name: "customers", text: customers.to_owned() }];
        let rows = engine.read_tables(&tables, TablesWish::default(), Room::in_memory()).unwrap();
        let engine = engine.with_tables(rows, &customers).unwrap();
        let paths = engine.decide_all(&customers, |customer| customer.map(|c| c.path_taken()).ok());
        assert_eq!(paths.unwrap(), [Some(PathTaken::Fast); 2]);
    }
}

#[test]
fn customers_without_rows_have_an_empty_list() {
    let customers = "id\na\nnobody\n7\n";
    let decided = shop(Some(customers), ORDERS_CSV, false).unwrap();
    assert_eq!(decided, ["a: 0 gifts", "nobody: 0 gifts", "7: 1 gifts"]);
}

#[test]
fn a_bad_row_rejects_its_customer_at_its_place() {
    let orders = "customer_id,total\na,12\nb,12\na,twelve\n";
    let decided = shop(Some("id\na\nb\n"), orders, false).unwrap();
    let rejected = "rows:4 total: \"twelve\" is not a number";
    assert!(decided[0].starts_with(rejected), "{decided:?}");
    assert_eq!(decided[1], "b: 1 gifts");
}

#[test]
fn a_row_that_cannot_be_read_rejects_its_customer() {
    let orders = "customer_id,total\na,12\na,1,2\nb,12\n";
    let decided = shop(Some("id\na\nb\n"), orders, false).unwrap();
    let rejected = "rows:3 the row has 3 cells, but the header has 2";
    assert!(decided[0].starts_with(rejected), "{decided:?}");
    assert_eq!(decided[1..], ["b: 1 gifts"]);
}

#[test]
fn rows_of_nobody_are_rejected_only_if_that_is_wanted() {
    let orders = "customer_id,total\na,12\nx,1\n,5\n";
    assert_eq!(shop(Some("id\na\n"), orders, false).unwrap(), ["a: 1 gifts"]);
    let rejected = [
        "rows:3 customer_id: no customer has the id \"x\" [row-of-nobody]",
        "rows:4 customer_id: the row does not say whose it is [row-of-nobody]",
        "a: 1 gifts",
    ];
    assert_eq!(shop(Some("id\na\n"), orders, true).unwrap(), rejected);
}

#[test]
fn tables_that_cannot_be_used_stop_the_run() {
    let failure = |orders| shop(Some("id\na\n"), orders, false).unwrap_err().to_string();
    let renamed = "rows:1: header: no column is named \"customer_id\"; did you mean \
        \"customer\"? The columns are \"customer\", \"total\"";
    assert_eq!(failure("customer,total\na,12\n"), renamed);
    let engine = engine(SHOP);
    let none: [Table<Memory>; 0] = [];
    let missing = engine.read_tables(&none, TablesWish::default(), Room::in_memory());
    let missing = missing.err().map(|failure| failure.to_string());
    let wanted = "the rules need the table \"orders\", but no file is given for it";
    assert_eq!(missing.as_deref(), Some(wanted));
}

#[test]
fn customers_who_change_after_the_tables_were_read_are_rejected() {
    let engine = engine(SHOP).settling().expect("no limits across customers");
    let tables = [Table { name: "orders".to_owned(), files: vec![text(ORDERS_CSV)] }];
    let rows = engine.read_tables(&tables, TablesWish::default(), Room::in_memory()).unwrap();
    let before = Memory { name: "customers", text: "id\na\n7\n".to_owned() };
    let after = Memory { name: "customers", text: "id\nb\n7\nc\n".to_owned() };
    let engine = engine.with_tables(rows, &[before]).unwrap();
    let decided = engine.decide_all(&[after], |customer| match customer {
        Ok(decided) => format!("{}: {} gifts", decided.id.text, decided.decision.given.len()),
        Err(rejected) => format!("{} {}", rejected.line, rejected.fault.code.id),
    });
    assert_eq!(decided.unwrap(), ["2 changed", "7: 1 gifts", "4 changed", "1 changed"]);
}

/// A row of the rules `RULES`, for one customer, as the engine decides with this table of orders.
fn orders(rows: &str, rules: &str) -> Result<Vec<String>, TablesFailure> {
    let engine = engine(rules);
    let tables = [Table { name: "orders".to_owned(), files: vec![text(rows)] }];
    let customers = "{\"id\":\"1\",\"stage\":\"New\"}\n{\"id\":\"2\",\"stage\":\"New\"}\n";
    let customers = [Memory { name: "customers", text: customers.to_owned() }];
    let rows = engine.read_tables(&tables, TablesWish::default(), Room::in_memory())?;
    let engine = engine.with_tables(rows, &customers)?;
    let decided = engine.decide_all(&customers, |customer| match customer {
        Ok(decided) => format!("{}: {} gifts", decided.id.text, decided.decision.given.len()),
        Err(rejected) => format!("{}:{} {}", rejected.input, rejected.line, rejected.fault),
    })?;
    Ok(decided)
}

const KEYED: &str = r#"
customer
  orders: events from table by "customer_id" with total money key "no"
reward mug costs $5, every time
stage New
  when 1 order give mug
"#;

#[test]
fn a_row_whose_key_is_wrong_rejects_its_customer() {
    let rows =
        "{\"customer_id\":1,\"total\":5,\"no\":{}}\n{\"customer_id\":2,\"total\":5,\"no\":7}\n";
    let rejected = "rows:1 no: an object is not text";
    assert_eq!(orders(rows, KEYED).unwrap(), [rejected, "2: 1 gifts"]);
}

#[test]
fn a_row_that_does_not_say_whose_it_is_in_text_is_rejected_alone() {
    let rows = "{\"customer_id\":[],\"no\":1}\n{\"customer_id\":2,\"total\":5,\"no\":7}\n";
    let rejected = "rows:1 customer_id: a list is not text";
    assert_eq!(orders(rows, KEYED).unwrap(), [rejected, "1: 0 gifts", "2: 1 gifts"]);
}

#[test]
fn an_open_quotation_mark_in_a_table_stops_the_run() {
    let rows = "customer_id,total,no\n1,5,a\n2,5,\"b\n1,7,c\n";
    let failure = orders(rows, KEYED).unwrap_err().to_string();
    assert!(failure.starts_with("rows:3: a quotation mark is opened"), "{failure}");
}

#[test]
fn columns_that_are_parts_of_each_other_stop_the_run() {
    let rules = r#"
customer
  orders: events from table by "customer_id"
    with kind text from "address.kind", whole text from "address"
reward mug costs $5, every time
stage New
  when 1 order where kind is "VIP" give mug
  when 1 order where whole is "VIP" give mug
"#;
    let failure = orders("customer_id,address.kind\n1,VIP\n", rules).unwrap_err().to_string();
    assert!(failure.contains("is a part of another one"), "{failure}");
}

#[test]
fn a_table_that_is_none_stops_the_run() {
    let failure = |rows| orders(rows, KEYED).unwrap_err().to_string();
    let broken = failure("[{\"customer_id\":1,\"total\":3,\"no\":1},");
    assert!(broken.starts_with("rows:1:") && broken.contains("never closed"), "{broken}");
    let page = failure("<!doctype html>\n<html>\n");
    assert!(page.starts_with("rows:1: header: no column is named \"customer_id\""), "{page}");
    let renamed = failure("{\"customer\":1,\"no\":1}\n{\"customer\":2,\"no\":2}\n");
    assert_eq!(renamed, "rows:1: no row has \"customer_id\", which says whose it is");
}

#[test]
fn a_table_for_two_lists_reports_a_row_once() {
    let rules = r#"
customer
  orders: events from table by "customer_id" key "no"
  returns: events from table "orders" by "parent" of orders
reward mug costs $5, every time
stage New
  when 1 order where no returns give mug
"#;
    let engine = engine(rules);
    let rows = text("customer_id,no,parent\n1,a,\n9,b,\n,,a\n,,x\n");
    let tables = [Table { name: "orders".to_owned(), files: vec![rows] }];
    let customers = [Memory { name: "customers", text: "{\"id\":\"1\"}\n".to_owned() }];
    let wish = TablesWish { customers: false, strict: true };
    let rows = engine.read_tables(&tables, wish, Room::in_memory()).unwrap();
    let tables_first = engine.with_tables(rows, &customers).unwrap();
    let customers_first = engine.join_tables(&tables, wish, Room::in_memory(), &customers).unwrap();
    for joined in [tables_first, customers_first] {
        let strays = joined.joined().unwrap().strays();
        assert_eq!((strays.len(), strays[0].rows), (1, 3), "{strays:?}");
    }
}

/// All that a cell of a row can be.
const CELLS: &str = r#"
customer
  missing as ("NULL")
  nps: number
  orders: events from table by "customer_id"
    with total money, size number 0 to 10, state one of (paid, open), note text,
         town text ignoring case, gift yes/no, due day
    key "no"
reward mug costs $5, every time
stage New
  resting
  when sum(orders.total) ≥ $10 tag "ten"
  when sum(orders.size) ≥ 5 tag "large"
  when an order where size is missing tag "no size"
  when an order where state is paid tag "paid"
  when an order where note is "it's" tag "its"
  when an order where note is "5" tag "five"
  when an order where note is missing tag "no note"
  when an order where note contains "\"" tag "quote"
  when an order where town is "LINZ" tag "linz"
  when an order where gift tag "gift"
  when an order where due ≥ 2026-01-15 tag "due"
  when an order since 2026-02-01 tag "new"
  when 2 orders tag "two"
"#;

fn odd_rows() -> impl Strategy<Value = Vec<Cells>> {
    let cell = |values| one_of(values, 1);
    let columns = vec![
        cell(&["1"]),
        cell(&["a", "'7", "7", "it's", "é", "a\"b", "NULL", " "]),
        cell(&["2026-01-01", "2026-02-02T10:00:00Z", " ", "2026-03-04 10:00", "NULL"]),
        cell(&["5", "10.50", "'7", "-3", "0012", "99999999999999999999.5", "NULL"]),
        cell(&["1", "9.5", " 2", "NULL", "' 5", "7"]),
        cell(&["paid", "open", "NULL", " ", "paid"]),
        cell(&["it's", "'5", "''5", "q\"q", "a\\b", " ", "[1]", "{", "é", "a,b", "NULL", "tab\t"]),
        cell(&["Linz", "LINZ", "Köln", "'+43", "NULL"]),
        cell(&["yes", "no", "TRUE", "0", "NULL"]),
        cell(&["2026-01-15", "2025-12-31", "NULL"]),
        cell(&[
            "unused",
            "\"",
            "é, \"x\"",
            "a rather long text that nobody wants to have, but it is there",
        ]),
    ];
    proptest::collection::vec(columns, 0..=5)
}

proptest! {
    #[test]
    fn both_paths_read_the_same_of_cells(rows in odd_rows()) {
        const COLUMNS: &[&str] = &[
            "customer_id", "no", "at", "total", "size", "state", "note", "town", "gift", "due", "more",
        ];
        let engine = engine(CELLS);
        let rows = csv(COLUMNS, &rows);
        let tables = [Table { name: "orders".to_owned(), files: vec![text(&rows)] }];
        // An exponent leads to the plain path, and means the same number.
        let decided = |nps: &str| {
            let customers = format!("{{\"id\":\"1\",\"nps\":{nps}}}\n{{\"id\":2,\"nps\":{nps}}}\n");
            let customers = [Memory { name: "customers", text: customers }];
            let joined = engine.join_tables(&tables, TablesWish::default(), Room::in_memory(), &customers);
            let decide = |engine: Engine| {
                engine.decide_all(&customers, |customer| match customer {
                    Ok(decided) => format!("{}: {:?}", decided.id.text, decided.decision),
                    Err(rejected) => format!("{}:{} {}", rejected.input, rejected.line, rejected.fault),
                })
            };
            joined.and_then(|engine| Ok(decide(engine)?)).map_err(|failure| failure.to_string())
        };
        prop_assert_eq!(decided("1"), decided("1e0"));
    }
}
