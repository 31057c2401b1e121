//! Ends that a stage does not have, and exceptions that a gift does not say:
//! `stage Silver until end of next calendar year`, `message receipt no limit`.

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::Finding;
use crate::syntax::habits::numbers;
use crate::syntax::habits::shapes::{Line, kind_of_gifts};
use crate::syntax::parser::Rule;
use crate::syntax::words::Kind;

/// `stage Silver for 12 months`, `stage Silver until end of next calendar year`.
pub(in super::super) fn stage(line: &Line<'_, '_>) -> Option<Finding> {
    let spot = line.spot;
    let name = line.first + 1;
    let declared = is_in(line, &[Rule::lone_declarations]) && line.text(line.first) == "stage";
    let at = name + 1 + usize::from(spot.kind(name + 1) == Some(Kind::Text));
    if !declared || !spot.is_name(name) || at > line.last {
        return None;
    }
    let mut next = at;
    let verbs = ["valid", "lasts", "expires", "ends", "expiring", "good", "kept", "held"];
    while verbs.contains(&line.text(next)) {
        next += 1;
    }
    let leads = ["until", "till", "for", "through", "after", "at", "on", "the"];
    let start = next;
    while leads.contains(&line.text(next)) {
        next += 1;
    }
    let leading = next > at && (next > start || verbs.contains(&line.text(at)));
    let mut other = spot.names.stages.iter().filter(|stage| **stage != line.text(name));
    let other = other.next().filter(|_| leading)?;
    let asked = match () {
        () if numbers::is_unit(line.text(next + 1)) && spot.kind(next) == Some(Kind::Number) => {
            format!("{} in stage", spot.written(next, next + 1))
        }
        () if spot.kind(next) == Some(Kind::Date) => format!("today > {}", line.text(next)),
        () if line.text(next) == "end" => {
            let unit = (next..=line.last).find(|at| numbers::is_unit(line.text(*at)))?;
            let unit = line.text(unit).trim_end_matches('s');
            let ahead = (next..=line.last).any(|at| line.text(at) == "next");
            let entered =
                if ahead { format!("(stage_since + 1 {unit})") } else { "stage_since".into() };
            format!("today > end of calendar {unit} of {entered}")
        }
        () => return None,
    };
    let range = spot.range(at, line.last);
    let finding =
        Finding::new(range, "A stage has no end: a rule moves customers out of it", "remove this");
    let help = format!("write a rule under the stage, such as `when {asked} move to {other}`");
    Some(finding.code(register::HABIT).help(help).with("").guess())
}

/// `message receipt no limit`, `message receipt every time, exempt from limits`.
pub(in super::super) fn exempt(line: &Line<'_, '_>) -> Option<Finding> {
    let spot = line.spot;
    let kind = line.text(line.first);
    let gift = matches!(kind, "reward" | "message" | "program" | "alert");
    if !is_in(line, &[Rule::lone_declarations]) || !gift {
        return None;
    }
    let phrases: &[&[&str]] = &[
        &["no", "limit"],
        &["no", "limits"],
        &["no", "cap"],
        &["without", "limit"],
        &["without", "limits"],
        &["not", "limited"],
        &["not", "counted"],
        &["exempt"],
        &["ignores", "limits"],
        &["ignore", "limits"],
        &["ignoring", "limits"],
        &["ignores", "the"],
        &["except", "from"],
        &["excepted", "from"],
        &["excluded", "from"],
        &["bypass"],
        &["bypasses"],
        &["even", "when", "paused"],
        &["even", "if", "paused"],
        &["regardless", "of"],
        &["outside", "limits"],
    ];
    let at = line.find(|at| {
        at > line.first + 1
            && phrases.iter().any(|words| {
                words.iter().enumerate().all(|(place, word)| line.text(at + place) == *word)
            })
    })?;
    let end = (at..=line.last).find(|at| line.text(*at) == ",").map_or(line.last, |at| at - 1);
    let name = line.text(line.first + 1);
    let written = spot.written(at, end);
    let kinds = format!("{kind}s");
    let paused = written.contains("pause");
    let limit = spot.names.limits.iter().find(|limit| {
        limit.first().is_some_and(|word| kind_of_gifts(word) == Some(&*kinds))
            && !limit.contains(&"except")
    });
    let rest = limit.map(|limit| limit[1..].join(" "));
    let rest = rest.unwrap_or_else(|| "to 2 per 7 days".to_owned());
    let rest = rest.replace("$ ", "$").replace("€ ", "€").replace("£ ", "£");
    let help = match paused {
        true => format!("write it where the pause is: `pause {kinds} except {name} when ...`"),
        false => format!("write it where the limit is: `limit {kinds} except {name} {rest}`"),
    };
    let what = if paused { "pauses" } else { "limits" };
    let title = format!("A gift cannot exempt itself from {what}");
    let comma = line.text(at - 1) == ",";
    let start = if comma { at - 1 } else { at };
    let finding = Finding::new(spot.range(at, end), title, "remove this").code(register::HABIT);
    Some(finding.help(help).with_at(spot.range(start, end), "").guess())
}
