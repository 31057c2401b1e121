//! What is said after the gift and belongs in the condition before it: `give hat except in winter`,
//! `give hat but not on Mondays`; and actions by other words.

use super::{Saying, none, say};

const BEFORE: &str = "When a gift is given belongs in the condition";
const PUT: &str = "put this before the action";
const PART: &str = "Rules give whole gifts that are declared";

pub(super) const SAYINGS: &[Saying] = &[
    // Seasons, months and days of the week.
    say(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but|only? except|excluding|not|never in|for|during|over? the? <season>",
        "{1} {2:whole} and not month of today in ({5}) {3} {4}",
    )
    .titled(BEFORE)
    .labeled(PUT),
    say(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but? only? in|during|over the? <season> only?",
        "{1} {2:whole} and month of today in ({5}) {3} {4}",
    )
    .titled(BEFORE)
    .labeled(PUT),
    say(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but|only? except|excluding|not|never in|for|during? <month>",
        "{1} {2:whole} and month of today is not {5:month} {3} {4}",
    )
    .titled(BEFORE)
    .labeled(PUT),
    say(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but? only? in|during <month> only?",
        "{1} {2:whole} and month of today is {5:month} {3} {4}",
    )
    .titled(BEFORE)
    .labeled(PUT),
    say(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but|only? except|excluding|not|never on|for? <weekday>",
        "{1} {2:whole} and weekday of today is not {5:weekday} {3} {4}",
    )
    .titled(BEFORE)
    .labeled(PUT),
    say(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but? only on <weekday>",
        "{1} {2:whole} and weekday of today is {5:weekday} {3} {4}",
    )
    .titled(BEFORE)
    .labeled(PUT),
    say(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but|only? except|excluding|not|never on|for|at? the? weekends|weekend",
        "{1} {2:whole} and not weekday of today in (Saturday, Sunday) {3} {4}",
    )
    .titled(BEFORE)
    .labeled(PUT),
    // Who does not get it.
    say(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but|only? except|excluding|not|unless to|for|on|if|with? they|are|the|their|a? <value> plan|tier|level|customers|members|users|people?",
        "{1} {2:whole} and {5:owner} is not {5} {3} {4}",
    )
    .titled(BEFORE)
    .labeled(PUT),
    say(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but? only? if|when|to|for|where <cond>",
        "{1} {2:whole} and {5:whole} {3} {4}",
    )
    .titled(BEFORE)
    .labeled(PUT),
    none(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but|only? except|excluding to|for|on|if|in|with? <rest>",
        "{1} {2} {3} {4}",
        BEFORE,
        "write what to leave out before the action: `{1} {2:whole} and not (...) {3} {4}`",
    ),
    // When, and for how much.
    none(
        "(give|send|offer|grant|notify) <gift> on? the next|following|same|day day|week|month|morning|after",
        "{1} {2}",
        "A rule does not wait",
        "remove this: Flywheel decides, and when it is sent is up to the tool that sends it",
    ),
    none(
        "(give|send|offer|grant|notify) <gift> within|in|inside the? next? <time>",
        "{1} {2}",
        "A rule does not say at what time something is sent",
        "remove this: when it is sent is up to the tool that sends it",
    ),
    none(
        "(give|send|offer|grant|notify) <gift> at noon|midnight|lunchtime|dawn|night",
        "{1} {2}",
        "A rule does not say at what time something is sent",
        "write `{1} {2}`; the time of sending is up to the tool that sends it",
    ),
    none(
        "(give|send|offer|grant|notify) <gift> for|per every|each|per? <money> spent|of? <any>?",
        "{1} {2}",
        "A gift is given for each event, not for each amount",
        "to count amounts, earn points: `balance points`, with `earn 1 per full {3} of {paid}` below it",
    ),
    // Two gifts.
    none(
        "(give|send|offer|grant) <gift> / <gift>",
        "{1} {2}",
        "A rule does not choose between two gifts",
        "write a rule for each with its own condition, or `{2:deed}; {3:deed}` for both",
    ),
    none(
        "(give|send|offer|grant) a|either? one|any of ( <gift> ,|or <gift> )",
        "{1} {2}",
        "A rule does not choose between two gifts",
        "write a rule for each with its own condition, or `{2:deed}; {3:deed}` for both",
    ),
    say("(give|send|offer|grant) <gift> with|plus|together with? a|an|the? <gift>", "{2:deed}; {3:deed}")
        .titled("Give each gift in an action of its own"),
    say(
        "notify <gift> by|via|through|per|over|in|on|using email|mail|sms|text|push|phone|whatsapp|slack|teams",
        "notify {1}",
    )
    .titled("How it is sent is not part of a rule"),
    // Other words for the action.
    say("send an|a|the? email|sms|text|push|message|mail|notification <gift>", "{1:deed}"),
    say("resend|re_send|redeliver the? <gift> again?", "{1:deed}")
        .titled("What is sent again is only sent: how often goes with the gift"),
    say(
        "issue|redeem|unlock|trigger|release|activate|ship|deliver|dispatch|provide|launch|fire|start|run|show|distribute the|a|an|them|their? <gift>",
        "{1:deed}",
    ),
    say("resend|re_send <gift> after|in <time>", "{1:deed}")
        .titled("A rule does not wait")
        .helped("write `{1:deed}` here, and another rule for the second time: `when {2} since last {1} {1:deed}`"),
    none(
        "(when|after) <cond> stop|halt|end|kill|disable|block|suppress sending? the? <gift>",
        "{1} {2} tag \"x\"",
        "A rule says what happens, not what does not",
        "write `pause {3} when {2}` before the first stage, outside the stages",
    ),
    say("call|phone|ring|contact them|him|her|customer|up $", "notify {alert}")
        .titled("Who should call is told by an alert"),
    say("call|phone|ring|contact the customer|member|user $", "notify {alert}")
        .titled("Who should call is told by an alert"),
    none(
        "(when|after) <cond> exit|end|quit|finish|ignore|skip|nothing|no|stop action|flow|journey|campaign? $",
        "{1} {2} tag \"x\"",
        "A rule says what happens, not what does not",
        "remove this rule: customers stay where they are unless a rule moves them",
    ),
    none(
        "add|give|put|pay <money> to|into|onto the|their? <field>",
        "tag \"x\"",
        "Rules cannot change a field",
        "declare a reward for it, such as `reward bonus \"{1}\" costs {1}, once`, and write `give bonus`",
    ),
    none(
        "(give|offer|grant) half|part of the? <gift>",
        "{1} {2}",
        PART,
        "declare another reward for it, and give that",
    ),
    say("^ goto|go_to|jump to? <stage> when|if|once|after <rest>", "when {2} move to {1}"),
    say("^ wait until|till|for <cond> ,|;? then|and|: (give|send|move|notify|tag)", "when {1:whole} {2}")
        .titled("A rule waits for its condition"),
    none(
        "^ exit condition|criteria|when|if|rule? :? <rest>",
        "",
        "A rule says where customers go",
        "write `when {1} move to {stage}`",
    ),
    none(
        "^ time|wait|add? delay|step|wait|timer :|of|for? <time>",
        "",
        "A rule does not wait",
        "put the time into the condition of the next rule, such as `when {1} in stage {give}`",
    ),
];
