//! Parts of a year, decades, and time in a stage: `in Q1 2025`, `born in the 90s`, `30 days after
//! entering Regular`.

use super::{Saying, none, say};

pub(super) const SAYINGS: &[Saying] = &[
    // Parts of a year.
    say(
        "& <day> is|was|falls|fell? in|during the? <quarter> of? <year>",
        "{1} between {3}-{2:begins} and {3}-{2:ends}",
    ),
    say(
        "& <day> is|was|falls|fell? in|during the? first half of <year>",
        "{1} between {2}-01-01 and {2}-06-30",
    ),
    say(
        "& <day> is|was|falls|fell? in|during the? second half of <year>",
        "{1} between {2}-07-01 and {2}-12-31",
    ),
    say(
        "& <day> is|was|falls|fell? in|during the? first quarter of <year>",
        "{1} between {2}-01-01 and {2}-03-31",
    ),
    say(
        "& <day> is|was|falls|fell? in|during the? second quarter of <year>",
        "{1} between {2}-04-01 and {2}-06-30",
    ),
    say(
        "& <day> is|was|falls|fell? in|during the? third quarter of <year>",
        "{1} between {2}-07-01 and {2}-09-30",
    ),
    say(
        "& <day> is|was|falls|fell? in|during the? last|fourth quarter of <year>",
        "{1} between {2}-10-01 and {2}-12-31",
    ),
    say("& today|it|now|we is|are|it's? in|during? the? <quarter>", "month of today in ({1})"),
    say("& <day> is|was|falls? in|during the? <quarter>", "month of {1} in ({2})"),
    say("& <day> is|was? in|during the? <decade>", "{1} between {2:begins} and {2:ends}"),
    say("& <birth> today", "anniversary of {1}"),
    // How near a date is.
    say(
        "& the|their? <renewal> is|comes? due|up? in|within|less|at? than|most|the? next? <time>",
        "{1} within next {2}",
    ),
    say("& <coming> after <time>", "{1} > today + {2}"),
    say("^ <time> before|until|till the|their? <coming>", "when {2} within next {1}"),
    say("^ <many> <unit> before|until|till the|their? <coming>", "when {3} within next {1} {2}"),
    say("^ <many> <unit> after|since the|their? <past>", "when {1} {2} since {3}"),
    none(
        "& the|their? membership|subscription|account|contract|plan <coming> is|comes? in|during? the? next (day|week|month|quarter|year)",
        "{1} is known",
        "Say how far ahead",
        "write `{1} within next 1 {2}`, which is up to one {2} from now",
    ),
    say("(within|since) <time> ago", "{1} {2}"),
    say("& <recent> is|was? before|earlier|< than? <date>", "last({1}.at) < {2}"),
    say("& <recent> is|was? after|later|since|> than? <date>", "last({1}.at) > {2}"),
    // Time in a stage.
    say("exactly|precisely <time> in the|this? stage", "{1} in stage")
        .titled("A time in a stage is at least that long"),
    say("& in the|this? stage for? <time> or|and more|longer|over|up", "{1} in stage"),
    none(
        "every|each <time> in the|this? stage",
        "{1} in stage",
        "A rule does not repeat by the clock",
        "write `{1} in stage`; how often something is given is said where it is declared, such as `once per {1}`",
    ),
    none(
        "& <time> after|since|from entering|joining|reaching the|stage? stage? <stage>",
        "{when}",
        "How long customers are in a stage is asked under that stage",
        "under `stage {2}`, write `{1} in stage`",
    ),
    say(
        "& entered|arrived|came here|in|stage? less|under|fewer than? <time> ago",
        "not {1} in stage",
    ),
    say(
        "& entered|arrived|came here|in|stage? more|over|at than|least? <time> ago",
        "{1} in stage",
    ),
    none(
        "& they|customer|member? was|were|has|have? moved|came|went|promoted|got|upgraded to|into|in the|stage? stage? <stage> in|within|during|over? the? last|past? <time>",
        "{when}",
        "How long customers are in a stage is asked under that stage",
        "under `stage {1}`, write `not {2} in stage`",
    ),
];
