//! What is said after the gift and belongs in the condition before it: `give hat except in winter`,
//! `give hat but not on Mondays`; and actions by other words.

use super::{Saying, none, say};

const BEFORE: &str = "The whole condition comes before the action";
const OFTEN: &str = "Say how often where the gift is declared";
const PUT: &str = "put this before the action";
const PART: &str = "Rules give whole gifts that are declared";

/// One whose words belong in the condition before the action.
const fn before(says: &'static str, with: &'static str) -> Saying {
    say(says, with).titled(BEFORE).labeled(PUT)
}

pub(super) const SAYINGS: &[Saying] = &[
    // Seasons, months and days of the week.
    before(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but|only? except|excluding|not|never in|for|during|over? the? <season>",
        "{1} {2:whole} and not month of today in ({5}) {3} {4}",
    ),
    before(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but? only? in|during|over the? <season> only?",
        "{1} {2:whole} and month of today in ({5}) {3} {4}",
    ),
    before(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but|only? except|excluding|not|never in|for|during? <month>",
        "{1} {2:whole} and month of today is not {5:month} {3} {4}",
    ),
    before(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but? only? in|during <month> only?",
        "{1} {2:whole} and month of today is {5:month} {3} {4}",
    ),
    before(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but|only? except|excluding|not|never on|for? <weekday>",
        "{1} {2:whole} and weekday of today is not {5:weekday} {3} {4}",
    ),
    before(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but? only on <weekday>",
        "{1} {2:whole} and weekday of today is {5:weekday} {3} {4}",
    ),
    before(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but|only? except|excluding|not|never on|for|at? the? weekends|weekend",
        "{1} {2:whole} and not weekday of today in (Saturday, Sunday) {3} {4}",
    ),
    // Who does not get it.
    before(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but|only? except|excluding|not|unless to|for|on|if|with? they|are|the|their|a? <value> plan|tier|level|customers|members|users|people?",
        "{1} {2:whole} and {5:owner} is not {5} {3} {4}",
    ),
    before(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but? only if|when|where <cond>",
        "{1} {2:whole} and {5:whole} {3} {4}",
    ),
    before(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? if|when|where|provided <yn> $",
        "{1} {2:whole} and {5} {3} {4}",
    ),
    before(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? if|when|where|provided not <yn> $",
        "{1} {2:whole} and not {5} {3} {4}",
    ),
    before(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? if|when|where|provided <field> (>|<|≥|≤|>=|<=|is) <cond>",
        "{1} {2:whole} and {5} {6} {7:whole} {3} {4}",
    ),
    before(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but? only to|for|on|if? they|are|the|their|a? <value> plan|tier|level|customers|members|users|people?",
        "{1} {2:whole} and {5:owner} is {5} {3} {4}",
    ),
    none(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? but|only? except|excluding to|for|on|if|in|with? <rest>",
        "{1} {2} {3} {4}",
        BEFORE,
        "write what to leave out before the action: `{1} {2:whole} and not (...) {3} {4}`",
    ),
    before(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> for|on their|the|a <birth>",
        "{1} {2:whole} and anniversary of {5} {3} {4}",
    ),
    before(
        "(when|after) <cond> move to <stage> ,? but? only? if|when|where|provided <field> (>|<|≥|≤|>=|<=|is) <cond>",
        "{1} {2:whole} and {4} {5} {6:whole} move to {3}",
    ),
    before(
        "(when|after) <cond> move to <stage> ,? but? only? if|when|where|provided <yn> $",
        "{1} {2:whole} and {4} move to {3}",
    ),
    before(
        "(when|after) <cond> (give|send|offer|grant|notify) <gift> ,? as long as <yn> $",
        "{1} {2:whole} and {5} {3} {4}",
    ),
    none(
        "(give|send|offer|grant|notify) <gift> after <date>",
        "{1} {2}",
        BEFORE,
        "write `today > {3}` in the condition, joined with `and`",
    ),
    none(
        "(give|send|offer|grant|notify) <gift> starting|from|beginning|since on|from|in? <date>",
        "{1} {2}",
        BEFORE,
        "write `today ≥ {3}` in the condition, joined with `and`",
    ),
    none(
        "(give|send|offer|grant|notify) <gift> ,? not|no|at|max|maximum|up more|most|to? than? (once|twice) a|per|each|every (day|week|month|quarter|year)",
        "{1} {2}",
        OFTEN,
        "write `{3} per {4}` after `{2}` where it is declared",
    ),
    say(
        "(give|send|offer|grant|notify) <gift> ,? unless they|customer? already? has|have|had|got|received|owns already? it|one",
        "{1} {2}",
    )
    .titled(OFTEN)
    .helped("write `{1} {2}`, and `once` after `{2}` where it is declared"),
    none(
        "(give|send|offer|grant|notify) <gift> during|in|within|outside business|office|working|opening|daytime hours",
        "{1} {2}",
        "A rule does not say at what time something is sent",
        "write `{1} {2}`; the time of sending is up to the tool that sends it",
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
    none(
        "(give|send|offer|grant|notify) <gift> limit|max|maximum|up to? <n>",
        "{1} {2}",
        OFTEN,
        "say it where `{2}` is declared: `once`, or a number and a time, such as `2 times per year`",
    ),
    none(
        "(give|send|offer|grant|notify) <gift> ( limit|max|maximum|only|up to? <n> )",
        "{1} {2}",
        OFTEN,
        "say it where `{2}` is declared: `once`, or a number and a time, such as `2 times per year`",
    ),
    none(
        "^ one|1 <gift> per|for each|every|a? <new> $",
        "",
        OFTEN,
        "write `once` after `{1}` where it is declared",
    ),
    say("^ <gift> :|-|= <n> <event> $", "when {2} {3:n} {1:deed}"),
    say("notify <gift> to|so|and ask|call|that|have|tell? <rest>", "notify {1}")
        .titled("What to do goes in the alert's description"),
    none(
        "(give|send|offer|grant) a|an|the? <gift> or a|an|the? <gift>",
        "{1} {2}",
        "A rule does not choose between two gifts",
        "write a rule for each with its own condition, or `{2:deed}; {3:deed}` for both",
    ),
    none(
        "(give|send|offer|grant) <gift> or <rest>",
        "{1} {2}",
        "A rule does not choose between two gifts",
        "write a rule for each with its own condition",
    ),
    none(
        "text|sms|email|message|push|dm <text> $",
        "tag {1}",
        "Declare the message first, then use its name",
        "declare it with `message hello {1}`, then write `send hello`",
    ),
    none(
        "promote|upgrade|downgrade|demote|move|switch|change them|customer? to <value> $",
        "tag \"{1}\"",
        "Rules cannot change a field",
        "the records have to change `{1:owner}`; a rule can set a tag, such as `tag \"{1}\"`",
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
        .titled("There is no `resend`: use `send`"),
    say(
        "issue|redeem|unlock|trigger|release|activate|ship|deliver|dispatch|provide|launch|fire|start|run|show|distribute the|a|an|them|their? <gift>",
        "{1:deed}",
    ),
    say("resend|re_send <gift> after|in <time>", "{1:deed}")
        .titled("A rule does not wait")
        .helped("write `{1:deed}` here, and another rule for the second time: `when {2} since last {1} {1:deed}`"),
    none(
        "stop|halt|end|kill|disable|block|suppress sending? the? <gift> $",
        "tag \"x\"",
        "A rule says what happens, not what does not",
        "write `pause {1} when ...` with this condition before the first stage, outside the stages",
    ),
    say("call|phone|ring|contact them|him|her|customer|up $", "notify {alert}")
        .titled("To have your team call, use an alert"),
    say("call|phone|ring|contact the customer|member|user $", "notify {alert}")
        .titled("To have your team call, use an alert"),
    none(
        "exit|quit|finish|ignore|no|stop action|flow|journey|campaign? $",
        "tag \"x\"",
        "A rule says what happens, not what does not",
        "remove this rule: customers stay where they are unless a rule moves them",
    ),
    none(
        "add|give|put|pay <money> to|into|onto the|their? <field>",
        "tag \"x\"",
        "Rules cannot change a field",
        "declare a reward for it, such as `reward bonus \"{1}\" costs {1}, once`, and write `give bonus`",
    ),
    say("tag as|with|: <new> <new> $", "tag \"{1} {2}\"").titled("Text goes in quotation marks"),
    say("remove|delete|drop|clear <text> tag|label|flag", "untag {1}"),
    say("replace|swap|change the? tag? <text> with|by|for|to <text>", "untag {1}; tag {2}"),
    none(
        "start|enter|begin|launch|trigger|run journey|campaign|flow|automation|sequence|workflow <text>",
        "tag {1}",
        "Rules do not start the journeys of other tools",
        "set a tag that your tool looks for, such as `tag {1}`",
    ),
    none(
        "webhook|post|fetch|http|call|request <text>",
        "tag \"x\"",
        "Rules never call other systems: your own tools read the decisions",
        "set a tag that your tool looks for, such as `tag \"changed\"`",
    ),
    none(
        "update|set|change|write <field> =|:|:= <any>",
        "tag \"x\"",
        "Rules cannot change a field",
        "set a tag, such as `tag \"changed\"`, or move the customer to another stage",
    ),
    none(
        "(give|offer|grant) half|part of the? <gift>",
        "{1} {2}",
        PART,
        "declare another reward for it, and give that",
    ),
    say("^ goto|go_to|jump to? <stage> when|if|once|after <rest>", "when {2} move to {1}"),
    none(
        "^ exit condition|criteria|rule|event :? <rest>",
        "",
        "A rule says where customers go",
        "write a rule for it, such as `when {when} move to {stage}`",
    ),
    none(
        "^ time|wait|add? delay|step|wait|timer :|of|for? <time>",
        "",
        "A rule does not wait",
        "put the time into the condition of the next rule, such as `when {1} in stage {give}`",
    ),
];
