//! Settings and first lines in other words: `start stage Guest`, `currency EUR, USD`, `scenario "..."`.

use super::{Saying, none, say};

pub(super) const SAYINGS: &[Saying] = &[
    say("^ start|starts in|at|with|as? the? stage <stage>", "start {1}"),
    none(
        "^ timezone|timezones utc|gmt? +|-|:|= <any> : <n>",
        "timezone UTC",
        "A time zone is a place, because clocks change",
        "write the name of a place, such as `timezone Europe/Berlin`, or `timezone UTC`",
    ),
    none(
        "^ timezone|timezones utc|gmt? +|- <n>",
        "timezone UTC",
        "A time zone is a place, because clocks change",
        "write the name of a place, such as `timezone Europe/Berlin`, or `timezone UTC`",
    ),
    none(
        "^ currency|currencies <new> ,|and|or|/|& <new>",
        "currency {1}",
        "A file has one currency",
        "keep one of the two, such as `currency {1}`",
    ),
    say("^ currency <new> ( <any> )", "currency {1}")
        .titled("A currency is only its three letters"),
    say(
        "^ timezone <zone> cst|cdt|est|edt|mst|mdt|pst|pdt|cet|cest|bst|gmt|utc|time $",
        "timezone {1}",
    )
    .titled("A time zone is only its name in the database"),
    say("^ currency € uro|uros|euro|euros|eur", "currency EUR"),
    say("^ currency ($) usd|dollar|dollars|us", "currency USD"),
    say("^ currency £ gbp|pound|pounds", "currency GBP"),
];

pub(super) const HEADS: &[Saying] =
    &[say("^ scenario|case|spec|example|it|describe :? <text>", "test {1}")];
