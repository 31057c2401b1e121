//! Words that the file does not declare, next to those that it does: `a failed payment`,
//! `customer cancels`, `opted in`.

use crate::problems::register;
use crate::syntax::habits::lexicon::singular;
use crate::syntax::habits::{Finding, Spot, numbers};
use crate::syntax::vocabulary::{self, ACTIONS};
use crate::syntax::words::Kind;
use crate::values::time::month_of;
use crate::values::with_article;

/// `a failed payment`, `2 late purchases`: an adjective that the file does not know.
pub(in super::super) fn unknown_adjective(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = at.checked_sub(1).filter(|word| spot.is_name(*word))?;
    let lead = word.checked_sub(1)?;
    let counts = spot.kind(lead) == Some(Kind::Number)
        || matches!(spot.text_at(lead), "a" | "an" | "no" | "without");
    let (adjective, noun) = (spot.text_at(word), spot.text_at(at));
    let length = numbers::is_unit(adjective) || numbers::is_unit(noun) || month_of(noun).is_some();
    let small = ["times", "time", "of", "the", "or", "more", "ago", "later", "for", "to", "as"];
    let verbs = [
        "has", "have", "had", "is", "are", "was", "were", "they", "who", "that", "which", "not",
        "never", "does", "did", "will", "we", "he", "she", "it", "you",
    ];
    let small = |word: &str| {
        small.contains(&word)
            || verbs.contains(&word)
            || vocabulary::all().any(|other| other == word)
    };
    if small(adjective) || (small(noun) && spot.names.list(noun).is_none()) {
        return None;
    }
    if at != spot.at || !counts || !spot.is_name(at) || length || spot.names.has(adjective) {
        return None;
    }
    let number = spot.text_at(lead);
    let finding = |title: String| Finding::new(spot.range(lead, at), title, "not declared");
    if let Some(list) = spot.names.list(noun).filter(|list| !list.bare) {
        let text = list.attributes.iter().find(|(_, kind)| matches!(*kind, "one" | "text"));
        let of = with_article(&singular(noun));
        let one = if matches!(number, "a" | "an") { of } else { format!("{number} {noun}") };
        let help = match text {
            Some((name, "text")) => format!(
                "say which ones with `where`, such as `{one} where {name} is \"{adjective}\"`"
            ),
            Some((name, _)) => {
                format!("say which ones with `where`, such as `{one} where {name} is ...`")
            }
            None => format!(
                "give them a value to ask for: `{}: events with kind text`, then write `{one} where kind is \"{adjective}\"`",
                list.name
            ),
        };
        let title = format!("Nothing says which of the `{}` are `{adjective}`", list.name);
        return Some(finding(title).code(register::UNKNOWN_NAME).help(help));
    }
    if spot.names.has(noun) {
        return None;
    }
    let plural = if noun.ends_with('s') { noun.to_owned() } else { format!("{noun}s") };
    let name = format!("{adjective}_{plural}");
    let one = match number {
        "a" | "an" => with_article(&format!("{adjective}_{}", singular(&plural))),
        _ => format!("{number} {name}"),
    };
    let title = format!("No events are called `{adjective} {noun}`");
    let help = format!("declare them under `customer`, `{name}: events`, and write `{one}`");
    Some(finding(title).code(register::UNKNOWN_EVENT).help(help))
}

/// `customer cancels`, `trial ends`: rules see records, and not what happens.
pub(in super::super) fn doing(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let subject = at.checked_sub(1)?;
    let begins = matches!(spot.before(subject, 1), "when" | "after" | "if" | "and" | "or");
    let ends = spot.word(at + 1).is_none_or(|next| next.first || ACTIONS.contains(&next.text));
    let (word, verb) = (spot.text_at(subject), spot.text_at(at));
    if !begins || !ends || spot.kind(at) != Some(Kind::Word) || spot.names.has(verb) {
        return None;
    }
    let range = spot.range(subject, at);
    if matches!(verb, "ends" | "starts" | "expires" | "begins" | "renews" | "is_due") {
        let date = spot.names.fields.iter().find(|(name, kind)| {
            *kind == "date" && name.to_lowercase().starts_with(&word.to_lowercase())
        });
        let title = format!("`{} {verb}` is not a condition", word);
        let finding = Finding::new(range, title, "compare a date with today");
        return Some(match date {
            Some((name, _)) => {
                let fixed = format!("today is {name}");
                finding.help(format!("write `{fixed}`")).with(fixed)
            }
            None => {
                let name = format!("{word}_{verb}");
                let help = format!(
                    "declare the date under `customer`, `{name}: date`, and write `today is {name}`"
                );
                finding.code(register::UNKNOWN_NAME).help(help)
            }
        });
    }
    let who = ["customer", "user", "contact", "member", "client", "someone", "anyone", "they"];
    let verb = verb.strip_suffix('s').filter(|_| who.contains(&word) && !spot.names.has(word))?;
    let noun = match verb {
        "cancel" => "cancellations".to_owned(),
        "return" => "returns".to_owned(),
        "subscribe" => "subscriptions".to_owned(),
        "unsubscribe" => "unsubscribes".to_owned(),
        "click" | "open" | "visit" | "order" | "review" | "login" | "signup" => format!("{verb}s"),
        other => format!("{}s", other.trim_end_matches('e')),
    };
    let one = with_article(&singular(&noun));
    let title = format!("Nothing in the file says that a customer {verb}s");
    let finding = Finding::new(range, title, "not declared");
    let help =
        format!("declare events for it under `customer`, `{noun}: events`, and write `{one}`");
    Some(finding.code(register::UNKNOWN_EVENT).help(help))
}

/// `opted in send winback`: a name of two words in a condition.
pub(in super::super) fn spaced_name(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let first = at.checked_sub(1).filter(|first| spot.is_name(*first))?;
    let particle = matches!(spot.text_at(at), "in" | "out" | "up" | "off");
    let ends = spot.word(at + 1).is_none_or(|next| {
        next.first || matches!(next.text, "and" | "or") || ACTIONS.contains(&next.text)
    });
    let lead =
        matches!(spot.before(first, 1), "when" | "after" | "and" | "or" | "not" | "if" | "is");
    if !particle || !ends || !lead {
        return None;
    }
    let name = format!("{}_{}", spot.text_at(first), spot.text_at(at));
    let written = spot.written(first, at);
    let title = format!("A name is one word: `{name}`");
    let finding = Finding::new(spot.range(first, at), title, "join the words with `_`");
    Some(match spot.names.has(&name) {
        true => finding.code(register::SYNTAX).help(format!("write `{name}`")).with(name),
        false => {
            let help = format!(
                "declare it under `customer`, `{name}: yes/no from \"{written}\"`, and write `{name}`"
            );
            finding.code(register::UNKNOWN_NAME).help(help)
        }
    })
}
