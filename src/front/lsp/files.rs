//! The files that an editor has open, as of one moment, and all others as they are on the disk.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::{TextDocumentContentChangeEvent as Change, Uri};

use super::lines::{Encoding, Lines};
use super::uri;
use crate::front::disk;

/// A text that an editor has open.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// As the editor writes its address.
    pub uri: Uri,
    pub version: i32,
    pub text: String,
    pub lines: Lines,
    /// Its name without the links on the way to it.
    real: String,
}

/// All files as of one moment. To clone it is cheap, so that other threads can go on with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Files {
    /// By name.
    open: HashMap<String, Arc<Document>>,
    pub folders: Vec<PathBuf>,
    /// How many changes there were before. Each one makes another moment.
    pub moment: u64,
    /// The moment at which files on the disk changed, as far as the editor has said.
    pub on_disk: u64,
}

impl Document {
    fn new(uri: Uri, version: i32, text: String) -> Document {
        let (lines, real) = (Lines::of(&text), uri::real(&uri::name(&uri)));
        Document { uri, version, text, lines, real }
    }

    fn change(&mut self, change: Change, encoding: Encoding) {
        match change {
            Change::TextDocumentContentChangePartial(part) => {
                let range = self.lines.bytes(part.range, &self.text, encoding);
                self.text.replace_range(range.clone(), &part.text);
                self.lines.replaced(&range, part.text.len(), &self.text);
            }
            Change::TextDocumentContentChangeWholeDocument(whole) => {
                self.text = whole.text;
                self.lines = Lines::of(&self.text);
            }
        }
    }
}

impl Files {
    /// Those of some folders, none of them open yet.
    pub(super) fn of(folders: Vec<PathBuf>) -> Files {
        Files { folders, ..Files::default() }
    }

    pub(super) fn opened(&mut self, uri: Uri, version: i32, text: String) {
        self.moment += 1;
        let name = uri::name(&uri);
        self.open.insert(name, Arc::new(Document::new(uri, version, text)));
    }

    /// Makes changes, one after the other. Those of a file that is not open are ignored.
    pub(super) fn changed(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<Change>,
        encoding: Encoding,
    ) {
        let Some(document) = self.open.get_mut(&uri::name(uri)) else { return };
        self.moment += 1;
        let document = Arc::make_mut(document);
        document.version = version;
        changes.into_iter().for_each(|change| document.change(change, encoding));
    }

    pub(super) fn closed(&mut self, uri: &Uri) {
        self.disk_changed();
        self.open.remove(&uri::name(uri));
    }

    pub(super) fn disk_changed(&mut self) {
        self.moment += 1;
        self.on_disk = self.moment;
    }

    /// The text of a file that the editor has open, perhaps by another name.
    pub(super) fn document(&self, name: &str) -> Option<&Arc<Document>> {
        self.open.get(name).or_else(|| {
            let real = uri::real(name);
            self.open.values().find(|document| document.real == real)
        })
    }

    pub(super) fn documents(&self) -> impl Iterator<Item = (&String, &Arc<Document>)> {
        self.open.iter()
    }

    /// The text of a file, as the editor has it or as it is on the disk.
    pub(super) fn text(&self, name: &str) -> Result<String, String> {
        match self.document(name) {
            Some(document) => Ok(document.text.clone()),
            None if Path::new(name).is_absolute() => disk::load_used(name),
            None => Err("the file with this line was never saved".to_owned()),
        }
    }

    /// What the editor calls a file.
    pub(super) fn called(&self, name: &str) -> String {
        self.document(name).map_or_else(|| name.to_owned(), |document| uri::name(&document.uri))
    }

    /// The address of a file, as the editor writes it.
    pub(super) fn uri(&self, name: &str) -> Uri {
        self.document(name).map_or_else(|| uri::of(name), |document| document.uri.clone())
    }
}

#[cfg(test)]
mod tests {
    use gen_lsp_types::{Position, Range, TextDocumentContentChangePartial as Part};

    use super::*;

    #[test]
    fn many_changes_do_not_read_the_text_again() {
        let mut files = Files::default();
        let uri = Uri("untitled:a".to_owned());
        let (count, line) = (100_000, "# a line\n");
        files.opened(uri.clone(), 1, line.repeat(count));
        let changes = (count..2 * count).map(|last| {
            let place = Position { line: last as u32, character: 0 };
            let (range, text) = (Range { start: place, end: place }, line.to_owned());
            #[expect(deprecated, reason = "the protocol has it")]
            let part = Part { range, range_length: None, text };
            Change::TextDocumentContentChangePartial(part)
        });
        let changes = changes.collect();
        files.changed(&uri, 2, changes, Encoding::Utf16);
        let document = files.document("untitled:a").unwrap();
        assert_eq!(document.text, line.repeat(2 * count));
        assert_eq!(document.lines.line_of(document.text.len()), 2 * count);
    }
}
