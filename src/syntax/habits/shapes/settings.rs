//! Settings of the header as people write them: `timezone New York`, `currency $`.

use super::super::{Finding, Spot};
use crate::problems::register;
use crate::syntax::words::Kind;
use crate::values::time;

/// `timezone New York`, `timezone Eastern Time`, `time zone Europe/Berlin`.
pub(super) fn spaced_zone(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let head = at.checked_sub(1).filter(|head| spot.text_at(*head) == "timezone")?;
    let last = spot.line_end(at);
    let words = (at..=last).all(|place| matches!(spot.kind(place), Some(Kind::Word | Kind::Mark)));
    let city = spot.written(at, last);
    if last == at || !words || spot.at > last || spot.word(head)?.text.is_empty() {
        return None;
    }
    let fixed = zone(city)?;
    let title = "A time zone is one word";
    let finding = Finding::new(spot.range(at, last), title, "write its name in the database");
    let help = format!("write `timezone {fixed}`");
    Some(finding.code(register::SYNTAX).help(help).with(fixed))
}

/// The zone of a city, a part of a country, or a name with spaces.
fn zone(written: &str) -> Option<String> {
    let lower = written.to_lowercase();
    let part = lower.strip_suffix(" time").unwrap_or(&lower);
    let part = part.strip_suffix(" standard").or(part.strip_suffix(" daylight")).unwrap_or(part);
    let known = match part {
        "eastern" | "us eastern" => Some("America/New_York"),
        "central" | "us central" => Some("America/Chicago"),
        "mountain" | "us mountain" => Some("America/Denver"),
        "pacific" | "us pacific" => Some("America/Los_Angeles"),
        "central european" => Some("Europe/Berlin"),
        "british summer" | "greenwich mean" => Some("Europe/London"),
        _ => None,
    };
    let joined = part.replace(' ', "_");
    let fits = |zone: &String| {
        let zone = zone.to_lowercase();
        zone == joined || zone.rsplit('/').next() == Some(joined.as_str())
    };
    known.map(str::to_owned).or_else(|| time::zone_names().find(fits))
}

/// `time zone Europe/Berlin`, `tz Europe/Berlin`, `currency = EUR`.
pub(super) fn renamed(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.first)?;
    let (last, fixed) = match word.text.to_lowercase().as_str() {
        "time" if spot.text_at(at + 1) == "zone" => (at + 1, "timezone"),
        "tz" | "zone" | "time_zone" => (at, "timezone"),
        "money" if spot.word(at + 1)?.text.len() == 3 => (at, "currency"),
        "version" => (at, "language"),
        _ => return None,
    };
    let setting = spot.wanted.iter().any(|rule| super::is_setting(*rule));
    if !setting || spot.at < at || spot.at > last + 1 {
        return None;
    }
    let title = format!("`{}` should be `{fixed}`", spot.written(at, last));
    let finding = Finding::new(spot.range(at, last), title, format!("write `{fixed}` here"));
    let help = format!("write `{fixed} {}`", spot.written(last + 1, spot.line_end(at)));
    Some(finding.help(help).with(fixed))
}

/// `timezone = Europe/Berlin`, `start in Guest`.
pub(super) fn joined(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let head = spot.before(at, 1);
    let setting = matches!(head, "timezone" | "currency" | "start" | "language")
        && spot.word(at.checked_sub(1)?)?.first;
    let joint = matches!(spot.text_at(at), "=" | "is" | "in" | "at" | "with" | ":=");
    let value = spot.word(at + 1).filter(|value| !value.first)?;
    if !setting || !joint || spot.at.abs_diff(at) > 1 {
        return None;
    }
    let title = format!("`{}` is not needed here", spot.text_at(at));
    let finding = Finding::new(spot.range(at, at), title, "remove this");
    let help = format!("write `{head} {}`", spot.written(at + 1, spot.line_end(at)));
    Some(finding.help(help).with_at(spot.word(at)?.start..value.start, "").safe())
}

/// `currency $`, `currency US dollars`.
pub(super) fn currency_sign(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let head = spot.before(at, 1) == "currency" && spot.word(at.checked_sub(1)?)?.first;
    let last = spot.line_end(at);
    let code = match spot.written(at, last).to_lowercase().as_str() {
        "$" | "us$" | "us dollars" | "us dollar" => "USD",
        "€" => "EUR",
        "£" | "british pounds" | "pounds sterling" => "GBP",
        "¥" | "japanese yen" => "JPY",
        "ca$" | "c$" | "canadian dollars" => "CAD",
        "a$" | "au$" | "australian dollars" => "AUD",
        "swiss francs" => "CHF",
        "₹" => "INR",
        _ => return None,
    };
    if !head || spot.at > last + 1 {
        return None;
    }
    let title = "Write a currency as its three letters";
    let finding = Finding::new(spot.range(at, last), title, format!("write `{code}` here"));
    let help = match code {
        "USD" => "write `currency USD`, or the code of another dollar, such as `CAD`".to_owned(),
        _ => format!("write `currency {code}`"),
    };
    Some(finding.code(register::SYNTAX).help(help).with(code))
}

/// `language en`.
pub(super) fn language(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let head = spot.before(at, 1) == "language" && spot.kind(at) == Some(Kind::Word);
    if !head || at != spot.at || spot.word(at)?.first {
        return None;
    }
    let title = "`language` is the version of the rules language, which is 1";
    let finding = Finding::new(spot.range(at, at), title, "not a language that people speak");
    let range = spot.range(at - 1, at);
    let help = "leave this line out, or write `language 1`";
    Some(finding.code(register::SYNTAX).help(help).with_at(range, "language 1").guess())
}

/// `title "Bean"`, `name "Bean"` under the header.
pub(super) fn title(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.first)?;
    let setting = spot.wanted.iter().any(|rule| super::is_setting(*rule));
    let text = spot.kind(at + 1) == Some(Kind::Text);
    if !matches!(word.text, "title" | "name" | "description") || !setting || !text {
        return None;
    }
    let title = "The title of a file comes right after `flywheel`";
    let finding = Finding::new(word.range(), title, "not a setting of its own");
    let help = format!("write `flywheel {}`, and remove this", spot.text_at(at + 1));
    let range = spot.range(at, at + 1);
    Some(finding.code(register::SYNTAX).help(help).with_at(range, "language 1").guess())
}
