//! What records lack, as a report counts it.

use crate::output::decisions::Tally;
use crate::plan::Plan;
use crate::report::{Unknown, UnknownField};

/// What the customers of a tally have no value for.
pub fn unknown(plan: &Plan, tally: &Tally) -> Unknown {
    let fields = tally.gaps.all(plan).into_iter().map(|gap| UnknownField {
        field: gap.datum.name(&plan.needs).to_owned(),
        customers: gap.customers,
        rules: gap
            .rules
            .iter()
            .map(|(rule, count)| (plan.rules[*rule].label.clone(), *count))
            .collect(),
        pauses: plan.pauses_read(gap.datum),
    });
    Unknown { customers: tally.decided, fields: fields.collect() }
}
