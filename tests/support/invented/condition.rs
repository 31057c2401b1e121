use super::amounts;
use super::schema::Type;
use super::speech::Speech;

/// Words that texts and sets often have.
pub(super) const TEXTS: [&str; 6] = ["tea", "te", "coffee", "Zoë", "", "a"];
const ORDERS: [&str; 6] = ["≥", "<", "≤", ">", "is", "is not"];

impl Speech<'_, '_, '_> {
    /// Something that is true, false or unknown.
    pub(super) fn condition(&mut self) -> String {
        let simple = self.depth == 0 || !self.choices.once_in(3);
        if simple {
            let written = self.simple();
            return written.unwrap_or_else(|| self.of_numbers());
        }
        let mut deeper = self.deeper();
        let (left, right) = (deeper.condition(), deeper.condition());
        match self.choices.below(5) {
            0 | 1 => format!("({left} and {right})"),
            2 | 3 => format!("({left} or {right})"),
            _ => format!("(not ({left}))"),
        }
    }

    /// A condition without others in it, where there is something to speak of.
    fn simple(&mut self) -> Option<String> {
        if !self.plain && self.depth > 0 && self.row.is_none() && self.choices.once_in(3) {
            return Some(self.of_events());
        }
        if let Some(list) = self.list_below()
            && self.choices.once_in(2)
        {
            return Some(self.of_those_below(list));
        }
        Some(match self.choices.below(13) {
            0 | 1 => self.of_numbers(),
            2 | 3 => self.of_money(),
            4 | 5 => self.of_dates(),
            6 => self.of_texts()?,
            7 => self.of_choices()?,
            8 => self.yes_or_no()?,
            9 => self.of_sets()?,
            10 => self.of_stages(),
            11 => self.known(),
            _ => self.elapsed(),
        })
    }

    fn of_events(&mut self) -> String {
        if self.choices.once_in(5) {
            let list = self.choices.below(self.schema.lists.len());
            let one = &self.schema.lists[list].one;
            return format!("{} without a {one}{}", self.length(), self.filter(Some(list)));
        }
        if self.choices.once_in(6) {
            // No count is ever a fraction, also where it is not certain.
            let (events, row) = self.events();
            let (filters, order) = (self.filters(row), self.choices.of(&["is not", "is", "<"]));
            return format!("count({events}{filters}) {order} 2.5");
        }
        self.quantity()
    }

    fn of_numbers(&mut self) -> String {
        let left = self.number();
        let right = |speech: &mut Self| match speech.choices.once_in(4) {
            true => speech.deeper().number(),
            false => amounts::number(speech.choices),
        };
        match self.choices.below(8) {
            6 => format!("{left} between 2 and {}", self.choices.of(&["5", "9", "3"])),
            7 => format!("{left} in ({}, {})", right(self), right(self)),
            order => format!("{left} {} {}", ORDERS[order], right(self)),
        }
    }

    fn of_money(&mut self) -> String {
        let (left, other) = (self.money(), self.literal_money());
        let right = if self.choices.once_in(4) { self.deeper().money() } else { other.clone() };
        match self.choices.below(7) {
            6 => format!("{left} in ({right}, {other})"),
            order => format!("{left} {} {right}", ORDERS[order]),
        }
    }

    fn of_dates(&mut self) -> String {
        if self.choices.once_in(3) {
            return self.of_the_calendar();
        }
        let left = self.date();
        let right = match self.choices.below(4) {
            0 => "today".to_owned(),
            1 => self.deeper().date(),
            _ => self.literal_date(),
        };
        match self.choices.below(8) {
            6 => format!("{left} in ({right}, {})", self.literal_date()),
            7 => format!("anniversary of ({left})"),
            order => format!("{left} {} {right}", ORDERS[order]),
        }
    }

    /// When a date is, and what day or hour.
    fn of_the_calendar(&mut self) -> String {
        let date = self.date();
        let window = match self.choices.below(4) {
            0 => format!("within {}", self.length()),
            1 => format!("within next {}", self.length()),
            2 => format!("this calendar {}", self.period()),
            _ => format!("last calendar {}", self.period()),
        };
        // In parentheses, so that a `where` has no window of its own.
        match self.choices.below(6) {
            0 | 1 => format!("({date} {window})"),
            2 => format!("(anniversary of ({date}) {window})"),
            3 => format!(
                "weekday of ({date}) in (Monday, {})",
                self.choices.of(&["Friday", "Sunday"])
            ),
            4 => format!(
                "month of ({date}) {} {}",
                self.choices.of(&ORDERS),
                self.choices.of(&["3", "2", "12"])
            ),
            _ => format!(
                "hour of {} < {}",
                self.choices.of(&["now", "stage_since"]),
                self.choices.of(&["9", "23"])
            ),
        }
    }

    fn of_texts(&mut self) -> Option<String> {
        let (left, right) = (self.text()?, *self.choices.of(&TEXTS));
        Some(match self.choices.below(7) {
            0 => format!("{left} is \"{right}\""),
            1 => format!("{left} is not \"{right}\""),
            2 => format!("{left} contains \"{right}\""),
            3 => format!("{left} starts with \"{right}\""),
            4 => format!("{left} ends with \"{right}\""),
            5 => format!("{left} in (\"{right}\", \"tea\")"),
            _ => format!("{left} is {}", self.deeper().text()?),
        })
    }

    fn of_choices(&mut self) -> Option<String> {
        if let Some(arm) = self.of_experiments() {
            return Some(arm);
        }
        let left = self.choice()?;
        let right = self.choices.of(&["pro", "free", "team"]);
        Some(match self.choices.below(3) {
            0 => format!("{left} is {right}"),
            1 => format!("{left} is not {right}"),
            _ => format!("{left} in ({right}, team)"),
        })
    }

    fn of_experiments(&mut self) -> Option<String> {
        let declared = &self.schema.experiments;
        if declared.is_empty() || self.choices.once_in(3) {
            return None;
        }
        let (name, arms) = self.choices.of(declared);
        let arm = self.choices.of(arms);
        Some(match self.choices.below(4) {
            0 | 1 => format!("{name} is {arm}"),
            2 => format!("{name} is not {arm}"),
            _ => format!("{name} in ({arm}, {})", arms[0]),
        })
    }

    fn yes_or_no(&mut self) -> Option<String> {
        let name = self.name(Type::YesNo)?;
        Some(match self.choices.below(4) {
            0 => name,
            1 => format!("not {name}"),
            2 => format!("{name} is no"),
            _ => format!("{name} is not yes"),
        })
    }

    fn of_sets(&mut self) -> Option<String> {
        let word = self.choices.of(&["tea", "coffee", "vip", "Zoë"]);
        Some(match self.choices.below(5) {
            0 => format!("tagged \"{word}\""),
            1 => format!("tags contains \"{word}\""),
            2 => format!("{} contains {}", self.name_of_customer(Type::Set)?, self.text()?),
            _ => format!("{} contains \"{word}\"", self.name_of_customer(Type::Set)?),
        })
    }

    fn of_stages(&mut self) -> String {
        match self.choices.below(3) {
            0 => "stage is A".to_owned(),
            1 => "stage in (A, B)".to_owned(),
            _ => "stage is not B".to_owned(),
        }
    }

    fn known(&mut self) -> String {
        let types = [Type::Number, Type::Money, Type::Text, Type::Date, Type::Choice, Type::Set];
        let wanted = *self.choices.of(&types);
        let known = *self.choices.of(&["is known", "is missing"]);
        let named = match self.choices.below(3) {
            // A table is known for everybody, so nobody asks for that.
            0 if !self.plain => {
                let list = self.list();
                list.table.is_none().then(|| list.name.clone())
            }
            1 => Some("stage_since".to_owned()),
            _ => self.name(wanted),
        };
        format!("{} {known}", named.unwrap_or_else(|| "stage_since".to_owned()))
    }

    fn elapsed(&mut self) -> String {
        let length = self.length();
        if self.row.is_some() && self.choices.once_in(2) {
            return format!("{length} since at");
        }
        match self.choices.below(4) {
            0 if !self.plain => format!("{length} since last {}", self.list().one),
            1 => match self.name(Type::Date) {
                Some(name) => format!("{length} since {name}"),
                None => format!("{length} in stage"),
            },
            2 => format!("{length} since {}", self.literal_date()),
            _ => format!("{length} in stage"),
        }
    }
}
