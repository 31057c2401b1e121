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
                "{}; the list says what each numbered arrow needs",
                counted(stages, "stage", "stages")
            ),
            Some((numbers, as_of)) => {
                // In the words of the summary of a run.
                let parts = [
                    (numbers.new, "is new", "are new"),
                    (numbers.moved(), "moves", "move"),
                    (numbers.stayed(), "stays", "stay"),
                ];
                let parts = parts.into_iter().filter(|(count, _, _)| *count > 0);
                let parts: Vec<String> =
                    parts.map(|(count, one, many)| counted(count, one, many)).collect();
                let all = counted(numbers.all(), "customer", "customers");
                match parts.is_empty() {
                    true => format!("{all}, as of {as_of}"),
                    false => format!("{all}: {}, as of {as_of}", parts.join(", ")),
                }
            }
        }
    }
}
