//! A value with all that is in it.

use std::sync::Arc;

use crate::records::fault::Fault;
use crate::records::json::{Found, RawText, Scanner, SyntaxFault};
use crate::records::plain::utf8;

/// A value of JSON, or the cell of a table as a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// Nothing.
    Null,
    /// `true` or `false`.
    YesNo(bool),
    /// A number as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Tree>),
    /// An object, with its keys in their order. A key may appear twice.
    Object(Vec<(Arc<str>, Tree)>),
}

impl Tree {
    /// Reads all of a JSON text.
    pub(super) fn read(bytes: &[u8]) -> Result<Tree, Fault> {
        let text = utf8(bytes)?;
        let mut scanner = Scanner::new(text);
        let tree = value(&mut scanner).and_then(|tree| scanner.end().map(|()| tree));
        tree.map_err(|fault| fault.fault(text))
    }
}

fn value(scanner: &mut Scanner<'_>) -> Result<Tree, SyntaxFault> {
    let mut first = true;
    match scanner.found()? {
        Found::Null => Ok(Tree::Null),
        Found::YesNo(yes) => Ok(Tree::YesNo(yes)),
        Found::Number(number) => Ok(Tree::Number(number.to_owned())),
        Found::Text(text) => Ok(Tree::Text(decoded(text))),
        Found::List => {
            scanner.enter()?;
            let mut items = Vec::new();
            while scanner.next_element(&mut first)? {
                items.push(value(scanner)?);
            }
            Ok(Tree::List(items))
        }
        Found::Object => {
            scanner.enter()?;
            let mut members = Vec::new();
            while let Some(key) = scanner.next_key(&mut first)? {
                members.push((Arc::from(decoded(key)), value(scanner)?));
            }
            Ok(Tree::Object(members))
        }
    }
}

/// Half of a character has no decoded form, and is shown as it is written.
pub(super) fn decoded(text: RawText<'_>) -> String {
    text.decode().map_or_else(|| text.raw.to_owned(), |text| text.into_owned())
}
