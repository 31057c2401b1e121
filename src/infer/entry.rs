//! A field or an attribute, as it is proposed.

use super::kind::{Kind, quoted};
use super::notes;

/// A field or an attribute, as it is proposed.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub name: String,
    /// Where it is in the data.
    pub path: String,
    pub kind: Kind,
    /// What is not certain about it.
    pub note: Option<String>,
    /// Whether the case of its texts does not matter.
    pub ignores_case: bool,
}

impl Entry {
    /// `total: money from "Total"`, with its note above.
    pub(super) fn write(&self, text: &mut String) {
        for line in self.note.iter().flat_map(|note| notes::wrapped(note)) {
            text.push_str(&format!("  # {line}\n"));
        }
        let case = if self.ignores_case { " ignoring case" } else { "" };
        text.push_str(&format!("  {}: {}{}{case}\n", self.name, self.kind.write(), self.from()));
    }

    /// `total money from "Total"`
    pub(super) fn attribute(&self) -> String {
        let (kind, split) = (self.kind.write(), self.from());
        format!("{} {kind}{split}", self.name)
    }

    fn from(&self) -> String {
        match self.path == self.name {
            true => String::new(),
            false => format!(" from {}", quoted(&self.path)),
        }
    }
}
