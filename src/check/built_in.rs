//! Words that mean something without being declared, and so cannot be names of everything.

use super::limit::KINDS;
use super::names::Meaning;

/// What a word means without being declared. A field may have such a name: the data chose it.
pub(super) fn already(name: &str, meaning: Meaning) -> Option<String> {
    let built_in = match meaning {
        Meaning::Let(_)
        | Meaning::Score(_)
        | Meaning::Experiment(_)
        | Meaning::Group(_)
        | Meaning::Gift(_) => match name {
            "today" => Some("the day that is asked about"),
            "now" => Some("the moment that is asked about"),
            "stage_since" => Some("when the customer entered the stage"),
            "tags" => Some("the tags of the customer"),
            _ => None,
        },
        Meaning::Field(_) | Meaning::List(_) | Meaning::Stage(_) | Meaning::Broken => None,
    };
    let is_kind = matches!(meaning, Meaning::Gift(_) | Meaning::Group(_))
        && KINDS.iter().any(|(kind, _)| *kind == name);
    built_in.map(str::to_owned).or_else(|| is_kind.then(|| format!("all {name}")))
}
