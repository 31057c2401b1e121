//! Checks the capacity of stages and where people go when one is full.

use crate::problems::register as code;
use crate::syntax::tree;

use super::Checker;
use super::model::{Capacity, Stage, WhenFull};

impl Checker<'_> {
    pub(super) fn capacity(&mut self, capacity: &tree::Capacity) -> Option<Capacity> {
        let count = capacity.count.value.to_i64().and_then(|count| u64::try_from(count).ok());
        let Some(count) = count else {
            let help = "write a whole number of customers, for example `capacity 150`";
            let title = "A capacity is a number of customers";
            self.refuse(code::BAD_RANGE, title, capacity.count.span, "not a whole number", help);
            return None;
        };
        let by = capacity.by.as_ref().and_then(|by| self.order(by));
        let when_full = match &capacity.when_full {
            tree::WhenFull::Wait => WhenFull::Wait,
            tree::WhenFull::MoveLongest { to } => {
                WhenFull::MoveLongest { to: self.stage_named(to)? }
            }
            tree::WhenFull::MoveBy { highest, by, to } => {
                let by = self.order(by)?;
                WhenFull::MoveBy { highest: *highest, by, to: self.stage_named(to)? }
            }
        };
        Some(Capacity { span: capacity.span, count, by, when_full })
    }

    /// Those who make room in a full stage must have somewhere to go: not the stage itself, and
    /// not one that could be full in turn.
    pub(super) fn ways_out_of_full(&mut self, stages: &[Stage]) {
        for (index, stage) in stages.iter().enumerate() {
            let Some(capacity) = &stage.capacity else { continue };
            let to = match &capacity.when_full {
                WhenFull::Wait => continue,
                WhenFull::MoveLongest { to } | WhenFull::MoveBy { to, .. } => *to,
            };
            if to == index {
                let title = format!("Customers who make room in `{}` must leave it", stage.name);
                let help = "name another stage";
                let label = "this leads back to the same stage";
                self.refuse(code::MOVE_NOWHERE, title, capacity.span, label, help);
            } else if stages[to].capacity.is_some() {
                let title = format!("`{}` could be full too", stages[to].name);
                let help = "move them to a stage without a capacity, or write `when full wait`";
                let label = "customers who make room go here";
                self.refuse(code::FULL_TOO, title, capacity.span, label, help);
            }
        }
    }
}
