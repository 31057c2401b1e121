//! What a row writes: `{1:a} where {2:attr} > {3}`, with what the slots of its pattern took.

use super::super::lexicon::{List, amount, singular, with_article};
use super::super::{Spot, english};
use super::pattern::{Match, Taken};
use super::slot;

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
    let form = match form {
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
        "joined" => {
            let begins = ["join", "sign", "creat", "regist", "start", "since", "first", "customer"];
            let is = |(name, kind): &&(&str, &str)| {
                *kind == "date" && begins.iter().any(|begin| name.starts_with(begin))
            };
            names.fields.iter().find(is).map(|(name, _)| (*name).to_owned())
        }
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
        "amount" => Some(format!("{}.{}", list.name, amount(list)?)),
        _ => Some(list.name.to_owned()),
    };
    match taken.slot {
        "time" => slot::time(spot, at),
        "money" => {
            let text = spot.written(at, taken.to);
            Some(if at == taken.to { spot.names.amount(text) } else { text.to_owned() })
        }
        "cmp" => {
            let (_, mark) = slot::compared(spot, at)?;
            Some(match form {
                "not" if matches!(mark, "<" | "≤") => "not ".to_owned(),
                "not" => String::new(),
                _ => mark.to_owned(),
            })
        }
        "event" | "list" => list(slot::event(spot, at)?),
        "verb" => list(spot.names.list_of_verb(spot.text_at(at))?),
        "attr" => {
            let (list, name) = slot::owner(spot, at)?;
            Some(if form == "of" { list.name.to_owned() } else { name.to_owned() })
        }
        "gift" => {
            let name = spot.names.gift(spot.text_at(at))?.name;
            Some(if form == "a" { with_article(name) } else { name.to_owned() })
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
