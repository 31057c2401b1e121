//! Limits and pauses with what is excepted at their end, and for a group that is called a kind of
//! gift: `limit marketing messages to 2 per week except receipt`.

use std::ops::RangeInclusive;

use super::is_in;
use crate::problems::register;
use crate::syntax::habits::Finding;
use crate::syntax::habits::shapes::{Line, kind_of_gifts};
use crate::syntax::parser::Rule;
use crate::syntax::vocabulary::is_reserved;
use crate::syntax::words::Kind;

const DECLARED: &[Rule] = &[Rule::lone_declarations];

/// `limit messages to 2 per week except transactional`.
pub(in super::super) fn limit(line: &Line<'_, '_>) -> Option<Finding> {
    let heads = ["limit", "max", "maximum", "cap", "no", "only", "restrict"];
    if !is_in(line, DECLARED) || !heads.contains(&line.text(line.first)) {
        return None;
    }
    let except = Except::find(line);
    let until = |at: usize| except.as_ref().is_none_or(|except| !except.words.contains(&at));
    let (number, amount) = line.amount(line.first)?;
    let end = except.as_ref().map(|except| *except.words.start()).filter(|start| *start > number);
    let short = Line { last: end.map_or(line.last, |end| end - 1), ..*line };
    let period = short.period(number + 1)?;
    // What is limited comes before the number, or right after it.
    let to =
        (number..=line.last).find(|at| matches!(line.text(*at), "per" | "a" | "every" | "/"))?;
    let subject = Subject::find(line, line.first + 1..=to - 1, until)?;
    let written = |except: &str| format!("limit {}{except} to {amount} per {period}", subject.name);
    finding(line, &subject, except.as_ref(), &written)
}

/// `limit messages to 2 per 7 days and 5 per month`.
pub(in super::super) fn two(line: &Line<'_, '_>) -> Option<Finding> {
    if !is_in(line, DECLARED) || line.text(line.first) != "limit" {
        return None;
    }
    let to = line.find(|at| line.text(at) == "to")?;
    let joint = (to..line.last).find(|at| matches!(line.text(*at), "and" | "," | ";"))?;
    let short = Line { last: joint - 1, ..*line };
    let (first, amount) = short.amount(to)?;
    let (second, other) = line.amount(joint)?;
    let (period, per) = (short.period(first + 1)?, line.period(second + 1)?);
    let subject = line.spot.written(line.first + 1, to - 1);
    let one = format!("limit {subject} to {amount} per {period}");
    let two = format!("limit {subject} to {other} per {per}");
    let range = line.spot.range(joint, line.last);
    let finding = Finding::new(range, "A limit has one number and one time", "a second one");
    let help = format!("write a line for each: `{one}` and `{two}`");
    let whole = line.spot.range(line.first, line.last);
    Some(finding.code(register::HABIT).help(help).with_at(whole, format!("{one}\n{two}")))
}

/// `pause messages when consent is no except receipt`.
pub(in super::super) fn pause(line: &Line<'_, '_>) -> Option<Finding> {
    let heads = ["pause", "no", "stop", "mute", "suppress", "hold", "block"];
    if !is_in(line, DECLARED) || !heads.contains(&line.text(line.first)) {
        return None;
    }
    let except = Except::find(line);
    let until = |at: usize| except.as_ref().is_none_or(|except| !except.words.contains(&at));
    let joint =
        |at: usize| matches!(line.text(at), "when" | "if" | "while" | "whenever" | "unless");
    let when = line.find(|at| joint(at) && until(at))?;
    let end = except.as_ref().map(|except| *except.words.start()).filter(|start| *start > when);
    let ends =
        except.as_ref().is_none_or(|except| end.is_none() || *except.words.end() == line.last);
    let last = end.map_or(line.last, |end| end - 1);
    (when < last && ends).then_some(())?;
    let asked = line.spot.written(when + 1, last);
    let asked = match line.text(when) {
        "unless" => format!("not ({asked})"),
        _ => asked.to_owned(),
    };
    let subject = Subject::find(line, line.first + 1..=when - 1, until)?;
    let written = |except: &str| format!("pause {}{except} when {asked}", subject.name);
    finding(line, &subject, except.as_ref(), &written)
}

fn finding(
    line: &Line<'_, '_>,
    subject: &Subject<'_>,
    except: Option<&Except>,
    written: &dyn Fn(&str) -> String,
) -> Option<Finding> {
    let spot = line.spot;
    let all = except.map(|except| except.names.as_slice()).unwrap_or_default();
    let except_text = match (all, subject.without) {
        ([], None) => String::new(),
        ([], Some(one)) => format!(" except {one}"),
        ([one], None) => format!(" except {one}"),
        (several, more) => {
            let all: Vec<&str> = several.iter().map(String::as_str).chain(more).collect();
            format!(" except ({})", all.join(", "))
        }
    };
    let fixed = written(&except_text);
    let (range, title, label) = match (except, subject.extra.clone()) {
        (Some(except), _) => (
            spot.range(*except.words.start(), *except.words.end()),
            format!("`except` comes right after `{}`", subject.name),
            "move this",
        ),
        (None, Some(extra)) => {
            let title = match subject.without {
                Some(group) => {
                    format!("All {} but those of a group: `except {group}`", subject.name)
                }
                None => format!("`{}` is a group of gifts, so its name is enough", subject.name),
            };
            (spot.range(*extra.start(), *extra.end()), title, "written in another way")
        }
        (None, None) => return None,
    };
    let line_range = spot.range(line.first, line.last);
    if spot.written(line.first, line.last).split_whitespace().eq(fixed.split_whitespace()) {
        return None;
    }
    let finding = Finding::new(range, title, label).code(register::HABIT);
    Some(finding.help(format!("write `{fixed}`")).with_at(line_range, fixed))
}

/// What is limited or paused.
struct Subject<'t> {
    name: &'t str,
    /// The group in `non-marketing messages`.
    without: Option<&'t str>,
    /// The words that the name of a group makes superfluous.
    extra: Option<RangeInclusive<usize>>,
}

impl<'t> Subject<'t> {
    fn find(
        line: &Line<'_, 't>,
        among: RangeInclusive<usize>,
        until: impl Fn(usize) -> bool,
    ) -> Option<Subject<'t>> {
        let names = line.spot.names;
        let places = || among.clone().filter(|at| until(*at));
        let group = |at: &usize| names.groups.contains(&line.text(*at));
        let kind = places().find_map(|at| Some((at, kind_of_gifts(line.text(at))?)));
        let odd = places().find(|at| {
            let known = PLAIN.contains(&line.text(*at)) || kind_of_gifts(line.text(*at)).is_some();
            let number = line.spot.kind(*at) == Some(Kind::Number);
            let named = group(at) || names.gift(line.text(*at)).is_some();
            !known && !number && !named
        });
        if let Some(place) = places().find(group) {
            let name = line.text(place);
            let denied = (line.first..place)
                .rev()
                .take(2)
                .any(|at| matches!(line.text(at), "non" | "not" | "no") && at > line.first);
            if let Some((at, kind)) = kind.filter(|_| denied) {
                return Some(Subject { name: kind, without: Some(name), extra: Some(place..=at) });
            }
            let said = among
                .clone()
                .filter(|at| !matches!(line.text(*at), "to" | "at" | "most" | "-") && until(*at));
            let said: Vec<usize> =
                said.filter(|at| line.spot.kind(*at) != Some(Kind::Number)).collect();
            let lead = said.first().zip(said.last()).filter(|(from, to)| from < to);
            let extra = match kind {
                Some((at, _)) if at == place + 1 && said.len() == 2 => Some(at..=at),
                _ => lead.map(|(from, to)| *from..=*to),
            };
            return odd.is_none().then_some(Subject { name, without: None, extra });
        }
        if odd.is_some() {
            return None;
        }
        let gift = places().find_map(|at| names.gift(line.text(at))).map(|gift| gift.name);
        let name = gift.or(kind.map(|(_, kind)| kind))?;
        Some(Subject { name, without: None, extra: None })
    }
}

/// Words around what is limited.
const PLAIN: &[&str] = &[
    "the", "all", "any", "our", "of", "group", "to", "more", "than", "most", "at", "up", "-", ",",
    "(", ")", "$", "€", "£", "non", "not", "every", "sending",
];

/// The gifts that do not count, and where they are.
struct Except {
    names: Vec<String>,
    words: RangeInclusive<usize>,
}

impl Except {
    fn find(line: &Line<'_, '_>) -> Option<Except> {
        (line.first + 1..=line.last).find_map(|at| Except::at(line, at))
    }

    fn at(line: &Line<'_, '_>, at: usize) -> Option<Except> {
        let names = line.spot.names;
        let known = |at: usize| {
            let word = line.text(at);
            names.groups.contains(&word) || names.gift(word).is_some()
        };
        let joint = match (line.text(at), line.text(at + 1)) {
            ("except" | "excluding" | "excepting" | "besides", "for" | "from") => 2,
            ("except" | "excluding" | "excepting" | "besides", _) => 1,
            ("other", "than") | ("apart" | "aside", "from") | ("but", "not") => 2,
            ("unless" | "without" | "not", _) if known(at + 1) => 1,
            _ => return None,
        };
        let mut except = Except { names: Vec::new(), words: at..=at };
        for place in at + joint..=line.last {
            let word = line.text(place);
            let joins = ["(", ")", ",", "and", "or", "the", "all", "any", "&", "it", "is", "="];
            let kind = !except.names.is_empty() && kind_of_gifts(word).is_some() && !known(place);
            if matches!(word, "to" | "when" | "if" | "while") {
                break;
            }
            if !joins.contains(&word) && !kind {
                (line.spot.kind(place) == Some(Kind::Word) && !is_reserved(word)).then_some(())?;
                let name = match names.gift(word) {
                    Some(gift) if !names.groups.contains(&word) => gift.name,
                    _ => word,
                };
                except.names.push(name.to_owned());
            }
            except.words = at..=place;
        }
        // Conditions may follow these words too: `except on weekends`.
        let first = (at + joint..=*except.words.end())
            .find(|place| !matches!(line.text(*place), "(" | "the" | "all" | "any"))?;
        (known(first) || (names.uses && !except.names.is_empty())).then_some(())?;
        let comma = line.text(at - 1) == ",";
        let start = if comma { at - 1 } else { at };
        Some(Except { words: start..=*except.words.end(), ..except })
    }
}
