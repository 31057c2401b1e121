//! What a long history says of each gift, found out in one pass.

use crate::plan::{GiftId, Grant};
use crate::terms::HowOften;
use crate::values::Instant;

use super::context::Context;
use super::repeats::counts;
use super::used::newer;

/// What a history says of each gift, in the part that was seen. To ask a long history for each of many
/// gifts would take long.
#[derive(Clone, Debug, Default)]
pub(super) struct Past {
    seen: usize,
    seen_assumed: usize,
    /// Empty before anything was seen.
    gifts: Vec<OfGift>,
}

/// What a history says of one gift.
#[derive(Clone, Copy, Debug, Default)]
struct OfGift {
    /// Whether it was given at this instant, or may have been.
    just_now: bool,
    /// How many grants count for how often it may be given, whenever a stay began.
    counted: usize,
    /// When it was given last, if that is known.
    last: Option<Instant>,
}

impl Past {
    /// Takes in what came into the history, and what a ledger assumes.
    pub(super) fn go_on(&mut self, at: &Context, history: &[Grant], assumed: &[Grant]) {
        self.gifts.resize(at.plan.gifts.len(), OfGift::default());
        let newer = newer(history, &mut self.seen).iter();
        for grant in newer.chain(&assumed[self.seen_assumed.min(assumed.len())..]) {
            let of_gift = &mut self.gifts[grant.gift];
            of_gift.just_now |= grant.at.is_none_or(|given| at.is_now(given));
            of_gift.counted += usize::from(counts(at, grant.gift, None, grant));
            of_gift.last = of_gift.last.max(grant.at);
        }
        self.seen_assumed = assumed.len();
    }

    /// Whether a gift was given as often as its frequency allows: what [`repeats`](super::repeats::repeats)
    /// says.
    pub(super) fn repeats(&self, at: &Context, gift: GiftId, began: Option<Instant>) -> bool {
        let OfGift { just_now, counted, last } = self.gifts.get(gift).copied().unwrap_or_default();
        let for_each = at.plan.gifts[gift].each.is_some();
        let often_enough = match at.plan.gifts[gift].how_often {
            HowOften::EveryTime => false,
            HowOften::Once => counted >= 1,
            HowOften::Times(times, _) => counted >= times as usize,
            HowOften::OncePerStay if for_each => false,
            HowOften::OncePerStay => match began {
                Some(began) => last.is_some_and(|last| last >= began),
                None => counted >= 1,
            },
        };
        often_enough || just_now && !for_each
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::Program;
    use crate::eval::amounts::Amounts;
    use crate::eval::repeats::repeats;
    use crate::eval::used::Used;
    use crate::eval::{Evaluator, effort};
    use crate::values::{AsOf, Decimal};

    const RULES: &str = "
customer
  orders: events key \"id\"
reward a costs $1, every time
reward b costs $2, once
reward c
reward d once per 10 days
reward e 3 times per calendar month
reward f 2 times per 20 days
reward g
limit a to 3 per 10 days
limit rewards to 9 per calendar month
limit rewards to $12 per 20 days
stage S
  resting
  after an order give a; give b; give c; give d; give e; give f for each order; give g for each order
";

    fn evaluator() -> Evaluator {
        let program = Program::parse("rules", RULES).unwrap();
        let plan = program.plan();
        Evaluator::new(plan, AsOf::parse("2026-06-30T12:00:00Z", &plan.zone).unwrap())
    }

    /// Something given at this instant, some hours before, or at an unknown time.
    fn grant() -> impl Strategy<Value = Grant> {
        let hours = prop_oneof![6 => 1i64..1000, 1 => Just(0)];
        (0usize..7, proptest::option::weighted(0.95, hours), proptest::option::of(0i64..5))
            .prop_map(|(gift, hours, cost)| Grant {
                gift,
                at: hours.map(|hours| instant(-hours)),
                event: (gift > 4).then(|| Arc::from("k")),
                cost: cost.map(Decimal::from),
                worth: None,
            })
    }

    fn instant(hours: i64) -> Instant {
        let as_of: Instant = "2026-06-30T12:00:00Z".parse().unwrap();
        as_of + jiff::SignedDuration::from_hours(hours)
    }

    proptest! {
        #[test]
        fn what_is_noted_of_all_gifts_is_what_each_would_find(
            history in prop::collection::vec(grant(), 0..60),
            assumed in prop::collection::vec(grant(), 0..4),
            parts in prop::collection::vec(any::<prop::sample::Index>(), 0..3),
            began in proptest::option::of(-600i64..0),
        ) {
            let evaluator = evaluator();
            let (at, began, amounts) = (&evaluator.context, began.map(instant), Amounts::default());
            let mut ends: Vec<usize> = parts.iter().map(|part| part.index(history.len() + 1)).collect();
            ends.push(history.len());
            ends.sort_unstable();
            let mut past = Past::default();
            let mut used = [Used::default(); 3];
            for end in ends {
                let seen = &history[..end];
                past.go_on(at, seen, &assumed);
                for gift in 0..at.plan.gifts.len() {
                    let each = repeats(at, gift, began, seen, &assumed);
                    prop_assert_eq!(past.repeats(at, gift, began), each, "{} of {:?}", gift, seen);
                    for limit in at.periods.limits_of(gift) {
                        let alone = Used::default().is_over(at, seen, *limit, gift, &amounts);
                        let noted = used[*limit].is_over(at, seen, *limit, gift, &amounts);
                        prop_assert_eq!(noted, alone, "limit {} of {:?}", limit, seen);
                    }
                }
            }
        }
    }

    #[test]
    fn many_gifts_look_through_a_long_history_once() {
        let looked_at = |count: usize| {
            let gifts = (0..count).map(|gift| format!("reward g{gift} once per 10 days\n"));
            let gives = (0..count).map(|gift| format!("  when stage is S give g{gift}\n"));
            let (gifts, gives) = (gifts.collect::<String>(), gives.collect::<String>());
            let limit = "limit rewards to 100000 per year\n";
            let rules = format!("{gifts}{limit}stage S\n  resting\n{gives}");
            let program = Program::parse("rules", &rules).unwrap();
            let plan = program.plan();
            let evaluator = Evaluator::new(plan, AsOf::parse("2026-06-30", &plan.zone).unwrap());
            let given =
                (0..count).map(|gift| format!("{{\"name\":\"g{gift}\",\"at\":\"2026-01-01\"}}"));
            let given = given.collect::<Vec<_>>().join(",");
            let record = format!("{{\"id\":1,\"stage\":\"S\",\"given\":[{given}]}}");
            let record = crate::records::Reader::new(&plan.needs).read(record.as_bytes()).unwrap();
            effort::of(|| assert_eq!(evaluator.decide(&record).unwrap().given.len(), count))
        };
        let [few, many] = [100, 800].map(looked_at);
        assert!(few > 0 && many <= 10 * few, "{few} and {many}");
    }
}
