//! The reader of one record.

use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::eval::{Id, Record};
use crate::plan::{FieldNeed, Grant, Needs, Owner};
use crate::terms::DataForms;
use crate::values::currency::Currency;

use super::convert::Context;
use super::draft::{Draft, RecordUse};
use super::events::{self, EventUse};
use super::gift_entry::{EntryUse, GiftLists};
use super::grants;
use super::kept::{self, Keeper, KeptUse};
use super::tree::Node;
use super::utf8::utf8;
use super::visitor::Visitor;
use super::walk;
use super::walk_fault::WalkFault;
use crate::records::fault::{Fault, FaultKind};
use crate::records::json::{Found, RawText, Scanner};
use crate::records::other_ids::OtherIds;
use crate::terms::FieldType;
use crate::values::{Decimal, Path, Step, path};

/// Reads records by the needs of a plan: what it needs is converted and judged; all the rest is
/// checked to be JSON in UTF-8, and skipped without being built.
#[derive(Clone, Debug)]
pub struct Reader {
    needs: Needs,
    pub(in crate::records) tree: Node<RecordUse>,
    /// Where nothing but the id is read.
    pub(in crate::records) only_id: Node<RecordUse>,
    /// The same where a ledger keeps what the rules did to the customer, which is then at the end of the
    /// record.
    pub(in crate::records) kept_tree: Node<RecordUse>,
    /// What is read of a row of a ledger.
    kept: Node<KeptUse>,
    /// By the slot of the list.
    pub(in crate::records) events: Vec<Node<EventUse>>,
    gifts: GiftLists,
    /// What it reads.
    pub(in crate::records) subject: Subject,
    /// Customers who have more than one id.
    other_ids: Arc<OtherIds>,
}

/// What a reader reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::records) enum Subject {
    /// The records of customers.
    Records,
    /// The rows of a table.
    Rows,
    /// Whatever there is: nothing is needed, not even an id.
    Anything,
}

impl Reader {
    /// A reader of what is needed.
    pub fn new(needs: &Needs) -> Reader {
        let mut tree = tree_of_data(needs);
        let mut kept_tree = tree.clone();
        for (key, wanted) in kept::OF_RULES {
            match wanted {
                RecordUse::Stage => tree.want(&needs.stage, wanted),
                RecordUse::StageSince => tree.want(&needs.stage_since, wanted),
                RecordUse::Given => tree.want(&needs.given, wanted),
                RecordUse::Owed => match &needs.owed {
                    Some(owed) => tree.want(&owed.path, wanted),
                    None => continue,
                },
                // Only a ledger assumes something.
                RecordUse::Assumed
                | RecordUse::Id
                | RecordUse::OwnStage
                | RecordUse::Tags
                | RecordUse::RuleTags
                | RecordUse::Field(_)
                | RecordUse::List(_) => {}
            }
            let kept = [kept::KEY, key].map(|key| Step::Key(key.to_owned()));
            kept_tree.want(&Path(kept.into()), wanted);
        }
        kept_tree.want(&needs.stage, RecordUse::OwnStage);
        let tags = [kept::KEY, kept::TAGS].map(|key| Step::Key(key.to_owned()));
        kept_tree.want(&Path(tags.into()), RecordUse::RuleTags);
        let events = needs.lists.iter().map(events::tree).collect();
        let mut only_id = Node::default();
        only_id.want(&needs.id, RecordUse::Id);
        let (needs, gifts) = (needs.clone(), GiftLists::new());
        let (kept, subject, other_ids) = (kept::tree(), Subject::Records, Arc::default());
        Reader { needs, tree, only_id, kept_tree, kept, events, gifts, subject, other_ids }
    }

    /// A reader that does not read what rules did to the customer before: the stage, and since when,
    /// what was given and what is owed.
    pub fn of_data(needs: &Needs) -> Reader {
        Reader { tree: tree_of_data(needs), ..Reader::new(needs) }
    }

    /// A reader of nothing but the id and the texts of some fields.
    pub fn of_texts(needs: &Needs, fields: &[usize]) -> Reader {
        let fields = fields.iter().filter_map(|slot| needs.fields.get(*slot));
        let kind = || FieldType::Text { ignoring_case: false };
        let fields = fields.map(|field| FieldNeed { kind: kind(), default: None, ..field.clone() });
        let needs = Needs { fields: fields.collect(), lists: Vec::new(), ..needs.clone() };
        let mut tree = Node::default();
        tree.want(&needs.id, RecordUse::Id);
        for (slot, field) in needs.fields.iter().enumerate() {
            tree.want(&field.path, RecordUse::Field(slot));
        }
        Reader { tree, ..Reader::new(&needs) }
    }

    /// A reader for whoever looks at records as they are, and needs nothing of them.
    pub(in crate::records) fn of_anything() -> Reader {
        let needs = Needs {
            id: Path::key("id"),
            id_ignores_case: false,
            stage: Path::key("stage"),
            stage_since: Path::key("stage_since"),
            tags: Path::key("tags"),
            given: Path::key("given"),
            for_each: Vec::new(),
            owed: None,
            fields: Vec::new(),
            lists: Vec::new(),
            tables: Vec::new(),
            stages: Vec::new(),
            gifts: Vec::new(),
            currency: Currency::USD,
            zone: TimeZone::UTC,
            forms: DataForms::default(),
        };
        // A tree without anything in it, so that no two columns are in each other's way.
        let (tree, subject) = (Node::default(), Subject::Anything);
        Reader { tree, subject, ..Reader::new(&needs) }
    }

    /// A reader of what a ledger keeps of customers, who are not here themselves: all else is unknown.
    pub fn of_ledger(needs: &Needs) -> Reader {
        let id = Path::key("id");
        let mut tree = Node::default();
        tree.want(&id, RecordUse::Id);
        for (key, wanted) in kept::OF_RULES {
            if wanted != RecordUse::Owed || needs.owed.is_some() {
                tree.want(&Path::key(key), wanted);
            }
        }
        let mut needs = Needs { id, id_ignores_case: false, ..needs.clone() };
        needs.fields.iter_mut().for_each(|field| field.required = false);
        needs.lists.iter_mut().for_each(|list| list.required = false);
        Reader { tree, ..Reader::new(&needs) }
    }

    /// A reader of the rows of a table, for the lists in these slots, of which it takes all that is
    /// needed as single values: as its id, whose a row is. Rows may also name customers at the paths
    /// in `ids`.
    pub fn of_rows(needs: &Needs, lists: &[usize], ids: &[Path]) -> Reader {
        let mut fields = Vec::new();
        let mut field = |path: &Path, kind: FieldType| {
            let name = path.to_string();
            let path = path.clone();
            fields.push(FieldNeed { name, path, kind, default: None, required: false });
        };
        let text = || FieldType::Text { ignoring_case: false };
        let mut owners = Vec::new();
        for list in lists.iter().filter_map(|slot| needs.lists.get(*slot)) {
            owners.extend(list.table.as_ref().map(|table| &table.by));
            // Rows of rows say with each event which one it belongs to.
            let parent = list.table.as_ref().filter(|table| matches!(table.owner, Owner::Event(_)));
            parent.iter().for_each(|table| field(&table.by, text()));
            let keys = list.key.iter().flat_map(|key| &key.paths);
            keys.for_each(|path| field(path, text()));
            if let Some(at) = &list.at {
                field(at, FieldType::Date(list.at_form.clone()));
            }
            list.attributes.iter().for_each(|need| field(&need.path, need.kind.clone()));
        }
        owners.extend(ids);
        let mut tree = Node::default();
        owners.iter().for_each(|path| tree.want(path, RecordUse::Id));
        for (slot, need) in fields.iter().enumerate() {
            tree.want(&need.path, RecordUse::Field(slot));
        }
        let id = owners.first().map_or_else(|| needs.id.clone(), |path| (*path).clone());
        let mut only_id = Node::default();
        only_id.want(&id, RecordUse::Id);
        let needs = Needs { id, fields, lists: Vec::new(), ..needs.clone() };
        let (events, gifts) = (Vec::new(), GiftLists::new());
        let (kept_tree, kept, subject) = (Node::default(), Node::default(), Subject::Rows);
        let other_ids = Arc::default();
        Reader { needs, tree, only_id, kept_tree, kept, events, gifts, subject, other_ids }
    }

    /// The same where some customers have more than one id: whose record it is, it says by their own.
    pub fn with_other_ids(self, other_ids: OtherIds) -> Reader {
        Reader { other_ids: Arc::new(other_ids), ..self }
    }

    /// Customers who have more than one id.
    pub fn other_ids(&self) -> &OtherIds {
        &self.other_ids
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
        let mut draft = self.draft();
        self.fill(bytes, &mut draft)?;
        draft.finish()
    }

    /// Takes all that a record says.
    pub(in crate::records) fn fill<'a>(
        &self,
        bytes: &'a [u8],
        draft: &mut Draft<'_, 'a>,
    ) -> Result<(), Fault> {
        let text = utf8(bytes)?;
        self.walk(&self.tree, &mut Scanner::new(text), draft).map_err(|trouble| trouble.fault(text))
    }

    /// Takes the rows of a table, a list of objects, for the list in a slot. A fault comes with the
    /// number of the row that it is in; its path is within the row.
    pub(in crate::records) fn rows<'a>(
        &self,
        slot: usize,
        rows: &'a str,
        draft: &mut Draft<'_, 'a>,
    ) -> Result<(), (Option<usize>, Fault)> {
        let mut scanner = Scanner::new(rows);
        let found = scanner.found().map_err(WalkFault::from);
        let read = found.and_then(|found| draft.visit(RecordUse::List(slot), found, &mut scanner));
        read.map_err(|trouble| {
            let mut fault = trouble.fault(rows);
            let (row, path) = path::split_index(&fault.path.unwrap_or_default());
            fault.path = Some(path);
            (row, fault)
        })
    }

    /// Takes what a ledger keeps of the customer, a row as its writer made it.
    pub(in crate::records) fn keep<'a>(
        &self,
        row: &'a [u8],
        draft: &mut Draft<'_, 'a>,
    ) -> Result<(), Fault> {
        let text = utf8(row)?;
        let (tags, untags) = (Vec::new(), Vec::new());
        let mut keeper = Keeper { draft, tags, untags };
        keeper.read(&self.kept, &mut Scanner::new(text)).map_err(|trouble| trouble.fault(text))?;
        let Keeper { draft, tags, untags } = keeper;
        if !(tags.is_empty() && untags.is_empty()) {
            draft.tag(tags, untags);
        }
        Ok(())
    }

    /// A record of which nothing was found yet, of a customer of whom a ledger keeps something.
    pub(in crate::records) fn kept_draft<'a>(&self) -> Draft<'_, 'a> {
        self.draft().kept()
    }

    /// Whose record it is, where that is all that can be read of it.
    pub(in crate::records) fn id<'a>(&self, bytes: &'a [u8]) -> Option<Id<'a>> {
        let mut scanner = Scanner::new(utf8(bytes).ok()?);
        let mut draft = self.draft();
        self.walk(&self.only_id, &mut scanner, &mut draft).ok()?;
        draft.into_id()
    }

    /// A record of which nothing was found yet.
    pub(in crate::records) fn draft<'a>(&self) -> Draft<'_, 'a> {
        Draft::new(&self.needs, &self.events, &self.gifts, &self.other_ids)
    }

    /// Reads what a customer was given, where that is all of `text`; `None` if it is not right.
    pub(in crate::records) fn given(&self, text: &str) -> Option<Vec<Grant>> {
        let (needs, mut scanner) = (&self.needs, Scanner::new(text));
        let (found, context) = (scanner.found().ok()?, Context::new(needs));
        grants::grants(needs, &self.gifts.given, found, &mut scanner, context).ok()
    }

    /// What is read of an entry of what a customer was given.
    pub(in crate::records) fn entries(&self) -> &Node<EntryUse> {
        &self.gifts.given.tree
    }

    /// Reads what a gift cost or was worth, where that is all of `text`; `None` if it is not right.
    pub(in crate::records) fn amount_of_grant(&self, text: &str) -> Option<Option<Decimal>> {
        let found = Scanner::new(text).found().ok()?;
        grants::amount(found, Context::new(&self.needs)).ok()
    }

    /// The same of the key of the event that it was given for.
    pub(in crate::records) fn event_of_grant(&self, text: &str) -> Option<Option<Arc<str>>> {
        let found = Scanner::new(text).found().ok()?;
        grants::event_key(found, Context::new(&self.needs)).ok()
    }

    fn walk<'a>(
        &self,
        tree: &Node<RecordUse>,
        scanner: &mut Scanner<'a>,
        draft: &mut Draft<'_, 'a>,
    ) -> Result<(), WalkFault> {
        let found = scanner.found()?;
        if found == Found::Object {
            walk::object(tree, scanner, draft)?;
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

    /// Whether a cell of a CSV row holds JSON for a node of the tree, if it begins like it.
    pub(in crate::records) fn takes_brackets(&self, node: &Node<RecordUse>) -> bool {
        node.has_children() || node.uses.iter().any(|used| used.takes_brackets(&self.needs))
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
        let is_json = self.takes_brackets(node) && cell.trim_start().starts_with(['[', '{']);
        let mut scanner = Scanner::new(if is_json { cell } else { "" });
        let taken = if is_json {
            walk::value(node, &mut scanner, draft).and_then(|()| Ok(scanner.end()?))
        } else {
            let is_text = node.uses.iter().any(|used| used.is_text(&self.needs));
            let text = if is_text { without_apostrophe(cell) } else { cell };
            let found = Found::Text(RawText::cell(text));
            walk::found(node, found, &mut scanner, draft)
        };
        taken.map_err(|trouble| trouble.fault(cell))
    }
}

/// All that is wanted of a record but what rules did to the customer before.
fn tree_of_data(needs: &Needs) -> Node<RecordUse> {
    let mut tree = Node::default();
    tree.want(&needs.id, RecordUse::Id);
    tree.want(&needs.tags, RecordUse::Tags);
    for (slot, field) in needs.fields.iter().enumerate() {
        tree.want(&field.path, RecordUse::Field(slot));
    }
    for (slot, list) in needs.lists.iter().enumerate() {
        tree.want(&list.path, RecordUse::List(slot));
    }
    tree
}

/// A text without the apostrophe with which Excel marks what looks like a number or a formula.
pub(in crate::records) fn without_apostrophe(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit() || "+-=@".contains(c)) => rest,
        Some(_) | None => cell,
    }
}
