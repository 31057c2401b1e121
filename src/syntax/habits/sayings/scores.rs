//! Lines of scores in other words: `10 points for each purchase`, `score heat max 100`.

use super::{Saying, none, say};

const WHAT: &str = "Say what the points are for";

pub(super) const SAYINGS: &[Saying] = &[
    say("(add|take) <n> points? if|where|whenever <rest>", "{1} {2} when {3}"),
    say("(add|take) <n> points when <rest>", "{1} {2} when {3}"),
    none(
        "(add|take) <n> points? when|if <rest>",
        "{1} {2} per {event}",
        WHAT,
        "write what is counted, `{1} {2} per {event}`, or a condition, `{1} {2} when {when}`",
    ),
    none(
        "(add|take) <n> points? $",
        "{1} {2} per {event}",
        WHAT,
        "write what is counted, `{1} {2} per {event}`, or a condition, `{1} {2} when {when}`",
    ),
    say(
        "(add|take) <n> points? per|for each|every? <money> spent|spend|paid|revenue|sales",
        "{1} {2} per {3} of {paid}",
    ),
    say("(add|take) <n> points? per|for each|every? <money> $", "{1} {2} per {3} of {paid}"),
    none(
        "add|take|plus|minus <field> <rest>?",
        "add 1 per {event}",
        "Points are written as a number",
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
    say("(add|take) <n> per <flag> <event>", "{1} {2} per {4:one} where {3}"),
    say("(add|take) <n> per <value> <event>", "{1} {2} per {4:one} where channel is {3}"),
    say(
        "(add|take) <n> per <event> ,|and|; add? <n> per <event>",
        "{1} {2} per {3:one} {1} {4} per {5:one}",
    ),
    say("(add|take) <n> per <event> ,|and|or <event>", "{1} {2} per {3:one} {1} {2} per {4:one}"),
    none(
        "(add|take) <n> per <event> max|up|capped|limited|maximum|, to|at|max? <n>",
        "{1} {2} per {3:one}",
        "The bounds of a score come after its name",
        "write `at most {4}` after the name of the score, and remove this",
    ),
    none(
        "score <name> = <rest>",
        "score {1}",
        "A score has lines, and no `=`",
        "write `add 10 per {event}` on its own line, or calculate with `let {1} = ...`",
    ),
    say("score <name> <text>", "score {1}").titled("A score has no description"),
    say("score <name> from|between? <n> to|-|and <n>", "score {1} at least {2}, at most {3}"),
    say("score <name> max|maximum|up|capped|limited to|at|of? <n>", "score {1} at most {2}"),
    say("score <name> min|minimum|from at|of? <n>", "score {1} at least {2}"),
];
