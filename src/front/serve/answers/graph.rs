//! `POST /graph`: the lifecycle as a picture, as `flywheel graph` draws it.

use super::Means;
use super::customers::Customers;
use crate::front::serve::asked::Asked;
use crate::front::serve::body::Body;
use crate::front::serve::trouble::{Kind, Trouble};
use crate::output::Named;
use crate::output::wheel::{Census, Counted, Format, Picture};
use crate::run::{Observer, ReadFailure, Settings};
use crate::tools::wheel::Wheel;
use crate::values::Clock;

pub(super) fn graph(mut asked: Asked<'_>, means: &Means<'_>) -> Result<Body, Trouble> {
    let format = format(asked.format.as_deref())?;
    let kept = means.kept.program(asked.rules()?)?;
    let (program, plan) = (&kept.program, kept.program.plan());
    let wheel = Wheel::of(program.model(), plan, program.sources(), kept.name());
    if asked.customers.is_none() {
        return Ok(written(format, Picture { wheel: &wheel, numbers: None }));
    }
    let as_of = asked.as_of(&plan.zone)?;
    let customers = Customers::of(&asked, means)?;
    let engine = customers.join(kept.engine(as_of))?;
    let moment = Clock::new(as_of, plan.zone.clone()).as_of();
    let census = Census { plan, as_of: moment };
    let mut counted = census.begin();
    engine.run(&[&customers.records], Settings { update: false }, &census, |part| {
        Counted::merge(&mut counted, part.results);
        Ok::<(), ReadFailure>(())
    })?;
    let day = plan.zone.to_datetime(moment).date().to_string();
    let body = written(format, Picture { wheel: &wheel, numbers: Some((&counted.numbers, &day)) });
    let (decided, rejected) = (counted.tally.decided, counted.tally.rejections.count);
    Ok(Body { decided, rejected, ..body })
}

fn format(name: Option<&str>) -> Result<Format, Trouble> {
    let Some(name) = name else { return Ok(Format::Svg) };
    Format::all().find(|format| format.name() == name).ok_or_else(|| {
        let names: Vec<&str> = Format::all().map(Named::name).collect();
        Trouble::new(Kind::BadRequest, format!("`{name}` is not a format of pictures"))
            .help(format!("the formats are {}", names.join(", ")))
    })
}

fn written(format: Format, picture: Picture<'_>) -> Body {
    let kind = match format {
        Format::Svg => "image/svg+xml",
        Format::Mermaid | Format::Dot => "text/plain; charset=utf-8",
    };
    Body::of_kind(kind, format.write(picture))
}
