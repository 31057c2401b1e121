//! What a value is, in words of other languages: `null`, `true`, `8 or more`, `empty`.

use super::super::Finding;
use super::super::lexicon::singular;
use super::Search;
use super::is_month;
use crate::syntax::words::Kind;
use crate::values::with_article;

impl Search<'_> {
    /// `NPS is 8 or more`, `tier is silver or higher`, which would pass for two conditions.
    pub(super) fn or_higher(&self, at: usize) -> Option<Finding> {
        let spot = &self.spot;
        let (mark, up) = match spot.text_at(at) {
            "more" | "higher" | "greater" | "above" | "up" | "better" => ("≥", true),
            "less" | "lower" | "fewer" | "below" | "under" => ("≤", false),
            _ => return None,
        };
        let is = at.checked_sub(3)?;
        let is = if spot.text_at(is) == "is" { is } else { is.checked_sub(1)? };
        let fits = spot.before(at, 1) == "or" && spot.text_at(is) == "is" && is > 0;
        if !fits || self.is_declared(spot.text_at(at)) || spot.text_at(at + 1) == "than" {
            return None;
        }
        let (value, name) = (spot.written(is + 1, at - 2), spot.text_at(is - 1));
        let fixed = if spot.kind(at - 2) == Some(Kind::Number) {
            format!("{mark} {value}")
        } else {
            format!("in ({})", spot.names.values_from(name, value, up)?.join(", "))
        };
        let title = format!("`{}` should be `{fixed}`", spot.written(is, at));
        let finding = Finding::new(spot.range(is, at), title, format!("write `{fixed}` here"));
        Some(finding.help(format!("write `{name} {fixed}`")).with(fixed))
    }

    /// `null`, `None`, `true` and `False` behind a comparison or as a default.
    pub(super) fn nothing_and_truth(&self, at: usize) -> Option<Finding> {
        let spot = &self.spot;
        let word = spot.word(at)?;
        let behind = |places| {
            matches!(spot.before(at, places), "is" | "IS" | "=" | "==" | "===" | "!=" | "<>")
        };
        let not = matches!(spot.before(at, 1), "not" | "NOT") && behind(2);
        let is = matches!(spot.before(at, if not { 2 } else { 1 }), "is" | "IS");
        let default = spot.before(at, 1) == "default";
        if matches!(word.text, "empty" | "blank")
            && let Some(finding) = self.no_events(at, not)
        {
            return Some(finding);
        }
        if !(behind(1) || not || default) {
            return None;
        }
        let with = match word.text {
            "null" | "NULL" | "Null" | "None" | "nil" | "undefined" if default => "",
            "null" | "NULL" | "Null" | "None" | "nil" | "undefined" => "missing",
            "empty" | "blank" | "unknown" | "unset" if is => "missing",
            "set" | "present" if is => "known",
            "on" if is && !word.first && spot.kind(at + 1) == Some(Kind::Word) => {
                // `today is on the 1st of February` is about a day.
                let next = spot.text_at(at + 1);
                (next != "the" && !is_month(next)).then_some("yes")?
            }
            "off" if is => "no",
            // `canceled is true` on a line of its own declares a field.
            _ if behind(1) && spot.declares(at) => return None,
            "true" | "True" | "TRUE" => "yes",
            "false" | "False" | "FALSE" => "no",
            _ => return None,
        };
        if self.is_declared(word.text) {
            return None;
        }
        if with.is_empty() {
            let title = "A field with no default value needs no `default`";
            let finding = Finding::new(spot.range(at - 1, at), title, "this is not needed");
            return Some(finding.help("remove `default`").with("").safe());
        }
        let unequal = matches!(spot.before(at, 1), "!=" | "≠");
        let loud = spot.before(at, if not { 2 } else { 1 }) == "IS";
        let (from, with) = match (not, with) {
            (false, "missing") if unequal => (at - 1, "is known"),
            (true, "missing") if loud => (at - 2, "is known"),
            (false, "missing") if loud => (at - 1, "is missing"),
            (true, "missing") => (at - 1, "known"),
            (true, "known") => (at - 1, "missing"),
            _ => (at, with),
        };
        let written = spot.written(from, at);
        let title = format!("`{written}` should be `{with}`");
        let finding = Finding::new(spot.range(from, at), title, format!("write `{with}` here"));
        let before = if default { "default " } else { "is " };
        let before = if with.starts_with("is ") { "" } else { before };
        // An empty text is missing, whatever the type; but of events, there may be none.
        let sure = !matches!(word.text, "empty" | "blank" | "set" | "present" | "on" | "off");
        Some(finding.help(format!("write `{before}{with}`")).with(with).safe_if(sure))
    }

    /// `purchases is empty`: there are none of them, which is not that they are missing.
    fn no_events(&self, at: usize, not: bool) -> Option<Finding> {
        let spot = &self.spot;
        let name = at.checked_sub(if not { 3 } else { 2 })?;
        let list = spot.names.list(spot.text_at(name)).filter(|list| !list.bare)?;
        let fixed = match not {
            true => with_article(&singular(list.name)),
            false => format!("no {}", list.name),
        };
        let title = format!("`{}` should be `{fixed}`", spot.written(name, at));
        let finding = Finding::new(spot.range(name, at), title, "count these events");
        Some(finding.help(format!("write `{fixed}`")).with(fixed))
    }
}
