//! How long ago something was, from one time to another: `between 30 and 60 days since the last
//! order`, `30-60 days ago`; and other ways to say how long ago.

use super::{Saying, none, say};

const BOTH: &str = "Ask for the one time, and for not yet the other";

pub(super) const SAYINGS: &[Saying] = &[
    say(
        "& it's|it|has been? between|from? <n> to|and|-|– <n> (days|weeks|months|years) since the|their? last|latest <event>",
        "{1} {3} since last {4:one} and not {2} {3} since last {4:one}",
    )
    .titled(BOTH),
    say(
        "& it's|it|has been? between|from? <time> to|and|-|– <time> since the|their? last|latest <event>",
        "{1} since last {3:one} and not {2} since last {3:one}",
    )
    .titled(BOTH),
    say(
        "& it's|it|has been? between|from? <n> to|and|-|– <n> (days|weeks|months|years) since|after <past>",
        "{1} {3} since {4} and not {2} {3} since {4}",
    )
    .titled(BOTH),
    say(
        "& between|from? <n> to|and|-|– <n> (days|weeks|months|years) without a|an|any? <event>",
        "{1} {3} without {4:a} and not {2} {3} without {4:a}",
    )
    .titled(BOTH),
    say(
        "& the|their? last|latest <event> is|was? between|from? <n> to|and|-|– <n> (days|weeks|months|years) ago",
        "{2} {4} since last {1:one} and not {3} {4} since last {1:one}",
    )
    .titled(BOTH),
    say(
        "& >|≥|>= <time> &|and|but <|≤|<= <time> since the|their? last|latest <event>",
        "{1} since last {3:one} and not {2} since last {3:one}",
    )
    .titled(BOTH),
    say(
        "& more|over|at than|least? <time> &|and|but less|under|at|no than|most|more? than? <time> since the|their? last|latest <event>",
        "{1} since last {3:one} and not {2} since last {3:one}",
    )
    .titled(BOTH),
    // Exactly.
    none(
        "& it|it's|has? has? been? exactly|precisely <time> since the|their? last|latest <event>",
        "{1} since last {2:one}",
        "A rule fires once the time is over, and need not hit the day",
        "write `{1} since last {2:one}`; for that day only, write `last({2}.at) is today - {1}`",
    ),
    say("& days since|without the|their|a|an? last|latest? <event> (is|=|==) <n>", "last({1}.at) is today - {3} days"),
    // Where a date is not over yet.
    say("& <past> <time> ago or more|longer|earlier", "{2} since {1}"),
    say("& <past> <time> ago or less|later|newer", "{1} within {2}"),
    say("& it's|it|there is|are? <time> until|till|to|before the|their? <coming>", "{2} within next {1}"),
    say("& <coming> is|comes|coming up|due in|within the? next? <time>", "{1} within next {2}"),
    say("& <coming> is coming up in|within the? next? <time>", "{1} within next {2}"),
    say("& <coming> is overdue|past late|due?", "{1} < today"),
    say(
        "& the|their|a|our? <new> <renewal> is|comes? due|up? in|within|less|at? than|most|under|the? next? <time>",
        "{2} within next {3}",
    ),
    say(
        "& they|customer|who? with|for|has|have? a? member|membership|customer|subscriber is|of|for|with? over|more than? <time>",
        "{1} since {joined}",
    ),
    say("& <n> - (year|month|week|day) anniversary", "{joined} + {1} {2}s is today")
        .helped("write `{joined} + {1} {2}s is today`, or `anniversary of {joined}` for every year"),
    say("& they|customer|who|someone? is|are? turning|turns|becomes|becoming <n>", "{birth} + {1} years is today"),
    say("& <birth> - <time>", "anniversary of ({1} - {2})"),
    say("& days|day without|of|since inactivity|activity|inactive (>|<|≥|≤|>=|<=) <n>", "{2} days without {purchase}"),
    // A year, a season, and from a day on.
    say("no <list> in|during <year>", "no {1} between {2}-01-01 and {2}-12-31"),
    say("no <list> in|during the? <month>", "no {1} where month of at is {2:month}"),
    say("& it's|it|during|in|this is? the? <season>", "month of today in ({1})"),
    say("& <season>", "month of today in ({1})"),
    say(
        "^ from|between <month> to|until|through|till|and|- <month> ,? !",
        "when month of today between {1:month} and {2:month}",
    ),
    say("^ in|during <month> ,? !", "when month of today is {1:month}"),
    say("^ in|during the? <season> ,? !", "when month of today in ({1})"),
    say("^ until|till|through|before <date> ,? !", "when today ≤ {1}"),
    say("^ starting|from|as|beginning|after of|on|from? <date> on? ,? !", "when today ≥ {1}"),
    say(
        "^ from|between <date> to|until|through|till|and|- <date> ,? !",
        "when today between {1} and {2}",
    ),
    say(
        "& the|their? (first|last) <event> is|was on|during|over the|a? weekend",
        "weekday of {1}({2}.at) in (Saturday, Sunday)",
    ),
    say("& the|their? (first|last) <event> is|was on a? <weekday>", "weekday of {1}({2}.at) is {3:weekday}"),
    say("& the|their? (first|last) <event> is|was in|during <month>", "month of {1}({2}.at) is {3:month}"),
];
