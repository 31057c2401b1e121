//! What a stretch of text says, without how it says it.

use std::collections::{HashMap, HashSet};

use super::compared::{Mark, PHRASES};
use super::number;
use crate::syntax::habits::phrases;
use crate::syntax::vocabulary::{self, ACTIONS};
use crate::syntax::words::{self, Kind, Word};
use crate::values::Unit;
use crate::values::currency::Currency;
use crate::values::time::month_of;

/// Everything that must be there before and after, in no order.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    numbers: Vec<String>,
    /// Names, units, currencies, and words that are as good as names.
    names: Vec<String>,
    texts: Vec<String>,
    marks: Vec<Mark>,
    /// How often something may say "one" without a number.
    ones: usize,
}

/// Words of the language that change what a condition asks.
const WEIGHTY: &[&str] = &[
    "calendar",
    "different",
    "quintile",
    "rank",
    "anniversary",
    "lowest",
    "highest",
    "longest",
    "resting",
    "capacity",
    "required",
];

/// Words that say nothing of their own.
const EMPTY: &[&str] = &["the", "them", "interval", "elseif", "elif", "be", "t", "s"];

impl Said {
    pub(super) fn of(text: &str, declared: &HashSet<String>) -> Said {
        let text = plain(text);
        let words = words::read(&text);
        let mut listener = Listener { words: &words, declared, said: Said::default(), open: 0 };
        let mut at = 0;
        while at < words.len() {
            at += listener.listen(at).max(1);
        }
        listener.said
    }

    /// Whether another text says all of this and nothing else.
    pub(super) fn is_kept_by(&self, other: &Said, outside: &HashMap<String, String>) -> bool {
        let (mut before, mut after) = (self.clone(), other.clone());
        // A text that is on both sides is the same; of others, what is in them counts.
        let mut lost = Vec::new();
        for text in before.texts.drain(..) {
            match after.texts.iter().position(|other| *other == text) {
                Some(at) => drop(after.texts.swap_remove(at)),
                None => lost.push(text),
            }
        }
        let names: Vec<String> = self.texts.iter().map(|text| as_name(text)).collect();
        for text in lost {
            // The name that records have for a value or a stage is as good as its own.
            if let Some(name) = outside.get(&text).filter(|name| after.names.contains(name)) {
                before.names.push((*name).clone());
                continue;
            }
            before.join(Said::of(&text, &HashSet::new()));
        }
        for text in std::mem::take(&mut after.texts) {
            after.join(Said::of(&text, &HashSet::new()));
        }
        // `a < b < c` says `b` once more when it is `a < b and b < c`.
        let ands = |said: &Said| said.marks.iter().filter(|mark| **mark == Mark::And).count();
        let compared = before.marks.iter().filter(|mark| mark.takes_the_place_of_is()).count();
        let again = ands(&after).saturating_sub(ands(&before)).min(compared.saturating_sub(1));
        before.numbers_are_kept(&after, again)
            && before.names_are_kept(&after, &names, again)
            && before.marks_are_kept(&after)
    }

    fn join(&mut self, other: Said) {
        self.numbers.extend(other.numbers);
        self.names.extend(other.names);
        self.marks.extend(other.marks);
        self.ones += other.ones;
    }

    fn numbers_are_kept(&self, after: &Said, again: usize) -> bool {
        let Some(more) = rest(&self.numbers, &after.numbers) else { return false };
        let (ones, others): (Vec<_>, Vec<_>) = more.iter().partition(|number| *number == "1");
        let twice = others.iter().all(|number| self.numbers.contains(number));
        ones.len() <= self.ones && others.len() <= again && twice
    }

    fn names_are_kept(&self, after: &Said, texts: &[String], again: usize) -> bool {
        let Some(mut more) = rest(&self.names, &after.names) else { return false };
        // `this month` says which month without this word. An amount without a currency is in the
        // one of the file, where an amount is what is wanted.
        let unsaid = |name: &str| {
            matches!(name, "calendar" | "$" | "€" | "£") || Currency::from_code(name).is_some()
        };
        more.retain(|name| !texts.contains(name) && !unsaid(name));
        more.len() <= again && more.iter().all(|name| self.names.contains(name))
    }

    fn marks_are_kept(&self, after: &Said) -> bool {
        let Some(more) = rest(&self.marks, &after.marks) else { return false };
        // `AND(a, b, c)` has one `and` where the language has two, and `a < b < c` has none.
        more.iter().all(|mark| match mark {
            Mark::And => {
                let chain = after.names.len() + after.numbers.len();
                self.marks.contains(mark) || chain > self.names.len() + self.numbers.len()
            }
            Mark::Or => self.marks.contains(mark),
            Mark::Less
            | Mark::AtMost
            | Mark::Greater
            | Mark::AtLeast
            | Mark::Same
            | Mark::Not
            | Mark::Missing
            | Mark::Yes
            | Mark::Plus
            | Mark::Minus
            | Mark::Times
            | Mark::Over
            | Mark::Share => false,
        })
    }
}

/// What is left of some things once those of another list are taken away; `None` where one of
/// them is not there.
fn rest<T: PartialEq + Clone>(some: &[T], all: &[T]) -> Option<Vec<T>> {
    let mut left = all.to_vec();
    for one in some {
        let at = left.iter().position(|other| other == one)?;
        left.swap_remove(at);
    }
    Some(left)
}

fn as_name(text: &str) -> String {
    text.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}

/// The text in the characters of the keyboard, where others only look different.
fn plain(text: &str) -> String {
    let map = |c: char| match c {
        c if words::is_hidden(c) => None,
        '‐' | '‑' | '‒' | '–' | '—' | '−' => Some('-'),
        '’' => Some('\''),
        c if words::is_odd_space(c) => Some(' '),
        c => Some(c),
    };
    words::narrow(text).chars().filter_map(map).collect()
}

struct Listener<'a> {
    words: &'a [Word<'a>],
    declared: &'a HashSet<String>,
    said: Said,
    /// How many brackets are open.
    open: usize,
}

impl Listener<'_> {
    fn text(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.text)
    }

    fn before(&self, at: usize, places: usize) -> &str {
        at.checked_sub(places).map_or("", |at| self.text(at))
    }

    fn touches(&self, at: usize) -> bool {
        let pair = self.words.get(at).zip(self.words.get(at + 1));
        pair.is_some_and(|(word, next)| word.end() == next.start)
    }

    fn is_number(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.kind == Kind::Number)
    }

    /// Takes in what stands at a place, and says how many words that was.
    fn listen(&mut self, at: usize) -> usize {
        let Some(word) = self.words.get(at) else { return 1 };
        match word.kind {
            Kind::Number => self.number(at, ""),
            Kind::Date | Kind::OtherDate => self.date(word.text),
            Kind::Text | Kind::SmartText | Kind::SingleText => self.quoted(word.text),
            Kind::OtherComment | Kind::Conflict | Kind::OddSpace | Kind::Hidden | Kind::Wide => 1,
            Kind::OpenText => self.name(word.text),
            Kind::Word if self.declared.contains(word.text) => self.name(word.text),
            Kind::Word | Kind::Mark => self.word(at),
        }
    }

    fn name(&mut self, name: &str) -> usize {
        self.said.names.push(name.to_owned());
        1
    }

    fn quoted(&mut self, text: &str) -> usize {
        let mut inside = text.chars();
        inside.next();
        inside.next_back();
        let inside = inside.as_str().replace("\\\"", "\"").replace("\\\\", "\\");
        self.said.texts.push(inside);
        1
    }

    fn date(&mut self, text: &str) -> usize {
        let (day, time) = text.split_at(text.find(['T', 't']).unwrap_or(text.len()));
        let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
        // `01/02/2026` is two days.
        let small = |part: &&&str| part.len() < 3 && part.parse::<u32>().is_ok_and(|n| n <= 12);
        let two_ways = !day.contains('-') && parts[0].len() < 3 && parts.first() != parts.get(1);
        if two_ways && parts.iter().filter(small).count() > 1 {
            return self.name(text);
        }
        let plain = |part: &&str| part.trim_start_matches('0').to_owned();
        self.said.numbers.extend(parts.iter().map(plain));
        if time.is_empty() { 1 } else { self.name(time) }
    }

    fn number(&mut self, at: usize, lead: &str) -> usize {
        let mut written = format!("{lead}{}", self.text(at));
        let mut length = 1;
        // `1 000`
        let thousands = |text: &str| text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit());
        while written.len() <= 3 + 4 * (length - 1) && thousands(self.text(at + length)) {
            written.push_str(self.text(at + length));
            length += 1;
        }
        let mark = self.before(at, if lead.is_empty() { 1 } else { 2 });
        let money = matches!(mark, "$" | "€" | "£");
        let list = self.open > 0 && lead.is_empty();
        let read = number::read(&written, money, list);
        match read.values {
            Some(values) => self.said.numbers.extend(values),
            None => self.said.names.push(written),
        }
        self.said.names.extend(read.unit.map(|unit| unit.word().to_owned()));
        let ordinal = matches!(read.letters.as_str(), "st" | "nd" | "rd" | "th");
        let dated = month_of(self.before(at, 1)).or(month_of(self.text(at + 1))).is_some();
        if !(read.letters.is_empty() || ordinal && dated) {
            self.said.names.push(read.letters);
        }
        let counted = self.touches(at) && self.text(at + 1) == "+" && !self.is_number(at + 2);
        length + usize::from(counted)
    }

    fn word(&mut self, at: usize) -> usize {
        if let Some(length) = self.joint(at).or_else(|| self.phrase(at)) {
            return length;
        }
        let text = self.text(at).to_owned();
        let lower = text.to_lowercase();
        let next_of = self.text(at + 1) == "of";
        if matches!(text.as_str(), "." | ",") && self.touches(at) && self.is_number(at + 1) {
            let after_word = at > 0 && self.words[at - 1].kind != Kind::Mark;
            let joined = after_word && self.touches(at - 1) && text == ".";
            let listed = text == "," && !is_comparison(self.before(at, 1));
            if !joined && !listed {
                return 1 + self.number(at + 1, "0.");
            }
        }
        match text.as_str() {
            "(" | "[" => self.open += 1,
            ")" | "]" => self.open = self.open.saturating_sub(1),
            "$" | "€" | "£" => self.said.names.push(text),
            _ if self.words[at].kind == Kind::Mark => {}
            _ => self.plain_word(at, &lower, next_of),
        }
        1
    }

    fn plain_word(&mut self, at: usize, lower: &str, next_of: bool) {
        let text = self.text(at).to_owned();
        let near_number = at > 0 && self.is_number(at - 1) || self.is_number(at + 1);
        if let Some(month) = month_of(lower).filter(|_| near_number) {
            self.said.numbers.push(month.to_string());
        } else if let Some(unit) = Unit::from_word(lower) {
            self.said.ones += usize::from(at == 0 || !self.is_number(at - 1));
            self.said.names.push(unit.word().to_owned());
        } else if let Some(number) = in_words(lower).filter(|_| !next_of) {
            self.said.numbers.push(number.to_string());
        } else if let Some(mark) = currency(lower) {
            self.said.names.push(mark.to_owned());
        } else if WEIGHTY.contains(&lower) {
            self.said.names.push(lower.to_owned());
        } else if matches!(lower, "a" | "an" | "each") {
            self.said.ones += 1;
        } else if !EMPTY.contains(&lower)
            && !vocabulary::all().any(|word| word == lower)
            && !phrases::has_word(lower)
        {
            self.said.names.push(text);
        }
    }

    /// What joins two actions, or a condition and its first action, says nothing. An `and` that no
    /// second condition follows does.
    fn joint(&mut self, at: usize) -> Option<usize> {
        let joins = |text: &str| {
            matches!(text, "and" | "AND" | "&" | "&&" | "then" | "also" | "+" | "," | ";" | "=>")
        };
        let mut end = at;
        while joins(self.text(end)) {
            end += 1;
        }
        let action = |text: &str| ACTIONS.contains(&text.to_lowercase().as_str());
        if end == at || !action(self.text(end)) {
            return None;
        }
        let acts = [2, 3].iter().any(|places| action(self.before(at, *places)));
        let torn = |place: usize| matches!(self.text(place), "and" | "AND" | "&" | "&&" | "+");
        if !acts && (at..end).any(torn) {
            self.said.marks.push(Mark::And);
        }
        Some(end - at)
    }

    /// A word or several that compare, deny or join.
    fn phrase(&mut self, at: usize) -> Option<usize> {
        let first = self.text(at).to_lowercase();
        let stands = |phrase: &str| {
            let mut words = phrase.split(' ');
            words.next() == Some(&first)
                && words
                    .enumerate()
                    .all(|(place, word)| self.text(at + 1 + place).eq_ignore_ascii_case(word))
        };
        let (phrase, marks) =
            PHRASES.iter().find(|(phrase, _)| phrase.starts_with(&*first) && stands(phrase))?;
        let length = phrase.split(' ').count();
        // The mark of a `let` and the word before the value of a fact compare nothing, and the
        // dash of a range takes nothing away.
        let assigns = self.before(at, 2) == "let";
        let given = (1..=6).map(|back| self.before(at, back)).take_while(|text| *text != ".");
        let line: Vec<&str> = given.collect();
        let fact = line.contains(&"given") && !line.contains(&"when");
        let range = line.iter().take(4).any(|text| *text == "number");
        for mark in *marks {
            let skipped = match mark {
                Mark::Same => assigns || fact,
                // Unless a number is before it, it is the sign of the next one.
                Mark::Minus => range && self.before(at, 1).ends_with(|c: char| c.is_ascii_digit()),
                Mark::Less
                | Mark::AtMost
                | Mark::Greater
                | Mark::AtLeast
                | Mark::Not
                | Mark::Missing
                | Mark::Yes
                | Mark::And
                | Mark::Or
                | Mark::Plus
                | Mark::Times
                | Mark::Over
                | Mark::Share => false,
            };
            if mark.takes_the_place_of_is() {
                self.forget_is(at);
            }
            // A default of nothing is none.
            let none = *mark == Mark::Missing && self.before(at, 1) == "default";
            if !skipped && !none {
                self.said.marks.push(*mark);
            }
        }
        Some(length)
    }

    /// An `is` or `=` just before, perhaps with a `not` between, compares nothing of its own.
    fn forget_is(&mut self, at: usize) {
        let same = |text: &str| {
            matches!(text.to_lowercase().as_str(), "is" | "=" | "==" | "===" | "!=" | "!==" | "<>")
        };
        let not = self.before(at, 1).eq_ignore_ascii_case("not");
        if same(self.before(at, if not { 2 } else { 1 })) {
            let last = self.said.marks.iter().rposition(|mark| *mark == Mark::Same);
            self.said.marks.drain(last.map_or(0..0, |last| last..last + 1));
        }
    }
}

fn is_comparison(text: &str) -> bool {
    matches!(text, "<" | ">" | "<=" | ">=" | "≤" | "≥" | "=" | "==" | "is" | "(" | "-" | "+")
}

fn in_words(word: &str) -> Option<usize> {
    let words = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    if word == "twice" {
        return Some(2);
    }
    words.iter().position(|other| *other == word).map(|at| at + 1)
}

fn currency(word: &str) -> Option<&'static str> {
    match word {
        "dollar" | "dollars" | "bucks" => Some("$"),
        "euro" | "euros" => Some("€"),
        "pound" | "pounds" | "quid" => Some("£"),
        _ => None,
    }
}
