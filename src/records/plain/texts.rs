//! Single texts out of records, such as ids and keys.

use std::borrow::Cow;

use super::convert::{self, Context};
use super::key;
use super::tree::Node;
use super::utf8::utf8;
use super::visitor::Visitor;
use super::walk;
use super::walk_fault::WalkFault;
use crate::plan::Needs;
use crate::records::fault::{Fault, FaultKind};
use crate::records::json::{Found, Scanner};
use crate::values::Path;

/// Reads texts of objects, as ids and keys are read: a number is the text that is written, and what
/// counts as missing is none.
#[derive(Clone, Debug)]
pub struct TextReader {
    /// Which part of which text is where.
    tree: Node<(usize, usize)>,
    /// How many parts each text has.
    parts: Vec<usize>,
    needs: Needs,
}

impl TextReader {
    /// A reader of texts, each of which is made of the parts at these paths as a key is, in data that
    /// is written as the needs say.
    pub fn new<'p>(texts: impl Iterator<Item = &'p [Path]>, needs: &Needs) -> TextReader {
        let (mut tree, mut parts) = (Node::default(), Vec::new());
        for paths in texts {
            for (part, path) in paths.iter().enumerate() {
                tree.want(path, (parts.len(), part));
            }
            parts.push(paths.len());
        }
        TextReader { tree, parts, needs: needs.clone() }
    }

    /// Reads the texts of one object of JSON, in order.
    ///
    /// # Errors
    /// If it is not an object of JSON in UTF-8, or a value cannot be a text.
    pub fn read<'a>(
        &self,
        json: &'a [u8],
        texts: &mut Vec<Option<Cow<'a, str>>>,
    ) -> Result<(), Fault> {
        let text = utf8(json)?;
        let mut scanner = Scanner::new(text);
        let parts = self.parts.iter().map(|parts| vec![None; *parts]).collect();
        let mut reading = Reading { parts, context: Context::new(&self.needs) };
        let walk = |scanner: &mut Scanner<'a>, reading: &mut Reading<'a, '_>| {
            let found = scanner.found()?;
            if found != Found::Object {
                let message = format!("{} is not a row; a row must be an object", found.in_words());
                return Err(Fault::whole(FaultKind::NotAnObject, message).into());
            }
            walk::object(&self.tree, scanner, reading)?;
            Ok::<(), WalkFault>(scanner.end()?)
        };
        walk(&mut scanner, &mut reading).map_err(|trouble| trouble.fault(text))?;
        texts.clear();
        texts.extend(reading.parts.into_iter().map(|parts| key::whole(parts.into_iter())));
        Ok(())
    }
}

struct Reading<'a, 'n> {
    parts: Vec<Vec<Option<Cow<'a, str>>>>,
    context: Context<'n>,
}

impl<'a> Visitor<'a> for Reading<'a, '_> {
    type Use = (usize, usize);

    fn visit(
        &mut self,
        (text, part): (usize, usize),
        found: Found<'a>,
        scanner: &mut Scanner<'a>,
    ) -> Result<(), WalkFault> {
        let at = scanner.at();
        let said = self.context.said(found);
        self.parts[text][part] = convert::text(said).map_err(|fault| fault.at(at))?;
        Ok(())
    }
}
