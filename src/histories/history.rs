//! The history of one customer.

use jiff::civil::Date;

use crate::values::Decimal;

/// What is known of a customer over time. Days are those of the zone of the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The id.
    pub id: String,
    /// Where the customer came from, as `source` of the report says.
    pub source: Option<String>,
    /// What the customer has brought so far, as `value` of the report says.
    pub value: Option<Decimal>,
    /// The id of who brought the customer.
    pub referred_by: Option<String>,
    /// The day since which the customer has not been in the data, if that is so.
    pub absent_since: Option<Date>,
    /// All stays, the first one first. Each begins on the day on which the one before ended.
    pub stays: Vec<Stay>,
    /// What the customer was given, or would have been, the first one first.
    pub gifts: Vec<GiftEntry>,
    /// The experiments, each with the first decision that included the arm.
    pub experiments: Vec<ExperimentEntry>,
}

impl History {
    /// All days that it names on which something was seen.
    pub fn days(&self) -> impl Iterator<Item = Date> {
        let stays = self.stays.iter();
        let stays = stays.flat_map(|stay| [Some(stay.since), stay.until.map(|(until, _)| until)]);
        let gifts = self.gifts.iter().map(|entry| Some(entry.at));
        let experiments = self.experiments.iter().map(|entry| Some(entry.at));
        stays.chain(gifts).chain(experiments).chain([self.absent_since]).flatten()
    }
}

/// A time in a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The name of the stage in the rules.
    pub stage: String,
    /// The day on which it began.
    pub since: Date,
    /// How it began.
    pub by: StayBegan,
    /// The day on which it ended, and how; `None` while it goes on.
    pub until: Option<(Date, LeftBy)>,
}

/// How a stay began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StayBegan {
    /// The customer was new.
    New,
    /// A rule moved the customer.
    Move,
    /// The customer was in the stage when a ledger was first loaded, or a replay began: how long they had been there is
    /// not known.
    FirstLoad,
    /// The record brought the stage.
    Record,
}

/// Why a stay, or the observation of it, ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftBy {
    /// A rule moved the customer to another stage.
    Move,
    /// The customer turned out to be another one too: only the observation ended.
    Merged,
    /// The customer asked to be forgotten: only the observation ended.
    Forgotten,
    /// The customer was no longer in the data: only the observation ended.
    Absent,
    /// The rules left the customer out from then on: only the observation ended.
    LeftOut,
}

/// A gift that was given, or would have been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiftEntry {
    /// The name of the gift in the rules.
    pub gift: String,
    /// What happened.
    pub what: GiftOutcome,
    /// On which day.
    pub at: Date,
    /// What it cost, if that is known.
    pub cost: Option<Decimal>,
    /// Whether it achieved what it aims for.
    pub aim: Aim,
}

/// What happened to a gift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GiftOutcome {
    /// It was given.
    Given,
    /// It was to be given, and did not go out: it waited until it was canceled.
    Canceled,
    /// The customer is in the control group.
    Holdout,
    /// The budget was used up.
    Budget,
    /// It counts as given before a ledger began: nobody knows whether and when it was.
    Assumed,
}

/// Whether what a gift or an experiment aims for has happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Aim {
    /// It has.
    Met,
    /// It has not, and its time is over.
    Missed,
    /// Its time is not over.
    Open,
    /// Nobody can say, or it aims for nothing.
    #[default]
    Unknown,
}

/// An experiment that a customer takes part in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExperimentEntry {
    /// The name of the experiment.
    pub experiment: String,
    /// The arm.
    pub arm: String,
    /// The day of the first decision that included it.
    pub at: Date,
    /// Whether what it aims for has happened.
    pub aim: Aim,
}
