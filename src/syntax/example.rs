//! Names out of the file at hand, for examples that a person can paste.

use super::habits::lexicon::singular;
use super::vocabulary::is_reserved;

/// A rule file to take names from.
pub(super) struct Examples<'t> {
    source: &'t str,
    /// Where the example is wanted.
    at: usize,
}

impl<'t> Examples<'t> {
    pub(super) fn new(source: &'t str, at: usize) -> Examples<'t> {
        Examples { source, at }
    }

    /// A stage other than the one at hand.
    pub(super) fn stage(&self) -> &'t str {
        let before = self.source.get(..self.at).unwrap_or_default();
        let own = declared(before, "stage ").last();
        let mut stages = declared(self.source, "stage ");
        stages.find(|stage| Some(*stage) != own).unwrap_or("Enthusiast")
    }

    /// What gives something: `give swag`, `send hello`.
    pub(super) fn giving(&self) -> String {
        for (kind, verb) in [
            ("reward ", "give"),
            ("message ", "send"),
            ("program ", "invite to"),
            ("alert ", "notify"),
        ] {
            if let Some(name) = declared(self.source, kind).next() {
                return format!("{verb} {name}");
            }
        }
        "send swag".to_owned()
    }

    /// What happens, counted: `3 purchases`.
    pub(super) fn counted(&self) -> String {
        let name = self.field(": events").unwrap_or("purchases");
        format!("3 {name}")
    }

    /// The last of some events: `last purchase`.
    pub(super) fn last_event(&self) -> String {
        format!("last {}", singular(self.field(": events").unwrap_or("purchases")))
    }

    /// A comparison: `NPS ≥ 9`.
    pub(super) fn compared(&self) -> String {
        let Some(name) = self.field(": number") else { return "NPS ≥ 9".to_owned() };
        let declared = self.source.split_once(": number").map_or("", |(_, after)| after);
        let mut words = declared.lines().next().unwrap_or_default().split_whitespace();
        let most = words.find(|word| *word == "to").and_then(|_| words.next()?.parse().ok());
        format!("{name} ≥ {}", most.map_or(9, |most: u32| most.min(9)))
    }

    /// The first field of a type.
    fn field(&self, kind: &str) -> Option<&'t str> {
        let at = self.source.find(kind)?;
        let name = self.source[..at].rsplit(|c: char| c.is_whitespace()).next()?;
        word(name).filter(|found| *found == name)
    }
}

/// The names that follow a word at the beginning of a line.
fn declared<'t>(source: &'t str, lead: &'t str) -> impl Iterator<Item = &'t str> {
    let places = source
        .match_indices(lead)
        .take(50)
        .filter(|(at, _)| source[..*at].chars().next_back().is_none_or(|before| before == '\n'));
    places.filter_map(|(at, lead)| word(&source[at + lead.len()..]))
}

/// The name that a text begins with.
fn word(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(' ');
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let name = &text[..end];
    (name.starts_with(char::is_alphabetic) && !is_reserved(name)).then_some(name)
}
