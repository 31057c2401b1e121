//! One customer at one step, as expressions see them: the memory that evaluating shares.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use crate::values::Truth;

use super::Record;
use super::context::Context;
use super::known::{Folded, Known};
use super::listed::Listed;
use super::state::State;

/// One customer at one step, as expressions see them.
pub(super) struct View<'v> {
    pub at: &'v Context,
    pub record: &'v Record<'v>,
    pub state: &'v State<'v>,
    pub lets: RefCell<Vec<Option<Known<'v>>>>,
    pub conditions: RefCell<Vec<Option<Truth>>>,
    pub folds: RefCell<Vec<Option<Folded<'v>>>>,
    /// By the slot of the list, which of its events exist.
    pub listed: Vec<OnceCell<Option<Listed>>>,
    /// By the slot of the list, whether an event passes its filter, by its place.
    pub passing: RefCell<Vec<HashMap<usize, Truth>>>,
}

impl<'v> View<'v> {
    pub(super) fn new(at: &'v Context, record: &'v Record<'v>, state: &'v State<'v>) -> View<'v> {
        View {
            at,
            record,
            state,
            lets: RefCell::new(vec![None; at.plan.lets.len()]),
            conditions: RefCell::new(vec![None; at.plan.conditions.len()]),
            folds: RefCell::new(vec![None; at.plan.folds.len()]),
            listed: vec![OnceCell::new(); record.lists.len()],
            passing: RefCell::new(vec![HashMap::new(); record.lists.len()]),
        }
    }
}
