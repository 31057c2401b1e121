//! What share of stays has ended, and how, by the number of days.

use super::{Confidence, Interval, Spells};

/// Shares that are the same but for how computers round are taken as the same.
const ROUNDING: f64 = 1e-12;

/// By the number of days since a stay began, the share of stays that have ended in each of several ways: the
/// estimator of Aalen and Johansen (O. O. Aalen and S. Johansen, An empirical transition matrix for non-homogeneous
/// Markov chains based on censored observations, Scandinavian Journal of Statistics 5, 1978).
///
/// On each day t, n stays are at least that long, those that are not seen beyond that day included, and d of them
/// end, dⱼ of them in way j. Then `Fⱼ += S · dⱼ ÷ n`, and after that `S ×= 1 − d ÷ n`. S is the share that goes on,
/// and with all Fⱼ it is 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve<const WAYS: usize> {
    /// How many stays there are.
    count: u64,
    /// The longest that a stay was seen for, in days.
    longest: u32,
    /// The days on which some end, in order.
    steps: Vec<Step<WAYS>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Step<const WAYS: usize> {
    day: u32,
    /// How many stays are at least that long.
    at_risk: f64,
    left: [f64; WAYS],
    /// The share that goes on, before and after.
    before: f64,
    after: f64,
    /// The share that has ended in each of the ways, after.
    gone: [f64; WAYS],
}

/// A share by some day, and where the true one likely is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The share, from 0 to 1.
    pub share: f64,
    /// The variance of the share.
    pub variance: f64,
    /// Where the true share likely is; none for a share of 0 or 1, of which the data does not say how far it may
    /// be off.
    pub interval: Option<Interval>,
}

impl<const WAYS: usize> Curve<WAYS> {
    /// Computes it for some stays.
    pub fn of(spells: &Spells<WAYS>) -> Curve<WAYS> {
        let count = spells.count();
        let (mut steps, mut longest, mut at_risk) = (Vec::new(), 0, count);
        let (mut stay, mut gone) = (1.0, [0.0; WAYS]);
        for (day, ended) in spells.days() {
            longest = day;
            let (n, d) = (at_risk as f64, ended.all_left());
            at_risk -= ended.count();
            if d == 0 {
                continue;
            }
            let (before, left) = (stay, ended.left.map(|left| left as f64));
            gone.iter_mut().zip(left).for_each(|(gone, left)| *gone += before * left / n);
            stay *= 1.0 - d as f64 / n;
            steps.push(Step { day, at_risk: n, left, before, after: stay, gone });
        }
        Curve { count, longest, steps }
    }

    /// How many stays there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Whether the shares by this day are known: some stay was seen for as long, or none goes on any more.
    pub fn is_known(&self, day: u32) -> bool {
        self.count > 0 && (day <= self.longest || self.stays_at(u32::MAX) <= 0.0)
    }

    /// The share that has ended in one of the ways by a day, that day included. None if it is not known yet.
    ///
    /// The variance is that of the delta method (E. Marubini and M. G. Valsecchi, Analysing Survival Data from
    /// Clinical Trials and Observational Studies, 1995), which SAS calls `ERROR=DELTA` in its procedure LIFETEST, whose
    /// default is another one, Aalen's. Over the days tᵢ up to t:
    /// `Σ (Fⱼ(t) − Fⱼ(tᵢ))² dᵢ ÷ (nᵢ (nᵢ − dᵢ)) + Σ S(tᵢ₋₁)² dⱼᵢ (nᵢ − dⱼᵢ) ÷ nᵢ³
    /// − 2 Σ (Fⱼ(t) − Fⱼ(tᵢ)) S(tᵢ₋₁) dⱼᵢ ÷ nᵢ²`.
    /// The interval is that of `log(−log Fⱼ)`, taken back to a share.
    pub fn ended(&self, way: usize, day: u32, confidence: Confidence) -> Option<Estimate> {
        if !self.is_known(day) || way >= WAYS {
            return None;
        }
        let steps = || self.steps.iter().take_while(|step| step.day <= day);
        let share = steps().last().map_or(0.0, |step| step.gone[way]);
        let mut variance = 0.0;
        for step in steps() {
            let (n, left) = (step.at_risk, step.left[way]);
            let all: f64 = step.left.iter().sum();
            let since = share - step.gone[way];
            // Where all are gone, nothing happens since.
            if n > all {
                variance += since * since * all / (n * (n - all));
            }
            variance += step.before * step.before * left * (n - left) / (n * n * n);
            variance -= 2.0 * since * step.before * left / (n * n);
        }
        Some(Estimate::of(share, variance.max(0.0), confidence))
    }

    /// The share that goes on beyond a day. None if it is not known yet.
    ///
    /// The variance is Greenwood's, `S² Σ dᵢ ÷ (nᵢ (nᵢ − dᵢ))` (M. Greenwood, The natural duration of cancer, 1926).
    pub fn stays(&self, day: u32, confidence: Confidence) -> Option<Estimate> {
        if !self.is_known(day) {
            return None;
        }
        let share = self.stays_at(day);
        let mut sum = 0.0;
        for step in self.steps.iter().take_while(|step| step.day <= day) {
            let (n, all) = (step.at_risk, step.left.iter().sum::<f64>());
            if n > all {
                sum += all / (n * (n - all));
            }
        }
        Some(Estimate::of(share, share * share * sum, confidence))
    }

    fn stays_at(&self, day: u32) -> f64 {
        let steps = self.steps.iter().take_while(|step| step.day <= day);
        steps.last().map_or(1.0, |step| step.after)
    }

    /// The first day by which at least this share has ended, in whichever way. None if that is not reached.
    pub fn until_left(&self, share: f64) -> Option<u32> {
        let reached = |step: &&Step<WAYS>| 1.0 - step.after >= share - ROUNDING;
        self.steps.iter().find(reached).map(|step| step.day)
    }

    /// The first day by which at least this share has ended in one of the ways. None if that is not reached.
    pub fn until_ended(&self, way: usize, share: f64) -> Option<u32> {
        let reached =
            |step: &&Step<WAYS>| step.gone.get(way).is_some_and(|gone| *gone >= share - ROUNDING);
        self.steps.iter().find(reached).map(|step| step.day)
    }

    /// The days on which some end, with the share that has ended by then in each of the ways.
    pub fn steps(&self) -> impl Iterator<Item = (u32, [f64; WAYS])> {
        self.steps.iter().map(|step| (step.day, step.gone))
    }

    /// The longest that a stay was seen for, in days.
    pub fn longest(&self) -> u32 {
        self.longest
    }
}

impl Estimate {
    /// With the interval of `log(−log share)`: `share^exp(± z √variance ÷ (share · log share))`.
    fn of(share: f64, variance: f64, confidence: Confidence) -> Estimate {
        let inside = share > ROUNDING && share < 1.0 - ROUNDING;
        if !inside {
            return Estimate { share: share.round(), variance: 0.0, interval: None };
        }
        let spread = (confidence.reach() * variance.sqrt() / (share * share.ln())).abs();
        let (low, high) = (share.powf(spread.exp()), share.powf((-spread).exp()));
        Estimate { share, variance, interval: Some(Interval { low, high }) }
    }
}
