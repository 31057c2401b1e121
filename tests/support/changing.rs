//! Customers who are others each time they are read.

use std::borrow::Cow;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use flywheel::records::Options;
use flywheel::run::Input;

/// An input that is another text each time it is opened; the last one from then on. It is read in
/// small blocks, so that some customers come in many chunks.
pub(crate) struct Changing<'t> {
    texts: Vec<&'t str>,
    opened: AtomicUsize,
}

impl<'t> Changing<'t> {
    pub(crate) fn new(texts: &[&'t str]) -> Changing<'t> {
        Changing { texts: texts.to_vec(), opened: AtomicUsize::new(0) }
    }
}

impl<'t> Input for Changing<'t> {
    type Stream = &'t [u8];

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed("customers")
    }

    fn options(&self) -> Options {
        Options { block: 64, ..Options::default() }
    }

    fn open(&self) -> io::Result<&'t [u8]> {
        let time = self.opened.fetch_add(1, Ordering::Relaxed);
        Ok(self.texts[time.min(self.texts.len() - 1)].as_bytes())
    }
}
