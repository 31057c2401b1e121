//! A stream that another thread reads ahead.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// This many bytes are read at once.
const BLOCK: usize = 128 << 10;
/// And this many of those before they are asked for.
const BLOCKS: usize = 4;

/// A stream that another thread reads ahead, because it takes as long to read as what is done with it.
#[derive(Debug)]
pub(super) struct Ahead {
    blocks: Receiver<io::Result<Vec<u8>>>,
    block: Vec<u8>,
    /// How many of its bytes have been handed out.
    at: usize,
    ended: bool,
}

impl Ahead {
    /// Begins to read a stream.
    ///
    /// # Errors
    /// If there cannot be another thread.
    pub(super) fn of(stream: impl Read + Send + 'static) -> io::Result<Ahead> {
        let (sender, blocks) = sync_channel(BLOCKS);
        thread::Builder::new().spawn(move || send(stream, &sender))?;
        Ok(Ahead { blocks, block: Vec::new(), at: 0, ended: false })
    }
}

/// Sends one block after the other, an empty one at the end, for as long as somebody reads them.
fn send(mut stream: impl Read, blocks: &SyncSender<io::Result<Vec<u8>>>) {
    loop {
        let mut block = Vec::with_capacity(BLOCK);
        let read = stream.by_ref().take(BLOCK as u64).read_to_end(&mut block).map(|_| block);
        let is_last = read.as_ref().map_or(true, Vec::is_empty);
        if blocks.send(read).is_err() || is_last {
            break;
        }
    }
}

impl Read for Ahead {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at == self.block.len() && !self.ended {
            // Whatever stopped the other thread, it has not said that this is the end.
            let unended = |_| io::Error::other("it was not read to its end");
            self.block = self.blocks.recv().map_err(unended)??;
            self.at = 0;
            self.ended = self.block.is_empty();
        }
        let count = out.len().min(self.block.len() - self.at);
        out[..count].copy_from_slice(&self.block[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that end in a fault.
    struct Broken(&'static [u8]);

    impl Read for Broken {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            match self.0.read(out)? {
                0 => Err(io::Error::other("broken")),
                count => Ok(count),
            }
        }
    }

    /// A stream whose thread panics.
    struct Panics;

    impl Read for Panics {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            panic!("on purpose")
        }
    }

    #[test]
    fn what_is_read_ahead_is_what_there_is() {
        let bytes: Vec<u8> = (0..3_000_000u32).map(|number| number as u8).collect();
        for count in [0, 1, BLOCK, BLOCK + 1, bytes.len()] {
            let mut read = Vec::new();
            let stream = io::Cursor::new(bytes[..count].to_vec());
            Ahead::of(stream).unwrap().read_to_end(&mut read).unwrap();
            assert_eq!(read, bytes[..count]);
        }
    }

    #[test]
    fn a_stream_that_breaks_off_is_not_at_its_end() {
        let mut read = Vec::new();
        let broken = Ahead::of(Broken(b"some")).unwrap().read_to_end(&mut read);
        assert_eq!(broken.unwrap_err().to_string(), "broken");
        let stopped = Ahead::of(Panics).unwrap().read_to_end(&mut read);
        assert_eq!(stopped.unwrap_err().to_string(), "it was not read to its end");
    }

    #[test]
    fn nobody_has_to_read_it_to_its_end() {
        let mut ahead = Ahead::of(io::repeat(7)).unwrap();
        let mut some = [0; 9];
        ahead.read_exact(&mut some).unwrap();
        assert_eq!(some, [7; 9]);
    }
}
