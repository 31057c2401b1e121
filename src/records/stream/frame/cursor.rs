//! The line and the column that a stream has reached.

/// Lines and columns, counted once over a stream that is seen block by block.
#[derive(Clone, Debug)]
pub(super) struct Cursor {
    /// The line of the next byte, from 1.
    pub line: u64,
    /// How many bytes of that line are before it.
    pub column: usize,
    /// How many bytes of the block at hand are counted.
    counted: usize,
}

impl Cursor {
    pub(super) fn new(line: u64) -> Cursor {
        Cursor { line, column: 0, counted: 0 }
    }

    /// Counts up to `at`, which is never before what was counted.
    pub(super) fn count_to(&mut self, bytes: &[u8], at: usize) {
        let passed = &bytes[self.counted..at];
        self.counted = at;
        match memchr::memrchr(b'\n', passed) {
            Some(last) => {
                self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
                self.column = passed.len() - last - 1;
            }
            None => self.column += passed.len(),
        }
    }

    /// The first `settled` bytes go; what was counted beyond does not happen.
    pub(super) fn settle(&mut self, bytes: &[u8], settled: usize) {
        self.count_to(bytes, settled);
        self.counted = 0;
    }
}
