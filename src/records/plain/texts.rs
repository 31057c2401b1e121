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
use crate::values::{Path, folded_cow};

/// Reads texts of objects, as ids and keys are read: a number is the text that is written, and what
/// counts as missing is none.
#[derive(Clone, Debug)]
pub struct TextReader {
    /// Which part of which text is where.
    tree: Node<(usize, usize)>,
    /// How many parts each text has, and whether its case does not matter.
    parts: Vec<(usize, bool)>,
    needs: Needs,
}

impl TextReader {
    /// A reader of texts, each of which is made of the parts at some paths as a key is, and may be read
    /// ignoring case, in data that is written as the needs say.
    pub fn new<'p>(texts: impl Iterator<Item = (&'p [Path], bool)>, needs: &Needs) -> TextReader {
        let (mut tree, mut parts) = (Node::default(), Vec::new());
        for (paths, ignoring_case) in texts {
            for (part, path) in paths.iter().enumerate() {
                tree.want(path, (parts.len(), part));
            }
            parts.push((paths.len(), ignoring_case));
        }
        TextReader { tree, parts, needs: needs.clone() }
    }

    /// Reads the texts of one object of JSON, in order, each with what is wrong with it.
    ///
    /// # Errors
    /// If it is not an object of JSON in UTF-8.
    pub fn read<'a>(&self, json: &'a [u8], texts: &mut Vec<ReadText<'a>>) -> Result<(), Fault> {
        let text = utf8(json)?;
        let mut scanner = Scanner::new(text);
        let parts = self.parts.iter().map(|(parts, _)| vec![None; *parts]).collect();
        let faults = vec![None; self.parts.len()];
        let mut reading = Reading { parts, faults, context: Context::new(&self.needs) };
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
        let parts = reading.parts.into_iter().zip(reading.faults).zip(&self.parts);
        texts.extend(parts.map(|((parts, fault), (_, ignoring_case))| {
            if let Some(fault) = fault {
                return Err(fault);
            }
            let text = key::whole(parts.into_iter());
            Ok(if *ignoring_case { text.map(folded_cow) } else { text })
        }));
        Ok(())
    }
}

/// A text, if there is one, or what is wrong with it.
pub type ReadText<'a> = Result<Option<Cow<'a, str>>, Fault>;

struct Reading<'a, 'n> {
    parts: Vec<Vec<Option<Cow<'a, str>>>>,
    /// By text, what is wrong with it.
    faults: Vec<Option<Fault>>,
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
        match convert::text(said) {
            Ok(read) => self.parts[text][part] = read,
            Err(fault) => self.faults[text] = Some(fault.at(at)),
        }
        if matches!(found, Found::List | Found::Object) {
            scanner.skip()?;
        }
        Ok(())
    }
}
