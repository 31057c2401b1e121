//! Checks the attributes that are calculated from others of the same event.

use crate::problems::{Problem, Span, register as code};
use crate::syntax::tree::{self, AttributeSource as Tree, ExprKind as Written, FieldKind};

use super::at::At;
use super::model::{AttributeSource, Expr};
use super::{Checker, Type};

/// More values than these are never calculated for one attribute.
const MOST: usize = 100;

impl Checker<'_> {
    /// `value = price * quantity`, once all names of the file are known.
    pub(super) fn calculated_attributes(&mut self) {
        let lists = self.file.customers().flat_map(|customer| &customer.fields);
        let lists = lists.filter_map(|field| match &field.kind {
            FieldKind::Events(events) => Some(events),
            FieldKind::Scalar(_)
            | FieldKind::Count { .. }
            | FieldKind::Set { .. }
            | FieldKind::Broken => None,
        });
        for (list, events) in lists.enumerate() {
            let mut sizes: Vec<usize> = Vec::new();
            for (place, attribute) in events.attributes.iter().enumerate() {
                let Tree::Calculated(written) = &attribute.source else {
                    sizes.push(1);
                    continue;
                };
                sizes.push(self.size(written, list, &sizes));
                let value = match sizes[place] {
                    0..=MOST => self.calculated(written, list, place),
                    _ => {
                        // What builds on this is not reported too.
                        sizes[place] = 1;
                        self.too_long_to_calculate(&attribute.name)
                    }
                };
                let attribute = &mut self.lists[list].attributes[place];
                attribute.ty = value.ty;
                attribute.source = AttributeSource::Calculated(value);
            }
        }
    }

    /// How many values it takes to calculate an expression, with all that the attributes in it are
    /// calculated from.
    fn size(&self, written: &tree::Expr, list: usize, sizes: &[usize]) -> usize {
        if let Written::Arithmetic { left, right, .. } = &written.kind {
            let right = self.size(right, list, sizes);
            return self.size(left, list, sizes).saturating_add(right);
        }
        if let Written::Negative(inner) = &written.kind {
            return self.size(inner, list, sizes);
        }
        let Written::Name(name) = &written.kind else { return 1 };
        let mut attributes = self.lists[list].attributes.iter().zip(sizes);
        attributes.find(|(other, _)| other.name == *name).map_or(1, |(_, size)| *size)
    }

    fn too_long_to_calculate(&mut self, name: &tree::Name) -> Expr {
        let title = format!("`{}` builds on too many others, one after the other", name.text);
        let label = format!("it takes more than {MOST} values to work this out");
        let help = "calculate it from fewer attributes";
        self.refuse(code::LONG_CHAIN, title, name.span, label, help)
    }

    fn calculated(&mut self, written: &tree::Expr, list: usize, place: usize) -> Expr {
        if !self.is_of_the_event(written, list, place) {
            return Expr::broken(written.span);
        }
        let value = self.expression(written, At::List(list), None);
        match value.ty {
            Type::Number | Type::Money | Type::Date | Type::Day | Type::Broken => value,
            Type::Text
            | Type::YesNo
            | Type::Duration
            | Type::Set
            | Type::Choice(_)
            | Type::Stage => {
                let title = "An attribute cannot be calculated like this";
                let label = format!("this is {}", value.ty.words());
                let help = "calculate a number, an amount, a day or a time, for example \
                    `value = price * quantity`";
                self.refuse(code::WRONG_TYPE, title, value.span, label, help)
            }
        }
    }

    /// Whether an expression is made of what the event has before this place.
    fn is_of_the_event(&mut self, written: &tree::Expr, list: usize, place: usize) -> bool {
        if let Written::Name(name) = &written.kind {
            return self.is_declared_before(name, written.span, list, place);
        }
        if let Written::Arithmetic { left, right, .. } = &written.kind {
            let left = self.is_of_the_event(left, list, place);
            return self.is_of_the_event(right, list, place) && left;
        }
        if let Written::Negative(inner) = &written.kind {
            return self.is_of_the_event(inner, list, place);
        }
        if !written.kind.is_plain() {
            let title = "An attribute is calculated from other attributes of its event";
            let label = "this is not one of them";
            let help = "use the attributes before it, `at`, and plain values with + - * /";
            self.refuse(code::NOT_A_VALUE, title, written.span, label, help);
        }
        written.kind.is_plain()
    }

    fn is_declared_before(&mut self, name: &str, span: Span, list: usize, place: usize) -> bool {
        let attributes = &self.lists[list].attributes;
        let declared = attributes.iter().position(|attribute| attribute.name == name);
        let own = &attributes[place].name;
        let (label, help) = match declared {
            Some(before) if before < place => return true,
            Some(after) if after == place => {
                ("this is itself".to_owned(), "use the attributes before it and `at`".to_owned())
            }
            Some(_) => ("declared after it".to_owned(), format!("move `{name}` before `{own}`")),
            None if name == "at" => return true,
            None if self.names.get(name).is_some()
                || matches!(name, "today" | "stage" | "tags") =>
            {
                (
                    "not of the event".to_owned(),
                    format!("use `{name}` in a rule instead: `{own}` is about one event alone"),
                )
            }
            None => {
                let known: Vec<&str> = attributes[..place]
                    .iter()
                    .map(|attribute| attribute.name.as_str())
                    .chain(["at"])
                    .collect();
                let title = format!("These events have no `{name}`");
                let problem =
                    Problem::new(code::UNKNOWN_ATTRIBUTE, title, span, "not declared before this");
                let help = format!("declare it before `{own}`, for example `{name} number`");
                let close = super::suggest::closest(name, known);
                self.problems.push(super::suggest::meant_or(problem, close, help));
                return false;
            }
        };
        let title = format!("`{own}` cannot be calculated from `{name}`");
        self.refuse(code::UNKNOWN_ATTRIBUTE, title, span, label, help);
        false
    }
}
