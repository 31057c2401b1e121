//! Where events come from, as people say it: `from file "orders.csv"`, `by customer_id`, keys with
//! commas.

use super::super::{Finding, Spot};
use crate::problems::register;
use crate::syntax::vocabulary;
use crate::syntax::words::{self, Kind, Word};

/// What people call a table.
const TABLES: &[&str] = &["table", "tables", "file", "files", "csv", "sheet", "spreadsheet"];
/// What people write before the column that says whose a row is.
const BY: &[&str] = &["by", "on", "per", "using", "join", "joined", "matched", "where", "via"];
/// What people write between this column and what it is in.
const LINKS: &[&str] = &["of", "in", "is", "=", "==", "on"];

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
    let (before, after) = (&spot.words[from..=to], words::read(&fixed));
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

impl Reading<'_, '_> {
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
        if let Some(name) = self.name_of_table() {
            fixed += &format!(" \"{name}\"");
        }
        if self.takes(BY) {
            self.takes(&["by", "on", "with", "the", "column"]);
            fixed += &format!(" by {}", self.column()?);
            fixed += &self.owner().unwrap_or_default();
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

    /// A column, in quotation marks.
    fn column(&mut self) -> Option<String> {
        let text = self.spot.text_at(self.at);
        let is_text = self.spot.kind(self.at) == Some(Kind::Text);
        let fixed = if is_text { text.to_owned() } else { format!("\"{text}\"") };
        if !is_text && !self.spot.is_name(self.at) {
            return None;
        }
        self.at += 1;
        Some(fixed)
    }

    /// `of orders`, `is email`; nothing for the id of the customer.
    fn owner(&mut self) -> Option<String> {
        let (start, spot) = (self.at, self.spot);
        let link = spot.text_at(start);
        if !self.takes(LINKS) {
            return None;
        }
        let quoted = spot.text_at(self.at);
        let name = quoted.trim_matches('"');
        let is_name = spot.is_name(self.at)
            || spot.kind(self.at) == Some(Kind::Text) && spot.names.list(name).is_some();
        if !is_name && spot.kind(self.at) != Some(Kind::Text) {
            self.at = start;
            return None;
        }
        self.at += 1;
        match name {
            "id" | "customer" | "customers" => None,
            _ if spot.names.list(name).is_some() => Some(format!(" of {name}")),
            _ if link == "of" => Some(format!(" of {name}")),
            _ => Some(format!(" is {name}")),
        }
    }
}

fn is_option(word: &str) -> bool {
    matches!(word, "with" | "at" | "key" | "from" | "required" | "as" | "of")
        || vocabulary::is_reserved(word)
}
