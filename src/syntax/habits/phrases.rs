//! Words that stand for other words. A phrase counts only where the reading stopped near it and
//! gets further with what it stands for.

use super::{Finding, Spot, numbers};
use crate::syntax::words::Kind;

/// What must follow a phrase for it to count.
#[derive(Clone, Copy)]
enum Then {
    Anything,
    /// A number, as in `last 90 days`.
    Number,
    /// A unit of time, as in `last month`.
    Unit,
}

use Then::{Anything, Number, Unit};

/// Each phrase in small letters, what follows it, and what is written instead. Of two that begin
/// alike the longer comes first.
const PHRASES: &[(&str, Then, &str)] = &[
    // Comparisons.
    ("is not equal to", Anything, "is not"),
    ("is greater than or equal to", Anything, "≥"),
    ("is more than or equal to", Anything, "≥"),
    ("is less than or equal to", Anything, "≤"),
    ("is fewer than or equal to", Anything, "≤"),
    ("is greater than", Anything, ">"),
    ("is more than", Anything, ">"),
    ("is higher than", Anything, ">"),
    ("is larger than", Anything, ">"),
    ("is bigger than", Anything, ">"),
    ("is above", Anything, ">"),
    ("is over", Anything, ">"),
    ("is after", Anything, ">"),
    ("is less than", Anything, "<"),
    ("is fewer than", Anything, "<"),
    ("is lower than", Anything, "<"),
    ("is smaller than", Anything, "<"),
    ("is below", Anything, "<"),
    ("is under", Anything, "<"),
    ("is before", Anything, "<"),
    ("is at least", Anything, "≥"),
    ("is at most", Anything, "≤"),
    ("is equal to", Anything, "is"),
    ("is exactly", Anything, "is"),
    ("is between", Anything, "between"),
    ("is one of", Anything, "in"),
    ("is any of", Anything, "in"),
    ("is in", Anything, "in"),
    ("does not equal", Anything, "is not"),
    ("is >", Anything, ">"),
    ("is <", Anything, "<"),
    ("is ≥", Anything, "≥"),
    ("is ≤", Anything, "≤"),
    ("is >=", Anything, "≥"),
    ("is <=", Anything, "≤"),
    ("is is", Anything, "is"),
    ("is =", Anything, "is"),
    ("it has been", Anything, ""),
    ("greater than or equal to", Anything, "≥"),
    ("less than or equal to", Anything, "≤"),
    ("greater than", Anything, ">"),
    ("less than", Anything, "<"),
    ("at least", Anything, "≥"),
    ("at most", Anything, "≤"),
    ("more than", Anything, ">"),
    ("fewer than", Anything, "<"),
    ("equal to", Anything, "is"),
    ("equals", Anything, "is"),
    ("exceeds", Anything, ">"),
    ("has any value", Anything, "is known"),
    ("is not null", Anything, "is known"),
    ("begins with", Anything, "starts with"),
    ("includes", Anything, "contains"),
    ("like", Anything, "contains"),
    ("has tag", Anything, "tagged"),
    ("is tagged", Anything, "tagged"),
    ("has been", Anything, ""),
    // Windows.
    ("in the last", Number, "within"),
    ("in the past", Number, "within"),
    ("over the last", Number, "within"),
    ("over the past", Number, "within"),
    ("during the last", Number, "within"),
    ("during the past", Number, "within"),
    ("for the last", Number, "within"),
    ("for the past", Number, "within"),
    ("within the last", Number, "within"),
    ("within the past", Number, "within"),
    ("within the next", Number, "within"),
    ("within last", Number, "within"),
    ("within past", Number, "within"),
    ("in last", Number, "within"),
    ("in past", Number, "within"),
    ("the last", Number, "within"),
    ("the past", Number, "within"),
    ("last", Number, "within"),
    ("past", Number, "within"),
    ("in under", Number, "within"),
    ("in", Number, "within"),
    ("for", Number, "within"),
    ("during", Number, "within"),
    ("over", Number, "within"),
    ("since", Number, "within"),
    ("in the last", Unit, "within 1"),
    ("in the past", Unit, "within 1"),
    ("over the last", Unit, "within 1"),
    ("during the last", Unit, "within 1"),
    ("within the last", Unit, "within 1"),
    ("within a", Unit, "within 1"),
    ("within one", Unit, "within 1"),
    ("within", Unit, "within 1"),
    ("in a", Unit, "within 1"),
    ("in last", Unit, "within 1"),
    ("in past", Unit, "within 1"),
    ("last", Unit, "within 1"),
    ("past", Unit, "within 1"),
    ("in this", Unit, "this calendar"),
    ("this", Unit, "this calendar"),
    ("in the stage", Anything, "in stage"),
    ("in this stage", Anything, "in stage"),
    ("since they entered", Anything, "since entering"),
    ("since entry", Anything, "since entering"),
    ("since the last", Anything, "since last"),
    ("since their last", Anything, "since last"),
    ("without any", Anything, "without"),
    ("with no", Anything, "without"),
    ("no", Anything, "without"),
    ("and no", Anything, "without"),
    // Rules.
    ("else if", Anything, "when"),
    ("elseif", Anything, "when"),
    ("elif", Anything, "when"),
    ("if", Anything, "when"),
    ("whenever", Anything, "when"),
    ("on entry", Anything, "on entering"),
    ("on enter", Anything, "on entering"),
    ("upon entering", Anything, "on entering"),
    ("when entering", Anything, "on entering"),
    // Actions.
    ("then", Anything, ";"),
    ("set stage to", Anything, "move to"),
    ("change stage to", Anything, "move to"),
    ("move on to", Anything, "move to"),
    ("move into", Anything, "move to"),
    ("move in", Anything, "move to"),
    ("moves to", Anything, "move to"),
    ("moved to", Anything, "move to"),
    ("move them to", Anything, "move to"),
    ("move customer to", Anything, "move to"),
    ("to stage", Anything, "to"),
    ("to the stage", Anything, "to"),
    ("go to", Anything, "move to"),
    ("goto", Anything, "move to"),
    ("goes to", Anything, "move to"),
    ("transition to", Anything, "move to"),
    ("promote to", Anything, "move to"),
    ("advance to", Anything, "move to"),
    ("upgrade to", Anything, "move to"),
    ("add tag", Anything, "tag"),
    ("apply tag", Anything, "tag"),
    ("remove tag", Anything, "untag"),
    ("send the", Anything, "send"),
    ("send a", Anything, "send"),
    ("send an", Anything, "send"),
    ("send them", Anything, "send"),
    ("sends", Anything, "send"),
    ("give the", Anything, "give"),
    ("give a", Anything, "give"),
    ("give an", Anything, "give"),
    ("give them", Anything, "give"),
    ("gives", Anything, "give"),
    ("award", Anything, "give"),
    ("email", Anything, "send"),
    ("mail", Anything, "send"),
    ("alert", Anything, "notify"),
    ("message", Anything, "send"),
    ("enroll in", Anything, "invite to"),
    ("enrol in", Anything, "invite to"),
    ("add to", Anything, "invite to"),
    ("invite into", Anything, "invite to"),
    ("notify to", Anything, "notify"),
    ("send to", Anything, "send"),
    // How often.
    ("only once", Anything, "once"),
    ("max once", Anything, "once"),
    ("at most once", Anything, "once"),
    ("once every", Anything, "once per"),
    ("once each", Anything, "once per"),
    ("once a", Anything, "once per"),
    ("once an", Anything, "once per"),
    ("once in", Anything, "once per"),
    ("twice", Anything, "2 times"),
    ("always", Anything, "every time"),
    ("each time", Anything, "every time"),
    ("any time", Anything, "every time"),
    ("times a", Anything, "times per"),
    ("times an", Anything, "times per"),
    ("times every", Anything, "times per"),
    ("times in", Anything, "times per"),
    ("times within", Anything, "times per"),
    ("per each", Anything, "per"),
    ("daily", Anything, "once per day"),
    ("weekly", Anything, "once per week"),
    ("monthly", Anything, "once per month"),
    ("quarterly", Anything, "once per quarter"),
    ("yearly", Anything, "once per year"),
    ("annually", Anything, "once per year"),
    ("every", Anything, "once per"),
    ("price", Anything, "costs"),
    ("costing", Anything, "costs"),
    ("value", Anything, "worth"),
    ("valued at", Anything, "worth"),
    // Tests and simulations.
    ("because of", Anything, "because"),
    ("per rotation", Anything, "each rotation"),
    ("every rotation", Anything, "each rotation"),
    ("a rotation", Anything, "each rotation"),
    // Types.
    ("list of text", Anything, "set of text"),
    ("list of strings", Anything, "set of text"),
    ("array of strings", Anything, "set of text"),
    ("set of strings", Anything, "set of text"),
    ("yes or no", Anything, "yes/no"),
    ("string", Anything, "text"),
    ("str", Anything, "text"),
    ("varchar", Anything, "text"),
    ("integer", Anything, "number"),
    ("int", Anything, "number"),
    ("float", Anything, "number"),
    ("double", Anything, "number"),
    ("decimal", Anything, "number"),
    ("numeric", Anything, "number"),
    ("boolean", Anything, "yes/no"),
    ("bool", Anything, "yes/no"),
    ("datetime", Anything, "date"),
    ("timestamp", Anything, "date"),
    ("time", Anything, "date"),
    ("currency", Anything, "money"),
    ("amount", Anything, "money"),
    ("list", Anything, "events"),
    ("array", Anything, "events"),
    ("enum", Anything, "one of"),
    ("choice", Anything, "one of"),
    ("event", Anything, "events"),
];

/// The phrases that stand at a word.
pub(super) fn find<'s>(spot: &'s Spot<'_>, at: usize) -> impl Iterator<Item = Finding> + 's {
    let is_word = spot.kind(at) == Some(Kind::Word);
    let written = PHRASES.iter().filter(move |_| is_word);
    written.filter_map(move |(phrase, then, with)| one(spot, at, phrase, *then, with))
}

fn one(spot: &Spot<'_>, at: usize, phrase: &str, then: Then, with: &str) -> Option<Finding> {
    let mut last = at;
    for (place, word) in phrase.split(' ').enumerate() {
        last = at + place;
        if spot.text_at(last).to_lowercase() != word {
            return None;
        }
    }
    let follows = match then {
        Anything => true,
        Number => spot.kind(last + 1) == Some(Kind::Number),
        Unit => numbers::is_unit(spot.text_at(last + 1)),
    };
    let written = spot.written(at, last);
    if !follows || written == with {
        return None;
    }
    let title = match with {
        "" => format!("`{written}` is left out here"),
        _ => format!("`{written}` is written `{with}`"),
    };
    let paste = spot.paste(at, last, with);
    let label =
        if with.is_empty() { "take this out".to_owned() } else { format!("write `{with}` here") };
    let finding = Finding::new(spot.range(at, last), title, label);
    Some(finding.help(format!("write `{}`", paste.trim())).with(with))
}
