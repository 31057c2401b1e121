//! What leads from one stage to another.

use super::node::gift;
use super::short;
use crate::check::model::{Model, Rule, WhenFull};
use crate::plan::{Plan, RuleId};
use crate::problems::{Sources, shown};
use crate::tools::describe;

/// Where an arrow begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// At a stage.
    Stage(usize),
    /// At every stage but the one where it ends.
    AnyStage,
}

/// What sort of way it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Rules move customers.
    Rules,
    /// Customers make room for others when the stage is full.
    MakesRoom,
    /// Customers bring new ones.
    Refers,
}

/// A way from one stage to another, with all that leads along it.
#[derive(Clone, Debug)]
pub struct Arrow {
    /// Where it begins.
    pub from: Origin,
    /// The stage where it ends.
    pub to: usize,
    /// What sort of way it is.
    pub way: Way,
    /// What leads along it, in the order in which it is read. Each is enough.
    pub reasons: Vec<Reason>,
}

/// A rule that moves customers, or what else leads along an arrow.
#[derive(Clone, Debug)]
pub struct Reason {
    /// The rule, as the plan numbers it; nobody moves by what has none.
    pub rule: Option<RuleId>,
    /// The name of the rule, if it has one.
    pub name: Option<String>,
    /// Its condition, on one line.
    pub condition: String,
    /// The gifts that it gives on the way.
    pub gifts: Vec<String>,
}

impl Reason {
    /// The name and the condition, and what is given.
    pub fn words(&self) -> String {
        let mut out = self.name.as_ref().map_or(String::new(), |name| format!("“{name}”: "));
        out.push_str(&self.condition);
        if !self.gifts.is_empty() {
            out.push_str(&format!(" (gives {})", self.gifts.join(", ")));
        }
        out
    }
}

/// All arrows, those of the first stage first.
pub(super) fn arrows(model: &Model, plan: &Plan, sources: &Sources) -> Vec<Arrow> {
    let mut arrows = Arrows { model, sources, arrows: Vec::new() };
    for (index, stage) in model.stages.iter().enumerate() {
        let from = Origin::Stage(index);
        arrows.rules(from, &stage.rules, &plan.stages[index].rules);
        if let Some(capacity) = &stage.capacity {
            let rule = plan.stages[index].capacity.as_ref().and_then(|one| one.makes_room.as_ref());
            arrows.makes_room(from, &capacity.when_full, rule.map(|room| room.rule));
        }
        for (count, to) in &stage.refers {
            let condition = format!("brings {count} new");
            arrows.add((from, *to, Way::Refers), None, condition);
        }
    }
    arrows.rules(Origin::AnyStage, &model.any_stage, &plan.any_stage);
    arrows.arrows
}

/// The arrows so far.
struct Arrows<'m> {
    model: &'m Model,
    sources: &'m Sources,
    arrows: Vec<Arrow>,
}

impl Arrows<'_> {
    fn rules(&mut self, from: Origin, rules: &[Rule], ids: &[RuleId]) {
        for (rule, id) in rules.iter().zip(ids) {
            let Some(to) = rule.move_to else { continue };
            let reason = Reason {
                rule: Some(*id),
                name: rule.name.as_deref().map(|name| shown(name).into_owned()),
                condition: describe::short(self.model, self.sources, &rule.condition),
                gifts: rule.actions.iter().filter_map(|action| gift(self.model, action)).collect(),
            };
            self.reason((from, to.stage, Way::Rules), reason);
        }
    }

    fn makes_room(&mut self, from: Origin, when_full: &WhenFull, rule: Option<RuleId>) {
        let (to, who) = match when_full {
            WhenFull::Wait => return,
            WhenFull::MoveLongest { to } => (to, "longest in stage".to_owned()),
            WhenFull::MoveBy { highest, by, to } => {
                let value = short::condition(self.sources.text(by.span));
                (to, format!("{} {value}", if *highest { "highest" } else { "lowest" }))
            }
        };
        self.add((from, *to, Way::MakesRoom), rule, format!("when full: {who}"));
    }

    fn add(&mut self, along: (Origin, usize, Way), rule: Option<RuleId>, condition: String) {
        self.reason(along, Reason { rule, name: None, condition, gifts: Vec::new() });
    }

    /// One more reason to go along an arrow, which may be there already.
    fn reason(&mut self, along: (Origin, usize, Way), reason: Reason) {
        let same = |arrow: &&mut Arrow| (arrow.from, arrow.to, arrow.way) == along;
        match self.arrows.iter_mut().find(same) {
            Some(arrow) => arrow.reasons.push(reason),
            None => {
                let (from, to, way) = along;
                self.arrows.push(Arrow { from, to, way, reasons: vec![reason] });
            }
        }
    }
}
