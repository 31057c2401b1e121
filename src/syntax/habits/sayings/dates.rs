//! Times and dates as people say them: `trial ends in 3 days`, `customer for 1 year`.

use super::{Saying, none, say};

const AHEAD: &str = "{1} within next {2}";

pub(super) const SAYINGS: &[Saying] = &[
    say("& their|the? <ends> ends|expires|end|ending in|within the? next? <time>", AHEAD),
    say("& their|the? <ends> is|are ending|expiring in|within the? next? <time>", AHEAD),
    say("& their|the? <ends> ended|expired|over|finished", "{1} < today"),
    say("& their|the? <ends> has|is|was|have ended|expired|over|finished", "{1} < today"),
    say("& their|the? <ends> ends|expires today", "{1} is today"),
    say("& <day> is in the past", "{1} < today"),
    say("& <day> has|is passed|over|ended|expired|past|reached", "{1} < today"),
    say("& <day> is in the future", "{1} > today"),
    say(
        "& has|have|is? been? a? customer|member|subscriber|client for more|longer|over|at? than|least? <time>",
        "{1} since {joined}",
    ),
    say("& <time> as a? customer|member|subscriber|client", "{1} since {joined}"),
    say(
        "& account|customer|member|membership? age|tenure is|was? <cmp> <time>",
        "{1:not}{2} since {joined}",
    ),
    say("& <day> longer than <time> ago?", "{2} since {1}"),
    none(
        "& a? customer|member|subscriber|client since <date>",
        "{joined} ≥ {1}",
        "Compare the date with `≥` or `<`",
        "write `{joined} ≥ {1}` for customers since that day, or `{joined} < {1}` for older ones",
    ),
    none(
        "& a? customer|member|subscriber|client since <n>",
        "{joined} ≥ {1}-01-01",
        "Compare the date with `≥` or `<`",
        "write `{joined} ≥ {1}-01-01` for customers since that year, or `{joined} < {1}-01-01` for older ones",
    ),
    say("& <time> has|have|had? passed|elapsed|later|gone|went by?", "{1} in stage"),
    say("& time in stage|this? stage? is? <cmp> <time>", "{1:not}{2} in stage"),
    say("& time since the|their? last <event> is? <cmp> <time>", "{2:not}{3} since last {1:one}"),
    say("& time since <day> is? <cmp> <time>", "{2:not}{3} since {1}"),
    say("<time> since the|their <gift>", "{1} since last {2}"),
    say("<time> since the|their? last <gift> was|got sent|given|received", "{1} since last {2}"),
    say("<time> after the|their|a|last? last? <gift>", "{1} since last {2}"),
    say("<time> after the|their|a|an|last? last? <event>", "{1} since last {2:one}"),
    say("& <time> anniversary", "anniversary of {joined}"),
    say("& it's|it? is? their|the? anniversary", "anniversary of {joined}"),
    say("& 1st|first anniversary", "anniversary of {joined}"),
    say("since the? beginning|start of the|this? (year|month|week|quarter)", "this calendar {1}"),
    say("ytd", "this calendar year"),
    say("year to date", "this calendar year"),
    say("this calendar (year|month|week|quarter|day) so far", "this calendar {1}"),
    say("within <n> !", "within {1} days").titled("A length of time needs a unit"),
    say("( <time> )", "within {1}"),
    none(
        "on black friday|friday?",
        "",
        "A rule does not know holidays: name the day",
        "compare the day, such as `where at ≥ 2026-11-27 and at < 2026-11-28` in parentheses",
    ),
    none(
        "& (days|weeks|months|years|hours) since <cond>",
        "{when}",
        "The time since a date is a condition, not a number",
        "ask how long: `30 days since {joined}`",
    ),
    none(
        "& <day> month|is|in|is? is|in? (january|february|march|april|may|june|july|august|september|october|november|december)",
        "{1} is known",
        "A month alone is not a day",
        "write `month of {1} is {2:month}`, in any year",
    ),
];
