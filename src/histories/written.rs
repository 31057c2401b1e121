//! The form of a history in JSON.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::history::{self, Aim};
use super::words::Worded;
use crate::values::Decimal;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct History {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    referred_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    absent_since: Option<String>,
    stays: Vec<Stay>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    gifts: Vec<Gift>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    experiments: Vec<Experiment>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stay {
    stage: String,
    since: String,
    by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    left: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Gift {
    gift: String,
    what: String,
    at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cost: Option<String>,
    #[serde(default = "unknown")]
    aim: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Experiment {
    experiment: String,
    arm: String,
    at: String,
    #[serde(default = "unknown")]
    aim: String,
}

impl From<&history::History> for History {
    fn from(history: &history::History) -> History {
        let stays = history.stays.iter().map(|stay| Stay {
            stage: stay.stage.clone(),
            since: stay.since.to_string(),
            by: stay.by.word().to_owned(),
            until: stay.until.map(|(until, _)| until.to_string()),
            left: stay.until.map(|(_, left)| left.word().to_owned()),
        });
        let gifts = history.gifts.iter().map(|entry| Gift {
            gift: entry.gift.clone(),
            what: entry.what.word().to_owned(),
            at: entry.at.to_string(),
            cost: entry.cost.map(|cost| cost.to_string()),
            aim: entry.aim.word().to_owned(),
        });
        let experiments = history.experiments.iter().map(|entry| Experiment {
            experiment: entry.experiment.clone(),
            arm: entry.arm.clone(),
            at: entry.at.to_string(),
            aim: entry.aim.word().to_owned(),
        });
        History {
            id: history.id.clone(),
            source: history.source.clone(),
            value: history.value.map(|value| value.to_string()),
            referred_by: history.referred_by.clone(),
            absent_since: history.absent_since.map(|day| day.to_string()),
            stays: stays.collect(),
            gifts: gifts.collect(),
            experiments: experiments.collect(),
        }
    }
}

impl TryFrom<History> for history::History {
    type Error = String;

    fn try_from(written: History) -> Result<history::History, String> {
        let absent_since =
            written.absent_since.map(|text| day("absent_since", &text)).transpose()?;
        let mut stays = Vec::new();
        for (place, stay) in written.stays.into_iter().enumerate() {
            let here = format!("stays[{place}]");
            stays.push(stay.read().map_err(|reason| format!("{here}.{reason}"))?);
        }
        let mut gifts = Vec::new();
        for (place, gift) in written.gifts.into_iter().enumerate() {
            let here = format!("gifts[{place}]");
            gifts.push(gift.read().map_err(|reason| format!("{here}.{reason}"))?);
        }
        let mut experiments = Vec::new();
        for (place, entry) in written.experiments.into_iter().enumerate() {
            let here = format!("experiments[{place}]");
            experiments.push(entry.read().map_err(|reason| format!("{here}.{reason}"))?);
        }
        Ok(history::History {
            id: written.id,
            source: written.source,
            value: written.value.map(|text| amount("value", &text)).transpose()?,
            referred_by: written.referred_by,
            absent_since,
            stays,
            gifts,
            experiments,
        })
    }
}

impl Stay {
    fn read(self) -> Result<history::Stay, String> {
        let until = match (self.until, self.left) {
            (None, None) => None,
            (Some(until), Some(left)) => Some((day("until", &until)?, Worded::of("left", &left)?)),
            (Some(_), None) => return Err("left: it says why the stay ended".to_owned()),
            (None, Some(_)) => return Err("until: it says when the stay ended".to_owned()),
        };
        let since = day("since", &self.since)?;
        Ok(history::Stay { stage: self.stage, since, by: Worded::of("by", &self.by)?, until })
    }
}

impl Gift {
    fn read(self) -> Result<history::GiftEntry, String> {
        Ok(history::GiftEntry {
            gift: self.gift,
            what: Worded::of("what", &self.what)?,
            at: day("at", &self.at)?,
            cost: self.cost.map(|text| amount("cost", &text)).transpose()?,
            aim: Worded::of("aim", &self.aim)?,
        })
    }
}

impl Experiment {
    fn read(self) -> Result<history::ExperimentEntry, String> {
        Ok(history::ExperimentEntry {
            at: day("at", &self.at)?,
            experiment: self.experiment,
            arm: self.arm,
            aim: Worded::of("aim", &self.aim)?,
        })
    }
}

/// What is said of an aim of which a line says nothing.
fn unknown() -> String {
    Aim::Unknown.word().to_owned()
}

fn day(key: &str, text: &str) -> Result<Date, String> {
    let day = text.parse().ok().filter(|_| text.len() == "2026-01-31".len());
    day.ok_or_else(|| format!("{key}: \"{text}\" is not a day such as 2026-01-31"))
}

fn amount(key: &str, text: &str) -> Result<Decimal, String> {
    let amount = Decimal::parse(text.as_bytes());
    amount.map_err(|fault| format!("{key}: \"{text}\" is {fault}"))
}
