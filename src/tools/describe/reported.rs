//! What a report needs besides the rules, in words.

use super::document::Item;
use super::noun;
use super::said::{Said, say};
use super::words::Words;
use crate::check::model::{Judged, Report, Worth};

impl Words<'_> {
    /// The lines of a block `report` as points.
    pub(super) fn report(self, report: &Report) -> Vec<Item> {
        let mut said: Vec<Said> = Vec::new();
        if let Some(wheel) = &report.wheel {
            let stages = wheel.iter().map(|stage| self.stage(*stage)).collect();
            said.push(say!("Customers go through ", Said::joined(stages, ", then "), "."));
        }
        if let Some(paying) = &report.paying {
            said.push(say!(
                "They pay from ",
                self.stage(paying.stage),
                format!(" on, which should take {} or less.", noun::counted_length(paying.within))
            ));
        }
        if let Some(worth) = &report.value {
            said.push(self.worth_so_far(worth));
        }
        if let Some(source) = &report.source {
            said.push(say!("Where they come from is ", self.value(source), "."));
        }
        if let Some(referred) = &report.referred {
            let within = noun::counted_length(referred.within);
            said.push(say!(
                "Who brought them is ",
                self.value(&referred.by),
                format!(", which counts within {within}.")
            ));
        }
        for spending in &report.spending {
            let amount = format!("{} is spent on ", self.money(spending.amount));
            said.push(say!(amount, self.stage(spending.stage), " ", noun::per(spending.per), "."));
        }
        for verdict in &report.verdicts {
            let on = match verdict.on {
                Judged::Gift(gift) => self.gift(gift),
                Judged::Experiment(place) => Said::name(&self.model.experiments[place].name),
            };
            let day = self.day(verdict.at);
            said.push(say!("Whether ", on, format!(" made a difference is judged on {day}.")));
        }
        said.into_iter().map(Item::new).collect()
    }

    fn worth_so_far(self, worth: &Worth) -> Said {
        let mut said = say!("What a customer has brought is ", self.value(&worth.value));
        if let Some(margin) = worth.margin {
            said.push(format!("; {} of it is left after delivery", noun::percent(margin)));
        }
        if let Some(keep) = worth.keep {
            said.push(format!("; {} of it is to be kept as profit", noun::percent(keep)));
        }
        say!(said, ".")
    }
}
