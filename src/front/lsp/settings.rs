//! What the user can set.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::Value;

use crate::values::{AsOf, Instant};

/// The settings, as they are when nobody has set anything.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Settings {
    /// The day for which hints show when a window begins: `2026-03-31`.
    pub as_of: Option<String>,
    /// The file of customers for whom lenses count what rules do.
    pub customers: Option<String>,
    /// Whether rules are proved.
    pub proofs: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { as_of: None, customers: None, proofs: true }
    }
}

impl Settings {
    /// The name of their section.
    pub(super) const SECTION: &str = "flywheel";

    /// The moment for which hints are shown and customers are counted, if it can be read: now, unless it
    /// is set.
    pub(super) fn as_of(&self, zone: &TimeZone) -> Option<AsOf> {
        match &self.as_of {
            Some(text) => AsOf::parse_moment(text, zone).ok(),
            None => Instant::try_from(SystemTime::now()).ok().map(AsOf::Instant),
        }
    }

    /// The file of customers, in the first of the open folders that has it.
    pub(super) fn customers_in(&self, folders: &[PathBuf]) -> Option<PathBuf> {
        let name = Path::new(self.customers.as_ref()?);
        let mut paths = folders.iter().map(|folder| folder.join(name));
        paths.find(|path| path.is_file()).or_else(|| name.is_file().then(|| name.to_owned()))
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
