//! The values that every decision includes, as texts.

use super::ndjson::{quote, quoted};
use crate::eval::Decision;
use crate::plan::{Plan, Shown};
use crate::problems;
use crate::values::Value;

/// The values that the rules show of a customer, as an object of JSON; `None` if they show nothing.
pub fn shown_object(plan: &Plan, decision: &Decision) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    Shows::new(plan).write(&mut out, decision);
    out.strip_prefix(b",\"shown\":").map(<[u8]>::to_vec)
}

/// How a value is written.
pub(super) enum Written<'v> {
    /// As it is, in JSON too.
    Plain(String),
    /// As a text.
    Text(String),
    /// As a list of texts.
    List(Vec<&'v str>),
}

/// Writes the values that the rules show.
#[derive(Clone, Debug)]
pub(super) struct Shows<'a> {
    plan: &'a Plan,
    /// `,"shown":{"email":`, and then `,"city":`.
    keys: Vec<Vec<u8>>,
}

impl<'a> Shows<'a> {
    pub(super) fn new(plan: &'a Plan) -> Shows<'a> {
        let key = |(place, shown): (usize, &Shown)| {
            let before: &[u8] = if place == 0 { b",\"shown\":{" } else { b"," };
            [before, &quoted(&shown.name), b":"].concat()
        };
        Shows { plan, keys: plan.shows.iter().enumerate().map(key).collect() }
    }

    /// The values of a customer, in words of the rules; `None` of one that is unknown.
    pub(super) fn values<'d>(
        &self,
        decision: &'d Decision,
    ) -> impl Iterator<Item = Option<Written<'d>>> {
        let shows = self.plan.shows.iter().zip(&decision.shown);
        shows.map(|(shown, value)| Some(written(self.plan, shown, value.as_ref()?)))
    }

    /// `,"shown":{...}`; nothing if the rules show nothing.
    #[inline]
    pub(super) fn write(&self, out: &mut Vec<u8>, decision: &Decision) {
        if !decision.shown.is_empty() {
            self.object(out, decision);
        }
    }

    #[inline(never)]
    fn object(&self, out: &mut Vec<u8>, decision: &Decision) {
        for (key, value) in self.keys.iter().zip(self.values(decision)) {
            out.extend_from_slice(key);
            match value {
                None => out.extend_from_slice(b"null"),
                Some(Written::Plain(text)) => out.extend_from_slice(text.as_bytes()),
                Some(Written::Text(text)) => quote(out, &text),
                Some(Written::List(texts)) => out.extend_from_slice(&problems::line(&texts)),
            }
        }
        out.push(b'}');
    }
}

fn written<'v>(plan: &Plan, shown: &Shown, value: &'v Value<'static>) -> Written<'v> {
    match value {
        Value::Number(number) => Written::Plain(number.normalized().to_string()),
        Value::YesNo(yes) => Written::Plain(yes.to_string()),
        Value::Text(text) => Written::Text(text.to_string()),
        Value::Day(day) => Written::Text(day.to_string()),
        Value::Instant(instant) => {
            let zoned = instant.to_zoned(plan.zone.clone());
            Written::Text(zoned.strftime("%Y-%m-%dT%H:%M:%S%.f%:z").to_string())
        }
        Value::Choice(choice) => {
            Written::Text(plan.choice(shown.value.id, *choice).unwrap_or_default().to_owned())
        }
        Value::Set(set) => Written::List(set.iter().map(|text| &**text).collect()),
    }
}
