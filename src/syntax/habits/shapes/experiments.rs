//! Experiments under other names, and arms that are written in other ways.

use super::super::{Finding, Spot};
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
pub(super) fn experiment(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at)?;
    let name = spot.word(at + 1).filter(|name| matches!(name.kind, Kind::Word | Kind::Text))?;
    let named = word.first && NAMES.contains(&word.text.to_lowercase().as_str());
    if !named || name.first {
        return None;
    }
    let arms = Arms::read(spot, at + 2);
    if is_reserved(name.text) {
        return arms.names.iter().any(|(_, share)| share.is_some()).then(|| reserved(name));
    }
    if let Some(finding) = of_gifts(spot, &arms) {
        return Some(finding);
    }
    let declared = name.text.trim_matches('"').replace([' ', '-'], "_");
    if arms.names.is_empty() {
        let title = format!("The experiment `{declared}` has no arms");
        let help = format!("for example, write `experiment {declared} control 50%, new 50%`");
        let label = "who gets what?";
        let alone = arms.last < at + 2 && word.text == "experiment";
        return alone.then(|| Finding::new(name.range(), title, label).help(help));
    }
    // Arms without shares have equal ones.
    let equal = 100 / arms.names.len();
    let each = arms.names.iter().map(|(arm, share)| match share {
        Some(share) => format!("{arm} {share}%"),
        None => format!("{arm} {equal}%"),
    });
    let with = format!("experiment {declared} {}", each.collect::<Vec<String>>().join(", "));
    let written = spot.written(at, arms.last);
    if written.split_whitespace().eq(with.split_whitespace()) {
        return None;
    }
    let (title, label) = match arms.names.iter().find(|(_, share)| share.is_none()) {
        Some((arm, _)) => (
            format!("How many customers are in the arm `{arm}`?"),
            "each arm needs its share, such as `50%`",
        ),
        None => (
            "An experiment is its name, and then each arm with its share".to_owned(),
            "written in another way",
        ),
    };
    let finding = Finding::new(spot.range(at, arms.last), title, label);
    Some(finding.help(format!("write `{with}`")).with(with))
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
    if arms.names.is_empty() || !OF_GIFTS.contains(&spot.text_at(at)) {
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
const OF_GIFTS: &[&str] = &[
    "once", "every", "costs", "worth", "holdout", "budget", "fades", "only", "at", "to", "as",
    "formerly",
];

/// Arms, each with its share if it has one, and the last word of them.
struct Arms<'t> {
    names: Vec<(&'t str, Option<&'t str>)>,
    last: usize,
}

impl<'t> Arms<'t> {
    fn read(spot: &Spot<'t>, from: usize) -> Arms<'t> {
        let mut arms = Arms { names: Vec::new(), last: from.saturating_sub(1) };
        let mut share = None;
        for at in from..spot.words.len() {
            let word = &spot.words[at];
            let text = word.text;
            let free = word.kind == Kind::Word && !is_reserved(text);
            let number = word.kind == Kind::Number
                && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            // The next line may be another declaration.
            let ends = word.first && free && !is_arm(spot, at)
                || matches!(text, "aims" | "for" | "of")
                || OF_GIFTS.contains(&text);
            if ends {
                break;
            } else if number {
                match arms.names.last_mut() {
                    Some((_, of)) if of.is_none() => *of = Some(text),
                    Some(_) | None => share = Some(text),
                }
            } else if !BETWEEN.contains(&text) {
                if !free {
                    break;
                }
                arms.names.push((text, share.take()));
            }
            arms.last = at;
        }
        // The comma before what the experiment aims for is not part of the arms.
        while arms.last >= from && spot.text_at(arms.last) == "," {
            arms.last -= 1;
        }
        arms
    }
}

/// What may be between arms and shares.
const BETWEEN: &[&str] =
    &["and", "arm", "arms", "with", "variant", "(", ")", ",", ":", "=", "%", ";"];

/// Whether a line goes on with an arm: its share is near.
fn is_arm(spot: &Spot<'_>, at: usize) -> bool {
    (at + 1..at + 4).any(|near| spot.text_at(near) == "%") || spot.before(at, 1) == ","
}
