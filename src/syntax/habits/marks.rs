//! Marks that have no meaning anywhere in the language. They are looked for in every file before
//! it is read, because some of them would otherwise pass for something else: `01/02/2026` is a
//! division of numbers.

mod answers;

use std::cell::OnceCell;
use std::collections::HashSet;

use super::lexicon::Lexicon;
use super::quoted::{comment, date, open_text, quotes, unquoted};
use super::shapes::exactly_ago;
use super::shapes::is_month;
use super::{
    Finding, Spot, currency, foreign, functions, merged, numbers, numeral, punctuated, spelled,
};
use crate::syntax::vocabulary::{self, ACTIONS};
use crate::syntax::words::{self, Kind, Word};

/// A mark, what it is here, and what to call it.
const MARKS: &[(&str, &str)] = &[
    ("===", "is"),
    ("!==", "is not"),
    ("==", "is"),
    ("=>", "≥"),
    ("=<", "≤"),
    ("<>", "is not"),
    ("&&", "and"),
    ("||", "or"),
    ("!", "not "),
    ("×", "*"),
    ("‹", "<"),
    ("›", ">"),
    ("÷", "/"),
    ("、", ","),
];

/// What a line of a query begins with.
const QUERIES: &[&str] = &["SELECT", "UPDATE", "INSERT", "DELETE", "HAVING", "WHERE"];

/// Dashes that pass for a minus.
const DASHES: &[&str] = &["‐", "‑", "‒", "–", "—", "−"];

/// All marks of other languages in a text, in the order of their places.
pub(in crate::syntax) fn find(text: &str, words: &[Word<'_>], names: &Lexicon<'_>) -> Vec<Finding> {
    let spot = Spot { text, words, at: 0, wanted: &[], whole: None, names };
    let mut search = Search {
        spot,
        declared: OnceCell::new(),
        spaces: false,
        hidden: false,
        braces: false,
        squares: false,
    };
    let mut findings = Vec::new();
    // What one finding takes with it is not looked at again.
    let mut done = 0;
    for (at, word) in words.iter().enumerate() {
        if word.start < done {
            continue;
        }
        for finding in search.one(at) {
            let with_end = finding.with.as_ref().map_or(0, |(range, _)| range.end);
            done = done.max(finding.range.end).max(with_end);
            findings.push(finding);
        }
    }
    findings
}

/// A search through the words of a file.
struct Search<'a> {
    spot: Spot<'a>,
    /// The names that the file declares; looked up only where a word could be one of them.
    declared: OnceCell<HashSet<&'a str>>,
    /// Whether an odd space, a brace or a square bracket was told of: one paste and one habit are
    /// one problem.
    spaces: bool,
    hidden: bool,
    braces: bool,
    squares: bool,
}

impl<'a> Search<'a> {
    fn one(&mut self, at: usize) -> Vec<Finding> {
        let Some(word) = self.spot.word(at) else { return Vec::new() };
        if let Some(finding) = foreign::find(&self.spot, at) {
            return vec![finding];
        }
        match word.kind {
            Kind::Word => {
                let finding = self.nothing_and_truth(at).or_else(|| self.or_higher(at));
                let finding = finding.or_else(|| interval(&self.spot, at));
                let finding = finding.or_else(|| spelled::contraction(&self.spot, at));
                let finding = finding.or_else(|| spelled::before_action(&self.spot, at));
                let finding = finding.or_else(|| functions::find(&self.spot, at));
                let finding = finding.or_else(|| merged::find(&self.spot, at));
                let finding = finding.or_else(|| exactly_ago(&self.spot, at));
                finding.or_else(|| self.wide_word(word)).into_iter().collect()
            }
            Kind::Number => self.number(at).into_iter().collect(),
            Kind::OtherDate => vec![date(word)],
            Kind::OpenText => vec![open_text(&self.spot, at, word)],
            // A query is one mistake with all that is in it.
            Kind::SingleText if punctuated::in_line_of(&self.spot, at, QUERIES) => Vec::new(),
            Kind::SmartText | Kind::SingleText => {
                vec![punctuated::quoted_name(&self.spot, at).unwrap_or_else(|| quotes(word))]
            }
            Kind::OtherComment => vec![comment(&self.spot, word)],
            Kind::Conflict => conflict(&self.spot, at),
            Kind::OddSpace => self.odd_space(at, word),
            Kind::Hidden => self.hidden(word),
            Kind::Wide => vec![wide(&self.spot, at, word)],
            Kind::Mark => self.mark(at).into_iter().collect(),
            Kind::Date | Kind::Text => Vec::new(),
        }
    }

    /// Whether the file has a field or value of this name.
    fn is_declared(&self, name: &str) -> bool {
        let declared = self.declared.get_or_init(|| {
            let pairs = self.spot.words.windows(2).filter_map(|pair| match pair {
                [name, colon] if colon.text == ":" => Some(name.text),
                [before, name] if matches!(before.text, "(" | "," | "let") => Some(name.text),
                _ => None,
            });
            pairs.collect()
        });
        declared.contains(name)
    }

    fn mark(&mut self, at: usize) -> Option<Finding> {
        let spot = &self.spot;
        let word = spot.word(at)?;
        if let Some(finding) = merged::mark(spot, at) {
            return Some(finding);
        }
        if let Some(finding) = numeral::signed_points(spot, at)
            .or_else(|| numeral::leading_point(spot, at))
            .or_else(|| arrow(spot, at))
        {
            return Some(finding);
        }
        if DASHES.contains(&word.text) {
            return Some(dash(spot, at, word));
        }
        // At the end of a line it ends a sentence.
        let ends = spot.word(at + 1).is_none_or(|next| next.first);
        if word.text == "!" && ends && !word.first {
            return None;
        }
        if word.text == ":" && punctuated::is_json(spot, at) {
            return None;
        }
        // `name => text`, `name: text => "Name"`: a field.
        let typed = |word: &str| vocabulary::begins_type(word);
        if word.text == "=>" && (typed(spot.text_at(at + 1)) || typed(spot.before(at, 1))) {
            return None;
        }
        // `filter(p => p.amount > 50)` compares nothing.
        if word.text == "=>" && spot.before(at, 2) == "(" {
            return None;
        }
        if let Some(finding) =
            punctuated::exclaimed(spot, at).or_else(|| punctuated::times_events(spot, at))
        {
            return Some(finding);
        }
        if let Some(finding) = punctuated::doubled(spot, at) {
            return Some(finding);
        }
        if let Some((_, with)) = MARKS.iter().find(|(mark, _)| *mark == word.text) {
            let title = format!("`{}` should be `{}`", word.text, with.trim());
            let finding =
                Finding::new(word.range(), title, format!("write `{}` here", with.trim()));
            if let Some(finding) = punctuated::truth(spot, at, with.trim()) {
                return Some(finding);
            }
            let paste = spot.paste(at, at, with.trim());
            let finding = finding.help(format!("write `{paste}`")).with(format!(" {with}"));
            let opens = ["after", "when", "where", "if", "and", "or", "not", "(", ",", "="];
            let denies = || opens.iter().any(|word| spot.before(at, 1).eq_ignore_ascii_case(word));
            let joins = || matches!(spot.before(at, 1), "&&" | "||" | "&" | "|" | "!");
            return Some(finding.safe_if(word.text != "!" || denies() || joins()));
        }
        match word.text {
            "{" | "}" | "[" | "]" => self.bracket(at),
            "$" | "€" | "£" => currency::mark(spot, at),
            _ if spot.kind(at + 1) == Some(Kind::Number) => currency::sign(spot, at),
            "%" => percent(spot, at),
            _ => None,
        }
    }

    fn bracket(&mut self, at: usize) -> Option<Finding> {
        let spot = &self.spot;
        if let Some(finding) = merged::template(spot, at).or_else(|| merged::position(spot, at)) {
            return Some(finding);
        }
        if punctuated::is_json(spot, at) || punctuated::in_line_of(spot, at, &["group"]) {
            return None;
        }
        if let Some(finding) = punctuated::listed_values(spot, at) {
            return Some(finding);
        }
        if spot.text_at(at) == "[" && spot.text_at(at + 1) == "]" {
            let finding = Finding::new(spot.range(at, at + 1), "`[]` is not needed", "remove this");
            let help = "name the value after a point, such as `sum(purchases.amount)`";
            return Some(finding.help(help).with("").safe());
        }
        let range = spot.range(at, at);
        let (finding, told) = match spot.text_at(at) {
            "[" | "]" => {
                let title = "Lists go in parentheses";
                let finding = Finding::new(range, title, "use a parenthesis here")
                    .help("write `(` and `)`")
                    .with(if spot.text_at(at) == "[" { "(" } else { ")" })
                    .safe();
                (finding, &mut self.squares)
            }
            _ => {
                let finding = Finding::new(range, "Curly braces are not needed", "remove this")
                    .help("what belongs to a stage goes under it, without braces")
                    .with("")
                    .safe();
                (finding, &mut self.braces)
            }
        };
        Some(if std::mem::replace(told, true) { finding.quiet() } else { finding })
    }
}

/// `NPS ≥ 9 => move to B`.
fn arrow(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let next = spot.text_at(at + 1).to_lowercase();
    let acts = ACTIONS.contains(&next.as_str()) || next == "then";
    if !acts || !matches!(spot.text_at(at), "=>" | "->" | "→" | "⇒") {
        return None;
    }
    let title = format!("`{}` is not needed after a condition", spot.text_at(at));
    let finding = Finding::new(spot.range(at, at), title, "remove this");
    let help = "write what should happen right after the condition";
    Some(finding.help(help).with(" ").safe())
}

/// `– 20`, `9–10`.
fn dash(spot: &Spot<'_>, at: usize, word: &Word<'_>) -> Finding {
    if spot.before(at, 2) == "number" && spot.kind(at + 1) == Some(Kind::Number) {
        let fixed = format!("{} to {}", spot.before(at, 1), spot.text_at(at + 1));
        let title = "A range is written with `to`";
        let finding = Finding::new(spot.range(at - 1, at + 1), title, "this is a range");
        return finding.help(format!("write `number {fixed}`")).with(fixed);
    }
    let title = format!("`{}` should be `-`", word.text);
    let finding = Finding::new(word.range(), title, "write `-` here").with(" -");
    let before = at.checked_sub(1).and_then(|at| spot.word(at));
    let before = before.filter(|before| before.end() == word.start);
    let after = spot.word(at + 1).filter(|after| after.start == word.end());
    match (before, after) {
        // `9–10` is a range to most people, and `Early–Advocate` a name.
        (Some(from), Some(to)) if from.kind != Kind::Mark && to.kind != Kind::Mark => {
            let (from, to) = (from.text, to.text);
            let written = spot.written(at - 1, at + 1);
            let title = format!("`{written}` can be read in more than one way");
            let help = match spot.kind(at + 1) {
                Some(Kind::Number) => format!(
                    "for a range, write `between {from} and {to}`; to subtract, write \
                     `{from} - {to}`"
                ),
                _ => format!(
                    "to subtract, write `{from} - {to}`; for a single name, write `{from}_{to}`"
                ),
            };
            Finding { title, ..finding }.help(help).guess()
        }
        (Some(_) | None, Some(_) | None) => {
            finding.help(format!("write `{}`", spot.paste(at, at, "-"))).safe()
        }
    }
}

/// Marks and digits of double width, as the keyboard has them.
fn wide(spot: &Spot<'_>, at: usize, word: &Word<'_>) -> Finding {
    let narrow = words::narrow(word.text);
    let is_let = narrow == "=" && spot.before(at, 2) == "let";
    let with = match narrow.as_str() {
        ">=" => "≥",
        "<=" => "≤",
        "!=" => "≠",
        "=" if !is_let => "is",
        other => MARKS.iter().find(|(mark, _)| *mark == other).map_or(other, |(_, with)| with),
    };
    let label = match word.text.chars().all(|c| ('\u{ff01}'..='\u{ff5e}').contains(&c)) {
        true => "these are full-width characters",
        false => "this is not the character on the keyboard",
    };
    // The Greek question mark looks the same, so that only words tell the two apart.
    let twin = word.text == "\u{37e}";
    let title = match twin {
        true => "This looks like `;`, but it is another character".to_owned(),
        false => format!("`{}` should be `{}`", word.text, with.trim()),
    };
    let finding = Finding::new(word.range(), title, label);
    let digits = with.starts_with(|c: char| c.is_ascii_digit());
    let read = if digits { with.to_owned() } else { format!(" {with} ") };
    let paste = if twin { with.to_owned() } else { spot.paste(at, at, with.trim()) };
    let finding = finding.help(format!("write `{paste}`"));
    // The edit is tidied, and the marks that cling to what is before them keep to it.
    let clings = matches!(with, ")" | "," | ";" | ":" | "%" | ".");
    let write = if clings || with == "(" { with.to_owned() } else { read.clone() };
    finding.with(read).write(write).safe()
}

/// `50 %`.
fn percent(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let number = at.checked_sub(1).and_then(|at| spot.word(at))?;
    if number.kind != Kind::Number || number.end() == spot.word(at)?.start {
        return None;
    }
    let fixed = format!("{}%", number.text);
    let title = format!("Write a percentage without a space: `{fixed}`");
    let finding = Finding::new(spot.range(at - 1, at), title, "this has a space in it");
    Some(finding.help(format!("write `{fixed}`")).with(fixed).safe())
}

impl Search<'_> {
    fn number(&self, at: usize) -> Option<Finding> {
        let spot = &self.spot;
        let word = spot.word(at)?;
        let next = spot.text_at(at + 1);
        let after_mark = at > 0 && matches!(spot.text_at(at - 1), "$" | "€" | "£");
        let joined = spot.word(at + 1).is_some_and(|next| next.start == word.end());
        if joined && next == "+" && spot.is_name(at + 2) && is_count(spot, at) {
            let fixed = format!("{} {}", word.text, spot.text_at(at + 2));
            return Some(
                Finding::new(
                    spot.range(at, at + 1),
                    format!("`{}+` should be `{}`", word.text, word.text),
                    match numbers::is_unit(spot.text_at(at + 2)) {
                        true => "a length of time already means at least that long",
                        false => "a number of events already means at least that many",
                    },
                )
                .help(format!("write `{fixed}`"))
                .with(word.text)
                .safe(),
            );
        }
        let own = spot.names.currency();
        let currency = numbers::with_currency_word(word.text, next, own);
        if let Some(fixed) = currency.filter(|_| !after_mark && !self.is_declared(next)) {
            if !spot.names.is_amount(&fixed) {
                return Some(currency::other(spot, at, at + 1, word.text));
            }
            let title = format!("Write this amount as `{fixed}`");
            let finding = Finding::new(spot.range(at, at + 1), title, "use the currency symbol");
            return Some(finding.help(format!("write `{fixed}`")).with(fixed).safe());
        }
        if next == "percent" && !self.is_declared(next) {
            let fixed = format!("{}%", word.text);
            let title = format!("Write this percentage as `{fixed}`");
            let finding = Finding::new(spot.range(at, at + 1), title, "use the `%` sign");
            return Some(finding.help(format!("write `{fixed}`")).with(fixed).safe());
        }
        if let Some(finding) =
            numeral::minutes_or_months(spot, at).or_else(|| numeral::thousands_in_a_list(spot, at))
        {
            return Some(finding);
        }
        // `3rd purchase` is read with what it counts.
        let ordinal = ["st", "nd", "rd", "th"].iter().any(|end| word.text.ends_with(end));
        let day = matches!(spot.before(at, 1), "the" | "on" | "every" | "each");
        let dated = ordinal && (next == "of" || is_month(next) || day);
        let often =
            word.text.ends_with('x') && matches!(next, "per" | "a" | "an" | "every" | "each");
        if dated || often {
            return None;
        }
        if (ordinal && (spot.names.list(next).is_some() || next == "anniversary"))
            || (word.text.ends_with('x') && spot.names.list_of_verb(spot.before(at, 1)).is_some())
        {
            return None;
        }
        if let Some(finding) = numeral::times_of_a_gift(spot, at) {
            return Some(finding);
        }
        if let Some(finding) = numeral::cents(spot, at) {
            return Some(finding);
        }
        let behind_mark = joined && matches!(next, "$" | "€" | "£" | "%");
        // `in the 90s`: years.
        if spot.before(at, 1) == "the" && word.text.ends_with('s') {
            return None;
        }
        if let Some(finding) = seconds(word) {
            return Some(finding);
        }
        let fixed = numbers::with_letters(word.text).filter(|_| !after_mark && !behind_mark)?;
        if let Some((number, code)) = fixed.split_once(' ')
            && code.len() == 3
            && code.bytes().all(|byte| byte.is_ascii_uppercase())
            && spot.names.is_other_currency(code)
        {
            return Some(currency::other(spot, at, at, number));
        }
        let title = format!("`{}` should be `{fixed}`", word.text);
        let finding = Finding::new(word.range(), title, "letters are attached to this number");
        let clear = numbers::is_clear(word.text);
        let finding = finding.help(format!("write `{}`", spot.paste(at, at, &fixed))).with(fixed);
        Some(finding.safe_if(clear))
    }
}

/// `30s`, which is less than the language can ask for.
fn seconds(word: &Word<'_>) -> Option<Finding> {
    let number = word.text.trim_end_matches(|c: char| c.is_alphabetic());
    let letters = &word.text[number.len()..];
    let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if !plain || !matches!(letters, "s" | "sec" | "secs" | "second" | "seconds" | "ms") {
        return None;
    }
    let title = "The shortest length of time is a minute";
    let finding = Finding::new(word.range(), title, "this is shorter");
    Some(finding.help("write `1 minute`").with("1 minute").guess())
}

/// Whether `3+ purchases` can only be a count: as a condition, not inside a calculation.
fn is_count(spot: &Spot<'_>, at: usize) -> bool {
    let opens = ["after", "when", "and", "or", "not", "("];
    let calculates = ["<", ">", "≤", "≥", "<=", ">=", "is", "+", "-", "*", "/", "!=", "≠"];
    opens.contains(&spot.before(at, 1)) && !calculates.contains(&spot.text_at(at + 3))
}

impl Search<'_> {
    fn odd_space(&mut self, at: usize, word: &Word<'_>) -> Vec<Finding> {
        // `1 000` with the space that printers put between thousands.
        let before = at.checked_sub(1).and_then(|at| self.spot.word(at));
        let after = self.spot.word(at + 1);
        let thousands = before.zip(after).is_some_and(|(before, after)| {
            let touches = before.end() == word.start && word.end() == after.start;
            touches && numbers::are_thousands(before.text, after.text)
        });
        let finding = Finding::new(
            word.range(),
            "This is not a normal space",
            "this only looks like a space",
        )
        .with(if thousands { "" } else { " " })
        .safe();
        if std::mem::replace(&mut self.spaces, true) {
            return vec![finding.quiet()];
        }
        let count = self.spot.words.iter().filter(|word| word.kind == Kind::OddSpace).count();
        vec![finding.help(match count {
            1 => {
                "replace it with a normal space; it was probably pasted from a document".to_owned()
            }
            _ => format!("replace it and {} more in this file with normal spaces", count - 1),
        })]
    }
}

impl Search<'_> {
    /// Characters that nobody can see.
    fn hidden(&mut self, word: &Word<'_>) -> Vec<Finding> {
        let turns = word.text.chars().any(words::turns);
        let (title, label) = match turns {
            true => (
                "A hidden character here reverses the text direction",
                "the text after this may be shown in a different order than it is read",
            ),
            false => ("There is a hidden character here", "this character is invisible"),
        };
        let finding = Finding::new(word.range(), title, label).with("").safe();
        if std::mem::replace(&mut self.hidden, true) && !turns {
            return vec![finding.quiet()];
        }
        let help = "remove it; it was probably pasted along with other text";
        vec![finding.help(help)]
    }

    /// A word of the language, or a name that the file declares, in letters of double width.
    fn wide_word(&self, word: &Word<'_>) -> Option<Finding> {
        if word.text.is_ascii() {
            return None;
        }
        let narrow = words::narrow(word.text);
        let known = narrow != word.text
            && (vocabulary::all().any(|other| other == narrow) || self.is_declared(&narrow));
        if !known || self.is_declared(word.text) {
            return None;
        }
        let title = format!("`{}` should be `{narrow}`", word.text);
        let finding = Finding::new(word.range(), title, "these are full-width letters");
        Some(finding.help(format!("write `{narrow}`")).with(narrow).safe())
    }
}

/// `INTERVAL '90 days'`.
fn interval(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if !spot.text_at(at).eq_ignore_ascii_case("interval") {
        return None;
    }
    let (last, fixed) = match spot.kind(at + 1) {
        Some(Kind::Text | Kind::SingleText | Kind::SmartText) => {
            (at + 1, unquoted(spot.text_at(at + 1)))
        }
        Some(Kind::Number) => (at + 2, spot.written(at + 1, at + 2).to_owned()),
        _ => return None,
    };
    let fixed = fixed.to_lowercase();
    let (number, unit) = fixed.split_once(' ')?;
    if number.parse::<u32>().is_err() || !numbers::is_unit(unit) {
        return None;
    }
    let title = format!("Write this length of time as `{fixed}`");
    let finding = Finding::new(spot.range(at, last), title, "write it without `INTERVAL`");
    Some(finding.help(format!("write `within {fixed}`")).with(fixed).safe())
}

/// How many words a conflict is looked through, so that a file of nothing else takes no time.
const FAR: usize = 10_000;

/// Two versions that a merge left side by side: the first is read, the second is not.
fn conflict(spot: &Spot<'_>, at: usize) -> Vec<Finding> {
    let Some(word) = spot.word(at) else { return Vec::new() };
    let finding = Finding::new(
        word.start..word.start + 7,
        "A merge left two versions here",
        "this line comes from version control",
    )
    .help("keep one of the two versions, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`");
    let without = |from: usize, to: usize| finding.clone().with_at(from..to, "").guess();
    let find = |mark: &str| {
        let later = spot.words.iter().skip(at + 1).take(FAR);
        later.filter(|word| word.kind == Kind::Conflict).find(|word| word.text.starts_with(mark))
    };
    match (word.text.starts_with('<'), find("======="), find(">>>>>>>")) {
        (true, Some(_), Some(end)) => {
            // All of it is one mistake; the first version stays.
            let middle = find("|||||||").filter(|middle| middle.start < end.start);
            let split = middle.or(find("=======")).map_or(end.start, |word| word.start);
            vec![without(word.start, word.end()), without(split, end.end()).quiet()]
        }
        _ => vec![without(word.start, word.end())],
    }
}
