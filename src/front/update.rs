//! The records as they stand after a decision, for `--update`.

use crate::eval::{Decision, Record};
use crate::plan::{Action, Plan};
use crate::records::{Changes, Chunk, GrantOut, NoPlace, RowUpdate, Writes, update_json};
use crate::values::Instant;

/// Writes the records of one chunk with what decisions change in them.
pub struct Updater<'c, 'p> {
    plan: &'p Plan,
    as_of: Instant,
    /// Where the records are rows.
    rows: Option<RowUpdate<'c, 'c>>,
}

impl<'c, 'p> Updater<'c, 'p> {
    pub fn new(plan: &'p Plan, as_of: Instant, chunk: &'c Chunk<'c>) -> Updater<'c, 'p> {
        let rows = chunk.columns().map(|columns| RowUpdate::new(columns, writes(plan)));
        Updater { plan, as_of, rows }
    }

    /// The header of rows, with columns for what it has no place for.
    pub fn header(&self, raw: &[u8]) -> Vec<u8> {
        self.rows.as_ref().map_or_else(|| raw.to_vec(), |rows| rows.header(raw))
    }

    /// A record that nothing is decided for.
    pub fn untouched(&self, raw: &[u8]) -> Vec<u8> {
        let row = self.rows.as_ref().map(|rows| rows.row(raw, &Changes::default()));
        row.and_then(Result::ok).unwrap_or_else(|| raw.to_vec())
    }

    /// A record with what a decision changes.
    ///
    /// # Errors
    /// Where a path of the rules leads to no place in this record.
    pub fn updated(
        &self,
        raw: &[u8],
        record: &Record<'_>,
        decision: &Decision,
    ) -> Result<Vec<u8>, NoPlace> {
        let changes = self.changes(record, decision);
        match &self.rows {
            Some(rows) => rows.row(raw, &changes),
            None if changes.is_empty() => Ok(raw.to_vec()),
            None => update_json(raw, &self.plan.needs, &changes),
        }
    }

    fn changes<'a>(&'a self, record: &'a Record<'_>, decision: &'a Decision) -> Changes<'a> {
        // Settling may lead round to where it began: that is a new stay there all the same.
        let moved = decision.changes_stage() || !decision.moves.is_empty();
        let given = decision.given.iter().map(|given| GrantOut {
            name: &self.plan.gifts[given.gift].name,
            at: self.as_of,
            cost: given.cost,
            worth: given.worth,
        });
        Changes {
            stage: moved.then(|| self.plan.stages[decision.to].outside.as_str()),
            stage_since: decision.stage_since.filter(|_| moved),
            tags: tags(record, decision),
            given: given.collect(),
        }
    }
}

/// All tags as they now stand; `None` where they are what they were.
fn tags<'a>(record: &'a Record<'_>, decision: &'a Decision) -> Option<Vec<&'a str>> {
    let old: Vec<&str> = record.tags.iter().map(AsRef::as_ref).collect();
    let mut new = old.clone();
    new.retain(|tag| !decision.untags.iter().any(|untag| untag == tag));
    for tag in &decision.tags {
        if !new.contains(&tag.as_str()) {
            new.push(tag);
        }
    }
    (new != old).then_some(new)
}

/// What the rules may change in any record.
fn writes(plan: &Plan) -> Writes {
    let tags = |action: &Action| match action {
        Action::Tag(_) | Action::Untag(_) => true,
        Action::Give(_) => false,
    };
    Writes {
        stage: true,
        tags: plan.rules.iter().flat_map(|rule| &rule.actions).any(tags),
        given: !plan.gifts.is_empty(),
    }
}
