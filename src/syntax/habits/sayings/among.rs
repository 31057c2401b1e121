//! Some of several events: `3 purchases, one of them over €50`, `at least 2 of 3 purchases`.

use super::{Saying, none, say};

pub(super) const SAYINGS: &[Saying] = &[
    say(
        "<n> <event> , and|with? at? least? one|1 of them|which|those is|was|being|costs|cost|worth|of|at? <cmp> <money> ,?",
        "{1} {2:n} and {2:a} where {2:attr} {3} {4}",
    ),
    say(
        "<n> <event> , and|with? at? least? <n> of them|which|those is|are|were|being|cost|worth|of|at? <cmp> <money> ,?",
        "{1} {2:n} and {3} {2:n} where {2:attr} {4} {5}",
    ),
    say(
        "<n> <event> , and|with? at? least? one|1 of them|which|those is|was|being? on|in|via|from|by|at the|a? <kind> ,?",
        "{1} {2:n} and {2:a} where {3:attr} is {3}",
    ),
    say(
        "<n> <event> , and|with? at? least? <n> of them|which|those is|are|were|being? on|in|via|from|by|at the|a? <kind> ,?",
        "{1} {2:n} and {3} {2:n} where {4:attr} is {4}",
    ),
    none(
        "at least <n> of the|their|any|every? last|first|latest? <n> <event>",
        "{1} {3:n}",
        "Rules count all events, not some of a number of them",
        "write `{1} {3:n}`, and add `within` and a time to count only the recent ones",
    ),
    say(
        "& <list> on|in|via|from|through the|a? <kind> exceed|exceeds|outnumber|outnumbers|> <list> on|in|via|from|through the|a? <kind>",
        "count({1} where {2:attr} is {2}) > count({3} where {4:attr} is {4})",
    ),
    say(
        "& <list> per|for|to a|an|each|every? <counter> is|are? <cmp> <n>",
        "count({1}) / {2} {3} {4}",
    ),
    none(
        "& the|their? <num> is|are? in|among? the? bottom|lowest|worst|last <n>",
        "{1} is known",
        "Say whether this is about the value, or about the other customers",
        "write `{1} ≤ {2}` for the value itself, or `quintile({1}) is 1` for the fifth of customers with the lowest",
    ),
    none(
        "& rank ( <field> ) is|in|<|≤|within|among? in|the? top|best|first <n> %",
        "rank({1}) ≤ {2}",
        "`rank` counts customers, not percent",
        "write `quintile({1}) is 5` for the fifth with the most, or `rank({1}) ≤ 100` for the first 100",
    ),
    say(
        "& <field> is|was? (>|<|≥|≤|>=|<=) average ( <list> . <name> )",
        "{1} {2} average({3}.{4})",
    ),
    say(
        "& <field> is|was? higher|more|greater|larger|above than? average ( <list> . <name> )",
        "{1} > average({2}.{3})",
    ),
    say(
        "& <field> is|was? lower|less|smaller|below than? average ( <list> . <name> )",
        "{1} < average({2}.{3})",
    ),
];
