//! What happens to one customer.

use std::collections::HashMap;
use std::sync::Arc;

use crate::plan::{GiftId, Owed, RuleId, StageId};
use crate::values::{Decimal, Instant, Value};

/// So many are looked through one after the other faster than in any other way.
pub(super) const FEW: usize = 16;

/// What happens to one customer, and by which rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// The stage before; `None` for a new customer.
    pub from: Option<StageId>,
    /// The stage after; the same where nothing moved.
    pub to: StageId,
    /// The moves in order: at most one, except when settling.
    pub moves: Vec<Move>,
    /// What is given, in the order asked.
    pub given: Vec<Given>,
    /// What was asked for and is not given.
    pub withheld: Vec<Withheld>,
    /// All that is owed from now on; `None` if it is what was owed before.
    pub owed: Option<Vec<Owed>>,
    /// Whether the record has gifts that were given after the moment asked about: they do not exist
    /// yet, and may be given again.
    pub given_later: bool,
    /// Whether the record itself has another stage than the ledger, whose stage counts.
    pub stage_differs: bool,
    /// What was owed before and lapses now: its time or its condition is over, or the customer has
    /// come into the control group.
    pub lapsed: Vec<Owed>,
    /// Tags to set, in the order first asked for; for each tag, the last action wins.
    pub tags: Vec<String>,
    /// Tags to remove, likewise.
    pub untags: Vec<String>,
    /// Rules that were true but did not fire, because their move was not the one taken.
    pub also: Vec<Move>,
    /// When the stage after was entered, where that is known.
    pub stage_since: Option<Instant>,
    /// Whether the customer takes part in nothing, so that there is no decision. Then nothing
    /// else here is said.
    pub left_out: bool,
    /// The experiments that the customer takes part in, each with the place of the arm: a rule that
    /// names it would have been true in at least one arm.
    pub experiments: Vec<(usize, u16)>,
    /// Who gifts go to that were asked for, by gift, where that is a text of the customer and known.
    pub recipients: Vec<(GiftId, String)>,
    /// The values of [`Plan::shows`](crate::plan::Plan::shows) before the step.
    pub shown: Vec<Option<Value<'static>>>,
    /// What the record has no value for, as places in [`Reads::data`](crate::plan::Reads), in order.
    pub missing: Vec<usize>,
    /// Rules of the first step that are unknown because of that, by rule in the order of reading.
    pub unknown: Vec<Unknown>,
}

impl Decision {
    /// Nothing yet: from a stage, in a stage.
    pub(super) fn of(from: Option<StageId>, to: StageId) -> Decision {
        Decision {
            from,
            to,
            moves: Vec::new(),
            given: Vec::new(),
            withheld: Vec::new(),
            owed: None,
            given_later: false,
            stage_differs: false,
            lapsed: Vec::new(),
            tags: Vec::new(),
            untags: Vec::new(),
            also: Vec::new(),
            stage_since: None,
            left_out: false,
            experiments: Vec::new(),
            recipients: Vec::new(),
            shown: Vec::new(),
            missing: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// The same again for another customer, in the same memory.
    pub(super) fn begin(&mut self, from: Option<StageId>, to: StageId) {
        self.from = from;
        self.to = to;
        self.moves.clear();
        self.given.clear();
        self.withheld.clear();
        self.given_later = false;
        self.stage_differs = false;
        self.also.clear();
        self.stage_since = None;
        self.left_out = false;
        self.missing.clear();
        self.unknown.clear();
        let Decision { lapsed, tags, untags, experiments, recipients, shown, .. } = self;
        let texts = tags.len() | untags.len() | recipients.len();
        if texts | lapsed.len() | experiments.len() | shown.len() != 0 || self.owed.is_some() {
            self.clear_rest();
        }
    }

    /// Clears what few customers have, or few plans ask for: most of the time, one test is enough.
    #[inline(never)]
    fn clear_rest(&mut self) {
        self.owed = None;
        self.lapsed.clear();
        self.tags.clear();
        self.untags.clear();
        self.experiments.clear();
        self.recipients.clear();
        self.shown.clear();
    }

    /// Notes experiments that the customer takes part in. One may be noted at several steps.
    pub(super) fn takes_part(&mut self, arms: &[(usize, u16)]) {
        for arm in arms {
            if let Err(place) = self.experiments.binary_search(arm) {
                self.experiments.insert(place, *arm);
            }
        }
    }

    /// Notes who gifts go to; each is the same at all steps.
    pub(super) fn go_to(&mut self, recipients: &[(GiftId, String)]) {
        for (gift, who) in recipients {
            if let Err(place) = self.recipients.binary_search_by_key(gift, |(gift, _)| *gift) {
                self.recipients.insert(place, (*gift, who.clone()));
            }
        }
    }

    /// Who a gift goes to, where that is a text of the customer and known.
    pub fn recipient(&self, gift: GiftId) -> Option<&str> {
        let place = self.recipients.binary_search_by_key(&gift, |(gift, _)| *gift).ok()?;
        Some(&self.recipients[place].1)
    }

    /// Sets and takes away tags, in this order.
    pub(super) fn tag_all(&mut self, asked: &[(&str, bool)]) {
        if asked.len() <= FEW {
            asked.iter().for_each(|(tag, set)| self.tag(tag, *set));
            return;
        }
        let before = self.tags.iter().map(|tag| (tag.as_str(), true));
        let before = before.chain(self.untags.iter().map(|tag| (tag.as_str(), false)));
        // The last action on each tag, and since when it has been the same.
        let mut last: HashMap<&str, (bool, usize)> = HashMap::new();
        for (place, (tag, set)) in before.chain(asked.iter().copied()).enumerate() {
            let said = last.entry(tag).or_insert((set, place));
            if said.0 != set {
                *said = (set, place);
            }
        }
        let mut last: Vec<_> = last.into_iter().collect();
        last.sort_unstable_by_key(|(_, (_, place))| *place);
        let (tags, untags) = last.into_iter().partition::<Vec<_>, _>(|(_, (set, _))| *set);
        let owned =
            |tags: Vec<(&str, _)>| tags.into_iter().map(|(tag, _)| tag.to_owned()).collect();
        (self.tags, self.untags) = (owned(tags), owned(untags));
    }

    /// Sets a tag or takes it away: the last word on it wins.
    fn tag(&mut self, tag: &str, set: bool) {
        let (said, taken_back) = match set {
            true => (&mut self.tags, &mut self.untags),
            false => (&mut self.untags, &mut self.tags),
        };
        taken_back.retain(|other| other != tag);
        if !said.iter().any(|other| other == tag) {
            said.push(tag.to_owned());
        }
    }

    /// Withholds gifts that were given, because the budget is spent: of each, all but the first so
    /// many.
    pub(super) fn deny(&mut self, short: &[(GiftId, usize)]) {
        if short.is_empty() {
            return;
        }
        let most = |gift: GiftId| short.iter().find(|(other, _)| *other == gift);
        let mut counts: HashMap<GiftId, usize> = HashMap::new();
        let (mut kept, mut denied) = (Vec::new(), Vec::new());
        for given in self.given.drain(..) {
            let count = counts.entry(given.gift).or_default();
            *count += 1;
            if most(given.gift).is_none_or(|(_, most)| *count <= *most) {
                kept.push(given);
            } else {
                let Given { gift, event, rule, .. } = given;
                let reason = Reason::Budget;
                denied.push(Withheld { gift, event, rule, reason, kept: false });
            }
        }
        self.given = kept;
        self.withheld.append(&mut denied);
    }

    /// Whether the record stays as it was: no move, no gift, no tag, and nothing else is owed.
    pub fn is_nothing(&self) -> bool {
        let Decision { moves, given, owed, tags, untags, .. } = self;
        !self.changes_stage()
            && moves.is_empty()
            && given.is_empty()
            && owed.is_none()
            && tags.is_empty()
            && untags.is_empty()
    }

    /// Whether tags are set or taken away, which the customer may have or lack already.
    pub fn changes_tags(&self) -> bool {
        !(self.tags.is_empty() && self.untags.is_empty())
    }

    /// Whether there is anything to report besides the two stages.
    #[inline]
    pub fn says_more(&self) -> bool {
        let Decision { moves, given, withheld, lapsed, tags, untags, also, experiments, .. } = self;
        !(moves.is_empty()
            && given.is_empty()
            && withheld.is_empty()
            && lapsed.is_empty()
            && tags.is_empty()
            && untags.is_empty()
            && also.is_empty()
            && experiments.is_empty())
    }

    /// Whether the stage changes. A new customer has entered one.
    pub fn changes_stage(&self) -> bool {
        self.from != Some(self.to)
    }
}

/// A move to another stage, and the rule that asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The rule, or that of the full stage that was left to make room.
    pub rule: RuleId,
    /// The stage moved to.
    pub to: StageId,
}

/// A gift that is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The gift.
    pub gift: GiftId,
    /// The key of the event that it is given for, if it is given for each.
    pub event: Option<Arc<str>>,
    /// The rule that asked for it.
    pub rule: RuleId,
    /// What it costs you.
    pub cost: Option<Decimal>,
    /// What it is worth to them, faded by what they got before.
    pub worth: Option<Decimal>,
}

/// A gift that a rule asked for and that is not given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// The gift.
    pub gift: GiftId,
    /// The key of the event that it was asked for, if it is for each and the event has one.
    pub event: Option<Arc<str>>,
    /// The rule that asked for it first.
    pub rule: RuleId,
    /// The first reason not to give it.
    pub reason: Reason,
    /// Whether it is owed from now on.
    pub kept: bool,
}

/// A rule that is unknown because the record has no value for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unknown {
    /// The rule.
    pub rule: RuleId,
    /// What it reads and the record lacks, as a place in [`Reads::data`](crate::plan::Reads).
    pub datum: usize,
}

/// Why a gift that a rule asked for is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// Its `pause` is true, or may be.
    Pause,
    /// It was already given as often as allowed.
    Repeat,
    /// Something about it is not known: the event that it is for has no key, or what it costs or is
    /// worth is calculated and unknown.
    Unknown,
    /// A `limit` on what one customer may get.
    Limit,
    /// The customer is in the control group.
    Holdout,
    /// The budget over all customers is spent.
    Budget,
}

impl Reason {
    /// All of them.
    pub const ALL: [Reason; 6] = [
        Reason::Pause,
        Reason::Repeat,
        Reason::Unknown,
        Reason::Limit,
        Reason::Holdout,
        Reason::Budget,
    ];

    /// Its name in outputs.
    pub fn word(self) -> &'static str {
        match self {
            Reason::Pause => "pause",
            Reason::Repeat => "repeat",
            Reason::Unknown => "unknown",
            Reason::Limit => "limit",
            Reason::Holdout => "holdout",
            Reason::Budget => "budget",
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn many_tags_at_once_come_to_the_same_as_one_after_the_other(
            asked in prop::collection::vec((0..30usize, any::<bool>()), 0..80),
            at in 0..80usize,
        ) {
            let names: Vec<String> = (0..30).map(|tag| tag.to_string()).collect();
            let asked: Vec<_> = asked.iter().map(|(tag, set)| (&*names[*tag], *set)).collect();
            let (mut one_by_one, mut at_once) = (Decision::default(), Decision::default());
            asked.iter().for_each(|(tag, set)| one_by_one.tag(tag, *set));
            let (first, then) = asked.split_at(at.min(asked.len()));
            at_once.tag_all(first);
            at_once.tag_all(then);
            prop_assert_eq!(one_by_one, at_once);
        }
    }
}
