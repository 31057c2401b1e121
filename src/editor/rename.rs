//! Another name for something, in all files of all programs that it is in. It is only done if nothing
//! else changes: the rules are read again with the new name, and have to mean the same.

use std::collections::BTreeMap;

use super::Edit;
use super::edit::made;
use super::names::Names;
use crate::check::model::{Model, Named};
use crate::check::word_like;
use crate::problems::register::DECLARED_TWICE;
use crate::problems::{FileId, Severity, Span};
use crate::program::Reading;
use crate::syntax::is_name;
use crate::syntax::tree::{
    AttributeSource, Declaration, Field, FieldKind, GiftOptionKind, Name, ScalarType,
};
use crate::values::Path;

const NO_NAME: &str = "there is no name here that the rules declare";

/// The edits of a rename, by the name of the file.
pub type Renamed = BTreeMap<String, Vec<Edit>>;

/// A place in a file of a program.
#[derive(Clone, Copy, Debug)]
pub struct Place<'r> {
    /// The program.
    pub reading: &'r Reading,
    /// The file in it.
    pub file: FileId,
    /// The byte in the file.
    pub at: usize,
}

/// The name at a place, if it can be changed.
///
/// # Errors
/// Why it cannot.
pub fn renamable(reading: &Reading, file: FileId, at: usize) -> Result<(Span, Named), String> {
    let names = Names::of(reading);
    let found = names.at(file, at).filter(|(_, named)| names.declaration(*named).is_some());
    let (span, named) = found.ok_or(NO_NAME)?;
    let drawn = |named: &str| {
        Err(format!(
            "customers are drawn by the name of this {named}, so another name would mean other customers"
        ))
    };
    match named {
        Named::Experiment(_) => drawn("experiment"),
        Named::Gift(gift) => {
            let gift = reading.model.gifts.get(gift);
            let is_drawn = gift.is_some_and(|it| it.sample.is_some() || it.holdout.is_some());
            if is_drawn { drawn("gift") } else { Ok((span, named)) }
        }
        Named::Field(_)
        | Named::List(_)
        | Named::Attribute { .. }
        | Named::Value { .. }
        | Named::Let(_)
        | Named::Score(_)
        | Named::Group(_)
        | Named::Stage(_) => Ok((span, named)),
    }
}

/// Gives a name another one everywhere. It is at one place in each of the programs that it is in.
/// Records stay as they are: where the name is also what records say, the declaration says so from now
/// on.
///
/// # Errors
/// Why that cannot be done without changing anything else.
pub fn rename(places: &[Place<'_>], new: &str) -> Result<Renamed, String> {
    let Some(first) = places.first() else { return Err(NO_NAME.to_owned()) };
    renamable(first.reading, first.file, first.at)?;
    if !is_name(new) {
        return Err(format!(
            "`{new}` cannot be a name: it has to be one word, and none of the language"
        ));
    }
    let mut edits = Renamed::new();
    let mut verify = Vec::new();
    for place in places {
        let old = propose(*place, new, &mut edits)?;
        verify.push((place.reading, old));
    }
    let key = |edit: &Edit| (edit.range.start, edit.range.end, edit.text.clone());
    for edits in edits.values_mut() {
        edits.sort_by_key(key);
        // Programs that have a file in common say the same of it.
        edits.dedup();
    }
    for (reading, old) in verify {
        verified(reading, &edits, old, new)?;
    }
    Ok(edits)
}

/// Adds the edits for one program, and says what the name is so far.
fn propose<'r>(place: Place<'r>, new: &str, edits: &mut Renamed) -> Result<&'r str, String> {
    let reading = place.reading;
    let (_, named) = renamable(reading, place.file, place.at)?;
    let names = Names::of(reading);
    let declared = names.declaration(named).ok_or(NO_NAME)?;
    let old = &declared.name.text;
    if old == new {
        return Ok(old);
    }
    let mut add = |span: Span, text: String| {
        let file = reading.sources.get(span.file).name.clone();
        edits.entry(file).or_default().push(Edit { range: span.range(), text });
    };
    add(declared.name.span, new.to_owned());
    for span in names.mentions(named) {
        // A list may have another word for its events, which stays.
        let word = reading.sources.text(span);
        if let Some(word) = word_like(word, old, new) {
            add(span, word);
        }
    }
    if let Some((at, text)) = kept_in_records(reading, named, declared.name) {
        add(Span { start: at.end, ..at }, text);
    }
    Ok(old)
}

/// What the declaration has to say from now on so that records are read as before, and after which of
/// its parts.
fn kept_in_records(reading: &Reading, named: Named, name: &Name) -> Option<(Span, String)> {
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

fn attributes(field: &Field) -> &[crate::syntax::tree::Attribute] {
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

/// Reads the rules with these edits, and says what else changes, if anything does.
fn verified(reading: &Reading, edits: &Renamed, old: &str, new: &str) -> Result<(), String> {
    let files = reading.sources.files().iter();
    let texts: Vec<(&str, String)> = files
        .map(|source| {
            let edits = edits.get(&source.name).map_or(&[][..], Vec::as_slice);
            (source.name.as_str(), made(&source.text, edits))
        })
        .collect();
    let Some((root, text)) = texts.first() else { return Err("there are no rules".to_owned()) };
    let load = |used: &str| {
        let text = texts.iter().find(|(name, _)| *name == used);
        text.map(|(_, text)| text.clone()).ok_or_else(|| "no such file".to_owned())
    };
    let after = Reading::of(root, text, &load);
    for severity in [Severity::Error, Severity::Warning] {
        if after.problems.count(severity) > reading.problems.count(severity) {
            let known = |title: &str| reading.problems.iter().any(|it| it.title == title);
            let news = after.problems.iter().filter(|problem| !known(&problem.title));
            // That the name is taken says more than what follows from it.
            let news = news.min_by_key(|problem| problem.code != DECLARED_TWICE);
            let why = news.map_or("it makes another mistake", |problem| problem.title.as_str());
            return Err(format!("`{old}` cannot become `{new}`: {why}"));
        }
    }
    let named = |model: &Model| model.mentions.iter().map(|it| it.named).collect::<Vec<_>>();
    let same = named(&reading.model) == named(&after.model)
        && is_same(&shape(&reading.model), &shape(&after.model), old, new);
    match same {
        true => Ok(()),
        false => Err(format!("`{old}` cannot become `{new}`: the rules would mean something else")),
    }
}

/// Everything that a model says, without places.
fn shape(model: &Model) -> String {
    let mut model = model.clone();
    // How a question is written is not what it means.
    model.questions.iter_mut().for_each(|question| question.text.clear());
    // The list of a table is nowhere in a record: its path is only made of its name.
    let of_tables = model.lists.iter_mut().filter(|list| list.table.is_some());
    of_tables.for_each(|list| list.path = Path::key("table"));
    let text = format!("{model:?}");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("Span {") {
        out.push_str(&rest[..at]);
        let span = &rest[at..];
        rest = span.find('}').map_or("", |end| &span[end + 1..]);
    }
    out.push_str(rest);
    out
}

/// Whether two models say the same but for a name.
fn is_same(one: &str, other: &str, old: &str, new: &str) -> bool {
    // A gift whose name was also that in records says so now.
    let other = other.replace(&format!("outside: Some(\"{old}\")"), "outside: None");
    let one = one.replace(&format!("outside: Some(\"{old}\")"), "outside: None");
    let (one, other) = (one.split('"'), other.split('"'));
    let is_word = |one: &str, other: &str| word_like(one, old, new).is_some_and(|it| it == other);
    let mut words = one.zip(other);
    let same = words.by_ref().all(|(one, other)| one == other || is_word(one, other));
    same && words.next().is_none()
}
