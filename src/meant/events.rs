//! Conditions on the events of a list: how many there are, what they add up to, how long ago the last one
//! was.

use super::item::{Function, Item, Window, mark};
use super::pieces::{Bound, Pieces};
use super::value::{fits, written};
use crate::check::Type;
use crate::check::model::Named;
use crate::terms::Comparison;
use crate::values::{singular, with_article};

/// What a clause says of the events of a list.
pub(super) fn condition(pieces: &mut Pieces<'_, '_>, list: usize) -> Option<String> {
    let name = pieces.names.model.lists[list].name.clone();
    // `refer a friend` says it twice.
    let mentions = pieces.named_all(|named| (named == Named::List(list)).then_some(()));
    let mut events = Events { list, name, pieces, since: None, is_named: !mentions.is_empty() };
    events.since = events.read_since();
    events.pieces.take_all(|item| (*item == Item::Was).then_some(()));
    let filters = events.filters();
    // `not solved in 3 days` is about how long it took.
    let denied = filters.iter().any(|filter| filter.not || filter.rest.starts_with(" is not"));
    let soon = events.pieces.find(|item| matches!(item, Item::Window(Window::In(_))).then_some(()));
    (!(denied && soon.is_some())).then_some(())?;
    let (only, filters) = match filters.as_slice() {
        [only] => (Some(only.clone()), vec![only.text()]),
        all => (None, all.iter().map(Filter::text).collect()),
    };
    match events.pieces.function() {
        Some(function @ (Function::First | Function::Last)) => {
            events.one_of(function, &filters, only.as_ref())
        }
        Some(
            function @ (Function::Sum
            | Function::Total
            | Function::Spend
            | Function::Average
            | Function::Max
            | Function::Min),
        ) if events.has_values(function) => events.calculated(function, &filters),
        Some(_) | None => events.counted(&filters),
    }
}

/// What is asked of each event: its attribute, and what that has to be.
#[derive(Clone)]
struct Filter {
    attribute: String,
    not: bool,
    rest: String,
}

impl Filter {
    fn text(&self) -> String {
        let Filter { attribute, not, rest } = self;
        format!("{}{attribute}{rest}", if *not { "not " } else { "" })
    }
}

struct Events<'e, 'p, 'm> {
    list: usize,
    name: String,
    pieces: &'e mut Pieces<'p, 'm>,
    /// ` since joined`, if that is said.
    since: Option<String>,
    /// Whether the events themselves are mentioned, and not only something that they have.
    is_named: bool,
}

impl<'m> Events<'_, '_, 'm> {
    /// An attribute of these events that is mentioned, of a type that is looked for, and its place.
    fn attribute(&self, is: impl Fn(Type) -> bool) -> Option<(usize, &'m str, Type)> {
        let (names, of) = (self.pieces.names, self.list);
        let (at, (name, ty)) = self.pieces.name_at(|named| match named {
            Named::Attribute { list, attribute } if list == of => {
                let attribute = names.attribute(list, attribute);
                is(attribute.ty).then_some((attribute.name.as_str(), attribute.ty))
            }
            _ => None,
        })?;
        Some((at, name, ty))
    }

    fn take_attribute(&mut self, is: impl Fn(Type) -> bool) -> Option<(&'m str, Type)> {
        let (names, of) = (self.pieces.names, self.list);
        self.pieces.named(|named| match named {
            Named::Attribute { list, attribute } if list == of => {
                let attribute = names.attribute(list, attribute);
                is(attribute.ty).then_some((attribute.name.as_str(), attribute.ty))
            }
            _ => None,
        })
    }

    /// Whether the events have something to add up. A plain number of something without a name is rather
    /// how many there are: `more than 5 orders in total`.
    fn has_values(&self, function: Function) -> bool {
        let amount =
            || self.pieces.find(|item| matches!(item, Item::Money(_)).then_some(())).is_some();
        self.attribute(is_numeric).is_some()
            || self.pieces.names.only(self.list, Type::Money).is_some()
                && (function != Function::Total || amount())
    }

    /// What is asked of each event: `channel is web`, `vip`, `city is "Oslo"`.
    fn filters(&mut self) -> Vec<Filter> {
        let mut filters = Vec::new();
        let attributes = &self.pieces.names.model.lists[self.list].attributes;
        for attribute in attributes {
            let filter = match attribute.ty {
                Type::Choice(choice) => self.chosen(choice),
                Type::YesNo => self.truth(&attribute.name),
                Type::Text => self.text(&attribute.name),
                Type::Number
                | Type::Money
                | Type::Date
                | Type::Day
                | Type::Duration
                | Type::Stage
                | Type::Set
                | Type::Broken => None,
            };
            filters.extend(filter.map(|(not, rest)| Filter {
                attribute: attribute.name.clone(),
                not,
                rest,
            }));
        }
        filters
    }

    fn chosen(&mut self, choice: usize) -> Option<(bool, String)> {
        let names = self.pieces.names;
        let value = |named| match named {
            Named::Value { choice: of, value } if of == choice => Some(names.value(choice, value)),
            _ => None,
        };
        let (first, _) = self.pieces.name_at(value)?;
        let values = self.pieces.named_all(value);
        self.take_attribute(|ty| ty == Type::Choice(choice));
        let not = self.pieces.denied_at(first);
        Some(match values.as_slice() {
            [value] => (false, format!(" is {}{value}", if not { "not " } else { "" })),
            values => (not, format!(" in ({})", values.join(", "))),
        })
    }

    fn truth(&mut self, name: &str) -> Option<(bool, String)> {
        let (at, ..) =
            self.attribute(|ty| ty == Type::YesNo).filter(|(_, other, _)| *other == name)?;
        self.take_attribute(|ty| ty == Type::YesNo);
        let said = self.pieces.take(|item| match item {
            Item::Truth(yes) => Some(*yes),
            _ => None,
        });
        let yes = said.unwrap_or(true) != self.pieces.denied_at(at);
        Some((!yes, String::new()))
    }

    fn text(&mut self, name: &str) -> Option<(bool, String)> {
        self.attribute(|ty| ty == Type::Text).filter(|(_, other, _)| *other == name)?;
        let (at, ()) = self.pieces.find(|item| matches!(item, Item::Text(_)).then_some(()))?;
        let not = self.pieces.denied_at(at);
        let text = self.pieces.text()?;
        let test = self.pieces.take(|item| match item {
            Item::Test(test) => Some(*test),
            _ => None,
        });
        self.take_attribute(|ty| ty == Type::Text);
        Some(match test {
            Some(test) => (not, format!(" {test} \"{text}\"")),
            None => (false, format!(" is {}\"{text}\"", if not { "not " } else { "" })),
        })
    }

    /// `sum(orders.total within 90 days) ≥ $100`.
    fn calculated(&mut self, function: Function, filters: &[String]) -> Option<String> {
        self.take_function(function);
        let attribute = self.take_attribute(is_numeric);
        let money = |ty| self.pieces.names.only(self.list, ty).map(|name| (name, ty));
        let (attribute, ty) = attribute.or_else(|| money(Type::Money))?;
        let bound = self.pieces.bound(0, |item| fits(item, ty))?;
        let value = written(self.pieces, &bound.value, ty)?;
        let window = self.window()?;
        let name = &self.name;
        let sum = format!("{}({name}.{attribute}{}{window})", function.word(), such(filters));
        self.compared(&sum, bound.how?, &value)
    }

    /// `30 days since last order`, `last(orders.channel) is web`.
    fn one_of(
        &mut self,
        function: Function,
        filters: &[String],
        only: Option<&Filter>,
    ) -> Option<String> {
        self.take_function(function);
        if let Some(Filter { attribute, not, rest }) = only
            && self.pieces.say_no_more()
        {
            let not = if *not { "not " } else { "" };
            return Some(format!("{not}{}({}.{attribute}){rest}", function.word(), self.name));
        }
        let (name, one) = (self.name.clone(), one(&self.name));
        let at = format!("{}({name}.at{})", function.word(), such(filters));
        if let Some((attribute, ty)) = self.take_attribute(is_numeric) {
            let bound = self.pieces.bound(0, |item| fits(item, ty))?;
            let value = written(self.pieces, &bound.value, ty)?;
            let last = format!("{}({name}.{attribute}{})", function.word(), such(filters));
            return self.compared(&last, bound.how?, &value);
        }
        if let Some(name_of) = self.pieces.names.only(self.list, Type::Money)
            && let Some(bound) = self.pieces.bound(0, |item| matches!(item, Item::Money(_)))
        {
            let value = written(self.pieces, &bound.value, Type::Money)?;
            let last = format!("{}({name}.{name_of}{})", function.word(), such(filters));
            return self.compared(&last, bound.how?, &value);
        }
        if let Some(window) = self.pieces.window() {
            self.pieces.is();
            let not = self.pieces.not();
            return match (window, function, not) {
                (Window::Within(length) | Window::In(length), Function::Last, false) => {
                    Some(format!("{}{} within {length}", with_article(&one), such(filters)))
                }
                (Window::Within(length) | Window::In(length), Function::Last, true) => {
                    Some(format!("{length} without {}{}", with_article(&one), such(filters)))
                }
                (window, _, not) => {
                    let window = of_date(&window)?;
                    Some(format!("{}{at} {window}", if not { "not " } else { "" }))
                }
            };
        }
        if let Some(bound) = self.pieces.bound(0, |item| matches!(item, Item::Length(_))) {
            let Item::Length(length) = bound.value else { return None };
            let ago = self.pieces.has(&Item::Ago);
            let is_old = self.pieces.has(&Item::Since);
            (!(ago && is_old)).then_some(())?;
            let not = self.pieces.not();
            self.pieces.is();
            let since = match function {
                Function::Last if filters.is_empty() => format!("{length} since last {one}"),
                _ => format!("{length} since {at}"),
            };
            let long = match bound.how {
                None | Some(Comparison::Greater | Comparison::AtLeast) => true,
                Some(Comparison::Less | Comparison::AtMost) => false,
                // `is 60 days old`
                Some(Comparison::Is) if is_old => true,
                Some(Comparison::Is | Comparison::IsNot) => return None,
            };
            return Some(match (long != not, function) {
                (true, _) => since,
                (false, Function::Last) => {
                    format!("{}{} within {length}", with_article(&one), such(filters))
                }
                (false, _) => format!("not {since}"),
            });
        }
        let bound = self.pieces.bound(0, |item| fits(item, Type::Date))?;
        let value = written(self.pieces, &bound.value, Type::Date)?;
        self.compared(&at, bound.how.unwrap_or(Comparison::Is), &value)
    }

    /// `3 orders where total ≥ $50 within 90 days`, `90 days without an order`.
    fn counted(&mut self, filters: &[String]) -> Option<String> {
        let mut filters = filters.to_vec();
        let different = self.different();
        let counts = self.pieces.has(&Item::Function(Function::Count));
        self.pieces.has(&Item::Function(Function::Total));
        filters.extend(self.amounts()?);
        self.pieces.has(&Item::Times);
        let since = self.since.take();
        let length = match &since {
            Some(_) => None,
            None => self.pieces.length(),
        };
        let window = self.pieces.window();
        let number = self.pieces.bound(0, |item| matches!(item, Item::Number(_)));
        let (such, name, one) = (such(&filters), self.name.clone(), one(&self.name));
        if let Some(attribute) = different {
            let Bound { how, value: Item::Number(number) } = number? else { return None };
            let window =
                since.or_else(|| window.as_ref().map(of_events).unwrap_or(Some(String::new())))?;
            let count = format!("count(different {name}.{attribute}{such}{window})");
            let how = how.unwrap_or(Comparison::AtLeast);
            return self.compared(&count, how, &number);
        }
        if let Some(length) = length {
            // `90 days since an order`, `no orders for 90 days`
            let since = self.pieces.has(&Item::Since);
            let ago = self.pieces.has(&Item::Ago) || since;
            let how = self.pieces.take(|item| match item {
                Item::How(how) => Some(*how),
                _ => None,
            });
            // `an order 30 days ago` may be one in that time, or before it.
            (ago && number.is_none() && filters.is_empty() && window.is_none()).then_some(())?;
            let long = match how {
                None if !since => return None,
                None | Some(Comparison::Greater | Comparison::AtLeast) => true,
                Some(Comparison::Less | Comparison::AtMost) => false,
                Some(Comparison::Is | Comparison::IsNot) => return None,
            };
            return Some(match long != self.pieces.not() {
                true => format!("{length} since last {one}"),
                false => format!("{} within {length}", with_article(&one)),
            });
        }
        if let Some(Bound { how, value: Item::Number(number) }) = number {
            let counted = quantity(how, &number, &name, self.pieces.not())?;
            let window =
                since.or_else(|| window.as_ref().map_or(Some(String::new()), of_events))?;
            self.pieces.is();
            return Some(format!("{counted}{such}{window}"));
        }
        // How many there are is compared with something.
        (!counts).then_some(())?;
        let not = self.pieces.not();
        match window {
            Some(Window::In(length)) if not => {
                Some(format!("{length} without {}{such}", with_article(&one)))
            }
            window => {
                let window =
                    since.or_else(|| window.as_ref().map_or(Some(String::new()), of_events))?;
                self.pieces.is();
                let some = if not { format!("no {name}") } else { with_article(&one) };
                Some(format!("{some}{such}{window}"))
            }
        }
    }

    /// `different` and the attribute whose values are counted.
    fn different(&mut self) -> Option<&'m str> {
        self.pieces.has(&Item::Different).then_some(())?;
        self.take_attribute(|_| true).map(|(name, _)| name)
    }

    /// What is asked of the numbers and dates of each event.
    fn amounts(&mut self) -> Option<Vec<String>> {
        let mut filters = Vec::new();
        while let Some((at, name, ty)) = self.attribute(is_numeric) {
            // `more than 30 minutes` has its number in front, and `rating above 4` after it.
            let before = at
                .checked_sub(1)
                .filter(|before| self.pieces.is_at(*before, |item| fits(item, ty)));
            // `more than 3 nights` may be those of one stay, or of all together.
            (before.is_none() || self.is_named).then_some(())?;
            let bound = self.pieces.bound(before.unwrap_or(at), |item| fits(item, ty));
            let bound = match bound {
                Some(bound) => bound,
                None => {
                    self.pieces.bound(0, |item| matches!(item, Item::Money(_)) && fits(item, ty))?
                }
            };
            self.take_attribute(|other| other == ty);
            let value = written(self.pieces, &bound.value, ty)?;
            filters.push(format!("{name} {} {value}", mark(bound.how?)));
        }
        if let Some(name) = self.pieces.names.only(self.list, Type::Money)
            && let Some(bound) = self.pieces.bound(0, |item| matches!(item, Item::Money(_)))
        {
            let value = written(self.pieces, &bound.value, Type::Money)?;
            filters.push(format!("{name} {} {value}", mark(bound.how?)));
        }
        while let Some((at, name, _)) = self.attribute(Type::is_date) {
            // A window before it is that of the events.
            let window = self.pieces.find(|item| matches!(item, Item::Window(_)).then_some(()));
            window.is_none_or(|(place, ())| place > at).then_some(())?;
            self.take_attribute(Type::is_date);
            let filter = super::value::condition(self.pieces, name, Type::Date)?;
            filters.push(filter);
        }
        if let Some(bound) = self.pieces.bound(0, |item| matches!(item, Item::Date(_))) {
            let since = self.pieces.has(&Item::Since).then_some(Comparison::AtLeast);
            let how = bound.how.or(since).unwrap_or(Comparison::Is);
            let value = written(self.pieces, &bound.value, Type::Date)?;
            filters.push(format!("at {} {value}", mark(how)));
        }
        Some(filters)
    }

    /// ` since joined`, ` since last call`.
    fn read_since(&mut self) -> Option<String> {
        let names = self.pieces.names;
        let date =
            |named| names.value_of(named).filter(|(_, ty)| ty.is_date()).map(|(name, _)| name);
        let after = |item: &Item| *item == Item::How(Comparison::Greater) || *item == Item::Since;
        let (of, model) = (self.list, names.model);
        let other = |named| match named {
            Named::List(list) if list != of => Some(one(&model.lists[list].name)),
            Named::Gift(gift) => model.gifts.get(gift).map(|gift| gift.name.clone()),
            _ => None,
        };
        if let Some((_, event)) = self.pieces.name_at(other)
            && self.pieces.has(&Item::Since)
        {
            self.pieces.named(other);
            self.take_function(Function::Last);
            return Some(format!(" since last {event}"));
        }
        let (at, ()) = self.pieces.find(|item| after(item).then_some(()))?;
        let (place, name) = self.pieces.name_at(date)?;
        (place == at + 1).then_some(())?;
        self.pieces.take(|item| after(item).then_some(()));
        self.pieces.named(date);
        Some(format!(" since {name}"))
    }

    /// The window of these events; nothing where none is said, `None` where it fits no events.
    fn window(&mut self) -> Option<String> {
        if let Some(since) = self.since.take() {
            return Some(since);
        }
        self.pieces.window().as_ref().map_or(Some(String::new()), of_events)
    }

    fn take_function(&mut self, function: Function) {
        self.pieces.take_all(|item| (*item == Item::Function(function)).then_some(()));
    }

    fn compared(&mut self, what: &str, how: Comparison, value: &str) -> Option<String> {
        self.pieces.is();
        let not = if self.pieces.not() { "not " } else { "" };
        Some(format!("{not}{what} {} {value}", mark(how)))
    }
}

fn is_numeric(ty: Type) -> bool {
    matches!(ty, Type::Number | Type::Money)
}

/// `3 orders`, `at most 1 order`.
fn quantity(how: Option<Comparison>, number: &str, name: &str, not: bool) -> Option<String> {
    let one = one(name);
    let noun = if number == "1" { &one } else { name };
    let how = match (how, not) {
        (Some(how), true) => Some(super::item::opposite(how)),
        (None, true) => Some(Comparison::Less),
        (how, false) => how,
    };
    Some(match how {
        None | Some(Comparison::AtLeast) if number == "1" => with_article(&one),
        Some(Comparison::Less) if number == "1" => format!("no {name}"),
        Some(Comparison::Greater | Comparison::Is) if number == "0" => match how {
            Some(Comparison::Is) => format!("no {name}"),
            _ => with_article(&one),
        },
        None | Some(Comparison::AtLeast) => format!("{number} {noun}"),
        Some(Comparison::AtMost) => format!("at most {number} {noun}"),
        Some(Comparison::Greater) => format!("more than {number} {noun}"),
        Some(Comparison::Less) => format!("fewer than {number} {noun}"),
        Some(Comparison::Is) => format!("exactly {number} {noun}"),
        Some(Comparison::IsNot) => format!("not exactly {number} {noun}"),
    })
}

/// ` where a`, ` where (a and b)`.
fn such(filters: &[String]) -> String {
    match filters {
        [] => String::new(),
        // What follows would be the window of the events.
        [one] if one.contains(" within ") || one.contains(" calendar ") => {
            format!(" where ({one})")
        }
        [one] => format!(" where {one}"),
        all => format!(" where ({})", all.join(" and ")),
    }
}

/// A window as it follows events; `None` for one that is to come.
fn of_events(window: &Window) -> Option<String> {
    Some(match window {
        Window::Within(length) | Window::In(length) => format!(" within {length}"),
        Window::This(period) => format!(" this calendar {}", period.word()),
        Window::Last(period) => format!(" last calendar {}", period.word()),
        Window::SinceEntering => " since entering".to_owned(),
        Window::Next(_) => return None,
    })
}

/// A window as it follows a date.
fn of_date(window: &Window) -> Option<String> {
    of_events(window).map(|window| window.trim_start().to_owned())
}

/// One of the events of a list.
pub(super) fn one(name: &str) -> String {
    singular(name).unwrap_or_else(|| name.to_owned())
}
