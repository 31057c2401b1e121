//! Customers at thresholds, as tests.

use std::collections::HashSet;
use std::sync::Arc;

use super::lever::Lever;
use super::threshold::{Moved, Threshold, thresholds};
use super::{Borders, Unmade};
use crate::Program;
use crate::plan::{Cond, Expr, ExprKind, FoldKind, Graft, Plan, RuleId, Scope, Settled, StageId};
use crate::probe::files::{Files, passed};
use crate::probe::titles::{Titles, short};
use crate::probe::unpaused::Unpaused;
use crate::problems::Span;
use crate::prove::{Customer, Prover, Sighting, Sought};
use crate::tools::explain::Writer;
use crate::tools::findings::whole_test;
use crate::values::{Decimal, Value};

/// A rule of any stage is tried in so many of them.
const MOST_STAGES: usize = 3;

/// A part of the condition of a rule, with its thresholds.
struct Part {
    rule: RuleId,
    leaf: Cond,
    /// True where the part could make the rule true.
    with: RuleId,
    /// True where the rule is true whatever the part is.
    without: RuleId,
    thresholds: Vec<Threshold>,
}

/// A customer at a threshold, and the words for it.
struct Made {
    customer: Customer,
    words: String,
}

pub(super) struct Maker<'m> {
    program: &'m Program,
    plan: &'m Arc<Plan>,
    titles: Titles,
    /// What is given in the tests so far.
    given: HashSet<String>,
    made: Borders,
}

impl Maker<'_> {
    pub(super) fn new(program: &Program) -> Maker<'_> {
        Maker {
            program,
            plan: program.plan(),
            titles: Titles::of(program),
            given: HashSet::new(),
            made: Borders::default(),
        }
    }

    pub(super) fn borders(mut self) -> Borders {
        let mut graft = Graft::onto(self.plan);
        let parts = self.parts(&mut graft);
        let unpaused = Unpaused::new(&mut graft, self.plan);
        let joint = Arc::new(graft.finish());
        let mut prover = Prover::new(&joint);
        for part in &parts {
            for threshold in &part.thresholds {
                let unpaused = unpaused.sought(self.plan, part.rule);
                if !self.threshold(&mut prover, &joint, part, threshold, &unpaused)
                    && !unpaused.is_empty()
                {
                    self.threshold(&mut prover, &joint, part, threshold, &[]);
                }
            }
        }
        self.keep_those_that_pass();
        self.made.unmade.sort_by_key(|unmade| unmade.at);
        self.made.unmade.dedup();
        self.made
    }

    /// The parts of all rules that have thresholds.
    fn parts(&mut self, graft: &mut Graft) -> Vec<Part> {
        let (plan, mut parts) = (self.plan, Vec::new());
        let own = plan.stages.iter().flat_map(|stage| &stage.rules);
        for rule in own.chain(&plan.any_stage) {
            let Some(condition) = &plan.rules[*rule].condition else { continue };
            let Some(copied) = graft.copy(plan, condition, None) else {
                let at = plan.part(condition.id).span;
                self.unmade(at, "it asks for a balance or compares customers with each other");
                continue;
            };
            for (place, leaf) in copied.leaves.into_iter().enumerate() {
                let thresholds = thresholds(graft, *rule, &leaf);
                let mut settled = |helps| {
                    let settled = Settled { leaf: place, helps };
                    let copied = graft.copy(plan, condition, Some(settled))?;
                    Some(graft.add(*rule, copied.cond))
                };
                if thresholds.is_empty() {
                    continue;
                }
                if let (Some(with), Some(without)) = (settled(true), settled(false)) {
                    parts.push(Part { rule: *rule, leaf, with, without, thresholds });
                }
            }
        }
        parts
    }

    /// Makes the tests of a threshold; whether it found anybody, or said why there is none.
    fn threshold(
        &mut self,
        prover: &mut Prover<'_>,
        joint: &Arc<Plan>,
        part: &Part,
        threshold: &Threshold,
        unpaused: &[(RuleId, Sought)],
    ) -> bool {
        let at = self.plan_span(joint, part);
        let stages: Vec<StageId> = (0..self.plan.stages.len())
            .filter(|stage| self.plan.is_rule_in(*stage, part.rule))
            .take(MOST_STAGES)
            .collect();
        let mut missing = String::new();
        for stage in stages {
            let mut keeps = vec![(part.with, Sought::True), (part.without, Sought::NotTrue)];
            let before = prover.moved_before(stage, part.rule);
            keeps.extend(before.into_iter().map(|rule| (rule, Sought::NotTrue)));
            keeps.extend(unpaused);
            let side = Side { stage, keeps, joint, at };
            let made = match threshold {
                Threshold::Number { value, points } => {
                    self.numbers(prover, &side, value, points, &mut missing)
                }
                Threshold::Day { moved, edge, exists } => {
                    let lever = Lever { plan: joint };
                    let around = |base: &Customer| {
                        let days = lever.days(base, *edge).into_iter();
                        let on = |day| Some((lever.on(base, *moved, day)?, day));
                        let on = days.filter_map(on);
                        let words = |(customer, day)| Made {
                            words: self.on_day(joint, &customer, *moved, day),
                            customer,
                        };
                        on.map(words).collect()
                    };
                    side.around(prover, *exists, &around)
                }
                Threshold::Size { fold, attribute, sizes, exists } => {
                    let lever = Lever { plan: joint };
                    let around = |base: &Customer| {
                        let sized = |size: &Decimal| {
                            let customer = lever.sized(base, *fold, *attribute, *size)?;
                            let words = self.of_size(joint, *fold, *attribute, *size)?;
                            Some(Made { customer, words })
                        };
                        sizes.iter().filter_map(sized).collect()
                    };
                    side.around(prover, Some(*exists), &around)
                }
                Threshold::Other(why) => {
                    self.unmade(at, why);
                    return true;
                }
            };
            if !made.is_empty() {
                let clause = short(&self.program.sources().line(at));
                made.into_iter().for_each(|made| self.add(part.rule, &clause, &made));
                if !missing.is_empty() {
                    self.unmade(at, &missing);
                }
                return true;
            }
            if missing.is_empty() {
                missing = "no customer was found for whom it alone decides".to_owned();
            }
        }
        if unpaused.is_empty() {
            self.unmade(at, &missing);
        }
        false
    }

    fn plan_span(&self, joint: &Plan, part: &Part) -> Span {
        joint.part(part.leaf.id).span
    }

    /// Somebody for each number.
    fn numbers(
        &self,
        prover: &mut Prover<'_>,
        side: &Side<'_>,
        value: &Expr,
        points: &[(Decimal, RuleId)],
        missing: &mut String,
    ) -> Vec<Made> {
        let (mut made, mut without) = (Vec::new(), Vec::new());
        for (number, is) in points {
            let mut sought = side.keeps.clone();
            sought.push((*is, Sought::True));
            let words = self.of_value(side, value, *number);
            let writable = &mut |customer: &Customer| whole_test(self.plan, customer, "").is_some();
            match prover.seek_plainly(side.stage, &sought, writable) {
                Sighting::Somebody(customer) => made.push(Made { customer: *customer, words }),
                Sighting::Nobody | Sighting::NotFound => without.push(words),
            }
        }
        missing.clear();
        if !made.is_empty() && !without.is_empty() {
            let without = without.join(" and with ");
            *missing = format!("no customer was found with {without} for whom it alone decides");
        }
        made
    }

    fn of_value(&self, side: &Side<'_>, value: &Expr, number: Decimal) -> String {
        let joint = side.joint;
        if let ExprKind::Fold(fold) = &value.kind
            && matches!(joint.folds[*fold].kind, FoldKind::Count)
        {
            return counted(&self.events(joint, *fold), number);
        }
        let part = joint.part(value.id);
        let written = Writer { plan: joint }.value(&Value::Number(number), part.ty);
        let sources = self.program.sources();
        // What a `let` stands for is called as it is where the threshold is.
        let is_here = part.span.start >= side.at.start && part.span.end <= side.at.end;
        let name =
            if is_here { sources.line(part.span) } else { left_side(&sources.line(side.at)) };
        format!("{} {written}", short(&name))
    }

    fn of_size(
        &self,
        joint: &Plan,
        fold: usize,
        attribute: usize,
        size: Decimal,
    ) -> Option<String> {
        let Scope::List(list) = joint.folds[fold].source.scope else { return None };
        let need = joint.needs.lists[list].attributes.get(attribute)?;
        let written = Writer { plan: joint }.of_type(&Value::Number(size), &need.kind);
        Some(format!("{} with {} {written}", self.events(joint, fold), need.name))
    }

    fn on_day(
        &self,
        joint: &Arc<Plan>,
        customer: &Customer,
        moved: Moved,
        day: jiff::civil::Date,
    ) -> String {
        let ago = || {
            let days = (customer.as_of - day).get_days();
            match days {
                0 => "today".to_owned(),
                1 => "a day ago".to_owned(),
                days => format!("{days} days ago"),
            }
        };
        match moved {
            Moved::Entered => format!("entered {}", ago()),
            Moved::Field(slot) => {
                format!("{} {day} as of {}", joint.needs.fields[slot].name, customer.as_of)
            }
            Moved::Events(fold) => format!("{} {}", self.events(joint, fold), ago()),
        }
    }

    /// What events of a fold are called.
    fn events(&self, joint: &Plan, fold: usize) -> String {
        match &joint.folds[fold].source.scope {
            Scope::List(list) => joint.needs.lists[*list].name.clone(),
            Scope::Given(gifts) => {
                let names = gifts.iter().map(|gift| joint.gifts[*gift].name.as_str());
                names.collect::<Vec<_>>().join(" or ")
            }
        }
    }

    fn add(&mut self, rule: RuleId, clause: &str, made: &Made) {
        let label = &self.plan.rules[rule].label;
        let title = format!("{label}: {}, where the rules say {clause}", made.words);
        let Some(nameless) = whole_test(self.plan, &made.customer, "") else { return };
        if !self.given.insert(nameless) {
            return;
        }
        let title = self.titles.new_one(&title);
        self.made.tests.extend(whole_test(self.plan, &made.customer, &title));
    }

    fn unmade(&mut self, at: Span, why: &str) {
        self.made.unmade.push(Unmade { at, why: why.to_owned() });
    }

    /// What does not pass when it is pasted is no test of what happens today.
    fn keep_those_that_pass(&mut self) {
        let files = Files::of(self.program);
        let before = self.program.model().tests.len();
        let warnings = self.program.warnings().iter().count();
        let tests = std::mem::take(&mut self.made.tests);
        let pass = |tests: &[String]| -> Option<Vec<bool>> {
            let pasted = files.load(&[], &tests.join("\n"))?;
            let same = pasted.warnings().iter().count() == warnings;
            same.then(|| passed(&pasted).into_iter().skip(before).collect())
        };
        let good = pass(&tests).unwrap_or_else(|| {
            let alone = |test: &String| pass(std::slice::from_ref(test)) == Some(vec![true]);
            tests.iter().map(alone).collect()
        });
        let kept = tests.into_iter().zip(good).filter(|(_, good)| *good);
        self.made.tests = kept.map(|(test, _)| test).collect();
    }
}

/// A stage, and what has to be so of the customers of a part of a rule there.
struct Side<'s> {
    stage: StageId,
    keeps: Vec<(RuleId, Sought)>,
    joint: &'s Arc<Plan>,
    at: Span,
}

impl Side<'_> {
    /// Somebody of whom there are others who differ in one thing only, and on whom the part alone
    /// decides as well.
    fn around(
        &self,
        prover: &mut Prover<'_>,
        exists: Option<RuleId>,
        around: &dyn Fn(&Customer) -> Vec<Made>,
    ) -> Vec<Made> {
        let exists = exists.map(|exists| (exists, Sought::True));
        let sought: Vec<_> = self.keeps.iter().copied().chain(exists).collect();
        let mut bases = Vec::new();
        prover.seek_plainly(self.stage, &sought, &mut |base| {
            bases.push(base.clone());
            false
        });
        let mut best: Vec<Made> = Vec::new();
        for base in &bases {
            let mut made = around(base);
            made.retain(|made| prover.is_so(&self.keeps, &made.customer));
            if made.len() > best.len() {
                best = made;
            }
        }
        best
    }
}

/// What is compared, as it is written: `points` of `points ≥ 40`.
fn left_side(clause: &str) -> String {
    let marks = ["≥", "≤", ">", "<", "≠", "!=", "=", " is "];
    let end = marks.iter().filter_map(|mark| clause.find(mark)).min().unwrap_or(clause.len());
    clause[..end].trim().to_owned()
}

/// `1 purchase`, `3 purchases`.
fn counted(name: &str, number: Decimal) -> String {
    match name.strip_suffix('s') {
        Some(one) if number == Decimal::from(1i64) && !one.is_empty() => format!("1 {one}"),
        Some(_) | None => format!("{} {name}", number.normalized()),
    }
}
