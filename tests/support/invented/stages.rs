use super::schema::{Gift, Schema, Stage};
use super::speech::Speech;
use super::{Choices, competition};

/// Names stages, of which there are at least two.
pub(super) fn named(choices: &mut Choices<'_>) -> Vec<Stage> {
    let names = ["A", "B", "C", "D"].into_iter().take(2 + choices.below(3));
    let mut stage = |name: &str| {
        let outside = if choices.once_in(4) { format!("stage {name}") } else { name.to_owned() };
        Stage { name: name.to_owned(), outside }
    };
    names.map(&mut stage).collect()
}

/// Invents what happens in each stage, and in any.
pub(super) fn stages(schema: &Schema, choices: &mut Choices<'_>) -> String {
    let mut text = String::new();
    let last = &schema.stages[schema.stages.len() - 1].name;
    for stage in &schema.stages {
        text += &format!("stage {} as \"{}\"\n  resting\n", stage.name, stage.outside);
        // The last stage is never full: others can go there to make room.
        if stage.name != *last && choices.once_in(8) {
            text += &competition::capacity(schema, last, choices);
        }
        if choices.once_in(3) {
            text += &format!("  on entering {}\n", actions(schema, None, choices));
        }
        for place in 0..2 + choices.below(4) {
            let name = format!("{} {place}", stage.name);
            text += &rule(schema, Some(&stage.name), &name, choices);
        }
    }
    if choices.once_in(2) {
        text += "any stage\n";
        for place in 0..1 + choices.below(3) {
            text += &rule(schema, None, &format!("any {place}"), choices);
        }
    }
    text
}

/// A rule that leaves a tag of its own, so that every decision shows whether it was true.
fn rule(schema: &Schema, stage: Option<&str>, name: &str, choices: &mut Choices<'_>) -> String {
    let condition = Speech::new(schema, choices).condition();
    let others: Vec<&str> = schema.stages.iter().map(|other| other.name.as_str()).collect();
    let others: Vec<&str> = others.into_iter().filter(|other| Some(*other) != stage).collect();
    let to = if choices.once_in(4) { choices.any(&others) } else { None };
    let actions = actions(schema, to, choices);
    format!("  when {condition}\n    then {actions}; tag \"{name}\"\n")
}

fn actions(schema: &Schema, to: Option<&str>, choices: &mut Choices<'_>) -> String {
    let mut actions = Vec::new();
    actions.extend(to.map(|to| format!("move to {to}")));
    for Gift { name, word, each, .. } in &schema.gifts {
        if choices.once_in(3) {
            let verb = match *word {
                "program" => "invite to",
                "alert" => "notify",
                _ => "give",
            };
            let each = each.map(|list| {
                let asks = choices.once_in(3);
                let mut speech = Speech::new(schema, choices);
                let filters = if asks { speech.filters(Some(list)) } else { String::new() };
                format!(" for each {}{filters}", schema.lists[list].one)
            });
            actions.push(format!("{verb} {name}{}", each.unwrap_or_default()));
        }
    }
    if actions.is_empty() || choices.once_in(3) {
        let (verb, word) = (choices.of(&["tag", "untag"]), choices.of(&["tea", "vip", "x"]));
        actions.push(format!("{verb} \"{word}\""));
    }
    actions.join("; ")
}
