//! Two plans, and what is the same in both.

use crate::plan::{GiftId, Plan, StageId};

/// One of two rule files that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// The one before.
    Old,
    /// The one after.
    New,
}

/// Two plans. Each of their stages and gifts has a number: what is the same in both has the same. The
/// numbers of the new plan are its own, and those of what only the old one has follow.
#[derive(Clone, Debug)]
pub struct Pair<'p> {
    /// The plan before.
    pub old: &'p Plan,
    /// The plan after.
    pub new: &'p Plan,
    /// By the place in the old plan.
    stages: Vec<usize>,
    gifts: Vec<usize>,
}

impl Side {
    /// The other one.
    pub fn other(self) -> Side {
        match self {
            Side::Old => Side::New,
            Side::New => Side::Old,
        }
    }
}

impl<'p> Pair<'p> {
    /// Two plans. A stage or gift is the same if it has the same name in both, or else if records call
    /// it the same: `as`, and `formerly` for gifts.
    pub fn new(old: &'p Plan, new: &'p Plan) -> Pair<'p> {
        let stages = numbers(old.stages.len(), new.stages.len(), |stage| {
            let was = &old.stages[stage];
            let named = new.stages.iter().position(|stage| stage.name == was.name);
            named.or_else(|| new.stages.iter().position(|stage| stage.outside == was.outside))
        });
        let gifts = numbers(old.gifts.len(), new.gifts.len(), |gift| {
            let (name, was) = (&old.gifts[gift].name, &old.needs.gifts[gift]);
            let named = new.gifts.iter().position(|gift| gift.name == *name);
            let called = |name: &String| {
                new.needs.gifts.iter().position(|gift| gift.all().any(|other| other == name))
            };
            named.or_else(|| called(&was.written)).or_else(|| was.older.iter().find_map(called))
        });
        Pair { old, new, stages, gifts }
    }

    /// The plan of a side.
    pub fn plan(&self, side: Side) -> &'p Plan {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }

    /// The number of a stage of a side.
    pub fn stage(&self, side: Side, stage: StageId) -> usize {
        match side {
            Side::Old => self.stages[stage],
            Side::New => stage,
        }
    }

    /// The number of a gift of a side.
    pub fn gift(&self, side: Side, gift: GiftId) -> usize {
        match side {
            Side::Old => self.gifts[gift],
            Side::New => gift,
        }
    }

    /// What a stage is called, in the new file if that has it.
    pub fn stage_name(&self, number: usize) -> &'p str {
        match self.new.stages.get(number) {
            Some(stage) => &stage.name,
            None => self.place(&self.stages, number).map_or("", |at| &self.old.stages[at].name),
        }
    }

    /// What a gift is called, likewise.
    pub fn gift_name(&self, number: usize) -> &'p str {
        match self.new.gifts.get(number) {
            Some(gift) => &gift.name,
            None => self.place(&self.gifts, number).map_or("", |at| &self.old.gifts[at].name),
        }
    }

    /// Whether a side has a stage.
    pub fn has_stage(&self, side: Side, number: usize) -> bool {
        match side {
            Side::Old => self.stages.contains(&number),
            Side::New => number < self.new.stages.len(),
        }
    }

    /// The place of a gift in the plan of a side, if that has it.
    pub fn gift_of(&self, side: Side, number: usize) -> Option<GiftId> {
        match side {
            Side::Old => self.place(&self.gifts, number),
            Side::New => (number < self.new.gifts.len()).then_some(number),
        }
    }

    fn place(&self, numbers: &[usize], number: usize) -> Option<usize> {
        numbers.iter().position(|other| *other == number)
    }
}

/// The numbers of what the old plan has: those of what is the same in the new one, or new ones.
fn numbers(old: usize, new: usize, same: impl Fn(usize) -> Option<usize>) -> Vec<usize> {
    let mut next = new;
    let number = |place: usize| {
        same(place).unwrap_or_else(|| {
            next += 1;
            next - 1
        })
    };
    (0..old).map(number).collect()
}
