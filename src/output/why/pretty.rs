//! Explanations for a person.

use crate::problems::{Ink, Look, shown};
use crate::tools::why::{About, GiftOutcome, GiftWhy, NamedWhy, PointsWhy};

use super::happens::happens;
use super::spoken::Told;
use super::{gifts, lines, next, rules, takes};

/// So many points of a score are written out.
const MOST_POINTS: usize = 8;

/// The steps of a run, each with its number.
pub(super) fn write_steps(steps: &[Told<'_>], look: Look) -> String {
    let numbered = steps.iter().enumerate().map(|(place, told)| {
        let head = look.paint(Ink::Strong, &format!("Step {} of {}", place + 1, steps.len()));
        format!("{head}\n{}", write(told, look))
    });
    numbered.collect::<Vec<String>>().join("\n")
}

pub(super) fn write(told: &Told<'_>, look: Look) -> String {
    let (told, why) = (*told, told.why);
    let mut out = String::new();
    let since = why.since.map(|since| format!(" since {}", told.instant(since)));
    let place = match why.is_new {
        true => format!("new, and enters {}", told.stage(why.stage)),
        false => format!("in {}{}", told.stage(why.stage), since.unwrap_or_default()),
    };
    let id = told.id();
    let is = if why.since.is_some() { "has been" } else { "is" };
    let head = format!("{id} {is} {place}.");
    paragraph(&mut out, look, &look.paint(Ink::Strong, &head));
    let does = happens(told, &why.decision);
    paragraph(&mut out, look, &format!("As of {}, {id} {does}.", told.moment(why.as_of)));
    if let Some(clause) = &why.left_out {
        lines::write(told, clause, 2, look, &mut out);
    }
    let gifts: Vec<&GiftWhy> = why.gifts.iter().filter(|gift| is_told(told, gift)).collect();
    if !gifts.is_empty() {
        title(&mut out, look, "Gifts");
        gifts.into_iter().for_each(|gift| gifts::write(told, gift, look, &mut out));
    }
    if let Some(takes) = told.takes {
        title(&mut out, look, "What it would take");
        takes::write(told, takes, look, &mut out);
    }
    if let Some(next) = &why.next {
        title(&mut out, look, "Next");
        let sentences = look.wrap(&next::sentences(told, next), 2, 2);
        out.push_str(&format!("  {sentences}\n"));
    }
    if !why.rules.is_empty() {
        title(&mut out, look, "Rules");
        why.rules.iter().for_each(|rule| rules::write(told, rule, look, &mut out));
    }
    if !why.names.is_empty() {
        title(&mut out, look, "Names");
        why.names.iter().for_each(|named| name(told, named, look, &mut out));
    }
    out
}

/// The rules say enough of a gift that nobody asked for, unless the question is about it.
fn is_told(told: Told<'_>, gift: &GiftWhy) -> bool {
    let asked = told.why.about == About::Gift(gift.gift);
    asked || !matches!(gift.outcome, GiftOutcome::NotAsked(_))
}

fn paragraph(out: &mut String, look: Look, text: &str) {
    out.push_str(&look.wrap(text, 0, 0));
    out.push('\n');
}

fn title(out: &mut String, look: Look, text: &str) {
    out.push_str(&format!("\n{}\n", look.paint(Ink::Strong, text)));
}

fn name(told: Told<'_>, named: &NamedWhy, look: Look, out: &mut String) {
    let of = named.text.as_ref().map_or(String::new(), |text| format!(", which is `{text}`"));
    let held = named.bounded.as_ref().map_or(String::new(), |bounded| {
        let end = if bounded.is_most { "most" } else { "least" };
        format!(", the {end} that it can be: its points come to {}", bounded.sum)
    });
    let words = look.wrap(&format!("{} is {}{of}{held}", named.name, shown(&named.value)), 2, 4);
    out.push_str(&format!("  {words}\n"));
    for counted in &named.counted {
        lines::of_events(told, counted, 4, look, out);
    }
    lines::of_missing(&named.missing, 4, look, out);
    for points in named.points.iter().take(MOST_POINTS) {
        out.push_str(&format!("    {}\n", look.wrap(&of_points(told, points), 4, 6)));
    }
    if named.points.len() > MOST_POINTS {
        out.push_str(&format!("    and {} more\n", named.points.len() - MOST_POINTS));
    }
}

fn of_points(told: Told<'_>, points: &PointsWhy) -> String {
    let at = points.at.map_or(String::new(), |at| format!(", {}", told.instant(at)));
    let until = points.until.map(|until| format!("; gone on {}", told.instant(until)));
    let until = until.unwrap_or_default();
    match &points.points {
        Some(number) => format!("{number} for `{}`{at}{until}", points.line),
        None if points.at.is_none() => {
            format!("unknown for `{}`: an event has no time", points.line)
        }
        None => format!("unknown for `{}`{at}", points.line),
    }
}
