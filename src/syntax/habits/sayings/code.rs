//! Code, queries and data of other tools where a rule should begin; looked at after everything that
//! knows more of them.

use super::{Saying, none};

pub(super) const SAYINGS: &[Saying] = &[
    none(
        "^ for|foreach each|every|all? customer|customers|user|users|contact|contacts <rest>",
        "",
        "Rules have no loops: each rule is asked of every customer",
        "write only the rule, such as `when {when} {give}`",
    ),
    none(
        "^ for|foreach <any> in <rest>",
        "",
        "Rules have no loops: each rule is asked of every customer",
        "write only the rule, such as `when {when} {give}`",
    ),
    none(
        "^ def|function|return|class|import|from|require|print|var|const|try|switch <rest>",
        "",
        "This is code from a programming language, not a rule",
        "write it as a rule, such as `when {when} {give}`",
    ),
    none(
        "^ select|update|insert|delete|where|having|join|create|alter <rest>",
        "",
        "This is a database query, not a rule",
        "write it as a rule, such as `when {when} {give}`",
    ),
    none(
        "^ group by <rest>",
        "",
        "This is a database query, not a rule",
        "write it as a rule, such as `when {when} {give}`",
    ),
    none(
        "^ trigger|condition|conditions|action|actions|event|filter|then|criteria|entry|exit : <rest>",
        "",
        "A rule is one sentence: a condition, then what should happen",
        "write it as `when {when} {give}`",
    ),
    none(
        "^ { <rest>",
        "",
        "This is JSON, not a rule",
        "write it as a rule, such as `when {when} {give}`",
    ),
    none(
        "^ - if|when|then|trigger|action : <rest>",
        "",
        "This is YAML, not a rule",
        "write it as a rule, such as `when {when} {give}`",
    ),
    none(
        "^ default|fallback|otherwise : <rest>",
        "",
        "A rule begins with `when` and its condition",
        "write the opposite as a condition, such as `when not ({when}) {give}`",
    ),
];
