//! Comparisons as people say them: `country is ("AT" or "DE")`, `today - joined > 365`,
//! `status is failed`, `first-name is "Ann"`.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a habit shows in a few forms; any other form, new ones included, gets other advice"
)]

use crate::check::at::At;
use crate::check::comparison::Compared;
use crate::check::model::{self, Expr};
use crate::check::{Checker, Type, suggest};
use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::is_birthday;
use crate::syntax::tree::{self, ExprKind};
use crate::terms::{Comparison, Operator};

impl Checker<'_> {
    /// A comparison that says something else than is meant, which is reported.
    pub(in crate::check) fn said_otherwise(&mut self, said: Compared<'_>) -> Option<Expr> {
        let Compared { span, left, at, .. } = said;
        let problem = self
            .values_in_parentheses(said)
            .or_else(|| self.part_in_words(said))
            .or_else(|| self.quoted_name(left, at))
            .or_else(|| self.days_between(said))
            .or_else(|| self.two_unknown(said))?;
        self.problems.push(problem);
        Some(Expr::broken(span))
    }

    /// `country is ("AT" or "DE")`.
    fn values_in_parentheses(&self, said: Compared<'_>) -> Option<Problem> {
        let Compared { span, left, operator, right, .. } = said;
        let (ExprKind::Or(parts) | ExprKind::And(parts)) = &right.kind else { return None };
        let not = match operator {
            Comparison::Is => "",
            Comparison::IsNot => "not ",
            _ => return None,
        };
        let value = |part: &tree::Expr| {
            matches!(
                part.kind,
                ExprKind::Text(_)
                    | ExprKind::Number(_)
                    | ExprKind::Name(_)
                    | ExprKind::Day(_)
                    | ExprKind::Money { .. }
            )
        };
        if !parts.iter().all(value) {
            return None;
        }
        let values: Vec<&str> = parts.iter().map(|part| self.written(part.span)).collect();
        let fixed = format!("{not}{} in ({})", self.written(left.span), values.join(", "));
        let title = "`or` and `and` join whole conditions, not values";
        let problem = Problem::new(code::NOT_A_CONDITION, title, right.span, "these are values");
        Some(problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed)))
    }

    /// `today - joined > 365`.
    fn days_between(&self, said: Compared<'_>) -> Option<Problem> {
        let Compared { span, left, operator, right, .. } = said;
        let ExprKind::Arithmetic { left: later, operator: Operator::Subtract, right: earlier } =
            &left.kind
        else {
            return None;
        };
        let is_today = |expr: &tree::Expr| matches!(&expr.kind, ExprKind::Name(name) if matches!(name.as_str(), "today" | "now"));
        let length = match &right.kind {
            ExprKind::Number(_) => format!("{} days", self.written(right.span)),
            ExprKind::Duration(_) => self.written(right.span).to_owned(),
            _ => return None,
        };
        let more = matches!(operator, Comparison::Greater | Comparison::AtLeast);
        let less = matches!(operator, Comparison::Less | Comparison::AtMost);
        let (ahead, date) = match (is_today(later), is_today(earlier)) {
            (true, false) => (false, earlier),
            (false, true) => (true, later),
            _ => return None,
        };
        let ExprKind::Name(name) = &date.kind else { return None };
        let field = self.fields.iter().find(|field| field.name == *name)?;
        if !field.ty.is_date() {
            return None;
        }
        let fixed = match (ahead, more, less) {
            (false, true, _) => format!("{length} since {name}"),
            (false, _, true) => format!("not {length} since {name}"),
            (false, ..) => format!("{name} is today - {length}"),
            (true, true, _) => format!("{name} > today + {length}"),
            (true, _, true) => format!("{name} between today and today + {length}"),
            (true, ..) => format!("{name} is today + {length}"),
        };
        let title = "Days are not subtracted: ask how long ago something was";
        let label = "this is the time between two days";
        let problem = Problem::new(code::TYPES_DIFFER, title, left.span, label);
        Some(problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed)))
    }

    /// `"NPS" > 8`: the name of a field in quotation marks.
    fn quoted_name(&self, left: &tree::Expr, at: At) -> Option<Problem> {
        let ExprKind::Text(text) = &left.kind else { return None };
        let low = text.to_lowercase();
        let counted = low.strip_prefix("number of ").or_else(|| low.strip_suffix(" count"));
        if let Some(word) = counted.filter(|word| self.names.has_word(word)) {
            let declared = self.names.declared_word(word);
            let list = self.lists.iter().any(|list| list.name == *declared);
            let fixed = if list { format!("count({declared})") } else { declared.to_owned() };
            let title = "A name has no quotation marks";
            let problem = Problem::new(code::UNKNOWN_NAME, title, left.span, "this is only a text");
            let fix = Fix::likely(left.span, fixed.as_str());
            return Some(problem.help(format!("write `{fixed}`")).fix(fix));
        }
        let is_field = self.fields.iter().any(|field| field.name == *text);
        if at != At::Customer || !is_field {
            return None;
        }
        let title = "A name has no quotation marks";
        let problem = Problem::new(code::UNKNOWN_NAME, title, left.span, "this is only a text");
        Some(problem.help(format!("write `{text}`")).fix(Fix::likely(left.span, text.as_str())))
    }

    /// `status is failed`, where the file has neither; `first-name is "Ann"`.
    fn two_unknown(&self, said: Compared<'_>) -> Option<Problem> {
        let Compared { left, operator, right, at, .. } = said;
        if let Some(problem) = self.hyphened(left, at).or_else(|| self.hyphened_value(said)) {
            return Some(problem);
        }
        let name = self.undeclared(left, at)?;
        let value = self.undeclared(right, at)?;
        let known: Vec<&str> = self.names.values().chain(["today", "stage", "tags"]).collect();
        let near = suggest::closest(name, known.iter().copied()).is_some()
            || suggest::closest(value, known).is_some()
            || self.could_be(name, left.span, at).is_some()
            || self.could_be(value, right.span, at).is_some();
        let equal = matches!(operator, Comparison::Is | Comparison::IsNot);
        if near || !equal || known_words(name) || known_words(value) {
            return None;
        }
        let not = if operator == Comparison::IsNot { "not " } else { "" };
        let title = format!("Nothing is called `{name}`");
        let problem = Problem::new(code::UNKNOWN_NAME, title, left.span, "not declared");
        Some(problem.help(format!(
            "declare it under `customer`, `{name}: text`, and write `{name} is {not}\"{value}\"`"
        )))
    }

    /// `first-name`, which subtracts one name from another.
    pub(in crate::check) fn hyphened(&self, expr: &tree::Expr, at: At) -> Option<Problem> {
        let ExprKind::Arithmetic { left, operator: Operator::Subtract, right } = &expr.kind else {
            return None;
        };
        let written = self.written(expr.span);
        let joined = written.replace('-', "_");
        let declared = self.fields.iter().any(|field| field.name == joined);
        let unknown = self.undeclared(right, at).is_some()
            && (self.undeclared(left, at).is_some() || declared);
        if !unknown || written.contains(char::is_whitespace) {
            return None;
        }
        let title = "A name cannot contain `-`";
        let problem = Problem::new(code::UNKNOWN_NAME, title, expr.span, "this is a subtraction");
        Some(match declared {
            true => problem.help(format!("write `{joined}`")).fix(Fix::likely(expr.span, joined)),
            false => problem.help(format!(
                "declare it under `customer`, `{joined}: text from \"{written}\"`, and write \
                 `{joined}`"
            )),
        })
    }

    /// `nudge is by-sms`, where `by_sms` is a value.
    fn hyphened_value(&self, said: Compared<'_>) -> Option<Problem> {
        let Compared { left, right, at, .. } = said;
        let choice = self.choice_of(left, at)?;
        let written = self.written(right.span);
        let joined = written.replace('-', "_");
        let is_value = written != joined && self.choices[choice].values.names().contains(&joined);
        let title = "A name cannot contain `-`";
        let problem = Problem::new(code::UNKNOWN_NAME, title, right.span, "this is a subtraction");
        let fix = Fix::likely(right.span, joined.as_str());
        is_value.then(|| problem.help(format!("write `{joined}`")).fix(fix))
    }

    /// `yesterday`, `tomorrow`, `now`: days by other words.
    pub(in crate::check) fn another_day(&self, name: &str, span: Span) -> Option<Problem> {
        let fixed = match name.to_lowercase().as_str() {
            "yesterday" => "today - 1 day",
            "tomorrow" => "today + 1 day",
            "now" | "current_date" | "sysdate" | "getdate" | "current_timestamp" => "today",
            _ => return None,
        };
        let title = format!("`{name}` should be `{fixed}`");
        let problem = Problem::new(code::UNKNOWN_NAME, title, span, "this is a day");
        Some(problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed)))
    }

    /// `birthday is today`: a person has only one day on which that is true.
    pub(in crate::check) fn birthday_once(
        &mut self,
        span: Span,
        left: &Expr,
        operator: Comparison,
        right: &Expr,
    ) {
        let field = match (&left.kind, &right.kind) {
            (model::ExprKind::Field(field), model::ExprKind::Today)
            | (model::ExprKind::Today, model::ExprKind::Field(field)) => *field,
            _ => return,
        };
        let name = &self.fields[field].name;
        if operator != Comparison::Is || !is_birthday(name) {
            return;
        }
        let fixed = format!("anniversary of {name}");
        let title = format!("`{name}` is today only on the day somebody is born");
        let problem = Problem::new(code::BIRTHDAY, title, span, "this asks for the year too");
        let help = format!("write `{fixed}` for a birthday in any year");
        self.problems.push(problem.help(help).fix(Fix::likely(span, fixed)));
    }

    /// `NPS > 8 remove tag "fan"`, where `8 remove` passes for a number of events.
    pub(in crate::check) fn tagging_verb(&self, name: &tree::Name) -> Option<Problem> {
        let verb = match name.text.as_str() {
            "remove" | "delete" | "drop" | "clear" => "untag",
            "add" | "set" | "apply" | "assign" | "attach" => "tag",
            _ => return None,
        };
        let source = &self.sources.get(name.span.file).text;
        let after = source.get(name.span.range().end..)?;
        let rest = after.trim_start().strip_prefix("tag ")?;
        let text = rest.trim_start().strip_prefix('"')?;
        let tag = text.split('"').next()?;
        let end = name.span.range().end + after.len() - rest.len() - 1;
        let place = Span::new(name.span.file, name.span.range().start, end);
        let title = format!("`{}` should be `{verb}`", self.written(place));
        let problem = Problem::new(code::UNKNOWN_EVENT, title, place, "one word says this");
        let help = format!("write `{verb} \"{tag}\"`");
        Some(problem.help(help).fix(Fix::likely(place, verb)))
    }

    /// `NPS > 8 automatically give mug`, where `8 automatically` passes for a number of events.
    pub(in crate::check) fn filler_word(&self, name: &tree::Name) -> Option<Problem> {
        let fillers = [
            "automatically",
            "immediately",
            "instantly",
            "now",
            "also",
            "please",
            "always",
            "directly",
        ];
        if name.text != "randomly" && !fillers.contains(&name.text.as_str()) {
            return None;
        }
        let title = format!("`{}` is not needed before an action", name.text);
        let problem = Problem::new(code::UNKNOWN_EVENT, title, name.span, "remove this");
        let help = match name.text.as_str() {
            "randomly" => {
                "remove it; a share of customers goes with the gift: `for 10% of customers`"
            }
            _ => "remove it",
        };
        let source = &self.sources.get(name.span.file).text;
        let rest = source.get(name.span.range().end..)?;
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let place =
            Span::new(name.span.file, name.span.range().start, name.span.range().end + spaces);
        Some(problem.help(help).fix(Fix::likely(place, "")))
    }

    /// `NPS ≥ 9 points`, where `9 points` passes for a number of events.
    pub(in crate::check) fn unit_of_points(&self, name: &tree::Name) -> Option<Problem> {
        let units = ["points", "point", "pts", "stars", "star", "percent", "years", "miles", "km"];
        let known = units.contains(&name.text.as_str());
        known.then(|| self.unit_after_number(name)).flatten()
    }

    /// `rating ≥ 5 stars`, where `5 stars` passes for a number of events.
    fn unit_after_number(&self, name: &tree::Name) -> Option<Problem> {
        let before = self.written_before(name.span);
        let (rest, number) = before.rsplit_once(' ')?;
        let marks = ["≥", "≤", ">", "<", ">=", "<=", " is"];
        let compared = marks.iter().any(|mark| rest.trim_end().ends_with(mark));
        let plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        (compared && plain).then_some(())?;
        let end = name.span.range().end;
        let start = before.trim_end().len();
        let place = Span::new(name.span.file, start, end);
        let title = format!("Write this number without a unit: `{number}`");
        let problem = Problem::new(code::UNKNOWN_EVENT, title, name.span, "remove this");
        Some(problem.help(format!("write `{number}`")).fix(Fix::likely(place, "")))
    }

    /// `sum(amount)`, `25000 amount`: a value of events where events are wanted.
    pub(in crate::check) fn value_of_events(&self, name: &tree::Name) -> Option<Problem> {
        let mut lists = self.lists.iter().filter_map(|list| {
            let attribute = list.attributes.iter().find(|attribute| attribute.name == name.text)?;
            Some((list, attribute.ty))
        });
        let (list, ty) = lists.next()?;
        if lists.next().is_some() || !matches!(ty, Type::Money | Type::Number) {
            return None;
        }
        let value = format!("{}.{}", list.name, name.text);
        if let Some(problem) = self.unit_after_number(name) {
            return Some(problem);
        }
        let title = format!("`{}` is a value of the `{}`, not an event", name.text, list.name);
        let problem = Problem::new(code::UNKNOWN_EVENT, title, name.span, "which events?");
        let source = &self.sources.get(name.span.file).text;
        let before = source.get(..name.span.range().start).unwrap_or_default();
        if before.trim_end().ends_with('(') {
            let problem = problem.help(format!("write `{value}`"));
            return Some(problem.fix(Fix::likely(name.span, value)));
        }
        let number = before.split_whitespace().next_back().unwrap_or_default();
        let plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
        let number = match ty {
            Type::Money if plain => self.amount(number.replace('_', "").parse().ok()?),
            _ => number.to_owned(),
        };
        let after = source.get(name.span.range().end..).unwrap_or_default();
        let words: Vec<&str> = after.split_whitespace().take(3).collect();
        let window = match words.as_slice() {
            ["within", count, unit] => format!(" within {count} {unit}"),
            _ => String::new(),
        };
        let is_number = number.contains(|letter: char| letter.is_ascii_digit());
        Some(problem.help(match is_number {
            true => format!("add them up: write `sum({value}{window}) ≥ {number}`"),
            false => format!("add them up: `sum({value}{window})`"),
        }))
    }
}

/// Words that are answered elsewhere.
fn known_words(name: &str) -> bool {
    matches!(
        name.to_lowercase().as_str(),
        "yesterday" | "tomorrow" | "now" | "true" | "false" | "null" | "none" | "nil" | "empty"
    )
}
