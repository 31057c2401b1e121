//! Conditions as the segment builders of email tools say them: `what someone has done: placed order
//! at least 2 times`, `person is in list "VIP"`, `can receive email marketing`.

use super::{Saying, none, say};

const LISTS: &str = "Lists and segments of other tools are tags here";
const EVENTS: &str = "Rules know only the events that the file declares";
const SHARE: &str = "Say the share of customers where the gift is declared";

pub(super) const SAYINGS: &[Saying] = &[
    // What customers have done.
    say(
        "& what? someone|person|customer|contact|people? has|have? done? placed|made|completed|did? a|an|the? <event> at least <n> times|time over? of? all? time?",
        "at least {2} {1:n}",
    ),
    say(
        "& what? someone|person|customer|contact|people? has|have? done? placed|made|completed|did? a|an|the? <event> at least <n> times|time in|within|over|during the? last|past|previous? <time>",
        "at least {2} {1:n} within {3}",
    ),
    say(
        "& what? someone|person|customer|contact|people? has|have? done? placed|made|completed|did? a|an|the? <event> at least once over|of all? time",
        "{1:a}",
    ),
    say(
        "& what? someone|person|customer|contact|people? has|have? done? placed|made|completed|did? a|an|the? <event> at least once in|within|over|during the? last|past|previous? <time>",
        "{1:a} within {2}",
    ),
    say(
        "& what? someone|person|customer|contact|people? has|have? done? placed|made|completed|did a|an|the? <event> zero|0 times over? of? all? time?",
        "no {1}",
    ),
    say(
        "& what? someone|person|customer|contact|people? has|have? done? placed|made|completed|did a|an|the? <event> zero|0 times in|within|over|during the? last|past|previous? <time>",
        "no {1} within {2}",
    ),
    say("& properties|property about someone <field> is|=|equals <any>", "{1} is {2}"),
    // Lists and segments.
    say(
        "& someone|person|customer|contact|user|member|they? is|are|was|belongs in|on|to the|a? list|segment|audience|group <text>",
        "tagged {1}",
    )
    .titled(LISTS),
    say(
        "& someone|person|customer|contact|user|member|they? isn't|aren't in|on the|a? list|segment|audience|group <text>",
        "not tagged {1}",
    )
    .titled(LISTS),
    say(
        "& someone|person|customer|contact|user|member|they? is|are|was not in|on the|a? list|segment|audience|group <text>",
        "not tagged {1}",
    )
    .titled(LISTS),
    say(
        "& someone|person|customer|contact|user|member|they? is|are|was in|on the? <new> list|segment|audience|group",
        "tagged {1:text}",
    )
    .titled(LISTS),
    say(
        "& someone|person|customer|contact|user|member|they? is|are|was not in|on the? <new> list|segment|audience|group",
        "not tagged {1:text}",
    )
    .titled(LISTS),
    say(
        "& someone|person|customer|contact|user|member|they? is|are? in|on the? <stage> stage|list|segment|audience|group",
        "stage is {1}",
    ),
    say("& entered|enters|joined|joins|reached the? segment|list|audience <stage>", "stage is {1}"),
    none(
        "& joins|joined|added|subscribes to? the|a|our? list|segment|audience|newsletter",
        "{when}",
        LISTS,
        "ask for the tag that your tool sets, such as `tagged \"newsletter\"`",
    ),
    say("& is|are|was|has|have|with? tag|tagged|labeled|flagged with|as|: <new>", "tagged {1:text}"),
    say("& not tagged|labeled|flagged with|as <new>", "not tagged {1:text}"),
    say("& has|have a|the? tag|label <new>", "tagged {1:text}"),
    say("& the|a? customer|customers|they|contact|user|member|someone? is|are a|an? (vip|influencer|ambassador|insider)", "tagged {1:text}")
        .titled(LISTS),
    say("& a|the? tag added|applied|set|is|= <text>", "tagged {1}"),
    say("& tags contain|contains|include|includes|has <text>", "tagged {1}"),
    say(
        "& tags contain|contains|include|includes|has any|either|one of <text> ,|or <text>",
        "(tagged {1} or tagged {2})",
    ),
    say(
        "& tags contain|contains|include|includes|has all|both of? <text> ,|and <text>",
        "(tagged {1} and tagged {2})",
    ),
    // Consent.
    say(
        "& someone|person|customer|they? can|may|could receive|get|receives email|emails|sms|text|push|marketing marketing|messages|emails?",
        "{consent}",
    ),
    say(
        "& someone|person|customer|they? cannot|can't receive|get email|emails|sms|text|push|marketing marketing|messages|emails?",
        "{consent} is {no}",
    ),
    say(
        "& someone|person|customer|they? is|are? subscribed|opted|consented in? to|for the? email|emails|sms|newsletter|marketing|messages marketing|emails?",
        "{consent}",
    ),
    say(
        "& someone|person|customer|they? is|are|has|have? not subscribed|opted|consented in? to|for the? email|emails|sms|newsletter|marketing|messages marketing|emails?",
        "{consent} is {no}",
    ),
    say("& they|customer|customers|who? don't|doesn't|do|does not? have|has <yn>", "{1} is {no}"),
    // What the file does not know.
    none(
        "& has|have|hasn't|haven't|not|never? opened|clicked|read|ignored|answered <gift>",
        "{when}",
        EVENTS,
        "declare what happened under `customer`, such as `opens: events with name text`, and write `an open where name is \"{1}\"`",
    ),
    none(
        "& has|have? abandoned|left a|an|their|the? cart|checkout|basket",
        "{when}",
        EVENTS,
        "declare them under `customer`, such as `abandoned_carts: events`, and write `an abandoned_cart within 3 days`",
    ),
    none(
        "& a|the|their? cart|checkout|basket was|is? abandoned|left",
        "{when}",
        EVENTS,
        "declare them under `customer`, such as `abandoned_carts: events`, and write `an abandoned_cart within 3 days`",
    ),
    none(
        "& has|have|hasn't|haven't|not? not? opened|clicked|read an|a|any|the|on? email|link|message|emails|campaign at|more|in|within <cond>",
        "{when}",
        EVENTS,
        "declare them under `customer`, such as `opens: events`, and write `an open within 30 days`",
    ),
    none(
        "& has|have? viewed|visited|browsed|watched|downloaded|attended|installed|searched a|an|the? <new> <cond>",
        "{when}",
        EVENTS,
        "declare them under `customer`, such as `{1}_views: events`, and write `3 {1}_views`",
    ),
    none(
        "& every|all|any|each customer|customers|user|users|contacts|one !",
        "{when}",
        "A rule for everyone has no condition",
        "write `on entering {give}` for everyone who enters the stage, or add a condition, such as `when {when} {give}`",
    ),
    none(
        "& a? random <n> % of? the|all|our? customers|users|people|contacts?",
        "{when}",
        SHARE,
        "put `for {1}% of customers` after the gift where it is declared",
    ),
];
