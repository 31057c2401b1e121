//! Limits and pauses in other words: `frequency cap: 2 messages per week`, `pause messages in Fan`.

use super::{Saying, none, say};

const HOURS: &str = "Hours and days go in a condition";

const PER_CUSTOMER: &str = "A limit is always per customer: leave this out";

pub(super) const SAYINGS: &[Saying] = &[
    say("pause <any> until|till <yn>", "pause {1} when not {2}"),
    say("to <many> in|within|per|every any|every|each|a? <time>", "to {1} per {2}"),
    none(
        "limit <any> to once|one $",
        "limit {1} to 1 per year",
        "A limit needs a time: in how long?",
        "say in how long, such as `limit {1} to 1 per year`",
    ),
    say("to (€|$|£) <n> a|each|every|/ <unit>", "to {1}{2} per {3}"),
    // Hours and months.
    say("pause <any> after|from|past <hour>", "pause {1} when hour of now ≥ {2:hour}"),
    say("pause <any> before|until|till <hour>", "pause {1} when hour of now < {2:hour}"),
    say("pause <any> at <hour>", "pause {1} when hour of now is {2:hour}"),
    none(
        "pause <any> overnight|nights|nightly $",
        "pause {1} when hour of now ≥ 22",
        HOURS,
        "write them after `when`, such as `pause {1} when hour of now ≥ 22 or hour of now < 8`",
    ),
    say("pause <any> in|during|throughout|for|over <month>", "pause {1} when month of today is {2:month}"),
    say("^ no (messages|rewards|alerts) in|during <month>", "pause {1} when month of today is {2:month}"),
    say(
        "^ only? send|give (messages|rewards|alerts) only? between|from <hours>",
        "pause {1} when {2:outside}",
    ),
    say("^ (messages|rewards|alerts) only between|from <hours>", "pause {1} when {2:outside}"),
    say(
        "^ only? send|give (messages|rewards|alerts) only? on weekdays|workdays",
        "pause {1} when weekday of today in (Saturday, Sunday)",
    ),
    // Consent.
    say("^ (messages|rewards|alerts|programs) only when|if|with <yn> $", "pause {1} when {2} is {no}"),
    say(
        "^ only message|email|contact|text|send to? customers|people|users|contacts who|with|that <rest>",
        "pause messages when {consent} is {no}",
    ),
    say(
        "^ don't|dont|never|no|not message|email|contact|text customers|people|users|contacts|anyone? without|unless|if|who <rest>",
        "pause messages when {consent} is {no}",
    ),
    say("^ opt out|opt_out when|if|: <rest>", "pause messages when {1}"),
    say("^ opt|opted out when|if|: <rest>", "pause messages when {1}"),
    say(
        "limit <any> to <n> per <unit> ,? per|for|a|to|each|every each|every|a? customer|person|user|contact|member|subscriber",
        "limit {1} to {2} per {3}",
    )
    .titled(PER_CUSTOMER),
    say(
        "limit <any> to <n> per <time> ,? per|for|a|to|each|every each|every|a? customer|person|user|contact|member|subscriber",
        "limit {1} to {2} per {3}",
    )
    .titled(PER_CUSTOMER),
    say("limit <any> to <n> per <time> ,? per|for each|every|a? <new> $", "limit {1} to {2} per {3}")
        .titled(PER_CUSTOMER),
    say(
        "^ never|don't|dont|do not? message|email|contact|text <new> who|that|if|when they? are|is? not <yn>",
        "pause messages when {2} is {no}",
    ),
    say(
        "^ never|don't|dont|do not? send|give (messages|rewards|alerts|programs) when|if|while <rest>",
        "pause {1} when {2}",
    ),
    say("^ never|don't|dont|do not? send|give (messages|rewards|alerts|programs) without <yn>", "pause {1} when {2} is {no}"),
    say("^ require|requires|needs? <yn> for (messages|rewards|alerts|programs)", "pause {2} when {1} is {no}"),
    say("^ require|requires|requiring <yn>", "pause messages when {1} is {no}"),
    say("pause <any> from|between|during|at <hours>", "pause {1} when {2}"),
    say(
        "pause <any> on|at|during|over the? weekends|weekend",
        "pause {1} when weekday of today in (Saturday, Sunday)",
    ),
    none(
        "pause <any> on|during|over|at|for the|all|public|bank? public|bank? holidays|holiday|christmas|easter|thanksgiving",
        "pause {1} when day of today is 25",
        "Rules do not know holidays: name the days",
        "write their months and days, such as `pause {1} when month of today is 12 and day of today in (24, 25, 26)`",
    ),
    say("^ quiet|silent|do hours|time|not disturb? :|from|between|=? <hours>", "pause messages when {1}"),
    say("pause <any> on <weekday>", "pause {1} when weekday of today is {2}"),
    none(
        "limit <any> to <n> $",
        "limit {1} to {2} per week",
        "A limit needs a time: in how long?",
        "say for how long, such as `limit {1} to {2} per 7 days`",
    ),
    none(
        "limit <any> to <money> $",
        "limit {1} to {2} per month",
        "A limit needs a time: in how long?",
        "say for how long, such as `limit {1} to {2} per calendar month`",
    ),
    say("limit <any> to once per|a|every|each <unit>", "limit {1} to 1 per {2}"),
    say("limit <any> to twice per|a|every|each <unit>", "limit {1} to 2 per {2}"),
    none(
        "limit <any> ,|and|or|& <any> to <n> per <unit>",
        "limit {1} to {3} per {4}",
        "A limit covers one kind of gift, or one gift",
        "write a limit for each: `limit {1} to {3} per {4}` and `limit {2} to {3} per {4}`",
    ),
    say(
        "limit reward|rewards spend|spending|cost|costs|budget|value to <money> per <unit>",
        "limit rewards to {1} per {2}",
    ),
    none(
        "limit <any> to . <n> per <rest>",
        "limit {1} to 1 per {3}",
        "A limit is a whole number",
        "write a whole number in a longer time, such as `limit {1} to 1 per 2 weeks`",
    ),
    say(
        "^ restrict|throttle|cap|ration|restrain <any> to|at <n> per|a|every|each <unit>",
        "limit {1} to {2} per {3}",
    ),
    say(
        "^ frequency|send|contact|message cap|limit|frequency :|of|at|=? <n> messages? per|a|/ <unit>",
        "limit messages to {1} per {2}",
    ),
    say(
        "^ frequency_cap|max_messages :|of|=? <n> messages? per|a|/ <unit>",
        "limit messages to {1} per {2}",
    ),
    say(
        "^ (messages|rewards|alerts|programs) :|max|limit|at|maximum|limited|=|up most|to|:? <n> per|a|/ <unit>",
        "limit {1} to {2} per {3}",
    ),
    say("^ (messages|rewards|alerts|programs) :? <n> per|a|/ <unit>", "limit {1} to {2} per {3}"),
    none(
        "^ only|max|maximum|at|up|never|not|no most|more|to? than? <n> message|messages|email|emails|sms per|for? each|every|a? customer|person|user|contact|member? $",
        "limit messages to {1} per 7 days",
        "A limit needs a time: in how long?",
        "say in how long, such as `limit messages to {1} per 7 days`",
    ),
    none(
        "^ only|max|maximum|at|up|never|not|no most|more|to? than? <n> reward|rewards|gift|gifts|coupons|discounts per|for? each|every|a? customer|person|user|contact|member? $",
        "limit rewards to {1} per 7 days",
        "A limit needs a time: in how long?",
        "say in how long, such as `limit rewards to {1} per 7 days`",
    ),
    say(
        "^ only|max|maximum|at|up|never|not|no most|more|to? than? <n> message|messages|email|emails|sms|texts|pushes|notifications per|a|an|every|each|/ <unit> max?",
        "limit messages to {1} per {2}",
    ),
    say(
        "^ only|max|maximum|at|up|never|not|no most|more|to? than? <n> reward|rewards|gift|gifts|coupons|discounts per|a|an|every|each|/ <unit> max?",
        "limit rewards to {1} per {2}",
    ),
    say(
        "^ only|max|maximum|at|up|never|not|no most|more|to? than? <n> alert|alerts per|a|an|every|each|/ <unit> max?",
        "limit alerts to {1} per {2}",
    ),
    say(
        "^ only|max|maximum|at|up|never|not|no most|more|to? than? <n> program|programs per|a|an|every|each|/ <unit> max?",
        "limit programs to {1} per {2}",
    ),
    say(
        "^ <n> (messages|rewards|alerts|programs) per|a|every|each|/ <unit> max?",
        "limit {2} to {1} per {3}",
    ),
    none(
        "^ quiet|silent|do hours|time|not <rest>",
        "",
        HOURS,
        "write them after `when`, such as `pause messages when hour of now ≥ 22 or hour of now < 8`",
    ),
    none(
        "^ no (messages|rewards|emails|alerts) on|at|between|from|during <rest>",
        "",
        HOURS,
        "write them after `when`, such as `pause messages when hour of now ≥ 22 or hour of now < 8`",
    ),
    none(
        "pause <any> on|at|between|overnight|in|during weekends|night|weekend|nights|holidays|christmas|<n>",
        "pause {1} when stage is {stage}",
        HOURS,
        "write them after `when`, such as `pause {1} when hour of now ≥ 22 or hour of now < 8`",
    ),
    none(
        "pause <any> between|from|at|during <n> <rest>",
        "pause {1} when stage is {stage}",
        HOURS,
        "write them after `when`, such as `pause {1} when hour of now ≥ 22 or hour of now < 8`",
    ),
    say(
        "pause <any> for <time> after|since the|their|each|every|a|last? last? <event>",
        "pause {1} when {3:a} within {2}",
    ),
    say(
        "pause <any> within <time> of|after|since the|their|each|every|a|an|last? last? <event>",
        "pause {1} when {3:a} within {2}",
    ),
    none(
        "pause <any> for <time>",
        "pause {1} when {purchase} within {2}",
        "A pause needs a condition",
        "say since when, such as `pause {1} when {purchase} within {2}`",
    ),
    none(
        "pause <any> after a|an|each|every|the? <event> $",
        "pause {1} when {2:a} within 7 days",
        "Say how long the pause lasts",
        "write `pause {1} when {2:a} within 7 days`",
    ),
    say("pause <any> until|till|before <date>", "pause {1} when today < {2}"),
    say("pause <any> from|since|after|starting <date>", "pause {1} when today ≥ {2}"),
    say(
        "pause <any> for|in|when|during|while customers|everyone|stage|they|those|people? are? in? stage? <stage>",
        "pause {1} when stage is {2}",
    ),
    say("pause <any> where|while|:|in|as|long|with", "pause {1} when"),
    none(
        "pause <any> ,|and|or|& <any> when|if|while <rest>",
        "pause {1} when {3}",
        "A pause covers one kind of gift, or one gift",
        "write a pause for each: `pause {1} when {3}` and `pause {2} when {3}`",
    ),
    none(
        "pause (when|if) <rest>",
        "pause messages when {2}",
        "Say what is paused",
        "write `pause messages when {2}`",
    ),
    none(
        "pause <any> $",
        "pause {1} when {when}",
        "A pause needs a condition",
        "say when, such as `pause {1} when {when}`",
    ),
    say(
        "^ suppress|hold|block|stop|mute|silence|freeze|unsubscribe|exclude|suppression all|customers|list|everyone? when|if|:|where <rest>",
        "pause messages when {1}",
    ),
];
