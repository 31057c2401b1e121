//! A file of a table, and how its rows are read.

use std::sync::Arc;

use super::entry::RowEntry;
use crate::records::{Fault, ReadText, RowTexts};
use crate::run::parts::Identity;

/// A file of a table.
#[derive(Clone, Debug)]
pub(super) struct TableFile {
    /// What it is called.
    pub name: Arc<str>,
    /// Its header, if it is CSV.
    pub header: Option<Arc<[u8]>>,
    /// How its rows are read, once there is one.
    pub owners: Option<Arc<Owners>>,
    /// What tells it from other files, where that is asked for and there are rows.
    pub identity: Option<Identity>,
}

impl TableFile {
    /// A file that is still to be read.
    pub(super) fn new(name: &Arc<str>) -> TableFile {
        TableFile { name: Arc::clone(name), header: None, owners: None, identity: None }
    }
}

/// Reads from the rows of a file, as they are kept, whose they are.
#[derive(Debug)]
pub(super) struct Owners {
    /// The lists that the rows are for.
    pub lists: Vec<usize>,
    /// By list, what says whose a row is, and its key.
    pub texts: RowTexts,
}

impl Owners {
    /// What says whose a row is, and the row's key, by list. If not both are wanted, the key is none
    /// where it is said whose the row is.
    ///
    /// # Errors
    /// If it is not a row.
    pub(super) fn read<'k>(
        &self,
        kept: &'k [u8],
        both: bool,
        texts: &mut Vec<ReadText<'k>>,
    ) -> Result<(), Fault> {
        self.texts.read(kept, both, texts)
    }

    /// The place of what says whose the rows of a list are among the texts of a row. Their key comes
    /// after it.
    pub(super) fn place(&self, list: usize) -> Option<usize> {
        self.lists.iter().position(|other| *other == list).map(|place| 2 * place)
    }
}

/// What says whose a row of some files is; nothing if that is what other rows with its key say.
pub(super) fn owner_text(files: &[TableFile], row: &RowEntry<'_>) -> String {
    let said = || {
        let owners = files.get(row.file)?.owners.as_deref()?;
        let (mut texts, place) = (Vec::new(), owners.place(row.list)?);
        owners.read(row.kept, false, &mut texts).ok()?;
        texts.swap_remove(place).ok()?
    };
    said().map_or_else(String::new, |text| text.into_owned())
}
