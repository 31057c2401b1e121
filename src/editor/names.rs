//! The names that rules declare, and where they are written.

use std::collections::HashMap;

pub use crate::check::model::Named;
use crate::check::model::{Mention, Model};
use crate::check::{Has, Type, declared};
use crate::problems::{FileId, Span};
use crate::program::Reading;
use crate::syntax::tree::{AttributeSource, Field, FieldKind, Name, ScalarType};

/// A name where it is declared.
#[derive(Clone, Copy, Debug)]
pub struct Declared<'r> {
    /// What it stands for.
    pub named: Named,
    /// The name.
    pub name: &'r Name,
    /// All of the declaration.
    pub span: Span,
}

/// All names of a program.
#[derive(Debug)]
pub struct Names<'r> {
    reading: &'r Reading,
    declared: Vec<Declared<'r>>,
    /// By what it stands for, the place of its first declaration.
    places: HashMap<Named, usize>,
}

impl<'r> Names<'r> {
    /// The names of a program, also of one with mistakes.
    pub fn of(reading: &'r Reading) -> Names<'r> {
        let mut all = Collected { model: &reading.model, declared: Vec::new() };
        for it in declared(&reading.tree) {
            if let Some(named) = it.named {
                all.add(named, it.name, it.span);
                all.inside(named, it.has);
            }
        }
        let mut places = HashMap::new();
        for (place, declared) in all.declared.iter().enumerate() {
            places.entry(declared.named).or_insert(place);
        }
        Names { reading, declared: all.declared, places }
    }

    /// All declarations, in the order of the files.
    pub fn declared(&self) -> &[Declared<'r>] {
        &self.declared
    }

    /// The declaration of something.
    pub fn declaration(&self, named: Named) -> Option<Declared<'r>> {
        self.places.get(&named).and_then(|place| self.declared.get(*place)).copied()
    }

    /// Where it is written besides its declaration, in order.
    pub fn mentions(&self, named: Named) -> impl Iterator<Item = Span> {
        let mentions = self.reading.model.mentions.iter();
        mentions.filter(move |mention| mention.named == named).map(|mention| mention.span)
    }

    /// What is named at a place, and the place of that name.
    pub fn at(&self, file: FileId, at: usize) -> Option<(Span, Named)> {
        let touches =
            |span: Span| span.file == file && span.start as usize <= at && at <= span.end as usize;
        let mentions = &self.reading.model.mentions;
        let key = |mention: &Mention| (mention.span.file, mention.span.start as usize);
        let first = mentions.partition_point(|mention| key(mention) <= (file, at));
        let mention = mentions[..first].last().filter(|mention| touches(mention.span));
        let declared = self.declared.iter().find(|declared| touches(declared.name.span));
        let declared = declared.map(|declared| (declared.name.span, declared.named));
        declared.or_else(|| mention.map(|mention| (mention.span, mention.named)))
    }
}

/// The names so far.
struct Collected<'r> {
    model: &'r Model,
    declared: Vec<Declared<'r>>,
}

impl<'r> Collected<'r> {
    fn add(&mut self, named: Named, name: &'r Name, span: Span) {
        self.declared.push(Declared { named, name, span });
    }

    /// The names that a declaration has besides its own.
    fn inside(&mut self, named: Named, has: Has<'r>) {
        match (has, named) {
            (Has::Field(field), Named::List(list)) => self.attributes(field, list),
            (Has::Field(field), Named::Field(place)) => {
                let ty = self.model.fields.get(place).map(|it| it.ty);
                if let (FieldKind::Scalar(kind), Some(ty)) = (&field.kind, ty) {
                    self.scalar(kind, ty);
                }
            }
            (Has::Experiment(it), Named::Experiment(place)) => {
                if let Some(choice) = self.model.experiments.get(place).map(|it| it.choice) {
                    self.values(choice, it.arms.iter().map(|arm| &arm.name));
                }
            }
            (Has::Field(_) | Has::Experiment(_) | Has::Nothing, _) => {}
        }
    }

    fn attributes(&mut self, field: &'r Field, list: usize) {
        let FieldKind::Events(events) = &field.kind else { return };
        for attribute in &events.attributes {
            let known = self.model.lists.get(list).map_or(&[][..], |it| &it.attributes);
            let place = known.iter().position(|it| it.span == attribute.name.span);
            let place =
                place.or_else(|| known.iter().position(|it| it.name == attribute.name.text));
            let Some(place) = place else { continue };
            let (named, ty) = (Named::Attribute { list, attribute: place }, known[place].ty);
            self.add(named, &attribute.name, attribute.span);
            if let AttributeSource::Record { kind, .. } = &attribute.source {
                self.scalar(kind, ty);
            }
        }
    }

    fn scalar(&mut self, kind: &'r ScalarType, ty: Type) {
        if let Type::Choice(choice) = ty {
            self.values(choice, kind.names());
        }
    }

    fn values(&mut self, choice: usize, names: impl Iterator<Item = &'r Name>) {
        for (value, name) in names.enumerate() {
            self.add(Named::Value { choice, value }, name, name.span);
        }
    }
}
