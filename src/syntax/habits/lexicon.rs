//! The names that a file declares, read from its words alone: advice uses them, and a file with
//! mistakes has no tree to look them up in.

use std::collections::{HashMap, HashSet};

use super::numbers;
use crate::syntax::vocabulary;
use crate::syntax::words::{Kind, Word};
use crate::values;

/// A list of events or a `count`.
pub(in crate::syntax) struct List<'t> {
    pub name: &'t str,
    /// The word in brackets, where English is not so regular.
    other: Option<&'t str>,
    /// The names of its values, with the word that begins their type.
    pub attributes: Vec<(&'t str, &'t str)>,
    /// Whether it is a `count`, of which no more is known.
    pub bare: bool,
}

/// A gift and the words of its declaration.
pub(in crate::syntax) struct Gift<'t> {
    pub kind: &'t str,
    pub name: &'t str,
    /// What is written after the name.
    pub rest: Vec<Word<'t>>,
}

/// Points that are earned and spent, with the words of each line.
pub(in crate::syntax) struct Balance<'t> {
    pub name: &'t str,
    pub lines: Vec<Vec<Word<'t>>>,
}

/// All names, by what they are.
#[derive(Default)]
pub(in crate::syntax) struct Lexicon<'t> {
    /// With the word that begins their type.
    pub fields: Vec<(&'t str, &'t str)>,
    pub lists: Vec<List<'t>>,
    pub values: Vec<&'t str>,
    /// Numbers with the end of their range.
    ends: Vec<(&'t str, u32)>,
    /// Fields and the id, with the columns that they are from.
    sources: Vec<(&'t str, &'t str)>,
    /// Fields with their values.
    owners: Vec<(&'t str, &'t str)>,
    /// Lists with those values of their events that have a list of values, and each of these.
    kinds: Vec<(&'t str, &'t str, &'t str)>,
    pub gifts: Vec<Gift<'t>>,
    pub stages: Vec<&'t str>,
    pub lets: Vec<&'t str>,
    pub groups: Vec<&'t str>,
    pub scores: Vec<&'t str>,
    pub balances: Vec<Balance<'t>>,
    /// The words of each `limit`, behind the word itself.
    pub limits: Vec<Vec<&'t str>>,
    /// The gifts that are given for each event of a list.
    for_each: Vec<&'t str>,
    /// Whether the file uses others, whose names are not known here.
    pub uses: bool,
    currency: &'t str,
    /// By each of their words, the place among the lists and among the gifts.
    list_words: HashMap<String, usize>,
    gift_words: HashMap<String, usize>,
    /// Everything that is declared.
    all: HashSet<&'t str>,
}

impl<'t> Lexicon<'t> {
    pub(crate) fn read(words: &[Word<'t>]) -> Lexicon<'t> {
        let mut names = Lexicon::default();
        let text = |at: usize| words.get(at).map_or("", |word| word.text);
        for (at, word) in words.iter().enumerate() {
            let name = text(at + 1);
            let named = words.get(at + 1).is_some_and(is_name);
            match word.text {
                "currency" if word.first => names.currency = name,
                "use" if word.first => names.uses = true,
                "for" if at > 0 && name == "each" => names.for_each.push(text(at - 1)),
                "from" if words.get(at + 1).is_some_and(|next| next.kind == Kind::Text) => {
                    names.source(&words[..at], name);
                }
                "experiment" if word.first && named => names.experiment(&words[at + 1..]),
                "group" if word.first && named && text(at + 2) == "(" => {
                    names.lets.push(name);
                    names.groups.push(name);
                }
                "balance" if word.first && named && name != ":" => {
                    names.lets.push(name);
                    names.balances.push(Balance { name, lines: balance_lines(&words[at + 2..]) });
                }
                "limit" if word.first && named => {
                    let line = words[at + 1..].iter().take_while(|word| !word.first);
                    names.limits.push(line.map(|word| word.text).collect());
                }
                "score" if word.first && named => {
                    names.lets.push(name);
                    names.scores.push(name);
                }
                "let" if word.first && named => names.lets.push(name),
                "stage" if word.first && named && text(at + 1) != "from" => names.stages.push(name),
                kind @ ("reward" | "message" | "program" | "alert") if word.first && named => {
                    let rest = words[at + 2..]
                        .iter()
                        .take_while(|word| !(word.first && vocabulary::is_reserved(word.text)));
                    names.gifts.push(Gift { kind, name, rest: rest.cloned().collect() });
                }
                _ if name == ":" && is_name(word) => names.field(words, at),
                _ => {}
            }
        }
        names.index();
        names
    }

    /// Notes an experiment and its arms.
    fn experiment(&mut self, words: &[Word<'t>]) {
        let Some(name) = words.first().map(|word| word.text) else { return };
        self.lets.push(name);
        let declared = words.iter().take_while(|word| !vocabulary::is_reserved(word.text));
        let declared: Vec<&Word<'t>> = declared.collect();
        for three in declared.windows(3) {
            if let [arm, share, percent] = three
                && is_name(arm)
                && share.kind == Kind::Number
                && percent.text == "%"
            {
                self.values.push(arm.text);
                self.owners.push((name, arm.text));
            }
        }
    }

    /// Notes the column of what the last line of some words declares.
    fn source(&mut self, before: &[Word<'t>], column: &'t str) {
        let Some(start) = before.iter().rposition(|word| word.first) else { return };
        let name = before[start].text;
        let is_list = before.get(start + 2).is_some_and(|kind| kind.text == "events");
        if !is_list && self.source_of(name).is_none() {
            self.sources.push((name, column.trim_matches('"')));
        }
    }

    /// The column that a field or the id is from, if that is said.
    pub(in crate::syntax) fn source_of(&self, name: &str) -> Option<&'t str> {
        let source = self.sources.iter().find(|(other, _)| *other == name);
        source.map(|(_, column)| *column)
    }

    /// Notes by which words lists, gifts and the others are found: the first of a word counts.
    fn index(&mut self) {
        for (place, list) in self.lists.iter().enumerate() {
            let plural = Some(plural(list.name)).filter(|_| !list.name.ends_with('s'));
            let words = [Some(list.name.to_owned()), list.other.map(str::to_owned), plural];
            for word in words.into_iter().flatten().chain([singular(list.name)]) {
                self.list_words.entry(word).or_insert(place);
            }
        }
        for (place, gift) in self.gifts.iter().enumerate() {
            let name = gift.name.to_lowercase();
            for word in [plural(&name), singular(&name), name] {
                self.gift_words.entry(word).or_insert(place);
            }
        }
        let fields = self.fields.iter().map(|(name, _)| *name);
        let gifts = self.gifts.iter().map(|gift| gift.name);
        let attributes = self.lists.iter().flat_map(|list| &list.attributes);
        let attributes = attributes.map(|(name, _)| *name);
        let others = [&self.lets, &self.values, &self.stages].into_iter().flatten().copied();
        self.all.extend(fields.chain(gifts).chain(attributes).chain(others));
    }

    /// `name: type ...`.
    fn field(&mut self, words: &[Word<'t>], at: usize) {
        let text = |at: usize| words.get(at).map_or("", |word| word.text);
        let name = text(at);
        // A day is asked for like any date.
        let kind = if text(at + 2) == "day" { "date" } else { text(at + 2) };
        // The declaration ends where the next one begins.
        let ends = |place: usize| {
            words.get(place).is_none_or(|word| word.first && vocabulary::is_reserved(word.text))
                || text(place + 1) == ":"
        };
        let end = (at + 2..).find(|place| ends(*place)).unwrap_or(words.len());
        let before = self.values.len();
        self.choices(&words[at + 2..end.min(words.len())]);
        if kind == "one" {
            let values = self.values[before..].iter();
            self.owners.extend(values.map(|value| (name, *value)));
        }
        let mut list = List { name, other: None, attributes: Vec::new(), bare: kind == "count" };
        match kind {
            "events" => {
                if text(at + 3) == "(" {
                    list.other = Some(text(at + 4));
                }
                let with = (at + 3..end).find(|place| text(*place) == "with");
                let mut place = with.map_or(end, |with| with + 1);
                while place + 1 < end {
                    list.attributes.push((text(place), text(place + 1)));
                    if text(place + 1) == "one" && text(place + 3) == "(" {
                        let inside = words[place + 4..end.min(words.len())].iter();
                        let inside =
                            inside.take_while(|word| word.text != ")").filter(|w| is_name(w));
                        let attribute = text(place);
                        self.kinds.extend(inside.map(|value| (name, attribute, value.text)));
                    }
                    let comma = (place + 2..end).find(|next| {
                        let typed = vocabulary::begins_scalar_type(text(next + 2));
                        text(*next) == "," && text(next + 1) != "(" && typed
                    });
                    match comma {
                        Some(comma) => place = comma + 1,
                        None => break,
                    }
                }
                self.lists.push(list);
            }
            "count" => {
                self.fields.push((name, kind));
                self.lists.push(list);
            }
            _ => {
                let to = (at + 3..=at + 4).find(|place| kind == "number" && text(*place) == "to");
                let end = to.and_then(|to| text(to + 1).parse().ok());
                self.ends.extend(end.map(|end| (name, end)));
                self.fields.push((name, kind));
            }
        }
    }

    /// A number of the customer for an example, with a high value that it can have.
    pub(in crate::syntax) fn number(&self) -> Option<(&'t str, u32)> {
        let (name, _) = self.fields.iter().find(|(_, kind)| *kind == "number")?;
        let end = self.ends.iter().find(|(other, _)| other == name);
        Some((name, end.map_or(9, |(_, end)| (*end).min(9))))
    }

    /// Two values for an example.
    pub(in crate::syntax) fn two_numbers(&self, most: u32) -> String {
        let named = self.number().map(|(name, _)| name);
        let ends_at_9 = self.ends.iter().any(|(name, end)| Some(*name) == named && *end == 9);
        let end = if most == 9 && !ends_at_9 { 10 } else { most };
        format!("{}, {end}", end.saturating_sub(1))
    }

    /// The values of each `one of (...)` in a declaration.
    fn choices(&mut self, words: &[Word<'t>]) {
        let opens = words
            .windows(2)
            .enumerate()
            .filter(|(_, pair)| pair[0].text == "of" && pair[1].text == "(");
        for (at, _) in opens {
            let inside = words[at + 2..].iter().take_while(|word| word.text != ")");
            self.values.extend(
                inside.filter(|word| is_name(word) && word.text != "as").map(|word| word.text),
            );
        }
    }

    /// The list that a word counts, in the singular or the plural.
    pub(crate) fn list(&self, word: &str) -> Option<&List<'t>> {
        self.list_words.get(word).map(|place| &self.lists[*place])
    }

    /// The list that a verb speaks of: `purchased`, `bought`, `referred`.
    pub(crate) fn list_of_verb(&self, verb: &str) -> Option<&List<'t>> {
        let buying =
            ["bought", "buys", "buy", "buying", "purchased", "ordered", "shopped", "orders"];
        let bare = verb.trim_end_matches("ing").trim_end_matches("ed").trim_end_matches('s');
        let stem = bare.get(..5).unwrap_or(bare);
        let by_stem =
            || self.lists.iter().find(|list| stem.len() >= 4 && list.name.starts_with(stem));
        let by_habit = || buying.contains(&verb).then(|| self.purchases()).flatten();
        let is_verb = verb.ends_with("ed") || buying.contains(&verb);
        // `redeemed` is no more than near to `redemptions`.
        let redeemed = || {
            let is = |list: &&List<'_>| list.name.starts_with("redemption");
            verb.starts_with("redeem").then(|| self.lists.iter().find(is)).flatten()
        };
        let irregular = || {
            let (_, noun) = IRREGULAR.iter().find(|(other, _)| *other == verb)?;
            self.lists.iter().find(|list| list.name.starts_with(noun))
        };
        by_stem().filter(|_| is_verb).or_else(by_habit).or_else(redeemed).or_else(irregular)
    }

    /// The list of what customers buy: the one that a shop would call so, or that has amounts.
    pub(crate) fn purchases(&self) -> Option<&List<'t>> {
        let usual = ["purchases", "orders", "transactions", "sales", "bookings"];
        let named = usual.iter().find_map(|name| self.lists.iter().find(|list| list.name == *name));
        named.or_else(|| self.lists.iter().find(|list| amount(list).is_some()))
    }

    /// What is to be written for all that was spent: a name, or the sum itself.
    pub(crate) fn spent(&self) -> Option<String> {
        let usual = ["spent", "total_spent", "spend", "total", "revenue"];
        let named = usual.iter().find(|name| self.is_value(name));
        named.map(|name| (*name).to_owned()).or_else(|| self.spent_within(""))
    }

    /// The same in a window.
    pub(crate) fn spent_within(&self, window: &str) -> Option<String> {
        let with_money = |list: &&List<'_>| amount(list).is_some();
        let list =
            self.purchases().filter(with_money).or_else(|| self.lists.iter().find(with_money))?;
        let space = if window.is_empty() { "" } else { " " };
        Some(format!("sum({}.{}{space}{window})", list.name, amount(list)?))
    }

    /// The field that says whether the customer wants to be written to, if there is one.
    pub(crate) fn consent(&self) -> Option<&'t str> {
        let words = ["consent", "opt", "subscri", "permission", "marketing", "accept", "ok"];
        let is = |(name, kind): &&(&str, &str)| {
            let name = name.to_lowercase();
            *kind == "yes" && words.iter().any(|word| name.contains(word))
        };
        self.fields.iter().find(is).map(|(name, _)| *name)
    }

    /// The gift of a name, in the singular or the plural and in any case.
    pub(crate) fn gift(&self, word: &str) -> Option<&Gift<'t>> {
        self.gift_words.get(&word.to_lowercase()).map(|place| &self.gifts[*place])
    }

    /// Whether a gift may be given several times in one decision.
    pub(in crate::syntax) fn is_for_each(&self, gift: &str) -> bool {
        self.uses || self.for_each.contains(&gift)
    }

    /// The gift that is described so.
    pub(crate) fn gift_described(&self, text: &str) -> Option<&Gift<'t>> {
        let says = |gift: &&Gift<'_>| {
            gift.rest.first().is_some_and(|word| word.text.eq_ignore_ascii_case(text))
        };
        self.gifts.iter().find(says)
    }

    /// The only gift whose description ends with some words, such as `T-shirt` for "A T-shirt".
    pub(in crate::syntax) fn gift_that_says(&self, text: &str) -> Option<&Gift<'t>> {
        let low = format!(" {}", text.to_lowercase());
        let says = |gift: &&Gift<'_>| {
            let title = gift.rest.first().filter(|word| word.kind == Kind::Text);
            title.is_some_and(|word| {
                format!(" {}", word.text.trim_matches('"').to_lowercase()).ends_with(&low)
            })
        };
        let mut gifts = self.gifts.iter().filter(says);
        let gift = gifts.next()?;
        gifts.next().is_none().then_some(gift)
    }

    pub(crate) fn is_value(&self, name: &str) -> bool {
        self.lets.contains(&name) || self.fields.iter().any(|(field, _)| *field == name)
    }

    /// Whether a value is an amount of money, as far as its declaration or its name says.
    pub(crate) fn is_money(&self, name: &str) -> bool {
        let let_of_money = self.lets.contains(&name) && self.spent().as_deref() == Some(name);
        self.type_of(name) == "money" || let_of_money
    }

    /// The word that begins the type of a field.
    pub(crate) fn type_of(&self, name: &str) -> &'t str {
        self.fields.iter().find(|(field, _)| *field == name).map_or("", |(_, kind)| kind)
    }

    /// Whether the file declares a name, as whatever.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.all.contains(name)
            || self.list(name).is_some()
            || self.gift(name).is_some_and(|gift| gift.name != name)
    }

    /// Whether a text speaks of nothing that the file does not declare. Where it declares nothing of
    /// its customers, that is not known, and nothing is held against the text.
    pub(crate) fn knows_all(&self, words: &[Word<'_>]) -> bool {
        let known = |word: &Word<'_>| {
            word.kind != Kind::Word
                || vocabulary::all().any(|other| other == word.text)
                || numbers::is_unit(word.text)
                || USUAL.contains(&word.text)
                || self.has(word.text)
        };
        let blind = self.uses || (self.fields.is_empty() && self.lists.is_empty());
        blind || words.iter().all(known)
    }

    /// The field that a value of a `one of (...)` belongs to, if there is only one.
    pub(crate) fn owner(&self, value: &str) -> Option<&'t str> {
        let mut owners = self.owners.iter().filter(|(_, other)| *other == value);
        let (owner, _) = owners.next()?;
        owners.next().is_none().then_some(*owner)
    }

    /// What a value is a kind of, in the singular or the plural: the list, the name of the value, and the
    /// value; none where several have it.
    pub(in crate::syntax) fn kind(&self, word: &str) -> Option<(&List<'t>, &'t str, &'t str)> {
        let one = singular(word);
        let mut kinds = self.kinds.iter().filter(|(.., value)| *value == word || *value == one);
        let (list, attribute, value) = kinds.next()?;
        kinds.next().is_none().then_some(())?;
        let list = self.lists.iter().find(|other| other.name == *list)?;
        Some((list, attribute, value))
    }

    /// The sum that brings the points of a balance down: `sum(redemptions.points)`.
    pub(in crate::syntax) fn redeemed(&self, balance: &str) -> Option<String> {
        let balance = self.balances.iter().find(|other| other.name == balance)?;
        balance.lines.iter().find_map(|line| match line.as_slice() {
            [spend, list, dot, value] if spend.text == "spend" && dot.text == "." => {
                Some(format!("sum({}.{})", list.text, value.text))
            }
            _ => None,
        })
    }

    /// The list that a verb in any form speaks of: `books`, `booked`, `buy`.
    pub(in crate::syntax) fn list_of_deed(&self, verb: &str) -> Option<&List<'t>> {
        let low = verb.to_lowercase();
        let stem = low.strip_suffix('s').unwrap_or(&low);
        self.list_of_verb(&low).or_else(|| self.list_of_verb(&format!("{stem}ed")))
    }

    /// The values of a field from one of them up, or down, in the order of their declaration.
    pub(crate) fn values_from(&self, field: &str, value: &str, up: bool) -> Option<Vec<&'t str>> {
        let values = self.owners.iter().filter(|(owner, _)| *owner == field);
        let values: Vec<&str> = values.map(|(_, value)| *value).collect();
        let place = values.iter().position(|other| *other == value)?;
        Some(if up { values[place..].to_vec() } else { values[..=place].to_vec() })
    }

    /// The values of a field.
    pub(in crate::syntax) fn values_of(&self, field: &str) -> Vec<&'t str> {
        let values = self.owners.iter().filter(|(owner, _)| *owner == field);
        values.map(|(_, value)| *value).collect()
    }

    /// Whether an amount with its mark is in the currency of the file.
    pub(crate) fn is_amount(&self, written: &str) -> bool {
        let number = written.trim_matches(|letter: char| !letter.is_ascii_digit());
        written == self.amount(number)
    }

    /// Whether a code is that of a currency, and not the file's.
    pub(crate) fn is_other_currency(&self, code: &str) -> bool {
        let own = if self.currency.is_empty() { "USD" } else { self.currency };
        code != own && crate::values::currency::Currency::from_code(code).is_some()
    }

    /// The code of the file's currency.
    pub(crate) fn currency(&self) -> &'t str {
        if self.currency.is_empty() { "USD" } else { self.currency }
    }

    /// An amount in the currency of the file.
    pub(crate) fn amount(&self, number: &str) -> String {
        match self.currency {
            "EUR" => format!("€{number}"),
            "GBP" => format!("£{number}"),
            "" | "USD" | "CAD" | "AUD" | "NZD" | "SGD" | "HKD" | "TWD" | "MXN" | "ARS" | "CLP"
            | "COP" => {
                format!("${number}")
            }
            code => format!("{number} {code}"),
        }
    }
}

/// The lines that follow the name of a balance.
fn balance_lines<'t>(words: &[Word<'t>]) -> Vec<Vec<Word<'t>>> {
    let mut lines: Vec<Vec<Word<'t>>> = Vec::new();
    for word in words {
        let begins = matches!(word.text, "earn" | "spend");
        match lines.last_mut() {
            _ if begins => lines.push(vec![word.clone()]),
            Some(line) if !word.first => line.push(word.clone()),
            Some(_) | None => break,
        }
    }
    lines
}

/// Forms of verbs, with the beginning of the events that they speak of.
const IRREGULAR: &[(&str, &str)] = &[
    ("rode", "ride"),
    ("ridden", "ride"),
    ("flew", "flight"),
    ("flown", "flight"),
    ("ran", "run"),
    ("drove", "drive"),
    ("driven", "drive"),
    ("swam", "swim"),
    ("swum", "swim"),
    ("sold", "sale"),
];

/// Names that every file has.
const USUAL: &[&str] = &[
    "a", "an", "today", "stage", "tags", "at", "cost", "worth", "sum", "count", "average", "min",
    "max", "first", "last", "quintile", "rank", "rewards", "messages", "programs", "alerts",
];

/// The first amount of money that events have.
pub(in crate::syntax) fn amount<'t>(list: &List<'t>) -> Option<&'t str> {
    list.attributes.iter().find(|(_, kind)| *kind == "money").map(|(name, _)| *name)
}

fn is_name(word: &Word<'_>) -> bool {
    word.kind == Kind::Word && !vocabulary::is_reserved(word.text)
}

/// One of them.
pub(in crate::syntax) fn singular(word: &str) -> String {
    values::singular(word).unwrap_or_else(|| word.to_owned())
}

/// More than one of them.
pub(in crate::syntax) fn plural(word: &str) -> String {
    if word.ends_with('s') { format!("{word}es") } else { format!("{word}s") }
}
