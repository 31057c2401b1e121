//! A name that is declared nowhere, and what it could be: a value, an event, something that is
//! asked for in other words. Declaring it is the last thing to advise.

use crate::problems::{Fix, Problem, Span, register as code};
use crate::syntax::{number_in_words, tree};
use crate::terms::Comparison;
use crate::values::{Decimal, Unit};

use super::mark;
use crate::check::at::At;
use crate::check::comparison::Compared;
use crate::check::expression::listed;
use crate::check::model::Expr;
use crate::check::{Checker, Type};

impl Checker<'_> {
    /// `days_since_last_purchase > 90`, where there is no such name.
    pub(in crate::check) fn compared_otherwise(&mut self, said: Compared<'_>) -> Option<Expr> {
        let Compared { span, left, operator, right, at } = said;
        let name = self.undeclared(left, at)?;
        let fixed = self.in_other_words(name, operator, right)?;
        let title = format!("Nothing is called `{name}`");
        let label = "say this in words";
        let problem = Problem::new(code::UNKNOWN_NAME, title, left.span, label);
        let problem = problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed));
        self.problems.push(problem);
        Some(Expr::broken(span))
    }

    /// The name that an expression about the customer consists of, if the file declares nothing by it.
    pub(in crate::check) fn undeclared<'e>(&self, expr: &'e tree::Expr, at: At) -> Option<&'e str> {
        let tree::ExprKind::Name(name) = &expr.kind else { return None };
        let known =
            self.names.nameless || self.names.get(name).is_some() || self.names.has_word(name);
        (at == At::Customer && !known).then_some(name)
    }

    /// `sku is "latte"`, where only each purchase has one.
    pub(in crate::check) fn compared_attribute(&mut self, said: Compared<'_>) -> Option<Expr> {
        let Compared { span, left, operator, right, at } = said;
        let name = self.undeclared(left, at)?;
        let mut lists = self.lists.iter().filter_map(|list| {
            let attribute = list.attributes.iter().find(|attribute| attribute.name == *name)?;
            Some((list.name.clone(), attribute.ty))
        });
        let (list, ty) = lists.next()?;
        if lists.next().is_some() {
            return None;
        }
        let value = if let tree::ExprKind::Number(number) = &right.kind
            && ty == Type::Money
        {
            self.as_amount(*number)
        } else {
            self.written(right.span).to_owned()
        };
        let fixed = format!("{} where {name} {} {value}", self.an_event(&list), mark(operator));
        let title = format!("Each of the `{list}` has its own `{name}`");
        let problem = Problem::new(code::UNKNOWN_NAME, title, left.span, "which one?");
        let problem = problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed));
        self.problems.push(problem);
        Some(Expr::broken(span))
    }

    /// The condition that a name like a column of a report stands for.
    fn in_other_words(
        &self,
        name: &str,
        operator: Comparison,
        right: &tree::Expr,
    ) -> Option<String> {
        let words = words(name);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let number = matches!(right.kind, tree::ExprKind::Number(_));
        let value = self.written(right.span);
        let less = matches!(operator, Comparison::Less | Comparison::AtMost);
        let not = if less { "not " } else { "" };
        let ordered = !matches!(operator, Comparison::Is | Comparison::IsNot);
        let length_of_time = matches!(right.kind, tree::ExprKind::Duration(_));
        if let Some(said) = self.on_the_day(&words, operator, right, value) {
            return said;
        }
        match words.as_slice() {
            ["tenure" | "age"] | [_, "tenure" | "age"] if length_of_time && ordered => {
                Some(format!("{not}{value} since {}", self.date_of_joining()?))
            }
            ["age"] if number && ordered => {
                let birth = self
                    .fields
                    .iter()
                    .find(|field| field.ty.is_date() && crate::syntax::is_birthday(&field.name));
                Some(format!("{not}{} since {}", length(value, "year"), birth?.name))
            }
            ["recency"] if length_of_time && ordered => {
                let list = &self.lists.first()?.name;
                Some(format!("{not}{value} since last {}", self.names.singular(list)))
            }
            ["recency"] if number && ordered => {
                let (list, days) = (self.bought()?, length(value, "day"));
                Some(match less {
                    true => format!("{} within {days}", self.an_event(&list)),
                    false => format!("{days} since last {}", self.names.singular(&list)),
                })
            }
            ["frequency"] if number => {
                Some(self.counted_words(&self.bought()?, "", operator, value))
            }
            ["monetary"] | ["monetary", "value"] if number => {
                Some(format!("{} {} {}", self.spent()?, mark(operator), self.amount_of(right)))
            }
            ["aov"] | ["average", "order" | "purchase" | "basket", "value" | "size"] => {
                let sum = self.all_amounts()?;
                Some(format!("average({sum}) {} {}", mark(operator), self.amount_of(right)))
            }
            [unit, "since", rest @ ..] if number && Unit::from_word(unit).is_some() => {
                let since = self.since_words(rest)?;
                Some(format!("{not}{} since {since}", length(value, unit)))
            }
            [unit, "in", "stage"] | ["time", "in", "stage", unit]
                if number && Unit::from_word(unit).is_some() =>
            {
                Some(format!("{not}{} in stage", length(value, unit)))
            }
            [unit, "inactive" | "idle" | "lapsed"] | ["inactive" | "idle", unit]
                if number && Unit::from_word(unit).is_some() =>
            {
                let list = self.lists.first()?.name.clone();
                Some(format!("{not}{} without {}", length(value, unit), self.an_event(&list)))
            }
            ["number" | "count" | "num" | "total", "of", event]
            | [event, "count"]
            | ["total" | "num" | "count", event]
                if number && self.names.has_word(event) =>
            {
                Some(self.counted_words(event, "", operator, value))
            }
            [event, "last" | "past" | "in", rest @ ..] if number && self.names.has_word(event) => {
                let rest: Vec<&&str> =
                    rest.iter().filter(|word| !matches!(**word, "last" | "the" | "past")).collect();
                let [count, unit] = rest.as_slice() else { return None };
                count.parse::<u32>().ok()?;
                Unit::from_word(unit)?;
                let window = format!(" within {}", length(count, unit));
                Some(self.counted_words(event, &window, operator, value))
            }
            ["last", event] | ["last", event, "date"] if number && self.names.has_word(event) => {
                Some(format!(
                    "{not}{} since last {}",
                    length(value, "day"),
                    self.names.singular(event)
                ))
            }
            ["total", "spent" | "spend" | "revenue" | "amount"]
            | ["lifetime", "value" | "spend"]
            | ["ltv" | "clv" | "revenue" | "spend" | "spent"]
            | ["amount", "spent"]
            | ["customer", "lifetime", "value"] => {
                Some(format!("{} {} {}", self.spent()?, mark(operator), self.amount_of(right)))
            }
            _ => None,
        }
    }

    /// `days_since_last_order = 30`: on one day only, or on all others; nothing where a number of days
    /// is compared otherwise.
    fn on_the_day(
        &self,
        words: &[&str],
        operator: Comparison,
        right: &tree::Expr,
        value: &str,
    ) -> Option<Option<String>> {
        let not = match operator {
            Comparison::Is => "is",
            Comparison::IsNot => "is not",
            Comparison::Less | Comparison::AtMost | Comparison::Greater | Comparison::AtLeast => {
                return None;
            }
        };
        let counted = matches!(right.kind, tree::ExprKind::Number(_));
        let quiet = |word: &str| matches!(word, "inactive" | "idle" | "lapsed");
        let latest = |list: &str| format!("last({list}.at)");
        let first = || self.lists.first().map(|list| latest(&list.name));
        let (unit, since) = match words {
            [unit, "since", rest @ ..] => {
                let since = self.since_words(rest)?;
                let event =
                    since.strip_prefix("last ").map(|event| self.names.declared_word(event));
                (*unit, Some(event.map_or(since.clone(), latest)))
            }
            [unit, "in", "stage"] | ["time", "in", "stage", unit] => {
                (*unit, Some("stage_since".to_owned()))
            }
            [unit, word] if quiet(word) => (*unit, first()),
            [word, unit] if quiet(word) => (*unit, first()),
            ["last", event] | ["last", event, "date"] if self.names.has_word(event) => {
                ("day", Some(latest(self.names.declared_word(event))))
            }
            ["recency"] => ("day", self.bought().map(|list| latest(&list))),
            _ => return None,
        };
        // Only a number of days is true on one day alone.
        let known = Unit::from_word(unit).filter(|unit| counted && matches!(unit, Unit::Day));
        Some(known.and(since).map(|date| format!("{date} {not} today - {}", length(value, unit))))
    }

    /// What time passes since, by the words of a name.
    fn since_words(&self, words: &[&str]) -> Option<String> {
        let words: Vec<&str> = words.iter().copied().filter(|word| *word != "date").collect();
        let name = words.join("_");
        let field = self
            .fields
            .iter()
            .find(|field| field.ty.is_date() && field.name.eq_ignore_ascii_case(&name));
        if let Some(field) = field {
            return Some(field.name.clone());
        }
        match words.as_slice() {
            ["last", event] | [event] if self.names.has_word(event) => {
                Some(format!("last {}", self.names.singular(event)))
            }
            [.., "joining" | "signup" | "join" | "joined" | "registration"] => {
                let date = self.fields.iter().find(|field| field.ty.is_date())?;
                Some(date.name.clone())
            }
            _ => None,
        }
    }

    fn counted_words(
        &self,
        event: &str,
        window: &str,
        operator: Comparison,
        number: &str,
    ) -> String {
        let how = match operator {
            Comparison::AtLeast => "at least",
            Comparison::AtMost => "at most",
            Comparison::Greater => "more than",
            Comparison::Less => "fewer than",
            Comparison::Is => "exactly",
            Comparison::IsNot => "not exactly",
        };
        let declared = self.names.declared_word(event);
        format!("{how} {number} {declared}{window}")
    }

    /// The events of what is bought.
    fn bought(&self) -> Option<String> {
        let usual = ["purchases", "orders", "transactions", "sales", "bookings"];
        let list = self.lists.iter().find(|list| usual.contains(&list.name.as_str()));
        Some(list?.name.clone())
    }

    /// All that was spent.
    fn spent(&self) -> Option<String> {
        if matches!(self.names.get("spent"), Some(crate::check::names::Meaning::Let(_))) {
            return Some("spent".to_owned());
        }
        self.all_amounts().map(|amounts| format!("sum({amounts})"))
    }

    /// The amounts of what is bought: `purchases.amount`.
    fn all_amounts(&self) -> Option<String> {
        self.lists.iter().find_map(|list| {
            let money = list.attributes.iter().find(|attribute| attribute.ty == Type::Money)?;
            Some(format!("{}.{}", list.name, money.name))
        })
    }

    /// An amount, with its currency where that is left out.
    fn amount_of(&self, expr: &tree::Expr) -> String {
        if let tree::ExprKind::Number(number) = &expr.kind {
            return self.as_amount(*number);
        }
        self.written(expr.span).to_owned()
    }

    /// The events of a verb: `buying`, `purchased`.
    pub(super) fn done(&self, name: &str) -> Option<String> {
        let verbs = ["buying", "bought", "purchasing", "purchased", "ordering", "ordered", "buy"];
        let usual = ["purchases", "orders", "transactions", "sales", "bookings"];
        if !verbs.contains(&name) {
            // `visited`, where there are `visits`.
            let stem = name.strip_suffix("ed").filter(|stem| stem.len() > 3)?;
            let list = self.lists.iter().find(|list| list.name.trim_end_matches('s') == stem)?;
            return Some(list.name.clone());
        }
        let list = self.lists.iter().find(|list| usual.contains(&list.name.as_str()))?;
        Some(list.name.clone())
    }

    /// `costs ten`, `NPS > nine`.
    pub(in crate::check) fn number_in_words(
        &self,
        name: &str,
        span: Span,
        hint: Option<Type>,
    ) -> Option<Problem> {
        let number = Decimal::parse(number_in_words(name)?.as_bytes()).ok()?;
        let fixed = match hint {
            Some(Type::Money) => self.as_amount(number),
            Some(Type::Number) | None => number.to_string(),
            Some(_) => return None,
        };
        let title = format!("`{name}` should be `{fixed}`");
        let problem = Problem::new(code::UNKNOWN_NAME, title, span, "write numbers in digits");
        Some(problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed)))
    }

    /// `age between 18 and 25`, where there is a date of birth.
    fn age(&self, name: &str, span: Span) -> Option<Problem> {
        let is_birth = |name: &str| crate::syntax::is_birthday(name);
        let birth = self.fields.iter().find(|field| field.ty.is_date() && is_birth(&field.name));
        let birth = &birth.filter(|_| name.eq_ignore_ascii_case("age"))?.name;
        let title = format!("Nothing is called `{name}`: ask for the time since `{birth}`");
        let problem = Problem::new(code::UNKNOWN_NAME, title, span, "how many years since?");
        Some(problem.help(format!(
            "write `18 years since {birth}` for 18 or older, and `not 26 years since {birth}` for 25 or younger"
        )))
    }

    /// `visits: count default none`.
    fn no_default(&self, name: &str, span: Span) -> Option<Problem> {
        let nothing = ["none", "null", "nothing", "empty", "unknown", "missing", "blank"];
        let asked = self.written_before(span).ends_with("default");
        let title = "A field without a value needs no default";
        let problem = Problem::new(code::UNKNOWN_NAME, title, span, "this is not a value");
        let help = format!("remove `default {name}`");
        (asked && nothing.contains(&name)).then(|| problem.help(help))
    }

    /// `no-show`, which says that there is no `show`.
    fn hyphened_event(&self, name: &str, span: Span) -> Option<Problem> {
        let before = self.written_before(span);
        let glued = before.len() == span.range().start && before.ends_with(" no-");
        let title = format!("No events are called `no-{name}`");
        let problem = Problem::new(code::UNKNOWN_NAME, title, span, "not declared");
        let plural = if name.ends_with('s') { name.to_owned() } else { format!("{name}s") };
        let help = format!(
            "declare them under `customer`, `no_{plural}: events`, and write `a no_{name}`"
        );
        glued.then(|| problem.help(help))
    }

    /// Whether what is at a place says what a gift costs or is worth.
    pub(in crate::check) fn is_asked_for_an_amount(&self, span: Span) -> bool {
        let before = self.written_before(span);
        ["% of", "costs", "worth"].iter().any(|word| before.ends_with(word))
    }

    /// The amount of the last event in `costs 10% of order`.
    pub(in crate::check) fn amount_of_event(&self, name: &str, span: Span) -> Option<String> {
        let asked = self.is_asked_for_an_amount(span);
        let declared = self.names.declared_word(name);
        let list = self.lists.iter().find(|list| asked && list.name == declared)?;
        let amount = list.attributes.iter().find(|attribute| attribute.ty == Type::Money)?;
        Some(format!("last({}.{})", list.name, amount.name))
    }

    /// `3 orders or rides`, `no order and ride`: what is counted just before, said of other events.
    pub(in crate::check) fn counted_again(&self, name: &str, span: Span) -> Option<String> {
        let before = self.written_before(span);
        let joined = before.strip_suffix(" or").or_else(|| before.strip_suffix(" and"))?;
        let words: Vec<&str> = joined.rsplit(' ').take(6).collect();
        let (event, how) = (*words.first()?, *words.get(1)?);
        self.names.has_word(event).then_some(())?;
        let list = self.names.declared_word(name);
        if how.bytes().all(|byte| byte.is_ascii_digit()) {
            let events = if how == "1" { self.names.singular(list) } else { list };
            return Some(format!("{how} {events}"));
        }
        match (how, words.get(2), words.get(3), words.get(4)) {
            ("no", ..) => Some(format!("no {list}")),
            ("last", Some(&"since"), Some(unit), Some(number)) => {
                Some(format!("{number} {unit} since last {}", self.names.singular(list)))
            }
            _ => None,
        }
    }

    /// What an unknown name where a value is wanted could be, with what to write instead.
    pub(in crate::check) fn could_be(&self, name: &str, span: Span, at: At) -> Option<Problem> {
        let unknown =
            |title: String, label: &str| Problem::new(code::UNKNOWN_NAME, title, span, label);
        if let Some(list) = self.done(name) {
            let one = self.an_event(&list);
            let title = format!("Count events by their name: `{list}`");
            let problem = unknown(title, "count these events");
            return Some(problem.help(format!("write `{one}`")).fix(Fix::likely(span, one)));
        }
        let other = self.age(name, span).or_else(|| self.no_default(name, span));
        if let Some(problem) = other.or_else(|| self.hyphened_event(name, span)) {
            return Some(problem);
        }
        if let Some(problem) = self.part_of_cost(name, span) {
            return Some(problem);
        }
        if let Some(amount) = self.amount_of_event(name, span) {
            let title = format!("`{name}` is an event: say which of its amounts");
            let help = format!("write `{amount}`");
            let problem = unknown(title, "of which amount?").help(help);
            return Some(problem.fix(Fix::likely(span, amount)));
        }
        if let Some(fixed) = self.counted_again(name, span) {
            let title = format!("`{name}` is an event, not a value");
            let problem = unknown(title, "count these events too");
            return Some(problem.help(format!("write `{fixed}`")).fix(Fix::likely(span, fixed)));
        }
        if self.names.has_word(name) {
            let one = self.an_event(name);
            let declared = self.names.declared_word(name);
            let title = format!("`{name}` is an event, not a value");
            let problem = unknown(title, "count these events");
            let help =
                format!("write `{one}` for at least one, or how many, such as `3 {declared}`");
            return Some(problem.help(help).fix(Fix::likely(span, one)));
        }
        let owners: Vec<&str> = self
            .choices
            .iter()
            .filter(|choice| choice.values.names().iter().any(|value| value == name))
            .map(|choice| choice.owner.as_str())
            .collect();
        if let Some(owner) = owners.first() {
            let title = format!("`{name}` is only a value: say what it is compared with");
            let fields = self.fields.iter().any(|field| field.name == *owner);
            let list = self
                .lists
                .iter()
                .find(|list| list.attributes.iter().any(|attribute| attribute.name == *owner));
            let fixed = match list.filter(|_| !fields && at == At::Customer) {
                Some(list) => format!("{} where {owner} is {name}", self.an_event(&list.name)),
                None => format!("{owner} is {name}"),
            };
            let label = format!("one of the values of `{owner}`");
            return Some(
                unknown(title, &label)
                    .help(format!("write `{fixed}`"))
                    .fix(Fix::likely(span, fixed)),
            );
        }
        let lists: Vec<&str> = self
            .lists
            .iter()
            .filter(|list| list.attributes.iter().any(|attribute| attribute.name == name))
            .map(|list| list.name.as_str())
            .collect();
        if let (Some(list), At::Customer) = (lists.first(), at) {
            let title =
                format!("Each of the {} has its own `{name}`", listed(lists.iter().copied()));
            let one = self.an_event(list);
            if self.is_asked_for_an_amount(span) {
                let last = format!("last({list}.{name})");
                let help = format!(
                    "write `{last}` for the last one, or `sum({list}.{name})` for all of them"
                );
                let problem = unknown(title, "which one?").help(help);
                return Some(problem.fix(Fix::likely(span, last)));
            }
            let help = format!(
                "ask about an event, such as `{one} where {name} is known`, or pick one of them: `last({list}.{name})`"
            );
            return Some(unknown(title, "which one?").help(help));
        }
        None
    }
}

/// `90 days`, `1 day`.
fn length(number: &str, unit: &str) -> String {
    let unit = unit.trim_end_matches('s');
    let plural = if number == "1" { "" } else { "s" };
    format!("{number} {unit}{plural}")
}

/// The words of a name such as `days_since_last_purchase` or `daysSinceLastPurchase`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut small = false;
    for letter in name.chars() {
        let begins = letter == '_' || (letter.is_uppercase() && small);
        if begins || words.is_empty() {
            words.push(String::new());
        }
        small = letter.is_lowercase() || letter.is_ascii_digit();
        if letter != '_'
            && let Some(last) = words.last_mut()
        {
            last.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
