//! What the model says in words: values, and what can be counted.

use jiff::civil::Date;

use super::noun;
use super::said::{Said, say};
use crate::check::Type;
use crate::check::model::{
    AttributeOf, Direction, Events, Expr, ExprKind, Filter, Model, Since, Window,
};
use crate::terms::{
    Cap, DatePart, DateWindow, Edge, Extreme, Function, GiftKind, Operator, Standing,
};
use crate::values::{Decimal, Direction as Toward, Instant, Rounding, Value, time};

/// Says in words what the rules of a program say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'w> {
    pub model: &'w Model,
    /// The list that names in a `where` belong to, if we are in one.
    pub list: Option<usize>,
}

impl<'w> Words<'w> {
    /// Where names belong to the events of a list.
    pub(super) fn of_events(self, events: &Events) -> Words<'w> {
        let list = match events {
            Events::List(list) | Events::Within { list, .. } => Some(*list),
            Events::Count(_) | Events::Given(_) | Events::Broken => None,
        };
        Words { list, ..self }
    }

    pub(super) fn stage(self, stage: usize) -> Said {
        Said::name(&self.model.stages[stage].name)
    }

    pub(super) fn gift(self, gift: usize) -> Said {
        Said::name(&self.model.gifts[gift].name)
    }

    pub(super) fn gifts(self, gifts: &[usize], last: &'static str) -> Said {
        match self.kind_of(gifts) {
            Some(kind) => format!("{}s", kind.word()).into(),
            None => Said::joined(gifts.iter().map(|gift| self.gift(*gift)).collect(), last),
        }
    }

    /// The kind of these gifts, if they are all of that kind.
    pub(super) fn kind_of(self, gifts: &[usize]) -> Option<GiftKind> {
        let kind = self.model.gifts.get(*gifts.first()?)?.kind;
        let all = self.model.gifts.iter().filter(|gift| gift.kind == kind).count();
        let same = gifts.iter().all(|gift| self.model.gifts[*gift].kind == kind);
        (same && all == gifts.len() && all > 1).then_some(kind)
    }

    pub(super) fn money(self, amount: Decimal) -> String {
        self.model.currency.write(amount)
    }

    pub(super) fn cap(self, cap: Cap) -> String {
        match cap {
            Cap::Money(amount) => self.money(amount),
            Cap::Count(count) => {
                noun::number(i64::try_from(count).map_or(Decimal::ZERO, Decimal::from))
            }
        }
    }

    /// `March 31, 2026`.
    pub(super) fn day(self, day: Date) -> String {
        day.strftime("%B %-d, %Y").to_string()
    }

    /// A day, and the time of it unless that is when it begins or ends.
    pub(super) fn instant(self, instant: Instant) -> String {
        if let Some(day) = time::day_at_border(instant, &self.model.zone) {
            return self.day(day);
        }
        let local = self.model.zone.to_datetime(instant);
        format!("{} at {}", self.day(local.date()), local.strftime("%H:%M"))
    }

    /// A value that is written out.
    pub(super) fn constant(self, value: &Value<'_>, ty: Type) -> Said {
        match (value, ty) {
            (Value::Number(amount), Type::Money) => self.money(*amount).into(),
            (Value::Number(number), _) => noun::number(*number).into(),
            (Value::Text(text), _) => Said::quote(text),
            (Value::YesNo(true), _) => "yes".into(),
            (Value::YesNo(false), _) => "no".into(),
            (Value::Instant(instant), _) => self.instant(*instant).into(),
            (Value::Day(day), _) => self.day(*day).into(),
            (Value::Choice(place), Type::Choice(choice)) => {
                let names = self.model.choices[choice].values.names();
                names.get(usize::from(*place)).map_or(Said::default(), |name| Said::name(name))
            }
            (Value::Choice(place), _) => self.stage(usize::from(*place)),
            (Value::Set(texts), _) => {
                Said::joined(texts.iter().map(|text| Said::quote(text)).collect(), " and ")
            }
        }
    }

    /// A value, as a noun.
    pub(super) fn value(self, expr: &Expr) -> Said {
        match &expr.kind {
            ExprKind::Constant(value) => self.constant(value, expr.ty),
            ExprKind::Duration(length) => noun::counted_length(*length).into(),
            ExprKind::Field(field) => Said::name(&self.model.fields[*field].name),
            ExprKind::Let(index) => Said::name(&self.model.lets[*index].name),
            ExprKind::Score(index) => Said::name(&self.model.scores[*index].name),
            ExprKind::Experiment(index) => Said::name(&self.model.experiments[*index].name),
            ExprKind::Expiring(index, within) => say!(
                "the part of ",
                Said::name(&self.model.scores[*index].name),
                " that expires within ",
                noun::counted_length(*within),
            ),
            ExprKind::Attribute(attribute) => self.attribute(*attribute),
            ExprKind::Stage => "the stage".into(),
            ExprKind::StageSince => "the time of entering the stage".into(),
            ExprKind::Tags => "the tags".into(),
            ExprKind::Today => "today".into(),
            ExprKind::Now => "the moment of the run".into(),
            ExprKind::Aggregate { function, different, events, attribute, filter } => {
                self.aggregate(*function, *different, (events, *attribute), filter)
            }
            ExprKind::Arithmetic(left, operator, right) => self.arithmetic(left, *operator, right),
            ExprKind::Shift(date, length, direction) => {
                let to = match direction {
                    Direction::Later => " after ",
                    Direction::Earlier => " before ",
                };
                // A name for a length of time is as good as the length.
                say!(noun::counted_length(*length), to, self.value(date))
            }
            ExprKind::Negative(inner) => say!("minus ", self.inner(inner)),
            ExprKind::PartOf(part, date) => {
                let (part, range) = match part {
                    DatePart::Year => ("the year of ", ""),
                    DatePart::Month => ("the month of ", " (1 to 12)"),
                    DatePart::Day => ("the day of the month of ", ""),
                    DatePart::Hour => ("the hour of ", " (0 to 23)"),
                    DatePart::Weekday => ("the day of the week of ", ""),
                };
                say!(part, self.value(date), range)
            }
            ExprKind::EdgeOf(edge, period, date) => {
                let edge = match edge {
                    Edge::Start => "the first day of the calendar ",
                    Edge::End => "the last day of the calendar ",
                };
                say!(edge, period.word(), " of ", self.value(date))
            }
            ExprKind::DaysBetween(from, to) => {
                say!("the number of days from ", self.value(from), " to ", self.value(to))
            }
            ExprKind::Rounded(inner, how) => say!(self.inner(inner), self.rounded(*how)),
            ExprKind::Extreme(extreme, values) => {
                let which = match extreme {
                    Extreme::Least => "the least of ",
                    Extreme::Greatest => "the greatest of ",
                };
                let values = values.iter().map(|value| self.value(value)).collect();
                say!(which, Said::joined(values, " and "))
            }
            ExprKind::Standing(Standing::Quintile, by) => say!(
                "the fifth of all customers that the customer is in by ",
                self.value(by),
                " (1 is the lowest, 5 the highest)"
            ),
            ExprKind::Standing(Standing::Rank, by) => {
                say!("the rank among all customers by ", self.value(by), " (1 is the highest)")
            }
            ExprKind::Or(_)
            | ExprKind::And(_)
            | ExprKind::Not(_)
            | ExprKind::Compare(..)
            | ExprKind::Between(..)
            | ExprKind::In(..)
            | ExprKind::Known(..)
            | ExprKind::EventsKnown(..)
            | ExprKind::TextTest(..)
            | ExprKind::SetContains(..)
            | ExprKind::Anniversary(..)
            | ExprKind::InWindow(..)
            | ExprKind::Quantity { .. }
            | ExprKind::Elapsed { .. }
            | ExprKind::Without { .. } => say!("whether ", self.clause(expr).inline()),
            ExprKind::Broken => "something".into(),
        }
    }

    /// The same as part of a calculation.
    fn inner(self, expr: &Expr) -> Said {
        let calculated = matches!(
            expr.kind,
            ExprKind::Arithmetic(..) | ExprKind::Shift(..) | ExprKind::Rounded(..)
        );
        if calculated { say!("(", self.value(expr), ")") } else { self.value(expr) }
    }

    fn arithmetic(self, left: &Expr, operator: Operator, right: &Expr) -> Said {
        for (share, of) in [(left, right), (right, left)] {
            if let (Operator::Multiply, Some(Value::Number(part))) = (operator, share.constant())
                && share.ty == Type::Number
                && of.constant().is_none()
                && !part.is_negative()
                && *part <= Decimal::from(1i64)
            {
                return say!(noun::percent(*part), " of ", self.inner(of));
            }
        }
        let word = match operator {
            Operator::Add => " plus ",
            Operator::Subtract => " minus ",
            Operator::Multiply => " times ",
            Operator::Divide => " divided by ",
        };
        say!(self.inner(left), word, self.inner(right))
    }

    fn rounded(self, how: Rounding) -> Said {
        let direction = match how.direction {
            Toward::Down => ", rounded down",
            Toward::Up => ", rounded up",
            Toward::Nearest => ", rounded",
        };
        match how.places {
            0 => say!(direction, " to a whole number"),
            1 => say!(direction, " to 1 decimal"),
            places => say!(direction, format!(" to {places} decimals")),
        }
    }

    /// A value of an event.
    pub(super) fn attribute(self, attribute: AttributeOf) -> Said {
        match attribute {
            AttributeOf::Declared(place) => {
                let list = self.list.map(|list| &self.model.lists[list]);
                let name = list.and_then(|list| list.attributes.get(place));
                name.map_or("its value".into(), |attribute| Said::name(&attribute.name))
            }
            AttributeOf::At => "the time".into(),
            AttributeOf::Cost => "cost".into(),
            AttributeOf::Worth => "worth".into(),
        }
    }

    fn aggregate(
        self,
        function: Function,
        different: bool,
        (events, attribute): (&Events, Option<AttributeOf>),
        filter: &Filter,
    ) -> Said {
        let which = say!(self.many(events), self.filter(events, filter));
        let Some(attribute) = attribute else { return say!("the number of ", which) };
        let is_time = attribute == AttributeOf::At;
        let value = self.of_events(events).attribute(attribute);
        let bare = if is_time { "time".into() } else { value.clone() };
        let one = say!(self.one(events), self.filter(events, filter));
        match (function, different) {
            (Function::Count, true) => {
                say!("the number of different values of ", value, " of ", which)
            }
            (Function::Count, false) => {
                say!("the number of ", which, ", counting those whose ", value, " is known")
            }
            (Function::Sum, _) => say!("the total ", value, " of ", which),
            (Function::Average, _) => say!("the average ", value, " of ", which),
            (Function::Min, _) if is_time => say!("the time of the first ", one),
            (Function::Max, _) if is_time => say!("the time of the last ", one),
            (Function::Min, _) => say!("the lowest ", value, " of ", which),
            (Function::Max, _) => say!("the highest ", value, " of ", which),
            (Function::First, _) => say!("the ", bare, " of the first ", one),
            (Function::Last, _) => say!("the ", bare, " of the last ", one),
        }
    }

    /// The word for several events.
    pub(super) fn many(self, events: &Events) -> Said {
        match events {
            Events::List(list) => Said::name(&noun::many(&self.model.lists[*list].name)),
            Events::Within { list, .. } => {
                say!(Said::name(&noun::many(&self.model.lists[*list].name)), " that belong to it")
            }
            Events::Count(field) => Said::name(&self.model.fields[*field].name),
            Events::Given(gifts) => match self.kind_of(gifts) {
                Some(kind) => format!("{}s that were given", kind.word()).into(),
                None => say!("the times that ", self.gifts(gifts, " or "), " was given"),
            },
            Events::Broken => "events".into(),
        }
    }

    /// The word for one event.
    pub(super) fn one(self, events: &Events) -> Said {
        match events {
            Events::List(list) | Events::Within { list, .. } => {
                let list = &self.model.lists[*list];
                Said::name(&noun::one(&list.name, list.other_name.as_deref()))
            }
            Events::Count(field) => Said::name(&noun::one(&self.model.fields[*field].name, None)),
            Events::Given(gifts) => match self.kind_of(gifts) {
                Some(kind) => kind.word().into(),
                None => self.gifts(gifts, " or "),
            },
            Events::Broken => "event".into(),
        }
    }

    /// Which events count, after the word for them.
    pub(super) fn filter(self, events: &Events, filter: &Filter) -> Said {
        let mut said = Said::default();
        if let Some(window) = &filter.window {
            said.push(say!(" ", self.window(window)));
        }
        if let Some(condition) = &filter.condition {
            said.push(self.only(events, condition));
        }
        said
    }

    /// What each event has to be like.
    pub(super) fn only(self, events: &Events, condition: &Expr) -> Said {
        say!(" where ", self.of_events(events).clause(condition).inline())
    }

    pub(super) fn window(self, window: &Window) -> Said {
        match window {
            Window::Within(within) => format!("in the last {}", noun::length(*within)).into(),
            Window::Since(since) => self.since(since),
            Window::This(period) => noun::this(*period).into(),
            Window::Last(period) => noun::last(*period).into(),
            Window::Back(0, period) => noun::this(*period).into(),
            Window::Back(count, period) => {
                let (word, plural) = (period.word(), if *count == 1 { "" } else { "s" });
                format!("in this calendar {word} or the {count} {word}{plural} before it").into()
            }
            Window::Between(from, to) => {
                say!("from ", self.value(from), " to ", self.value(to))
            }
        }
    }

    fn since(self, since: &Since) -> Said {
        match since {
            Since::Entering => "since entering the stage".into(),
            Since::Last(events) => say!("since the last ", self.one(events)),
            Since::At(date) => say!("since ", self.value(date)),
        }
    }

    /// When a single date is.
    pub(super) fn date_window(self, window: DateWindow) -> Said {
        match window {
            DateWindow::Within(within) => format!("in the last {}", noun::length(within)).into(),
            DateWindow::WithinNext(within) => {
                format!("in the next {}", noun::length(within)).into()
            }
            DateWindow::This(period) => noun::this(period).into(),
            DateWindow::Last(period) => noun::last(period).into(),
        }
    }
}
