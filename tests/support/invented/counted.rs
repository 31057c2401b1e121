use super::schema::{Gift, Kind, Type};
use super::speech::Speech;

const PERIODS: [&str; 5] = ["month", "day", "week", "quarter", "year"];

impl Speech<'_, '_, '_> {
    /// A word for events, and their list where they have attributes.
    pub(super) fn events(&mut self) -> (String, Option<usize>) {
        let gifts = &self.schema.gifts;
        if !gifts.is_empty() && self.choices.once_in(4) {
            if self.schema.grouped && self.choices.once_in(4) {
                return ("k0".to_owned(), None);
            }
            let Gift { name, word, .. } = self.choices.of(gifts);
            let all = self.choices.once_in(3);
            return (if all { format!("{word}s") } else { name.clone() }, None);
        }
        let list = self.choices.below(self.schema.lists.len());
        (self.schema.lists[list].name.clone(), Some(list))
    }

    /// `where`, and a window.
    pub(super) fn filters(&mut self, row: Option<usize>) -> String {
        let window = if self.choices.once_in(2) { self.window() } else { String::new() };
        let condition = self.filter(row);
        if self.choices.once_in(2) { condition + &window } else { window + &condition }
    }

    /// `where`, if anything.
    pub(super) fn filter(&mut self, row: Option<usize>) -> String {
        if row.is_none() || self.depth == 0 || !self.choices.once_in(3) {
            return String::new();
        }
        format!(" where ({})", self.within(row).condition())
    }

    fn window(&mut self) -> String {
        match self.choices.below(10) {
            0 | 1 => format!(" within {}", self.length()),
            2 => format!(" this calendar {}", self.period()),
            7 => format!(" last calendar {}", self.period()),
            8 => format!(" between {} and today", self.literal_date()),
            9 => {
                let name = self.name_of_customer(Type::Date);
                let from = name.unwrap_or_else(|| "stage_since".to_owned());
                format!(" between {from} and {from} + {}", self.length())
            }
            3 => " since entering".to_owned(),
            4 => format!(" since last {}", self.list().one),
            5 => match self.name_of_customer(Type::Date) {
                Some(name) => format!(" since {name}"),
                None => " since entering".to_owned(),
            },
            _ => format!(" since {}", self.literal_date()),
        }
    }

    /// A number or an amount that events have, `orders.total`, and a unit of it.
    pub(super) fn amount_of_events(&mut self) -> Option<(String, String, Option<usize>)> {
        let list = self.choices.below(self.schema.lists.len());
        let events = &self.schema.lists[list];
        let fits = events.attributes.iter().filter_map(|attribute| {
            let unit = match attribute.kind.of_rules() {
                Type::Number => "10".to_owned(),
                Type::Money => format!("10 {}", self.schema.currency),
                Type::Text | Type::Date | Type::Choice | Type::YesNo | Type::Set => return None,
            };
            Some((format!("{}.{}", events.name, attribute.name), unit, Some(list)))
        });
        let fits: Vec<_> = fits.collect();
        self.choices.any(&fits.iter().collect::<Vec<_>>()).cloned()
    }

    /// A period of the calendar.
    pub(super) fn period(&mut self) -> &'static str {
        let period: &&'static str = self.choices.of(&PERIODS);
        period
    }

    /// A name for a value that no event has.
    pub(super) fn name_of_customer(&mut self, wanted: Type) -> Option<String> {
        let row = self.row.take();
        let name = self.name(wanted);
        self.row = row;
        name
    }

    /// How many events there are, as a condition.
    pub(super) fn quantity(&mut self) -> String {
        let counts: Vec<&str> = self
            .schema
            .fields
            .iter()
            .filter(|field| field.kind == Kind::Count)
            .map(|field| field.name.as_str())
            .collect();
        let (events, filters) = match self.choices.any(&counts) {
            Some(count) if self.choices.once_in(6) => (count.to_owned(), String::new()),
            Some(_) | None => {
                let (events, row) = self.events();
                let filters = self.filters(row);
                (events, filters)
            }
        };
        let number = 1 + self.choices.below(4);
        match self.choices.below(8) {
            0 | 1 => format!("at least {number} {events}{filters}"),
            2 => format!("at most {number} {events}{filters}"),
            3 => format!("exactly {number} {events}{filters}"),
            4 => format!("more than {number} {events}{filters}"),
            5 => format!("fewer than {number} {events}{filters}"),
            6 => format!("no {events}{filters}"),
            _ => format!("{number} {events}{filters}"),
        }
    }

    /// A list whose events belong to the event at hand, if there is one.
    pub(super) fn list_below(&mut self) -> Option<usize> {
        let below = self.row.filter(|_| self.depth > 0).map(|row| self.schema.below(row))?;
        self.choices.any(&below)
    }

    /// A condition on the events of a list that belong to the event at hand.
    pub(super) fn of_those_below(&mut self, list: usize) -> String {
        let events = &self.schema.lists[list].name;
        let filters = self.filters(Some(list));
        let numbers = self.schema.lists[list].attributes.iter();
        let mut numbers = numbers.filter(|attribute| attribute.kind.of_rules() == Type::Number);
        match (self.choices.below(5), numbers.next()) {
            (0, _) => format!("no {events}{filters}"),
            (1, _) => format!("{} without a {events}{}", self.length(), self.filter(Some(list))),
            (2, _) => format!("{} since last {events}", self.length()),
            (3, Some(number)) => format!("sum({events}.{}{filters}) > 3", number.name),
            _ => format!("{} {events}{filters}", 1 + self.choices.below(2)),
        }
    }
}
