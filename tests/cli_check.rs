//! `flywheel check`: what it shows and how it exits.
#![cfg(feature = "cli")]

mod support;

use support::Test;

const GOOD: &str = "\
flywheel \"Wheel\"

customer
  NPS: number 0 to 10
  purchases: events

reward swag costs $18

stage Engaged
  after 3 purchases and NPS ≥ 9 move to Enthusiast; send swag

stage Enthusiast
  when NPS < 3 move to Engaged
";

/// A gift that is never given.
fn idle() -> String {
    format!("{GOOD}\nreward idle costs $1\n")
}

fn broken() -> String {
    GOOD.replace("move to Enthusiast", "move to Enthusiat").replace("< 3", "< \"3\"")
}

#[test]
fn a_good_file() {
    insta::assert_snapshot!(
        Test::new().file("wheel.flywheel", GOOD).args("check wheel.flywheel").run()
    );
}

#[test]
fn a_file_with_mistakes() {
    let test = Test::new().file("wheel.flywheel", &broken()).args("check wheel.flywheel");
    insta::assert_snapshot!(test.run());
}

#[test]
fn in_colour() {
    let test =
        Test::new().bytes("wheel.flywheel", broken().as_bytes()).args("check wheel.flywheel");
    let (_, plain, _) = test.output();
    assert!(!plain.contains('\u{1b}'), "a pipe gets no colour");
    let test = test.env("CLICOLOR_FORCE", "1");
    let (_, colourful, _) = test.output();
    assert!(colourful.contains("\u{1b}[1;31merror["), "{colourful}");
    let (_, plain, _) = test.env("NO_COLOR", "1").output();
    assert!(!plain.contains('\u{1b}'), "NO_COLOR has the last word");
}

#[test]
fn a_line_each() {
    let test = Test::new().bytes("wheel.flywheel", broken().as_bytes());
    insta::assert_snapshot!(test.args("check wheel.flywheel --format plain").run());
}

#[test]
fn for_programs() {
    let test = Test::new()
        .bytes("wheel.flywheel", broken().as_bytes())
        .bytes("other.flywheel", idle().as_bytes())
        .args("check wheel.flywheel other.flywheel --format json");
    insta::assert_snapshot!(test.run());
}

#[test]
fn warnings_pass_unless_denied() {
    let test =
        || Test::new().bytes("wheel.flywheel", idle().as_bytes()).args("check wheel.flywheel");
    insta::assert_snapshot!("let_through", test().run());
    insta::assert_snapshot!("denied", test().args("--deny warnings").run());
}

#[test]
fn several_files_and_standard_input() {
    let test = Test::new()
        .bytes("good.flywheel", GOOD.as_bytes())
        .stdin(broken())
        .args("check good.flywheel -");
    let (status, stdout, _) = test.output();
    assert_eq!(status, 1);
    assert!(stdout.contains("good.flywheel is fine"), "{stdout}");
    assert!(stdout.contains("in <stdin>"), "{stdout}");
}

#[test]
fn nothing_to_read() {
    let test = Test::new().file("empty.flywheel", "").args("check empty.flywheel");
    insta::assert_snapshot!(test.run());
}

/// The customer who shows a finding is a record for `eval`, which decides what the example expects.
#[test]
fn the_customer_of_a_finding_is_decided_as_the_example_says() {
    let rules = GOOD.replace("when NPS < 3", "when NPS ≥ 8");
    let test =
        Test::new().file("wheel.flywheel", &rules).args("check wheel.flywheel --format json");
    let (_, found, _) = test.output();
    let found: serde_json::Value = serde_json::from_str(&found).unwrap();
    let found = &found["problems"][0];
    assert_eq!(found["code"], "ping-pong");
    let day = found["customer"]["as_of"].as_str().unwrap();
    let record = found["customer"]["record"].to_string();
    let eval = Test::new()
        .file("wheel.flywheel", &rules)
        .args(&format!("eval wheel.flywheel - --format ndjson --as-of {day}"))
        .stdin(&record);
    let (code, decided, _) = eval.output();
    let decided: serde_json::Value = serde_json::from_str(&decided).unwrap();
    assert_eq!(code, 0);
    let to = decided["to"].as_str().unwrap();
    let example = found["example"].as_str().unwrap();
    assert!(example.contains(&format!("on {day}\n")), "{example}");
    assert!(example.contains(&format!("expect move to {to}")), "{example}");
}
