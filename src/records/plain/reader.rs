//! The reader of one record.

use jiff::tz::TimeZone;

use crate::eval::Record;
use crate::plan::{Grant, Needs};
use crate::terms::DataForms;
use crate::values::Path;
use crate::values::currency::Currency;

use super::convert::Context;
use super::draft::{Draft, RecordUse};
use super::events::{self, EventUse};
use super::grants::{self, GrantUse};
use super::tree::Node;
use super::utf8::utf8;
use super::walk;
use super::walk_fault::WalkFault;
use crate::records::fault::{Fault, FaultKind};
use crate::records::json::{Found, RawText, Scanner};

/// Reads records by the needs of a plan: what it needs is converted and judged; all the rest is
/// checked to be JSON in UTF-8, and skipped without being built.
#[derive(Clone, Debug)]
pub struct Reader {
    needs: Needs,
    pub(in crate::records) tree: Node<RecordUse>,
    /// By the slot of the list.
    pub(in crate::records) events: Vec<Node<EventUse>>,
    grants: Node<GrantUse>,
    /// Whether nothing is needed, not even an id.
    anything: bool,
}

impl Reader {
    /// A reader of what is needed.
    pub fn new(needs: &Needs) -> Reader {
        let mut tree = Node::default();
        tree.want(&needs.id, RecordUse::Id);
        tree.want(&needs.stage, RecordUse::Stage);
        tree.want(&needs.stage_since, RecordUse::StageSince);
        tree.want(&needs.tags, RecordUse::Tags);
        tree.want(&needs.given, RecordUse::Given);
        for (slot, field) in needs.fields.iter().enumerate() {
            tree.want(&field.path, RecordUse::Field(slot));
        }
        for (slot, list) in needs.lists.iter().enumerate() {
            tree.want(&list.path, RecordUse::List(slot));
        }
        let events = needs.lists.iter().map(events::tree).collect();
        Reader { needs: needs.clone(), tree, events, grants: grants::tree(), anything: false }
    }

    /// A reader for whoever looks at records as they are, and needs nothing of them.
    pub(in crate::records) fn of_anything() -> Reader {
        let needs = Needs {
            id: Path::key("id"),
            stage: Path::key("stage"),
            stage_since: Path::key("stage_since"),
            tags: Path::key("tags"),
            given: Path::key("given"),
            fields: Vec::new(),
            lists: Vec::new(),
            stages: Vec::new(),
            gifts: Vec::new(),
            currency: Currency::USD,
            zone: TimeZone::UTC,
            forms: DataForms::default(),
        };
        // A tree without anything in it, so that no two columns are in each other's way.
        Reader { tree: Node::default(), anything: true, ..Reader::new(&needs) }
    }

    pub(in crate::records) fn takes_anything(&self) -> bool {
        self.anything
    }

    /// What it reads.
    pub fn needs(&self) -> &Needs {
        &self.needs
    }

    /// Reads one record: a JSON object in UTF-8, with only white space around it.
    ///
    /// # Errors
    /// The first fault in the order of the text; then what the whole record lacks.
    pub fn read<'a>(&self, bytes: &'a [u8]) -> Result<Record<'a>, Fault> {
        let text = utf8(bytes)?;
        let mut scanner = Scanner::new(text);
        let mut draft = self.draft();
        self.walk(&mut scanner, &mut draft).map_err(|trouble| trouble.fault(text))?;
        draft.finish()
    }

    /// A record of which nothing was found yet.
    pub(in crate::records) fn draft<'a>(&self) -> Draft<'_, 'a> {
        Draft::new(&self.needs, &self.events, &self.grants)
    }

    /// Reads what a customer was given, where that is all of `text`; `None` if it is not right.
    pub(in crate::records) fn given(&self, text: &str) -> Option<Vec<Grant>> {
        let (needs, mut scanner) = (&self.needs, Scanner::new(text));
        let (found, context) = (scanner.found().ok()?, Context::new(needs));
        grants::grants(&needs.gifts, &self.grants, found, &mut scanner, context).ok()
    }

    fn walk<'a>(
        &self,
        scanner: &mut Scanner<'a>,
        draft: &mut Draft<'_, 'a>,
    ) -> Result<(), WalkFault> {
        let found = scanner.found()?;
        if found == Found::Object {
            walk::object(&self.tree, scanner, draft)?;
            return Ok(scanner.end()?);
        }
        if found == Found::List {
            scanner.skip()?;
        }
        scanner.end()?;
        let message =
            format!("{} is not a customer record; a record must be an object", found.in_words());
        Err(Fault::whole(FaultKind::NotAnObject, message).into())
    }

    /// Takes one cell of a CSV row for a node of the tree: a text, or JSON where a list or an
    /// object is wanted. An empty cell says nothing.
    pub(in crate::records) fn cell<'a>(
        &self,
        node: &Node<RecordUse>,
        cell: &'a str,
        draft: &mut Draft<'_, 'a>,
    ) -> Result<(), Fault> {
        if cell.is_empty() {
            return Ok(());
        }
        let brackets =
            node.has_children() || node.uses.iter().any(|used| used.takes_brackets(&self.needs));
        let is_json = brackets && cell.trim_start().starts_with(['[', '{']);
        let mut scanner = Scanner::new(if is_json { cell } else { "" });
        let taken = if is_json {
            walk::value(node, &mut scanner, draft).and_then(|()| Ok(scanner.end()?))
        } else {
            let is_text = node.uses.iter().any(|used| used.is_text(&self.needs));
            let text = if is_text { without_apostrophe(cell) } else { cell };
            let found = Found::Text(RawText::plain(text));
            walk::found(node, found, &mut scanner, draft)
        };
        taken.map_err(|trouble| trouble.fault(cell))
    }
}

/// A text without the apostrophe with which Excel marks what looks like a number or a formula.
fn without_apostrophe(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit() || "+-=@".contains(c)) => rest,
        Some(_) | None => cell,
    }
}
