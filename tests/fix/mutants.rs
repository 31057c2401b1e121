//! Good files with a few of the mistakes that people make.

use std::sync::OnceLock;

use flywheel::Program;
use flywheel::problems::Severity;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::{fixed, slices};

/// A good file, and what it says once it is read.
struct Good {
    text: String,
    meaning: String,
}

/// Small programs out of the examples, or out of the documents.
fn good(which: &'static str) -> &'static [Good] {
    static EXAMPLES: OnceLock<Vec<Good>> = OnceLock::new();
    static DOCUMENTS: OnceLock<Vec<Good>> = OnceLock::new();
    let (place, texts): (_, fn() -> Vec<String>) = match which {
        "examples" => (&EXAMPLES, slices::of_examples),
        _ => (&DOCUMENTS, slices::of_documents),
    };
    place.get_or_init(|| {
        let good = texts().into_iter().filter_map(|text| {
            let meaning = checked(&text).meaning?;
            Some(Good { text, meaning })
        });
        let good: Vec<Good> = good.collect();
        assert!(good.len() > 15, "{} {which}", good.len());
        good
    })
}

/// What a program means, without the places.
fn meaning(program: &Program) -> String {
    let plan = format!("{:?}", program.plan());
    let mut out = String::new();
    let mut rest = plan.as_str();
    while let Some(at) = rest.find("Span { ") {
        out.push_str(&rest[..at]);
        rest = rest[at..].split_once('}').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}

fn checked(text: &str) -> Checked {
    match Program::parse("rules.flywheel", text) {
        Ok(program) => Checked { errors: 0, meaning: Some(meaning(&program)) },
        Err(refused) => Checked { errors: refused.problems.count(Severity::Error), meaning: None },
    }
}

/// What is written in place of a piece, and whether people mean the same by it.
const SWAPS: &[(&str, &str, bool)] = &[
    (" ≥ ", " >= ", true),
    (" ≥ ", " => ", true),
    (" ≥ ", " is at least ", true),
    (" ≥ ", " is greater than or equal to ", true),
    (" ≥ ", " ＞＝ ", true),
    (" ≥ ", " no less than ", false),
    (" ≥ ", ">=", true),
    (" ≤ ", " =< ", true),
    (" ≤ ", " at most ", true),
    (" ≤ ", " is no more than ", true),
    (" < ", " is less than ", true),
    (" < ", " ＜ ", true),
    (" > ", " exceeds ", true),
    (" is ", " == ", true),
    (" is ", " = ", true),
    (" is ", " === ", true),
    (" is ", " equals ", true),
    (" is ", " is equal to ", true),
    (" is ", " isn't ", false),
    (" is ", " ＝ ", true),
    (" is ", " is is ", true),
    (" is ", " != ", false),
    (" is yes", " is true", true),
    (" is yes", " == True", true),
    (" is no", " is false", true),
    (" is missing", " is null", true),
    (" is missing", " IS NULL", true),
    (" is missing", " is empty", false),
    (" is missing", " == None", true),
    (" is known", " is not null", true),
    (" is known", " != null", true),
    (" is known", " exists", false),
    (" in (", " is one of (", true),
    (" in (", " in [", true),
    (" in (", " is in (", true),
    (" and ", " && ", true),
    (" and ", " AND ", true),
    (" and ", " & ", true),
    (" and ", " and and ", false),
    (" and ", " and, ", false),
    (" and ", " ", false),
    (" or ", " || ", true),
    (" or ", " OR ", true),
    (" or ", " | ", true),
    (" or ", " or or ", false),
    ("not ", "!", true),
    ("not ", "NOT ", true),
    (" move to ", " and move to ", false),
    (" move to ", " or move to ", false),
    (" move to ", ", move to ", true),
    (" move to ", " => move to ", true),
    (" move to ", " -> move to ", true),
    (" move to ", " then move to ", true),
    (" move to ", " move ", true),
    (" move to ", " Move To ", true),
    (" move to ", " moves to ", true),
    (" move to ", ": move to ", true),
    (" move to ", " move them to ", true),
    (" move to ", " move customer to ", true),
    (" send ", " send a ", true),
    (" send ", " email ", false),
    (" give ", " give them ", true),
    ("; ", ", ", true),
    ("; ", " and ", true),
    ("; ", " then ", true),
    ("; ", " ", false),
    ("; ", ";; ", true),
    ("; ", "； ", true),
    (" within ", " in the last ", true),
    (" within ", " within the last ", true),
    (" within ", " within the next ", false),
    (" within ", " in ", false),
    (" within ", " last ", false),
    (" within ", " over the past ", true),
    (" within ", " within ", true),
    (" within ", " wihtin ", false),
    (" days", "d", true),
    (" days", "days", true),
    (" days", " Days", true),
    (" days", " day", true),
    (" months", "m", false),
    (" months", "mo", true),
    (" year", "y", true),
    (" once per ", " once a ", true),
    (" once per ", " once every ", true),
    (" once", " only once", true),
    (" every time", " always", true),
    (" every time", " each time", true),
    (" at least ", " no less than ", true),
    (" at least ", " no fewer than ", true),
    (" more than ", " over ", false),
    (" a ", " one ", true),
    (" a ", " 1 ", true),
    (" a ", " the ", false),
    (" without a ", " with no ", true),
    (" without a ", " without any ", true),
    (" no ", " No ", true),
    ("after ", "if ", true),
    ("after ", "After ", true),
    ("when ", "if ", true),
    ("when ", "whenever ", true),
    ("when ", "when when ", false),
    ("when ", "when not ", false),
    ("stage ", "Stage ", true),
    ("on entering ", "on entry ", true),
    ("$", "$ ", true),
    ("$", "＄", true),
    ("$", "€", false),
    ("$", "USD ", true),
    ("$", "", false),
    ("%", " %", true),
    ("%", " percent", true),
    ("%", "", false),
    ("\"", "“", false),
    ("\"", "'", false),
    ("\"", "", false),
    (": number", ": int", true),
    (": number", ": float", true),
    (": number", " number", true),
    (": events", ": event", true),
    (": text", ": string", true),
    (": yes/no", ": boolean", true),
    (": yes/no", ": bool", true),
    (": date", ": timestamp", false),
    (" to ", "-", false),
    (" to ", "–", false),
    (" - ", " – ", true),
    (" - ", " − ", true),
    (" * ", " × ", true),
    ("(", "（", true),
    (")", "）", true),
    ("(", "[", true),
    (")", "", false),
    (", ", "，", true),
    (", ", ",, ", false),
    (", ", " ", false),
    (": ", "：", true),
    (" ", "\u{a0}", true),
    (" ", "\u{200b} ", true),
    (" ", "\u{3000}", true),
    (" ", "  ", true),
    (" ", "\u{202e} ", true),
    ("# ", "// ", true),
    ("# ", "\u{202e}", false),
    ("\n", "\n{\n", false),
    ("\n", ".\n", false),
    ("\n", " and\n", false),
    ("\n", " or\n", false),
    ("\n", ",\n", false),
];

/// A number in another form, most of them not meant alike.
fn another(number: &str, form: usize) -> String {
    let thousands = number.len() == 4;
    match form % 22 {
        0 => format!(".{number}"),
        1 => format!("{number},5"),
        2 => format!("{number}.000"),
        3 => format!("{number}.500"),
        4 => format!("1,{number}"),
        5 => format!("{number}k"),
        6 => format!("{number}m"),
        7 => format!("{number}+"),
        8 => format!("-{number}"),
        9 => format!("–{number}"),
        10 => format!("{number}-{number}"),
        11 => format!("{number}–{number}"),
        12 => format!("0{number}"),
        13 => format!("{number} 000"),
        14 => format!("{number}\u{a0}000"),
        15 if thousands => format!("{},{}", &number[..1], &number[1..]),
        16 if thousands => format!("{}.{}", &number[..1], &number[1..]),
        17 => number.chars().map(|c| char::from_u32(c as u32 - 48 + 0xff10).unwrap()).collect(),
        18 => format!("{number}x"),
        19 => format!("{number}%"),
        20 => format!("{number}.000,00"),
        21 => match number {
            "1" => "one".to_owned(),
            "2" => "two".to_owned(),
            "3" => "three".to_owned(),
            other => format!("{other}th"),
        },
        _ => format!("{number},000,00"),
    }
}

/// The numbers of a text that stand alone, in bytes.
fn numbers(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + start;
        let length = text[start..].find(|c: char| !c.is_ascii_digit());
        let end = length.map_or(text.len(), |length| start + length);
        let joined = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | ',' | ':');
        let alone = !text[..start].ends_with(joined) && !text[end..].starts_with(joined);
        if alone {
            found.push((start, end));
        }
        at = end;
    }
    found
}

/// Whether a place is neither in a text nor in a comment: these may say what they like.
fn is_rule(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    !line.contains('#') && line.matches('"').count().is_multiple_of(2)
}

/// One mistake more in a text, and whether the text is still meant as before.
fn mutated(text: &str, kind: usize, place: usize) -> (String, bool) {
    let unchanged = (text.to_owned(), true);
    if kind.is_multiple_of(3) {
        let numbers = numbers(text);
        let Some((start, end)) = numbers.get(place % numbers.len().max(1)) else {
            return unchanged;
        };
        let number = another(&text[*start..*end], kind / 3);
        let word = matches!(number.as_str(), "one" | "two" | "three");
        let same = number.strip_prefix('0') == Some(&text[*start..*end]) || word;
        let wide = number.chars().all(|c| !c.is_ascii());
        let meant = (same || wide) && is_rule(text, *start);
        return (format!("{}{number}{}", &text[..*start], &text[*end..]), meant);
    }
    let (piece, with, same) = SWAPS[kind % SWAPS.len()];
    let plain = |at: &usize| piece.contains(['"', '#']) || is_rule(text, *at);
    let places: Vec<usize> = text.match_indices(piece).map(|(at, _)| at).filter(plain).collect();
    let Some(at) = places.get(place % places.len().max(1)) else { return unchanged };
    // Where a field is called `a`, it is not always the article.
    let named = piece == " a " && text.contains("\n  a:");
    (format!("{}{with}{}", &text[..*at], &text[at + piece.len()..]), same && !named)
}

/// What the mutant and the mended file have to have in common, read without any of the code
/// that puts things right: the names that the good file declares, and its texts.
fn names(text: &str, good: &str) -> Vec<String> {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let declared = |name: &&str| {
        name.len() > 2
            && [":", " \"", "\n"].iter().any(|end| {
                ["\n  ", "stage ", "reward ", "message ", "program ", "alert ", "let "]
                    .iter()
                    .any(|lead| good.contains(&format!("{lead}{name}{end}")))
            })
    };
    let mut names: Vec<String> =
        text.split(|c| !word(c)).filter(declared).map(str::to_owned).collect();
    names.sort();
    names
}

/// All digits of a text but the zeros, numbers in words among them, and how often something may
/// say one without a number.
fn digits(text: &str) -> (Vec<char>, usize) {
    let mut digits = Vec::new();
    let mut ones = 0;
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    for (at, word) in words.iter().enumerate() {
        match word.to_lowercase().as_str() {
            // `one of (a, b)`
            "one" if words.get(at + 1) == Some(&"of") => {}
            "one" => digits.push('1'),
            "two" | "twice" => digits.push('2'),
            "three" => digits.push('3'),
            "a" | "an" | "week" | "month" | "quarter" | "year" | "day" => ones += 1,
            _ => digits.extend(word.chars().filter_map(|c| match c {
                '1'..='9' => Some(c),
                '１'..='９' => char::from_u32(c as u32 - 0xff10 + 48),
                _ => None,
            })),
        }
    }
    digits.sort_unstable();
    (digits, ones)
}

/// The units of time of a text, those joined to a number too.
fn units(text: &str) -> Vec<&'static str> {
    let words = text.split(|c: char| !c.is_alphabetic());
    let unit = |word: &str| match word.to_lowercase().as_str() {
        "d" | "day" | "days" => Some("day"),
        "week" | "weeks" => Some("week"),
        "mo" | "month" | "months" => Some("month"),
        "quarter" | "quarters" => Some("quarter"),
        "y" | "year" | "years" => Some("year"),
        _ => None,
    };
    let mut units: Vec<_> = words.filter_map(unit).collect();
    units.sort_unstable();
    units
}

/// How often a text says `or`, and how often something that joins otherwise.
fn joints(text: &str) -> (usize, usize) {
    let text = text.replace("or equal to", "").replace(['\u{200b}', '\u{202e}'], "");
    let words: Vec<&str> = text.split_whitespace().collect();
    let ors = words.iter().filter(|word| matches!(**word, "or" | "OR" | "||" | "|")).count();
    let ands = words.iter().filter(|word| matches!(**word, "and" | "AND" | "&&" | "&" | "then"));
    let marks = words.iter().filter(|word| word.ends_with([';', '；', ',']) || **word == ";");
    (ors, ands.count() + marks.count())
}

struct Checked {
    errors: usize,
    meaning: Option<String>,
}

fn holds(good: &Good, mutant: &str, same: bool) -> Result<(), TestCaseError> {
    let mended = fixed(mutant);
    if mended == mutant {
        return Ok(());
    }
    let changes = || {
        let lines = mutant.lines().zip(mended.lines()).filter(|(a, b)| a != b);
        lines.map(|(a, b)| format!("\n- {a}\n+ {b}")).collect::<String>()
    };
    prop_assert_eq!(fixed(&mended), mended.clone(), "twice is not once {}", changes());
    prop_assert_eq!(names(&mended, &good.text), names(mutant, &good.text), "{}", changes());
    prop_assert_eq!(units(&mended), units(mutant), "{}", changes());
    let ((before, ones), (mut after, _)) = (digits(mutant), digits(&mended));
    for digit in &before {
        let at = after.iter().position(|other| other == digit);
        prop_assert!(at.is_some(), "{digit} is lost {}", changes());
        after.swap_remove(at.unwrap_or_default());
    }
    prop_assert!(after.len() <= ones && after.iter().all(|one| *one == '1'), "{}", changes());
    let ((or, and), (ors, ands)) = (joints(mutant), joints(&mended));
    prop_assert!(or == ors && ands + 3 >= and, "{}", changes());
    let (was, is) = (checked(mutant), checked(&mended));
    prop_assert!(is.errors <= was.errors, "{}", changes());
    if let Some(before) = was.meaning {
        prop_assert!(is.meaning.as_ref() == Some(&before), "meant another thing {}", changes());
    }
    if let Some(meaning) = is.meaning.filter(|_| same) {
        prop_assert!(meaning == good.meaning, "means another thing {}", changes());
    }
    Ok(())
}

fn run(which: &'static str) {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let config = ProptestConfig {
        cases: cases.unwrap_or(1_500),
        failure_persistence: None,
        max_shrink_iters: 100,
        ..ProptestConfig::default()
    };
    let mistakes = prop::collection::vec((any::<u16>(), any::<u16>()), 1..4);
    let cases = (any::<prop::sample::Index>(), mistakes);
    let law = |(file, mistakes): (prop::sample::Index, Vec<(u16, u16)>)| {
        let good = &good(which)[file.index(good(which).len())];
        let (mut mutant, mut same) = (good.text.clone(), true);
        for (kind, place) in mistakes {
            let (text, alike) = mutated(&mutant, usize::from(kind), usize::from(place));
            (mutant, same) = (text, same && alike);
        }
        holds(good, &mutant, same)
    };
    TestRunner::new(config).run(&cases, law).unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn of_the_examples_say_the_same_after_safe_fixes() {
    run("examples");
}

#[test]
fn of_the_documents_say_the_same_after_safe_fixes() {
    run("documents");
}
