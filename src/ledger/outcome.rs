//! What a decision changes in a ledger.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::instants;
use crate::eval::{Decision, Reason, Record};
use crate::output::decisions::shown_object;
use crate::plan::{GiftId, Grant, Owed, Plan, Recipient, RuleId, StageId};
use crate::run::{Decided, Fault, LedgerRow};
use crate::values::{Decimal, Instant};

/// What a decision changes of a customer in a ledger.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    /// The customer, if the ledger knows them.
    pub known: Option<u64>,
    pub id: String,
    /// What a customer brings whom the ledger does not know.
    pub brought: Option<Brought>,
    /// The stages that were entered one after the other, each with the rule that asked for it.
    pub moves: Vec<(StageId, Option<RuleId>)>,
    /// When the last of them was entered.
    pub since: Option<Instant>,
    /// All tags that rules have set and those that they have taken away, where that changes.
    pub tags: Option<Tags>,
    pub owed: Option<Vec<Owed>>,
    pub gifts: Vec<Gift>,
    /// Experiments with their arms.
    pub arms: Vec<(usize, u16)>,
    /// What the rules show, as an object of JSON, where something is given.
    pub shown: Option<String>,
}

/// What a customer brings whom a ledger does not know.
#[derive(Clone, Debug, Default)]
pub(super) struct Brought {
    /// The stage that the record has, and since when.
    pub stage: Option<(StageId, Option<Instant>)>,
    pub given: Vec<Grant>,
    pub owed: Vec<Owed>,
}

impl Brought {
    /// What the record says of the past.
    ///
    /// # Errors
    /// If that was at a time that no ledger can keep.
    fn of(record: &Record<'_>) -> Result<Brought, Fault> {
        let since = record.stage_since.filter(|_| record.stage.is_some());
        let owed = record.owed.iter().map(|owed| owed.since);
        let given = record.given.iter().filter_map(|grant| grant.at);
        instants::check(given.chain(owed).chain(since))?;
        let stage = record.stage.map(|stage| (stage, record.stage_since));
        Ok(Brought { stage, given: record.given.clone(), owed: record.owed.clone() })
    }
}

/// The tags that rules have to do with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tags {
    /// Those that they have set.
    pub set: Vec<String>,
    /// Those that they have taken away, and records still have.
    pub removed: Vec<String>,
}

/// A gift that is given, or that the customer would have been given.
#[derive(Clone, Debug)]
pub(super) struct Gift {
    pub gift: GiftId,
    pub event: Option<String>,
    pub rule: RuleId,
    /// Why it is not given, if it is not.
    pub instead: Option<Reason>,
    pub cost: Option<Decimal>,
    pub worth: Option<Decimal>,
    pub to: Option<String>,
}

/// How often each gift was withheld, by rule and reason.
pub(super) type Withheld = BTreeMap<(GiftId, RuleId, Reason), u64>;

impl Outcome {
    /// What a decision changes; `None` if that is nothing.
    ///
    /// # Errors
    /// If the record cannot be read again.
    pub(super) fn of(
        decided: &Decided<'_, '_>,
        known: Option<LedgerRow>,
        plan: &Plan,
        withheld: &mut Withheld,
    ) -> Result<Option<Outcome>, Fault> {
        let decision = decided.decision;
        for held in &decision.withheld {
            *withheld.entry((held.gift, held.rule, held.reason)).or_default() += 1;
        }
        // Whether the record has come without them is to be noted.
        let is_untagged = known.is_some_and(|known| known.is_untagged);
        if known.is_some() && decision.is_nothing() && !decision.says_more() && !is_untagged {
            return Ok(None);
        }
        let tags = match !is_untagged && decision.untags.is_empty() && decided.tags_are_set() {
            true => None,
            false => changed_tags(&*decided.record()?, decision),
        };
        let brought = match known {
            Some(_) => None,
            None => Some(Brought::of(&*decided.record()?)?),
        };
        // What is owed to somebody new, the ledger does not know even where nothing of it changes.
        let owed = match &brought {
            Some(brought) => decision.owed.clone().or_else(|| Some(brought.owed.clone())),
            None => decision.owed.clone(),
        };
        let gifts = gifts(decision, plan);
        let shown = if gifts.is_empty() { None } else { shown_object(plan, decision) };
        let shown = shown.and_then(|json| String::from_utf8(json).ok());
        Ok(Some(Outcome {
            known: known.map(|known| known.number),
            id: decided.id.text.to_string(),
            moves: moves(decision, plan),
            since: decision.stage_since,
            tags,
            owed,
            brought,
            gifts,
            arms: decision.experiments.clone(),
            shown,
        }))
    }
}

/// The stages that are entered.
fn moves(decision: &Decision, plan: &Plan) -> Vec<(StageId, Option<RuleId>)> {
    let start = decision.from.is_none().then_some((plan.start, None));
    let moves = decision.moves.iter().map(|one| (one.to, Some(one.rule)));
    start.into_iter().chain(moves).collect()
}

/// What is given, and what would be if it were not for the control group or the budget.
fn gifts(decision: &Decision, plan: &Plan) -> Vec<Gift> {
    let to = |gift: GiftId| match plan.gifts[gift].to.as_ref()? {
        Recipient::Text(text) => Some(text.clone()),
        Recipient::Value { .. } => decision.recipient(gift).map(str::to_owned),
    };
    let given = decision.given.iter().map(|given| Gift {
        gift: given.gift,
        event: given.event.as_deref().map(str::to_owned),
        rule: given.rule,
        instead: None,
        cost: given.cost,
        worth: given.worth,
        to: to(given.gift),
    });
    let would = decision.withheld.iter().filter(|held| match held.reason {
        Reason::Holdout | Reason::Budget | Reason::Limit => true,
        Reason::Pause | Reason::Repeat | Reason::Unknown => false,
    });
    let would = would.map(|held| Gift {
        gift: held.gift,
        event: held.event.as_deref().map(str::to_owned),
        rule: held.rule,
        instead: Some(held.reason),
        cost: None,
        worth: None,
        to: None,
    });
    given.chain(would).collect()
}

/// The tags that rules have to do with after a decision; `None` if they are what they were.
fn changed_tags(record: &Record<'_>, decision: &Decision) -> Option<Tags> {
    let texts = |tags: &[Cow<'_, str>]| tags.iter().map(ToString::to_string).collect();
    let (own, before) = match &record.tag_sources {
        Some(sources) => {
            let before = Tags { set: texts(&sources.rules), removed: texts(&sources.taken) };
            (&sources.record, before)
        }
        None => (&record.tags, Tags::default()),
    };
    let is_own = |tag: &String| own.iter().any(|own| own == tag);
    let mut after = before.clone();
    // A tag that was taken away counts again once a record has come without it.
    after.removed.retain(is_own);
    for tag in &decision.untags {
        after.set.retain(|other| other != tag);
        if is_own(tag) && !after.removed.contains(tag) {
            after.removed.push(tag.clone());
        }
    }
    for tag in &decision.tags {
        after.removed.retain(|other| other != tag);
        if !after.set.contains(tag) {
            after.set.push(tag.clone());
        }
    }
    (after != before).then_some(after)
}
