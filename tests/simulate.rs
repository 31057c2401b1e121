//! `flywheel simulate`: the numbers of known wheels, and how they are shown.

use flywheel::Program;
use flywheel::tools::simulate::Outcome;
use flywheel::values::Exact;
use proptest::prelude::*;

/// Five stages, one after the other.
const STAGES: &str = "\
stage Engaged
  if leaking \"they buy, but nothing makes them talk about it\"
  when tagged \"a\" move to Enthusiast
stage Enthusiast
  when tagged \"b\" move to EarlyAdvocate
stage EarlyAdvocate
  when tagged \"c\" move to TransitioningAdvocate
stage TransitioningAdvocate
  when tagged \"d\" move to FullBlownAdvocate
stage FullBlownAdvocate
  resting
";

/// 75% at each of four hand-offs, and a prospect for each advocate.
const HAND_OFFS: &str = "\
simulate \"One prospect for each advocate\"
  100 enter Engaged each rotation
  75% of Engaged move to Enthusiast
  75% of Enthusiast move to EarlyAdvocate
  75% of EarlyAdvocate move to TransitioningAdvocate
  75% of TransitioningAdvocate move to FullBlownAdvocate
  each in FullBlownAdvocate brings 1 to Engaged
";

fn program(text: &str) -> Program {
    match Program::parse("rules.flywheel", text) {
        Ok(program) => program,
        Err(refused) => panic!("{:#?}", refused.problems),
    }
}

/// The people who come to a stage by rotation, with two decimals.
fn people(program: &Program, stage: &str, rotations: u32) -> Vec<String> {
    let model = program.model();
    let outcome = Outcome::of(model, &model.simulations[0], rotations);
    let stage = model.stages.iter().position(|other| other.name == stage).unwrap();
    outcome.rotations.iter().map(|rotation| rotation.came[stage].with_decimals(2)).collect()
}

#[test]
fn whole_people() {
    let program = program(&format!("{STAGES}{HAND_OFFS}  whole people\n"));
    let of = |stage| people(&program, stage, 5);
    assert_eq!(of("Engaged"), ["100.00", "132.00", "142.00", "145.00", "147.00"]);
    assert_eq!(of("FullBlownAdvocate"), ["32.00", "42.00", "45.00", "47.00", "47.00"]);
    let model = program.model();
    let outcome = Outcome::of(model, &model.simulations[0], 5);
    let extra: Vec<String> = outcome.extra(0).iter().map(Exact::to_string).collect();
    assert_eq!(extra, ["0", "32", "42", "45", "47"], "47 more by the fifth rotation");
}

#[test]
fn fractions_of_people() {
    let program = program(&format!("{STAGES}{HAND_OFFS}"));
    let of = |stage| people(&program, stage, 5);
    assert_eq!(of("Engaged"), ["100.00", "131.64", "141.65", "144.82", "145.82"]);
    let model = program.model();
    let outcome = Outcome::of(model, &model.simulations[0], 5);
    // 100 × (1 + 0.75⁴ + 0.75⁸ + 0.75¹² + 0.75¹⁶), all digits of it.
    let fifth = &outcome.rotations[4].came[0];
    assert_eq!(fifth.to_string(), "145.821811282075941562652587890625");
    let far = Outcome::of(model, &model.simulations[0], 200);
    assert_eq!(far.rotations[199].came[0].with_decimals(8), "146.28571429", "100 ÷ (1 - 0.75⁴)");
}

#[test]
fn the_stages_of_the_rules_refer_unless_the_block_says_otherwise() {
    let refers = STAGES.replace("resting", "refers 2 to Engaged");
    let quiet = HAND_OFFS.lines().filter(|line| !line.contains("brings"));
    let quiet = quiet.collect::<Vec<_>>().join("\n");
    let of = |text: &str| people(&program(text), "Engaged", 2);
    assert_eq!(of(&format!("{refers}{quiet}\n")), ["100.00", "163.28"]);
    assert_eq!(of(&format!("{refers}{HAND_OFFS}")), ["100.00", "131.64"]);
    assert_eq!(of(&format!("{STAGES}{quiet}\n")), ["100.00", "100.00"]);
}

#[test]
fn side_stages_and_ways_back() {
    let text = "\
stage A
  when tagged \"b\" move to B
  when tagged \"c\" move to C
stage B
  when tagged \"a\" move to A
stage C
  when tagged \"a\" move to A
simulate \"ways\"
  100 enter A each rotation
  10 enter C each rotation
  60% of A move to B
  40% of A move to C
  50% of B move to A
  10% of C move to A
";
    let program = program(text);
    // Half of the 60 in B and a tenth of the 50 in C are back in A with the next rotation.
    assert_eq!(people(&program, "A", 3), ["100.00", "135.00", "146.90"]);
    assert_eq!(people(&program, "B", 3), ["60.00", "81.00", "88.14"]);
    assert_eq!(people(&program, "C", 3), ["50.00", "64.00", "68.76"]);
    // Nobody brings anybody, so it is the same without referrals.
    let outcome = Outcome::of(program.model(), &program.model().simulations[0], 3);
    assert_eq!(outcome.rotations, outcome.without);
}

#[test]
fn rounding_passes_on_no_more_than_there_are() {
    let text = "\
stage A
  when tagged \"b\" move to B
  when tagged \"c\" move to C
stage B
  resting
stage C
  resting
simulate \"one\"
  1 enter A each rotation
  50% of A move to B
  50% of A move to C
  each in B brings 0.5 to A
  whole people
";
    let program = program(text);
    assert_eq!(people(&program, "B", 2), ["1.00", "1.00"]);
    assert_eq!(people(&program, "C", 2), ["0.00", "1.00"]);
    assert_eq!(people(&program, "A", 2), ["1.00", "2.00"], "half a prospect is a whole one");
}

#[test]
fn what_it_costs_and_who_is_lost() {
    let program =
        program(&format!("{STAGES}{HAND_OFFS}  whole people\n  costs $500 each rotation\n"));
    let outcome = Outcome::of(program.model(), &program.model().simulations[0], 5);
    let costs = outcome.cost_each(2).unwrap().into_iter().flatten();
    let costs: Vec<String> = costs.map(|cost| cost.with_decimals(2)).collect();
    assert_eq!(costs, ["5.00", "3.79", "3.52", "3.45", "3.40"]);
    let steps: Vec<(String, String)> = outcome
        .steps()
        .iter()
        .map(|step| (step.came.to_string(), step.lost().to_string()))
        .collect();
    let steps: Vec<(&str, &str)> =
        steps.iter().map(|(came, lost)| (came.as_str(), lost.as_str())).collect();
    assert_eq!(steps, [("666", "166"), ("500", "125"), ("375", "93"), ("282", "69")]);
}

proptest! {
    #[test]
    fn nobody_appears_or_gets_lost(
        people in 0u32..500,
        shares in prop::collection::vec(0u32..=100, 4),
        whole in any::<bool>(),
    ) {
        let mut text = format!("{STAGES}simulate \"any\"\n  {people} enter Engaged each rotation\n");
        let stages =
            ["Engaged", "Enthusiast", "EarlyAdvocate", "TransitioningAdvocate", "FullBlownAdvocate"];
        for (pair, share) in stages.windows(2).zip(&shares) {
            text += &format!("  {share}% of {} move to {}\n", pair[0], pair[1]);
        }
        if whole {
            text += "  whole people\n";
        }
        let program = program(&text);
        let outcome = Outcome::of(program.model(), &program.model().simulations[0], 3);
        for rotation in &outcome.rotations {
            for (stage, passed) in rotation.passed.iter().enumerate() {
                prop_assert!(*passed <= rotation.came[stage]);
                prop_assert_eq!(passed, &rotation.came[stage + 1]);
                prop_assert!(!whole || passed.is_whole());
            }
        }
    }
}
