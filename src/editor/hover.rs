//! What there is to say of the name at a place.

use super::form::Form;
use super::names::Names;
use super::ways::{Way, from, to};
use crate::check::model::{AttributeSource, Model, Named};
use crate::problems::{FileId, Span};
use crate::program::Reading;
use crate::tools::describe::{Item, about};

/// What an editor shows of the name at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The name.
    pub span: Span,
    /// In the form that was asked for.
    pub text: String,
}

/// What there is to say of the name at a place; nothing where there is none.
pub fn hover(reading: &Reading, file: FileId, at: usize, form: Form) -> Option<Hover> {
    let names = Names::of(reading);
    let (span, named) = names.at(file, at)?;
    let mut text = match names.declaration(named) {
        Some(declared) => form.rules(&head(reading, declared.span, named)),
        None => String::new(),
    };
    let model = &reading.model;
    for item in about(model, named) {
        write(&mut text, &item, form);
    }
    text.extend(record_of(model, named, form).map(|said| format!("\n{said}\n")));
    if let Named::Stage(stage) = named {
        let name = |stage: Option<usize>| name(model, stage, form);
        let comes_in = to(model, stage).map(|way| (name(way.from), way));
        ways(&mut text, "Comes in", comes_in, (reading, form));
        let goes_out = from(model, stage).map(|way| (name(Some(way.to)), way));
        ways(&mut text, "Goes out", goes_out, (reading, form));
    }
    Some(Hover { span, text })
}

/// The line or lines that declare something: all of them if it is short.
fn head(reading: &Reading, span: Span, named: Named) -> String {
    let text = reading.sources.text(span).trim_end();
    let whole = match named {
        Named::Stage(_) | Named::Score(_) => false,
        Named::Field(_)
        | Named::List(_)
        | Named::Attribute { .. }
        | Named::Value { .. }
        | Named::Let(_)
        | Named::Experiment(_)
        | Named::Group(_)
        | Named::Gift(_) => true,
    };
    let lines = if whole { 8 } else { 1 };
    text.lines().take(lines).map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Where something is in the record.
fn record_of(model: &Model, named: Named, form: Form) -> Option<String> {
    let path = match named {
        Named::Field(field) => model.fields.get(field)?.path.to_string(),
        Named::List(list) => {
            let list = model.lists.get(list)?;
            match &list.table {
                Some(table) => {
                    return Some(format!("Rows of the table {}.", form.code(&table.name)));
                }
                None => list.path.to_string(),
            }
        }
        Named::Attribute { list, attribute } => {
            let list = model.lists.get(list)?;
            match &list.attributes.get(attribute)?.source {
                AttributeSource::Record { path, .. } => {
                    return Some(format!("In each event: {}", form.code(&path.to_string())));
                }
                AttributeSource::Calculated(_) => return None,
            }
        }
        Named::Value { .. }
        | Named::Let(_)
        | Named::Score(_)
        | Named::Experiment(_)
        | Named::Group(_)
        | Named::Gift(_) => return None,
        Named::Stage(stage) => {
            let stage = model.stages.get(stage)?;
            let code = form.code(&format!("\"{}\"", stage.outside));
            return (stage.outside != stage.name).then(|| format!("In the record: {code}"));
        }
    };
    Some(format!("In the record: {}", form.code(&path)))
}

fn name(model: &Model, stage: Option<usize>, form: Form) -> String {
    let name = stage.and_then(|stage| model.stages.get(stage));
    name.map_or("any stage".to_owned(), |stage| form.code(&stage.name))
}

/// The ways in or out, with the conditions as the file says them.
fn ways<'m>(
    text: &mut String,
    title: &str,
    ways: impl Iterator<Item = (String, Way<'m>)>,
    (reading, form): (&Reading, Form),
) {
    let lines = ways.map(|(stage, way)| format!("- {stage}: {}\n", way.words(reading, form)));
    let lines: String = lines.collect();
    if !lines.is_empty() {
        text.push_str(&format!("\n{}\n\n{lines}", form.title(title)));
    }
}

fn write(text: &mut String, item: &Item, form: Form) {
    text.push_str(&format!("\n{}\n", form.words(&item.said)));
    for below in &item.below {
        text.push_str(&format!("- {}\n", form.words(&below.said)));
    }
}
