//! Where a record has something.

use std::collections::BTreeSet;

use super::tree::decoded;
use crate::records::json::{Found, Scanner, SyntaxFault};
use crate::records::plain::utf8;
use crate::records::stream::Written;
use crate::values::{Path, Step};

/// A place in a record where there is something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The path to it, as rule files write it, or the name of the column.
    pub path: String,
    /// The last key of it.
    pub key: String,
    /// Whether a list is there.
    pub is_list: bool,
}

/// The places in a record where there is something, but not those within lists; of a row of CSV, the
/// columns.
pub fn places(written: &Written<'_>) -> BTreeSet<Place> {
    match written.columns() {
        Some(columns) => {
            let names = columns.names().into_iter().flatten();
            names.map(|name| Place { path: name.clone(), key: name, is_list: false }).collect()
        }
        None => in_json(written.raw).unwrap_or_default(),
    }
}

/// The places in a JSON text; `None` if it is not one.
fn in_json(text: &[u8]) -> Option<BTreeSet<Place>> {
    let mut scanner = Scanner::new(utf8(text).ok()?);
    let mut places = BTreeSet::new();
    add(&mut scanner, &mut Vec::new(), &mut places).ok()?;
    scanner.end().ok()?;
    Some(places)
}

fn add(
    scanner: &mut Scanner<'_>,
    steps: &mut Vec<Step>,
    places: &mut BTreeSet<Place>,
) -> Result<(), SyntaxFault> {
    let is_list = match scanner.found()? {
        Found::Null => return Ok(()),
        Found::Object => {
            scanner.enter()?;
            let mut first = true;
            while let Some(key) = scanner.next_key(&mut first)? {
                steps.push(Step::Key(decoded(key)));
                add(scanner, steps, places)?;
                steps.pop();
            }
            return Ok(());
        }
        Found::List => {
            scanner.skip()?;
            true
        }
        Found::YesNo(_) | Found::Number(_) | Found::Text(_) => false,
    };
    if let Some(Step::Key(key)) = steps.last() {
        let (path, key) = (Path(steps.clone()).to_string(), key.clone());
        places.insert(Place { path, key, is_list });
    }
    Ok(())
}
