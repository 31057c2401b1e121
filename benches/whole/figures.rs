use std::time::Duration;

/// What a process took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    pub wall: Duration,
    pub cpu: Duration,
    /// Its peak in bytes, where the system tells.
    pub memory: Option<u64>,
}

impl Figures {
    /// The middle of each figure by itself.
    pub(crate) fn medians(all: &[Figures]) -> Figures {
        Figures {
            wall: median(all.iter().map(|figures| figures.wall)).unwrap_or_default(),
            cpu: median(all.iter().map(|figures| figures.cpu)).unwrap_or_default(),
            memory: median(all.iter().filter_map(|figures| figures.memory)),
        }
    }
}

fn median<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    let middle = values.len() / 2;
    values.into_iter().nth(middle)
}
