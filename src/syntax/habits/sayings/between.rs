//! How long ago something was, from one time to another: `between 30 and 60 days since the last
//! order`, `30-60 days ago`; and other ways to say how long ago.

use super::{Saying, none, say};

const BOTH: &str = "Ask whether the first time has passed and the second has not";

pub(super) const SAYINGS: &[Saying] = &[
    say(
        "& it's|it|has? been? between|from? <n> to|and|-|– <n> (days|weeks|months|years) since the|their? last|latest <event>",
        "{1} {3} since last {4:one} and not {2} {3} since last {4:one}",
    )
    .titled(BOTH),
    say(
        "& it's|it|has? been? between|from? <time> to|and|-|– <time> since the|their? last|latest <event>",
        "{1} since last {3:one} and not {2} since last {3:one}",
    )
    .titled(BOTH),
    say(
        "& it's|it|has? been? between|from? <n> to|and|-|– <n> (days|weeks|months|years) since|after <past>",
        "{1} {3} since {4} and not {2} {3} since {4}",
    )
    .titled(BOTH),
    say(
        "& between|from? <n> to|and|-|– <n> (days|weeks|months|years) without a|an|any? <event>",
        "{1} {3} without {4:a} and not {2} {3} without {4:a}",
    )
    .titled(BOTH),
    say(
        "& the|their? last|latest <event> is|was? between|from? <n> to|and|-|– <n> (days|weeks|months|years) ago",
        "{2} {4} since last {1:one} and not {3} {4} since last {1:one}",
    )
    .titled(BOTH),
    say(
        "& >|≥|>= <time> &|and|but <|≤|<= <time> since the|their? last|latest <event>",
        "{1} since last {3:one} and not {2} since last {3:one}",
    )
    .titled(BOTH),
    say(
        "& more|over|at than|least? <time> &|and|but less|under|at|no than|most|more? than? <time> since the|their? last|latest <event>",
        "{1} since last {3:one} and not {2} since last {3:one}",
    )
    .titled(BOTH),
    // Exactly.
    none(
        "& it|it's|has? has? been? exactly|precisely <time> since the|their? last|latest <event>",
        "{1} since last {2:one}",
        "This is true from that day on, not only on that day",
        "write `{1} since last {2:one}`; for that day only, write `last({2}.at) is today - {1}`",
    ),
    say("& days since|without the|their|a|an? last|latest? <event> (is|=|==) <n>", "last({1}.at) is today - {3} days"),
    // Where a date is not over yet.
    say("& <past> <time> ago or more|longer|earlier", "{2} since {1}"),
    say("& <past> <time> ago or less|later|newer", "{1} within {2}"),
    say("& it's|it|there is|are? <time> until|till|to|before the|their? <coming>", "{2} within next {1}"),
    say("& <coming> is|comes|coming up|due in|within the? next? <time>", "{1} within next {2}"),
    say("& <coming> is coming up in|within the? next? <time>", "{1} within next {2}"),
    say("& <coming> is overdue|past late|due?", "{1} < today"),
    say(
        "& the|their|a|our? <new> <renewal> is|comes? due|up? in|within|less|at? than|most|under|the? next? <time>",
        "{2} within next {3}",
    ),
    say(
        "& they|customer|who? with|for|has|have? a? member|membership|customer|subscriber is|of|for|with? over|more than? <time>",
        "{1} since {joined}",
    ),
    say("& <n> - (year|month|week|day) anniversary", "{joined} + {1} {2}s is today")
        .helped("write `{joined} + {1} {2}s is today`, or `anniversary of {joined}` for every year"),
    say("& they|customer|who|someone? is|are? turning|turns|becomes|becoming <n>", "{birth} + {1} years is today"),
    say("& <birth> - <time>", "anniversary of ({1} - {2})"),
    say("& (days|weeks|months) inactive|idle|quiet|lapsed|dormant|silent <cmp> <n>", "{2:not}{3} {1} without {purchase}"),
    say("& (days|weeks|months) of|without activity|inactivity <cmp> <n>", "{2:not}{3} {1} without {purchase}"),
    say(
        "& (days) inactive|idle|quiet|lapsed|dormant|silent (is|=|==) <n>",
        "last({list}.at) is today - {3} {1}",
    )
    .helped("write `last({list}.at) is today - {3} {1}` for that day only, or `{3} {1} without {purchase}` from that day on"),
    say(
        "& (days) inactive|idle|quiet|lapsed|dormant|silent is not <n>",
        "last({list}.at) is not today - {2} {1}",
    ),
    say(
        "& (days) inactive|idle|quiet|lapsed|dormant|silent ≠|!=|<> <n>",
        "last({list}.at) is not today - {2} {1}",
    ),
    say(
        "& they|customer|customers|who|someone|<new>? becomes|become|goes|went|got|gets|turns|is|are inactive|dormant|quiet|silent|idle for? <time>",
        "{1} without {purchase}",
    ),
    say(
        "& <choice> upgraded|upgrades|downgraded|changed|changes|switched|switches|went|moved to <value> in|within|during the? last|past? <time>",
        "{1} is {2}",
    )
    .titled("A rule sees a value as it is now, not how it changes")
    .helped("write `{1} is {2}`; to ask when it changed, declare the date under `customer`, such as `{1}_since: date`"),
    say("& they|customer|who? is|are? on|in|with the|a|an? <value> plan|tier|level|subscription|membership|program", "{1:owner} is {1}"),
    say("& <num> balance|amount|value|level|total|points|score <cmp> <n>", "{1} {2} {3}"),
    say("& <money_field> balance|amount|value|level|total|left|remaining <cmp> <n>", "{1} {2} {3:money}"),
    say("& <money_field> balance|amount|value|level|total|left|remaining <cmp> <money>", "{1} {2} {3:raw}"),
    none(
        "& they|customer|customers|who? has|have|with|got? <money_field> left|remaining|available|unused",
        "{1} is known",
        "Say how much",
        "write an amount, such as `{1} ≥ {currency}`",
    ),
    say("& <str> domain is|=|==|equals <text>", "{1} ends with \"@{2:bare}\""),
    none(
        "& <set> count|size|length|.? size|length|count? <cmp> <n>",
        "{1} contains \"x\"",
        "Rules do not count the texts of a set",
        "declare their number under `customer`, `{1}_count: count from \"{1}\"`, and write `{1}_count {2} {3}`",
    ),
    say("& <str> in <new> ,|or|and <new>", "{1} in ({2:text}, {3:text})"),
    say("& <str> in <text> ,|or|and <text>", "{1} in ({2}, {3})"),
    say("& not <yn> yet|anymore|already", "not {1}"),
    say("& <yn> already|now", "{1}"),
    say("& they|customer|who? already|have|has|had already|have|has|had|got|received a|an|the|their? <gift>", "{1:a}"),
    say("& <gift> is|was|has? not|never been? yet? been? given|sent|received|used yet?", "no {1:n}"),
    say("& <field> is|=|== <money> exactly|precisely|sharp", "{1} is {2:raw}"),
    say("& <field> (>|<|≥|≤|>=|<=) <money> also|plus? <field> (>|<|≥|≤|>=|<=|is) <cond>", "{1} {2} {3:raw} and {4} {5} {6:raw}")
        .titled("Join conditions with `and`"),
    say("& <call> <call>", "({1}) and ({2})").titled("Join conditions with `and`"),
    say("^ wait until|till|for <cond> ,|;? then|and|: (give|send|move|notify|tag)", "when {1:whole} {2}")
        .titled("A rule waits for its condition"),
    say("& <birth> month is|=|==|equals the? current|this|today's month", "anniversary of {1} this calendar month"),
    say("& the|their? <renewal> is|comes? due|up? in|within the? next (week|month|quarter|year)", "{1} within next 1 {2}"),
    say("& <day> passed|lapsed|ended|ran was|out? <time> ago", "{2} since {1}"),
    say("& <time> past the|their? <day>", "{1} since {2}"),
    say("& last|latest <event> within|in|during the? last|past? <time>", "{1:a} within {2}"),
    say("& today|it|it's|this is? on? the|a? weekend|weekends", "weekday of today in (Saturday, Sunday)"),
    say("& it|it's|the? time? is? before|until noon", "hour of now < 12"),
    say("& it|it's|the? time? is? after|past noon", "hour of now ≥ 12"),
    none(
        "& <field> is? <cmp> the|our? average|avg|mean !",
        "{1} is known",
        "A rule cannot ask for the average of all customers",
        "write `quintile({1}) ≥ 4` for the upper two fifths of all customers, or `quintile({1}) ≤ 2` for the lower two",
    ),
    say("& <num> is null|missing|empty or zero|0", "({1} is missing or {1} is 0)"),
    say("& inactive|idle|quiet|dormant|silent since <time>", "{1} without {purchase}"),
    none(
        "& <choice> is|=|== <value> for|since at|more|over? least|than? <time>",
        "{1} is {2}",
        "A rule sees a value as it is now, not since when",
        "write `{1} is {2}`; to ask since when, declare the date under `customer`, `{1}_since: date`, and write `{3} since {1}_since`",
    ),
    say("& <value> <choice>", "{1:owner} is {1}"),
    say("& <str> is|=|== <new> , <new> !", "{1} is \"{2}, {3}\"")
        .helped("write `{1} is \"{2}, {3}\"` if the records have it in one, or `{1} in ({2:text}, {3:text})` for either"),
    say("& they|customer|who|customers? is|are|come|comes? from <new>", "{country} is {1:text}"),
    none(
        "& <set> contains|contain|include|includes|has <text> ,|& <text>",
        "{1} contains {2}",
        "`contains` looks for one text",
        "write `{1} contains {2} and {1} contains {3}` for both, or `or` in place of `and` for either",
    ),
    say("& they|customer|who? likes|like|loves|love|prefers|prefer|follows|follow <new>", "{set} contains {1:text}"),
    say(
        "& spent|spends|spend|spending between <money> and|to|- <money> in|over|during? the? (this|last) calendar? (day|week|month|quarter|year)",
        "sum({paid} {3} calendar {4}) between {1} and {2}",
    ),
    say(
        "& spent|spends|spend|spending (>|<|≥|≤|>=|<=) <money> in|over|during? the? (this|last) calendar? (day|week|month|quarter|year)",
        "sum({paid} {3} calendar {4}) {1} {2}",
    ),
    say(
        "& spent|spends|spend|spending <cmp> <money> a|per|each|every (day|week|month|quarter|year)",
        "sum({paid} within 1 {3}) {1} {2}",
    ),
    none(
        "& spent|spends|spend the most|best",
        "{when}",
        "Say among how many",
        "write `rank({spent}) ≤ 10` for the ten customers who spent the most, or `quintile({spent}) is 5` for the fifth of them",
    ),
    say("& <num> within|inside <n> -|–|to|and <n>", "{1} between {2} and {3}"),
    say("& the|their? <renewal> date|day? is tomorrow", "{1} is today + 1 day"),
    say("& the|their? <renewal> date|day? is today", "{1} is today"),
    say("& the|their? <renewal> date|day? is|was? overdue|late|past|passed due?", "{1} < today"),
    say("& <day> exactly <time> ago", "{1} is today - {2}"),
    say("& <day> <time> ago exactly|sharp|precisely", "{1} is today - {2}"),
    say("& (year|month|weekday) <day> (=|is|==) <any>", "{1} of {2} is {4}"),
    say("& <day> is|was? in|during <month> ,? of? <year>", "month of {1} is {2:month} and year of {1} is {3}"),
    say("& they|customer|who? is|are|was|were? born|birth in|during <year>", "year of {birth} is {1}"),
    say("& they|customer|who? is|are|was|were? born before <year>", "year of {birth} < {1}"),
    say("& they|customer|who? is|are|was|were? born after <year>", "year of {birth} > {1}"),
    say("& they|customer|who? is|are|was|were? born since <year>", "year of {birth} ≥ {1}"),
    say("& <hour> or|and later|after|on", "hour of now ≥ {1:hour}"),
    say("& <hour> or|and earlier|before", "hour of now < {1:hour}"),
    say("<list> . size|length|count|len ( )", "count({1})"),
    say("& <text> =|==|===|is <choice>", "{2} is {1:bare}"),
    say("& <text> =|==|===|is <str>", "{2} is {1}"),
    say("& the|our|in? top|best|first <n> <any> by|in|for <field>", "rank({3}) ≤ {1}"),
    // A year, a season, and from a day on.
    say("no <list> in|during <year>", "no {1} between {2}-01-01 and {2}-12-31"),
    say("no <list> in|during the? <month>", "no {1} where month of at is {2:month}"),
    say("& it's|it|during|in|this is? the? <season>", "month of today in ({1})"),
    say("& <season>", "month of today in ({1})"),
    say(
        "^ from|between <month> to|until|through|till|and|- <month> ,? !",
        "when month of today between {1:month} and {2:month}",
    ),
    say("^ in|during <month> ,? !", "when month of today is {1:month}"),
    say("^ in|during the? <season> ,? !", "when month of today in ({1})"),
    say("^ until|till|through <date> ,? !", "when today ≤ {1}"),
    say("^ before <date> ,? !", "when today < {1}"),
    say("^ after <date> ,? !", "when today > {1}"),
    say("^ starting|from|as|beginning of|on|from? <date> on? ,? !", "when today ≥ {1}"),
    say(
        "^ from|between <date> to|until|through|till|and|- <date> ,? !",
        "when today between {1} and {2}",
    ),
    say(
        "& the|their? (first|last) <event> is|was on|during|over the|a? weekend",
        "weekday of {1}({2}.at) in (Saturday, Sunday)",
    ),
    say("& the|their? (first|last) <event> is|was on a? <weekday>", "weekday of {1}({2}.at) is {3:weekday}"),
    say("& the|their? (first|last) <event> is|was in|during <month>", "month of {1}({2}.at) is {3:month}"),
];
