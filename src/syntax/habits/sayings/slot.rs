//! What the slots of a pattern take: a number, a time, a list of the file.

use super::super::arguments;
use super::super::lexicon::{List, singular};
use super::super::{Spot, is_birthday, is_to_come, months_of_season, numbers};
use crate::syntax::vocabulary::ACTIONS;
use crate::syntax::words::Kind;
use crate::terms::DatePart;
use crate::values::time::month_of;

/// The last word of what a slot takes from a word on, if it fits.
pub(super) fn take(spot: &Spot<'_>, at: usize, slot: &str) -> Option<usize> {
    let word = spot.word(at)?;
    let text = word.text;
    let names = spot.names;
    let fits = match slot {
        "n" => is_number(spot, at),
        "clock" => {
            let hour = text.trim_end_matches("am").trim_end_matches("pm");
            word.kind == Kind::Number && hour.bytes().all(|byte| byte.is_ascii_digit())
        }
        "plain" => names.is_value(text) && names.type_of(text) != "date",
        "unit" => numbers::is_unit(text),
        "time" => return time(spot, at).map(|_| at + 1),
        "date" => word.kind == Kind::Date,
        "text" => word.kind == Kind::Text,
        "year" => {
            word.kind == Kind::Number
                && text.len() == 4
                && (text.starts_with("20") || text.starts_with("19"))
        }
        "blank" => word.kind == Kind::Text && matches!(text, "\"\"" | "''"),
        "cell" => return cell(spot, at),
        "name" => spot.is_name(at),
        "new" => spot.is_name(at) && !names.has(text),
        "thing" => spot.is_name(at) && !names.has(text) && !HOW.contains(&text),
        "any" => true,
        "rest" => return Some(spot.line_end(at)),
        "cond" => return condition(spot, at),
        "set" => names.type_of(text) == "set",
        "day" => names.type_of(text) == "date",
        "birth" => names.type_of(text) == "date" && is_birthday(text),
        "late" => names.type_of(text) == "date" && !is_birthday(text),
        "past" => names.type_of(text) == "date" && !is_birthday(text) && !is_to_come(text),
        "coming" => names.type_of(text) == "date" && !is_birthday(text) && is_to_come(text),
        "nth" => nth(text).is_some(),
        "month" => !names.has(text) && month_of(text).is_some(),
        "weekday" => weekday(text).is_some(),
        "season" => !names.has(text) && season(text).is_some(),
        "real" => is_number(spot, at) || numbers::from_word(text).is_some(),
        "state" => word.kind == Kind::Word && text.ends_with("ed") || names.values.contains(&text),
        "hour" => {
            return clock(spot, at)
                .filter(|(last, _)| *last > at || !is_number(spot, at))
                .map(|(last, _)| last);
        }
        "hours" => return hours(spot, at).map(|hours| hours.last),
        "span" => return span(spot, at).map(|hours| hours.last),
        "call" => return arguments::closing(spot, at).filter(|last| text == "(" && *last > at + 1),
        "num" => names.type_of(text) == "number",
        "str" => names.type_of(text) == "text",
        "yn" => names.type_of(text) == "yes",
        "choice" => names.type_of(text) == "one",
        "field" => names.is_value(text),
        "money_field" => names.type_of(text) == "money",
        "list" => names.list(text).is_some_and(|list| !list.bare),
        "event" => event(spot, at).is_some(),
        "recent" => !names.has(text) && recent(spot, at).is_some(),
        "verb" => names.list_of_verb(text).is_some(),
        "gift" => names.gift(text).is_some() && names.list(text).is_none(),
        "stage" => stage(spot, at).is_some(),
        "attr" => owner(spot, at).is_some(),
        "points" => {
            names.scores.contains(&text) || names.balances.iter().any(|points| points.name == text)
        }
        "program" => names.gift(text).is_some_and(|gift| gift.kind == "program"),
        "balance" => names.balances.iter().any(|balance| balance.name == text),
        "many" => numbers::from_word(text).is_some(),
        "flag" => flag(spot, at).is_some(),
        "value" => names.values.contains(&text),
        "ends" => ending(spot, at).is_some(),
        "two" => return joined(spot, at).map(|_| at + 1),
        "pattern" => return pattern(spot, at),
        "zone" => return (spot.is_name(at) && spot.text_at(at + 1) == "/").then_some(at + 2),
        "decimal" => word.kind == Kind::Number && text.contains('.') && text.contains(','),
        "money" => return money(spot, at),
        "glued" => at.checked_sub(1).and_then(|at| spot.word(at))?.end() == word.start,
        "act" => spot.is_name(at) && !names.has(text) && names.list_of_deed(text).is_none(),
        "does" => !names.has(text) && names.list_of_deed(text).is_some(),
        "kind" => names.owner(text).is_none() && names.kind(text).is_some(),
        "counter" => names.list(text).is_some_and(|list| list.bare),
        "experiment" => names.lets.contains(&text) && !names.values_of(text).is_empty(),
        "own" => is_own_currency(spot, text),
        "times" => return times(spot, at).map(|(last, _)| last),
        "quarter" => quarter(text).is_some(),
        "decade" => decade(text).is_some(),
        "half" => halved(text).is_some(),
        "quoted" => word.kind == Kind::Text && names.is_value(text.trim_matches('"')),
        "tally" => word.kind == Kind::Text && tally(spot, text).is_some(),
        "shift" => word.kind == Kind::Text && shift(text).is_some(),
        "several" => word.kind == Kind::Text && text.contains(','),
        "share" => word.kind == Kind::Number && share(text).is_some(),
        "renewal" => !names.has(text) && renewal(spot, text).is_some(),
        "cmp" => return compared(spot, at).map(|(last, _)| last),
        _ => false,
    };
    fits.then_some(at)
}

/// `$B$2`, `B$2`: a cell of a spreadsheet, with marks that keep it in place.
fn cell(spot: &Spot<'_>, at: usize) -> Option<usize> {
    let column = at + usize::from(spot.text_at(at) == "$");
    let letters = spot.text_at(column).trim_end_matches(|digit: char| digit.is_ascii_digit());
    let fits =
        (1..=2).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    let row = spot.text_at(column + 1) == "$" && spot.kind(column + 2) == Some(Kind::Number);
    match fits && !spot.names.has(spot.text_at(column)) {
        true if row && letters == spot.text_at(column) => Some(column + 2),
        true if column > at && letters.len() < spot.text_at(column).len() => Some(column),
        _ => None,
    }
}

/// What follows a verb and is not what is bought.
const HOW: &[&str] = &[
    "online",
    "offline",
    "again",
    "before",
    "recently",
    "lately",
    "once",
    "twice",
    "often",
    "regularly",
    "today",
    "yesterday",
    "here",
    "there",
    "more",
    "less",
    "much",
    "something",
    "anything",
    "nothing",
    "times",
    "monthly",
    "weekly",
    "daily",
    "yearly",
    "first",
    "last",
    "now",
    "ever",
    "already",
    "yet",
];

fn is_number(spot: &Spot<'_>, at: usize) -> bool {
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    spot.word(at).is_some_and(|word| word.kind == Kind::Number && plain(word.text))
}

/// `30 days`, `a month`.
pub(super) fn time(spot: &Spot<'_>, at: usize) -> Option<String> {
    let unit = spot.text_at(at + 1);
    let number = match spot.text_at(at) {
        "a" | "an" | "one" => "1",
        number if is_number(spot, at) => number,
        word => numbers::from_word(word)?,
    };
    let unit = if number == "1" { unit.trim_end_matches('s') } else { unit };
    numbers::is_unit(unit).then(|| format!("{number} {unit}"))
}

/// An amount, with or without its mark.
fn money(spot: &Spot<'_>, at: usize) -> Option<usize> {
    let marked = matches!(spot.text_at(at), "$" | "€" | "£");
    let number = if marked { at + 1 } else { at };
    let length = numbers::is_unit(spot.text_at(number + 1));
    (is_number(spot, number) && !length).then_some(number)
}

/// The words up to the action, or to the end of the line.
fn condition(spot: &Spot<'_>, at: usize) -> Option<usize> {
    let end = spot.line_end(at);
    let acts = |place: &usize| {
        let text = spot.text_at(*place);
        ACTIONS.contains(&text) || matches!(text, "then" | ";")
    };
    let last = (at..=end).find(acts).map_or(end, |action| action.wrapping_sub(1));
    (last >= at && last <= end).then_some(last)
}

/// `dd/mm/yyyy`.
fn pattern(spot: &Spot<'_>, at: usize) -> Option<usize> {
    let part = |at: usize| {
        let low = spot.text_at(at).to_lowercase();
        matches!(low.as_str(), "d" | "dd" | "m" | "mm" | "mmm" | "yy" | "yyyy")
    };
    let mark = |at: usize| matches!(spot.text_at(at), "/" | "." | "-");
    (part(at) && mark(at + 1) && part(at + 2) && mark(at + 3) && part(at + 4)).then_some(at + 4)
}

/// The events that a word is about; what people buy has several names.
pub(super) fn event<'s>(spot: &Spot<'s>, at: usize) -> Option<&'s List<'s>> {
    let text = spot.text_at(at);
    let low = text.to_lowercase();
    let bought = ["order", "orders", "purchase", "purchases", "transaction", "transactions"];
    let usual = || bought.contains(&low.as_str()).then(|| spot.names.purchases()).flatten();
    let declared = spot.names.list(text).filter(|list| !list.bare);
    declared.or_else(|| spot.names.list(&low)).filter(|l| !l.bare).or_else(usual)
}

/// The events of a name such as `last_order_date` or `lastPurchase`.
pub(super) fn recent<'s>(spot: &Spot<'s>, at: usize) -> Option<&'s List<'s>> {
    let name = spot.text_at(at).to_lowercase().replace('_', "");
    let last = ["last", "latest", "mostrecent"].iter().find_map(|word| name.strip_prefix(word))?;
    let ends = ["date", "day", "time", "at", "on"];
    let event = ends.iter().find_map(|end| last.strip_suffix(end)).unwrap_or(last);
    let bought = ["order", "purchase", "transaction"];
    let usual = || bought.contains(&event).then(|| spot.names.purchases()).flatten();
    spot.names.list(event).filter(|list| !list.bare).or_else(usual)
}

/// The list whose events have a value of this name, in the singular or the plural.
pub(super) fn owner<'s>(spot: &Spot<'s>, at: usize) -> Option<(&'s List<'s>, &'s str)> {
    let text = spot.text_at(at);
    spot.names.lists.iter().find_map(|list| Some((list, attribute(list, text)?)))
}

/// The value of events that a word names, in the singular or the plural.
pub(super) fn attribute<'s>(list: &List<'s>, word: &str) -> Option<&'s str> {
    let one = singular(word);
    let mut names = list.attributes.iter().map(|(name, _)| *name);
    names.find(|name| *name == word || *name == one || singular(name) == word)
}

/// The months of a season.
pub(super) fn season(word: &str) -> Option<&'static str> {
    months_of_season(match word.to_lowercase().as_str() {
        "wintertime" => "winter",
        "springtime" => "spring",
        "summertime" => "summer",
        name => name,
    })
}

/// The word with which a gift is given.
pub(super) fn giving(kind: &str) -> &'static str {
    match kind {
        "message" => "send",
        "alert" => "notify",
        "program" => "invite to",
        _ => "give",
    }
}

/// The yes/no value of events that a word says: `joined`, where there is a `joined_too`.
pub(super) fn flag<'s>(spot: &Spot<'s>, at: usize) -> Option<&'s str> {
    let text = spot.text_at(at);
    let all = spot.names.lists.iter().flat_map(|list| &list.attributes);
    let mut flags = all.filter(|(_, kind)| *kind == "yes").map(|(name, _)| *name);
    flags.find(|name| {
        name.strip_prefix(text).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
    })
}

/// The stage that a word names, in any case and in the plural.
pub(super) fn stage<'s>(spot: &Spot<'s>, at: usize) -> Option<&'s str> {
    let low = spot.text_at(at).to_lowercase();
    let is = |stage: &&&str| {
        let stage = stage.to_lowercase();
        stage == low || format!("{stage}s") == low
    };
    spot.names.stages.iter().find(is).copied()
}

/// The date at which something ends: `trial` where there is a `trial_ends`.
pub(super) fn ending<'s>(spot: &Spot<'s>, at: usize) -> Option<&'s str> {
    let text = spot.text_at(at).to_lowercase();
    let ends = ["ends", "end", "ends_at", "end_date", "expires", "expiry", "expires_at", "until"];
    let is = |(name, kind): &&(&str, &str)| {
        let rest = name.strip_prefix(&*text).and_then(|rest| rest.strip_prefix('_'));
        *kind == "date" && rest.is_some_and(|rest| ends.contains(&rest))
    };
    spot.names.fields.iter().find(is).map(|(name, _)| *name)
}

/// The declared name that two words are: `email ok`.
pub(super) fn joined<'s>(spot: &Spot<'s>, at: usize) -> Option<&'s str> {
    let name = format!("{}_{}", spot.text_at(at), spot.text_at(at + 1)).to_lowercase();
    let fields = spot.names.fields.iter().map(|(name, _)| *name);
    let mut all = fields.chain(spot.names.lets.iter().copied());
    let found = all.find(|other| other.to_lowercase() == name)?;
    (spot.names.type_of(found) != "date").then_some(found)
}

/// A comparison in marks or words: its last word, and the mark for it.
pub(super) fn compared(spot: &Spot<'_>, at: usize) -> Option<(usize, &'static str)> {
    const WORDS: &[(&[&str], &str)] = &[
        (&[">"], ">"),
        (&["<"], "<"),
        (&["≥"], "≥"),
        (&[">="], "≥"),
        (&["≤"], "≤"),
        (&["<="], "≤"),
        (&["over"], ">"),
        (&["above"], ">"),
        (&["exceeding"], ">"),
        (&["exceeds"], ">"),
        (&["goes", "over"], ">"),
        (&["goes", "above"], ">"),
        (&["rises", "above"], ">"),
        (&["falls", "below"], "<"),
        (&["drops", "below"], "<"),
        (&["goes", "below"], "<"),
        (&["goes", "under"], "<"),
        (&["under"], "<"),
        (&["below"], "<"),
        (&["more", "than"], ">"),
        (&["greater", "than"], ">"),
        (&["higher", "than"], ">"),
        (&["longer", "than"], ">"),
        (&["older", "than"], ">"),
        (&["less", "than"], "<"),
        (&["lower", "than"], "<"),
        (&["at", "least"], "≥"),
        (&["at", "most"], "≤"),
        (&["up", "to"], "≤"),
    ];
    let (words, mark) = WORDS.iter().find(|(words, _)| spot.says(at, words))?;
    Some((at + words.len() - 1, mark))
}

/// The day of the week that a word is, as rules write it: `sundays`.
pub(super) fn weekday(word: &str) -> Option<&'static str> {
    let low = word.to_lowercase();
    let day = low.strip_suffix('s').unwrap_or(&low);
    DatePart::WEEKDAYS.into_iter().find(|weekday| weekday.to_lowercase() == day)
}

/// The day of `15th`.
pub(super) fn nth(word: &str) -> Option<u32> {
    let ends = ["st", "nd", "rd", "th"];
    let number: u32 = ends.iter().find_map(|end| word.strip_suffix(end))?.parse().ok()?;
    (1..=31).contains(&number).then_some(number)
}

/// The hour of `9`, `9am`, `6 pm` or `17:00`, with its last word.
pub(super) fn clock(spot: &Spot<'_>, at: usize) -> Option<(usize, u32)> {
    let word = spot.word(at).filter(|word| word.kind == Kind::Number)?;
    let low = word.text.to_lowercase();
    let digits = low.trim_end_matches(char::is_alphabetic);
    let number: u32 = digits.parse().ok()?;
    let minutes = spot.text_at(at + 1) == ":" && spot.text_at(at + 2) == "00";
    let last = if minutes { at + 2 } else { at };
    let next = spot.text_at(last + 1).to_lowercase();
    let (half, last) = match (&low[digits.len()..], next.as_str()) {
        ("", "am" | "pm") => (next, last + 1),
        (half, _) => (half.to_owned(), last),
    };
    let hour = match half.as_str() {
        "" | "h" => number,
        "am" if number <= 12 => number % 12,
        "pm" if number <= 12 => number % 12 + 12,
        _ => return None,
    };
    (hour <= 24).then_some((last, hour))
}

/// Whether a word is the currency of the file: `EUR`, `euros`.
fn is_own_currency(spot: &Spot<'_>, word: &str) -> bool {
    let low = word.to_lowercase();
    let own = spot.names.currency();
    low == own.to_lowercase()
        || match own {
            "EUR" => matches!(low.as_str(), "euro" | "euros"),
            "GBP" => matches!(low.as_str(), "pound" | "pounds"),
            "USD" => matches!(low.as_str(), "dollar" | "dollars"),
            _ => false,
        }
}

/// `twice`, `3 times`: its last word, and the number.
pub(super) fn times<'s>(spot: &Spot<'s>, at: usize) -> Option<(usize, &'s str)> {
    match spot.text_at(at) {
        "once" => Some((at, "1")),
        "twice" => Some((at, "2")),
        "thrice" => Some((at, "3")),
        _ => {
            let number = spot.number(at)?;
            matches!(spot.text_at(at + 1), "times" | "time" | "x").then_some((at + 1, number))
        }
    }
}

/// The quarter of `Q1`.
pub(super) fn quarter(word: &str) -> Option<u32> {
    let number: u32 = word.to_lowercase().strip_prefix('q')?.parse().ok()?;
    (1..=4).contains(&number).then_some(number)
}

/// The first and the last year of `90s` or `1990s`.
pub(super) fn decade(word: &str) -> Option<(u32, u32)> {
    let number: u32 = word.strip_suffix('s')?.parse().ok()?;
    let first = match number {
        30..=99 => 1900 + number,
        1900..=2090 => number,
        _ => return None,
    };
    (first % 10 == 0).then_some((first, first + 9))
}

/// `8½` as `8.5`.
pub(super) fn halved(word: &str) -> Option<String> {
    let fractions = [("½", "5"), ("¼", "25"), ("¾", "75")];
    let (mark, decimals) = fractions.iter().find(|(mark, _)| word.ends_with(mark))?;
    let whole = word.strip_suffix(mark)?;
    let plain = whole.bytes().all(|byte| byte.is_ascii_digit());
    let whole = if whole.is_empty() { "0" } else { whole };
    plain.then(|| format!("{whole}.{decimals}"))
}

/// The list that a text counts: `"Number of purchases"`, `"Order count"`.
pub(super) fn tally<'s>(spot: &Spot<'s>, text: &str) -> Option<&'s List<'s>> {
    let low = text.trim_matches('"').to_lowercase();
    let counted = match low.split([' ', '_']).collect::<Vec<&str>>().as_slice() {
        ["number" | "count" | "total", "of", word] | [word, "count" | "total"] => {
            (*word).to_owned()
        }
        _ => return None,
    };
    let bought = ["order", "orders", "purchase", "purchases", "transactions"];
    let usual = || bought.contains(&counted.as_str()).then(|| spot.names.purchases()).flatten();
    spot.names.list(&counted).or_else(usual)
}

/// `"-30 days"` as `30 days`.
pub(super) fn shift(text: &str) -> Option<String> {
    let (number, unit) = text.trim_matches('"').strip_prefix('-')?.split_once(' ')?;
    let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (plain && numbers::is_unit(unit)).then(|| format!("{number} {unit}"))
}

/// One in so many as a percentage: `20th` is 5.
pub(super) fn share(word: &str) -> Option<u32> {
    let ends = ["st", "nd", "rd", "th"];
    let number: u32 = ends.iter().find_map(|end| word.strip_suffix(end))?.parse().ok()?;
    (number > 0 && 100 % number == 0).then(|| 100 / number)
}

/// The date that a noun is about: `renewal` where there is `renews`.
pub(super) fn renewal<'s>(spot: &Spot<'s>, word: &str) -> Option<&'s str> {
    let low = word.to_lowercase();
    let stem = low.get(..5).filter(|_| low.is_ascii())?;
    let is = |(name, kind): &&(&str, &str)| {
        *kind == "date" && name.to_lowercase().starts_with(stem) && is_to_come(name)
    };
    let mut dates = spot.names.fields.iter().filter(is);
    let (name, _) = dates.next()?;
    dates.next().is_none().then_some(*name)
}

/// Hours from one to another.
pub(super) struct Hours {
    pub last: usize,
    pub from: u32,
    pub to: u32,
}

impl Hours {
    /// The condition on them: past midnight, either half is enough.
    pub(super) fn condition(&self) -> String {
        let joint = if self.from < self.to { "and" } else { "or" };
        format!("hour of now ≥ {} {joint} hour of now < {}", self.from % 24, self.to)
    }
}

impl Hours {
    /// The condition on all other hours.
    pub(super) fn outside(&self) -> String {
        let joint = if self.from < self.to { "or" } else { "and" };
        format!("hour of now < {} {joint} hour of now ≥ {}", self.from % 24, self.to)
    }
}

/// `22:00 and 8:00`, `9am to 5pm`.
pub(super) fn hours(spot: &Spot<'_>, at: usize) -> Option<Hours> {
    let (end, from) = clock(spot, at)?;
    matches!(spot.text_at(end + 1), "and" | "to" | "-" | "–" | "until" | "till").then_some(())?;
    let (last, to) = clock(spot, end + 2)?;
    Some(Hours { last, from, to })
}

/// `hour of now between 9:00 and 17:00`, where one of the two is no plain number.
pub(super) fn span(spot: &Spot<'_>, at: usize) -> Option<Hours> {
    let mut next = at;
    let mut eat = |words: &[&str]| {
        let found = words.contains(&spot.text_at(next));
        next += usize::from(found);
        found
    };
    let named = eat(&["hour", "time", "it"]);
    let _ = (eat(&["of"]), eat(&["now", "day"]), eat(&["is"]));
    let from = named && eat(&["from"]);
    (from || named && eat(&["between"])).then_some(())?;
    let written = |hours: &Hours| hours.last > next + 2 || !is_number(spot, next);
    hours(spot, next).filter(|hours| from || written(hours))
}
