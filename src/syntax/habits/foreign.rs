//! Conditions in the words of databases, programming languages and mailing tools, which are read as
//! a whole before the marks in them: `tier IN ('gold', 'silver')`, `purchases.reduce(...)`,
//! `*|NPS|*`.

mod aggregated;
mod braced;
mod chained;
mod chosen;
mod comprehended;
mod elapsed;
mod fetched;
mod in_words;
mod including;
mod last_of;
mod listed;
mod merge_tags;
mod ranked;
mod subquery;

use super::arguments::Compared;
use super::lexicon::{List, plural, singular};
use super::{Finding, Spot};
use crate::values::with_article;

/// Reads what a word begins.
type Reading = fn(&Spot<'_>, usize) -> Option<Finding>;

const READINGS: &[Reading] = &[
    braced::rule,
    chosen::truth,
    chosen::blank,
    in_words::one_or_other,
    in_words::hundreds,
    in_words::one_word,
    in_words::nth_day,
    merge_tags::tag,
    merge_tags::condition,
    fetched::marked,
    fetched::entry,
    fetched::default,
    fetched::nothing,
    fetched::formula,
    fetched::lowercased,
    elapsed::elapsed,
    elapsed::interval,
    elapsed::days_ago,
    subquery::subquery,
    listed::listed,
    listed::any_of,
    listed::in_a_set,
    listed::overlapping,
    including::includes,
    ranked::ranked,
    aggregated::having,
    subquery::ordered,
    aggregated::aggregated,
    comprehended::comprehension,
    last_of::last_of,
    chained::greatest,
    chained::chain,
];

/// What a word begins, if it is none of the language's own.
pub(super) fn find(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    READINGS.iter().find_map(|read| read(spot, at))
}

/// The bracket that closes the one at a place, on the same line.
fn closing(spot: &Spot<'_>, open: usize) -> Option<usize> {
    let close = match spot.text_at(open) {
        "(" => return super::arguments::closing_near(spot, open),
        "[" => "]",
        "{" => "}",
        _ => return None,
    };
    let line = (open + 1..spot.words.len()).take(60).take_while(|at| !spot.words[*at].first);
    line.into_iter().find(|at| spot.text_at(*at) == close)
}

/// The word that begins the type of a field or of a value of events.
fn kind_of<'a>(spot: &Spot<'a>, name: &str) -> &'a str {
    let of_field = spot.names.type_of(name);
    let mut values = spot.names.lists.iter().flat_map(|list| &list.attributes);
    match of_field {
        "" => values.find(|(other, _)| *other == name).map_or("", |(_, kind)| kind),
        kind => kind,
    }
}

/// A value, in quotation marks or not, as one of this type is written.
fn literal(spot: &Spot<'_>, kind: &str, text: &str) -> String {
    let bare = text.trim_matches(['"', '\'', '“', '”', '‘', '’', '`']);
    let quoted = bare.len() < text.len();
    match kind {
        "one" => bare.to_owned(),
        "money" if bare.parse::<f64>().is_ok() => spot.names.amount(bare),
        "number" | "money" | "date" | "count" => bare.to_owned(),
        "text" | "set" => format!("\"{bare}\""),
        _ if quoted => format!("\"{bare}\""),
        _ => text.to_owned(),
    }
}

/// The events that have a value of this name.
fn owner<'s>(spot: &'s Spot<'_>, name: &str) -> Option<&'s List<'s>> {
    spot.names.lists.iter().find(|list| list.attributes.iter().any(|(other, _)| *other == name))
}

/// ` where total > $5`, in parentheses where it has several parts.
fn filter(condition: Option<&str>) -> String {
    match condition {
        Some(text) if text.contains(" and ") || text.contains(" or ") => {
            format!(" where ({text})")
        }
        Some(text) => format!(" where {text}"),
        None => String::new(),
    }
}

/// A number of events as a condition: `more than 3 purchases where total > $5`.
fn counted(list: &List<'_>, compared: Option<&Compared<'_>>, condition: Option<&str>) -> String {
    let one = singular(list.name);
    let all = if list.name.ends_with('s') { list.name.to_owned() } else { plural(list.name) };
    let filter = filter(condition);
    let Some(Compared { mark, right, .. }) = compared else {
        return format!("{}{filter}", with_article(&one));
    };
    let how = match (*mark, *right) {
        ("≥", "1") | (">", "0") => return format!("{}{filter}", with_article(&one)),
        ("is" | "≤", "0") | ("<", "1") => return format!("no {all}{filter}"),
        ("≥", _) => "at least",
        (">", _) => "more than",
        ("≤", _) => "at most",
        ("<", _) => "fewer than",
        _ => "exactly",
    };
    let name = if *right == "1" { &one } else { &all };
    format!("{how} {right} {name}{filter}")
}

/// What is calculated from a value of events, and what it is compared with:
/// `sum(purchases.total) > $100`.
fn calculated(
    spot: &Spot<'_>,
    function: &str,
    (list, value): (&List<'_>, &str),
    compared: Option<&Compared<'_>>,
    condition: Option<&str>,
) -> String {
    let text = format!("{function}({}.{value}{})", list.name, filter(condition));
    match compared {
        Some(compared) => {
            let right = literal(spot, kind_of(spot, value), compared.right);
            format!("{text} {} {right}", compared.mark)
        }
        None => text,
    }
}
