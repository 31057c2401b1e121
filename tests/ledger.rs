//! What a ledger does night after night, case by case, with `flywheel run`.
#![cfg(all(feature = "cli", feature = "ledger"))]

#[path = "support/invented/mod.rs"]
mod invented;
#[path = "support/nights/mod.rs"]
mod nights;

use nights::Folder;
use nights::tables::{dump, wrong};

/// The gifts with the day on which they were given, in order.
const GIFTS: &str = "SELECT id, gift, what, date(at / 1000000000, 'unixepoch') FROM gifts g
                     JOIN customers c ON c.n = customer ORDER BY at, id, gift";
/// One pin a month, for all customers together.
const PINS: &str = "
customer
  spent: money
reward pin once, at most 1 per 30 days by spent
stage A
  when spent ≥ $100 give pin
";

const STAGES: &str = "SELECT id, stage FROM customers ORDER BY id";

#[test]
fn what_is_assumed_counts_for_how_often_and_for_nothing_else() {
    let folder = Folder::new(
        "
customer
  spent: money
  fan: yes/no
reward mug once
reward card once per 30 days
reward hat once
reward pin once, at most 1 per 30 days by spent
limit rewards to 2 per 30 days
stage A
  resting
  when spent ≥ $100 give mug; give card
  when spent ≥ $300 give pin
  when fan give hat; tag \"fan\"
  when at least 1 mug tag \"has a mug\"
",
    );
    folder.export(&[r#"{"id":"a","spent":100}"#, r#"{"id":"b","spent":1}"#]);
    folder.night("2026-06-01", "--first-load");
    assert_eq!(
        folder.ask(GIFTS),
        ["a card assumed 2026-06-01", "a mug assumed 2026-06-01"],
        "what would have been given"
    );
    folder.night("2026-06-02", "");
    assert_eq!(folder.ask("SELECT count(*) FROM gifts WHERE what = 'given'"), ["0"], "no wave");
    assert_eq!(folder.ask("SELECT tags FROM customers WHERE id = 'a'"), ["-"], "no condition");
    // Both assumed gifts are in the last 30 days, and the limit is 2.
    folder.export(&[r#"{"id":"a","spent":100,"fan":true}"#, r#"{"id":"b","spent":100}"#]);
    folder.night("2026-06-03", "");
    let given = "SELECT id, gift, status FROM gifts g JOIN customers c ON c.n = customer
                 WHERE what = 'given' ORDER BY g.n";
    let after = ["a hat waiting", "b mug waiting", "b card waiting"];
    assert_eq!(
        folder.ask(given),
        after,
        "limits do not count what is assumed, new gifts are given"
    );
    folder.night("2026-06-30", "");
    assert_eq!(folder.ask(given).len(), 3, "30 days are not over");
    // The card again, but not the mug.
    folder.night("2026-07-04", "");
    let last = ["a card 2026-07-04", "b card 2026-07-04"];
    let since_july = "SELECT id, gift, date(at / 1000000000, 'unixepoch') FROM gifts g
                      JOIN customers c ON c.n = customer WHERE at > 1782864000000000000 ORDER BY id";
    assert_eq!(folder.ask(since_july), last);
}

#[test]
fn a_budget_does_not_count_what_is_assumed() {
    let folder = Folder::new(PINS);
    folder.export(&[r#"{"id":"a","spent":300}"#, r#"{"id":"b","spent":200}"#]);
    folder.night("2026-06-01", "--first-load");
    // The one for whom there was no room would be next, so theirs is assumed too.
    let assumed = ["a pin assumed 2026-06-01", "b pin assumed 2026-06-01"];
    assert_eq!(folder.ask(GIFTS), assumed);
    folder.export(&[
        r#"{"id":"a","spent":300}"#,
        r#"{"id":"b","spent":200}"#,
        r#"{"id":"c","spent":150}"#,
        r#"{"id":"d","spent":100}"#,
    ]);
    folder.night("2026-06-02", "--yes");
    let given = ["c pin given 2026-06-02", "d pin budget 2026-06-02"];
    assert_eq!(folder.ask(GIFTS)[2..], given, "one pin a month, and the assumed ones are none");
    // What was really given counts, also of somebody who is not there.
    folder.export(&[r#"{"id":"a","spent":300}"#, r#"{"id":"d","spent":100}"#]);
    folder.night("2026-06-03", "--yes");
    assert_eq!(folder.ask(GIFTS)[2..], given, "c is absent, and their pin counts");
    folder.night("2026-07-10", "--yes");
    assert_eq!(folder.ask(GIFTS)[4..], ["d pin given 2026-07-10"]);
}

#[test]
fn what_a_forgotten_customer_was_given_counts() {
    let folder = Folder::new(PINS);
    folder.export(&[r#"{"id":"a","spent":0}"#, r#"{"id":"b","spent":0}"#]);
    folder.night("2026-06-01", "--first-load");
    folder.export(&[r#"{"id":"a","spent":300}"#, r#"{"id":"b","spent":0}"#]);
    folder.night("2026-06-02", "");
    assert_eq!(folder.ask(GIFTS), ["a pin given 2026-06-02"]);
    // What still waited would be canceled, and not count.
    let taken = folder.flywheel("outbox l --take").stdout;
    folder.put("sent.csv", &taken);
    folder.flywheel("outbox l --sent sent.csv");
    folder.flywheel("ledger l forget a");
    folder.export(&[r#"{"id":"a","spent":300}"#, r#"{"id":"b","spent":200}"#]);
    folder.night("2026-06-03", "");
    let noted = "SELECT c.id, what FROM gifts JOIN customers c ON c.n = customer WHERE c.id = 'b'";
    assert_eq!(folder.ask(noted), ["b budget"], "one pin a month was given already");
    assert_eq!(folder.ask("SELECT count(*) FROM customers WHERE gone IS NULL"), ["1"]);
}

const CLUB: &str = "
customer
  spent: money
  keen: yes/no
  tester: yes/no
  leave out when tester
reward mug once
stage Waiting
  resting
  when keen move to Club
stage Club
  resting
  capacity 1 by spent
  on entering give mug
";

/// Somebody in the club, and somebody who waits.
fn club() -> Folder {
    let folder = Folder::new(CLUB);
    folder.export(&[
        r#"{"id":"in","stage":"Club","stage_since":"2026-01-01","spent":9}"#,
        r#"{"id":"out","spent":1}"#,
    ]);
    folder.night("2026-06-01", "--first-load");
    assert_eq!(folder.ask(STAGES), ["in Club", "out Waiting"]);
    folder
}

const KEEN: &str = r#"{"id":"out","spent":1,"keen":true}"#;

#[test]
fn absent_customers_keep_their_places() {
    let folder = club();
    folder.export(&[KEEN]);
    let refused = folder.run("2026-06-02", "");
    assert_eq!(refused.status, 1, "half of the ledger is absent: {}", refused.stderr);
    assert!(refused.stderr.contains("nothing was written"), "{}", refused.stderr);
    assert_eq!(folder.ask("SELECT count(*) FROM runs"), ["1"]);
    folder.night("2026-06-02", "--yes");
    assert_eq!(folder.ask(STAGES), ["in Club", "out Waiting"], "the club is full");
    assert_eq!(
        folder.ask("SELECT id, why, since_run FROM missing JOIN customers ON n = customer"),
        ["in absent 2"]
    );
    folder.export(&[r#"{"id":"in","spent":9}"#, KEEN]);
    folder.night("2026-06-03", "");
    assert_eq!(folder.ask("SELECT count(*) FROM missing"), ["0"], "they are back");
    assert_eq!(folder.ask(STAGES), ["in Club", "out Waiting"], "and where they were");
}

#[test]
fn those_who_are_left_out_keep_no_place() {
    let folder = club();
    folder.export(&[r#"{"id":"in","tester":true}"#, r#"{"id":"out","spent":1}"#]);
    folder.night("2026-06-02", "");
    assert_eq!(folder.ask("SELECT why FROM missing"), ["left out"]);
    // Absent now, but left out when they were last seen.
    folder.export(&[KEEN]);
    folder.night("2026-06-03", "--yes");
    assert_eq!(folder.ask(STAGES), ["in Club", "out Club"]);
    let folder = club();
    folder.export(&[r#"{"id":"in","tester":true}"#, KEEN]);
    folder.night("2026-06-02", "");
    assert_eq!(folder.ask(STAGES), ["in Club", "out Club"], "on the same night");
}

#[test]
fn a_rejected_customer_keeps_state_and_place_until_the_record_is_right() {
    let folder = club();
    folder.export(&[r#"{"id":"in","spent":"a lot"}"#, KEEN, r#"{"id":"new","keen":true}"#]);
    let said = folder.run("2026-06-02", "--yes");
    assert_eq!(said.status, 3, "{}", said.stderr);
    assert_eq!(folder.ask(STAGES), ["in Club", "new Waiting", "out Waiting"]);
    assert_eq!(folder.ask("SELECT why FROM missing"), ["rejected"]);
    let before = dump(&folder.ledger());
    // The corrected file: only those who are not decided are, whatever else it says by now.
    folder.export(&[
        r#"{"id":"in","spent":5}"#,
        r#"{"id":"out","keen":true,"spent":1000}"#,
        r#"{"id":"new","keen":true}"#,
        r#"{"id":"later"}"#,
    ]);
    let said = folder.run("2026-06-02", "--yes");
    assert_eq!(said.status, 0, "{}", said.stderr);
    assert!(said.stdout.contains("2 decided before"), "{}", said.stdout);
    assert_eq!(folder.ask(STAGES), ["in Club", "later Waiting", "new Waiting", "out Waiting"]);
    assert_eq!(folder.ask("SELECT count(*) FROM missing"), ["0"]);
    assert_eq!(folder.ask("SELECT decided, new FROM runs ORDER BY n DESC LIMIT 1"), ["2 1"]);
    // What was decided before is as it was.
    for line in before.lines().filter(|line| line.starts_with("out | ")) {
        assert!(dump(&folder.ledger()).contains(line), "{line}");
    }
    assert_eq!(wrong(&folder.ledger()), Vec::<String>::new());
}

#[test]
fn a_customer_with_too_large_a_number_keeps_the_place_too() {
    let folder = club();
    let rich = "  on entering give mug\n  when spent * 1000000 > $9,000,000 tag \"rich\"\n";
    folder.put("r.flywheel", &CLUB.replace("  on entering give mug\n", rich));
    let huge = format!(r#"{{"id":"in","spent":{}}}"#, "9".repeat(36));
    folder.export(&[&huge, KEEN]);
    let said = folder.run("2026-06-02", "--yes");
    assert_eq!(said.status, 3, "{}", said.stderr);
    assert!(said.stdout.contains("[not-exact]"), "{}", said.stdout);
    assert_eq!(folder.ask(STAGES), ["in Club", "out Waiting"], "the club is full");
    assert_eq!(folder.ask("SELECT why FROM missing"), ["rejected"]);
}

#[test]
fn a_first_load_says_how_many_are_left_out() {
    let folder = Folder::new(CLUB);
    folder.export(&[r#"{"id":"a"}"#, r#"{"id":"b","tester":true}"#, r#"{"id":"c","tester":true}"#]);
    for (more, said) in [
        ("--first-load --dry-run", "2 would be left out."),
        ("--first-load --from 2026-05-01 --dry-run", "2 would be left out."),
        ("--first-load", "2 were left out."),
    ] {
        let load = folder.run("2026-06-01", more);
        assert_eq!(load.status, 0, "{}", load.stderr);
        assert!(load.stdout.contains(said), "{}", load.stdout);
    }
    assert_eq!(folder.ask("SELECT id FROM customers"), ["a"]);
}

#[test]
fn the_same_night_again_changes_nothing_and_none_goes_back() {
    let folder = Folder::new(
        "
reward mug every time
stage A
  resting
  when stage_since is known give mug; tag \"t\"; move to B
stage B
  resting
  when stage_since is known give mug; move to A
",
    );
    folder.export(&[r#"{"id":"a"}"#, r#"{"id":"b","stage":"B"}"#]);
    folder.night("2026-06-01", "--first-load");
    folder.night("2026-06-02", "");
    let without_runs = |tables: String| {
        let (before, after) = tables.split_once("-- runs").unwrap();
        before.to_owned() + after.split_once("-- customers").unwrap().1
    };
    let before = without_runs(dump(&folder.ledger()));
    for _ in 0..2 {
        folder.night("2026-06-02", "");
        assert_eq!(without_runs(dump(&folder.ledger())), before);
    }
    let said = folder.run("2026-06-01", "");
    assert_eq!(said.status, 2, "{}", said.stderr);
    assert!(said.stderr.contains("does not go back"), "{}", said.stderr);
    let said = folder.run("2026-06-03", "--dry-run");
    assert_eq!(said.status, 0, "{}", said.stderr);
    assert_eq!(without_runs(dump(&folder.ledger())), before);
}

#[test]
fn a_removed_tag_comes_back_once_a_record_has_come_without_it() {
    let folder = Folder::new(
        "
customer
  drop: yes/no
reward pin every time
stage A
  resting
  when drop untag \"vip\"
  when tagged \"vip\" give pin
",
    );
    let pins = |folder: &Folder| folder.ask("SELECT count(*) FROM gifts WHERE what = 'given'");
    folder.export(&[r#"{"id":"a","tags":["vip","x"]}"#]);
    folder.night("2026-06-01", "--first-load");
    folder.night("2026-06-02", "");
    assert_eq!(pins(&folder), ["1"]);
    folder.export(&[r#"{"id":"a","tags":["vip","x"],"drop":true}"#]);
    folder.night("2026-06-03", "");
    assert_eq!(folder.ask("SELECT tags, untags FROM customers"), ["- [\"vip\"]"]);
    let before = pins(&folder);
    folder.export(&[r#"{"id":"a","tags":["vip","x"]}"#]);
    folder.night("2026-06-04", "");
    assert_eq!(pins(&folder), before, "the export still has it, but the rules removed it");
    folder.export(&[r#"{"id":"a","tags":["x"]}"#]);
    folder.night("2026-06-05", "");
    assert_eq!(folder.ask("SELECT tags, untags FROM customers"), ["- -"]);
    folder.export(&[r#"{"id":"a","tags":["x","vip"]}"#]);
    folder.night("2026-06-06", "");
    assert_ne!(pins(&folder), before, "somebody has set it again");
}

#[test]
fn a_new_customer_brings_what_the_record_says_and_a_known_one_does_not() {
    let folder = Folder::new(
        "
reward mug once
reward pin once
stage A
  resting
  when stage_since is known give mug
stage B
  resting
  when tagged \"vip\" and 100 days in stage give mug; give pin; tag \"seen\"
",
    );
    folder.export(&[r#"{"id":"a"}"#]);
    folder.night("2026-06-01", "--first-load");
    folder.export(&[
        r#"{"id":"a","stage":"B","stage_since":"2026-01-01","given":[{"name":"pin"}]}"#,
        r#"{"id":"b","stage":"B","stage_since":"2026-01-01","tags":["vip"],
           "given":[{"name":"mug","at":"2026-02-01","cost":3}]}"#
            .replace('\n', "")
            .as_str(),
    ]);
    folder.night("2026-06-02", "--yes");
    let customers = "SELECT id, stage, date(stage_since / 1000000000, 'unixepoch'), tags, came_by
                     FROM customers ORDER BY id";
    assert_eq!(
        folder.ask(customers),
        ["a A 2026-06-01 - first load", "b B 2026-01-01 [\"seen\"] record"]
    );
    assert_eq!(
        folder.ask(
            "SELECT id, gift, what, status, cost, run FROM gifts g
                    JOIN customers c ON c.n = customer ORDER BY g.n"
        ),
        ["a mug assumed - - 1", "b mug given sent 3 -", "b pin given waiting - 2"]
    );
    assert_eq!(wrong(&folder.ledger()), Vec::<String>::new());
}

#[test]
fn what_a_new_customer_is_owed_is_not_forgotten() {
    let folder = Folder::new(
        "
customer
  wait: yes/no
reward mug once, kept for 60 days
pause rewards when wait
stage A
  resting
  when tagged \"asks\" give mug
",
    );
    folder.export(&[r#"{"id":"a","wait":false}"#]);
    folder.night("2026-06-01", "--first-load");
    folder.export(&[
        r#"{"id":"a"}"#,
        r#"{"id":"b","stage":"A","wait":true,"owed":[{"name":"mug","since":"2026-05-20"}]}"#,
    ]);
    folder.night("2026-06-02", "--yes");
    assert_eq!(folder.ask("SELECT count(*) FROM gifts"), ["0"]);
    folder.export(&[r#"{"id":"a"}"#, r#"{"id":"b","wait":false}"#]);
    folder.night("2026-06-03", "");
    assert_eq!(folder.ask(GIFTS), ["b mug given 2026-06-03"]);
    assert_eq!(folder.ask("SELECT owed FROM customers WHERE id = 'b'"), ["-"]);
}

#[test]
fn a_time_that_a_ledger_cannot_keep_is_rejected_with_its_record_only() {
    let folder = Folder::new("reward mug once\nstage A\n  resting\n");
    folder.export(&[
        r#"{"id":"a","stage":"A","stage_since":"0001-01-01T00:00:00Z"}"#,
        r#"{"id":"b","given":[{"name":"mug","at":"9999-12-31"}]}"#,
        r#"{"id":"c","stage":"A","stage_since":"1999-01-01"}"#,
    ]);
    let said = folder.run("2026-06-01", "--first-load --yes");
    assert_eq!(said.status, 3, "{}", said.stderr);
    assert!(said.stderr.contains("only the years 1678 to 2261"), "{}", said.stderr);
    assert_eq!(folder.ask(STAGES), ["c A"]);
}

#[test]
fn so_is_one_in_a_first_load_from_a_day() {
    let folder = Folder::new("reward mug once\nstage A\n  resting\n");
    folder.export(&[
        r#"{"id":"a","stage":"A","stage_since":"0001-01-01T00:00:00Z"}"#,
        r#"{"id":"b","given":[{"name":"mug","at":"1492-10-12"}]}"#,
        r#"{"id":"c","stage":"A","stage_since":"1999-01-01"}"#,
    ]);
    let from = "--first-load --from 2026-05-30";
    let said = folder.run("2026-06-01", from);
    assert_eq!(said.status, 1, "{}", said.stderr);
    assert!(said.stderr.contains("2 of 3 records were rejected"), "{}", said.stderr);
    let said = folder.run("2026-06-01", &format!("{from} --yes"));
    assert_eq!(said.status, 3, "{}", said.stderr);
    assert_eq!(said.stderr.matches("only the years 1678 to 2261").count(), 2, "{}", said.stderr);
    assert_eq!(folder.ask(STAGES), ["c A"]);
}

#[test]
fn only_the_corrected_records_may_come_again() {
    let folder = club();
    folder.export(&[r#"{"id":"in","spent":"?"}"#, KEEN]);
    assert_eq!(folder.run("2026-06-02", "").status, 3);
    folder.export(&[r#"{"id":"in","spent":9,"keen":false}"#]);
    folder.night("2026-06-02", "");
    assert_eq!(folder.ask("SELECT count(*) FROM missing"), ["0"], "nobody is missed");
    assert_eq!(folder.ask("SELECT decided, absent FROM runs ORDER BY n DESC LIMIT 1"), ["1 0"]);
    assert_eq!(folder.ask(STAGES), ["in Club", "out Waiting"]);
}

#[test]
fn missed_nights_are_named_or_caught_up_with() {
    let rules = "
reward card once per 2 days
stage A
  resting
  when 2 days in stage move to B; give card
stage B
  resting
  when 1 day in stage move to A; give card
";
    let folder = Folder::new(rules);
    folder.export(&[r#"{"id":"a"}"#, r#"{"id":"b","stage":"B","stage_since":"2026-05-31"}"#]);
    folder.night("2026-06-01", "--first-load");
    let (missed, caught_up, one_by_one) = (folder.copy(), folder.copy(), folder);
    let said = missed.run("2026-06-05", "");
    assert_eq!(said.status, 0, "{}", said.stderr);
    assert!(said.stderr.contains("2026-06-02 to 2026-06-04"), "{}", said.stderr);
    assert!(said.stderr.contains("--catch-up"), "{}", said.stderr);
    assert_eq!(missed.ask("SELECT as_of FROM runs ORDER BY n"), ["2026-06-01", "2026-06-05"]);
    caught_up.night("2026-06-05", "--catch-up");
    for day in 2..=5 {
        one_by_one.night(&format!("2026-06-0{day}"), "");
    }
    assert_eq!(dump(&caught_up.ledger()), dump(&one_by_one.ledger()));
    assert_ne!(dump(&caught_up.ledger()), dump(&missed.ledger()));
}

#[test]
fn a_first_load_goes_on_until_nobody_moves() {
    let plain = "
customer
  spent: money
reward mug once
stage A
  resting
  when spent ≥ $1 move to B
stage B
  resting
  when spent ≥ $10 move to C
stage C
  resting
  when spent ≥ $100 move to D; give mug
stage D
  resting
";
    let records = [
        r#"{"id":"a","spent":0}"#,
        r#"{"id":"b","spent":1}"#,
        r#"{"id":"c","spent":10}"#,
        r#"{"id":"d","spent":100}"#,
        r#"{"id":"e","spent":200}"#,
    ];
    let folder = Folder::new(plain);
    folder.export(&records);
    folder.night("2026-06-01", "--first-load");
    assert_eq!(folder.ask(STAGES), ["a A", "b B", "c C", "d D", "e D"]);
    assert_eq!(folder.ask("SELECT count(*) FROM gifts WHERE what = 'assumed'"), ["2"]);
    // With room for one in the last stage.
    let folder = Folder::new(&(plain.to_owned() + "  capacity 1 by spent\n"));
    folder.export(&records);
    folder.night("2026-06-01", "--first-load");
    assert_eq!(folder.ask(STAGES), ["a A", "b B", "c C", "d C", "e D"]);
    assert_eq!(wrong(&folder.ledger()), Vec::<String>::new());
    // The same night again moves nobody, and neither does the next one.
    folder.night("2026-06-01", "");
    folder.night("2026-06-02", "");
    assert_eq!(folder.ask("SELECT sum(moved), sum(given) FROM runs WHERE kind = 'night'"), ["0 0"]);
}

#[test]
fn what_looks_like_a_mistake_is_refused() {
    let rules = "flywheel \"Shop\"\nstage A\n  resting\n";
    let folder = Folder::new(rules);
    let records: Vec<String> = (0..20).map(|number| format!("{{\"id\":{number}}}")).collect();
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    folder.export(&records);
    assert_eq!(folder.run("2026-06-01", "").status, 2, "there is no ledger yet");
    folder.night("2026-06-01", "--first-load");
    assert_eq!(folder.run("2026-06-01", "--first-load").status, 2, "there is one");
    let before = dump(&folder.ledger());
    let refused = |words: &str| {
        let said = folder.run("2026-06-02", "");
        assert_eq!(said.status, 1, "{words}: {}", said.stderr);
        assert!(said.stderr.contains(words), "{words}: {}", said.stderr);
        assert_eq!(dump(&folder.ledger()), before, "{words}");
    };
    folder.export(&records[..17]);
    refused("no longer in the data");
    let others: Vec<String> = (0..23).map(|number| format!("{{\"id\":{number}}}")).collect();
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    folder.export(&others);
    refused("are not in the ledger");
    folder.export(&records);
    folder.put("r.flywheel", &rules.replace("Shop", "Other"));
    refused("is this the right ledger?");
    folder.put("r.flywheel", &rules.replace("stage A", "stage B"));
    let said = folder.run("2026-06-02", "--yes");
    assert_eq!(said.status, 2, "{}", said.stderr);
    assert!(said.stderr.contains("rename stage"), "{}", said.stderr);
    assert_eq!(dump(&folder.ledger()), before);
    // A tenth is no mistake.
    folder.put("r.flywheel", rules);
    folder.export(&others[..22]);
    folder.night("2026-06-02", "");
    folder.export(&others[2..22]);
    folder.night("2026-06-03", "");
}

#[test]
fn a_header_without_the_id_is_named_and_nothing_is_offered() {
    let folder = Folder::new("stage A\n  resting\n");
    folder.put("good.csv", "id\na\nb\n");
    folder.put("bad.csv", "key\na\nb\n");
    let run = |file: &str, more: &str| {
        folder.flywheel(&format!("run r.flywheel {file} --ledger l --as-of {more}"))
    };
    let is_refused = |more: &str| {
        let said = run("bad.csv", more);
        assert_eq!(said.status, 1, "{}", said.stderr);
        assert_eq!(said.stderr.matches("no column is named `id`").count(), 1, "{}", said.stderr);
        assert!(said.stderr.contains("none of the customers could be read"), "{}", said.stderr);
        assert!(!said.stderr.contains("--yes"), "{}", said.stderr);
    };
    is_refused("2026-06-01 --first-load");
    is_refused("2026-06-01 --first-load --from 2026-05-30");
    assert_eq!(run("good.csv", "2026-06-01 --first-load").status, 0);
    for format in ["summary", "ndjson", "table"] {
        is_refused(&format!("2026-06-02 --format {format}"));
    }
    assert_eq!(folder.ask("SELECT count(*) FROM runs"), ["1"]);
}

#[test]
fn a_column_that_a_pause_asks_for_cannot_just_go() {
    let rules = |mail: &str| {
        format!(
            "customer\n  mail_ok: yes/no{mail}\n  spent: money\nmessage hello once\n\
             pause messages when not mail_ok\nstage A\n  resting\n  when spent ≥ $20 send hello\n"
        )
    };
    let folder = Folder::new(&rules(""));
    let run = |header: &str, more: &str| {
        folder.put("c.csv", &format!("{header}\na,yes,30\nb,yes,5\nc,yes,10\n"));
        folder.flywheel(&format!("run r.flywheel c.csv --ledger l --as-of {more}"))
    };
    folder.put("c.csv", "");
    assert_eq!(run("id,mail_ok,nothing", "2026-06-01 --first-load").status, 0);
    assert_eq!(run("id,mail_ok,spent", "2026-06-02").status, 0);
    let waits = || folder.ask("SELECT status FROM gifts");
    assert_eq!(waits(), ["waiting"]);
    let said = run("id,mailok,spent", "2026-06-03");
    assert_eq!(said.status, 1, "{}", said.stderr);
    let words = said.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("c.csv has no column \"mail_ok\", so a pause may hold"), "{words}");
    assert!(words.contains("did you mean \"mailok\"?"), "{words}");
    assert!(words.contains("nothing was written"), "{words}");
    assert_eq!(waits(), ["waiting"]);
    // What no pause asks is only warned of.
    assert_eq!(run("id,mail_ok,spend", "2026-06-03").status, 0);
    assert_eq!(run("id,mailok,spent", "2026-06-04 --yes").status, 0);
    assert_eq!(waits(), ["canceled"]);
    folder.put("r.flywheel", &rules(" default yes"));
    assert_eq!(run("id,mailok,spent", "2026-06-05 --yes").status, 0);
    assert_eq!(run("id,mailok,spent", "2026-06-06").status, 0);
}

#[test]
fn a_help_is_of_the_command_that_it_is_for() {
    let folder = Folder::new("stage A\n  resting\n");
    folder.export(&[r#"{"id":"a"}"#]);
    folder.night("2026-06-01", "--first-load");
    let said = folder.run("2999-01-01", "");
    assert!(said.stderr.contains("leave out --as-of to decide for yesterday"), "{}", said.stderr);
    let said = folder.flywheel("ledger l restore nope.backup");
    assert_eq!(said.status, 2, "{}", said.stderr);
    assert!(said.stderr.contains("there is no backup nope.backup"), "{}", said.stderr);
    assert!(!said.stderr.contains("--first-load"), "{}", said.stderr);
    for (id, words) in [
        ("a", "a is forgotten"),
        ("a", "a is forgotten already"),
        ("b", "b was not in the ledger, and will not be taken in"),
        ("b", "b is forgotten already"),
    ] {
        let said = folder.flywheel(&format!("ledger l forget {id}"));
        assert_eq!(said.stderr.trim_end().split(';').next(), Some(words));
    }
}

#[test]
fn who_cannot_be_decided_on_the_last_day_of_a_first_load_is_missing() {
    let folder = Folder::new(
        "customer\n  orders: events with amount money\nstage A\n  resting\n  \
         when sum(orders.amount within 10 days) ≥ $1 tag \"buys\"\n",
    );
    let huge = "99999999999999999999999999999999999999";
    let orders = |day: &str| format!("{{\"at\":\"{day}\",\"amount\":{huge}}}");
    let record =
        |id: &str, day: &str| format!("{{\"id\":\"{id}\",\"orders\":[{0},{0}]}}", orders(day));
    let (now, then) = (record("now", "2026-05-31"), record("then", "2026-05-01"));
    folder.export(&[&now, &then, r#"{"id":"c"}"#]);
    let said = folder.run("2026-06-01", "--first-load --from 2026-04-25 --yes");
    assert_eq!(said.status, 3, "{}", said.stderr);
    assert_eq!(
        folder.ask("SELECT id, stage FROM customers ORDER BY id"),
        ["c A", "now A", "then A"]
    );
    let missing = "SELECT id, why FROM missing JOIN customers ON n = customer";
    assert_eq!(folder.ask(missing), ["now rejected"]);
    assert_eq!(wrong(&folder.ledger()), Vec::<String>::new());
}
