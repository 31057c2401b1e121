//! What a report asks of each customer.

use crate::check::Type;
use crate::check::model::{self, ExprKind, Filter, Window};
use crate::problems::Span;
use crate::values::{Duration, Unit};

use super::super::Shown;
use super::super::report::{Aim, Report};
use super::Lowering;

impl Lowering<'_> {
    /// What the report asks of each customer; values are shown after all others.
    pub(super) fn report(&mut self, shows: &mut Vec<Shown>) -> Report {
        let model = self.model;
        let gifts = model.gifts.iter().map(|gift| self.aim(gift.aim.as_ref(), gift.span));
        let gift_aims = gifts.collect();
        let experiments = model.experiments.iter();
        let experiments = experiments.map(|one| self.aim(one.aim.as_ref(), one.span));
        let experiment_aims = experiments.collect();
        let asked = model.report.as_ref();
        let worth = asked.and_then(|asked| asked.value.as_ref());
        let referred = asked.and_then(|asked| asked.referred.as_ref());
        let source = asked.and_then(|asked| asked.source.as_ref());
        let mut show = |name: &str, value: Option<&model::Expr>| {
            let value = self.value(value?, None);
            shows.push(Shown { name: name.to_owned(), value });
            Some(shows.len() - 1)
        };
        Report {
            value: show("value", worth.map(|worth| &worth.value)),
            source: show("source", source),
            referred_by: show("referred_by", referred.map(|referred| &referred.by)),
            gift_aims,
            experiment_aims,
        }
    }

    /// Enough events in the time before the moment at which it is asked.
    fn aim(&mut self, aim: Option<&model::Aim>, span: Span) -> Option<Aim> {
        let aim = aim?;
        // Counted on the calendar, a month after the last of January would begin before it.
        let within = match aim.within.unit.is_calendar() {
            true => Duration { count: aim.within.days(), unit: Unit::Day },
            false => aim.within,
        };
        let filter =
            Filter { condition: aim.condition.clone(), window: Some(Window::Within(within)) };
        let kind = ExprKind::Quantity {
            how: aim.how,
            count: aim.count,
            events: aim.events.clone(),
            filter,
        };
        let met = model::Expr { span, ty: Type::YesNo, kind };
        Some(Aim { met: self.condition(&met, None), within })
    }
}
