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
    if name == "each" {
        return product(spot, matched);
    }
    if form == "own" {
        return own(spot, matched, name.parse().ok()?);
    }
    match name.parse::<usize>() {
        Ok(number) => {
            let taken = matched.taken.get(number.checked_sub(1)?)?;
            self::taken(taken, form, spot)
        }
        Err(_) => of_the_file(name, spot),
    }
}

/// The attribute that a word names, of the events that the same words are about.
fn own(spot: &Spot<'_>, matched: &Match<'_>, number: usize) -> Option<String> {
    let taken = matched.taken.get(number.checked_sub(1)?)?;
    let event = matched.taken.iter().find(|taken| matches!(taken.slot, "event" | "list"))?;
    let list = slot::event(spot, event.from)?;
    slot::attribute(list, spot.text_at(taken.from)).map(str::to_owned)
}

/// How many there are in the whole time of `3 bookings per week for 4 weeks`.
fn product(spot: &Spot<'_>, matched: &Match<'_>) -> Option<String> {
    let slot = |slot: &str| matched.taken.iter().find(|taken| taken.slot == slot);
    let (number, time) = (slot("n")?, slot("time")?);
    let unit = matched.taken.iter().find(|taken| taken.slot.is_empty())?;
    let length = slot::time(spot, time.from)?;
    let (many, of) = length.split_once(' ')?;
    let same = of.trim_end_matches('s') == spot.text_at(unit.from).to_lowercase();
    let (number, many): (u64, u64) = (spot.text_at(number.from).parse().ok()?, many.parse().ok()?);
    same.then(|| number.checked_mul(many)).flatten().map(|all| all.to_string())
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
        "alert" => names.gifts.iter().find(|gift| gift.kind == "alert").map(|a| a.name.to_owned()),
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
        "num" => only_number(list).map(str::to_owned),
        "amount" => Some(format!("{}.{}", list.name, amount(list)?)),
        _ => Some(list.name.to_owned()),
    };
    match taken.slot {
        _ if form == "raw" => Some(spot.written(at, taken.to).to_owned()),
        _ if form == "month" => month_of(spot.text_at(at).trim_matches('"')).map(|m| m.to_string()),
        "n" if form == "two" => Some(format!("{:0>2}", spot.text_at(at))),
        "n" if form == "months" => {
            let quarter: u32 = spot.text_at(at).parse().ok().filter(|n| (1..=4).contains(n))?;
            let last = 3 * quarter;
            Some(format!("{}, {}, {last}", last - 2, last - 1))
        }
        "does" => list(spot.names.list_of_deed(spot.text_at(at))?),
        "kind" => {
            let (of, attribute, value) = spot.names.kind(spot.text_at(at))?;
            match form {
                "" => Some(value.to_owned()),
                "attr" => Some(attribute.to_owned()),
                _ => list(of),
            }
        }
        "counter" => Some(spot.names.list(spot.text_at(at))?.name.to_owned()),
        "times" => slot::times(spot, at).map(|(_, number)| number.to_owned()),
        "balance" if form == "spent" => spot.names.redeemed(spot.text_at(at)),
        "quarter" => {
            let last = 3 * slot::quarter(spot.text_at(at))?;
            Some(match form {
                "begins" => format!("{:02}-01", last - 2),
                "ends" => format!("{last:02}-{}", if matches!(last, 6 | 9) { 30 } else { 31 }),
                _ => format!("{}, {}, {last}", last - 2, last - 1),
            })
        }
        "decade" => {
            let (first, last) = slot::decade(spot.text_at(at))?;
            Some(if form == "ends" { format!("{last}-12-31") } else { format!("{first}-01-01") })
        }
        "half" => slot::halved(spot.text_at(at)),
        "tally" => Some(slot::tally(spot, spot.text_at(at))?.name.to_owned()),
        "shift" => slot::shift(spot.text_at(at)),
        "share" => slot::share(spot.text_at(at)).map(|share| share.to_string()),
        "renewal" => slot::renewal(spot, spot.text_at(at)).map(str::to_owned),
        "several" => several(spot, spot.text_at(at), form),
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
        "many" | "real" => spot.number(at).map(str::to_owned),
        "season" => slot::season(spot.text_at(at)).map(str::to_owned),
        "cond" if form == "whole" => {
            let text = spot.written(at, taken.to).trim_end_matches([',', ' ']);
            let joined = (at..=taken.to).any(|place| spot.text_at(place) == "or");
            Some(if joined { format!("({text})") } else { text.to_owned() })
        }
        "flag" => slot::flag(spot, at).map(str::to_owned),
        "gift" | "program" => {
            let gift = spot.names.gift(spot.text_at(at))?;
            let name = gift.name;
            Some(match form {
                "deed" => format!("{} {name}", slot::giving(gift.kind)),
                "a" => with_article(name),
                "n" => plural(name),
                _ => name.to_owned(),
            })
        }
        "stage" => slot::stage(spot, at).map(str::to_owned),
        "ends" => slot::ending(spot, at).map(str::to_owned),
        "two" => slot::joined(spot, at).map(str::to_owned),
        _ if form == "type" => Some(typed(spot.text_at(at))),
        _ if form == "bare" => Some(spot.text_at(at).trim_matches('"').to_owned()),
        _ if form == "money" => Some(spot.names.amount(spot.text_at(at))),
        _ if form == "owner" => spot.names.owner(spot.text_at(at)).map(str::to_owned),
        _ if form == "unit" => Some(period(&spot.text_at(at).to_lowercase())?.to_owned()),
        _ if form == "text" => Some(format!("\"{}\"", spot.written(at, taken.to))),
        _ => Some(spot.written(at, taken.to).to_owned()),
    }
}

/// A name of a value with the type that its name suggests.
fn typed(name: &str) -> String {
    let amounts = ["price", "amount", "total", "value", "cost", "revenue", "paid", "fee"];
    let money = amounts.iter().any(|word| name.to_lowercase().contains(word));
    format!("{name} {}", if money { "money" } else { "text" })
}

/// `"gold, silver"` as values that the file has, or as texts.
fn several(spot: &Spot<'_>, text: &str, form: &str) -> Option<String> {
    let values: Vec<&str> = text.trim_matches('"').split(',').map(str::trim).collect();
    let known = values.iter().all(|value| spot.names.values.contains(value));
    match form {
        "texts" => Some(format!("\"{}\"", values.join("\", \""))),
        _ => known.then(|| values.join(", ")),
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

/// The only number among the values of an event.
fn only_number<'s>(list: &List<'s>) -> Option<&'s str> {
    let mut numbers = list.attributes.iter().filter(|(_, kind)| *kind == "number");
    let (name, _) = numbers.next()?;
    numbers.next().is_none().then_some(*name)
}

/// The only text among the values of an event.
fn only_text<'s>(list: &List<'s>) -> Option<&'s str> {
    let mut texts = list.attributes.iter().filter(|(_, kind)| *kind == "text");
    let (name, _) = texts.next()?;
    texts.next().is_none().then_some(*name)
}
