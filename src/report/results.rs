//! What gifts and experiments achieved.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::asked::{AskedExperiment, AskedGift};
use super::counted::FEWEST;
use super::money::each;
use super::scope::When;
use super::statistics::{Confidence, Difference, Share, split_chance};
use super::{Asked, Scope, days};
use crate::histories::{Aim, GiftOutcome, History};
use crate::values::Exact;

/// Below this chance, people were not split as the rules say.
const BROKEN_SPLIT: f64 = 0.001;

/// What gifts and experiments achieved.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// Each gift that aims for something or has a control group, in the order of the file.
    pub gifts: Vec<GiftResult>,
    /// Each experiment that aims for something, in the order of the file.
    pub experiments: Vec<ExperimentResult>,
}

/// What a gift achieved.
#[derive(Clone, Debug, PartialEq)]
pub struct GiftResult {
    /// The gift, by its place in what is asked.
    pub gift: usize,
    /// Those whom it was meant for: they were given it, or the budget fell short for them.
    pub meant: Group,
    /// For how many of them the budget fell short.
    pub short: u64,
    /// The control group.
    pub holdout: Group,
    /// How the two compare.
    pub comparison: Comparison,
    /// What the gift cost for those of whom it is known whether it worked, if all of that is known.
    pub cost: Option<Exact>,
    /// What each result more cost, if there are certainly more.
    pub cost_each: Option<Exact>,
}

/// What an experiment achieved.
#[derive(Clone, Debug, PartialEq)]
pub struct ExperimentResult {
    /// The experiment, by its place in what is asked.
    pub experiment: usize,
    /// Each arm, in order.
    pub arms: Vec<Group>,
    /// How each arm compares with the control; none for the control itself.
    pub comparisons: Vec<Option<Comparison>>,
}

/// People who got the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// How many there are.
    pub people: u64,
    /// How many of them did what it aims for, of those of whom that is known and whose time is over.
    pub results: Share,
    /// How many still have time.
    pub waiting: u64,
    /// Of how many it is not known.
    pub unknown: u64,
}

/// How a group compares with another one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Comparison {
    /// There is no control group, so nobody can say what would have happened.
    NoControl,
    /// It aims for nothing, so there is nothing to compare.
    NoAim,
    /// One of the groups has fewer than [`FEWEST`] people of whom the result is known.
    TooFew,
    /// Both have enough people.
    Compared {
        /// By how much the share with a result is higher.
        difference: Difference,
        /// How many results more there are because of it, as far as can be said: the difference for everybody in the
        /// group.
        extra: f64,
        /// How likely a split like this one is, if people were split as the rules say.
        split: Option<f64>,
        /// What can be said of it.
        verdict: Verdict,
    },
}

/// What can be said of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// People were not split as the rules say: the comparison is not to be trusted.
    NotToBeTrusted,
    /// The rules do not say when it is to be judged: whoever looks often enough finds something.
    NotAsked,
    /// The day on which it is to be judged has not come.
    NotYet(Date),
    /// On the day of the verdict, the difference was more than chance.
    MoreThanChance(Date),
    /// On that day, nobody could tell the difference from chance.
    MaybeChance(Date),
}

impl Comparison {
    /// What can be said of it, if the groups can be compared.
    pub fn verdict(&self) -> Option<Verdict> {
        match self {
            Comparison::NoControl | Comparison::NoAim | Comparison::TooFew => None,
            Comparison::Compared { verdict, .. } => Some(*verdict),
        }
    }
}

impl Group {
    fn add(&mut self, aim: Aim, is_over: bool) {
        self.people += 1;
        match aim {
            Aim::Unknown => self.unknown += 1,
            // Whoever said yes early waits too: those who say no cannot do so before the end.
            Aim::Met | Aim::Missed | Aim::Open if !is_over => self.waiting += 1,
            Aim::Met => self.results.add(true),
            Aim::Missed => self.results.add(false),
            Aim::Open => self.waiting += 1,
        }
    }
}

/// Counts what gifts and experiments achieved.
#[derive(Clone, Debug)]
pub(super) struct ResultsTally {
    gifts: Vec<GiftTally>,
    /// By experiment, its arms, each with those whose time was over on the day of the verdict.
    experiments: Vec<Vec<(Group, Share)>>,
}

#[derive(Clone, Debug)]
struct GiftTally {
    /// Those whose time was over on the day of the verdict, if there is one: meant for, and held back.
    judged: [Share; 2],
    meant: Group,
    short: u64,
    holdout: Group,
    cost: Option<Exact>,
}

impl ResultsTally {
    pub(super) fn new(asked: &Asked) -> ResultsTally {
        let (meant, holdout) = (Group::default(), Group::default());
        let judged = [Share::default(); 2];
        let none = GiftTally { judged, meant, short: 0, holdout, cost: Some(Exact::ZERO) };
        let arms = |one: &AskedExperiment| vec![Default::default(); one.arms.len()];
        ResultsTally {
            gifts: vec![none; asked.gifts.len()],
            experiments: asked.experiments.iter().map(arms).collect(),
        }
    }

    pub(super) fn add(&mut self, asked: &Asked, scope: Scope, history: &History) {
        // Each customer counts once, by the first time ever: what comes later is shaped by that.
        let mut seen = BTreeSet::new();
        for entry in &history.gifts {
            let Some(place) = asked.gifts.iter().position(|gift| gift.name == entry.gift) else {
                continue;
            };
            if !seen.insert(place) || scope.when(entry.at) != Some(When::Now) {
                continue;
            }
            let is_over = is_over(asked.gifts[place].within, entry.at, scope);
            let tally = &mut self.gifts[place];
            let held = usize::from(entry.what == GiftOutcome::Holdout);
            let (within, verdict) = (asked.gifts[place].within, asked.gifts[place].verdict);
            let is_judged = verdict.is_some_and(|day| had_time(within, entry.at, day));
            if is_judged && entry.what != GiftOutcome::Assumed {
                add_known(&mut tally.judged[held], entry.aim);
            }
            match entry.what {
                GiftOutcome::Given => {
                    tally.meant.add(entry.aim, is_over);
                    if is_over && matches!(entry.aim, Aim::Met | Aim::Missed) {
                        let cost = entry.cost.map(Exact::from);
                        tally.cost = tally.cost.take().zip(cost).map(|(sum, cost)| sum.plus(&cost));
                    }
                }
                // It was meant for the customer all the same.
                GiftOutcome::Canceled => tally.meant.add(entry.aim, is_over),
                GiftOutcome::Budget => {
                    tally.meant.add(entry.aim, is_over);
                    tally.short += 1;
                }
                GiftOutcome::Holdout => tally.holdout.add(entry.aim, is_over),
                GiftOutcome::Assumed => {}
            }
        }
        let mut in_experiments = BTreeSet::new();
        for entry in &history.experiments {
            let mut named = asked.experiments.iter().enumerate();
            let Some((place, one)) = named.find(|(_, one)| one.name == entry.experiment) else {
                continue;
            };
            // So does each customer in an experiment, by the first arm, if the shares were not changed since.
            if !in_experiments.insert(place) || one.since.is_some_and(|since| entry.at < since) {
                continue;
            }
            let arm = one.arms.iter().position(|(arm, _)| *arm == entry.arm);
            if let Some(arm) = arm.filter(|_| scope.when(entry.at) == Some(When::Now)) {
                let (group, judged) = &mut self.experiments[place][arm];
                group.add(entry.aim, is_over(one.within, entry.at, scope));
                let is_judged = one.verdict.is_some_and(|day| had_time(one.within, entry.at, day));
                if is_judged {
                    add_known(judged, entry.aim);
                }
            }
        }
    }

    pub(super) fn figures(self, asked: &Asked, scope: Scope) -> Results {
        let gifts = self.gifts.into_iter().zip(&asked.gifts).enumerate();
        let gifts = gifts.map(|(place, (tally, gift))| of_gift(place, tally, gift, scope));
        let experiments = self.experiments.into_iter().zip(&asked.experiments).enumerate();
        let experiments = experiments.filter(|(_, (_, one))| one.within.is_some());
        let experiments = experiments.map(|(place, (arms, one))| of_arms(place, arms, one, scope));
        Results { gifts: gifts.collect(), experiments: experiments.collect() }
    }
}

impl Results {
    /// How many comparisons there are: of 20 that do nothing, one passes by chance.
    pub fn compared(&self) -> usize {
        let gifts = self.gifts.iter().map(|gift| &gift.comparison);
        let arms = self.experiments.iter().flat_map(|one| one.comparisons.iter().flatten());
        gifts.chain(arms).filter(|comparison| comparison.verdict().is_some()).count()
    }
}

/// Counts somebody of whom it is known.
fn add_known(results: &mut Share, aim: Aim) {
    match aim {
        Aim::Met => results.add(true),
        Aim::Missed => results.add(false),
        Aim::Open | Aim::Unknown => {}
    }
}

/// Whether the time is over within which something should bring a result.
fn is_over(within: Option<u32>, at: Date, scope: Scope) -> bool {
    had_time(within, at, scope.last())
}

/// The same by a day, which may be before.
fn had_time(within: Option<u32>, at: Date, last: Date) -> bool {
    at <= last && within.is_none_or(|within| days(at, last) >= within)
}

fn of_gift(place: usize, tally: GiftTally, gift: &AskedGift, scope: Scope) -> GiftResult {
    let GiftTally { judged, meant, short, holdout, cost } = tally;
    let comparison = match (gift.within, gift.holdout) {
        (None, _) => Comparison::NoAim,
        (Some(_), None) => Comparison::NoControl,
        (Some(_), Some(held)) => {
            let (seen, held) = ([meant.people, holdout.people], held.to_f64());
            let split = split_chance(&seen, &[1.0 - held, held]);
            let judged = gift.verdict.map(|day| (day, judged));
            compare((meant, holdout), Confidence::USUAL, split, judged, scope)
        }
    };
    let more = match comparison {
        Comparison::Compared { difference, extra, verdict, .. }
            if difference.interval.low > 0.0
                && !matches!(verdict, Verdict::NotToBeTrusted | Verdict::NotYet(_)) =>
        {
            Some(extra)
        }
        Comparison::Compared { .. }
        | Comparison::NoControl
        | Comparison::NoAim
        | Comparison::TooFew => None,
    };
    let cost_each = cost.as_ref().zip(more).and_then(|(cost, more)| {
        // Results are people: a tenth of one is exact enough.
        each(&cost.times(&Exact::from(10)), (more * 10.0).round() as u64)
    });
    GiftResult { gift: place, meant, short, holdout, comparison, cost, cost_each }
}

fn of_arms(
    place: usize,
    arms: Vec<(Group, Share)>,
    asked: &AskedExperiment,
    scope: Scope,
) -> ExperimentResult {
    let (arms, judged): (Vec<Group>, Vec<Share>) = arms.into_iter().unzip();
    let intended: Vec<f64> = asked.arms.iter().map(|(_, share)| share.to_f64()).collect();
    let seen: Vec<u64> = arms.iter().map(|arm| arm.people).collect();
    let split = split_chance(&seen, &intended);
    let confidence = Confidence::for_each_of(arms.len().saturating_sub(1));
    let against = |arm: usize| match asked.control {
        None => Some(Comparison::NoControl),
        Some(control) if control == arm => None,
        Some(control) => {
            let judged = asked.verdict.map(|day| (day, [judged[arm], judged[control]]));
            Some(compare((arms[arm], arms[control]), confidence, split, judged, scope))
        }
    };
    let comparisons = (0..arms.len()).map(against).collect();
    ExperimentResult { experiment: place, comparisons, arms }
}

/// Compares a group with its control. It is judged once, by those whose time was over on that day: who
/// judges again and again finds something.
fn compare(
    (group, control): (Group, Group),
    confidence: Confidence,
    split: Option<f64>,
    judged: Option<(Date, [Share; 2])>,
    scope: Scope,
) -> Comparison {
    let enough = group.results.of >= FEWEST && control.results.of >= FEWEST;
    let difference = Difference::of(group.results, control.results, confidence);
    let Some(difference) = difference.filter(|_| enough) else { return Comparison::TooFew };
    let verdict = match judged {
        _ if split.is_none_or(|chance| chance < BROKEN_SPLIT) => Verdict::NotToBeTrusted,
        None => Verdict::NotAsked,
        Some((day, _)) if scope.last() < day => Verdict::NotYet(day),
        Some((day, [given, held])) => {
            let enough = given.of >= FEWEST && held.of >= FEWEST;
            let then = Difference::of(given, held, confidence).filter(|_| enough);
            match then.map(|then| then.interval) {
                Some(interval) if interval.low > 0.0 || interval.high < 0.0 => {
                    Verdict::MoreThanChance(day)
                }
                Some(_) | None => Verdict::MaybeChance(day),
            }
        }
    };
    let extra = difference.value * group.results.of as f64;
    Comparison::Compared { difference, extra, split, verdict }
}
