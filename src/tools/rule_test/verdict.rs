//! Compares a decision with what a test expects.

use crate::check::model::{Expected, Outcome, OutcomeKind};
use crate::eval::Decision;
use crate::plan::{Owed, Plan};

use super::Happening;

/// Where a decision is not what was expected.
#[derive(Clone, Debug)]
pub(super) enum Mismatch<'d> {
    /// This was expected.
    Missing(&'d Outcome),
    /// These happen although `no move` or `nothing` was expected ...
    Unwanted(&'d Outcome, Vec<Happening<'d>>),
    /// ... or `only` something else.
    Surplus(Vec<Happening<'d>>),
}

/// `owed` is what the customer is owed after the decision.
pub(super) fn mismatches<'d>(
    expected: &'d Expected,
    decision: &'d Decision,
    owed: &[Owed],
    plan: &Plan,
) -> Vec<Mismatch<'d>> {
    let outcomes = expected.outcomes.iter();
    let mut mismatches: Vec<_> =
        outcomes.filter_map(|outcome| mismatch(outcome, decision, owed, plan)).collect();
    let is_expected = |happening: &Happening<'_>| {
        expected.outcomes.iter().any(|outcome| is(&outcome.kind, *happening))
    };
    if expected.only {
        let mut surplus = Happening::all(decision);
        surplus.retain(|happening| !is_expected(happening));
        // What `no move` and `nothing` complain of already need not be said twice.
        let unwanted = mismatches.iter().any(|mismatch| match mismatch {
            Mismatch::Unwanted(..) => true,
            Mismatch::Missing(_) | Mismatch::Surplus(_) => false,
        });
        if !surplus.is_empty() && !unwanted {
            mismatches.push(Mismatch::Surplus(surplus));
        }
    }
    mismatches
}

fn mismatch<'d>(
    outcome: &'d Outcome,
    decision: &'d Decision,
    owed: &[Owed],
    plan: &Plan,
) -> Option<Mismatch<'d>> {
    let mut happenings = Happening::all(decision);
    let happens = match &outcome.kind {
        OutcomeKind::NoMove | OutcomeKind::Nothing => {
            if outcome.kind == OutcomeKind::NoMove {
                happenings.retain(|happening| matches!(happening, Happening::Move(_)));
            }
            let unwanted = !happenings.is_empty();
            return unwanted.then_some(Mismatch::Unwanted(outcome, happenings));
        }
        // Somebody new enters the start stage, which is as good as moving there.
        OutcomeKind::Move(stage) if decision.from.is_none() && *stage == plan.start => true,
        OutcomeKind::Give(_, Some(times)) => {
            let given = happenings.iter().filter(|happening| is(&outcome.kind, **happening));
            given.count() == *times as usize
        }
        OutcomeKind::Move(_)
        | OutcomeKind::Give(_, None)
        | OutcomeKind::Tag(_)
        | OutcomeKind::Untag(_) => happenings.iter().any(|happening| is(&outcome.kind, *happening)),
        OutcomeKind::Owed(gift) => owed.iter().any(|owed| owed.gift == *gift),
        OutcomeKind::Withhold { gift, reason } => decision.withheld.iter().any(|withheld| {
            let word = withheld.reason.word();
            withheld.gift == *gift && reason.as_ref().is_none_or(|reason| reason == word)
        }),
    };
    (!happens).then_some(Mismatch::Missing(outcome))
}

/// Whether this is what was expected.
fn is(outcome: &OutcomeKind, happening: Happening<'_>) -> bool {
    match (outcome, happening) {
        (OutcomeKind::Move(stage), Happening::Move(step)) => step.to == *stage,
        (OutcomeKind::Give(gift, _), Happening::Give(given)) => given.gift == *gift,
        (OutcomeKind::Tag(tag), Happening::Tag(set)) => tag == set,
        (OutcomeKind::Untag(tag), Happening::Untag(taken)) => tag == taken,
        (
            OutcomeKind::Move(_)
            | OutcomeKind::Give(..)
            | OutcomeKind::Tag(_)
            | OutcomeKind::Untag(_)
            | OutcomeKind::NoMove
            | OutcomeKind::Nothing
            | OutcomeKind::Owed(_)
            | OutcomeKind::Withhold { .. },
            Happening::Move(_) | Happening::Give(_) | Happening::Tag(_) | Happening::Untag(_),
        ) => false,
    }
}
