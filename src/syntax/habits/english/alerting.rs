//! What should happen, only named or told to somebody: `-> Fan`, `alert the shop lead`.

use super::action::{Deed, right_verb};
use super::sentence::Sentence;
use crate::syntax::habits::lexicon::Gift;

impl Sentence<'_> {
    /// `-> Fan`, `: mug`: what should happen is only named.
    pub(super) fn named_alone(&mut self) -> Option<Deed> {
        let stages = &self.names.stages;
        let stage = stages.iter().find(|stage| stage.eq_ignore_ascii_case(self.text(0)));
        let gift = self.names.gift(self.text(0)).map(|gift| (gift.kind, gift.name));
        let start = self.at;
        self.at += 1;
        let (text, gift, moves) = match (stage, gift) {
            (Some(stage), _) => (format!("move to {stage}"), None, true),
            (None, Some((kind, name))) => {
                (format!("{} {name}", right_verb("give", kind)), Some(name.to_owned()), false)
            }
            (None, None) => return None,
        };
        self.ends().then_some(())?;
        self.changed(start, &text);
        Some(Deed { text, declare: None, gift, moves })
    }

    /// `alert the shop lead`, `tell sales`: the only alert there is, or the one to them.
    pub(super) fn alerting(&mut self) -> Option<Deed> {
        let start = self.at;
        self.eat_any(&["alert", "tell", "inform", "ping", "warn", "page", "notify", "call"])
            .then_some(())?;
        let _ = self.eat_any(&["them", "the", "our", "a", "them back", "up"]);
        let alerts: Vec<_> = self.names.gifts.iter().filter(|gift| gift.kind == "alert").collect();
        let from = self.at;
        let ends = |low: &str| {
            matches!(low, "" | "." | "!" | "when" | "if" | "once" | "after" | "whenever" | ",")
        };
        while !ends(self.low(0)) {
            self.at += 1;
        }
        (self.at <= from + 3).then_some(())?;
        let whom = self.toks[from..self.at]
            .iter()
            .map(|tok| tok.low.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        let is_to = |alert: &&&Gift<'_>| {
            let to = alert.rest.iter().map(|word| word.text.trim_matches('"').to_lowercase());
            !whom.is_empty() && to.into_iter().any(|text| text == whom)
        };
        let called = |alert: &&&Gift<'_>| alert.name == self.low_at(start);
        let alert = match (alerts.iter().find(is_to), alerts.iter().find(called)) {
            (Some(alert), _) => alert,
            (None, Some(alert)) if whom.is_empty() => alert,
            _ => return None,
        };
        let text = format!("notify {}", alert.name);
        let gift = Some(alert.name.to_owned());
        self.changed(start, &text);
        Some(Deed { text, declare: None, gift, moves: false })
    }
}
