//! What gifts and experiments achieved, in words.

use super::said::{self, day, full, tenths};
use super::{Reported, Section, Subject, Table};
use crate::output::words::number;
use crate::report::statistics::Difference;
use crate::report::{
    Comparison, Counted, ExperimentResult, FEWEST, GiftResult, Group, Results, Verdict,
};

pub(super) fn section(reported: Reported<'_>) -> Option<Section> {
    let results = &reported.figures.results;
    let mut said = Vec::new();
    let mut tables: Vec<Table> = Vec::new();
    if results.gifts.is_empty() && results.experiments.is_empty() {
        return None;
    }
    for gift in &results.gifts {
        if gift.meant.people + gift.holdout.people > 0 {
            tables.push(gift_table(reported, gift));
        }
    }
    for experiment in &results.experiments {
        if experiment.arms.iter().any(|arm| arm.people > 0) {
            tables.push(experiment_table(reported, experiment));
        }
    }
    said.push(
        "Each customer counts once, by the first time that the gift was given or would have been, if that was in the \
         period and its time is over."
            .to_owned(),
    );
    let given = |gift: &GiftResult| gift.meant.people + gift.holdout.people > 0;
    if reported.is_replay && !results.gifts.is_empty() && !results.gifts.iter().any(given) {
        said.push("A replay sends nothing, so nothing can be said of gifts.".to_owned());
    } else {
        said.extend(results.gifts.iter().map(|gift| gift_words(reported, gift)));
    }
    for experiment in &results.experiments {
        said.extend(experiment_words(reported, experiment));
    }
    said.extend(by_chance(results));
    Some(Section { subject: Subject::Results, title: "What gifts did".to_owned(), said, tables })
}

/// What is certain of a gift, or looks as if something went wrong.
pub(super) fn in_short(reported: Reported<'_>) -> Vec<String> {
    let gifts = &reported.figures.results.gifts;
    let clear = |gift: &&GiftResult| match gift.comparison.verdict() {
        Some(Verdict::MoreThanChance(_) | Verdict::NotToBeTrusted) => true,
        Some(Verdict::NotAsked | Verdict::NotYet(_) | Verdict::MaybeChance(_)) | None => false,
    };
    gifts.iter().filter(clear).map(|gift| gift_words(reported, gift)).collect()
}

/// Whoever compares enough finds something.
fn by_chance(results: &Results) -> Option<String> {
    match results.compared() {
        0 | 1 => None,
        compared => Some(format!(
            "{} are compared here. Of 20 that do nothing, one looks as if it did something.",
            number(compared as u64)
        )),
    }
}

fn gift_words(reported: Reported<'_>, gift: &GiftResult) -> String {
    let name = &reported.asked.gifts[gift.gift].name;
    let mut words = format!("{name}: {}", comparison_words(&gift.comparison, gift.meant));
    if let Some(each) = &gift.cost_each {
        words.push_str(&format!(
            " Each of these results cost {}.",
            reported.currency.write_rounded(each)
        ));
    }
    words
}

fn experiment_words(reported: Reported<'_>, result: &ExperimentResult) -> Vec<String> {
    let asked = &reported.asked.experiments[result.experiment];
    let arms = asked.arms.iter().zip(&result.arms).zip(&result.comparisons);
    let changed = asked.since.map(|since| {
        let name = &asked.name;
        let since = day(since);
        format!("The shares of {name} were changed. Only customers who came into it since {since} count.")
    });
    let words = arms.filter_map(|(((arm, _), group), comparison)| {
        let words = comparison_words(comparison.as_ref()?, *group);
        Some(format!("{arm} in {}: {words}", asked.name))
    });
    changed.into_iter().chain(words).collect()
}

fn comparison_words(comparison: &Comparison, group: Group) -> String {
    match comparison {
        Comparison::NoControl => {
            "cannot say, because there is no control group to compare with.".to_owned()
        }
        Comparison::NoAim => "cannot say, because it does not say what it aims for.".to_owned(),
        Comparison::TooFew if group.people == 0 => {
            "cannot say, because nobody was given it in the period.".to_owned()
        }
        Comparison::TooFew if group.unknown >= group.people => {
            "cannot say, because nothing here says whether it worked. The records of customers do."
                .to_owned()
        }
        Comparison::TooFew => format!(
            "cannot say yet: it takes {FEWEST} people in each group of whom it is known whether it worked."
        ),
        Comparison::Compared { difference, extra, split, verdict } => {
            let words = difference_words(*difference, *extra, group.results.of);
            match verdict {
                Verdict::NotToBeTrusted => format!(
                    "not to be trusted, because people are not split between the groups as the rules say. \
                     Chance alone does that {}.",
                    split.map_or("never".to_owned(), rarely)
                ),
                Verdict::NotAsked => words,
                Verdict::NotYet(judged) => format!("{words} It is judged on {}.", day(*judged)),
                Verdict::MoreThanChance(judged) => {
                    format!(
                        "{words} Judged by what was known on {}, it is more than chance.",
                        day(*judged)
                    )
                }
                Verdict::MaybeChance(judged) => {
                    format!(
                        "{words} Judged by what was known on {}, it may be chance.",
                        day(*judged)
                    )
                }
            }
        }
    }
}

/// `once in 1,000 times or less`.
fn rarely(chance: f64) -> String {
    match (1.0 / chance).floor() {
        times if times < 1e6 => format!("once in {} times", number(times as u64)),
        _ => "less than once in a million times".to_owned(),
    }
}

fn difference_words(difference: Difference, extra: f64, people: u64) -> String {
    let Difference { value, interval } = difference;
    let of = people as f64;
    let (sign, more) = if extra < 0.0 { (-1.0, "fewer") } else { (1.0, "more") };
    let (low, high) = (interval.low * of * sign, interval.high * of * sign);
    format!(
        "the difference is {} percentage points, likely {} to {}: about {} results {more}, likely {} to {}.",
        tenths(value),
        tenths(interval.low),
        tenths(interval.high),
        said::people(extra * sign),
        said::people(low.min(high)),
        said::people(low.max(high))
    )
}

fn gift_table(reported: Reported<'_>, gift: &GiftResult) -> Table {
    let name = &reported.asked.gifts[gift.gift].name;
    let mut table = table(name.clone());
    table.rows.push(row("meant to get it", gift.meant));
    table.rows.push(row("control group", gift.holdout));
    if gift.short > 0 {
        let short = number(gift.short);
        table.title.push_str(&format!(" (the budget fell short for {short} of those)"));
    }
    table
}

fn experiment_table(reported: Reported<'_>, result: &ExperimentResult) -> Table {
    let asked = &reported.asked.experiments[result.experiment];
    let mut table = table(asked.name.clone());
    table.rows =
        asked.arms.iter().zip(&result.arms).map(|((arm, _), group)| row(arm, *group)).collect();
    table
}

fn table(title: String) -> Table {
    let head = ["group", "people", "did what it aims for", "time not over", "not known"];
    Table { title, ..Table::new(&head, &[1, 3, 4]) }
}

fn row(name: &str, group: Group) -> Vec<String> {
    let results =
        if group.results.of == 0 { String::new() } else { full(Counted::plain(group.results)) };
    let count = |count: u64| if count == 0 { String::new() } else { number(count) };
    vec![name.to_owned(), number(group.people), results, count(group.waiting), count(group.unknown)]
}
