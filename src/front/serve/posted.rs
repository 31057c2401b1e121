//! Records that came with a request: customers, or the rows of a table.

use std::borrow::Cow;
use std::io;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

use serde_json::value::RawValue;

use super::stop::Stoppable;
use super::trouble::{Kind, Trouble};
use crate::front::Lacking;
use crate::records::{Format, MissingColumn, Options};
use crate::run::Input;

/// How many bytes are read at once: after each of these, the work can stop.
const BLOCK: usize = 64 << 10;

/// Records that came with a request.
#[derive(Debug)]
pub(super) struct Posted<'b> {
    name: &'b str,
    text: Cow<'b, str>,
    /// What it is; `None` if that is to be seen from what is in it.
    format: Option<Format>,
    stop: &'b AtomicBool,
    /// The columns that the rules need, and that it does not have.
    lacks: OnceLock<Vec<MissingColumn>>,
}

impl<'b> Posted<'b> {
    /// Records as a list, one record as an object, or a text with NDJSON, JSON or CSV. Numbers stay as they are written.
    ///
    /// # Errors
    /// If it is anything else.
    pub(super) fn new(
        name: &'b str,
        value: &'b RawValue,
        stop: &'b AtomicBool,
    ) -> Result<Posted<'b>, Trouble> {
        let json = value.get();
        let (text, format) = match json.as_bytes().first() {
            Some(b'[') => (Cow::Borrowed(json), Some(Format::Json)),
            Some(b'{') => (Cow::Borrowed(json), None),
            Some(b'"') => match serde_json::from_str::<String>(json) {
                Ok(text) => (Cow::Owned(text), None),
                Err(error) => {
                    return Err(Trouble::new(Kind::BadRequest, format!("`{name}`: {error}")));
                }
            },
            Some(_) | None => {
                return Err(Trouble::new(Kind::BadRequest, format!("`{name}` has no records"))
                    .help("write a list of records, or a text with NDJSON or CSV"));
            }
        };
        Ok(Posted { name, text, format, stop, lacks: OnceLock::new() })
    }

    /// The columns that the rules need, and that it does not have. `table` is the table whose rows they are.
    pub(super) fn lacking<'l>(&'l self, table: Option<&'l str>) -> Lacking<'l> {
        let columns = self.lacks.get().map_or(&[][..], Vec::as_slice);
        Lacking { name: self.name, table, columns }
    }
}

impl<'p> Input for &'p Posted<'_> {
    type Stream = Stoppable<'p>;

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.name)
    }

    fn options(&self) -> Options {
        Options { format: self.format, block: BLOCK, ..Options::default() }
    }

    fn open(&self) -> io::Result<Stoppable<'p>> {
        Ok(Stoppable { rest: self.text.as_bytes(), stop: self.stop })
    }

    fn lacks(&self, columns: Vec<MissingColumn>) {
        self.lacks.get_or_init(|| columns);
    }
}
