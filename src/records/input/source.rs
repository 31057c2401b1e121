use std::io::{self, Read};
use std::sync::Arc;

use super::Format;
use super::plain::{Plain, Read1, refusal};
use crate::records::bulk::{Damage, Options};
use crate::records::chunk::Chunk;
use crate::records::csv::{Columns, choose, header_end};
use crate::records::fault::Fault;
use crate::records::frame::{Documents, Framer, Lines, Rows};
use crate::records::reader::Reader;

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";
/// Enough to tell the formats apart.
const FIRST: usize = 16 << 10;
/// No header of a CSV file is longer.
const HEADER: usize = 1 << 20;

/// A stream, handed out as chunks of whole records.
pub(in crate::records) struct Source<'r, R> {
    reader: &'r Reader,
    limit: usize,
    block: usize,
    input: Plain<R>,
    pub format: Format,
    columns: Option<Arc<Columns<'r>>>,
    framer: Framer,
    /// Bytes that were read and belong to the next chunk.
    rest: Vec<u8>,
    /// Chunks that hold no records, to go first: the mark of UTF-8, the header.
    ahead: Vec<Chunk<'r>>,
    ended: bool,
    /// What is wrong with the stream as a whole, or from here on.
    pub damage: Option<Damage>,
    spare: Vec<Vec<u8>>,
}

impl<'r, R: Read> Source<'r, R> {
    pub fn open(mut input: R, options: &Options, reader: &'r Reader) -> io::Result<Self> {
        let mut first = Vec::new();
        input.by_ref().take(FIRST as u64).read_to_end(&mut first)?;
        let (input, rest) = Plain::open(input, first);
        let mut source = Source {
            reader,
            limit: options.max_record,
            block: options.block.max(1),
            input,
            format: Format::Ndjson,
            columns: None,
            framer: Framer::Lines(Lines::new(options.max_record)),
            rest,
            ahead: Vec::new(),
            ended: false,
            damage: None,
            spare: Vec::new(),
        };
        source.begin(options)?;
        Ok(source)
    }

    fn begin(&mut self, options: &Options) -> io::Result<()> {
        if self.rest.len() < FIRST {
            let missing = FIRST - self.rest.len();
            self.read(missing)?;
        }
        if let Some(fault) = refusal(&self.rest) {
            self.refuse(fault);
            return Ok(());
        }
        if self.rest.starts_with(UTF8_MARK) {
            let rest = self.rest.split_off(UTF8_MARK.len());
            let mark = std::mem::replace(&mut self.rest, rest);
            self.ahead.push(Chunk::between(mark));
        }
        let name = options.name.as_deref();
        let format = options.format.or_else(|| name.and_then(Format::from_name));
        self.format = format.unwrap_or_else(|| Format::sniff(&self.rest, name));
        match self.format {
            Format::Ndjson => {}
            Format::Json => self.framer = Framer::Documents(Documents::new(self.limit)),
            Format::Csv => self.header()?,
        }
        Ok(())
    }

    /// Reads the header of a CSV stream, which says what the rows hold.
    fn header(&mut self) -> io::Result<()> {
        let (start, end, next) = loop {
            if let Some(found) = header_end(&self.rest) {
                break found;
            }
            if self.ended || self.rest.len() > HEADER {
                let blank = self.rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
                break (blank, self.rest.len(), self.rest.len());
            }
            self.read(self.block)?;
        };
        if start == end {
            return Ok(());
        }
        let columns = match choose(&self.rest[start..end], self.reader) {
            Ok(columns) => Arc::new(columns),
            Err(fault) => {
                self.refuse(fault);
                return Ok(());
            }
        };
        let line = 1 + memchr::memchr_iter(b'\n', &self.rest[..next]).count() as u64;
        self.framer = Framer::Rows(Rows::new(self.limit, columns.delimiter, line));
        let rest = self.rest.split_off(next);
        let bytes = std::mem::replace(&mut self.rest, rest);
        self.ahead.push(Chunk::header(bytes, start..end, Arc::clone(&columns)));
        self.columns = Some(columns);
        Ok(())
    }

    /// Nothing of the stream can be used.
    fn refuse(&mut self, fault: Fault) {
        self.damage = Some(Damage { line: 1, fault });
        self.ended = true;
        self.rest.clear();
    }

    /// Appends to `rest`.
    fn read(&mut self, most: usize) -> io::Result<()> {
        if self.ended {
            return Ok(());
        }
        match self.input.read(most, &mut self.rest)? {
            Read1::More => {}
            Read1::Ended => self.ended = true,
            Read1::Damaged(fault) => {
                self.ended = true;
                let lines = memchr::memchr_iter(b'\n', &self.rest).count() as u64;
                self.damage = Some(Damage { line: self.framer.line() + lines, fault });
            }
        }
        Ok(())
    }

    /// The next chunk of whole records; `None` at the end.
    pub fn next(&mut self) -> io::Result<Option<Chunk<'r>>> {
        if !self.ahead.is_empty() {
            return Ok(Some(self.ahead.remove(0)));
        }
        let mut pieces = Vec::new();
        loop {
            self.read(self.block)?;
            let settled = if self.ended {
                self.framer.finish(&self.rest, &mut pieces);
                self.rest.len()
            } else {
                match self.framer.frame(&self.rest, &mut pieces) {
                    0 if self.rest.len() > self.limit => {
                        self.framer.give_up(&self.rest, &mut pieces)
                    }
                    settled => settled,
                }
            };
            if self.ended && self.rest.is_empty() && pieces.is_empty() {
                return Ok(None);
            }
            if settled > 0 || self.ended {
                let mut bytes = self.spare.pop().unwrap_or_default();
                bytes.extend_from_slice(&self.rest[settled..]);
                std::mem::swap(&mut bytes, &mut self.rest);
                bytes.truncate(settled);
                return Ok(Some(Chunk::new(bytes, pieces, self.reader, self.columns.clone())));
            }
        }
    }

    /// Up to `count` chunks, fewer where long records make them large; none at the end.
    pub fn batch(&mut self, count: usize) -> io::Result<Vec<Chunk<'r>>> {
        let mut chunks = Vec::with_capacity(count);
        let mut bytes = 0;
        while chunks.len() < count
            && bytes <= count * self.block
            && let Some(chunk) = self.next()?
        {
            bytes += chunk.len();
            chunks.push(chunk);
        }
        Ok(chunks)
    }

    /// Takes the memory of a chunk back, unless a long record made it large.
    pub fn reuse(&mut self, chunk: Chunk<'r>) {
        let mut bytes = chunk.into_bytes();
        if bytes.capacity() <= 4 * self.block {
            bytes.clear();
            self.spare.push(bytes);
        }
    }
}
