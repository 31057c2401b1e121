//! Gifts that are kept.

use crate::problems::Span;
use crate::values::Duration;

use super::Expr;

/// What a pause, a limit or a budget withholds is asked for again.
#[derive(Clone, Debug)]
pub struct Kept {
    pub span: Span,
    /// For how long.
    pub within: Duration,
    /// Only while this is certainly true.
    pub condition: Option<Expr>,
}
