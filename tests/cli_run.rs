//! `flywheel run`, `flywheel outbox` and `flywheel ledger`: night after night in one folder.
#![cfg(feature = "ledger")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Stdio;

use assert_cmd::Command;
use tempfile::TempDir;

const RULES: &str = "\
flywheel \"Mugs\"

customer
  email:  text
  nps:    number 0 to 10
  mail:   yes/no
  orders: events from table \"orders\" by \"customer\"
    amount: money from $0
  show email

reward  swag    \"A mug\" costs $5, once
message welcome \"Hello\" once
message news    \"News\" once per 30 days
pause messages when mail is no

stage New
  when 1 order move to Buyer; send welcome

stage Buyer
  when 3 orders and nps >= 9 move to Fan; give swag; tag \"fan\"
  after 2 orders send news

stage Fan
  resting
";

const CUSTOMERS: &str = "\
id,email,nps,mail
c1,c1@example.com,9,yes
c2,c2@example.com,5,yes
c3,c3@example.com,10,yes
c4,c4@example.com,,yes
c5,c5@example.com,3,yes
c6,c6@example.com,3,yes
c7,c7@example.com,3,yes
c8,c8@example.com,3,yes
c9,c9@example.com,3,yes
c10,c10@example.com,3,yes
c11,c11@example.com,3,yes
";

const ORDERS: &str = "\
customer,at,amount
c1,2026-01-01,10
c1,2026-01-05,10
c1,2026-01-06,10
c2,2026-01-06,10
c3,2026-01-07,5
";

/// A shop with its ledger.
struct Shop {
    folder: TempDir,
    told: String,
}

impl Shop {
    fn new() -> Shop {
        let shop = Shop { folder: TempDir::new().unwrap(), told: String::new() };
        shop.write("mugs.flywheel", RULES);
        shop.write("customers.csv", CUSTOMERS);
        shop.write("orders.csv", ORDERS);
        shop
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn append(&self, name: &str, text: &str) {
        let before = fs::read_to_string(self.folder.path().join(name)).unwrap();
        self.write(name, &(before + text));
    }

    /// Runs a command, and notes what it says: without what is another in each ledger.
    fn flywheel(&mut self, args: &[&str]) -> String {
        let mut command = Command::cargo_bin("flywheel").unwrap();
        command.current_dir(self.folder.path()).args(args).env_remove("CLICOLOR_FORCE");
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| without_keys(&String::from_utf8_lossy(bytes));
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        let status = output.status.code().unwrap_or(-1);
        writeln!(self.told, "$ flywheel {}\nexit {status}", args.join(" ")).unwrap();
        for (what, text) in [("stdout", &out), ("stderr", &err)] {
            if !text.is_empty() {
                write!(self.told, "── {what}\n{text}").unwrap();
            }
        }
        self.told.push('\n');
        out
    }

    fn night(&mut self, day: &str, more: &[&str]) {
        let mut args =
            vec!["run", "mugs.flywheel", "customers.csv", "--table", "orders=orders.csv"];
        args.extend(["--ledger", "mugs.ledger", "--as-of", day]);
        args.extend(more);
        self.flywheel(&args);
    }

    fn ledger(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.folder.path().join("mugs.ledger")).unwrap()
    }
}

/// Each key, which depends on the ledger, as `KEY`.
fn without_keys(text: &str) -> String {
    let is_key = |word: &str| {
        word.len() == 26 && word.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
    };
    let mut out = String::new();
    for word in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let bare = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        match is_key(bare) {
            true => out.push_str(&word.replacen(bare, "KEY", 1)),
            false => out.push_str(word),
        }
    }
    out
}

#[test]
fn nights_of_a_shop() {
    let mut shop = Shop::new();
    shop.night("2026-01-07", &[]);
    shop.night("2026-01-07", &["--first-load", "--dry-run"]);
    shop.night("2026-01-07", &["--first-load"]);
    shop.night("2026-01-07", &["--first-load"]);
    shop.append("orders.csv", "c3,2026-01-08,5\nc3,2026-01-08,6\n");
    shop.night("2026-01-08", &["--dry-run"]);
    shop.night("2026-01-08", &[]);
    shop.night("2026-01-08", &[]);
    shop.night("2026-01-07", &[]);
    shop.append("customers.csv", "c12,c12@example.com,6,yes\n");
    shop.append("orders.csv", "c4,2026-01-09,5\n");
    shop.night("2026-01-11", &["--format", "ndjson", "--changes"]);
    shop.night("2026-01-13", &["--catch-up"]);
    insta::assert_snapshot!(shop.told);
}

#[test]
fn a_run_that_looks_like_a_mistake_is_refused() {
    let mut shop = Shop::new();
    shop.night("2026-01-07", &["--first-load"]);
    let dump = |shop: &Shop| -> i64 {
        shop.ledger().query_row("SELECT count(*) FROM runs", [], |row| row.get(0)).unwrap()
    };
    let before = dump(&shop);
    shop.write("customers.csv", &CUSTOMERS.replace("\nc", "\nC"));
    shop.night("2026-01-08", &[]);
    let half: Vec<&str> = CUSTOMERS.lines().take(7).collect();
    shop.write("customers.csv", &(half.join("\n") + "\n"));
    shop.night("2026-01-08", &[]);
    shop.write("customers.csv", CUSTOMERS);
    shop.write("mugs.flywheel", &RULES.replace("Mugs", "Cups"));
    shop.night("2026-01-08", &[]);
    shop.write("mugs.flywheel", &RULES.replace("Buyer", "Customer"));
    shop.night("2026-01-08", &[]);
    assert_eq!(dump(&shop), before);
    shop.flywheel(&["ledger", "mugs.ledger", "rename", "stage", "Buyer", "Customer"]);
    shop.flywheel(&["ledger", "mugs.ledger", "changes", "--since", "1"]);
    shop.flywheel(&["ledger", "mugs.ledger", "check"]);
    shop.night("2026-01-08", &["--yes"]);
    shop.flywheel(&["ledger", "mugs.ledger", "changes", "--since", "1"]);
    shop.flywheel(&["ledger", "mugs.ledger", "changes", "--since", "2"]);
    insta::assert_snapshot!(shop.told);
}

#[test]
fn gifts_are_handed_out_and_answered() {
    let mut shop = Shop::new();
    shop.night("2026-01-06", &["--first-load"]);
    shop.append("orders.csv", "c3,2026-01-08,5\nc3,2026-01-08,6\nc4,2026-01-08,1\n");
    shop.night("2026-01-08", &[]);
    shop.flywheel(&["outbox", "mugs.ledger"]);
    let taken = {
        let mut command = Command::cargo_bin("flywheel").unwrap();
        command.current_dir(shop.folder.path()).args(["outbox", "mugs.ledger", "--take"]);
        let output = command.args(["--limit", "1"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    shop.write("sent.csv", &taken);
    shop.flywheel(&["outbox", "mugs.ledger", "--take", "--again", "1"]);
    shop.flywheel(&["outbox", "mugs.ledger", "--take", "--again", "7"]);
    shop.write("wrong.csv", &(taken.clone() + "c9,x,swag,reward,,,5,,,NOKEY,,,1\n"));
    shop.flywheel(&["outbox", "mugs.ledger", "--sent", "wrong.csv"]);
    shop.flywheel(&["outbox", "mugs.ledger", "--sent", "sent.csv"]);
    shop.flywheel(&["outbox", "mugs.ledger", "--sent", "sent.csv"]);
    shop.flywheel(&["outbox", "mugs.ledger", "--exec", "cat > passed.ndjson; echo none >&2"]);
    let passed = fs::read_to_string(shop.folder.path().join("passed.ndjson")).unwrap();
    writeln!(shop.told, "── passed.ndjson\n{}", without_keys(&passed)).unwrap();
    let fail = r#"sed 's/.*"key":"\([^"]*\)".*/{"key":"\1","status":"failed","reason":"no such address"}/'"#;
    shop.flywheel(&["outbox", "mugs.ledger", "--exec", fail]);
    shop.flywheel(&["outbox", "mugs.ledger", "--retry"]);
    shop.flywheel(&["outbox", "mugs.ledger", "--cancel"]);
    shop.flywheel(&["outbox", "mugs.ledger", "--cancel", "--gift", "news"]);
    // Whoever says no gets nothing more.
    let no = CUSTOMERS.replace("c4@example.com,,yes", "c4@example.com,,no");
    shop.write("customers.csv", &no);
    shop.night("2026-01-09", &[]);
    shop.flywheel(&["outbox", "mugs.ledger"]);
    shop.flywheel(&["ledger", "mugs.ledger", "--id", "c4"]);
    shop.flywheel(&["ledger", "mugs.ledger", "--id", "nobody"]);
    shop.flywheel(&["ledger", "mugs.ledger", "check"]);
    shop.flywheel(&["ledger", "mugs.ledger"]);
    insta::assert_snapshot!(shop.told);
}

#[test]
fn what_is_not_a_ledger_is_refused() {
    let mut shop = Shop::new();
    shop.write("mugs.ledger", "a text\n");
    shop.night("2026-01-08", &[]);
    shop.write("mugs.ledger", "");
    shop.night("2026-01-08", &[]);
    fs::remove_file(shop.folder.path().join("mugs.ledger")).unwrap();
    shop.night("2026-01-08", &["--first-load"]);
    shop.ledger().pragma_update(None, "user_version", 99).unwrap();
    shop.night("2026-01-09", &[]);
    insta::assert_snapshot!(shop.told);
}

/// The stage of a record does not count if the ledger has one, but nobody should be wondering why.
#[test]
fn records_with_another_stage_are_warned_of() {
    let mut shop = Shop::new();
    shop.night("2026-01-07", &["--first-load"]);
    // c1 is a Fan, c2 and c3 are Buyers, and nobody is a VIP.
    let stages = ["Fan", "", "New", "\"V\"\"IP\"", " ", "VIP", "12"];
    let stages = stages.into_iter().chain(std::iter::repeat(""));
    let rows = CUSTOMERS.lines().skip(1).zip(stages);
    let rows: String = rows.map(|(row, stage)| format!("{row},{stage}\n")).collect();
    let csv = format!("id,email,nps,mail,stage\n{rows}");
    shop.write("customers.csv", &csv);
    shop.told.push_str(&csv);
    shop.night("2026-01-08", &[]);
    // The same as JSON, where numbers with exponents leave the record to the plain path.
    let stages = [r#""Fan""#, "null", r#""New""#, r#""V\"IP""#, r#"" ""#, r#""VIP""#, "12", "{}"];
    for nps in ["9", "9e0"] {
        let record = |(place, stage): (usize, &&str)| {
            format!("{{\"id\":\"c{}\",\"nps\":{nps},\"stage\":{stage}}}\n", place + 1)
        };
        let records: String = stages.iter().enumerate().map(record).collect();
        shop.write("customers.ndjson", &records);
        shop.told.push_str(&records);
        let args = "run mugs.flywheel customers.ndjson --table orders=orders.csv --ledger mugs.ledger \
                    --as-of 2026-01-09 --dry-run --yes --format csv --changes";
        shop.flywheel(&args.split_whitespace().collect::<Vec<_>>());
    }
    insta::assert_snapshot!(shop.told);
}

/// Everybody has been in their stage since the first load, so that it is over for all of them on the same day.
#[test]
fn a_first_load_says_when_time_is_up_for_everybody() {
    let mut shop = Shop::new();
    let rules = RULES
        .replace("stage New\n", "let settled = 2 months in stage\n\nany stage\n  when 1 year in stage tag \"old\"\n\nstage New\n  when 30 days without orders tag \"quiet\"\n")
        .replace("stage Buyer\n", "stage Buyer\n  when settled and nps is known send news\n  when not (2 weeks in stage) tag \"fresh\"\n  when not (not (3 weeks in stage)) tag \"stale\"\n  when stage_since this calendar month tag \"seventh\"\n")
        .replace("  resting", "  resting\n  when 30 days in stage and nps >= 9 give swag");
    shop.write("mugs.flywheel", &rules);
    shop.told.push_str(&rules);
    shop.night("2026-01-30", &["--first-load", "--dry-run"]);
    shop.night("2026-01-30", &["--first-load"]);
    insta::assert_snapshot!(shop.told);
}

/// A first load that replays the days before has stages since the real days, and gifts that were never sent.
#[test]
fn a_first_load_from_a_day_has_real_dates() {
    let mut shop = Shop::new();
    shop.night("2026-01-07", &["--from", "2026-01-01"]);
    shop.night("2026-01-07", &["--first-load", "--start-empty"]);
    shop.night("2026-01-07", &["--first-load", "--from", "2026-01-08"]);
    shop.night("2026-01-07T09:00:00Z", &["--first-load", "--from", "2026-01-01"]);
    shop.write("customers.csv", &CUSTOMERS.replace("c9,c9@example.com,3", "c9,c9@example.com,11"));
    shop.night("2026-01-07", &["--first-load", "--from", "2026-01-01", "--dry-run"]);
    assert!(!shop.folder.path().join("mugs.ledger").exists());
    shop.night("2026-01-07", &["--first-load", "--from", "2026-01-01", "--rejects", "r.ndjson"]);
    shop.flywheel(&["ledger", "mugs.ledger", "--id", "c1"]);
    shop.flywheel(&["ledger", "mugs.ledger", "--id", "c2"]);
    shop.flywheel(&["ledger", "mugs.ledger", "check"]);
    // The first night gives nothing of that again.
    shop.night("2026-01-08", &[]);
    insta::assert_snapshot!(shop.told);
}

/// What a ledger keeps is read by `eval` and `why`, and nothing is written.
#[test]
fn other_commands_read_a_ledger() {
    let mut shop = Shop::new();
    shop.night("2026-01-07", &["--first-load"]);
    shop.append("orders.csv", "c3,2026-01-08,5\nc3,2026-01-08,6\n");
    let path = shop.folder.path().join("mugs.ledger");
    let before = fs::read(&path).unwrap();
    let with = ["customers.csv", "--table", "orders=orders.csv", "--as-of", "2026-01-08"];
    let ledger = ["--ledger", "mugs.ledger"];
    shop.flywheel(&[&["eval", "mugs.flywheel"][..], &with, &ledger].concat());
    shop.flywheel(&[&["why", "mugs.flywheel", "--id", "c1"][..], &with, &ledger].concat());
    let update = ["--update", "new.csv"];
    shop.flywheel(&[&["eval", "mugs.flywheel"][..], &with, &ledger, &update].concat());
    let new = fs::read_to_string(shop.folder.path().join("new.csv")).unwrap();
    writeln!(shop.told, "── new.csv\n{new}").unwrap();
    for update in ["mugs.ledger", "mugs.ledger.backup-1"] {
        let update = ["--update", update];
        shop.flywheel(&[&["eval", "mugs.flywheel"][..], &with, &ledger, &update].concat());
    }
    assert_eq!(fs::read(&path).unwrap(), before);
    insta::assert_snapshot!(shop.told);
}

/// A customer is forgotten, and no export brings them back; others are told what has changed.
#[test]
fn a_customer_is_forgotten() {
    let mut shop = Shop::new();
    shop.night("2026-01-06", &["--first-load"]);
    shop.append("orders.csv", "c3,2026-01-08,5\nc3,2026-01-08,6\nc4,2026-01-08,1\n");
    shop.night("2026-01-08", &["--catch-up"]);
    shop.night("2026-01-09", &[]);
    shop.flywheel(&["ledger", "mugs.ledger", "changes", "--since", "2"]);
    shop.flywheel(&["ledger", "mugs.ledger", "changes", "--since", "3", "--format", "ndjson"]);
    let life = shop.flywheel(&["ledger", "mugs.ledger", "export", "c3"]);
    let life: serde_json::Value = serde_json::from_str(&life).unwrap();
    assert_eq!(life["moves"].as_array().map(Vec::len), Some(3));
    shop.flywheel(&["ledger", "mugs.ledger", "forget", "c3"]);
    let erased = "SELECT count(*) FROM gifts g JOIN customers c ON c.n = g.customer
                  WHERE c.gone = 'forgotten' AND g.key IS NULL AND g.shown IS NULL
                    AND c.id IS NULL AND g.status IS NOT 'waiting'";
    let erased: i64 = shop.ledger().query_row(erased, [], |row| row.get(0)).unwrap();
    assert_eq!(erased, 3);
    let file = fs::read(shop.folder.path().join("mugs.ledger")).unwrap();
    assert!(
        !file
            .windows(16)
            .any(|bytes| bytes == b"c3@example.com,," || bytes == b"c3@example.com\"}")
    );
    shop.night("2026-01-10", &[]);
    shop.flywheel(&["ledger", "mugs.ledger", "--id", "c3"]);
    shop.flywheel(&["ledger", "mugs.ledger", "forget", "c3"]);
    shop.flywheel(&["ledger", "mugs.ledger", "check"]);
    // A backup still knows the customer.
    shop.flywheel(&["ledger", "mugs.ledger", "restore", "mugs.ledger.backup-3"]);
    shop.flywheel(&["ledger", "mugs.ledger", "--id", "c3"]);
    assert!(shop.folder.path().join("mugs.ledger.replaced-1").exists());
    insta::assert_snapshot!(shop.told);
}

/// A second process waits, or is refused.
#[test]
fn only_one_process_works_on_a_ledger() {
    let mut shop = Shop::new();
    shop.night("2026-01-07", &["--first-load"]);
    let holder = fs::OpenOptions::new()
        .write(true)
        .open(shop.folder.path().join("mugs.ledger.lock"))
        .unwrap();
    holder.lock().unwrap();
    fs::write(shop.folder.path().join("mugs.ledger.lock"), "4711\n").unwrap();
    shop.night("2026-01-08", &[]);
    let mut waiting = std::process::Command::new(assert_cmd::cargo::cargo_bin("flywheel"))
        .current_dir(shop.folder.path())
        .args(["run", "mugs.flywheel", "customers.csv", "--table", "orders=orders.csv"])
        .args(["--ledger", "mugs.ledger", "--as-of", "2026-01-08", "--wait"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    assert!(waiting.try_wait().unwrap().is_none());
    drop(holder);
    assert!(waiting.wait().unwrap().success());
    assert!(Path::new(&shop.folder.path().join("mugs.ledger.backup-1")).exists());
    insta::assert_snapshot!(shop.told);
}
