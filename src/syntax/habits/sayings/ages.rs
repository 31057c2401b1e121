//! How old customers are, and where they have been: `over 65`, `turning 18 within 30 days`,
//! `previously in stage Lapsed`.

use super::{Saying, none, say};

const CURRENT: &str = "Rules know only the stage that customers are in";
const TAG: &str = "set a tag when customers enter it, such as `on entering tag \"{1}\"`, and ask for \
                   `tagged \"{1}\"`";

pub(super) const SAYINGS: &[Saying] = &[
    say(
        "& they|customer|member|who? is|are? under|younger than? <n> years|year? old? !",
        "not {1} years since {birth}",
    ),
    say(
        "& they|customer|member|who? is|are? over|older than? <n> years|year? old? !",
        "{1} years since {birth}",
    ),
    say(
        "& the|their? age of? the? customer|customers|member|members? is|are? over|above|> <n>",
        "{1} years since {birth}",
    ),
    say(
        "& the|their? age of? the? customer|customers|member|members? is|are? under|below <n>",
        "not {1} years since {birth}",
    ),
    say("& turning|turns <n> within|in the? next? <time>", "{birth} + {1} years within next {2}"),
    say(
        "& customer|they|who? turned|turns|turning <n> this calendar? year",
        "year of today - year of {birth} is {1}",
    ),
    none("& previously|formerly|once|earlier in? the? stage? <stage>", "{when}", CURRENT, TAG),
    none(
        "& was|were|been ever|once|previously? in|a|an? the? stage? <stage>",
        "{when}",
        CURRENT,
        TAG,
    ),
    none("& came|comes|back|returned back? from the? stage? <stage>", "{when}", CURRENT, TAG),
];
