//! Conditions as people speak them: `2 payments failed`, `more purchases than referrals`, `in the
//! top 50 by spent`, `3 bookings in the morning`.

use super::{Saying, none, say};

const EACH: &str = "Ask for one of them, and for none of the others";

pub(super) const SAYINGS: &[Saying] = &[
    // Elsewhere, to skip something is to leave it out.
    none(
        "skip <stage>",
        "skip to {1}",
        "`skip {1}` can be read in more than one way",
        "to move customers to `{1}`, write `skip to {1}`; to leave it out, write `skip to` and the \
         stage after it",
    ),
    none(
        "skip this|the|that|a|one stage|step",
        "{give}",
        "Say which stage customers go to instead",
        "write `skip to` and the name of a stage, such as `skip to {stage}`",
    ),
    none(
        "skip <gift>",
        "{give}",
        "A rule names what happens, not what does not",
        "remove `skip {1}`: a gift that no rule gives is not given; to hold it back, write `pause {1} when ...`",
    ),
    none(
        "untag all|everything|any|every tags|tag?",
        "{give}",
        "`untag` removes one tag, which it names",
        "name each tag: `untag \"one\"; untag \"other\"`",
    ),
    // Events, and what is so of them.
    say(
        "& a|an|any|one|another <event> that|which|who|with|has|have|had|was|were|is|are|got? <flag>",
        "{1:a} where {2}",
    ),
    say(
        "<n> <event> that|which|who|with|has|have|had|was|were|is|are|got? <flag>",
        "{1} {2:n} where {3}",
    ),
    say("no <event> that|which|who|with|has|have|had|was|were|got? <flag>", "no {1:raw} where {2}"),
    say(
        "& all|every of? the|their? <event> has|have|was|were|are|is? <flag>",
        "{1:a} and no {1} where not {2}",
    )
    .titled(EACH),
    say("& the|their? (last|first) <event> has|was|is|got? <flag>", "{1}({2}.{3}) is yes"),
    say("& the|their? (last|first) <event> has|was|is|did? not <flag>", "{1}({2}.{3}) is {no}"),
    say("<n> <event> by|with|from <text> !", "{1} {2:n} where {2:text} is {3}"),
    say("<n> <event> by|with|from|in|of the|an|a? <attr> <text> !", "{1} {2:n} where {3} is {4}"),
    say(
        "& a|an|any|one <event> by|with|from|in|of the|an|a? <attr> <text> !",
        "{1:a} where {2} is {3}",
    ),
    say("<n> <event> by|with|from|in|of the|an|a? <attr> <new>", "{1} {2:n} where {3} is {4:text}"),
    none(
        "<n> <event> that|which|who|were|was|are|is? <flag> in a row",
        "{1} {2:n} where {3}",
        "Rules cannot ask for events in a row",
        "count them in a time instead, such as `{1} {2:n} where {3} within 30 days`",
    ),
    say("<list> whose|which the|their? <attr>", "{1:raw} where {2}"),
    say(
        "<n> <event> each|all worth|costing|of|at|are|were? <cmp> <money>",
        "{1} {2:n} where {2:attr} {3} {4}",
    ),
    say(
        "& the|their? (last|first) <event> was|is a|an|in|on|by? the? <kind>",
        "{1}({2}.{3:attr}) is {3}",
    ),
    say("& the? <attr> of|in the|their? (last|first) <event>", "{2}({3}.{1})"),
    say("& the|their? total|sum <attr> of|in|from all|their|the? <list>", "sum({2}.{1})"),
    say(
        "& a|an <event> in|on|via|from|through the|a? <kind> channel|category|kind|type|store|shop?",
        "{1:a} where {2:attr} is {2}",
    ),
    say(
        "for every|each|all <event> that|who|which has|have|is|was? <flag>",
        "for each {1:one} where {2}",
    ),
    // When they were.
    none(
        "<n> <event> a|per|every|each (day|week|month|quarter|year) for <time>",
        "{each} {2:n} within {4}",
        "Rules cannot ask for something in each of several {3}s",
        "count over the whole time: `{each} {2:n} within {4}`",
    ),
    none(
        "<n> <event> a|per|every|each (day|week|month|quarter|year) for <time>",
        "{1} {2:n} within {4}",
        "Rules cannot ask for something in each of several {3}s",
        "count over the whole time: `... {2:n} within {4}`",
    ),
    say("<list> at <hour> !", "{1:raw} where hour of at is {2:hour}"),
    say("<list> before <hour>", "{1:raw} where hour of at < {2:hour}"),
    say("<list> after <hour>", "{1:raw} where hour of at ≥ {2:hour}"),
    say("hour of at <cmp> <hour>", "hour of at {1:clock} {2:hour}"),
    say(
        "in|within|over the? last|past <n> calendar (days|weeks|months|quarters|years)",
        "within {1} {2}",
    ),
    say("<n> <event> a|per|every|each (day|week|month|quarter|year) !", "{1} {2:n} within 1 {3}"),
    say("<list> within|in <time> of|after|from <day>", "{1:raw} between {3} and {3} + {2}"),
    say("<list> before <day>", "{1:raw} where at < {2}"),
    say("<list> after <day>", "{1:raw} where at > {2}"),
    say("<list> in|during the? <month> !", "{1:raw} where month of at is {2:month}"),
    say("<list> in|during|on the? morning|mornings", "{1:raw} where hour of at < 12"),
    say(
        "<list> in|during|on the? afternoon|afternoons",
        "{1:raw} where hour of at between 12 and 17",
    ),
    say("<list> in|during|on the? evening|evenings", "{1:raw} where hour of at ≥ 18"),
    say(
        "<list> on|over|during|at|in the|a? weekend|weekends",
        "{1:raw} where weekday of at in (Saturday, Sunday)",
    ),
    say("within this (day|week|month|quarter|year)", "this calendar {1}"),
    say("within <n> calendar (days|weeks|months|quarters|years)", "within {1} {2}"),
    none(
        "<n> business|working|consecutive days",
        "{1} days",
        "Rules count all days, not only business days",
        "write `{1} days`, or more to make up for the weekends",
    ),
    // How many, compared.
    say("& more <list> than <list>", "count({1}) > count({2})"),
    say("& fewer|less <list> than <list>", "count({1}) < count({2})"),
    say(
        "& more <list> this (day|week|month|quarter|year) than last day|week|month|quarter|year",
        "count({1} this calendar {2}) > count({1} last calendar {2})",
    ),
    say(
        "& fewer|less <list> this (day|week|month|quarter|year) than last day|week|month|quarter|year",
        "count({1} this calendar {2}) < count({1} last calendar {2})",
    ),
    say("& as many <list> as <list>", "count({1}) ≥ count({2})"),
    say("& twice as many <list> as <list>", "count({1}) ≥ 2 * count({2})"),
    say("& <list> (>|<|≥|≤|>=|<=) <n> * <list>", "count({1}) {2} {3} * count({4})"),
    say("& <list> (>|<|≥|≤|>=|<=) <list> * <n>", "count({1}) {2} count({3}) * {4}"),
    say("& <list> minus|- <list> <cmp> <n>", "count({1}) - count({2}) {3} {4}"),
    say("& <list> plus|+ <list> <cmp> <n>", "count({1}) + count({2}) {3} {4}"),
    say("& <list> per <list> <cmp> <n>", "count({1}) / count({2}) {3} {4}"),
    say(
        "& has|have|they|who? <verb> <n> different|distinct|unique products|items|things|articles",
        "count(different {1}.{1:text}) ≥ {2}",
    ),
    // The first and the last of them.
    say(
        "& the|their? (last|first) <event> date|time|day is|was? before|< <date>",
        "{1}({2}.at) < {3}",
    ),
    say(
        "& the|their? (last|first) <event> date|time|day is|was? after|> <date>",
        "{1}({2}.at) > {3}",
    ),
    say(
        "& the|their? last|first|latest <event> date|time|day is|was? empty|missing|null|unknown|blank",
        "no {1}",
    ),
    say(
        "& days between|from the|their? last|latest <event> and|to|until today|now (>|≥|>=) <n>",
        "{3} days since last {1:one}",
    ),
    // Where a customer is among all of them.
    say("(quintile|rank) of|for|by|in the|their? <field>", "{1}({2})"),
    say("& <field> (quintile|rank) (is|=|>|<|≥|≤|>=|<=)", "{2}({1}) {3}"),
    say("& rank ( <field> ) is|in|within|among|= the? top|first|best <n>", "rank({1}) ≤ {2}"),
    say(
        "& they|customer? is|are? ranked|ranks|rank? in|among|of|within the? top|best|first <n> by|in|for|of <field>",
        "rank({2}) ≤ {1}",
    ),
    say(
        "& they|customer? is|are? ranked|ranks|rank? in|among|of|within the? top|best|first <n> spenders|customers|buyers|clients|members",
        "rank({spent}) ≤ {1}",
    ),
    // Points and groups.
    say(
        "& the|their? <balance> runs|run|expires|expire|lapses out? in|within the? next? <time>",
        "{1} expiring within {2} > 0",
    ),
    none(
        "give|earn|grant|award|add|credit <n> points|of? <balance>",
        "{give}",
        "A rule cannot add points to a balance",
        "say in the balance which events earn them, such as `earn {1} per {event}`",
    ),
    say("& <field> group|arm|variant (is|in|=)", "{1} {2}"),
    say("& they|customer|is|are? in the <value> group|arm|variant", "{1:owner} is {1}"),
    // Values.
    say("& the|their? <points> balance|points|score|total", "{1}"),
    say(
        "& they|customer|customers|member|members|who|someone? have|has|had|got at? least? <n> <plain> !",
        "{2} ≥ {1}",
    ),
    say(
        "& the|their? <field> was|is|has|been been? given|provided|answered|filled|entered|specified|present|available in?",
        "{1} is known",
    ),
    say(
        "& the|their? <field> was|is|has not|never been? given|provided|answered|filled|entered|specified|present|available in?",
        "{1} is missing",
    ),
    say("& <str> code|name|value|field is|=|== <new> !", "{1} is {2:text}"),
    say("& <str> is|was|= not|neither <new> nor|or|and <new>", "not {1} in ({2:text}, {3:text})"),
    say("& <choice> is|was|= not|neither <value> nor|and <value>", "not {1} in ({2}, {3})"),
    none(
        "& <set> contains|has|includes|include|contain ( <text> , <text> )",
        "{1} contains {2}",
        "`contains` looks for one text",
        "write `{1} contains {2} and {1} contains {3}` for both, or `or` in place of `and` for either",
    ),
    say(
        "& the|a|their? customer|customers|they|who|contact|people? lives|live|living|is|are|based|located|resides based|located|living? in|from <text>",
        "{country} is {1}",
    ),
    // Comparisons.
    say("is|are|was? less|lower|smaller|fewer or equal|equals to|than?", "≤"),
    say("is|are|was? greater|more|higher|larger|bigger or equal|equals to|than?", "≥"),
    say("≥|> =", "≥"),
    say("≤|< =", "≤"),
    say("⩾|≧", "≥"),
    say("⩽|≦", "≤"),
    say("∧|⋀", "and"),
    say("∨|⋁", "or"),
    say("(≥|≤|>|<|>=|<=) + <n>", "{1} {2}"),
    say("(€|$|£) €|$|£ <n>", "{1}{2}"),
    say("& <field> in|is ( <money> to|-|–|—|.. <money> )", "{1} between {2:raw} and {3:raw}"),
    say("& <num> <n> , <n> ,? or? <n>", "{1} in ({2}, {3}, {4})"),
    say("(≥|≤|>|<|>=|<=) <n> out of <n>", "{1} {2}"),
    say("yet|although|though|whereas <field>", "and {1}"),
    // Days.
    say("(today|now) minus|less <time>", "{1} - {2}"),
    say("(today|now) plus <time>", "{1} + {2}"),
    say("(≤|≥|>|<|<=|>=) <time> before today|now", "{1} today - {2}"),
    say("(≤|≥|>|<|<=|>=) <time> after|from today|now", "{1} today + {2}"),
    say("& <day> is|=|== <time> from|after today|now", "{1} is today + {2}"),
    say(
        "& <coming> is|are? due? in|within less|under|fewer|at than|most? <time>",
        "{1} within next {2}",
    ),
    say("& <time> before|until|till the|their? <coming>", "{2} within next {1}"),
    say("& <day> until|through|by today|now", "{1} ≤ today"),
    say("& <day> on the? <nth> !", "day of {1} is {2:nth}"),
    say("& <day> in|during <month> !", "month of {1} is {2:month}"),
    say(
        "& <day> before|by the? end of the|this? (week|month|quarter|year)",
        "{1} ≤ end of calendar {2} of today",
    ),
    say("& the month is <month>", "month of today is {1:month}"),
    say("& every|each|yearly|annual anniversary of <day>", "anniversary of {1}"),
    say("& the? 1st|first anniversary of <day>", "{1} + 1 year is today"),
    say("& <time> anniversary of <day>", "{2} + {1} is today"),
    say("w / o", "without"),
    say("& in stage since <date>", "stage_since ≤ {1}"),
    say("& <time> since|after the? stage change|changed", "{1} in stage"),
];
