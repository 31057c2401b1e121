//! Figures of reports as people say them: `average order value`, `lifetime value`, `order count`, and
//! how old somebody is.

use super::{Saying, none, say};

const CELLS: &str = "Rules do not see the cells of a spreadsheet";

pub(super) const SAYINGS: &[Saying] = &[
    say(
        "& the|their? average|avg|mean order|purchase|basket|cart value|size|amount|total? is|was? <cmp> <money>",
        "average({paid}) {1} {2}",
    ),
    say(
        "& the|their? total|lifetime|overall|customer lifetime? value|revenue|spend|spending|sales is|was? <cmp> <money>",
        "{spent} {1} {2}",
    ),
    say(
        "& the|their? <event> count is|was? between <n> and|to|- <n>",
        "count({1}) between {2} and {3}",
    ),
    say(
        "& the? number|count of <event> is|was? between <n> and|to|- <n>",
        "count({1}) between {2} and {3}",
    ),
    say("<field> mod|modulo|% <n>", "{1} - {2} * floor({1} / {2})")
        .titled("There is no remainder of a division"),
    none(
        "& <field> <cmp> (€|$|£) <new> (€|$|£)? <n>?",
        "{1} is known",
        CELLS,
        "write the value itself, such as `{1} {2} {currency}`",
    ),
    none(
        "& <cell> <cmp> <n>",
        "{number} {2} {3}",
        CELLS,
        "write what this cell holds, by its name in this file, such as `{number} {2} {3}`",
    ),
    none(
        "& <cell> <cmp>|=|==|is <any>",
        "{when}",
        CELLS,
        "write what this cell holds, by its name in this file, such as `{when}`",
    ),
    say("& rank ( ) over ( order by <field> desc|asc|descending? ) <cmp> <n>", "rank({1}) {2} {3}"),
    // How old somebody is.
    say(
        "& customer|they|someone|person|user|member? is|are? at|more|over|older|above? least|than? <n> years|year|yrs old|of age?",
        "{1} years since {birth}",
    ),
    say(
        "& customer|they|someone|person|user|member? is|are? less|under|younger|below than? <n> years|year|yrs old|of age?",
        "not {1} years since {birth}",
    ),
    say(
        "& customer|they|someone|person is|are at|over|above? least? <n> !",
        "{1} years since {birth}",
    ),
    say(
        "& the|their? age of|from|by|in? <day> is? <cmp> <n> years? old?",
        "{2:not}{3} years since {1}",
    ),
    none(
        "& customer|they|someone|person|user|member? is|are? at|more|over|older|above? least|than? <n> years|year|yrs old",
        "{when}",
        "Nothing in the file says how old a customer is",
        "declare the date under `customer`, such as `birthday: day`, and write `{1} years since birthday`",
    ),
];
