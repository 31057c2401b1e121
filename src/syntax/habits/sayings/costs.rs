//! Costs that are not one amount: `costs $12 + shipping`, `costs about $2`; and what is said of a gift
//! with them.

use super::{Saying, none, say};

const ONE: &str = "A gift has one cost";
const DAY: &str = "A gift has no date";

pub(super) const SAYINGS: &[Saying] = &[
    none(
        "costs|cost|worth between|from <money> to|and|-|–|— <money>",
        "costs {1}",
        ONE,
        "write one amount, such as `costs {2}`: the most that it can cost",
    ),
    none(
        "costs|cost <money> to|or|–|— <money>",
        "costs {1}",
        ONE,
        "write one amount, such as `costs {2}`: the most that it can cost",
    ),
    none(
        "costs|cost <money> plus|+|and|with|excl|excluding|incl|including|before|without shipping|postage|tax|vat|delivery|handling|fees|s|p",
        "costs {1}",
        ONE,
        "write one amount that includes everything, such as `costs {currency}`",
    ),
    say("costs|cost ~|≈|± <money>", "costs {1}").titled(ONE),
    say(
        "costs|cost <money> ,? ( once per|a|every (day|week|month|quarter|year) )",
        "costs {1}, once per {2}",
    )
    .titled("Options have no parentheses"),
    say(
        "costs|cost <money> ,? ( (once) per|for? each|every|one? customer|person|member|user? )",
        "costs {1}, {2}",
    )
    .titled("Options have no parentheses"),
    say("(once) ( per|for each|every|one? customer|person|member|user )", "{1}"),
    say("( costs <money> , (once) )", "costs {1}, {2}").titled("Options have no parentheses"),
    say("( costs <money> )", "costs {1}").titled("Options have no parentheses"),
    say("costs <money> <text> ,? (once)", "{2} costs {1}, {3}")
        .titled("The description comes right after the name"),
    say("costs <money> <text> $", "{2} costs {1}")
        .titled("The description comes right after the name"),
    say("no more than every <time>", "once per {1}"),
    say("no more than once every|per|a|in <time>", "once per {1}"),
    say("(once) a|per (day|week|month|quarter|year) at most|max|maximum|tops", "{1} per {2}"),
    say(
        "twice a|per|each|every (day|week|month|quarter|year) at? most|max|maximum|tops",
        "2 times per {1}",
    ),
    none("on <date>", "once", DAY, "ask for the day in the rule that gives it: `today is {1}`"),
    none(
        "only? in|during <month> ,? (once)?",
        "once",
        DAY,
        "ask for the month in the rules that give it: `month of today is {1:month}`",
    ),
    say("^ (reward|message|program|alert) <name> ,|=|-|: <text> ,?", "{1} {2} {3}")
        .titled("The description comes right after the name"),
    say("^ (message|alert) <name> subject|title|text|body|line :|=? <text>", "{1} {2} {3}")
        .titled("The description comes right after the name"),
    say("(once) per <time> max|maximum|at|only|tops most?", "once per {2}"),
    say("to the? <name> <name> $", "to \"{1} {2}\"").titled("Text goes in quotation marks"),
    say("email|mail|notifies|notify|sends|send|call|calls to? <text>", "to {1}"),
];
