//! The example of a shop over a week does what it shows.
#![cfg(all(unix, feature = "ledger"))]

use std::fs;
use std::process::Command;

#[test]
fn a_week_of_a_shop_is_as_it_is_shown() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/nightly");
    let output = Command::new("sh")
        .arg(format!("{folder}/nights.sh"))
        .env("FLYWHEEL", assert_cmd::cargo::cargo_bin("flywheel"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let shown = fs::read_to_string(format!("{folder}/expected.txt")).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = said.lines().zip(shown.lines()).find(|(said, shown)| said != shown);
    assert!(said == shown, "the first line that differs, written and shown: {lines:?}\n{said}");
}
