//! A report for programs: version 1 of a document of our own. `docs/report.md` describes it.

mod held;

use held::{Budget, Capacity, Held, Unknown};
use serde::Serialize;

use super::Reported;
use super::hand_offs::horizons;
use crate::problems::document;
use crate::report::{
    self, Changed, Comparison, Counted, Entered, Figures, GiftResult, Group, Known, Leads, MONTHLY,
    Verdict, Way,
};
use crate::values::Exact;

const VERSION: u32 = 1;

/// Shares have as many decimals, and so do numbers of people that are worked out from them.
const SCALE: f64 = 1e6;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    title: &'a str,
    source: &'a str,
    currency: &'a str,
    known: Days,
    period: Days,
    period_known: Days,
    before: Option<Days>,
    customers: u64,
    not_in_rules: &'a std::collections::BTreeMap<String, u64>,
    places: Places<'a>,
    hand_offs: HandOffs<'a>,
    paying: Option<Paying<'a>>,
    speed: Option<Speed>,
    money: Money<'a>,
    gifts: Vec<Gift<'a>>,
    experiments: Vec<Experiment<'a>>,
    budgets: Vec<Budget<'a>>,
    capacity: Vec<Capacity<'a>>,
    held: Option<Held<'a>>,
    unknown: Option<Unknown<'a>>,
}

#[derive(Serialize)]
struct Days {
    from: String,
    to: String,
}

#[derive(Serialize)]
struct Places<'a> {
    stages: Vec<Place<'a>>,
    elsewhere: Count,
    everybody: Count,
    new: u64,
    absent: u64,
    left_out: u64,
}

#[derive(Serialize)]
struct Place<'a> {
    stage: &'a str,
    #[serde(flatten)]
    count: Count,
}

#[derive(Serialize)]
struct Count {
    customers: u64,
    before: Option<u64>,
}

#[derive(Serialize)]
struct HandOffs<'a> {
    within: u32,
    stages: Vec<Stage<'a>>,
    leak: Option<Leak<'a>>,
    unknown: Vec<&'a str>,
    drop: Option<Change<'a>>,
    changed: Option<Change<'a>>,
}

#[derive(Serialize)]
struct Stage<'a> {
    stage: &'a str,
    last: bool,
    resting: bool,
    entered: u64,
    so_far: SoFar,
    horizons: Vec<Horizon>,
    days: StayDays,
    before: Option<Vec<Horizon>>,
}

#[derive(Serialize)]
struct SoFar {
    on: u64,
    back: u64,
    away: u64,
    open: u64,
}

#[derive(Serialize)]
struct Horizon {
    days: u32,
    seen: u64,
    on: Share,
    back: Share,
    away: Share,
    still: Share,
}

#[derive(Serialize)]
struct StayDays {
    quarter_left: Option<u32>,
    half_left: Option<u32>,
    three_quarters_left: Option<u32>,
    half_on: Option<u32>,
}

#[derive(Serialize)]
struct Share {
    count: u64,
    of: u64,
    share: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
}

#[derive(Serialize)]
struct Leak<'a> {
    stage: &'a str,
    entered: u64,
    lost: f64,
    if_leaking: Option<&'a str>,
}

#[derive(Serialize)]
struct Change<'a> {
    stage: &'a str,
    now: Share,
    before: Share,
}

#[derive(Serialize)]
struct Paying<'a> {
    stage: &'a str,
    within: u32,
    now: Lead,
    before: Option<Lead>,
    paid_before: u64,
    months: Vec<Month>,
}

#[derive(Serialize)]
struct Lead {
    entered: u64,
    so_far: u64,
    within: Share,
    seen: u64,
    quarter: Option<u32>,
    half: Option<u32>,
    three_quarters: Option<u32>,
}

#[derive(Serialize)]
struct Month {
    month: String,
    entered: u64,
    paid: Vec<MonthPaid>,
}

#[derive(Serialize)]
struct MonthPaid {
    within: u32,
    paid: Option<Share>,
}

#[derive(Serialize)]
struct Speed {
    within: u32,
    now: Turning,
    before: Option<Turning>,
    unknown: u64,
}

#[derive(Serialize)]
struct Turning {
    people: u64,
    brought: u64,
    each: Option<f64>,
    days: Option<f64>,
}

#[derive(Serialize)]
struct Money<'a> {
    days: u32,
    there_before: u64,
    #[serde(flatten)]
    all: Worth,
    spent: Vec<Spent<'a>>,
    sources: Vec<Source<'a>>,
    gifts: Vec<GiftCost<'a>>,
}

#[derive(Serialize)]
struct Worth {
    customers: u64,
    value_unknown: u64,
    average_value: Option<String>,
    paying: Share,
    lead_may_cost: Option<String>,
    customer_may_cost: Option<String>,
}

#[derive(Serialize)]
struct Spent<'a> {
    stage: &'a str,
    amount: String,
    entered: u64,
    per_lead: Option<String>,
    per_customer: Option<String>,
}

#[derive(Serialize)]
struct Source<'a> {
    source: Option<&'a str>,
    leads: u64,
    #[serde(flatten)]
    all: Worth,
}

#[derive(Serialize)]
struct GiftCost<'a> {
    gift: &'a str,
    stage: Option<&'a str>,
    given: u64,
    cost: String,
    cost_unknown: u64,
}

#[derive(Serialize)]
struct Gift<'a> {
    gift: &'a str,
    meant: People,
    budget_short: u64,
    holdout: People,
    compared: Compared,
    cost: Option<String>,
    cost_of_each: Option<String>,
}

#[derive(Serialize)]
struct Experiment<'a> {
    experiment: &'a str,
    since: Option<String>,
    arms: Vec<Arm<'a>>,
}

#[derive(Serialize)]
struct Arm<'a> {
    arm: &'a str,
    #[serde(flatten)]
    people: People,
    compared: Option<Compared>,
}

#[derive(Serialize)]
struct People {
    people: u64,
    results: Share,
    waiting: u64,
    unknown: u64,
}

#[derive(Serialize)]
struct Compared {
    verdict: &'static str,
    difference: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    extra: Option<f64>,
    split_chance: Option<f64>,
}

pub(super) fn write(reported: Reported<'_>) -> String {
    let Figures { scope, customers, not_in_rules, held, unknown, .. } = reported.figures;
    document(&Document {
        version: VERSION,
        title: reported.title,
        source: reported.source,
        currency: reported.currency.code(),
        known: days(scope.known),
        period: days(scope.period),
        period_known: days(scope.known_part().unwrap_or(scope.period)),
        before: scope.before().map(days),
        customers: *customers,
        not_in_rules,
        places: places(reported),
        hand_offs: hand_offs(reported),
        paying: paying(reported),
        speed: reported.figures.speed.as_ref().map(speed),
        money: money(reported),
        gifts: reported.figures.results.gifts.iter().map(|gift| of_gift(reported, gift)).collect(),
        experiments: experiments(reported),
        budgets: held::budgets(reported),
        capacity: held::capacity(reported),
        held: held.as_ref().map(held::of_held),
        unknown: unknown.as_ref().map(held::of_unknown),
    })
}

fn days(period: report::Period) -> Days {
    Days { from: period.from.to_string(), to: period.to.to_string() }
}

/// A number with as many decimals as programs get.
fn rounded(number: f64) -> f64 {
    // Adding zero takes the sign of a zero away.
    (number * SCALE).round() / SCALE + 0.0
}

fn share(figure: Counted) -> Share {
    let (estimate, why) = match figure.share {
        Known::Share(estimate) => (Some(estimate), None),
        Known::NotYet => (None, Some("not known yet")),
        Known::TooFew => (None, Some("too few")),
    };
    let interval = estimate.and_then(|estimate| estimate.interval);
    Share {
        count: figure.count,
        of: figure.of,
        share: estimate.map(|estimate| rounded(estimate.share)),
        low: interval.map(|interval| rounded(interval.low)),
        high: interval.map(|interval| rounded(interval.high)),
        why,
    }
}

fn places<'a>(reported: Reported<'a>) -> Places<'a> {
    let places = &reported.figures.places;
    let count = |place: &report::Place| Count { customers: place.people, before: place.before };
    let asked = &reported.asked.stages;
    let stages = asked.iter().zip(&places.stages);
    Places {
        stages: stages
            .map(|(stage, place)| Place { stage: &stage.name, count: count(place) })
            .collect(),
        elsewhere: count(&places.elsewhere),
        everybody: count(&places.everybody),
        new: places.new,
        absent: places.absent,
        left_out: places.left_out,
    }
}

fn hand_offs<'a>(reported: Reported<'a>) -> HandOffs<'a> {
    let hand_offs = &reported.figures.hand_offs;
    let asked = reported.asked;
    let name = |stage: usize| &*asked.stages[stage].name;
    let change = |changed: Changed| Change {
        stage: name(changed.stage),
        now: share(changed.current),
        before: share(changed.before),
    };
    let all = |entered: &Entered| -> Vec<Horizon> {
        horizons(hand_offs.within).into_iter().map(|days| horizon(entered, days)).collect()
    };
    let stages = hand_offs.stages.iter().map(|one| Stage {
        stage: name(one.stage),
        last: one.is_last,
        resting: asked.stages[one.stage].resting,
        entered: one.current.count(),
        so_far: SoFar {
            on: one.current.so_far(Way::On),
            back: one.current.so_far(Way::Back),
            away: one.current.so_far(Way::Away),
            open: one.current.open(),
        },
        horizons: all(&one.current),
        days: StayDays {
            quarter_left: one.current.until_left(0.25),
            half_left: one.current.until_left(0.5),
            three_quarters_left: one.current.until_left(0.75),
            half_on: one.current.until_on(0.5),
        },
        before: one.before.as_ref().map(all),
    });
    HandOffs {
        within: hand_offs.within,
        stages: stages.collect(),
        leak: hand_offs.leak.map(|leak| Leak {
            stage: name(leak.stage),
            entered: leak.entered,
            lost: rounded(leak.lost),
            if_leaking: asked.stages[leak.stage].if_leaking.as_deref(),
        }),
        unknown: hand_offs.unknown.iter().map(|stage| name(*stage)).collect(),
        drop: hand_offs.drop.map(change),
        changed: hand_offs.changed.map(change),
    }
}

fn horizon(entered: &Entered, days: u32) -> Horizon {
    Horizon {
        days,
        seen: entered.at_risk(days),
        on: share(entered.within(Way::On, days)),
        back: share(entered.within(Way::Back, days)),
        away: share(entered.within(Way::Away, days)),
        still: share(entered.still(days)),
    }
}

fn paying<'a>(reported: Reported<'a>) -> Option<Paying<'a>> {
    let paying = reported.figures.paying.as_ref()?;
    let stage = reported.asked.wheel.get(reported.asked.paying?.place).copied();
    let lead = |leads: &Leads| Lead {
        entered: leads.count(),
        so_far: leads.so_far(),
        within: share(leads.within(paying.within)),
        seen: leads.at_risk(paying.within),
        quarter: leads.until_paid(0.25),
        half: leads.until_paid(0.5),
        three_quarters: leads.until_paid(0.75),
    };
    let months = paying.months.iter().map(|month| Month {
        month: month.month.strftime("%Y-%m").to_string(),
        entered: month.entered,
        paid: MONTHLY
            .into_iter()
            .zip(month.paid)
            .map(|(within, paid)| MonthPaid { within, paid: paid.map(share) })
            .collect(),
    });
    Some(Paying {
        stage: reported.asked.stages.get(stage?).map_or("", |stage| &stage.name),
        within: paying.within,
        now: lead(&paying.current),
        before: paying.before.as_ref().map(lead),
        paid_before: paying.paid_before,
        months: months.collect(),
    })
}

fn speed(speed: &report::Speed) -> Speed {
    let turning = |turning: report::Turning| Turning {
        people: turning.people,
        brought: turning.brought,
        each: turning.each().map(rounded),
        days: turning.days,
    };
    Speed {
        within: speed.within,
        now: turning(speed.current),
        before: speed.before.map(turning),
        unknown: speed.unknown,
    }
}

fn money<'a>(reported: Reported<'a>) -> Money<'a> {
    let money = &reported.figures.money;
    let decimals = u32::from(reported.currency.decimals);
    let amount = |amount: &Exact| amount.with_decimals(decimals);
    let worth = |value: &report::Value, paying: Counted, allowable: &report::Allowable| Worth {
        customers: value.known,
        value_unknown: value.unknown,
        average_value: value.average().as_ref().map(amount),
        paying: share(paying),
        lead_may_cost: allowable.lead.as_ref().map(amount),
        customer_may_cost: allowable.customer.as_ref().map(amount),
    };
    Money {
        days: money.days,
        there_before: money.there_before,
        all: worth(&money.value, money.paying, &money.allowable),
        spent: money
            .spent
            .iter()
            .map(|spent| Spent {
                stage: &reported.asked.stages[spent.stage].name,
                amount: amount(&spent.amount),
                entered: spent.entered,
                per_lead: spent.per_lead().as_ref().map(amount),
                per_customer: spent.per_customer().as_ref().map(amount),
            })
            .collect(),
        sources: money
            .sources
            .iter()
            .map(|source| Source {
                source: source.source.as_deref(),
                leads: source.leads,
                all: worth(&source.value, source.paying, &source.allowable),
            })
            .collect(),
        gifts: money
            .gifts
            .iter()
            .map(|gift| GiftCost {
                gift: &gift.gift,
                stage: gift.stage.map(|stage| &*reported.asked.stages[stage].name),
                given: gift.given,
                cost: amount(&gift.cost),
                cost_unknown: gift.unknown,
            })
            .collect(),
    }
}

fn people(group: Group) -> People {
    let Group { people, results, waiting, unknown } = group;
    People { people, results: share(Counted::plain(results)), waiting, unknown }
}

fn of_gift<'a>(reported: Reported<'a>, gift: &GiftResult) -> Gift<'a> {
    let decimals = u32::from(reported.currency.decimals);
    let amount = |amount: &Exact| amount.with_decimals(decimals);
    Gift {
        gift: &reported.asked.gifts[gift.gift].name,
        meant: people(gift.meant),
        budget_short: gift.short,
        holdout: people(gift.holdout),
        compared: compared(&gift.comparison),
        cost: gift.cost.as_ref().map(amount),
        cost_of_each: gift.cost_each.as_ref().map(amount),
    }
}

fn experiments<'a>(reported: Reported<'a>) -> Vec<Experiment<'a>> {
    let one = |result: &report::ExperimentResult| {
        let asked = &reported.asked.experiments[result.experiment];
        let arms = asked.arms.iter().zip(&result.arms).zip(&result.comparisons);
        let arms = arms.map(|(((arm, _), group), comparison)| Arm {
            arm,
            people: people(*group),
            compared: comparison.as_ref().map(compared),
        });
        Experiment {
            experiment: &asked.name,
            since: asked.since.map(|since| since.to_string()),
            arms: arms.collect(),
        }
    };
    reported.figures.results.experiments.iter().map(one).collect()
}

fn compared(comparison: &Comparison) -> Compared {
    let without = |verdict| Compared {
        verdict,
        difference: None,
        low: None,
        high: None,
        extra: None,
        split_chance: None,
    };
    match comparison {
        Comparison::NoControl => without("no control group"),
        Comparison::NoAim => without("no aim"),
        Comparison::TooFew => without("too few"),
        Comparison::Compared { difference, extra, split, verdict } => Compared {
            verdict: match verdict {
                Verdict::NotToBeTrusted => "not to be trusted",
                Verdict::NotAsked => "not asked",
                Verdict::NotYet(_) => "not yet",
                Verdict::MoreThanChance(_) => "more than chance",
                Verdict::MaybeChance(_) => "may be chance",
            },
            difference: Some(rounded(difference.value)),
            low: Some(rounded(difference.interval.low)),
            high: Some(rounded(difference.interval.high)),
            extra: Some(rounded(*extra)),
            split_chance: *split,
        },
    }
}
