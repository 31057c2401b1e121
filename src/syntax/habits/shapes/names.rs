//! Names and texts that are taken for each other.

use super::super::{Finding, Spot};
use super::experiments::OF_GIFTS;
use crate::problems::register;
use crate::syntax::parser::Rule;
use crate::syntax::vocabulary::{self, ACTIONS};
use crate::syntax::words::{Kind, Word};

/// `AND`, `Move`, `STAGE`.
pub(super) fn wrong_case(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.kind == Kind::Word)?;
    let lower = word.text.to_lowercase();
    if lower == word.text || !vocabulary::all().any(|other| other == lower) {
        return None;
    }
    let title = format!("`{}` must be lowercase: `{lower}`", word.text);
    let finding = Finding::new(word.range(), title, format!("write `{lower}` here"));
    Some(finding.help(format!("write `{}`", spot.paste(at, at, &lower))).with(lower).safe())
}

/// A name in quotation marks: `move to "Enthusiast"`, `reward "swag"`.
pub(super) fn quoted_name(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.kind == Kind::Text && at == spot.at)?;
    let inside = word.text.trim_matches('"');
    if spot.wanted.contains(&Rule::zone) {
        return zone(word, inside);
    }
    let fixed = as_name(inside)?;
    let same = fixed == inside;
    let title = "A name has no quotation marks";
    let finding = Finding::new(word.range(), title, "this is a name, not a text");
    let verb = [2, 1].into_iter().find(|places| ACTIONS.contains(&spot.before(at, *places)));
    let help = match same {
        true => {
            let lead = verb.map_or("", |places| spot.written(at - places, at - 1));
            format!("write `{}`", format!("{lead} {fixed}").trim())
        }
        false => format!("use only letters, digits and `_` in a name, for example `{fixed}`"),
    };
    let finding = finding.help(help).with(fixed);
    Some(finding.safe_if(same))
}

/// `timezone "Europe/Vienna"`.
fn zone(word: &Word<'_>, inside: &str) -> Option<Finding> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '/' | '+' | '-');
    let begins = inside.starts_with(|c: char| c.is_ascii_alphabetic());
    if !begins || !inside.chars().all(fits) {
        return None;
    }
    let title = "A time zone has no quotation marks";
    let finding = Finding::new(word.range(), title, "this is a name, not a text");
    Some(finding.help(format!("write `timezone {inside}`")).with(inside).safe())
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
pub(super) fn bare_text(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.kind == Kind::Word && at == spot.at)?;
    if !spot.wanted.contains(&Rule::text) || vocabulary::is_reserved(word.text) {
        return None;
    }
    let takes_text =
        ["tag", "untag", "tagged", "from", "by", "as", "key", "at", "split", "to", "rule"];
    let of_key = spot.before(at, 1) == "and" && spot.before(at, 3) == "key";
    if !(of_key || takes_text.contains(&spot.before(at, 1)))
        || matches!(word.text, "with" | "as" | "by")
    {
        return None;
    }
    let fixed = format!("\"{}\"", word.text);
    let title = "Text goes in quotation marks";
    let finding = Finding::new(word.range(), title, "put quotation marks around this");
    let before = spot.written(at.saturating_sub(if of_key { 3 } else { 1 }), at.saturating_sub(1));
    let paste = format!("{before} {fixed}");
    Some(finding.code(register::SYNTAX).help(format!("write `{paste}`")).with(fixed).safe())
}

/// `one of ("a", "Gold tier")`.
pub(super) fn quoted_choices(spot: &Spot<'_>, at: usize) -> Option<Finding> {
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
    let title = "The values of `one of` have no quotation marks";
    let finding = Finding::new(spot.range(at, close - 1), title, "these are names");
    Some(finding.help(format!("write `one of ({fixed})`")).with(fixed).safe())
}

/// `stage Early-Advocate`.
pub(super) fn hyphen_in_name(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let before = at.checked_sub(1)?;
    let touches =
        |at: usize| spot.word(at).zip(spot.word(at + 1)).is_some_and(|(a, b)| a.end() == b.start);
    let joined = touches(before) && touches(at) && spot.is_name(before);
    if at != spot.at || !joined || !matches!(spot.text_at(at), "-" | "." | "/") {
        return None;
    }
    let written = spot.written(before, at + 1);
    let fixed = as_name(written)?;
    let title = format!("A name cannot contain `{}`", spot.text_at(at));
    let finding =
        Finding::new(spot.range(before, at + 1), title, "use only letters, digits and `_`");
    Some(finding.code(register::SYNTAX).help(format!("write `{fixed}`")).with(fixed).likely())
}

/// `flywheel My rules`, `stage A Feels the need`.
pub(super) fn bare_title(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.kind == Kind::Word && !word.first)?;
    // These have a title and no name.
    let only_title = matches!(spot.before(at, 1), "flywheel" | "test" | "simulate" | "leaking");
    let titled = vocabulary::DECLARATIONS.contains(&spot.before(at, 2)) || only_title;
    if at != spot.at || !titled || !spot.wanted.contains(&Rule::text) {
        return None;
    }
    let mut last = at;
    let option = |word: &str| !only_title && OF_GIFTS.contains(&word);
    while spot
        .word(last + 1)
        .is_some_and(|word| !word.first && word.kind == Kind::Word && !option(word.text))
    {
        last += 1;
    }
    // One word alone is rather an option that is not spelled right.
    if last == at && !only_title || vocabulary::is_reserved(word.text) {
        return None;
    }
    // A word of the language in it may be the beginning of what comes after the title.
    let plain = (at..=last).all(|at| !vocabulary::all().any(|word| word == spot.text_at(at)));
    let fixed = format!("\"{}\"", spot.written(at, last));
    let title = "A title goes in quotation marks";
    let finding = Finding::new(spot.range(at, last), title, "put quotation marks around this");
    let finding = finding.code(register::SYNTAX).help(format!("write `{fixed}`")).with(fixed);
    Some(finding.safe_if(plain))
}

/// `one of a, b` without brackets.
pub(super) fn bare_choice(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let opens = spot.before(at, 1) == "of" && spot.before(at, 2) == "one";
    if !opens || !spot.is_name(at) || at > spot.at {
        return None;
    }
    let mut last = at;
    while spot.text_at(last + 1) == "," && spot.is_name(last + 2) && spot.text_at(last + 3) != ":" {
        last += 2;
    }
    let fixed = format!("({})", spot.written(at, last));
    let title = "The values of `one of` go in parentheses";
    let finding = Finding::new(spot.range(at, last), title, "put parentheses around these");
    Some(finding.code(register::SYNTAX).help(format!("write `one of {fixed}`")).with(fixed).safe())
}

/// `let x := 3`, `let x is 3`, `let x: 3`, `let x 3`.
pub(super) fn assignment(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    if spot.before(at, 2) != "let" || !spot.is_name(at - 1) || at != spot.at {
        return None;
    }
    let same_line = |at: &usize| spot.word(*at).is_some_and(|word| !word.first);
    let words = (at..at + 6).take_while(|at| same_line(at) && spot.kind(*at) == Some(Kind::Word));
    if let Some(last) = words.last().filter(|last| spot.text_at(last + 1) == "=") {
        let written = spot.written(at - 1, last);
        let fixed = (at - 1..=last).map(|at| spot.text_at(at)).collect::<Vec<_>>().join("_");
        let title = format!("The name `{written}` cannot contain spaces");
        let finding = Finding::new(spot.range(at - 1, last), title, "write this as one word");
        let help = format!("write `let {fixed} = ...`");
        return Some(finding.code(register::SYNTAX).help(help).with(fixed).likely());
    }
    let paste = format!("let {} = ...", spot.text_at(at - 1));
    let mark = matches!(spot.text_at(at), ":=" | "is" | ":" | "be");
    let (range, with) = match mark {
        true => (spot.range(at, at), "="),
        false => (spot.word(at)?.start..spot.word(at)?.start, "= "),
    };
    let title = "A `let` needs `=` after its name";
    let finding = Finding::new(spot.range(at, at), title, "put `=` here");
    Some(
        finding.code(register::SYNTAX).help(format!("write `{paste}`")).with_at(range, with).safe(),
    )
}
