use super::days::LENGTHS;
use super::schema::{Gift, Schema, Type};
use super::speech::Speech;
use super::{Choices, amounts, competition};

/// Invents gifts, and writes their declarations.
pub(super) fn gifts(schema: &mut Schema, choices: &mut Choices<'_>) -> String {
    let mut text = String::new();
    for place in 0..choices.below(5) {
        let word = *choices.of(&["reward", "message", "reward", "program", "alert"]);
        let name = format!("g{place}");
        let mut options = Vec::new();
        let costs = choices.once_in(2);
        if costs {
            options.push(format!("costs {}", amount(schema, choices)));
        }
        if choices.once_in(2) {
            options.push(format!("worth {}", amount(schema, choices)));
            if choices.once_in(2) {
                options.push("fades 33.3%".to_owned());
            }
        }
        if word == "alert" && choices.once_in(2) {
            let who = Speech::new(schema, choices).name(Type::Text);
            options.extend(who.map(|who| format!("to {who}")));
        }
        let (named, names) = other_names(&name, choices);
        options.extend(named);
        options.extend(how_often(choices));
        options.extend(for_whom(choices));
        if choices.once_in(10) {
            options.push(competition::budget(schema, costs, choices));
        }
        options.extend(kept(schema, choices));
        text += &format!("{word} {name} {}\n", options.join(", "));
        let each = if word == "program" { None } else { for_each(schema, choices) };
        schema.gifts.push(Gift { name, names, word, costs, each });
    }
    schema.grouped = schema.gifts.len() > 1 && choices.once_in(3);
    if schema.grouped {
        text += "group k0 (g0, g1)\n";
    }
    text
}

/// What says that records call a gift by other names, and all names that they may have for it: one
/// that only the rules have is that of no gift, unless it is an older one, too.
fn other_names(name: &str, choices: &mut Choices<'_>) -> (Vec<String>, Vec<String>) {
    let (mut options, mut names) = (Vec::new(), vec![name.to_owned()]);
    let now = *choices.of(&["", "", "", " G", "\\\"Ü"]);
    if !now.is_empty() {
        options.push(format!("as \"{name}{now}\""));
        names.push(format!("{name}{}", now.replace('\\', "")));
    }
    let older: &[&str] = match now.is_empty() {
        true => choices.of::<&[&str]>(&[&[], &[], &["old"], &["old", "Old"]]),
        false => choices.of::<&[&str]>(&[&[], &["old"], &["old", ""], &[""]]),
    };
    if !older.is_empty() {
        let older: Vec<String> = older.iter().map(|older| format!("{name}{older}")).collect();
        options.push(format!("formerly \"{}\"", older.join("\", \"")));
        names.extend(older);
    }
    (options, names)
}

/// An amount that is the same for everybody, or one that is calculated.
fn amount(schema: &Schema, choices: &mut Choices<'_>) -> String {
    if choices.once_in(2) {
        return amounts::amount(choices, schema.currency);
    }
    let mut speech = Speech::new(schema, choices);
    match speech.choices.below(3) {
        0 => format!("10% of {}", speech.money()),
        1 => format!("({}) / 4", speech.money()),
        _ => speech.money(),
    }
}

/// A list with a key, for each of whose events a gift is given.
fn for_each(schema: &Schema, choices: &mut Choices<'_>) -> Option<usize> {
    let lists = schema.lists.iter().enumerate();
    let keyed: Vec<usize> = lists.filter(|(_, list)| !list.key.is_empty()).map(|l| l.0).collect();
    if choices.once_in(2) { choices.any(&keyed) } else { None }
}

fn how_often(choices: &mut Choices<'_>) -> Option<String> {
    match choices.below(6) {
        0 => None,
        1 => Some("once".to_owned()),
        2 => Some("every time".to_owned()),
        3 => Some(format!("once per {}", choices.of(&LENGTHS))),
        4 => Some(format!("once per {}", choices.of(&["month", "week", "calendar month"]))),
        _ => Some(format!("2 times per {}", choices.of(&["90 days", "calendar year", "year"]))),
    }
}

/// For how long it is owed, and while what is so.
fn kept(schema: &Schema, choices: &mut Choices<'_>) -> Option<String> {
    if !choices.once_in(6) {
        return None;
    }
    let length = *choices.of(&LENGTHS);
    Some(match choices.once_in(2) {
        true => format!("kept for {length} while {}", Speech::new(schema, choices).condition()),
        false => format!("kept for {length}"),
    })
}

fn for_whom(choices: &mut Choices<'_>) -> Vec<String> {
    let mut options = Vec::new();
    if choices.once_in(6) {
        options.push("only in (A, B)".to_owned());
    }
    if choices.once_in(6) {
        let anew = choices.of(&["", " each calendar month"]);
        options.push(format!("for 50% of customers{anew}"));
    }
    if choices.once_in(6) {
        options.push("holdout 30%".to_owned());
    }
    options
}

/// What a limit or a pause may be about: a gift, its kind, or a group, maybe with an exception.
pub(super) fn limited(schema: &Schema, gift: &Gift, choices: &mut Choices<'_>) -> String {
    let kind = format!("{}s", gift.word);
    let alike = |gifts: &[Gift]| gifts.iter().any(|other| other.word == gift.word);
    let (first, rest) = schema.gifts.split_at(schema.gifts.len().min(2));
    let others = schema.gifts.iter().filter(|other| other.word == gift.word).count() > 1;
    match choices.below(6) {
        0 if schema.grouped => "k0".to_owned(),
        1 if schema.grouped && alike(first) && alike(rest) => format!("{kind} except k0"),
        2 if others => format!("{kind} except ({})", gift.name),
        0..3 => kind,
        _ => gift.name.clone(),
    }
}

/// Invents limits of what one customer may get.
pub(super) fn limits(schema: &Schema, choices: &mut Choices<'_>) -> String {
    let mut text = String::new();
    for gift in &schema.gifts {
        if !choices.once_in(3) {
            continue;
        }
        let name = limited(schema, gift, choices);
        let amount = match gift.costs && choices.once_in(2) {
            true => amounts::amount(choices, schema.currency),
            false => "2".to_owned(),
        };
        let period = choices.of(&["30 days", "calendar month", "year", "calendar week"]);
        text += &format!("limit {name} to {amount} per {period}\n");
    }
    text
}
