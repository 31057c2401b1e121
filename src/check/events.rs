//! Checks what is said of events: words for them, filters, windows and aggregates.

use crate::problems::{Problem, Span, register as code};
use crate::syntax::tree::{self, Name, Quantity, QuantityKind, SinceKind, WindowKind};
use crate::terms::{Comparison, Function};
use crate::values::{Decimal, Duration};

use super::aggregated::Aggregated;
use super::at::At;
use super::model::{AttributeOf, Events, Expr, ExprKind, Filter, Since, Window};
use super::{Checker, Type, suggest};

impl Checker<'_> {
    /// The attribute of this name of the event at hand.
    pub(super) fn attribute_in(&self, at: At, name: &str) -> Option<(Type, AttributeOf)> {
        match (at, name) {
            (At::Customer | At::Broken, _) => None,
            (At::List(list), _) => {
                let attributes = &self.lists[list].attributes;
                match attributes.iter().position(|attribute| attribute.name == name) {
                    Some(index) => Some((attributes[index].ty, AttributeOf::Declared(index))),
                    None if name == "at" => Some((Type::Date, AttributeOf::At)),
                    None => None,
                }
            }
            (At::Given, "at") => Some((Type::Date, AttributeOf::At)),
            (At::Given, "cost") => Some((Type::Money, AttributeOf::Cost)),
            (At::Given, "worth") => Some((Type::Money, AttributeOf::Worth)),
            (At::Given, _) => None,
        }
    }

    pub(super) fn attributes_in(&self, at: At) -> Vec<&str> {
        match at {
            At::Customer | At::Broken => Vec::new(),
            At::List(list) => {
                let attributes = self.lists[list].attributes.iter();
                attributes.map(|attribute| attribute.name.as_str()).chain(["at"]).collect()
            }
            At::Given => vec!["at", "cost", "worth"],
        }
    }

    pub(super) fn quantity(
        &mut self,
        span: Span,
        quantity: &Quantity,
        name: &Name,
        filter: &tree::Filter,
    ) -> Expr {
        let one = Decimal::from(1i64);
        let (how, count) = match quantity.kind {
            QuantityKind::Plain(count) | QuantityKind::AtLeast(count) => {
                (Comparison::AtLeast, count)
            }
            QuantityKind::AtMost(count) => (Comparison::AtMost, count),
            QuantityKind::Exactly(count) => (Comparison::Is, count),
            QuantityKind::MoreThan(count) => (Comparison::Greater, count),
            QuantityKind::FewerThan(count) => (Comparison::Less, count),
            QuantityKind::No => (Comparison::Is, Decimal::ZERO),
            QuantityKind::A => (Comparison::AtLeast, one),
        };
        let events = self.events_here(name);
        if let QuantityKind::Plain(zero) | QuantityKind::AtLeast(zero) = quantity.kind
            && zero == Decimal::ZERO
        {
            self.problems.push(
                Problem::new(
                    code::ALWAYS_TRUE,
                    "Every customer has 0 or more",
                    quantity.span.to(name.span),
                    "this is true for every customer",
                )
                .help(format!(
                    "write `no {}`, or `{}` for at least one",
                    name.text,
                    self.an_event(&name.text)
                )),
            );
        }
        if count == Decimal::ZERO && how == Comparison::Less {
            let help = format!("write `no {}`", name.text);
            let title = "No customer has fewer than 0";
            let span = quantity.span.to(name.span);
            self.refuse(code::NEVER_TRUE, title, span, "this is never true", help);
        }
        let filter = self.filter(filter, &events, name);
        if events == Events::Broken {
            return Expr::broken(span);
        }
        Expr::yes_no(span, ExprKind::Quantity { how, count, events, filter })
    }

    pub(super) fn without(
        &mut self,
        span: Span,
        duration: Duration,
        name: &Name,
        condition: Option<&tree::Expr>,
    ) -> Expr {
        let events = self.events_here(name);
        let inner = self.inside(&events);
        let condition = condition.map(|condition| {
            Box::new(self.among(&events, |checker| checker.condition(condition, inner)))
        });
        match events {
            Events::Broken => Expr::broken(span),
            Events::Count(_) => self.no_dates(name, span, "`without` needs dates"),
            events @ (Events::List(_) | Events::Within { .. } | Events::Given(_)) => {
                Expr::yes_no(span, ExprKind::Without { duration, events, condition })
            }
        }
    }

    pub(super) fn aggregate(&mut self, span: Span, what: Aggregated<'_>) -> Expr {
        let events = self.events_here(what.events);
        let filter = self.filter(what.filter, &events, what.events);
        let attribute = match what.attribute {
            Some(name) => match self.attribute_of(&events, what.events, name, "money") {
                Some(attribute) => Some(attribute),
                None => return Expr::broken(span),
            },
            None => None,
        };
        if events == Events::Broken {
            return Expr::broken(span);
        }
        let ty = match self.result(&what, attribute.map(|(ty, _)| ty), span) {
            Some(ty) => ty,
            None => return Expr::broken(span),
        };
        let kind = ExprKind::Aggregate {
            function: what.function,
            different: what.different,
            events,
            attribute: attribute.map(|(_, attribute)| attribute),
            filter,
        };
        Expr { span, ty, kind }
    }

    /// What a function makes of an attribute, or a problem.
    fn result(&mut self, what: &Aggregated<'_>, of: Option<Type>, span: Span) -> Option<Type> {
        let events = &what.events.text;
        let word = function_word(what.function);
        let Some(of) = of else {
            if what.function == Function::Count && !what.different {
                return Some(Type::Number);
            }
            let help = self.which_value(word, what, span);
            let title = format!("`{word}` needs a value from the events");
            self.refuse(code::WRONG_TYPE, title, what.events.span, "these are whole events", help);
            return None;
        };
        if what.different && what.function != Function::Count {
            let help = format!("remove it, or write `count(different {events}...)`");
            let title = "`different` only works with `count`";
            self.refuse(code::WRONG_TYPE, title, span, format!("with `{word}`"), help);
            return None;
        }
        let (result, wants) = match what.function {
            Function::Count => return Some(Type::Number),
            Function::First | Function::Last => return Some(of),
            Function::Sum | Function::Average => {
                (matches!(of, Type::Number | Type::Money), "numbers or money")
            }
            Function::Min | Function::Max => (of.has_order(), "numbers, money or dates"),
        };
        if result || of.is_broken() {
            return Some(of);
        }
        let label = format!("this is {}", of.words());
        let title = format!("`{word}` does not work on this");
        let help = format!("`{word}` works on {wants}");
        self.refuse(code::WRONG_TYPE, title, span, label, help);
        None
    }

    /// What to write for `last(orders)`, with a value that the events have.
    fn which_value(&self, word: &str, what: &Aggregated<'_>, span: Span) -> String {
        let named = self.names.declared_word(&what.events.text);
        let list = self.lists.iter().find(|list| list.name == *named);
        let source = &self.sources.get(span.file).text;
        let after = source.get(span.range().end..).unwrap_or_default();
        let words: Vec<&str> = after.split_whitespace().take(3).collect();
        if let (Function::Last, ["within", count, unit], Some(_)) =
            (what.function, words.as_slice(), list)
            && count.bytes().all(|byte| byte.is_ascii_digit())
        {
            return format!("write `{} within {count} {unit}`", self.an_event(named));
        }
        let ranks = [Type::Money, Type::Number];
        let adds = matches!(what.function, Function::Sum | Function::Average);
        let value = list.and_then(|list| {
            let of = |ty: &Type| list.attributes.iter().find(|attribute| attribute.ty == *ty);
            let other = || list.attributes.first().filter(|_| !adds);
            let name = ranks.iter().find_map(of).or_else(other).map(|found| found.name.as_str());
            name.or((!adds).then_some("at"))
        });
        match (value, list) {
            (Some(value), _) => {
                format!("name the value, for example `{word}({named}.{value})`")
            }
            (None, Some(list)) => {
                let one = self.names.singular(&list.name);
                format!(
                    "give each {one} a value, such as `{named}: events with amount money`, and \
                     write `{word}({named}.amount)`"
                )
            }
            (None, None) => "name the value after a dot".to_owned(),
        }
    }

    /// What events say of themselves; `of_type` is what it would be declared as.
    pub(super) fn attribute_of(
        &mut self,
        events: &Events,
        list: &Name,
        name: &Name,
        of_type: &str,
    ) -> Option<(Type, AttributeOf)> {
        let at = self.inside(events);
        if let Events::Count(_) = events {
            self.no_dates(list, name.span, "this needs a value from each of them");
        }
        if at == At::Broken {
            return None;
        }
        let found = self.attribute_in(at, &name.text);
        if found.is_none() {
            let known = self.attributes_in(at);
            let close = suggest::closest(&name.text, known.iter().copied());
            let help = match at {
                At::Given => suggest::known("values", &known),
                At::Customer | At::List(_) | At::Broken => {
                    let (list, name) = (&list.text, &name.text);
                    format!("declare it: `{list}: events with {name} {of_type}`")
                }
            };
            let title = format!("`{}` have no `{}`", list.text, name.text);
            let own = self.fields.iter().any(|field| field.name == name.text) && at != At::Given;
            let label = match own {
                true => "this belongs to the customer",
                false => "not declared for these events",
            };
            let help = match own {
                true => format!("write `{}` alone, without `{}`", name.text, list.text),
                false => help,
            };
            let problem = Problem::new(code::UNKNOWN_ATTRIBUTE, title, name.span, label);
            self.problems.push(suggest::meant_or(problem, close, help));
        }
        if let Some((_, attribute)) = found {
            self.mention_attribute(name.span, at, attribute);
        }
        found
    }

    /// Where a `where` over these events looks for names.
    pub(super) fn inside(&self, events: &Events) -> At {
        match events {
            Events::List(list) | Events::Within { list, .. } => At::List(*list),
            Events::Given(_) => At::Given,
            Events::Count(_) | Events::Broken => At::Broken,
        }
    }

    /// A window speaks of the customer, also inside a `where`: so it is the same for every event.
    pub(super) fn filter(&mut self, filter: &tree::Filter, events: &Events, name: &Name) -> Filter {
        if let (Events::Count(_), Some(span)) = (events, filter_span(filter)) {
            self.no_dates(name, span, "this needs to know about each one");
            return Filter::default();
        }
        let inner = self.inside(events);
        let own = filter.condition.as_deref().filter(|_| filter.window.is_none());
        if let Some(apart) = own.and_then(|condition| self.window_apart(condition, inner)) {
            return self.filter(&apart, events, name);
        }
        if let Some(problem) = self.date_of_where_in_window(filter, inner) {
            self.problems.push(problem);
            return Filter::default();
        }
        let condition = filter.condition.as_deref().filter(|_| inner != At::Broken);
        let condition = condition.map(|condition| {
            let outer = self.asked.replace(condition.span);
            let checked = self.among(events, |checker| checker.condition(condition, inner));
            self.asked = outer;
            Box::new(checked)
        });
        let window = filter.window.as_ref().map(|window| match &window.kind {
            WindowKind::Within(duration) => {
                self.window_of_nothing(*duration, window.span);
                Window::Within(*duration)
            }
            WindowKind::Since(since) => {
                Window::Since(self.of_the_customer(|checker| checker.since(since, At::Customer)))
            }
            WindowKind::This(period) => Window::This(*period),
            WindowKind::Last(period) => Window::Last(*period),
            WindowKind::Between(from, to) => {
                let ends = [from, to];
                let [from, to] = self.of_the_customer(|checker| {
                    ends.map(|end| Box::new(checker.date(end, At::Customer)))
                });
                self.turned_round(&from, &to);
                Window::Between(from, to)
            }
        });
        Filter { condition, window }
    }

    /// `where vip between 2026-01-01 and 2026-03-31`, and the same with parentheses around a
    /// condition: what is between the two is the events, because a condition is between nothing.
    fn window_apart(&self, condition: &tree::Expr, at: At) -> Option<tree::Filter> {
        let apart = |condition: &tree::Expr, window| tree::Filter {
            condition: Some(Box::new(condition.clone())),
            window: Some(window),
        };
        if let tree::ExprKind::Not(inner) = &condition.kind {
            let inner = self.window_apart(inner, at)?;
            let kind = tree::ExprKind::Not(inner.condition?);
            return Some(apart(&tree::Expr { span: condition.span, kind }, inner.window?));
        }
        let tree::ExprKind::Between { value, low, high } = &condition.kind else { return None };
        let kind = WindowKind::Between(low.clone(), high.clone());
        let window = tree::Window { span: low.span.to(high.span), kind };
        self.is_condition(value, at).then(|| apart(value, window))
    }

    /// Checks something within a `where` as if it were outside of it.
    fn of_the_customer<T>(&mut self, check: impl FnOnce(&mut Self) -> T) -> T {
        let around = std::mem::take(&mut self.around);
        let checked = check(self);
        self.around = around;
        checked
    }

    pub(super) fn since(&mut self, since: &tree::Since, at: At) -> Since {
        match &since.kind {
            SinceKind::Entering => Since::Entering,
            SinceKind::Last(name) => match self.events_here(name) {
                Events::Count(_) => {
                    self.no_dates(name, since.span, "`since last` needs dates");
                    Since::Last(Events::Broken)
                }
                events @ (Events::List(_)
                | Events::Within { .. }
                | Events::Given(_)
                | Events::Broken) => Since::Last(events),
            },
            SinceKind::Value(value) => match self.since_events(value, at) {
                true => Since::Last(Events::Broken),
                false => Since::At(Box::new(self.date(value, at))),
            },
        }
    }

    pub(super) fn no_dates(&mut self, name: &Name, span: Span, label: &str) -> Expr {
        let declared = self.names.declared_word(&name.text);
        let help = format!("declare them as events that have dates: `{declared}: events`");
        let title = format!("`{}` is only a count: nothing is known about each one", name.text);
        self.refuse(code::NO_DATES, title, span, label, help)
    }
}

fn filter_span(filter: &tree::Filter) -> Option<Span> {
    let window = filter.window.as_ref().map(|window| window.span);
    window.or(filter.condition.as_ref().map(|condition| condition.span))
}

/// A function as the language writes it.
pub(super) fn function_word(function: Function) -> &'static str {
    match function {
        Function::Count => "count",
        Function::Sum => "sum",
        Function::Average => "average",
        Function::Min => "min",
        Function::Max => "max",
        Function::First => "first",
        Function::Last => "last",
    }
}
