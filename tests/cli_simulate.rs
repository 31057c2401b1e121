//! `flywheel simulate`: what it shows and how it exits.
#![cfg(feature = "cli")]

mod support;

use support::Test;

const WHEEL: &str = "\
flywheel \"Customer advocacy\"

stage Engaged
  if leaking \"they buy, but nothing makes them talk about it\"
  when tagged \"a\" move to Enthusiast

stage Enthusiast
  when tagged \"b\" move to Advocate

stage Advocate
  refers 1 to Engaged

simulate \"One prospect for each advocate\"
  100 enter Engaged each rotation
  75% of Engaged move to Enthusiast
  60% of Enthusiast move to Advocate
  costs $500 each rotation
  whole people
";

fn simulate(text: &str, args: &str) -> String {
    let args = format!("simulate wheel.flywheel {args}");
    Test::new().bytes("wheel.flywheel", text.as_bytes()).args(&args).run()
}

#[test]
fn a_table() {
    insta::assert_snapshot!(
        Test::new().file("wheel.flywheel", WHEEL).args("simulate wheel.flywheel").run()
    );
}

#[test]
fn fractions() {
    insta::assert_snapshot!(simulate(&WHEEL.replace("  whole people\n", ""), ""));
}

#[test]
fn more_rotations_than_stand_side_by_side() {
    insta::assert_snapshot!(simulate(WHEEL, "--rotations 12"));
}

#[test]
fn one_rotation() {
    insta::assert_snapshot!(simulate(WHEEL, "--rotations 1"));
}

#[test]
fn a_wheel_that_does_not_turn() {
    let still =
        WHEEL.replace("refers 1 to Engaged", "resting").replace("  costs $500 each rotation\n", "");
    insta::assert_snapshot!(simulate(&still, ""));
}

#[test]
fn a_wheel_that_comes_back_slowly_and_without_costs() {
    let slow = WHEEL
        .replace("refers 1 to Engaged", "when tagged \"c\" move to Engaged")
        .replace("  costs $500 each rotation\n", "  10% of Advocate move to Engaged\n");
    insta::assert_snapshot!(simulate(&slow, ""));
}

#[test]
fn in_json() {
    insta::assert_snapshot!(simulate(WHEEL, "--rotations 2 --format json"));
}

#[test]
fn in_csv() {
    insta::assert_snapshot!(simulate(WHEEL, "--format csv"));
}

#[test]
fn as_a_chart() {
    insta::assert_snapshot!(simulate(WHEEL, "--format svg"));
}

#[test]
fn a_chart_of_two_with_marks_that_xml_knows() {
    let two = format!("{WHEEL}\nsimulate \"<b> & 'so' on\"\n  3 enter Advocate each rotation\n");
    insta::assert_snapshot!(simulate(&two, "--rotations 3 --format svg"));
}

#[test]
fn a_simulation_of_a_file_that_is_used() {
    let test = Test::new()
        .bytes("wheel.flywheel", WHEEL.as_bytes())
        .file("rules.flywheel", "use \"wheel.flywheel\"\n")
        .args("simulate rules.flywheel --format csv --rotations 1");
    insta::assert_snapshot!(test.run());
}

#[test]
fn nothing_to_simulate() {
    let rules = WHEEL.split("simulate").next().unwrap();
    insta::assert_snapshot!(simulate(rules, ""));
}

#[test]
fn rules_with_errors() {
    insta::assert_snapshot!(simulate(&WHEEL.replace("75%", "175%"), ""));
}

#[test]
fn rotations_out_of_bounds() {
    for rotations in ["0", "201", "many"] {
        let args = format!("simulate wheel.flywheel --rotations {rotations}");
        let (status, _, stderr) = Test::new().args(&args).output();
        assert_eq!(status, 2);
        assert!(stderr.contains("--rotations"), "{stderr}");
    }
}

#[test]
fn the_chart_of_the_documents_is_the_one_that_is_drawn() {
    let page = include_str!("../docs/simulation.md");
    let rules = page.split("```flywheel\n").nth(1).and_then(|rest| rest.split("```").next());
    let test = Test::new().bytes("rules.flywheel", rules.unwrap().as_bytes());
    let (_, chart, _) = test.args("simulate rules.flywheel --format svg").output();
    assert!(chart == include_str!("../docs/simulation.svg"), "write docs/simulation.svg anew");
}
