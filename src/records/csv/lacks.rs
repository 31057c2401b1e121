//! Columns that are needed, but that a header does not have.

use super::columns::Columns;
use crate::plan::Needs;
use crate::records::plain::Subject;
use crate::values::Path;
use crate::values::likeness::{meant, nearest};

/// A column that the rules need and a file does not have, so that what it would say is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingColumn {
    /// Its name, or the path to the value.
    pub name: String,
    /// The path to the value.
    pub path: Path,
    /// Whether what would be read has a default, so that it is known all the same.
    pub has_default: bool,
    /// A column of the file that may be meant.
    pub nearest: Option<String>,
}

impl Columns<'_> {
    /// The columns that are needed and that the header, which has these names, lacks. What has its
    /// usual name where the rules name none, such as `at`, need not be there.
    pub(super) fn lacks(&self, names: &[String]) -> Vec<MissingColumn> {
        lacking(self.reader.needs(), names, |path| {
            let usual = self.reader.subject == Subject::Rows && *path == Path::key("at");
            let is_there =
                |column: &Path| column.0.starts_with(&path.0) || path.0.starts_with(&column.0);
            usual || self.paths().any(is_there)
        })
    }
}

/// The columns that are needed, and that some records lack whose columns have these names. `has` says whether
/// they have something at a path.
pub fn lacking(needs: &Needs, names: &[String], has: impl Fn(&Path) -> bool) -> Vec<MissingColumn> {
    let fields = needs.fields.iter().map(|field| (&field.path, field.default.is_some()));
    let lists = needs.lists.iter().filter(|list| list.table.is_none());
    let lists = lists.map(|list| (&list.path, false));
    // A column that the rules read is not what they mean by another name.
    let read = needs.fields.iter().map(|field| &field.path);
    let read = read.chain(needs.lists.iter().map(|list| &list.path)).chain([&needs.id]);
    let reads: Vec<String> = read.map(Path::name).collect();
    let mut lacks = Vec::new();
    for (path, has_default) in fields.chain(lists).filter(|(path, _)| !has(path)) {
        let name = path.name();
        let is_free = |name: &&str| !reads.iter().any(|read| read == name);
        let names = || names.iter().map(String::as_str).filter(is_free);
        // A tool may have made a column of what was within an object.
        let found = nearest(&name, names()).or_else(|| nearest(path.last_key(), names()));
        let found = found.or_else(|| meant(&name, names())).map(str::to_owned);
        let missing = MissingColumn { path: path.clone(), has_default, nearest: found, name };
        if !lacks.contains(&missing) {
            lacks.push(missing);
        }
    }
    lacks
}
