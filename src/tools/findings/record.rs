//! A customer as a record of JSON, as `flywheel eval` reads it.

use serde_json::{Map, Number, Value as Json};

use crate::eval::{Events, Record};
use crate::plan::{Grant, Needs, Plan};
use crate::problems::Customer as Shown;
use crate::prove::Customer;
use crate::terms::{DateForm, FieldType};
use crate::values::{Decimal, Instant, Path, Step, Value, time};

/// The customer as a record with the day that it is decided for; `None` if no record says the same.
pub(in crate::tools) fn shown(plan: &Plan, customer: &Customer) -> Option<Shown> {
    let record = json(plan, &customer.record)?;
    Some(Shown { as_of: customer.as_of.to_string(), record })
}

/// The customer as a record; `None` if no record of a file says the same: rows of tables are in other
/// files, and the arm of an experiment is drawn.
fn json(plan: &Plan, record: &Record<'_>) -> Option<Json> {
    let needs = &plan.needs;
    if !record.arms.is_empty() || !record.owed.is_empty() || !needs.tables.is_empty() {
        return None;
    }
    let writing = Writing { needs };
    let mut out = Json::Null;
    put(&mut out, &needs.id, Json::from(&*record.id.text))?;
    put(&mut out, &needs.stage, Json::from(&*needs.stages[record.stage?]))?;
    if let Some(since) = record.stage_since {
        put(&mut out, &needs.stage_since, writing.time(since))?;
    }
    if !record.tags.is_empty() {
        put(&mut out, &needs.tags, record.tags.iter().map(|tag| Json::from(&**tag)).collect())?;
    }
    if !record.given.is_empty() {
        put(&mut out, &needs.given, record.given.iter().map(|one| writing.grant(one)).collect())?;
    }
    for (slot, (need, value)) in needs.fields.iter().zip(&record.fields).enumerate() {
        if let Some(value) = value.as_ref().filter(|_| !record.defaulted.contains(&slot)) {
            put(&mut out, &need.path, writing.value(value, &need.kind)?)?;
        }
    }
    for (slot, events) in record.lists.iter().enumerate() {
        if let Some(events) = events {
            put(&mut out, &needs.lists[slot].path, writing.events(slot, events)?)?;
        }
    }
    Some(out)
}

struct Writing<'w> {
    needs: &'w Needs,
}

impl Writing<'_> {
    fn events(&self, slot: usize, events: &Events<'_>) -> Option<Json> {
        let need = &self.needs.lists[slot];
        let event = |index: usize| {
            let mut out = Json::Object(Map::new());
            if let (Some(at), Some(path)) = (events.at[index], &need.at) {
                put(&mut out, path, self.date(at, &need.at_form)?)?;
            }
            if let Some(Some(key)) = events.keys.get(index) {
                // Where a key has several parts, it does not say which is which.
                let [path] = need.key.as_ref()?.paths.as_slice() else { return None };
                put(&mut out, path, Json::from(&**key))?;
            }
            for (need, values) in need.attributes.iter().zip(&events.attributes) {
                if let Some(value) = &values[index] {
                    put(&mut out, &need.path, self.value(value, &need.kind)?)?;
                }
            }
            Some(out)
        };
        (0..events.len()).map(event).collect::<Option<Vec<Json>>>().map(Json::from)
    }

    fn grant(&self, grant: &Grant) -> Json {
        let mut out = Map::new();
        out.insert("name".to_owned(), Json::from(&*self.needs.gifts[grant.gift].written));
        out.extend(grant.at.map(|at| ("at".to_owned(), self.time(at))));
        out.extend(grant.event.iter().map(|event| ("for".to_owned(), Json::from(&**event))));
        out.extend(grant.cost.map(|cost| ("cost".to_owned(), number(cost))));
        out.extend(grant.worth.map(|worth| ("worth".to_owned(), number(worth))));
        Json::Object(out)
    }

    fn value(&self, value: &Value<'_>, kind: &FieldType) -> Option<Json> {
        Some(match value {
            Value::Number(amount) => match kind {
                FieldType::Money { in_cents: true, .. } => {
                    let cents =
                        Decimal::from(10i64.checked_pow(self.needs.currency.decimals.into())?);
                    number(amount.checked_mul(cents).ok()?)
                }
                FieldType::Money { in_cents: false, .. }
                | FieldType::Number { .. }
                | FieldType::Count { .. }
                | FieldType::Text { .. }
                | FieldType::YesNo
                | FieldType::Date(_)
                | FieldType::Day(_)
                | FieldType::Choice(_)
                | FieldType::Set { .. } => number(*amount),
            },
            Value::Text(text) => Json::from(&**text),
            Value::YesNo(yes) => Json::from(*yes),
            Value::Instant(at) => match kind {
                FieldType::Date(form) => self.date(*at, form)?,
                FieldType::Number { .. }
                | FieldType::Count { .. }
                | FieldType::Money { .. }
                | FieldType::Text { .. }
                | FieldType::YesNo
                | FieldType::Day(_)
                | FieldType::Choice(_)
                | FieldType::Set { .. } => self.time(*at),
            },
            Value::Day(day) => match kind {
                FieldType::Day(DateForm::Seconds | DateForm::Milliseconds) => return None,
                FieldType::Day(DateForm::Text(_))
                | FieldType::Number { .. }
                | FieldType::Count { .. }
                | FieldType::Money { .. }
                | FieldType::Text { .. }
                | FieldType::YesNo
                | FieldType::Date(_)
                | FieldType::Choice(_)
                | FieldType::Set { .. } => Json::from(day.to_string()),
            },
            Value::Choice(place) => match kind {
                FieldType::Choice(choices) => {
                    Json::from(&**choices.outside().get(usize::from(*place))?)
                }
                FieldType::Number { .. }
                | FieldType::Count { .. }
                | FieldType::Money { .. }
                | FieldType::Text { .. }
                | FieldType::YesNo
                | FieldType::Date(_)
                | FieldType::Day(_)
                | FieldType::Set { .. } => return None,
            },
            Value::Set(texts) => texts.iter().map(|text| Json::from(&**text)).collect(),
        })
    }

    fn date(&self, at: Instant, form: &DateForm) -> Option<Json> {
        match form {
            // ISO 8601 is read besides all patterns.
            DateForm::Text(_) => Some(self.time(at)),
            DateForm::Seconds => (at.subsec_nanosecond() == 0).then(|| Json::from(at.as_second())),
            DateForm::Milliseconds => {
                let whole = at.subsec_nanosecond() % 1_000_000 == 0;
                whole.then(|| Json::from(at.as_millisecond()))
            }
        }
    }

    fn time(&self, at: Instant) -> Json {
        Json::from(time::written(at, &self.needs.zone))
    }
}

/// A number, as a text where a program that reads JSON might round it.
fn number(number: Decimal) -> Json {
    let text = number.normalized().to_string();
    match serde_json::from_str::<Number>(&text) {
        Ok(number) if number.to_string() == text => Json::Number(number),
        Ok(_) | Err(_) => Json::from(text),
    }
}

/// Puts a value at its path; `None` if something else is there.
fn put(into: &mut Json, path: &Path, value: Json) -> Option<()> {
    let mut place = into;
    for step in &path.0 {
        match step {
            Step::Key(key) => {
                if place.is_null() {
                    *place = Json::Object(Map::new());
                }
                place = place.as_object_mut()?.entry(key.as_str()).or_insert(Json::Null);
            }
            Step::Index(index) => {
                if place.is_null() {
                    *place = Json::Array(Vec::new());
                }
                let list = place.as_array_mut()?;
                while list.len() <= *index {
                    list.push(Json::Null);
                }
                place = list.get_mut(*index)?;
            }
        }
    }
    match place.is_null() || *place == value {
        true => *place = value,
        false => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_at_their_paths() {
        let mut out = Json::Null;
        let mut put =
            |path: &str, value: i64| put(&mut out, &Path::parse(path).unwrap(), Json::from(value));
        assert_eq!(put("a.b", 1), Some(()));
        assert_eq!(put("a['c d'][1].e", 2), Some(()));
        assert_eq!(put("a.b", 1), Some(()), "two fields may be at one place");
        assert_eq!(put("a.b", 3), None, "but not with different values");
        assert_eq!(put("a.b.c", 3), None);
        assert_eq!(out.to_string(), r#"{"a":{"b":1,"c d":[null,{"e":2}]}}"#);
    }

    #[test]
    fn numbers_are_exact() {
        let written = |text: &str| number(Decimal::parse(text.as_bytes()).unwrap()).to_string();
        assert_eq!(written("12.50"), "12.5");
        assert_eq!(written("-3"), "-3");
        assert_eq!(written("0.1234567890123456789012345"), r#""0.1234567890123456789012345""#);
    }
}
