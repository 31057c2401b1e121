//! What a file declares by a name, in its order, each with its place among its kind.

use crate::problems::Span;
use crate::syntax::tree::{Declaration, Experiment, Field, FieldKind, File, Name};

use super::model::Named;

/// Something that a file declares by a name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Declared<'f> {
    pub name: &'f Name,
    /// What the name stands for; `None` where its declaration cannot be read.
    pub named: Option<Named>,
    /// All of the declaration.
    pub span: Span,
    pub has: Has<'f>,
}

/// What else a declaration names.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Has<'f> {
    /// The values of a field, or what its events have.
    Field(&'f Field),
    /// Its arms.
    Experiment(&'f Experiment),
    Nothing,
}

/// How many of each kind there were so far.
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

/// All that a file declares by a name.
pub(crate) fn declared(file: &File) -> Vec<Declared<'_>> {
    let mut next = Next::default();
    let mut all = Vec::new();
    let mut add = |name, named, span, has| all.push(Declared { name, named, span, has });
    for declaration in &file.declarations {
        match declaration {
            Declaration::Header(_)
            | Declaration::AnyStage(_)
            | Declaration::Use(_)
            | Declaration::Limit(_)
            | Declaration::Pause(_)
            | Declaration::Assert(_)
            | Declaration::Test(_)
            | Declaration::Simulate(_)
            | Declaration::Report(_) => {}
            Declaration::Customer(customer) => {
                for field in &customer.fields {
                    let named = match field.kind {
                        FieldKind::Events(_) => Some(Named::List(count(&mut next.lists))),
                        FieldKind::Scalar(_) | FieldKind::Count { .. } | FieldKind::Set { .. } => {
                            Some(Named::Field(count(&mut next.fields)))
                        }
                        FieldKind::Broken => None,
                    };
                    add(&field.name, named, field.span, Has::Field(field));
                }
            }
            Declaration::Let(it) => {
                add(&it.name, Some(Named::Let(count(&mut next.lets))), it.span, Has::Nothing);
            }
            Declaration::Score(it) => {
                add(&it.name, Some(Named::Score(count(&mut next.scores))), it.span, Has::Nothing);
            }
            Declaration::Experiment(it) => {
                let named = Named::Experiment(count(&mut next.experiments));
                add(&it.name, Some(named), it.span, Has::Experiment(it));
            }
            Declaration::Group(it) => {
                add(&it.name, Some(Named::Group(count(&mut next.groups))), it.span, Has::Nothing);
            }
            Declaration::Gift(it) => {
                add(&it.name, Some(Named::Gift(count(&mut next.gifts))), it.span, Has::Nothing);
            }
            Declaration::Stage(it) => {
                add(&it.name, Some(Named::Stage(count(&mut next.stages))), it.span, Has::Nothing);
            }
            Declaration::Broken(it) => {
                if let Some(name) = &it.name {
                    add(name, None, it.span, Has::Nothing);
                }
            }
        }
    }
    all
}

fn count(counter: &mut usize) -> usize {
    std::mem::replace(counter, *counter + 1)
}
