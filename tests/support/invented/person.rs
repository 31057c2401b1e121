use super::json::{ANYWHERE, Json, Style};
use super::schema::{Field, Kind, List, Path, Schema};
use super::{Choices, damage, days};

/// How odd a record is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mood {
    /// As exports write it.
    Plain,
    /// Right, but in places as few would write it.
    Unusual,
    /// Probably wrong somewhere.
    Wrong,
}

/// Invents a record for a program: mostly right.
pub(crate) fn person(schema: &Schema, choices: &mut Choices<'_>) -> Vec<u8> {
    let mood = *choices.of(&[
        Mood::Plain,
        Mood::Plain,
        Mood::Plain,
        Mood::Plain,
        Mood::Plain,
        Mood::Unusual,
        Mood::Unusual,
        Mood::Wrong,
    ]);
    let mut text = String::new();
    let moment = moment(choices);
    Inventing { schema, choices, mood, moment }.record().write(
        style(mood, choices),
        choices,
        &mut text,
    );
    let mut bytes = text.into_bytes();
    if mood == Mood::Wrong {
        damage::damage(&mut bytes, choices);
    }
    bytes
}

fn style(mood: Mood, choices: &mut Choices<'_>) -> Style {
    Style {
        spaces: if choices.once_in(3) { ANYWHERE } else { &[] },
        shuffled: choices.once_in(2),
        escapes: mood != Mood::Plain && choices.once_in(3),
    }
}

struct Inventing<'s, 'c, 'b> {
    schema: &'s Schema,
    choices: &'c mut Choices<'b>,
    mood: Mood,
    /// When many things happened at once.
    moment: String,
}

/// A day or a time.
fn moment(choices: &mut Choices<'_>) -> String {
    match choices.once_in(3) {
        true => days::written(days::day(choices)),
        false => days::time(choices),
    }
}

impl Inventing<'_, '_, '_> {
    fn record(&mut self) -> Json {
        let mut record = Json::Object(Vec::new());
        let id = match self.choices.below(4) {
            0 => Json::text(format!("c-{}", self.choices.below(100))),
            3 => Json::text(format!("gid://shop/{}", self.choices.below(100))),
            1 => Json::raw(self.choices.below(100).to_string()),
            _ => Json::text("Zoë"),
        };
        record.put(&self.schema.id.0, id);
        self.of_itself(&mut record);
        for field in &self.schema.fields {
            self.field(&mut record, field);
        }
        for list in &self.schema.lists {
            if !self.choices.once_in(8) {
                let events = self.events(list);
                record.put(&list.path.0, events);
            }
        }
        self.what_nobody_reads(&mut record);
        record
    }

    fn of_itself(&mut self, record: &mut Json) {
        if !self.choices.once_in(5) {
            let stage = self.choices.of(&self.schema.stages);
            record.put(&Path::key("stage").0, Json::text(stage.outside.clone()));
        }
        if !self.choices.once_in(4) {
            let since = self.value(Kind::Date);
            record.put(&Path::key("stage_since").0, since);
        }
        if self.choices.once_in(2) {
            let kind = *self.choices.of(&[Kind::Set, Kind::SplitSet]);
            let tags = self.value(kind);
            record.put(&Path::key("tags").0, tags);
        }
        if !self.schema.gifts.is_empty() && !self.choices.once_in(3) {
            let count = match self.choices.below(16) {
                15 => 15 + self.choices.below(60),
                few => few % 5,
            };
            let given = (0..count).map(|_| self.grant()).collect();
            record.put(&Path::key("given").0, Json::List(given));
        }
        if !self.schema.gifts.is_empty() && self.choices.once_in(8) {
            let owed = (0..1 + self.choices.below(3)).map(|_| self.owed()).collect();
            record.put(&Path::key("owed").0, Json::List(owed));
        }
    }

    fn grant(&mut self) -> Json {
        let name = match self.choices.once_in(8) {
            true => "not declared".to_owned(),
            false => {
                let gift = self.choices.of(&self.schema.gifts);
                self.choices.of(&gift.names).clone()
            }
        };
        let mut grant = vec![("name".to_owned(), Json::text(name))];
        for (key, kind) in [("at", Kind::Date), ("cost", Kind::Money), ("worth", Kind::Money)] {
            if !self.choices.once_in(3) {
                grant.push((key.to_owned(), self.value(kind)));
            }
        }
        if self.choices.once_in(2) {
            grant.push(("for".to_owned(), self.key(40)));
        }
        Json::Object(grant)
    }

    fn owed(&mut self) -> Json {
        let name = Json::text(self.choices.of(&self.schema.gifts).name.clone());
        let since = self.value(Kind::Date);
        let mut owed = vec![("name".to_owned(), name), ("since".to_owned(), since)];
        if self.choices.once_in(2) {
            owed.push(("for".to_owned(), self.key(40)));
        }
        Json::Object(owed)
    }

    fn field(&mut self, record: &mut Json, field: &Field) {
        if !self.choices.once_in(7) {
            let value = self.value(field.kind);
            record.put(&field.path.0, value);
        }
    }

    fn events(&mut self, list: &List) -> Json {
        let count = match self.choices.below(24) {
            23 => 60,
            few => few % 6,
        };
        Json::List((0..count).map(|_| self.event(list)).collect())
    }

    fn event(&mut self, list: &List) -> Json {
        let mut event = Json::Object(Vec::new());
        if let Some(path) = &list.at
            && !self.choices.once_in(10)
        {
            let at = self.value(list.at_kind);
            event.put(&path.0, at);
        }
        for attribute in &list.attributes {
            self.field(&mut event, attribute);
        }
        // Keys that other rows name are few, so that they are often met.
        let many = if list.table.is_some() { 5 } else { 40 };
        for key in &list.key {
            let value = self.key(many);
            event.put(&key.0, value);
        }
        if let Some((_, by)) = list.table.as_ref().and_then(|table| table.parent.as_ref()) {
            let value = self.key(many);
            event.put(&by.0, value);
        }
        event
    }

    fn key(&mut self, many: usize) -> Json {
        let name = format!("k{}", self.choices.below(many));
        match self.choices.below(12) {
            0 => Json::raw("7"),
            1 => Json::text(""),
            _ => Json::text(name),
        }
    }

    /// A value as the mood makes it.
    fn value(&mut self, kind: Kind) -> Json {
        let value = self.usual(kind);
        match self.mood {
            Mood::Plain if self.choices.once_in(30) => Json::raw("null"),
            Mood::Unusual if self.choices.once_in(8) => self.unusual(kind),
            Mood::Wrong if self.choices.once_in(25) => self.wrong(),
            Mood::Wrong if self.choices.once_in(16) => self.unusual(kind),
            Mood::Plain | Mood::Unusual | Mood::Wrong => value,
        }
    }

    fn usual(&mut self, kind: Kind) -> Json {
        match kind {
            Kind::Number
            | Kind::From
            | Kind::Money
            | Kind::MoneyFrom
            | Kind::Cents
            | Kind::CentsTo
            | Kind::Ranged
                if self.schema.noted && self.choices.once_in(2) =>
            {
                Json::text(*self.choices.of(&["3", "2,5", "1.000", "(9)", " 9,99 ", "-1", "0"]))
            }
            Kind::Date | Kind::Day if self.schema.dated && self.choices.once_in(2) => {
                Json::text(*self.choices.of(&["30/03/2026", "29/02/2024", "01/01/2026"]))
            }
            // Mostly in its range.
            Kind::From | Kind::MoneyFrom | Kind::CentsTo if !self.choices.once_in(20) => {
                Json::raw(*self.choices.of(&["3", "1", "2", "0", "5", "9", "10", "90"]))
            }
            Kind::Number
            | Kind::From
            | Kind::Money
            | Kind::MoneyFrom
            | Kind::Cents
            | Kind::CentsTo => {
                let numbers =
                    ["3", "1", "2", "0", "2.5", "5", "9", "9.99", "3.0", "10", "-1", "250", "1000"];
                Json::raw(*self.choices.of(&numbers))
            }
            Kind::Ranged => {
                Json::raw(*self.choices.of(&["3", "1", "2.5", "9", "10", "0", "9.99", "7"]))
            }
            Kind::Count => match self.choices.below(6) {
                5 => Json::raw("[{}, [1], \"x\"]"),
                few => Json::raw(few.to_string()),
            },
            Kind::Text => Json::text(*self.choices.of(&["tea", "coffee", "te", "Zoë", "tea a"])),
            Kind::Folded => Json::text(*self.choices.of(&["tea", "TEA", " Coffee", "te", "ZOË"])),
            Kind::YesNo => {
                Json::raw(*self.choices.of(&["true", "false", "\"yes\"", "0", "\"No\""]))
            }
            Kind::Date | Kind::Day if self.choices.once_in(3) => Json::text(self.moment.clone()),
            Kind::Date | Kind::Day => Json::text(moment(self.choices)),
            Kind::Seconds | Kind::DayInSeconds => {
                Json::raw(days::seconds(self.choices).to_string())
            }
            Kind::Milliseconds => {
                let fine = self.choices.of(&[0, 0, 999]);
                Json::raw((days::seconds(self.choices) * 1000 + fine).to_string())
            }
            Kind::Choice => Json::text(*self.choices.of(&["free", "Pro!", "team"])),
            Kind::Set => {
                let words = ["tea", "vip", "coffee", "x"];
                let words =
                    (0..self.choices.below(4)).map(|_| Json::text(*self.choices.of(&words)));
                Json::List(words.collect())
            }
            Kind::SplitSet => Json::text(*self.choices.of(&["tea,vip", "tea", " coffee , tea,,"])),
            Kind::FoldedSet => Json::raw(*self.choices.of(&[
                "\"Tea,VIP\"",
                "\"TEA\"",
                "[\"tea\", \" Coffee\"]",
                "[\"ZOË\"]",
            ])),
        }
    }

    /// What is right for the kind, or nearly.
    fn unusual(&mut self, kind: Kind) -> Json {
        let all: &[&str] = match kind {
            Kind::Number
            | Kind::From
            | Kind::Money
            | Kind::MoneyFrom
            | Kind::Cents
            | Kind::CentsTo
            | Kind::Ranged
            | Kind::Count => &[
                "\"3\"",
                "1e1",
                "3E+0",
                "-0",
                "0.0",
                "\"\"",
                "3.00000000000000000",
                "999999999999999999",
                "-999999999999999999",
                "800000000000000000",
                "0.00000000000000001",
                "0.00000000000000000001",
                "0.90000000000000000000000000000000000000",
                "99999999999999999999999999999999999999",
                "0.000000000000000000001",
                "5e-1",
                "\"\\u0033\"",
                "\"1.234,5\"",
                "\"($3)\"",
                "\" \"",
                "\"NULL\"",
            ],
            Kind::Text | Kind::Folded => &[
                "\"TE\\u0041\"",
                "\"  \"",
                "\" tea \"",
                "\"NULL\"",
                "\"\u{a0}\"",
                "\"\"",
                "12",
                "1.50",
                "\"te\\u0061\"",
                "\"\\n\"",
                "\"\\ud83d\\ude00\"",
            ],
            Kind::YesNo => {
                &["\" \"", "1", "0.0", "\"T\"", "\"off\"", "1e0", "\"\\u0079es\"", "\"\""]
            }
            Kind::Date | Kind::Day => &[
                "\"31/03/2026\"",
                "\"Mar 30, 2026 09:00\"",
                "\"2026-03-30 09:00:00 UTC\"",
                "\"2026-03-30T09:00:00+02:00[Europe/Berlin]\"",
                "\"tea\"",
                "\"2026-03-30 09:00\"",
                "\"2024-02-29\"",
                "\"9999-12-30T23:59:59Z\"",
                "\"0000-01-01\"",
                "\"2026-03-29T02:30:00\"",
                "\"2025-11-02T01:30:00\"",
                "\"2026-03-30T00:00:00.000000001z\"",
                "\"2026-\\u00303-30\"",
                "\"\"",
            ],
            Kind::Seconds | Kind::Milliseconds | Kind::DayInSeconds => &[
                "\"1774828800\"",
                "1774828800.5",
                "0",
                "-1",
                "253402207200",
                "1.7748288e9",
                "\"\"",
            ],
            Kind::Choice => {
                &["\"no\"", "\" \"", "\"\"", "\"te\\u0061m\"", "\"Pro\\u0021\"", "null"]
            }
            Kind::Set | Kind::SplitSet | Kind::FoldedSet => &[
                "[\"TE\\u0041\", \"Vip\"]",
                "\"\"",
                "[]",
                "\" \"",
                "\"\\t\"",
                "\"tea\"",
                "[\"te\\u0061\", 7]",
                "\"te\\u0061,vip\"",
                "[\"\", \" tea\"]",
                "\"vip\"",
            ],
        };
        Json::raw(*self.choices.of(all))
    }

    fn wrong(&mut self) -> Json {
        let all = [
            "true",
            "[]",
            "{}",
            "12",
            "\"nine\"",
            "\" 12 \"",
            "\"1,200\"",
            "+1",
            "01",
            "1.",
            ".5",
            "-",
            "1e",
            "NaN",
            "tru",
            "nullx",
            "null",
            "999999999999999999999999999999999999999",
            "1e400",
            "\"2026-02-30\"",
            "\"2026-03-30T24:00:00\"",
            "\"\\ud800\"",
            "\"\\x\"",
            "\"\\u12\"",
            "[1,]",
            "[,1]",
            "{\"a\":1,}",
            "{\"a\" 1}",
            "[1 2]",
            "{\"a\":1,\"a\":2}",
            "\"free",
            "\u{a0}1",
        ];
        Json::raw(*self.choices.of(&all))
    }

    /// Whatever it is, it has to be JSON.
    fn what_nobody_reads(&mut self, record: &mut Json) {
        let deep = |open: &str, close: &str, by: usize| {
            Json::raw(format!("{}0{}", open.repeat(by), close.repeat(by)))
        };
        for place in 0..self.choices.below(4) {
            let value = match self.choices.below(12) {
                0 => Json::raw("[{\"id\":[true,false,null]},\"a\\\\\",-1.5e-7]"),
                1 => Json::text("\"{}[]:,\\ \u{1} ü 😀"),
                2 => Json::raw("{\"at\":{\"name\":{}},\"id\":[[]]}"),
                3 => Json::raw("\"\\ud800\\b\\f\\/\""),
                4 => deep("[", "]", 58 + self.choices.below(5)),
                5 => deep("{\"a\":", "}", 58 + self.choices.below(5)),
                6 => deep("[", "]", 509 + self.choices.below(5)),
                7 if self.mood == Mood::Wrong => self.wrong(),
                _ => Json::raw(self.choices.below(1000).to_string()),
            };
            let close =
                ["\u{e9}té \"", "ID", "", "f", "stage_sincf", "stage_since ", "customer_ie"];
            let key = match self.choices.once_in(3) {
                true => (*self.choices.of(&close)).to_owned(),
                false => format!("x{place}"),
            };
            record.put(&Path::key(&key).0, value);
        }
    }
}
