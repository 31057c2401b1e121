//! One step of a customer.

use crate::plan::StageId;

use super::context::Context;
use super::judged::{Judged, Outset};
use super::state::State;
use super::view::View;
use super::{Decision, Fault, Record};

/// One step of a customer: conditions first, all of them; then the rules that fire, their actions
/// in order; then, if somebody moved, what the new stage does on entering. Says whether they moved.
///
/// `closed` are the stages that may not be entered.
pub(super) fn step(
    at: &Context,
    record: &Record<'_>,
    state: &mut State<'_>,
    decision: &mut Decision,
    closed: &[StageId],
) -> Result<bool, Fault> {
    let (id, outset) = (&*record.id.text, Outset::of(at, state.stage, state.stage_since));
    let mut judged = Judged::default();
    let mut view = View::new(at, record, state);
    judged.judge(at, &mut view, id, outset, closed, &state.owed)?;
    // Only the first step is asked about the record as it came; all before another one moved.
    if decision.moves.is_empty() {
        judged.note_gaps(&at.plan, &mut view, decision)?;
    }
    judged.carry_out(at, id, state, decision)
}
