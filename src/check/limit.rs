//! Checks `limit` and `pause`.

use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::gift_kind;
use crate::syntax::tree::{self, Name};
use crate::terms::{Cap, GiftKind};
use crate::values::Decimal;

use super::at::At;
use super::gift::says_costs;
use super::model::{Limit, Pause};
use super::{Checker, suggest};

/// The kinds of gifts, as `limit` and `pause` call them.
pub(super) const KINDS: [(&str, GiftKind); 4] = [
    ("rewards", GiftKind::Reward),
    ("messages", GiftKind::Message),
    ("programs", GiftKind::Program),
    ("alerts", GiftKind::Alert),
];

/// From how many gifts for one customer on a limit is probably meant as an amount of money.
const MANY: i64 = 20;

impl Checker<'_> {
    pub(super) fn limits(&mut self) -> Vec<Limit> {
        let file = self.file;
        let (mut limits, mut spans) = (Vec::new(), Vec::new());
        for limit in file.limits() {
            let gifts = self.about(&limit.subject, &limit.except);
            let (Some(gifts), Some(cap)) = (gifts, self.cap(&limit.cap)) else { continue };
            let costs = |gift: &usize| file.gifts().nth(*gift).is_some_and(says_costs);
            if let Cap::Money(_) = cap
                && !gifts.is_empty()
                && !gifts.iter().any(costs)
            {
                let title = format!("`{}` cost nothing, so this caps nothing", limit.subject.text);
                let help = "say what they cost with `costs`, or cap how many";
                let problem =
                    Problem::new(code::MISSING_COST, title, limit.cap.span, "an amount of money");
                self.problems.push(problem.and_at(limit.subject.span, "for these").help(help));
            }
            self.money_without_currency(limit, &gifts, cap);
            self.per_no_time(limit.per, limit.span);
            self.judge_limit(limit, &gifts, cap);
            limits.push(Limit { span: limit.span, gifts, cap, per: limit.per });
            spans.push(limit.cap.span);
        }
        self.judge_limits(&limits, &spans);
        limits
    }

    /// `limit rewards to 60 per calendar year`, where they cost money: hardly so many of them.
    fn money_without_currency(&mut self, limit: &tree::Limit, gifts: &[usize], cap: Cap) {
        let Cap::Count(count) = cap else { return };
        let Ok(number) = i64::try_from(count) else { return };
        let dearest = gifts.iter().filter_map(|gift| self.plain_cost(*gift)).max();
        let pays = dearest.is_some_and(|cost| cost <= Decimal::from(number));
        if number < MANY || !pays {
            return;
        }
        let amount = self.as_amount(Decimal::from(number));
        let title = format!("This is a limit of {count} gifts, not of money");
        let problem =
            Problem::new(code::COUNTED_BUDGET, title, limit.cap.span, "a number of gifts");
        let written = self.written(limit.span);
        let rest = Span { start: limit.cap.span.end, ..limit.span };
        let before = Span { end: limit.cap.span.start, ..limit.span };
        let (before, rest) = (self.written(before), self.written(rest));
        let fixed = format!("{before}{amount}{rest}");
        let help = format!(
            "write `{fixed}` for money; `{written}` lets each customer have {count} of them"
        );
        self.problems.push(problem.help(help).fix(Fix::likely(limit.cap.span, amount)));
    }

    pub(super) fn pauses(&mut self) -> Vec<Pause> {
        let file = self.file;
        let mut pauses = Vec::new();
        for pause in file.pauses() {
            let gifts = self.about(&pause.subject, &pause.except);
            let condition = self.condition(&pause.condition, At::Customer);
            if let Some(gifts) = gifts {
                pauses.push(Pause { span: pause.span, gifts, condition });
            }
        }
        pauses
    }

    /// The gifts that a limit or pause is about.
    fn about(&mut self, subject: &Name, except: &[Name]) -> Option<Vec<usize>> {
        let gifts = self.subject(subject)?;
        self.all_but(subject, gifts, except)
    }

    /// The gifts of a kind or a group, or the one of a name.
    pub(super) fn subject(&mut self, name: &Name) -> Option<Vec<usize>> {
        if let Some(gifts) = self.group_named(name) {
            return Some(gifts);
        }
        if let Some((_, kind)) = KINDS.iter().find(|(word, _)| *word == name.text) {
            let gifts = self.gifts.iter().enumerate();
            let gifts: Vec<usize> =
                gifts.filter(|(_, gift)| gift.kind == *kind).map(|(at, _)| at).collect();
            if gifts.is_empty() {
                self.none_of_a_kind(name);
            }
            return Some(gifts);
        }
        if let Some(kind) = gift_kind(&name.text).filter(|_| !self.names.is_gift(&name.text)) {
            let title = format!("No gift is called `{}`", name.text);
            let problem = Problem::new(code::UNKNOWN_GIFT, title, name.span, "not declared");
            let problem = problem.help(format!("write `{kind}`"));
            self.problems.push(problem.fix(Fix::likely(name.span, kind)));
            return None;
        }
        let all = ["everything", "all", "anything", "everyone", "any", "gifts"];
        if all.contains(&name.text.to_lowercase().as_str()) && !self.names.is_gift(&name.text) {
            let title = "A limit or a pause is for one kind of gift";
            let problem = Problem::new(code::UNKNOWN_GIFT, title, name.span, "which kind?");
            let help = "write `messages`, `rewards`, `programs` or `alerts`; for several kinds, \
                        write the line once for each";
            self.problems.push(problem.help(help));
            return None;
        }
        let words = KINDS.iter().map(|(word, _)| *word);
        if !self.names.is_gift(&name.text)
            && let Some(close) = suggest::closest(&name.text, words.chain(self.names.gifts()))
        {
            let title = format!("No gift is called `{}`", name.text);
            let problem = Problem::new(code::UNKNOWN_GIFT, title, name.span, "not declared");
            self.problems.push(suggest::meant(problem, close));
            return None;
        }
        self.gift_named(name, GiftKind::Reward).map(|gift| vec![gift])
    }
}
