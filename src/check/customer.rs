//! Checks `customer`: the fields, lists and attributes with their types, paths and defaults.

use std::sync::Arc;

use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::tree::{
    self, AttributeSource as Tree, DateForm, Expr, FieldKind, ScalarType, Text,
};
use crate::terms::{Builtin, EventKey, FieldType, Misfit};
use crate::values::{Path, Value, ValueKind};

use super::model::{Attribute, AttributeSource, Choice, Events, Expr as Typed, Field, List};
use super::{Checker, Type};

/// Nothing is said about how a list writes its times.
const AS_THE_FILE: DateForm = DateForm::Text { patterns: Vec::new(), zone: None };

impl<'t> Checker<'t> {
    /// Every field, list and attribute that the file declares.
    pub(super) fn customer(&mut self) {
        for field in self.tree_fields() {
            let path = match field.kind.table() {
                Some(_) => Path::key(&format!("table:{}", field.name.text)),
                None => self.path(&field.name.text, field.from.as_ref()),
            };
            let required = field.required.is_some();
            let (name, span) = (field.name.text.clone(), field.name.span);
            let range = match &field.kind {
                FieldKind::Scalar(scalar) => self.scalar(scalar),
                FieldKind::Count { .. } | FieldKind::Set { .. } => None,
                FieldKind::Events(events) => {
                    let list = self.list(field, events, path);
                    self.lists.push(list);
                    continue;
                }
                FieldKind::Broken => continue,
            };
            let Some(kind) = self.field_type(&field.kind) else { continue };
            let ty = self.type_of(&name, &kind);
            self.fields.push(Field { name, span, path, kind, ty, range, default: None, required });
        }
    }

    /// All lists in order, each with the field that declares it.
    pub(super) fn tree_lists(&self) -> Vec<(&'t tree::Field, &'t tree::Events)> {
        let lists = self.tree_fields().into_iter().filter_map(|field| match &field.kind {
            FieldKind::Events(events) => Some((field, events)),
            FieldKind::Scalar(_)
            | FieldKind::Count { .. }
            | FieldKind::Set { .. }
            | FieldKind::Broken => None,
        });
        lists.collect()
    }

    fn tree_fields(&self) -> Vec<&'t tree::Field> {
        self.file.customers().flat_map(|customer| &customer.fields).collect()
    }

    /// The filter of each list that has one.
    pub(super) fn list_filters(&self) -> Vec<Option<&'t Expr>> {
        self.tree_lists().into_iter().map(|(_, events)| events.list_filter.as_ref()).collect()
    }

    /// Where the built-in fields are found, for those that are re-mapped.
    pub(super) fn mappings(&mut self) -> Vec<(Builtin, Path)> {
        let mappings: Vec<&tree::Mapping> =
            self.file.customers().flat_map(|customer| &customer.mappings).collect();
        let mut found: Vec<(Builtin, Path, Span)> = Vec::new();
        for mapping in mappings {
            if let Some((.., first)) = found.iter().find(|(other, ..)| *other == mapping.builtin) {
                self.problems.push(
                    Problem::new(
                        code::DECLARED_TWICE,
                        "This built-in field is mapped twice",
                        mapping.span,
                        "the second place for it",
                    )
                    .and_at(*first, "the first")
                    .help("keep one of them"),
                );
                continue;
            }
            let path = self.path("", Some(&mapping.from));
            self.mapping_case(mapping);
            found.push((mapping.builtin, path, mapping.span));
        }
        self.built_in_names(&found);
        found.into_iter().map(|(builtin, path, _)| (builtin, path)).collect()
    }

    /// `id: number from "member_id"`, where the id itself is still read from `id`.
    fn built_in_names(&mut self, mapped: &[(Builtin, Path, Span)]) {
        for builtin in Builtin::ALL {
            let name = builtin.name();
            let is_value = |field: &&tree::Field| match field.kind {
                FieldKind::Scalar(_) | FieldKind::Count { .. } | FieldKind::Set { .. } => true,
                FieldKind::Events(_) | FieldKind::Broken => false,
            };
            let field = self.tree_fields().into_iter().find(|field| field.name.text == name);
            let Some(field) = field.filter(is_value) else { continue };
            let Some(from) = field.from.as_ref() else { continue };
            if mapped.iter().any(|(other, ..)| *other == builtin) || from.text == name {
                continue;
            }
            let place = self.written(from.span);
            let title = format!("This is a field called `{name}`, and not the built-in `{name}`");
            let label = format!("the built-in one is still read from `{name}`");
            let fixed = format!("{name} from {place}");
            let help =
                format!("write `{fixed}` to say where it is, or give the field another name");
            let problem = Problem::new(code::BUILT_IN_NAME, title, field.name.span, label);
            let fix = Fix::likely(field.name.span.to(from.span), fixed);
            self.problems.push(problem.help(help).fix(fix));
        }
    }

    /// Only the id can be read ignoring case.
    fn mapping_case(&mut self, mapping: &tree::Mapping) {
        let Some(span) = mapping.ignoring_case else { return };
        if mapping.builtin == Builtin::Id {
            self.id_ignores_case = true;
            return;
        }
        let name = mapping.builtin.name();
        self.problems.push(
            Problem::new(
                code::MISPLACED,
                format!("`{name}` cannot have `ignoring case`"),
                span,
                "only `id`, `text` and `set of text` can have this",
            )
            .help("remove it"),
        );
    }

    /// The path of a `from`, or the name itself.
    pub(super) fn path(&mut self, name: &str, from: Option<&Text>) -> Path {
        let Some(from) = from else { return Path::key(name) };
        Path::parse(&from.text).unwrap_or_else(|| {
            self.problems.push(
                Problem::new(
                    code::BAD_PATH,
                    "This path leads nowhere",
                    from.span,
                    "a part of it is empty or a bracket is not closed",
                )
                .help("write it like \"address.city\" or \"properties['Plan Name']\""),
            );
            Path::key(name)
        })
    }

    /// Looks at the names in a type, and gives the place of its range.
    fn scalar(&mut self, scalar: &ScalarType) -> Option<Span> {
        match scalar {
            ScalarType::Choice(values) => {
                self.same_choices(values);
                None
            }
            ScalarType::Number { range, .. } | ScalarType::Money { range, .. } => {
                range.as_ref().map(|range| range.span)
            }
            ScalarType::Text { .. }
            | ScalarType::YesNo
            | ScalarType::Date(_)
            | ScalarType::Day(_) => None,
        }
    }

    /// The type of expressions that name a field or attribute: it follows from what that holds.
    fn type_of(&mut self, owner: &str, kind: &FieldType) -> Type {
        if let FieldType::Choice(values) = kind {
            self.choices.push(Choice { owner: owner.to_owned(), values: Arc::clone(values) });
        }
        match kind.holds() {
            ValueKind::Number if kind.is_money() => Type::Money,
            ValueKind::Number => Type::Number,
            ValueKind::Text => Type::Text,
            ValueKind::YesNo => Type::YesNo,
            ValueKind::Instant => Type::Date,
            ValueKind::Day => Type::Day,
            // Each `one of` is a type of its own, and this is the latest.
            ValueKind::Choice => Type::Choice(self.choices.len() - 1),
            ValueKind::Set => Type::Set,
        }
    }

    /// Values of one list with the same name, in the rules or in records.
    fn same_choices(&mut self, values: &[tree::ChoiceValue]) {
        for (at, value) in values.iter().enumerate() {
            let (before, outside) = (&values[..at], value.outside());
            if let Some(first) = before.iter().find(|other| other.name.text == value.name.text) {
                let title = format!("`{}` is in this list twice", value.name.text);
                self.problems.push(
                    Problem::new(code::DECLARED_TWICE, title, value.name.span, "again here")
                        .and_at(first.name.span, "first here")
                        .help("keep one of them"),
                );
            } else if let Some(first) = before.iter().find(|other| other.outside() == outside) {
                let title = format!("Two values are called \"{outside}\" in the records");
                self.problems.push(
                    Problem::new(code::DECLARED_TWICE, title, value.name.span, "this one")
                        .and_at(first.name.span, "and this one")
                        .help("records could not tell them apart: give each its own text"),
                );
            }
        }
    }

    fn list(&mut self, field: &tree::Field, events: &tree::Events, path: Path) -> List {
        let mut attributes: Vec<Attribute> = Vec::new();
        for attribute in &events.attributes {
            let name = attribute.name.text.clone();
            if let Some(first) = attributes.iter().find(|other| other.name == name) {
                let title = format!("`{name}` is declared twice for these events");
                self.problems.push(
                    Problem::new(code::DECLARED_TWICE, title, attribute.name.span, "again here")
                        .and_at(first.span, "first here")
                        .help("give one of them another name"),
                );
            }
            let (source, ty) = self.attribute_source(&name, &attribute.source);
            attributes.push(Attribute { name, span: attribute.name.span, ty, source });
        }
        let attribute = field.default.as_ref().and_then(|default| {
            let before = |name: &&tree::Name| name.span.start < default.span.start;
            events.attributes.iter().map(|attribute| &attribute.name).rfind(before)
        });
        if let (Some(default), Some(attribute)) = (&field.default, attribute) {
            let name = &attribute.text;
            let title = "An attribute of events cannot have a default";
            let problem =
                Problem::new(code::BAD_DEFAULT, title, default.span, format!("for `{name}`"));
            let help = format!(
                "remove it: where an event does not say it, `{name}` is unknown; to leave such events \
                 out, write `where {name} is known`"
            );
            self.problems.push(problem.help(help));
        } else if let Some(default) = &field.default {
            let help = match events.table {
                Some(_) => {
                    format!("remove it: a customer without a row has no `{}`", field.name.text)
                }
                None => {
                    "remove it: in a record without the list, the events are unknown".to_owned()
                }
            };
            self.problems.push(
                Problem::new(
                    code::BAD_DEFAULT,
                    "A list of events cannot have a default",
                    default.span,
                    "for this list",
                )
                .help(help),
            );
        }
        List {
            name: field.name.text.clone(),
            other_name: events.other_name.as_ref().map(|name| name.text.clone()),
            span: field.name.span,
            path,
            required: field.required.is_some(),
            at: self.path_of_time(events),
            at_form: self.date_form(events.at.as_ref().map_or(&AS_THE_FILE, |at| &at.form)),
            key: events.key.as_ref().map(|key| EventKey {
                paths: key.from.iter().map(|from| self.path("key", Some(from))).collect(),
                last_counts: key.last,
            }),
            attributes,
            list_filter: None,
            table: None,
        }
    }

    /// Where the time of an event is; `None` if it is that of the event it belongs to.
    fn path_of_time(&mut self, events: &tree::Events) -> Option<Path> {
        match (&events.at, events.by.as_ref().map(|by| &by.owner)) {
            (None, Some(tree::Owner::Event(_))) => None,
            (at, _) => Some(self.path("at", at.as_ref().map(|at| &at.from))),
        }
    }

    /// Where the values of an attribute come from, and their type. What is calculated is checked
    /// when all names are known.
    fn attribute_source(&mut self, name: &str, source: &Tree) -> (AttributeSource, Type) {
        match source {
            Tree::Record { kind, from } => {
                let path = self.path(name, from.as_ref());
                let (kind, range) = (self.scalar_type(kind), self.scalar(kind));
                let ty = self.type_of(name, &kind);
                (AttributeSource::Record { path, kind, range }, ty)
            }
            Tree::Calculated(value) => {
                (AttributeSource::Calculated(Typed::broken(value.span)), Type::Broken)
            }
        }
    }

    /// The filters of lists and the defaults of fields, which may speak of names.
    pub(super) fn list_filters_and_defaults(&mut self) {
        let (mut field, mut list) = (0, 0);
        for declared in self.tree_fields() {
            match &declared.kind {
                FieldKind::Events(events) => {
                    let at = super::at::At::List(list);
                    let list_filter =
                        events.list_filter.as_ref().filter(|_| !self.broken_list_filters[list]);
                    let here = Events::List(list);
                    self.lists[list].list_filter = list_filter.map(|list_filter| {
                        self.among(&here, |checker| checker.condition(list_filter, at))
                    });
                    list += 1;
                }
                FieldKind::Scalar(_) | FieldKind::Count { .. } | FieldKind::Set { .. } => {
                    self.fields[field].default =
                        declared.default.as_ref().and_then(|default| self.default(field, default));
                    field += 1;
                }
                FieldKind::Broken => {}
            }
        }
    }

    fn default(&mut self, field: usize, default: &Expr) -> Option<Value<'static>> {
        let ty = self.fields[field].ty;
        let typed = self.expression(default, super::at::At::Customer, Some(ty));
        if typed.ty.is_broken() {
            return None;
        }
        let value = typed.constant().filter(|_| ty.takes(typed.ty)).cloned();
        let Field { kind, range, .. } = &self.fields[field];
        let fitted = value.map(|value| kind.fit(value, &self.settings.zone));
        let title = "This default does not fit the field";
        let problem = match fitted {
            Some(Ok(value)) => return Some(value),
            Some(Err(Misfit::OutOfRange { beyond, .. })) => {
                let label = "this is outside the range of the field";
                let problem = Problem::new(code::BAD_DEFAULT, title, default.span, label);
                let problem = problem.help(self.what_fits(kind, beyond));
                match range {
                    Some(span) => problem.and_at(*span, "declared here"),
                    None => problem,
                }
            }
            Some(Err(Misfit::OtherType | Misfit::NotACount(_))) | None => {
                let label = format!("the field is {}", ty.words());
                Problem::new(code::BAD_DEFAULT, title, default.span, label)
                    .help("write a plain value that a record could have there")
            }
        };
        self.problems.push(problem);
        None
    }
}
