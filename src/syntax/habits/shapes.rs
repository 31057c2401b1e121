//! Habits that are known by their shape: what stands before and behind matters.

use super::{Finding, Spot, numbers};
use crate::report::register;
use crate::syntax::parser::Rule;
use crate::syntax::vocabulary::{self, ACTIONS};
use crate::syntax::words::Kind;
use crate::values::currency::Currency;

/// Looks at the words around one place.
pub(super) type Shape = fn(&Spot<'_>, usize) -> Option<Finding>;

/// All shapes, those that say more before those that say less.
pub(super) const SHAPES: &[Shape] = &[
    spreadsheet_logic,
    spreadsheet_if,
    count_star,
    otherwise,
    wrong_case,
    equals_sign,
    number_before_name,
    number_of_name,
    compared_events,
    time_since_compared,
    comma_between_actions,
    comma_in_number,
    number_word,
    missing_to,
    quoted_choices,
    quoted_name,
    bare_text,
    bare_choice,
    range_of_numbers,
    assignment,
    currency_code,
    not_in,
    chained_comparison,
    hyphen_in_name,
    bare_title,
];

/// What is tried only at the stop itself, when nothing else explains it.
pub(super) const LAST: &[Shape] =
    &[stray_mark, unopened, missing_mark, missing_verb, missing_comparison, unclosed];

/// The bracket that closes the one at a place.
fn closing(spot: &Spot<'_>, open: usize) -> Option<usize> {
    let mut depth = 0usize;
    for at in open..spot.words.len() {
        match spot.text_at(at) {
            "(" => depth += 1,
            ")" => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// `AND(a, b)`.
fn spreadsheet_logic(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = match spot.text_at(at).to_lowercase().as_str() {
        "and" => "and",
        "or" => "or",
        _ => return None,
    };
    if spot.text_at(at + 1) != "(" {
        return None;
    }
    let close = closing(spot, at + 1)?;
    let mut operands = Vec::new();
    let (mut depth, mut from) = (0usize, at + 2);
    for place in at + 2..=close {
        match spot.text_at(place) {
            "(" => depth += 1,
            ")" if depth > 0 => depth -= 1,
            "," | ")" if depth == 0 && place > from => {
                operands.push(spot.written(from, place - 1));
                from = place + 1;
            }
            _ => {}
        }
    }
    // `a and (b or c)` is in order; only a list of two or more is a spreadsheet's.
    if operands.len() < 2 {
        return None;
    }
    let fixed = format!("({})", operands.join(&format!(" {word} ")));
    let title = format!("`{}` stands between conditions, not before them", spot.text_at(at));
    let finding = Finding::new(spot.range(at, at), title, format!("write `{word}` between them"));
    Some(finding.help(format!("write `{fixed}`")).with_at(spot.range(at, close), fixed))
}

/// `IF(...)`.
fn spreadsheet_if(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if !spot.text_at(at).eq_ignore_ascii_case("if") || spot.text_at(at + 1) != "(" {
        return None;
    }
    if spot.word(at)?.first && spot.text_at(at) == "if" {
        // `if (...) move ...`: only the word is wrong.
        let finding =
            Finding::new(spot.range(at, at), "`if` is written `when`", "write `when` here");
        return Some(
            finding.help("write `when`, the condition, then what should happen").with("when"),
        );
    }
    let title = "There is no `IF(...)` in a value";
    Some(
        Finding::new(spot.range(at, at), title, "a value cannot depend on a condition like this")
            .help("give each case a rule of its own: `when CONDITION move to STAGE`"),
    )
}

/// `count(*)`.
fn count_star(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let star = spot.text_at(at + 1) == "(" && spot.text_at(at + 2) == "*";
    if !spot.text_at(at).eq_ignore_ascii_case("count") || !star {
        return None;
    }
    let title = "`count(*)` does not say what to count";
    Some(
        Finding::new(spot.range(at, at + 3), title, "count which events?")
            .help("name the events: `count(purchases)`, or as a condition simply `3 purchases`"),
    )
}

/// `else`, `otherwise`.
fn otherwise(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.text_at(at);
    let lower = word.to_lowercase();
    if lower == "unless" {
        let finding = Finding::new(
            spot.range(at, at),
            "`unless` is written `when not`",
            "write `when not (...)` here",
        );
        return Some(
            finding.help("write `when not` and the condition in brackets").with("when not"),
        );
    }
    let is_else = matches!(lower.as_str(), "else" | "otherwise");
    if !is_else || spot.text_at(at + 1).eq_ignore_ascii_case("if") {
        return None;
    }
    Some(
        Finding::new(
            spot.range(at, at),
            format!("There is no `{word}`: every rule has its own condition"),
            "this has no condition",
        )
        .help("write another rule, `when not (...)`, with what should happen then"),
    )
}

/// `AND`, `Move`, `STAGE`.
fn wrong_case(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.kind == Kind::Word)?;
    let lower = word.text.to_lowercase();
    if lower == word.text || !vocabulary::all().any(|other| other == lower) {
        return None;
    }
    let title = format!("`{}` is written in small letters: `{lower}`", word.text);
    let finding = Finding::new(word.range(), title, format!("write `{lower}` here"));
    Some(finding.help(format!("write `{}`", spot.paste(at, at, &lower))).with(lower))
}

/// A single `=` between two values.
fn equals_sign(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if spot.text_at(at) != "=" || spot.before(at, 2) == "let" {
        return None;
    }
    let paste = spot.paste(at, at, "is");
    let mut help = format!("write `{paste}`");
    if spot.kind(at + 1) == Some(Kind::Number) {
        let at_least = spot.paste(at, at, "≥");
        help.push_str(&format!(", or `{at_least}` for at least so much"));
    }
    let title = "`=` is written `is`";
    Some(Finding::new(spot.range(at, at), title, "write `is` here").help(help).with("is"))
}

fn comparison(mark: &str) -> bool {
    matches!(mark, "<" | ">" | "≤" | "≥" | "<=" | ">=" | "=" | "!=" | "≠")
}

/// A comparison as the language prefers to write it.
fn preferred(mark: &str) -> &str {
    match mark {
        "<=" => "≤",
        ">=" => "≥",
        "=" => "is",
        "!=" => "is not",
        other => other,
    }
}

/// `>= 9 NPS`.
fn number_before_name(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let mark = spot.text_at(at);
    let before_is_value = at > 0 && (spot.is_name(at - 1) || spot.text_at(at - 1) == ")");
    let shape = spot.kind(at + 1) == Some(Kind::Number) && spot.is_name(at + 2);
    if !comparison(mark) || !shape || before_is_value || numbers::is_unit(spot.text_at(at + 2)) {
        return None;
    }
    let fixed = format!("{} {} {}", spot.text_at(at + 2), preferred(mark), spot.text_at(at + 1));
    Some(
        Finding::new(
            spot.range(at, at + 2),
            "The name comes before what it is compared with",
            "the comparison has nothing on its left",
        )
        .help(format!(
            "write `{fixed}`, or `at least {} {}` if these are events",
            spot.text_at(at + 1),
            spot.text_at(at + 2)
        ))
        .with(fixed),
    )
}

/// `NPS of 9`, `an NPS of 9`.
fn number_of_name(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let of = matches!(spot.text_at(at), "of" | ":");
    if !of || at == 0 || !spot.is_name(at - 1) || spot.kind(at + 1) != Some(Kind::Number) {
        return None;
    }
    let article = matches!(spot.before(at, 2), "a" | "an" | "the");
    let from = if article { at - 2 } else { at - 1 };
    let fixed = format!("{} ≥ {}", spot.text_at(at - 1), spot.text_at(at + 1));
    let exact = format!("{} is {}", spot.text_at(at - 1), spot.text_at(at + 1));
    let title = format!("`{}` is written `{fixed}`", spot.written(from, at + 1));
    let finding = Finding::new(spot.range(from, at + 1), title, "this is a comparison");
    Some(finding.help(format!("write `{fixed}`, or `{exact}` for exactly that")).with(fixed))
}

/// `purchases >= 3 within 90 days`.
fn compared_events(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let filter = matches!(spot.text_at(at), "within" | "where" | "since" | "this" | "in" | "last");
    if !filter || at < 3 || spot.kind(at - 1) != Some(Kind::Number) || !spot.is_name(at - 3) {
        return None;
    }
    let (events, number) = (spot.text_at(at - 3), spot.text_at(at - 1));
    let words = match spot.text_at(at - 2) {
        ">=" | "≥" => "at least",
        "<=" | "≤" => "at most",
        ">" => "more than",
        "<" => "fewer than",
        "=" | "is" => "exactly",
        _ => return None,
    };
    let fixed = format!("{words} {number} {events}");
    let title = format!("A number of events is written `{fixed}`");
    let finding = Finding::new(spot.range(at - 3, at - 1), title, "the number comes first");
    Some(finding.help(format!("write `{fixed} {} ...`", spot.text_at(at))).with(fixed))
}

/// `days since joined > 30`.
fn time_since_compared(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let shape = numbers::is_unit(spot.text_at(at))
        && spot.text_at(at + 1) == "since"
        && spot.kind(at.checked_sub(1)?) != Some(Kind::Number);
    let mark = (at + 2..at + 5).find(|place| comparison(spot.text_at(*place)))?;
    if !shape || spot.kind(mark + 1) != Some(Kind::Number) {
        return None;
    }
    let since = spot.written(at + 1, mark - 1);
    let fixed = format!("{} {} {since}", spot.text_at(mark + 1), spot.text_at(at));
    let with =
        if spot.text_at(mark).starts_with(['<', '≤']) { format!("not ({fixed})") } else { fixed };
    let title = format!("How long ago something was is written `{with}`");
    let finding = Finding::new(spot.range(at, mark + 1), title, "the length of time comes first");
    Some(finding.help(format!("write `{with}`")).with(with))
}

fn is_action(word: &str) -> bool {
    ACTIONS.contains(&word)
}

/// `move to X, send y`, `move to X and send y`; a comma between condition and action too.
fn comma_between_actions(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let joins = |word: &str| matches!(word, "," | "and" | "&" | "then" | ";" | "+" | "also");
    if !joins(spot.text_at(at)) || (at > 0 && joins(spot.text_at(at - 1))) {
        return None;
    }
    let mut last = at;
    while joins(spot.text_at(last + 1)) {
        last += 1;
    }
    let next = spot.text_at(last + 1);
    if !is_action(next) || spot.written(at, last) == ";" {
        return None;
    }
    let written = spot.written(at, last);
    // Only between two actions is it a `;`; behind a condition it is nothing.
    let behind_action = [2, 3].iter().any(|places| is_action(spot.before(at, *places)));
    let (title, with) = match behind_action {
        true => (format!("`{written}` between actions is written `;`"), ";"),
        false => (format!("`{written}` is not needed after a condition"), ""),
    };
    let label = if behind_action { "write `;` here" } else { "take this out" };
    let finding = Finding::new(spot.range(at, last), title, label);
    let phrase = format!("{with} {} {}", next, spot.text_at(last + 2));
    let more = if matches!(spot.text_at(last + 2), "to") {
        format!("{phrase} {}", spot.text_at(last + 3))
    } else {
        phrase
    };
    Some(finding.help(format!("write `{}`", more.trim())).with(with))
}

/// `12,50`, `1.000,50`, `$12,50`.
fn comma_in_number(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.kind == Kind::Number && at <= spot.at)?;
    let fixed = numbers::with_comma(word.text)?;
    let mark = spot.before(at, 1);
    let mark = if matches!(mark, "$" | "€" | "£") { mark } else { "" };
    let finding = Finding::new(
        word.range(),
        format!("This number is written `{mark}{fixed}`"),
        "decimals stand behind a point, and commas only between thousands of money",
    )
    .code(register::BAD_LITERAL);
    Some(finding.help(format!("write `{mark}{fixed}`")).with(fixed))
}

/// `three purchases`.
fn number_word(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let number = numbers::from_word(spot.text_at(at)).filter(|_| spot.is_name(at + 1))?;
    let word = spot.text_at(at);
    let finding = Finding::new(
        spot.range(at, at),
        format!("`{word}` is written `{number}`"),
        "numbers are written in digits",
    );
    Some(finding.help(format!("write `{}`", spot.paste(at, at, number))).with(number))
}

/// `move Enthusiast`, `invite affiliate`.
fn missing_to(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let verb = spot.before(at, 1);
    let named = spot.is_name(at) || matches!(spot.kind(at), Some(Kind::Text));
    if !matches!(verb, "move" | "skip" | "invite") || !named || at != spot.at {
        return None;
    }
    let fixed = format!("{verb} to {}", spot.text_at(at).trim_matches('"'));
    let start = spot.word(at)?.start;
    let finding = Finding::new(
        spot.range(at, at),
        format!("`to` is missing after `{verb}`"),
        "`to` belongs before this",
    )
    .code(register::SYNTAX);
    Some(finding.help(format!("write `{fixed}`")).with_at(start..start, "to "))
}

/// A name in quotation marks: `move to "Enthusiast"`, `reward "swag"`.
fn quoted_name(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.kind == Kind::Text && at == spot.at)?;
    let inside = word.text.trim_matches('"');
    let fixed = as_name(inside)?;
    let same = fixed == inside;
    let title = "A name stands without quotation marks";
    let finding = Finding::new(word.range(), title, "this is a name, not a text");
    let verb = [2, 1].into_iter().find(|places| ACTIONS.contains(&spot.before(at, *places)));
    let help = match same {
        true => {
            let lead = verb.map_or("", |places| spot.written(at - places, at - 1));
            format!("write `{}`", format!("{lead} {fixed}").trim())
        }
        false => format!("write a name of letters, digits and `_`, for example `{fixed}`"),
    };
    Some(finding.help(help).with(fixed))
}

/// A text as a name: letters, digits and `_`.
fn as_name(text: &str) -> Option<String> {
    let joined: String = text
        .trim()
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter } else { '_' })
        .collect();
    let fits = joined.starts_with(char::is_alphabetic) && !vocabulary::is_reserved(&joined);
    (fits && joined.len() <= 60).then_some(joined)
}

/// A text without quotation marks: `tag interested`, `tagged vip`, `from nps`.
fn bare_text(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.kind == Kind::Word && at == spot.at)?;
    if !spot.wanted.contains(&Rule::text) || vocabulary::is_reserved(word.text) {
        return None;
    }
    let takes_text = ["tag", "untag", "tagged", "from", "as", "key", "at", "split", "to", "rule"];
    if !takes_text.contains(&spot.before(at, 1)) {
        return None;
    }
    let fixed = format!("\"{}\"", word.text);
    let title = "A text stands in quotation marks";
    let finding = Finding::new(word.range(), title, "the marks are missing around this");
    let paste = format!("{} {fixed}", spot.before(at, 1));
    Some(finding.code(register::SYNTAX).help(format!("write `{paste}`")).with(fixed))
}

/// `one of ("a", "Gold tier")`.
fn quoted_choices(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let opens = spot.before(at, 1) == "(" && spot.before(at, 2) == "of";
    if !opens || spot.kind(at) != Some(Kind::Text) {
        return None;
    }
    let close = (at..spot.words.len()).find(|place| spot.text_at(*place) == ")")?;
    let mut values = Vec::new();
    for place in at..close {
        let text = spot.text_at(place);
        match spot.kind(place) {
            Some(Kind::Text) => {
                let inside = text.trim_matches('"');
                let name = as_name(inside)?;
                values.push(if name == inside { name } else { format!("{name} as {text}") });
            }
            Some(Kind::Word) => values.push(text.to_owned()),
            _ if text == "," => {}
            _ => return None,
        }
    }
    let fixed = values.join(", ");
    let title = "The values of a choice stand without quotation marks";
    let finding = Finding::new(spot.range(at, close - 1), title, "these are names");
    Some(finding.help(format!("write `one of ({fixed})`")).with(fixed))
}

/// `USD 5`, `$5 USD`.
fn currency_code(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    Currency::from_code(spot.text_at(at))?;
    let number = |at: usize| spot.kind(at) == Some(Kind::Number);
    let (from, to, fixed) = if number(at + 1) {
        (at, at + 1, format!("{} {}", spot.text_at(at + 1), spot.text_at(at)))
    } else {
        let mark = at.checked_sub(2).filter(|_| number(at - 1))?;
        matches!(spot.text_at(mark), "$" | "€" | "£").then_some(())?;
        (mark, at, spot.written(mark, at - 1).to_owned())
    };
    let title = format!("This amount is written `{fixed}`");
    let finding = Finding::new(spot.range(from, to), title, "the currency is not said like this");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}

/// `NPS not in (1, 2)`, `name does not contain "x"`.
fn not_in(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let name = at.checked_sub(1).filter(|before| spot.is_name(*before))?;
    let not = match (spot.text_at(at), spot.text_at(at + 1)) {
        ("not", _) => at,
        ("is" | "does", "not") => at + 1,
        _ => return None,
    };
    let test = match spot.text_at(not + 1) {
        "contain" => "contains",
        "start" => "starts",
        "end" => "ends",
        test @ ("in" | "between" | "contains" | "starts" | "ends") => test,
        _ => return None,
    };
    let fixed = format!("not {} {test}", spot.text_at(name));
    let last = closing(spot, not + 2).unwrap_or(not + 2);
    let title = format!("`not` stands before all of it: `{fixed} ...`");
    let finding = Finding::new(spot.range(at, not), title, "`not` stands too late");
    let range = spot.range(name, not + 1);
    Some(
        finding
            .help(format!("write `{fixed} {}`", spot.written(not + 2, last)))
            .with_at(range, fixed),
    )
}

/// `a < b < c`.
fn chained_comparison(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let first = at.checked_sub(2)?;
    if at != spot.at || !comparison(spot.text_at(at)) || !comparison(spot.text_at(first)) {
        return None;
    }
    let middle = spot.text_at(at - 1);
    let fixed = format!(
        "{} and {middle} {}",
        spot.written(first.saturating_sub(1), at - 1),
        spot.written(at, at + 1)
    );
    let title = "One comparison at a time";
    let finding = Finding::new(spot.range(at, at), title, "this is the second one");
    let start = spot.word(at)?.start;
    Some(finding.help(format!("write `{fixed}`")).with_at(start..start, format!("and {middle} ")))
}

/// `stage Early-Advocate`.
fn hyphen_in_name(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let before = at.checked_sub(1)?;
    let touches =
        |at: usize| spot.word(at).zip(spot.word(at + 1)).is_some_and(|(a, b)| a.end() == b.start);
    let joined = touches(before) && touches(at) && spot.is_name(before);
    if at != spot.at || !joined || !matches!(spot.text_at(at), "-" | "." | "/") {
        return None;
    }
    let written = spot.written(before, at + 1);
    let fixed = as_name(written)?;
    let title = format!("A name has no `{}` in it", spot.text_at(at));
    let finding = Finding::new(spot.range(before, at + 1), title, "letters, digits and `_` only");
    Some(finding.code(register::SYNTAX).help(format!("write `{fixed}`")).with(fixed))
}

/// `flywheel My rules`, `stage A Feels the need`.
fn bare_title(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.kind == Kind::Word && !word.first)?;
    let titled =
        vocabulary::DECLARATIONS.contains(&spot.before(at, 2)) || spot.before(at, 1) == "flywheel";
    if at != spot.at || !titled || !spot.wanted.contains(&Rule::text) {
        return None;
    }
    let mut last = at;
    while spot.word(last + 1).is_some_and(|word| !word.first && word.kind == Kind::Word) {
        last += 1;
    }
    // One word alone is rather an option that is not spelled right.
    if last == at && spot.before(at, 1) != "flywheel" || vocabulary::is_reserved(word.text) {
        return None;
    }
    let fixed = format!("\"{}\"", spot.written(at, last));
    let title = "A title stands in quotation marks";
    let finding = Finding::new(spot.range(at, last), title, "the marks are missing around this");
    Some(finding.code(register::SYNTAX).help(format!("write `{fixed}`")).with(fixed))
}

/// A name where something should happen: `after 3 purchases Enthusiast`.
fn missing_verb(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let alone = matches!(spot.text_at(at + 1), "" | ";");
    if !spot.is_name(at) || !alone || !spot.wanted.contains(&Rule::action) {
        return None;
    }
    let name = spot.text_at(at);
    let (verb, help) = match name.starts_with(char::is_uppercase) {
        true => ("move to ", format!("write `move to {name}`")),
        false => ("send ", format!("write `send {name}`, `give {name}` or `notify {name}`")),
    };
    let title = format!("What should happen with `{name}` is not said");
    let finding = Finding::new(spot.range(at, at), title, "a word such as `move to` is missing");
    let start = spot.word(at)?.start;
    Some(finding.code(register::NO_ACTION).help(help).with_at(start..start, verb))
}

/// `one of a, b` without brackets.
fn bare_choice(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let opens = spot.before(at, 1) == "of" && spot.before(at, 2) == "one";
    if !opens || !spot.is_name(at) || at > spot.at {
        return None;
    }
    let mut last = at;
    while spot.text_at(last + 1) == "," && spot.is_name(last + 2) && spot.text_at(last + 3) != ":" {
        last += 2;
    }
    let fixed = format!("({})", spot.written(at, last));
    let title = "The values of a choice stand in brackets";
    let finding =
        Finding::new(spot.range(at, last), title, "the brackets are missing around these");
    Some(finding.code(register::SYNTAX).help(format!("write `one of {fixed}`")).with(fixed))
}

/// `number 0-10`, `number 0..10`, `number(0, 10)`, `number between 0 and 10`.
fn range_of_numbers(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if spot.text_at(at) != "number" {
        return None;
    }
    let mut numbers = Vec::new();
    let mut last = at;
    for place in at + 1..at + 7 {
        match spot.text_at(place) {
            "(" | ")" | "-" | ".." | "..." | "," | "between" | "and" | "to" | "from" => {
                last = place
            }
            text if spot.kind(place) == Some(Kind::Number) && numbers.len() < 2 => {
                numbers.extend(text.split(',').filter(|part| !part.is_empty()));
                last = place;
            }
            _ => break,
        }
    }
    let [low, high] = numbers.as_slice() else { return None };
    let fixed = format!("number {low} to {high}");
    if spot.written(at, last) == fixed {
        return None;
    }
    let title = format!("A range is written `{low} to {high}`");
    let finding = Finding::new(spot.range(at + 1, last), title, "this is a range");
    let range = spot.range(at, last);
    Some(finding.help(format!("write `{fixed}`")).with_at(range, fixed))
}

/// `let x := 3`, `let x is 3`, `let x: 3`, `let x 3`.
fn assignment(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if spot.before(at, 2) != "let" || !spot.is_name(at - 1) || at != spot.at {
        return None;
    }
    let paste = format!("let {} = ...", spot.text_at(at - 1));
    let mark = matches!(spot.text_at(at), ":=" | "is" | ":" | "be");
    let (range, with) = match mark {
        true => (spot.range(at, at), "="),
        false => (spot.word(at)?.start..spot.word(at)?.start, "= "),
    };
    let title = "A `let` has `=` behind its name";
    let finding = Finding::new(spot.range(at, at), title, "`=` belongs here");
    Some(finding.code(register::SYNTAX).help(format!("write `{paste}`")).with_at(range, with))
}

/// A `:` after a condition or a heading, a `.` or `,` at the end, one `;` too many.
fn stray_mark(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let mark = spot.text_at(at);
    if at != spot.at || !matches!(mark, ":" | "," | "." | ";" | "->" | "→" | "…" | "..." | "?")
    {
        return None;
    }
    let title = format!("`{mark}` is not needed here");
    let finding = Finding::new(spot.range(at, at), title, "take this out");
    let help = match spot.wanted.contains(&Rule::action) {
        true => "what should happen follows the condition without a mark".to_owned(),
        false => format!("take the `{mark}` out"),
    };
    Some(finding.help(help).with(" "))
}

/// `NPS 9`, with nothing between them.
fn missing_comparison(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let value = matches!(spot.kind(at), Some(Kind::Number | Kind::Date))
        || matches!(spot.text_at(at), "$" | "€" | "£");
    let name = spot.before(at, 1);
    if !value || at == 0 || !spot.is_name(at - 1) || !spot.wanted.contains(&Rule::comparison_mark) {
        return None;
    }
    let amount = if spot.kind(at) == Some(Kind::Mark) { at + 1 } else { at };
    let written = spot.written(at, amount);
    let start = spot.word(at)?.start;
    let finding = Finding::new(
        spot.range(at - 1, amount),
        format!("There is no comparison between `{name}` and `{written}`"),
        "at least, at most, or exactly?",
    )
    .code(register::SYNTAX);
    let help = format!("write `{name} ≥ {written}`, `{name} ≤ {written}` or `{name} is {written}`");
    Some(finding.help(help).with_at(start..start, "≥ "))
}

/// A `;`, `,` or `:` that is missing between two parts.
fn missing_mark(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at)?;
    let before = at.checked_sub(1)?;
    let colon = spot.wanted.contains(&Rule::colon) && before == 0;
    let mark = match () {
        () if spot.wanted.contains(&Rule::semicolon) && is_action(word.text) => ";",
        () if colon => ":",
        () if spot.wanted.contains(&Rule::comma) => ",",
        () => return None,
    };
    let what = match mark {
        ";" => "between these two actions",
        ":" => "behind the name of a field",
        _ => "before this",
    };
    let fixed = match mark {
        ";" => format!("; {}", word.text),
        ":" => format!("{}: {}", spot.text_at(before), word.text),
        _ => format!(", {}", word.text),
    };
    let finding = Finding::new(
        word.range(),
        format!("A `{mark}` is missing {what}"),
        format!("`{mark}` belongs before this"),
    )
    .code(register::SYNTAX);
    let end = spot.word(before)?.end();
    Some(finding.help(format!("write `{fixed}`")).with_at(end..end, mark))
}

/// A bracket that closes nothing.
fn unopened(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if spot.text_at(at) != ")" {
        return None;
    }
    let count = |mark| spot.words[..at].iter().filter(|word| word.text == mark).count();
    if count("(") > count(")") {
        return None;
    }
    let title = "This bracket closes nothing";
    let finding = Finding::new(spot.range(at, at), title, "no bracket is open here");
    Some(finding.code(register::UNCLOSED).help("take it out, or open one before").with(""))
}

/// A bracket that is never closed: it is closed where the reading stopped.
fn unclosed(spot: &Spot<'_>, _at: usize) -> Option<Finding> {
    let mut open = Vec::new();
    for at in 0..spot.words.len() {
        match spot.text_at(at) {
            "(" => open.push(at),
            ")" => {
                open.pop();
            }
            _ => {}
        }
    }
    let unclosed = *open.last()?;
    let end = spot.at.checked_sub(1).and_then(|at| spot.word(at)).map_or(0, |word| word.end());
    let title = match open.len() {
        1 => "This bracket is never closed".to_owned(),
        many => format!("{many} brackets are never closed"),
    };
    let finding = Finding::new(spot.range(unclosed, unclosed), title, "it is opened here")
        .code(register::UNCLOSED);
    let marks = ")".repeat(open.len());
    Some(finding.help(format!("put `{marks}` where it should end")).with_at(end..end, marks))
}
