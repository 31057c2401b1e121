//! What programs mean: rules, records and an instant, with the decisions that follow.
//!
//! Each case under `tests/decide/` is rules, a line `as of ...` (`settle as of ...`), and records.

mod decided;

use decided::decided;

#[test]
fn programs_mean_what_they_say() {
    insta::glob!("decide/*.txt", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let cases: Vec<String> = text.split("\n---\n").map(decided).collect();
        insta::assert_snapshot!(cases.join(&format!("{}\n", "-".repeat(60))));
    });
}
