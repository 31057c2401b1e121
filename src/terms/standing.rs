//! Where a customer ranks among all.

use serde::{Deserialize, Serialize};

/// The functions over all customers of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 1 for the lowest fifth to 5 for the highest.
    Quintile,
    /// 1 for the highest.
    Rank,
}
