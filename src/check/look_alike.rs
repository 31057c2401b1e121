//! Names that look alike and differ, and letters that do not belong together.

use std::collections::HashMap;

use unicode_security::MixedScript;
use unicode_security::confusable_detection::skeleton;

use crate::problems::{Problem, Problems, register as code};
use crate::syntax::tree::{AttributeSource, Field, FieldKind, File, Name};

use super::declared::{Declared, Has};

/// Names that look like others and are not: with a letter of another alphabet, or an accent that
/// is put together in another way.
pub(super) fn look(file: &File, problems: &mut Problems) {
    let names = declared(file);
    if names.iter().all(|name| name.text.is_ascii()) {
        return;
    }
    let mut seen: HashMap<String, &Name> = HashMap::new();
    for name in names {
        let before = seen.entry(look_of(&name.text)).or_insert(name);
        if before.text != name.text && !(before.text.is_ascii() && name.text.is_ascii()) {
            let title = format!("`{}` looks like another name but is not the same", name.text);
            let problem = Problem::new(code::LOOK_ALIKE, title, name.span, odd_letter(name));
            let help = "write both with the same letters, or rename one of them";
            let problem = problem.and_at(before.span, "the other one is here");
            problems.push(problem.help(help));
        } else if before.span == name.span && !name.text.is_single_script() {
            let title = format!("`{}` mixes letters of two alphabets", name.text);
            let problem = Problem::new(code::LOOK_ALIKE, title, name.span, odd_letter(name));
            let help = "write all of it in one alphabet, so that others can type it";
            problems.push(problem.help(help));
        }
    }
}

/// What is to be said of a name that nobody declared and that looks like one that is; `None` where
/// anybody sees that they differ.
pub(super) fn unseen(wrong: &str, right: &str) -> Option<String> {
    let letter = wrong.chars().find(|c| !c.is_ascii() && !right.contains(*c))?;
    (look_of(wrong) == look_of(right)).then(|| {
        format!("retype `{right}`: it looks the same, but `{letter}` here is {}", point(letter))
    })
}

/// What a name looks like. Letters that are only alike to those who do not look closely, such as
/// `rn` and `m`, are alike too, so this is asked of names with other letters than English ones.
fn look_of(name: &str) -> String {
    skeleton(name).collect()
}

/// The first letter that is not what it seems.
fn odd_letter(name: &Name) -> String {
    let odd = |c: &char| !c.is_ascii();
    match name.text.chars().find(odd) {
        Some(letter) => format!("`{letter}` is {}", point(letter)),
        None => "this one".to_owned(),
    }
}

/// `the letter U+0430 of another alphabet`.
fn point(letter: char) -> String {
    let alphabet = match letter {
        '\u{370}'..='\u{3ff}' => "the Greek letter ",
        '\u{400}'..='\u{52f}' => "the Cyrillic letter ",
        '\u{530}'..='\u{58f}' => "the Armenian letter ",
        _ => "the character ",
    };
    format!("{alphabet}U+{:04X}", letter as u32)
}

/// All names that the file declares, but for declarations that cannot be read.
fn declared(file: &File) -> Vec<&Name> {
    let mut names = Vec::new();
    for Declared { name, named, has, .. } in super::declared(file) {
        match has {
            Has::Field(field) => {
                names.push(name);
                within(field, &mut names);
            }
            Has::Experiment(experiment) => {
                names.push(name);
                names.extend(experiment.arms.iter().map(|arm| &arm.name));
            }
            Has::Nothing => names.extend(named.map(|_| name)),
        }
    }
    names
}

/// The values of a field, or what its events have.
fn within<'f>(field: &'f Field, names: &mut Vec<&'f Name>) {
    match &field.kind {
        FieldKind::Scalar(kind) => names.extend(kind.names()),
        FieldKind::Events(events) => {
            for attribute in &events.attributes {
                names.push(&attribute.name);
                if let AttributeSource::Record { kind, .. } = &attribute.source {
                    names.extend(kind.names());
                }
            }
        }
        FieldKind::Count { .. } | FieldKind::Set { .. } | FieldKind::Broken => {}
    }
}
