//! Why one customer is decided differently: the clauses that are true under one of two rule files and not
//! under the other, and what else is in the way.

use super::{Counterparts, Pair, Side};
use crate::eval::{Decision, Given};
use crate::plan::{Action, RuleId};
use crate::tools::why::{Clause, ClauseKind, GiftOutcome, RuleOutcome, RuleWhy, Why};
use crate::values::Truth;

/// So many causes are given for one customer.
const MOST: usize = 4;

/// A cause of a difference.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// A clause of a rule decides: as it is in the new file, and as it was in the old one.
    Clause {
        /// The rule, and the file that it is in.
        rule: (Side, RuleId),
        /// What the new file asks, and what was found; `None` if it no longer asks it.
        now: Option<Found>,
        /// The same in the old file.
        was: Option<Found>,
    },
    /// A rule is only in this file.
    OnlyIn(Side, RuleId),
    /// On this side, the rule is true too, but the other one comes first.
    Later(Side, RuleId, RuleId),
    /// On this side, the rule is true too, but there is no place where it leads: by its place in
    /// [`Why::rules`].
    Full(Side, usize),
    /// A rule fires on both sides, and does something else.
    Does {
        /// The rule of the new file.
        now: RuleId,
        /// The rule of the old file.
        was: RuleId,
    },
    /// On this side, the gift is asked for too, or held back: by its place in [`Why::gifts`].
    Gift(Side, usize),
    /// This side leaves the customer out, because of these clauses.
    LeftOut(Side, Vec<Found>),
}

/// A clause, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// As it is written.
    pub clause: String,
    /// What was found, in words.
    pub found: String,
}

/// What it takes to find causes: two answers about one customer.
#[derive(Clone, Copy, Debug)]
pub struct Causes<'c> {
    /// The two plans.
    pub pair: &'c Pair<'c>,
    /// Their rules.
    pub rules: &'c Counterparts,
    /// What is decided by the old rules, and why.
    pub old: &'c Why,
    /// What is decided by the new rules, and why.
    pub new: &'c Why,
}

/// One thing that is asked, as a part of a condition.
struct Unit {
    found: Found,
    /// Whether it does what it can for the condition to be true.
    helps: bool,
    decides: bool,
}

impl Causes<'_> {
    /// The causes, the ones that say most first.
    pub fn find(self) -> Vec<Cause> {
        for side in [Side::Old, Side::New] {
            if let Some(clause) = &self.why(side).left_out {
                let units = units(clause).into_iter().filter(|unit| unit.decides && unit.helps);
                return vec![Cause::LeftOut(side, units.map(|unit| unit.found).collect())];
            }
        }
        let (Ok(old), Ok(new)) = (&self.old.decision, &self.new.decision) else {
            return Vec::new();
        };
        let mut causes = Vec::new();
        for (side, this, other) in [(Side::New, new, old), (Side::Old, old, new)] {
            self.of_stage(side, this, other, &mut causes);
        }
        for (side, this, other) in [(Side::New, new, old), (Side::Old, old, new)] {
            self.of_gifts(side, this, other, &mut causes);
            self.of_tags(side, this, other, &mut causes);
        }
        // That another rule comes first follows from its being true, where that is a cause. If both sides
        // say so, it is the same change of the order.
        let follows = |cause: &Cause| matches!(cause, Cause::Later(..));
        if causes.iter().all(follows) {
            causes.truncate(1);
        } else {
            causes.retain(|cause| !follows(cause));
        }
        let mut distinct: Vec<Cause> = Vec::new();
        for cause in causes {
            if !distinct.contains(&cause) {
                distinct.push(cause);
            }
        }
        distinct.truncate(MOST);
        distinct
    }

    fn why(&self, side: Side) -> &Why {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }

    fn stage(&self, side: Side, decision: &Decision) -> usize {
        self.pair.stage(side, decision.to)
    }

    fn moves_alike(&self, side: Side, this: &Decision, other: &Decision) -> bool {
        self.stage(side, this) == self.stage(side.other(), other)
    }

    /// Why this side moves the customer to where the other does not.
    fn of_stage(&self, side: Side, this: &Decision, other: &Decision, causes: &mut Vec<Cause>) {
        if !self.moves_alike(side, this, other)
            && let Some(moved) = this.moves.last()
        {
            self.of_rule(side, moved.rule, causes);
        }
    }

    /// Why this side gives what the other does not.
    fn of_gifts(&self, side: Side, this: &Decision, other: &Decision, causes: &mut Vec<Cause>) {
        let key =
            |side: Side, given: &Given| (self.pair.gift(side, given.gift), given.event.clone());
        let given: Vec<_> = other.given.iter().map(|given| key(side.other(), given)).collect();
        let only = this.given.iter().filter(|one| !given.contains(&key(side, one)));
        for one in only {
            if let Some(place) = self.held_back(side, one) {
                causes.push(Cause::Gift(side.other(), place));
            } else if !self.comes_with_the_move(side, one.rule, this, other) {
                self.of_rule(side, one.rule, causes);
            }
        }
    }

    /// Where the other side says that it asks for this gift too, and does not give it.
    fn held_back(&self, side: Side, given: &Given) -> Option<usize> {
        let number = self.pair.gift(side, given.gift);
        let gift = self.pair.gift_of(side.other(), number)?;
        let is_held = |outcome: &GiftOutcome| match outcome {
            GiftOutcome::Withheld { .. }
            | GiftOutcome::OnlyIn { .. }
            | GiftOutcome::Sample { .. }
            | GiftOutcome::NoneLeft { .. }
            | GiftOutcome::NoEvent { .. } => true,
            GiftOutcome::Given { .. } | GiftOutcome::LeftOut | GiftOutcome::NotAsked(_) => false,
        };
        self.why(side.other()).gifts.iter().position(|why| {
            let same_event = why.event.is_none() || why.event.as_deref() == given.event.as_deref();
            why.gift == gift && same_event && is_held(&why.outcome)
        })
    }

    /// Why this side sets or removes a tag that the other does not.
    fn of_tags(&self, side: Side, this: &Decision, other: &Decision, causes: &mut Vec<Cause>) {
        let all = [(&this.tags, &other.tags, true), (&this.untags, &other.untags, false)];
        for (these, others, set) in all {
            for tag in these.iter().filter(|tag| !others.contains(tag)) {
                let says = |action: &Action| match action {
                    Action::Tag(said) => set && said == tag,
                    Action::Untag(said) => !set && said == tag,
                    Action::Give(..) => false,
                };
                let rules = self.fired(side, this);
                let rule = rules
                    .into_iter()
                    .find(|rule| self.pair.plan(side).rules[*rule].actions.iter().any(says));
                match rule {
                    Some(rule) if !self.comes_with_the_move(side, rule, this, other) => {
                        self.of_rule(side, rule, causes);
                    }
                    Some(_) | None => {}
                }
            }
        }
    }

    /// The rules that fire on a side, with what is done on entering.
    fn fired(&self, side: Side, decision: &Decision) -> Vec<RuleId> {
        let fires = |why: &&RuleWhy| why.outcome == RuleOutcome::Fires;
        let read = self.why(side).rules.iter().filter(fires).map(|why| why.rule);
        let entered = decision.from != Some(decision.to);
        let entering = self.pair.plan(side).stages[decision.to].on_entering.iter().copied();
        read.chain(entering.filter(|_| entered)).collect()
    }

    /// Whether a rule does something on entering a stage that the other side does not lead to.
    fn comes_with_the_move(
        &self,
        side: Side,
        rule: RuleId,
        this: &Decision,
        other: &Decision,
    ) -> bool {
        let is_entering = self.pair.plan(side).rules[rule].condition.is_none();
        is_entering && !self.moves_alike(side, this, other)
    }

    /// A rule of this side and its counterpart both fire.
    fn does(self, side: Side, rule: RuleId, counterpart: RuleId) -> Cause {
        match side {
            Side::New => Cause::Does { now: rule, was: counterpart },
            Side::Old => Cause::Does { now: counterpart, was: rule },
        }
    }

    /// Why a rule fires on this side, and does not on the other.
    fn of_rule(&self, side: Side, rule: RuleId, causes: &mut Vec<Cause>) {
        let Some(counterpart) = self.rules.counterpart(side, rule) else {
            return causes.push(Cause::OnlyIn(side, rule));
        };
        let fired = self.why(side).rules.iter().find(|why| why.rule == rule);
        let others = self.why(side.other()).rules.iter().enumerate();
        let other = others.into_iter().find(|(_, why)| why.rule == counterpart);
        let (Some(fired), Some((place, other))) = (fired, other) else {
            return causes.push(self.does(side, rule, counterpart));
        };
        match other.outcome {
            RuleOutcome::False | RuleOutcome::Unknown | RuleOutcome::NotRead => {
                if let (Some(holds), Some(fails)) = (&fired.clause, &other.clause) {
                    of_clauses(side, rule, holds, fails, causes);
                }
            }
            RuleOutcome::MovedBy(first) => {
                causes.push(Cause::Later(side.other(), counterpart, first));
            }
            RuleOutcome::Full(_) => causes.push(Cause::Full(side.other(), place)),
            RuleOutcome::Fires => causes.push(self.does(side, rule, counterpart)),
            RuleOutcome::Entered(_) => {}
        }
    }
}

/// The clauses that make a condition true on this side, and keep it from being true on the other.
fn of_clauses(side: Side, rule: RuleId, holds: &Clause, fails: &Clause, causes: &mut Vec<Cause>) {
    let (holds, fails) = (units(holds), units(fails));
    let is_in = |unit: &Unit, units: &[Unit]| {
        units
            .iter()
            .any(|other| (&other.found.clause, other.helps) == (&unit.found.clause, unit.helps))
    };
    let blamed: Vec<&Unit> = fails.iter().filter(|unit| unit.decides && !unit.helps).collect();
    let changed: Vec<&Unit> = blamed.iter().copied().filter(|unit| !is_in(unit, &holds)).collect();
    let thanked = holds.iter().filter(|unit| unit.decides && unit.helps);
    let thanked: Vec<&Unit> = thanked.filter(|unit| !is_in(unit, &fails)).collect();
    let mut push = |holds: Option<&Unit>, fails: Option<&Unit>| {
        let [holds, fails] = [holds, fails].map(|unit| unit.map(|unit| unit.found.clone()));
        let (now, was) = match side {
            Side::New => (holds, fails),
            Side::Old => (fails, holds),
        };
        causes.push(Cause::Clause { rule: (side, rule), now, was });
    };
    match (changed.as_slice(), thanked.as_slice()) {
        ([], []) => blamed.into_iter().take(2).for_each(|unit| push(None, Some(unit))),
        ([], thanked) => thanked.iter().for_each(|unit| push(Some(*unit), None)),
        (changed, _) => {
            let only = |these: &'_ [Unit], those: &[Unit]| -> Vec<usize> {
                let is_new = |unit: &Unit| {
                    !those.iter().any(|other| other.found.clause == unit.found.clause)
                };
                (0..these.len()).filter(|place| is_new(&these[*place])).collect()
            };
            let others: Vec<&Unit> =
                only(&holds, &fails).into_iter().map(|place| &holds[place]).collect();
            let alone = only(&fails, &holds).len() == 1;
            for unit in changed {
                let same = holds.iter().find(|other| other.found.clause == unit.found.clause);
                push(same.or_else(|| likeliest(unit, &others, alone)), Some(*unit));
            }
        }
    }
}

/// What a clause was before it changed: of those that are only on the other side, the one that shares
/// most with it and a name at least, or the only one, if this one is `alone` on its side too.
fn likeliest<'u>(unit: &Unit, others: &[&'u Unit], alone: bool) -> Option<&'u Unit> {
    let wanted: Vec<&str> = unit.found.clause.split_whitespace().collect();
    let shared = |other: &Unit| {
        let words = other.found.clause.split_whitespace().filter(|word| wanted.contains(word));
        let words: Vec<&str> = words.collect();
        let name = words.iter().any(|word| word.starts_with(char::is_alphabetic));
        if name { words.len() } else { 0 }
    };
    match others {
        [only] if alone => Some(*only),
        _ => {
            let others = others.iter().copied().filter(|other| shared(other) > 0);
            others.max_by_key(|other| shared(other))
        }
    }
}

/// The single things that a condition asks, in order.
fn units(clause: &Clause) -> Vec<Unit> {
    let mut all = Vec::new();
    collect(clause, Truth::True, &mut all);
    all
}

/// `goal` is what the part should be for the whole to hold: false under a `not`.
fn collect(clause: &Clause, goal: Truth, all: &mut Vec<Unit>) {
    let mut push = |found: &str| {
        all.push(Unit {
            found: Found { clause: clause.text.clone(), found: found.to_owned() },
            helps: clause.truth == goal,
            decides: clause.decides,
        });
    };
    match &clause.kind {
        ClauseKind::All(parts) | ClauseKind::Any(parts) => {
            parts.iter().for_each(|part| collect(part, goal, all));
        }
        ClauseKind::Named(_, inner) => collect(inner, goal, all),
        ClauseKind::Not(inner) => match &inner.kind {
            ClauseKind::Leaf(leaf) => push(&leaf.found),
            ClauseKind::All(_)
            | ClauseKind::Any(_)
            | ClauseKind::Not(_)
            | ClauseKind::Named(..)
            | ClauseKind::Again(_) => {
                collect(inner, !goal, all);
            }
        },
        // It is among them from where it is named first.
        ClauseKind::Again(_) => {}
        ClauseKind::Leaf(leaf) => push(&leaf.found),
    }
}
