//! A shop that nobody thought of: its rules, and what its export has each night.

use flywheel::Program;
use flywheel::plan::Plan;
use flywheel::records::Reader;
use flywheel::run::Engine;
use flywheel::values::AsOf;
use serde_json::{Map, Value};

use super::export::{Export, Memory, get, owner, put};
use crate::invented::{Choices, Invented, List, Schema, person};

/// What a shop's export has in one night.
pub(crate) struct Night {
    pub as_of: AsOf,
    /// The customers, each with their number, in the order of the export.
    pub customers: Vec<(usize, Value)>,
    /// The tables by their names.
    pub tables: Vec<(String, Memory)>,
}

impl Night {
    pub(crate) fn copy(&self) -> Night {
        let Night { as_of, customers, tables } = self;
        Night { as_of: *as_of, customers: customers.clone(), tables: tables.clone() }
    }
}

/// Rules, and nights of exports for them in which everybody is present once they have come.
pub(crate) struct Shop {
    pub rules: String,
    pub program: Program,
    pub schema: Schema,
    pub export: Export,
    pub nights: Vec<Night>,
}

/// The days from one night to the next, and the ends of months, which are counted from the last one.
const GAPS: [i32; 8] = [1, 1, 1, 2, 7, 29, 30, 31];

/// The names of ids, some of which grow or shrink when they are folded.
const IDS: [&str; 8] =
    ["c-", "Zoë ", "straße ", "日本-", "o'\"{}\\", "ΟΔΟΣ ", "nul\0", "😀e\u{301}"];

impl Shop {
    /// Invents one; `None` if its rules turn out to be wrong.
    pub(crate) fn invent(choices: &mut Choices<'_>) -> Option<Shop> {
        let Invented { mut rules, schema } = Invented::program(choices);
        if choices.once_in(2) {
            rules = with_fewer_tags(&rules);
        }
        let program = Program::parse("invented.flywheel", &rules).ok()?;
        let has_missing = !program.plan().needs.forms.missing.is_empty();
        let mut export = Export::csv(&schema);
        if !choices.once_in(3) || has_missing || !export.fits() {
            export = Export::ndjson();
        }
        let mut people: Vec<Someone> =
            (0..1 + choices.below(14)).map(|number| Someone::invent(number, choices)).collect();
        let cells = choices.once_in(2);
        let (mut nights, as_times) = (Vec::new(), choices.once_in(4));
        let mut day = jiff::civil::date(2026, 3, 24 + choices.below(8) as i8);
        let engine = Engine::new(program.plan(), AsOf::Day(day));
        for night in 0..3 + choices.below(6) {
            let text = if as_times { format!("{day}T09:30:00") } else { day.to_string() };
            let as_of = AsOf::parse(&text, &program.plan().zone).ok()?;
            let mut customers = Vec::new();
            for someone in people.iter_mut().filter(|someone| someone.comes <= night) {
                let record = someone.tonight(&schema, &engine, choices);
                customers.push((someone.number, record));
            }
            shuffle(&mut customers, choices);
            let tables = tables(&schema, &mut customers, cells);
            nights.push(Night { as_of, customers, tables });
            day = match choices.once_in(4) {
                true if day < day.last_of_month() => day.last_of_month(),
                true | false => day + jiff::Span::new().days(*choices.of(&GAPS)),
            };
        }
        Some(Shop { rules, program, schema, export, nights })
    }
}

/// Takes the rows of tables out of records, and writes them as CSV or as NDJSON.
fn tables(schema: &Schema, customers: &mut [(usize, Value)], cells: bool) -> Vec<(String, Memory)> {
    let lists = schema.lists.iter().filter(|list| list.table.is_some());
    let table = |list: &List| {
        let mut all = Vec::new();
        for (_, record) in &mut *customers {
            let id = get(record, &schema.id.0).cloned().unwrap_or_default();
            let Value::Object(members) = record else { continue };
            let Some(Value::Array(rows)) = members.remove(&format!("table:{}", list.name)) else {
                continue;
            };
            for mut row in rows {
                if list.table.as_ref().is_some_and(|table| table.parent.is_none()) {
                    put(&mut row, &owner(list).0, id.clone());
                }
                all.push(row);
            }
        }
        let mut export = Export::rows(list);
        if !cells || !export.fits() {
            export = Export::ndjson();
        }
        (list.name.clone(), export.write_own(all.iter()))
    };
    lists.map(table).collect()
}

/// The rules without the tags that are set next to something else: whoever has tags of rules in a ledger
/// is left to the plain path.
fn with_fewer_tags(rules: &str) -> String {
    let line = |line: &str| match line.strip_prefix("    then ") {
        Some(actions) => {
            let is_tag = |action: &&str| action.starts_with("tag ") || action.starts_with("untag ");
            let actions: Vec<&str> = actions.split("; ").collect();
            let others = actions.iter().skip(1).copied().filter(|action| !is_tag(action));
            let actions: Vec<&str> = actions.iter().copied().take(1).chain(others).collect();
            format!("    then {}\n", actions.join("; "))
        }
        None => format!("{line}\n"),
    };
    rules.lines().map(line).collect()
}

/// Puts things in any order.
pub(crate) fn shuffle<T>(all: &mut [T], choices: &mut Choices<'_>) {
    for place in 1..all.len() {
        all.swap(place, choices.below(place + 1));
    }
}

/// A customer of an export.
struct Someone {
    number: usize,
    id: Value,
    /// The first night with them.
    comes: usize,
    /// What the export knows of them, and the tags in it, which nobody else changes.
    record: Option<Value>,
    tags: Option<Value>,
}

impl Someone {
    fn invent(number: usize, choices: &mut Choices<'_>) -> Someone {
        let id = match choices.once_in(3) {
            true => Value::from(number),
            false => Value::from(format!("{}{number}", choices.of(&IDS))),
        };
        let comes = if choices.once_in(3) { choices.below(4) } else { 0 };
        Someone { number, id, comes, record: None, tags: None }
    }

    fn tonight(&mut self, schema: &Schema, engine: &Engine, choices: &mut Choices<'_>) -> Value {
        let record = match self.record.take() {
            Some(record) if !choices.once_in(3) => record,
            before => {
                let mut record = any_person(schema, engine, choices);
                let Value::Object(members) = &mut record else { panic!("a person is an object") };
                if before.is_none() {
                    self.tags = members.get("tags").map(|tags| listed(tags, engine));
                }
                members.remove("tags");
                members.extend(self.tags.clone().map(|tags| ("tags".to_owned(), tags)));
                record
            }
        };
        let mut tonight = record.clone();
        self.record = Some(record);
        let id = match self.id.as_str() {
            Some(id) if engine.plan().needs.id_ignores_case => match choices.below(3) {
                0 => Value::from(id.to_uppercase()),
                1 => Value::from(id.to_lowercase()),
                _ => self.id.clone(),
            },
            Some(_) | None => self.id.clone(),
        };
        put(&mut tonight, &schema.id.0, id);
        tonight
    }
}

/// Tags as a list, where a single one may be a text that stands for nothing: `--update` does not see that.
fn listed(tags: &Value, engine: &Engine) -> Value {
    match tags.as_str() {
        Some(text) if !engine.plan().needs.forms.missing.is_empty() => {
            text.split(',').map(str::trim).collect()
        }
        Some(_) | None => tags.clone(),
    }
}

/// A person whose record is JSON. Mostly it is right, where the rules let nobody compete: somebody who
/// competes and is rejected has a place for a ledger, but not for those who only see the record.
fn any_person(schema: &Schema, engine: &Engine, choices: &mut Choices<'_>) -> Value {
    let wrong = choices.once_in(12) && !engine.has_limits_across_customers();
    for _ in 0..40 {
        let parsed = serde_json::from_slice(&person(schema, choices));
        let Ok(record @ Value::Object(_)) = parsed else { continue };
        let text = record.to_string();
        let is_right = engine.decide_one(text.as_bytes()).is_ok();
        if (is_right || wrong) && !is_far(&text, engine.plan()) {
            return record;
        }
    }
    Value::Object(Map::new())
}

/// Whether something that a ledger keeps is in a year that it has no room for.
fn is_far(record: &str, plan: &Plan) -> bool {
    let reader = Reader::new(&plan.needs);
    let Ok(record) = reader.read(record.as_bytes()) else { return false };
    let given = record.given.iter().map(|grant| grant.at);
    let owed = record.owed.iter().map(|owed| Some(owed.since));
    let mut all = given.chain(owed).chain([record.stage_since]).flatten();
    all.any(|at| i64::try_from(at.as_nanosecond()).is_err())
}
