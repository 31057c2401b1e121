//! When something is or was, as people say it. Each row knows better than ordinary English, which
//! would take `joined over 30 days` for the last 30 days.

use super::{Saying, none, say};

const PERIOD: &str = "`last {2}` can mean the time up to now, or the calendar";

pub(super) const SAYINGS: &[Saying] = &[
    // How long ago, and how far ahead.
    say("& <coming> is|are? over|beyond|more than? <time>", "{1} > today + {2}"),
    say("& a? customer|member|subscriber|client|with us? since|for <time>", "{1} since {joined}"),
    say("& <day> was|is? over|beyond|more than? <time> ago", "{2} since {1}"),
    say("& <past> was|is|for? over|beyond <time>", "{2} since {1}"),
    say("& <day> was|is? under|less than? <time> ago", "{1} within {2}"),
    say(
        "& <day> is|are? over|beyond|more than? <time> from|away|ahead|out now?",
        "{1} > today + {2}",
    ),
    say(
        "& <day> is|are? under|within|in|less than? <time> from|away|ahead|out now?",
        "{1} within next {2}",
    ),
    say(
        "& their|the|it|it's? is? their? <birth> is|falls|comes? in|within|coming the? next|coming? <time>",
        "anniversary of {1} within next {2}",
    ),
    say("& <time> before|until|till the|their? <birth>", "anniversary of ({2} - {1})"),
    none(
        "& <late> is|comes? in|during? the? next (week|month|quarter|year)",
        "{1} is known",
        "Say how far ahead",
        "write `{1} within next 1 {2}`, which is up to one {2} from now",
    ),
    none(
        "& their|the? <ends> ends|expires|is|renews? soon",
        "{1} is known",
        "Say how soon",
        "write how far ahead, such as `{1} within next 7 days`",
    ),
    none(
        "& <day> is|comes? soon",
        "{1} is known",
        "Say how soon",
        "write how far ahead, such as `{1:when} within next 7 days`",
    ),
    // Periods: `last month` is never chosen for anybody.
    none(
        "<list> in|within|during|over? the? last|previous (day|week|month|quarter|year)",
        "{1} within 1 {2}",
        PERIOD,
        "write `within 1 {2}` for the {2} up to now, `last calendar {2}` for the whole {2} before \
         this one, or `this calendar {2}` for this one so far",
    ),
    none(
        "& spent|spend|spends|paid|pays <cmp> <money> in|within|during|over? the? last|previous (day|week|month|quarter|year)",
        "sum({paid} within 1 {3}) {1} {2}",
        "`last {3}` can mean the time up to now, or the calendar",
        "write `sum({paid} within 1 {3}) {1} {2}` for the {3} up to now, `sum({paid} last calendar {3}) {1} {2}` \
         for the whole {3} before this one, or `sum({paid} this calendar {3}) {1} {2}` for this one so far",
    ),
    say(
        "& spent|spend|spends|paid|pays <cmp> <money> in|within|during|over? the? (last|this) calendar (day|week|month|quarter|year)",
        "sum({paid} {3} calendar {4}) {1} {2}",
    ),
    none(
        "& spent|spend|spends|paid|pays <money> in|within|during|over? the? last|previous (day|week|month|quarter|year)",
        "sum({paid} within 1 {2}) ≥ {1}",
        "`last {2}` can mean the time up to now, or the calendar",
        "write `sum({paid} within 1 {2}) ≥ {1}` for the {2} up to now, `sum({paid} last calendar {2}) ≥ {1}` \
         for the whole {2} before this one, or `sum({paid} this calendar {2}) ≥ {1}` for this one so far",
    ),
    say(
        "& <day> is|was|falls|comes? in|during this (week|month|quarter|year)",
        "{1:when} this calendar {2}",
    ),
    say(
        "& <day> was|is? in|within|during the? (last|this) calendar (day|week|month|quarter|year)",
        "{1:when} {2} calendar {3}",
    ),
    say(
        "<list> in|within|during the? (last|this) calendar (day|week|month|quarter|year)",
        "{1} {2} calendar {3}",
    ),
    say(
        "& year|month|quarter of <day> is|= this (year|month|quarter)",
        "{1:when} this calendar {2}",
    ),
    say("& <birth> month is|= this month", "anniversary of {1} this calendar month"),
    // Parts of a date.
    say("& month of <day> =|==|in|equals <text>", "month of {1} is {2:month}"),
    say("& month of <day> =|==|in|equals <month>", "month of {1} is {2:month}"),
    say("& <birth> month? is|=|falls? in? <month>", "month of {1} is {2:month}"),
    say("& today|it|it's is? the? first|1st day? of the|each|every|a? month", "day of today is 1"),
    say(
        "& today|it|it's is? the? last day? of the|each|every|a? month",
        "day of (today + 1 day) is 1",
    ),
    say("& today|it|it's is? the? <nth> of the|each|every|a? month", "day of today is {1}"),
    say("& today|it|it's is? the? <nth> $", "day of today is {1}"),
    say("& today|it|it's is? the? <nth> !", "day of today is {1}"),
    say("& the? time|it|it's of? day|now? is? after|past|from <hour>", "hour of now ≥ {1:hour}"),
    say("& the? time|it|it's of? day|now? is? before|until <hour>", "hour of now < {1:hour}"),
    say("& <span>", "{1:hours}"),
    say("hour of? now? <cmp> <hour>", "hour of now {1:clock} {2:hour}"),
    say("hour of? now? is|=|==|equals <hour>", "hour of now is {1:hour}"),
    // The first and the last of some events.
    say(
        "& the|their? first <list> is|was? within|in the? last|past? <time>",
        "first({1}.at) within {2}",
    ),
    say("& the|their? first <list> is|was today", "first({1}.at) this calendar day"),
    say("& <time> after|since|from the|their? first <list>", "first({2}.at) + {1} ≤ now"),
    say(
        "& the|their? first <list> is|was? over|more|at? than|least? <time> ago",
        "first({1}.at) + {2} ≤ now",
    ),
    say(
        "& the|their? last|latest|newest <list> is|was? over|more|at? than|least? <time> ago",
        "{2} since last {1:one}",
    ),
    say(
        "& the|their? (last|first) <list> was|is|were|got <state>",
        "{1}({2}.{2:kind}) is {3:state}",
    ),
    say("& <time> since (first|last|min|max) ( <list> . at )", "{2}({3}.at) + {1} ≤ now"),
    say("& the|their? (last|first) <list> was|is <text>", "{1}({2}.{2:text}) is {3}"),
    none(
        "& the|their? (last|first) <list> was|is|were|got <state>",
        "{2:a}",
        "Nothing says which of the `{2}` are {3:raw}",
        "add a value to them, such as `status text`, and write `{1}({2}.status) is \"{3:raw}\"`",
    ),
    // Events on some days, or of some kind.
    say(
        "& a|an|any|one? <list> was? placed|made? on a? <weekday>",
        "{1:a} where weekday of at is {2:weekday}",
    ),
    say("<n> <list> placed|made? on a? <weekday>", "{1} {2} where weekday of at is {3:weekday}"),
    say("<n> <list> to|on|for|from|of|at|in|with|called <text>", "{1} {2} where {2:text} is {3}"),
    say(
        "& a|an|any? <list> to|on|for|from|of|at|in|with|called <text>",
        "{1:a} where {1:text} is {2}",
    ),
    say("<n> <list> with|having <attr> (>|<|≥|≤|>=|<=|is) <value>", "{1} {2} where {3} {4} {5}"),
    say(
        "<n> <list> with|having <attr> (>|<|≥|≤|>=|<=|is) <money>",
        "{1} {2} where {3} {4} {5:raw}",
    ),
    say(
        "& <n> % of all|the|their? <list> are|is|were|was|got <state>",
        "count({2} where {2:kind} is {3:state}) ≥ {1}% of count({2})",
    ),
    none(
        "& <n> % of all|the|their? <list> are|is|were|was|got <state>",
        "{2:a}",
        "Nothing says which of the `{2}` are {3:raw}",
        "add a value to them, such as `status text`, and write `count({2} where status is \"{3:raw}\") ≥ {1}% of count({2})`",
    ),
    // What was given, and where customers came in.
    say("& has|have|they? received|got|gotten|used a|an|the|any? <gift>", "{1:a}"),
    say(
        "& has|have|they? received|got|gotten|used a|an|the|any? <gift> in|within|during the? last|past? <time>",
        "{1:a} within {2}",
    ),
    say(
        "& has|have|they? entered|joined|moved|came to|into|in? the? stage? <stage> over|more? than? <time> ago",
        "stage is {1} and {2} in stage",
    ),
    say("& <yn> is|was|has? been? given|granted|obtained !", "{1}"),
    say("^ <yn> is|was|has? been? given|granted|obtained ,|then? !", "when {1}"),
    say("& <yn> is|was|has|been? not|isn't|wasn't been? given|granted|obtained", "{1} is {no}"),
    say("& has|have? a|the? tag <text> !", "tagged {1}"),
    say("& has|have? a|the? tag <text> (and|or)", "tagged {1} {2}"),
    say("& <set> include|includes|has|have|including <text>", "{1} contains {2}"),
    none(
        "& once per|a|for|each? customer|person|lifetime|member",
        "{when}",
        "Say how often where the gift is declared",
        "write `once` after the gift where it is declared",
    ),
    say(
        "& a? customer|customers|they|who is|are|ranks|rank? in|among? the? top|best|first <n> customers?",
        "rank({spent}) ≤ {1}",
    ),
    // Calculations.
    say("(>|<|≥|≤|than|least|most|over|under) half of", "{1} 50% of"),
    say(
        "& half of all|the|their? <list> are|is|were|was|got <state>",
        "count({1} where {1:kind} is {2:state}) ≥ 50% of count({1})",
    ),
    say("(min|max|first|last) of all|the|their? <list> . <name>", "{1}({2}.{3})"),
    say("= <cmp> <money> spent|spend|total", "= {spent} {1} {2}"),
    say("& (count|number) of? all|the|their? <list> is|=|== <n>", "count({2}) is {3}"),
    say(
        "(round|floor|ceil) <call> to|with <n> decimals|decimal|places|digits|digit places?",
        "{1}({2:inner}, {3})",
    ),
    say("round <call> to the? nearest <n>", "round(({1:inner}) / {2}) * {2}"),
    say("round <field> to the? nearest <n>", "round({1} / {2}) * {2}"),
    say("round to the? nearest <n> of? <field>", "round({2} / {1}) * {1}"),
    say("round <field> to <n> decimals|decimal|places|digits places?", "round({1}, {2})"),
    say("(last|first|sum|average|min|max|count) ( <list> ) . <name>", "{1}({2}.{3})"),
];
