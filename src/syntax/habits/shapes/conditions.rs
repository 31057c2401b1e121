//! Conditions as spreadsheets, SQL and people write them.

use super::super::arguments::closing;
use super::super::{Finding, Spot, numbers};
use crate::problems::register;
use crate::syntax::parser::Rule;
use crate::syntax::words::Kind;

/// `IF(...)`.
pub(super) fn spreadsheet_if(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if !spot.text_at(at).eq_ignore_ascii_case("if") || spot.text_at(at + 1) != "(" {
        return None;
    }
    if spot.word(at)?.first && spot.text_at(at) == "if" {
        // `if (...) move ...`: only the word is wrong.
        let finding =
            Finding::new(spot.range(at, at), "`if` should be `when`", "write `when` here");
        return Some(
            finding
                .help("write `when`, the condition, then what should happen")
                .with("when")
                .safe(),
        );
    }
    let title = "A value cannot contain `IF(...)`";
    Some(
        Finding::new(spot.range(at, at), title, "a value cannot depend on a condition like this")
            .help("write a rule for each case, such as `when NPS ≥ 9 move to Enthusiast`"),
    )
}

/// `count(*)`.
pub(super) fn count_star(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let star = spot.text_at(at + 1) == "(" && spot.text_at(at + 2) == "*";
    if !spot.text_at(at).eq_ignore_ascii_case("count") || !star {
        return None;
    }
    let title = "`count(*)` does not say what to count";
    Some(
        Finding::new(spot.range(at, at + 3), title, "count which events?")
            .help("name the events: `count(purchases)`, or `3 purchases` as a condition"),
    )
}

/// A single `=` between two values.
pub(super) fn equals_sign(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if spot.text_at(at) != "=" || spot.before(at, 2) == "let" {
        return None;
    }
    let paste = spot.paste(at, at, "is");
    let mut help = format!("write `{paste}`");
    if spot.kind(at + 1) == Some(Kind::Number) {
        let at_least = spot.paste(at, at, "≥");
        help.push_str(&format!(", or `{at_least}` for at least that much"));
    }
    let title = "`=` should be `is`";
    Some(Finding::new(spot.range(at, at), title, "write `is` here").help(help).with("is").safe())
}

pub(super) fn comparison(mark: &str) -> bool {
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
pub(super) fn number_before_name(spot: &Spot<'_>, at: usize) -> Option<Finding> {
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
            "Put the name before the value",
            "nothing is to the left of this",
        )
        .help(format!(
            "write `{fixed}`, or `at least {} {}` if these are events",
            spot.text_at(at + 1),
            spot.text_at(at + 2)
        ))
        .with(fixed)
        .likely(),
    )
}

/// `NPS of 9`, `an NPS of 9`.
pub(super) fn number_of_name(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let of = matches!(spot.text_at(at), "of" | ":");
    if !of || at == 0 || !spot.is_name(at - 1) || spot.kind(at + 1) != Some(Kind::Number) {
        return None;
    }
    let article = matches!(spot.before(at, 2), "a" | "an" | "the");
    let from = if article { at - 2 } else { at - 1 };
    let fixed = format!("{} ≥ {}", spot.text_at(at - 1), spot.text_at(at + 1));
    let exact = format!("{} is {}", spot.text_at(at - 1), spot.text_at(at + 1));
    let title = format!("`{}` should be `{fixed}`", spot.written(from, at + 1));
    let finding = Finding::new(spot.range(from, at + 1), title, "this is a comparison");
    Some(
        finding
            .help(format!("write `{fixed}`, or `{exact}` for exactly that"))
            .with(fixed)
            .likely(),
    )
}

/// `purchases >= 3 within 90 days`.
pub(super) fn compared_events(spot: &Spot<'_>, at: usize) -> Option<Finding> {
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
    let title = format!("Count events like this: `{fixed}`");
    let finding = Finding::new(spot.range(at - 3, at - 1), title, "the number comes first");
    Some(finding.help(format!("write `{fixed} {} ...`", spot.text_at(at))).with(fixed).safe())
}

/// `days since joined > 30`.
pub(super) fn time_since_compared(spot: &Spot<'_>, at: usize) -> Option<Finding> {
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
    let title = format!("Say how long ago something was with `{with}`");
    let finding = Finding::new(spot.range(at, mark + 1), title, "the length of time comes first");
    Some(finding.help(format!("write `{with}`")).with(with).likely())
}

/// `NPS not in (1, 2)`, `name does not contain "x"`.
pub(super) fn not_in(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let name = at.checked_sub(1).filter(|before| spot.is_name(*before))?;
    let (first, second) = (spot.text_at(at).to_lowercase(), spot.text_at(at + 1).to_lowercase());
    let not = match (first.as_str(), second.as_str()) {
        ("not", _) => at,
        ("is" | "does", "not") => at + 1,
        _ => return None,
    };
    let test = match spot.text_at(not + 1).to_lowercase().as_str() {
        "in" => "in",
        "between" => "between",
        "contain" => "contains",
        "start" => "starts",
        "end" => "ends",
        "contains" => "contains",
        "starts" => "starts",
        "ends" => "ends",
        _ => return None,
    };
    let fixed = format!("not {} {test}", spot.text_at(name));
    let last = match test {
        "between" => end_of_range(spot, not + 2),
        _ => closing(spot, not + 2).unwrap_or(not + 2),
    };
    let title = format!("`not` goes first: `{fixed} ...`");
    let finding = Finding::new(spot.range(at, not), title, "move `not` to the front");
    let range = spot.range(name, not + 1);
    Some(
        finding
            .help(format!("write `{fixed} {}`", spot.written(not + 2, last)))
            .with_at(range, fixed)
            .safe(),
    )
}

/// `"tea" in interests`.
pub(super) fn text_in_set(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let before = at.checked_sub(1).filter(|before| spot.kind(*before) == Some(Kind::Text))?;
    if !spot.text_at(at).eq_ignore_ascii_case("in") || !spot.is_name(at + 1) {
        return None;
    }
    let fixed = format!("{} contains {}", spot.text_at(at + 1), spot.text_at(before));
    let title = format!("`{}` should be `{fixed}`", spot.written(before, at + 1));
    let finding = Finding::new(spot.range(before, at + 1), title, "the name comes first");
    Some(finding.help(format!("write `{fixed}`")).with(fixed).likely())
}

/// `city contains any of ("a", "b")`.
pub(super) fn contains_any(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let name = at.checked_sub(1).filter(|before| spot.is_name(*before))?;
    let (any, joint) = match (spot.text_at(at + 1), spot.text_at(at + 2)) {
        ("any" | "one", "of") => (at + 2, " or "),
        ("all", "of") => (at + 2, " and "),
        ("any", "(") => (at + 1, " or "),
        _ => return None,
    };
    if !matches!(spot.text_at(at), "contains" | "contain" | "includes") {
        return None;
    }
    let close = closing(spot, any + 1)?;
    let texts = (any + 1..close).filter(|place| spot.kind(*place) == Some(Kind::Text));
    let one = |place| format!("{} contains {}", spot.text_at(name), spot.text_at(place));
    let all: Vec<String> = texts.map(one).collect();
    let fixed = match all.len() {
        0 => return None,
        1 => all.concat(),
        _ => format!("({})", all.join(joint)),
    };
    let title = "`contains` looks for one text at a time";
    let finding = Finding::new(spot.range(at + 1, any), title, "ask for each of them");
    Some(finding.help(format!("write `{fixed}`")).with_at(spot.range(name, close), fixed).likely())
}

/// `amount over €50`, where a value and not a number of events is compared.
pub(super) fn over_a_value(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let mark = match spot.text_at(at) {
        "over" | "above" | "exceeding" => ">",
        "under" | "below" => "<",
        _ => return None,
    };
    let name = at.checked_sub(1)?;
    let value = spot.text_at(name) == ")" || spot.is_name(name);
    let money = matches!(spot.text_at(at + 1), "$" | "€" | "£");
    let number = spot.kind(at + 1) == Some(Kind::Number)
        && !crate::syntax::habits::numbers::is_unit(spot.text_at(at + 2));
    if !value || !(money || number) || spot.names.list(spot.text_at(name)).is_some() {
        return None;
    }
    let last = if money { at + 2 } else { at + 1 };
    let fixed = format!("{} {mark} {}", spot.text_at(name), spot.written(at + 1, last));
    let title = format!("`{}` should be `{mark}`", spot.text_at(at));
    let finding = Finding::new(spot.range(at, at), title, format!("write `{mark}` here"));
    Some(finding.help(format!("write `{fixed}`")).with(mark).likely())
}

/// The last word of `3 and 5`, of which one begins at this place.
fn end_of_range(spot: &Spot<'_>, low: usize) -> usize {
    let Some(and) = (low + 1..low + 3).find(|at| spot.text_at(*at) == "and") else { return low };
    let marked = matches!(spot.text_at(and + 1), "$" | "€" | "£" | "-");
    and + if marked { 2 } else { 1 }
}

/// `NPS 9`, with nothing between them.
pub(super) fn missing_comparison(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let value = matches!(spot.kind(at), Some(Kind::Number | Kind::Date))
        || matches!(spot.text_at(at), "$" | "€" | "£");
    let name = spot.before(at, 1);
    let word = spot.text_at(at);
    let exact = matches!(word, "yes" | "no") || spot.names.values.contains(&word);
    if exact && at > 0 && spot.is_name(at - 1) && spot.wanted.contains(&Rule::comparison_mark) {
        let title = format!("A comparison is missing between `{name}` and `{word}`");
        let finding = Finding::new(spot.range(at - 1, at), title, "`is` is missing");
        let start = spot.word(at)?.start;
        let finding = finding.code(register::SYNTAX).help(format!("write `{name} is {word}`"));
        return Some(finding.with_at(start..start, "is ").likely());
    }
    let compared = spot.wanted.contains(&Rule::comparison_mark);
    // What the file does not know is hardly a value: `booked 8 classes`.
    if at == 0 || !spot.is_name(at - 1) || !compared || !spot.names.has(name) {
        return None;
    }
    if spot.kind(at) == Some(Kind::Text) {
        let title = format!("A comparison is missing between `{name}` and `{word}`");
        let finding = Finding::new(spot.range(at - 1, at), title, "`is` is missing");
        let start = spot.word(at)?.start;
        let finding = finding.code(register::SYNTAX).help(format!("write `{name} is {word}`"));
        return Some(finding.with_at(start..start, "is "));
    }
    if !value {
        return None;
    }
    let amount = if spot.kind(at) == Some(Kind::Mark) { at + 1 } else { at };
    let written = spot.written(at, amount);
    let start = spot.word(at)?.start;
    let finding = Finding::new(
        spot.range(at - 1, amount),
        format!("A comparison is missing between `{name}` and `{written}`"),
        "at least, at most, or exactly?",
    )
    .code(register::SYNTAX);
    let help = format!("write `{name} ≥ {written}`, `{name} ≤ {written}` or `{name} is {written}`");
    Some(finding.help(help).with_at(start..start, "≥ ").guess())
}

/// `NPS from 1 to 5`.
pub(super) fn from_to(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let from = spot.text_at(at) == "from" && spot.kind(at + 1) == Some(Kind::Number);
    let to = spot.text_at(at + 2) == "to" && spot.kind(at + 3) == Some(Kind::Number);
    let name = at.checked_sub(1).filter(|name| spot.is_name(*name));
    if !from || !to || name.is_none() || !spot.wanted.contains(&Rule::comparison_mark) {
        return None;
    }
    let fixed = format!("between {} and {}", spot.text_at(at + 1), spot.text_at(at + 3));
    let title = format!("Write a range of values as `{fixed}`");
    let finding = Finding::new(spot.range(at, at + 3), title, "this is a range");
    let help = format!("write `{} {fixed}`", spot.before(at, 1));
    Some(finding.help(help).with(fixed).safe())
}

/// `has been in list "VIP"`, `is member of "VIP"`: lists of other tools are tags here.
pub(super) fn in_a_list(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let leads: &[&[&str]] = &[
        &["has", "been", "in", "list"],
        &["has", "been", "on", "list"],
        &["is", "a", "member", "of", "list"],
        &["is", "member", "of", "list"],
        &["is", "a", "member", "of"],
        &["is", "member", "of"],
        &["is", "in", "list"],
        &["is", "on", "list"],
        &["in", "list"],
        &["in", "segment"],
        &["is", "in", "segment"],
    ];
    let stands = |lead: &&&[&str]| {
        lead.iter().enumerate().all(|(place, word)| spot.text_at(at + place) == *word)
    };
    let lead = leads.iter().find(stands)?;
    let last = at + lead.len() - 1;
    if spot.kind(last + 1) != Some(Kind::Text) {
        return None;
    }
    let customer = matches!(spot.before(at, 1), "customer" | "contact" | "person");
    let from = if customer { at - 1 } else { at };
    let title = format!("`{}` should be `tagged`", spot.written(from, last));
    let finding = Finding::new(spot.range(from, last), title, "lists of customers are tags here");
    let help = format!("write `tagged {}`", spot.text_at(last + 1));
    Some(finding.help(help).with("tagged").likely())
}

const MONTHS: &[&str] =
    &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// `Jan 2`, `January 2, 2026`, `2 January 2026`.
pub(super) fn month_day(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.text_at(at).to_lowercase();
    let month = MONTHS.iter().position(|month| word.get(..3) == Some(month))? + 1;
    let number = |at: usize| {
        let text = spot.word(at).filter(|word| word.kind == Kind::Number)?.text;
        text.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h', ',']).parse::<u32>().ok()
    };
    let (from, day, behind) = match at.checked_sub(1).and_then(number) {
        Some(day) => (at - 1, day, at + 1),
        None => (at, number(at + 1)?, at + 2),
    };
    let comma = usize::from(spot.text_at(behind) == ",");
    let year = number(behind + comma).filter(|year| *year > 1900);
    let last = if year.is_some() { behind + comma } else { behind - 1 };
    let written = spot.written(from, last);
    // Not every year has a February 29.
    let example = if (month, day) == (2, 29) { "2028" } else { "2026" };
    let year = year.map_or(example.to_owned(), |year| year.to_string());
    let fixed = format!("{year}-{month:02}-{day:02}");
    let title = format!("Write the date `{written}` as year-month-day");
    let finding = Finding::new(spot.range(from, last), title, "this is a date");
    let finding = finding.code(register::BAD_LITERAL).with(fixed.clone());
    Some(match written.contains(&year) {
        true => finding.help(format!("write `{fixed}`")).safe(),
        false => finding.help(format!("write the year too, for example `{fixed}`")).guess(),
    })
}

/// `3 or more purchases`, `3 or fewer purchases`.
pub(super) fn or_more(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let number = at.checked_sub(1).filter(|at| spot.kind(*at) == Some(Kind::Number))?;
    if spot.text_at(at) != "or" || !spot.is_name(at + 2) {
        return None;
    }
    let words = match spot.text_at(at + 1) {
        "more" | "greater" | "above" => "at least",
        "fewer" | "less" | "below" => "at most",
        _ => return None,
    };
    let fixed = format!("{words} {}", spot.text_at(number));
    let written = spot.written(number, at + 1);
    let title = format!("`{written}` should be `{fixed}`");
    let finding = Finding::new(spot.range(number, at + 1), title, "put this before the number");
    let help = format!("write `{fixed} {}`", spot.text_at(at + 2));
    Some(finding.help(help).with(fixed).safe())
}

/// A single `&` or `|` between two conditions.
pub(super) fn single_logic(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let with = match spot.text_at(at) {
        "&" => "and",
        "|" => "or",
        _ => return None,
    };
    if at != spot.at {
        return None;
    }
    let title = format!("`{}` should be `{with}`", spot.text_at(at));
    let finding = Finding::new(spot.range(at, at), title, format!("write `{with}` here"));
    Some(
        finding
            .help(format!("write `{}`", spot.paste(at, at, with)))
            .with(format!(" {with} "))
            .safe(),
    )
}

/// `now()`, `today()`.
pub(super) fn now(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.text_at(at).to_lowercase();
    let called = spot.text_at(at + 1) == "(" && spot.text_at(at + 2) == ")";
    if !matches!(word.as_str(), "now" | "today" | "getdate" | "current_date") || !called {
        return None;
    }
    let title = format!("`{}` should be `today`", spot.written(at, at + 2));
    let finding = Finding::new(spot.range(at, at + 2), title, "write `today` here");
    // `today` is the whole day, and `now` an instant of it.
    let finding =
        finding.help("write `today`, or ask how long ago: `90 days since joined`").with("today");
    Some(finding.safe_if(matches!(word.as_str(), "today" | "current_date")))
}
