//! Columns that are needed, but that a header does not have.

use super::columns::Columns;
use crate::records::plain::Subject;
use crate::values::{Path, Step};

/// A column that the rules need and a file does not have, so that what it would say is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingColumn {
    /// Its name, or the path to the value.
    pub name: String,
    /// A column of the file that may be meant.
    pub nearest: Option<String>,
}

impl Columns<'_> {
    /// The columns that are needed and that the header, which has these names, lacks. What has its
    /// usual name where the rules name none, such as `at`, need not be there.
    pub(super) fn lacks(&self, names: &[String]) -> Vec<MissingColumn> {
        let needs = self.reader.needs();
        // What has a default is not unknown.
        let fields = needs.fields.iter().filter(|field| field.default.is_none());
        let fields = fields.map(|field| &field.path);
        let lists = needs.lists.iter().filter(|list| list.table.is_none()).map(|list| &list.path);
        let mut lacks = Vec::new();
        for path in fields.chain(lists) {
            let usual = self.reader.subject == Subject::Rows && *path == Path::key("at");
            let is_there =
                |column: &Path| column.0.starts_with(&path.0) || path.0.starts_with(&column.0);
            if usual || self.paths().any(is_there) {
                continue;
            }
            let name = match &path.0[..] {
                [Step::Key(name)] => name.clone(),
                _ => path.to_string(),
            };
            let missing = MissingColumn { nearest: nearest(&name, names), name };
            if !lacks.contains(&missing) {
                lacks.push(missing);
            }
        }
        lacks
    }
}

/// The name that is most like this one, if one is.
pub(super) fn nearest(name: &str, names: &[String]) -> Option<String> {
    let near = names.iter().filter_map(|other| {
        let distance = distance(name, other);
        (distance * 3 <= plain(name).chars().count()).then_some((distance, other))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, other)| other.clone())
}

/// How many letters and digits are different in two names.
pub(super) fn distance(one: &str, other: &str) -> usize {
    strsim::damerau_levenshtein(&plain(one), &plain(other))
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
