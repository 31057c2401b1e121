//! Records of JSON documents, alone or in lists.

use super::cursor::Cursor;
use super::element::{Element, End};
use super::piece::{Piece, fault, record, too_long};
use crate::records::fault::FaultKind;
use crate::records::json::Shapes;

/// JSON documents: an object, or an array of them, or several such one after the other.
#[derive(Debug)]
pub(in crate::records::stream) struct Documents {
    limit: usize,
    shapes: Shapes,
    cursor: Cursor,
    place: Place,
    /// The line on which the list at hand was opened.
    opened: u64,
    /// The value whose end is not found yet; it begins where the unsettled bytes do.
    element: Option<Element>,
    /// Within a value that was too long: skip all of it.
    skipping: bool,
    /// Up to here, within the bytes at hand, something is never closed: every value that begins
    /// before it is held to its own lines, so that it cannot swallow others.
    wary: usize,
}

/// What may come next.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    /// A document.
    Outside,
    /// After the opening bracket of a list.
    Opened,
    /// After a value of a list.
    AfterValue,
    /// After a comma of a list.
    AfterComma,
}

impl Documents {
    pub(crate) fn new(limit: usize) -> Documents {
        Documents {
            limit,
            shapes: Shapes::best(),
            cursor: Cursor::new(1),
            place: Place::Outside,
            opened: 0,
            element: None,
            skipping: false,
            wary: 0,
        }
    }

    pub(crate) fn line(&self) -> u64 {
        self.cursor.line
    }

    pub(crate) fn frame(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) -> usize {
        let mut at = 0;
        while let Some(next) = self.step(bytes, at, pieces) {
            at = next;
        }
        if self.skipping
            && let Some(element) = &mut self.element
        {
            at += element.settle();
        }
        self.cursor.settle(bytes, at);
        self.wary = self.wary.saturating_sub(at);
        at
    }

    pub(crate) fn finish(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) {
        let at = self.frame(bytes, pieces);
        if self.element.take().is_some() && !self.skipping {
            // A quote or a bracket is never closed: look again, and let no record swallow others.
            let rest = &bytes[at..];
            let begun = pieces.len();
            self.wary = rest.len();
            let settled = self.frame(rest, pieces);
            if self.element.take().is_some() {
                pieces.push(record(settled, rest.len(), self.cursor.line, self.limit));
                self.cursor.settle(&rest[settled..], rest.len() - settled);
                self.ended_value();
            }
            for piece in &mut pieces[begun..] {
                piece.start += at;
                piece.end += at;
            }
        }
        match std::mem::replace(&mut self.place, Place::Outside) {
            Place::Outside => {}
            Place::Opened | Place::AfterValue | Place::AfterComma => {
                let at = bytes.len();
                let message = "the list that starts here is never closed: is the file complete?";
                pieces.push(fault(at, at, self.opened, FaultKind::Structure, message.to_owned()));
            }
        }
    }

    pub(crate) fn give_up(&mut self, bytes: &[u8], pieces: &mut Vec<Piece>) -> usize {
        let mut settled = bytes.len();
        if let Some(element) = &mut self.element {
            element.give_up();
            let looked = element.settle();
            // What could not be told from this many bytes is not waited for twice.
            settled = if self.skipping { settled } else { looked };
        }
        if !self.skipping {
            let (end, line) = (settled.min(self.limit), self.cursor.line);
            let fault = Some(Box::new(too_long(self.limit)));
            pieces.push(Piece { start: 0, end, line, fault });
        }
        self.skipping = true;
        self.cursor.settle(bytes, settled);
        self.wary = self.wary.saturating_sub(settled);
        settled
    }

    /// Passes one mark or value at `at`; `None` if the bytes do not hold all of it.
    fn step(&mut self, bytes: &[u8], at: usize, pieces: &mut Vec<Piece>) -> Option<usize> {
        if self.element.is_some() {
            return self.go_on(bytes, at, pieces);
        }
        let byte = *bytes.get(at)?;
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' | 0x1e => return Some(at + 1),
            b',' | b']' | b'}' => return Some(self.mark(bytes, at, pieces)),
            b'[' if self.place == Place::Outside => {
                self.cursor.count_to(bytes, at);
                self.opened = self.cursor.line;
                self.place = Place::Opened;
                return Some(at + 1);
            }
            _ => {}
        }
        self.cursor.count_to(bytes, at);
        if self.place == Place::AfterValue {
            let message = "a comma is missing between two records in the list".to_owned();
            pieces.push(fault(at, at, self.cursor.line, FaultKind::Structure, message));
        }
        let wary = at < self.wary;
        self.element = Some(Element::new(byte, self.cursor.column, wary, self.shapes));
        self.go_on(bytes, at, pieces)
    }

    fn go_on(&mut self, bytes: &[u8], at: usize, pieces: &mut Vec<Piece>) -> Option<usize> {
        let length = loop {
            match self.element.as_mut()?.end(&bytes[at..]) {
                End::Open => return None,
                End::Lost(length) => {
                    // Once more from its first byte, to another end.
                    self.wary = at + length;
                    self.cursor.count_to(bytes, at);
                    let column = self.cursor.column;
                    self.element = Some(Element::new(bytes[at], column, true, self.shapes));
                }
                End::At(length) => break length,
            }
        };
        self.element = None;
        if !std::mem::take(&mut self.skipping) {
            self.cursor.count_to(bytes, at);
            pieces.push(record(at, at + length, self.cursor.line, self.limit));
        }
        self.ended_value();
        let took_comma = bytes[at..at + length].trim_ascii_end().ends_with(b",");
        if took_comma && self.place == Place::AfterValue {
            // Only a broken record takes the comma after it along.
            self.place = Place::AfterComma;
        }
        Some(at + length)
    }

    fn ended_value(&mut self) {
        self.place = match self.place {
            Place::Outside => Place::Outside,
            Place::Opened | Place::AfterValue | Place::AfterComma => Place::AfterValue,
        };
    }

    /// A comma or a closing bracket between values.
    fn mark(&mut self, bytes: &[u8], at: usize, pieces: &mut Vec<Piece>) -> usize {
        let (next, wrong) = match (bytes[at], self.place) {
            (b',', Place::AfterValue) => (Place::AfterComma, None),
            (b',', Place::Outside) => (Place::Outside, Some("there is a comma outside any list")),
            (b',', place @ (Place::Opened | Place::AfterComma)) => {
                (place, Some("there is a comma with no record before it"))
            }
            (b']', Place::Opened | Place::AfterValue) => (Place::Outside, None),
            (b']', Place::AfterComma) => {
                (Place::Outside, Some("there is an extra comma at the end of the list"))
            }
            (b']', Place::Outside) => {
                (Place::Outside, Some("this ] closes a list that was never opened"))
            }
            (_, place) => (place, Some("this } closes an object that was never opened")),
        };
        self.place = next;
        if let Some(message) = wrong {
            self.cursor.count_to(bytes, at);
            let line = self.cursor.line;
            pieces.push(fault(at, at + 1, line, FaultKind::Structure, message.to_owned()));
        }
        at + 1
    }
}
