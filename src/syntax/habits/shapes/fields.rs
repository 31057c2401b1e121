//! Fields of a customer as people write them: `stage: Fan`, `canceled is true`, `choice of (a, b)`.

use super::super::{Finding, Spot};
use crate::problems::register;
use crate::syntax::parser::Rule;
use crate::syntax::vocabulary;
use crate::syntax::words::Kind;

/// What people call a type, and what it is called here.
const TYPES: &[(&[&str], &str)] = &[
    (&["true", "/", "false"], "yes/no"),
    (&["true", "or", "false"], "yes/no"),
    (&["y", "/", "n"], "yes/no"),
    (&["Y", "/", "N"], "yes/no"),
    (&["Yes", "/", "No"], "yes/no"),
    (&["yes", "no"], "yes/no"),
    (&["true"], "yes/no"),
    (&["false"], "yes/no"),
    (&["bit"], "yes/no"),
    (&["flag"], "yes/no"),
    (&["checkbox"], "yes/no"),
    (&["whole", "number"], "number"),
    (&["percent"], "number"),
    (&["percentage"], "number"),
    (&["numbers"], "number"),
    (&["dates"], "date"),
    (&["words"], "text"),
    (&["word"], "text"),
    (&["strings"], "text"),
    (&["uuid"], "text"),
    (&["email"], "text"),
    (&["url"], "text"),
    (&["phone"], "text"),
    (&["char"], "text"),
    (&["nvarchar"], "text"),
    (&["price"], "money"),
    (&["dollars"], "money"),
    (&["euros"], "money"),
    (&["USD"], "money"),
    (&["EUR"], "money"),
    (&["usd"], "money"),
    (&["list", "of", "events"], "events"),
    (&["list", "of", "objects"], "events"),
    (&["list", "of", "purchases"], "events"),
    (&["array", "of", "objects"], "events"),
    (&["list", "of", "texts"], "set of text"),
    (&["list", "of", "words"], "set of text"),
    (&["list", "of", "strings"], "set of text"),
    (&["set", "of", "texts"], "set of text"),
    (&["set", "of", "strings"], "set of text"),
    (&["list", "of", "tags"], "set of text"),
    (&["choice", "of"], "one of"),
    (&["choices"], "one of"),
    (&["choice"], "one of"),
    (&["enum", "of"], "one of"),
    (&["either"], "one of"),
    (&["any", "of"], "one of"),
    (&["options"], "one of"),
    (&["dropdown"], "one of"),
    (&["picklist"], "one of"),
];

/// `canceled: true/false`, `orders: list of events`, `kind: choice of (a, b)`.
pub(super) fn other_type(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let colon = at.checked_sub(1).filter(|colon| spot.text_at(*colon) == ":")?;
    let name = colon.checked_sub(1).filter(|name| spot.is_name(*name))?;
    let (words, fixed) = TYPES.iter().find(|(words, _)| spot.says(at, words))?;
    let last = at + words.len() - 1;
    let list = spot.text_at(last + 1) == "(";
    if spot.at < at || spot.at > last + 2 || (*fixed == "one of" && !list) {
        return None;
    }
    let title = format!("`{}` should be `{fixed}`", spot.written(at, last));
    let finding = Finding::new(spot.range(at, last), title, format!("write `{fixed}` here"));
    let more = if list {
        format!(" {}", spot.written(last + 1, spot.line_end(at)))
    } else {
        String::new()
    };
    let help = format!("write `{}: {fixed}{more}`", spot.text_at(name));
    Some(finding.help(help).with(*fixed))
}

/// `name: text(20)`, `price: decimal(10, 2)`: how long a value may be is not said.
pub(super) fn sized_type(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let open = at + 1;
    let colon = spot.before(at, 1) == ":" && at >= 2;
    let number = spot.text_at(open) == "(" && spot.kind(open + 1) == Some(Kind::Number);
    let close = (open + 2..open + 5).find(|place| spot.text_at(*place) == ")")?;
    // `(0-120)` is a range of values.
    if matches!(spot.text_at(open + 2), "-" | "–" | "to" | ".." | "..." | "…") {
        return None;
    }
    if !colon || !number || spot.at < at || spot.at > close + 1 {
        return None;
    }
    let kind = match spot.text_at(at).to_lowercase().as_str() {
        "text" | "varchar" | "string" | "char" | "nvarchar" | "character" => "text",
        "number" | "decimal" | "numeric" | "int" | "integer" | "float" | "bigint" => "number",
        "money" => "money",
        "date" | "datetime" | "timestamp" => "date",
        _ => return None,
    };
    let fixed = format!("{}: {kind}", spot.before(at, 2));
    let title = "A type has no length";
    let finding = Finding::new(spot.range(open, close), title, "remove this");
    let help = format!("write `{fixed}`");
    Some(finding.code(register::SYNTAX).help(help).with_at(spot.range(at, close), kind).safe())
}

/// `events with money amount`: the name comes first.
pub(super) fn type_first(spot: &Spot<'_>, name: usize) -> Option<Finding> {
    let kinds = ["money", "text", "number", "date", "day"];
    let at = name.checked_sub(1)?;
    let lead = matches!(spot.before(at, 1), "with" | ",");
    let name = spot.text_at(at + 1);
    if !lead || !kinds.contains(&spot.text_at(at)) || kinds.contains(&name) {
        return None;
    }
    let begins = matches!(name, "from" | "as" | "in" | "with" | "default");
    if begins || !spot.is_name(at + 1) || spot.at != at + 1 || spot.word(at + 1)?.first {
        return None;
    }
    let fixed = format!("{name} {}", spot.text_at(at));
    let title = "The name comes before its type";
    let finding = Finding::new(spot.range(at, at + 1), title, "turn these two around");
    Some(finding.code(register::SYNTAX).help(format!("write `{fixed}`")).with(fixed))
}

/// `stage: Fan`: what every record has takes no type.
pub(super) fn builtin(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let name = at.checked_sub(1)?;
    let word = spot.word(name).filter(|word| word.first)?;
    let builtin = matches!(word.text, "stage" | "tags" | "given" | "stage_since" | "id");
    if spot.at != at || spot.text_at(at) != ":" || !builtin {
        return None;
    }
    let word = word.text;
    let last = spot.line_end(at);
    let path = (at..last).find(|place| spot.text_at(*place) == "from");
    let fixed = match path {
        Some(from) => format!("{word} {}", spot.written(from, last)),
        None => format!("{word} from \"{word}\""),
    };
    let title = format!("`{word}` is known in every file and takes no type");
    let finding = Finding::new(spot.range(at, last), title, "remove this");
    let help = format!("write `{fixed}`, or leave the line out: flywheel finds `{word}` by itself");
    Some(finding.code(register::SYNTAX).help(help).with_at(spot.range(name, last), fixed))
}

/// `canceled is true`, `age = number`, `name as text`.
pub(super) fn without_colon(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let name = at.checked_sub(1).filter(|name| spot.is_name(*name))?;
    let joint = matches!(spot.text_at(at), "is" | "are" | "=" | "as" | "->" | "-" | "has");
    if !joint || !spot.word(name)?.first || !spot.wanted.contains(&Rule::colon) {
        return None;
    }
    if matches!(spot.text_at(name), "id" | "tags" | "given" | "stage_since") {
        return None;
    }
    let start = if matches!(spot.text_at(at + 1), "a" | "an") { at + 2 } else { at + 1 };
    let last = spot.line_end(at);
    let kind = TYPES.iter().find(|(words, _)| spot.says(start, words));
    let kind = match (kind, spot.text_at(start)) {
        (Some((_, kind)), _) => (*kind).to_owned(),
        (None, "yes" | "no" | "True" | "False") => "yes/no".to_owned(),
        (None, word) if vocabulary::begins_type(word) => spot.written(start, last).to_owned(),
        (None, _) if spot.kind(start) == Some(Kind::Number) => "number".to_owned(),
        (None, _) if spot.kind(start) == Some(Kind::Text) => "text".to_owned(),
        (None, _) if spot.kind(start) == Some(Kind::Date) => "date".to_owned(),
        (None, _) => return None,
    };
    let fixed = format!("{}: {kind}", spot.text_at(name));
    let title = "Say what kind of value a field has";
    let finding = Finding::new(spot.range(at, last), title, "a `:` and the type go here");
    let help = format!("write `{fixed}`");
    Some(finding.code(register::SYNTAX).help(help).with_at(spot.range(name, last), fixed))
}

/// `3 stamps` in the customer block.
pub(super) fn counted(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.first && word.kind == Kind::Number)?;
    let fields =
        spot.wanted.contains(&Rule::kw_stage_since) || spot.wanted.contains(&Rule::builtin);
    let name = spot.word(at + 1).filter(|name| !name.first)?.text;
    if at != spot.at || !fields || !spot.is_name(at + 1) {
        return None;
    }
    let fixed = format!("{name}: count");
    let title = "The customer block names what is known, not how much of it";
    let finding = Finding::new(word.range(), title, "this is a value");
    let range = spot.range(at, spot.line_end(at));
    Some(finding.code(register::SYNTAX).help(format!("write `{fixed}`")).with_at(range, fixed))
}

/// `dates like "dd/mm/yyyy"`, `timezone "Europe/Paris"`, `nulls as ("NULL")`.
pub(super) fn data_form(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let last = spot.words.len().checked_sub(1)?;
    let line = (0..=at.min(last)).rev().find(|place| spot.words[*place].first)?;
    let end = spot.line_end(line);
    let value = (line + 1..=end).find(|place| {
        spot.kind(*place) == Some(Kind::Text) || matches!(spot.text_at(*place), "(" | "[")
    })?;
    let joint = ["like", "are", "is", "in", "as", "format", "formats", "formatted", "written", ":"];
    let joint: Vec<&str> = [&joint[..], &["values", "look", "=", "style", "mean"]].concat();
    let between = (line + 1..value).all(|place| joint.contains(&spot.text_at(place)));
    let head = match spot.text_at(line).to_lowercase().as_str() {
        "dates" | "date" | "date_format" | "dateformat" | "datetime" => "dates as",
        "numbers" | "number" | "number_format" | "decimals" | "amounts" => "numbers as",
        "timezone" | "tz" | "times" | "time" | "zone" => "times in",
        "missing" | "null" | "nulls" | "empty" | "blank" | "blanks" | "na" => "missing as",
        _ => return None,
    };
    // `date: "..."` may be a field of that name.
    let alone =
        spot.text_at(line + 1) == ":" && matches!(spot.text_at(line), "date" | "number" | "time");
    if !between
        || alone
        || spot.at < line
        || spot.at > value
        || spot.written(line, value - 1) == head
    {
        return None;
    }
    let mut rest = spot.written(value, end).to_owned();
    if head == "missing as" && !rest.starts_with('(') {
        rest = format!("({rest})");
    }
    let fixed = format!("{head} {rest}");
    let written = spot.written(line, value - 1);
    let title = format!("`{written}` should be `{head}`");
    let finding = Finding::new(spot.range(line, value - 1), title, "how the data is written");
    Some(finding.help(format!("write `{fixed}`")).with_at(spot.range(line, end), fixed))
}

/// `first-name: text`: a field whose name has marks in it.
pub(super) fn hyphened(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let start = at.checked_sub(1)?;
    let touches = |at: usize| {
        spot.word(at).zip(spot.word(at + 1)).is_some_and(|(one, next)| one.end() == next.start)
    };
    let mut last = start;
    while matches!(spot.text_at(last + 1), "-" | "." | "/") && touches(last) && touches(last + 1) {
        last += 2;
    }
    let ends = spot.text_at(last + 1) == ":" && spot.word(start)?.first && last > start;
    if at != spot.at || !ends {
        return None;
    }
    let written = spot.written(start, last);
    let name: String =
        written.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '_' }).collect();
    let end = spot.line_end(at);
    let rest = spot.written(last + 2, end);
    let fixed = match rest.strip_prefix("events") {
        _ if spot.text_at(last + 3) == "from" => format!("{name}: {rest}"),
        Some(more) => format!("{name}: events from \"{written}\"{more}"),
        None => format!("{name}: {rest} from \"{written}\""),
    };
    let title = format!("A name cannot contain `{}`", spot.text_at(at));
    let label = "use only letters, digits and `_`";
    let finding = Finding::new(spot.range(start, last), title, label);
    let finding = finding.code(register::SYNTAX).help(format!("write `{fixed}`"));
    Some(finding.with_at(spot.range(start, end), fixed))
}

/// `joined: date "yyyy-mm-dd"`.
pub(super) fn date_pattern(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let text = spot.word(at).filter(|word| word.kind == Kind::Text && at == spot.at)?;
    let lower = text.text.to_lowercase();
    let pattern = lower.contains("yy") && lower.contains("mm");
    if !pattern || !matches!(spot.before(at, 1), "date" | "day") {
        return None;
    }
    let start = text.start;
    let title = "`as` is missing before the way the data writes dates";
    let finding = Finding::new(text.range(), title, "add `as` before this");
    let help = format!("write `{} as {lower}`", spot.before(at, 1));
    let range = start..text.end();
    Some(finding.code(register::SYNTAX).help(help).with_at(range, format!("as {lower}")))
}
