use crate::report::{Problem, Problems, Span, register as code};
use crate::syntax::tree::{self, GiftKind, GiftOptionKind};
use crate::values::{Decimal, Value};

use super::events::At;
use super::model::{Action, ExprKind, Gift, Model};
use super::{Checker, Type};

impl Checker<'_> {
    /// Every reward, message, program and alert with its options.
    pub(super) fn gifts(&mut self) {
        let file = self.file;
        for gift in file.gifts() {
            let gift = self.gift(gift);
            self.gifts.push(gift);
        }
    }

    fn gift(&mut self, tree: &tree::Gift) -> Gift {
        let mut gift = Gift {
            name: tree.name.text.clone(),
            span: tree.name.span,
            kind: tree.kind,
            description: tree.description.as_ref().map(|text| text.text.clone()),
            costs: None,
            worth: None,
            to: None,
            how_often: None,
        };
        let mut seen: Vec<(&str, Span)> = Vec::new();
        for option in &tree.options {
            let word = match &option.kind {
                GiftOptionKind::Costs(amount) => {
                    gift.costs = self.gift_amount(amount);
                    "costs"
                }
                GiftOptionKind::Worth(amount) => {
                    gift.worth = self.gift_amount(amount);
                    "worth"
                }
                GiftOptionKind::To(text) => {
                    gift.to = Some(text.text.clone());
                    "to"
                }
                GiftOptionKind::Broken
                | GiftOptionKind::Fades(_)
                | GiftOptionKind::Sample { .. }
                | GiftOptionKind::Holdout(_)
                | GiftOptionKind::Budget { .. }
                | GiftOptionKind::OnlyIn(_)
                | GiftOptionKind::AimsFor { .. } => continue,
                GiftOptionKind::HowOften(how_often) => {
                    gift.how_often = Some(*how_often);
                    "how often"
                }
            };
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == word) {
                let title = format!("`{}` says {word} twice", gift.name);
                let problem = Problem::new(code::OPTION_TWICE, title, option.span, "again here");
                self.problems.push(problem.and_at(*first, "first here").help("keep one of them"));
            }
            seen.push((word, option.span));
        }
        gift
    }

    fn gift_amount(&mut self, amount: &tree::Expr) -> Option<Decimal> {
        let typed = self.expression(amount, At::Customer, Some(Type::Money));
        if typed.ty.is_broken() {
            return None;
        }
        match (typed.ty, &typed.kind) {
            (Type::Money, ExprKind::Constant(Value::Number(number))) => Some(*number),
            (Type::Number, ExprKind::Constant(Value::Number(number))) => {
                let help = format!("write `{}`", self.as_amount(*number));
                let title = "An amount of money is needed here";
                self.refuse(code::WRONG_TYPE, title, amount.span, "this is a plain number", help);
                None
            }
            _ => {
                let help = format!("write it like `{}`", self.amount(18));
                let label = format!("this is {}", typed.ty.words());
                let title = "A plain amount of money is needed here";
                self.refuse(code::WRONG_TYPE, title, amount.span, label, help);
                None
            }
        }
    }
}

/// What the language calls a kind of gift.
pub(super) fn kind_word(kind: GiftKind) -> &'static str {
    match kind {
        GiftKind::Reward => "reward",
        GiftKind::Message => "message",
        GiftKind::Program => "program",
        GiftKind::Alert => "alert",
    }
}

/// A gift that no rule gives was forgotten, or is misspelt somewhere.
pub(super) fn unused(model: &Model, problems: &mut Problems) {
    let mut given = vec![false; model.gifts.len()];
    let rules = model.stages.iter().flat_map(|stage| &stage.rules).chain(&model.any_stage);
    let entering = model.stages.iter().flat_map(|stage| &stage.on_entering);
    let actions = rules.flat_map(|rule| &rule.actions).chain(entering.flat_map(|on| &on.actions));
    for action in actions {
        match action {
            Action::Give { gift, .. } => given[*gift] = true,
            Action::Tag(_) | Action::Untag(_) => {}
        }
    }
    for (gift, given) in model.gifts.iter().zip(given) {
        if !given {
            let verb = match gift.kind {
                GiftKind::Reward => "give",
                GiftKind::Message => "send",
                GiftKind::Program => "invite to",
                GiftKind::Alert => "notify",
            };
            let title = format!("No rule gives `{}`", gift.name);
            let label = format!("this {} is declared and never used", kind_word(gift.kind));
            let help = format!("add `{verb} {}` to a rule, or delete it", gift.name);
            problems.push(Problem::new(code::UNUSED_GIFT, title, gift.span, label).help(help));
        }
    }
}
