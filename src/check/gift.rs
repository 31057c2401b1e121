//! Checks gifts and their options, and warns of those that no rule gives.

use crate::problems::{Fix, Problem, Problems, Span, register as code};
use crate::syntax::tree::{self, GiftOptionKind};
use crate::terms::{Cap, HowOften, Sample};
use crate::values::{Decimal, Duration, Value};

use super::at::At;
use super::model::{Action, Aim, Budget, Events, Expr, ExprKind, Gift, Kept, Model};
use super::{Checker, Type};

impl Checker<'_> {
    /// Every reward, message, program and alert with its options.
    pub(super) fn gifts(&mut self) {
        let file = self.file;
        for gift in file.gifts() {
            let gift = self.gift(gift);
            self.gifts.push(gift);
        }
        self.names_in_records();
    }

    fn gift(&mut self, tree: &tree::Gift) -> Gift {
        let mut gift = Gift {
            name: tree.name.text.clone(),
            span: tree.name.span,
            kind: tree.kind,
            description: tree.description.as_ref().map(|text| text.text.clone()),
            outside: None,
            older: Vec::new(),
            costs: None,
            worth: None,
            to: None,
            how_often: HowOften::OncePerStay,
            fades: None,
            sample: None,
            holdout: None,
            budget: None,
            only_in: None,
            aim: None,
            each: None,
            kept: None,
        };
        let mut seen: Vec<(&str, Span)> = Vec::new();
        for option in &tree.options {
            let Some(word) = self.gift_option(&mut gift, tree, option) else { continue };
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == word) {
                let title = format!("`{}` repeats an option: {word}", gift.name);
                let problem = Problem::new(code::OPTION_TWICE, title, option.span, "again here");
                self.problems.push(problem.and_at(*first, "first here").help("keep one of them"));
            }
            seen.push((word, option.span));
        }
        if self.broken_amounts.get(self.gifts.len()).copied().unwrap_or_default() {
            (gift.costs, gift.worth) = (None, None);
        }
        self.look_at_budget(&gift, tree);
        self.counted_budget(&gift, tree);
        gift
    }

    /// Takes up an option and says what it is about; nothing of one that could not be read.
    fn gift_option(
        &mut self,
        gift: &mut Gift,
        tree: &tree::Gift,
        option: &tree::GiftOption,
    ) -> Option<&'static str> {
        let word = match &option.kind {
            GiftOptionKind::Costs(amount) => {
                gift.costs = self.gift_cost(amount, "costs");
                "costs"
            }
            GiftOptionKind::Worth(amount) => {
                gift.worth = self.gift_cost(amount, "worth");
                "worth"
            }
            GiftOptionKind::To(who) => {
                let addressed = self.is_addressed(tree, option);
                gift.to = if addressed { self.recipient(who) } else { None };
                "to"
            }
            GiftOptionKind::HowOften(how_often) => {
                gift.how_often = *how_often;
                if let HowOften::Times(_, per) = how_often {
                    self.per_no_time(*per, option.span);
                }
                "how often"
            }
            GiftOptionKind::As(text) => {
                gift.outside = Some(text.text.clone());
                "as"
            }
            GiftOptionKind::Formerly(names) => {
                gift.older = names.iter().map(|name| name.text.clone()).collect();
                "formerly"
            }
            GiftOptionKind::Fades(share) => {
                gift.fades = self.share(share);
                "fades"
            }
            GiftOptionKind::Sample { share, monthly } => {
                self.nobody_in_sample(&gift.name, share);
                let share = self.share(share);
                gift.sample = share.map(|share| Sample { share, monthly: *monthly });
                "for which customers"
            }
            GiftOptionKind::Holdout(share) => {
                self.everybody_held_back(&gift.name, share);
                gift.holdout = self.share(share);
                "holdout"
            }
            GiftOptionKind::Budget { cap, per, by } => {
                let by = by.as_ref().and_then(|by| self.order(by));
                self.per_no_time(*per, option.span);
                gift.budget = self.cap(cap).map(|cap| Budget { cap, per: *per, by });
                "the budget"
            }
            GiftOptionKind::OnlyIn(stages) => {
                gift.only_in =
                    Some(stages.iter().filter_map(|stage| self.stage_named(stage)).collect());
                "only in"
            }
            GiftOptionKind::AimsFor { quantity, events, condition, within } => {
                gift.aim = self.aim(quantity, events, condition.as_deref(), *within);
                "aims for"
            }
            GiftOptionKind::KeptFor { within, condition } => {
                let condition = condition.as_ref();
                let condition = condition.map(|condition| self.condition(condition, At::Customer));
                self.no_time("kept for", *within, option.span);
                gift.kept = Some(Kept { span: option.span, within: *within, condition });
                "kept for"
            }
            GiftOptionKind::Broken => return None,
        };
        Some(word)
    }

    pub(super) fn aim(
        &mut self,
        quantity: &tree::Quantity,
        name: &tree::Name,
        condition: Option<&tree::Expr>,
        within: Duration,
    ) -> Option<Aim> {
        let filter = tree::Filter { condition: condition.cloned().map(Box::new), window: None };
        let counted = self.quantity(quantity.span, quantity, name, &filter);
        let ExprKind::Quantity { how, count, events, filter } = counted.kind else { return None };
        self.no_time("within", within, quantity.span.to(name.span));
        if matches!(events, Events::Count(_)) {
            self.no_dates(name, quantity.span.to(name.span), "an aim needs dates");
            return None;
        }
        Some(Aim { how, count, events, condition: filter.condition, within })
    }

    /// Judges a budget once the cost is known, which may be written after it.
    fn look_at_budget(&mut self, gift: &Gift, tree: &tree::Gift) {
        self.budget_needs_cost(gift, tree);
        for option in &tree.options {
            if let (GiftOptionKind::Budget { cap, .. }, Some(budget)) = (&option.kind, &gift.budget)
            {
                self.judge_budget(gift, budget.cap, cap.span);
            }
        }
    }

    /// A budget in money says nothing of a gift that costs nothing.
    fn budget_needs_cost(&mut self, gift: &Gift, tree: &tree::Gift) {
        let Some(Budget { cap: Cap::Money(_), .. }) = gift.budget else { return };
        if !says_costs(tree) {
            let title = format!("`{}` has a budget but no cost", gift.name);
            let help = format!(
                "say what one costs, for example `costs {}`, or cap the number with `at most 100 per ...`",
                self.amount(18)
            );
            self.refuse(code::MISSING_COST, title, gift.span, "what does one cost?", help);
        }
    }

    /// `costs €5, budget 500 per month`: so many gifts, where most people mean so much money.
    fn counted_budget(&mut self, gift: &Gift, tree: &tree::Gift) {
        let Some(Budget { cap: Cap::Count(count), .. }) = gift.budget else { return };
        let options = tree.options.iter();
        let mut found = options.filter_map(|option| match &option.kind {
            GiftOptionKind::Budget { cap, .. } => Some((option.span, cap.span)),
            GiftOptionKind::Costs(_)
            | GiftOptionKind::Worth(_)
            | GiftOptionKind::To(_)
            | GiftOptionKind::HowOften(_)
            | GiftOptionKind::As(_)
            | GiftOptionKind::Formerly(_)
            | GiftOptionKind::Fades(_)
            | GiftOptionKind::Sample { .. }
            | GiftOptionKind::Holdout(_)
            | GiftOptionKind::OnlyIn(_)
            | GiftOptionKind::KeptFor { .. }
            | GiftOptionKind::AimsFor { .. }
            | GiftOptionKind::Broken => None,
        });
        let Some((span, cap)) = found.next_back() else { return };
        let written = self.written(span).to_owned();
        if !says_costs(tree) || !written.starts_with("budget") {
            return;
        }
        let Ok(number) = i64::try_from(count) else { return };
        let amount = self.as_amount(Decimal::from(number));
        let rest = self.written(Span { start: cap.end, ..span }).trim().to_owned();
        let title = format!("This is a budget of {count} gifts, not of money");
        let problem = Problem::new(code::COUNTED_BUDGET, title, cap, "a number of gifts");
        let help = format!(
            "write `budget {amount} {rest}` for money, or `at most {count} {rest}` for a number of gifts"
        );
        self.problems.push(problem.help(help).fix(Fix::likely(cap, amount)));
    }

    /// A share of customers or of worth, from 0% to 100%.
    pub(super) fn share(&mut self, share: &tree::Bound) -> Option<Decimal> {
        let whole = Decimal::from(1i64);
        if share.value > whole || share.value.is_negative() {
            let help = "write a percentage such as `10%`";
            let title = "A percentage must be between 0% and 100%";
            self.refuse(code::BAD_RANGE, title, share.span, "this is outside that range", help);
            return None;
        }
        Some(share.value)
    }

    /// So much money, or so many.
    pub(super) fn cap(&mut self, cap: &tree::Expr) -> Option<Cap> {
        let typed = self.expression(cap, At::Customer, None);
        match (typed.ty, &typed.kind) {
            (Type::Broken, _) => None,
            (Type::Money, ExprKind::Constant(Value::Number(amount))) => Some(Cap::Money(*amount)),
            (Type::Number, ExprKind::Constant(Value::Number(count)))
                if count.to_i64().is_some_and(|count| count >= 0) =>
            {
                count.to_i64().and_then(|count| u64::try_from(count).ok()).map(Cap::Count)
            }
            (ty, _) => {
                let label = format!("this is {}", ty.words());
                let help = format!(
                    "write a number such as `2`, or an amount such as `{}`",
                    self.amount(200)
                );
                let title = "A whole number or an amount of money is needed here";
                self.refuse(code::WRONG_TYPE, title, cap.span, label, help);
                None
            }
        }
    }

    /// By what customers are put in order: a number, money or a date.
    pub(super) fn order(&mut self, by: &tree::Expr) -> Option<Expr> {
        let typed = self.expression(by, At::Customer, None);
        if typed.ty.is_broken() {
            return None;
        }
        if !typed.ty.has_order() {
            let label = format!("this is {}", typed.ty.words());
            let help = "name a number, an amount of money or a date, for example `by spent`";
            let title = "Customers cannot be ranked by this";
            self.refuse(code::NO_ORDER, title, by.span, label, help);
            return None;
        }
        Some(typed)
    }
}

/// Whether a gift says what it costs, or something about it could not be read.
pub(super) fn says_costs(tree: &tree::Gift) -> bool {
    let mut options = tree.options.iter();
    options.any(|option| matches!(option.kind, GiftOptionKind::Costs(_) | GiftOptionKind::Broken))
}

/// A gift that no rule gives was forgotten, or is misspelt somewhere.
pub(super) fn unused(model: &Model, problems: &mut Problems) {
    let mut given = vec![false; model.gifts.len()];
    for action in model.actions() {
        match action {
            Action::Give { gift, .. } => given[*gift] = true,
            Action::Tag(_) | Action::Untag(_) => {}
        }
    }
    for (index, gift) in model.gifts.iter().enumerate().filter(|(index, _)| !given[*index]) {
        let verb = gift.kind.verb();
        let title = format!("No rule gives `{}`", gift.name);
        let label = format!("this {} is declared but never used", gift.kind.word());
        let help = format!("add `{verb} {}` to a rule, or delete it", gift.name);
        let mut problem = Problem::new(code::UNUSED_GIFT, title, gift.span, label).help(help);
        for span in idle_with(model, index, &given) {
            problem = problem.and_at(span, "so this has nothing to hold back");
        }
        problems.push(problem);
    }
}

/// The limits and pauses that are about a gift that no rule gives, and about no other gift. If they
/// are about several, they belong to the first.
fn idle_with(model: &Model, gift: usize, given: &[bool]) -> Vec<Span> {
    let limits = model.limits.iter().map(|limit| (&limit.gifts, limit.span));
    let pauses = model.pauses.iter().map(|pause| (&pause.gifts, pause.span));
    let idle = |gifts: &[usize]| gifts.iter().all(|gift| !given[*gift]);
    let all = limits.chain(pauses);
    all.filter(|(gifts, _)| gifts.first() == Some(&gift) && idle(gifts))
        .map(|(_, span)| span)
        .collect()
}
