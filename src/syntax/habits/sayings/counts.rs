//! Events as people count and sum them: `placed order at least once`, `order value over €50`.

use super::{Saying, none, say};

const WINDOW: &str = "at least {2} {1:n} within {3}";

pub(super) const SAYINGS: &[Saying] = &[
    say(
        "& has|have|they? done|placed|made|completed a|an? <event> at least <n> times|time",
        "at least {2} {1:n}",
    ),
    say("& has|have|they? done|placed|made|completed? a|an? <event> at least once", "{1:a}"),
    say(
        "& has|have|they? done|placed|made|completed a|an? <event> at least once in|within|over|during the? last|past|previous? <time>",
        "{1:a} within {2}",
    ),
    say(
        "& has|have|they? done|placed|made|completed a|an? <event> at least <n> times|time in|within|over|during the? last|past|previous? <time>",
        WINDOW,
    ),
    say("& <event> at least once", "{1:a}"),
    say(
        "& <event> at least once in|within|over|during the? last|past|previous? <time>",
        "{1:a} within {2}",
    ),
    say("& has|have|they? done|placed|made|completed? a|an? <event> zero|0 times", "no {1}"),
    say(
        "& has|have|they? done|placed|made|completed? a|an? <event> zero|0 times in|within|over|during the? last|past|previous? <time>",
        "no {1} within {2}",
    ),
    say("& placed|made|completed <event> is? at least <n> over|of all time", "at least {2} {1:n}"),
    say(
        "& has|have|did|hasn't|haven't|never not? placed|made|done|completed a|an|any? <event> over|of? all? time?",
        "no {1}",
    ),
    say(
        "& last|latest placed|made|did a|an|the? <event> more|over than? <time> ago",
        "{2} since last {1:one}",
    ),
    say(
        "& first placed|made|did a|an|the? <event> less than <time> ago",
        "first({1}.at) > today - {2}",
    ),
    say(
        "& the? most? recent|latest|newest <event> is|was? more|over|older? than? <time> ago|old",
        "{2} since last {1:one}",
    ),
    say(
        "& the|their? most? recent|latest|last|newest <event> is|was <cmp> <money>",
        "last({1:amount}) {2} {3}",
    ),
    say(
        "& the|their? most? recent|latest|last|newest <event> value|amount|total|was|is? is|was? <cmp> <money>",
        "last({1:amount}) {2} {3}",
    ),
    say(
        "& the|their? first|oldest <event> value|amount|total|was|is? is|was? <cmp> <money>",
        "first({1:amount}) {2} {3}",
    ),
    say("& the? date of the|their? last <event> is? before <date>", "last({1}.at) < {2}"),
    say("& the? date of the|their? last <event> is? after|on|since <date>", "last({1}.at) ≥ {2}"),
    say(
        "& a|an|any|one|single? single? <event> value|total|amount|size|price is|was? <cmp> <money>",
        "{1:a} where {1:attr} {2} {3}",
    ),
    say(
        "& a|an|any|one single? <event> that|which? is|was|costs|cost|has? amount? <cmp> <money>",
        "{1:a} where {1:attr} {2} {3}",
    ),
    say(
        "& a|an|any|one <value> <event> <cmp> <money>",
        "{2:a} where (channel is {1} and {2:attr} {3} {4})",
    ),
    say("let <name> when|if|where|whenever", "let {1} ="),
    say("= total|overall|all <field>", "= {1}"),
    say("= <list> where <rest>", "= count({1} where {2})"),
    say("= <list> (within|since|this) <rest>", "= count({1} {2} {3})"),
    say("<field> per <event>", "{1} / count({2})"),
    none(
        "<plain> within|in|over|during the? last|past? <time>",
        "{1}",
        "`{1}` is a value: only events have windows",
        "put the window into what is summed, such as `sum({paid} within {2})`",
    ),
    none(
        "<field> caret <n>",
        "{1}",
        "There is no power of a number",
        "multiply it, such as `n * n`",
    ),
    none("<field> * * <n>", "{1}", "There is no power of a number", "multiply it, such as `n * n`"),
    say("= if <field> <cmp> <money> then 1|yes|true else 0|no|false", "= {1} {2} {3:like}")
        .titled("A `let` that is true or false is its condition"),
    none(
        "let <name> = if <field> <cmp> <money> <rest>",
        "let {1} = {2} {3} {4:like}",
        "A value cannot depend on a condition",
        "write `let {1} = {2} {3} {4:like}`, which is yes or no, and ask for it in a rule for each case",
    ),
    none(
        "= if <rest>",
        "= {when}",
        "A value cannot depend on a condition",
        "write a rule for each case",
    ),
    none("? <rest>", "", "A value cannot depend on a condition", "write a rule for each case"),
    say("<field> x <n>", "{1} * {2}"),
    say(
        "& at? least? <n> different|distinct|unique <list> . <name>",
        "count(different {2}.{3}) ≥ {1}",
    ),
    say("& <n> different|distinct|unique <list>", "{1} {2}"),
    say("count ( distinct|unique <list> . <name> )", "count(different {1}.{2})"),
    say("unique|distinct ( <list> . <name> )", "count(different {1}.{2})"),
    say("( <attr> is|= <any> )", "where {1} is {2}"),
    say("( <attr> <cmp> <money> )", "where {1} {2} {3}"),
    say("count ( <list> , <attr> <cmp> <money> )", "count({1} where {2} {3} {4})"),
    say("where it|that is|was|costs <cmp> <money>", "where {price} {1} {2}"),
    say("where the|its|their <attr>", "where {1}"),
    say("& the? sum|total of all|the|their|any? <list> . <name>", "sum({1}.{2})"),
    say("& the? sum|total of all|the|their|any? <event>", "sum({1:amount})"),
    say("& the? average of all|the|their|any? <event>", "average({1:amount})"),
    say("(sum|average|min|max) ( <event> <attr> )", "{1}({2}.{3})"),
    say("€|$|£ (sum|average|min|max) (", "{1} (").titled("A sum of money has its currency already"),
    say("(sum|average|min|max|count) <list> . <name>", "{1}({2}.{3})"),
    say("& count|number of? all|the|their? <list> <cmp> <n>", "count({1}) {2} {3}"),
    say("= count|number of all|the|their? <list>", "= count({1})"),
    say("(sum|average|count|min|max) ( <list> . <name> , <time> )", "{1}({2}.{3} within {4})"),
    say("(sum|average|count|min|max) ( <list> , <time> )", "{1}({2} within {3})"),
    say("(sum|average|min|max) ( <name> of <list> )", "{1}({3}.{2})"),
    say("count ( <list> , <name> is|= <any> )", "count({1} where {2} is {3})"),
    say(
        "(sum|average|count|min|max) ( <value> <list> . <name> )",
        "{1}({3}.{4} where channel is {2})",
    ),
    say(
        "(sum|average|count|min|max) ( <list> . <name> ) where <name> is <any>",
        "{1}({2}.{3} where {4} is {5})",
    ),
    say(
        "(sum|average|count|min|max) ( <list> . <name> ) in|over|for|during? the? last|past|previous? <time>",
        "{1}({2}.{3} within {4})",
    ),
    say(
        "& <n> different|distinct|unique kinds|types? of? <attr>",
        "count(different {2:of}.{2}) ≥ {1}",
    ),
    say("& <n> <list> min|minimum|plus|upwards", "{1} {2}"),
    say("& <verb> for|worth|at more|over|least? than? <money>", "{1:a} where {1:attr} ≥ {2}"),
    say("& <verb> for <cmp> <money>", "{1:a} where {1:attr} {2} {3}"),
    say(
        "& has|have|they? ever|already|previously? <verb> before|ever|already|something|anything",
        "{1:a}",
    ),
    say("& has|have|they? ever|already|previously <verb>", "{1:a}"),
    say(
        "& more than <n> and less|fewer than <n> <list>",
        "more than {1} {3} and fewer than {2} {3}",
    ),
    say(
        "& at least <n> but|and less|fewer than <n> <list>",
        "at least {1} {3} and fewer than {2} {3}",
    ),
    say("& received|got|had|has|have a|an|the? <gift> <n> times", "{2} {1}"),
    say("& has|have|they? received|got|gotten|had|used a|an|the|any? <gift>", "{1:a}"),
    say(
        "& has|have|they? received|got|gotten|had|used a|an|the|any? <gift> in|within|during the? last|past? <time>",
        "{1:a} within {2}",
    ),
    say("& has|have? never|not received|got|gotten|had|used a|an|the|any? <gift>", "no {1}"),
    say("& no <gift> yet|so|ever far?", "no {1}"),
    say("& the? <gift> was|is? given|sent|received|used", "{1:a}"),
    say("& the? <gift> was|is? given|sent|received|used twice", "2 {1:n}"),
    say("& the? <gift> was|is? given|sent|received|used <n> times", "{2} {1:n}"),
    say("& we|they? gave|give|sent a|an|the? <gift>", "{1:a}"),
    say(
        "& the? <gift> was|is? given|sent|received|used in|within|during the? last|past? <time>",
        "{1:a} within {2}",
    ),
    say("& the? <gift> was|is? given|sent|received|used <time> ago", "{2} since last {1}"),
    say("& the? <gift> was|is? not given|sent|received|used yet?", "no {1}"),
    say("& given|sent|received <gift> and <gift>", "{1:a} and {2:a}"),
    say("& given|sent|received a|an|the? <gift>", "{1:a}"),
    none(
        "& has|have|hasn't|haven't|not? not? opened|clicked|read|visited|viewed|abandoned an|a|any|the? email|link|message|emails|website|site|page|cart in|within? the? last|past? <time>?",
        "{when}",
        "Rules know only the events that the file declares",
        "declare them under `customer`, such as `opens: events`, and write `an open within 30 days`",
    ),
];
