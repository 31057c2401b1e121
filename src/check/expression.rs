//! Checks conditions and values: gives each a type and every bare name a meaning.

use std::borrow::Cow;

use crate::problems::{FileId, Fix, Problem, Span, register as code};
use crate::syntax::tree::{self, MoneyUnit, TimeLiteral};
use crate::terms::{Operator, Standing, TextTest};
use crate::values::{Decimal, Value};

use super::aggregated::Aggregated;
use super::at::At;
use super::comparison::Compared;
use super::model::{Expr, ExprKind, Named};
use super::names::Meaning;
use super::{Checker, Type, suggest};

impl Checker<'_> {
    /// An expression that must be true or false.
    pub(super) fn condition(&mut self, expr: &tree::Expr, at: At) -> Expr {
        let typed = self.expression(expr, at, Some(Type::YesNo));
        if typed.ty == Type::YesNo || typed.ty.is_broken() {
            return typed;
        }
        if let ExprKind::Duration(duration) = typed.kind {
            self.length_alone(expr.span, duration);
            return Expr::broken(expr.span);
        }
        if let Some(problem) = self.one_count_or_another(expr.span) {
            self.problems.push(problem);
            return Expr::broken(expr.span);
        }
        let help = if let tree::ExprKind::Name(name) = &expr.kind {
            let example = match typed.ty {
                Type::Money => format!("{name} ≥ {}", self.amount(50)),
                Type::Date | Type::Day => format!("30 days since {name}"),
                Type::Choice(choice) => {
                    let last = self.choices[choice].values.names().last();
                    format!("{name} is {}", last.map_or("...", String::as_str))
                }
                Type::Text | Type::Set => format!("{name} is known"),
                Type::Number | Type::YesNo | Type::Duration | Type::Stage | Type::Broken => {
                    format!("{name} ≥ 9")
                }
            };
            format!("compare it, for example `{example}`")
        } else if let tree::ExprKind::PartOf { .. } = &expr.kind {
            let written = self.written(expr.span);
            let part = written.split(' ').next().unwrap_or("month");
            format!("compare it, for example `{written} is {part} of today`")
        } else {
            "compare it with something, for example with `≥` or `is`".to_owned()
        };
        self.problems.push(
            Problem::new(
                code::NOT_A_CONDITION,
                "This is neither true nor false",
                expr.span,
                format!("this is {}", typed.ty.words()),
            )
            .help(help),
        );
        Expr::broken(expr.span)
    }

    /// Any expression. `hint` is the type that its place asks for: by it, a bare name can be a
    /// value of a choice or a stage.
    pub(super) fn expression(&mut self, expr: &tree::Expr, at: At, hint: Option<Type>) -> Expr {
        use tree::ExprKind as Tree;
        let span = expr.span;
        let constant = |ty, value| Expr { span, ty, kind: ExprKind::Constant(value) };
        match &expr.kind {
            Tree::Or(parts) => self.joined(parts, at, span, ExprKind::Or),
            Tree::And(parts) => self.joined(parts, at, span, ExprKind::And),
            Tree::Not(inner) => {
                let inner = self.condition(inner, at);
                Expr::yes_no(span, ExprKind::Not(Box::new(inner)))
            }
            Tree::Compare { left, operator, right } => {
                self.compare(Compared { span, left, operator: *operator, right, at })
            }
            Tree::Between { value, low, high } => self.between(span, value, low, high, at),
            Tree::In { value, list } => self.is_in(span, value, list, at),
            Tree::Known { value, known } => self.known(span, value, *known, at),
            Tree::TextTest { value, test, text } => self.text_test(span, value, *test, text, at),
            Tree::Tagged(text) => {
                self.tag_of_nothing(text);
                let tags = Expr { span, ty: Type::Set, kind: ExprKind::Tags };
                let tag = constant(Type::Text, Value::Text(Cow::Owned(text.text.clone())));
                Expr::yes_no(span, ExprKind::SetContains(Box::new(tags), Box::new(tag)))
            }
            Tree::AnniversaryOf(date) => {
                let date = self.date(date, at);
                Expr::yes_no(span, ExprKind::Anniversary(Box::new(date), None))
            }
            Tree::InWindow { date, window } => self.date_in_window(span, date, *window, at),
            Tree::PartOf { part, date } => self.part_of(span, *part, date, at),
            Tree::EdgeOf { edge, period, date } => {
                let date = self.date(date, at);
                let kind = ExprKind::EdgeOf(*edge, *period, Box::new(date));
                Expr { span, ty: Type::Day, kind }
            }
            Tree::DaysBetween { from, to } => {
                let [from, to] = [from, to].map(|date| Box::new(self.date(date, at)));
                Expr { span, ty: Type::Number, kind: ExprKind::DaysBetween(from, to) }
            }
            Tree::Expiring { balance, within } => self.expiring(span, balance, *within),
            Tree::Call { function, values } => self.number_call(span, *function, values, at),
            Tree::ShareOf { share, value } => {
                self.arithmetic(span, value, Operator::Multiply, share, at)
            }
            Tree::Quantity { quantity, events, filter } => {
                self.quantity(span, quantity, events, filter)
            }
            Tree::Elapsed { duration, since } => {
                let since = self.since(since, at);
                Expr::yes_no(span, ExprKind::Elapsed { duration: duration.value, since })
            }
            Tree::Without { duration, events, condition } => {
                self.without(span, duration.value, events, condition.as_deref())
            }
            Tree::Aggregate { function, different, events, attribute, filter } => {
                let what = Aggregated {
                    function: function.value,
                    different: *different,
                    events,
                    attribute: attribute.as_ref(),
                    filter,
                };
                self.aggregate(span, what)
            }
            Tree::Arithmetic { left, operator, right } => {
                self.arithmetic(span, left, *operator, right, at)
            }
            Tree::Negative(inner) => self.negative(span, inner, at),
            Tree::Number(number) => constant(Type::Number, Value::Number(*number)),
            Tree::Percent(share) => constant(Type::Number, Value::Number(*share)),
            Tree::Money { amount, unit } => {
                self.money_unit(unit, span);
                constant(Type::Money, Value::Number(*amount))
            }
            Tree::Duration(duration) => {
                Expr { span, ty: Type::Duration, kind: ExprKind::Duration(*duration) }
            }
            Tree::Day(day) => constant(Type::Day, Value::Day(*day)),
            Tree::Time(TimeLiteral::Instant(instant)) => {
                constant(Type::Date, Value::Instant(*instant))
            }
            Tree::Time(TimeLiteral::Local(local)) => {
                match self.settings.zone.to_ambiguous_timestamp(*local).compatible() {
                    Ok(instant) => constant(Type::Date, Value::Instant(instant)),
                    Err(_) => Expr::broken(span),
                }
            }
            Tree::Text(text) => constant(Type::Text, Value::Text(Cow::Owned(text.clone()))),
            Tree::YesNo(yes) => constant(Type::YesNo, Value::YesNo(*yes)),
            Tree::Name(name) => self.name(name, span, at, hint),
            Tree::Standing { function, value } => self.standing(span, *function, value, at),
            Tree::Broken => Expr::broken(span),
            Tree::Dotted { events, attribute } => self.dotted(span, events, attribute),
        }
    }

    fn joined(
        &mut self,
        parts: &[tree::Expr],
        at: At,
        span: Span,
        join: fn(Vec<Expr>) -> ExprKind,
    ) -> Expr {
        let mut conditions = Vec::with_capacity(parts.len());
        let mut from = 0;
        while let Some(part) = parts.get(from) {
            conditions.push(match self.misjoined(parts, from, at) {
                0 => {
                    from += 1;
                    self.condition(part, at)
                }
                many => {
                    from += many;
                    Expr::broken(part.span)
                }
            });
        }
        Expr::yes_no(span, join(conditions))
    }

    /// A bare name, looked up from the inside out: the values of the choice that is asked for, the
    /// attributes of the event at hand, what the file declares, and the built-in names.
    fn name(&mut self, name: &str, span: Span, at: At, hint: Option<Type>) -> Expr {
        let typed = |ty, kind| Expr { span, ty, kind };
        if let Some(Type::Choice(choice)) = hint
            && let Some(index) =
                self.choices[choice].values.names().iter().position(|value| value == name)
        {
            self.mention(span, Named::Value { choice, value: index });
            return typed(Type::Choice(choice), ExprKind::Constant(Value::Choice(index as u16)));
        }
        let meaning = self.names.value(name);
        if let (Some(Type::Stage), Some(Meaning::Stage(stage))) = (hint, meaning) {
            self.mention(span, Named::Stage(stage));
            return typed(Type::Stage, ExprKind::Constant(Value::Choice(stage as u16)));
        }
        if let Some((ty, attribute)) = self.attribute_in(at, name) {
            self.mention_attribute(span, at, attribute);
            return typed(ty, ExprKind::Attribute(attribute));
        }
        if let Some(meaning) = meaning {
            self.mention_of(span, meaning);
        }
        match meaning {
            Some(Meaning::Field(field)) => typed(self.fields[field].ty, ExprKind::Field(field)),
            Some(Meaning::Let(index)) => self.a_let(index, span),
            Some(Meaning::Score(index)) => {
                self.used_scores[index] = true;
                typed(Type::Number, ExprKind::Score(index))
            }
            Some(Meaning::Experiment(index)) => {
                let ty = Type::Choice(self.experiments[index].choice);
                typed(ty, ExprKind::Experiment(index))
            }
            Some(Meaning::List(_) | Meaning::Group(_) | Meaning::Gift(_)) => {
                self.events_as_value(name, span)
            }
            Some(Meaning::Broken) => Expr::broken(span),
            Some(Meaning::Stage(_)) => {
                let fixed = format!("stage is {name}");
                let title = "A stage alone is not a condition";
                let problem = Problem::new(code::NOT_A_VALUE, title, span, "this is a stage");
                let problem =
                    problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed));
                self.problems.push(problem);
                Expr::broken(span)
            }
            None => match name {
                "stage" => typed(Type::Stage, ExprKind::Stage),
                "stage_since" => typed(Type::Date, ExprKind::StageSince),
                "tags" => typed(Type::Set, ExprKind::Tags),
                "today" => typed(Type::Day, ExprKind::Today),
                "now" => typed(Type::Date, ExprKind::Now),
                _ => self.unknown(name, span, at, hint),
            },
        }
    }

    fn a_let(&mut self, index: usize, span: Span) -> Expr {
        self.used_lets[index] = true;
        let ty = self.let_type(index);
        // A length of time is not a value of its own, so a `let` of one stands for what it says.
        let kind = match self.let_value(index).map(|value| &value.kind) {
            Some(ExprKind::Duration(duration)) => ExprKind::Duration(*duration),
            _ => ExprKind::Let(index),
        };
        if ty.is_broken() { Expr::broken(span) } else { Expr { span, ty, kind } }
    }

    fn unknown(&mut self, name: &str, span: Span, at: At, hint: Option<Type>) -> Expr {
        if at == At::Broken || self.names.nameless {
            return Expr::broken(span);
        }
        match hint {
            Some(Type::Choice(choice)) => {
                let choice = &self.choices[choice];
                let title = format!("`{}` is never `{name}`", choice.owner);
                let names = choice.values.names().iter().map(String::as_str);
                let close = suggest::closest(name, names.clone());
                let help = format!("it is one of {}", listed(names));
                let problem = Problem::new(code::UNKNOWN_VALUE, title, span, "not in its list");
                self.problems.push(suggest::meant_or(problem, close, help));
                Expr::broken(span)
            }
            Some(Type::Stage) => {
                let name = tree::Name { text: name.to_owned(), span };
                self.stage_named(&name);
                Expr::broken(span)
            }
            Some(Type::Text) => {
                let help = format!("put text in quotation marks: write \"{name}\"");
                let title = format!("Nothing is called `{name}`");
                let problem = Problem::new(code::UNKNOWN_NAME, title, span, "not declared");
                let fix = Fix::likely(span, format!("\"{name}\""));
                self.problems.push(problem.help(help).fix(fix));
                Expr::broken(span)
            }
            _ => {
                let mut known: Vec<&str> = self.attributes_in(at);
                known.extend(self.names.values());
                known.extend(["today", "now", "stage", "tags"]);
                let kind = match hint {
                    Some(Type::YesNo) => "yes/no",
                    Some(Type::Money) => "money",
                    Some(Type::Date | Type::Day) => "date",
                    _ => "number",
                };
                let help = format!(
                    "declare it under `customer`, for example `{name}: {kind}`, or with `let {name} = ...`"
                );
                let title = format!("Nothing is called `{name}`");
                let problem = Problem::new(code::UNKNOWN_NAME, title, span, "not declared");
                let close = suggest::closest(name, known.iter().copied());
                let other = self.another_day(name, span);
                let other = other.or_else(|| self.day_by_name(name, span, at));
                let other = other.or_else(|| self.number_in_words(name, span, hint));
                let other = other.or_else(|| self.glued_number(name, span, hint));
                let other = other.or_else(|| self.told_of_customers(name, span, at, hint));
                let problem = match close {
                    _ if other.is_some() => other.unwrap_or(problem),
                    Some(close) => suggest::meant(problem, close),
                    None => self.could_be(name, span, at).unwrap_or_else(|| problem.help(help)),
                };
                let title = format!("Nothing is called `{name}`");
                let only_case = problem.title == title
                    && close.is_some_and(|close| close.to_lowercase() == name.to_lowercase());
                let meant = close.filter(|_| only_case).map(str::to_owned);
                self.problems.push(problem);
                // Written like this it is known after all, and what it is compared with is looked at.
                match meant.filter(|meant| at == At::Customer && self.names.get(meant).is_some()) {
                    Some(meant) => self.name(&meant, span, at, hint),
                    None => Expr::broken(span),
                }
            }
        }
    }

    fn dotted(&mut self, span: Span, events: &tree::Name, attribute: &tree::Name) -> Expr {
        if self.is_missing(&events.text) {
            return Expr::broken(span);
        }
        if let Some(
            Meaning::Field(_) | Meaning::Let(_) | Meaning::Score(_) | Meaning::Experiment(_),
        ) = self.names.get(&events.text)
        {
            if let Some(problem) = self.part_after_point(span, events, attribute) {
                self.problems.push(problem);
                return Expr::broken(span);
            }
            let help = "put a path into the record after `from`, where the field is declared";
            let title = format!("`{}` has no parts", events.text);
            return self.refuse(code::NOT_A_VALUE, title, span, "this is a single value", help);
        }
        if let Some(problem) = self.owned_by_nobody(span, events, attribute) {
            self.problems.push(problem);
            return Expr::broken(span);
        }
        let counts = ["length", "count", "size", "len", "total"];
        let is_list = matches!(self.names.get(&events.text), Some(Meaning::List(_)));
        let attributes = match self.names.get(&events.text) {
            Some(Meaning::List(list)) => self.attributes_in(At::List(list)),
            _ => Vec::new(),
        };
        if is_list && counts.contains(&&*attribute.text) && !attributes.contains(&&*attribute.text)
        {
            let events = &events.text;
            let fixed = format!("count({events})");
            let title = format!("Write the number of `{events}` as `{fixed}`");
            let help = format!("write `{fixed}`, or `at least 3 {events}` as a condition");
            let problem = Problem::new(code::NOT_A_VALUE, title, span, "count them instead");
            self.problems.push(problem.help(help).fix(Fix::likely(span, fixed)));
            return Expr::broken(span);
        }
        let (list, value) = (&events.text, &attribute.text);
        let is_today = matches!(value.as_str(), "today" | "now");
        if !is_today && !self.names.has_word(list) && !self.is_missing(list) {
            let title = format!("Nothing is called `{list}`");
            let fields = self.fields.iter().map(|field| field.name.as_str());
            let help = match suggest::closest(value, fields) {
                Some(field) => format!("a rule is about one customer: write `{field}` alone"),
                None => {
                    "a rule is about one customer, so its fields are written alone, by the names \
                         that this file declares"
                        .to_owned()
                }
            };
            return self.refuse(code::UNKNOWN_NAME, title, events.span, "not declared", help);
        }
        let help = match self.is_asked_for_an_amount(span) {
            true => format!(
                "write `last({list}.{value})` for the last one, or `sum({list}.{value})` for all \
                 of them"
            ),
            false => format!(
                "say which one you need, for example `sum({list}.{value})` or \
                 `last({list}.{value})`"
            ),
        };
        let title = format!("`{value}` is many values, not one");
        self.refuse(code::NOT_A_VALUE, title, span, "one for each event", help)
    }

    fn events_as_value(&mut self, name: &str, span: Span) -> Expr {
        if let Some(amount) = self.amount_of_event(name, span) {
            let title = format!("`{name}` are events: say which of their amounts");
            let help = format!("write `{amount}`");
            return self.refuse(code::NOT_A_VALUE, title, span, "of which amount?", help);
        }
        let help = match self.counted_again(name, span) {
            Some(fixed) => format!("write `{fixed}`"),
            None => format!("count them, for example `3 {name}` or `count({name})`"),
        };
        let title = format!("`{name}` are events, not a value");
        self.refuse(code::NOT_A_VALUE, title, span, "count these events", help)
    }

    /// Reports a problem with help and yields what is silent from now on.
    pub(super) fn refuse(
        &mut self,
        code: crate::problems::Code,
        title: impl Into<String>,
        span: Span,
        label: impl Into<String>,
        help: impl Into<String>,
    ) -> Expr {
        self.problems.push(Problem::new(code, title, span, label).help(help));
        Expr::broken(span)
    }

    fn known(&mut self, span: Span, value: &tree::Expr, known: bool, at: At) -> Expr {
        if let tree::ExprKind::Name(name) = &value.kind
            && self.attribute_in(at, name).is_none()
            && let Some(Meaning::List(list)) = self.names.get(name)
        {
            self.table_is_known(list, value.span, known);
            let events = super::model::Events::List(list);
            return Expr::yes_no(span, ExprKind::EventsKnown(events, known));
        }
        let value = self.expression(value, at, None);
        if value.ty == Type::Duration {
            let help = "ask this about a field, for example `joined is known`";
            let title = "A length of time is always known";
            return self.refuse(
                code::WRONG_TYPE,
                title,
                value.span,
                "known for every customer",
                help,
            );
        }
        Expr::yes_no(span, ExprKind::Known(Box::new(value), known))
    }

    fn text_test(
        &mut self,
        span: Span,
        value: &tree::Expr,
        test: TextTest,
        text: &tree::Expr,
        at: At,
    ) -> Expr {
        if at == At::Customer
            && let Some(problem) = self.each_contains(span, value, test, text)
        {
            self.problems.push(problem);
            return Expr::broken(span);
        }
        let whole = self.expression(value, at, None);
        let part = self.expression(text, at, Some(Type::Text));
        if whole.ty.is_broken() || part.ty.is_broken() {
            return Expr::broken(span);
        }
        if part.ty != Type::Text {
            let label = format!("this is {}", part.ty.words());
            let help = "write the text in quotation marks";
            let problem = Problem::new(code::WRONG_TYPE, "A text is needed here", part.span, label);
            let problem = match part.constant().and_then(Value::number) {
                Some(number) => problem.fix(Fix::safe(part.span, format!("\"{number}\""))),
                None => problem,
            };
            self.problems.push(problem.help(help));
            return Expr::broken(span);
        }
        match (whole.ty, test) {
            (Type::Set, TextTest::Contains) => {
                Expr::yes_no(span, ExprKind::SetContains(Box::new(whole), Box::new(part)))
            }
            (Type::Text, _) => {
                Expr::yes_no(span, ExprKind::TextTest(Box::new(whole), test, Box::new(part)))
            }
            (
                Type::YesNo
                | Type::Number
                | Type::Money
                | Type::Date
                | Type::Day
                | Type::Duration
                | Type::Choice(_)
                | Type::Stage
                | Type::Set
                | Type::Broken,
                _,
            ) => {
                let label = format!("this is {}", whole.ty.words());
                let help = "only a text, `tags` or a `set of text` can be searched";
                let title = "This cannot contain a text";
                self.refuse(code::WRONG_TYPE, title, whole.span, label, help)
            }
        }
    }

    /// Where a customer stands among all of the run: by what has an order, and not within a
    /// `where`, which looks at one event.
    fn standing(&mut self, span: Span, function: Standing, value: &tree::Expr, at: At) -> Expr {
        let word = match function {
            Standing::Quintile => "quintile",
            Standing::Rank => "rank",
        };
        let value = self.expression(value, at, None);
        if value.ty.is_broken() {
            return Expr::broken(span);
        }
        if at != At::Customer {
            let title = format!("`{word}` compares customers, not events");
            let help = "name it with `let` first, and use that name outside `where`";
            return self.refuse(code::MISPLACED, title, span, "inside a `where`", help);
        }
        if !value.ty.has_order() {
            let label = format!("this is {}", value.ty.words());
            let title = format!("`{word}` does not work on this");
            let help = format!("`{word}` works on numbers, money and dates");
            return self.refuse(code::WRONG_TYPE, title, value.span, label, help);
        }
        Expr { span, ty: Type::Number, kind: ExprKind::Standing(function, Box::new(value)) }
    }

    /// A date or day.
    pub(super) fn date(&mut self, expr: &tree::Expr, at: At) -> Expr {
        let typed = self.expression(expr, at, Some(Type::Date));
        if typed.ty.is_date() || typed.ty.is_broken() {
            return typed;
        }
        let label = format!("this is {}", typed.ty.words());
        let help = "write a date such as `2026-01-31`, or a field of type `date`";
        self.refuse(code::WRONG_TYPE, "A date is needed here", expr.span, label, help)
    }

    /// An amount must be in the file's currency.
    pub(super) fn money_unit(&mut self, unit: &MoneyUnit, span: Span) {
        let currency = self.settings.currency;
        let (fits, written) = match unit {
            MoneyUnit::Mark(mark) => (currency.mark() == Some(*mark), format!("`{mark}`")),
            MoneyUnit::Code(name) => (currency.code() == name.text, format!("`{}`", name.text)),
        };
        if fits || self.settings.no_currency {
            return;
        }
        let title = "This amount is not in the file's currency";
        let label = format!("{written} here, but the file is in {}", currency.code());
        // The header of a file that others use counts only when it is checked by itself.
        let or = match span.file == FileId::default() {
            true => "or set another `currency` in the header",
            false => "because the header of the main file sets the currency",
        };
        let code = currency.code();
        let help = format!("write the amount in {code}, for example `{}`, {or}", self.amount(20));
        self.problems.push(Problem::new(code::WRONG_CURRENCY, title, span, label).help(help));
    }

    /// An amount of the file's currency, as one would write it.
    pub(super) fn amount(&self, amount: i64) -> String {
        let currency = self.settings.currency;
        match currency.mark() {
            Some(mark) => format!("{mark}{amount}"),
            None => format!("{amount} {}", currency.code()),
        }
    }

    /// A decimal as an amount of the file's currency.
    pub(super) fn as_amount(&self, amount: Decimal) -> String {
        let currency = self.settings.currency;
        match currency.mark() {
            Some(mark) if amount.is_negative() => format!("-{mark}{}", (-amount).normalized()),
            Some(mark) => format!("{mark}{}", amount.normalized()),
            None => format!("{} {}", amount.normalized(), currency.code()),
        }
    }
}

/// `` `a`, `b` or `c` ``, not too many of them.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) if rest.len() < 8 => format!("{} or {last}", rest.join(", ")),
        Some((_, rest)) => format!("{} and {} more", rest[..8].join(", "), rest.len() - 7),
    }
}
