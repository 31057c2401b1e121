use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use clap::ValueEnum;
use memchr::{memchr_iter, memrchr};
use serde::de::IgnoredAny;

/// How many bytes are read at once. A line must fit.
const BLOCK: usize = 256 << 10;

/// The least that can be done with a file of records, in three steps. Each is a process of its
/// own, with one thread.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Floor {
    /// Read the file and count the ends of lines
    Lines,
    /// Make sure that it is UTF-8 as well
    Utf8,
    /// Make sure that each line is JSON as well, and build nothing
    Json,
}

impl Floor {
    /// The name that the hidden argument goes by.
    pub(crate) fn argument(self) -> &'static str {
        match self {
            Floor::Lines => "lines",
            Floor::Utf8 => "utf8",
            Floor::Json => "json",
        }
    }

    pub(crate) fn title(self) -> &'static str {
        match self {
            Floor::Lines => "floor: read, count lines",
            Floor::Utf8 => "floor: and check UTF-8",
            Floor::Json => "floor: and check JSON",
        }
    }

    /// How many lines the file has.
    pub(crate) fn lines(self, path: &Path) -> io::Result<u64> {
        let mut count = 0;
        each_block(path, |block| {
            count += match self {
                Floor::Lines => memchr_iter(b'\n', block).count(),
                Floor::Utf8 => memchr_iter(b'\n', utf8(block).as_bytes()).count(),
                Floor::Json => utf8(block).lines().map(check_json).count(),
            } as u64;
        })?;
        Ok(count)
    }
}

fn utf8(block: &[u8]) -> &str {
    simdutf8::basic::from_utf8(block).expect("the customers are UTF-8")
}

fn check_json(line: &str) {
    let IgnoredAny = serde_json::from_str(line).expect("the customers are JSON");
}

/// Goes over a file in blocks of whole lines.
fn each_block(path: &Path, mut each: impl FnMut(&[u8])) -> io::Result<()> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; BLOCK];
    let mut kept = 0;
    loop {
        let read = file.read(&mut buffer[kept..])?;
        if read == 0 {
            each(&buffer[..kept]);
            return Ok(());
        }
        let filled = kept + read;
        let whole = memrchr(b'\n', &buffer[..filled]).map_or(0, |at| at + 1);
        each(&buffer[..whole]);
        buffer.copy_within(whole..filled, 0);
        kept = filled - whole;
    }
}
