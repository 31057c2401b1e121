//! What has changed in a ledger since a run, for a CRM or another tool.

use std::fmt::Write as _;

use jiff::tz::TimeZone;

use super::instants::instant;
use super::{Ledger, LedgerFault};
use crate::output::decisions::csv_cell;
use crate::values::Instant;

/// A customer who has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Their state now.
    Now(State),
    /// They were merged: whatever is known by this id belongs to the other now.
    Merged {
        /// Who it was.
        id: String,
        /// Who it is now.
        into: String,
    },
}

/// The state of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
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
    /// The customers whose stage or tags a run after this one has changed, as they are now, and those who were
    /// merged since this run.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn changed_since(&self, run: i64) -> Result<Vec<Changed>, LedgerFault> {
        let query = "SELECT c.id, i.id, c.stage, c.stage_since, c.tags, c.untags FROM customers c
                     LEFT JOIN aliases a ON a.id = c.id LEFT JOIN customers i ON i.n = a.customer
                     WHERE c.gone IS NULL AND (c.changed_run > ?1 OR c.n IN
                         (SELECT customer FROM aliases WHERE id IN (SELECT id FROM customers
                            WHERE n IN (SELECT customer FROM merges WHERE after_run >= ?1))))
                       OR i.id IS NOT NULL
                         AND c.n IN (SELECT customer FROM merges WHERE after_run >= ?1)
                     ORDER BY c.n";
        let mut statement = self.connection.prepare(query)?;
        let list = |json: Option<String>| {
            json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
        };
        let changed = statement.query_map([run], |row| {
            let (id, into, since): (_, _, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(3)?);
            Ok(match into {
                Some(into) => Changed::Merged { id, into },
                None => Changed::Now(State {
                    id,
                    stage: row.get(2)?,
                    stage_since: since.and_then(instant),
                    tags: list(row.get(4)?),
                    untags: list(row.get(5)?),
                }),
            })
        })?;
        Ok(changed.collect::<Result<_, _>>()?)
    }
}

/// As CSV.
pub fn csv(all: &[Changed], zone: &TimeZone) -> Vec<u8> {
    let mut out = b"id,stage,stage_since,tags,removed_tags,merged_into\n".to_vec();
    for one in all {
        let cells = match one {
            Changed::Now(State { id, stage, stage_since, tags, untags }) => {
                let since = stage_since.map_or(String::new(), |at| written(at, zone));
                let (tags, untags) = (tags.join("; "), untags.join("; "));
                [id.clone(), stage.clone(), since, tags, untags, String::new()]
            }
            Changed::Merged { id, into } => {
                let [stage, since, tags, untags] = <[String; 4]>::default();
                [id.clone(), stage, since, tags, untags, into.clone()]
            }
        };
        for (place, cell) in cells.iter().enumerate() {
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
        let object = match one {
            Changed::Now(State { id, stage, stage_since, tags, untags }) => serde_json::json!({
                "id": id,
                "stage": stage,
                "stage_since": stage_since.map(|at| written(at, zone)),
                "tags": tags,
                "removed_tags": untags,
            }),
            Changed::Merged { id, into } => serde_json::json!({ "id": id, "merged_into": into }),
        };
        let _ = writeln!(out, "{object}");
    }
    out.into_bytes()
}

/// An instant with the offset of the zone.
fn written(at: Instant, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
