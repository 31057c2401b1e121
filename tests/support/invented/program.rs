use super::schema::{Schema, Type};
use super::speech::Speech;
use super::{Choices, competition, declared, gifts, stages};

/// A program that is meant to be right, and what it declares.
pub(crate) struct Invented {
    pub rules: String,
    pub schema: Schema,
}

impl Invented {
    /// Invents one. All that is declared later may speak of what is declared earlier.
    pub(crate) fn program(choices: &mut Choices<'_>) -> Invented {
        let mut schema = Schema::default();
        let mut rules = header(&mut schema, choices);
        schema.stages = stages::named(choices);
        rules += &declared::customer(&mut schema, choices);
        rules += &gifts::gifts(&mut schema, choices);
        rules += &left_out(&schema, choices);
        rules += &experiments(&mut schema, choices);
        rules += &lets(&mut schema, choices);
        rules += &score(&mut schema, choices);
        rules += &shown(&schema, choices);
        rules += &competition::standings(&mut schema, choices);
        rules += &gifts::limits(&schema, choices);
        rules += &pauses(&schema, choices);
        rules += &stages::stages(&schema, choices);
        Invented { rules, schema }
    }
}

fn header(schema: &mut Schema, choices: &mut Choices<'_>) -> String {
    schema.currency = *choices.of(&["USD", "EUR", "JPY", "KWD"]);
    let zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"];
    let (currency, zone) = (schema.currency, choices.of(&zones));
    let start = choices.of(&["A", "B"]);
    format!(
        "flywheel \"An invented one\"\n  currency {currency}\n  timezone {zone}\n  start {start}\n"
    )
}

/// Who takes part in nothing.
fn left_out(schema: &Schema, choices: &mut Choices<'_>) -> String {
    if !choices.once_in(6) {
        return String::new();
    }
    let condition = Speech::new(schema, choices).condition();
    format!("customer\n  leave out when {condition}\n")
}

/// What decisions include.
fn shown(schema: &Schema, choices: &mut Choices<'_>) -> String {
    let lets = schema.lets.iter().map(|(name, _)| name.as_str());
    let all: Vec<&str> = lets.chain(schema.experiments.iter().map(|(name, _)| &**name)).collect();
    match choices.any(&all) {
        Some(name) if choices.once_in(4) => format!("customer\n  show {name}\n"),
        Some(_) | None => String::new(),
    }
}

/// Experiments, which all that comes after them may name.
fn experiments(schema: &mut Schema, choices: &mut Choices<'_>) -> String {
    let mut text = String::new();
    for place in 0..choices.below(3) {
        let name = format!("e{place}");
        let (arms, written): &(&[&str], &str) = choices.of(&[
            (&["control", "b", "c"], "control 20%, b 40%, c 40%"),
            (&["control", "b"], "control 50%, b 12.5%"),
            (&["only"], "only 60%"),
        ]);
        text += &format!("experiment {name} {written}\n");
        schema.experiments.push((name, arms));
    }
    text
}

fn lets(schema: &mut Schema, choices: &mut Choices<'_>) -> String {
    let mut text = String::new();
    for place in 0..choices.below(5) {
        let name = format!("l{place}");
        let mut speech = Speech::new(schema, choices);
        let (value, of) = match speech.choices.below(7) {
            0 | 1 => (speech.number(), Type::Number),
            2 => (speech.money(), Type::Money),
            3 => (speech.date(), Type::Date),
            4 => (speech.condition(), Type::YesNo),
            5 => match speech.text() {
                Some(value) => (value, Type::Text),
                None => (speech.condition(), Type::YesNo),
            },
            _ => match speech.choice() {
                Some(value) => (value, Type::Choice),
                None => (speech.condition(), Type::YesNo),
            },
        };
        text += &format!("let {name} = {value}\n");
        schema.lets.push((name, of));
    }
    text
}

fn score(schema: &mut Schema, choices: &mut Choices<'_>) -> String {
    let mut text = String::new();
    if choices.once_in(3) {
        let bounds = *choices.of(&["", " at least 0", " at least -1, at most 5", ""]);
        text += &format!("score s0{bounds}\n");
        for _ in 0..1 + choices.below(3) {
            let sign = *choices.of(&["add", "take"]);
            let mut speech = Speech::new(schema, choices);
            let line = match speech.choices.once_in(4) {
                true => format!("20 when {}", speech.condition()),
                false => points(&mut speech, true),
            };
            text += &format!("  {sign} {line}\n");
        }
        schema.lets.push(("s0".to_owned(), Type::Number));
    }
    if choices.once_in(3) {
        text += "balance b0\n";
        for place in 0..1 + choices.below(4) {
            let sign = if place == 0 { "earn" } else { *choices.of(&["earn", "spend"]) };
            let line = points(&mut Speech::new(schema, choices), sign == "earn");
            text += &format!("  {sign} {line}\n");
        }
        schema.lets.push(("b0".to_owned(), Type::Number));
        let within = Speech::new(schema, choices).length();
        text += &format!("let b1 = b0 expiring within {within}\n");
        schema.lets.push(("b1".to_owned(), Type::Number));
    }
    text
}

/// What points are for: events, or what they say; and for how long they last, if they do.
fn points(speech: &mut Speech<'_, '_, '_>, last: bool) -> String {
    let points = *speech.choices.of(&["1", "0.5", "3"]);
    let amount = if speech.choices.once_in(2) { speech.amount_of_events() } else { None };
    let (per, row) = match amount {
        Some((events, of, row)) => {
            let full = if speech.choices.once_in(2) { "full " } else { "" };
            (format!("{full}{of} of {events}"), row)
        }
        None => speech.events(),
    };
    let filter = speech.filter(row);
    let expires = match speech.choices.below(4) {
        _ if !last => String::new(),
        0 | 1 => format!(" for {}", speech.length()),
        2 => format!(" for 2 calendar {}s", speech.period()),
        _ => String::new(),
    };
    format!("{points} per {per}{filter}{expires}")
}

fn pauses(schema: &Schema, choices: &mut Choices<'_>) -> String {
    let mut text = String::new();
    for gift in &schema.gifts {
        if choices.once_in(6) {
            let name = gifts::limited(schema, gift, choices);
            let condition = Speech::new(schema, choices).condition();
            text += &format!("pause {name} when {condition}\n");
        }
    }
    text
}
