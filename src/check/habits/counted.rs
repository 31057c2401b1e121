//! Events where a value is wanted, and values of events where a condition is.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a habit shows in a few forms; any other form, new ones included, gets other advice"
)]

use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::together;
use crate::syntax::tree::{self, ExprKind};
use crate::terms::{DateWindow, Operator};
use crate::values::{Duration, with_article};

use super::mark;
use crate::check::at::At;
use crate::check::comparison::Compared;
use crate::check::model::Expr;
use crate::check::names::Meaning;
use crate::check::{Checker, Type};

impl Checker<'_> {
    /// `2 or 3 bookings`, of which only `3 bookings` is a condition.
    pub(in crate::check) fn one_count_or_another(&self, number: Span) -> Option<Problem> {
        let low = self.written(number);
        let after = self.sources.get(number.file).text.get(number.range().end..)?;
        let words: Vec<&str> = after.split([' ', '\n']).take(4).collect();
        let ["", "or", high, word] = words.as_slice() else { return None };
        let word = word.trim_end_matches([',', ')', '.']);
        let (one, other): (u64, u64) = (low.parse().ok()?, high.parse().ok()?);
        if one >= other || !self.names.has_word(word) {
            return None;
        }
        let length = " or ".len() + high.len() + 1 + word.len();
        let place = Span::new(number.file, number.range().start, number.range().end + length);
        let first = if one == 1 { self.names.singular(word) } else { word };
        let fixed = format!("at least {low} {first} and at most {high} {word}");
        let title = format!("`{low} or {high} {word}` should be `{fixed}`");
        let problem = Problem::new(code::NOT_A_CONDITION, title, place, "`or` joins conditions");
        Some(problem.help(format!("write `{fixed}`")).fix(Fix::likely(place, fixed)))
    }

    /// One of the events of a word, with `a` or `an`.
    pub(in crate::check) fn an_event(&self, word: &str) -> String {
        with_article(self.names.singular(word))
    }

    /// `90 days since purchase`: since which of them?
    pub(in crate::check) fn since_events(&mut self, value: &tree::Expr, at: At) -> bool {
        let ExprKind::Name(name) = &value.kind else { return false };
        let value_too = self.attribute_in(at, name).is_some()
            || matches!(
                self.names.get(name),
                Some(
                    Meaning::Field(_)
                        | Meaning::Let(_)
                        | Meaning::Score(_)
                        | Meaning::Experiment(_)
                        | Meaning::Broken
                )
            );
        if value_too || !self.names.has_word(name) {
            return false;
        }
        let one = match self.names.get(name) {
            Some(Meaning::Gift(_)) => name.clone(),
            _ => self.names.singular(name).to_owned(),
        };
        let fixed = format!("last {one}");
        let title = format!("Since which `{one}`?");
        let label = "these are events, not a date";
        let problem = Problem::new(code::NOT_A_VALUE, title, value.span, label);
        let problem = problem.help(format!("write `since {fixed}`"));
        self.problems.push(problem.fix(Fix::likely(value.span, fixed)));
        true
    }

    /// `purchase within 30 days`, `2+ orders within 90 days`: how many of them?
    pub(in crate::check) fn events_in_window(
        &mut self,
        span: Span,
        counted: &tree::Expr,
        window: DateWindow,
        at: At,
    ) -> bool {
        let (name, number) = match &counted.kind {
            ExprKind::Name(name) => (name, None),
            ExprKind::Arithmetic { left, operator: Operator::Add, right } => {
                match (&left.kind, &right.kind) {
                    (ExprKind::Number(number), ExprKind::Name(name)) => (name, Some(number)),
                    _ => return false,
                }
            }
            _ => return false,
        };
        if self.attribute_in(at, name).is_some() || !self.counts(name) {
            return false;
        }
        let before = self.written_before(span);
        if let Some(no) = before.strip_suffix(" or").and_then(|before| no_events(before, self)) {
            let window = of_events(window);
            let fixed = format!("{no} {window} and no {name} {window}");
            let title = "Say for each kind of events how many of them, and when";
            let label = "how many of these?";
            let problem = Problem::new(code::NOT_A_VALUE, title, counted.span, label);
            self.problems.push(problem.help(format!("write `{fixed}`")));
            return true;
        }
        let events = match number {
            Some(number) => format!("at least {number} {name}"),
            None => self.an_event(name),
        };
        let fixed = format!("{events} {}", of_events(window));
        let title = "This window is about events";
        let problem = Problem::new(code::NOT_A_VALUE, title, counted.span, "how many of them?");
        let problem = problem.help(format!("write `{fixed}`"));
        self.problems.push(problem.fix(Fix::likely(span, fixed)));
        true
    }

    /// `count(orders) within 90 days`: the window goes into the parentheses.
    pub(in crate::check) fn value_in_window(
        &mut self,
        span: Span,
        written: &tree::Expr,
        value: &Expr,
        window: DateWindow,
    ) -> bool {
        let ExprKind::Aggregate { filter, .. } = &written.kind else { return false };
        let call = self.written(written.span);
        let Some(open) = call.strip_suffix(')') else { return false };
        if value.ty.is_date() || filter.window.is_some() {
            return false;
        }
        let fixed = format!("{open} {})", of_events(window));
        let title = "The window goes inside the parentheses";
        let problem = Problem::new(code::NOT_A_VALUE, title, span, "move it inside");
        let problem = problem.help(format!("write `{fixed}`"));
        self.problems.push(problem.fix(Fix::likely(span, fixed)));
        true
    }

    /// Whether a name means events, and nothing else.
    fn counts(&self, name: &str) -> bool {
        let value = matches!(
            self.names.get(name),
            Some(
                Meaning::Field(_)
                    | Meaning::Let(_)
                    | Meaning::Score(_)
                    | Meaning::Experiment(_)
                    | Meaning::Broken
            )
        );
        !value && self.names.has_word(name)
    }

    /// `purchases.amount ≥ €100`: of one of them, or of all together?
    pub(in crate::check) fn each_or_all(&mut self, said: Compared<'_>) -> Option<Expr> {
        let Compared { span, left, operator, right, at } = said;
        let ExprKind::Dotted { events, attribute } = &left.kind else { return None };
        let list =
            self.names.word_events(&events.text).cloned().and_then(|events| match events {
                crate::check::model::Events::List(list) => Some(list),
                _ => None,
            })?;
        let (ty, _) = self.attribute_in(At::List(list), &attribute.text)?;
        let right = match &right.kind {
            ExprKind::Number(number) if ty == Type::Money => self.as_amount(*number),
            _ => self.written(right.span).to_owned(),
        };
        let mark = mark(operator);
        let named = self.lists[list].name.clone();
        let title = format!("Each of the `{named}` has its own `{}`", attribute.text);
        // In their own filter, the event at hand is meant.
        if at == At::List(list) {
            let name = &attribute.text;
            let title = format!("In this filter, `{name}` is that of the event at hand");
            let place = left.span;
            let problem = Problem::new(code::NOT_A_VALUE, title, place, "leave out the events");
            let help = format!("write `{name} {mark} {right}`");
            self.problems.push(problem.help(help).fix(Fix::likely(place, name.as_str())));
            return Some(Expr::broken(span));
        }
        let one =
            format!("{} where {} {mark} {right}", self.an_event(&events.text), attribute.text);
        let help = match ty {
            Type::Money | Type::Number => format!(
                "write `{one}` for at least one of them, or `sum({named}.{}) {mark} {right}` for all of them together",
                attribute.text
            ),
            _ => format!("write `{one}` for at least one of them"),
        };
        let problem = Problem::new(code::NOT_A_VALUE, title, left.span, "which one?");
        self.problems.push(problem.help(help).fix(Fix::likely(span, one)));
        Some(Expr::broken(span))
    }

    /// `orders + rides`: numbers of events.
    pub(in crate::check) fn events_added(
        &self,
        span: Span,
        left: &tree::Expr,
        operator: Operator,
        right: &tree::Expr,
        at: At,
    ) -> Option<Problem> {
        let list = |expr: &tree::Expr| {
            let tree::ExprKind::Name(name) = &expr.kind else { return None };
            let list = matches!(self.names.get(name), Some(Meaning::List(_)));
            (list && at == At::Customer).then(|| format!("count({name})"))
        };
        let mark = match operator {
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
        };
        let fixed = format!("{} {mark} {}", list(left)?, list(right)?);
        let title = format!("`{}` are events, not numbers", self.written(span));
        let problem = Problem::new(code::NOT_A_VALUE, title, span, "count these events");
        Some(problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed)))
    }

    /// `14-30 days since last ride`: from one time to another.
    pub(in crate::check) fn lengths_apart(
        &self,
        span: Span,
        operator: Operator,
        right: &tree::Expr,
    ) -> Option<Problem> {
        let elapsed = matches!(right.kind, tree::ExprKind::Elapsed { .. });
        (operator == Operator::Subtract && elapsed).then_some(())?;
        let (later, written) = (self.written(right.span), self.written(span));
        let first = written.split('-').next()?.trim();
        let (_, since) = later.split_once(' ')?;
        first.bytes().all(|byte| byte.is_ascii_digit()).then_some(())?;
        let fixed = format!("{first} {since} and not {later}");
        let title = "Ask whether the first time has passed and the second has not";
        let label = "this subtracts one from the other";
        let problem = Problem::new(code::TYPES_DIFFER, title, span, label);
        Some(problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed)))
    }

    /// `after 14 days`: since when?
    pub(in crate::check) fn length_alone(&mut self, span: Span, duration: Duration) {
        if self.length_in_two(span) {
            return;
        }
        let date =
            self.fields.iter().find(|field| field.ty.is_date()).map(|field| field.name.clone());
        let list = self.lists.first().map(|list| list.name.clone());
        let mut help = format!("write `{duration} in stage`");
        match (date, list) {
            (Some(date), Some(list)) => {
                let event = self.an_event(&list);
                help.push_str(&format!(
                    ", `{duration} since {date}` or `{duration} without {event}`"
                ));
            }
            (Some(date), None) => help.push_str(&format!(" or `{duration} since {date}`")),
            (None, Some(list)) => {
                let event = self.an_event(&list);
                help.push_str(&format!(" or `{duration} without {event}`"));
            }
            (None, None) => {}
        }
        let title = "A length of time needs a starting point";
        let label = "since when?";
        let problem = Problem::new(code::NOT_A_CONDITION, title, span, label).help(help);
        self.problems.push(problem.fix(Fix::likely(span, format!("{duration} in stage"))));
    }

    /// `within 1 year and 6 months`, where the second length is read as a condition, and `1 year and
    /// 6 months since joined`, where the first one is.
    fn length_in_two(&mut self, span: Span) -> bool {
        let source = &self.sources.get(span.file).text;
        let range = span.range();
        let length = |text: &str| {
            let mut words = text.split_whitespace();
            Some((words.next()?.to_owned(), words.next()?.to_owned()))
        };
        let (Some(before), Some(after)) = (source.get(..range.start), source.get(range.end..))
        else {
            return false;
        };
        let here = length(self.written(span));
        let (start, end, one, other) = match before.trim_end().strip_suffix("and") {
            Some(before) => {
                let mut words = before.trim_end().rsplitn(3, char::is_whitespace);
                let (unit, number) = (words.next(), words.next());
                let (Some(unit), Some(number)) = (unit, number) else { return false };
                let first = Some((number.to_owned(), unit.to_owned()));
                let kept = words.next().map_or(0, str::len);
                let start = kept + usize::from(kept > 0);
                (start, range.end, first, here)
            }
            None => {
                let Some(rest) = after.trim_start().strip_prefix("and ") else { return false };
                let Some((number, unit)) = length(rest) else { return false };
                let skipped = after.len() - rest.len();
                let end = rest.find(&unit).map_or(0, |at| at + unit.len());
                (range.start, range.end + skipped + end, here, Some((number, unit)))
            }
        };
        let (Some(one), Some(other)) = (one, other) else { return false };
        let Some(fixed) = together((&one.0, &one.1), (&other.0, &other.1)) else { return false };
        let whole = Span::new(span.file, start, end);
        let title = "A length of time has one unit";
        let problem = Problem::new(code::NOT_A_CONDITION, title, whole, "these are two");
        let problem = problem.help(format!("write `{fixed}`")).fix(Fix::likely(whole, fixed));
        self.problems.push(problem);
        true
    }

    /// `in (9-10)`: a range, not a difference.
    pub(in crate::check) fn range_in_list(
        &mut self,
        span: Span,
        value: &tree::Expr,
        list: &[tree::Expr],
    ) -> bool {
        let Some((low, high, place)) = list.iter().find_map(difference) else { return false };
        let (low, high) = (self.written(low).to_owned(), self.written(high).to_owned());
        let left = self.written(value.span).to_owned();
        let mut others: Vec<String> = Vec::new();
        for entry in list.iter().filter(|entry| entry.span != place) {
            others.push(self.written(entry.span).to_owned());
        }
        let between = format!("{left} between {low} and {high}");
        let fixed = match others.as_slice() {
            [] => between,
            [one] => format!("({between} or {left} is {one})"),
            more => format!("({between} or {left} in ({}))", more.join(", ")),
        };
        let title = format!("`{}` is a subtraction, not a range", self.written(place));
        let problem = Problem::new(
            code::WRONG_TYPE,
            title,
            place,
            "this subtracts the second from the first",
        );
        let problem = problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed));
        self.problems.push(problem);
        true
    }
}

/// The window of events that is nearest to one of a date.
fn of_events(window: DateWindow) -> String {
    match window {
        DateWindow::WithinNext(length) => DateWindow::Within(length).words(),
        DateWindow::Within(_) | DateWindow::This(_) | DateWindow::Last(_) => window.words(),
    }
}

/// Two plain numbers or amounts with a `-` between them.
fn difference(entry: &tree::Expr) -> Option<(Span, Span, Span)> {
    let ExprKind::Arithmetic { left, operator: crate::terms::Operator::Subtract, right } =
        &entry.kind
    else {
        return None;
    };
    let plain =
        |expr: &tree::Expr| matches!(expr.kind, ExprKind::Number(_) | ExprKind::Money { .. });
    (plain(left) && plain(right)).then_some((left.span, right.span, entry.span))
}

/// The `no bookings` at the end of a text.
fn no_events(before: &str, checker: &Checker<'_>) -> Option<String> {
    let (rest, events) = before.rsplit_once(' ')?;
    let no = rest.ends_with(" no") || rest.ends_with("(no");
    (no && checker.names.has_word(events)).then(|| format!("no {events}"))
}
