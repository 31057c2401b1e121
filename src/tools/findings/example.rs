//! A customer as a test that can be pasted into the file.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::{Decision, Evaluator, Events, Record};
use crate::plan::Plan;
use crate::prove::Customer;
use crate::terms::FieldType;
use crate::tools::explain::Writer;
use crate::values::{AsOf, Decimal, Instant, Value, singular};

/// The customer as a test with a title, which says what happens to them today; `None` if a test cannot
/// say what they are like.
pub(in crate::tools) fn test(plan: &Arc<Plan>, customer: &Customer, title: &str) -> Option<String> {
    written(plan, customer, title, false)
}

/// The same test, in which nothing else may happen.
pub fn whole_test(plan: &Arc<Plan>, customer: &Customer, title: &str) -> Option<String> {
    written(plan, customer, title, true)
}

fn written(plan: &Arc<Plan>, customer: &Customer, title: &str, only: bool) -> Option<String> {
    let Customer { record, as_of } = customer;
    let evaluator = Evaluator::new(plan, AsOf::Day(*as_of));
    let decision = evaluator.decide(record).ok()?;
    let writing = Writing { plan, writer: Writer { plan }, evaluator: &evaluator };
    let facts = writing.facts(record)?;
    let mut out = format!("test \"{title}\"\n  on {as_of}\n");
    for line in facts {
        out.push_str(&format!("  given {line}\n"));
    }
    let outcomes = writing.outcomes(&decision);
    let only = if only && outcomes != NOTHING { "only " } else { "" };
    out.push_str(&format!("  expect {only}{outcomes}\n"));
    Some(out)
}

/// The id of the customer of a test that says no other one.
const ID: &str = "test";

/// What a test expects where nothing happens.
const NOTHING: &str = "nothing";

struct Writing<'w> {
    plan: &'w Plan,
    writer: Writer<'w>,
    evaluator: &'w Evaluator,
}

impl Writing<'_> {
    /// What the customer is like, line by line.
    fn facts(&self, record: &Record<'_>) -> Option<Vec<String>> {
        let needs = &self.plan.needs;
        let mut first = Vec::new();
        if record.id.text != ID {
            first.push(format!("id {}", text(&record.id.text)?));
        }
        let now = self.evaluator.clock().as_of();
        let just_now = if record.stage_since == Some(now) { " for 0 days" } else { "" };
        // A new customer has none.
        if let Some(stage) = record.stage {
            first.push(format!("stage {}{just_now}", self.plan.stages[stage].name));
        }
        match record.stage_since {
            Some(_) if !just_now.is_empty() => {}
            Some(since) => first.push(format!("stage_since {}", self.day(since)?)),
            None => {}
        }
        for tag in &record.tags {
            first.push(format!("tagged {}", text(tag)?));
        }
        for (experiment, arm) in &record.arms {
            let experiment = &self.plan.experiments[*experiment];
            let arm = experiment.arms.get(usize::from(*arm))?;
            first.push(format!("{} {}", experiment.name, arm.name));
        }
        for (slot, (need, value)) in needs.fields.iter().zip(&record.fields).enumerate() {
            match value {
                Some(_) if record.defaulted.contains(&slot) => {}
                Some(Value::Set(texts)) if !texts.is_empty() => {
                    for entry in texts {
                        first.push(format!("{} {}", need.name, text(entry)?));
                    }
                }
                Some(Value::Instant(at)) => first.push(format!("{} {}", need.name, self.day(*at)?)),
                Some(value) => {
                    first.push(format!("{} {}", need.name, self.value(value, &need.kind)?));
                }
                // A test starts with nothing, or with the default.
                None if need.default.is_some() => return None,
                None => {}
            }
        }
        let mut lines = Vec::new();
        if !first.is_empty() {
            lines.push(first.join(", "));
        }
        for (need, events) in needs.lists.iter().zip(&record.lists) {
            let events = events.as_ref()?;
            // In a test, a row belongs to the last event given before it; here it may belong to none.
            if need.parent().is_some() && !events.is_empty() {
                return None;
            }
            let attributes: Vec<_> =
                need.attributes.iter().map(|need| (need.name.as_str(), &need.kind)).collect();
            for (row, count) in self.rows(events, &attributes)? {
                lines.push(counted(count, &need.name, &row));
            }
        }
        let mut given: BTreeMap<_, usize> = BTreeMap::new();
        for grant in &record.given {
            *given.entry((grant.gift, grant.at, grant.cost)).or_default() += 1;
        }
        for ((gift, at, cost), count) in given {
            let cost = cost.map(|cost| format!(" with cost {}", self.plan.currency.write(cost)));
            let rest = cost.unwrap_or_default() + &self.when(at?)?;
            lines.push(format!("{count} {}{rest}", self.plan.gifts[gift].name));
        }
        Some(lines)
    }

    /// Events that are alike, in the order of the record.
    fn rows(
        &self,
        events: &Events<'_>,
        attributes: &[(&str, &FieldType)],
    ) -> Option<Vec<(String, usize)>> {
        let mut rows: Vec<(String, usize)> = Vec::new();
        for index in 0..events.len() {
            let mut with = Vec::new();
            for ((name, kind), values) in attributes.iter().zip(&events.attributes) {
                if let Some(value) = &values[index] {
                    let written = match value {
                        Value::Instant(at) => self.day(*at)?,
                        Value::Number(_)
                        | Value::Text(_)
                        | Value::YesNo(_)
                        | Value::Day(_)
                        | Value::Choice(_)
                        | Value::Set(_) => self.value(value, kind)?,
                    };
                    with.push(format!("{name} {written}"));
                }
            }
            let with =
                if with.is_empty() { String::new() } else { format!(" with {}", with.join(", ")) };
            let row = format!("{with}{}", self.when(events.at[index]?)?);
            match rows.last_mut().filter(|(last, _)| *last == row) {
                Some((_, count)) => *count += 1,
                None => rows.push((row, 1)),
            }
        }
        Some(rows)
    }

    /// A value as a test writes it; `None` if it has no way to.
    fn value(&self, value: &Value<'_>, kind: &FieldType) -> Option<String> {
        match value {
            Value::Number(amount) if kind.is_money() && self.has_no_mark(*amount) => {
                let written = amount.normalized().to_string();
                // Three decimals could be thousands.
                let decimals = written.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                (decimals != 3).then(|| format!("{written} {}", self.plan.currency.code()))
            }
            Value::Text(written) => text(written),
            Value::Set(_) => None,
            Value::Number(_)
            | Value::YesNo(_)
            | Value::Instant(_)
            | Value::Day(_)
            | Value::Choice(_) => Some(self.writer.of_type(value, kind)),
        }
    }

    /// Whether an amount is written with the code of the currency.
    fn has_no_mark(&self, amount: Decimal) -> bool {
        amount.is_negative() || self.plan.currency.mark().is_none()
    }

    /// When something happened, unless it was now.
    fn when(&self, at: Instant) -> Option<String> {
        if at == self.evaluator.clock().as_of() {
            return Some(String::new());
        }
        Some(format!(" on {}", self.day(at)?))
    }

    /// The day that begins at an instant.
    fn day(&self, at: Instant) -> Option<String> {
        let clock = self.evaluator.clock();
        let day = clock.day_of(at);
        if clock.first_instant(day) == at {
            return Some(day.to_string());
        }
        (at == clock.as_of()).then(|| at.to_string())
    }

    /// What happens, as a test expects it.
    fn outcomes(&self, decision: &Decision) -> String {
        let mut all: Vec<String> = Vec::new();
        let moved = decision.moves.first();
        all.extend(moved.map(|moved| format!("move to {}", self.plan.stages[moved.to].name)));
        let mut gifts: Vec<usize> = Vec::new();
        for given in &decision.given {
            if !gifts.contains(&given.gift) {
                gifts.push(given.gift);
                let give = self.writer.give(given.gift);
                let times = decision.given.iter().filter(|other| other.gift == given.gift).count();
                let for_each = self.plan.gifts[given.gift].each.is_some();
                let times = if for_each { format!(" {times} times") } else { String::new() };
                all.push(give + &times);
            }
        }
        all.extend(decision.tags.iter().map(|tag| format!("tag \"{tag}\"")));
        all.extend(decision.untags.iter().map(|tag| format!("untag \"{tag}\"")));
        if all.is_empty() { NOTHING.to_owned() } else { all.join("; ") }
    }
}

/// A text in quotation marks, if it needs no more than these.
fn text(text: &str) -> Option<String> {
    let plain = !text.contains(['"', '\\']) && !text.chars().any(char::is_control);
    plain.then(|| format!("\"{text}\""))
}

/// `3 purchases with amount $40`, `a purchase`.
fn counted(count: usize, name: &str, rest: &str) -> String {
    match singular(name).filter(|_| count == 1) {
        Some(one) => format!("1 {one}{rest}"),
        None => format!("{count} {name}{rest}"),
    }
}
