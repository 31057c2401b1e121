//! What can be wrong with a record or a stream, in words.

use std::fmt;

use crate::problems::{Code, register};
use crate::values::path;

/// Why a record is rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What sort of fault it is.
    pub kind: FaultKind,
    /// Which value it is, `purchases[3].amount`, where it is about one.
    pub path: Option<String>,
    /// What is wrong, in words for a person, without the path.
    pub message: String,
    /// Where it shows, in bytes from the start of the record.
    pub offset: usize,
}

/// What kind of fault it is. The [`code`](FaultKind::code) of each is stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FaultKind {
    /// Not JSON, or not CSV: `{"nps": 05}`.
    Syntax,
    /// A quotation mark in a row of CSV that is never closed, so where the row ends is a guess.
    OpenQuote,
    /// Bytes that are not UTF-8.
    Utf8,
    /// Brackets within brackets beyond the limit.
    TooDeep,
    /// A record longer than the limit.
    TooLong,
    /// More rows of tables than can be kept at once.
    TooManyRows,
    /// JSON, but not an object: `[1, 2]`.
    NotAnObject,
    /// No id, or one that cannot be used: `{"id": ""}`.
    NoId,
    /// A value of another kind than the field takes: `"nps": [9]`.
    WrongType,
    /// A text that is not a number: `"nps": "nine"`.
    NotANumber,
    /// A number of more than 38 digits: `1e400`.
    NotExact,
    /// A number outside the range of its field: `"nps": 11`.
    OutOfRange,
    /// Not a date or time: `"01/02/2026"`, `2025-02-30`.
    NotADate,
    /// A text that is not one of the values that the field declares.
    UnknownValue,
    /// A stage that the rules do not have.
    UnknownStage,
    /// Half of a surrogate pair in a text that is needed: `"\ud83d"`.
    HalfCharacter,
    /// A needed key appears twice in one object.
    DuplicateKey,
    /// A required field without a value.
    Missing,
    /// A row with more or fewer cells than the header.
    CellCount,
    /// Something between records that does not belong there: an extra comma.
    Structure,
    /// A file that is not text, packed or not.
    Encoding,
    /// A gzip file that ends too early or is damaged.
    Compressed,
    /// A header that cannot be used: no column for the id, or a needed one twice.
    Header,
    /// A file that is not what it was in an earlier pass.
    Changed,
    /// A file that is not one of those that were surveyed.
    NotSurveyed,
}

impl FaultKind {
    const ALL: [FaultKind; 25] = [
        FaultKind::Syntax,
        FaultKind::OpenQuote,
        FaultKind::Utf8,
        FaultKind::TooDeep,
        FaultKind::TooLong,
        FaultKind::TooManyRows,
        FaultKind::NotAnObject,
        FaultKind::NoId,
        FaultKind::WrongType,
        FaultKind::NotANumber,
        FaultKind::NotExact,
        FaultKind::OutOfRange,
        FaultKind::NotADate,
        FaultKind::UnknownValue,
        FaultKind::UnknownStage,
        FaultKind::HalfCharacter,
        FaultKind::DuplicateKey,
        FaultKind::Missing,
        FaultKind::CellCount,
        FaultKind::Structure,
        FaultKind::Encoding,
        FaultKind::Compressed,
        FaultKind::Header,
        FaultKind::Changed,
        FaultKind::NotSurveyed,
    ];

    /// The one with this entry in the register.
    pub fn find(code: Code) -> Option<FaultKind> {
        FaultKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Its entry in the register.
    pub fn code(self) -> Code {
        match self {
            FaultKind::Syntax => register::GARBLED,
            FaultKind::OpenQuote => register::OPEN_QUOTE,
            FaultKind::Utf8 => register::UTF8,
            FaultKind::TooDeep => register::NESTED_TOO_DEEP,
            FaultKind::TooLong => register::TOO_LONG,
            FaultKind::TooManyRows => register::TOO_MANY_ROWS,
            FaultKind::NotAnObject => register::NOT_AN_OBJECT,
            FaultKind::NoId => register::NO_ID,
            FaultKind::WrongType => register::WRONG_KIND,
            FaultKind::NotANumber => register::NOT_A_NUMBER,
            FaultKind::NotExact => register::NOT_EXACT,
            FaultKind::OutOfRange => register::OUT_OF_RANGE,
            FaultKind::NotADate => register::NOT_A_DATE,
            FaultKind::UnknownValue => register::NOT_IN_LIST,
            FaultKind::UnknownStage => register::NO_SUCH_STAGE,
            FaultKind::HalfCharacter => register::HALF_CHARACTER,
            FaultKind::DuplicateKey => register::DUPLICATE_KEY,
            FaultKind::Missing => register::MISSING,
            FaultKind::CellCount => register::CELL_COUNT,
            FaultKind::Structure => register::STRUCTURE,
            FaultKind::Encoding => register::ENCODING,
            FaultKind::Compressed => register::COMPRESSED,
            FaultKind::Header => register::HEADER,
            FaultKind::Changed => register::CHANGED,
            FaultKind::NotSurveyed => register::NOT_SURVEYED,
        }
    }
}

impl Fault {
    /// A fault of the record or file as a whole.
    pub fn whole(kind: FaultKind, message: impl Into<String>) -> Fault {
        Fault { kind, path: None, message: message.into(), offset: 0 }
    }

    /// A fault of the value at hand. Its path grows as the walk unwinds.
    pub(super) fn value(kind: FaultKind, message: impl Into<String>) -> Fault {
        Fault { kind, path: Some(String::new()), message: message.into(), offset: 0 }
    }

    pub(super) fn at(mut self, offset: usize) -> Fault {
        self.offset = offset;
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{}: {}", path::in_words(path), self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Fault {}
