//! Finds the value at a path in a JSON text.

use std::ops::Range;

use crate::records::json::{Found, RawText, Scanner, SyntaxFault};
use crate::values::Step;

/// Where a value is in a JSON text, or where it would.
#[derive(Debug, PartialEq)]
pub(super) enum Located {
    /// It is here.
    Value(Range<usize>),
    /// It is not; the steps from this one on are missing in the object that ends before `end`.
    Inside(Object),
    /// A parent is null or empty: an object can take its place, with the steps from this one on.
    Instead { value: Range<usize>, step: usize },
    /// There is no place for it.
    Nowhere,
}

/// An object to put a key into.
#[derive(Debug, PartialEq)]
pub(super) struct Object {
    /// The first step that is missing.
    pub step: usize,
    /// After its last value, or after its opening brace.
    pub end: usize,
    pub empty: bool,
    /// What is before its first key, and between that and its value: its habits.
    pub before_key: Range<usize>,
    pub colon: Range<usize>,
}

/// Follows a path into a value that is known to be JSON.
pub(super) fn locate(text: &str, steps: &[Step]) -> Result<Located, SyntaxFault> {
    let mut scanner = Scanner::new(text);
    for (step, wanted) in steps.iter().enumerate() {
        let found = scanner.found()?;
        let start = scanner.at();
        let child = match (wanted, found) {
            (Step::Key(key), Found::Object) => match enter_key(&mut scanner, key, step)? {
                Some(object) => return Ok(Located::Inside(object)),
                None => continue,
            },
            (Step::Index(index), Found::List) => enter_index(&mut scanner, *index)?,
            (Step::Key(_), Found::Null) => {
                return Ok(Located::Instead { value: start - 4..start, step });
            }
            (Step::Key(_), Found::Text(raw)) if raw.is_empty() => {
                return Ok(Located::Instead { value: start - 2..start, step });
            }
            (Step::Key(_) | Step::Index(_), _) => false,
        };
        if !child {
            return Ok(Located::Nowhere);
        }
    }
    let _ = scanner.peek();
    let start = scanner.at();
    scanner.skip()?;
    Ok(Located::Value(start..scanner.at()))
}

/// Goes to the value of the key; where the object has no such key, says where it would be.
fn enter_key(
    scanner: &mut Scanner<'_>,
    key: &str,
    step: usize,
) -> Result<Option<Object>, SyntaxFault> {
    scanner.enter()?;
    let inside = scanner.at();
    let none = inside..inside;
    let mut object =
        Object { step, end: inside, empty: true, before_key: none.clone(), colon: none };
    let mut first = true;
    loop {
        let mut before = scanner.clone();
        let Some(name) = scanner.next_key(&mut first)? else {
            return Ok(Some(object));
        };
        if name.is(key) {
            return Ok(None);
        }
        if object.empty {
            let _ = before.peek();
            object.before_key = inside..before.at();
            object.colon = colon(name, before.at(), scanner);
        }
        object.empty = false;
        scanner.skip()?;
        object.end = scanner.at();
    }
}

/// What is between the key that starts at `at` and its value.
fn colon(name: RawText<'_>, at: usize, scanner: &mut Scanner<'_>) -> Range<usize> {
    let _ = scanner.peek();
    at + name.raw.len() + 2..scanner.at()
}

/// Goes to a place of the list; false where the list is shorter.
fn enter_index(scanner: &mut Scanner<'_>, index: usize) -> Result<bool, SyntaxFault> {
    scanner.enter()?;
    let mut first = true;
    for _ in 0..index {
        if !scanner.next_element(&mut first)? {
            return Ok(false);
        }
        scanner.skip()?;
    }
    scanner.next_element(&mut first)
}
