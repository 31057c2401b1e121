//! Functions, methods and templates of other tools that no other table knows: `NETWORKDAYS(joined,
//! TODAY())`, `JSON.parse(interests).includes("tea")`, `Contact property "NPS"`.

use super::{Saying, none, say};

pub(super) const SAYINGS: &[Saying] = &[
    // Days between two dates.
    say(
        "& networkdays|days360|workdays ( <day> , today|now (? )? ) <cmp> <n>",
        "{2:not}{3} days since {1}",
    )
    .titled("Rules count all days, not only business days"),
    say(
        "& julianday|to_days ( now|today|\"now\"|'now' (? )? ) - julianday|to_days ( <day> ) <cmp> <n>",
        "{2:not}{3} days since {1}",
    ),
    say(
        "& <day> <|<=|≤ date|datetime|timestamp ( now|today|\"now\"|'now' (? )? , <shift> )",
        "{2} since {1}",
    ),
    say(
        "& <day> >|>=|≥ date|datetime|timestamp ( now|today|\"now\"|'now' (? )? , <shift> )",
        "{1} within {2}",
    ),
    say(
        "& moment|dayjs|luxon|date|datetime ( ) . diff ( <day> , <text> ) <cmp> <n>",
        "{3:not}{4} {2:bare} since {1}",
    ),
    say(
        "& moment|dayjs|date ( <day> ) . isbefore ( moment|dayjs|date|now|new (? )? )",
        "{1} < now",
    ),
    say("& moment|dayjs|date ( <day> ) . isafter ( moment|dayjs|date|now|new (? )? )", "{1} > now"),
    // Texts and lists.
    say("& json . parse ( <set> ) . includes|contains|has ( <text> )", "{1} contains {2}"),
    say("& / <any> / . test ( <set> )", "{2} contains {1:text}"),
    say("& / <any> / . test ( <str> )", "{2} contains {1:text}"),
    say("& object . keys|values|entries ( <list> ) . length|size <cmp> <n>", "count({1}) {2} {3}"),
    say("& _|lodash . sumby ( <list> , <text> ) <cmp> <n>", "sum({1}.{2:bare}) {3} {4:money}"),
    say("& _|lodash . size ( <list> ) <cmp> <n>", "count({1}) {2} {3}"),
    say("& <field> in|is in? ( <any> ; <any> )", "{1} in ({2}, {3})"),
    say("& <field> in|is in? ( <any> ; <any> ; <any> )", "{1} in ({2}, {3}, {4})"),
    say("& <choice> in|is any|one? of? <several>", "{1} in ({2})"),
    say("& <str> in any|one? of? <several>", "{1} in ({2:texts})"),
    none(
        "& sum|average|count|max|min|countif ( <any> : <any> ) <cmp> <money>",
        "{when}",
        "Rules do not see the cells of a spreadsheet",
        "write what these cells hold, by its name in this file, such as `sum({paid}) {3} {4:money}`",
    ),
    // Names of other tools.
    say(
        "& ($) user|customer|contact|person|profile|account|lead . <choice> is|==|===|= <text>",
        "{2} is {3:bare}",
    ),
    say(
        "& ($) user|customer|contact|person|profile|account|lead . <str> is|==|===|= <text>",
        "{2} is {3}",
    ),
    say(
        "& ($) user|customer|contact|person|profile|account|lead . <field> <cmp> <any>",
        "{2} {3} {4}",
    ),
    say(
        "& the|a? contact|customer|person|user|profile|custom property|attribute|field|trait <quoted> is|was? <cmp> <any>",
        "{1:bare} {2} {3}",
    ),
    say(
        "& the|a? contact|customer|person|user|profile|custom property|attribute|field|trait <quoted>",
        "{1:bare}",
    ),
    say("& <tally> is|was? <cmp> <n>", "count({1}) {2} {3}"),
    say(
        "& the|their|total? <event> count|counts|number|total is|was|are? greater|more|higher|larger than? or equal to|than? <n>",
        "at least {2} {1:n}",
    ),
    say(
        "& the|their|total? <event> count|counts|number|total is|was|are? less|lower|fewer|smaller than? or equal to|than? <n>",
        "at most {2} {1:n}",
    ),
];
