//! What a gift says behind its description: costs, samples, budgets, aims.
#![expect(clippy::wildcard_enum_match_arm, reason = "few rules of the grammar come to one place")]

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{Bound, Expr, ExprKind, GiftOption, GiftOptionKind, MoneyUnit, WindowKind};
use crate::problems::{Span, register};

impl Reader<'_> {
    pub(super) fn gift_option(&mut self, node: Node<'_>) -> GiftOption {
        let span = self.span(&node);
        let kind = Children::of(node).any().and_then(|option| self.gift_option_kind(option));
        GiftOption { span, kind: kind.unwrap_or(GiftOptionKind::Broken) }
    }

    /// The same of an option that is not one of several.
    pub(super) fn gift_option_of(&mut self, option: Node<'_>) -> GiftOption {
        let span = self.span(&option);
        let kind = self.gift_option_kind(option).unwrap_or(GiftOptionKind::Broken);
        GiftOption { span, kind }
    }

    fn gift_option_kind(&mut self, node: Node<'_>) -> Option<GiftOptionKind> {
        let rule = node.as_rule();
        let mut parts = Children::of(node.clone());
        Some(match rule {
            Rule::costs_option => {
                parts.take(Rule::kw_costs)?;
                GiftOptionKind::Costs(self.value(parts.take(Rule::sum)?))
            }
            Rule::worth_option => {
                parts.take(Rule::kw_worth)?;
                GiftOptionKind::Worth(self.value(parts.take(Rule::sum)?))
            }
            Rule::to_option => {
                parts.take(Rule::kw_to)?;
                let who = parts.any()?;
                let span = self.span(&who);
                let kind = match who.as_rule() {
                    Rule::text => ExprKind::Text(self.text(&who).text),
                    Rule::name => ExprKind::Name(self.name(&who).text),
                    _ => return None,
                };
                GiftOptionKind::To(Expr { span, kind })
            }
            Rule::as_option => {
                parts.take(Rule::kw_as)?;
                GiftOptionKind::As(self.text(&parts.take(Rule::text)?))
            }
            Rule::formerly_option => {
                parts.take(Rule::kw_formerly)?;
                let mut names = Vec::new();
                while let Some(name) = parts.any_entry() {
                    names.push(self.text(&name));
                }
                GiftOptionKind::Formerly(names)
            }
            Rule::fades_option => {
                parts.take(Rule::kw_fades)?;
                GiftOptionKind::Fades(self.share(&parts.take(Rule::percent)?)?)
            }
            Rule::sample_option => {
                parts.take(Rule::kw_for)?;
                let share = self.share(&parts.take(Rule::percent)?)?;
                parts.take(Rule::kw_of)?;
                parts.take(Rule::kw_customers)?;
                GiftOptionKind::Sample { share, monthly: parts.has(Rule::kw_each) }
            }
            Rule::holdout_option => {
                parts.take(Rule::kw_holdout)?;
                GiftOptionKind::Holdout(self.share(&parts.take(Rule::percent)?)?)
            }
            Rule::budget_option | Rule::at_most_option => return self.budget(parts),
            Rule::only_in_option => {
                parts.take(Rule::kw_only)?;
                parts.take(Rule::kw_in)?;
                let mut stages = Vec::new();
                while let Some(stage) = parts.any_entry() {
                    stages.push(self.name(&stage));
                }
                GiftOptionKind::OnlyIn(stages)
            }
            Rule::kept_option => {
                parts.take(Rule::kw_kept)?;
                parts.take(Rule::kw_for)?;
                let within = self.duration(parts.take(Rule::duration)?)?;
                let condition = match parts.maybe(Rule::kw_while) {
                    Some(_) => Some(Box::new(self.expression(parts.any()?))),
                    None => None,
                };
                GiftOptionKind::KeptFor { within, condition }
            }
            Rule::aims_option => return self.aim(node),
            Rule::how_often => GiftOptionKind::HowOften(self.how_often(parts)?),
            _ => return None,
        })
    }

    /// `budget $5,000 per calendar month by spent`, or `at most 100 per calendar month`.
    fn budget(&mut self, mut parts: Children<'_>) -> Option<GiftOptionKind> {
        if !parts.has(Rule::kw_budget) {
            parts.take(Rule::kw_at)?;
            parts.take(Rule::kw_most)?;
        }
        let cap = self.amount(parts.take(Rule::amount)?);
        let per = self.per(parts.take(Rule::per)?)?;
        let by = match parts.maybe(Rule::kw_by) {
            Some(_) => Some(self.value(parts.take(Rule::sum)?)),
            None => None,
        };
        parts.end();
        Some(GiftOptionKind::Budget { cap, per, by })
    }

    /// `aims for 1 purchase within 30 days`: it is written like a number of events, but its window
    /// opens when the gift is given, so it must be a length of time.
    fn aim(&mut self, node: Node<'_>) -> Option<GiftOptionKind> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_aims)?;
        parts.take(Rule::kw_for)?;
        let aim = self.primary(parts.any()?);
        parts.end();
        // Its own problem is told already.
        if matches!(aim.kind, ExprKind::Broken) {
            return None;
        }
        let mut window = span;
        if let ExprKind::Quantity { quantity, events, filter } = aim.kind
            && let Some(written) = filter.window
        {
            if let WindowKind::Within(within) = written.kind {
                let condition = filter.condition;
                return Some(GiftOptionKind::AimsFor { quantity, events, condition, within });
            }
            window = written.span;
        }
        self.tell(
            register::SYNTAX,
            window,
            "An aim is a number of events within a length of time",
            "how many of what, and how soon after the gift?",
            "for example, write `aims for 1 purchase within 30 days`",
        );
        None
    }

    /// `10%`, as the fraction 0.1.
    pub(super) fn share(&mut self, node: &Node<'_>) -> Option<Bound> {
        let span = self.span(node);
        let value = self.percentage(node)?;
        let fits = self.has_few_decimals(node, span);
        fits.then_some(Bound { value, span })
    }

    /// More decimals than these tell nobody apart, and the shares of an experiment are added up.
    fn has_few_decimals(&mut self, node: &Node<'_>, span: Span) -> bool {
        const MOST: usize = 20;
        let Some((whole, decimals)) = node.as_str().trim_end_matches('%').split_once('.') else {
            return true;
        };
        let decimals = decimals.replace('_', "");
        let decimals = decimals.trim_end_matches('0');
        let Some((kept, _)) = decimals.split_at_checked(MOST).filter(|(_, rest)| !rest.is_empty())
        else {
            return true;
        };
        self.tell(
            register::BAD_LITERAL,
            span,
            &format!("A share has at most {MOST} decimals"),
            &format!("this one has {}", decimals.len()),
            &format!("write `{whole}.{kept}%`"),
        );
        false
    }

    /// `$5,000`, `500 JPY` or a plain number.
    pub(super) fn amount(&mut self, node: Node<'_>) -> Expr {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        let kind = parts.any().and_then(|first| {
            if first.as_rule() == Rule::marked_money {
                return self.marked_money(&first);
            }
            let amount = self.decimal(&first)?;
            Some(match parts.maybe(Rule::currency_code) {
                Some(code) => ExprKind::Money { amount, unit: MoneyUnit::Code(self.name(&code)) },
                None => ExprKind::Number(amount),
            })
        });
        Expr { span, kind: kind.unwrap_or(ExprKind::Broken) }
    }
}
