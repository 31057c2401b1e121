//! Facts and outcomes of tests in other words: `given NPS 9 and tier gold`, `expect no mug`.

use super::{Saying, none, say};

const FIRST: &str = "`with` goes before the day";
const EXACT: &str = "A test states exact values";

pub(super) const SAYINGS: &[Saying] = &[
    none(
        "<list> on|last|this|every|each <weekday>",
        "{1} 1 day ago",
        "A test says the date of an event",
        "write it, such as `{1} on 2026-06-15`, or how long ago it was, such as `{1} 3 days ago`",
    ),
    say("given a|an|the <stage> with|and|who <rest>", "given stage {1}, {2}"),
    say("given <n> <list> in stage <stage>", "given stage {3}, {1} {2}"),
    say(
        "expect they|customer|them|that|it become|becomes|became|moves|move|goes|go to|a? <stage>",
        "expect move to {1}",
    ),
    say("expect (give|send|grant|offer) <gift> and|, <gift>", "expect {1} {2}; {1} {3}"),
    say("given a|the|one? customer with|who|whose|has|that has|is|whose?", "given"),
    say("given a|the|one? customer in|at the? stage? <stage>", "given stage {1}"),
    say(
        "given a|the|one? customer in|at the? stage? <stage> with|and|,|who|having has?",
        "given stage {1},",
    ),
    say(
        "given they|he|she|it|we? are|is|in|starts|starting in? the? stage? <stage>",
        "given stage {1}",
    ),
    say("stage <stage> with|where|and|;|having|& with?", "stage {1},"),
    say("stage <stage> for? <time> and|;|with|&", "stage {1} for {2},"),
    say("stage <stage> <time>", "stage {1} for {2}"),
    say("stage <stage> since|from|on|entered|reached <date>", "stage {1}, stage_since {2}")
        .titled("When the customer entered the stage is a separate fact"),
    say("given <time> in stage? <stage>", "given stage {2} for {1}"),
    none(
        "given <time> in stage",
        "given stage {stage} for {1}",
        "Say in which stage",
        "write `given stage {stage} for {1}`",
    ),
    say("given? an? <field> of <n>", "given {1} {2}"),
    say("<field> <n> and|;|&|with", "{1} {2},"),
    say("<n> <list> and|;|&", "{1} {2},"),
    say("<yn> yes|no? and|;|&", "{1},"),
    say("<choice> <value> and|;|&", "{1} {2},"),
    say("tagged <text> and|;|&", "tagged {1},"),
    say("<time> ago and|;|&", "{1} ago,"),
    say("<text> and|; (<field>|tagged|stage)", "{1}, {2}"),
    none("<num> between <n> and <n>", "{1} {2}", EXACT, "write one value, such as `{1} {2}`"),
    none(
        "<field> <n> or|- <n>",
        "{1} {2}",
        EXACT,
        "write one value, such as `{1} {2}`; write another test for the other",
    ),
    none(
        "<choice> <value> or <value>",
        "{1} {2}",
        EXACT,
        "write one value, such as `{1} {2}`; write another test for the other",
    ),
    say("<set> contains|has|includes|include|contain|:|= <text>", "{1} {2}"),
    say("(a|an) <event> ( <name> <money> )", "{2:a} with {3} {4}"),
    say("expect <gift> and|,|& <gift>", "expect give {1}; give {2}"),
    say("<yn> is|=|:? true", "{1} yes"),
    say("<yn> is|=|:? false", "{1} no"),
    say("<list> is|=|: <n>", "{2} {1}"),
    say("<n> <list> within|in|during the? last|past? <time>", "{1} {2} 1 day ago")
        .titled("A test says when each event was"),
    say("<n> <list> , <time> ago", "{1} {2} {3} ago"),
    say("(a|an) <list> on|at|dated|from|:? <date>", "{2:a} on {3}"),
    say("(a|an) (€|$|£) <n> <event>", "{4:a} with {4:attr} {2}{3}"),
    say("(a|an) <event> (€|$|£) <n>", "{2:a} with {2:attr} {3}{4}"),
    say("(a|an) <event> with|for|of|worth (€|$|£) <n>", "{2:a} with {2:attr} {3}{4}"),
    say("(a|an) <event> ( <name> <rest>", "{2:a} with {3} {4}"),
    say("(a|an) <event> where|having|whose <attr> is|=|:|of? <money>", "{2:a} with {3} {4}"),
    say("(a|an) <value> <event>", "{3:a} with channel {2}"),
    say("(a|an) <event> on|via|by|through|in|with <value>", "{2:a} with channel {3}"),
    say("the? last|latest|most <event> was? <time> ago", "{1:a} {2} ago"),
    say("<time> since the|their? last <event>", "{2:a} {1} ago"),
    say("no <list> for|in|within|since the|last? last? <time>", "no {1}")
        .titled("A test says what there is"),
    say("(a|an) <list> on? <date> ,? with <name> <money>", "{2:a} with {4} {5:raw} on {3}")
        .titled(FIRST),
    say("(a|an) <list> on? <date> ,? with <name> <any>", "{2:a} with {4} {5} on {3}").titled(FIRST),
    say("(a|an) <list> <time> ago ,? with <name> <money>", "{2:a} with {4} {5:raw} {3} ago")
        .titled(FIRST),
    say("(a|an) <list> <time> ago ,? with <name> <any>", "{2:a} with {4} {5} {3} ago")
        .titled(FIRST),
    say("<n> <list> on? <date> ,? with <name> <money>", "{1} {2} with {4} {5:raw} on {3}")
        .titled(FIRST),
    say("<n> <list> <time> ago ,? with <name> <money>", "{1} {2} with {4} {5:raw} {3} ago")
        .titled(FIRST),
    say("(joined) yesterday", "{1} 1 day ago"),
    say("<day> yesterday", "{1} 1 day ago"),
    say("<day> a|one (year|month|week|day) ago", "{1} 1 {2} ago"),
    none(
        "<day> <n> - <n>",
        "{1} 1990-{2}-{3}",
        "A date has a year",
        "write the whole day, such as `{1} 1990-03-14`",
    ),
    say("<text> and|, <text>", "{1}").titled("A fact has one value"),
    say("given tag <text>", "given tagged {1}"),
    say("given tags :|= <text>", "given tagged {1}"),
    say(
        "given was|is|has|they|received|got|had given|received|got|been? a|an|the? <gift> <time> ago",
        "given {1} {2} ago",
    ),
    say("<gift> given|sent|received <time> ago", "{1} {2} ago"),
    say(
        "^ when|if|with|assume|assuming|set|suppose|and|customer|having|where (<field>|stage|<n>|a|an|no|tagged)",
        "given {1}",
    ),
    say("^ when|if|with|assume|assuming|set|suppose|and|customer|having|where", "given"),
    say("^ <field> <n> $", "given {1} {2}"),
    say(
        "expect a|an|the|gets|get|receives|to|should|give|gives a|an|the|get|receive? <gift>",
        "expect give {1}",
    ),
    say(
        "expect to|that|should|will they|it|customer|be? (give|send|move|notify|tag|untag|invite)",
        "expect {1}",
    ),
    say(
        "expect to|be|they|customer|should stay|stays|remain|remains|unchanged in? <stage>?",
        "expect no move",
    ),
    say("expect staying|remaining|stays|remains in? <stage>?", "expect no move"),
    say(
        "expect <gift> to|is|was|be? be|sent|given|received given|sent|received?",
        "expect give {1}",
    ),
    say(
        "expect no|not gift|gifts|reward|rewards|message|messages|email|action|actions",
        "expect only no move",
    )
    .titled("Say that nothing else happens with `only`"),
    say(
        "expect no|not|without <gift> because of|:? the? (limit|pause|repeat|unknown|holdout|budget)",
        "expect withhold {1} because {2}",
    ),
    say("expect no|not|without <gift>", "expect withhold {1}"),
    say("expect tagged|label <text>", "expect tag {1}"),
    say("expect no|not|without tag|tagged <text>", "expect only nothing")
        .titled("A test says what happens, not what does not"),
    say("expect <gift> (withheld|held|denied|blocked|skipped)", "expect withhold {1}"),
    say(
        "withhold <gift> due|by|through|for|as|:|- to|of? the? (limit|pause|repeat|unknown|holdout|budget)",
        "withhold {1} because {2}",
    ),
    say(
        "withhold <gift> ( (limit|pause|repeat|unknown|holdout|budget) )",
        "withhold {1} because {2}",
    ),
    say("because of? the (limit|pause|repeat|unknown|holdout|budget)", "because {1}"),
    say(
        "expect exactly|just|precisely (give|send|move|notify|tag|untag|nothing)",
        "expect only {1}",
    ),
    say("(give|send) <gift> or <gift>", "{1} {2}").titled("A test expects one outcome"),
    none(
        "expect true|false|error|success|pass|fail|ok|yes",
        "expect nothing",
        "Say what should happen",
        "write it as in a rule, such as `expect {give}`, or `expect nothing`",
    ),
    say("^ after|wait|in|then|and|next after|wait|later? <time> later?", "later {1}"),
    say("later by|:|,|in|after|on <time>", "later {1}"),
    say("^ then|and later <time>", "later {1}"),
    say("later on|:|at <date>", "on {1}"),
    say("^ as|today|date|at|now|day|it of|is|:|=? <date>", "on {1}"),
    say("^ on|the? next|following day", "later 1 day"),
];
