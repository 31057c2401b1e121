//! What simulations learned from histories, for programs.

use serde::Serialize;

use crate::report::Unmeasured;
use crate::tools::simulate::{Learned as Lines, Learning, Line, Outcome, What};

/// What was measured, and how.
#[derive(Serialize)]
pub(in crate::output::simulation) struct Measured<'a> {
    histories: &'a str,
    customers: usize,
    from: String,
    to: String,
    rotation_days: u32,
    seed: u64,
    bootstraps: usize,
    not_in_rules: Vec<&'a str>,
}

/// What a simulation is made of.
#[derive(Serialize)]
pub(in crate::output::simulation) struct Learned<'a> {
    lines: Vec<Said<'a>>,
    not_known: Vec<NotKnown<'a>>,
}

#[derive(Serialize)]
struct Said<'a> {
    what: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
    to: &'a str,
    measured: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    count: Option<u64>,
    of: Option<u64>,
    assumed: Option<f64>,
    used: Option<f64>,
}

#[derive(Serialize)]
struct NotKnown<'a> {
    what: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
    why: &'static str,
}

impl<'a> Measured<'a> {
    pub(in crate::output::simulation) fn of(learning: &'a Learning, name: &'a str) -> Measured<'a> {
        let measured = &learning.measured;
        Measured {
            histories: name,
            customers: measured.customers(),
            from: measured.known.from.to_string(),
            to: measured.known.to.to_string(),
            rotation_days: measured.rotation,
            seed: learning.seed,
            bootstraps: learning.bootstraps.len(),
            not_in_rules: measured.not_in_rules.iter().map(String::as_str).collect(),
        }
    }
}

impl<'a> Learned<'a> {
    pub(in crate::output::simulation) fn of(
        outcome: &'a Outcome<'_>,
        lines: &'a Lines,
    ) -> Learned<'a> {
        let stages = lines.unmeasured.iter().map(|(stage, why)| NotKnown {
            what: "moves",
            from: Some(outcome.stage_name(*stage)),
            why: reason(*why),
        });
        let brings =
            lines.no_brings.map(|why| NotKnown { what: "brings", from: None, why: reason(why) });
        Learned {
            lines: lines.lines.iter().map(|line| said(outcome, line)).collect(),
            not_known: stages.chain(brings).collect(),
        }
    }
}

fn said<'a>(outcome: &'a Outcome<'_>, line: &Line) -> Said<'a> {
    let name = |stage| outcome.stage_name(stage);
    let (what, from, to) = match line.what {
        What::Enter(stage) => ("enter", None, name(stage)),
        What::HandOff(from, to) => ("moves", Some(name(from)), name(to)),
        What::Brings(from, to) => ("brings", Some(name(from)), name(to)),
    };
    let (count, of) = line.seen.unzip();
    Said {
        what,
        from,
        to,
        measured: line.measured.map(six),
        low: line.band.map(|band| six(band.low)),
        high: line.band.map(|band| six(band.high)),
        count,
        of,
        assumed: line.assumed.map(|it| it.to_f64()),
        used: line.used.map(|it| it.to_f64()),
    }
}

/// With as many decimals as programs get.
fn six(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

fn reason(why: Unmeasured) -> &'static str {
    match why {
        Unmeasured::Nobody => "nobody",
        Unmeasured::TooFew => "too few",
        Unmeasured::NotYet => "not yet",
        Unmeasured::NotSaid => "not said",
    }
}
