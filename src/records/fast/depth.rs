//! How deep the paths of the rules lead into a record.

use crate::plan::{ListNeed, Needs};
use crate::values::Path;

/// Ways into a record that are no longer than this never lead to brackets that are too deep, also
/// with what is skipped at their ends.
const USUAL: usize = 64;

/// Whether the depth of brackets needs no counting on the ways to what is wanted, as
/// [`Tokens`](super::tokens::Tokens) does not count it.
pub(super) fn is_usual(needs: &Needs) -> bool {
    let Needs { id, stage, stage_since, tags, given, fields, lists, .. } = needs;
    let own = [id, stage, stage_since, tags, given];
    let fields = fields.iter().map(|field| &field.path);
    own.into_iter().chain(fields).all(|path| path.0.len() <= USUAL)
        && lists.iter().all(|list| list.path.0.len() + deepest(list) <= USUAL)
}

/// How long the longest way into an event is.
fn deepest(list: &ListNeed) -> usize {
    let attributes = list.attributes.iter().map(|attribute| &attribute.path);
    let paths = attributes.chain(&list.at).chain(list.key.iter().flat_map(|key| &key.paths));
    paths.map(|path: &Path| path.0.len()).max().unwrap_or_default()
}
