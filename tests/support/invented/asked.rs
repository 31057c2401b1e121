//! Questions about all customers of an invented program.

use super::schema::Schema;
use super::speech::Speech;
use super::{Choices, Invented};

impl Invented {
    /// A question that is meant to be right.
    pub(crate) fn question(&self, choices: &mut Choices<'_>) -> String {
        let gift = choices.any(&self.schema.gifts.iter().collect::<Vec<_>>());
        match (choices.below(3), gift) {
            (0, Some(gift)) => most(&self.schema, &gift.name, gift.costs, choices),
            _ => does(&self.schema, gift.map(|gift| gift.name.as_str()), choices),
        }
    }
}

const PERIODS: [&str; 14] = [
    "",
    "ever",
    "per year",
    "per 30 days",
    "in a month",
    "per calendar year",
    "per 7 days",
    "per 90 days",
    "per calendar month",
    "in any 2 months",
    "per calendar week",
    "per quarter",
    "per calendar quarter",
    "per 366 days",
];

fn most(schema: &Schema, gift: &str, costs: bool, choices: &mut Choices<'_>) -> String {
    let of = match choices.below(4) {
        0 if schema.grouped => "k0",
        1 => "gifts",
        _ => gift,
    };
    let per = choices.of(&PERIODS);
    let number = *choices.of(&[1, 2, 3, 4, 6, 13, 25, 60]);
    if costs && choices.once_in(2) {
        let money = *choices.of(&[10, 25, 50, 100, 200, 400, 1000]);
        return format!("nobody gets more than {money} {} of {of} {per}", schema.currency);
    }
    match of == gift {
        true => format!("{gift} is given at most {number} times {per}"),
        false => format!("nobody gets more than {number} of {of} {per}"),
    }
}

fn does(schema: &Schema, gift: Option<&str>, choices: &mut Choices<'_>) -> String {
    let subject = choices.of(&["no customer", "every customer", "no customer"]);
    let stage = |choices: &mut Choices<'_>| choices.of(&schema.stages).name.clone();
    let (here, to) = (stage(choices), stage(choices));
    let within = if choices.once_in(2) { format!("in {here} ") } else { String::new() };
    let with = match choices.below(3) {
        0 => String::new(),
        _ => format!("with {} ", Speech::new(schema, choices).condition()),
    };
    let deed = match (choices.below(8), gift) {
        (0 | 1, _) => format!("enters {to}"),
        (2, _) => format!("moves to {to}"),
        (3 | 4, _) => "leaves".to_owned(),
        (5, _) => "stays".to_owned(),
        (6, Some(gift)) => format!("gets {gift}"),
        _ => "is tagged \"t0\"".to_owned(),
    };
    format!("{subject} {within}{with}{deed}")
}
