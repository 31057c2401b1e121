//! The rules of a run.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use crate::ledger::LedgerFault;
use crate::plan::Plan;
use crate::problems::Sources;

/// The number of the rules, which are kept once.
pub(super) fn rules(
    connection: &Connection,
    plan: &Plan,
    sources: &Sources,
) -> Result<i64, LedgerFault> {
    let mut digest = Sha256::new();
    for file in sources.files() {
        digest.update(file.text.len().to_le_bytes());
        digest.update(&file.text);
    }
    let hash: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let known = connection
        .query_row("SELECT n FROM rules WHERE hash = ?1", [&hash], |row| row.get(0))
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    connection
        .execute("INSERT INTO rules (hash, title) VALUES (?1, ?2)", params![hash, plan.title])?;
    let rules = connection.last_insert_rowid();
    for (place, file) in sources.files().iter().enumerate() {
        connection.execute(
            "INSERT INTO rule_files VALUES (?1, ?2, ?3, ?4)",
            params![rules, place as i64, file.name, file.text],
        )?;
    }
    for (gift, names) in plan.gifts.iter().zip(&plan.needs.gifts) {
        connection.execute(
            "INSERT OR IGNORE INTO gift_names VALUES (?1, ?2, ?3, ?4)",
            params![rules, names.written, gift.name, gift.description],
        )?;
    }
    Ok(rules)
}
