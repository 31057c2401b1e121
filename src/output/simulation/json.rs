//! All simulations as one JSON document.

use serde::{Serialize, Serializer};

use super::learned::{Learned, Measured};
use crate::problems;
use crate::tools::simulate::{Learning, Lesson, Outcome, Rotation, Step};
use crate::values::Exact;

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    rules: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    measured: Option<Measured<'a>>,
    simulations: Vec<Simulation<'a>>,
}

#[derive(Serialize)]
struct Simulation<'a> {
    title: &'a str,
    entry: &'a str,
    whole_people: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    costs: Option<Costs<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    learned: Option<Learned<'a>>,
    rotations: Vec<Turn<'a>>,
    hand_offs: Vec<HandOff<'a>>,
    lessons: Vec<Said>,
}

#[derive(Serialize)]
struct Costs<'a> {
    currency: &'a str,
    each_rotation: Number,
}

#[derive(Serialize)]
struct Turn<'a> {
    rotation: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    cost_per_person: Option<Number>,
    stages: Vec<Stage<'a>>,
}

#[derive(Serialize)]
struct Stage<'a> {
    stage: &'a str,
    people: Number,
    without_referrals: Number,
    extra: Number,
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<f64>,
}

/// What a stage hands on over all rotations.
#[derive(Serialize)]
struct HandOff<'a> {
    from: &'a str,
    came: Number,
    went_on: Number,
    lost: Number,
}

#[derive(Serialize)]
struct Said {
    holds: bool,
    head: String,
    text: String,
}

/// A number with as many decimals as programs get.
struct Number(String);

impl Number {
    fn of(number: &Exact) -> Number {
        Number(super::plain(number))
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.parse::<i64>() {
            Ok(whole) => serializer.serialize_i64(whole),
            // Beyond whole numbers of 64 bits, the nearest that JSON readers commonly hold.
            Err(_) => serializer.serialize_f64(self.0.parse().unwrap_or(f64::MAX)),
        }
    }
}

/// One document with all outcomes.
pub(super) fn json(
    rules: &str,
    learning: Option<(&Learning, &str)>,
    outcomes: &[Outcome<'_>],
) -> String {
    let simulations = outcomes.iter().map(simulation).collect();
    let measured = learning.map(|(learning, name)| Measured::of(learning, name));
    problems::document(&Document { version: VERSION, rules, measured, simulations })
}

fn simulation<'a>(outcome: &'a Outcome<'_>) -> Simulation<'a> {
    let currency = &outcome.model.currency;
    let each = outcome.cost_each(u32::from(currency.decimals)).unwrap_or_default();
    let turns = outcome.rotations.iter().zip(&outcome.without).enumerate();
    Simulation {
        title: &outcome.simulation.title,
        entry: outcome.stage_name(outcome.entry()),
        whole_people: outcome.simulation.whole_people,
        costs: outcome.simulation.costs.map(|costs| Costs {
            currency: currency.code(),
            each_rotation: Number::of(&Exact::from(costs)),
        }),
        learned: outcome.learned.as_ref().map(|learned| Learned::of(outcome, learned)),
        rotations: turns
            .map(|(index, (with, without))| Turn {
                rotation: index + 1,
                cost_per_person: each.get(index).and_then(|each| each.as_ref().map(Number::of)),
                stages: stages(outcome, index, with, without),
            })
            .collect(),
        hand_offs: outcome.steps().iter().map(|step| hand_off(outcome, step)).collect(),
        lessons: outcome.lessons().into_iter().map(said).collect(),
    }
}

fn stages<'a>(
    outcome: &'a Outcome<'_>,
    index: usize,
    with: &Rotation,
    without: &Rotation,
) -> Vec<Stage<'a>> {
    let stages = outcome.stages().into_iter();
    let bands = outcome.learned.as_ref().and_then(|learned| learned.bands.as_ref());
    let bands = bands.and_then(|bands| bands.get(index));
    stages
        .map(|stage| Stage {
            stage: outcome.stage_name(stage),
            people: Number::of(&with.came[stage]),
            without_referrals: Number::of(&without.came[stage]),
            extra: Number::of(&with.came[stage].minus(&without.came[stage])),
            low: bands.map(|bands| bands[stage].low),
            high: bands.map(|bands| bands[stage].high),
        })
        .collect()
}

fn hand_off<'a>(outcome: &'a Outcome<'_>, step: &Step) -> HandOff<'a> {
    HandOff {
        from: outcome.stage_name(step.stage),
        came: Number::of(&step.came),
        went_on: Number::of(&step.went_on),
        lost: Number::of(&step.lost()),
    }
}

fn said(lesson: Lesson) -> Said {
    let Lesson { holds, head, text } = lesson;
    Said { holds, head, text }
}
