//! Events that are counted: how many, by a name or a verb, in which time.

use super::quantity::How;
use super::sentence::Sentence;
use crate::syntax::habits::lexicon::{List, plural, singular};
use crate::values::with_article;

/// What is bought or done, where only the number matters.
const THINGS: &[&str] = &[
    "times", "time", "friends", "friend", "people", "persons", "products", "product", "items",
    "item", "orders", "order", "things", "x", "others",
];

impl<'a> Sentence<'a> {
    /// The list that the next word counts, by its name or by a verb.
    pub(super) fn list(&mut self) -> Option<&'a List<'a>> {
        let start = self.at;
        let _ = self.eat_any(&[
            "eligible",
            "new",
            "successful",
            "completed",
            "paid",
            "separate",
            "different",
        ]);
        let low = self.low(0).to_owned();
        let names = self.names;
        let by_name = names.list(&low).or_else(|| names.list(self.text(0)));
        let list = by_name.or_else(|| names.list_of_verb(&low));
        match list {
            Some(list) => {
                self.at += 1;
                if by_name.is_none() {
                    let range = self.range_from(start);
                    let title = format!("Count events by their name: `{}`", list.name);
                    self.note(2, range, title, format!("this file calls them `{}`", list.name));
                }
                Some(list)
            }
            None => {
                self.at = start;
                None
            }
        }
    }

    /// `3 purchases in the last month`, `over 3 purchases`.
    pub(super) fn counted(&mut self) -> Option<String> {
        let before = self.at;
        self.verb();
        let start = self.at;
        let how = self.how();
        // `wrote a review`, `a review this month`
        let done = self.at > before;
        let article = self.attempt(|sentence| {
            sentence.eat_any(&["a", "an", "one"]).then_some(())?;
            let list = sentence.list()?;
            let window = sentence.window().filter(|_| !list.bare);
            let event = with_article(&singular(list.name));
            match window {
                Some(window) => Some(format!("{event} {window}")),
                None => done.then_some(event),
            }
        });
        if article.is_some() {
            return article;
        }
        let number = self.number()?;
        let how = self.or_more(how);
        let range = self.range_from(start);
        self.fillers();
        let list = self.list()?;
        let _ = self.eat_any(&[
            "have been made",
            "have been placed",
            "were made",
            "were placed",
            "are made",
            "made",
            "placed",
            "done",
            "happened",
        ]);
        let window = self.window();
        let written = self.written(range.clone());
        let right = format!("{}{number}", how.words());
        if written != right {
            let title = format!("`{written}` should be `{right}` before events");
            self.note(2, range, title, format!("write `{right}` here"));
        }
        Some(counted(how, &number, list, window))
    }

    /// `bought 3 times`, `purchased at least twice in 30 days`, `bought in the last month`.
    pub(super) fn done_times(&mut self) -> Option<String> {
        let negative =
            self.eat_any(&["not", "never", "hasn't", "haven't", "didn't", "don't", "doesn't"]);
        self.fillers();
        let list = self.list()?;
        if negative {
            let _ = self.eat_any(&["anything", "something", "from us", "with us"]);
            let window = self.window();
            return Some(counted_none(list, window));
        }
        let named = self.at - 1;
        let by_verb = self.names.list(self.low_at(named)).is_none();
        let _ = self.eat_any(&[
            "something",
            "anything",
            "an item",
            "items",
            "a product",
            "products",
            "from us",
            "with us",
        ]);
        let before = self.window();
        let start = self.at;
        let how = self.how();
        let number = match self.low(0) {
            "twice" => "2".to_owned(),
            "thrice" => "3".to_owned(),
            "once" => "1".to_owned(),
            _ => {
                let number = self.attempt(Sentence::number).or_else(|| {
                    let article =
                        matches!(self.low(0), "a" | "an") && THINGS.contains(&self.low(1));
                    article.then(|| {
                        self.at += 1;
                        "1".to_owned()
                    })
                });
                match number {
                    Some(number) if THINGS.contains(&self.low(0)) => number,
                    Some(number) if by_verb && self.may_end(0) => {
                        self.at -= 1;
                        number
                    }
                    Some(_) => return None,
                    None if by_verb && self.may_end(0) && before.is_none() => {
                        let event = with_article(&singular(list.name));
                        return Some(event);
                    }
                    None => {
                        let window = before.or_else(|| self.window())?;
                        let event = with_article(&singular(list.name));
                        let range = self.toks[named].range.clone();
                        let title = format!("Count events: `{event}` means at least one");
                        self.note(3, range, title, format!("write `{event}` here"));
                        return Some(format!("{event} {window}"));
                    }
                }
            }
        };
        self.at += 1;
        let how = self.or_more(how);
        let range = self.range_from(start);
        let events = if number == "1" { singular(list.name) } else { list.name.to_owned() };
        let title = format!("Count events by their name: `{number} {events}`");
        self.note(1, range, title, "the number comes before the events");
        let window = before.or_else(|| self.window());
        Some(counted(how, &number, list, window))
    }

    /// `purchases within 30 days ≥ 3`, `number of purchases is over 3`.
    pub(super) fn counted_behind(&mut self) -> Option<String> {
        let start = self.at;
        let _ = self.eat_any(&[
            "the number of",
            "number of",
            "the count of",
            "count of",
            "total number of",
            "amount of",
            "total",
            "(",
        ]);
        let list = self.list()?;
        let _ = self.eat_any(&["count", "counts", "number", "total"]);
        let before = self.window();
        self.eat(")");
        let how = self.how();
        let number = self.number()?;
        let how = self.or_more(how);
        let window = before.or_else(|| self.window());
        let range = self.range_from(start);
        let title = "The number comes before the events";
        self.note(1, range, title, "the number is at the end of this");
        let how = if how == How::AtLeast { How::Plain } else { how };
        Some(counted(how, &number, list, window))
    }

    /// `their first purchase`, `the third order`.
    pub(super) fn nth(&mut self) -> Option<String> {
        let start = self.at;
        let nth = [
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
            "tenth",
        ];
        let low = self.low(0);
        let digits =
            ["st", "nd", "rd", "th"].iter().find_map(|end| low.strip_suffix(end)?.parse().ok());
        let number = digits.or_else(|| Some(nth.iter().position(|word| *word == low)? + 1))?;
        self.at += 1;
        let list = self.list()?;
        let _ = self.eat_any(&[
            "comes in",
            "comes through",
            "goes through",
            "arrives",
            "happens",
            "is made",
            "is placed",
        ]);
        let fixed = counted(How::Plain, &number.to_string(), list, self.window());
        let range = self.range_from(start);
        let title = format!("`{}` should be `{fixed}`", self.written(range.clone()));
        self.note(2, range, title, "count these events");
        Some(fixed)
    }

    /// `purchased "ABC"`, `3 purchases with channel web`, `every purchase`.
    pub(super) fn events_like(&mut self) -> Option<String> {
        let start = self.at;
        let every = self.eat_any(&["each", "every", "any", "for each", "for every"]);
        let how = self.how();
        let number = self.attempt(Sentence::number);
        if number.is_none() {
            let _ = self.eat_any(&["a", "an"]);
        }
        let list = self.list().filter(|list| !list.bare)?;
        let events = match &number {
            Some(number) => counted(how, number, list, None),
            None => with_article(&singular(list.name)),
        };
        let like = self.attempt(|sentence| sentence.like(list));
        (every || like.is_some()).then_some(())?;
        let like = like.map_or(String::new(), |like| format!(" where {like}"));
        let window = self.window().map_or(String::new(), |window| format!(" {window}"));
        let fixed = format!("{events}{like}{window}");
        let range = self.range_from(start);
        let title = format!("`{}` should be `{fixed}`", self.written(range.clone()));
        let label = if every {
            "a rule is true once there are enough"
        } else {
            "describe the event after `where`"
        };
        self.note(2, range, title, label);
        Some(fixed)
    }

    /// What an event is like: `with channel web`, `of "ABC"`.
    fn like(&mut self, list: &List<'_>) -> Option<String> {
        let _ = self.eat_any(&[
            "whose", "with", "of", "via", "through", "in", "from", "on", "for", "using",
        ]);
        let _ = self.eat_any(&["a", "an", "the"]);
        let named = list.attributes.iter().find(|(name, _)| *name == self.low(0));
        if named.is_some() {
            self.at += 1;
            let _ = self.eat_any(&["is", "=", "of", ":"]);
        }
        let tok = self.toks.get(self.at)?;
        let text = tok.kind == crate::syntax::words::Kind::Text;
        let value = self.names.values.contains(&tok.text.as_str());
        let kind = match (text, value) {
            (true, _) => "text",
            (false, true) => "one",
            (false, false) => return None,
        };
        let mut fit = list.attributes.iter().filter(|(_, other)| *other == kind);
        let (attribute, _) = named.or_else(|| fit.next())?;
        self.at += 1;
        Some(format!("{attribute} is {}", self.toks[self.at - 1].text))
    }

    /// `no purchases ever`, `0 purchases`.
    pub(super) fn none(&mut self) -> Option<String> {
        self.eat_any(&["no", "zero", "0", "not a single", "no single"]).then_some(())?;
        let start = self.at - 1;
        let list = self.list()?;
        let _ = self.eat_any(&["yet", "ever", "so far", "at all"]);
        let fixed = counted_none(list, self.window());
        let range = self.range_from(start);
        let title = format!("`{}` should be `{fixed}`", self.written(range.clone()));
        self.note(3, range, title, format!("write `{fixed}` here"));
        Some(fixed)
    }
}

/// `at least 3 purchases within 30 days`.
pub(super) fn counted(how: How, number: &str, list: &List<'_>, window: Option<String>) -> String {
    let name = match number {
        "1" => singular(list.name),
        _ if list.name.ends_with('s') => list.name.to_owned(),
        _ => plural(list.name),
    };
    let window = window.filter(|_| !list.bare).map_or(String::new(), |window| format!(" {window}"));
    format!("{}{number} {name}{window}", how.words())
}

/// `no purchases within 30 days`.
pub(super) fn counted_none(list: &List<'_>, window: Option<String>) -> String {
    let window = window.filter(|_| !list.bare).map_or(String::new(), |window| format!(" {window}"));
    format!("no {}{window}", list.name)
}
