//! What a row writes: `{1:a} where {2:attr} > {3}`, with what the slots of its pattern took.

use super::super::lexicon::{List, amount, plural, singular};
use super::super::{Spot, english};
use super::pattern::{Match, Taken};
use super::slot;
use crate::syntax::habits::is_birthday;
use crate::values::time::month_of;
use crate::values::with_article;

/// A template with its braces filled; `None` where the file has no such name.
pub(super) fn fill(text: &str, spot: &Spot<'_>, matched: &Match<'_>) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (hole, after) = after.split_once('}')?;
        out.push_str(before);
        out.push_str(&value(hole, spot, matched)?);
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

fn value(hole: &str, spot: &Spot<'_>, matched: &Match<'_>) -> Option<String> {
    let (name, form) = hole.split_once(':').unwrap_or((hole, ""));
    // What is counted once is in the singular.
    let once = matched.taken.iter().any(|n| n.slot == "n" && spot.text_at(n.from) == "1");
    let field = matched.taken.iter().find(|taken| taken.slot == "field");
    let money = field.is_none_or(|field| spot.names.is_money(spot.text_at(field.from)));
    let form = match form {
        "like" if !money => "raw",
        "n" if once => "one",
        form => form,
    };
    match name.parse::<usize>() {
        Ok(number) => {
            let taken = matched.taken.get(number.checked_sub(1)?)?;
            self::taken(taken, form, spot)
        }
        Err(_) => of_the_file(name, spot),
    }
}

/// A name of the file that fits.
fn of_the_file(name: &str, spot: &Spot<'_>) -> Option<String> {
    let names = spot.names;
    match name {
        "spent" => names.spent(),
        "number" => {
            let number = names.fields.iter().find(|(_, kind)| *kind == "number");
            number.map(|(name, _)| (*name).to_owned())
        }
        "set" => {
            let set = names.fields.iter().find(|(_, kind)| *kind == "set");
            set.map(|(name, _)| (*name).to_owned())
        }
        "country" => {
            let places = ["country", "city", "region", "state", "location", "place"];
            let is = |(name, kind): &&(&str, &str)| *kind == "text" && places.contains(name);
            names.fields.iter().find(is).map(|(name, _)| (*name).to_owned())
        }
        "joined" => {
            let begins = ["join", "sign", "creat", "regist", "start", "since", "first", "customer"];
            let is = |(name, kind): &&(&str, &str)| {
                *kind == "date" && begins.iter().any(|begin| name.starts_with(begin))
            };
            names.fields.iter().find(is).map(|(name, _)| (*name).to_owned())
        }
        "birth" => {
            let is = |(name, kind): &&(&str, &str)| *kind == "date" && is_birthday(name);
            names.fields.iter().find(is).map(|(name, _)| (*name).to_owned())
        }
        "consent" => names.consent().map(str::to_owned),
        "purchase" => names.purchases().map(|list| with_article(&singular(list.name))),
        "paid" => {
            let list = names.purchases()?;
            Some(format!("{}.{}", list.name, amount(list)?))
        }
        "event" => names.purchases().map(|list| singular(list.name)),
        "no" => Some("no".to_owned()),
        "list" => names.purchases().map(|list| list.name.to_owned()),
        "price" => names.purchases().and_then(amount).map(str::to_owned),
        "when" => Some(english::example(names)),
        "give" => Some(english::deed(spot)),
        "stage" => names.stages.last().map(|stage| (*stage).to_owned()),
        "currency" => Some(names.amount("20")),
        _ => None,
    }
}

/// What a slot took, in the form that is asked for.
fn taken(taken: &Taken<'_>, form: &str, spot: &Spot<'_>) -> Option<String> {
    let at = taken.from;
    let list = |list: &List<'_>| match form {
        "a" => Some(with_article(&singular(list.name))),
        "one" => Some(singular(list.name)),
        "attr" => amount(list).map(str::to_owned),
        "kind" => state_of(list).map(|(name, _)| name.to_owned()),
        "text" => only_text(list).map(str::to_owned),
        "amount" => Some(format!("{}.{}", list.name, amount(list)?)),
        _ => Some(list.name.to_owned()),
    };
    match taken.slot {
        _ if form == "raw" => Some(spot.written(at, taken.to).to_owned()),
        _ if form == "month" => month_of(spot.text_at(at).trim_matches('"')).map(|m| m.to_string()),
        "n" if form == "months" => {
            let quarter: u32 = spot.text_at(at).parse().ok().filter(|n| (1..=4).contains(n))?;
            let last = 3 * quarter;
            Some(format!("{}, {}, {last}", last - 2, last - 1))
        }
        "weekday" => slot::weekday(spot.text_at(at)).map(str::to_owned),
        "nth" => slot::nth(spot.text_at(at)).map(|day| day.to_string()),
        "hour" => slot::clock(spot, at).map(|(_, hour)| hour.to_string()),
        "hours" if form == "outside" => Some(slot::hours(spot, at)?.outside()),
        "hours" => Some(slot::hours(spot, at)?.condition()),
        "span" => {
            let condition = slot::span(spot, at)?.condition();
            let joined = |word: &str| matches!(word, "and" | "or" | "not");
            let alone = !joined(spot.before(at, 1)) && !joined(spot.text_at(taken.to + 1));
            Some(if alone { condition } else { format!("({condition})") })
        }
        "call" => Some(spot.written(at + 1, taken.to - 1).to_owned()),
        "day" if form == "when" && is_birthday(spot.text_at(at)) => {
            Some(format!("anniversary of {}", spot.text_at(at)))
        }
        "stage" if form == "others" => {
            let this = slot::stage(spot, at)?;
            let others = spot.names.stages.iter().filter(|stage| **stage != this);
            let others: Vec<&str> = others.copied().collect();
            (!others.is_empty()).then(|| others.join(", "))
        }
        "time" => slot::time(spot, at),
        "money" => {
            let text = spot.written(at, taken.to);
            Some(if at == taken.to { spot.names.amount(text) } else { text.to_owned() })
        }
        "cmp" => {
            let (_, mark) = slot::compared(spot, at)?;
            Some(match form {
                "not" if matches!(mark, "<" | "≤") => "not ".to_owned(),
                // After 9:00 is from hour 9 on, and up to 9:00 is before it.
                "clock" if mark == ">" => "≥".to_owned(),
                "clock" if mark == "≤" => "<".to_owned(),
                "not" => String::new(),
                "ahead" if matches!(mark, "<" | "≤") => "within next".to_owned(),
                "ahead" => "> today +".to_owned(),
                _ => mark.to_owned(),
            })
        }
        "recent" => list(slot::recent(spot, at)?),
        "event" | "list" => list(slot::event(spot, at)?),
        "value" if matches!(form, "up" | "down") => {
            let value = spot.text_at(at);
            let owner = spot.names.owner(value)?;
            Some(spot.names.values_from(owner, value, form == "up")?.join(", "))
        }
        "state" => {
            let text = spot.text_at(at);
            let plain = spot.names.values.contains(&text);
            Some(if plain { text.to_owned() } else { format!("\"{text}\"") })
        }
        "verb" => list(spot.names.list_of_verb(spot.text_at(at))?),
        "attr" => {
            let (list, name) = slot::owner(spot, at)?;
            Some(if form == "of" { list.name.to_owned() } else { name.to_owned() })
        }
        "many" => spot.number(at).map(str::to_owned),
        "flag" => slot::flag(spot, at).map(str::to_owned),
        "gift" | "program" => {
            let name = spot.names.gift(spot.text_at(at))?.name;
            Some(match form {
                "a" => with_article(name),
                "n" => plural(name),
                _ => name.to_owned(),
            })
        }
        "stage" => slot::stage(spot, at).map(str::to_owned),
        "ends" => slot::ending(spot, at).map(str::to_owned),
        "two" => slot::joined(spot, at).map(str::to_owned),
        _ if form == "bare" => Some(spot.text_at(at).trim_matches('"').to_owned()),
        _ if form == "money" => Some(spot.names.amount(spot.text_at(at))),
        _ if form == "owner" => spot.names.owner(spot.text_at(at)).map(str::to_owned),
        _ if form == "unit" => Some(period(&spot.text_at(at).to_lowercase())?.to_owned()),
        _ if form == "text" => Some(format!("\"{}\"", spot.written(at, taken.to))),
        _ => Some(spot.written(at, taken.to).to_owned()),
    }
}

/// The unit of `monthly`.
fn period(word: &str) -> Option<&'static str> {
    Some(match word {
        "daily" => "day",
        "weekly" => "week",
        "monthly" => "month",
        "quarterly" => "quarter",
        "yearly" => "year",
        _ => return None,
    })
}

/// The value of an event that says in what state it is.
fn state_of<'s>(list: &List<'s>) -> Option<(&'s str, &'s str)> {
    let named = |name: &str| ["status", "state", "kind", "type"].contains(&name);
    let words = || list.attributes.iter().filter(|(_, kind)| matches!(*kind, "one" | "text"));
    let found = words().find(|(name, _)| named(name)).or_else(|| words().next())?;
    (named(found.0) || words().count() == 1).then_some(*found)
}

/// The only text among the values of an event.
fn only_text<'s>(list: &List<'s>) -> Option<&'s str> {
    let mut texts = list.attributes.iter().filter(|(_, kind)| *kind == "text");
    let (name, _) = texts.next()?;
    texts.next().is_none().then_some(*name)
}
