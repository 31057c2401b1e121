//! What customers do, as verbs: `booked 8 classes in a month`, `books for the first time`, `bought the
//! same product twice`.

use super::{Saying, none, say};

const ONLY: &str = "Rules know only the events that this file declares";

pub(super) const SAYINGS: &[Saying] = &[
    // Of one kind.
    say(
        "& they|customer|customers|member|members|who|someone|somebody|people|user|users? has|have? <does> <n> <kind>",
        "{2} {3:n} where {3:attr} is {3}",
    ),
    say(
        "& they|customer|customers|member|members|who|someone|somebody|people|user|users? has|have? <does> <n> <kind> in|within|during|over the|a|any? last|past? <time>",
        "{2} {3:n} where {3:attr} is {3} within {4}",
    ),
    say(
        "& they|customer|customers|member|members|who|someone|somebody|people|user|users? has|have? <does> a|an <kind>",
        "{2:a} where {2:attr} is {2}",
    ),
    say(
        "& the|their? <event> is|are|was|were mostly|usually|mainly|generally <kind>",
        "count({1} where {2:attr} is {2}) > count({1}) / 2",
    ),
    say(
        "& the|their? <event> is|are|was|were always|only|all <kind>",
        "{1:a} and no {1} where not {2:attr} is {2}",
    ),
    say(
        "<n> <event> in|on|via|from|through|of the|a? <kind> channel|category|kind|type?",
        "{1} {2:n} where {3:attr} is {3}",
    ),
    // By what they say of themselves.
    say(
        "& they|customer|customers|member|members|who|someone|somebody|people|user|users? has|have? <does> by|with|from|at|in|on the|an|a? <attr> <text>",
        "{1:a} where {2} is {3}",
    ),
    say(
        "& they|customer|customers|member|members|who|someone|somebody|people|user|users? has|have? <does> by|with|from|at|in|on the|an|a? <attr> <text> <times>",
        "{4} {1} where {2} is {3}",
    ),
    say(
        "& a|an|any <event> by|with|from|of|for|in the|an|a? <attr> <text> or|, <text>",
        "{1:a} where {2} in ({3}, {4})",
    ),
    say("& a|an|any <event> of|for <text> or|, <text>", "{1:a} where {1:text} in ({2}, {3})"),
    say(
        "& they|customer|customers|member|members|who|someone|somebody|people|user|users? has|have? <does> the same|one product|item|article|thing|sku twice|again",
        "count({1}.{1:text}) > count(different {1}.{1:text})",
    ),
    // How often.
    say(
        "& they|customer|customers|member|members|who|someone|somebody|people|user|users? has|have? <does> again",
        "2 {1}",
    ),
    say(
        "& they|customer|customers|member|members|who|someone|somebody|people|user|users? has|have? <does> for the|their? first time",
        "exactly 1 {1:one}",
    ),
    say(
        "& they|customer|customers|member|members|who|someone|somebody|people|user|users? has|have? <does> for the|their? second time",
        "2 {1}",
    ),
    say("& the|their|a? first time <event>", "exactly 1 {1:one}"),
    say("& first - time <event>", "exactly 1 {1:one}"),
    say(
        "& they|customer|customers|member|members|who|someone|somebody|people|user|users? has|have? <does> fewer|less than <times> a|per|in|within|every|each a|any? (day|week|month|quarter|year)",
        "fewer than {2} {1} within 1 {3}",
    ),
    say(
        "& they|customer|customers|member|members|who|someone|somebody|people|user|users? has|have? <does> more than <times> a|per|in|within|every|each a|any? (day|week|month|quarter|year)",
        "more than {2} {1} within 1 {3}",
    ),
    say(
        "& they|customer|customers|member|members|who|someone|somebody|people|user|users? has|have? <does> at? least? <times> a|per|in|within|every|each a|any? (day|week|month|quarter|year)",
        "{2} {1} within 1 {3}",
    ),
    say("& no <list> nor <list>", "no {1} and no {2}"),
    say("& neither <list> nor <list>", "no {1} and no {2}"),
    none(
        "& a|an <event> <time> ago",
        "{1:a} within {2}",
        "`{2} ago` can mean within that time, or before it",
        "write `{1:a} within {2}` for the time up to now, or `{2} since last {1:one}` if it has to be at least that long ago",
    ),
    none(
        "& a|the|any? member|customer|user|someone|somebody|person|people|members|customers|they has|have|did not <act> for|in|since|over|within more|the|at? than|last|least? <time>",
        "{2} without {purchase}",
        ONLY,
        "write `{2} without {purchase}`, or name the events that you mean",
    ),
    none(
        "& a|an|any|the friend|someone|somebody|person they|customer|member|we <verb> <any>",
        "{1:a}",
        "An event is counted by its name: `{1}`",
        "write `{1:a}`, and describe it after `where`",
    ),
    // Points.
    say(
        "& they|customer|customers|member|members|who|someone|somebody|people|user|users? has|have? redeemed|redeems|spent|used|spends|uses <n> <balance>",
        "{2:spent} ≥ {1}",
    ),
    say(
        "& they|customer|customers|member|members|who|someone|somebody|people|user|users? has|have? redeemed|redeems|spent|used|spends|uses <cmp> <n> <balance>",
        "{3:spent} {1} {2}",
    ),
    say(
        "& <n> <balance> expires|expire|expiring|lapses|lapse in|within? the|this|next|a next? (day|week|month|quarter|year)",
        "{2} expiring within 1 {3} ≥ {1}",
    ),
    say(
        "& <cmp> <n> <balance> expires|expire|expiring|lapses|lapse in|within? the|this|next|a next? (day|week|month|quarter|year)",
        "{3} expiring within 1 {4} {1} {2}",
    ),
    say(
        "& <n> <balance> expires|expire|expiring|lapses|lapse in|within the|next? <time>",
        "{2} expiring within {3} ≥ {1}",
    ),
    say(
        "& <cmp> <n> <balance> expires|expire|expiring|lapses|lapse in|within the|next? <time>",
        "{3} expiring within {4} {1} {2}",
    ),
    say(
        "& they|customer|customers|member|members|who|someone|somebody|people|user|users? has|have? answered|completed|submitted|took|filled out|in? the|our|a|an? <field> survey|question|form|poll?",
        "{1} is known",
    ),
];
