//! What events say of themselves, as people say it: `a ride of 50 miles`, `a 5-star review`, `the longest
//! ride`, `total miles`.

use super::{Saying, none, say};

const EXACTLY: &str = "write `{1:a} where {3:own} is {2}` for exactly that, or `{1:a} where {3:own} ≥ {2}` \
                       for that or more";

pub(super) const SAYINGS: &[Saying] = &[
    // One event.
    say(
        "& a|an|any|the|one|their? <event> with|of|having|has|had|got|is|was? <cmp> <n> <attr>",
        "{1:a} where {4:own} {2} {3}",
    ),
    say(
        "& a|an|any|the|one|their? <event> with|of|having|has|had|got|is|was fewer than <n> <attr>",
        "{1:a} where {3:own} < {2}",
    ),
    say(
        "& a|an|any|the|one|their? <event> with|of|having|has|had|got|is|was <n> <attr> or more|higher|better|longer",
        "{1:a} where {3:own} ≥ {2}",
    ),
    say(
        "& a|an|any|the|one|their? <event> with|of|having|has|had|got|is|was <n> <attr> or less|fewer|lower|shorter",
        "{1:a} where {3:own} ≤ {2}",
    ),
    say(
        "& a|an|any|the|one|their? <event> with|of|having|has|had|got|is|was <n> <attr>",
        "{1:a} where {3:own} is {2}",
    )
    .helped(EXACTLY),
    say(
        "& a|an|any|the|one|their? <event> with|of|having <n> or|to|, <n> <attr>",
        "{1:a} where {4:own} in ({2}, {3})",
    ),
    say("<real> <event> with|of|having? <cmp> <n> <attr> each?", "{1} {2:n} where {5:own} {3} {4}"),
    say("<real> <event> with|of|having <n> <attr> each?", "{1} {2:n} where {4:own} is {3}"),
    say(
        "& they|customer|customers|who|someone? has|have? leave|leaves|left|write|writes|wrote|gave|give|gives|made|did|go|goes|went|took|post|posts|posted? on|us? a|an|any <n> -? <attr> <event>",
        "{3:a} where {2:own} is {1}",
    )
    .helped("write `{3:a} where {2:own} is {1}` for exactly that, or `{3:a} where {2:own} ≥ {1}` for that or more"),
    say(
        "& a|an|any? <event> worth|of|for|over? <cmp> <money> in|within|during|over the? last|past? <time>",
        "{1:a} where {1:attr} {2} {3} within {4}",
    ),
    say(
        "& a|an|any? <event> worth|of|for? <cmp> <money> in|within|during|over the? last|past (day|week|month|quarter|year)",
        "{1:a} where {1:attr} {2} {3} within 1 {4}",
    ),
    // The last, the longest, all of them.
    say(
        "& the|their|a? last|latest|newest|most recent? <event> is|was|has|had|of? <cmp> <n> <attr>",
        "last({1}.{4:own}) {2} {3}",
    ),
    say(
        "& the|their|a? last|latest|newest|most recent? <event> is|was|has|had? <cmp> <n>",
        "last({1}.{1:num}) {2} {3}",
    ),
    say(
        "& the|their|a? last|latest|newest|most recent? <event> is|was|has|had? fewer than <n> <attr>",
        "last({1}.{3:own}) < {2}",
    ),
    say(
        "& the|their|a? last|latest|newest|most recent? <event> is|was|has|had <n> <attr>",
        "last({1}.{3:own}) is {2}",
    ),
    say(
        "& the|their? last|latest|newest <event> was|is for|of|with|about|on a|an|the? <text>",
        "last({1}.{1:text}) is {2}",
    ),
    say(
        "& the|their|a|any? longest|highest|best|biggest|largest|greatest|farthest|furthest|maximum|max|top <event> is|was|has|had? <cmp> <n> <attr>?",
        "max({1}.{1:num}) {2} {3}",
    ),
    say(
        "& the|their|a|any? longest|highest|best|biggest|largest|greatest|farthest|furthest|maximum|max|top <event> is|was|has|had <n> <attr>?",
        "max({1}.{1:num}) is {2}",
    ),
    say(
        "& the|their|a|any? shortest|lowest|worst|smallest|least|minimum|min <event> is|was|has|had? <cmp> <n> <attr>?",
        "min({1}.{1:num}) {2} {3}",
    ),
    say(
        "& the|their|a|any? shortest|lowest|worst|smallest|least|minimum|min <event> is|was|has|had <n> <attr>?",
        "min({1}.{1:num}) is {2}",
    ),
    say(
        "& the|their? average|avg|mean <event> is|was|has|had? <cmp> <n> <attr>?",
        "average({1}.{1:num}) {2} {3}",
    ),
    say(
        "& the|their? average|avg|mean <event> <attr> is|was? <cmp> <n>",
        "average({1}.{2:own}) {3} {4}",
    ),
    say("& the|their? average|avg|mean <attr> is|was|are? <cmp> <n>", "average({1:of}.{1}) {2} {3}"),
    say("& the|their? total|sum|combined of? <attr> is|are|was? <cmp> <n>", "sum({1:of}.{1}) {2} {3}"),
    say(
        "& they|customer|customers|who|someone? has|have? <new> a? total? of? <cmp> <n> <attr>",
        "sum({4:of}.{4}) {2} {3}",
    ),
    say(
        "& they|customer|customers|who|someone? has|have? <new> a? total? of? <n> <attr>",
        "sum({3:of}.{3}) ≥ {2}",
    ),
    say(
        "& they|customer|customers|who|someone? has|have? <new> <cmp> <n> <attr> in|within|over|during the? last|past? <time>",
        "sum({4:of}.{4} within {5}) {2} {3}",
    ),
    say(
        "& they|customer|customers|who|someone? has|have? <new> <n> <attr> in|within|over|during the? last|past? <time>",
        "sum({3:of}.{3} within {4}) ≥ {2}",
    ),
    say(
        "& they|customer|customers|who|someone? has|have? <new> <cmp> <n> <attr> a|per|each|every (day|week|month|quarter|year)",
        "sum({4:of}.{4} within 1 {5}) {2} {3}",
    ),
    say(
        "& they|customer|customers|who|someone? has|have? <new> <cmp> <n> <attr> (this|last) calendar? (day|week|month|quarter|year)",
        "sum({4:of}.{4} {5} calendar {6}) {2} {3}",
    ),
    say(
        "& they|customer|customers|who|someone? has|have? <new> <n> <attr> (this|last) calendar? (day|week|month|quarter|year)",
        "sum({3:of}.{3} {4} calendar {5}) ≥ {2}",
    ),
    // Functions of whole events.
    say("& (first|last) ( <list> ) is|was? before|< <date>", "{1}({2}.at) < {3}"),
    say("& (first|last) ( <list> ) is|was? after|> <date>", "{1}({2}.at) > {3}"),
    say("& last ( <list> ) is|was? over|more|older|>? than? <time> ago", "{2} since last {1:one}"),
    say("& last ( <list> ) is|was? under|less|newer|<? than? <time> ago", "{1:a} within {2}"),
    // Two kinds at once.
    say("& <list> without a|an|any? <event>", "{1:a} and no {2}"),
    say("& <list> but no|not a|an|any? <event>", "{1:a} and no {2}"),
    say("& <list> and|, no <list>", "{1:a} and no {2}"),
    say("& <n> <event> without a|an|any? <event>", "{1} {2:n} and no {3}"),
    say("& no <event> , <event> ,? or|nor|and <event>", "no {1} and no {2} and no {3}"),
    say("& no <event> or|nor|and <event>", "no {1} and no {2}"),
    say("& <n> <event> or <list> !", "{1} {2:n} or {1} {3:n}")
        .helped("write `{1} {2:n} or {1} {3:n}`, or `count({2}) + count({3}) ≥ {1}` to count both together"),
    say("& <list> + <list> <cmp> <n>", "count({1}) + count({2}) {3} {4}"),
    say(
        "& they|customer|customers|who? hasn't|haven't|didn't <verb> or|nor <verb> for|in|since|within the? last|past? <time>",
        "{3} without {1:a} and {3} without {2:a}",
    ),
    none(
        "& they|customer|customers|who? hasn't|haven't|didn't <verb> or|nor <act> for|in|since|within the? last|past? <time>",
        "{3} without {1:a}",
        "Say it of each kind of events",
        "write `{3} without {1:a}`, and join it with `and` to the same for the other events",
    ),
    say("& <list> in|on|via|from|through the|a? <kind> channel|store|category|kind|type|site|app", "{1:a} where {2:attr} is {2}"),
    say("& <list> in|on|via|from|through the|a? <kind> <cmp> <n>", "count({1} where {2:attr} is {2}) {3} {4}"),
    say(
        "& more than? half of? all|the|their|of? <list> are|is|were|was|come on|in|via|from? <kind>",
        "count({1} where {2:attr} is {2}) > 50% of count({1})",
    ),
    say("& the|their|a|any? <event> <attr> is|was|=|== <new>", "{1:a} where {2:own} is {3:text}"),
    say("& the|their|a|any? <event> <attr> is|was|=|== <text>", "{1:a} where {2:own} is {3}"),
    none(
        "& <list> is|are|= high|low|good|bad|many|few|frequent|rare",
        "{1:a}",
        "Say how many",
        "write a number, such as `3 {1}` for at least 3 of them",
    ),
];
