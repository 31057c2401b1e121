//! A function over events, with what it is applied to.

use crate::syntax::tree::{self, Name};
use crate::terms::Function;

/// A function over events, as written.
pub(super) struct Aggregated<'t> {
    pub function: Function,
    pub different: bool,
    pub events: &'t Name,
    pub attribute: Option<&'t Name>,
    pub filter: &'t tree::Filter,
}
