//! Queries within a condition: `EXISTS (SELECT 1 FROM purchases WHERE total > 5)`,
//! `(SELECT COUNT(*) FROM purchases) > 3`.

use super::aggregated::Aggregate;
use super::{calculated, closing, counted};
use crate::syntax::habits::arguments::compared;
use crate::syntax::habits::lexicon::plural;
use crate::syntax::habits::{Finding, Spot, shapes};

/// A query in parentheses, as a number of events or what is calculated from them.
pub(super) fn subquery(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let says = |at: usize, word: &str| spot.text_at(at).eq_ignore_ascii_case(word);
    let denied = says(at, "not") && says(at + 1, "exists");
    let exists = denied || says(at, "exists");
    let open = at + usize::from(denied) + usize::from(exists);
    (spot.text_at(open) == "(" && says(open + 1, "select")).then_some(())?;
    let close = closing(spot, open)?;
    let from = (open + 2..close).find(|at| says(*at, "from"))?;
    let list = spot.names.list(spot.text_at(from + 1)).filter(|list| !list.bare)?;
    let asks = (from + 2..close).find(|at| says(*at, "where"));
    let condition = asks.map(|asks| shapes::condition_of(spot, asks + 1, close - 1));
    let condition = condition.map(|text| shapes::in_amounts(spot, list, &text));
    let condition = condition.as_deref();
    let (fixed, last) = if denied {
        let all = plural(list.name.trim_end_matches('s'));
        (format!("no {all}{}", super::filter(condition)), close)
    } else if exists {
        (counted(list, None, condition), close)
    } else {
        let compared = compared(spot, close);
        let last = compared.as_ref().map_or(close, |compared| compared.last);
        let of = Aggregate::of_query(spot, open + 2)?;
        let fixed = match of {
            ("count", _) => counted(list, compared.as_ref(), condition),
            (function, value) => {
                calculated(spot, function, (list, value?), compared.as_ref(), condition)
            }
        };
        (fixed, last)
    };
    let title = "Rules have no queries: name the events";
    let finding = Finding::new(spot.range(open + 1, open + 1), title, "not in the language");
    Some(finding.help(format!("write `{fixed}`")).with_at(spot.range(at, last), fixed))
}

/// `ORDER BY at DESC LIMIT 1`, `GROUP BY id`: what a query goes on with.
pub(super) fn ordered(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let by = spot.text_at(at + 1).eq_ignore_ascii_case("by");
    let loud = matches!(spot.text_at(at), "ORDER" | "GROUP" | "PARTITION") && by;
    let limit = spot.text_at(at) == "LIMIT" && !spot.words[at].first;
    let query = super::super::punctuated::in_line_of(spot, at, super::aggregated::QUERIES);
    // What is ranked by is known where the function is.
    let ranked = spot.before(at, 1) == "(";
    ((loud || limit) && !query && !ranked).then_some(())?;
    let goes_on = |at: &usize| {
        let word = spot.text_at(*at);
        let acts = crate::syntax::vocabulary::ACTIONS.contains(&word);
        !spot.words[*at].first && !acts && !matches!(word, "and" | "or" | "then" | ")" | "AND")
    };
    let last = (at + 1..spot.words.len()).take(20).take_while(goes_on).last()?;
    let lead = if limit { "LIMIT".to_owned() } else { spot.written(at, at + 1).to_owned() };
    let title = format!("Rules look at one customer at a time, so `{lead}` is not needed");
    let finding = Finding::new(spot.range(at, last), title, "remove this");
    Some(finding.help(format!("remove `{}`", spot.written(at, last))).with(" "))
}
