//! Suggestions for unknown names: the one that was probably meant, or those that exist.

use super::look_alike;
use crate::problems::{Fix, Problem};

/// The name that was probably meant: one that differs by case only, or by few letters.
pub(super) fn closest<'a>(
    wrong: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let lower = wrong.to_lowercase();
    let length = lower.chars().count();
    // Of one or two letters, each one counts.
    let limit = wrong.chars().count() / 3;
    let looks = !wrong.is_ascii();
    let letters = Letters::of(&lower);
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        let alike = || looks && look_alike::unseen(wrong, name).is_some();
        let count = if name.is_ascii() { name.len() } else { name.to_lowercase().chars().count() };
        let far = count.abs_diff(length) > limit || letters.differ_more(name, 2 * limit);
        // Comparing letter by letter takes much longer than counting them.
        if far && !alike() {
            continue;
        }
        let other = name.to_lowercase();
        let distance = match other == lower || alike() {
            true => 0,
            false => strsim::damerau_levenshtein(&lower, &other),
        };
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// How often each letter is in a name, in any case. Every slip changes two of these counts at most.
struct Letters([u8; 64]);

impl Letters {
    fn of(name: &str) -> Letters {
        let mut counts = [0u8; 64];
        let mut count = |letter: usize| counts[letter % 64] = counts[letter % 64].saturating_add(1);
        match name.is_ascii() {
            true => name.bytes().for_each(|byte| count(byte.to_ascii_lowercase().into())),
            false => name.to_lowercase().chars().for_each(|letter| count(letter as usize)),
        }
        Letters(counts)
    }

    fn differ_more(&self, name: &str, than: usize) -> bool {
        let other = Letters::of(name);
        let pairs = self.0.iter().zip(other.0);
        pairs.map(|(one, other)| usize::from(one.abs_diff(other))).sum::<usize>() > than
    }
}

/// A problem with a name and the one that was probably meant.
pub(super) fn meant(problem: Problem, close: &str) -> Problem {
    let fix = Fix::likely(problem.at.span, close);
    // The title of such a problem holds the name as it was written.
    let written = problem.title.split('`').nth(1).unwrap_or_default();
    let help = look_alike::unseen(written, close);
    problem.help(help.unwrap_or_else(|| format!("did you mean `{close}`?"))).fix(fix)
}

/// A problem with the name that was probably meant, else with other words.
pub(super) fn meant_or(
    problem: Problem,
    close: Option<&str>,
    else_help: impl Into<String>,
) -> Problem {
    match close {
        Some(close) => meant(problem, close),
        None => problem.help(else_help),
    }
}

/// A problem with an unknown name: the close one, else what exists.
pub(super) fn advise<'a>(
    problem: Problem,
    wrong: &str,
    kind: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Problem {
    let names: Vec<&str> = names.into_iter().collect();
    match closest(wrong, names.iter().copied()) {
        Some(close) => meant(problem, close),
        None => problem.help(known(kind, &names)),
    }
}

/// What to say of an unknown name: the close one, else what exists, of the right kind and not
/// too many.
pub(super) fn help<'a>(
    wrong: &str,
    kind: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    match closest(wrong, names.iter().copied()) {
        Some(close) => format!("did you mean `{close}`?"),
        None => known(kind, &names),
    }
}

/// The names that exist, and not too many.
pub(super) fn known(kind: &str, names: &[&str]) -> String {
    if names.is_empty() {
        return format!("this file declares no {kind} yet");
    }
    let shown: Vec<String> = names.iter().take(8).map(|name| format!("`{name}`")).collect();
    let more = match names.len() - shown.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("known {kind}: {}{more}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_closely_only_at_what_has_nearly_the_same_letters() {
        let letters = |one: &str, other: &str, than| Letters::of(one).differ_more(other, than);
        assert!(!letters("enthusiast", "Enthusiats", 0));
        assert!(!letters("οδος", "ΟΔΟΣ", 0));
        assert!(letters("field_17", "field_24", 2));
        assert!(!letters("field_17", "field_24", 4));
    }

    #[test]
    fn suggests_only_what_is_close() {
        let names = ["Engaged", "Enthusiast", "Advocate"];
        assert_eq!(closest("Enthusiats", names), Some("Enthusiast"));
        assert_eq!(closest("engaged", names), Some("Engaged"));
        assert_eq!(closest("Lapsed", names), None);
        assert_eq!(
            help("Lapsed", "stages", names),
            "known stages: `Engaged`, `Enthusiast`, `Advocate`"
        );
    }
}
