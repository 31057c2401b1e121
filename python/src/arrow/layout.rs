//! Which columns of a table say what the rules need, and where in a record that goes.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::Schema;
use flywheel::plan::Needs;
use flywheel::records::{MissingColumn, lacking};
use flywheel::values::{Path, Step};

use super::Wanted;
use super::cell::{Cell, Member, key, unusable};
use crate::failed::Failed;

/// Which columns of a table say what the rules need.
#[derive(Clone, Debug)]
pub(crate) struct Layout(Vec<Place>);

/// A member of a record.
#[derive(Clone, Debug)]
struct Place {
    name: String,
    content: Content,
}

#[derive(Clone, Debug)]
enum Content {
    /// A column by its number, and what is needed of it.
    Column(usize, Arc<Wanted>),
    /// An object, of which several columns may have a part: `profile.nps`.
    Object(Vec<Place>),
}

/// Where the values of a column go, if something of them is needed.
pub(crate) fn needed(name: &str, wanted: &Wanted) -> Option<Path> {
    let is_wanted = |path: &Path| wanted.find(path).is_some();
    let as_key = Some(Path::key(name)).filter(is_wanted);
    as_key.or_else(|| Path::parse(name).filter(is_wanted))
}

impl Layout {
    /// The layout of a table, which is called `name` in messages. A column has the name of a key of the record, or the
    /// whole path of a value: `profile.nps`.
    ///
    /// # Errors
    /// If a column that is needed has a type that cannot be used, or two columns say the same.
    pub(crate) fn new(name: &str, schema: &Schema, wanted: &Wanted) -> Result<Layout, Failed> {
        let mut places = Vec::new();
        for (column, field) in schema.fields().iter().enumerate() {
            let Some(path) = needed(field.name(), wanted) else { continue };
            let part = wanted.find(&path).cloned().unwrap_or_default();
            if let Some(what) = unusable(field.data_type(), &part) {
                let what = format!("the column \"{}\" has the type {what}", field.name());
                let help = "convert it, or leave it out if the rules do not need it";
                return Err(Failed::column(name, what).help(help));
            }
            let content = Content::Column(column, Arc::new(part));
            if put(&mut places, &path.0, content).is_none() {
                let what = format!("two columns say \"{}\"", path.name());
                return Err(Failed::column(name, what).help("drop one of them, or rename it"));
            }
        }
        Ok(Layout(places))
    }

    /// The columns that the rules need, and that no column says. Nobody has to say what was decided before.
    pub(crate) fn lacks(&self, schema: &Schema, needs: &Needs) -> Vec<MissingColumn> {
        let names: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
        lacking(needs, &names, |path| self.has(path, schema))
    }

    /// Whether some column says what is at a path.
    fn has(&self, path: &Path, schema: &Schema) -> bool {
        let mut places = &self.0;
        for (at, step) in path.0.iter().enumerate() {
            let Step::Key(key) = step else { return true };
            match places.iter().find(|place| place.name == *key).map(|place| &place.content) {
                None => return false,
                Some(Content::Object(inner)) => places = inner,
                Some(Content::Column(column, _)) => {
                    return super::cell::has(schema.field(*column).data_type(), &path.0[at + 1..]);
                }
            }
        }
        true
    }

    /// What writes the rows of a batch; nothing if the batch has another schema than the table.
    pub(super) fn cells(&self, batch: &RecordBatch) -> Option<Vec<Member>> {
        members(&self.0, batch)
    }
}

fn members(places: &[Place], batch: &RecordBatch) -> Option<Vec<Member>> {
    let member = |place: &Place| {
        let cell = match &place.content {
            Content::Column(column, wanted) => Cell::of(batch.columns().get(*column)?, wanted)?,
            Content::Object(places) => Cell::Object(None, members(places, batch)?),
        };
        Some(Member { key: key(&place.name), cell })
    };
    places.iter().map(member).collect()
}

/// Puts a column at a path; `None` if another one is there, or within it.
fn put(places: &mut Vec<Place>, path: &[Step], content: Content) -> Option<()> {
    let (Step::Key(name), rest) = path.split_first()? else { return None };
    let known = places.iter_mut().find(|place| place.name == *name);
    match (known, rest) {
        (None, []) => places.push(Place { name: name.clone(), content }),
        (None, rest) => {
            let mut inner = Vec::new();
            put(&mut inner, rest, content)?;
            places.push(Place { name: name.clone(), content: Content::Object(inner) });
        }
        (Some(Place { content: Content::Object(inner), .. }), [_, ..]) => {
            put(inner, rest, content)?;
        }
        (Some(_), _) => return None,
    }
    Some(())
}
