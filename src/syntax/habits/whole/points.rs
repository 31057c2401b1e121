//! Lines of scores and balances in other words: `add 5 per every 2 calls`,
//! `earn 1 per visit this calendar year`, `take 5 after 30 days without an order`.

mod counted;
mod rest;
mod value;

use std::ops::RangeInclusive;

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::Finding;
use crate::syntax::habits::shapes::Line;
use crate::syntax::parser::Rule;
use crate::syntax::words::Kind;
use crate::values::Decimal;
use counted::Counted;

const TAKING: &[&str] =
    &["take", "subtract", "minus", "deduct", "remove", "lose", "spend", "redeem", "use", "burn"];
const ADDING: &[&str] =
    &["add", "plus", "gain", "give", "award", "earn", "grant", "credit", "collect", "get"];

/// What is said in another way in a line, and where.
struct Issue {
    words: RangeInclusive<usize>,
    title: String,
    label: &'static str,
    /// The advice, where it is not to write the line that is read.
    help: Option<String>,
}

/// A line as it should be.
struct Points {
    is_score: bool,
    verb: &'static str,
    number: Option<Decimal>,
    /// `visit`, `$10 of orders.total`; `flights.miles` where there is no number.
    counted: String,
    wheres: Vec<String>,
    lasting: Option<String>,
    issues: Vec<Issue>,
}

impl Points {
    fn issue(
        &mut self,
        words: RangeInclusive<usize>,
        title: impl Into<String>,
        label: &'static str,
    ) {
        self.issues.push(Issue { words, title: title.into(), label, help: None });
    }

    fn written(&self) -> String {
        let points = match self.number {
            Some(number) => format!("{} {number} per {}", self.verb, self.counted),
            None => format!("{} {}", self.verb, self.counted),
        };
        let filter = match self.wheres.as_slice() {
            [] => String::new(),
            [one] if !one.contains(" and ") && !one.contains(" or ") && !one.starts_with("at ") => {
                format!(" where {one}")
            }
            [one] if one.starts_with('(') => format!(" where {one}"),
            several => format!(" where ({})", several.join(" and ")),
        };
        let lasting = self.lasting.as_ref().map_or(String::new(), |time| format!(" for {time}"));
        format!("{points}{filter}{lasting}")
    }
}

/// A line of a score or a balance.
pub(in super::super) fn read(line: &Line<'_, '_>) -> Option<Finding> {
    let is_score = is_in(line, &[Rule::lone_score_lines]);
    if !is_score && !is_in(line, &[Rule::lone_balance_lines]) {
        return None;
    }
    let said = line.text(line.first);
    let take = TAKING.contains(&said);
    if !take && !ADDING.contains(&said) {
        return own_expiry(line, is_score);
    }
    let verb = match (is_score, take) {
        (true, true) => "take",
        (true, false) => "add",
        (false, true) => "spend",
        (false, false) => "earn",
    };
    if let Some(finding) = conditional(line, verb, is_score) {
        return Some(finding);
    }
    let Counted { number, text, filter, last, issue } = Counted::read(line, is_score, take)?;
    let mut points = Points {
        is_score,
        verb,
        number,
        counted: text,
        wheres: filter.into_iter().collect(),
        lasting: None,
        issues: issue.into_iter().collect(),
    };
    rest::read(line, last + 1, &mut points)?;
    if said != verb {
        let kind = if is_score { "score" } else { "balance" };
        let title = format!("`{said}` should be `{verb}` in a {kind}");
        points.issue(line.first..=line.first, title, "written in another way");
    }
    let fixed = points.written();
    let Issue { words, title, label, help } = points.issues.into_iter().next()?;
    let written = line.spot.written(line.first, line.last);
    let differs = !written.split_whitespace().eq(fixed.split_whitespace());
    let finding = Finding::new(line.spot.range(*words.start(), *words.end()), title, label);
    let finding = finding.code(register::HABIT);
    let range = line.spot.range(line.first, line.last);
    differs.then(|| match help {
        Some(help) => finding.help(help).with_at(range, fixed).guess(),
        None => finding.help(format!("write `{fixed}`")).with_at(range, fixed),
    })
}

/// `take 5 after 30 days without an order`, `earn 20 when vip`.
fn conditional(line: &Line<'_, '_>, verb: &str, is_score: bool) -> Option<Finding> {
    let number = line.first + 1;
    let joint = number + 1 + usize::from(matches!(line.text(number + 1), "points" | "point"));
    let word = line.text(joint);
    let asks = matches!(word, "when" | "if" | "after" | "while" | "once" | "whenever" | "unless");
    if line.spot.kind(number) != Some(Kind::Number) || !asks || joint == line.last {
        return None;
    }
    let points = line.text(number);
    let asked = line.rest(joint + 1);
    let range = line.spot.range(line.first, line.last);
    let at = line.spot.range(joint, joint);
    if is_score {
        let asked = if word == "unless" { format!("not ({asked})") } else { asked.to_owned() };
        let fixed = format!("{verb} {points} when {asked}");
        let (at, title, label) = match word {
            "when" if line.text(line.first) == verb => (
                line.spot.range(number + 1, joint - 1),
                format!("`{}` is not needed here", line.text(number + 1)),
                "remove this",
            ),
            "when" => {
                let said = line.text(line.first);
                let at = line.spot.range(line.first, line.first);
                (at, format!("`{said}` should be `{verb}` in a score"), "written in another way")
            }
            _ => (at, format!("`{word}` should be `when`"), "write `when` here"),
        };
        let finding = Finding::new(at, title, label).code(register::HABIT);
        let written = line.spot.written(line.first, line.last);
        let help = format!("write `{fixed}`");
        return (written != fixed).then(|| finding.help(help).with_at(range, fixed));
    }
    let names = line.spot.names;
    let counted = names.gift(asked).map(|gift| gift.name.to_owned()).or_else(|| {
        let list = names.list(asked.trim_start_matches("a ").trim_start_matches("an "));
        list.map(|list| crate::syntax::habits::lexicon::singular(list.name))
    });
    let title = "Points of a balance belong to events that have a time, not to a condition";
    let finding = Finding::new(at, title, "a line of a balance has `per`").code(register::HABIT);
    if let Some(counted) = counted {
        let fixed = format!("{verb} {points} per {counted}");
        return Some(finding.help(format!("write `{fixed}`")).with_at(range, fixed));
    }
    let list = names.lists.iter().find(|list| !list.bare)?;
    let one = crate::syntax::habits::lexicon::singular(list.name);
    let example = format!("{verb} {points} per {one}");
    let scored = if verb == "earn" { "add" } else { "take" };
    let help = format!(
        "say which events bring them, such as `{example}`; a `score` can have a condition: \
         `{scored} {points} when {asked}`"
    );
    Some(finding.help(help).with_at(range, example).guess())
}

/// `expire after 18 months`, on a line of its own.
fn own_expiry(line: &Line<'_, '_>, is_score: bool) -> Option<Finding> {
    let lead = usize::from(line.text(line.first) == "points");
    let verbs = ["expire", "expires", "expiring", "valid", "lasts", "last", "for"];
    let verb = line.first + lead;
    verbs.contains(&line.text(verb)).then_some(())?;
    let (_, time) = (verb + 1..=verb + 2).find_map(|at| rest::length(line, at))?;
    let names = line.spot.names;
    let earned = names.balances.iter().flat_map(|one| &one.lines).find_map(|words| {
        let plain = words.iter().all(|word| word.text != "for" && word.text != "where");
        let text: Vec<&str> = words.iter().map(|word| word.text).collect();
        (plain && text.first() == Some(&"earn")).then(|| text.join(" ").replace(" . ", "."))
    });
    let example = match earned.filter(|_| !is_score) {
        Some(line) => line.replace("$ ", "$").replace("€ ", "€").replace("£ ", "£"),
        None => {
            let list = names.lists.iter().find(|list| !list.bare)?;
            let one = crate::syntax::habits::lexicon::singular(list.name);
            format!("{} 1 per {one}", if is_score { "add" } else { "earn" })
        }
    };
    let title = "Say how long points last at the end of the line that earns them";
    let range = line.spot.range(line.first, line.last);
    let finding = Finding::new(range, title, "this is not a line of its own");
    let help = format!("add `for {time}` to each of these lines, such as `{example} for {time}`");
    Some(finding.code(register::HABIT).help(help).with("").guess())
}

/// The number that a word is.
fn decimal(text: &str) -> Option<Decimal> {
    Decimal::parse(text.as_bytes()).ok()
}

/// What cannot be read after a line that is complete.
pub(in super::super) fn too_much(line: &Line<'_, '_>) -> Option<Finding> {
    let is_score = is_in(line, &[Rule::lone_score_lines]);
    let lines = is_score || is_in(line, &[Rule::lone_balance_lines]);
    let at = line.spot.at;
    let known = TAKING.contains(&line.text(line.first)) || ADDING.contains(&line.text(line.first));
    if !lines || !known || at <= line.first + 2 || at > line.last + 1 {
        return None;
    }
    let Counted { last, .. } = Counted::read(line, is_score, false)?;
    (last < line.last && at > last).then_some(())?;
    let start = (at.min(line.last)).max(last + 1);
    let start = if at > last + 1 && at == line.last + 1 { last + 1 } else { start };
    let complete = line.spot.written(line.first, last);
    let written = line.spot.written(start, line.last);
    let title = format!("`{written}` is not part of a line of points");
    let finding = Finding::new(line.spot.range(start, line.last), title, "remove this");
    let bounds = match (is_score, line.spot.names.scores.as_slice()) {
        (true, [one]) => format!("; bounds come after the name: `score {one} at most 100`"),
        (true, _) => "; bounds come after the name of the score: `at most 100`".to_owned(),
        (false, _) => String::new(),
    };
    let help = format!(
        "after `{complete}`, you can say which events with `where`, and then for how long, such as \
         `for 90 days`{bounds}"
    );
    let finding = finding.code(register::SYNTAX).help(help);
    Some(finding.with_at(line.spot.range(last + 1, line.last), "").guess())
}
