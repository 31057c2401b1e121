//! Notes, list marks and names where a rule should begin.

use super::{Saying, say};

pub(super) const SAYINGS: &[Saying] = &[
    say("^ - - <rest>", "# {1}").titled("A note begins with `#`"),
    say("^ ;|%|'|rem|todo|fixme|note|nb|comment :? <rest>", "# {1}")
        .titled("A note begins with `#`"),
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
