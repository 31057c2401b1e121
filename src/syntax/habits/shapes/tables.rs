//! Where events come from, as people say it: `from file "orders.csv"`, `by customer_id`, keys with
//! commas.

use super::super::{Finding, Spot};
use crate::problems::register;
use crate::syntax::vocabulary;
use crate::syntax::words::{self, Kind, Word};

/// What people call a table.
const TABLES: &[&str] = &["table", "tables", "file", "files", "csv", "sheet", "spreadsheet"];
/// What people write before the column that says whose a row is.
const BY: &[&str] =
    &["by", "on", "per", "using", "join", "joined", "matched", "matching", "for", "where", "via"];
/// What people write between this column and what it is in.
const LINKS: &[&str] =
    &["of", "in", "is", "=", "==", "on", "to", "as", "matches", "matching", "equals"];
/// Words that say more of a list and are no part of a column's name.
const ASIDES: &[&str] =
    &["ignore", "ignores", "case", "lowercase", "unique", "primary", "date", "time"];

/// `orders: events from file "orders.csv" by customer_id`, `orders: table "orders"`.
pub(super) fn from_table(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if at != spot.at {
        return None;
    }
    let last = at.min(spot.words.len().checked_sub(1)?);
    let colon = (1..=last).rev().take(20).find(|place| spot.text_at(*place) == ":")?;
    let mut reader = Reading { spot, at: colon + 1 };
    let fixed = reader.events_from_table()?;
    let (from, to) = (colon + 1, reader.at - 1);
    let (before, after) = (spot.words.get(from..=to)?, words::read(&fixed));
    let same = |(one, other): &(&Word<'_>, &Word<'_>)| one.text == other.text;
    let begins = before.iter().zip(&after).take_while(same).count();
    let ends = before[begins..].iter().rev().zip(after[begins..].iter().rev());
    let ends = ends.take_while(same).count();
    let (old, new) = (before.len() - ends, after.len() - ends);
    // What stops the reading has to be what is written in another way.
    if before.len() == begins && after.len() == begins || at > to + 1 {
        return None;
    }
    let new = after.get(begins..new).filter(|new| !new.is_empty());
    let new = new.and_then(|new| fixed.get(new.first()?.start..new.last()?.end()));
    // Where something is missing, it is before the next word.
    let range = spot.range(from + begins, (from + old).saturating_sub(1).max(from + begins));
    let old = spot.written(from + begins, (from + old).saturating_sub(1));
    let (title, label) = match new {
        Some(new) if old.is_empty() => {
            (format!("Before this, `{new}` is missing"), format!("write `{new}` before this"))
        }
        Some(new) => (format!("`{old}` should be `{new}`"), format!("write `{new}` here")),
        None => (format!("`{old}` is not needed here"), "leave this out".to_owned()),
    };
    let finding = Finding::new(range, title, label).help(format!("write `{fixed}`"));
    Some(finding.with_at(spot.range(from, to), fixed).likely())
}

/// `key "order", "line"`.
pub(super) fn key_with_commas(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let comma = at.checked_sub(1)?;
    let is_text = |place: usize| spot.kind(place) == Some(Kind::Text);
    let key = (comma.saturating_sub(8)..comma).rev().find(|place| spot.text_at(*place) == "key")?;
    let parts = (key + 1..comma).all(|place| is_text(place) || spot.text_at(place) == "and");
    if at != spot.at || spot.text_at(comma) != "," || !is_text(at) || !parts {
        return None;
    }
    let fixed = format!("{} and {}", spot.written(key, comma - 1), spot.text_at(at));
    let title = "The parts of a key are joined with `and`";
    let finding = Finding::new(spot.range(comma, comma), title, "write `and` here");
    Some(finding.code(register::SYNTAX).help(format!("write `{fixed}`")).with(" and"))
}

/// `last(orders.lines.value)`: of a list that is named by itself.
pub(super) fn list_of_list(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let outer = at.checked_sub(3).filter(|_| at == spot.at)?;
    let is_list = |place: usize| spot.names.list(spot.text_at(place)).is_some();
    let dots = spot.text_at(outer + 1) == "." && spot.text_at(at) == ".";
    (dots && is_list(outer) && is_list(outer + 2) && spot.is_name(at + 1)).then_some(())?;
    let title = format!("`{}` is not needed here", spot.written(outer, outer + 1));
    let finding = Finding::new(spot.range(outer, outer + 1), title, "leave this out");
    let fixed = spot.written(outer + 2, at + 1);
    let finding = finding.help(format!("write `{fixed}`"));
    Some(finding.with_at(spot.range(outer, at + 1), fixed).likely())
}

/// `by "customer" and "shop"`.
pub(super) fn by_two_columns(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let by = at.checked_sub(2)?;
    let is_text = |place: usize| spot.kind(place) == Some(Kind::Text);
    let fits = spot.text_at(by) == "by" && is_text(by + 1) && is_text(at + 1);
    if at != spot.at || !fits || !matches!(spot.text_at(at), "and" | ",") {
        return None;
    }
    let range = spot.range(at, at + 1);
    let title = "`by` names one column";
    let help = format!(
        "write `{}`; if it takes both to tell customers apart, put them in one column first",
        spot.written(by, by + 1)
    );
    let finding = Finding::new(range, title, "this is a second one").help(help);
    Some(finding.code(register::SYNTAX).with("").guess())
}

/// Reads loosely what is said of a table.
struct Reading<'s, 'a> {
    spot: &'s Spot<'a>,
    at: usize,
}

impl<'a> Reading<'_, 'a> {
    fn takes(&mut self, words: &[&str]) -> bool {
        let takes = words.contains(&self.spot.text_at(self.at).to_lowercase().as_str());
        self.at += usize::from(takes);
        takes
    }

    /// The whole of it, as it is written in the language.
    fn events_from_table(&mut self) -> Option<String> {
        let mut fixed = "events".to_owned();
        let typed = self.takes(&["events", "event", "rows", "row", "list", "records"]);
        if typed && self.spot.text_at(self.at) == "(" {
            let close = self.at + 2;
            fixed += &format!(" {}", self.spot.written(self.at, close));
            self.at = close + 1;
        }
        let from = typed && self.takes(&["from", "in", "of"]);
        self.takes(&["the", "a"]);
        let near = |word: &str| word.len() > 3 && strsim::osa_distance(word, "table") == 1;
        if !self.takes(TABLES) {
            (from && near(self.spot.text_at(self.at))).then_some(())?;
            self.at += 1;
        }
        fixed += " from table";
        if self.takes(&["of", "named", "called"]) && self.spot.text_at(self.at + 1) == "by" {
            // `table of events by "customer_id"` names no table.
            self.takes(&["events", "event", "rows", "records"]);
        }
        if self.spot.says(self.at, &["join"]) && self.spot.says(self.at + 2, &["on"]) {
            self.at += 1;
        }
        if let Some(name) = self.name_of_table() {
            fixed += &format!(" \"{name}\"");
        }
        if self.takes(BY) {
            self.takes(&["by", "on", "with", "the", "column"]);
            fixed += &self.by()?;
        }
        Some(fixed)
    }

    /// `orders`, `"orders.csv"`, `orders.csv`: without the ending of a file.
    fn name_of_table(&mut self) -> Option<String> {
        let spot = self.spot;
        let text = spot.text_at(self.at);
        let is_name = spot.is_name(self.at)
            && !spot.words[self.at].first
            && !BY.contains(&text)
            && !is_option(text);
        if spot.kind(self.at) == Some(Kind::Text) {
            self.at += 1;
            let name = text.trim_matches('"');
            let endings = [".csv", ".json", ".ndjson", ".jsonl", ".tsv", ".xlsx"];
            let without = endings.iter().find_map(|ending| name.strip_suffix(ending));
            return Some(without.unwrap_or(name).to_owned());
        }
        if !is_name {
            return None;
        }
        self.at += 1;
        if spot.text_at(self.at) == "." && spot.is_name(self.at + 1) {
            self.at += 2;
        }
        Some(text.to_owned())
    }

    /// A column, in quotation marks, and what it has.
    fn by(&mut self) -> Option<String> {
        let (spot, sources) = (self.spot, Sources(self.spot));
        if spot.kind(self.at + 1) == Some(Kind::Text) {
            self.takes(&["customer", "customers", "id"]);
        }
        let word = spot.text_at(self.at);
        if spot.kind(self.at) == Some(Kind::Text) {
            self.at += 1;
            return Some(format!(" by {word}{}", self.owner().unwrap_or_default()));
        }
        if let Some(column) = self.words_of_column() {
            return Some(format!(" by \"{column}\"{}", self.owner().unwrap_or_default()));
        }
        spot.is_name(self.at).then_some(()).or((word == "id").then_some(()))?;
        self.at += 1;
        let links = LINKS.contains(&spot.text_at(self.at));
        if sources.is_text_field(word) && (!links || spot.kind(self.at + 1) == Some(Kind::Text)) {
            // A field in place of the column that has the same.
            let column = match links {
                true => spot.text_at(self.at + 1).to_owned(),
                false => format!("\"{}\"", sources.of(word).unwrap_or(word)),
            };
            self.at += if links { 2 } else { 0 };
            return Some(format!(" by {column} is {word}"));
        }
        let column = if word == "id" { sources.of(word).unwrap_or(word) } else { word };
        Some(format!(" by \"{column}\"{}", self.owner().unwrap_or_default()))
    }

    /// `Customer ID`, without quotation marks.
    fn words_of_column(&mut self) -> Option<&'a str> {
        let spot = self.spot;
        let begins_large = |at: usize| spot.text_at(at).starts_with(char::is_uppercase);
        let goes_on = |at: &usize| {
            let text = spot.text_at(*at);
            let word = spot.word(*at).is_some_and(|word| word.kind == Kind::Word && !word.first);
            word && begins_large(*at) && !ASIDES.contains(&text)
        };
        let last = (self.at..self.at + 4).take_while(goes_on).last()?;
        (last > self.at).then_some(())?;
        let column = spot.written(self.at, last);
        self.at = last + 1;
        Some(column)
    }

    /// `of orders`, `is email`; nothing for the id of the customer.
    fn owner(&mut self) -> Option<String> {
        let (start, spot, sources) = (self.at, self.spot, Sources(self.spot));
        let link = spot.text_at(start);
        if !self.takes(LINKS) {
            return None;
        }
        let quoted = spot.text_at(self.at);
        let name = quoted.trim_matches('"');
        let is_text = spot.kind(self.at) == Some(Kind::Text);
        if !spot.is_name(self.at) && !is_text && !matches!(name, "id" | "customer") {
            self.at = start;
            return None;
        }
        self.at += 1;
        let list = spot.names.list(name);
        if list.is_some() && spot.text_at(self.at) == "." {
            // `of orders.id`: the key of the list says it already.
            self.at += 2;
        }
        let field = sources.field(name);
        match name {
            "id" | "customer" | "customers" => None,
            _ if list.is_some() => Some(format!(" of {name}")),
            _ if sources.of("id") == Some(name) => None,
            _ if field.is_some() => Some(format!(" is {}", field?)),
            _ if name.contains(' ') => None,
            _ if link == "of" => Some(format!(" of {name}")),
            _ => Some(format!(" is {name}")),
        }
    }
}

/// The columns that fields and the id are from.
struct Sources<'s, 'a>(&'s Spot<'a>);

impl<'a> Sources<'_, 'a> {
    /// Where a field or the id is found, if it is somewhere else than under its own name.
    fn of(&self, name: &str) -> Option<&'a str> {
        self.0.names.source_of(name)
    }

    fn is_text_field(&self, name: &str) -> bool {
        self.0.names.fields.contains(&(name, "text"))
    }

    /// The field that is called so, or is from a column that is.
    fn field(&self, name: &str) -> Option<&'a str> {
        let fields = || self.0.names.fields.iter().map(|(field, _)| *field);
        let exact = fields().find(|field| *field == name);
        let from = || fields().find(|field| self.of(field) == Some(name));
        let other_case = || fields().find(|field| field.eq_ignore_ascii_case(name));
        exact.or_else(from).or_else(other_case)
    }
}

pub(super) fn is_option(word: &str) -> bool {
    matches!(word, "with" | "at" | "key" | "from" | "required" | "as" | "of")
        || vocabulary::is_reserved(word)
}
