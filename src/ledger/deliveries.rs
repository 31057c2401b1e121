//! Gifts that are handed out, as other tools import them.

use std::fmt::Write as _;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Delivery;
use crate::output::decisions::csv_cell;

/// What the rules show of a customer: names and values in the order of the rules, numbers as they are
/// written.
#[derive(Default)]
struct Shown(Vec<(String, Box<RawValue>)>);

/// The columns after the name of the gift.
const OWN: [&str; 10] =
    ["kind", "description", "to", "cost", "worth", "rule", "key", "for", "at", "batch"];

/// What a column is called that has something that the rules show. One that is called like a column
/// of ours, or like what a sender adds, says so.
fn column(name: &str) -> String {
    let own = OWN.iter().chain(&["id", "gift", "outside", "status", "reason"]);
    match own.into_iter().any(|own| own.eq_ignore_ascii_case(name)) {
        true => format!("shown_{name}"),
        false => name.to_owned(),
    }
}

/// Gifts as CSV: what the rules show of the customer comes after the id.
pub fn csv(all: &[Delivery]) -> Vec<u8> {
    let shown: Vec<Shown> = all.iter().map(Shown::of).collect();
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in shown.iter().flat_map(|shown| &shown.0) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let outside = all.iter().any(|one| one.gift != one.outside);
    let mut out = Vec::new();
    let columns = names.iter().map(|name| column(name));
    let head = std::iter::once("id".to_owned()).chain(columns).chain(["gift".to_owned()]);
    let head = head.chain(outside.then(|| "outside".to_owned()));
    row(&mut out, head.chain(OWN.map(str::to_owned)));
    for (one, shown) in all.iter().zip(&shown) {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let values = names.iter().map(|name| shown.cell(name));
        let gift = std::iter::once(one.gift.clone()).chain(outside.then(|| one.outside.clone()));
        let rest = [
            one.kind.clone(),
            text(&one.description),
            text(&one.to),
            text(&one.cost),
            text(&one.worth),
            text(&one.rule),
            one.key.clone(),
            one.event.clone(),
            one.at.map_or(String::new(), |at| at.to_string()),
            one.batch.map_or(String::new(), |batch| batch.to_string()),
        ];
        row(&mut out, std::iter::once(one.id.clone()).chain(values).chain(gift).chain(rest));
    }
    out
}

/// Gifts as JSON, an object per line. What is not known or does not apply is left out.
pub fn ndjson(all: &[Delivery]) -> Vec<u8> {
    let mut out = String::new();
    for one in all {
        let _ = write!(out, "{{\"id\":{}", quoted(&one.id));
        let texts = |out: &mut String, members: &[(&str, Option<&str>)]| {
            for (key, text) in members {
                if let Some(text) = text {
                    let _ = write!(out, ",\"{key}\":{}", quoted(text));
                }
            }
        };
        if let Some(shown) = &one.shown {
            let _ = write!(out, ",\"shown\":{shown}");
        }
        let outside = (one.gift != one.outside).then_some(&*one.outside);
        texts(
            &mut out,
            &[
                ("gift", Some(&one.gift)),
                ("outside", outside),
                ("kind", Some(&one.kind)),
                ("description", one.description.as_deref()),
                ("to", one.to.as_deref()),
            ],
        );
        for (key, amount) in [("cost", &one.cost), ("worth", &one.worth)] {
            if let Some(amount) = amount {
                let _ = write!(out, ",\"{key}\":{amount}");
            }
        }
        let at = one.at.map(|at| at.to_string());
        let event = Some(&*one.event).filter(|event| !event.is_empty());
        texts(
            &mut out,
            &[
                ("rule", one.rule.as_deref()),
                ("key", Some(&one.key)),
                ("for", event),
                ("at", at.as_deref()),
            ],
        );
        if let Some(batch) = one.batch {
            let _ = write!(out, ",\"batch\":{batch}");
        }
        out.push_str("}\n");
    }
    out.into_bytes()
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl Shown {
    fn of(one: &Delivery) -> Shown {
        one.shown.as_deref().and_then(|shown| serde_json::from_str(shown).ok()).unwrap_or_default()
    }

    /// A value as a cell has it.
    fn cell(&self, name: &str) -> String {
        let found = self.0.iter().find(|(other, _)| other == name);
        let Some(json) = found.map(|(_, value)| value.get()) else { return String::new() };
        match serde_json::from_str(json) {
            Ok(serde_json::Value::Null) => String::new(),
            Ok(serde_json::Value::String(text)) => text,
            Ok(serde_json::Value::Array(all)) => {
                let texts = all.iter().filter_map(|text| text.as_str());
                texts.collect::<Vec<_>>().join("; ")
            }
            Ok(_) | Err(_) => json.to_owned(),
        }
    }
}

impl<'de> Deserialize<'de> for Shown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Shown, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Shown;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shown, A::Error> {
                let mut shown = Shown::default();
                while let Some(member) = map.next_entry()? {
                    shown.0.push(member);
                }
                Ok(shown)
            }
        }
        deserializer.deserialize_map(Members)
    }
}

fn row(out: &mut Vec<u8>, cells: impl Iterator<Item = String>) {
    for (place, text) in cells.enumerate() {
        if place > 0 {
            out.push(b',');
        }
        csv_cell(out, &text);
    }
    out.push(b'\n');
}
