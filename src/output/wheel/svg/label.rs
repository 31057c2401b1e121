//! The label of an arrow: its number, and how many move along it.

/// The room within a label.
const RIM: f64 = 6.0;

/// What is on an arrow.
#[derive(Clone, Debug)]
pub(super) struct Label {
    /// The number by which the list next to the ring says more.
    pub number: usize,
    /// How many customers move along it, if they were counted.
    pub count: Option<String>,
}

impl Label {
    /// How wide it is, by how wide its texts are.
    pub(super) fn wide(&self, width: impl Fn(&str, bool) -> f64) -> f64 {
        self.first(&width) + self.count.as_ref().map_or(0.0, |count| width(count, true) + 2.0 * RIM)
    }

    /// How wide the part with the number is.
    pub(super) fn first(&self, width: impl Fn(&str, bool) -> f64) -> f64 {
        (width(&self.number.to_string(), true) + 2.0 * RIM).max(20.0)
    }
}
