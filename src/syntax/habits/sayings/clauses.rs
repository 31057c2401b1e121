//! Conditions of which a part is left out: `hour of now ≥ 22 or ≤ 8`, `city is "a" or is missing`,
//! `activity in 50 to 80`.

use super::{Saying, none, say};

const ZONE: &str = "Write a time with its offset from UTC, not the name of a zone";

pub(super) const SAYINGS: &[Saying] = &[
    say(
        "& <field> (>|<|≥|≤|>=|<=) <money> (or|and) (>|<|≥|≤|>=|<=) <money>",
        "{1} {2} {3:raw} {4} {1} {5} {6:raw}",
    ),
    say(
        "& hour of now (>|<|≥|≤|>=|<=) <n> (or|and) (>|<|≥|≤|>=|<=) <n>",
        "hour of now {1} {2} {3} hour of now {4} {5}",
    ),
    say("& <field> is <any> or is missing|unknown|empty", "{1} is {2} or {1} is missing"),
    say("<attr> is <text> or is <text>", "{1} in ({2}, {3})"),
    say("<attr> begins <text>", "{1} starts with {2}"),
    say("<str> begins <text>", "{1} starts with {2}"),
    say("<attr> is|in <money> to|-|–|— <money>", "{1} between {2:raw} and {3:raw}"),
    say("& <field> in|at <money> up? to|-|–|— <money> !", "{1} between {2:raw} and {3:raw}"),
    say("& <field> from <money> up to <money>", "{1} between {2:raw} and {3:raw}"),
    say("except|excluding if|when? <field> !", "and not {1}"),
    say("& <str> is|was not one|any of <new> , <new>", "not {1} in ({2:text}, {3:text})"),
    say("& untagged <text>", "not tagged {1}"),
    say(
        "& <day> >|≥|>= <time> ago and <|≤|<= <time> ago",
        "{1} between today - {3} and today - {2}",
    ),
    say(
        "& last ( <list> . at ) is|was|>|≥|>= over|more? than? <time> ago",
        "{2} since last {1:one}",
    ),
    say("& <day> is? today or tomorrow", "{1} between today and today + 1 day"),
    say("& <late> today !", "{1} is today"),
    say("& <day> a|one|1 year ago today", "{1} is today - 1 year"),
    say("<date> <n> : <n>", "{1}T{2:two}:{3}").titled("A day and its time are joined by `T`"),
    say("<date> utc|gmt|z", "{1}Z").titled(ZONE),
    say("<date> pst", "{1}-08:00").titled(ZONE),
    say("<date> pdt|mst", "{1}-07:00").titled(ZONE),
    say("<date> mdt", "{1}-06:00").titled(ZONE),
    say("<date> cdt|est", "{1}-05:00").titled(ZONE),
    say("<date> edt", "{1}-04:00").titled(ZONE),
    say("<date> cet", "{1}+01:00").titled(ZONE),
    say("<date> cest", "{1}+02:00").titled(ZONE),
    none(
        "<date> utc|gmt|cet|cest|est|edt|cst|cdt|mst|mdt|pst|pdt|bst",
        "{1}",
        ZONE,
        "write the offset after the time, as in `2026-01-31T09:00-07:00`, or leave it out for the \
         file's time zone",
    ),
];
