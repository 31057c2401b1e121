//! What should happen, in other words: `send thanks tomorrow`, `move to the next stage`.

use super::{Saying, none, say};

const LATER: &str = "A rule does not say at what time something is sent";
const HOW: &str = "How it is sent is not part of a rule";
const OFTEN: &str = "How often a gift is given goes with the gift";
const FIELD: &str = "Rules cannot change a field";

pub(super) const SAYINGS: &[Saying] = &[
    none(
        "(send|give|offer|grant) <gift> and|then|, then? <time> later|after|afterward (send|give|offer|grant) <gift>",
        "{1} {2}",
        "A rule does not wait",
        "write another rule for it: `when {3} since last {2} {4} {5}`",
    ),
    say(
        "(send|give|offer|grant) <gift> if|unless|when not? already|yet? given|sent|received|done yet?",
        "{1} {2}",
    )
    .titled(OFTEN),
    say("(send|give|offer|grant) <gift> ( once|one only|time? )", "{1} {2}").titled(OFTEN),
    say("(send|give|offer|grant) <gift> , only? once only|per|ever? customer|person?", "{1} {2}")
        .titled(OFTEN),
    none(
        "(send|give|offer|grant) <gift> to|for|with <n> % $",
        "{1} {2}",
        "The share of customers goes with the gift",
        "put `for {3}% of customers` after the gift where it is declared",
    ),
    none(
        "(send|give|offer|grant) <gift> for <time>",
        "{1} {2}",
        "A gift does not expire",
        "write `{1} {2}`; how long it can be used goes into its description",
    ),
    say("move to <stage> and|, stay|stays|remain|keep there|here|them?", "move to {1}")
        .titled("Customers stay where they are unless a rule moves them"),
    none(
        "^ never|don't|dont|do not? send|give (messages|rewards|alerts|programs) when|if|while <rest>",
        "",
        "A rule says what happens, not what does not",
        "write `pause {1} when {2}` before the first stage, outside the stages",
    ),
    say("-|–|—|…|...|:|::|bar !", ""),
    say(", then :", "then"),
    say("then do !", "then"),
    say("do|begin|please|must|should|will|to !", ""),
    say("(send|give|offer|grant) <gift> immediately|instantly|now|asap|directly|today|again", "{1} {2}"),
    none(
        "(send|give|offer|grant) <gift> tomorrow|later|tonight|soon",
        "{1} {2}",
        LATER,
        "write `{1} {2}`; the time of sending is up to the tool that sends it",
    ),
    none(
        "(send|give|offer|grant) <gift> at|around|before|by <clock> am|pm?",
        "{1} {2}",
        LATER,
        "write `{1} {2}`; the time of sending is up to the tool that sends it",
    ),
    none(
        "(send|give|offer|grant) <gift> on|every <name>",
        "{1} {2}",
        LATER,
        "write `{1} {2}`; the time of sending is up to the tool that sends it",
    ),
    say("(send|give|offer|grant) <gift> by|via|through|per|as|over|using email|mail|sms|text|push|phone|post|whatsapp|slack", "{1} {2}")
        .titled(HOW),
    none(
        "(send|give|offer|grant|notify) <gift> for each|every $",
        "{1} {2}",
        "Say for each of which events",
        "write, for example, `{1} {2} for each {event}`",
    ),
    say("(send|give|offer|grant|notify) <gift> for? every|per <event>", "{1} {2} for each {3:one}"),
    say("(send|give|offer|grant|notify) <gift> each <event>", "{1} {2} for each {3:one}"),
    say("(send|give|offer|grant|notify) <gift> for? each|every of the? <event>", "{1} {2} for each {3:one}"),
    say("(send|give|offer|grant|notify) <gift> team|for|to the|a|each|free|customer|them|customers|everyone customer|them|customers|team?", "{1} {2}"),
    say("(send|give|offer|grant|notify) <gift> team|them|customers|free", "{1} {2}"),
    say("(send|give|offer|grant) <gift> to|for the? customer|them|him|her|customers|free|user|contact|member", "{1} {2}"),
    none(
        "(send|give|offer|grant) <gift> to|for|with <n> % of|chance|probability|likelihood customers|users|people|them?",
        "{1} {2}",
        "The share of customers goes with the gift",
        "put `for {3}% of customers` after the gift where it is declared",
    ),
    none(
        "(send|give|offer|grant) <gift> or <gift>",
        "{1} {2}",
        "A rule does not choose between two gifts",
        "write a rule for each with its own condition, or `{1} {2}; {1} {3}` for both",
    ),
    none(
        "move|skip to <stage> or <stage>",
        "move to {1}",
        "A rule does not choose between two stages",
        "write a rule for each with its own condition: `when ... move to {1}` and `when ... move to {2}`",
    ),
    none(
        "move|skip|go|advance|promote to? the? next|following|previous|first|last|another stage|one|step|level?",
        "move to {stage}",
        "Say which stage to move to",
        "write its name, such as `move to {stage}`",
    ),
    none(
        "move|go up|on|down|forward|forwards|back|along|ahead",
        "move to {stage}",
        "Say which stage to move to",
        "write its name, such as `move to {stage}`",
    ),
    say("move|go from <stage> to <stage>", "move to {2}"),
    say("they|them|customer|customers will? move|moves|go|goes|are|is moved? to <stage>", "move to {1}"),
    say("send|push|forward|return to <stage>", "move to {1}"),
    none(
        "leave|exit|remove|quit from|the|this|their? the|this|their? stage",
        "move to {stage}",
        "Customers are always in a stage",
        "say where they go, such as `move to {stage}`",
    ),
    say("tag <text> ,|and|& <text>", "tag {1}; tag {2}"),
    say("untag <text> ,|and|& <text>", "untag {1}; untag {2}"),
    say("tag <new> ,|and|& <new>", "tag {1:text}; tag {2:text}"),
    say("add|set|apply|attach a|the? label|tags|flag|badge <text>", "tag {1}"),
    say("add|put|move to|into|in|on the|a? segment|list|audience|group|cohort <text>", "tag {1}"),
    say("remove|delete|drop the|a? label|tags|flag|badge <text>", "untag {1}"),
    say("remove|delete from the? segment|list|audience|group|cohort <text>", "untag {1}"),
    none("<choice> is|= <value> $", "tag \"{2}\"", FIELD, "set a tag, such as `tag \"{2}\"`"),
    none(
        "upgrade|change|update|downgrade|make|switch the|their? <field> to <any>",
        "tag \"{2}\"",
        FIELD,
        "set a tag, such as `tag \"{2}\"`",
    ),
    none(
        "increase|increment|decrease|decrement|bump the|their? <field> by? <n>?",
        "tag \"{1}\"",
        FIELD,
        "set a tag, such as `tag \"changed\"`, or move the customer to another stage",
    ),
    none(
        "pause|stop|mute|suppress (messages|rewards|emails)",
        "tag \"paused\"",
        "A pause is declared outside the stages",
        "write `pause messages when {when}` before the first stage",
    ),
    none(
        "pause|sleep|hold for? <time>",
        "tag \"paused\"",
        "A rule does not wait: put the time into the condition",
        "put `{1} in stage` into the condition of a rule of its own",
    ),
    none(
        "cancel|revoke|withdraw|unsend <gift>",
        "tag \"canceled\"",
        "What was given cannot be taken back",
        "stop giving it: put the condition under which it should not be given into its rule, with `and not (...)`",
    ),
    say("alert|page|ping <gift>", "notify {1}"),
    say("endif|fi $", ""),
    none(
        "(when|after|if) (give|send|move|notify|invite|offer|grant)",
        "{1} {when} {2}",
        "The condition is missing",
        "write it between `{1}` and the action, such as `when {when} {give}`",
    ),
    none(
        "(send|give) an? email|sms|push|message|mail|notification to the|a|each? customer|them|customers|user",
        "{give}",
        "Say which message",
        "write `send` and the name of a message that is declared, such as `{give}`",
    ),
    none(
        "assign|route|hand|escalate to|over to? <new>",
        "tag \"{1}\"",
        "Rules do not assign customers to people: they alert them",
        "declare `alert {1} \"what to do\" to \"{1}\", once per 30 days`, and write `notify {1}`",
    ),
    none("<field> +|- = <n>", "tag \"{1}\"", FIELD, "set a tag, such as `tag \"changed\"`, or move the customer to another stage"),
    none(
        ", else|otherwise <rest>",
        "",
        "Flywheel has no `else`: every rule has its own condition",
        "write another rule for it that begins with `when not (...)`",
    ),
    none(
        "create|open|add|assign|make a? task|ticket|deal|note",
        "tag \"task\"",
        "Rules do not create tasks: they alert your people",
        "declare `alert task \"what to do\" to \"who\", once per 30 days`, and write `notify task`",
    ),
    none(
        "refund|credit|charge|pay <money>",
        "tag \"refund\"",
        "Rules give gifts that are declared",
        "declare `reward refund \"{1} back\" costs {1}, once`, and write `give refund`",
    ),
    none(
        "(send_email|sendemail|send_message|sendmessage|give_reward|add_tag|addtag) ( <any> )",
        "tag \"x\"",
        "Actions are words, not functions",
        "write `send` and the name of a message, or `{give}`",
    ),
    none(
        "log|print|echo|console <rest>",
        "tag \"logged\"",
        "A rule prints nothing: each decision says which rule made it",
        "write what should happen, such as `{give}`",
    ),
    none(
        "^ on|when|upon|at exit|exiting|leaving|leave|exits|leaves the|this|a? stage?",
        "on entering",
        "Nothing happens when customers leave a stage",
        "put the action into the rule that moves them, such as `when {when} move to {stage}; {give}`",
    ),
    say("^ within|in <time> of|after joining|signup|signing|registering|registration|sign up? ,?", "when not {1} since {joined}"),
    say("^ on|at day <n> ,? !", "when {1} days in stage"),
    say("^ wait|pause|delay for? <time> ,|;|then|and|before|: then? !", "when {1} in stage"),
    say("^ <time> after|since|from the? <gift> ,|:|then? !", "when {1} since last {2}"),
    say("^ <time> after|since|from sending|giving the? <gift> ,|:|then? !", "when {1} since last {2}"),
    say(
        "^ only|for|all? customers|people|users|members|contacts|shoppers|buyers from|in|of <new> get|gets|receive|:|,? !",
        "when {country} is {1:text}",
    ),
    say("^ add|put|move them|customer|customers? to|in|into|on the|a? segment|list|audience|group <text> when|if|once|after <rest>", "when {2} tag {1}"),
    say(
        "^ for|foreach each|every? <event> do|:? (give|send|offer|grant|notify) <gift>",
        "when {1:a} {2} {3} for each {1:one}",
    ),
    say("^ on|upon|at a|an|each|every|any|the|new? <event>", "when {1:a}"),
    say("^ on|upon|at signup|sign_up|registration|joining|start|entry", "on entering"),
];
