//! What decisions include.

use super::Expr;

/// A value that every decision includes.
#[derive(Clone, Debug)]
pub struct Shown {
    pub name: String,
    pub value: Expr,
}
