//! The names that rules declare, and where they are written.

use std::collections::HashMap;

use crate::check::Type;
pub use crate::check::model::Named;
use crate::check::model::{Mention, Model};
use crate::problems::{FileId, Span};
use crate::program::Reading;
use crate::syntax::tree::{Declaration, Field, FieldKind, Name, ScalarType};

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
        let mut all =
            Collected { model: &reading.model, next: Next::default(), declared: Vec::new() };
        for declaration in &reading.tree.declarations {
            all.declaration(declaration);
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

/// The names so far, and the places in the model that come next.
struct Collected<'r> {
    model: &'r Model,
    next: Next,
    declared: Vec<Declared<'r>>,
}

/// How many of each kind there were.
#[derive(Default)]
struct Next {
    fields: usize,
    lists: usize,
    lets: usize,
    scores: usize,
    experiments: usize,
    groups: usize,
    gifts: usize,
    stages: usize,
}

fn next(counter: &mut usize) -> usize {
    std::mem::replace(counter, *counter + 1)
}

impl<'r> Collected<'r> {
    fn declaration(&mut self, declaration: &'r Declaration) {
        match declaration {
            Declaration::Customer(customer) => {
                customer.fields.iter().for_each(|field| self.field(field));
            }
            Declaration::Let(it) => {
                let named = Named::Let(next(&mut self.next.lets));
                self.add(named, &it.name, it.span);
            }
            Declaration::Score(it) => {
                let named = Named::Score(next(&mut self.next.scores));
                self.add(named, &it.name, it.span);
            }
            Declaration::Experiment(it) => {
                let place = next(&mut self.next.experiments);
                self.add(Named::Experiment(place), &it.name, it.span);
                if let Some(choice) = self.model.experiments.get(place).map(|it| it.choice) {
                    self.values(choice, it.arms.iter().map(|arm| &arm.name));
                }
            }
            Declaration::Group(it) => {
                let named = Named::Group(next(&mut self.next.groups));
                self.add(named, &it.name, it.span);
            }
            Declaration::Gift(it) => {
                let named = Named::Gift(next(&mut self.next.gifts));
                self.add(named, &it.name, it.span);
            }
            Declaration::Stage(it) => {
                let named = Named::Stage(next(&mut self.next.stages));
                self.add(named, &it.name, it.span);
            }
            Declaration::Header(_)
            | Declaration::AnyStage(_)
            | Declaration::Use(_)
            | Declaration::Limit(_)
            | Declaration::Pause(_)
            | Declaration::Assert(_)
            | Declaration::Test(_)
            | Declaration::Simulate(_)
            | Declaration::Report(_)
            | Declaration::Broken(_) => {}
        }
    }

    fn add(&mut self, named: Named, name: &'r Name, span: Span) {
        self.declared.push(Declared { named, name, span });
    }

    fn field(&mut self, field: &'r Field) {
        match &field.kind {
            FieldKind::Events(events) => {
                let list = next(&mut self.next.lists);
                self.add(Named::List(list), &field.name, field.span);
                for attribute in &events.attributes {
                    let known = self.model.lists.get(list).map_or(&[][..], |it| &it.attributes);
                    let place = known.iter().position(|it| it.span == attribute.name.span);
                    let place = place
                        .or_else(|| known.iter().position(|it| it.name == attribute.name.text));
                    let Some(place) = place else { continue };
                    let (named, ty) =
                        (Named::Attribute { list, attribute: place }, known[place].ty);
                    self.add(named, &attribute.name, attribute.span);
                    if let crate::syntax::tree::AttributeSource::Record { kind, .. } =
                        &attribute.source
                    {
                        self.scalar(kind, ty);
                    }
                }
            }
            FieldKind::Scalar(kind) => {
                let place = next(&mut self.next.fields);
                self.add(Named::Field(place), &field.name, field.span);
                if let Some(ty) = self.model.fields.get(place).map(|it| it.ty) {
                    self.scalar(kind, ty);
                }
            }
            FieldKind::Count { .. } | FieldKind::Set { .. } => {
                let place = next(&mut self.next.fields);
                self.add(Named::Field(place), &field.name, field.span);
            }
            FieldKind::Broken => {}
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
