//! Values as people define them: `let orders_online = count(orders) where channel is web`.

use super::{Saying, none, say};

pub(super) const SAYINGS: &[Saying] = &[
    say("count ( <list> ) where <attr> (is|>|<|≥|≤) <any>", "count({1} where {2} {3} {4})")
        .titled("The filter goes inside the parentheses"),
    say("(count|number|total) of? all|the|their|different? <list> $", "count({2})"),
    say("(sum|total) of the|all? <attr> of|in|from all|the|their? <list> $", "sum({3}.{2:own})"),
    say("(sum|total) of the|all? <attr> of|in|from all|the|their? <kind> <list> $", "sum({4}.{2:own} where {3:attr} is {3})"),
    say("(sum|total) of the|all? <attr> $", "sum({2:of}.{2})"),
    say("= <n> + <event> $", "= {1} {2:n}"),
    say("= biggest|largest|highest|max|maximum|best <event> $", "= max({1:amount})"),
    say("= smallest|lowest|min|minimum <event> $", "= min({1:amount})"),
    say("= average|avg|mean <event> $", "= average({1:amount})"),
    say("= (last|first) <event> $", "= {1}({2:amount})"),
    say("= spent|spend|spending per|a|each|this (week|month|quarter|year) $", "= sum({paid} this calendar {1})")
        .helped("write `sum({paid} this calendar {1})` for this {1} so far, or `sum({paid} within 1 {1})` for the {1} up to now"),
    say("^ email|sms|push|notification <new> $", "message {1}"),
    none(
        "(days|weeks|months|years) since the|their? last|latest <event> $",
        "0",
        "The time since a date is a condition, not a number",
        "name a condition instead, such as `30 {1} since last {2:one}`",
    ),
    none(
        "(days|weeks|months|years) since <day> $",
        "0",
        "The time since a date is a condition, not a number",
        "write `days from {2} to today` for a number, or name a condition, such as `30 {1} since {2}`",
    ),
];
