//! What fits in a test.

use super::scope::{Form, Scope};
use super::{CompletionKind as Kind, Proposal, words};

/// Why a test can expect that something is withheld.
const REASONS: [&str; 6] = ["pause", "repeat", "unknown", "limit", "holdout", "budget"];

impl Scope<'_> {
    pub(super) fn in_test(self) -> Vec<Proposal> {
        let before = self.before;
        let line = before.last_of(&["given", "expect", "later", "on", "test"]);
        match line {
            Some("expect") => self.expected(),
            Some("given") => self.given(),
            // `3 purchases on 2026-01-31` is of a line, too.
            Some("on") if before.word(0) == "on" => vec![words::day()],
            Some("on") => self.given(),
            Some("later") if before.word(0) == "later" => words::lengths(),
            Some("later") => words::units(before),
            Some(_) | None => Vec::new(),
        }
    }

    fn expected(self) -> Vec<Proposal> {
        let before = self.before;
        match (before.word(1), before.word(0)) {
            ("expect", "only") | (_, "expect" | ";") => words::outcomes(),
            (_, "withhold") => self.all_gifts(),
            (_, "owed") => self.kept(),
            ("withhold", _) => words::keywords(&["because"]),
            (_, "because") => words::keywords(&REASONS),
            ("expect" | "only" | ";", "no") => words::keywords(&["move"]),
            _ => self.in_action().unwrap_or_else(|| {
                let number = before.after_number();
                if number { words::keywords(&["times"]) } else { Vec::new() }
            }),
        }
    }

    /// What is so of the customer of a test.
    fn given(self) -> Vec<Proposal> {
        let before = self.before;
        let word = before.word(0);
        let of_event = self.follows_with();
        match (before.word(1), word) {
            (_, "given") => self.facts(),
            (_, ",") if of_event => [self.facts(), self.said_of_events()].concat(),
            (_, ",") => self.facts(),
            (_, "stage") => self.stages(),
            ("stage", _) => words::keywords(&["for"]),
            (_, "owed") => self.kept(),
            (_, "a" | "an") => self.events(Form::One),
            (_, "no") => self.events(Form::Several),
            (_, "with") => self.said_of_events(),
            (_, "and") if of_event => self.said_of_events(),
            (_, "for") => words::lengths(),
            _ if before.after_number() => {
                let form = if word == "1" { Form::One } else { Form::Several };
                let name = before.word(1);
                let is_named = self.type_of(name).is_some() || self.is_events(name);
                match is_named || name == "for" {
                    true if of_event => {
                        [words::units(before), words::keywords(&["on", "and"])].concat()
                    }
                    true => words::units(before),
                    false => self.events(form),
                }
            }
            _ if before.after_length() => words::keywords(&["ago"]),
            _ => self.after_name(),
        }
    }

    /// Whether a `with` is earlier among the facts.
    fn follows_with(self) -> bool {
        self.before.last_of(&["with", "given"]) == Some("with")
    }

    /// What the events that were named last have, and what else can follow them.
    fn said_of_events(self) -> Vec<Proposal> {
        let mut words = self.before.block_words().skip_while(|word| *word != "with");
        let events = words.nth(1).unwrap_or_default();
        let mut all = self.attributes_of(events);
        all.retain(|it| it.label != "at");
        if self.list(events).is_some_and(|list| list.key.is_some()) {
            all.push(words::snippet("key", "key \"$1\""));
        }
        all
    }

    /// What comes after a name: its value, or what else is known of the events.
    fn after_name(self) -> Vec<Proposal> {
        let name = self.before.word(0);
        let events = self.before.block_words().skip_while(|word| *word != "with").nth(1);
        let of_events = events.filter(|_| self.follows_with()).and_then(|it| self.list(it));
        let of_events =
            of_events.and_then(|list| list.attributes.iter().find(|it| it.name == name));
        let ty = of_events.map(|it| it.ty).or_else(|| self.type_of(name));
        let ago = words::snippet("days ago", "${1:30} days ago");
        match ty {
            Some(ty) if ty.is_date() => {
                vec![words::day(), ago, words::snippet("on", "on ${1:2026-01-31}")]
            }
            Some(ty) => self.values_of(ty),
            None if self.is_events(name) => vec![
                words::snippet("with", "with "),
                ago,
                words::snippet("on", "on ${1:2026-01-31}"),
                Proposal::new("for", Kind::Keyword),
            ],
            None => [
                vec![ago, words::snippet("on", "on ${1:2026-01-31}")],
                words::keywords(&["with", "and"]),
            ]
            .concat(),
        }
    }

    /// What a test can say of its customer.
    fn facts(self) -> Vec<Proposal> {
        let mut all = vec![
            words::snippet("stage", "stage "),
            words::snippet("tagged", "tagged \"$1\""),
            words::snippet("owed", "owed "),
        ];
        let model = self.model();
        let fields = model.fields.iter();
        all.extend(fields.map(|it| Proposal::new(&it.name, Kind::Field).detail(it.ty.words())));
        all.extend(self.experiments());
        all.extend(self.events(Form::One));
        all.push(words::snippet("no", "no "));
        all.extend(words::keywords(&["id", "stage_since"]));
        all
    }
}
