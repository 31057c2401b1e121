//! Checks who is left out of all decisions, and what each of them includes.

use crate::problems::{Problem, Span, register as code};
use crate::syntax::tree::{self, Name};

use super::at::At;
use super::model::{Expr, Shown};
use super::{Checker, Type};

/// What decisions say anyway.
const ANYWAY: [&str; 3] = ["id", "stage", "tags"];

impl Checker<'_> {
    /// The conditions of `leave out when`.
    pub(super) fn leave_out(&mut self) -> Vec<Expr> {
        let all = self.file.customers().flat_map(|customer| &customer.leave_out);
        all.map(|leave_out| self.condition(&leave_out.condition, At::Customer)).collect()
    }

    /// What `show` names, each once.
    pub(super) fn shows(&mut self) -> Vec<Shown> {
        let mut seen: Vec<(&str, Span)> = Vec::new();
        let mut shows = Vec::new();
        for name in self
            .file
            .customers()
            .flat_map(|customer| &customer.shows)
            .flat_map(|shows| &shows.names)
        {
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == name.text) {
                let title = format!("`{}` is shown already", name.text);
                self.problems.push(
                    Problem::new(code::DECLARED_TWICE, title, name.span, "again here")
                        .and_at(*first, "first here")
                        .help("leave it out here"),
                );
                continue;
            }
            seen.push((&name.text, name.span));
            let value = self.shown(name);
            shows.push(Shown { name: name.text.clone(), value });
        }
        shows
    }

    fn shown(&mut self, name: &Name) -> Expr {
        if ANYWAY.contains(&name.text.as_str()) && self.names.get(&name.text).is_none() {
            let title = format!("Every decision says the {} anyway", name.text);
            let help = "leave it out here";
            return self.refuse(code::MISPLACED, title, name.span, "already there", help);
        }
        let written = tree::Expr { span: name.span, kind: tree::ExprKind::Name(name.text.clone()) };
        let value = self.expression(&written, At::Customer, None);
        if value.ty == Type::Duration {
            let title = "A length of time is the same for everybody";
            let help = "show a field, a score, or a `let` that differs between customers";
            return self.refuse(code::WRONG_TYPE, title, name.span, "nothing to show", help);
        }
        value
    }
}
