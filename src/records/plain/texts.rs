//! Single texts out of records, such as ids and keys.

use std::borrow::Cow;

use super::convert::{self, Context};
use super::tree::Node;
use super::utf8::utf8;
use super::visitor::Visitor;
use super::walk;
use super::walk_fault::WalkFault;
use crate::plan::Needs;
use crate::records::fault::{Fault, FaultKind};
use crate::records::json::{Found, Scanner};
use crate::values::Path;

/// Reads the texts at some paths of objects, as ids and keys are read: a number is the text that is
/// written, and what counts as missing is none.
#[derive(Clone, Debug)]
pub struct TextReader {
    tree: Node<usize>,
    count: usize,
    needs: Needs,
}

impl TextReader {
    /// A reader of the texts at these paths, in data that is written as the needs say.
    pub fn new<'p>(paths: impl Iterator<Item = &'p Path>, needs: &Needs) -> TextReader {
        let (mut tree, mut count) = (Node::default(), 0);
        for path in paths {
            tree.want(path, count);
            count += 1;
        }
        TextReader { tree, count, needs: needs.clone() }
    }

    /// Reads the texts of one object of JSON, in the order of the paths.
    ///
    /// # Errors
    /// If it is not an object of JSON in UTF-8, or a value cannot be a text.
    pub fn read<'a>(
        &self,
        json: &'a [u8],
        texts: &mut Vec<Option<Cow<'a, str>>>,
    ) -> Result<(), Fault> {
        let text = utf8(json)?;
        texts.clear();
        texts.resize(self.count, None);
        let mut scanner = Scanner::new(text);
        let mut reading = Reading { texts, context: Context::new(&self.needs) };
        let walk = |scanner: &mut Scanner<'a>, reading: &mut Reading<'_, 'a>| {
            let found = scanner.found()?;
            if found != Found::Object {
                let message = format!("{} is not a row; a row must be an object", found.in_words());
                return Err(Fault::whole(FaultKind::NotAnObject, message).into());
            }
            walk::object(&self.tree, scanner, reading)?;
            Ok::<(), WalkFault>(scanner.end()?)
        };
        walk(&mut scanner, &mut reading).map_err(|trouble| trouble.fault(text))
    }
}

struct Reading<'t, 'a> {
    texts: &'t mut Vec<Option<Cow<'a, str>>>,
    context: Context<'t>,
}

impl<'a> Visitor<'a> for Reading<'_, 'a> {
    type Use = usize;

    fn visit(
        &mut self,
        wanted: usize,
        found: Found<'a>,
        scanner: &mut Scanner<'a>,
    ) -> Result<(), WalkFault> {
        let at = scanner.at();
        let text = convert::text(self.context.said(found)).map_err(|fault| fault.at(at))?;
        self.texts[wanted] = text;
        Ok(())
    }
}
