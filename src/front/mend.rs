//! Changes a rule file as its safe fixes say, as long as that makes it better.

use std::path::Path;

use super::replacement::Replacement;
use super::{Failure, disk};
use crate::program::{Change, mended};

/// Puts right what is safe to put right in a rule file, and tells what that was. The file is only
/// written where it has changed, and then at once as a whole.
pub(super) fn mend(path: &Path) -> Result<Vec<Change>, Failure> {
    let text = disk::read_rules(path)?;
    let (better, changes) = mended(&disk::name(path), &text, &disk::load_used);
    if better != text {
        let mut file = Replacement::of_file(path)?;
        file.write(better.as_bytes())?;
        file.finish()?;
    }
    Ok(changes)
}
