//! Terms and conditions around gifts: `once per month max`, `while stocks last`, `one per household`,
//! `except in winter`.

use super::{Saying, none, say};

const SEASON: &str = "A gift has no season";
const MONTHS: &str =
    "ask for the months in the rules that give it, such as `month of today in (6, 7, 8)`";
const OTHER_MONTHS: &str =
    "ask for all other months in the rules that give it, such as `not month of today in (6, 7, 8)`";

pub(super) const SAYINGS: &[Saying] = &[
    say("once per|a|every|each <unit> max|maximum|only|tops|limit|, at? most|max?", "once per {1}"),
    say("<n> times per|a|every <unit> max|maximum|only|tops|limit", "{1} times per {2}"),
    say("costs|cost up to <money>", "costs {1}").titled("A gift has one cost"),
    say(
        "costs|cost <n> <own> per|a|each|for customer|person|piece|unit|item|each?",
        "costs {1:money}",
    ),
    say("costs|cost <money> for each|every|one customer|person|piece|unit|item", "costs {1}"),
    none(
        "one|1 per household|family|address|account|email|card|home",
        "once",
        "A gift is counted for each customer, not for each household",
        "write `once` for once per customer",
    ),
    none(
        "while|as|until long? as? stocks|stock|supplies|supply|quantities|they last|lasts|run|runs out?",
        "at most 500 per year",
        "Say how many there are",
        "write a number for a time, such as `at most 500 per calendar month`",
    ),
    none(
        "at most|max|maximum <n> in total|all|sum|overall",
        "at most {1} per year",
        "A number of gifts needs a time, such as per year",
        "say for how long, such as `at most {1} per calendar month`, which counts all customers together",
    ),
    none(
        "at most|max|maximum <n> total|altogether|overall|ever",
        "at most {1} per year",
        "A number of gifts needs a time, such as per year",
        "say for how long, such as `at most {1} per calendar month`, which counts all customers together",
    ),
    none(
        ", first come|comes ,|-? first served|serve|serves",
        "",
        "Say who is first with `by` and a value",
        "write it after the number, such as `at most 100 per week by {spent}`, or remove this",
    ),
    say("for|by|to|with? the|,? highest|biggest|largest|greatest|best|top <field> first", "by {1}"),
    none(
        ",? but? only in|during|for in|during? the? winter|summer|spring|autumn|fall|holidays|christmas|season",
        "",
        SEASON,
        MONTHS,
    ),
    none(
        ",? but|only? except|excluding|not in|during|for in|during? the? winter|summer|spring|autumn|fall|holidays|christmas|season",
        "",
        SEASON,
        OTHER_MONTHS,
    ),
    none(
        ",? but? only in|during|for in|during? the? <month>",
        "",
        SEASON,
        "ask in the rules that give it, such as `month of today is {1:month}`",
    ),
    none(
        ",? but|only? except|excluding|not in|during|for in|during? the? <month>",
        "",
        SEASON,
        "ask in the rules that give it, such as `month of today is not {1:month}`",
    ),
    say("to <text> and|,|&|or <text>", "to \"{1:bare} and {2:bare}\"")
        .titled("An alert goes to one place"),
    say("formerly|previously <any> - <any>", "formerly \"{1}-{2}\"")
        .titled("A name in records goes in quotation marks"),
    say("formerly|previously <new>", "formerly {1:text}")
        .titled("A name in records goes in quotation marks"),
    say("<text> <glued> <text>", "\"{1:bare}\\\"{2}\\\"{3:bare}\"")
        .titled("A quotation mark inside a text needs a `\\` before it"),
];
