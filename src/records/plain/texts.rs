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
    /// Where the parts of each text are.
    paths: Vec<Vec<Path>>,
    /// Whether the case of each does not matter.
    ignoring_case: Vec<bool>,
    needs: Needs,
}

impl TextReader {
    /// A reader of texts, each of which is made of the parts at some paths as a key is, and may be read
    /// ignoring case, in data that is written as the needs say.
    pub fn new<'p>(texts: impl Iterator<Item = (&'p [Path], bool)>, needs: &Needs) -> TextReader {
        let mut reader = TextReader {
            tree: Node::default(),
            paths: Vec::new(),
            ignoring_case: Vec::new(),
            needs: needs.clone(),
        };
        for (paths, ignoring_case) in texts {
            for (part, path) in paths.iter().enumerate() {
                reader.tree.want(path, (reader.paths.len(), part));
            }
            reader.paths.push(paths.to_vec());
            reader.ignoring_case.push(ignoring_case);
        }
        reader
    }

    /// Where the parts of each text are.
    pub(in crate::records) fn paths(&self) -> &[Vec<Path>] {
        &self.paths
    }

    /// Whether a text that is one whole part is what is written, unless that is blank.
    pub(in crate::records) fn is_as_written(&self, text: usize) -> bool {
        self.needs.forms.missing.is_empty() && !self.ignoring_case[text]
    }

    /// A text of these parts, where each of them is a text. `None` if one of them cannot be told.
    #[inline]
    pub(in crate::records) fn said<'a>(
        &self,
        text: usize,
        mut parts: impl ExactSizeIterator<Item = Option<&'a str>>,
    ) -> Option<Option<Cow<'a, str>>> {
        let mut untold = false;
        let said = |part: Option<&'a str>| {
            untold |= part.is_none();
            part.filter(|part| !self.needs.forms.is_missing(part)).map(Cow::Borrowed)
        };
        let whole = key::whole(parts.by_ref().map(said));
        // Parts after one that says nothing were not looked at.
        untold |= parts.any(|part| part.is_none());
        if untold { None } else { Some(self.in_case(text, whole)) }
    }

    /// The same of a text that is one whole part.
    #[inline]
    pub(in crate::records) fn said_whole<'a>(
        &self,
        text: usize,
        said: &'a str,
    ) -> Option<Cow<'a, str>> {
        if self.needs.forms.is_missing(said) {
            return None;
        }
        self.in_case(text, Some(Cow::Borrowed(said)))
    }

    /// A text as it is compared.
    fn in_case<'a>(&self, text: usize, whole: Option<Cow<'a, str>>) -> Option<Cow<'a, str>> {
        if self.ignoring_case[text] { whole.map(folded_cow) } else { whole }
    }

    /// Reads the texts of one object of JSON, in order, each with what is wrong with it.
    ///
    /// # Errors
    /// If it is not an object of JSON in UTF-8.
    pub fn read<'a>(&self, json: &'a [u8], texts: &mut Vec<ReadText<'a>>) -> Result<(), Fault> {
        let text = utf8(json)?;
        let mut scanner = Scanner::new(text);
        let parts = self.paths.iter().map(|paths| vec![None; paths.len()]).collect();
        let faults = vec![None; self.paths.len()];
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
        let parts = reading.parts.into_iter().zip(reading.faults).enumerate();
        texts.extend(parts.map(|(text, (parts, fault))| match fault {
            Some(fault) => Err(fault),
            None => Ok(self.in_case(text, key::whole(parts.into_iter()))),
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
