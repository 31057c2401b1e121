use super::amounts;
use super::schema::{List, Type};
use super::speech::Speech;

impl Speech<'_, '_, '_> {
    /// A number that depends on the customer, where there is one.
    pub(super) fn number(&mut self) -> String {
        if self.depth > 0 && self.choices.once_in(5) {
            return self.sum_of_numbers();
        }
        if !self.schema.standings.is_empty() && self.row.is_none() && self.choices.once_in(3) {
            return self.choices.of(&self.schema.standings).clone();
        }
        if self.counts() {
            return self.number_of_events();
        }
        self.name(Type::Number).unwrap_or_else(|| amounts::number(self.choices))
    }

    fn sum_of_numbers(&mut self) -> String {
        let mut deeper = self.deeper();
        let left = deeper.number();
        let right = if deeper.choices.once_in(2) {
            deeper.number()
        } else {
            amounts::number(deeper.choices)
        };
        match self.choices.below(12) {
            7 => format!("{}({left})", self.choices.of(&["floor", "ceil", "round"])),
            8 => format!("round({left}, {})", self.choices.of(&["2", "1", "0", "20"])),
            9 => format!("{}({left}, {right})", self.choices.of(&["least", "greatest"])),
            10 => {
                let (from, to) = (self.deeper().date(), self.deeper().date());
                format!("days from ({from}) to ({to})")
            }
            11 => format!("25% of ({left})"),
            0 => format!("({left} + {right})"),
            1 => format!("({left} - {right})"),
            2 => format!("({left} * {right})"),
            3 => format!("({left} / {right})"),
            4 => format!("(-{left})"),
            5 => format!("({left} / 3)"),
            _ => {
                let (left, right) = (self.deeper().money(), self.deeper().money());
                format!("({left} / {right})")
            }
        }
    }

    /// An amount that depends on the customer, where there is one.
    pub(super) fn money(&mut self) -> String {
        if self.depth > 0 && self.choices.once_in(5) {
            let (left, right) = (self.deeper().money(), self.deeper().money());
            let by = self.deeper().number();
            return match self.choices.below(6) {
                4 => format!("round({left}, 1)"),
                5 => format!("greatest({left}, {right})"),
                0 => format!("({left} + {right})"),
                1 => format!("({left} - {right})"),
                2 => format!("({left} * {by})"),
                _ => format!("({left} / {by})"),
            };
        }
        if self.counts()
            && let Some(call) = self.call_of(Type::Money)
        {
            return call;
        }
        self.name(Type::Money).unwrap_or_else(|| self.literal_money())
    }

    /// A time or a day.
    pub(super) fn date(&mut self) -> String {
        if self.depth > 0 && self.choices.once_in(5) {
            let (from, by) = (self.deeper().date(), self.length());
            if self.choices.once_in(4) {
                let edge = *self.choices.of(&["start", "end"]);
                return format!("{edge} of calendar {} of ({from})", self.period());
            }
            let sign = self.choices.of(&["+", "-"]);
            return format!("({from} {sign} {by})");
        }
        if self.row.is_some() && self.choices.once_in(3) {
            return "at".to_owned();
        }
        if self.counts()
            && let Some(call) = self.call_of(Type::Date)
        {
            return call;
        }
        match self.choices.below(6) {
            5 => "now".to_owned(),
            3 => "today".to_owned(),
            4 => "stage_since".to_owned(),
            _ => self.name(Type::Date).unwrap_or_else(|| self.literal_date()),
        }
    }

    pub(super) fn text(&mut self) -> Option<String> {
        if self.counts()
            && let Some(call) = self.call_of(Type::Text)
        {
            return Some(call);
        }
        self.name(Type::Text)
    }

    pub(super) fn choice(&mut self) -> Option<String> {
        if self.counts()
            && let Some(call) = self.call_of(Type::Choice)
        {
            return Some(call);
        }
        self.name(Type::Choice)
    }

    fn number_of_events(&mut self) -> String {
        match self.choices.below(4) {
            0 => {
                let (events, row) = self.events();
                format!("count({events}{})", self.filters(row))
            }
            1 => self.count_of_attribute().unwrap_or_else(|| "count(orders)".to_owned()),
            _ => self.call_of(Type::Number).unwrap_or_else(|| "count(orders)".to_owned()),
        }
    }

    /// How many events have an attribute, or how many values of it there are.
    fn count_of_attribute(&mut self) -> Option<String> {
        let list = self.choices.below(self.schema.lists.len());
        let List { name, attributes, .. } = &self.schema.lists[list];
        let attribute = self.choices.any(&attributes.iter().collect::<Vec<_>>())?;
        let different = if self.choices.once_in(2) { "different " } else { "" };
        let filters = self.filters(Some(list));
        Some(format!("count({different}{name}.{}{filters})", attribute.name))
    }

    /// A function that makes a value of the type out of an attribute, if one does.
    fn call_of(&mut self, wanted: Type) -> Option<String> {
        let list = self.choices.below(self.schema.lists.len());
        let List { name, attributes, .. } = &self.schema.lists[list];
        let fits = attributes.iter().filter(|attribute| attribute.kind.of_rules() == wanted);
        let mut names: Vec<String> = fits.map(|f| format!("{name}.{}", f.name)).collect();
        let mut row = Some(list);
        if wanted == Type::Date {
            names.push(format!("{name}.at"));
        }
        if !self.schema.gifts.is_empty() && matches!(wanted, Type::Money | Type::Date) {
            let gift = &self.choices.of(&self.schema.gifts).name;
            let is_money = wanted == Type::Money;
            let of_gift = if is_money { self.choices.of(&["cost", "worth"]) } else { &"at" };
            names.push(format!("{gift}.{of_gift}"));
        }
        let name = self.choices.any(&names.iter().collect::<Vec<_>>())?.clone();
        if self.schema.gifts.iter().any(|gift| name.starts_with(&format!("{}.", gift.name))) {
            row = None;
        }
        let functions: &[&str] = match wanted {
            Type::Number | Type::Money => &["sum", "average", "min", "max", "first", "last"],
            Type::Date => &["last", "first", "min", "max"],
            Type::Text | Type::Choice | Type::YesNo | Type::Set => &["last", "first"],
        };
        let (function, filters) = (*self.choices.of(functions), self.filters(row));
        Some(format!("{function}({name}{filters})"))
    }
}
