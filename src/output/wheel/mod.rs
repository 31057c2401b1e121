//! The lifecycle as a picture, in several formats.

mod census;
mod dot;
mod format;
mod lines;
mod mermaid;
mod svg;

use crate::output::words::counted;
use crate::tools::wheel::{Arrow, Numbers, Wheel};

pub use census::{Census, Counted};
pub use format::Format;

/// What a picture shows.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'p> {
    /// The stages, and what leads from one to another.
    pub wheel: &'p Wheel,
    /// How many customers are where, and the moment that this is true of.
    pub numbers: Option<(&'p Numbers, &'p str)>,
}

impl Picture<'_> {
    /// How many move along an arrow, if anyone could and customers were counted.
    fn along(&self, arrow: &Arrow) -> Option<u64> {
        self.numbers.and_then(|(numbers, _)| numbers.along(arrow))
    }

    /// How many are in a stage, if customers were counted.
    fn within(&self, stage: usize) -> Option<u64> {
        self.numbers.map(|(numbers, _)| numbers.stages[stage])
    }

    /// What is said of the stage where new customers start.
    fn start(&self, stage: usize) -> Option<String> {
        let new = self.numbers.map_or(0, |(numbers, _)| numbers.new);
        (stage == self.wheel.start).then(|| match new {
            0 => "new customers start here".to_owned(),
            count => format!("+ {}", counted(count, "new customer", "new customers")),
        })
    }

    /// What the picture is about, below its title.
    fn about(&self) -> String {
        let stages = self.wheel.nodes.len() as u64;
        match self.numbers {
            None => format!(
                "{}; the numbers on the arrows lead to their conditions",
                counted(stages, "stage", "stages")
            ),
            Some((numbers, as_of)) => format!(
                "{}, of whom {}, as of {as_of}",
                counted(numbers.all(), "customer", "customers"),
                counted(numbers.moved(), "moves now", "move now")
            ),
        }
    }
}
