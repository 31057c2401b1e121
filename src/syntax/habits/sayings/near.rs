//! How near a date is to today, to an event or to a day of the calendar, as people say it: `joined
//! before 30 days ago`, `anniversary of joined in 7 days`, `joined on a Monday`.

use super::{Saying, none, say};

pub(super) const SAYINGS: &[Saying] = &[
    // Anniversaries.
    say(
        "& anniversary of <day> is|was|falls? in|within|over|during? the? last|past|previous <time>",
        "anniversary of {1} within {2}",
    ),
    say(
        "& anniversary of <day> is|falls|comes? in|within|coming the? next|coming|upcoming? <time>",
        "anniversary of {1} within next {2}",
    ),
    say(
        "& anniversary of <day> is|falls|comes? in|during? this (day|week|month|quarter|year)",
        "anniversary of {1} this calendar {2}",
    ),
    say(
        "& anniversary of <day> was|is? in|during? the? last|previous (day|week|month|quarter|year)",
        "anniversary of {1} last calendar {2}",
    ),
    say(
        "& it's|it|is|today? is? in? their|the|a? <birth> this (day|week|month)",
        "anniversary of {1} this calendar {2}",
    ),
    say(
        "& in|it's|is|it? in? their|the? <birth> (month|week)",
        "anniversary of {1} this calendar {2}",
    ),
    say("& their|the? <birth> is? tomorrow", "anniversary of ({1} - 1 day)"),
    say("& their|the? <birth> was|is? yesterday", "anniversary of ({1} + 1 day)"),
    none(
        "& their|the? <birth> is? coming|approaching|soon|near|nearing up|soon?",
        "{1} is known",
        "Say how soon",
        "write how far ahead, such as `anniversary of {1} within next 7 days`",
    ),
    // From one day to another.
    say("& their|the? <ends> ends|ending|expires|is tomorrow", "{1} is today + 1 day"),
    say("& their|the? <late> is tomorrow", "{1} is today + 1 day"),
    say("& their|the? <ends> ended|expired|finished <time> ago", "{2} since {1}"),
    say("& the|a|one? day before the|their? <late>", "{1} is today + 1 day"),
    say("& <time> before the|their? <ends> ends|expires|is?", "{2} within next {1}"),
    say(
        "& <day> is? in|within <n> to|-|and <n> (days|weeks|months|years)",
        "{1} between today + {2} {4} and today + {3} {4}",
    ),
    say("& <day> was|is? before <time> ago", "{2} since {1}"),
    say("& <day> was|is? after|since <time> ago", "{1} within {2}"),
    say(
        "& <day> was|is? between <n> and|to|- <n> (days|weeks|months|quarters|years) ago",
        "{1} between today - {3} {4} and today - {2} {4}",
    ),
    say("& <day> was|is? before today|now", "{1} < today"),
    say("& <day> was|is? after today|now", "{1} > today"),
    say("& <field> not|isn't between <money> and <money>", "not {1} between {2:raw} and {3:raw}"),
    say("& <day> is|was? not within next <time>", "not {1} within next {2}"),
    say("& <day> is|was? not within the? last|past? <time>", "not {1} within {2}"),
    say(
        "& (days|weeks|months|years) from|between today|now to|until|till|and <day> is? <cmp> <n>",
        "{2} {3:ahead} {4} {1}",
    ),
    say(
        "& (weeks|months|years) from|between|since <day> to|until|till|and|up to? today|now is? <cmp> <n>",
        "{3:not}{4} {1} since {2}",
    ),
    say(
        "& (days|weeks|months|years) between <day> and today|now is? <cmp> <n>",
        "{3:not}{4} {1} since {2}",
    ),
    none(
        "& <day> is|falls? in|during? the? next calendar (day|week|month|quarter|year)",
        "{1} is known",
        "A window in the calendar is this period or the last one",
        "write `{1:when} within next 1 {2}` for the {2} from now on, or `{1:when} this calendar {2}`",
    ),
    // From events on.
    say("& <day> is|was? since|after the|their|a? last|latest <event>", "{1} > last({2}.at)"),
    say("& <day> is|was? before the|their|a? last|latest <event>", "{1} < last({2}.at)"),
    say("& <day> is|was? since|after the|their|a? first <event>", "{1} > first({2}.at)"),
    say("& <day> is|was? before the|their|a? first <event>", "{1} < first({2}.at)"),
    say(
        "& (days|weeks|months|years) since the|their? last|latest <event> date? is|are|was? <cmp> <n>",
        "{3:not}{4} {1} since last {2:one}",
    ),
    say(
        "& the|their? last|latest|newest <event> date|day|time is|was? at|more|over|older|longer|before? least|than? <time> ago",
        "{2} since last {1:one}",
    ),
    say(
        "& the|their? last|latest|newest <event> date|day|time is|was? less|under|newer|within|in than|the? last? <time> ago?",
        "{1:a} within {2}",
    ),
    say(
        "& <recent> is|was? at|more|over|older|longer|before|>|≥|>=|<? least|than? <time> ago",
        "{2} since last {1:one}",
    ),
    say(
        "& <recent> is|was? less|under|newer|within|in than|the? last? <time> ago?",
        "{1:a} within {2}",
    ),
    say(
        "& the|their? first <list> is|was? less|under|newer|within|after than? <time> ago",
        "first({1}.at) within {2}",
    ),
    say("& hasn't|haven't|didn't|never <verb> since <time>", "{2} without {1:a}"),
    say("& has|have|did not <verb> since <time>", "{2} without {1:a}"),
    say("<list> from|between <date> to|until|through|till|- <date>", "{1} between {2} and {3}"),
    say(
        "& last|latest <verb> at|more|over|older? than|least? <time> ago",
        "{2} since last {1:one}",
    ),
    say(
        "& has|have? <verb> a|an|someone|somebody|something friend? in|within the? last|past? <time>",
        "{1:a} within {2}",
    ),
    // How long somebody is a customer.
    say(
        "& signed|registered|enrolled|subscribed up? more|over? than? <time> ago",
        "{1} since {joined}",
    ),
    say("& signed|registered|enrolled up? in|within the? last|past? <time>", "{joined} within {1}"),
    say(
        "& the|their? account|profile created|opened|made|started more|over|at? than|least? <time> ago",
        "{1} since {joined}",
    ),
    say(
        "& the|their? account|membership|customer|profile is older|over|more than? <time>",
        "{1} since {joined}",
    ),
    say("& customer|member|subscriber since more|over|at than|least? <time>", "{1} since {joined}"),
    say(
        "& loyal|registered|subscribed|enrolled for|since over|more? than? <time>",
        "{1} since {joined}",
    ),
    say("& <time> a customer|member|subscriber|client", "{1} since {joined}"),
    say("& it's|it been|has been? over|more? than? <time> !", "{1} in stage"),
    say(
        "& joined|registered|subscribed|signed up? but|and has|have|hasn't|haven't? never|not? <verb> yet?",
        "no {1}",
    ),
    // In the calendar.
    say("& in <month>", "month of today is {1:month}"),
    say("& (weekday|month|day|hour|year) of <any> is|are? not in", "not {1} of {2} in"),
    say("& <day> is|was|falls? on a? <weekday>", "weekday of {1} is {2:weekday}"),
    say("& quarter of <day> is|=|== <n>", "month of {1} in ({2:months})")
        .titled("There is no `quarter of`: list its months"),
    none(
        "& minute|minutes|second|seconds of <any> <cond>",
        "{when}",
        "Rules do not ask for minutes",
        "ask for the hour, such as `hour of {1} ≥ 9`",
    ),
    say("(start|end) of the? (day|week|month|quarter|year) of", "{1} of calendar {2} of"),
    say("beginning of the? (day|week|month|quarter|year) of", "start of calendar {1} of"),
];
