//! Another name for something, in all files of all programs that it is in. It is only done if nothing
//! else changes: the rules are read again with the new name, and have to mean the same.

mod form;
mod kept;
mod unread;

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
use crate::terms::FieldType;
use crate::values::Path;

const NO_NAME: &str = "there is no name here that the rules declare";

/// Another name in all places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renamed {
    /// What to write, by the name of the file.
    pub edits: BTreeMap<String, Vec<Edit>>,
    /// What else is called otherwise from now on, for those who read what comes out: sentences for the user.
    pub changes: Vec<String>,
}

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
    let mut renamed = Renamed::default();
    let mut verify = Vec::new();
    for place in places {
        let old = propose(*place, new, &mut renamed)?;
        verify.push((place.reading, old));
    }
    let key = |edit: &Edit| (edit.range.start, edit.range.end, edit.text.clone());
    for edits in renamed.edits.values_mut() {
        edits.sort_by_key(key);
        // Programs that have a file in common say the same of it.
        edits.dedup();
    }
    for (reading, old) in verify {
        unread::refuse(reading, &renamed, old)?;
        verified(reading, &renamed, old, new)?;
    }
    Ok(renamed)
}

/// Adds the edits for one program, and says what the name is so far.
fn propose<'r>(place: Place<'r>, new: &str, renamed: &mut Renamed) -> Result<&'r str, String> {
    let reading = place.reading;
    let (_, named) = renamable(reading, place.file, place.at)?;
    let names = Names::of(reading);
    let declared = names.declaration(named).ok_or(NO_NAME)?;
    let old = &declared.name.text;
    if old == new {
        return Ok(old);
    }
    for change in changes(reading, named, old, new) {
        if !renamed.changes.contains(&change) {
            renamed.changes.push(change);
        }
    }
    let mut add = |span: Span, text: String| {
        let file = reading.sources.get(span.file).name.clone();
        renamed.edits.entry(file).or_default().push(Edit { range: span.range(), text });
    };
    add(declared.name.span, new.to_owned());
    for span in names.mentions(named) {
        // A list may have another word for its events, which stays.
        let Some(word) = word_like(reading.sources.text(span), old, new) else { continue };
        match is_counted(reading, named) {
            true => {
                let (span, word) = form::at(&reading.sources, span, word, new);
                add(span, word);
            }
            false => add(span, word),
        }
    }
    if let Some((at, text)) = kept::in_records(reading, named, declared.name) {
        add(Span { start: at.end, ..at }, text);
    }
    Ok(old)
}

/// Whether something is named in the singular and the plural.
fn is_counted(reading: &Reading, named: Named) -> bool {
    match named {
        Named::List(_) | Named::Group(_) | Named::Gift(_) => true,
        Named::Field(field) => {
            let field = reading.model.fields.get(field);
            field.is_some_and(|field| matches!(field.kind, FieldType::Count { .. }))
        }
        Named::Attribute { .. }
        | Named::Value { .. }
        | Named::Let(_)
        | Named::Score(_)
        | Named::Experiment(_)
        | Named::Stage(_) => false,
    }
}

/// What is called otherwise in decisions from now on: rules without a name are called by their stage, and
/// what is shown has its name as the key.
fn changes(reading: &Reading, named: Named, old: &str, new: &str) -> Vec<String> {
    let model = &reading.model;
    let mut changes = Vec::new();
    if let Named::Stage(stage) = named
        && let Some(stage) = model.stages.get(stage)
    {
        let nameless = stage.rules.iter().position(|rule| rule.name.is_none());
        let rule = nameless.map(|at| format!("{} {}", old, at + 1));
        let entering = stage.on_entering.first().map(|_| format!("{old} on entering"));
        if let Some(rule) = rule.or(entering) {
            let now = rule.replacen(old, new, 1);
            changes.push(format!(
                "decisions and reports call the rules of this stage by its new name: `{rule}` is now `{now}`"
            ));
        }
    }
    let is_value = matches!(named, Named::Field(_) | Named::Let(_) | Named::Score(_));
    if is_value && model.shows.iter().any(|shown| shown.name == old) {
        changes.push(format!("decisions show `{new}` in place of `{old}`"));
    }
    changes
}

/// Reads the rules with these edits, and says what else changes, if anything does.
fn verified(reading: &Reading, renamed: &Renamed, old: &str, new: &str) -> Result<(), String> {
    let files = reading.sources.files().iter();
    let texts: Vec<(&str, String)> = files
        .map(|source| {
            let edits = renamed.edits.get(&source.name).map_or(&[][..], Vec::as_slice);
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
        false if reading.problems.has_errors() => Err(format!(
            "`{old}` cannot become `{new}`: the rules have mistakes, and might mean something else: \
             correct them first"
        )),
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
    let is_form = |word: &str, of: &str| word_like(word, of, "").is_some();
    let is_word = |one: &str, other: &str| is_form(one, old) && is_form(other, new);
    let mut words = one.zip(other);
    let same = words.by_ref().all(|(one, other)| one == other || is_word(one, other));
    same && words.next().is_none()
}
