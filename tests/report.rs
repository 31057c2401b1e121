//! The figures of reports, for histories that were worked out by hand.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/moved.rs"]
mod moved;

use cases::seeds;
use flywheel::histories::{Aim, GiftEntry, GiftOutcome, History, LeftBy, StayBegan};
use flywheel::report::{
    Asked, AskedBudget, AskedCap, AskedGift, AskedPaying, AskedPer, AskedStage, AskedValue,
    Comparison, Counted, Counting, Figures, Held, Known, Period, Scope, Spending, Verdict, Way,
};
use flywheel::values::{Decimal, Duration, Exact, Period as Calendar, Unit};
use moved::{Chance, day, gone, here, history};

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text.as_bytes()).expect(text)
}

fn stage(name: &str) -> AskedStage {
    AskedStage { name: name.to_owned(), ..AskedStage::default() }
}

/// Three stages in order, and one that is away from them.
fn asked() -> Asked {
    Asked {
        stages: ["Reach", "Trial", "Customer", "Lapsed"].map(stage).to_vec(),
        wheel: vec![0, 1, 2],
        ..Asked::default()
    }
}

fn scope(known: [&str; 2], period: [&str; 2]) -> Scope {
    let days = |days: [&str; 2]| Period { from: day(days[0]), to: day(days[1]) };
    Scope { known: days(known), period: days(period) }
}

fn figures(asked: &Asked, scope: Scope, histories: &[History]) -> Figures {
    let mut counting = Counting::new(asked, scope);
    histories.iter().for_each(|history| counting.add(history));
    counting.figures(None, None)
}

#[track_caller]
fn close(own: f64, other: f64) {
    assert!((own - other).abs() < 1e-9, "{own}, by hand {other}");
}

fn share(counted: Counted) -> f64 {
    counted.share.share().expect("it is known").share
}

/// The last day that is known is March 31. By hand, the stays in Reach, by their length: 5 days, on; 10, on; 10,
/// back is not possible from the first stage, so away; 10, seen no longer; 15, absent; 19, still there; 20, on; 30,
/// on; 44 and 49, still there; 50, on; 70, still there.
fn twelve() -> Vec<History> {
    let moved = |id: &str, since: &str, to: &str, until: &str| {
        history(
            id,
            vec![
                gone("Reach", since, StayBegan::New, until, LeftBy::Move),
                here(to, until, StayBegan::Move),
            ],
        )
    };
    let stays = |id: &str, since: &str| history(id, vec![here("Reach", since, StayBegan::New)]);
    vec![
        moved("g", "2026-02-01", "Customer", "2026-02-06"),
        moved("a", "2026-01-05", "Trial", "2026-01-15"),
        moved("j", "2026-03-01", "Lapsed", "2026-03-11"),
        stays("l", "2026-03-21"),
        history(
            "f",
            vec![gone("Reach", "2026-01-20", StayBegan::New, "2026-02-04", LeftBy::Absent)],
        ),
        stays("k", "2026-03-12"),
        moved("b", "2026-01-05", "Trial", "2026-01-25"),
        moved("c", "2026-01-10", "Trial", "2026-02-09"),
        stays("i", "2026-02-15"),
        stays("h", "2026-02-10"),
        moved("d", "2026-01-12", "Trial", "2026-03-03"),
        stays("e", "2026-01-20"),
    ]
}

const QUARTER: [&str; 2] = ["2026-01-01", "2026-03-31"];

/// Day 5: n = 12, F(on) = 1/12, S = 11/12. Day 10: n = 11, one on and one away, each 11/12 · 1/11 = 1/12: F(on) =
/// 2/12, F(away) = 1/12, S = 9/12. One is seen no longer on day 10, on 15, and on 19. Day 20: n = 6, F(on) = 2/12 +
/// 9/12 · 1/6 = 7/24, S = 5/8. Day 30: n = 5, F(on) = 7/24 + 5/8 · 1/5 = 10/24, S = 1/2. Two more are not seen beyond 44
/// and 49. Day 50: n = 2, F(on) = 10/24 + 1/2 · 1/2 = 16/24, S = 1/4.
#[test]
fn competing_exits_and_stays_that_are_not_seen_to_their_end() {
    let asked = asked();
    let figures = figures(&asked, scope(QUARTER, QUARTER), &twelve());
    let reach = &figures.hand_offs.stages[0].current;
    assert_eq!(
        (reach.count(), reach.so_far(Way::On), reach.so_far(Way::Away), reach.open()),
        (12, 5, 1, 6)
    );
    close(share(reach.within(Way::On, 7)), 1.0 / 12.0);
    close(share(reach.within(Way::On, 30)), 10.0 / 24.0);
    close(share(reach.within(Way::Away, 30)), 1.0 / 12.0);
    close(share(reach.still(30)), 0.5);
    close(share(reach.within(Way::On, 60)), 16.0 / 24.0);
    // Nobody was there for 90 days, and one still is.
    assert_eq!(reach.within(Way::On, 90).share, Known::NotYet);
    assert_eq!([7, 20, 50, 90].map(|days| reach.at_risk(days)), [11, 6, 2, 0]);
    // A quarter had left when S fell to 9/12, half when it fell to 1/2, three quarters at 1/4.
    assert_eq!(
        [0.25, 0.5, 0.75].map(|share| reach.until_left(share)),
        [Some(10), Some(30), Some(50)]
    );
    assert_eq!(reach.until_on(0.5), Some(50));
    // 12 entered, and 1 − 10/24 of them do not go on.
    let leak = figures.hand_offs.leak.expect("a leak");
    close(leak.lost, 7.0);
    assert_eq!((leak.stage, leak.entered), (0, 12));
    // Four in Trial are too few for a share.
    let trial = figures.hand_offs.stages[1].current.within(Way::On, 30);
    assert_eq!((trial.count, trial.of, trial.share), (0, 4, Known::TooFew));
}

/// Where nobody should be moved on from, nobody is lost.
#[test]
fn a_resting_stage_does_not_leak() {
    let mut asked = asked();
    asked.stages[0].resting = true;
    assert_eq!(figures(&asked, scope(QUARTER, QUARTER), &twelve()).hand_offs.leak, None);
}

#[test]
fn where_everybody_is() {
    let asked = asked();
    let later = scope(QUARTER, ["2026-02-10", "2026-03-10"]);
    let places = figures(&asked, later, &twelve()).places;
    let people = |place: usize| (places.stages[place].people, places.stages[place].before);
    // On March 10: e, h, i and j are in Reach, and k and l have not come yet. On February 9: d and e.
    assert_eq!(people(0), (4, Some(2)));
    assert_eq!(people(1), (4, Some(3)));
    assert_eq!(people(2), (1, Some(1)));
    assert_eq!(people(3), (0, Some(0)));
    assert_eq!((places.new, places.absent, places.everybody.people), (3, 1, 9));
}

/// Stays whose beginning is not known are not counted, and a move that follows them is.
#[test]
fn stays_of_unknown_age_are_left_out() {
    let first = gone("Reach", "2026-01-01", StayBegan::FirstLoad, "2026-01-20", LeftBy::Move);
    let histories = [history("a", vec![first, here("Trial", "2026-01-20", StayBegan::Move)])];
    let asked = asked();
    let stages = figures(&asked, scope(QUARTER, QUARTER), &histories).hand_offs.stages;
    assert_eq!([0, 1].map(|stage| stages[stage].current.count()), [0, 1]);
}

/// What is after the last day that is known is not known yet.
#[test]
fn the_last_day_ends_what_is_seen() {
    let asked = asked();
    let february = scope(["2026-01-01", "2026-02-08"], ["2026-01-01", "2026-02-08"]);
    let reach = &figures(&asked, february, &twelve()).hand_offs.stages[0].current;
    // a, b and g have gone on, f is absent, and c, d and e are there; the others have not come yet.
    assert_eq!((reach.count(), reach.so_far(Way::On), reach.open()), (7, 3, 4));
}

/// 20 of 100 enter on each of two days. Of those before, 60% go on on day 5; of those now, 20%: the intervals are apart.
#[test]
fn a_change_is_more_than_chance_only_if_the_intervals_are_apart() {
    let histories = |now: u32| -> Vec<History> {
        let mut all = Vec::new();
        for (since, until, on) in
            [("2026-01-10", "2026-01-15", 60), ("2026-02-10", "2026-02-15", now)]
        {
            for number in 0..100 {
                let id = format!("{since} {number}");
                let stays = match number < on {
                    true => vec![
                        gone("Reach", since, StayBegan::New, until, LeftBy::Move),
                        here("Trial", until, StayBegan::Move),
                    ],
                    false => vec![here("Reach", since, StayBegan::New)],
                };
                all.push(history(&id, stays));
            }
        }
        all
    };
    let asked = asked();
    let months = scope(["2026-01-01", "2026-06-30"], ["2026-02-01", "2026-02-28"]);
    let drop = figures(&asked, months, &histories(20)).hand_offs.drop.expect("a drop");
    close(drop.by(), -0.4);
    let changed = |now| figures(&asked, months, &histories(now)).hand_offs;
    assert_eq!(changed(55).drop, None);
    // What rises is a change and not a drop.
    assert_eq!(changed(90).drop, None);
    close(changed(90).changed.expect("a change").by(), 0.3);
    // The period before has to be known as a whole.
    let unknown = scope(["2026-01-05", "2026-06-30"], ["2026-02-01", "2026-02-28"]);
    assert_eq!(figures(&asked, unknown, &histories(20)).hand_offs.drop, None);
}

/// 10 enter in January, and 2 pay, after 10 and 40 days; the two are worth $4,000 and $6,000. Margin 60%, keep 20%.
fn payers() -> Vec<History> {
    let entered = |id: &str, paid: Option<(&str, &str)>| {
        let stays = match paid {
            None => vec![here("Reach", "2026-01-01", StayBegan::New)],
            Some((at, _)) => vec![
                gone("Reach", "2026-01-01", StayBegan::New, at, LeftBy::Move),
                here("Customer", at, StayBegan::Move),
            ],
        };
        History { value: paid.map(|(_, value)| decimal(value)), ..history(id, stays) }
    };
    let mut all = vec![
        entered("a", Some(("2026-01-11", "4000"))),
        entered("b", Some(("2026-02-10", "6000.00"))),
    ];
    all.extend(["c", "d", "e", "f", "g", "h", "i", "j"].map(|id| entered(id, None)));
    // Who had paid before is not a lead.
    all.push(history(
        "k",
        vec![
            gone("Customer", "2025-12-01", StayBegan::New, "2026-01-05", LeftBy::Move),
            here("Reach", "2026-01-05", StayBegan::Move),
        ],
    ));
    all
}

fn with_money(margin: &str, keep: &str) -> Asked {
    Asked {
        paying: Some(AskedPaying { place: 2, within: 90 }),
        value: Some(AskedValue { margin: decimal(margin), keep: decimal(keep) }),
        spending: vec![Spending {
            amount: decimal("1000"),
            per: AskedPer::Calendar(Calendar::Month),
            stage: 0,
        }],
        ..asked()
    }
}

#[test]
fn what_a_lead_may_cost() {
    let half = scope(["2026-01-01", "2026-06-30"], QUARTER);
    let asked = with_money("0.6", "0.2");
    let figures = figures(&asked, half, &payers());
    let money = &figures.money;
    let exact = |text: &str| Some(Exact::from(decimal(text)));
    // $5,000 on average, of which 40% may be spent, on 20% of the leads: $400.
    assert_eq!(money.value.average(), exact("5000"));
    assert_eq!(money.allowable.customer, exact("2000"));
    assert_eq!(money.allowable.lead, exact("400"));
    assert_eq!((money.paying.count, money.paying.of), (2, 10));
    // $1,000 in each of three months, for the ten who came in; who came back is one of them too.
    let spent = money.spent.first().expect("it is said");
    assert_eq!((spent.amount.clone(), spent.entered, spent.customers), (Exact::from(3000), 11, 2));
    assert_eq!(spent.per_customer(), exact("1500"));
    let paying = figures.paying.as_ref().expect("it is said");
    assert_eq!(paying.paid_before, 1);
    assert_eq!(paying.current.until_paid(0.1), Some(10));
    assert_eq!(paying.current.until_paid(0.25), None);
    let months: Vec<_> = paying
        .months
        .iter()
        .map(|month| (month.entered, month.paid.map(|paid| paid.map(|paid| paid.count))))
        .collect();
    assert_eq!(months, [(10, [Some(1), Some(2), Some(2)])]);
}

/// $3,200 with 65% of it kept, and 20% of the leads pay: $224.
#[test]
fn what_a_lead_may_cost_without_a_margin() {
    let mut histories = payers();
    histories[0].value = Some(decimal("3200"));
    histories[1].value = None;
    let asked = with_money("1", "0.65");
    let half = scope(["2026-01-01", "2026-06-30"], QUARTER);
    let money = figures(&asked, half, &histories).money;
    assert_eq!(money.allowable.lead, Some(Exact::from(224)));
    assert_eq!((money.value.known, money.value.unknown), (1, 1));
}

/// A month is blank unless even those who came on its last day had as long.
#[test]
fn months_without_enough_time_are_blank() {
    let asked = with_money("1", "0");
    let short = scope(["2026-01-01", "2026-03-02"], ["2026-01-01", "2026-03-02"]);
    let paying = figures(&asked, short, &payers()).paying.expect("it is said");
    assert_eq!(paying.months[0].paid.map(|paid| paid.is_some()), [true, false, false]);
}

/// Of those who came in on January 1 and had 60 days, two brought one each, after 10 and 20 days; one came after 70
/// days, which is too late, and one names somebody who is not known.
#[test]
fn how_fast_customers_bring_others() {
    let entered = |id: &str, since: &str, by: Option<&str>| History {
        referred_by: by.map(str::to_owned),
        ..history(id, vec![here("Reach", since, StayBegan::New)])
    };
    let histories = [
        entered("a", "2026-01-01", None),
        entered("b", "2026-01-01", None),
        entered("c", "2026-01-11", Some("a")),
        entered("d", "2026-01-21", Some("b")),
        entered("e", "2026-03-12", Some("a")),
        entered("f", "2026-01-21", Some("nobody")),
    ];
    let asked = Asked { brought_within: Some(60), ..asked() };
    let speed =
        figures(&asked, scope(QUARTER, QUARTER), &histories).speed.expect("it is asked for");
    // a, b, c, d and f had 60 days until March 31; e had not.
    assert_eq!((speed.current.people, speed.current.brought, speed.unknown), (5, 2, 1));
    assert_eq!((speed.current.each(), speed.current.days), (Some(0.4), Some(15.0)));
}

fn with_gift(what: GiftOutcome, at: &str, aim: Aim, id: &str) -> History {
    let entry = GiftEntry {
        gift: "swag".to_owned(),
        what,
        at: day(at),
        cost: (what == GiftOutcome::Given).then(|| decimal("2")),
        aim,
    };
    History { gifts: vec![entry], ..history(id, vec![here("Reach", "2026-01-01", StayBegan::New)]) }
}

/// So many were given it, and so many are in the control group, with so many results in each.
fn tried(given: [u32; 2], held: [u32; 2]) -> Vec<History> {
    let mut all = Vec::new();
    for (what, [people, results]) in [(GiftOutcome::Given, given), (GiftOutcome::Holdout, held)] {
        for number in 0..people {
            let aim = if number < results { Aim::Met } else { Aim::Missed };
            all.push(with_gift(what, "2026-01-10", aim, &format!("{what:?} {number}")));
        }
    }
    all
}

fn gifts(verdict: Option<&str>) -> Asked {
    let gift = AskedGift {
        name: "swag".to_owned(),
        within: Some(30),
        holdout: Some(decimal("0.2")),
        verdict: verdict.map(day),
    };
    Asked { gifts: vec![gift], ..asked() }
}

#[test]
fn what_a_gift_did() {
    let asked = gifts(Some("2026-03-31"));
    let figures = figures(&asked, scope(QUARTER, QUARTER), &tried([800, 240], [200, 30]));
    let gift = &figures.results.gifts[0];
    // 30% and 15%: 15 points, which is 120 of 800 people. All of it cost $1,600, each result more $13.33.
    let Comparison::Compared { difference, extra, split, verdict } = gift.comparison else {
        panic!("{:?}", gift.comparison);
    };
    close(difference.value, 0.15);
    close(extra, 120.0);
    close(split.expect("a split"), 1.0);
    assert_eq!(verdict, Verdict::MoreThanChance(day("2026-03-31")));
    assert_eq!(gift.cost, Some(Exact::from(1600)));
    assert_eq!(gift.cost_each.as_ref().map(|each| each.with_decimals(2)).as_deref(), Some("13.33"));
}

#[test]
fn a_verdict_waits_for_its_day() {
    let verdict = |day: Option<&str>, held| {
        let figures = figures(&gifts(day), scope(QUARTER, QUARTER), &tried([800, 240], held));
        figures.results.gifts[0].comparison.verdict()
    };
    assert_eq!(verdict(Some("2026-04-01"), [200, 30]), Some(Verdict::NotYet(day("2026-04-01"))));
    assert_eq!(verdict(None, [200, 30]), Some(Verdict::NotAsked));
    assert_eq!(
        verdict(Some("2026-03-31"), [200, 55]),
        Some(Verdict::MaybeChance(day("2026-03-31")))
    );
    // 800 and 300 are not 80% and 20%: chi-squared is 80² ÷ 880 + 80² ÷ 220 = 36.4, chance 1.6 · 10⁻⁹.
    assert_eq!(verdict(Some("2026-03-31"), [300, 30]), Some(Verdict::NotToBeTrusted));
    assert_eq!(verdict(Some("2026-03-31"), [9, 1]), None);
}

/// A gift is judged once: what comes after its day is shown, and changes no verdict.
#[test]
fn a_verdict_does_not_change_with_later_days() {
    let judged = "2026-02-20";
    let mut histories = tried([800, 160], [200, 40]);
    assert!(histories.iter().all(|history| history.gifts[0].at == day("2026-01-10")));
    // From February 1 on, it works for everybody, but their time is over only after the day.
    for number in 0..400 {
        let (what, aim) = match number % 5 {
            0 => (GiftOutcome::Holdout, Aim::Missed),
            _ => (GiftOutcome::Given, Aim::Met),
        };
        histories.push(with_gift(what, "2026-02-01", aim, &format!("later {number}")));
    }
    let figures = figures(&gifts(Some(judged)), scope(QUARTER, QUARTER), &histories);
    let gift = &figures.results.gifts[0];
    let Comparison::Compared { difference, verdict, .. } = gift.comparison else {
        panic!("{:?}", gift.comparison);
    };
    assert!(difference.interval.low > 0.0, "it shows all of them");
    assert_eq!(verdict, Verdict::MaybeChance(day(judged)));
}

/// Of a share that falls to nothing, the curve has no interval; the fall is said all the same.
#[test]
fn a_fall_to_nothing_is_noticed() {
    let stays = |from: &str, until: &str, on: usize, id: &str| -> Vec<History> {
        let one = |number| match number < on {
            true => history(
                &format!("{id} {number}"),
                vec![
                    gone("Reach", from, StayBegan::New, until, LeftBy::Move),
                    here("Trial", until, StayBegan::Move),
                ],
            ),
            false => history(&format!("{id} {number}"), vec![here("Reach", from, StayBegan::New)]),
        };
        (0..200).map(one).collect()
    };
    let mut histories = stays("2025-11-01", "2025-11-11", 120, "before");
    histories.extend(stays("2026-02-01", "2026-02-11", 0, "now"));
    let known = scope(["2025-10-01", "2026-03-31"], QUARTER);
    let drop = figures(&asked(), known, &histories).hand_offs.drop.expect("it fell");
    assert_eq!((drop.current.count, drop.before.count), (0, 120));
}

/// Each customer counts by the first time, if its time is over: an early yes waits too.
#[test]
fn only_the_first_time_counts_and_only_once_it_is_over() {
    let mut again = with_gift(GiftOutcome::Holdout, "2026-01-10", Aim::Missed, "a");
    again.gifts.extend(with_gift(GiftOutcome::Given, "2026-02-10", Aim::Met, "a").gifts);
    let mut assumed = with_gift(GiftOutcome::Assumed, "2026-01-10", Aim::Unknown, "d");
    assumed.gifts.extend(with_gift(GiftOutcome::Given, "2026-02-10", Aim::Met, "d").gifts);
    let histories = [
        again,
        with_gift(GiftOutcome::Given, "2026-03-10", Aim::Met, "b"),
        with_gift(GiftOutcome::Budget, "2026-02-10", Aim::Met, "c"),
        assumed,
        with_gift(GiftOutcome::Given, "2025-12-10", Aim::Met, "e"),
        with_gift(GiftOutcome::Given, "2026-01-10", Aim::Unknown, "f"),
    ];
    let asked = gifts(None);
    let gift =
        &figures(&asked, scope(["2025-12-01", "2026-03-31"], QUARTER), &histories).results.gifts[0];
    assert_eq!(
        (gift.meant.people, gift.meant.waiting, gift.meant.unknown, gift.short),
        (3, 1, 1, 1)
    );
    assert_eq!((gift.meant.results.count, gift.meant.results.of), (1, 1));
    assert_eq!((gift.holdout.people, gift.holdout.results.of), (1, 1));
}

#[test]
fn shares_add_up_and_the_order_of_histories_does_not_matter() {
    let asked = Asked { brought_within: Some(40), ..with_money("0.6", "0.2") };
    let half = scope(["2026-01-01", "2026-06-30"], ["2026-03-01", "2026-04-30"]);
    let mut known = 0;
    for seed in seeds(60) {
        let mut chance = Chance(seed);
        let mut histories: Vec<History> = (0..80).map(|number| chance.history(number)).collect();
        let own = figures(&asked, half, &histories);
        for stage in &own.hand_offs.stages {
            for days in 0..120 {
                let all = Way::ALL.map(|way| stage.current.within(way, days).share.share());
                let still = stage.current.still(days).share.share();
                let all: Option<Vec<f64>> =
                    all.into_iter().chain([still]).map(|one| one.map(|one| one.share)).collect();
                if let Some(all) = all {
                    close(all.iter().sum(), 1.0);
                    known += 1;
                }
            }
            let ended: u64 = Way::ALL.map(|way| stage.current.so_far(way)).iter().sum();
            assert_eq!(ended + stage.current.open(), stage.current.count());
        }
        chance.shuffle(&mut histories);
        assert_eq!(figures(&asked, half, &histories), own, "seed {seed}");
    }
    assert!(known > 5_000, "{known} shares are known");
}

/// A history of somebody who was given mugs on some days, at $8 each.
fn with_mugs(id: &str, gifts: &[(&str, GiftOutcome)]) -> History {
    let gifts = gifts.iter().map(|(at, what)| GiftEntry {
        gift: "mug".to_owned(),
        what: *what,
        at: day(at),
        cost: (*what == GiftOutcome::Given).then(|| decimal("8")),
        aim: Aim::Unknown,
    });
    let stays = vec![here("Reach", "2026-01-01", StayBegan::New)];
    History { gifts: gifts.collect(), ..history(id, stays) }
}

/// On March 31, the budget of March has $16 used. On February 27, that of February had $24. Gifts that were
/// canceled use nothing. Of 7 days, March 2 ends one with three mugs: February 25, 27 and March 2.
#[test]
fn what_was_used_of_a_budget() {
    use GiftOutcome::{Assumed, Budget, Canceled, Given};
    let budget = |cap, per| AskedBudget { gift: "mug".to_owned(), cap, per };
    let budgets = vec![
        budget(AskedCap::Money(decimal("40")), AskedPer::Calendar(Calendar::Month)),
        budget(AskedCap::Count(5), AskedPer::Rolling(Duration { count: 7, unit: Unit::Day })),
    ];
    let asked = Asked { budgets, ..asked() };
    let histories = [
        with_mugs("a", &[("2026-02-01", Given), ("2026-02-25", Given), ("2026-03-20", Canceled)]),
        with_mugs("b", &[("2026-02-27", Given), ("2026-03-02", Given), ("2026-03-03", Budget)]),
        with_mugs("c", &[("2026-03-25", Given), ("2026-01-05", Assumed), ("2026-04-02", Given)]),
        with_mugs("d", &[("2026-03-04", Budget), ("2026-03-05", Budget)]),
    ];
    let known = ["2026-01-01", "2026-04-30"];
    let used = figures(&asked, scope(known, ["2026-02-01", "2026-03-31"]), &histories).budgets;
    let amounts = |place: usize| (used[place].used.clone(), used[place].most.clone());
    let exact = |number: u32| Exact::from(number);
    assert_eq!(amounts(0), (exact(16), exact(24)));
    assert_eq!(used[0].most_on, day("2026-02-27"));
    assert_eq!(amounts(1), (exact(1), exact(3)));
    assert_eq!(used[1].most_on, day("2026-03-02"));
    assert_eq!(used.iter().map(|used| used.short).collect::<Vec<_>>(), [2, 2]);
    // Histories of a replay know nothing of gifts, and a ledger knows that there were none.
    let replayed = history("a", vec![here("Reach", "2026-01-01", StayBegan::New)]);
    assert_eq!(figures(&asked, scope(known, known), std::slice::from_ref(&replayed)).budgets, []);
    let mut counting = Counting::new(&asked, scope(known, known));
    counting.add(&replayed);
    assert_eq!(counting.figures(Some(Held::default()), None).budgets.len(), 2);
}

/// Somebody who was there when what is known begins may have paid before that. With a first load before the
/// period, they were seen not to.
#[test]
fn who_was_there_before_may_have_paid_before() {
    let there = |since: &str, until: &str| {
        let first = gone("Reach", since, StayBegan::FirstLoad, until, LeftBy::Move);
        history("a", vec![first, here("Customer", until, StayBegan::Move)])
    };
    let asked = Asked { paying: Some(AskedPaying { place: 2, within: 30 }), ..asked() };
    let money = |since| {
        let scope = scope(["2026-01-01", "2026-03-31"], ["2026-02-01", "2026-03-31"]);
        let money = figures(&asked, scope, &[there(since, "2026-02-02")]).money;
        (money.value.unknown, money.there_before)
    };
    assert_eq!(money("2026-02-01"), (1, 1));
    assert_eq!(money("2026-01-01"), (1, 0));
}

/// A budget per month counts what was given after the same day of the month before, as `eval` does: on March 28, that
/// is what was given since March 1, and not in 31 days.
#[test]
fn a_budget_per_month_goes_back_a_month() {
    use GiftOutcome::Given;
    let used = |unit, last| {
        let per = AskedPer::Rolling(Duration { count: 1, unit });
        let cap = AskedCap::Money(decimal("40"));
        let asked =
            Asked { budgets: vec![AskedBudget { gift: "mug".to_owned(), cap, per }], ..asked() };
        let given = ["2026-02-26", "2026-02-28", "2026-03-01", "2026-03-28"].map(|at| (at, Given));
        let scope = scope(["2026-01-01", "2026-06-30"], [last, last]);
        figures(&asked, scope, &[with_mugs("a", &given)]).budgets[0].used.clone()
    };
    assert_eq!(used(Unit::Month, "2026-03-28"), Exact::from(16));
    assert_eq!(used(Unit::Month, "2026-03-27"), Exact::from(16));
    assert_eq!(used(Unit::Month, "2026-03-31"), Exact::from(16));
    assert_eq!(used(Unit::Quarter, "2026-05-28"), Exact::from(16));
    assert_eq!(used(Unit::Quarter, "2026-05-27"), Exact::from(24));
    assert_eq!(used(Unit::Week, "2026-03-07"), Exact::from(8));
    assert_eq!(used(Unit::Hour, "2026-03-28"), Exact::from(8));
    assert_eq!(used(Unit::Hour, "2026-03-29"), Exact::ZERO);
}

/// A gift whose cost is not known is missing from the sums of the days that it counts for, and from no others.
#[test]
fn what_a_sum_lacks_is_counted_by_day() {
    let mut early = with_mugs("a", &[("2026-02-10", GiftOutcome::Given)]);
    early.gifts[0].cost = None;
    let late = with_mugs("b", &[("2026-03-20", GiftOutcome::Given)]);
    let (cap, per) = (AskedCap::Money(decimal("40")), AskedPer::Calendar(Calendar::Month));
    let asked =
        Asked { budgets: vec![AskedBudget { gift: "mug".to_owned(), cap, per }], ..asked() };
    let scope = |from| scope(["2026-01-01", "2026-03-31"], [from, "2026-03-31"]);
    let used =
        |from| figures(&asked, scope(from), &[early.clone(), late.clone()]).budgets[0].clone();
    let all = used("2026-02-01");
    assert_eq!((all.used_unknown, all.most_unknown, all.cost_unknown), (0, 0, 1));
    let february = Period { from: day("2026-02-01"), to: day("2026-02-28") };
    let scope = Scope { period: february, ..scope("2026-02-01") };
    let february = figures(&asked, scope, &[early.clone(), late.clone()]).budgets[0].clone();
    assert_eq!((february.used_unknown, february.most_unknown, february.cost_unknown), (1, 1, 1));
}
