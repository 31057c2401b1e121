//! The law of intervals: of those that a report shows for histories with a known truth, about 95% have it in them;
//! and of gifts that do nothing, about one in 20 seems to do something.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/moved.rs"]
mod moved;

use cases::seeds;
use flywheel::histories::{Aim, GiftEntry, GiftOutcome, History, LeftBy, StayBegan};
use flywheel::report::{
    Asked, AskedGift, AskedStage, Comparison, Counting, Figures, Period, Scope, Verdict, Way,
};
use flywheel::values::Decimal;
use jiff::ToSpan;
use jiff::civil::Date;
use moved::{Chance, day, gone, here, history};

/// The chances of each day in a stage: to go on, back, and away.
const CHANCES: [f64; 3] = [0.02, 0.004, 0.01];

/// The share of results, with a gift that works and without.
const RESULTS: [f64; 2] = [0.25, 0.15];

const WITHIN: u32 = 30;

/// How often an interval had the truth in it, of how many.
#[derive(Clone, Copy, Debug, Default)]
struct Covered {
    tried: u32,
    covered: u32,
}

impl Covered {
    fn note(&mut self, is_covered: bool) {
        self.tried += 1;
        self.covered += u32::from(is_covered);
    }

    fn share(self) -> f64 {
        f64::from(self.covered) / f64::from(self.tried)
    }

    /// How far from 95% it may be by chance: four standard errors.
    fn chance(self) -> f64 {
        4.0 * (0.95 * 0.05 / f64::from(self.tried)).sqrt()
    }
}

fn asked() -> Asked {
    let stage = |name: &str| AskedStage { name: name.to_owned(), ..AskedStage::default() };
    Asked {
        stages: ["Before", "Here", "After", "Away"].map(stage).to_vec(),
        wheel: vec![0, 1, 2],
        gifts: vec![AskedGift {
            name: "swag".to_owned(),
            within: Some(WITHIN),
            holdout: Decimal::parse(b"0.2").ok(),
            verdict: Some(day("2026-03-31")),
        }],
        ..Asked::default()
    }
}

/// Somebody who came on one of 90 days, and is seen until March 31.
fn stay(chance: &mut Chance, number: u32) -> History {
    let since = day("2026-01-01") + (chance.below(90) as i64).days();
    let last = day("2026-03-31");
    let id = number.to_string();
    let mut until = since;
    while until <= last {
        let mut draw = chance.share();
        for (to, odds) in ["After", "Before", "Away"].into_iter().zip(CHANCES) {
            if draw < odds {
                let (since, until) = (since.to_string(), until.to_string());
                let first = gone("Here", &since, StayBegan::New, &until, LeftBy::Move);
                return history(&id, vec![first, here(to, &until, StayBegan::Move)]);
            }
            draw -= odds;
        }
        until = until.tomorrow().expect("a day");
    }
    history(&id, vec![here("Here", &since.to_string(), StayBegan::New)])
}

/// Somebody who was meant for a gift or is in its control group, with these shares of results.
fn meant(chance: &mut Chance, number: u32, results: [f64; 2]) -> History {
    let is_held = chance.share() < 0.2;
    let is_met = chance.share() < results[usize::from(is_held)];
    let entry = GiftEntry {
        gift: "swag".to_owned(),
        what: if is_held { GiftOutcome::Holdout } else { GiftOutcome::Given },
        at: day("2026-01-10"),
        cost: None,
        aim: if is_met { Aim::Met } else { Aim::Missed },
    };
    let stays = vec![here("Here", "2026-01-01", StayBegan::FirstLoad)];
    History { gifts: vec![entry], ..history(&number.to_string(), stays) }
}

fn figures(histories: impl Iterator<Item = History>) -> Figures {
    let (from, to): (Date, Date) = (day("2026-01-01"), day("2026-03-31"));
    let period = Period { from, to };
    let asked = asked();
    let mut counting = Counting::new(&asked, Scope { known: period, period });
    histories.for_each(|history| counting.add(&history));
    counting.figures(None, None)
}

/// The share that has ended in a way by the end of a day: each day, of those who are still there.
fn truth(way: usize, days: u32) -> f64 {
    let stay = 1.0 - CHANCES.iter().sum::<f64>();
    (0..=days).map(|day| stay.powi(day as i32) * CHANCES[way]).sum()
}

#[test]
fn intervals_have_the_truth_in_them_as_often_as_they_say() {
    let sizes = [20, 50, 200];
    let (mut by_size, mut without) = ([Covered::default(); 3], 0);
    let (mut gifts, mut alarms) = (Covered::default(), Covered::default());
    for seed in seeds(300) {
        for (size, covered) in sizes.into_iter().zip(&mut by_size) {
            let mut chance = Chance(seed.wrapping_mul(31).wrapping_add(u64::from(size)));
            let figures = figures((0..size).map(|number| stay(&mut chance, number)));
            let on = figures.hand_offs.stages[1].current.within(Way::On, WITHIN);
            match on.share.share().and_then(|estimate| estimate.interval) {
                Some(interval) => {
                    let truth = truth(0, WITHIN);
                    covered.note(interval.low <= truth && truth <= interval.high);
                }
                // Nobody has gone on, or it is not known yet: nothing is claimed.
                None => without += 1,
            }
        }
        let mut chance = Chance(seed);
        let works = figures((0..300).map(|number| meant(&mut chance, number, RESULTS)));
        if let Comparison::Compared { difference, .. } = works.results.gifts[0].comparison {
            let truth = RESULTS[0] - RESULTS[1];
            gifts.note(difference.interval.low <= truth && truth <= difference.interval.high);
        }
        let idle = figures((0..300).map(|number| meant(&mut chance, number, [RESULTS[1]; 2])));
        let verdict = idle.results.gifts[0].comparison.verdict();
        alarms.note(!matches!(verdict, Some(Verdict::MoreThanChance(_))));
    }
    let [few, some, many] = by_size;
    // `.ci/long` adds these up.
    println!(
        "law report_coverage: of_20={} covered_20={} of_50={} covered_50={} of_200={} covered_200={} without={without} \
         gifts={} covered_gifts={} idle={} quiet={}",
        few.tried,
        few.covered,
        some.tried,
        some.covered,
        many.tried,
        many.covered,
        gifts.tried,
        gifts.covered,
        alarms.tried,
        alarms.covered
    );
    for (size, covered) in sizes.into_iter().zip(by_size).chain([(300, gifts), (300, alarms)]) {
        let (share, chance) = (covered.share(), covered.chance());
        // The methods are approximate: 1.5 points are theirs.
        assert!((share - 0.95).abs() < 0.015 + chance, "of {size}: {share} in {covered:?}");
    }
}
