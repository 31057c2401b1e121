//! What the user can set.

use serde::Deserialize;
use serde_json::Value;

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
