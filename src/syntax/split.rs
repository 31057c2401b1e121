//! Where the parts of a file begin: at the words that begin declarations and statements, at the
//! start of a line. A word that is nearly one of them counts too, so that a slip of the finger
//! costs no more than itself.

use std::ops::Range;

use super::habits::{EXPERIMENTS, limit_kind, number_in_words};
use super::vocabulary::{DECLARATIONS, LINES, STATEMENTS, begins_type, is_reserved};
use super::words::{Kind, Word};

/// A part of a file, in bytes.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub range: Range<usize>,
    /// The word that begins it, as it should be spelled; empty before the first one.
    pub word: String,
    /// Whether it is the heading of what it was split from.
    pub head: bool,
}

/// The declarations of a file, and what stands before the first.
pub(super) fn declarations(text: &str, words: &[Word<'_>]) -> Vec<Part> {
    let starts = (0..words.len()).filter_map(|at| {
        let word = begins_declaration(words, at)?;
        Some((words[at].start, word))
    });
    parts(0..text.len(), starts)
}

/// The heading of a stage and its statements.
pub(super) fn statements(part: &Part, words: &[Word<'_>]) -> Vec<Part> {
    let starts = (0..words.len()).filter_map(|at| {
        let word = begins_statement(words, at)?;
        Some((words[at].start, word))
    });
    parts(part.range.clone(), starts)
}

/// The heading of a score, test, simulation or report and its lines.
pub(super) fn lines(part: &Part, words: &[Word<'_>]) -> Vec<Part> {
    let begins =
        LINES.iter().find(|(block, _)| *block == part.word).map_or(&[][..], |block| block.1);
    // Only a report has no name or title.
    let head = if part.word == REPORT { 1 } else { 2 };
    let starts = (head..words.len()).filter_map(|at| {
        let word = &words[at];
        // A wrapped line goes on after these.
        let wrapped = matches!(text(words, at - 1), "," | ";" | "and" | "given" | "expect");
        if !word.first || wrapped {
            return None;
        }
        let known = if word.kind == Kind::Word { nearest(word.text, begins) } else { None };
        // The head and the lines of a simulation are never wrapped, whatever follows.
        let new = known.is_some()
            || at == head
            || part.word == "simulate"
            || part.word == REPORT && begins_line(&words[at - 1], word);
        new.then(|| (word.start, known.unwrap_or_default().to_owned()))
    });
    parts(part.range.clone(), starts)
}

/// Whether a word that begins no line of a report was meant to: what goes on from the line before it begins with
/// one of a few words, or comes after a mark.
fn begins_line(before: &Word<'_>, word: &Word<'_>) -> bool {
    let goes_on = ["within", "margin", "keep", "per", "on", "at", "by", "or", "and", "where"];
    let is_open = before.kind == Kind::Mark && !matches!(before.text, ")" | "%");
    word.kind == Kind::Word && !is_open && !goes_on.contains(&word.text)
}

/// `customer` and its fields.
pub(super) fn entries(part: &Part, words: &[Word<'_>]) -> Vec<Part> {
    let starts = (1..words.len())
        .filter(|&at| begins_entry(words, at))
        .map(|at| (words[at].start, words[at].text.to_owned()));
    // The word `customer` itself is no part of an entry.
    let after = words.first().map_or(part.range.start, Word::end);
    parts(after..part.range.end, starts)
}

/// `flywheel "title"` and its settings.
pub(super) fn settings(part: &Part, words: &[Word<'_>]) -> Vec<Part> {
    let names = ["currency", "timezone", "start", "language"];
    let starts = words
        .iter()
        .filter(|word| word.first && names.contains(&word.text))
        .map(|word| (word.start, word.text.to_owned()));
    parts(part.range.clone(), starts)
}

fn parts(range: Range<usize>, starts: impl Iterator<Item = (usize, String)>) -> Vec<Part> {
    let mut parts = vec![Part { range: range.clone(), word: String::new(), head: true }];
    for (start, word) in starts {
        if let Some(last) = parts.last_mut() {
            last.range.end = start;
        }
        // What begins with its own word has no heading before it.
        parts.push(Part { range: start..range.end, word, head: start == range.start });
    }
    parts.retain(|part| !part.range.is_empty());
    parts
}

fn text<'t>(words: &[Word<'t>], at: usize) -> &'t str {
    words.get(at).map_or("", |word| word.text)
}

fn begins_declaration(words: &[Word<'_>], at: usize) -> Option<String> {
    let word = &words[at];
    let next = text(words, at + 1);
    if !word.first || word.kind != Kind::Word {
        return None;
    }
    if begins_fields(words, at) {
        return Some("customer".to_owned());
    }
    if let Some(meant) = begins_stage(words, at) {
        return Some(meant.to_owned());
    }
    if next == ":" {
        return None;
    }
    // Their names are no reserved words, so their first lines tell.
    if begins_balance(words, at) || begins_numbered(words, at) {
        return Some("balance".to_owned());
    }
    if begins_experiment(words, at) {
        return Some(EXPERIMENT.to_owned());
    }
    if begins_group(words, at) {
        return Some("group".to_owned());
    }
    if begins_report(words, at) {
        return Some(REPORT.to_owned());
    }
    if begins_limit(words, at) {
        return Some("limit".to_owned());
    }
    if begins_gift(words, at) {
        return Some("reward".to_owned());
    }
    if begins_test(words, at) {
        return Some("test".to_owned());
    }
    let meant = nearest(word.text, DECLARATIONS)?;
    let exact = meant == word.text;
    let begins = match meant {
        // `stage from "path"` says where the record has the stage.
        // and `given stage Engaged` what is so of a customer.
        "stage" => next != "from" && (at == 0 || text(words, at - 1) != "given"),
        "any" => nearest(next, &["stage"]).is_some(),
        // `Customers who joined ...` is a sentence.
        "customer" if !exact => text(words, at + 2) == ":" || text(words, at + 2) == "from",
        // `use stays.points` in a balance is what brings its points down.
        "use" => !uses_points(words, at),
        // Reasons why a test expects that something is withheld.
        "limit" | "pause" => at == 0 || text(words, at - 1) != "because",
        _ => true,
    };
    // What is only nearly the word must look like a declaration otherwise too.
    // `with kind text, score number`: the name of a value that is a word of the language.
    if at > 0 && text(words, at - 1) == "," && begins_type(next) {
        return None;
    }
    let named = words.get(at + 1).is_some_and(|next| {
        matches!(next.kind, Kind::Word | Kind::Text) && !is_reserved(next.text)
    });
    (begins && (exact || named || meant == "any")).then(|| meant.to_owned())
}

/// Whether `use` begins a line of the balance or score that it is in.
fn uses_points(words: &[Word<'_>], at: usize) -> bool {
    let line = words[..at].iter().rev().find(|word| word.first);
    let block = ["balance", "earn", "spend", "score", "add", "take"];
    let in_block = line.is_some_and(|line| block.contains(&line.text));
    let number = words.get(at + 1).is_some_and(|next| next.kind == Kind::Number);
    let value = text(words, at + 2) == "." && text(words, at + 3) != "flywheel";
    in_block && (number || value)
}

/// Whether a balance begins here, also under another name: its first line tells, or that there is
/// none.
fn begins_balance(words: &[Word<'_>], at: usize) -> bool {
    let named = |place: usize| {
        words
            .get(place)
            .is_some_and(|word| word.kind == Kind::Word && !word.first && !is_reserved(word.text))
    };
    let line = words.get(at + 2);
    let own = matches!(text(words, at + 2), "earn" | "spend");
    let next = line.is_some_and(|line| line.first);
    let other = next && (own || matches!(text(words, at + 2), "add" | "take"));
    let alone = next || line.is_none();
    match words[at].text {
        "balance" => named(at + 1) && (own || alone),
        "balances" | "points" | "wallet" | "account" | "loyalty" => named(at + 1) && other,
        _ => false,
    }
}

/// Whether a number is in the place of the name: `points 5`, `balance 10 "text"`.
fn begins_numbered(words: &[Word<'_>], at: usize) -> bool {
    let number = words.get(at + 1).filter(|next| next.kind == Kind::Number && !next.first);
    let ends = words.get(at + 2).is_none_or(|next| next.first || next.kind == Kind::Text);
    matches!(words[at].text, "balance" | "points") && number.is_some() && ends
}

/// Whether a limit begins here in other words: `max 2 messages per week`.
fn begins_limit(words: &[Word<'_>], at: usize) -> bool {
    let low = |place: usize| text(words, at + place).to_lowercase();
    let number = match (low(0).as_str(), low(1).as_str(), low(2).as_str()) {
        ("no" | "not" | "never", "more", "than") => 3,
        ("at", "most", _) | ("up", "to", _) | ("only", "up", _) => 2,
        ("max" | "maximum" | "only", _, _) => 1,
        _ => return false,
    };
    let counted = words
        .get(at + number)
        .is_some_and(|word| word.kind == Kind::Number || number_in_words(word.text).is_some());
    let kind = low(number + 1);
    let gifts = matches!(kind.trim_end_matches('s'), "message" | "reward" | "program" | "alert");
    let on_line = words[at + 1..].iter().take(number + 1).all(|word| !word.first);
    counted && on_line && (gifts || limit_kind(&kind).is_some())
}

/// Whether a gift is declared here by another word, such as `gift mug "A mug"`.
fn begins_gift(words: &[Word<'_>], at: usize) -> bool {
    let other = ["gift", "coupon", "voucher", "discount", "bonus", "perk"];
    let on_line = |place: usize| words.get(at + place).filter(|word| !word.first);
    let named = on_line(1).is_some_and(|name| name.kind == Kind::Word && !is_reserved(name.text));
    let says = |next: &Word<'_>| next.kind == Kind::Text || matches!(next.text, "cost" | "costs");
    other.contains(&words[at].text) && named && on_line(2).is_some_and(says)
}

/// Whether a test begins here by another word: a title, and then its first line.
fn begins_test(words: &[Word<'_>], at: usize) -> bool {
    let other = ["scenario", "case", "spec", "example", "it", "describe"];
    let titled = words.get(at + 1).is_some_and(|next| next.kind == Kind::Text && !next.first);
    let line = words.get(at + 2).filter(|next| next.first);
    let begins = line.is_some_and(|line| matches!(line.text, "given" | "expect" | "on"));
    other.contains(&words[at].text) && titled && begins
}

/// Whether a group of gifts begins here, in parentheses or in another way.
fn begins_group(words: &[Word<'_>], at: usize) -> bool {
    let on_line = |place: usize| words.get(place).filter(|word| !word.first);
    let named =
        on_line(at + 1).is_some_and(|name| name.kind == Kind::Word && !is_reserved(name.text));
    let mark = text(words, at + 2);
    match words[at].text {
        "group" if mark == "(" => true,
        "group" | "groups" => {
            let opens = matches!(mark, "(" | "=" | ":" | "{" | "[" | "is" | "of" | "contains");
            let list = on_line(at + 3).is_some_and(|comma| comma.text == ",");
            named
                && on_line(at + 2).is_some_and(|next| {
                    opens || next.kind == Kind::Text || next.kind == Kind::Word && list
                })
        }
        _ => false,
    }
}

/// The word that begins an experiment. It is not reserved, so what follows has to fit.
const EXPERIMENT: &str = "experiment";

/// Whether a name follows on the same line, as after no field of this name. Other words for it, and
/// what is nearly the word, need a share near them too.
fn begins_experiment(words: &[Word<'_>], at: usize) -> bool {
    let share = || (at + 2..at + 6).any(|near| text(words, near) == "%");
    let quoted = words.get(at + 1).is_some_and(|next| next.kind == Kind::Text && !next.first);
    if quoted && share() && words[at].text == EXPERIMENT {
        return true;
    }
    let named = words.get(at + 1).is_some_and(|next| {
        let goes_on = ["starts", "ends", "this", "last", "from"].contains(&next.text);
        let free = !is_reserved(next.text) || share();
        next.kind == Kind::Word && !next.first && free && !goes_on
    });
    let named = named && !begins_type(text(words, at + 1));
    let lower = words[at].text.to_lowercase();
    let nearly = || EXPERIMENTS.contains(&&*lower) || strsim::osa_distance(&lower, EXPERIMENT) <= 2;
    named && (words[at].text == EXPERIMENT || (share() && nearly()))
}

/// The word that begins a report. It is not reserved, so it is alone on its line, and a line of a report
/// or nothing follows.
const REPORT: &str = "report";

/// Whether a report begins here, perhaps with a title.
fn begins_report(words: &[Word<'_>], at: usize) -> bool {
    let lines = LINES.iter().find(|(block, _)| *block == REPORT).map_or(&[][..], |block| block.1);
    let next = words.get(at + 1);
    let begins_line = |word: &Word<'_>| word.first && nearest(word.text, lines).is_some();
    let titled = || {
        let title = next.is_some_and(|next| next.kind == Kind::Text || next.text == ":");
        title && words.get(at + 2).is_some_and(begins_line)
    };
    words[at].text == REPORT && (next.is_none_or(begins_line) || titled())
}

/// What other tools call the block of a customer's fields.
const CUSTOMER: &[&str] = &[
    "customer",
    "customers",
    "user",
    "users",
    "contact",
    "contacts",
    "member",
    "members",
    "profile",
    "person",
    "people",
    "client",
    "clients",
    "subscriber",
    "subscribers",
    "lead",
    "leads",
    "guest",
    "fields",
    "field",
    "properties",
    "attributes",
    "data",
    "schema",
    "record",
    "columns",
];

/// Whether a word, alone on its line, begins lines of `name: type`.
fn begins_fields(words: &[Word<'_>], at: usize) -> bool {
    let mark = usize::from(matches!(text(words, at + 1), ":" | "{" | "="));
    let alone = words.get(at + 1 + mark).is_some_and(|next| next.first && next.kind == Kind::Word);
    let field = begins_type(text(words, at + mark + 3)) || text(words, at + mark + 3) == "one";
    alone
        && text(words, at + mark + 2) == ":"
        && field
        && CUSTOMER.contains(&words[at].text.to_lowercase().as_str())
}

/// Whether a line before rules is the head of a stage in other words: `all stages`, `segment VIP`.
fn begins_stage(words: &[Word<'_>], at: usize) -> Option<&'static str> {
    let end = (at + 1..words.len()).find(|next| words[*next].first).unwrap_or(words.len());
    let rules = words.get(end).is_none_or(|next| is_statement(next.text));
    let low = |place: usize| match at + place < end {
        true => text(words, at + place).to_lowercase(),
        false => String::new(),
    };
    let colon = usize::from(end > at + 1 && text(words, end - 1) == ":");
    let length = end - at - colon;
    let lead = usize::from(["for", "in", "across", "at"].contains(&low(0).as_str()));
    let every = |word: &str| matches!(word, "all" | "any" | "every" | "each");
    let several = matches!(low(lead + 1).as_str(), "stages" | "stage");
    if length == lead + 2 && every(&low(lead)) && several && rules {
        return Some("any");
    }
    let all = ["all", "any", "global", "everywhere", "everyone", "everybody"];
    let everyone = ["customers", "members", "users", "contacts", "people"];
    let customers =
        length == lead + 2 && low(lead) == "all" && everyone.contains(&low(lead + 1).as_str());
    if rules && end < words.len() && (customers || length == 1 && all.contains(&low(0).as_str())) {
        return Some("any");
    }
    let group = ["segment", "step", "phase", "level", "status", "group", "bucket", "cohort"];
    let named = |place: usize| {
        words.get(at + place).is_some_and(|word| word.kind == Kind::Word && !is_reserved(word.text))
    };
    let titled = length == 3 && words.get(at + 2).is_some_and(|word| word.kind == Kind::Text);
    let titled = titled && low(0) != "group";
    let headed = (length == 2 || titled) && named(1) && group.contains(&low(0).as_str());
    let pointed = low(1) == ":" && end == at + 3 && named(2) && low(0) == "stage";
    let made = matches!(low(0).as_str(), "new" | "create" | "define") && low(1) == "stage";
    (rules && (headed || pointed || made)).then_some("stage")
}

fn begins_statement(words: &[Word<'_>], at: usize) -> Option<String> {
    let word = &words[at];
    if !word.first || word.kind != Kind::Word || at == 0 && !is_statement(word.text) {
        return None;
    }
    let others = ["else", "elseif", "elif", "otherwise", "unless"];
    let lower = word.text.to_lowercase();
    let meant = match others.iter().find(|other| **other == lower) {
        Some(other) => other,
        None => nearest(word.text, STATEMENTS)?,
    };
    let after_name = at >= 2
        && words[at - 1].kind != Kind::Word
        && words[at - 1].kind != Kind::Mark
        && words[at - 2].text == "rule";
    let after_pause = at >= 2 && words[at - 2].text == "pause";
    let begins = match meant {
        "after" | "when" => {
            !after_name && !after_pause && text(words, at + 1) != "full" && !leaves_out(words, at)
        }
        _ => true,
    };
    begins.then(|| meant.to_owned())
}

/// Whether a `when` belongs to `leave out when`.
fn leaves_out(words: &[Word<'_>], at: usize) -> bool {
    at >= 2 && text(words, at - 1) == "out" && text(words, at - 2) == "leave"
}

fn is_statement(word: &str) -> bool {
    nearest(word, STATEMENTS).is_some()
}

/// The words that begin an option of a field, which may stand at the start of a line.
const OPTIONS: &[&str] =
    &["from", "by", "default", "required", "split", "with", "at", "key", "where"];
/// The words that begin what is said of all data.
const FORMS: &[(&str, &str)] =
    &[("dates", "as"), ("times", "in"), ("numbers", "as"), ("missing", "as"), ("leave", "out")];

fn begins_entry(words: &[Word<'_>], at: usize) -> bool {
    let word = &words[at];
    if !word.first || word.kind != Kind::Word {
        return false;
    }
    let next = text(words, at + 1);
    let before = text(words, at - 1);
    next == ":"
        || next == "from"
        || FORMS.contains(&(word.text, next))
        || (word.text == "show" && words.get(at + 1).is_some_and(|next| !next.first))
        || (begins_type(next) && !OPTIONS.contains(&word.text) && !matches!(before, "," | "("))
}

/// The word of a list that this one is, in any case, or is one slip away from.
fn nearest(word: &str, list: &[&'static str]) -> Option<&'static str> {
    if let Some(exact) = list.iter().find(|other| **other == word) {
        return Some(exact);
    }
    if is_reserved(word) {
        return None;
    }
    let lower = word.to_lowercase();
    let near = |other: &&&str| {
        let allowed = if other.len() >= 7 { 2 } else { 1 };
        lower == **other || (other.len() >= 4 && strsim::osa_distance(&lower, other) <= allowed)
    };
    list.iter().find(near).copied()
}
