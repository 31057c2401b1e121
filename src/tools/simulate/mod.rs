//! Projects the lifecycle of a `simulate` block, rotation by rotation.
//!
//! A rotation takes the newcomers once through all hand-offs:
//!
//! 1. Those who enter from outside come to their stages, and with them those whom the previous
//!    rotation left for this one.
//! 2. Stage by stage in the order of the file, the hand-offs pass on their shares. Who is handed
//!    on to a later stage is handed on from there in the same rotation; who is handed back to an
//!    earlier one comes to it in the next. So each stage is passed once, and a rotation ends
//!    whatever the hand-offs.
//! 3. Everyone who came to a stage that refers brings their prospects, who come in the next
//!    rotation.
//!
//! ```text
//! rotation  one rotation, with and without referrals
//! outcome   all rotations, and what is to be seen in them
//! learning  what histories say about a rotation, and lines that say otherwise
//! learned   a simulation next to what was measured, and how far it may be off by chance
//! lessons   the three rules of a flywheel, told by the numbers
//! ```

mod learned;
mod learning;
mod lessons;
mod outcome;
mod rotation;

pub use learned::{Learned, Line, What};
pub use learning::{BOOTSTRAPS, Learning};
pub use lessons::Lesson;
pub use outcome::{Outcome, Step};
pub use rotation::Rotation;

/// The most rotations that a simulation runs.
pub const MOST_ROTATIONS: u32 = 200;
