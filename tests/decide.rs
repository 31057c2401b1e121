//! What programs mean: rules, records and an instant, with the decisions that follow.
//!
//! Each case under `tests/decide/` is rules, a line `as of ...` (`settle as of ...`), and records. Those
//! under `tests/decide_plainly/` are of rules that the fast path leaves to the plain one.

mod decided;

use std::fs;

use decided::{Said, decided};

#[test]
fn programs_mean_what_they_say() {
    insta::glob!("decide/*.txt", |path| {
        let text = fs::read_to_string(path).unwrap();
        let cases: Vec<String> = text.split("\n---\n").map(|case| decided(case).text).collect();
        insta::assert_snapshot!(cases.join(&format!("{}\n", "-".repeat(60))));
    });
}

#[test]
fn programs_for_the_plain_path_mean_what_they_say() {
    insta::glob!("decide_plainly/*.txt", |path| {
        insta::assert_snapshot!(decided(&fs::read_to_string(path).unwrap()).text);
    });
}

/// `decided` compares the two paths; here is how much there was to compare.
#[test]
fn the_fast_path_takes_nearly_all() {
    let mut files: Vec<_> =
        fs::read_dir("tests/decide").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut all = Said::default();
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        text.split("\n---\n").for_each(|case| all += decided(case));
    }
    assert!(all.declined.len() * 20 < all.good, "{}", all.taken());
    insta::assert_snapshot!(all.taken());
}
