//! Lines of simulations in other words: `5% of Member move to Captain each month`.

use super::{Saying, say};

const ROTATION: &str = "Each line of a simulation says what happens in one rotation";

pub(super) const SAYINGS: &[Saying] = &[
    say("to <stage> each|every|per|a|in month|week|day|year|quarter|rotation|time", "to {1}")
        .titled(ROTATION),
    say("^ every|each <share> <stage> moves|move|goes|go to <stage>", "{1}% of {2} move to {3}")
        .titled("A share of customers is a percentage"),
    say(
        "^ <n> new? <stage> enter|come|arrive|join each|every|per|a month|week|day|rotation",
        "{1} enter {2} each rotation",
    )
    .titled(ROTATION),
];
