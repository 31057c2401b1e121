//! Customers in parts: a survey of each, what all of them come to, and what is decided with that.

use std::iter;

use flywheel::problems::register::CANNOT_READ;
use flywheel::records::StreamFault;
use flywheel::run::{Basis, Engine, Merging, SurveyFault, SurveyFile};
use flywheel::values::AsOf;
use pyo3::pybacked::PyBackedBytes;

use crate::asked::{Asked, as_of};
use crate::failed::Failed;
use crate::patient::Stop;
use crate::program::Rules;
use crate::records::Records;

/// What is known of all customers, as Python gives it.
pub(crate) struct Known(SurveyFile);

/// What messages call it.
const KNOWN: &str = "known";

fn basis(rules: &Rules, as_of: AsOf) -> Basis {
    Basis::new(rules.program.sources(), as_of, false)
}

impl Known {
    pub(crate) fn read(bytes: &[u8]) -> Result<Known, Failed> {
        SurveyFile::parse(bytes).map(Known).map_err(|fault| unfit(KNOWN, &fault))
    }

    /// The moment that it was made for.
    pub(crate) fn as_of(&self) -> &str {
        self.0.basis().as_of()
    }

    /// The same engine, which says so if records are not those that were surveyed.
    pub(crate) fn expected_by(&self, engine: &Engine) -> Engine {
        engine.expecting(&self.0)
    }

    /// An engine among the customers that this knows, as far as it goes.
    pub(crate) fn among(&self, rules: &Rules, engine: &Engine) -> Result<Engine, Failed> {
        let basis = basis(rules, engine.as_of());
        engine.among(&self.0, &basis).map_err(|fault| unfit(KNOWN, &fault))
    }
}

/// Makes sure that enough is known of all customers to decide for a part of them.
pub(crate) fn expect_complete(engine: &Engine) -> Result<(), Failed> {
    let Some(next) = engine.phases_left().first().map(|phase| phase.finds()) else {
        return Ok(());
    };
    Err(Failed::usage(format!("what is known does not say yet {next}")).help(
        "survey each part again with survey(part, known=known), and merge these surveys, until \
         needs_survey(known) is false",
    ))
}

/// What a part of all customers competes for.
pub(crate) fn survey(
    rules: &Rules,
    asked: &Asked,
    engine: Engine,
    stop: &Stop,
) -> Result<Vec<u8>, Failed> {
    let engine = asked.join(engine, stop)?;
    survey_of(rules, &engine, &asked.customers, stop)
}

/// The same of records that need no tables.
pub(crate) fn survey_of(
    rules: &Rules,
    engine: &Engine,
    customers: &Records,
    stop: &Stop,
) -> Result<Vec<u8>, Failed> {
    if !engine.has_limits_across_customers() {
        return Err(Failed::usage("customers do not compete under these rules")
            .help("decide for each part without a survey"));
    }
    let customers = [customers.until(stop)];
    let part = engine.survey_part(basis(rules, engine.as_of()), &customers)?;
    let nothing_left = || {
        Failed::usage("there is nothing left to survey: what is known is enough")
            .help("decide for each part with it: decide(part, known=known)")
    };
    written(&part.ok_or_else(nothing_left)?.whole().map_err(missing)?)
}

/// Customers may be missing in what was read.
fn missing(faults: Vec<(String, StreamFault)>) -> Failed {
    let Some((input, StreamFault { line, fault })) = faults.into_iter().next() else {
        return Failed::usage("the records cannot be surveyed");
    };
    Failed::data(fault.kind.code(), &input, Some(line), fault.to_string())
        .help("customers may be missing: correct the records, and survey them again")
}

/// What the surveys of all parts come to.
pub(crate) fn merge(rules: &Rules, surveys: &[PyBackedBytes]) -> Result<Vec<u8>, Failed> {
    let mut merging = Merging::default();
    for (place, bytes) in iter::zip(1.., surveys) {
        let name = format!("survey {place}");
        let file = SurveyFile::parse(bytes).map_err(|fault| unfit(&name, &fault))?;
        if place == 1 {
            let as_of = as_of(Some(file.basis().as_of()), rules.program.plan())?;
            let basis = basis(rules, as_of);
            basis.expect(file.basis()).map_err(|fault| unfit(&name, &fault))?;
        }
        merging.add(file).map_err(|fault| unfit(&name, &fault))?;
    }
    let nothing =
        || Failed::usage("there is nothing to merge").help("give the survey of each part");
    let merged = merging.finish().map_err(|fault| unfit("these surveys", &fault))?;
    written(&merged.ok_or_else(nothing)?)
}

fn written(file: &SurveyFile) -> Result<Vec<u8>, Failed> {
    Ok(file.write().map_err(std::io::Error::from)?)
}

/// A survey that cannot be used.
fn unfit(name: &str, fault: &SurveyFault) -> Failed {
    let what = if let SurveyFault::Same(other) = fault {
        format!("{name} and survey {} are surveys of the same customers", other + 1)
    } else {
        format!("cannot use {name}: {fault}")
    };
    let (is_data, help) = match fault {
        SurveyFault::Unreadable(_) | SurveyFault::Damaged | SurveyFault::Version(_) => {
            (true, "make it again with survey")
        }
        SurveyFault::Flywheel(_) | SurveyFault::Rules => {
            (false, "survey all parts again with the same rules and the same flywheel")
        }
        SurveyFault::Strict { .. } => (false, "survey all parts again without --strict"),
        SurveyFault::Moment(_) => {
            (false, "give the same as_of to all of them, such as as_of=\"2026-03-31\"")
        }
        SurveyFault::Round => {
            let help = "survey each part with the same known=, and merge the surveys of one round";
            (false, help)
        }
        SurveyFault::Merged => (false, "merge the surveys of all parts at once, each once"),
        SurveyFault::Part => (false, "merge the surveys of all parts first"),
        SurveyFault::Same(_) => {
            (false, "leave one of them out: each customer may be in one part only")
        }
        SurveyFault::Changed | SurveyFault::Gone(_) => {
            let help = "all rounds need the same records, and all of them: merge the surveys of all \
                        parts, or begin again without known=";
            (false, help)
        }
    };
    let failed = match is_data {
        true => Failed::data(CANNOT_READ, name, None, what),
        false => Failed::usage(what),
    };
    failed.help(help)
}
