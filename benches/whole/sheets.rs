//! Files of CSV: customers and their orders, and customers in many columns.

use crate::support::Dice;

/// How many orders there are for each customer.
const ORDERS: u64 = 10;

/// How many columns a wide file has.
const COLUMNS: usize = 300;

/// The columns of a wide file that rules need, with the id. They are spread over it.
const NEEDED: [&str; 8] =
    ["id", "plan", "spent", "visits", "joined", "opened", "points", "country"];

/// A file of CSV.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Sheet {
    /// A row for each customer.
    Customers,
    /// Ten rows for each.
    Orders,
    /// A row of many columns for each.
    Wide,
    /// The customers of the next night: one in fifty has other visits.
    Tonight,
    /// A visit for each.
    Visits,
}

impl Sheet {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Sheet::Customers => "customers",
            Sheet::Orders => "orders",
            Sheet::Wide => "wide",
            Sheet::Tonight => "tonight",
            Sheet::Visits => "visits",
        }
    }

    /// The header and the rows for so many customers, a line each.
    pub(crate) fn lines(self, customers: u64) -> Box<dyn Iterator<Item = String>> {
        match self {
            Sheet::Customers => Box::new(self::customers(customers, |_| false)),
            Sheet::Tonight => Box::new(self::customers(customers, |number| number % 50 == 7)),
            Sheet::Visits => Box::new(visits(customers)),
            Sheet::Orders => Box::new(orders(customers)),
            Sheet::Wide => Box::new(wide(customers)),
        }
    }

    /// How many lines that are.
    pub(crate) fn count(self, customers: u64) -> u64 {
        match self {
            Sheet::Customers | Sheet::Wide | Sheet::Tonight | Sheet::Visits => customers + 1,
            Sheet::Orders => customers * ORDERS + 1,
        }
    }
}

/// Customers, after a header, a line each: some have changed.
fn customers(count: u64, has_changed: fn(u64) -> bool) -> impl Iterator<Item = String> {
    let mut dice = Dice::new(2);
    let header = "id,email,nps,plan,visits,joined,newsletter\n".to_owned();
    let lines = (0..count).map(move |number| {
        let nps = if dice.roll(10) < 3 { String::new() } else { dice.roll(11).to_string() };
        let plan = dice.pick(&["free", "pro", "team"]);
        let (mut visits, day) = (dice.roll(5000), day(&mut dice));
        if has_changed(number) {
            visits = (visits + 2500) % 5000;
        }
        let newsletter = dice.pick(&["yes", "no", "no", "no"]);
        format!(
            "c-{number:07},user{number}@shop.example,{nps},{plan},{visits},{day},{newsletter}\n"
        )
    });
    std::iter::once(header).chain(lines)
}

/// Visits, after a header, a line each, in no order of customers.
fn visits(customers: u64) -> impl Iterator<Item = String> {
    let mut dice = Dice::new(5);
    let header = "visit,customer,at\n".to_owned();
    let lines = (0..customers).map(move |number| {
        let (customer, day) = (dice.roll(customers), day(&mut dice));
        format!("v-{number:08},c-{customer:07},{day}\n")
    });
    std::iter::once(header).chain(lines)
}

/// The orders of as many customers, after a header, a line each, in no order of customers.
fn orders(customers: u64) -> impl Iterator<Item = String> {
    let mut dice = Dice::new(3);
    let header = "order_id,customer,at,total,items,status\n".to_owned();
    let lines = (0..customers * ORDERS).map(move |number| {
        let (customer, day) = (dice.roll(customers), day(&mut dice));
        let (hour, minute, second) = (dice.roll(24), dice.roll(60), dice.roll(60));
        let (whole, cents, items) = (dice.roll(300), dice.roll(100), dice.roll(9) + 1);
        let status = dice.pick(&["paid", "paid", "paid", "paid", "paid", "returned", "cancelled"]);
        format!(
            "o-{number:08},c-{customer:07},{day}T{hour:02}:{minute:02}:{second:02}Z,\
             {whole}.{cents:02},{items},{status}\n"
        )
    });
    std::iter::once(header).chain(lines)
}

/// Customers in many columns, after a header, a line each.
fn wide(count: u64) -> impl Iterator<Item = String> {
    let name = |column: usize| match NEEDED.get(column / 40).filter(|_| column.is_multiple_of(40)) {
        Some(name) => (*name).to_owned(),
        None => format!("column_{column}"),
    };
    let header = (0..COLUMNS).map(name).collect::<Vec<_>>().join(",") + "\n";
    let mut dice = Dice::new(4);
    let lines = (0..count).map(move |number| {
        let cell =
            |column: usize| match NEEDED.get(column / 40).filter(|_| column.is_multiple_of(40)) {
                Some(&"id") => format!("c-{number:07}"),
                Some(&"plan") => dice.pick(&["free", "pro", "team"]).to_string(),
                Some(&"spent") => format!("{}.{:02}", dice.roll(500), dice.roll(100)),
                Some(&"joined") => day(&mut dice),
                Some(&"opened") => dice.pick(&["yes", "no"]).to_string(),
                Some(&"country") => dice.pick(&["AT", "DE", "FR", "US"]).to_string(),
                Some(_) => dice.roll(100).to_string(),
                None if column.is_multiple_of(7) => String::new(),
                None => dice.roll(1_000_000).to_string(),
            };
        (0..COLUMNS).map(cell).collect::<Vec<_>>().join(",") + "\n"
    });
    std::iter::once(header).chain(lines)
}

/// A day from 2020 on.
fn day(dice: &mut Dice) -> String {
    format!("20{}-{:02}-{:02}", 20 + dice.roll(6), dice.roll(12) + 1, dice.roll(28) + 1)
}
