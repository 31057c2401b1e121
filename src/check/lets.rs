//! Checks each `let` after those that it builds on, so that their order in the file is free.

use crate::problems::{Problem, Problems, register as code};
use crate::syntax::tree;

use super::at::At;
use super::model::{Expr, Let, Model};
use super::{Checker, Type};

/// How far a `let` has been checked.
pub(super) enum LetState<'t> {
    Waiting(&'t tree::Let),
    /// It is being looked at: meeting it again means that it is defined by itself.
    Open(&'t tree::Let),
    Done(&'t tree::Let, Expr),
}

impl<'t> LetState<'t> {
    pub(super) fn tree(&self) -> &'t tree::Let {
        match self {
            LetState::Waiting(tree) | LetState::Open(tree) | LetState::Done(tree, _) => tree,
        }
    }

    /// Whether it is known to be an amount of money.
    pub(super) fn is_money(&self) -> bool {
        match self {
            LetState::Waiting(_) | LetState::Open(_) => false,
            LetState::Done(_, value) => value.ty == Type::Money,
        }
    }
}

impl Checker<'_> {
    /// Checks all of them, in an order in which none leads far.
    pub(super) fn all_lets(&mut self, order: &[usize]) {
        for index in order {
            self.let_type(*index);
        }
    }

    /// The type of a `let`, checked now if it was not yet.
    pub(super) fn let_type(&mut self, index: usize) -> Type {
        match &self.lets[index] {
            LetState::Done(_, value) => value.ty,
            LetState::Open(tree) => {
                let tree = *tree;
                self.cycle(tree);
                Type::Broken
            }
            LetState::Waiting(tree) => {
                let tree = *tree;
                self.lets[index] = LetState::Open(tree);
                let around = std::mem::take(&mut self.around);
                let value = self.expression(&tree.value, At::Customer, None);
                self.around = around;
                let ty = value.ty;
                self.lets[index] = LetState::Done(tree, value);
                ty
            }
        }
    }

    /// The value of a `let` that has been checked.
    pub(super) fn let_value(&self, index: usize) -> Option<&Expr> {
        match &self.lets[index] {
            LetState::Done(_, value) => Some(value),
            LetState::Waiting(_) | LetState::Open(_) => None,
        }
    }

    fn cycle(&mut self, at: &tree::Let) {
        let open: Vec<&tree::Let> = self
            .lets
            .iter()
            .filter(|state| matches!(state, LetState::Open(_)))
            .map(LetState::tree)
            .collect();
        let mut problem = Problem::new(
            code::LET_CYCLE,
            format!("`{}` is defined in terms of itself", at.name.text),
            at.name.span,
            "this needs its own result",
        );
        for other in open.iter().filter(|other| other.name.span != at.name.span) {
            problem = problem.and_at(other.name.span, "the circle goes through this one");
        }
        self.problems.push(problem.help("define one of them without the others"));
    }

    pub(super) fn finished_lets(&mut self) -> Vec<Let> {
        std::mem::take(&mut self.lets)
            .into_iter()
            .map(|state| {
                let (name, span) = (state.tree().name.text.clone(), state.tree().name.span);
                let value = match state {
                    LetState::Done(_, value) => value,
                    LetState::Waiting(_) | LetState::Open(_) => Expr::broken(span),
                };
                Let { name, span, value, experiments: Vec::new() }
            })
            .collect()
    }
}

pub(super) fn unused(model: &Model, used: &[bool], problems: &mut Problems) {
    for (a_let, used) in model.lets.iter().zip(used) {
        if !used {
            let title = format!("Nothing uses `{}`", a_let.name);
            problems.push(
                Problem::new(code::UNUSED_LET, title, a_let.span, "defined here")
                    .help("use it in a condition, or delete it"),
            );
        }
    }
}
