//! Lines of scores in other words: `10 points for each purchase`, `add 10 when NPS > 8`.

use super::{Saying, none, say};

const EVENTS: &str = "A score counts events";

pub(super) const SAYINGS: &[Saying] = &[
    none(
        "add|take|plus|minus <n> points? when|if|where <rest>",
        "add {1} per {event}",
        EVENTS,
        "write what is counted, such as `add {1} per {event}`",
    ),
    none(
        "add|take|plus|minus <n> points? $",
        "add {1} per {event}",
        EVENTS,
        "write what is counted, such as `add {1} per {event}`",
    ),
    none(
        "add|take|plus|minus <n> points? per|for <money> <rest>?",
        "add {1} per {event}",
        EVENTS,
        "for points by amount, write `let points = {spent} / {2}` in place of the score",
    ),
    none(
        "add|take|plus|minus <field> <rest>?",
        "add 1 per {event}",
        EVENTS,
        "to add a value, write `let total = {1} + ...` in place of the score",
    ),
    say("<n> *|x|×|points|per|for? per|for? each|every|a|an? <event>", "add {1} per {2:one}"),
    say("<event> :|=|->|* <n> points?", "add {2} per {1:one}"),
    say("<event> <n> points?", "add {2} per {1:one}"),
    say(
        "each|every|a|an|per|for each? <event> adds|gives|is|brings|=|:|worth worth? <n> points?",
        "add {2} per {1:one}",
    ),
    say(
        "(add|take) <n> per <event> in|within|during|over the? last|past? <time>",
        "{1} {2} per {3:one} for {4}",
    ),
    say(
        "(add|take) <n> per <event> ,? expires|expire|expiring|lasts|valid after|in|for? <time>",
        "{1} {2} per {3:one} for {4}",
    ),
    say("(add|take) <n> per <event> <cmp> <money>", "{1} {2} per {3:one} where {3:attr} {4} {5}"),
    say("(add|take) <n> per <value> <event>", "{1} {2} per {4:one} where channel is {3}"),
    say(
        "(add|take) <n> per <event> ,|and|; add? <n> per <event>",
        "{1} {2} per {3:one} {1} {4} per {5:one}",
    ),
    say("(add|take) <n> per <event> ,|and|or <event>", "{1} {2} per {3:one} {1} {2} per {4:one}"),
    none(
        "(add|take) <n> per <event> max|up|capped|limited|maximum|, to|at|max? <n>",
        "{1} {2} per {3:one}",
        "A score has no upper limit",
        "remove this, and compare the score where it is used",
    ),
    none(
        "score <name> = <rest>",
        "score {1}",
        "A score has lines, and no `=`",
        "write `add 10 per {event}` on its own line, or calculate with `let {1} = ...`",
    ),
    say("score <name> <text>", "score {1}").titled("A score has no description"),
    say("score <name> <n> to|- <n>", "score {1}").titled("A score has no range"),
];
