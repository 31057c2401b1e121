//! What became of a gift.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::{Decision, Evaluator, Fault, Held, Prize, Reason, Withheld};
use crate::plan::{Action, GiftId, Owed, Plan, RuleId, StageId};
use crate::tools::takes::gives;
use crate::values::{AsOf, Decimal, Instant, Truth};
use crate::when;

use super::clause::Clauses;
use super::{Clause, LostWhy, contest, named};

/// What an earlier gift that counts takes in a document, about.
const GRANT: usize = 64;

/// What became of a gift, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct GiftWhy {
    /// The gift.
    pub gift: GiftId,
    /// The key of the event that it is for, if it is for one.
    pub event: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a gift.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is given.
    Given {
        /// The rule that asked for it.
        rule: RuleId,
        /// What it costs you.
        cost: Option<Decimal>,
    },
    /// A rule asked for it, and it is held back.
    Withheld {
        /// The rule that asked for it first.
        rule: RuleId,
        /// Why.
        reason: Reason,
        /// Whether the customer is owed it.
        kept: bool,
        /// From when it is no longer owed, if it was not given by then.
        kept_until: Option<Instant>,
        /// Whether the customer moves on to where the rule is not read, so that it does not ask again.
        lost: bool,
        /// What exactly holds it back, as far as that is in the record.
        held: Option<Held>,
        /// The conditions of the pauses that hold it back, or may.
        pauses: Vec<Clause>,
        /// How the contest for the budget came out, if it is spent.
        contest: Option<Box<LostWhy>>,
        /// From when nothing of the kind holds it back any longer, if nothing happens.
        free: Option<AsOf>,
    },
    /// A rule asked for it, but it is not given in this stage.
    OnlyIn {
        /// The rule that asked for it.
        rule: RuleId,
        /// Where it is given.
        stages: Vec<StageId>,
    },
    /// A rule asked for it, but the customer is not in the sample that it is for.
    Sample {
        /// The rule that asked for it.
        rule: RuleId,
    },
    /// A rule asked for it for each event, and there is none that it was not given for.
    NoneLeft {
        /// The rule that asked for it.
        rule: RuleId,
    },
    /// A rule asked for it for each event that counts, and there is none.
    NoEvent {
        /// The rule that asked for it.
        rule: RuleId,
    },
    /// The customer is left out, so no rule is read.
    LeftOut,
    /// No rule asked for it: these would, and do not fire.
    NotAsked(Vec<RuleId>),
}

/// All gifts that something is to be said of: `asked` are the rules that are read.
pub(super) fn all(
    clauses: Clauses<'_>,
    asked: &[RuleId],
    decision: &Result<Decision, Fault>,
) -> Vec<GiftWhy> {
    let Ok(decision) = decision else { return Vec::new() };
    let plan = clauses.question.plan();
    if decision.left_out {
        let left_out = |gift| GiftWhy { gift, event: None, outcome: Outcome::LeftOut };
        return clauses.question.about.gift().map(left_out).into_iter().collect();
    }
    let given = decision.given.iter().map(|given| GiftWhy {
        gift: given.gift,
        event: given.event.as_deref().map(str::to_owned),
        outcome: Outcome::Given { rule: given.rule, cost: given.cost },
    });
    // A gift for each event may be withheld very often, for the same reasons.
    let mut holds: BTreeMap<(GiftId, RuleId), Hold> = BTreeMap::new();
    let all_withheld = decision.withheld.iter().take_while(|_| !clauses.question.is_over());
    let withheld = all_withheld.map(|held| {
        let hold = holds.entry((held.gift, held.rule));
        let hold = hold.or_insert_with(|| Hold::of(clauses, held.gift, held.rule));
        withheld(clauses, held, hold, decision)
    });
    let mut all: Vec<GiftWhy> = given.chain(withheld).collect();
    let doing = doing(plan, clauses, asked, decision);
    let known: BTreeSet<GiftId> = all.iter().map(|why| why.gift).collect();
    let gifts = (0..plan.gifts.len()).filter(|gift| !known.contains(gift));
    all.extend(gifts.filter_map(|gift| not_given(clauses, asked, &doing, gift)));
    all.sort_by_key(|why| why.gift);
    all
}

/// What holds a gift back that a rule asks for, and until when.
struct Hold {
    /// As the customer is, and with what is given now.
    held: [Option<Held>; 2],
    free: Option<AsOf>,
}

impl Hold {
    fn of(clauses: Clauses<'_>, gift: GiftId, rule: RuleId) -> Hold {
        let customers = [clauses.customer, clauses.later.customer];
        let held = customers.map(|customer| customer.held(gift, rule).ok().flatten());
        let ends = |held: &Option<Held>| match held.as_ref().map(|held| held.reason) {
            Some(Reason::Pause | Reason::Limit | Reason::Repeat) => true,
            Some(Reason::Unknown | Reason::Holdout | Reason::Budget) | None => false,
        };
        let free = if held.iter().any(ends) { free(clauses, gift, rule) } else { None };
        Hold { held, free }
    }
}

fn withheld<'c>(
    clauses: Clauses<'c>,
    withheld: &Withheld,
    hold: &Hold,
    decision: &Decision,
) -> GiftWhy {
    let Withheld { gift, event, rule, reason, kept } = withheld;
    let held = hold.held.iter().flatten().find(|held| held.reason == *reason).cloned();
    let counted = held.as_ref().map_or(0, |held| held.counted.len());
    clauses.question.patience.take(counted.saturating_mul(GRANT));
    let plan = clauses.question.plan();
    let moved = !decision.moves.is_empty() || decision.from.is_none();
    let lost = moved && !kept && !plan.is_rule_in(decision.to, *rule);
    let free = hold.free.filter(|_| held.is_some() && !lost);
    let kept_until = if *kept { kept_until(clauses, withheld) } else { None };
    let (rule, reason, kept) = (*rule, *reason, *kept);
    let paused = held.iter().flat_map(|held| &held.pauses);
    let pauses = &clauses.question.plan().pauses;
    let pauses = paused.map(|place| clauses.of(&pauses[*place].condition)).collect();
    let contest = match reason {
        Reason::Budget => contest::why(clauses, Prize::Gift(*gift)).map(Box::new),
        Reason::Pause | Reason::Repeat | Reason::Unknown | Reason::Limit | Reason::Holdout => None,
    };
    let outcome =
        Outcome::Withheld { rule, reason, kept, kept_until, lost, held, pauses, contest, free };
    GiftWhy { gift: *gift, event: event.as_deref().map(str::to_owned), outcome }
}

/// From when something that is kept is no longer owed.
fn kept_until(clauses: Clauses<'_>, withheld: &Withheld) -> Option<Instant> {
    let kept = clauses.question.plan().gifts[withheld.gift].kept.as_ref()?;
    let is_it = |owed: &&Owed| (owed.gift, &owed.event) == (withheld.gift, &withheld.event);
    let owed = clauses.later.record.owed.iter().find(is_it)?;
    named::ends(clauses.customer.evaluator().clock(), owed.since, kept.within)
}

/// From when nothing holds a gift back any longer, if nothing happens: what is given now counts.
fn free(clauses: Clauses<'_>, gift: GiftId, rule: RuleId) -> Option<AsOf> {
    let (question, later) = (clauses.question, clauses.later);
    let is_free = |evaluator: &Evaluator| {
        question.is_over() || later.customer.by(evaluator).held(gift, rule) == Ok(None)
    };
    when::first_moment(question.plan(), later.record, question.as_of, None, is_free)
}

/// What there is to say of a gift that is neither given nor withheld, if some rule would give it.
fn not_given(
    clauses: Clauses<'_>,
    asked: &[RuleId],
    doing: &[(RuleId, StageId)],
    gift: GiftId,
) -> Option<GiftWhy> {
    let plan = clauses.question.plan();
    let why = |outcome| Some(GiftWhy { gift, event: None, outcome });
    let asks_for = |rule: RuleId| plan.rules[rule].actions.iter().any(|action| asks(action, gift));
    if let Some((rule, stage)) = doing.iter().copied().find(|(rule, _)| asks_for(*rule)) {
        return why(match &plan.gifts[gift].only_in {
            Some(stages) if !stages.contains(&stage) => {
                Outcome::OnlyIn { rule, stages: stages.clone() }
            }
            Some(_) | None => Outcome::Sample { rule },
        });
    }
    let fires = |rule: &RuleId| doing.iter().any(|(other, _)| other == rule);
    if let Some(rule) = asked.iter().copied().find(|rule| gives(plan, *rule, gift) && fires(rule)) {
        return why(match is_for_events(clauses, rule, gift) {
            true => Outcome::NoneLeft { rule },
            false => Outcome::NoEvent { rule },
        });
    }
    // If it is the question, any rule that gives it is an answer.
    let elsewhere = clauses.question.about.gift() == Some(gift);
    let all: Vec<RuleId> = if elsewhere { (0..plan.rules.len()).collect() } else { asked.to_vec() };
    let would: Vec<RuleId> = all.iter().copied().filter(|rule| gives(plan, *rule, gift)).collect();
    if would.is_empty() && !elsewhere { None } else { why(Outcome::NotAsked(would)) }
}

/// Whether there is an event for which a rule asks for a gift.
fn is_for_events(clauses: Clauses<'_>, rule: RuleId, gift: GiftId) -> bool {
    let counts = |fold: usize| {
        let members = clauses.customer.members(fold, None).ok().flatten().unwrap_or_default();
        members.iter().any(|(_, counts)| *counts == Truth::True)
    };
    clauses.question.plan().rules[rule].actions.iter().any(|action| match action {
        Action::Give(other, Some(fold)) => *other == gift && counts(*fold),
        Action::Give(_, None) | Action::Tag(_) | Action::Untag(_) => false,
    })
}

/// Whether a rule that fires asks for a gift as such; one for each event may have had none.
fn asks(action: &Action, gift: GiftId) -> bool {
    match action {
        Action::Give(other, None) => *other == gift,
        Action::Give(_, Some(_)) | Action::Tag(_) | Action::Untag(_) => false,
    }
}

/// The rules that fire, with the stage that their gifts belong to.
fn doing(
    plan: &Plan,
    clauses: Clauses<'_>,
    asked: &[RuleId],
    decision: &Decision,
) -> Vec<(RuleId, StageId)> {
    let stage = clauses.customer.stage();
    let entering =
        |stage: StageId| plan.stages[stage].on_entering.iter().map(move |rule| (*rule, stage));
    let is_true = |rule: &&RuleId| {
        let condition = plan.rules[**rule].condition.as_ref();
        condition.is_some_and(|cond| clauses.truth(cond).0 == Truth::True)
    };
    let fires =
        |rule: &&RuleId| is_true(rule) && !decision.also.iter().any(|other| other.rule == **rule);
    let mut doing: Vec<(RuleId, StageId)> = Vec::new();
    if clauses.customer.is_new() {
        doing.extend(entering(stage));
    }
    doing.extend(asked.iter().filter(fires).map(|rule| (*rule, stage)));
    doing.extend(decision.moves.iter().flat_map(|moved| entering(moved.to)));
    doing
}
