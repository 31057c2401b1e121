//! Numbers whose marks or letters would pass for something else.

use super::{Finding, Spot};
use crate::problems::register;
use crate::syntax::words::Kind;

/// `.5`, `$.50`, and `,5` after a comparison.
pub(super) fn leading_point(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let currency = matches!(spot.text_at(at), "$" | "€" | "£");
    let point = if currency { at + 1 } else { at };
    let (mark, number) = (spot.word(point)?, spot.word(point + 1)?);
    let digits = number.text.bytes().all(|byte| byte.is_ascii_digit());
    if !matches!(mark.text, "." | ",") || !digits || mark.end() != number.start {
        return None;
    }
    // A limit is a whole number, and the reader says so.
    if spot.before(point, 1) == "to" && spot.text_at(point + 2) == "per" {
        return None;
    }
    let before = point.checked_sub(1).and_then(|at| spot.word(at));
    let joined = before.is_some_and(|before| before.end() == mark.start);
    let compared = matches!(
        spot.before(point, 1),
        "<" | ">" | "<=" | ">=" | "≤" | "≥" | "=" | "==" | "is" | "(" | "-" | "+" | "*" | "/"
    );
    // `a.5` and `9,5` are something else.
    let after_word = joined && before.is_some_and(|before| before.kind != Kind::Mark);
    if !currency && (after_word || mark.text == "," && !compared) {
        return None;
    }
    let money = if currency { spot.text_at(at) } else { "" };
    let written = spot.written(at, point + 1);
    let fixed = format!("{money}0.{}", number.text);
    let title = format!("`{written}` should be `{fixed}`");
    let label = "start with a digit, and use a decimal point";
    let finding = Finding::new(spot.range(at, point + 1), title, label);
    let finding = finding.code(register::BAD_LITERAL).help(format!("write `{fixed}`"));
    Some(finding.with(fixed).safe())
}

/// `add -20 per ticket`, with any dash.
pub(super) fn signed_points(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let verb = match spot.before(at, 1) {
        "add" => "take",
        "take" => "add",
        _ => return None,
    };
    let dash = matches!(spot.text_at(at), "-" | "‐" | "‑" | "‒" | "–" | "—" | "−");
    let per = spot.text_at(at + 2) == "per" && spot.kind(at + 1) == Some(Kind::Number);
    if !dash || !per {
        return None;
    }
    let (number, event) = (spot.text_at(at + 1), spot.text_at(at + 3));
    let fixed = format!("{verb} {number}");
    let title = "Points in a score have no minus sign";
    // `take -3` may be meant as minus 3, or as the opposite of taking.
    if verb == "add" {
        let range = spot.range(at, at);
        let finding = Finding::new(range, title, "take these points away, or add them?");
        let help = format!(
            "write `take {number} per {event}` to subtract points, or `{fixed} per {event}` to add"
        );
        return Some(finding.help(help).with("").guess());
    }
    let finding = Finding::new(spot.range(at - 1, at + 1), title, format!("write `{fixed}` here"));
    let help = format!("write `{fixed} per {event}`");
    Some(finding.help(help).with(fixed))
}

/// `12m`: months or minutes in a length of time, and perhaps millions elsewhere.
pub(super) fn minutes_or_months(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at)?;
    let number = word.text.strip_suffix(['m', 'M'])?;
    let whole = number.bytes().all(|byte| byte.is_ascii_digit());
    if number.is_empty() || !whole || matches!(spot.before(at, 1), "$" | "€" | "£") {
        return None;
    }
    let leads = ["within", "per", "last", "past", "for", "every", "than", "later", "a", "in"];
    let follows = ["since", "without", "in", "ago"];
    let lasting = leads.contains(&spot.before(at, 1)) || follows.contains(&spot.text_at(at + 1));
    let many = if number == "1" { "" } else { "s" };
    let (months, minutes) = (format!("{number} month{many}"), format!("{number} minute{many}"));
    let title = format!("`{}` can be read in more than one way", word.text);
    let label = if lasting { "minutes or months?" } else { "minutes, months or millions?" };
    let finding = Finding::new(word.range(), title, label).code(register::BAD_LITERAL);
    Some(match lasting {
        true => finding.help(format!("write `{months}` or `{minutes}`")).with(months).guess(),
        false => {
            let million = format!("{number}000000");
            let help = format!("write `{months}`, `{minutes}` or `{million}`");
            finding.help(help).with(million).guess()
        }
    })
}

/// `(1,000, 2,000)`, which is a list of four.
pub(super) fn thousands_in_a_list(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at)?;
    let mut groups = word.text.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let digits = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
    let thousands = rest.iter().all(|group| group.len() == 3 && digits(group));
    let empty = rest.iter().any(|group| group.starts_with('0'));
    if !thousands || !empty || first.len() > 3 || first.starts_with('0') || !digits(&first) {
        return None;
    }
    let line = spot.words[..at].iter().rev().take_while(|word| !word.first);
    let (mut open, mut close) = (0, 0);
    for word in line {
        open += usize::from(word.text == "(");
        close += usize::from(word.text == ")");
    }
    let money = matches!(spot.before(at, 1), "$" | "€" | "£");
    if open <= close || money {
        return None;
    }
    let (whole, list) = (word.text.replace(',', ""), word.text.replace(',', ", "));
    let title = format!("`{}` can be read in more than one way", word.text);
    let label = "one number, or several?";
    let finding = Finding::new(word.range(), title, label).code(register::BAD_LITERAL);
    Some(finding.help(format!("write `{whole}` for one number, or `{list}` for several")))
}

/// `500c`, `50 ct`: an amount in the smallest unit of the currency.
pub(super) fn cents(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at)?;
    let digits = word.text.trim_end_matches(|letter: char| letter.is_alphabetic());
    let letters = &word.text[digits.len()..];
    if !matches!(letters, "c" | "ct" | "cts" | "cent" | "cents" | "¢") {
        return None;
    }
    let number: u64 = digits.parse().ok()?;
    let amount = match number % 100 {
        0 => format!("{}", number / 100),
        rest => format!("{}.{rest:02}", number / 100),
    };
    let fixed = spot.names.amount(&amount);
    let title = format!("Write this amount as `{fixed}`");
    let finding = Finding::new(word.range(), title, "this is in cents");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}

/// `reward mug costs €5, 2x`: how often, without a time.
pub(super) fn times_of_a_gift(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at)?;
    let number = word.text.strip_suffix('x')?;
    let ends = spot.word(at + 1).is_none_or(|next| next.first || next.text == ",");
    let gift = ["reward", "message", "program", "alert"];
    if !ends || number.parse::<u32>().is_err() || !super::punctuated::in_line_of(spot, at, &gift) {
        return None;
    }
    let title = format!("`{}` needs a time: in how long?", word.text);
    let finding = Finding::new(word.range(), title, "how often it is given");
    let fixed = format!("{number} times per year");
    let help = format!("say in how long, such as `{fixed}` or `{number} times per 90 days`");
    Some(finding.help(help).with(fixed).guess())
}
