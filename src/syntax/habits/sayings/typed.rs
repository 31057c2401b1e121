//! What was typed in another way: `8½`, `""Denver""`, `ends with @gym.example`, `contains "den" or
//! starts with "Bou"`, and actions that choose.

use super::{Saying, none, say};

pub(super) const SAYINGS: &[Saying] = &[
    say("<half>", "{1}").titled("A fraction is written as a decimal"),
    say("<blank> <any> <blank>", "\"{2}\"").titled("A text has one quotation mark at each end"),
    say("…|... !", ";"),
    // Two tests of one text.
    say(
        "& <str> contains <text> (or|and) starts|begins with <text>",
        "{1} contains {2} {3} {1} starts with {4}",
    ),
    say(
        "& <str> contains <text> (or|and) ends with <text>",
        "{1} contains {2} {3} {1} ends with {4}",
    ),
    say(
        "& <str> starts with <text> (or|and) ends with <text>",
        "{1} starts with {2} {3} {1} ends with {4}",
    ),
    say(
        "& <str> ends with <text> (or|and) starts|begins with <text>",
        "{1} ends with {2} {3} {1} starts with {4}",
    ),
    say("& <str> (ends|starts) with @ <new> . <new>", "{1} {2} with \"@{3}.{4}\"")
        .titled("Text goes in quotation marks"),
    say("& <str> contains|has @", "{1} contains \"@\"").titled("Text goes in quotation marks"),
    say(
        "& <str> is|has|contains a|an? valid|real|correct|proper email|mail address?",
        "{1} contains \"@\"",
    )
    .titled("A rule cannot check an address, only what it contains"),
    say(
        "where <attr> (>|<|≥|≤|>=|<=) <n> <own> (and|or) less|lower|fewer|smaller|under|below than? <n> <own>",
        "where ({1} {2} {3:money} {5} {1} < {6:money})",
    ),
    say(
        "where <attr> (>|<|≥|≤|>=|<=) <n> <own> (and|or) more|greater|higher|over|above than? <n> <own>",
        "where ({1} {2} {3:money} {5} {1} > {6:money})",
    ),
    say(", unless <yn> ,? !", "and not {1}"),
    say("& not in|part|assigned of|to|the? <experiment>", "{1} is missing"),
    say(
        "& they|customer|customers|member|members|who|someone? is|are? not in|part|assigned of|to|the? <experiment>",
        "{1} is missing",
    ),
    // Gifts by other names.
    none(
        "give|send|offer|grant either <gift> or <gift>",
        "give {1}",
        "A rule cannot choose between two gifts",
        "give each in a rule of its own, or compare them in an `experiment`",
    ),
];
