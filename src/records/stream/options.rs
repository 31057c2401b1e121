//! How a stream is to be read.

use super::format::Format;

/// How a stream is to be read.
#[derive(Clone, Debug)]
pub struct Options {
    /// Its format; else the name and the first bytes tell.
    pub format: Option<Format>,
    /// The name of its file, of which the extension counts.
    pub name: Option<String>,
    /// The most bytes of one record. A longer one is rejected and skipped.
    pub max_record: usize,
    /// How many bytes are read at once.
    pub block: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { format: None, name: None, max_record: 16 << 20, block: 512 << 10 }
    }
}
