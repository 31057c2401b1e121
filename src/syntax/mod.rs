//! Text to tree. Always yields a tree and all its problems: what cannot be read is left out, what
//! can is still checked. The only room that says `pest`.
//!
//! ```text
//! words     the words and marks of a text, with their places
//! parser    pest and the grammar (grammar/flywheel.pest)
//! draft     a stretch of the file as it is read, and where each byte of it comes from
//! children  a cursor over the parts of a node
//! reader    from nodes to the tree: header, customer, gift, stage, expression, quantity, literal
//! recovery  what to do when the grammar says no: split, put right, leave out
//! habits    the marks and words of other languages, and what to write instead
//! ```

mod children;
mod customer;
mod draft;
mod expression;
mod gift;
mod header;
mod literal;
mod parser;
mod quantity;
mod reader;
mod stage;
pub mod tree;

use crate::report::{FileId, Problems};
use draft::Draft;
use parser::Rule;
use reader::Reader;

/// Reads a whole file.
pub fn parse(file: FileId, text: &str) -> (tree::File, Problems) {
    let mut problems = Problems::new();
    let draft = Draft::new(file, text, 0..text.len());
    let mut tree = tree::File::default();
    match parser::parse(Rule::file, draft.text()) {
        Ok(node) => tree.declarations = Reader::new(&draft, &mut problems).declarations(node),
        Err(stop) => problems.push(crate::report::Problem::new(
            crate::report::register::SYNTAX,
            "This does not fit here",
            draft.span(stop.at..stop.at),
            format!("{:?} could stand here", stop.wanted),
        )),
    }
    problems.sort();
    (tree, problems)
}
