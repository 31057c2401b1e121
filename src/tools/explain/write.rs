//! Values and actions as a rule file writes them.

use crate::check::Type;
use crate::plan::{Budget, GiftId, Plan};
use crate::terms::{Cap, FieldType, GiftKind, HowOften, Per};
use crate::values::{Instant, Value, time};

/// Writes values and actions as a rule file does.
#[derive(Clone, Copy)]
pub struct Writer<'w> {
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
                let name = self.plan.choices[choice].get(usize::from(*index));
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

    /// The same of a field or an attribute.
    pub fn of_type(&self, value: &Value<'_>, kind: &FieldType) -> String {
        if let (Value::Choice(choice), FieldType::Choice(choices)) = (value, kind) {
            return choices.names().get(usize::from(*choice)).cloned().unwrap_or_default();
        }
        if matches!(value, Value::Set(texts) if texts.is_empty()) {
            return "empty".to_owned();
        }
        self.value(value, if kind.is_money() { Type::Money } else { Type::Text })
    }

    /// The day in the file's zone, and the time of day unless the day as a whole is meant.
    pub fn instant(&self, instant: Instant) -> String {
        if let Some(day) = time::day_at_border(instant, &self.plan.zone) {
            return day.to_string();
        }
        let local = self.plan.zone.to_datetime(instant);
        format!("{} {:02}:{:02}", local.date(), local.hour(), local.minute())
    }

    /// How often a customer may get a gift: `once per 90 days`.
    pub fn how_often(&self, gift: GiftId) -> String {
        match self.plan.gifts[gift].how_often {
            HowOften::EveryTime => "every time".to_owned(),
            HowOften::Once => "once".to_owned(),
            HowOften::OncePerStay => "once for each stay in a stage".to_owned(),
            HowOften::Times(1, per) => format!("once {}", over(per)),
            HowOften::Times(times, per) => format!("{times} times {}", over(per)),
        }
    }

    /// What a budget allows: `$45.00 per calendar quarter`.
    pub fn budget(&self, budget: &Budget) -> String {
        let cap = match budget.cap {
            Cap::Count(count) => format!("at most {count}"),
            Cap::Money(money) => self.plan.currency.write(money),
        };
        format!("{cap} {}", over(budget.per))
    }

    /// `is sent hello`, as a sentence goes on after the customer.
    pub fn gets(&self, gift: GiftId) -> String {
        let gift = &self.plan.gifts[gift];
        match gift.kind {
            GiftKind::Reward => format!("gets {}", gift.name),
            GiftKind::Message => format!("is sent {}", gift.name),
            GiftKind::Program => format!("is invited to {}", gift.name),
            GiftKind::Alert => format!("causes the alert {}", gift.name),
        }
    }

    /// `send hello`, with the verb that goes with the kind of gift.
    pub fn give(&self, gift: GiftId) -> String {
        let gift = &self.plan.gifts[gift];
        format!("{} {}", gift.kind.verb(), gift.name)
    }
}

/// `per 90 days`, `per calendar month`.
fn over(per: Per) -> String {
    match per {
        Per::Rolling(length) => format!("per {length}"),
        Per::Calendar(period) => format!("per calendar {}", period.word()),
    }
}
