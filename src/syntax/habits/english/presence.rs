//! Whether something is known, or was done at all.

use super::sentence::Sentence;
use crate::syntax::habits::lexicon::singular;
use crate::values::with_article;

/// Said after a name that is known, and after one that is not.
const KNOWN: &[&str] = &[
    "is set",
    "is filled in",
    "is filled",
    "exists",
    "exist",
    "is present",
    "is available",
    "is given",
];
const MISSING: &[&str] = &[
    "is not set",
    "isn't set",
    "is not known",
    "isn't known",
    "not known",
    "not set",
    "is not filled in",
    "does not exist",
    "doesn't exist",
    "do not exist",
    "don't exist",
    "is not present",
    "is absent",
    "is unknown",
    "unknown",
    "is missing",
    "missing",
    "is blank",
    "blank",
    "unset",
];

impl Sentence<'_> {
    /// `NPS is not set`, `has no NPS`, `purchases exist`.
    pub(super) fn presence(&mut self) -> Option<String> {
        let start = self.at;
        let _ = self.eat_any(&["there is", "there are", "there's"]);
        let without = self.eat_any(&["no", "without an", "without a", "without"]);
        let _ = self.eat_any(&["a", "an", "any", "known"]);
        let list = self.attempt(|sentence| sentence.list());
        let fixed = match list {
            Some(list) => {
                let known = self.eat_any(KNOWN);
                let missing = !known && self.eat_any(MISSING);
                (known || missing).then_some(())?;
                match missing || without {
                    true => format!("no {}", list.name),
                    false => with_article(&singular(list.name)),
                }
            }
            None => {
                let field = self.value()?;
                let known = !without && self.eat_any(KNOWN);
                let said = !known && self.eat_any(MISSING);
                let missing = said || without;
                let truth = matches!(self.names.type_of(&field), "yes" | "");
                (known || said || !truth && (without || self.had(start))).then_some(())?;
                (known || said || self.may_end(0)).then_some(())?;
                format!("{field} is {}", if missing { "missing" } else { "known" })
            }
        };
        let range = self.range_from(start);
        let title = format!("`{}` should be `{fixed}`", self.written(range.clone()));
        self.note(2, range, title, "known, or missing?");
        Some(fixed)
    }

    /// Whether `has` comes just before a word: `has NPS`.
    fn had(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| matches!(self.low_at(before), "has" | "have"))
    }
}
