//! The three rules of a flywheel, told by the numbers: each step flows into the next, each
//! rotation is easier, and each is more effective. Where the numbers say otherwise, so do the words.

use super::outcome::{Outcome, Step, sum};
use crate::values::Exact;

/// What a simulation shows about one of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Whether the rule holds.
    pub holds: bool,
    /// In short: "Every stage leads on."
    pub head: String,
    /// With the numbers, in one or two sentences.
    pub text: String,
}

impl Outcome<'_> {
    /// The three rules of a flywheel, told by the numbers; fewer if there is only one rotation.
    pub fn lessons(&self) -> Vec<Lesson> {
        if self.rotations.len() < 2 {
            return vec![flows_on(self), too_few()];
        }
        vec![flows_on(self), easier(self), more_effective(self)]
    }
}

/// The other two rules compare rotations.
fn too_few() -> Lesson {
    Lesson {
        holds: false,
        head: "One rotation shows no more than that.".to_owned(),
        text: "Referred people arrive in the next rotation: simulate at least 2 rotations."
            .to_owned(),
    }
}

/// Whether every stage leads on, and where most people are lost.
fn flows_on(outcome: &Outcome<'_>) -> Lesson {
    let simulation = outcome.simulation;
    let leads_on = |stage: usize| {
        let handed_on = simulation.hand_offs.iter().map(|line| line.from);
        handed_on.chain(simulation.brings.iter().map(|line| line.from)).any(|from| from == stage)
    };
    let ends: Vec<usize> = outcome.stages().into_iter().filter(|&stage| !leads_on(stage)).collect();
    let head = match ends.as_slice() {
        [] => "Every stage leads on.".to_owned(),
        [end] => format!("The lifecycle ends at {}.", outcome.stage_name(*end)),
        ends => format!("The lifecycle ends at {} stages.", ends.len()),
    };
    Lesson { holds: ends.is_empty(), head, text: greatest_loss(outcome) }
}

fn greatest_loss(outcome: &Outcome<'_>) -> String {
    let steps = outcome.steps();
    let mut worst: Option<&Step> = None;
    for step in &steps {
        if worst.is_none_or(|worst| step.lost() > worst.lost()) {
            worst = Some(step);
        }
    }
    let Some(worst) = worst else {
        return "Nobody moves on: to change that, add a line such as `75% of A move to B`."
            .to_owned();
    };
    let lost = worst.lost();
    if lost.is_zero() {
        return "Nobody is lost along the way.".to_owned();
    }
    let stage = outcome.stage_name(worst.stage);
    let share = match lost.times(&Exact::from(100)).over(&worst.came, 0) {
        Some(share) => format!(" ({share}%)"),
        None => String::new(),
    };
    let most = if steps.len() > 1 { "Most people are lost at" } else { "People are lost at" };
    let do_not = if lost == Exact::from(1) { "does not" } else { "do not" };
    let mut text = format!(
        "{most} {stage}: of {} who enter it in {}, {} {do_not} move on{share}.",
        people(&worst.came),
        rotations(outcome),
        number(&lost)
    );
    if let Some(meaning) = &outcome.model.stages[worst.stage].if_leaking {
        text.push_str(&format!(" {}", sentence(meaning)));
    }
    text
}

/// Whether the same effort brings more people.
fn easier(outcome: &Outcome<'_>) -> Lesson {
    let decimals = u32::from(outcome.model.currency.decimals);
    let entry = outcome.stage_name(outcome.entry());
    let Some(costs) = outcome.cost_each(decimals) else { return lighter(outcome, entry) };
    let (Some(Some(first)), Some(Some(last))) = (costs.first(), costs.last()) else {
        let text = format!("Nobody enters {entry}, so there is no cost per person.");
        return Lesson {
            holds: false,
            head: "Later rotations do not get cheaper.".to_owned(),
            text,
        };
    };
    let money = |amount: &Exact| outcome.model.currency.write_rounded(amount);
    let last_rotation = outcome.rotations.len();
    if first == last {
        let text = format!("Each person in {entry} costs {} in every rotation.", money(first));
        return Lesson {
            holds: false,
            head: "Later rotations do not get cheaper.".to_owned(),
            text,
        };
    }
    let holds = last < first;
    let head = if holds { "Each rotation is easier." } else { "Rotations become harder." };
    let change = if holds { first.minus(last) } else { last.minus(first) };
    let percent = change.times(&Exact::from(100)).over(first, 0).unwrap_or(Exact::ZERO);
    let text = format!(
        "Each person in {entry} costs {} in rotation 1 and {} in rotation {last_rotation}: \
         {percent}% {}.",
        money(first),
        money(last),
        if holds { "less" } else { "more" },
    );
    Lesson { holds, head: head.to_owned(), text }
}

/// The same without costs: how many newcomers it takes.
fn lighter(outcome: &Outcome<'_>, entry: &str) -> Lesson {
    let entered = outcome.entered();
    let (Some(first), Some(last)) = (entered.first(), entered.last()) else {
        return Lesson {
            holds: false,
            head: "Later rotations do not get cheaper.".to_owned(),
            text: String::new(),
        };
    };
    let holds = last > first;
    let rotation = outcome.rotations.len();
    if !holds {
        let text =
            format!("No more people enter {entry} in rotation {rotation} than in rotation 1.");
        return Lesson { holds, head: "Later rotations do not get cheaper.".to_owned(), text };
    }
    let text = format!(
        "The same effort brings {} to {entry} in rotation 1 and {} in rotation {rotation}.",
        people(first),
        number(last),
    );
    Lesson { holds, head: "Each rotation is easier.".to_owned(), text }
}

/// What referrals gain, rotation by rotation.
fn more_effective(outcome: &Outcome<'_>) -> Lesson {
    let entry = outcome.stage_name(outcome.entry());
    let extra = outcome.extra(outcome.entry());
    let all = sum(extra.iter());
    let (first, last) = (extra.iter().position(|extra| !extra.is_zero()), extra.last());
    let (Some(first), Some(last)) = (first, last) else {
        let is_unknown = outcome.learned.as_ref().is_some_and(|it| it.no_brings.is_some())
            && outcome.simulation.brings.is_empty();
        let text = match is_unknown {
            true => {
                format!("It is not known who refers people to {entry}, so none are added here.")
            }
            false => format!("Nobody refers anyone to {entry}, so no rotation gains people."),
        };
        return Lesson { holds: false, head: "No rotation is more effective.".to_owned(), text };
    };
    let holds = extra.windows(2).all(|pair| pair[0] <= pair[1]) && extra.len() > 1;
    let head = if holds { "Each rotation is more effective." } else { "Referrals bring people." };
    let text = if first + 1 == extra.len() {
        format!("Referrals bring {} to {entry} in rotation {}.", more_people(last), first + 1)
    } else {
        format!(
            "Referrals bring {} to {entry} in rotation {}, and {} in rotation {}: \
             {} altogether.",
            more_people(&extra[first]),
            first + 1,
            number(last),
            extra.len(),
            number(&all),
        )
    };
    Lesson { holds, head: head.to_owned(), text }
}

fn rotations(outcome: &Outcome<'_>) -> String {
    match outcome.rotations.len() {
        1 => "1 rotation".to_owned(),
        many => format!("{many} rotations"),
    }
}

/// `1,234`, or `145.82` where there are fractions.
fn number(people: &Exact) -> String {
    people.grouped(if people.is_whole() { 0 } else { 2 })
}

/// `1 person`, `1,234 people`.
fn people(count: &Exact) -> String {
    let word = if *count == Exact::from(1) { "person" } else { "people" };
    format!("{} {word}", number(count))
}

/// `1 more person`, `1,234 more people`.
fn more_people(count: &Exact) -> String {
    let word = if *count == Exact::from(1) { "person" } else { "people" };
    format!("{} more {word}", number(count))
}

/// A text that begins with a capital and has a full stop at its end.
fn sentence(text: &str) -> String {
    let text = text.trim();
    let stop = if text.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase).into_iter().flatten();
    first.chain(letters).chain(stop.chars()).collect()
}
