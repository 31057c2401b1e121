//! Which rule of one file is which of the other.

use super::{Pair, Side};
use crate::plan::{Action, Plan, RuleId, StageId};
use crate::problems::Sources;

/// Which rules of two files are the same, though they may have changed.
#[derive(Clone, Debug)]
pub struct Counterparts {
    /// By rule of the old plan, that of the new one.
    of_old: Vec<Option<RuleId>>,
    /// By rule of the new plan, that of the old one.
    of_new: Vec<Option<RuleId>>,
}

/// Rules that are read in the same place: in a stage, on entering it, or in any stage.
struct Place {
    old: Vec<RuleId>,
    new: Vec<RuleId>,
}

/// The two plans with their texts.
struct Texts<'t, 'p> {
    pair: &'t Pair<'p>,
    sources: [&'t Sources; 2],
}

impl Counterparts {
    /// Compares rules with those in the same place: those with the same name are the same, and then those
    /// that read the same, have the same condition, do the same, and move to the same stage.
    pub fn of(pair: &Pair<'_>, sources: [&Sources; 2]) -> Counterparts {
        let texts = Texts { pair, sources };
        let mut all = Counterparts {
            of_old: vec![None; pair.old.rules.len()],
            of_new: vec![None; pair.new.rules.len()],
        };
        let ways: [fn(&Texts<'_, '_>, RuleId, RuleId) -> bool; 5] = [
            |texts, old, new| texts.have_the_same_name(old, new),
            |texts, old, new| texts.read_the_same(old, new),
            |texts, old, new| texts.ask_the_same(old, new),
            |texts, old, new| texts.do_the_same(old, new),
            |texts, old, new| texts.move_to_the_same(old, new),
        ];
        for place in texts.places() {
            for same in ways {
                all.match_up(&place, |old, new| same(&texts, old, new));
            }
        }
        all
    }

    /// The rule of the other side that is the same as one of this side.
    pub fn counterpart(&self, side: Side, rule: RuleId) -> Option<RuleId> {
        match side {
            Side::Old => self.of_old[rule],
            Side::New => self.of_new[rule],
        }
    }

    /// Matches the rules of a place that are the same in some way, and not matched yet, in order.
    fn match_up(&mut self, place: &Place, same: impl Fn(RuleId, RuleId) -> bool) {
        for old in &place.old {
            if self.of_old[*old].is_some() {
                continue;
            }
            let mut free = place.new.iter().filter(|new| self.of_new[**new].is_none());
            if let Some(new) = free.find(|new| same(*old, **new)).copied() {
                self.of_old[*old] = Some(new);
                self.of_new[new] = Some(*old);
            }
        }
    }
}

impl Texts<'_, '_> {
    fn places(&self) -> Vec<Place> {
        let Pair { old, new, .. } = self.pair;
        let any = Place { old: old.any_stage.clone(), new: new.any_stage.clone() };
        let same = |stage: StageId| {
            let number = self.pair.stage(Side::Old, stage);
            Some((&old.stages[stage], new.stages.get(number)?))
        };
        let stages = (0..old.stages.len()).filter_map(same);
        let stages = stages.flat_map(|(old, new)| {
            [
                Place { old: old.rules.clone(), new: new.rules.clone() },
                Place { old: old.on_entering.clone(), new: new.on_entering.clone() },
            ]
        });
        std::iter::once(any).chain(stages).collect()
    }

    /// Whether both have the same name, which is not only the stage and a number.
    fn have_the_same_name(&self, old: RuleId, new: RuleId) -> bool {
        let (was, is) = (&self.pair.old.rules[old].label, &self.pair.new.rules[new].label);
        was == is && !is_numbered(self.pair.new, is)
    }

    fn read_the_same(&self, old: RuleId, new: RuleId) -> bool {
        let [was, is] = self.sources;
        was.line(self.pair.old.rules[old].span) == is.line(self.pair.new.rules[new].span)
    }

    fn ask_the_same(&self, old: RuleId, new: RuleId) -> bool {
        let condition = |plan: &Plan, sources: &Sources, rule: RuleId| {
            let condition = plan.rules[rule].condition.as_ref()?;
            Some(sources.line(plan.part(condition.id).span))
        };
        let [was, is] = self.sources;
        let was = condition(self.pair.old, was, old);
        was.is_some() && was == condition(self.pair.new, is, new)
    }

    fn do_the_same(&self, old: RuleId, new: RuleId) -> bool {
        let said = |side: Side, rule: RuleId| {
            let rule = &self.pair.plan(side).rules[rule];
            let action = |action: &Action| match action {
                Action::Give(gift, each) => {
                    (self.pair.gift_name(self.pair.gift(side, *gift)).to_owned(), each.is_some())
                }
                Action::Tag(tag) => (format!("tag \"{tag}\""), false),
                Action::Untag(tag) => (format!("untag \"{tag}\""), false),
            };
            let actions: Vec<(String, bool)> = rule.actions.iter().map(action).collect();
            (rule.move_to.map(|stage| self.pair.stage(side, stage)), actions)
        };
        said(Side::Old, old) == said(Side::New, new)
    }

    fn move_to_the_same(&self, old: RuleId, new: RuleId) -> bool {
        let to = |side: Side, rule: RuleId| {
            let to = self.pair.plan(side).rules[rule].move_to?;
            Some(self.pair.stage(side, to))
        };
        let was = to(Side::Old, old);
        was.is_some() && was == to(Side::New, new)
    }
}

/// Whether a rule is called by its stage and place: `Engaged 2`.
fn is_numbered(plan: &Plan, label: &str) -> bool {
    let Some((place, number)) = label.rsplit_once(' ') else { return false };
    let is_place = place == "any stage" || plan.stages.iter().any(|stage| stage.name == place);
    is_place && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}
