//! Lists of events and tables in other words: `events on "created_at"`, `events unique by "id"`.

use super::{Saying, none, say};

pub(super) const SAYINGS: &[Saying] = &[
    say(
        "events with ( <name> (money|text|number|date|day) , <name> (money|text|number|date|day) )",
        "events with {1} {2}, {3} {4}",
    ),
    none(
        "with <name> <text>",
        "with {1} money from {2}",
        "A value of an event needs a type",
        "write its type before its column, such as `with {1} money from {2}`",
    ),
    say(": list|array|table|set|history|log of <name> $", ": events"),
    say("events ( <name> (money|text|number|date|day|yes) )", "events with {1} {2}"),
    say("events with ( <name> (money|text|number|date|day) )", "events with {1} {2}"),
    say(
        "events of|having|where|including|containing|that|which has|have? <name> (money|text|number|date|day)",
        "events with {1} {2}",
    ),
    say("<name> as|is|of|type (money|text|number|date|day)", "{1} {2}"),
    say("(money|text|number|date|day) and <name> (money|text|number|date|day)", "{1}, {2} {3}"),
    say(
        "with <name> (money|text|number|date|day) <name> (money|text|number|date|day)",
        "with {1} {2}, {3} {4}",
    ),
    say("events with (money|text|number|date|day) $", "events with value {1}")
        .titled("A value needs a name before its type"),
    none(
        "events with <name> $",
        "events",
        "A value of an event needs a type",
        "write it after the name, such as `with {1} money`",
    ),
    say("events on|date|time|timestamp|when|dated|happened|timed at|on|: <text>", "events at {1}"),
    say("events on|date|time|timestamp|when|dated <text>", "events at {1}"),
    say(
        "events unique|distinct|dedupe|deduplicated|deduplicate|once|dedup|identified|id by|on|per|key? <text>",
        "events key {1}",
    ),
    say("key ( <text> , <text> )", "key {1} and {2}"),
    say("key <text> keep|use|take|and|, (last|latest|newest)", "key {1} last"),
    say("key <text> latest|newest|final", "key {1} last"),
    say("events last|latest <text>", "events key {1} last"),
    say("from <text> table|sheet|file|csv", "from table {1}"),
    say("events of <name> by <text>", "events from table by {2} of {1}"),
    say("from table by <text> in|from|on|within <list>", "from table by {1} of {2}"),
    say("is <field> . <any>", "is {1}"),
];
