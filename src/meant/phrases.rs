//! The phrases of conditions, and what each of them says.

use super::item::{Function, Item};
use crate::terms::Comparison::{AtLeast, AtMost, Greater, Is, IsNot, Less};

/// No phrase has more words.
pub(super) const LONGEST: usize = 5;

/// What a phrase in small letters says; `Some(None)` for one that changes nothing.
pub(super) fn meaning(phrase: &str) -> Option<Option<Item>> {
    let among = |phrases| is_among(phrase, phrases);
    if among(SILENT) {
        return Some(None);
    }
    let found = SAID.iter().find(|(_, phrases)| among(phrases));
    found.map(|(item, _)| Some(item.clone()))
}

/// Whether a phrase is one of those in a list.
pub(super) fn is_among(phrase: &str, phrases: &str) -> bool {
    phrases.split(", ").any(|other| other == phrase)
}

const SAID: &[(Item, &str)] = &[
    (
        Item::How(AtLeast),
        ">=, ≥, > =, at least, no less than, not less than, no fewer than, not fewer than, no lower than, \
         a minimum of, minimum of, min of, gte, greater than or equal to, more than or equal to, \
         on or after, not before, is at least, are at least, reached, reaches, hits, not under, not below",
    ),
    (
        Item::How(AtMost),
        "≤, <=, < =, =<, at most, no more than, not more than, up to, a maximum of, maximum of, max of, lte, \
         less than or equal to, fewer than or equal to, on or before, not after, not exceeding, \
         no higher than, no greater than, not over, not above, does not exceed, doesn't exceed",
    ),
    (
        Item::How(Greater),
        ">, more than, greater than, higher than, larger than, bigger than, over, above, exceeds, exceed, \
         exceeded, exceeding, in excess of, upwards of, better than, beyond, longer than, older than, gt, \
         after, later than, surpasses, surpassed, north of, tops, topped",
    ),
    (
        Item::How(Less),
        "<, less than, fewer than, lower than, smaller than, under, below, younger than, shorter than, lt, \
         before, earlier than, prior to, worse than, short of",
    ),
    (Item::How(Is), "=, ==, ===, is, are, equals, equal to, is equal to, equal, eq, matches"),
    (Item::Was, "was, were"),
    (Item::Exactly, "exactly, precisely, is exactly, equals exactly"),
    (
        Item::How(IsNot),
        "≠, !=, !==, <>, is not, isn't, are not, aren't, not equal to, is not equal to, does not equal, \
         doesn't equal, ne, neq, other than, is anything but, not in, is not in, \
         not one of, is none of, is other than, is not one of",
    ),
    (
        Item::OrHow(AtLeast),
        "or more, or higher, or above, or better, or greater, or over, and above, and up, and over, and more, \
         or later, and higher, or up, or larger, or longer, or older, and upwards, upwards, minimum, or beyond",
    ),
    (
        Item::OrHow(AtMost),
        "or less, or fewer, or lower, or below, or under, and below, and under, or earlier, or younger, max, \
         maximum, at the most, or smaller, at most",
    ),
    (
        Item::Function(Function::Sum),
        "sum of, the sum of, sum, sumif, sumifs, total amount of, total value of, adds up to, add up to, sum total",
    ),
    (
        Item::Function(Function::Total),
        "total of, a total of, total, in total, altogether, overall, combined, cumulative, all together, totals, \
         totaling, totalling, amounting to",
    ),
    (
        Item::Function(Function::Spend),
        "spend, spent, spends, spending, total spend, total spent, lifetime value, total spending",
    ),
    (
        Item::Function(Function::Average),
        "average, avg, mean, on average, an average of, averageif, averageifs, average of",
    ),
    (
        Item::Function(Function::Max),
        "max, maximum, highest, largest, biggest, most expensive, greatest",
    ),
    (Item::Function(Function::Min), "min, minimum, lowest, smallest, cheapest, least expensive"),
    (
        Item::Function(Function::Count),
        "count, count of, number of, the number of, len, length, size, how many, total number of, \
         total count of, quantity of, counta, countif, countifs, total count",
    ),
    (Item::Function(Function::First), "first, earliest, very first, first ever, oldest"),
    (Item::Function(Function::Last), "last, latest, most recent, newest, most recently, last time"),
    (Item::Different, "different, distinct, unique"),
    (Item::Between, "between, is between, ranges from, in between, anywhere between"),
    (
        Item::Not,
        "not, no, never, without, hasn't, haven't, didn't, doesn't, don't, hadn't, won't, none, none of, zero, \
         lacks, lacking, nor, !, without any, without a, has not, have not, did not, \
         does not, do not, has never, have never, has no, have no, wasn't, weren't, not a single, has yet to, \
         not any, is not a, hasn't had, with no, not had, nobody, no one, not one, not yet",
    ),
    (Item::And, "and, &&, &, and also, as well as, but, while, plus also, but also, yet also"),
    (Item::Or, "or, ||, or else"),
    (
        Item::Known(true),
        "is known, is not null, not null, is set, isn't null, is not missing, is present, has a value, \
         is filled in, not missing, is not nil, != null, !== null, <> null, isn't missing, is defined, \
         is available, != nil, is not undefined, isn't nil",
    ),
    (
        Item::Known(false),
        "is null, is missing, is unknown, is not set, isn't set, not set, is not known, unknown, isn't known, \
         == null, === null, = null, is nil, is undefined, isnull, isblank, is not available, not known, \
         == nil, is n/a, was never set, is not given, not given",
    ),
    (
        Item::Truth(true),
        "is true, is yes, = true, == true, === true, == 1, = yes, true, yes, is checked, is ticked, == yes, \
         is on, is enabled",
    ),
    (
        Item::Truth(false),
        "is false, is no, = false, == false, === false, == 0, = no, false, == no, is off, is disabled, \
         is unchecked",
    ),
    (Item::Test("contains"), "contains, contain, includes, include, including, mentions, mention"),
    (Item::Test("starts with"), "starts with, begins with, start with, startswith, starting with"),
    (Item::Test("ends with"), "ends with, end with, endswith, ending in, ending with, ends in"),
    (Item::Ago, "ago, back"),
    (Item::Since, "since, old"),
    (
        Item::InStage,
        "in stage, in this stage, in the stage, in the current stage, at this stage, in the same stage, \
         in current stage, in their stage, in their current stage, here",
    ),
    (
        Item::Tagged,
        "tagged, tag, has tag, has the tag, tags contains, tagged with, tagged as, tags include, tags contain",
    ),
    (Item::Times, "times, time, occasions"),
    (Item::Anniversary, "anniversary of, the anniversary of, anniversary"),
    (Item::Today, "today, now, current date, current_date, getdate, sysdate"),
];

/// Verbs that say nothing more than the event that they come with, unless they are all that is said of it.
pub(super) const VERBS: &str = "attended, left, filed, wrote, written, submitted, took, taken, gave, given, posted, raised, \
    logged, recorded, came, comes, come, went, goes, go, received, receives, rated, played, opened, paid";

/// Words that change nothing.
const SILENT: &str = "a, an, the, any, some, customer, customers, customer's, customers', they, them, their, theirs, he, \
    she, his, her, him, member, members, member's, person, people, user, users, user's, contact, contacts, who, \
    whoever, whose, that, which, anyone, anybody, someone, somebody, everyone, there, it, its, it's, there's, \
    they've, they're, has, have, had, having, been, be, being, does, did, do, to, for, of, on, at, by, \
    with, from, as, into, us, our, we, we've, you, your, if, when, where, already, currently, ever, just, \
    really, so far, yet, made, make, makes, making, placed, places, got, get, gets, one of the, at all, worth, \
    worth of, value of, amount of, the amount of, this customer, this person, this user, this member, these, \
    those, his or her, him or her, guest, guests, account, accounts, client, clients, client's, shopper, can, will, also, than, during, whether, subscriber, subscribers, donor, donors, visitor, visitors, \
    player, players, policyholder, set to, the fact that, events, filter, select, profile, entity, \
    properties, attributes, is a, is an, still, balance, amount, performed, event, in, is in, one of, is one of, any of, is any of, among, of type, \
    stage, through, via, uses, use, using, used, going to, about to, date, value, field, score, anything, something, because, \
    either, star, stars, single, exists, exist, feature, holds, holding, owns, own, endif, plan, tier, on the, \
    ifs, iif, current, level, a single, in the, to the";
