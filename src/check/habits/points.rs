//! Names with a point, as programs write them: `joined.month`, `NPS.value`, `event.amount`.

use crate::check::Checker;
use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::tree::Name;

impl Checker<'_> {
    /// What to write in place of a value and one of its parts, which values do not have.
    pub(in crate::check) fn part_after_point(
        &self,
        span: Span,
        value: &Name,
        part: &Name,
    ) -> Option<Problem> {
        let field = self.fields.iter().find(|field| field.name == value.text)?;
        let fixed = match part.text.to_lowercase().as_str() {
            "value" | "val" | "score" => value.text.clone(),
            part @ ("year" | "month" | "day" | "hour" | "weekday") if field.ty.is_date() => {
                format!("{part} of {}", value.text)
            }
            _ => return None,
        };
        let title = format!("`{}` should be `{fixed}`", self.written(span));
        let problem = Problem::new(code::NOT_A_VALUE, title, span, "a value has no parts");
        Some(problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed)))
    }

    /// `event.amount`, where the file declares nothing by the first name.
    pub(in crate::check) fn owned_by_nobody(
        &self,
        span: Span,
        owner: &Name,
        name: &Name,
    ) -> Option<Problem> {
        if self.names.get(&owner.text).is_some() || self.names.has_word(&owner.text) {
            return None;
        }
        let title = format!("Nothing is called `{}`", owner.text);
        let problem = Problem::new(code::UNKNOWN_NAME, title, owner.span, "not declared");
        if self.fields.iter().any(|field| field.name == name.text) {
            let fixed = name.text.clone();
            return Some(problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed)));
        }
        let mut lists = self
            .lists
            .iter()
            .filter(|list| list.attributes.iter().any(|attribute| attribute.name == name.text));
        let list = lists.next().filter(|_| lists.next().is_none())?;
        let fixed = format!("last({}.{})", list.name, name.text);
        let one = self.an_event(&list.name);
        let help = format!(
            "write `{fixed}` for that of the last one, or ask for any of them: `{one} where {} ...`",
            name.text
        );
        Some(problem.help(help))
    }
}
