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
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        let other = name.to_lowercase();
        let distance = if other == lower || look_alike::unseen(wrong, name).is_some() {
            0
        } else if other.chars().count().abs_diff(length) > limit {
            // Comparing letter by letter takes much longer than counting them.
            continue;
        } else {
            strsim::damerau_levenshtein(&lower, &other)
        };
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
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
    meant_or(problem, closest(wrong, names.iter().copied()), help(wrong, kind, names.clone()))
}

/// What to say of an unknown name: the close one, else what exists, of the right kind and not
/// too many.
pub(super) fn help<'a>(
    wrong: &str,
    kind: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    if let Some(close) = closest(wrong, names.iter().copied()) {
        return format!("did you mean `{close}`?");
    }
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
