//! What a report needs besides the rules.

use crate::check::Type;
use crate::check::model::{self, ExprKind, Filter, Window};

use super::super::Shown;
use super::super::report::{Aim, Report, Spending};
use super::Lowering;

impl Lowering<'_> {
    /// The report; what it asks of each customer is shown with the rest.
    pub(super) fn report(&mut self, shows: &mut Vec<Shown>) -> Report {
        let model = self.model;
        let mut report = Report {
            resting: model.stages.iter().map(|stage| stage.resting).collect(),
            leaking: model.stages.iter().map(|stage| stage.if_leaking.clone()).collect(),
            wheel: (0..model.stages.len()).collect(),
            gift_aims: model
                .gifts
                .iter()
                .map(|gift| self.aim(gift.aim.as_ref(), gift.span))
                .collect(),
            experiment_aims: model
                .experiments
                .iter()
                .map(|experiment| self.aim(experiment.aim.as_ref(), experiment.span))
                .collect(),
            ..Report::default()
        };
        let Some(asked) = &model.report else { return report };
        if let Some(wheel) = &asked.wheel {
            report.wheel.clone_from(wheel);
        }
        report.paying = asked.paying.as_ref().map(|paying| (paying.stage, paying.within));
        let mut show = |name: &str, value: &model::Expr| {
            shows.push(Shown { name: name.to_owned(), value: self.value(value, None) });
            shows.len() - 1
        };
        if let Some(worth) = &asked.value {
            report.value = Some(show("value", &worth.value));
            (report.margin, report.keep) = (worth.margin, worth.keep);
        }
        report.source = asked.source.as_ref().map(|source| show("source", source));
        if let Some(referred) = &asked.referred {
            report.referred = Some((show("referred_by", &referred.by), referred.within));
        }
        let spending = asked.spending.iter();
        report.spending = spending
            .map(|one| Spending { amount: one.amount, per: one.per, stage: one.stage })
            .collect();
        report.verdicts = asked.verdicts.iter().map(|verdict| (verdict.on, verdict.at)).collect();
        report
    }

    /// Enough events in the time before the moment at which it is asked.
    fn aim(&mut self, aim: Option<&model::Aim>, span: crate::problems::Span) -> Option<Aim> {
        let aim = aim?;
        let filter =
            Filter { condition: aim.condition.clone(), window: Some(Window::Within(aim.within)) };
        let kind = ExprKind::Quantity {
            how: aim.how,
            count: aim.count,
            events: aim.events.clone(),
            filter,
        };
        let met = model::Expr { span, ty: Type::YesNo, kind };
        Some(Aim { met: self.condition(&met, None), within: aim.within })
    }
}
