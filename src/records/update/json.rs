//! Writes changes into records of JSON.

use crate::after::Changes;
use crate::plan::Needs;
use crate::records::json::{Index, Scanner};
use crate::values::Step;

use super::edit::{Edit, UpdateFault};
use super::outline::Outline;
use super::patch::Patch;

/// Writes changes into one record after the other, in memory that is used again.
#[derive(Debug)]
pub struct JsonUpdate<'n> {
    needs: &'n Needs,
    index: Index,
}

impl<'n> JsonUpdate<'n> {
    /// For records of these needs.
    pub fn new(needs: &'n Needs) -> JsonUpdate<'n> {
        JsonUpdate { needs, index: Index::new() }
    }

    /// Writes a record with its changes. `raw` is a record that was read without a fault.
    ///
    /// # Errors
    /// If a path of the rules leads to no place in this record.
    pub fn write(
        &mut self,
        raw: &[u8],
        changes: &Changes<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), UpdateFault> {
        let edits: Vec<Edit<'_>> = Edit::all(changes, self.needs).collect();
        self.edit(raw, &edits, out)
    }

    /// The same of a record in which all that rules did to the customer, but for the tags, is what the
    /// changes say.
    ///
    /// # Errors
    /// As [`write`](JsonUpdate::write).
    pub fn whole(
        &mut self,
        raw: &[u8],
        changes: &Changes<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), UpdateFault> {
        let emptying: Vec<Edit<'_>> = Edit::emptying(self.needs).collect();
        let mut emptied = Vec::with_capacity(raw.len());
        self.edit(raw, &emptying, &mut emptied)?;
        self.write(&emptied, changes, out)
    }

    /// Writes a record with its edits. Mostly each is about a part of its own, and they are made at
    /// once. Where one changes what the next one finds, they are made one after the other.
    fn edit(
        &mut self,
        raw: &[u8],
        edits: &[Edit<'_>],
        out: &mut Vec<u8>,
    ) -> Result<(), UpdateFault> {
        let (index, needs) = (&mut self.index, self.needs);
        let outline = Outline::of(raw, index).ok_or_else(not_json)?;
        let patches = edits.iter().map(|edit| Patch::of(&outline, &edit.path(needs).0, *edit));
        let patches: Result<Vec<Option<Patch<'_>>>, _> = patches.collect();
        let patches = patches.map(|patches| patches.into_iter().flatten().collect::<Vec<_>>());
        if let Ok(mut patches) = patches
            && Patch::are_apart(&mut patches)
        {
            Patch::write(&patches, outline.text, out);
            return Ok(());
        }
        let mut text = raw.to_vec();
        for edit in edits {
            let edited = set(index, &text, &edit.path(needs).0, *edit);
            text = edited.ok_or_else(|| edit.fault(needs))?;
        }
        out.append(&mut text);
        Ok(())
    }
}

/// The record with its changes. `raw` is a record that was read without a fault.
///
/// # Errors
/// If a path of the rules leads to no place in this record.
pub fn update_json(
    raw: &[u8],
    needs: &Needs,
    changes: &Changes<'_>,
) -> Result<Vec<u8>, UpdateFault> {
    let mut out = Vec::with_capacity(raw.len());
    JsonUpdate::new(needs).write(raw, changes, &mut out)?;
    Ok(out)
}

/// The record without what rules did to the customer before, but for the tags: what is there becomes
/// null. One that cannot be read stays as it is.
pub fn emptied_json(raw: &[u8], needs: &Needs) -> Vec<u8> {
    let emptying: Vec<Edit<'_>> = Edit::emptying(needs).collect();
    let mut out = Vec::with_capacity(raw.len());
    match is_json(raw).then(|| JsonUpdate::new(needs).edit(raw, &emptying, &mut out)) {
        Some(Ok(())) => out,
        Some(Err(_)) | None => raw.to_vec(),
    }
}

/// The text with one value set; `None` if there is no place for it.
pub(super) fn set(
    index: &mut Index,
    text: &[u8],
    steps: &[Step],
    edit: Edit<'_>,
) -> Option<Vec<u8>> {
    let outline = Outline::of(text, index)?;
    let patch = Patch::of(&outline, steps, edit).ok()?;
    let mut out = Vec::with_capacity(text.len());
    Patch::write(patch.as_slice(), outline.text, &mut out);
    Some(out)
}

fn is_json(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| {
        let mut scanner = Scanner::new(text);
        scanner.skip().and_then(|()| scanner.end()).is_ok()
    })
}

fn not_json() -> UpdateFault {
    UpdateFault { path: String::new() }
}
