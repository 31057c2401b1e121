//! What is given in a test: stages, tags, fields, events and what was given before.

use crate::check::at::At;
use crate::check::model::{Attribute, Events, Fact, Named};
use crate::check::names::Meaning;
use crate::check::{Checker, Type, suggest};
use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::number_in_words;
use crate::syntax::tree::{self, Expr, FactKind, FactValue, Name, Text, When};
use crate::values::{Clock, Decimal, Instant, Value};

use super::owed::Owed;
use super::value::Target;

/// So many events of a kind are enough to test any rule, and few enough to hold in memory.
const MOST_EVENTS: u32 = 10_000;

/// `3 purchases with amount $40 2 days ago`.
struct Happened<'t> {
    count: u32,
    name: &'t Name,
    given_for: Option<&'t Text>,
    attributes: &'t [(Name, Expr)],
    when: &'t When,
    span: Span,
}

impl Checker<'_> {
    /// One fact, or several: behind `with` may stand fields of the customer too.
    pub(super) fn fact(&mut self, fact: &tree::Fact, clock: &Clock) -> Vec<Fact> {
        match &fact.kind {
            FactKind::Stage { name, since } => {
                let since = since.map(|duration| clock.back(duration));
                let stage = self.stage_named(name);
                stage.map(|stage| Fact::Stage { stage, since }).into_iter().collect()
            }
            FactKind::Owed { gift, event, when } => {
                let owed = Owed { gift, event: event.as_ref(), when, span: fact.span };
                self.owed(&owed, clock).into_iter().collect()
            }
            FactKind::Tagged(text) => vec![Fact::Tagged(text.text.clone())],
            FactKind::Field { name, value } => self.named(name, value, fact.span, clock),
            FactKind::Events { count, events, given_for, attributes, when } => {
                let (name, count, given_for) = (events, *count, given_for.as_ref());
                let what = Happened { count, name, given_for, attributes, when, span: fact.span };
                self.happened(&what, clock)
            }
        }
    }

    /// `NPS 9`, `joined 3 years ago`, and `swag 20 days ago`, which looks the same.
    fn named(&mut self, name: &Name, value: &FactValue, span: Span, clock: &Clock) -> Vec<Fact> {
        if let FactValue::Ago(duration) = value
            && self.names.get(&name.text) != Some(Meaning::Broken)
            && self.field_of(name).is_none()
            && self.names.has_word(&name.text)
        {
            let when = When::Ago(*duration);
            let what =
                Happened { count: 1, name, given_for: None, attributes: &[], when: &when, span };
            return self.happened(&what, clock);
        }
        self.field_fact(name, value, clock).into_iter().collect()
    }

    pub(super) fn field_of(&self, name: &Name) -> Option<usize> {
        match self.names.get(&name.text) {
            Some(Meaning::Field(field)) => Some(field),
            _ => None,
        }
    }

    pub(super) fn field_fact(
        &mut self,
        name: &Name,
        value: &FactValue,
        clock: &Clock,
    ) -> Option<Fact> {
        if let Some(meaning) = self.names.get(&name.text) {
            self.mention_of(name.span, meaning);
        }
        if let Some(Meaning::Experiment(experiment)) = self.names.get(&name.text) {
            return self.arm_fact(experiment, name, value);
        }
        let Some(field) = self.field_of(name) else {
            return match (name.text.as_str(), self.names.get(&name.text)) {
                ("id", None) => match value {
                    FactValue::Plain(value) => self.fact_id(value).map(Fact::Id),
                    FactValue::Ago(_) => self.not_a_date(name),
                },
                ("stage_since", None) => Some(Fact::StageSince(match value {
                    FactValue::Plain(value) => self.fact_date(&name.text, value)?,
                    FactValue::Ago(duration) => clock.back(*duration),
                })),
                _ => self.no_field(name, Some(value)),
            };
        };
        let declared = self.fields[field].clone();
        let value = match value {
            FactValue::Plain(value) => self.fact_value(Target::from(&declared), value)?,
            FactValue::Ago(duration) => {
                let instant = Value::Instant(clock.back(*duration));
                match declared.kind.fit(instant, &self.settings.zone) {
                    Ok(value) => value,
                    Err(_) => return self.not_a_date(name),
                }
            }
        };
        Some(Fact::Field { field, value })
    }

    /// `welcome_offer ten_off`.
    fn arm_fact(&mut self, experiment: usize, name: &Name, value: &FactValue) -> Option<Fact> {
        let names = self.choices[self.experiments[experiment].choice].values.names().to_vec();
        let FactValue::Plain(value) = value else {
            self.which_arm(name, name.span);
            return None;
        };
        let written = if let tree::ExprKind::Name(name) | tree::ExprKind::Text(name) = &value.kind {
            name.as_str()
        } else {
            ""
        };
        if let Some(arm) = names.iter().position(|name| name == written) {
            let choice = self.experiments[experiment].choice;
            self.mention(value.span, Named::Value { choice, value: arm });
            return u16::try_from(arm).ok().map(|arm| Fact::Arm { experiment, arm });
        }
        let title = format!("This is not an arm of `{}`", name.text);
        let close = suggest::closest(written, names.iter().map(String::as_str));
        let names = names.iter().map(String::as_str);
        let help = format!("it is one of {}", crate::check::expression::listed(names));
        let problem = Problem::new(code::TEST_VALUE, title, value.span, "not one of its arms");
        let problem = match close {
            Some(close) => {
                let help = format!("did you mean `{close}`?");
                problem.help(help).fix(crate::problems::Fix::likely(value.span, close))
            }
            None => problem.help(help),
        };
        self.problems.push(problem);
        None
    }

    /// `given welcome_offer`, without an arm.
    fn which_arm(&mut self, name: &Name, span: Span) -> bool {
        let Some(Meaning::Experiment(experiment)) = self.names.get(&name.text) else {
            return false;
        };
        let found = &self.experiments[experiment];
        let arm = self.choices[found.choice].values.names().last().cloned().unwrap_or_default();
        let title = format!("Which arm of `{}` is the customer in?", found.name);
        let help = format!("name the arm: `{} {arm}`", found.name);
        self.refuse(code::TEST_FACT, title, span, "this is an experiment", help);
        true
    }

    fn not_a_date(&mut self, name: &Name) -> Option<Fact> {
        let title = format!("`{}` is not a date", name.text);
        let help = format!("write its value, for example `{} 9`", name.text);
        self.refuse(
            code::TEST_VALUE,
            title,
            name.span,
            "`ago` only works with dates and events",
            help,
        );
        None
    }

    /// A name that is no field of the customer.
    fn no_field(&mut self, name: &Name, value: Option<&FactValue>) -> Option<Fact> {
        if self.is_missing(&name.text) || self.of_an_event(name, value) {
            return None;
        }
        let text = &name.text;
        let (label, help) = match self.names.get(text) {
            Some(Meaning::Let(_) | Meaning::Score(_)) => (
                "this is calculated from other values",
                "give the fields and events it is calculated from".to_owned(),
            ),
            Some(Meaning::Experiment(_)) => return None,
            Some(Meaning::List(_)) => ("these are events", format!("write how many: `3 {text}`")),
            Some(Meaning::Group(_)) => {
                ("this is a group of gifts", "name one of its gifts".to_owned())
            }
            Some(Meaning::Gift(_)) => {
                ("this is a gift", format!("if it was given before, write `{text} 20 days ago`"))
            }
            Some(Meaning::Stage(_)) => ("this is a stage", format!("write `stage {text}`")),
            Some(Meaning::Field(_) | Meaning::Broken) => return None,
            None if text == "tags" => ("tags are set one by one", "write `tagged \"...\"`".into()),
            None => {
                let fields: Vec<&str> = self.fields.iter().map(|f| f.name.as_str()).collect();
                ("not declared", suggest::help(text, "fields", fields))
            }
        };
        if let Some(number) = number_in_words(text).filter(|_| self.names.get(text).is_none()) {
            let title = format!("`{text}` should be `{number}`");
            let problem =
                Problem::new(code::TEST_FACT, title, name.span, "write numbers in digits");
            let problem = problem.help(format!("write `{number}`"));
            self.problems.push(problem.fix(Fix::likely(name.span, number)));
            return None;
        }
        let title = format!("Customers have no field `{text}`");
        let problem = Problem::new(code::TEST_FACT, title, name.span, label);
        let fields = self.fields.iter().map(|field| field.name.as_str());
        let close = match self.names.get(text) {
            None if text != "tags" => suggest::closest(text, fields),
            _ => None,
        };
        self.problems.push(suggest::meant_or(problem, close, help));
        None
    }

    /// `an order 5 days ago, total $5`: what an event says comes before its time.
    fn of_an_event(&mut self, name: &Name, value: Option<&FactValue>) -> bool {
        let text = &name.text;
        let owns = |list: &&crate::check::model::List| {
            list.attributes.iter().any(|attribute| attribute.name == *text)
        };
        let list = self.lists.iter().find(owns).map(|list| list.name.clone());
        let (Some(list), Some(FactValue::Plain(value))) = (list, value) else { return false };
        if self.names.get(text).is_some() {
            return false;
        }
        let (one, value) = (self.an_event(&list), self.written(value.span));
        let title = format!("`{text}` belongs to the `{list}`, not to the customer");
        let help = format!(
            "say it with the event, before its time: `{one} with {text} {value} 5 days ago`"
        );
        self.refuse(code::TEST_FACT, title, name.span, "move this to the event", help);
        true
    }

    fn happened(&mut self, what: &Happened<'_>, clock: &Clock) -> Vec<Fact> {
        if let Some(facts) = self.field_like_an_event(what, clock) {
            return facts;
        }
        if self.which_arm(what.name, what.span) {
            return Vec::new();
        }
        if what.count > MOST_EVENTS {
            let title = "These are more events than a test needs";
            let label = format!("more than {MOST_EVENTS}");
            let help = "give a few, with larger amounts if only the total matters";
            self.refuse(code::TEST_FACT, title, what.span, label, help);
            return Vec::new();
        }
        if let Some(Meaning::Stage(_) | Meaning::Score(_) | Meaning::Let(_)) =
            self.names.get(&what.name.text)
        {
            self.no_field(what.name, None);
            return Vec::new();
        }
        let events = self.events_named(what.name);
        let mut facts = Vec::new();
        let (mut attributes, mut cost, mut worth) = (Vec::new(), None, None);
        let mut key = None;
        for (name, value) in what.attributes {
            if let Some((index, attribute)) = self.declared_attribute(&events, &name.text) {
                self.mention_declared(name.span, &events, index);
                let Some(target) = Target::attribute(&attribute) else {
                    self.calculated_fact(name);
                    continue;
                };
                let value = self.fact_value(target, value);
                attributes.extend(value.map(|value| (index, value)));
            } else if let (Events::List(list), "key") = (&events, name.text.as_str()) {
                key = self.key_fact(what, *list, name, value);
            } else if let (Events::Given(_), "cost") = (&events, name.text.as_str()) {
                cost = self.fact_amount("cost", value);
            } else if let (Events::Given(_), "worth") = (&events, name.text.as_str()) {
                worth = self.fact_amount("worth", value);
            } else if self.field_of(name).is_some() {
                facts.extend(self.field_fact(name, &FactValue::Plain(value.clone()), clock));
            } else {
                self.no_attribute(what.name, name, &events);
            }
        }
        let Some(at) = self.when(what.when, clock) else { return facts };
        self.has_a_time(&events, what.name, what.when);
        let given_for = self.given_for(what, &events);
        let count = what.count;
        let own = match events {
            Events::List(list) | Events::Within { list, .. } => {
                Some(Fact::Events { list, count, at, key, attributes })
            }
            Events::Count(field) => self.counted(what, field),
            Events::Given(gifts) => match gifts[..] {
                [gift] => Some(Fact::Given { gift, count, at, given_for, cost, worth }),
                _ => self.which_gift(what.name, &gifts),
            },
            Events::Broken => None,
        };
        facts.splice(0..0, own);
        facts
    }

    /// `bonus for "r1"`: only of a gift that is given for each event.
    fn given_for(&mut self, what: &Happened<'_>, events: &Events) -> Option<String> {
        let key = what.given_for?;
        let written = self.written(key.span);
        let (title, help) = match events {
            Events::Broken => return None,
            Events::Given(gifts) => match gifts[..] {
                [gift] if self.is_for_each(gift) => return Some(key.text.clone()),
                [gift] => (
                    format!("`{}` is not given for each event", self.gifts[gift].name),
                    format!("remove `for {written}`"),
                ),
                _ => return None,
            },
            Events::List(_) | Events::Within { .. } | Events::Count(_) => (
                format!("`{}` is not a gift, so it is not given for an event", what.name.text),
                format!("remove `for {written}`; the key of an event is `with key {written}`"),
            ),
        };
        self.refuse(code::TEST_FACT, title, key.span, "this names an event", help);
        None
    }

    /// `a referral with key "r1"`.
    fn key_fact(
        &mut self,
        what: &Happened<'_>,
        list: usize,
        name: &Name,
        value: &Expr,
    ) -> Option<String> {
        let (title, help) = match (&value.kind, &self.lists[list]) {
            (_, found) if found.key.is_none() => (
                format!("The `{}` have no key", found.name),
                format!("remove this, or declare a key: `{}: events key \"id\"`", found.name),
            ),
            (_, found) if what.count > 1 => (
                format!("These are {} `{}` with one key", what.count, found.name),
                "give each of them by itself, with a key of its own".to_owned(),
            ),
            (tree::ExprKind::Text(key), _) => return Some(key.clone()),
            (tree::ExprKind::Number(_), _) => return Some(self.written(value.span).to_owned()),
            _ => ("A key is a text".to_owned(), "write it in quotation marks".to_owned()),
        };
        self.refuse(code::TEST_FACT, title, name.span.to(value.span), "this is the key", help);
        None
    }

    /// `vip`, for a field that says yes or no, and `joined on 2020-01-01`.
    fn field_like_an_event(&mut self, what: &Happened<'_>, clock: &Clock) -> Option<Vec<Fact>> {
        let field = self.field_of(what.name)?;
        let ty = self.fields[field].ty;
        let alone = what.count == 1 && what.attributes.is_empty();
        let value = match what.when {
            When::Now if alone && ty == Type::YesNo => Value::YesNo(true),
            When::On(_) | When::Ago(_) if alone && ty.is_date() => {
                let instant = Value::Instant(self.when(what.when, clock)?);
                self.fields[field].kind.fit(instant, &self.settings.zone).ok()?
            }
            When::Now | When::On(_) | When::Ago(_) => return None,
        };
        self.mention(what.name.span, Named::Field(field));
        Some(vec![Fact::Field { field, value }])
    }

    pub(super) fn when(&mut self, when: &When, clock: &Clock) -> Option<Instant> {
        match when {
            When::Now => Some(clock.as_of()),
            When::On(day) => self.fact_date("on", day),
            When::Ago(duration) => Some(clock.back(*duration)),
        }
    }

    /// Things that are only counted have no time of their own.
    fn counted(&mut self, what: &Happened<'_>, field: usize) -> Option<Fact> {
        match what.when {
            When::Now => {
                let value = Value::Number(Decimal::from(u64::from(what.count) as usize));
                Some(Fact::Field { field, value })
            }
            When::On(_) | When::Ago(_) => {
                let title = format!(
                    "`{}` is only a count: nothing is known about each one",
                    what.name.text
                );
                let help = format!("write `{} {}` without a time", what.count, what.name.text);
                self.refuse(code::NO_DATES, title, what.span, "this is a time for each one", help);
                None
            }
        }
    }

    fn which_gift(&mut self, name: &Name, gifts: &[usize]) -> Option<Fact> {
        let names = gifts.iter().map(|gift| self.gifts[*gift].name.as_str());
        let help = format!("name one of them: {}", crate::check::expression::listed(names));
        let title = format!("Which of the `{}` was given?", name.text);
        self.refuse(code::TEST_FACT, title, name.span, "this could be any of them", help);
        None
    }

    /// A declared attribute of a list of events, and its place.
    fn declared_attribute(&self, events: &Events, name: &str) -> Option<(usize, Attribute)> {
        let Events::List(list) = events else { return None };
        let attributes = &self.lists[*list].attributes;
        let index = attributes.iter().position(|attribute| attribute.name == name)?;
        Some((index, attributes[index].clone()))
    }

    fn calculated_fact(&mut self, name: &Name) {
        let title = format!("`{}` is calculated", name.text);
        let help = "give the attributes that it is calculated from";
        self.refuse(code::TEST_FACT, title, name.span, "no record gives it", help);
    }

    fn no_attribute(&mut self, events: &Name, name: &Name, of: &Events) {
        if *of == Events::Broken || self.is_missing(&name.text) {
            return;
        }
        let at = match of {
            Events::List(list) | Events::Within { list, .. } => At::List(*list),
            Events::Given(_) => At::Given,
            Events::Count(_) | Events::Broken => At::Broken,
        };
        let known = self.attributes_in(at).into_iter().filter(|name| *name != "at");
        let fields = self.fields.iter().map(|field| field.name.as_str());
        let known: Vec<&str> = known.chain(fields).collect();
        let help = match name.text.as_str() {
            "at" => "say when after the events: `on 2026-01-31` or `20 days ago`",
            _ => "after `with`, write values of the events and fields of the customer",
        };
        let title = format!("Neither `{}` nor customers have `{}`", events.text, name.text);
        let label = "not declared";
        let problem = Problem::new(code::UNKNOWN_ATTRIBUTE, title, name.span, label);
        let close = suggest::closest(&name.text, known);
        self.problems.push(suggest::meant_or(problem, close, help));
    }
}
