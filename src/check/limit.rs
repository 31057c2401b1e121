//! Checks `limit` and `pause`.

use crate::problems::{Fix, Problem, register as code};
use crate::syntax::gift_kind;
use crate::syntax::tree::Name;
use crate::terms::{Cap, GiftKind};

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
            self.per_no_time(limit.per, limit.span);
            self.judge_limit(limit, &gifts, cap);
            limits.push(Limit { span: limit.span, gifts, cap, per: limit.per });
            spans.push(limit.cap.span);
        }
        self.judge_limits(&limits, &spans);
        limits
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
    fn subject(&mut self, name: &Name) -> Option<Vec<usize>> {
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
