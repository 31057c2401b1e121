//! Customers who were given something before.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::plan::{Amount, Grant, Limit, Plan};
use crate::prove::Customer;
use crate::terms::{Cap, HowOften, Per};
use crate::values::{AsOf, Clock, Decimal};

/// So many gifts of a limit are tried.
const MOST_GIFTS: usize = 6;

/// A gift that customers may have got before: how many, when, and for how much.
pub(super) struct Filling {
    gift: usize,
    counts: Vec<u64>,
    pers: Vec<Per>,
    costs: Vec<Option<Decimal>>,
}

impl Filling {
    /// Where it matters how often a gift was given, by one of these.
    pub(super) fn of_gift(gift: usize, often: [HowOften; 2]) -> Filling {
        let (mut counts, mut pers) = (vec![1], Vec::new());
        for often in often {
            if let HowOften::Times(times, per) = often {
                counts.extend([u64::from(times.saturating_sub(1)), u64::from(times)]);
                pers.push(per);
            }
        }
        counts.sort_unstable();
        counts.dedup();
        Filling { gift, counts, pers, costs: vec![None] }
    }

    /// Where limits cap several gifts.
    pub(super) fn of_limit(limits: &[&Limit], plan: &Plan) -> Vec<Filling> {
        let mut pers: Vec<Per> = limits.iter().map(|limit| limit.per).collect();
        pers.dedup();
        let gifts = limits.first().map(|limit| limit.gifts.as_slice()).unwrap_or_default();
        let gifts = gifts.iter().copied().take(MOST_GIFTS);
        let (mut counts, mut costs) = (Vec::new(), Vec::new());
        for limit in limits {
            match limit.cap {
                Cap::Count(most) => counts.extend([most.saturating_sub(1), most]),
                Cap::Money(most) => {
                    counts.push(1);
                    let each = limit.gifts.iter().filter_map(|gift| {
                        let cost = plan.gifts[*gift].costs.as_ref().and_then(Amount::plain)?;
                        most.checked_sub(cost).ok().filter(|left| !left.is_negative())
                    });
                    costs.extend(each.map(Some));
                }
            }
        }
        counts.sort_unstable();
        counts.dedup();
        costs.dedup();
        if costs.is_empty() {
            costs.push(None);
        }
        let filling = |gift| Filling {
            gift,
            counts: counts.clone(),
            pers: pers.clone(),
            costs: costs.clone(),
        };
        gifts.map(filling).collect()
    }

    /// The days that matter: the last one, long ago, and where the periods begin.
    fn days(&self, clock: &Clock) -> Vec<Date> {
        let today = clock.today();
        let mut days = vec![Some(today), today.checked_sub(1.day()).ok()];
        for per in &self.pers {
            let edge = match per {
                Per::Rolling(length) => clock.day_of(clock.back(*length)),
                Per::Calendar(period) => clock.day_of(clock.start_of(*period)),
            };
            days.extend([edge.checked_add(1.day()).ok(), Some(edge)]);
            days.push(edge.checked_sub(1.day()).ok());
        }
        days.push(today.checked_sub(10.years()).ok());
        days.into_iter().flatten().filter(|day| *day <= today).collect()
    }
}

/// The customer, and those who are like them but got gifts before.
pub(super) fn variants(customer: &Customer, gifts: &[Filling], plan: &Plan) -> Vec<Customer> {
    let clock = Clock::new(AsOf::Day(customer.as_of), plan.zone.clone());
    let mut all = vec![customer.clone()];
    for filling in gifts {
        for day in filling.days(&clock) {
            let at = if day == clock.today() { clock.as_of() } else { clock.first_instant(day) };
            for cost in &filling.costs {
                for count in filling.counts.iter().filter(|count| **count > 0 && **count < 1000) {
                    let mut with = customer.clone();
                    let grant = Grant {
                        gift: filling.gift,
                        at: Some(at),
                        event: None,
                        cost: *cost,
                        worth: None,
                    };
                    with.record.given.extend((0..*count).map(|_| grant.clone()));
                    with.record.given.sort_by_key(|grant| grant.at);
                    all.push(with);
                }
            }
        }
    }
    all
}
