//! What the user can set.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::Value;

use crate::front::tables::TableFile;
use crate::problems::shown;
use crate::values::{AsOf, Instant};

/// The settings, as they are when nobody has set anything.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Settings {
    /// The day for which hints show when a window begins: `2026-03-31`.
    pub as_of: Option<String>,
    /// The file of customers for whom lenses count what rules do.
    pub customers: Option<String>,
    /// The file of each table, by its name in the rules.
    pub tables: Option<BTreeMap<String, String>>,
    /// Whether rules are proved.
    pub proofs: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { as_of: None, customers: None, tables: None, proofs: true }
    }
}

/// The files that customers are counted by.
#[derive(Clone, Debug)]
pub(super) struct Data {
    pub customers: PathBuf,
    pub tables: Vec<TableFile>,
}

impl Settings {
    /// The name of their section.
    pub(super) const SECTION: &str = "flywheel";

    /// The moment for which hints are shown and customers are counted: now, unless it is set.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn as_of(&self, zone: &TimeZone) -> Result<AsOf, String> {
        let Some(text) = &self.as_of else {
            let now = Instant::try_from(SystemTime::now());
            return now.map(AsOf::Instant).map_err(|error| error.to_string());
        };
        let wrong = |why| format!("the setting `asOf` cannot be `{}`: {why}", shown(text));
        AsOf::parse_moment(text, zone).map_err(wrong)
    }

    /// The files that customers are counted by, if there are some.
    ///
    /// # Errors
    /// If one of them is not there, or is no file.
    pub(super) fn data(&self, folders: &[PathBuf]) -> Result<Option<Data>, String> {
        let Some(customers) = &self.customers else { return Ok(None) };
        let customers = found("customers", customers, folders)?;
        let tables = self.tables.iter().flatten().map(|(table, name)| {
            let path = found(&format!("tables.{}", shown(table)), name, folders)?;
            Ok(TableFile { table: table.clone(), path })
        });
        Ok(Some(Data { customers, tables: tables.collect::<Result<_, String>>()? }))
    }

    /// Everywhere that these files may be.
    pub(super) fn data_paths(&self, folders: &[PathBuf]) -> Vec<PathBuf> {
        let names = self.customers.iter().chain(self.tables.iter().flat_map(BTreeMap::values));
        names.flat_map(|name| places(name, folders)).filter(|path| path.is_absolute()).collect()
    }

    /// The settings in a value that an editor sends: themselves, or under their name.
    ///
    /// # Errors
    /// What is wrong with them.
    pub(super) fn read(value: &Value) -> Result<Settings, String> {
        let own = value.get(Settings::SECTION).unwrap_or(value);
        if own.is_null() {
            return Ok(Settings::default());
        }
        Settings::deserialize(own).map_err(|error| format!("the settings of flywheel: {error}"))
    }
}

/// The places of a file by its name: in each of the folders, unless the name says where it is.
fn places(name: &str, folders: &[PathBuf]) -> Vec<PathBuf> {
    let path = Path::new(name);
    match path.is_absolute() || folders.is_empty() {
        true => vec![path.to_owned()],
        false => folders.iter().map(|folder| folder.join(path)).collect(),
    }
}

/// The file of a setting, in the first of the folders that has it.
fn found(setting: &str, name: &str, folders: &[PathBuf]) -> Result<PathBuf, String> {
    let places = places(name, folders);
    if let Some(path) = places.iter().find(|path| path.is_file()) {
        return Ok(path.clone());
    }
    let there = places.iter().find_map(|path| fs::metadata(path).ok());
    let what = match there {
        None => "which is not there",
        Some(it) if it.is_dir() => "which is a folder",
        Some(_) => "which is not a file",
    };
    Err(format!("the setting `{setting}` names {}, {what}", shown(name)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn settings(value: Value) -> Settings {
        Settings::read(&value).unwrap()
    }

    #[test]
    fn files_are_looked_for_in_all_folders() {
        let [one, other] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        let folders = [one.path().to_owned(), other.path().to_owned()];
        let path = other.path().join("a.csv");
        fs::write(&path, "id\n").unwrap();
        let set = settings(json!({ "customers": "a.csv", "tables": { "orders": path } }));
        let data = set.data(&folders).unwrap().unwrap();
        assert_eq!((data.customers, &data.tables[0].path), (path.clone(), &path));
        // One that is not there yet may come in any of them.
        assert_eq!(set.data_paths(&folders), [one.path().join("a.csv"), path.clone(), path]);
    }

    #[test]
    fn what_is_no_file_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let folders = [folder.path().to_owned()];
        let why = |value: Value| settings(value).data(&folders).unwrap_err();
        assert_eq!(
            why(json!({ "customers": "a.csv" })),
            "the setting `customers` names a.csv, which is not there"
        );
        assert!(why(json!({ "customers": folder.path() })).ends_with(", which is a folder"));
        fs::write(folder.path().join("a.csv"), "").unwrap();
        assert_eq!(
            why(json!({ "customers": "a.csv", "tables": { "orders": "o.csv" } })),
            "the setting `tables.orders` names o.csv, which is not there"
        );
        assert!(settings(json!({ "tables": null })).data(&folders).unwrap().is_none());
        let wrong = settings(json!({ "asOf": "soon" }));
        let why = wrong.as_of(&TimeZone::UTC).unwrap_err();
        assert!(why.starts_with("the setting `asOf` cannot be `soon`: "), "{why}");
    }
}
