//! `customer`: the fields of a record and where they are found.
#![expect(clippy::wildcard_enum_match_arm, reason = "few rules of the grammar come to one place")]

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{
    Attribute, AttributeSource, Bound, By, ChoiceValue, Customer, EventTime, Events, Expr, Field,
    FieldKind, Key, LeaveOut, Mapping, Name, Owner, ScalarType, Shows, Table, Text,
};
use crate::problems::{Span, register};
use crate::terms::Builtin;

/// The options behind the type of a field, before it is known which of them the type can have.
#[derive(Default)]
struct Options {
    from: Option<Text>,
    default: Option<Expr>,
    required: Option<Span>,
    split: Option<(Text, Span)>,
    table: Option<Table>,
    by: Option<By>,
    ignoring_case: Option<Span>,
    attributes: Option<(Vec<Attribute>, Span)>,
    at: Option<(EventTime, Span)>,
    key: Option<(Key, Span)>,
    list_filter: Option<(Expr, Span)>,
}

impl Reader<'_> {
    pub(super) fn customer(&mut self, node: Node<'_>) -> Option<Customer> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_customer)?;
        let mut customer = Customer::new(span);
        while let Some(entry) = parts.any() {
            self.entry(&mut customer, entry);
        }
        Some(customer)
    }

    /// Adds one field or mapping to the customer.
    pub(super) fn entry(&mut self, customer: &mut Customer, node: Node<'_>) {
        match node.as_rule() {
            Rule::field => customer.fields.extend(self.field(node)),
            Rule::mapping => customer.mappings.extend(self.mapping(node)),
            Rule::data_form => customer.forms.extend(self.data_form(node)),
            Rule::leave_out => customer.leave_out.extend(self.leave_out(node)),
            Rule::shows => customer.shows.push(self.shows(node)),
            _ => {}
        }
    }

    fn leave_out(&mut self, node: Node<'_>) -> Option<LeaveOut> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_leave)?;
        parts.take(Rule::kw_out)?;
        parts.take(Rule::kw_when)?;
        let condition = self.expression(parts.take(Rule::expression)?);
        parts.end();
        Some(LeaveOut { span, condition })
    }

    fn shows(&mut self, node: Node<'_>) -> Shows {
        let span = self.span(&node);
        let names = node.into_inner().filter(|inner| inner.as_rule() == Rule::name);
        Shows { span, names: names.map(|name| self.name(&name)).collect() }
    }

    fn mapping(&mut self, node: Node<'_>) -> Option<Mapping> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let builtin = match Children::of(parts.take(Rule::builtin)?).any()?.as_rule() {
            Rule::kw_id => Builtin::Id,
            Rule::kw_stage => Builtin::Stage,
            Rule::kw_stage_since => Builtin::StageSince,
            Rule::kw_tags => Builtin::Tags,
            Rule::kw_given => Builtin::Given,
            Rule::kw_owed => Builtin::Owed,
            _ => return None,
        };
        let from = self.from(parts.take(Rule::from_option)?)?;
        let ignoring_case = parts.maybe(Rule::ignoring_case).map(|node| self.span(&node));
        parts.end();
        Some(Mapping { span, builtin, from, ignoring_case })
    }

    fn from(&mut self, node: Node<'_>) -> Option<Text> {
        let mut parts = Children::of(node);
        parts.take(Rule::kw_from)?;
        let text = self.text(&parts.take(Rule::text)?);
        parts.end();
        Some(text)
    }

    fn field(&mut self, node: Node<'_>) -> Option<Field> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let name = self.name(&parts.take(Rule::name)?);
        parts.take(Rule::colon)?;
        let early = parts.maybe(Rule::ignoring_case).map(|node| self.span(&node));
        let kind = parts.take(Rule::field_type)?;
        if let Some(early) = early {
            self.early_ignoring_case(early, &kind, &name);
        }
        let kind = self.field_kind(kind)?;
        let mut options = Options::default();
        while let Some(option) = parts.any_entry() {
            self.field_option(&mut options, option);
        }
        let from = options.from.take();
        let (default, required) = (options.default.take(), options.required.take());
        let kind = self.kind_with_options(kind, options, &name);
        Some(Field { span, name, kind, from, default, required })
    }

    fn field_kind(&mut self, node: Node<'_>) -> Option<FieldKind> {
        let node = Children::of(node).any()?;
        Some(match node.as_rule() {
            Rule::count_type => {
                let mut parts = Children::of(node);
                parts.take(Rule::kw_count)?;
                let notation = parts.maybe(Rule::notation);
                FieldKind::Count { notation: notation.and_then(|node| self.notation(node)) }
            }
            Rule::set_type => FieldKind::Set { split: None, ignoring_case: false },
            Rule::events_type => {
                let mut parts = Children::of(node);
                parts.take(Rule::kw_events)?;
                parts.maybe(Rule::open);
                let other_name = parts.maybe(Rule::name).map(|name| self.name(&name));
                FieldKind::Events(Events {
                    other_name,
                    table: None,
                    by: None,
                    attributes: Vec::new(),
                    at: None,
                    key: None,
                    list_filter: None,
                })
            }
            _ => FieldKind::Scalar(self.scalar(node)?),
        })
    }

    fn field_option(&mut self, options: &mut Options, node: Node<'_>) -> Option<()> {
        let (span, rule) = (self.span(&node), node.as_rule());
        match rule {
            Rule::from_option => {
                let from = self.from(node)?;
                self.once(&mut options.from, from, span, "`from`");
            }
            Rule::from_table => {
                let table = self.table(node)?;
                self.once(&mut options.table, table, span, "`from table`");
            }
            Rule::by_option => {
                let by = self.by(node)?;
                self.once(&mut options.by, by, span, "`by`");
            }
            Rule::required_option => self.once(&mut options.required, span, span, "`required`"),
            Rule::default_option => {
                let mut parts = Children::of(node);
                parts.take(Rule::kw_default)?;
                let value = self.default_value(parts.take(Rule::default_value)?)?;
                self.once(&mut options.default, value, span, "`default`");
            }
            Rule::split_option => {
                let mut parts = Children::of(node);
                parts.take(Rule::kw_split)?;
                let text = self.text(&parts.take(Rule::text)?);
                self.once(&mut options.split, (text, span), span, "`split`");
            }
            Rule::ignoring_case => {
                self.once(&mut options.ignoring_case, span, span, "`ignoring case`");
            }
            Rule::with_option => {
                let attributes = self.attributes(node);
                self.once(&mut options.attributes, (attributes, span), span, "`with`");
            }
            Rule::at_option => {
                let mut parts = Children::of(node);
                parts.take(Rule::kw_at)?;
                let from = self.text(&parts.take(Rule::text)?);
                let form = self.date_form(parts.maybe(Rule::date_form));
                self.once(&mut options.at, (EventTime { from, form }, span), span, "`at`");
            }
            Rule::key_option => {
                let key = self.key(node)?;
                self.once(&mut options.key, (key, span), span, "`key`");
            }
            Rule::where_clause => {
                let list_filter = self.where_clause(node)?;
                self.once(&mut options.list_filter, (list_filter, span), span, "`where`");
            }
            _ => {}
        }
        Some(())
    }

    fn attributes(&mut self, node: Node<'_>) -> Vec<Attribute> {
        let mut parts = Children::of(node);
        parts.maybe(Rule::kw_with);
        let mut attributes = Vec::new();
        while let Some(attribute) = parts.any_entry() {
            attributes.extend(self.attribute(attribute));
        }
        attributes
    }

    fn attribute(&mut self, node: Node<'_>) -> Option<Attribute> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let name = self.name(&parts.take(Rule::name)?);
        let source = if parts.has(Rule::equals) {
            let value = Children::of(parts.take(Rule::calculated)?).any()?;
            AttributeSource::Calculated(self.expression(value))
        } else {
            let kind = self.scalar(parts.any()?)?;
            let mut options = Options::default();
            while let Some(option) = parts.any_entry() {
                self.field_option(&mut options, option);
            }
            let kind = self.scalar_with_case(kind, options.ignoring_case, &name);
            AttributeSource::Record { kind, from: options.from }
        };
        parts.end();
        Some(Attribute { span, name, source })
    }

    /// The type with those options that only it can have; the others are told of.
    fn kind_with_options(&mut self, kind: FieldKind, options: Options, name: &Name) -> FieldKind {
        let Options { split, ignoring_case, table, by, attributes, at, key, list_filter, .. } =
            options;
        match kind {
            FieldKind::Events(events) => {
                if let Some((_, span)) = split {
                    self.stray_option(span, "`split`", "a `set of text`", name);
                }
                if let Some(span) = ignoring_case {
                    let key = key.as_ref().filter(|(_, key)| key.start < span.start);
                    self.stray_case(span, name, &case_of_list(by.as_ref(), key.is_some()));
                }
                FieldKind::Events(Events {
                    other_name: events.other_name,
                    table,
                    by,
                    attributes: attributes.map(|(attributes, _)| attributes).unwrap_or_default(),
                    at: at.map(|(at, _)| at),
                    key: key.map(|(key, _)| key),
                    list_filter: list_filter.map(|(list_filter, _)| list_filter),
                })
            }
            FieldKind::Scalar(_)
            | FieldKind::Count { .. }
            | FieldKind::Set { .. }
            | FieldKind::Broken => {
                // A table without its `by` is no mistake of its own.
                let has_table = table.is_some();
                let strays = [
                    (table.map(|table| table.span), "`from table`"),
                    (by.filter(|_| !has_table).map(|by| by.span), "`by`"),
                    (attributes.map(|(_, span)| span), "`with`"),
                    (at.map(|(_, span)| span), "`at`"),
                    (key.map(|(_, span)| span), "`key`"),
                    (list_filter.map(|(_, span)| span), "`where`"),
                ];
                for (span, word) in strays {
                    if let Some(span) = span {
                        self.stray_option(span, word, "`events`", name);
                    }
                }
                let kind = match (kind, split) {
                    (FieldKind::Set { .. }, split) => {
                        let split = split.map(|(text, _)| text);
                        return FieldKind::Set { split, ignoring_case: ignoring_case.is_some() };
                    }
                    (kind, Some((_, span))) => {
                        self.stray_option(span, "`split`", "a `set of text`", name);
                        kind
                    }
                    (kind, None) => kind,
                };
                match (kind, ignoring_case) {
                    (FieldKind::Scalar(scalar), case) => {
                        FieldKind::Scalar(self.scalar_with_case(scalar, case, name))
                    }
                    (kind, Some(span)) => {
                        self.stray_case(span, name, "remove it");
                        kind
                    }
                    (kind, None) => kind,
                }
            }
        }
    }

    /// A type of a single value with `ignoring case`, if it can have that.
    fn scalar_with_case(
        &mut self,
        kind: ScalarType,
        ignoring_case: Option<Span>,
        name: &Name,
    ) -> ScalarType {
        match (kind, ignoring_case) {
            (ScalarType::Text { .. }, case) => ScalarType::Text { ignoring_case: case.is_some() },
            (ScalarType::Choice(values), Some(span)) => {
                let help = format!("remove it, or declare `{}` as `text ignoring case`", name.text);
                self.stray_case(span, name, &help);
                ScalarType::Choice(values)
            }
            (kind, Some(span)) => {
                self.stray_case(span, name, "remove it");
                kind
            }
            (kind, None) => kind,
        }
    }

    fn stray_case(&mut self, span: Span, field: &Name, help: &str) {
        self.tell(
            register::MISPLACED,
            span,
            &format!("`{}` cannot have `ignoring case`", field.text),
            "only `text` and `set of text` can have this",
            help,
        );
    }

    fn early_ignoring_case(&mut self, span: Span, kind: &Node<'_>, field: &Name) {
        let kind = kind.as_str().trim_end();
        self.tell(
            register::MISPLACED,
            span,
            "`ignoring case` comes after the type",
            "this is before the type",
            &format!("write `{}: {kind} ignoring case`", field.text),
        );
    }

    fn stray_option(&mut self, span: Span, word: &str, owner: &str, field: &Name) {
        self.tell(
            register::MISPLACED,
            span,
            &format!("`{}` cannot have {word}", field.text),
            &format!("only {owner} can have this"),
            &format!("remove it, or declare `{}` as {owner}", field.text),
        );
    }

    fn scalar(&mut self, node: Node<'_>) -> Option<ScalarType> {
        let rule = node.as_rule();
        let mut parts = Children::of(node);
        Some(match rule {
            Rule::number_type => {
                parts.take(Rule::kw_number)?;
                let range = parts.maybe(Rule::range).and_then(|node| self.declared_range(node));
                let notation = parts.maybe(Rule::notation);
                let notation = notation.and_then(|node| self.notation(node));
                ScalarType::Number { range, notation }
            }
            Rule::money_type => {
                parts.take(Rule::kw_money)?;
                let in_cents = parts.maybe(Rule::kw_in).is_some();
                parts.maybe(Rule::kw_cents);
                let range = parts.maybe(Rule::range).and_then(|node| self.declared_range(node));
                let notation = parts.maybe(Rule::notation);
                let notation = notation.and_then(|node| self.notation(node));
                ScalarType::Money { in_cents, range, notation }
            }
            Rule::text_type => ScalarType::Text { ignoring_case: false },
            Rule::yes_no_type => ScalarType::YesNo,
            Rule::date_type => {
                parts.take(Rule::kw_date)?;
                ScalarType::Date(self.date_form(parts.maybe(Rule::date_form)))
            }
            Rule::day_type => {
                parts.take(Rule::kw_day)?;
                ScalarType::Day(self.date_form(parts.maybe(Rule::date_form)))
            }
            Rule::choice_type => {
                parts.take(Rule::kw_one)?;
                parts.take(Rule::kw_of)?;
                let mut values = Vec::new();
                while let Some(value) = parts.any_entry() {
                    values.extend(self.choice_value(value));
                }
                ScalarType::Choice(values)
            }
            _ => return None,
        })
    }

    pub(super) fn bound(&mut self, node: Node<'_>) -> Option<Bound> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let negative = parts.has(Rule::minus);
        let number = self.decimal(&parts.take(Rule::number)?)?;
        parts.end();
        Some(Bound { value: if negative { -number } else { number }, span })
    }

    fn choice_value(&mut self, node: Node<'_>) -> Option<ChoiceValue> {
        let mut parts = Children::of(node);
        let name = self.name(&parts.take(Rule::name)?);
        let outside = match parts.maybe(Rule::kw_as) {
            Some(_) => Some(self.text(&parts.take(Rule::text)?)),
            None => None,
        };
        parts.end();
        Some(ChoiceValue { name, outside })
    }
}

/// Where the case can be ignored instead, where a list cannot.
fn case_of_list(by: Option<&By>, after_key: bool) -> String {
    let write = match by.map(|by| (&by.owner, &by.from.text)) {
        _ if after_key => return "remove it: keys are compared letter by letter".to_owned(),
        None => "it after an attribute: `with page text ignoring case`".to_owned(),
        Some((Owner::Field(field), _)) => {
            format!("it where the field is declared: `{}: text ignoring case`", field.text)
        }
        Some((Owner::Customer, column)) => {
            format!("it after the id, for example `id from \"{column}\" ignoring case`")
        }
        Some((Owner::Event(_), _)) => {
            return "remove it: keys are compared letter by letter".to_owned();
        }
    };
    format!("write {write}")
}

#[cfg(test)]
mod tests {
    use crate::problems::FileId;
    use crate::syntax::parse;
    use crate::syntax::tree::{Declaration, FieldKind};

    /// By the rule of the grammar, a field of that type.
    const TYPES: &[(&str, &str)] = &[
        ("events_type", "events"),
        ("set_type", "set of text"),
        ("count_type", "count"),
        ("number_type", "number 0 to 10"),
        ("money_type", "money in cents"),
        ("text_type", "text"),
        ("yes_no_type", "yes/no"),
        ("date_type", "date in seconds"),
        ("day_type", "day as \"dd/mm/yyyy\""),
        ("choice_type", "one of (a, b)"),
    ];

    /// The alternatives of a rule of the grammar.
    fn alternatives(rule: &str) -> Vec<&'static str> {
        let grammar = include_str!("../../grammar/flywheel.pest").lines();
        let line = grammar.filter_map(|line| line.split_once('='));
        let mut found = line.filter(|(name, _)| name.trim() == rule).map(|(_, what)| what);
        let what = found.next().unwrap().trim_matches([' ', '_', '{', '}']);
        what.split('|').map(str::trim).collect()
    }

    #[test]
    fn every_type_of_the_grammar_is_read() {
        let mut all = alternatives("field_type");
        all.retain(|rule| *rule != "scalar_type");
        all.extend(alternatives("scalar_type"));
        let listed: Vec<&str> = TYPES.iter().map(|(rule, _)| *rule).collect();
        assert_eq!(all, listed, "each type of the grammar has a field here");
        for (rule, kind) in TYPES {
            let (tree, problems) = parse(FileId(0), &format!("customer\n  x: {kind}\n"));
            assert!(!problems.has_errors(), "{rule}");
            let [Declaration::Customer(customer)] = &*tree.declarations else { panic!("{rule}") };
            assert_eq!(customer.fields.len(), 1, "{rule}");
            assert_ne!(customer.fields[0].kind, FieldKind::Broken, "{rule}");
        }
    }
}
