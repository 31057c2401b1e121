//! Units of time as people shorten them: `48 hrs`, `2 wks`, `30-days`, `a fortnight`.

use super::{Saying, say};

pub(super) const SAYINGS: &[Saying] = &[
    say("1 hr|hrs|h", "1 hour"),
    say("<n> hr|hrs|h", "{1} hours"),
    say("1 mins", "1 minute"),
    say("<n> mins", "{1} minutes"),
    say("1 d", "1 day"),
    say("<n> d", "{1} days"),
    say("1 wk|wks|w", "1 week"),
    say("<n> wk|wks|w", "{1} weeks"),
    say("1 mo|mos|mth|mths", "1 month"),
    say("<n> mo|mos|mth|mths", "{1} months"),
    say("1 qtr|qtrs", "1 quarter"),
    say("<n> qtr|qtrs", "{1} quarters"),
    say("1 yr|yrs", "1 year"),
    say("<n> yr|yrs", "{1} years"),
    say("1 - day|days", "1 day"),
    say("<n> - day|days", "{1} days"),
    say("1 - week|weeks", "1 week"),
    say("<n> - week|weeks", "{1} weeks"),
    say("1 - month|months", "1 month"),
    say("<n> - month|months", "{1} months"),
    say("a|one|1 fortnight", "2 weeks"),
    say("per|every fortnight", "per 2 weeks"),
    say("(per|every) half a|-? year", "per 6 months"),
    say("once per|every half a|-? year", "once per 6 months"),
    say("1 year and a half", "18 months"),
    say("1 month and a half", "6 weeks"),
];
