//! What has changed in a ledger since a run, for a CRM or another tool.

use std::fmt::Write as _;

use jiff::tz::TimeZone;

use super::instants::instant;
use super::{Ledger, LedgerFault};
use crate::output::decisions::csv_cell;
use crate::values::Instant;

/// The state of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Who it is.
    pub id: String,
    /// The stage, in the name that records use.
    pub stage: String,
    /// Since when.
    pub stage_since: Option<Instant>,
    /// The tags that rules have set.
    pub tags: Vec<String>,
    /// Those that they have removed, and records still have.
    pub untags: Vec<String>,
}

impl Ledger {
    /// The customers whose stage or tags a run after this one has changed, as they are now.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn changed_since(&self, run: i64) -> Result<Vec<Changed>, LedgerFault> {
        let query = "SELECT id, stage, stage_since, tags, untags FROM customers
                     WHERE changed_run > ?1 AND gone IS NULL ORDER BY n";
        let mut statement = self.connection.prepare(query)?;
        let list = |json: Option<String>| {
            json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
        };
        let changed = statement.query_map([run], |row| {
            let since: Option<i64> = row.get(2)?;
            Ok(Changed {
                id: row.get(0)?,
                stage: row.get(1)?,
                stage_since: since.and_then(instant),
                tags: list(row.get(3)?),
                untags: list(row.get(4)?),
            })
        })?;
        Ok(changed.collect::<Result<_, _>>()?)
    }
}

/// As CSV, with tags joined by `; `.
pub fn csv(all: &[Changed], zone: &TimeZone) -> Vec<u8> {
    let mut out = b"id,stage,stage_since,tags,removed_tags\n".to_vec();
    for one in all {
        let since = one.stage_since.map_or(String::new(), |at| written(at, zone));
        let cells = [&one.id, &one.stage, &since, &one.tags.join("; "), &one.untags.join("; ")];
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            csv_cell(&mut out, cell);
        }
        out.push(b'\n');
    }
    out
}

/// As JSON, an object per line.
pub fn ndjson(all: &[Changed], zone: &TimeZone) -> Vec<u8> {
    let mut out = String::new();
    for one in all {
        let object = serde_json::json!({
            "id": one.id,
            "stage": one.stage,
            "stage_since": one.stage_since.map(|at| written(at, zone)),
            "tags": one.tags,
            "removed_tags": one.untags,
        });
        let _ = writeln!(out, "{object}");
    }
    out.into_bytes()
}

/// An instant with the offset of the zone.
fn written(at: Instant, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
