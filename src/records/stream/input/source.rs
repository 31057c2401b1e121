//! A stream, read block by block and handed out as chunks.

use std::io::{self, Read};
use std::sync::{Arc, OnceLock};

use super::decoded::Decoded;
use super::guess::utf16;
use super::unpacked::{Reading, Unpacked};
use super::unreadable::unreadable;
use crate::records::csv::{
    Columns, MissingColumn, choose, header_end, line_breaks, named_delimiter,
};
use crate::records::fault::Fault;
use crate::records::plain::Reader;
use crate::records::stream::block::Block;
use crate::records::stream::chunk::Chunk;
use crate::records::stream::encoding::Encoding;
use crate::records::stream::format::Format;
use crate::records::stream::frame::{self, Documents, Framer, Lines, Piece};
use crate::records::stream::options::Options;
use crate::records::stream::outcome::StreamFault;
use crate::records::stream::rows::Rows;

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";
/// Enough to tell the formats apart.
const FIRST: usize = 16 << 10;
/// No header of a CSV file is longer.
const HEADER: usize = 1 << 20;

/// A stream, handed out as chunks of whole records.
pub(in crate::records::stream) struct Source<'r, R> {
    reader: &'r Reader,
    limit: usize,
    pub block: usize,
    input: Decoded<R>,
    pub format: Format,
    /// What the text is decoded from, once that shows.
    pub encoding: Arc<OnceLock<Encoding>>,
    columns: Option<Arc<Columns<'r>>>,
    /// The rows of tables that belong to the records.
    rows: Option<Box<dyn Rows + 'r>>,
    framer: Framer,
    /// Bytes that were read and belong to the next chunk.
    rest: Block,
    /// Chunks that hold no records, to go first: the mark of UTF-8, the header.
    ahead: Vec<Chunk<'r>>,
    /// How many bytes the chunks so far hold.
    offset: u64,
    ended: bool,
    /// What is wrong with the stream as a whole, or from here on.
    pub fault: Option<StreamFault>,
}

impl<'r, R: Read> Source<'r, R> {
    pub(crate) fn open(mut input: R, options: &Options, reader: &'r Reader) -> io::Result<Self> {
        let mut first = Vec::new();
        input.by_ref().take(FIRST as u64).read_to_end(&mut first)?;
        let (input, rest) = Unpacked::open(input, first);
        let mut source = Source {
            reader,
            limit: options.max_record,
            block: options.block.max(1),
            input: Decoded::new(input),
            format: Format::Ndjson,
            encoding: Arc::default(),
            columns: None,
            rows: None,
            framer: Framer::Lines(Lines::new(options.max_record)),
            rest: Block::from(rest),
            ahead: Vec::new(),
            offset: 0,
            ended: false,
            fault: None,
        };
        source.begin(options)?;
        Ok(source)
    }

    /// The same with the rows of tables that belong to the records.
    pub(crate) fn with_rows(mut self, rows: Option<Box<dyn Rows + 'r>>) -> Self {
        self.rows = rows;
        self
    }

    /// The columns that are needed, and that the header of a CSV stream does not have.
    pub(crate) fn lacks(&self) -> Vec<MissingColumn> {
        self.columns.as_ref().map_or_else(Vec::new, |columns| columns.lacks.clone())
    }

    fn begin(&mut self, options: &Options) -> io::Result<()> {
        if self.rest.len() < FIRST {
            let missing = FIRST - self.rest.len();
            self.read_first(missing)?;
        }
        if let Some(fault) = unreadable(&self.rest) {
            self.refuse(fault);
            return Ok(());
        }
        if let Some(encoding) = utf16(&self.rest) {
            self.input.decode(encoding, &mut self.rest, self.ended);
            self.note_encoding();
        }
        let marked = self.rest.starts_with(UTF8_MARK);
        if marked {
            let mark = self.rest.split_front(UTF8_MARK.len());
            self.ahead.push(Chunk::between(mark, self.reader));
        }
        let name = options.name.as_deref();
        let format = options.format.or_else(|| name.and_then(Format::from_name));
        self.format = format.unwrap_or_else(|| Format::sniff(&self.rest, name));
        match self.format {
            Format::Ndjson => {}
            Format::Json => self.framer = Framer::Documents(Documents::new(self.limit)),
            Format::Csv => {
                if !marked {
                    self.watch()?;
                }
                self.header()?;
            }
        }
        Ok(())
    }

    /// Sees whether a CSV stream is in Windows-1252, as long as that is open.
    fn watch(&mut self) -> io::Result<()> {
        let mut rest = std::mem::take(&mut self.rest);
        let reading = self.input.watch(&mut rest, self.ended);
        let taken = reading.map(|reading| self.take_up(reading, &rest));
        self.rest = rest;
        taken
    }

    fn note_encoding(&self) {
        if let Some(encoding) = self.input.encoding() {
            self.encoding.get_or_init(|| encoding);
        }
    }

    /// Reads the header of a CSV stream, which says what the rows hold.
    fn header(&mut self) -> io::Result<()> {
        // Where the header may begin, and the delimiter that the line before that names.
        let (mut from, mut named) = (0, None);
        let (start, end, next) = loop {
            let all = self.ended || self.rest.len() > HEADER;
            if let Some((start, end, next)) = header_end(&self.rest, from, named, all) {
                let delimiter = named_delimiter(&self.rest[start..end]).filter(|_| from == 0);
                if delimiter.is_none() {
                    break (start, end, next);
                }
                (from, named) = (next, delimiter);
                continue;
            }
            if all {
                let rest = self.rest[from..].iter();
                let blank = from + rest.take_while(|b| matches!(b, b'\r' | b'\n')).count();
                let end = self.rest.len() - usize::from(self.rest.ends_with(b"\r"));
                break (blank.min(end), end, self.rest.len());
            }
            self.read_first(self.block)?;
        };
        if start == end {
            return Ok(());
        }
        let columns = match choose(&self.rest[start..end], named, self.reader) {
            Ok(columns) => Arc::new(columns),
            Err(fault) => {
                self.refuse(fault);
                return Ok(());
            }
        };
        let line = 1 + line_breaks(&self.rest[..next]);
        self.framer = Framer::Rows(frame::Rows::new(self.limit, columns.delimiter, line));
        let bytes = self.rest.split_front(next);
        self.ahead.push(Chunk::header(bytes, start..end, self.reader, Arc::clone(&columns)));
        self.columns = Some(columns);
        Ok(())
    }

    /// Nothing of the stream can be used.
    fn refuse(&mut self, fault: Fault) {
        self.fault = Some(StreamFault { line: 1, fault });
        self.ended = true;
        self.rest = Block::default();
    }

    /// Appends to `rest`, before there are chunks.
    fn read_first(&mut self, most: usize) -> io::Result<()> {
        let mut rest = std::mem::take(&mut self.rest);
        let read = self.read(most, &mut rest);
        self.rest = rest;
        read
    }

    /// Appends to the bytes at hand.
    fn read(&mut self, most: usize, bytes: &mut Block) -> io::Result<()> {
        if self.ended {
            return Ok(());
        }
        let reading = self.input.read(most, bytes)?;
        self.take_up(reading, bytes);
        Ok(())
    }

    /// Takes up how a reading of some more bytes ended.
    fn take_up(&mut self, reading: Reading, bytes: &Block) {
        self.note_encoding();
        match reading {
            Reading::More => {}
            Reading::Ended => self.ended = true,
            Reading::Damaged(fault) => {
                self.ended = true;
                let lines = match self.columns {
                    Some(_) => line_breaks(bytes),
                    None => memchr::memchr_iter(b'\n', bytes).count() as u64,
                };
                self.fault = Some(StreamFault { line: self.framer.line() + lines, fault });
            }
        }
    }

    /// The next chunk of whole records, in the memory of `bytes`; `None` at the end.
    pub(crate) fn next(&mut self, bytes: Block) -> io::Result<Option<Chunk<'r>>> {
        let Some(chunk) = self.cut(bytes)? else { return Ok(None) };
        let offset = self.offset;
        self.offset += chunk.len() as u64;
        let chunk = chunk.at(offset);
        match &mut self.rows {
            None => Ok(Some(chunk)),
            Some(rows) => {
                let rows = rows.next(chunk.count())?;
                Ok(Some(chunk.with_rows(rows)))
            }
        }
    }

    fn cut(&mut self, bytes: Block) -> io::Result<Option<Chunk<'r>>> {
        if !self.ahead.is_empty() {
            return Ok(Some(self.ahead.remove(0)));
        }
        let mut bytes = self.begun(bytes);
        let mut pieces = Vec::new();
        loop {
            self.read(self.block, &mut bytes)?;
            let settled = self.frame(&bytes, &mut pieces);
            if self.ended && bytes.is_empty() && pieces.is_empty() {
                return Ok(None);
            }
            if settled > 0 || self.ended {
                self.rest = bytes.split_back(settled);
                return Ok(Some(Chunk::new(bytes, pieces, self.reader, self.columns.clone())));
            }
        }
    }

    /// Begins a block with what the one before left. Memory that a long record made large is not
    /// kept.
    fn begun(&mut self, mut bytes: Block) -> Block {
        if bytes.capacity() / 4 > self.block.max(FIRST) {
            bytes = Block::default();
        }
        let more = if self.ended { 0 } else { self.block };
        bytes.restart(&std::mem::take(&mut self.rest), more);
        bytes
    }

    /// Finds the records in the bytes at hand, and how many of these bytes are settled.
    fn frame(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) -> usize {
        if self.ended {
            self.framer.finish(bytes, pieces);
            return bytes.len();
        }
        match self.framer.frame(bytes, pieces) {
            0 if bytes.len() > self.limit => self.framer.give_up(bytes, pieces),
            settled => settled,
        }
    }
}
