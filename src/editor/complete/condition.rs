//! What fits in a condition or a calculation.

use super::scope::{Form, OVER_EVENTS, Scope};
use super::{Proposal, words};
use crate::check::Type;

/// The marks and words that compare two values.
const MARKS: [&str; 7] = ["≥", ">=", "≤", "<=", "<", ">", "≠"];

/// What can be asked of a date.
const PARTS: [&str; 8] = ["anniversary", "year", "month", "day", "hour", "weekday", "start", "end"];

const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Scope<'_> {
    /// What comes next in a condition or a calculation, by the words before the cursor.
    pub(super) fn in_condition(self) -> Vec<Proposal> {
        let before = self.before;
        if let Some(between) = before.between() {
            return self.compared_at(between + 1);
        }
        match (before.word(2), before.word(1), before.word(0)) {
            (_, list, ".") => self.attributes_of(list),
            (_, _, "(" | ",") => self.in_brackets(),
            (_, _, "is") => self.after_is(),
            (_, "is", "not") => self.compared_at(2),
            (_, _, "between") => self.compared_at(1),
            (_, _, mark) if MARKS.contains(&mark) || mark == "!=" => self.compared_at(1),
            (_, "this" | "last" | "of", "calendar") => words::periods(),
            (_, "since", "last") => self.dated_events(Form::One),
            (_, _, "this" | "last") => words::keywords(&["calendar"]),
            (_, _, "within") => {
                let is_date = self.type_at(1).is_some_and(Type::is_date);
                let next = if is_date { words::keywords(&["next"]) } else { Vec::new() };
                [words::lengths(), next].concat()
            }
            (_, "within", "next") => words::lengths(),
            (_, _, "since") => self.since(),
            (_, _, "without") => self.dated_events(Form::WithArticle),
            (_, "without", "a" | "an") => self.dated_events(Form::One),
            (_, _, "a" | "an") => self.events(Form::One),
            (_, "is" | "not", "yes" | "no") => self.joined(Vec::new()),
            (_, _, "no") => self.events(Form::Several),
            (_, _, "when" | "after" | "and" | "or" | "not" | "while" | "where") => {
                self.conditions()
            }
            (_, _, "=") => self.values(),
            (_, _, "+" | "-" | "*" | "/") => self.operand(),
            (_, "start" | "end", "of") => words::keywords(&["calendar"]),
            (_, "%", "of") => self.numbers(),
            (_, _, "of") | (_, "days", "from") => self.dates(),
            (_, "starts" | "ends", "with") | (_, _, "contains") => {
                self.of_type(|ty| ty == Type::Text)
            }
            (_, _, "different") => self.values_of_events(|_| true),
            (_, _, "days") if !before.after_length() => words::keywords(&["from"]),
            (_, _, word) if PARTS.contains(&word) && self.is_unmeasured() => {
                words::keywords(&["of"])
            }
            (_, _, "%") => [words::keywords(&["of"]), self.joined(Vec::new())].concat(),
            (_, _, "tagged") => Vec::new(),
            (_, "tagged", _) | (_, "in", "stage") => self.joined(Vec::new()),
            (_, _, "in") => words::keywords(&["stage"]),
            (_, _, "at") => words::keywords(&["least", "most"]),
            (_, _, "more" | "fewer") => words::keywords(&["than"]),
            _ if before.after_number() => self.after_number(),
            _ => self.after_operand(),
        }
    }

    /// Whether the last word is no unit after a number, no period and no name.
    fn is_unmeasured(self) -> bool {
        let word = self.before.word(0);
        !self.before.after_length()
            && !matches!(self.before.word(1), "calendar" | "per")
            && self.type_of(word).is_none()
    }

    /// What a condition can begin with.
    fn conditions(self) -> Vec<Proposal> {
        let mut all = self.of_type(|ty| ty != Type::Duration);
        if self.asked().is_some() {
            all.extend(words::keywords(&["not", "no"]));
            all.extend(words::of_dates());
            return all;
        }
        all.extend(self.events(Form::WithArticle));
        all.extend(words::begins_condition());
        all.extend(OVER_EVENTS.map(words::function));
        all.extend(words::of_dates());
        all
    }

    /// What a calculation can begin with.
    pub(super) fn values(self) -> Vec<Proposal> {
        let mut all = self.of_type(|_| true);
        all.extend(OVER_EVENTS.map(words::function));
        all.extend(["quintile", "rank", "round", "floor", "ceil"].map(words::function));
        all.extend(words::of_dates());
        all
    }

    pub(super) fn numbers(self) -> Vec<Proposal> {
        let mut all = self.of_type(|ty| matches!(ty, Type::Number | Type::Money));
        all.extend(OVER_EVENTS.map(words::function));
        all
    }

    /// What a part can be asked of.
    fn dates(self) -> Vec<Proposal> {
        let mut all = self.of_type(Type::is_date);
        all.extend(words::keywords(&["today", "stage_since"]));
        all.extend(["first", "last"].map(words::function));
        all
    }

    /// What can be added to what is before the mark, or multiplied with it.
    fn operand(self) -> Vec<Proposal> {
        let adds = matches!(self.before.word(0), "+" | "-");
        let functions = || OVER_EVENTS.map(words::function).to_vec();
        match self.type_at(1) {
            Some(ty) if ty.is_date() => words::lengths(),
            Some(Type::Number) if adds => {
                [self.of_type(|ty| ty == Type::Number), functions()].concat()
            }
            Some(Type::Money) if adds => {
                [self.of_type(|ty| ty == Type::Money), self.values_of(Type::Money), functions()]
                    .concat()
            }
            Some(_) | None => self.numbers(),
        }
    }

    /// What something can be compared with that ends so many words before the cursor.
    fn compared_at(self, back: usize) -> Vec<Proposal> {
        let name = self.before.word(back);
        if self.part_at(back) == Some("weekday") {
            return words::keywords(&WEEKDAYS);
        }
        let ty = match self.type_at(back) {
            Some(ty) => ty,
            None if self.is_events(name) => Type::Date,
            None => return self.numbers(),
        };
        let mut values =
            if ty == Type::Money || ty.is_date() { Vec::new() } else { self.values_of(ty) };
        let others = self.of_type(|other| other == ty || other.is_date() && ty.is_date());
        values.extend(others.into_iter().filter(|other| other.label != name));
        if ty == Type::Money || ty.is_date() {
            values.extend(self.values_of(ty));
        }
        values
    }

    fn after_is(self) -> Vec<Proposal> {
        let mut all = self.compared_at(1);
        all.extend(words::keywords(&["not", "known", "missing"]));
        all
    }

    /// What a bracket can begin or go on with, by the word before it.
    fn in_brackets(self) -> Vec<Proposal> {
        let before = self.before;
        let Some(open) = before.open_bracket() else { return Vec::new() };
        match before.word(open + 1) {
            "count" => [self.lists(Form::Several), words::keywords(&["different"])].concat(),
            function @ ("first" | "last" | "sum" | "average" | "min" | "max") => {
                let of_any = matches!(function, "first" | "last");
                let values = self.values_of_events(|ty| of_any || ty.has_order());
                [values, self.lists(Form::Several)].concat()
            }
            "quintile" | "rank" | "round" | "floor" | "ceil" | "least" | "greatest" => {
                self.numbers()
            }
            "in" => self.compared_at(open + 2),
            "of" => self.dates(),
            _ => self.conditions(),
        }
    }

    fn since(self) -> Vec<Proposal> {
        let mut all = words::keywords(&["entering", "last"]);
        all.extend(self.of_type(Type::is_date));
        all
    }

    /// What comes after a number: what it counts, or what goes on if it is a value by itself.
    fn after_number(self) -> Vec<Proposal> {
        let before = self.before;
        let form = if before.word(0) == "1" { Form::One } else { Form::Several };
        let word = before.word(1);
        let compared = match word {
            "within" | "next" | "per" | "for" => return words::units(before),
            "least" | "most" | "than" | "exactly" => return self.events(form),
            "is" | "between" => Some(self.type_at(2)),
            "+" | "-" | "*" | "/" => Some(self.type_at(2)),
            "not" if before.word(2) == "is" => Some(self.type_at(3)),
            "," | "(" if self.is_a_value() => Some(Some(Type::Number)),
            mark if MARKS.contains(&mark) || mark == "!=" => Some(self.type_at(2)),
            _ if self.ends_between() => Some(Some(Type::Number)),
            _ => None,
        };
        match compared {
            None => [words::units(before), self.events(form)].concat(),
            Some(Some(ty)) if ty.is_date() || ty == Type::Duration => words::units(before),
            Some(_) => self.joined(Vec::new()),
        }
    }

    /// Whether a number after a bracket or a comma is a value: an operand, or one of a list.
    fn is_a_value(self) -> bool {
        let open = self.before.open_bracket();
        let function = open.map_or("", |open| self.before.word(open + 1));
        matches!(function, "in" | "round" | "floor" | "ceil" | "least" | "greatest")
    }

    /// Whether the last word is the second of the two that something is between.
    fn ends_between(self) -> bool {
        let mut words = (2..8).map(|back| self.before.word(back));
        let ends = |word: &str| matches!(word, "and" | "or" | "not" | "when" | "after" | ";" | "");
        self.before.word(1) == "and"
            && words.find(|word| *word == "between" || ends(word)) == Some("between")
    }

    /// What comes after something that may be complete.
    pub(super) fn after_operand(self) -> Vec<Proposal> {
        let before = self.before;
        let word = before.word(0);
        // `3 visits`, where `visits` also has a value.
        let counted = matches!(before.word(1), "a" | "an" | "no")
            || before.word(1).starts_with(|first: char| first.is_ascii_digit());
        // `sum(purchases.amount`
        let is_part = before.word(1) == "." && before.open_bracket().is_some();
        let tests = if before.after_length() {
            match before.word(2) {
                "within" | "next" | "per" | "for" => words::filters(),
                _ => words::keywords(&["in stage", "since", "without"]),
            }
        } else if counted && self.is_events(word) || before.word(1) == "last" || is_part {
            words::filters()
        } else {
            match self.type_at(0) {
                Some(ty) => self.tests_of(ty),
                None if self.is_events(word) => words::filters(),
                None if word == ")" => [self.tests_of(Type::Broken), words::filters()].concat(),
                None => words::filters(),
            }
        };
        self.joined(tests)
    }

    /// The same, with what joins conditions, and with the actions.
    fn joined(self, tests: Vec<Proposal>) -> Vec<Proposal> {
        let filters = if self.asked().is_some() { words::filters() } else { Vec::new() };
        [tests, words::joins(), filters, words::actions()].concat()
    }

    /// How a value can be compared.
    fn tests_of(self, ty: Type) -> Vec<Proposal> {
        let name = self.before.word(0);
        let is_balance = self.model().scores.iter().any(|it| it.balance && it.name == name);
        let among = || words::snippet("in", "in ($1)");
        let mut tests = match ty {
            Type::Number | Type::Money => words::keywords(&["≥", "≤", ">", "<", "is", "between"]),
            Type::Date | Type::Day => words::keywords(&[
                "within",
                "≥",
                "≤",
                ">",
                "<",
                "is",
                "between",
                "this calendar",
                "last calendar",
            ]),
            Type::Text => words::keywords(&["is", "contains", "starts with", "ends with"]),
            Type::Set => words::keywords(&["contains"]),
            Type::Choice(_) | Type::Stage => words::keywords(&["is", "is not"]),
            Type::YesNo => words::keywords(&["is"]),
            Type::Duration | Type::Broken => words::keywords(&["≥", "≤", ">", "<", "is"]),
        };
        match ty {
            Type::Text
            | Type::Choice(_)
            | Type::Stage
            | Type::Number
            | Type::Money
            | Type::Broken => tests.push(among()),
            Type::YesNo | Type::Date | Type::Day | Type::Duration | Type::Set => {}
        }
        if is_balance {
            tests.push(words::snippet("expiring within", "expiring within ${1:30} days"));
        }
        tests
    }
}
