//! Arms and aims of experiments in other words: `by sms 40%`, `goal is 1 booking within 14 days`.

use super::{Saying, none, say};

pub(super) const SAYINGS: &[Saying] = &[
    say("(by|per|via|with|no|in|on|for|to) <name> <n> %", "{1}_{2} {3}%")
        .titled("The name of an arm is one word"),
    say("<new> <name> <n> %", "{1}_{2} {3}%").titled("The name of an arm is one word"),
    say(
        "aims|aim|goal|goals|target|objective is|are|:|of|at|for|= to? <n> <event>",
        "aims for {1} {2:n}",
    ),
    say(
        "aims|aim|goal|goals|target|objective is|are|:|of|at|for|= to? a|an|one <event>",
        "aims for 1 {1:one}",
    ),
    none(
        "aims|aim|goal|goals|target|objective is|are|:|of|at|for|= more|many|additional <event>",
        "aims for 1 {1:one}",
        "An aim is something that one customer does",
        "say what it is, such as `aims for 1 {1:one} within 14 days`",
    ),
];
