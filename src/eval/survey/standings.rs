//! Where customers rank among all.

use std::mem;

use serde::{Deserialize, Serialize};

use super::super::context::Context;
use super::super::crowd::Crowd;
use super::super::everyone::Everyone;
use super::super::ranking::{Between, Ranking, Values};
use super::super::written;
use super::Survey;
use super::candidate::{Candidate, Measure};
use super::fifths::{self, Samples};
use super::limits::Limits;
use crate::terms::Standing;
use crate::values::Value;

/// How many customers of a part are marked to find the first of each fifth.
const MARKS: usize = 1 << 10;

/// What is kept of a part for one standing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Share {
    /// Marks, to find the first of each fifth.
    Samples(Samples),
    /// All values, each with how many have it.
    #[serde(with = "written::counted")]
    Values(Vec<(Value<'static>, u64)>),
}

impl Context {
    pub(super) fn look_for_standings<C: Candidate>(
        &self,
        candidate: &mut C,
        survey: &mut Survey,
    ) -> Result<(), C::Fault> {
        let standings = 0..self.plan.standings.len();
        let mut values = Vec::with_capacity(standings.len());
        for standing in standings {
            let is_known = is_known(&self.everyone, standing);
            values.push(match is_known {
                true => None,
                false => candidate.measured(Measure::Standing(standing))?,
            });
        }
        survey.crowds.resize_with(values.len(), Crowd::default);
        for (crowd, value) in survey.crowds.iter_mut().zip(values) {
            if let Some(value) = value {
                crowd.push(&value, candidate.id());
            }
        }
        Ok(())
    }
}

/// Whether a standing needs no further look.
fn is_known(everyone: &Everyone, standing: usize) -> bool {
    everyone.rankings.get(standing).is_some_and(Ranking::is_complete)
}

/// Makes of the customers of a part what is kept of them.
pub(super) fn share(limits: &Limits, survey: &mut Survey, before: &Everyone) {
    let mut crowds = mem::take(&mut survey.crowds);
    crowds.resize_with(limits.standings.len(), Crowd::default);
    survey.shares.resize_with(limits.standings.len(), Vec::new);
    for (standing, crowd) in crowds.into_iter().enumerate() {
        if is_known(before, standing) {
            continue;
        }
        survey.shares[standing].push(match limits.standings[standing] {
            Standing::Rank => Share::Values(Values::of(crowd).counted()),
            Standing::Quintile => {
                let windows = before.rankings.get(standing).map(Ranking::windows);
                let mut part = crowd.into_queue();
                part.sort();
                let rows = windows.unwrap_or_else(|| vec![Between::default()]);
                Share::Samples(Samples::of(&part, &rows, MARKS))
            }
        });
    }
}

/// Puts everybody in order. Where some are only known by what is kept of their part, so are all.
pub(super) fn fill(limits: &Limits, mut survey: Survey, everyone: &mut Everyone) {
    if survey.shares.iter().any(|shares| !shares.is_empty()) {
        share(limits, &mut survey, everyone);
    }
    let Survey { mut crowds, mut shares, .. } = survey;
    crowds.resize_with(limits.standings.len(), Crowd::default);
    shares.resize_with(limits.standings.len(), Vec::new);
    let before = mem::take(&mut everyone.rankings);
    let mut before = before.into_iter().map(|ranking| Some(ranking).filter(Ranking::is_complete));
    let each = limits.standings.iter().zip(crowds).zip(shares);
    everyone.rankings = each
        .map(|((function, crowd), shares)| match before.next().flatten() {
            Some(known) => known,
            None if shares.is_empty() => of_all(*function, crowd),
            None => of_shares(*function, shares),
        })
        .collect();
}

/// Of all customers.
fn of_all(function: Standing, crowd: Crowd) -> Ranking {
    match function {
        Standing::Rank => Ranking::Values(Values::of(crowd)),
        Standing::Quintile => {
            let mut all = crowd.into_queue();
            let starts = fifths::starts(all.len());
            Ranking::Fifths(all.at(starts))
        }
    }
}

/// Of what is kept of each part.
fn of_shares(function: Standing, shares: Vec<Share>) -> Ranking {
    let (mut samples, mut values) = (Vec::new(), Vec::new());
    for share in shares {
        match share {
            Share::Samples(of_part) => samples.push(of_part),
            Share::Values(of_part) => values.extend(of_part),
        }
    }
    match function {
        Standing::Rank => Ranking::Values(Values::sum(values)),
        Standing::Quintile => fifths::find(&samples),
    }
}
