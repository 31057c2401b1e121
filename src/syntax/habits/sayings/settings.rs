//! Settings before the header that they belong to: `currency EUR` as the first line.

use super::{Saying, none};

const UNDER: &str = "A setting goes under `flywheel`, which comes first";
const HELP: &str = "begin the file with `flywheel \"A title\"`, and write `{1} {2}` under it";

pub(super) const SAYINGS: &[Saying] = &[
    none("^ (currency|timezone|language) :|=? <rest>", "", UNDER, HELP)
        .labeled("put this under `flywheel`"),
    none(
        "^ title|name :|=? <text>",
        "",
        "The title of a file comes after `flywheel`",
        "write `flywheel {1}`",
    )
    .labeled("write `flywheel` here"),
];
