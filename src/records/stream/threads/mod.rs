//! The threads that pass a stream on: what each of them does, what they share, and the order in
//! which results are handed over.

mod crew;
mod desk;
mod queue;
#[cfg(test)]
mod tests;

pub(super) use crew::Crew;
