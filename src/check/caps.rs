//! Warns of limits and pauses that are about no gift, and of caps and shares that hold nothing back
//! or everything.

use crate::problems::{Problem, Span, register as code};
use crate::syntax::tree::{self, Bound, Name};
use crate::terms::{Cap, GiftKind, HowOften};
use crate::values::Decimal;

use super::Checker;
use super::expression::listed;
use super::limit::KINDS;
use super::model::{Amount, Gift};

impl Checker<'_> {
    /// A kind of which the file has no gift.
    pub(super) fn none_of_a_kind(&mut self, kind: &Name) {
        let has = |kind: GiftKind| self.file.gifts().any(|gift| gift.kind == kind);
        let other = KINDS.iter().find(|(_, kind)| has(*kind)).map(|(word, _)| *word);
        let title = format!("There are no {} that this could hold back", kind.text);
        let help = match other {
            Some(other) => {
                format!("delete the line, or name gifts that you have, such as `{other}`")
            }
            None => "delete the line, or declare a gift of this kind".to_owned(),
        };
        let label = "no gift of this kind is declared";
        self.problems.push(Problem::new(code::LIMIT_IDLE, title, kind.span, label).help(help));
    }

    /// What a limit never holds back, or always does.
    pub(super) fn judge_limit(&mut self, limit: &tree::Limit, gifts: &[usize], cap: Cap) {
        match cap {
            Cap::Count(0) => self.nothing_allowed(limit.cap.span, "limit"),
            Cap::Count(_) => self.given_once_anyway(limit, gifts, cap),
            Cap::Money(most) => {
                let dear: Vec<usize> = gifts
                    .iter()
                    .copied()
                    .filter(|gift| self.plain_cost(*gift).is_some_and(|cost| cost > most))
                    .collect();
                self.too_dear(limit, &dear, gifts.len());
                self.given_once_anyway(limit, gifts, cap);
            }
        }
    }

    /// A budget that is not enough for a single one.
    pub(super) fn judge_budget(&mut self, gift: &Gift, budget: Cap, span: Span) {
        let cost = match (&gift.costs, budget) {
            (_, Cap::Count(0)) => return self.nothing_allowed(span, "budget"),
            (Some(Amount::Plain(cost)), Cap::Money(budget)) if *cost > budget => *cost,
            (_, Cap::Count(_) | Cap::Money(_)) => return,
        };
        let cost = self.as_amount(cost);
        let title = format!("Nobody can get `{}`: one costs more than its budget", gift.name);
        let label = format!("one costs {cost}");
        let help = format!("write at least `{cost}` here");
        self.problems.push(Problem::new(code::NEVER_GIVEN, title, span, label).help(help));
    }

    /// `for 0% of customers`.
    pub(super) fn nobody_in_sample(&mut self, gift: &str, share: &Bound) {
        if share.value != Decimal::ZERO {
            return;
        }
        let title = format!("Nobody can get `{gift}`: it is for 0% of customers");
        let help = "write a larger share, such as `10%`; to give none for now, put a `#` before \
                    the rules that do";
        let problem = Problem::new(code::NEVER_GIVEN, title, share.span, "this is nobody");
        self.problems.push(problem.help(help));
    }

    /// `holdout 100%`.
    pub(super) fn everybody_held_back(&mut self, gift: &str, share: &Bound) {
        if share.value != Decimal::from(1i64) {
            return;
        }
        let title = format!("Nobody can get `{gift}`: everybody is in its control group");
        let help = "write a smaller share, such as `10%`; to give none for now, put a `#` before \
                    the rules that do";
        let problem = Problem::new(code::NEVER_GIVEN, title, share.span, "this is everybody");
        self.problems.push(problem.help(help));
    }

    fn nothing_allowed(&mut self, span: Span, what: &str) {
        let title = format!("This {what} allows nothing at all");
        let help = "write at least `1`; to give none for now, put a `#` before the rules that do";
        let problem = Problem::new(code::NEVER_GIVEN, title, span, "not a single one");
        self.problems.push(problem.help(help));
    }

    /// `limit mug to 2 per year`, of a gift that nobody gets twice, and the same of several.
    fn given_once_anyway(&mut self, limit: &tree::Limit, gifts: &[usize], cap: Cap) {
        let once = |gift: &usize| self.gifts[*gift].how_often == HowOften::Once;
        if gifts.is_empty() || !gifts.iter().all(once) {
            return;
        }
        let (all, less) = match cap {
            Cap::Count(cap) if gifts.len() as u64 <= cap => {
                (format!("{} of these", gifts.len()), format!("less than `{}`", gifts.len()))
            }
            Cap::Money(cap) => {
                let sum = gifts.iter().try_fold(Decimal::ZERO, |sum, gift| {
                    sum.checked_add(self.same_cost(*gift)?).ok()
                });
                let Some(sum) = sum.filter(|sum| *sum > Decimal::ZERO && *sum <= cap) else {
                    return;
                };
                let sum = self.as_amount(sum);
                (format!("{sum} worth of these"), format!("less than `{sum}`"))
            }
            Cap::Count(_) => return,
        };
        let first = &self.gifts[gifts[0]];
        let (title, help) = match gifts {
            [_] => (
                format!("Nobody gets `{}` twice, so this limit holds nothing back", first.name),
                format!("delete the line, or remove `once` from `{}`", first.name),
            ),
            [..] => (
                format!("Nobody gets more than {all}, so this limit holds nothing back"),
                format!("delete the line, or write {less}"),
            ),
        };
        let problem = Problem::new(code::LIMIT_IDLE, title, limit.cap.span, "never reached");
        let label =
            if gifts.len() == 1 { "declared with `once`" } else { "`once`, like the others" };
        self.problems.push(problem.and_at(first.span, label).help(help));
    }

    fn too_dear(&mut self, limit: &tree::Limit, dear: &[usize], all: usize) {
        let most = dear.iter().filter_map(|gift| self.plain_cost(*gift)).max();
        let Some(least) = most.map(|cost| self.as_amount(cost)) else { return };
        let names = dear.iter().map(|gift| self.gifts[*gift].name.as_str());
        let one = if dear.len() == 1 { "one" } else { "each" };
        let title = format!("Nobody can get {}: {one} costs more than this limit", listed(names));
        let help = match dear {
            [one] if all > 1 && limit.except.is_empty() => {
                let name = &self.gifts[*one].name;
                format!("write at least `{least}` here, or add `except {name}`")
            }
            [..] => format!("write at least `{least}` here"),
        };
        let label = "this is less than one costs";
        let mut problem = Problem::new(code::NEVER_GIVEN, title, limit.cap.span, label);
        for gift in dear.iter().take(3) {
            let cost = self.plain_cost(*gift).map(|cost| self.as_amount(cost));
            let label = format!("costs {}", cost.unwrap_or_default());
            problem = problem.and_at(self.gifts[*gift].span, label);
        }
        self.problems.push(problem.help(help));
    }

    /// The same, and nothing if it costs nothing.
    fn same_cost(&self, gift: usize) -> Option<Decimal> {
        match &self.gifts[gift].costs {
            None => Some(Decimal::ZERO),
            Some(_) => self.plain_cost(gift),
        }
    }

    /// What a gift costs, if that is the same for everybody.
    pub(super) fn plain_cost(&self, gift: usize) -> Option<Decimal> {
        match &self.gifts[gift].costs {
            Some(Amount::Plain(cost)) => Some(*cost),
            Some(Amount::Calculated(_)) | None => None,
        }
    }
}
