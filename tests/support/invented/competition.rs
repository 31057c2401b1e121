use super::schema::Schema;
use super::speech::Speech;
use super::{Choices, amounts};

/// Invents how many customers a stage holds, who comes first, and who goes where to make room.
pub(super) fn capacity(schema: &Schema, to: &str, choices: &mut Choices<'_>) -> String {
    let mut text = format!("  capacity {}", 1 + choices.below(4));
    text += &by(schema, choices);
    if choices.once_in(2) {
        let first = match choices.below(3) {
            0 => "longest in stage".to_owned(),
            // No arm may decide who leaves.
            1 => format!("lowest {}", measure_of(Speech::plainly(schema, choices))),
            _ => format!("highest {}", measure_of(Speech::plainly(schema, choices))),
        };
        text += &format!(", when full move {first} to {to}");
    }
    text + "\n"
}

/// Invents what all customers together may get of a gift.
pub(super) fn budget(schema: &Schema, costs: bool, choices: &mut Choices<'_>) -> String {
    let period = *choices.of(&["30 days", "calendar month", "7 days"]);
    let by = by(schema, choices);
    if costs && choices.once_in(2) {
        return format!("budget {} per {period}{by}", amounts::amount(choices, schema.currency));
    }
    format!("at most {} per {period}{by}", 1 + choices.below(3))
}

fn by(schema: &Schema, choices: &mut Choices<'_>) -> String {
    if choices.once_in(4) { String::new() } else { format!(" by {}", measure(schema, choices)) }
}

/// Something that customers can be put in order by.
fn measure(schema: &Schema, choices: &mut Choices<'_>) -> String {
    measure_of(Speech::new(schema, choices))
}

fn measure_of(mut speech: Speech<'_, '_, '_>) -> String {
    match speech.choices.below(3) {
        0 => speech.number(),
        1 => speech.money(),
        _ => speech.date(),
    }
}

/// Invents names for where customers stand among all. None of them is about another.
pub(super) fn standings(schema: &mut Schema, choices: &mut Choices<'_>) -> String {
    if !choices.once_in(5) {
        return String::new();
    }
    let (mut text, mut names) = (String::new(), Vec::new());
    for place in 0..1 + choices.below(2) {
        let (name, function) = (format!("r{place}"), *choices.of(&["quintile", "rank"]));
        text += &format!("let {name} = {function}({})\n", measure(schema, choices));
        names.push(name);
    }
    schema.standings = names;
    text
}
