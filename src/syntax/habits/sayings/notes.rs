//! Notes, list marks and names where a rule should begin.

use super::{Saying, none, say};

pub(super) const SAYINGS: &[Saying] = &[
    say("^ - - <rest>", "# {1}").titled("A note begins with `#`"),
    say("^ ;|%|'|rem|todo|fixme|note|nb|comment :? <rest>", "# {1}")
        .titled("A note begins with `#`"),
    say("^ *|•|· <new> <rest>", "# {1} {2}").titled("A note begins with `#`"),
    say("^ -|*|•? if|when : <rest>", "when {1}"),
    say("^ then|action|actions|do : <rest>", "{1}")
        .titled("What should happen needs no word before it"),
    none(
        "^ < <any> <rest>",
        "",
        "This is markup, not a rule",
        "write it as a rule, such as `when {when} {give}`",
    ),
    none(
        "^ split|branch|decision|fork : <rest>",
        "",
        "A rule has one condition, and no other branch",
        "write a rule for each branch, such as `when {when} {give}` and `when not ({when}) {give}`",
    ),
    none(
        "^ <text> : { <rest>",
        "",
        "This is JSON, not a rule",
        "write it as a rule, such as `when {when} {give}`",
    ),
    say("^ -|*|•|>|·|→|+ (when|after|if|on|rule)", "{1}").titled("A rule needs no list mark"),
    say("^ <n> .|)|:|-? (when|after|if|on|rule)", "{1}").titled("A rule needs no number"),
    say("^ rule :|- (when|after|if)", "{1}").titled("Only a rule with a name begins with `rule`"),
    say("^ rule <n> :? (when|after|if)", "rule \"{1}\" {2}")
        .titled("The name of a rule goes in quotation marks"),
    say("^ rule <text> :|,|- (when|after|if)", "rule {1} {2}").titled("`:` is not needed here"),
    say("^ name|rule_name|title :? <text> :? (when|after|if)", "rule {1} {2}")
        .titled("The name of a rule goes after `rule`"),
    say("^ while", "when"),
    say("^ include|import|require|load|extends (? <text> )?", "use {1}"),
    say(
        "^ segment|list|audience|cohort|filter|condition <new> =|:|as|when|where? <rest>",
        "let {1} = {2}",
    )
    .titled("A name for a condition begins with `let`"),
    say("let <name> as|to|be|means|equals <any>", "let {1} = {2}")
        .titled("A `let` needs `=` after its name"),
    say("^ msg|newsletter|text_message|notification <name> <text>", "message {1} {2}"),
];
