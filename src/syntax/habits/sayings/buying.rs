//! What people buy and how they spend, as they say it: `all purchases are over €50`, `2 purchases
//! within 30 days of joining`, `bought both "tea" and "milk"`.

use super::{Saying, none, say};

const HOW: &str = "Say in numbers which customers these are";
const OVERALL: &str = "Say whether each one counts, or all of them together";
const EVERY: &str = "Rules cannot ask for something in each of several months";

pub(super) const SAYINGS: &[Saying] = &[
    // Which of them.
    say(
        "& <verb> both <text> and <text>",
        "{1:a} where {1:text} is {2} and {1:a} where {1:text} is {3}",
    )
    .titled("Ask for each of them"),
    say(
        "& <verb> <text> but|and not|never <text>",
        "{1:a} where {1:text} is {2} and no {1} where {1:text} is {3}",
    )
    .titled("Ask for each of them"),
    say("& has|have|they|ever? <verb> a|an|the? <thing> !", "{1:a} where {1:text} is {2:text}"),
    say(
        "& all|every|each of? the|their? <event> is|are|was|were <cmp> <money>",
        "{1:a} and no {1} where not {1:attr} {2} {3}",
    )
    .titled("Ask for one of them, and for none of the others"),
    say("& the|their? last|latest|newest <event> <attr> is|=|==|was <any>", "last({1}.{2}) is {3}"),
    say(
        "& the|their? last|latest|newest <event> <attr> is|was? <cmp> <money>",
        "last({1}.{2}) {3} {4}",
    ),
    say("<list> . (last|first) . <name>", "{2}({1}.{3})"),
    say("<list> . (last|first) ( ) . <name>", "{2}({1}.{3})"),
    // Of one of them, of all of them together, or of the average one.
    say(
        "& a|an|the|their? <event> <attr>|value|total|amount|size|price|worth? is|was|are|were? <cmp> <money> ,? on average",
        "average({1:amount}) {2} {3}",
    )
    .titled(OVERALL),
    say(
        "& a|an|the|their? <event> <attr>|value|total|amount|size|price|worth? is|was|are|were|averages? <cmp> <money> ,? in|on|as total|all|aggregate|sum|the|a whole?",
        "sum({1:amount}) {2} {3}",
    )
    .titled(OVERALL),
    say(
        "& a|an|the|their|all? <event> <attr>|value|total|amount|size|price|worth? is|was|are|were? <cmp> <money> ,? altogether|overall|combined|together|cumulatively",
        "sum({1:amount}) {2} {3}",
    )
    .titled(OVERALL),
    say(
        "& a|an|the|their? <event> <attr>|value|total|amount|size|price|worth? is|was|are|were? <cmp> <money> at least once",
        "{1:a} where {1:attr} {2} {3}",
    ),
    say(
        "& a|an|the|their? <event> <attr>|value|total|amount|size|price|worth? is|was|are|were? <cmp> <money> at most once",
        "at most 1 {1:one} where {1:attr} {2} {3}",
    ),
    say(
        "& a|an|the|their? <event> <attr>|value|total|amount|size|price|worth? is|was|are|were? <cmp> <money> at? least? twice",
        "2 {1} where {1:attr} {2} {3}",
    ),
    say(
        "& a|an|the|their? <event> <attr>|value|total|amount|size|price|worth? is|was|are|were? <cmp> <money> at? least? <n> times",
        "{4} {1} where {1:attr} {2} {3}",
    ),
    say(
        "& a|an|the|their|every|each? <event> <attr>|value|total|amount|size|price|worth? is|was|are|were|always? <cmp> <money> each|every|always|all time|purchase|order|of|the? time?",
        "{1:a} and no {1} where not {1:attr} {2} {3}",
    )
    .titled("Ask for one of them, and for none of the others"),
    say(
        "& a|an|the|their? <event> <attr>|value|total|amount|size|price|worth? is|was|are|were? never <cmp> <money>",
        "no {1} where {1:attr} {2} {3}",
    ),
    say(
        "& they|customer|someone|somebody|who? spent|spend|spends|paid <cmp> <money> in one|a go|time|order|sitting|transaction",
        "{purchase} where {price} {1} {2}",
    ),
    say(
        "& they|customer|someone|somebody|who? spent|spend|spends|paid <cmp> <money> at once",
        "{purchase} where {price} {1} {2}",
    ),
    say(
        "& the|their|a? basket|cart|checkout value|size|total|amount|worth? is|was? <cmp> <money>",
        "{purchase} where {price} {1} {2:money}",
    ),
    say(
        "& the|their? last|latest|newest <event> was|is? in|during <year>",
        "last({1}.at) between {2}-01-01 and {2}-12-31",
    ),
    none(
        "& the|their? rfm score|segment|cell|class? <cond>",
        "{when}",
        "Rules have no RFM scores",
        "ask where the customer is among all of them, such as `quintile({spent}) is 5` for the fifth that spent the most",
    ),
    say(
        "& averages|average <cmp>? <money> per|a|an|each|every <event>",
        "average({2:amount}) ≥ {1}",
    ),
    say("<list> where <attr> <cmp> <money> <cmp> <n>", "count({1} where {2} {3} {4}) {5} {6}")
        .titled("The number comes first, or around the events"),
    say(
        "& the|their? number|count|amount of <event> <cmp> <money> is|was <cmp> <n>",
        "count({1} where {1:attr} {2} {3}) {4} {5}",
    ),
    say(
        "& the|their? number|count|amount of <event> <cmp> <money> <cmp> <n>",
        "count({1} where {1:attr} {2} {3}) {4} {5}",
    ),
    say(
        "& spent|spend|spends|spending|revenue|paid ( in|within|over|during? the? last|past? <time> ) <cmp> <money>",
        "sum({paid} within {1}) {2} {3}",
    ),
    say("& avg|mean|average ( <attr> ) <cmp> <money>", "average({1:of}.{1}) {2} {3}"),
    say("& (sum|max|min) ( <attr> ) <cmp> <money>", "{1}({2:of}.{2}) {3} {4}"),
    say(
        "& spent|spend|spending|spends this (week|month|quarter|year) exceeds|beats|tops|> spend|spending|spent|that|of? last week|month|quarter|year",
        "sum({paid} this calendar {1}) > sum({paid} last calendar {1})",
    ),
    say("& they|customer|customers|who|someone? stop|stops|stopped|quit <verb> for|since? <time>", "{2} without {1:a}"),
    // At one time, and often.
    say(
        "& spent|spend|spends|paid <cmp> <money> in|on|with|at a|one|single|an single|one? <event>",
        "{3:a} where {3:attr} {1} {2}",
    ),
    say(
        "& spent|spend|spends|paid <money> in|on|with|at a|one|single|an single|one? <event>",
        "{2:a} where {2:attr} ≥ {1}",
    ),
    say(
        "& orders|buys|purchases|shops <n> times|x a|per|every|each (week|month|quarter|year)",
        "{1} {list} within 1 {2}",
    ),
    none(
        "& orders|buys|purchases|shops|bought|purchased|ordered every|each (week|month|quarter|year)",
        "{when}",
        EVERY,
        "count over a longer time, such as `3 {list} within 3 {1}s`",
    ),
    // Soon after the beginning.
    say(
        "& <list> within|in <time> of|after|from joining|join|signup|signing|registering|registration|becoming up?",
        "{1:a} where at ≤ {joined} + {2}",
    ),
    say(
        "<list> within|in <time> of|after|from joining|join|signup|signing|registering|registration|becoming up?",
        "{1} where at ≤ {joined} + {2}",
    ),
    say("<list> within|in|during the|their first <time>", "{1} where at ≤ {joined} + {2}"),
    say("& <verb> within|in|during the|their first <time>", "{1:a} where at ≤ {joined} + {2}"),
    say(
        "& <verb> within|in|during the|their first (day|week|month|quarter|year)",
        "{1:a} where at ≤ {joined} + 1 {2}",
    ),
    // More or less than before.
    say(
        "& spent|spend|spends more|> this (day|week|month|quarter|year) than last day|week|month|quarter|year",
        "sum({paid} this calendar {1}) > sum({paid} last calendar {1})",
    ),
    say(
        "& spent|spend|spends less|fewer|< this (day|week|month|quarter|year) than last day|week|month|quarter|year",
        "sum({paid} this calendar {1}) < sum({paid} last calendar {1})",
    ),
    say(
        "& spent this (day|week|month|quarter|year) (>|<|≥|≤) spent last day|week|month|quarter|year",
        "sum({paid} this calendar {1}) {2} sum({paid} last calendar {1})",
    ),
    none(
        "& stopped|quit|ceased <verb>",
        "90 days without {1:a}",
        "Say since when",
        "write how long it has been, such as `90 days without {1:a}`",
    ),
    none(
        "& we|i|nobody haven't|hasn't|have|has not? heard|seen|seen|hear from|of|anything? from|of? them|customer|the? in|for? a|quite? a? while|lately|recently|some|long? time?",
        "{when}",
        "Say since when",
        "write how long it has been, such as `90 days without {purchase}`",
    ),
    // Words for good and for bad customers.
    none(
        "& spends|spend|spent more|above|over than? the? average",
        "{when}",
        "A rule cannot ask for the average of all customers",
        "ask where the customer is among them: `quintile({spent}) ≥ 4` for the upper two fifths",
    ),
    none(
        "& spends|spend|spent a|very|so? lot|much",
        "{when}",
        "Say how much",
        "write an amount, such as `{spent} ≥ {currency}`, or `quintile({spent}) is 5` for the fifth that spent the most",
    ),
    none(
        "& customer|they? is|are? a|the|an|our? best|loyal|top|biggest|valuable|good|great|high|vip value|spending? customer|customers|spender|spenders|buyer|buyers|shopper|shoppers",
        "{when}",
        HOW,
        "write, for example, `quintile({spent}) is 5` for the fifth that spent the most, or `5 {list} within 1 year`",
    ),
    none(
        "& customer|they is|are loyal|valuable|good|great|important",
        "{when}",
        HOW,
        "write, for example, `quintile({spent}) is 5` for the fifth that spent the most, or `5 {list} within 1 year`",
    ),
    none(
        "& customer|they? is|are? active|engaged customer|customers|user|users|buyers",
        "{when}",
        HOW,
        "write, for example, `{purchase} within 90 days`",
    ),
    none(
        "& customer|they? is|are? inactive|dormant|lapsed|churned|lost customer|customers|user|users|buyers",
        "{when}",
        HOW,
        "write, for example, `90 days without {purchase}`",
    ),
    none(
        "& customer|they? is|are? at|likely|about|going risk|to churn|leave?",
        "{when}",
        HOW,
        "write, for example, `90 days without {purchase}`",
    ),
];
