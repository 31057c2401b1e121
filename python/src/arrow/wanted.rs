//! What the rules need of a record, as a tree of keys.

use std::collections::BTreeMap;

use flywheel::plan::{DeclaredTable, ListNeed, Needs};
use flywheel::values::{Path, Step};

/// What is needed of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// All of it.
    pub whole: bool,
    /// What is needed of an object, by key.
    pub keys: BTreeMap<String, Wanted>,
    /// What is needed of each item of a list.
    pub items: Option<Box<Wanted>>,
}

/// Whatever there is.
static ALL: Wanted = Wanted { whole: true, keys: BTreeMap::new(), items: None };

impl Wanted {
    /// What is needed of the record of a customer.
    pub(crate) fn of_customers(needs: &Needs) -> Wanted {
        let Needs {
            id,
            stage,
            stage_since,
            tags,
            given,
            owed,
            fields,
            lists,
            id_ignores_case: _,
            tables: _,
            stages: _,
            gifts: _,
            for_each: _,
            currency: _,
            zone: _,
            forms: _,
        } = needs;
        let mut wanted = Wanted::default();
        let built_in = [id, stage, stage_since, tags, given].into_iter();
        let owed = owed.iter().map(|owed| &owed.path);
        let fields = fields.iter().map(|field| &field.path);
        built_in.chain(owed).chain(fields).for_each(|path| wanted.want(path));
        for list in lists.iter().filter(|list| list.table.is_none()) {
            let events = wanted.at(&list.path);
            events.items.get_or_insert_default().want_event(list);
        }
        wanted
    }

    /// What is needed of a row that says where a customer is.
    pub(crate) fn of_state() -> Wanted {
        let mut wanted = Wanted::default();
        for key in ["id", "stage", "stage_since", "tags", "given", "owed"] {
            wanted.want(&Path::key(key));
        }
        wanted
    }

    /// What is needed of a row of a table.
    pub(crate) fn of_rows(needs: &Needs, table: &str) -> Wanted {
        let mut wanted = Wanted::default();
        for list in &needs.lists {
            if let Some(need) = list.table.as_ref().filter(|need| need.table == table) {
                wanted.want(&need.by);
                wanted.want_event(list);
            }
        }
        let declared = needs.tables.iter().filter(|declared| declared.table == table);
        for DeclaredTable { id, .. } in declared {
            id.iter().for_each(|path| wanted.want(path));
        }
        wanted
    }

    /// What is needed of an event of a list.
    fn want_event(&mut self, list: &ListNeed) {
        let ListNeed { at, key, attributes, name: _, path: _, required: _, at_form: _, table: _ } =
            list;
        let keys = key.iter().flat_map(|key| &key.paths);
        let attributes = attributes.iter().map(|attribute| &attribute.path);
        at.iter().chain(keys).chain(attributes).for_each(|path| self.want(path));
    }

    fn want(&mut self, path: &Path) {
        self.at(path).whole = true;
    }

    /// What is needed at the end of a path. Of a list with places, all is.
    fn at(&mut self, path: &Path) -> &mut Wanted {
        let mut place = self;
        for step in &path.0 {
            match step {
                Step::Key(key) => place = place.keys.entry(key.clone()).or_default(),
                Step::Index(_) => {
                    place.whole = true;
                    break;
                }
            }
        }
        place
    }

    /// What is needed at the end of a path of keys, if anything is.
    pub(super) fn find(&self, path: &Path) -> Option<&Wanted> {
        path.0.iter().try_fold(self, |place, step| match step {
            Step::Key(key) => place.keys.get(key),
            Step::Index(_) => None,
        })
    }

    /// What is needed of a member of an object.
    pub(super) fn member(&self, key: &str) -> Option<&Wanted> {
        if self.whole { Some(&ALL) } else { self.keys.get(key) }
    }

    /// What is needed of the items of a list. Where no list is expected, all of it is shown as what is wrong.
    pub(super) fn item(&self) -> &Wanted {
        match &self.items {
            Some(items) if !self.whole => items,
            Some(_) | None => &ALL,
        }
    }
}
