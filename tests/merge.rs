//! Two customers of a ledger who turn out to be one: what is theirs afterwards, and what the following nights
//! make of it.
#![cfg(all(feature = "cli", feature = "ledger"))]

#[path = "support/invented/mod.rs"]
mod invented;
#[path = "support/nights/mod.rs"]
mod nights;

use std::fmt::Write as _;

use nights::tables::{dump, wrong};
use nights::{Folder, Said};

const GIFTS: &str = "SELECT id, gift, what, status, nth, handed_as FROM gifts g
                     JOIN customers c ON c.n = customer ORDER BY g.n";
const STAGES: &str = "SELECT id, stage FROM customers WHERE gone IS NULL ORDER BY id";

/// A merge that goes well, after which everything is in order.
fn merge(folder: &Folder, args: &str) -> Said {
    let said = folder.flywheel(&format!("ledger l merge {args}"));
    assert_eq!(said.status, 0, "{}", said.stderr);
    in_order(folder);
    said
}

fn in_order(folder: &Folder) {
    let check = folder.flywheel("ledger l check");
    assert_eq!(check.stdout, "l is in order.\n");
    assert_eq!(wrong(&folder.ledger()), Vec::<String>::new());
}

const SHOP: &str = "
customer
  email:  text
  spent:  money
  orders: events from table \"orders\" by \"customer\" with total money key \"order\"
  visits: events from table \"visits\" by \"address\" is email
  show email
reward  mug  once
reward  card 2 times per 30 days
message hello once
message tip every time
limit rewards to 4 per year
stage Guest
  resting
  after an order move to Member; send hello; send tip
stage Member
  resting
  after 2 orders give mug
  when spent ≥ $10 give card
  after 3 visits tag \"comes\"
";

const EXPORT: [&str; 4] = [
    r#"{"id":"ann","email":"ann@x"}"#,
    r#"{"id":"anna","email":"anna@x"}"#,
    r#"{"id":"bob","email":"bob@x"}"#,
    r#"{"id":"cleo","email":"cleo@x"}"#,
];

/// A shop after its first load, with nobody's orders.
fn shop() -> Folder {
    let folder = Folder::new(SHOP);
    folder.export(&EXPORT);
    rows(&folder, "orders", &[]);
    rows(&folder, "visits", &[]);
    night(&folder, "2026-06-01", "--first-load");
    folder
}

fn rows(folder: &Folder, table: &str, rows: &[&str]) {
    let head = if table == "orders" { "order,customer,at,total" } else { "address,at" };
    folder.put(&format!("{table}.csv"), &format!("{head}\n{}\n", rows.join("\n")));
}

const TABLES: &str = "--table orders=orders.csv --table visits=visits.csv";

fn run(folder: &Folder, day: &str, more: &str) -> Said {
    folder.run(day, &format!("{TABLES} {more}"))
}

fn night(folder: &Folder, day: &str, more: &str) -> Said {
    let said = run(folder, day, &format!("--yes {more}"));
    assert_eq!(said.status, 0, "{}{}", said.stdout, said.stderr);
    in_order(folder);
    said
}

const ORDERS: [&str; 2] = ["1,ann,2026-06-02,5", "2,anna,2026-06-02,5"];

/// The same after a night on which both have been given something.
fn shop_of_two() -> Folder {
    let folder = shop();
    rows(&folder, "orders", &ORDERS);
    night(&folder, "2026-06-02", "");
    folder
}

#[test]
fn rows_that_name_either_id_are_one_customers() {
    let both = EXPORT;
    let only_from = [EXPORT[0], EXPORT[2], EXPORT[3]];
    let only_into = [EXPORT[1], EXPORT[2], EXPORT[3]];
    let reversed = [EXPORT[3], EXPORT[2], EXPORT[1], EXPORT[0]];
    let mut all = Vec::new();
    for records in [&both[..], &only_from, &only_into, &reversed] {
        let folder = shop_of_two();
        merge(&folder, "ann anna");
        folder.export(records);
        // Neither has two orders, and neither has three visits.
        rows(&folder, "visits", &["ann@x,2026-06-01", "anna@x,2026-06-01", "ann@x,2026-06-02"]);
        let said = night(&folder, "2026-06-03", "");
        let surplus = usize::from(records.len() == 4);
        assert_eq!(
            said.stdout.matches("1 record of a merged customer was left out").count(),
            surplus
        );
        assert!(said.stdout.contains("3 customers"), "{}", said.stdout);
        let mugs = "SELECT id, gift FROM gifts g JOIN customers c ON c.n = customer
                    WHERE gift = 'mug'";
        assert_eq!(folder.ask(mugs), ["anna mug"]);
        let tags = folder.ask("SELECT id FROM customers WHERE tags IS NOT NULL");
        // Of an address that no record has, nobody knows whose it is.
        assert_eq!(tags.is_empty(), records.len() == 3, "{tags:?}");
        all.push(folder.ask("SELECT id, stage, gone FROM customers ORDER BY n"));
        assert_eq!(folder.ask("SELECT count(*) FROM missing"), ["0"]);
    }
    all.dedup();
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0][..2], ["ann Member merged", "anna Member -"]);
}

#[test]
fn rows_alone_name_one_customer() {
    let folder = Folder::new(
        "
customer
  orders: events from table \"orders\" by \"customer\" key \"order\"
reward mug once
stage A
  resting
  after 3 orders give mug
",
    );
    let orders = "order,customer,at\n1,ann,2026-06-01\n2,anna,2026-06-01\n3,bob,2026-06-01\n";
    folder.put("orders.csv", orders);
    let run = |day: &str, more: &str| {
        let args = format!("run r.flywheel --table orders=orders.csv --ledger l --as-of {day}");
        let said = folder.flywheel(&format!("{args} {more}"));
        assert_eq!(said.status, 0, "{}", said.stderr);
        said
    };
    run("2026-06-01", "--first-load");
    merge(&folder, "ann anna");
    folder.put("orders.csv", &format!("{orders}4,anna,2026-06-02\n"));
    let said = run("2026-06-02", "");
    assert!(said.stdout.contains("2 customers: 2 stay.\n"), "{}", said.stdout);
    assert_eq!(folder.ask(GIFTS), ["anna mug given waiting 0 -"]);
    // Now nobody but the old id is named.
    folder.put("orders.csv", "order,customer,at\n1,ann,2026-06-01\n3,bob,2026-06-01\n");
    run("2026-06-03", "--yes");
    assert_eq!(folder.ask("SELECT count(*) FROM missing"), ["0"]);
    assert_eq!(folder.ask(STAGES), ["anna A", "bob A"]);
    in_order(&folder);
}

#[test]
fn gifts_of_both_count_and_no_key_is_made_twice() {
    let folder = shop();
    let with = |spent: [u32; 2]| {
        let record =
            |id: &str, spent: u32| format!(r#"{{"id":"{id}","email":"{id}@x","spent":{spent}}}"#);
        let two = [record("ann", spent[0]), record("anna", spent[1])];
        folder.export(&[&two[0], &two[1], EXPORT[2], EXPORT[3]]);
    };
    rows(&folder, "orders", &ORDERS);
    night(&folder, "2026-06-02", "");
    with([10, 10]);
    night(&folder, "2026-06-03", "");
    let taken = folder.flywheel("outbox l --take");
    merge(&folder, "ann anna");
    let cards = "SELECT count(*) FROM gifts g JOIN customers c ON c.n = customer
                 WHERE gift = 'card' AND id = 'anna'";
    assert_eq!(folder.ask(cards), ["2"]);
    night(&folder, "2026-06-04", "");
    assert_eq!(folder.ask(cards), ["2"], "twice per 30 days were given already");
    // Later there may be cards again, but only four rewards per year, and one was a mug.
    rows(&folder, "orders", &["1,ann,2026-06-02,5"]);
    night(&folder, "2026-08-04", "");
    night(&folder, "2026-08-05", "");
    assert_eq!(folder.ask(cards), ["3"], "the limit");
    let keys = "SELECT count(key), count(DISTINCT key), max(nth) FROM gifts WHERE gift = 'card'";
    assert_eq!(folder.ask(keys), ["3 3 2"]);
    // What was handed out before is known to others as it was.
    folder.put("sent.csv", &taken.stdout);
    let said = folder.flywheel("outbox l --sent sent.csv");
    assert!(said.stdout.contains("recorded as sent") || said.stderr.contains("recorded as sent"));
    assert_eq!(folder.ask("SELECT count(*) FROM gifts WHERE status = 'handed'"), ["0"]);
}

#[test]
fn what_was_handed_out_keeps_its_id_and_key() {
    let folder = shop_of_two();
    folder.export(&[
        EXPORT[0],
        r#"{"id":"anna","email":"anna@x","spent":10}"#,
        EXPORT[2],
        EXPORT[3],
    ]);
    night(&folder, "2026-06-03", "");
    let taken = folder.flywheel("outbox l --take --limit 3");
    merge(&folder, "ann anna");
    let again = folder.flywheel("outbox l --take --again 1");
    assert_eq!(again.stdout, taken.stdout);
    // After another merge, too.
    merge(&folder, "anna bob");
    assert_eq!(folder.flywheel("outbox l --take --again 1").stdout, taken.stdout);
    let as_handed = [
        "bob hello given handed 0 ann",
        "bob tip given handed 0 ann",
        "bob hello given handed 0 anna",
        "bob tip given canceled 0 -",
        "bob card given waiting 0 -",
    ];
    assert_eq!(folder.ask(GIFTS), as_handed);
    // What is passed on again has the same key, and so it has the same id.
    folder.flywheel("outbox l --retry --batch 1");
    let next = folder.flywheel("outbox l --take");
    let row = |text: &str| -> Vec<String> {
        let rows = text.lines().skip(1).map(|row| row.rsplit_once(',').unwrap().0.to_owned());
        rows.collect()
    };
    let (before, after) = (row(&taken.stdout), row(&next.stdout));
    assert_eq!(before, after[..3]);
    assert!(after[3].starts_with("bob,anna@x,card"), "{after:?}");
    in_order(&folder);
}

#[test]
fn nobody_gets_a_second_welcome() {
    // Both wait.
    let folder = shop_of_two();
    let said = merge(&folder, "ann anna");
    assert_eq!(said.stderr, "ann is anna now, in Member; 2 gifts are canceled as repeats\n");
    let reason = "SELECT gift, status, reason, shown FROM gifts WHERE gift = 'hello' ORDER BY n";
    let kept = r#"hello waiting - {"email":"anna@x"}"#;
    assert_eq!(folder.ask(reason), ["hello canceled merged -", kept]);
    // Nothing is given twice at one instant, even if it is given every time.
    assert_eq!(folder.ask("SELECT status FROM gifts WHERE gift = 'tip'"), ["canceled", "waiting"]);
    // The one who goes has it already.
    let folder = shop_of_two();
    folder.flywheel("outbox l --take --limit 1");
    merge(&folder, "ann anna");
    let status = "SELECT status FROM gifts WHERE gift = 'hello' ORDER BY n";
    assert_eq!(folder.ask(status), ["handed", "canceled"]);
    // What was canceled before is none.
    let folder = shop_of_two();
    let key = folder.ask("SELECT key FROM gifts WHERE gift = 'hello' ORDER BY n DESC LIMIT 1");
    folder.flywheel(&format!("outbox l --cancel --key {}", key[0]));
    merge(&folder, "ann anna");
    assert_eq!(folder.ask(status), ["waiting", "canceled"]);
    // Rules that this version does not read say nothing.
    let folder = shop_of_two();
    let connection = rusqlite::Connection::open(folder.path("l")).unwrap();
    connection.execute("UPDATE rule_files SET text = 'later'", []).unwrap();
    let said = merge(&folder, "ann anna");
    assert!(said.stderr.contains("cannot be read by this version"), "{}", said.stderr);
    assert_eq!(folder.ask(status), ["waiting", "waiting"]);
}

const ONE_IS_ENOUGH: &str = "
customer
  go:     yes/no
  lapsed: yes/no
  orders: events key \"order\"
reward  pin every time
reward  cup 2 times per 30 days
message hello
message miss
message tip once per 7 days
stage Active
  resting
  after an order give pin for each order; give cup for each order
  when go move to Club; send hello; send tip
  when lapsed move to Lapsed
stage Lapsed
  resting
  on entering send miss
  when not lapsed move to Active
stage Club
  resting
";

/// Two customers after a first load and these nights: each with its day, and what is known of both.
fn two(rules: &str, nights: &[(&str, &str, &str)]) -> Folder {
    let folder = Folder::new(rules);
    for (place, (day, a, b)) in nights.iter().enumerate() {
        let record = |id: &str, more: &str| {
            let comma = if more.is_empty() { "" } else { "," };
            format!(r#"{{"id":"{id}"{comma}{more}}}"#)
        };
        folder.export(&[&record("a", a), &record("b", b)]);
        folder.night(day, if place == 0 { "--first-load" } else { "--yes" });
    }
    folder
}

const ALL: &str =
    "SELECT gift, \"for\", status FROM gifts WHERE what = 'given' ORDER BY gift, \"for\", n";

#[test]
fn one_event_is_reason_for_one_gift() {
    let orders = |keys: [&str; 2]| {
        let [one, other] = keys.map(|key| format!(r#"{{"order":"{key}","at":"2026-06-02"}}"#));
        format!(r#""orders":[{one},{other}]"#)
    };
    let (a, b) = (orders(["x", "y"]), orders(["y", "z"]));
    let folder = two(ONE_IS_ENOUGH, &[("2026-06-01", "", ""), ("2026-06-02", &a, &b)]);
    assert_eq!(folder.ask(ALL).len(), 8);
    let said = merge(&folder, "a b");
    assert_eq!(
        said.stderr,
        "a is b now, in Active, with 1 more gift; 3 gifts are canceled as repeats\n"
    );
    let all = [
        // Two per 30 days, whichever events they are for.
        "cup x canceled",
        "cup y canceled",
        "cup y waiting",
        "cup z waiting",
        "pin x waiting",
        "pin y canceled",
        "pin y waiting",
        "pin z waiting",
    ];
    assert_eq!(folder.ask(ALL), all);
}

#[test]
fn what_is_not_given_for_an_event_is_noted_once() {
    let rules = ONE_IS_ENOUGH
        .replace("pin every time", "pin every time, holdout 100%")
        .replace("cup 2 times per 30 days", "cup 2 times per 30 days, holdout 100%");
    let orders = r#""orders":[{"order":"x","at":"2026-06-02"},{"order":"y","at":"2026-06-02"},
                              {"order":"z","at":"2026-06-02"}]"#
        .replace('\n', "");
    let folder = two(
        &rules,
        &[("2026-06-01", "", ""), ("2026-06-02", &orders, ""), ("2026-06-03", &orders, "")],
    );
    let noted = "SELECT gift, what, count(*) FROM gifts GROUP BY gift, what";
    assert_eq!(folder.ask(noted), ["cup holdout 2", "pin holdout 3"]);
    // They are no gifts.
    assert_eq!(merge(&folder, "a b").stderr, "a is b now, in Active\n");
}

#[test]
fn a_welcome_of_each_is_one_too_many() {
    let (go, no) = (r#""go":true"#, "");
    let hello = "SELECT c.id, gift, status FROM gifts g JOIN customers c ON c.n = customer
                 WHERE gift = 'hello' AND what = 'given' ORDER BY g.n";
    // Whoever came later.
    for nights in [
        [("2026-06-01", no, no), ("2026-06-02", go, no), ("2026-06-04", go, go)],
        [("2026-06-01", no, no), ("2026-06-02", no, go), ("2026-06-04", go, go)],
    ] {
        let folder = two(ONE_IS_ENOUGH, &nights);
        let later = folder.copy();
        merge(&folder, "a b");
        let mut status = folder.ask(hello);
        status.sort();
        assert_eq!(status, ["b hello canceled", "b hello waiting"]);
        // The one that has been handed out is not canceled.
        later.flywheel("outbox l --take --gift hello --limit 1");
        merge(&later, "a b");
        assert_eq!(later.ask(hello), ["b hello handed", "b hello canceled"]);
    }
}

#[test]
fn stays_at_the_same_time_are_one() {
    let (lapsed, no) = (r#""lapsed":true"#, "\"lapsed\":false");
    let status = |nights: &[(&str, &str, &str)]| {
        let folder = two(ONE_IS_ENOUGH, nights);
        merge(&folder, "a b");
        folder.ask("SELECT status FROM gifts WHERE gift = 'miss' ORDER BY n")
    };
    let first = ("2026-06-01", no, no);
    let both = [first, ("2026-06-02", lapsed, no), ("2026-06-04", lapsed, lapsed)];
    assert_eq!(status(&both), ["canceled", "waiting"]);
    // One was lapsed, and the other is, with days between: so one customer gets it twice.
    let [other, back] = [("2026-06-02", lapsed, no), ("2026-06-04", no, no)];
    assert_eq!(status(&[first, other, back, ("2026-06-09", no, lapsed)]), ["waiting", "waiting"]);
    // Both left it, and were there at the same time.
    let [meanwhile, over] = [("2026-06-03", lapsed, lapsed), ("2026-06-05", no, no)];
    assert_eq!(status(&[first, other, meanwhile, over]), ["canceled", "waiting"]);
}

const STILL_TRUE: &str = "
customer
  lapsed: yes/no
  mail:   yes/no default yes
message miss
pause messages when not mail
stage Active
  resting
  when lapsed move to Lapsed
stage Lapsed
  resting
  when lapsed send miss
  when not lapsed move to Active
";

/// Stays at the same time are one in the nights after a merge too, whoever of the two was given something in it.
#[test]
fn a_stay_at_the_same_time_is_one_stay_in_later_nights() {
    let (lapsed, no, quiet) =
        ("\"lapsed\":true", "\"lapsed\":false", "\"lapsed\":true,\"mail\":false");
    let after = |b: &str, more: &str, sent: bool| {
        let folder = two(
            STILL_TRUE,
            &[
                ("2026-06-01", no, no),
                ("2026-06-02", lapsed, no),
                ("2026-06-03", lapsed, no),
                ("2026-06-04", lapsed, b),
                ("2026-06-05", lapsed, b),
            ],
        );
        if sent {
            folder.flywheel("outbox l --take");
        }
        merge(&folder, &format!("a b{more}"));
        folder.export(&[r#"{"id":"b","lapsed":true}"#]);
        folder.night("2026-06-06", "--yes");
        let one =
            folder.ask("SELECT count(*) FROM gifts WHERE what = 'given' AND status <> 'canceled'");
        // Once they leave the stage, that is over.
        folder.export(&[r#"{"id":"b","lapsed":false}"#]);
        folder.night("2026-06-07", "");
        folder.export(&[r#"{"id":"b","lapsed":true}"#]);
        folder.night("2026-06-08", "");
        folder.night("2026-06-09", "");
        in_order(&folder);
        let then =
            folder.ask("SELECT count(*) FROM gifts WHERE what = 'given' AND status <> 'canceled'");
        [one, then].concat()
    };
    for more in ["", " --stage-of a"] {
        for sent in [false, true] {
            // One was given it, the other entered later and was not: it was paused, or the gift was a repeat.
            for b in [quiet, lapsed] {
                let both = sent && b == lapsed;
                let expected = if both { ["2", "3"] } else { ["1", "2"] };
                assert_eq!(after(b, more, sent), expected, "{b}{more} {sent}");
            }
        }
    }
}

/// What the one who stays was given in an earlier stay does not count, nor does what the other was given in another
/// stage.
#[test]
fn a_stay_is_joined_only_with_one_of_the_other_in_the_same_stage() {
    let rules = "
customer
  at_b: yes/no
  gift: yes/no
message miss
stage A
  resting
  when at_b move to B
  when gift send miss
stage B
  resting
  when not at_b move to A
  when gift send miss
";
    let gifts = |nights: &[(&str, &str, &str)], then: &str| {
        let folder = two(rules, nights);
        merge(&folder, "a b");
        folder.export(&[&format!("{{\"id\":\"b\",{then}}}")]);
        folder.night("2026-06-09", "--yes");
        folder.ask(
            "SELECT count(*) FROM gifts WHERE what = 'given' AND status <> 'canceled'
             UNION ALL SELECT count(*) FROM gifts WHERE what = 'assumed'",
        )
    };
    let [a, b] = [r#""at_b":false,"gift":false"#, r#""at_b":true,"gift":false"#];
    let [a_gift, b_gift] = [r#""at_b":false,"gift":true"#, r#""at_b":true,"gift":true"#];
    let first = ("2026-06-01", a, a);
    // The one who stays was given it, left, and came back; the other was there all the time and was not.
    let own = [first, ("2026-06-02", a, a_gift), ("2026-06-03", a, b), ("2026-06-04", a, a)];
    assert_eq!(gifts(&own, a_gift), ["2", "0"]);
    // The other was given it in another stage.
    let elsewhere = [first, ("2026-06-02", a_gift, a), ("2026-06-03", a, b)];
    assert_eq!(gifts(&elsewhere, b_gift), ["2", "0"]);
    // The other was given it in the same stage, before the one who stays came.
    let same = [first, ("2026-06-02", b, a), ("2026-06-03", b_gift, a), ("2026-06-04", b, b)];
    assert_eq!(gifts(&same, b_gift), ["1", "1"]);
}

#[test]
fn a_period_is_counted_from_when_a_gift_was_given() {
    let (go, no) = (r#""go":true"#, "");
    let tips = |day: &str, first_is_sent: bool| {
        let nights = [("2026-06-01", no, no), ("2026-06-02", go, no), (day, go, go)];
        let folder = two(ONE_IS_ENOUGH, &nights);
        folder.night("2026-07-20", "--yes");
        if first_is_sent {
            folder.flywheel("outbox l --take --gift tip --limit 1");
        }
        merge(&folder, "a b");
        folder.ask("SELECT status FROM gifts WHERE gift = 'tip' ORDER BY n")
    };
    assert_eq!(tips("2026-06-04", false), ["canceled", "waiting"]);
    assert_eq!(tips("2026-06-04", true), ["handed", "canceled"]);
    assert_eq!(tips("2026-06-09", false), ["waiting", "waiting"]);
}

#[test]
fn a_gift_that_failed_gives_way_and_an_unknown_time_counts() {
    let hello = "SELECT status FROM gifts WHERE gift = 'hello' ORDER BY n";
    for (change, after) in [
        ("status = 'failed' WHERE customer = 2", ["waiting", "canceled"]),
        ("status = 'failed' WHERE customer = 1", ["canceled", "waiting"]),
        ("status = 'failed' WHERE customer < 3", ["canceled", "failed"]),
        ("status = 'sent', at = NULL WHERE customer = 1", ["sent", "canceled"]),
    ] {
        let both = ("2026-06-02", r#""go":true"#, r#""go":true"#);
        let folder = two(ONE_IS_ENOUGH, &[("2026-06-01", "", ""), both]);
        let connection = rusqlite::Connection::open(folder.path("l")).unwrap();
        connection.execute(&format!("UPDATE gifts SET {change} AND gift = 'hello'"), []).unwrap();
        merge(&folder, "a b");
        assert_eq!(folder.ask(hello), after, "{change}");
    }
}

#[test]
fn nothing_waits_for_somebody_who_is_left_out() {
    let rules = ONE_IS_ENOUGH
        .replace("  go:     yes/no\n", "  go: yes/no\n  staff: yes/no\n  leave out when staff\n");
    let night = ("2026-06-02", r#""go":true"#, r#""staff":true"#);
    let folder = two(&rules, &[("2026-06-01", "", ""), night]);
    let said = merge(&folder, "a b");
    assert_eq!(
        said.stderr,
        "a is b now, in Active; 2 gifts are canceled, because the rules leave b out\n"
    );
    let status = "SELECT gift, status, reason FROM gifts";
    assert_eq!(folder.ask(status), ["hello canceled left out", "tip canceled left out"]);
}

#[test]
fn what_waits_is_canceled_by_the_consent_of_who_stays() {
    let folder = Folder::new(
        "
customer
  mail: yes/no
  order: yes/no
message tip every time
pause messages when mail is no
stage A
  resting
  when order send tip; move to B
stage B
  resting
",
    );
    folder.export(&[r#"{"id":"a","mail":true}"#, r#"{"id":"b","mail":true}"#]);
    folder.night("2026-06-01", "--first-load");
    folder.export(&[r#"{"id":"a","mail":true,"order":true}"#, r#"{"id":"b","mail":true}"#]);
    folder.night("2026-06-02", "");
    merge(&folder, "a b");
    folder.export(&[r#"{"id":"a","mail":true,"order":true}"#, r#"{"id":"b","mail":false}"#]);
    folder.night("2026-06-03", "");
    assert_eq!(
        folder.ask("SELECT id, gift, status, reason FROM gifts_text"),
        ["b tip canceled pause"]
    );
}

#[test]
fn stage_and_tags_are_those_of_one_of_them() {
    let rules = "
customer
  fan: yes/no
stage A
  resting
  when fan move to B; tag \"fan\"
  when 10 days in stage move to C
stage B
  resting
  when 10 days in stage move to C
stage C
  resting
";
    let shop = || {
        let folder = Folder::new(rules);
        folder.export(&[r#"{"id":"a"}"#, r#"{"id":"b"}"#]);
        folder.night("2026-06-01", "--first-load");
        folder.export(&[r#"{"id":"a","fan":true}"#, r#"{"id":"b"}"#]);
        folder.night("2026-06-03", "");
        folder.night("2026-06-05", "");
        folder
    };
    let state = "SELECT id, stage, date(stage_since / 1000000000, 'unixepoch'), tags FROM customers
                 WHERE gone IS NULL";
    let moves = "SELECT id, from_stage, to_stage, rule, date(m.at / 1000000000, 'unixepoch'), m.run
                 FROM moves m JOIN customers c ON c.n = customer ORDER BY id, seq";
    for stays in ["", "--stage-of b"] {
        let folder = shop();
        merge(&folder, &format!("a b {stays}"));
        assert_eq!(folder.ask(state), ["b A 2026-06-01 -"]);
        assert_eq!(
            folder.ask(moves),
            ["a - A - 2026-06-01 1", "a A B A 1 2026-06-03 2", "b - A - 2026-06-01 1"]
        );
    }
    let folder = shop();
    merge(&folder, "a b --stage-of a");
    assert_eq!(folder.ask(state), ["b B 2026-06-03 [\"fan\"]"]);
    assert_eq!(folder.ask(moves)[3], "b A B - 2026-06-05 3", "which no rule asked for");
    // The life of the one who goes ends when they were last seen.
    let ends = "SELECT date(at / 1000000000, 'unixepoch'), after_run FROM merges";
    assert_eq!(folder.ask(ends), ["2026-06-05 3"]);
    folder.night("2026-06-12", "");
    assert_eq!(folder.ask(state), ["b B 2026-06-03 [\"fan\"]"], "not 10 days yet");
    folder.night("2026-06-13", "");
    assert_eq!(folder.ask(state), ["b C 2026-06-13 [\"fan\"]"]);
    in_order(&folder);
    let said = folder.flywheel("ledger l merge a b --stage-of c");
    assert_eq!(said.status, 2, "{}", said.stderr);
}

#[test]
fn what_both_are_owed_is_owed_once() {
    let folder = Folder::new(
        "
customer
  wait: yes/no
  asks: yes/no
  orders: events key \"order\"
reward mug once, kept for 60 days
reward pin every time, kept for 60 days
pause rewards when wait
stage A
  resting
  when asks give mug
  after an order give pin for each order
",
    );
    let record = |id: &str, asks: bool, wait: bool, orders: &str| {
        let orders = orders.split_terminator(' ');
        let orders = orders.map(|key| format!(r#"{{"order":"{key}","at":"2026-05-01"}}"#));
        let orders = orders.collect::<Vec<_>>().join(",");
        format!(r#"{{"id":"{id}","asks":{asks},"wait":{wait},"orders":[{orders}]}}"#)
    };
    let export = |records: [String; 2]| folder.export(&[&records[0], &records[1]]);
    export([record("a", false, true, ""), record("b", false, true, "")]);
    folder.night("2026-06-01", "--first-load");
    export([record("a", true, true, "x y"), record("b", false, true, "")]);
    folder.night("2026-06-02", "");
    export([record("a", true, true, "x y"), record("b", true, true, "y z")]);
    folder.night("2026-06-03", "");
    merge(&folder, "a b");
    let owed = "SELECT value ->> 'name', value ->> 'for', substr(value ->> 'since', 1, 10)
                FROM customers, json_each(owed) ORDER BY 1, 2";
    let expected = ["mug - 2026-06-02", "pin x 2026-06-02", "pin y 2026-06-02", "pin z 2026-06-03"];
    assert_eq!(folder.ask(owed), expected);
    export([record("a", true, false, "x y"), record("b", true, false, "y z")]);
    folder.night("2026-06-04", "");
    let given = "SELECT gift, \"for\" FROM gifts ORDER BY 1, 2";
    assert_eq!(folder.ask(given), ["mug ", "pin x", "pin y", "pin z"]);
    assert_eq!(folder.ask("SELECT count(*) FROM customers WHERE owed IS NOT NULL"), ["0"]);
    in_order(&folder);
}

#[test]
fn somebody_who_saw_two_arms_has_seen_two_arms() {
    let folder = Folder::new(
        "
customer
  spent: money
reward mug once
reward pin once
experiment gift
  mugs 50%, pins 50%
stage A
  resting
  when spent ≥ $10 and gift is mugs give mug
  when spent ≥ $10 and gift is pins give pin
",
    );
    let records = |spent: u32| -> Vec<String> {
        (0..9).map(|id| format!(r#"{{"id":"c{id}","spent":{spent}}}"#)).collect()
    };
    let export = |records: &[String]| {
        let records: Vec<&str> = records.iter().map(String::as_str).collect();
        folder.export(&records);
    };
    export(&records(0));
    folder.night("2026-06-01", "--first-load");
    export(&records(10));
    folder.night("2026-06-02", "--yes");
    let of = |arm: &str| {
        folder.ask(&format!(
            "SELECT id FROM exposures JOIN customers ON n = customer WHERE arm = '{arm}' ORDER BY id"
        ))
    };
    let (mugs, pins) = (of("mugs"), of("pins"));
    let (mug, pin) = (&mugs[0], &pins[0]);
    merge(&folder, &format!("{mug} {pin}"));
    merge(&folder, &format!("{} {pin}", pins[1]));
    let arms = "SELECT id, count(*), count(DISTINCT arm) FROM exposures
                JOIN customers ON n = customer GROUP BY id HAVING count(*) > 1";
    assert_eq!(folder.ask(arms), [format!("{pin} 2 2")], "once for each arm");
    folder.night("2026-06-03", "--yes");
    assert_eq!(folder.ask(arms), [format!("{pin} 2 2")]);
    let life = folder.flywheel(&format!("ledger l --id {mug}")).stdout;
    assert!(life.contains("gift: mugs\n") && life.contains("gift: pins\n"), "{life}");
    // From now on, the id of the one who stays draws, whichever record comes.
    let mut records = records(10);
    records.retain(|record| !record.contains(&format!("\"{pin}\"")));
    export(&records);
    folder.night("2026-06-04", "--yes");
    assert_eq!(folder.ask("SELECT count(*) FROM exposures"), ["8"]);
    in_order(&folder);
}

#[test]
fn merges_follow_each_other() {
    let folder = shop();
    merge(&folder, "ann anna");
    merge(&folder, "anna bob");
    assert_eq!(folder.ask("SELECT id, customer FROM aliases ORDER BY id"), ["ann 3", "anna 3"]);
    let into = "SELECT id, merged_into FROM customers_text WHERE gone = 'merged'";
    assert_eq!(folder.ask(into), ["ann bob", "anna bob"]);
    // The other way around leads to the same customer.
    let other = shop();
    merge(&other, "anna bob");
    let said = merge(&other, "ann anna");
    assert!(said.stderr.starts_with("ann is bob now"), "{}", said.stderr);
    assert_eq!(other.ask(into), folder.ask(into));
    // Only records of the two who are not here any more: the first one counts.
    rows(&folder, "orders", &["1,ann,2026-06-02,5", "2,anna,2026-06-02,5", "3,bob,2026-06-02,5"]);
    folder.export(&[EXPORT[1], EXPORT[0], EXPORT[3]]);
    let said = night(&folder, "2026-06-02", "--format ndjson");
    let line = said.stdout.lines().find(|line| line.contains("\"bob\"")).unwrap();
    assert!(line.contains("\"shown\":{\"email\":\"anna@x\"}"), "{line}");
    assert!(said.stderr.contains("1 record of a merged customer"), "{}", said.stderr);
}

#[test]
fn what_cannot_be_merged_is_refused() {
    let folder = shop();
    merge(&folder, "ann anna");
    folder.flywheel("ledger l forget cleo");
    let before = dump(&folder.ledger());
    let mut told = String::new();
    for args in [
        "ann ann",
        "ann anna",
        "anna ann",
        "ann bob",
        "nobody bob",
        "bob nobody",
        "cleo bob",
        "bob cleo",
        "bob ann --stage-of cleo",
    ] {
        let Said { status, stdout, stderr } = folder.flywheel(&format!("ledger l merge {args}"));
        assert_eq!(stdout, "");
        writeln!(told, "$ flywheel ledger l merge {args}\nexit {status}\n{stderr}").unwrap();
        assert_eq!(dump(&folder.ledger()), before, "{args}");
    }
    insta::assert_snapshot!(told);
}

/// Commands that a message proposes can be pasted into a shell.
#[cfg(unix)]
#[test]
fn a_command_to_paste_is_quoted_and_on_one_line() {
    let long = "b's ".repeat(30);
    let folder = Folder::new("customer\n  spent: money\nstage A\n  resting\n");
    folder.export(&[r#"{"id":"-a"}"#, r#"{"id":"b"}"#, &format!(r#"{{"id":"{}"}}"#, long.trim())]);
    folder.night("2026-06-01", "--first-load");
    std::fs::rename(folder.path("l"), folder.path("my l")).unwrap();
    let merge = |from: &str, into: &str| {
        nights::said(folder.command("ledger").args(["my l", "merge", "--", from, into]))
    };
    assert_eq!(merge("b", "-a").status, 0);
    let said = merge("b", long.trim());
    assert_eq!(said.status, 2, "{}", said.stderr);
    let command = said.stderr.lines().find_map(|line| line.trim().strip_prefix("flywheel "));
    let program = env!("CARGO_BIN_EXE_flywheel");
    let mut shell = std::process::Command::new("sh");
    shell.arg("-c").arg(format!("{program} {}", command.unwrap())).current_dir(folder.place());
    let said = nights::said(&mut shell);
    assert!(said.stderr.starts_with("-a is b's b's"), "{}", said.stderr);
}

/// The loop of the page about nights, over a list as a spreadsheet writes it.
#[cfg(unix)]
#[test]
fn a_list_of_merges_is_read_to_its_end() {
    let page = include_str!("../docs/nightly.md");
    let begin = page.find("tr -d").unwrap();
    let script = &page[begin..begin + page[begin..].find("```").unwrap()];
    let folder = shop();
    folder.export(&[EXPORT[0], EXPORT[1], EXPORT[2], EXPORT[3], r#"{"id":"-x"}"#]);
    night(&folder, "2026-06-02", "");
    std::fs::rename(folder.path("l"), folder.path("shop.ledger")).unwrap();
    folder.put("merges.csv", "ann,anna\r\nnobody,anna\r\n-x,bob\r\ncleo,bob");
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_flywheel")).parent().unwrap();
    let mut shell = std::process::Command::new("sh");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    shell.args(["-c", script]).current_dir(folder.place()).env("PATH", path);
    let said = nights::said(&mut shell);
    assert!(said.stderr.contains("not merged: nobody,anna\n"), "{}", said.stderr);
    std::fs::rename(folder.path("shop.ledger"), folder.path("l")).unwrap();
    assert_eq!(folder.ask("SELECT id FROM aliases ORDER BY id"), ["-x", "ann", "cleo"]);
}

#[test]
fn whose_stage_it_is_can_be_said_by_any_id() {
    let folder = shop_of_two();
    merge(&folder, "ann anna");
    merge(&folder, "bob ann --stage-of ann");
    assert_eq!(folder.ask(STAGES), ["anna Member", "cleo Guest"]);
    // Those who are merged are not in it any more.
    let said = folder.flywheel("ledger l rename stage Guest Visitor");
    assert_eq!(said.stderr, "1 customer is in Visitor now\n");
}

#[test]
fn an_export_says_which_id_others_know() {
    let folder = shop_of_two();
    folder.flywheel("outbox l --take --limit 1");
    merge(&folder, "ann anna");
    let said = folder.flywheel("ledger l export anna").stdout;
    assert_eq!(said.matches(r#""handed_as":"ann""#).count(), 1, "{said}");
}

#[test]
fn whoever_is_forgotten_is_forgotten_by_all_ids() {
    let folder = shop_of_two();
    folder.flywheel("outbox l --take --limit 1");
    merge(&folder, "ann anna");
    merge(&folder, "cleo anna");
    // By an old id, too.
    folder.flywheel("ledger l forget ann");
    assert_eq!(folder.ask("SELECT count(*) FROM customers WHERE id IS NOT NULL"), ["1"]);
    assert_eq!(folder.ask("SELECT count(*) FROM aliases"), ["0"]);
    assert_eq!(folder.ask("SELECT count(*) FROM merges"), ["2"], "nobody knows whose");
    let file = std::fs::read(folder.path("l")).unwrap();
    for id in ["anna", "cleo"] {
        let found = file.windows(id.len()).any(|bytes| bytes == id.as_bytes());
        assert!(!found, "{id} is still in the file");
    }
    let said = run(&folder, "2026-06-03", "--yes");
    assert!(said.stdout.contains("3 were left out"), "{}", said.stdout);
    assert_eq!(folder.ask(STAGES), ["bob Guest"]);
    assert_eq!(folder.flywheel("ledger l check").stdout, "l is in order.\n");
}

#[test]
fn a_merge_between_two_runs_of_a_day_changes_nothing_in_them() {
    let folder = shop_of_two();
    merge(&folder, "ann anna");
    let before = dump(&folder.ledger());
    let said = night(&folder, "2026-06-02", "");
    assert!(said.stdout.contains("nobody is left to decide"), "{}", said.stdout);
    folder.export(&[EXPORT[0], EXPORT[2], EXPORT[3]]);
    night(&folder, "2026-06-02", "");
    assert_eq!(dump(&folder.ledger()), before);
}

#[test]
fn a_place_is_free_again_and_a_budget_is_not() {
    let folder = Folder::new(
        "
customer
  spent: money
reward pin once, at most 2 per 30 days by spent
stage Waiting
  resting
  when spent ≥ $10 move to Club
stage Club
  resting
  capacity 2 by spent
  when spent ≥ $20 give pin
",
    );
    let record = |id: &str, spent: u32| format!(r#"{{"id":"{id}","spent":{spent}}}"#);
    let export = |spent: [u32; 4]| {
        let ids = ["a", "b", "c", "d"];
        let records = ids.iter().zip(spent).map(|(id, spent)| record(id, spent));
        let records: Vec<String> = records.collect();
        folder.export(&records.iter().map(String::as_str).collect::<Vec<_>>());
    };
    export([0, 0, 0, 0]);
    folder.night("2026-06-01", "--first-load");
    export([10, 10, 0, 0]);
    folder.night("2026-06-02", "");
    export([20, 20, 20, 20]);
    folder.night("2026-06-03", "--yes");
    assert_eq!(folder.ask(STAGES), ["a Club", "b Club", "c Waiting", "d Waiting"]);
    let pins = "SELECT id FROM gifts g JOIN customers c ON c.n = customer
                WHERE what = 'given' ORDER BY 1";
    assert_eq!(folder.ask(pins), ["a", "b"]);
    folder.flywheel("outbox l --take");
    merge(&folder, "a b");
    // One of the others gets the place, and the budget has been used up by one customer.
    folder.night("2026-06-04", "--yes");
    folder.night("2026-06-05", "--yes");
    let club = folder.ask("SELECT count(*) FROM customers WHERE stage = 'Club' AND gone IS NULL");
    assert_eq!(club, ["2"]);
    assert_eq!(folder.ask(pins), ["b", "b"]);
    in_order(&folder);
}

#[test]
fn ids_may_be_numbers_and_may_ignore_case() {
    let rules = "
customer
  id from \"key\" ignoring case
  spent: money
reward mug once
stage A
  resting
  when spent ≥ $10 give mug
";
    let folder = Folder::new(rules);
    folder.export(&[r#"{"key":"Ann"}"#, r#"{"key":"BOB"}"#, r#"{"key":17}"#]);
    folder.night("2026-06-01", "--first-load");
    let said = merge(&folder, "ANN bob");
    assert!(said.stderr.starts_with("ANN is bob now"), "{}", said.stderr);
    merge(&folder, "17 bob --stage-of BOB");
    folder.export(&[r#"{"key":17,"spent":10}"#, r#"{"key":"aNN","spent":10}"#]);
    let said = folder.run("2026-06-02", "--format ndjson");
    assert!(said.stdout.starts_with("{\"id\":\"bob\","), "a number no longer: {}", said.stdout);
    assert_eq!(said.stdout.lines().count(), 1);
    assert_eq!(folder.ask(GIFTS), ["bob mug given waiting 0 -"]);
    in_order(&folder);
}

#[test]
fn a_record_that_cannot_be_read_is_still_the_one_that_counts() {
    let folder = shop_of_two();
    merge(&folder, "ann anna");
    folder.export(&[EXPORT[0], r#"{"id":"anna","spent":"?"}"#, EXPORT[2], EXPORT[3]]);
    let said = run(&folder, "2026-06-03", "--yes");
    assert_eq!(said.status, 3, "{}", said.stderr);
    assert_eq!(
        folder.ask("SELECT id, why FROM missing JOIN customers ON n = customer"),
        ["anna rejected"]
    );
    // The same record twice is a repeat, with whichever id.
    folder.export(&[EXPORT[0], EXPORT[0], EXPORT[2], EXPORT[3]]);
    let said = run(&folder, "2026-06-04", "--yes");
    assert_eq!(said.status, 3, "{}", said.stderr);
    assert!(said.stdout.contains("1 record was rejected"), "{}", said.stdout);
    in_order(&folder);
}

#[test]
fn other_commands_know_who_is_who() {
    let folder = shop_of_two();
    merge(&folder, "ann anna");
    rows(&folder, "orders", &[ORDERS[0], ORDERS[1], "3,ann,2026-06-03,1"]);
    let mut told = String::new();
    let with = format!("r.flywheel c.ndjson {TABLES} --ledger l --as-of 2026-06-03");
    folder.put("new.flywheel", &SHOP.replace("after 2 orders give mug", "after 4 orders give mug"));
    let diff =
        format!("diff r.flywheel new.flywheel c.ndjson {TABLES} --ledger l --as-of 2026-06-03");
    for args in [
        &format!("eval {with}"),
        &format!("eval {with} --format ndjson --changes"),
        &format!("why {with} --id ann"),
        &diff,
        "ledger l",
        "ledger l changes --since 1",
        "ledger l changes --since 2",
        "ledger l changes --since 2 --format ndjson",
        "ledger l changes --since 3",
    ] {
        let Said { status, stdout, stderr } = folder.flywheel(args);
        let args = args.replace(&format!(" {TABLES}"), " ...");
        writeln!(told, "$ flywheel {args}\nexit {status}\n{stdout}{stderr}").unwrap();
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_merge_that_fails_leaves_nothing() {
    // At each of these, one after the other.
    let steps = [
        "INSERT ON merges",
        "UPDATE OF customer ON gifts",
        "INSERT ON aliases",
        "UPDATE OF gone ON customers",
        "UPDATE OF owed ON customers",
        "INSERT ON moves",
    ];
    for step in steps {
        let folder = shop_of_two();
        rows(&folder, "orders", &[ORDERS[0]]);
        let before = dump(&folder.ledger());
        let connection = rusqlite::Connection::open(folder.path("l")).unwrap();
        let trigger =
            format!("CREATE TRIGGER t BEFORE {step} BEGIN SELECT raise(ABORT, 'no'); END");
        connection.execute(&trigger, []).unwrap();
        connection.execute("UPDATE customers SET stage = 'Guest' WHERE id = 'bob'", []).unwrap();
        let said = folder.flywheel("ledger l merge ann bob --stage-of ann");
        assert_eq!(said.status, 2, "{step}: {}", said.stderr);
        assert_eq!(dump(&folder.ledger()), before, "{step}");
        connection.execute("DROP TRIGGER t", []).unwrap();
        merge(&folder, "ann bob --stage-of ann");
    }
}

#[test]
fn a_check_finds_what_no_merge_leaves() {
    for (damage, words) in [
        ("UPDATE customers SET gone = NULL WHERE id = 'ann'", "also of somebody who was merged"),
        ("UPDATE aliases SET customer = 3", "lead to another one"),
        ("UPDATE aliases SET customer = 1", "lead to somebody who is gone"),
        ("DELETE FROM aliases", "it is not known into whom"),
        ("DELETE FROM merges", "it is not known into whom"),
        ("UPDATE gifts SET customer = 1 WHERE n = 1", "still have gifts"),
        ("INSERT INTO missing VALUES (1, 1, 'absent')", "take part in something"),
    ] {
        let folder = shop_of_two();
        merge(&folder, "ann anna");
        let connection = rusqlite::Connection::open(folder.path("l")).unwrap();
        connection.execute(damage, []).unwrap();
        let check = folder.flywheel("ledger l check");
        assert_eq!(check.status, 1, "{damage}");
        assert!(check.stdout.contains(words), "{damage}: {}", check.stdout);
    }
}

/// However early or late a merge is killed, it is there as a whole or not at all.
#[cfg(unix)]
#[test]
fn a_merge_that_is_killed_is_there_or_not() {
    let shop = shop_of_two();
    let (before, mut done) = (dump(&shop.ledger()), 0);
    merge(&shop.copy(), "ann anna");
    for delay in 0..40u64 {
        let folder = shop.copy();
        let mut child = folder.command("ledger l merge ann anna").spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_micros(delay * 500));
        child.kill().unwrap();
        child.wait().unwrap();
        let merged = folder.ask("SELECT count(*) FROM merges");
        done += usize::from(merged == ["1"]);
        if merged == ["0"] {
            assert_eq!(dump(&folder.ledger()), before);
        }
        in_order(&folder);
        // A second time is always right.
        merge(&folder, "ann anna");
        assert_eq!(folder.ask("SELECT count(*) FROM merges"), ["1"]);
    }
    println!("{done} of 40 were merged before they were killed");
}
