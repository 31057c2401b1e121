//! What is expected to come next in an object.

use super::member::Member;
use super::run::KnownRun;

/// A member that the next object is expected to have.
#[derive(Clone, Debug)]
pub(super) struct Expected<U> {
    pub member: Member<U>,
    /// The run that begins with it, if one does.
    pub run: Option<Box<KnownRun<U>>>,
}
