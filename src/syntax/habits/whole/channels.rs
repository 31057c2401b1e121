//! Channels and tags that are cut off, because `#` begins a comment: `notify call to Slack #sales`,
//! `tag #vip`.

use super::is_in;
use crate::syntax::habits::shapes::Line;
use crate::syntax::habits::{Finding, english};
use crate::syntax::parser::Rule;
use crate::syntax::vocabulary::ACTIONS;
use crate::syntax::words::Kind;

/// Words between an alert and its channel.
const BETWEEN: &[&str] = &[
    "to", "in", "on", "into", "via", "at", "the", "slack", "teams", "discord", "channel", "team",
    "post",
];

/// An action that goes on in what is read as a comment.
pub(in super::super) fn channel(line: &Line<'_, '_>) -> Option<Finding> {
    let spot = line.spot;
    is_in(line, &[Rule::lone_statements, Rule::lone_declarations]).then_some(())?;
    let end = spot.word(line.last)?.end();
    let rest = spot.text.get(end..)?.lines().next()?;
    let comment = rest.trim_start_matches([' ', '\t']);
    let begins = end + rest.len() - comment.len();
    let name = comment.strip_prefix('#')?.split([' ', ',', ';']).next()?;
    name.starts_with(char::is_alphanumeric).then_some(())?;
    let act = (line.first..=line.last).rev().find(|at| ACTIONS.contains(&line.text(*at)))?;
    let deed = deed(line, act, name)?;
    // The condition may be behind the channel, where it is not read either.
    let after = comment.get(1 + name.len()..)?.trim_start_matches([' ', ',', ';']).trim_end();
    let condition = ["when ", "if ", "after "].iter().find_map(|word| after.strip_prefix(word));
    let first = act == line.first;
    let fixed = match condition {
        Some(condition) if first => format!("when {condition} {deed}"),
        _ if first => format!("when {} {deed}", english::example(spot.names)),
        _ => format!("{} {deed}", spot.written(line.first, act - 1)),
    };
    let title = format!("`#` begins a comment, so `#{name}` is not read");
    let span = begins..begins + 1 + name.len();
    let finding = Finding::new(span, title, "this is read as a comment");
    let where_to = match line.text(act) {
        "notify" => {
            format!("; to whom goes with the alert where it is declared, as `to \"#{name}\"`")
        }
        _ => String::new(),
    };
    let finding = finding.help(format!("write `{fixed}`{where_to}"));
    let start = spot.word(line.first)?.start;
    let finding = finding.with_at(start..end + rest.trim_end().len(), fixed);
    Some(if first && condition.is_none() { finding.guess() } else { finding })
}

/// The action alone.
fn deed(line: &Line<'_, '_>, act: usize, tag: &str) -> Option<String> {
    let spot = line.spot;
    let verb = line.text(act);
    if matches!(verb, "tag" | "untag") {
        return (act == line.last).then(|| format!("{verb} \"{tag}\""));
    }
    let named = (act + 1..=line.last).find_map(|at| {
        let described = || spot.names.gift_described(line.text(at));
        let gift =
            if spot.kind(at)? == Kind::Text { described() } else { spot.names.gift(line.text(at)) };
        gift.map(|gift| (at, gift))
    });
    let between = |from: usize| {
        (from..=line.last).all(|at| {
            spot.kind(at) == Some(Kind::Text)
                || BETWEEN.contains(&line.text(at).to_lowercase().as_str())
        })
    };
    match named {
        Some((at, gift)) => between(at + 1).then(|| format!("{verb} {}", gift.name)),
        None => {
            let mut alerts = spot.names.gifts.iter().filter(|gift| gift.kind == "alert");
            let alert = alerts.next().filter(|_| alerts.next().is_none() && verb == "notify")?;
            between(act + 1).then(|| format!("notify {}", alert.name))
        }
    }
}
