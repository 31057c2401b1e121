//! What is said of customers in one word: `inactive`, `checked`, `signup`.

use crate::check::at::At;
use crate::check::{Checker, Type};
use crate::problems::{Fix, Problem, Span, register as code};
use crate::values::time::month_of;

impl Checker<'_> {
    /// An unknown word where a truth or a date is wanted, and what it is taken for.
    pub(in crate::check) fn told_of_customers(
        &self,
        name: &str,
        span: Span,
        at: At,
        hint: Option<Type>,
    ) -> Option<Problem> {
        if at != At::Customer {
            return None;
        }
        let low = name.to_lowercase();
        let unknown = |label: &str| {
            let title = format!("Nothing is called `{name}`");
            Problem::new(code::UNKNOWN_NAME, title, span, label)
        };
        match hint {
            Some(Type::YesNo) => self.told_in_a_word(&low, span, unknown),
            Some(Type::Date | Type::Day) => self.told_date(&low, span, unknown),
            _ => None,
        }
    }

    fn told_in_a_word(
        &self,
        low: &str,
        span: Span,
        unknown: impl Fn(&str) -> Problem,
    ) -> Option<Problem> {
        let answer = match low {
            "yes" | "true" | "checked" | "ticked" | "enabled" | "granted" | "given" => "yes",
            "no" | "false" | "unchecked" | "unticked" | "disabled" | "refused" => "no",
            _ => "",
        };
        if !answer.is_empty() {
            let title = format!("`{}` should be `{answer}`", self.written(span));
            let problem = Problem::new(code::UNKNOWN_NAME, title, span, "yes or no");
            return Some(problem.help(format!("write `{answer}`")).fix(Fix::likely(span, answer)));
        }
        if matches!(low, "entering" | "entered" | "entry" | "joining") {
            let help = "what happens then begins with `on entering`, without `when`";
            return Some(unknown("this is not a condition").help(help));
        }
        if matches!(low, "leaving" | "exiting" | "exit" | "left") {
            let help = "nothing happens when customers leave a stage: put the action into the rule \
                        that moves them";
            return Some(unknown("this is not a condition").help(help));
        }
        let list = self.lists.first()?.name.clone();
        let one = self.an_event(&list);
        let fixed = match low {
            "inactive" | "dormant" | "idle" | "lapsed" | "churned" | "sleeping" | "lost"
            | "disengaged" => format!("90 days without {one}"),
            "active" | "engaged" | "alive" => format!("{one} within 90 days"),
            _ => return None,
        };
        let help = format!("say what it means, such as `{fixed}`");
        Some(unknown("say this in words").help(help).fix(Fix::likely(span, fixed)))
    }

    fn told_date(
        &self,
        low: &str,
        span: Span,
        unknown: impl Fn(&str) -> Problem,
    ) -> Option<Problem> {
        if month_of(low).is_some() {
            let help = "write the first day of the month, such as `2026-01-01`";
            return Some(unknown("this is a month").help(help));
        }
        let begins = ["signup", "sign_up", "joining", "join", "registration", "registering"];
        if !begins.contains(&low) {
            return None;
        }
        let name = self.date_of_joining()?;
        Some(unknown("say which date").help(format!("write `{name}`")).fix(Fix::likely(span, name)))
    }

    /// The date on which a customer became one.
    pub(in crate::check) fn date_of_joining(&self) -> Option<String> {
        let begins = ["join", "sign", "creat", "regist", "start", "since", "first", "customer"];
        let dates = self.fields.iter().filter(|field| field.ty.is_date());
        let mut named =
            dates.filter(|field| begins.iter().any(|begin| field.name.starts_with(begin)));
        named.next().map(|field| field.name.clone())
    }
}
