use super::schema::{Field, KINDS, Kind, List, OF_EVENTS, Path, Schema, Step, Table, Type};
use super::speech::Speech;
use super::{Choices, amounts};

/// Invents what is known of a customer, and writes the block that says so.
pub(super) fn customer(schema: &mut Schema, choices: &mut Choices<'_>) -> String {
    let mut text = String::from("customer\n");
    schema.id = Path::key("id");
    if choices.once_in(6) {
        schema.id = path("customer_id", choices);
        let case = if choices.once_in(3) { " ignoring case" } else { "" };
        text += &format!("  id from \"{}\"{case}\n", schema.id.written());
    }
    text += forms(schema, choices);
    for place in 0..2 + choices.below(8) {
        text += &field(schema, place, choices);
    }
    for words in [("orders", "order"), ("visits", "visit"), ("reviews", "review")] {
        if schema.lists.is_empty() || !choices.once_in(3) {
            text += &list(schema, words, choices);
        }
    }
    text + &shows(schema, choices)
}

/// Values that decisions include.
fn shows(schema: &Schema, choices: &mut Choices<'_>) -> String {
    let names: Vec<&str> = schema.fields.iter().map(|field| field.name.as_str()).collect();
    match choices.any(&names) {
        Some(name) if choices.once_in(5) => format!("  show {name}\n"),
        Some(_) | None => String::new(),
    }
}

/// How the data is written.
fn forms(schema: &mut Schema, choices: &mut Choices<'_>) -> &'static str {
    schema.dated = choices.once_in(8);
    schema.noted = choices.once_in(8);
    match (schema.dated, schema.noted, choices.below(8)) {
        (false, false, 0) => "  missing as (\"NULL\", \"tea\")\n",
        (true, false, 0..4) => "  dates as \"dd/mm/yyyy\" or \"mmm d, yyyy hh:mm\"\n",
        (true, false, _) => {
            "  dates as \"dd/mm/yyyy\" or \"mmm d, yyyy hh:mm\" times in \"Asia/Tokyo\"\n"
        }
        (false, true, _) => "  numbers as \"1.234,56\"\n",
        (true, true, _) => {
            "  dates as \"dd/mm/yyyy\" numbers as \"1.234,56\" missing as (\"no\")\n"
        }
        (false, false, _) => "",
    }
}

/// A way to a value, often just a key.
fn path(name: &str, choices: &mut Choices<'_>) -> Path {
    let key = |key: &str| Step::Key(key.to_owned());
    Path(match choices.below(40) {
        0..20 => vec![key(name)],
        38 => vec![key("deep")],
        39 => vec![key("places"), Step::Index(1)],
        many => return nested(many % 5, name, choices),
    })
}

/// A way that leads through something.
fn nested(way: usize, name: &str, choices: &mut Choices<'_>) -> Path {
    let key = |key: &str| Step::Key(key.to_owned());
    Path(match way {
        0 => vec![key("deep"), key(name)],
        1 => vec![key("deep"), key("er"), key(name)],
        2 => vec![key(&format!("The {name}"))],
        3 => vec![key("places"), Step::Index(choices.below(3)), key(name)],
        _ => vec![key("properties of them"), key(&format!("a.{name}"))],
    })
}

fn field(schema: &mut Schema, place: usize, choices: &mut Choices<'_>) -> String {
    let name = format!("f{place}");
    let kind = *choices.of(&KINDS);
    let shared = choices.below(12);
    let path = match schema.fields.last() {
        // Two fields may have the same path.
        Some(before) if shared == 11 && before.kind == kind => before.path.clone(),
        Some(_) | None => path(&name, choices),
    };
    let mut text =
        format!("  {name}: {} from \"{}\"", kind.written(schema.currency), path.written());
    if choices.once_in(5) {
        text += &format!(" default {}", default(kind, schema.currency));
    }
    if choices.once_in(12) {
        text += " required";
    }
    schema.fields.push(Field { name, kind, path });
    text + "\n"
}

/// An attribute that is calculated from others. A record may have something of its name, which
/// nobody reads.
fn calculated(
    letter: &str,
    attributes: &[Field],
    choices: &mut Choices<'_>,
) -> Option<(Field, String)> {
    if attributes.is_empty() || !choices.once_in(3) {
        return None;
    }
    let of = choices.of(attributes);
    let name = format!("{letter}_calculated");
    let (kind, value) = match of.kind.of_rules() {
        Type::Number => (Kind::Number, *choices.of(&["{} * 2", "1 - {}", "{} / 3", "{} * {}"])),
        Type::Money => (Kind::Money, *choices.of(&["{} * 2", "-{}", "{} - {} / 4", "{} + {}"])),
        Type::Date => (Kind::Date, *choices.of(&["{} + 1 month", "at + 2 hours", "{} - 3 days"])),
        Type::Text | Type::YesNo | Type::Choice | Type::Set => (Kind::Date, "at - 1 day"),
    };
    let path = Path::key(&name);
    Some((Field { name, kind, path }, value.replace("{}", &of.name)))
}

fn default(kind: Kind, currency: &str) -> String {
    match kind {
        Kind::Number | Kind::Ranged | Kind::From | Kind::Count => "3".to_owned(),
        Kind::Money | Kind::MoneyFrom | Kind::Cents | Kind::CentsTo => {
            amounts::money("3", currency)
        }
        Kind::Text | Kind::Set | Kind::SplitSet => "\"tea\"".to_owned(),
        Kind::Folded | Kind::FoldedSet => "\"Tea \"".to_owned(),
        Kind::YesNo => "yes".to_owned(),
        Kind::Date | Kind::Seconds | Kind::Milliseconds | Kind::Day | Kind::DayInSeconds => {
            "2026-03-01".to_owned()
        }
        Kind::Choice => "pro".to_owned(),
    }
}

/// The table that a list comes from, if it does: its rows may belong to the events of a list before
/// it, which other rows can name by their key.
fn table(schema: &Schema, choices: &mut Choices<'_>) -> Option<Table> {
    let is_table = |place: &usize| {
        let list = &schema.lists[*place];
        list.table.is_some() && list.key.len() == 1
    };
    let parents: Vec<usize> = (0..schema.lists.len()).filter(is_table).collect();
    let parent = choices.any(&parents).filter(|_| !choices.once_in(4));
    let parent = parent.map(|parent| (parent, path("owner", choices)));
    (parent.is_some() || choices.once_in(8)).then_some(Table { parent })
}

fn list(schema: &mut Schema, (name, one): (&str, &str), choices: &mut Choices<'_>) -> String {
    let table = table(schema, choices);
    let counted = schema.fields.iter().find(|field| field.kind == Kind::Count);
    let list_path = match counted {
        _ if table.is_some() => Path::key(&format!("table:{name}")),
        // The length of a list may be a field of its own.
        Some(field) if choices.once_in(3) => field.path.clone(),
        Some(_) | None => path(name, choices),
    };
    let kinds = [Kind::Date, Kind::Date, Kind::Date, Kind::Seconds, Kind::Milliseconds];
    let at_kind = *choices.of(&kinds);
    let mut text = format!("  {name}: events from \"{}\"", list_path.written());
    if let Some(table) = &table {
        text = format!("  {name}: events from table");
        text += &match &table.parent {
            Some((parent, by)) => {
                format!(" by \"{}\" of {}", by.written(), schema.lists[*parent].name)
            }
            None => " by \"owner\"".to_owned(),
        };
    }
    let belongs = table.as_ref().is_some_and(|table| table.parent.is_some());
    let mut attributes = Vec::new();
    for place in 0..choices.below(6) {
        let name = format!("{}{place}", &name[..1]);
        let kind = KINDS[choices.below(OF_EVENTS)];
        let path = path(&name, choices);
        let with = if place == 0 { "\n    with" } else { "," };
        text +=
            &format!("{with} {name} {} from \"{}\"", kind.written(schema.currency), path.written());
        attributes.push(Field { name, kind, path });
    }
    if let Some((field, value)) = calculated(&name[..1], &attributes, choices) {
        text += &format!(", {} = {value}", field.name);
        attributes.push(field);
    }
    let at = if choices.once_in(4) { path("when", choices) } else { Path::key("at") };
    let unit = at_kind.written(schema.currency);
    let unit = unit.strip_prefix("date").unwrap_or_default();
    let at = Some(at).filter(|_| !belongs || choices.once_in(2));
    if let Some(at) = &at {
        text += &format!("\n    at \"{}\"{unit}", at.written());
    }
    let has_key = choices.once_in(3) || table.is_some() && !choices.once_in(3);
    let mut key: Vec<Path> = has_key.then(|| path("key", choices)).into_iter().collect();
    if has_key && choices.once_in(12) {
        key.push(path("line", choices));
    }
    if has_key {
        let paths: Vec<String> = key.iter().map(|key| format!("\"{}\"", key.written())).collect();
        let last = if choices.once_in(2) { " last" } else { "" };
        text += &format!("\n    key {}{last}", paths.join(" and "));
    }
    if table.is_none() && choices.once_in(10) {
        text += "\n    required";
    }
    let (name, one) = (name.to_owned(), one.to_owned());
    schema.lists.push(List { name, one, path: list_path, attributes, at, at_kind, key, table });
    if choices.once_in(4) {
        let list_filter =
            Speech::in_list_filter(schema, choices, schema.lists.len() - 1).condition();
        text += &format!("\n    where ({list_filter})");
    }
    text + "\n"
}
