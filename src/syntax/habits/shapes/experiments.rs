//! Experiments under other names, and arms that are written in other ways.

use super::super::{Finding, Spot};
use super::shares::{Arms, Share};
use crate::problems::register;
use crate::syntax::vocabulary::is_reserved;
use crate::syntax::words::{Kind, Word};

/// What other tools call an experiment.
pub(in crate::syntax) const NAMES: &[&str] = &[
    "experiment",
    "experiments",
    "abtest",
    "ab_test",
    "split_test",
    "splittest",
    "split",
    "trial",
    "variant",
    "variants",
];

/// `ab_test discount (10% control, 90% ten_off)`, `experiment discount control, ten_off`.
pub(in crate::syntax::habits) fn experiment(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at)?;
    let name = spot.word(at + 1).filter(|name| matches!(name.kind, Kind::Word | Kind::Text))?;
    let named = word.first && NAMES.contains(&word.text.to_lowercase().as_str());
    if !named || name.first {
        return None;
    }
    let arms = Arms::read(spot, at + 2);
    if is_reserved(name.text) {
        return arms.all.iter().any(|arm| !arm.silent).then(|| reserved(name));
    }
    if spot.kind(at + 2) == Some(Kind::Text) {
        return None;
    }
    if let Some(finding) = of_gifts(spot, &arms) {
        return Some(finding);
    }
    let declared = name.text.trim_matches('"').replace([' ', '-'], "_");
    if arms.all.is_empty() {
        let title = format!("The experiment `{declared}` has no arms");
        let help = format!("for example, write `experiment {declared} control 50%, new 50%`");
        let label = "who gets what?";
        let alone = arms.last < at + 2 && word.text == "experiment";
        return alone.then(|| Finding::new(name.range(), title, label).help(help));
    }
    let Some(percents) = arms.percents() else { return no_room(spot, &arms, &declared) };
    let each = arms.all.iter().zip(&percents).map(|(arm, share)| format!("{} {share}%", arm.name));
    let with = format!("experiment {declared} {}", each.collect::<Vec<String>>().join(", "));
    let written = spot.written(at, arms.last);
    if written.split_whitespace().eq(with.split_whitespace()) {
        return None;
    }
    let odd =
        arms.all.iter().zip(&percents).find(|(arm, _)| !matches!(arm.share, Share::Percent(_)));
    let finding = match odd {
        Some((arm, share)) => {
            let title = match arm.silent {
                true => format!("How many customers are in the arm `{}`?", arm.name),
                false => format!("The share of the arm `{}` is a percentage: `{share}%`", arm.name),
            };
            let label = match arm.silent {
                true => "each arm needs its share, such as `50%`",
                false => "write this as a percentage",
            };
            Finding::new(spot.range(arm.at.0, arm.at.1), title, label)
        }
        None if name.kind == Kind::Text => {
            let title = format!("The name of an experiment is one word: `{declared}`");
            Finding::new(name.range(), title, "this is a name, not a text")
        }
        None => {
            let title = "An experiment is its name, and then each arm with its share";
            Finding::new(spot.range(at, arms.last), title, "written in another way")
        }
    };
    Some(finding.help(format!("write `{with}`")).with_at(spot.range(at, arms.last), with))
}

/// `experiment offer a 60%, b 60%, control`: nothing is left for an arm.
fn no_room(spot: &Spot<'_>, arms: &Arms<'_>, declared: &str) -> Option<Finding> {
    let arm = arms.all.iter().find(|arm| arm.share == Share::Rest)?;
    let title = format!("Nothing is left for the arm `{}` of `{declared}`", arm.name);
    let label = "the others add up to 100% or more";
    let finding = Finding::new(spot.range(arm.at.0, arm.at.1), title, label);
    Some(finding.help("make the other arms smaller, so that all of them add up to 100%"))
}

/// `experiment offer control 50%, ten_off 50%`: no name.
fn reserved(name: &Word<'_>) -> Finding {
    let title = format!("`{}` is a word of the language, so it cannot be a name", name.text);
    let help = format!("choose another name, for example `my_{}`", name.text);
    Finding::new(name.range(), title, "a name is needed here").code(register::SYNTAX).help(help)
}

/// `experiment free_gift control 50%, mug 50%, once`: how often belongs to the gift.
fn of_gifts(spot: &Spot<'_>, arms: &Arms<'_>) -> Option<Finding> {
    let comma = arms.last + 1;
    let at = comma + usize::from(spot.text_at(comma) == ",");
    if arms.all.is_empty() || !OF_GIFTS.contains(&spot.text_at(at)) {
        return None;
    }
    let end = spot.line_end(at);
    let written = spot.written(at, end);
    let title = format!("`{written}` belongs to a gift, not to an experiment");
    let finding = Finding::new(spot.range(at, end), title, "an experiment has arms and `aims for`");
    let help = format!("remove `{written}` here, and write it where the gift is declared");
    Some(finding.help(help).with_at(spot.range(comma, end), ""))
}

/// The words that begin what is said of a gift.
pub(super) const OF_GIFTS: &[&str] = &[
    "once", "every", "costs", "worth", "holdout", "budget", "fades", "only", "at", "to", "as",
    "formerly",
];
