//! What stays in records under another name.

use crate::check::model::Named;
use crate::problems::Span;
use crate::program::Reading;
use crate::syntax::tree::{
    Attribute, AttributeSource, Declaration, Field, FieldKind, GiftOptionKind, Name, ScalarType,
};

/// What the declaration has to say from now on so that records are read as before, and after which of
/// its parts.
pub(super) fn in_records(reading: &Reading, named: Named, name: &Name) -> Option<(Span, String)> {
    let declarations = || reading.tree.declarations.iter();
    let quoted = |word: &str| format!(" {word} \"{}\"", name.text);
    match named {
        Named::Field(_) | Named::List(_) => {
            let field = fields(reading).find(|field| field.name.span == name.span)?;
            if let Some(table) = field.kind.table() {
                return table.name.is_none().then(|| (table.span, format!(" \"{}\"", name.text)));
            }
            if field.from.is_some() {
                return None;
            }
            let FieldKind::Events(events) = &field.kind else {
                return Some((field.span, quoted("from")));
            };
            // What comes after an attribute belongs to it, so it is right after the type.
            let other = events.other_name.as_ref().map_or(name.span, |other| other.span);
            let rest = reading.sources.get(name.span.file).text.get(other.end as usize..)?;
            let mark = if events.other_name.is_some() { ")" } else { "events" };
            let end = other.end as usize + rest.find(mark)? + mark.len();
            Some((Span::new(name.span.file, end, end), quoted("from")))
        }
        Named::Attribute { .. } => {
            let mut attributes = fields(reading).flat_map(attributes);
            let attribute = attributes.find(|attribute| attribute.name.span == name.span)?;
            match &attribute.source {
                AttributeSource::Record { from: None, .. } => {
                    Some((attribute.span, quoted("from")))
                }
                AttributeSource::Record { from: Some(_), .. } | AttributeSource::Calculated(_) => {
                    None
                }
            }
        }
        Named::Value { .. } => {
            let kinds = fields(reading).flat_map(scalars);
            let mut values = kinds.flat_map(|kind| match kind {
                ScalarType::Choice(values) => values.as_slice(),
                ScalarType::Number { .. }
                | ScalarType::Money { .. }
                | ScalarType::Text { .. }
                | ScalarType::YesNo
                | ScalarType::Date(_)
                | ScalarType::Day(_) => &[],
            });
            let value = values.find(|value| value.name.span == name.span)?;
            value.outside.is_none().then(|| (name.span, quoted("as")))
        }
        Named::Gift(_) => declarations().find_map(|declaration| {
            let Declaration::Gift(gift) = declaration else { return None };
            let is_as = |kind: &GiftOptionKind| matches!(kind, GiftOptionKind::As(_));
            let has_as = gift.options.iter().any(|option| is_as(&option.kind));
            if gift.name.span != name.span || has_as {
                return None;
            }
            Some(match gift.options.last() {
                Some(last) => (last.span, format!(",{}", quoted("as"))),
                None => {
                    let end = gift.description.as_ref().map_or(name.span, |text| text.span);
                    (end, quoted("as"))
                }
            })
        }),
        Named::Stage(_) => declarations().find_map(|declaration| {
            let Declaration::Stage(stage) = declaration else { return None };
            if stage.name.span != name.span || stage.outside.is_some() {
                return None;
            }
            let end = stage.description.as_ref().map_or(name.span, |text| text.span);
            Some((end, quoted("as")))
        }),
        Named::Let(_) | Named::Score(_) | Named::Experiment(_) | Named::Group(_) => None,
    }
}

fn fields(reading: &Reading) -> impl Iterator<Item = &Field> {
    reading.tree.customers().flat_map(|customer| &customer.fields)
}

fn attributes(field: &Field) -> &[Attribute] {
    match &field.kind {
        FieldKind::Events(events) => &events.attributes,
        FieldKind::Scalar(_)
        | FieldKind::Count { .. }
        | FieldKind::Set { .. }
        | FieldKind::Broken => &[],
    }
}

/// The types of a field and of the attributes of its events.
fn scalars(field: &Field) -> Vec<&ScalarType> {
    let own = match &field.kind {
        FieldKind::Scalar(kind) => Some(kind),
        FieldKind::Events(_)
        | FieldKind::Count { .. }
        | FieldKind::Set { .. }
        | FieldKind::Broken => None,
    };
    let of_events = attributes(field).iter().filter_map(|attribute| match &attribute.source {
        AttributeSource::Record { kind, .. } => Some(kind),
        AttributeSource::Calculated(_) => None,
    });
    own.into_iter().chain(of_events).collect()
}
