//! Checks questions about all customers: those of `assert` lines, and those that a command asks.

use crate::problems::{Problem, Severity, register as code};
use crate::syntax::{never_safe, tree};
use crate::terms::{Cap, Per};

use super::Checker;
use super::at::At;
use super::gift::says_costs;
use super::limit::KINDS;
use super::model::{Does, Question, QuestionKind};

impl Checker<'_> {
    pub(super) fn questions(&mut self) -> Vec<Question> {
        let file = self.file;
        let before = std::mem::take(&mut self.problems);
        let mut questions = Vec::new();
        for assert in file.asserts() {
            let Some(asked) = &assert.question else { continue };
            let found = self.problems.count(Severity::Error);
            let kind = self.question(asked);
            // What is wrong with one of its parts leaves nothing to be proved.
            if let Some(kind) = kind.filter(|_| self.problems.count(Severity::Error) == found) {
                let (text, span) = (assert.text.text.clone(), assert.text.span);
                questions.push(Question { span, text, in_file: assert.in_file, kind });
            }
        }
        let found = std::mem::replace(&mut self.problems, before);
        self.problems.extend(found.into_iter().map(never_safe));
        questions
    }

    fn question(&mut self, asked: &tree::Question) -> Option<QuestionKind> {
        match asked {
            tree::Question::Does { every, who, does } => self.does(*every, who, does),
            tree::Question::Most { gifts, most, per } => self.most(gifts, most, *per),
        }
    }

    fn does(&mut self, every: bool, who: &tree::Who, does: &tree::Does) -> Option<QuestionKind> {
        let condition = who.condition.as_ref().map(|cond| self.condition(cond, At::Customer));
        let (does, from) = match &does.kind {
            tree::DoesKind::Moves { from, to } => {
                (self.stage_named(to).map(Does::MovesTo), from.as_ref())
            }
            tree::DoesKind::Enters(to) => (self.stage_named(to).map(Does::Enters), None),
            tree::DoesKind::Leaves(from) => (Some(Does::Leaves), from.as_ref()),
            tree::DoesKind::Stays(stage) => (Some(Does::Stays), stage.as_ref()),
            tree::DoesKind::Gets(gifts) => (self.gifts_asked(gifts).map(Does::Gets), None),
            tree::DoesKind::Tagged(tag) => (Some(Does::Tagged(tag.text.clone())), None),
        };
        let stage = self.the_one_stage(who.stage.as_ref(), from)?;
        Some(QuestionKind::Does { every, stage, condition, does: does? })
    }

    /// The stage that a question is about, which it may say twice.
    fn the_one_stage(
        &mut self,
        one: Option<&tree::Name>,
        other: Option<&tree::Name>,
    ) -> Option<Option<usize>> {
        let named = [one, other].into_iter().flatten();
        let mut stages = Vec::new();
        for name in named {
            stages.push((self.stage_named(name)?, name));
        }
        if let [(first, one), (second, other)] = stages.as_slice()
            && first != second
        {
            let title = format!("A customer in `{}` is not in `{}`", one.text, other.text);
            let problem = Problem::new(code::BAD_QUESTION, title, other.span, "another stage");
            let help = format!("leave out `in {}`, or write `{0}` here too", one.text);
            self.problems.push(problem.and_at(one.span, "they are here").help(help));
            return None;
        }
        Some(stages.first().map(|(stage, _)| *stage))
    }

    /// `rewards per year`, and how many or how much of them.
    fn most(
        &mut self,
        gifts: &tree::Name,
        most: &tree::Expr,
        per: Option<Per>,
    ) -> Option<QuestionKind> {
        let (asked, cap) = (self.gifts_asked(gifts), self.cap(most));
        let (asked, cap) = (asked?, cap?);
        let file = self.file;
        let costs = |gift: &usize| file.gifts().nth(*gift).is_some_and(says_costs);
        if let Cap::Money(_) = cap
            && !asked.is_empty()
            && !asked.iter().any(costs)
        {
            let title = format!("`{}` cost nothing, so this is always so", gifts.text);
            let help = "say what they cost with `costs`, or ask how many";
            let problem = Problem::new(code::MISSING_COST, title, most.span, "an amount of money");
            self.problems.push(problem.and_at(gifts.span, "for these").help(help));
            return None;
        }
        if let Some(per) = per {
            self.per_no_time(per, most.span);
        }
        Some(QuestionKind::Most { gifts: asked, cap, per })
    }

    /// The gifts of a kind or a group, all of them, or the one of a name.
    fn gifts_asked(&mut self, name: &tree::Name) -> Option<Vec<usize>> {
        let all = matches!(name.text.as_str(), "gifts" | "gift" | "anything");
        if all && !self.names.is_gift(&name.text) {
            return Some((0..self.gifts.len()).collect());
        }
        let kind = KINDS.iter().find(|(many, kind)| {
            *many == name.text || kind.word() == name.text && !self.names.is_gift(&name.text)
        });
        let Some((_, kind)) = kind else { return self.subject(name) };
        let gifts = self.gifts.iter().enumerate().filter(|(_, gift)| gift.kind == *kind);
        let gifts: Vec<usize> = gifts.map(|(at, _)| at).collect();
        if gifts.is_empty() {
            let title = format!("The rules have no {}", name.text);
            let problem = Problem::new(code::BAD_QUESTION, title, name.span, "none is declared");
            self.problems.push(problem.help("ask about a gift, or about `gifts` for all of them"));
            return None;
        }
        Some(gifts)
    }
}
