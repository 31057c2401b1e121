//! What is said of customers in one word: `inactive`, `checked`, `signup`.

use crate::check::at::At;
use crate::check::{Checker, Type};
use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::{NORTHERN, months_of_season};
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
        if let Some(problem) =
            self.share_of_customers(&low, span).or_else(|| self.cell_or_kind(name, span, hint))
        {
            return Some(problem);
        }
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

    /// `B2 > 8`, `when promoter`, `NPS is high`.
    fn cell_or_kind(&self, name: &str, span: Span, hint: Option<Type>) -> Option<Problem> {
        let number = self.fields.iter().find(|field| field.ty == Type::Number);
        if let Some(problem) = self.average_of_all(name, span, hint) {
            return Some(problem);
        }
        if let Some(problem) = cell(name, span, number.map(|field| field.name.as_str())) {
            return Some(problem);
        }
        let low = name.to_lowercase();
        let asks = hint == Some(Type::YesNo);
        let scores = ["nps", "nps_score", "net_promoter_score", "score"];
        let score = self.fields.iter().find(|field| {
            field.ty == Type::Number && scores.contains(&field.name.to_lowercase().as_str())
        });
        let of = |what: &str| score.filter(|_| asks).map(|score| format!("{} {what}", score.name));
        let fixed = match low.as_str() {
            "promoter" | "promoters" => of("≥ 9")?,
            "passive" | "passives" => of("between 7 and 8")?,
            "detractor" | "detractors" => of("≤ 6")?,
            _ => return vague(name, span, hint),
        };
        let title = format!("Nothing is called `{name}`");
        let problem = Problem::new(code::UNKNOWN_NAME, title, span, "say it in numbers");
        Some(problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed)))
    }

    /// `spent > average`.
    fn average_of_all(&self, name: &str, span: Span, hint: Option<Type>) -> Option<Problem> {
        let low = name.to_lowercase();
        let asked = matches!(low.as_str(), "average" | "avg" | "mean" | "median")
            && matches!(hint, Some(Type::Number | Type::Money));
        let mut words = self.written_before(span).rsplit(' ');
        let (mark, field) = (words.next()?, words.next()?);
        let compared = self.fields.iter().any(|other| other.name == field);
        let (how, which) = match mark {
            ">" | "≥" | ">=" => ("≥ 4", "upper"),
            "<" | "≤" | "<=" => ("≤ 2", "lower"),
            _ => return None,
        };
        let title = "A rule cannot ask for the average of all customers";
        let problem = Problem::new(code::UNKNOWN_NAME, title, span, "the average of whom?");
        let help =
            format!("write `quintile({field}) {how}` for the {which} two fifths of all customers");
        (asked && compared).then(|| problem.help(help))
    }

    /// `when 10% of customers give mug`.
    fn share_of_customers(&self, low: &str, span: Span) -> Option<Problem> {
        let all = ["customers", "users", "contacts", "people", "members", "everyone"];
        all.contains(&low).then_some(())?;
        let source = &self.sources.get(span.file).text;
        let before = source.get(..span.range().start)?.trim_end().strip_suffix("of")?;
        let number = before.trim_end().strip_suffix('%')?.rsplit([' ', '(']).next()?;
        let title = "Say the share of customers where the gift is declared";
        let problem = Problem::new(code::UNKNOWN_NAME, title, span, "this is not a condition");
        let help = "after the gift where it is declared";
        Some(problem.help(format!("put `for {number}% of customers` {help}")))
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
        let no = "no";
        if let Some(consent) = self.consent()
            && let Some(fixed) = match low {
                "subscribed" | "consented" | "opted_in" | "subscriber" => Some(consent.clone()),
                "unsubscribed" | "opted_out" => Some(format!("{consent} is {no}")),
                _ => None,
            }
        {
            let problem = unknown("not declared").help(format!("write `{fixed}`"));
            return Some(problem.fix(Fix::likely(span, fixed)));
        }
        if let Some(months) = months_of_season(low) {
            let fixed = format!("month of today in ({months})");
            let help = format!("write `{fixed}`, {NORTHERN}");
            let problem = unknown("say which months").help(help);
            return Some(problem.fix(Fix::likely(span, fixed)));
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
        if matches!(low, "overdue" | "late" | "past" | "due" | "expired") {
            let before = self.written_before(span).strip_suffix(" is")?;
            let date = before.rsplit([' ', '(']).next()?;
            let help = format!("write `{date} < today`");
            return Some(unknown("compare it with today").help(help));
        }
        let begins = ["signup", "sign_up", "joining", "join", "registration", "registering"];
        if !begins.contains(&low) {
            return None;
        }
        let name = self.date_of_joining()?;
        Some(unknown("say which date").help(format!("write `{name}`")).fix(Fix::likely(span, name)))
    }

    /// The field that says whether the customer wants to be written to.
    fn consent(&self) -> Option<String> {
        let words = ["consent", "opt", "subscri", "permission", "marketing", "accept", "ok"];
        let named = |name: &str| words.iter().any(|word| name.to_lowercase().contains(word));
        let mut fields = self.fields.iter().filter(|field| field.ty == Type::YesNo);
        fields.find(|field| named(&field.name)).map(|field| field.name.clone())
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

/// `NPS is high`: a word where a number is needed.
fn vague(name: &str, span: Span, hint: Option<Type>) -> Option<Problem> {
    let words = [
        "high",
        "low",
        "good",
        "bad",
        "great",
        "poor",
        "big",
        "large",
        "small",
        "excellent",
        "positive",
        "negative",
    ];
    let said = matches!(hint, Some(Type::Number | Type::Money))
        && words.contains(&name.to_lowercase().as_str());
    said.then_some(())?;
    let title = format!("Rules do not know what `{name}` is");
    let problem = Problem::new(code::UNKNOWN_NAME, title, span, "from which number on?");
    let up = !matches!(name.to_lowercase().as_str(), "low" | "bad" | "poor" | "small" | "negative");
    let (mark, how) = if up { ("≥", "at least") } else { ("≤", "at most") };
    Some(
        problem.help(format!(
            "write `{mark}` and a number in place of `is {name}`, for {how} that much"
        )),
    )
}

/// `B2`: a cell of a spreadsheet.
fn cell(name: &str, span: Span, number_field: Option<&str>) -> Option<Problem> {
    let number = name.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
    let letters = name.len() - number.len();
    let is_cell = (1..=2).contains(&letters) && (1..=4).contains(&number.len());
    (is_cell && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(())?;
    let title = "Rules do not see the cells of a spreadsheet";
    let problem = Problem::new(code::UNKNOWN_NAME, title, span, "not declared");
    let help = match number_field {
        Some(name) => {
            format!("write what this cell holds, by its name in this file, such as `{name}`")
        }
        None => "declare what this cell holds under `customer`, and write its name".to_owned(),
    };
    Some(problem.help(help))
}
