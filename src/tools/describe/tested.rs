//! Tests and simulations in words.

use super::document::Item;
use super::noun;
use super::said::{Said, say};
use super::words::Words;
use crate::check::model::{
    AttributeOf, Events, Expected, Fact, Outcome, OutcomeKind, Simulation, StepKind, Test,
};
use crate::values::{AsOf, Decimal};

impl Words<'_> {
    /// A test as a point: what is so of the customer, and what has to happen, day by day.
    pub(super) fn test(self, test: &Test) -> Item {
        let mut days: Vec<(AsOf, Vec<Said>)> = Vec::new();
        for step in &test.steps {
            let now = days.last().is_some_and(|(day, _)| *day == step.as_of);
            if !now {
                days.push((step.as_of, Vec::new()));
            }
            let first = days.len() == 1;
            let Some((_, said)) = days.last_mut() else { continue };
            said.push(match &step.kind {
                StepKind::Given(facts) => {
                    let facts = facts.iter().map(|fact| self.fact(fact)).collect();
                    let suppose = match first && said.is_empty() {
                        true => "suppose that ",
                        false => "suppose also that ",
                    };
                    say!(suppose, Said::joined(facts, ", and "), ".")
                }
                StepKind::Expect(expected) => {
                    let then = if said.is_empty() { "" } else { "then " };
                    say!(then, self.expected(expected), ".")
                }
            });
        }
        let below = days.into_iter().map(|(as_of, said)| {
            let day = match as_of {
                AsOf::Day(day) => self.day(day),
                AsOf::Instant(instant) => self.instant(instant),
            };
            let mut all: Said = format!("On {day},").into();
            for (place, said) in said.into_iter().enumerate() {
                all.push(say!(" ", if place == 0 { said } else { said.capital() }));
            }
            Item::new(all)
        });
        Item { said: Said::sentence(&test.title), below: below.collect() }
    }

    fn fact(self, fact: &Fact) -> Said {
        match fact {
            Fact::Id(id) => say!("the id is ", Said::quote(id)),
            Fact::Stage { stage, since } => {
                let since = since.map(|since| format!(" since {}", self.instant(since)));
                say!("the customer is in ", self.stage(*stage), since.unwrap_or_default())
            }
            Fact::StageSince(since) => {
                format!("the stage was entered on {}", self.instant(*since)).into()
            }
            Fact::Tagged(tag) => say!("the customer is tagged ", Said::quote(tag)),
            Fact::Arm { experiment, arm } => {
                let experiment = &self.model.experiments[*experiment];
                let names = self.model.choices[experiment.choice].values.names();
                let arm = names.get(usize::from(*arm)).map(|name| Said::name(name));
                say!(
                    "the customer is in ",
                    arm.unwrap_or_default(),
                    " of ",
                    Said::name(&experiment.name)
                )
            }
            Fact::Field { field, value } => {
                let field = &self.model.fields[*field];
                say!(Said::name(&field.name), " is ", self.constant(value, field.ty))
            }
            Fact::Events { list, count, at, key, attributes } => {
                let events = Events::List(*list);
                let word = if *count == 1 { self.one(&events) } else { self.many(&events) };
                let mut said = say!(
                    if *count == 1 { "there is " } else { "there are " },
                    format!("{count} "),
                    word,
                    format!(" on {}", self.instant(*at))
                );
                let with = attributes.iter().map(|(place, value)| {
                    let ty = self.model.lists[*list].attributes[*place].ty;
                    let name = self.of_events(&events).attribute(AttributeOf::Declared(*place));
                    say!(name, " ", self.constant(value, ty))
                });
                let with: Vec<Said> = with.collect();
                if !with.is_empty() {
                    said.push(say!(" with ", Said::joined(with, " and ")));
                }
                if let Some(key) = key {
                    said.push(say!(" and the key ", Said::quote(key)));
                }
                said
            }
            Fact::Owed { gift, event, since } => {
                let event = event.as_ref().map(|event| say!(" for ", Said::quote(event)));
                let since = format!(" has been owed since {}", self.instant(*since));
                say!(self.gift(*gift), event.unwrap_or_default(), since)
            }
            Fact::Given { gift, count, at, given_for, cost, worth } => {
                let times = if *count == 1 { String::new() } else { format!(" {count} times") };
                let mut said = say!(
                    self.gift(*gift),
                    " was ",
                    self.given_word(&[*gift]),
                    format!("{times} on {}", self.instant(*at))
                );
                if let Some(event) = given_for {
                    said.push(say!(" for ", Said::quote(event)));
                }
                if let Some(cost) = cost {
                    said.push(format!(", costing {}", self.money(*cost)));
                }
                if let Some(worth) = worth {
                    said.push(format!(", worth {}", self.money(*worth)));
                }
                said
            }
        }
    }

    fn expected(self, expected: &Expected) -> Said {
        let outcomes = expected.outcomes.iter().map(|outcome| self.outcome(outcome));
        let only = expected.only.then(|| "nothing else happens".into());
        Said::joined(outcomes.chain(only).collect(), ", and ")
    }

    fn outcome(self, outcome: &Outcome) -> Said {
        match &outcome.kind {
            OutcomeKind::Move(stage) => say!("the customer moves to ", self.stage(*stage)),
            OutcomeKind::Give(gift, times) => {
                let times = match times {
                    None | Some(1) => String::new(),
                    Some(count) => format!(" {count} times"),
                };
                say!(self.gift(*gift), " is ", self.given_word(&[*gift]), times)
            }
            OutcomeKind::Tag(tag) => say!("the customer is tagged ", Said::quote(tag)),
            OutcomeKind::Untag(tag) => say!("the tag ", Said::quote(tag), " is removed"),
            OutcomeKind::NoMove => "the customer does not move".into(),
            OutcomeKind::Nothing => "nothing happens".into(),
            OutcomeKind::Owed(gift) => say!(self.gift(*gift), " is kept for later"),
            OutcomeKind::Withhold { gift, reason } => {
                let reason = match reason.as_deref() {
                    None => "",
                    Some("pause") => ", because of a pause",
                    Some("repeat") => ", because it was given as often as allowed",
                    Some("unknown") => ", because what it costs, or what it is for, is not known",
                    Some("limit") => ", because of a limit",
                    Some("holdout") => ", because the customer is in the control group",
                    Some("budget") => ", because the budget is spent",
                    Some(_) => ", for a reason of its own",
                };
                say!(self.gift(*gift), " is held back", reason)
            }
        }
    }

    /// A simulation as a point, with what it supposes below.
    pub(super) fn simulation(self, simulation: &Simulation) -> Item {
        let mut below = Vec::new();
        for new in &simulation.newcomers {
            let count = noun::number(new.count);
            below.push(say!(count, " people enter ", self.stage(new.stage), " each rotation."));
        }
        for hand_off in &simulation.hand_offs {
            below.push(say!(
                noun::percent(hand_off.share),
                " of ",
                self.stage(hand_off.from),
                " move to ",
                self.stage(hand_off.to),
                "."
            ));
        }
        for brings in &simulation.brings {
            let people = if brings.count == Decimal::from(1i64) { " person" } else { " people" };
            below.push(say!(
                "Everyone in ",
                self.stage(brings.from),
                " brings ",
                noun::number(brings.count),
                people,
                " to ",
                self.stage(brings.to),
                "."
            ));
        }
        if let Some(cost) = simulation.costs {
            below.push(format!("A rotation costs {}.", self.money(cost)).into());
        }
        if simulation.whole_people {
            below.push("Numbers of people are rounded to whole ones.".into());
        }
        let said = say!(Said::quote(&simulation.title), " supposes this:");
        Item { said, below: below.into_iter().map(Item::new).collect() }
    }
}
