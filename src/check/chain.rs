//! How far names lead: a `let`, a score or the filter of a list may build on others, which build on
//! others. All that reads or calculates them follows by recursion, so there is a limit.

use crate::problems::{Problem, Span, register as code};
use crate::syntax::tree::{Expr, GiftOptionKind, WhenFull};

use super::at::At;
use super::lets::LetState;
use super::order::groups;
use super::uses::{Named, Uses};
use super::{Checker, model};

/// How many steps deep something may be with all that it builds on: little enough for the stack of
/// a small thread, and far more than anybody can follow.
const MOST: usize = 250;

/// What following a name costs, in steps.
const NAME: usize = 2;

/// What is known of everything with a name: first all `let`s, then all scores, then all
/// lists, then all gifts.
struct Chains {
    uses: Vec<(Named, Uses)>,
    /// How deep each is with all that it builds on.
    depth: Vec<usize>,
    /// Those that are too deep, and those that build on them.
    too_far: Vec<bool>,
    lets: usize,
    scores: usize,
    lists: usize,
}

impl Chains {
    fn place(&self, named: Named) -> usize {
        match named {
            Named::Let(index) => index,
            Named::Score(index) => self.lets + index,
            Named::List(index) => self.lets + self.scores + index,
            Named::Gift(index) => self.lets + self.scores + self.lists + index,
        }
    }

    fn builds_on(&self, uses: &Uses) -> Vec<usize> {
        uses.names.iter().map(|(_, named)| self.place(*named)).collect()
    }

    /// How deep it is with all that it builds on; `None` if that is too deep already.
    fn depth(&self, uses: &Uses) -> Option<usize> {
        uses.names.iter().try_fold(uses.deepest, |deepest, (level, named)| {
            let place = self.place(*named);
            let depth = level + NAME + self.depth[place];
            (!self.too_far[place]).then_some(deepest.max(depth))
        })
    }
}

impl<'t> Checker<'t> {
    /// The `let`s in an order in which each comes after those that it builds on. Reports what leads
    /// too far, and makes it broken.
    pub(super) fn chains(&mut self) -> Vec<usize> {
        self.broken_list_filters = vec![false; self.lists.len()];
        self.broken_amounts = vec![false; self.file.gifts().count()];
        let (uses, lets, scores) = (self.all_uses(), self.lets.len(), self.used_scores.len());
        let (depth, too_far) = (vec![0; uses.len()], vec![false; uses.len()]);
        let lists = self.lists.len();
        let mut chains = Chains { uses, depth, too_far, lets, scores, lists };
        let builds_on = chains.uses.iter().map(|(_, uses)| chains.builds_on(uses));
        let groups = groups(&builds_on.collect::<Vec<_>>());
        for group in &groups {
            let depth = group.iter().map(|place| chains.depth(&chains.uses[*place].1));
            let depth: Option<usize> = depth.sum();
            if depth.is_some_and(|depth| depth > MOST) {
                self.leads_too_far(group, &chains);
            }
            for place in group {
                chains.depth[*place] = depth.unwrap_or_default();
                chains.too_far[*place] = depth.is_none_or(|depth| depth > MOST);
            }
        }
        self.roots(&chains);
        self.break_off(&chains);
        groups.into_iter().flatten().filter(|place| *place < lets).collect()
    }

    fn leads_too_far(&mut self, group: &[usize], chains: &Chains) {
        let members = || group.iter().map(|place| chains.uses[*place].0);
        let list = members().find(|named| matches!(named, Named::List(_)));
        let Some(first) = list.or_else(|| members().next()) else { return };
        let (name, span) = self.declared(first);
        if group.len() == 1 {
            let title = format!("`{name}` builds on too many others, one after the other");
            self.too_long(title, span);
            return;
        }
        // Nobody may follow such a long circle; shorter ones are reported by those who do.
        let code = if list.is_some() { code::FILTER_CYCLE } else { code::LET_CYCLE };
        let label = "to know this, one would have to know it already";
        let title = format!("`{name}` is defined by itself");
        let mut problem = Problem::new(code, title, span, label);
        for other in members().filter(|other| *other != first).take(3) {
            problem = problem.and_at(self.declared(other).1, "it goes round through this one");
        }
        self.problems.push(problem.help("define one of them without the others"));
    }

    fn too_long(&mut self, title: impl Into<String>, span: Span) {
        let label = format!("it takes more than {MOST} steps to work this out");
        let help = "use fewer names in between, for example only fields";
        self.problems.push(Problem::new(code::LONG_CHAIN, title, span, label).help(help));
    }

    /// Looks at what nobody else builds on: rules, pauses, capacities and gifts.
    fn roots(&mut self, chains: &Chains) {
        for (span, uses) in self.all_roots() {
            if chains.depth(&uses).is_some_and(|depth| depth > MOST) {
                self.too_long("This builds on too many others, one after the other", span);
            }
        }
    }

    fn all_roots(&self) -> Vec<(Span, Uses)> {
        let file = self.file;
        let rules = file.stages().flat_map(|stage| &stage.rules);
        let rules = rules.chain(file.any_stages().flat_map(|any| &any.rules));
        let mut roots: Vec<&Expr> = rules.map(|rule| &rule.condition).collect();
        roots.extend(file.pauses().map(|pause| &pause.condition));
        let left_out = file.customers().flat_map(|customer| &customer.leave_out);
        roots.extend(left_out.map(|leave_out| &leave_out.condition));
        for capacity in file.stages().filter_map(|stage| stage.capacity.as_ref()) {
            roots.extend(&capacity.by);
            match &capacity.when_full {
                WhenFull::MoveBy { by, .. } => roots.push(by),
                WhenFull::Wait | WhenFull::MoveLongest { .. } => {}
            }
        }
        let mut aims = Vec::new();
        for option in file.gifts().flat_map(|gift| &gift.options) {
            match &option.kind {
                GiftOptionKind::Budget { by, .. } => roots.extend(by),
                GiftOptionKind::Costs(value)
                | GiftOptionKind::Worth(value)
                | GiftOptionKind::To(value) => roots.push(value),
                GiftOptionKind::KeptFor { condition, .. } => roots.extend(condition.as_deref()),
                GiftOptionKind::AimsFor { events, condition, .. } => {
                    let uses = self.uses_of_events(&events.text, condition.as_deref());
                    aims.push((events.span, uses));
                }
                GiftOptionKind::Fades(_)
                | GiftOptionKind::Sample { .. }
                | GiftOptionKind::Holdout(_)
                | GiftOptionKind::OnlyIn(_)
                | GiftOptionKind::HowOften(_)
                | GiftOptionKind::As(_)
                | GiftOptionKind::Formerly(_)
                | GiftOptionKind::Broken => {}
            }
        }
        for option in file.experiments().filter_map(|experiment| experiment.aim.as_ref()) {
            if let GiftOptionKind::AimsFor { events, condition, .. } = &option.kind {
                let uses = self.uses_of_events(&events.text, condition.as_deref());
                aims.push((events.span, uses));
            }
        }
        for (_, each) in self.asked_for_each() {
            let condition = each.filter.condition.as_deref();
            aims.push((each.events.span, self.uses_of_events(&each.events.text, condition)));
        }
        let roots = roots.into_iter().map(|root| (root.span, self.uses(root, At::Customer)));
        roots.chain(aims).collect()
    }

    /// Makes broken what leads too far. What it names is used nevertheless.
    fn break_off(&mut self, chains: &Chains) {
        let too_far = chains.too_far.iter().zip(&chains.uses).filter(|(too_far, _)| **too_far);
        for (_, (named, uses)) in too_far {
            for (_, used) in &uses.names {
                match used {
                    Named::Let(index) => self.used_lets[*index] = true,
                    Named::Score(index) => self.used_scores[*index] = true,
                    Named::List(_) | Named::Gift(_) => {}
                }
            }
            match named {
                Named::Let(index) => {
                    let tree = self.lets[*index].tree();
                    let value = model::Expr::broken(tree.name.span);
                    self.lets[*index] = LetState::Done(tree, value);
                }
                Named::Score(index) => self.broken_scores[*index] = true,
                Named::List(index) => self.broken_list_filters[*index] = true,
                Named::Gift(index) => self.broken_amounts[*index] = true,
            }
        }
    }

    fn declared(&self, named: Named) -> (String, Span) {
        match named {
            Named::Let(index) => {
                let name = &self.lets[index].tree().name;
                (name.text.clone(), name.span)
            }
            Named::Score(index) => {
                let name = self.file.scores().nth(index).map(|score| &score.name);
                name.map(|name| (name.text.clone(), name.span)).unwrap_or_default()
            }
            Named::List(index) => (self.lists[index].name.clone(), self.lists[index].span),
            Named::Gift(index) => {
                let name = self.file.gifts().nth(index).map(|gift| &gift.name);
                name.map(|name| (name.text.clone(), name.span)).unwrap_or_default()
            }
        }
    }
}
