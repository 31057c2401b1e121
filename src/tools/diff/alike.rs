//! Whether two rule files say the same.

use crate::problems::Sources;
use crate::tools::format::says_the_same;

/// How much two rule files, with all that they use, are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alike {
    /// They are the same, to the last letter.
    Same,
    /// They say the same, and differ in their layout or their comments.
    Layout,
    /// They say different things, which need not matter to anybody.
    Differ,
}

impl Alike {
    /// How much the files of two programs are alike.
    pub fn of(old: &Sources, new: &Sources) -> Alike {
        if old.files().len() != new.files().len() {
            return Alike::Differ;
        }
        let texts =
            || old.files().iter().zip(new.files()).map(|(old, new)| (&*old.text, &*new.text));
        if texts().all(|(old, new)| old == new) {
            Alike::Same
        } else if texts().all(|(old, new)| says_the_same(old, new)) {
            Alike::Layout
        } else {
            Alike::Differ
        }
    }
}
