use jiff::ToSpan;

use crate::check::Type;
use crate::check::model::Model;
use crate::plan::{GiftId, Plan};
use crate::values::{Instant, Value, time};

/// Writes values and actions as a rule file does.
#[derive(Clone, Copy)]
pub struct Writer<'w> {
    /// The program as written.
    pub model: &'w Model,
    /// The program as it runs.
    pub plan: &'w Plan,
}

impl Writer<'_> {
    /// A value of a type: the type tells money from numbers and stages from choices.
    pub fn value(&self, value: &Value<'_>, ty: Type) -> String {
        match (value, ty) {
            (Value::Number(amount), Type::Money) => self.plan.currency.write(*amount),
            (Value::Number(number), _) => number.normalized().to_string(),
            (Value::Text(text), _) => format!("\"{text}\""),
            (Value::YesNo(yes), _) => if *yes { "yes" } else { "no" }.to_owned(),
            (Value::Instant(instant), _) => self.instant(*instant),
            (Value::Day(day), _) => day.to_string(),
            (Value::Choice(index), Type::Choice(choice)) => {
                let name = self.model.choices[choice].values.names.get(usize::from(*index));
                name.cloned().unwrap_or_default()
            }
            (Value::Choice(index), _) => {
                let stage = self.plan.stages.get(usize::from(*index));
                stage.map(|stage| stage.name.clone()).unwrap_or_default()
            }
            (Value::Set(texts), _) => {
                let texts: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
                texts.join(", ")
            }
        }
    }

    /// The day in the file's zone, and the time of day unless the day as a whole is meant.
    pub fn instant(&self, instant: Instant) -> String {
        let local = self.plan.zone.to_datetime(instant);
        let day = local.date();
        let first = time::first_instant(day, &self.plan.zone);
        let next = day.tomorrow().map(|next| time::first_instant(next, &self.plan.zone));
        let last = next
            .is_ok_and(|next| instant.checked_add(1.nanosecond()).is_ok_and(|then| then == next));
        if instant == first || last {
            day.to_string()
        } else {
            format!("{day} {:02}:{:02}", local.hour(), local.minute())
        }
    }

    /// `send hello`, with the verb that goes with the kind of gift.
    pub fn give(&self, gift: GiftId) -> String {
        let gift = &self.plan.gifts[gift];
        format!("{} {}", gift.kind.verb(), gift.name)
    }
}
