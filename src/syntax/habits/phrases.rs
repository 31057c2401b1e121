//! Words that stand for other words. A phrase counts only where the reading stopped near it and
//! gets further with what it stands for.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::{Finding, Spot, numbers};
use crate::problems::Confidence::{self, Likely, Safe};
use crate::syntax::words::Kind;
use crate::values::Period;

/// What must follow a phrase for it to count.
#[derive(Clone, Copy)]
enum Then {
    Anything,
    /// A length of time, as in `last 90 days`.
    Number,
    /// A unit of time, as in `last month`.
    Unit,
    /// A text, as in `starts "a"`.
    Text,
}

use Then::{Anything, Number, Text, Unit};

/// Each phrase in small letters, what follows it, what is written instead, and whether that is the
/// only thing that it can mean. Of two that begin alike the longer comes first.
const PHRASES: &[(&str, Then, &str, Confidence)] = &[
    // Comparisons. `exists` of a list may mean that it holds something.
    ("is not equal to", Anything, "is not", Safe),
    ("is greater than or equal to", Anything, "≥", Safe),
    ("is more than or equal to", Anything, "≥", Safe),
    ("is less than or equal to", Anything, "≤", Safe),
    ("is fewer than or equal to", Anything, "≤", Safe),
    ("is greater than", Anything, ">", Safe),
    ("is more than", Anything, ">", Safe),
    ("is higher than", Anything, ">", Safe),
    ("is larger than", Anything, ">", Safe),
    ("is bigger than", Anything, ">", Safe),
    ("is above", Anything, ">", Safe),
    ("is over", Anything, ">", Safe),
    ("is after", Anything, ">", Safe),
    ("is less than", Anything, "<", Safe),
    ("is fewer than", Anything, "<", Safe),
    ("is lower than", Anything, "<", Safe),
    ("is smaller than", Anything, "<", Safe),
    ("is below", Anything, "<", Safe),
    ("is under", Anything, "<", Safe),
    ("is before", Anything, "<", Safe),
    ("is at least", Anything, "≥", Safe),
    ("is at most", Anything, "≤", Safe),
    ("is equal to", Anything, "is", Safe),
    ("is exactly", Anything, "is", Safe),
    ("is between", Anything, "between", Safe),
    ("is one of", Anything, "in", Safe),
    ("is any of", Anything, "in", Safe),
    ("is in", Anything, "in", Safe),
    ("does not equal", Anything, "is not", Safe),
    ("is >", Anything, ">", Safe),
    ("is <", Anything, "<", Safe),
    ("is ≥", Anything, "≥", Safe),
    ("is ≤", Anything, "≤", Safe),
    ("is >=", Anything, "≥", Safe),
    ("is <=", Anything, "≤", Safe),
    ("is is", Anything, "is", Safe),
    ("is =", Anything, "is", Safe),
    ("it has been", Anything, "", Likely),
    ("greater than or equal to", Anything, "≥", Safe),
    ("less than or equal to", Anything, "≤", Safe),
    ("greater than", Anything, ">", Safe),
    ("less than", Anything, "<", Safe),
    ("at least", Anything, "≥", Safe),
    ("at most", Anything, "≤", Safe),
    ("more than", Anything, ">", Safe),
    ("fewer than", Anything, "<", Safe),
    ("equal to", Anything, "is", Safe),
    ("equals", Anything, "is", Safe),
    ("gte", Anything, "≥", Likely),
    ("ge", Anything, "≥", Likely),
    ("gt", Anything, ">", Likely),
    ("lte", Anything, "≤", Likely),
    ("le", Anything, "≤", Likely),
    ("lt", Anything, "<", Likely),
    ("eq", Anything, "is", Likely),
    ("neq", Anything, "is not", Likely),
    ("ne", Anything, "is not", Likely),
    ("exceeds", Anything, ">", Safe),
    ("has any value", Anything, "is known", Safe),
    ("is not null", Anything, "is known", Safe),
    ("begins with", Anything, "starts with", Safe),
    ("starts", Text, "starts with", Safe),
    ("ends", Text, "ends with", Safe),
    ("exists", Anything, "is known", Likely),
    ("distinct", Anything, "different", Safe),
    ("unique", Anything, "different", Safe),
    ("includes", Anything, "contains", Likely),
    ("like", Anything, "contains", Likely),
    ("matches", Text, "contains", Likely),
    ("has", Text, "contains", Likely),
    ("have", Text, "contains", Likely),
    ("is not set", Anything, "is missing", Safe),
    ("is set", Anything, "is known", Safe),
    ("tagged with", Text, "tagged", Safe),
    ("tagged as", Text, "tagged", Safe),
    ("tag is", Text, "tagged", Likely),
    ("tags include", Text, "tagged", Likely),
    ("has tag", Anything, "tagged", Safe),
    ("is tagged", Anything, "tagged", Safe),
    ("has been", Anything, "", Likely),
    // Windows. `last month` may be the month of the calendar, which is not the month up to now.
    ("in the last", Number, "within", Safe),
    ("in the past", Number, "within", Safe),
    ("over the last", Number, "within", Safe),
    ("over the past", Number, "within", Safe),
    ("during the last", Number, "within", Safe),
    ("during the past", Number, "within", Safe),
    ("for the last", Number, "within", Safe),
    ("for the past", Number, "within", Safe),
    ("within the last", Number, "within", Safe),
    ("within the past", Number, "within", Safe),
    ("within last", Number, "within", Safe),
    ("within past", Number, "within", Safe),
    ("in last", Number, "within", Safe),
    ("in past", Number, "within", Safe),
    ("the last", Number, "within", Safe),
    ("the past", Number, "within", Safe),
    ("last", Number, "within", Likely),
    ("past", Number, "within", Likely),
    ("in under", Number, "within", Likely),
    ("in", Number, "within", Likely),
    ("for", Number, "within", Likely),
    ("during", Number, "within", Likely),
    ("over", Number, "within", Likely),
    ("since", Number, "within", Likely),
    ("in the last", Unit, "within 1", Likely),
    ("in the past", Unit, "within 1", Safe),
    ("over the last", Unit, "within 1", Likely),
    ("during the last", Unit, "within 1", Likely),
    ("within the last", Unit, "within 1", Likely),
    ("within a", Unit, "within 1", Safe),
    ("within one", Unit, "within 1", Safe),
    ("within", Unit, "within 1", Likely),
    ("in a", Unit, "within 1", Likely),
    ("in last", Unit, "within 1", Likely),
    ("in past", Unit, "within 1", Likely),
    ("last", Unit, "within 1", Likely),
    ("past", Unit, "within 1", Likely),
    ("in this", Unit, "this calendar", Safe),
    ("this", Unit, "this calendar", Safe),
    ("in the stage", Anything, "in stage", Safe),
    ("in this stage", Anything, "in stage", Safe),
    ("since they entered", Anything, "since entering", Safe),
    ("since entry", Anything, "since entering", Safe),
    ("since the last", Anything, "since last", Safe),
    ("since their last", Anything, "since last", Safe),
    ("without any", Anything, "without", Safe),
    ("with no", Anything, "without", Safe),
    ("no", Anything, "without", Likely),
    ("and no", Anything, "without", Likely),
    // Rules.
    ("else if", Anything, "when", Likely),
    ("elseif", Anything, "when", Likely),
    ("elif", Anything, "when", Likely),
    ("if", Anything, "when", Safe),
    ("whenever", Anything, "when", Safe),
    ("on entry", Anything, "on entering", Safe),
    ("on enter", Anything, "on entering", Safe),
    ("upon entering", Anything, "on entering", Safe),
    ("when entering", Anything, "on entering", Safe),
    // Actions.
    ("then", Anything, ";", Safe),
    ("set stage to", Anything, "move to", Safe),
    ("change stage to", Anything, "move to", Safe),
    ("move on to", Anything, "move to", Safe),
    ("move into", Anything, "move to", Safe),
    ("move in", Anything, "move to", Safe),
    ("moves to", Anything, "move to", Safe),
    ("moved to", Anything, "move to", Safe),
    ("move them to", Anything, "move to", Safe),
    ("move customer to", Anything, "move to", Safe),
    ("to stage", Anything, "to", Safe),
    ("to the stage", Anything, "to", Safe),
    ("go to", Anything, "move to", Safe),
    ("goto", Anything, "move to", Safe),
    ("goes to", Anything, "move to", Safe),
    ("transition to", Anything, "move to", Safe),
    ("promote to", Anything, "move to", Likely),
    ("advance to", Anything, "move to", Safe),
    ("downgrade to", Anything, "move to", Safe),
    ("demote to", Anything, "move to", Safe),
    ("relegate to", Anything, "move to", Safe),
    ("drop to", Anything, "move to", Likely),
    ("drop back to", Anything, "move to", Likely),
    ("graduate to", Anything, "move to", Safe),
    ("switch to", Anything, "move to", Safe),
    ("transfer to", Anything, "move to", Safe),
    ("send back to", Anything, "move to", Likely),
    ("put in", Anything, "move to", Likely),
    ("put into", Anything, "move to", Likely),
    ("assign to", Anything, "move to", Likely),
    ("becomes", Anything, "move to", Likely),
    ("become", Anything, "move to", Likely),
    ("enter", Anything, "move to", Likely),
    ("enters", Anything, "move to", Likely),
    ("upgrade to", Anything, "move to", Safe),
    ("add tag", Anything, "tag", Safe),
    ("set tag", Text, "tag", Safe),
    ("mark as", Text, "tag", Likely),
    ("apply tag", Anything, "tag", Safe),
    ("remove tag", Anything, "untag", Safe),
    ("send the", Anything, "send", Safe),
    ("send a", Anything, "send", Safe),
    ("send an", Anything, "send", Safe),
    ("send them", Anything, "send", Safe),
    ("sends", Anything, "send", Safe),
    ("give the", Anything, "give", Safe),
    ("give a", Anything, "give", Safe),
    ("give an", Anything, "give", Safe),
    ("give them", Anything, "give", Safe),
    ("gives", Anything, "give", Safe),
    ("award", Anything, "give", Likely),
    ("email", Anything, "send", Likely),
    ("mail", Anything, "send", Likely),
    ("alert", Anything, "notify", Likely),
    ("message", Anything, "send", Likely),
    ("enroll in", Anything, "invite to", Safe),
    ("enrol in", Anything, "invite to", Safe),
    ("add to", Anything, "invite to", Likely),
    ("invite into", Anything, "invite to", Safe),
    ("notify to", Anything, "notify", Safe),
    ("send to", Anything, "send", Likely),
    // How often. `monthly` may be once in each month of the calendar.
    ("only once", Anything, "once", Safe),
    ("max once", Anything, "once", Safe),
    ("at most once", Anything, "once", Safe),
    ("once every", Anything, "once per", Safe),
    ("once each", Anything, "once per", Safe),
    ("once a", Anything, "once per", Safe),
    ("once an", Anything, "once per", Safe),
    ("once in", Anything, "once per", Safe),
    ("twice", Anything, "2 times", Safe),
    ("always", Anything, "every time", Safe),
    ("each time", Anything, "every time", Safe),
    ("any time", Anything, "every time", Likely),
    ("times a", Anything, "times per", Safe),
    ("times an", Anything, "times per", Safe),
    ("times every", Anything, "times per", Safe),
    ("times in", Anything, "times per", Safe),
    ("times within", Anything, "times per", Safe),
    ("per each", Anything, "per", Safe),
    ("daily", Anything, "once per day", Likely),
    ("weekly", Anything, "once per week", Likely),
    ("monthly", Anything, "once per month", Likely),
    ("quarterly", Anything, "once per quarter", Likely),
    ("yearly", Anything, "once per year", Likely),
    ("annually", Anything, "once per year", Likely),
    ("every", Anything, "once per", Likely),
    ("price", Anything, "costs", Likely),
    ("costing", Anything, "costs", Safe),
    ("value", Anything, "worth", Likely),
    ("valued at", Anything, "worth", Likely),
    // Tests and simulations.
    ("because of", Anything, "because", Safe),
    ("per rotation", Anything, "each rotation", Safe),
    ("every rotation", Anything, "each rotation", Safe),
    ("a rotation", Anything, "each rotation", Likely),
    // Types.
    ("list of text", Anything, "set of text", Safe),
    ("list of strings", Anything, "set of text", Safe),
    ("array of strings", Anything, "set of text", Safe),
    ("set of strings", Anything, "set of text", Safe),
    ("yes or no", Anything, "yes/no", Safe),
    ("string", Anything, "text", Safe),
    ("str", Anything, "text", Safe),
    ("varchar", Anything, "text", Safe),
    ("integer", Anything, "number", Safe),
    ("int", Anything, "number", Safe),
    ("float", Anything, "number", Safe),
    ("double", Anything, "number", Safe),
    ("decimal", Anything, "number", Safe),
    ("numeric", Anything, "number", Safe),
    ("boolean", Anything, "yes/no", Safe),
    ("bool", Anything, "yes/no", Safe),
    ("datetime", Anything, "date", Safe),
    ("timestamp", Anything, "date", Likely),
    ("time", Anything, "date", Likely),
    ("currency", Anything, "money", Likely),
    ("amount", Anything, "money", Likely),
    ("list", Anything, "events", Likely),
    ("array", Anything, "events", Likely),
    ("enum", Anything, "one of", Likely),
    ("choice", Anything, "one of", Likely),
    ("event", Anything, "events", Safe),
];

/// The phrases that stand at a word.
pub(super) fn find<'s>(spot: &'s Spot<'_>, at: usize) -> impl Iterator<Item = Finding> + 's {
    let word = spot.text_at(at).to_lowercase();
    let is_word = spot.kind(at) == Some(Kind::Word);
    let written = PHRASES.iter().filter(move |(phrase, ..)| {
        is_word
            && phrase
                .strip_prefix(&*word)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    written.filter_map(move |(phrase, then, with, sure)| {
        let finding = one(spot, at, phrase, *then, with, *sure)?;
        Some(finding.safe_if(*sure == Safe))
    })
}

/// Whether a word is part of a phrase.
pub(in crate::syntax) fn has_word(word: &str) -> bool {
    static WORDS: OnceLock<HashSet<&str>> = OnceLock::new();
    let all = || PHRASES.iter().flat_map(|(phrase, ..)| phrase.split(' ')).collect();
    WORDS.get_or_init(all).contains(word)
}

fn one(
    spot: &Spot<'_>,
    at: usize,
    phrase: &str,
    then: Then,
    with: &str,
    sure: Confidence,
) -> Option<Finding> {
    // `set` and `add` may be read as events before a stop is noticed; a stage is moved to, and
    // events are counted.
    let stage = spot.names.stages.contains(&spot.text_at(at + 2));
    let counts = spot.names.list(spot.before(at, 1)).is_some_and(|list| !list.bare);
    if (phrase == "add to" && stage) || (counts && phrase.ends_with(" than")) {
        return None;
    }
    // `send an email`: which one?
    if matches!(with, "send" | "give") && is_any_gift(spot, at + phrase.split(' ').count()) {
        return None;
    }
    // `joined more than 30 days`: how long ago, and no amount.
    let date = spot.names.type_of(spot.before(at, 1)) == "date";
    if date && phrase.ends_with(" than") && spot.kind(at + 2) == Some(Kind::Number) {
        return None;
    }
    // `no more than` is not `more than`.
    if matches!(spot.before(at, 1), "no" | "not") && phrase.ends_with(" than") {
        return None;
    }
    let mut last = at;
    for (place, word) in phrase.split(' ').enumerate() {
        last = at + place;
        if spot.text_at(last).to_lowercase() != word {
            return None;
        }
    }
    let follows = match then {
        Anything => true,
        Number => {
            spot.kind(last + 1) == Some(Kind::Number) && numbers::is_unit(spot.text_at(last + 2))
        }
        Text => spot.kind(last + 1) == Some(Kind::Text),
        Unit => numbers::is_unit(spot.text_at(last + 1)),
    };
    // `greater than || equal to` is another comparison, once its `||` is put right.
    let more = matches!(spot.text_at(last + 1), "or" | "||" | "|" | "OR" | "/");
    if phrase.ends_with(" than") && more && spot.text_at(last + 2).to_lowercase() == "equal" {
        return None;
    }
    let written = spot.written(at, last);
    if !follows || written == with {
        return None;
    }
    let title = match with {
        "" => format!("`{written}` is not needed here"),
        _ => format!("`{written}` should be `{with}`"),
    };
    let paste = spot.paste(at, last, with);
    let label =
        if with.is_empty() { "remove this".to_owned() } else { format!("write `{with}` here") };
    let finding = Finding::new(spot.range(at, last), title, label);
    let help = match then {
        Unit if sure == Likely && is_period(spot.text_at(last + 1)) => {
            let unit = spot.text_at(last + 1);
            format!(
                "write `{paste}` for the {unit} up to now, `this calendar {unit}` for the {unit} \
                 so far, or `last calendar {unit}` for the whole {unit} before that"
            )
        }
        Unit | Anything | Number | Text => format!("write `{}`", paste.trim()),
    };
    Some(finding.help(help).with(with))
}

/// Whether a word says that it is some message or reward, and not which one.
fn is_any_gift(spot: &Spot<'_>, at: usize) -> bool {
    let word = spot.text_at(at);
    let any = ["email", "mail", "message", "sms", "notification", "reward", "gift", "coupon"];
    any.contains(&word) && !spot.names.has(word) && !spot.names.gifts.is_empty()
}

/// Whether a unit has a calendar of its own: `this calendar month`.
fn is_period(unit: &str) -> bool {
    Period::from_word(unit).is_some()
}
