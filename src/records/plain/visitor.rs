//! Where a walk leaves what it finds.

use super::walk_fault::WalkFault;
use crate::records::json::{Found, Scanner};

/// Where a walk leaves what it finds. Whatever folds values while passing over them is another
/// visitor, and the walk stays as it is.
pub(super) trait Visitor<'a> {
    type Use: Copy;

    /// Takes the value found. A list or an object is still before the scanner, and has to be
    /// passed or read.
    fn visit(
        &mut self,
        wanted: Self::Use,
        found: Found<'a>,
        scanner: &mut Scanner<'a>,
    ) -> Result<(), WalkFault>;
}
