//! Counts, comparisons and times as people say them: `3 to 5 purchases`, `any purchase`,
//! `is not at least 8`, `1 year 6 months`.

use super::super::{Finding, Spot, numbers};
use super::conditions::comparison;
use crate::problems::register;
use crate::syntax::habits::lexicon::{singular, with_article};
use crate::syntax::vocabulary::{self, ACTIONS};
use crate::syntax::words::Kind;
use crate::values::time::month_of;

/// Where the condition around a place ends.
fn condition_end(spot: &Spot<'_>, at: usize) -> usize {
    let ends = |place: &usize| {
        let text = spot.text_at(*place);
        matches!(text, "and" | "or" | "then" | ";" | ",") || ACTIONS.contains(&text)
    };
    let end = (at..spot.words.len()).find(ends).unwrap_or(spot.words.len());
    end.saturating_sub(1)
}

/// `3 to 5 purchases`, `3-5 purchases`, `between 3 and 5 purchases`.
pub(super) fn range_of_counts(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let low = if matches!(spot.text_at(at), "between" | "from") { at + 1 } else { at };
    let joint = spot.text_at(low + 1);
    let joined = matches!(joint, "to" | "-" | "–" | "until" | "or") || joint == "and" && low > at;
    let numbers = spot.kind(low) == Some(Kind::Number) && spot.kind(low + 2) == Some(Kind::Number);
    let events = spot.text_at(low + 3);
    if !joined || !numbers || numbers::is_unit(events) || spot.names.list(events).is_none() {
        return None;
    }
    let end = condition_end(spot, low + 4).max(low + 3);
    let what = spot.written(low + 3, end);
    let (few, many) = (spot.text_at(low), spot.text_at(low + 2));
    let fixed = format!("at least {few} {what} and at most {many} {what}");
    let title = "Count them twice: at least the one number, at most the other";
    let finding = Finding::new(spot.range(at, low + 2), title, "this is a range");
    Some(finding.help(format!("write `{fixed}`")).with_at(spot.range(at, end), fixed))
}

/// `1 year 6 months`.
pub(super) fn combined_length(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let and = matches!(spot.text_at(at + 2), "and" | "," | "plus");
    let second = if and { at + 3 } else { at + 2 };
    let numbers = spot.kind(at) == Some(Kind::Number) && spot.kind(second) == Some(Kind::Number);
    numbers.then_some(())?;
    let fixed = numbers::together(
        (spot.text_at(at), spot.text_at(at + 1)),
        (spot.text_at(second), spot.text_at(second + 1)),
    )?;
    let title = "A length of time has one unit";
    let finding = Finding::new(spot.range(at, second + 1), title, "these are two");
    Some(finding.help(format!("write `{fixed}`")).with(fixed).safe())
}

/// `NPS is not at least 8`, `NPS not above 8`.
pub(super) fn denied_comparison(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let leads: &[&[&str]] = &[&["is", "not"], &["isn't"], &["not"], &["does", "not"]];
    let lead = leads.iter().find(|lead| spot.says(at, lead))?;
    let how = at + lead.len();
    let phrases: &[(&[&str], &str)] = &[
        (&["at", "least"], "<"),
        (&["at", "most"], ">"),
        (&["greater", "than"], "≤"),
        (&["more", "than"], "≤"),
        (&["higher", "than"], "≤"),
        (&["less", "than"], "≥"),
        (&["lower", "than"], "≥"),
        (&["fewer", "than"], "≥"),
        (&["above"], "≤"),
        (&["over"], "≤"),
        (&["below"], "≥"),
        (&["under"], "≥"),
        (&[">"], "≤"),
        (&["<"], "≥"),
        (&["≥"], "<"),
        (&["≤"], ">"),
        (&[">="], "<"),
        (&["<="], ">"),
    ];
    let (phrase, mark) = phrases.iter().find(|(phrase, _)| spot.says(how, phrase))?;
    let name = at.checked_sub(1).filter(|name| spot.is_name(*name))?;
    let last = how + phrase.len() - 1;
    let money = matches!(spot.text_at(last + 1), "$" | "€" | "£");
    let value = if money { last + 2 } else { last + 1 };
    if !matches!(spot.kind(value), Some(Kind::Number | Kind::Date)) {
        return None;
    }
    let title = format!("`{}` should be `{mark}`", spot.written(at, last));
    let finding = Finding::new(spot.range(at, last), title, format!("write `{mark}` here"));
    let help = format!("write `{} {mark} {}`", spot.text_at(name), spot.written(last + 1, value));
    Some(finding.help(help).with(*mark))
}

/// `any purchase`.
pub(super) fn any_event(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let events = spot.text_at(at + 1);
    let list = spot.names.list(events)?;
    if !matches!(spot.text_at(at), "any" | "some" | "another" | "one" | "each")
        || list.name.is_empty()
    {
        return None;
    }
    let fixed = with_article(&singular(events));
    let title = format!("`{}` should be `{fixed}`", spot.written(at, at + 1));
    let finding = Finding::new(spot.range(at, at + 1), title, "at least one of them");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}

/// `after purchase since entering`, `purchase where amount > €5`.
pub(super) fn bare_event(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let filter = matches!(spot.text_at(at), "since" | "where" | "within" | "this");
    let event = at.checked_sub(1)?;
    let name = spot.text_at(event);
    let begins =
        matches!(spot.before(event, 1), "when" | "after" | "and" | "or" | "not" | "(" | "if");
    let known = spot.names.list(name).is_some();
    if at != spot.at || !filter || !begins || !(known || spot.is_name(event)) {
        return None;
    }
    // `purchases where channel is web ≥ 3` has its number at the end.
    let end = condition_end(spot, at);
    let compared = (at..=end).filter(|place| {
        comparison(spot.text_at(*place)) || matches!(spot.text_at(*place), "is" | "contains")
    });
    if numbers::is_unit(name) || compared.count() > 1 {
        return None;
    }
    if spot.names.has(name) && !known {
        return None;
    }
    let fixed = with_article(&singular(name));
    let title = "Events are counted: `a` is missing, or a number";
    let finding = Finding::new(spot.range(event, event), title, "how many of them?");
    let help = format!("write `{fixed} {}`", spot.written(at, end));
    Some(finding.code(register::SYNTAX).help(help).with(fixed))
}

/// `a failed payment`, `2 late purchases`: an adjective that the file does not know.
pub(super) fn unknown_adjective(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = at.checked_sub(1).filter(|word| spot.is_name(*word))?;
    let lead = word.checked_sub(1)?;
    let counts = spot.kind(lead) == Some(Kind::Number)
        || matches!(spot.text_at(lead), "a" | "an" | "no" | "without");
    let (adjective, noun) = (spot.text_at(word), spot.text_at(at));
    let length = numbers::is_unit(adjective) || numbers::is_unit(noun) || month_of(noun).is_some();
    let small = ["times", "time", "of", "the", "or", "more", "ago", "later", "for", "to", "as"];
    let small = |word: &str| small.contains(&word) || vocabulary::all().any(|other| other == word);
    if small(adjective) || (small(noun) && spot.names.list(noun).is_none()) {
        return None;
    }
    if at != spot.at || !counts || !spot.is_name(at) || length || spot.names.has(adjective) {
        return None;
    }
    let number = spot.text_at(lead);
    let finding = |title: String| Finding::new(spot.range(lead, at), title, "not declared");
    if let Some(list) = spot.names.list(noun).filter(|list| !list.bare) {
        let text = list.attributes.iter().find(|(_, kind)| matches!(*kind, "one" | "text"));
        let of = with_article(&singular(noun));
        let one = if matches!(number, "a" | "an") { of } else { format!("{number} {noun}") };
        let help = match text {
            Some((name, "text")) => format!(
                "say which ones with `where`, such as `{one} where {name} is \"{adjective}\"`"
            ),
            Some((name, _)) => {
                format!("say which ones with `where`, such as `{one} where {name} is ...`")
            }
            None => format!(
                "give them a value to ask for: `{}: events with kind text`, then write `{one} where kind is \"{adjective}\"`",
                list.name
            ),
        };
        let title = format!("Nothing says which of the `{}` are `{adjective}`", list.name);
        return Some(finding(title).code(register::UNKNOWN_NAME).help(help));
    }
    if spot.names.has(noun) {
        return None;
    }
    let plural = if noun.ends_with('s') { noun.to_owned() } else { format!("{noun}s") };
    let name = format!("{adjective}_{plural}");
    let one = match number {
        "a" | "an" => with_article(&format!("{adjective}_{}", singular(&plural))),
        _ => format!("{number} {name}"),
    };
    let title = format!("No events are called `{adjective} {noun}`");
    let help = format!("declare them under `customer`, `{name}: events`, and write `{one}`");
    Some(finding(title).code(register::UNKNOWN_EVENT).help(help))
}

/// `NPS is 8+`, `NPS 8+`, `8+ purchases`.
pub(super) fn or_more_mark(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let number = at.checked_sub(1).filter(|number| spot.kind(*number) == Some(Kind::Number))?;
    let touches = spot.word(number)?.end() == spot.word(at)?.start;
    let next = spot.text_at(at + 1);
    let ends = spot.word(at + 1).is_none_or(|next| {
        matches!(next.text, "and" | "or" | ")" | ";" | "then") || ACTIONS.contains(&next.text)
    });
    if spot.text_at(at) != "+" || !touches {
        return None;
    }
    if spot.names.list(next).is_some() {
        let fixed = format!("at least {} {next}", spot.text_at(number));
        let title = format!("`{}` should be `{fixed}`", spot.written(number, at + 1));
        let finding = Finding::new(spot.range(number, at + 1), title, "or more");
        return Some(finding.help(format!("write `{fixed}`")).with(fixed).safe());
    }
    ends.then_some(())?;
    let money = matches!(spot.before(number, 1), "$" | "€" | "£");
    let first = if money { number.checked_sub(1)? } else { number };
    let mark = spot.before(first, 1);
    let start =
        if matches!(mark, "is" | "=" | "==" | "≥" | ">=" | "of") { first - 1 } else { first };
    let fixed = format!("≥ {}", spot.written(first, number));
    let title = format!("`{}` should be `{fixed}`", spot.written(start, at));
    let finding = Finding::new(spot.range(start, at), title, "or more");
    let help = format!("write `{} {fixed}`", spot.before(start, 1));
    Some(finding.help(help).with(fixed))
}

/// `exactly 90 days since joined`, `90 days after joined`.
pub(in crate::syntax::habits) fn exactly_ago(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let lead = spot.text_at(at) == "exactly" && spot.kind(at + 1) == Some(Kind::Number);
    let name = spot.text_at(at + 4);
    let fits = numbers::is_unit(spot.text_at(at + 2))
        && matches!(spot.text_at(at + 3), "since" | "after")
        && spot.names.type_of(name) == "date";
    if !lead || !fits {
        return None;
    }
    let fixed = format!("{name} is today - {}", spot.written(at + 1, at + 2));
    let title = format!("`{}` should be `{fixed}`", spot.written(at, at + 4));
    let finding = Finding::new(spot.range(at, at + 4), title, "compare the date with today");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}

/// `top 10% by spent`.
pub(super) fn top_share(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let top = matches!(spot.text_at(at), "top" | "best" | "bottom" | "worst");
    let number = spot.word(at + 1).filter(|number| number.kind == Kind::Number)?;
    let share = matches!(spot.text_at(at + 2), "%" | "percent");
    top.then_some(())?;
    let last = if share { at + 2 } else { at + 1 };
    let named = matches!(spot.text_at(last + 1), "by" | "of" | "in" | "customers");
    let value = (last + 1..last + 5).find(|place| spot.names.is_value(spot.text_at(*place)));
    let value = value.filter(|_| named);
    let by = value.map(|place| spot.text_at(place));
    let by = by.or_else(|| spot.names.lets.first().copied()).unwrap_or("spent");
    let end = value.unwrap_or(last);
    let low = matches!(spot.text_at(at), "bottom" | "worst");
    let title = "Customers are compared with `rank` and `quintile`";
    let finding = Finding::new(spot.range(at, end), title, "this is not a condition");
    let fifth = if low { 1 } else { 5 };
    let help = match (share, number.text) {
        (true, "20") => format!("write `quintile({by}) is {fifth}`"),
        (true, _) => format!(
            "write `quintile({by}) is {fifth}` for a fifth of the customers, or \
             `rank({by}) ≤ 100` for the first 100"
        ),
        (false, number) => format!("write `rank({by}) ≤ {number}`"),
    };
    let with = format!("quintile({by}) is {fifth}");
    Some(finding.help(help).with_at(spot.range(at, end), with).guess())
}

/// Whether a word is a month.
pub(in crate::syntax::habits) fn is_month(word: &str) -> bool {
    month_of(word).is_some()
}

/// `since March 2026`, `joined after March 2026`, `joined in March 2026`.
pub(super) fn since_month(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let month = month_of(spot.text_at(at))?;
    let lead = at.checked_sub(1)?;
    let year =
        spot.word(at + 1).filter(|year| year.kind == Kind::Number && year.text.len() == 4)?;
    let number: i16 = year.text.parse().ok()?;
    let first = format!("{number}-{month:02}-01");
    let next = match month {
        12 => format!("{}-01-01", number.checked_add(1)?),
        _ => format!("{number}-{:02}-01", month + 1),
    };
    let date = spot.names.type_of(spot.before(lead, 1)) == "date";
    let (from, fixed) = match (spot.text_at(lead), date) {
        ("since" | "from", true) => (lead, format!("≥ {first}")),
        ("since", false) => (at, first),
        ("after", true) => (lead, format!("≥ {next}")),
        ("before" | "until", true) => (lead, format!("< {first}")),
        ("in" | "during", true) => {
            let name = spot.before(lead, 1);
            (lead, format!("≥ {first} and {name} < {next}"))
        }
        ("in" | "during", false) if spot.names.list(spot.before(lead, 1)).is_some() => {
            (lead, format!("where (at ≥ {first} and at < {next})"))
        }
        (">" | "≥" | ">=", _) => (at, first),
        ("<" | "≤" | "<=", _) => (at, first),
        _ => return None,
    };
    let title = format!("Write `{}` as a day", spot.written(at, at + 1));
    let finding = Finding::new(spot.range(at, at + 1), title, "this is a month");
    let before = if from == lead { spot.before(lead, 1) } else { spot.text_at(lead) };
    let help = format!("write `{before} {fixed}`");
    Some(finding.help(help).with_at(spot.range(from, at + 1), fixed))
}

/// `purchases.sum(amount)`: the function comes first.
pub(super) fn method_call(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let list = spot.names.list(spot.text_at(at)).filter(|list| !list.bare)?;
    let function = match spot.text_at(at + 2) {
        "sum" | "total" => "sum",
        "average" | "avg" | "mean" => "average",
        "count" | "length" | "size" => "count",
        "min" => "min",
        "max" => "max",
        "first" => "first",
        "last" => "last",
        _ => return None,
    };
    let called = spot.text_at(at + 1) == "." && spot.text_at(at + 3) == "(";
    let name = spot.text_at(at + 4);
    let (close, of) = match name {
        ")" if function == "count" => (at + 4, list.name.to_owned()),
        _ => (at + 5, format!("{}.{name}", list.name)),
    };
    let known = list.attributes.iter().any(|(attribute, _)| *attribute == name) || close == at + 4;
    if !called || !known || spot.text_at(close) != ")" {
        return None;
    }
    let fixed = format!("{function}({of})");
    let title = format!("`{}` should be `{fixed}`", spot.written(at, close));
    let finding = Finding::new(spot.range(at, close), title, "the function comes first");
    Some(finding.help(format!("write `{fixed}`")).with(fixed).safe())
}

/// `country matches "A.*"`, `like "A_T"`: texts have no patterns.
pub(super) fn pattern(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let regular = matches!(
        spot.text_at(at).to_lowercase().as_str(),
        "matches" | "match" | "regex" | "regexp" | "rlike" | "similar" | "=~" | "~"
    );
    let like = spot.text_at(at).eq_ignore_ascii_case("like");
    let text = spot.word(at + 1).filter(|text| text.kind == Kind::Text)?;
    let inside = text.text.trim_matches('"');
    let wild = |c: char| if like { c == '_' } else { ".*+?[](){}^$|\\".contains(c) };
    let name = at.checked_sub(1).filter(|name| spot.is_name(*name))?;
    if !(regular || like) || !inside.contains(wild) || (like && inside.contains('%')) {
        return None;
    }
    let name = spot.text_at(name);
    let core = inside.trim_start_matches('^').trim_end_matches('$');
    let begin = core.strip_suffix(".*").filter(|rest| !rest.contains(wild));
    let end = core.strip_prefix(".*").filter(|rest| !rest.contains(wild));
    let title = "Rules cannot look for patterns, only for texts";
    let finding = Finding::new(spot.range(at, at + 1), title, "this is a pattern");
    let test = match (begin, end) {
        (Some(text), _) if !text.is_empty() => format!("starts with \"{text}\""),
        (_, Some(text)) if !text.is_empty() => format!("ends with \"{text}\""),
        _ => {
            let longest = inside.split(wild).max_by_key(|part| part.len()).unwrap_or_default();
            let help =
                format!("ask for a part of the text, such as `{name} contains \"{longest}\"`");
            let with = "contains \"x\"";
            return Some(finding.help(help).with_at(spot.range(at, at + 1), with).guess());
        }
    };
    let help = format!("write `{name} {test}`");
    Some(finding.help(help).with_at(spot.range(at, at + 1), test))
}

/// `between 7 to 8`, `is between 7 - 8`.
pub(super) fn between_to(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let is = usize::from(spot.text_at(at) == "is");
    let low = at + is + 1;
    let mark = usize::from(matches!(spot.text_at(low), "$" | "€" | "£"));
    let joint = low + mark + 1;
    let high = joint + 1 + usize::from(matches!(spot.text_at(joint + 1), "$" | "€" | "£"));
    let numbers =
        spot.kind(low + mark) == Some(Kind::Number) && spot.kind(high) == Some(Kind::Number);
    let joined = matches!(spot.text_at(joint), "to" | "-" | "–" | "until");
    if spot.text_at(at + is) != "between" || !numbers || !joined {
        return None;
    }
    let (from, to) = (spot.written(low, low + mark), spot.written(joint + 1, high));
    let fixed = format!("between {from} and {to}");
    let title = format!("`{}` should be `{fixed}`", spot.written(at, high));
    let finding = Finding::new(spot.range(at, high), title, "this is a range");
    let help = format!("write `{} {fixed}`", spot.before(at, 1));
    Some(finding.help(help).with(fixed).safe())
}

/// `this year or last year`: a window is one period.
pub(super) fn two_periods(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let unit = spot.text_at(at + 1);
    let fits = spot.says(at, &["this", unit, "or", "last", unit])
        || spot.says(at, &["this", unit, "and", "last", unit])
        || spot.says(at, &["last", unit, "or", "this", unit]);
    if !fits || !numbers::is_unit(unit) {
        return None;
    }
    let fixed = format!("within 2 {unit}s");
    let title = format!("A window takes in one calendar {unit}, not two");
    let finding = Finding::new(spot.range(at, at + 4), title, "two calendar periods");
    let help = format!(
        "write `{fixed}` for the last two {unit}s up to now; or count twice, with `this calendar \
         {unit}` and with `last calendar {unit}`"
    );
    Some(finding.help(help).with(fixed).guess())
}

/// `if NPS > 3 if email_ok`: two conditions.
pub(super) fn second_if(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| !word.first)?;
    if !matches!(word.text, "if" | "when") || spot.at.abs_diff(at) > 1 {
        return None;
    }
    let line = (0..at).rev().find(|place| spot.words[*place].first)?;
    let begins = matches!(spot.text_at(line), "if" | "when" | "after");
    let acts = (line..at).any(|place| ACTIONS.contains(&spot.text_at(place)));
    let follows = at > line + 1 && !matches!(spot.before(at, 1), "and" | "or" | ";" | ",");
    if !begins || acts || !follows {
        return None;
    }
    let title = format!("`{}` should be `and`", word.text);
    let finding = Finding::new(word.range(), title, "join the two conditions");
    let help = format!("write `{} and {}`", spot.written(line + 1, at - 1), spot.text_at(at + 1));
    Some(finding.help(help).with("and"))
}

/// `if NPS > 3 if email_ok give mug`: both words are the same mistake.
pub(super) fn two_ifs(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let first = spot.word(at).filter(|word| word.first && word.text == "if")?;
    let end = spot.line_end(at);
    let acts = |place: &usize| ACTIONS.contains(&spot.text_at(*place));
    let action = (at + 1..=end).find(acts)?;
    let second = (at + 2..action).find(|place| spot.text_at(*place) == "if")?;
    // `if leaking` begins with the same word, so that the reading may stop after it.
    if spot.at < at
        || spot.at > second
        || matches!(spot.before(second, 1), "and" | "or" | "," | ";")
    {
        return None;
    }
    let condition = spot.written(at + 1, second - 1);
    let fixed = format!("when {condition} and");
    let title = "A rule begins with `when`, and `and` joins its conditions";
    let finding = Finding::new(first.range(), title, "write `when` here");
    let help = format!("write `{fixed} {}`", spot.written(second + 1, end));
    Some(finding.help(help).with_at(spot.range(at, second), fixed))
}

/// `4th of March 2026`.
pub(super) fn ordinal_date(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let number = spot.word(at).filter(|word| word.kind == Kind::Number)?;
    let day: u32 = number.text.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).parse().ok()?;
    let of = usize::from(spot.text_at(at + 1) == "of");
    let month = month_of(spot.text_at(at + 1 + of))?;
    let comma = usize::from(spot.text_at(at + 2 + of) == ",");
    let last = at + 2 + of + comma;
    let year = spot.word(last).filter(|year| year.kind == Kind::Number && year.text.len() == 4)?;
    if !(1..=31).contains(&day) || (of == 0 && number.text.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let fixed = format!("{}-{month:02}-{day:02}", year.text);
    let title = format!("Write the date `{}` as year-month-day", spot.written(at, last));
    let finding = Finding::new(spot.range(at, last), title, "this is a date");
    Some(finding.code(register::BAD_LITERAL).help(format!("write `{fixed}`")).with(fixed).safe())
}

/// `€25000 amount within 1 year`: a value of events, added up.
pub(super) fn amount_of_events(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let number = at.checked_sub(1).filter(|number| spot.kind(*number) == Some(Kind::Number))?;
    let first =
        number.checked_sub(1).filter(|mark| matches!(spot.text_at(*mark), "$" | "€" | "£"))?;
    let name = spot.text_at(at);
    let spent = matches!(name, "spent" | "spend" | "in" | "worth" | "revenue");
    let list = spot.names.lists.iter().find(|list| {
        list.attributes.iter().any(|(attribute, _)| *attribute == name)
            || (spent && super::super::lexicon::amount(list).is_some())
    })?;
    let attribute = if spent { super::super::lexicon::amount(list)? } else { name };
    let window = spot.text_at(at + 1) == "within" && numbers::is_unit(spot.text_at(at + 3));
    let last = if window { at + 3 } else { at };
    if spot.at != at || (name == "in" || name == "worth") {
        return None;
    }
    let inside = if window { format!(" {}", spot.written(at + 1, last)) } else { String::new() };
    let fixed = format!("sum({}.{attribute}{inside}) ≥ {}", list.name, spot.written(first, number));
    let title = format!("`{}` should be `{fixed}`", spot.written(first, last));
    let finding = Finding::new(spot.range(first, last), title, "add up what they have");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}

/// `customer cancels`, `trial ends`: rules see records, and not what happens.
pub(super) fn doing(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let subject = at.checked_sub(1)?;
    let begins = matches!(spot.before(subject, 1), "when" | "after" | "if" | "and" | "or");
    let ends = spot.word(at + 1).is_none_or(|next| next.first || ACTIONS.contains(&next.text));
    let (word, verb) = (spot.text_at(subject), spot.text_at(at));
    if !begins || !ends || spot.kind(at) != Some(Kind::Word) || spot.names.has(verb) {
        return None;
    }
    let range = spot.range(subject, at);
    if matches!(verb, "ends" | "starts" | "expires" | "begins" | "renews" | "is_due") {
        let date = spot.names.fields.iter().find(|(name, kind)| {
            *kind == "date" && name.to_lowercase().starts_with(&word.to_lowercase())
        });
        let title = format!("`{} {verb}` is not a condition", word);
        let finding = Finding::new(range, title, "compare a date with today");
        return Some(match date {
            Some((name, _)) => {
                let fixed = format!("today is {name}");
                finding.help(format!("write `{fixed}`")).with(fixed)
            }
            None => {
                let name = format!("{word}_{verb}");
                let help = format!(
                    "declare the date under `customer`, `{name}: date`, and write `today is {name}`"
                );
                finding.code(register::UNKNOWN_NAME).help(help)
            }
        });
    }
    let who = ["customer", "user", "contact", "member", "client", "someone", "anyone", "they"];
    let verb = verb.strip_suffix('s').filter(|_| who.contains(&word) && !spot.names.has(word))?;
    let noun = match verb {
        "cancel" => "cancellations".to_owned(),
        "return" => "returns".to_owned(),
        "subscribe" => "subscriptions".to_owned(),
        "unsubscribe" => "unsubscribes".to_owned(),
        "click" | "open" | "visit" | "order" | "review" | "login" | "signup" => format!("{verb}s"),
        other => format!("{}s", other.trim_end_matches('e')),
    };
    let one = with_article(&singular(&noun));
    let title = format!("Nothing in the file says that a customer {verb}s");
    let finding = Finding::new(range, title, "not declared");
    let help =
        format!("declare events for it under `customer`, `{noun}: events`, and write `{one}`");
    Some(finding.code(register::UNKNOWN_EVENT).help(help))
}

/// `opted in send winback`: a name of two words in a condition.
pub(super) fn spaced_name(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let first = at.checked_sub(1).filter(|first| spot.is_name(*first))?;
    let particle = matches!(spot.text_at(at), "in" | "out" | "up" | "off");
    let ends = spot.word(at + 1).is_none_or(|next| {
        next.first || matches!(next.text, "and" | "or") || ACTIONS.contains(&next.text)
    });
    let lead =
        matches!(spot.before(first, 1), "when" | "after" | "and" | "or" | "not" | "if" | "is");
    if !particle || !ends || !lead {
        return None;
    }
    let name = format!("{}_{}", spot.text_at(first), spot.text_at(at));
    let written = spot.written(first, at);
    let title = format!("A name is one word: `{name}`");
    let finding = Finding::new(spot.range(first, at), title, "join the words with `_`");
    Some(match spot.names.has(&name) {
        true => finding.code(register::SYNTAX).help(format!("write `{name}`")).with(name),
        false => {
            let help = format!(
                "declare it under `customer`, `{name}: yes/no from \"{written}\"`, and write `{name}`"
            );
            finding.code(register::UNKNOWN_NAME).help(help)
        }
    })
}
