//! Functions of databases, spreadsheets and journey tools that say a condition: `DECODE(plan, 'pro', 1, 0)
//! = 1`, `NULLIF(city, '') IS NULL`, `Custom Attribute plan equals pro`.

use super::{Saying, none, say};

const OTHERS: &str = "A rule cannot ask for the average of all customers";

pub(super) const SAYINGS: &[Saying] = &[
    say("& nullif ( <field> , <blank> ) is null|missing", "{1} is missing"),
    say("& nullif ( <field> , <blank> ) is not null|missing", "{1} is known"),
    say("& decode ( <choice> , <text> , 1 , 0 ) (=|is) 1", "{1} is {2:bare}"),
    say("& decode ( <str> , <text> , 1 , 0 ) (=|is) 1", "{1} is {2}"),
    say("& (ifs|switch) ( <choice> , <text> , 1 , 0 ) (=|is) 1", "{2} is {3:bare}"),
    say("add_months ( sysdate|today|now|current_date , - <n> )", "today - {1} months"),
    say("add_months ( sysdate|today|now|current_date , <n> )", "today + {1} months"),
    say("age ( <day> ) (>|≥|>=) interval <text>", "{3:bare} since {1}"),
    say("age ( <day> ) (<|≤|<=) interval <text>", "not {3:bare} since {1}"),
    say("is not distinct from <text>", "is {1}"),
    say("& <field> is distinct from <text>", "({1} is not {2} or {1} is missing)"),
    say("& iserror|isna|isnan|iserr ( <field> )", "{1} is missing"),
    say("& countblank ( <field> ) > 0", "{1} is missing"),
    say("& counta ( <field> ) > 0", "{1} is known"),
    say("& isempty|is_empty|empty|isblank ( <list> )", "no {1}"),
    say("& bang isempty|is_empty|empty|isblank ( <list> )", "{1:a}"),
    say("& <list> is empty|null", "no {1}"),
    say("& <list> is not empty|null", "{1:a}"),
    say("& typeof <field> (=|==|===|is) 'number'|\"number\"|\"string\"|'string'", "{1} is known"),
    say("& typeof <field> (=|==|===|is) 'undefined'|\"undefined\"", "{1} is missing"),
    say("& eomonth ( today ( ) , 0 ) (=|is) today ( )", "day of (today + 1 day) is 1"),
    say(
        "& text ( <birth> , \"mm-dd\"|\"mmdd\"|\"mm/dd\" ) (=|is) text ( today ( ) , \"mm-dd\"|\"mmdd\"|\"mm/dd\" )",
        "anniversary of {1}",
    ),
    none(
        "& <field> <cmp> ( select avg|min|max|sum|count|median ( <any> ) from <any> )",
        "{1} is known",
        OTHERS,
        "compare with a number, or ask where the customer is among all: `quintile({1}) ≥ 4` for the upper two fifths",
    ),
    say("& new date ( <day> ) (>|<|≥|≤|>=|<=) new date ( <text> )", "{1} {2} {3:bare}"),
    say("& moment|dayjs|date|datetime ( <day> ) . isbefore ( <text> )", "{1} < {2:bare}"),
    say("& moment|dayjs|date|datetime ( <day> ) . isafter ( <text> )", "{1} > {2:bare}"),
    say("& <yn> is|=|==|=== \"true\"|'true'|\"yes\"|'yes'|\"1\"|'1'|\"y\"|\"on\"", "{1} is yes"),
    say("& <yn> is|=|==|=== \"false\"|'false'|\"no\"|'no'|\"0\"|'0'|\"n\"|\"off\"", "{1} is {no}"),
    say("& <yn> = 1", "{1} is yes"),
    say("& <yn> = 0", "{1} is {no}"),
    // Journey tools.
    say(
        "& custom|user|contact|profile|person attribute|property|field <field> is|equals|= <new>",
        "{1} is {2:text}",
    ),
    say(
        "& custom|user|contact|profile|person attribute|property|field <choice> is|equals|= <value>",
        "{1} is {2}",
    ),
    say(
        "& custom|user|contact|profile|person attribute|property|field <field> (is|>|<|≥|≤|>=|<=) <any>",
        "{1} {2} {3}",
    ),
    say(
        "& someone|person|customer|contact|user|they? has|have not|never performed|done|completed|made|triggered|filled out? a|an|the|any? <event>",
        "no {1}",
    ),
    say(
        "& someone|person|customer|contact|user|they? has|have not|never performed|done|completed|made|triggered|filled out? a|an|the|any? <event> in|within|over|during the? last|past? <time>",
        "no {1} within {2}",
    ),
    say("& first <event> more|over|at than|least? <time> ago", "first({1}.at) + {2} ≤ now"),
    say(
        "& first <event> less|under|within|in than|the? last? <time> ago?",
        "first({1}.at) within {2}",
    ),
    say("& lifecycle|customer|contact? stage is any|one|none? of? <stage>", "stage is {1}"),
    say(
        "<list> : at least <n> times in|within|over the? last|past? <time>",
        "at least {2} {1} within {3}",
    ),
    none(
        "& enters|entered|joins|joined|leaves|left|exits the|a? segment|list|audience|group <text>",
        "tagged {1}",
        "Lists and segments of other tools are tags here",
        "ask for the tag that your tool sets, such as `tagged {1}`",
    ),
];
