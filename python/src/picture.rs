//! The lifecycle as a picture.

use flywheel::output::Named;
use flywheel::output::wheel::{Census, Counted, Format, Picture};
use flywheel::run::{Engine, Observer, Settings};
use flywheel::tools::wheel::Wheel;
use flywheel::values::Clock;

use crate::asked::Asked;
use crate::failed::Failed;
use crate::patient::Stop;
use crate::program::Rules;

/// The format of a name.
pub(crate) fn format(name: &str) -> Result<Format, Failed> {
    Format::all().find(|format| format.name() == name).ok_or_else(|| {
        let names: Vec<&str> = Format::all().map(Named::name).collect();
        Failed::usage(format!("\"{name}\" is not a format of pictures"))
            .help(format!("the formats are {}", names.join(", ")))
    })
}

fn wheel(rules: &Rules) -> Wheel {
    let program = &rules.program;
    Wheel::of(program.model(), program.plan(), program.sources(), &rules.name)
}

/// The stages and what leads from one to another.
pub(crate) fn of_rules(rules: &Rules, format: Format) -> String {
    format.write(Picture { wheel: &wheel(rules), numbers: None })
}

/// The same with how many customers are where.
pub(crate) fn of_customers(
    rules: &Rules,
    format: Format,
    asked: &Asked,
    engine: Engine,
    stop: &Stop,
) -> Result<String, Failed> {
    let plan = rules.program.plan();
    let engine = asked.join(engine, stop)?;
    let moment = Clock::new(engine.as_of(), plan.zone.clone()).as_of();
    let census = Census { plan, as_of: moment };
    let mut counted = census.begin();
    engine.run(&[asked.customers.until(stop)], Settings { update: false }, &census, |part| {
        Counted::merge(&mut counted, part.results);
        Ok::<(), Failed>(())
    })?;
    let day = plan.zone.to_datetime(moment).date().to_string();
    let numbers = Some((&counted.numbers, &*day));
    Ok(format.write(Picture { wheel: &wheel(rules), numbers }))
}
