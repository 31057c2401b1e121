//! One customer at one step, as expressions see them: the memory that evaluating shares.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use crate::values::Truth;

use super::Record;
use super::context::Context;
use super::known::{Folded, Known};
use super::listed::Listed;
use super::memo::Memo;
use super::state::State;

/// One customer at one step, as expressions see them.
pub(super) struct View<'v> {
    pub at: &'v Context,
    pub record: &'v Record<'v>,
    pub state: &'v State<'v>,
    pub lets: Memo<Known<'v>>,
    pub conditions: Memo<Truth>,
    pub folds: Memo<Folded<'v>>,
    /// By the slot of the list, which of its events exist.
    pub listed: Vec<OnceCell<Option<Listed>>>,
    /// By the slot of the list and its place in it, whether an event passes the filter of the list.
    pub passing: RefCell<HashMap<(usize, usize), Truth>>,
}

impl<'v> View<'v> {
    pub(super) fn new(at: &'v Context, record: &'v Record<'v>, state: &'v State<'v>) -> View<'v> {
        View {
            at,
            record,
            state,
            lets: Memo::default(),
            conditions: Memo::default(),
            folds: Memo::default(),
            listed: vec![OnceCell::new(); record.lists.len()],
            passing: RefCell::default(),
        }
    }
}
