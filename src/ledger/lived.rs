//! What a replay made of a customer, for a ledger that begins with it.

use super::instants;
use super::outcome::Tags;
use crate::eval::{Given, Record, Withheld};
use crate::plan::{Grant, Owed, Plan, RuleId, StageId};
use crate::run::{Began, Course, Fault};
use crate::values::{AsOf, Clock, Instant};

/// What a replay made of a customer.
#[derive(Clone, Debug)]
pub struct Lived {
    pub(super) id: String,
    /// Whether the record brought the first of the stages.
    pub(super) brought_stage: bool,
    /// The stages that were entered one after the other, each with the rule that asked for it, and when, where
    /// that is known.
    pub(super) stays: Vec<(StageId, Option<RuleId>, Option<Instant>)>,
    pub(super) tags: Tags,
    pub(super) owed: Vec<Owed>,
    /// What the record says was given.
    pub(super) brought: Vec<Grant>,
    /// What the rules would have given, also but for a control group, and when.
    pub(super) given: Vec<(Instant, Given)>,
    /// Experiments with their arms, and when that was first so.
    pub(super) arms: Vec<(usize, u16, Instant)>,
    /// Why the customer was not decided on the last day, if so.
    pub(super) missing: Option<&'static str>,
}

impl Lived {
    /// What is to be kept of a customer who has gone through all days of a replay, with the record as it is then;
    /// `None` of somebody who was never decided.
    ///
    /// # Errors
    /// If the record says of the past that something was at a time that no ledger can keep.
    pub fn of(course: &Course, record: &Record<'_>, plan: &Plan) -> Result<Option<Lived>, Fault> {
        let end_of = |day| Clock::new(AsOf::Day(day), plan.zone.clone()).as_of();
        let Some(first) = course.stays.first() else { return Ok(None) };
        let brought_stage = first.began == Began::Record;
        let since = if brought_stage { course.entered } else { Some(end_of(first.since)) };
        let mut stays = vec![(first.stage, None, since)];
        let (mut tags, mut given) = (Known::default(), Vec::new());
        for happened in &course.happened {
            let (at, decision) = (end_of(happened.on), &happened.decision);
            stays.extend(decision.moves.iter().map(|one| (one.to, Some(one.rule), Some(at))));
            given.extend(decision.given.iter().map(|one| (at, one.clone())));
            tags.take(&decision.tags, &decision.untags);
        }
        let brought = record.given.len().saturating_sub(given.len());
        let brought = &record.given[..brought];
        let owed = record.owed.iter().map(|owed| owed.since);
        // As at any first load, those in a control group are taken for given, like the others.
        given.extend(course.held_out.iter().map(|(held, on)| {
            let Withheld { gift, event, rule, .. } = held.clone();
            (end_of(*on), Given { gift, event, rule, cost: None, worth: None })
        }));
        instants::check(brought.iter().filter_map(|grant| grant.at).chain(owed).chain(since))?;
        Ok(Some(Lived {
            id: course.id.text.to_string(),
            brought_stage,
            stays,
            tags: tags.tags,
            owed: record.owed.clone(),
            brought: brought.to_vec(),
            given,
            arms: course.arms.iter().map(|(of, arm, on)| (*of, *arm, end_of(*on))).collect(),
            missing: match (course.left_out_since, &course.last) {
                (Some(_), _) => Some("left out"),
                (None, None) => Some("rejected"),
                (None, Some(_)) => None,
            },
        }))
    }
}

/// The tags that rules have to do with so far.
#[derive(Default)]
struct Known {
    tags: Tags,
    /// Those that the record had before a rule took them away.
    own: Vec<String>,
}

impl Known {
    /// Notes tags that were new to the customer, and such as the customer had.
    fn take(&mut self, set: &[String], taken: &[String]) {
        let Known { tags, own } = self;
        for tag in taken {
            if !tags.set.contains(tag) && !own.contains(tag) {
                own.push(tag.clone());
            }
            tags.set.retain(|other| other != tag);
            if own.contains(tag) && !tags.removed.contains(tag) {
                tags.removed.push(tag.clone());
            }
        }
        for tag in set {
            tags.removed.retain(|other| other != tag);
            if !tags.set.contains(tag) {
                tags.set.push(tag.clone());
            }
        }
    }
}
