//! How fast customers bring others, in words.

use super::said::full;
use super::{Reported, Section, Subject};
use crate::output::words::{counted, number};
use crate::report::{Speed, Turning};

pub(super) fn section(reported: Reported<'_>) -> Option<Section> {
    let speed = reported.figures.speed.as_ref()?;
    let mut said = Vec::new();
    let first = reported.figures.hand_offs.stages.first();
    if first.is_some_and(|first| first.current.count() == 0) {
        said.push(
            "Nobody entered in the period, so there is nobody to have brought others.".to_owned(),
        );
    } else if speed.is_named {
        said.push(turning(speed, speed.current));
        let before = speed.before.filter(|before| before.people > 0);
        said.extend(
            before.map(|before| format!("In the period before, {}", turning(speed, before))),
        );
    } else {
        said.push(
            "Nothing here says who brought whom. If the records of customers do, give them too."
                .to_owned(),
        );
    }
    if speed.unknown > 0 {
        said.push(format!(
            "{} who entered in the period named somebody of whom it is not known when they entered.",
            counted(speed.unknown, "customer", "customers")
        ));
    }
    if let Some(changed) = reported.figures.hand_offs.changed {
        said.push(format!(
            "The hand-off that changed most is {}: {}, before {}.",
            reported.stage(Some(changed.stage)),
            full(changed.current),
            full(changed.before)
        ));
    }
    Some(Section {
        subject: Subject::Speed,
        title: "Who brings whom".to_owned(),
        said,
        tables: Vec::new(),
    })
}

fn turning(speed: &Speed, turning: Turning) -> String {
    let within = counted(speed.within.into(), "day", "days");
    let Some(each) = turning.each() else {
        return format!(
            "Nobody who entered has had {within} yet, so it is not known what they bring."
        );
    };
    let days = turning.days.map(|days| {
        format!(", half of them within {}", counted(days.ceil() as u64, "day", "days"))
    });
    format!(
        "{} brought {} within {within}, {each:.2} each{}.",
        counted(turning.people, "customer", "customers"),
        number(turning.brought),
        days.unwrap_or_default()
    )
}
