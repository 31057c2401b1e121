//! What databases calculate from rows: `COUNT(*) FILTER (WHERE total > 5) > 3`,
//! `SUM(total) OVER (...)`, `HAVING COUNT(*) > 3`.

use super::{calculated, counted, filter, owner};
use crate::syntax::habits::arguments::{closing_near, compared};
use crate::syntax::habits::lexicon::List;
use crate::syntax::habits::{Finding, Spot, punctuated, shapes};
use crate::syntax::words::Kind;

/// Lines that are queries as a whole.
pub(super) const QUERIES: &[&str] = &["SELECT", "UPDATE", "INSERT", "DELETE", "WHERE", "CASE"];

/// An aggregate over the rows of a table, with all that belongs to it.
pub(super) struct Aggregate {
    /// Whether it does not say what is counted.
    star: bool,
    /// Whether it is one that the language would take, but for its capitals.
    plain: bool,
    /// `FILTER (WHERE ...)` and `OVER (...)`.
    filter: Option<(usize, usize)>,
    over: Option<(usize, usize)>,
    last: usize,
    /// The same in the language's words.
    text: String,
}

/// The language's name for a function of a database.
fn function(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "count" => "count",
        "sum" | "total" => "sum",
        "avg" | "average" | "mean" => "average",
        "min" => "min",
        "max" => "max",
        _ => return None,
    })
}

impl Aggregate {
    /// What a query selects: a function, and the value that it is of.
    pub(super) fn of_query<'a>(
        spot: &Spot<'a>,
        at: usize,
    ) -> Option<(&'static str, Option<&'a str>)> {
        let close = closing_near(spot, at + 1).filter(|_| spot.text_at(at + 1) == "(")?;
        let last = close.checked_sub(1)?;
        let value = spot.is_name(last).then(|| spot.text_at(last));
        Some((function(spot.text_at(at))?, value))
    }

    fn read(spot: &Spot<'_>, at: usize) -> Option<Aggregate> {
        let function = function(spot.text_at(at))?;
        let close = closing_near(spot, at + 1).filter(|_| spot.text_at(at + 1) == "(")?;
        let clause = |at: usize, word: &str| {
            let opens = spot.text_at(at).eq_ignore_ascii_case(word) && spot.text_at(at + 1) == "(";
            opens.then(|| closing_near(spot, at + 1)).flatten().map(|end| (at, end))
        };
        let chosen = clause(close + 1, "filter");
        let end = chosen.map_or(close, |(_, end)| end);
        let over = clause(end + 1, "over");
        let end = over.map_or(end, |(_, end)| end);
        let asked = chosen.map(|(from, to)| {
            let first =
                from + 2 + usize::from(spot.text_at(from + 2).eq_ignore_ascii_case("where"));
            shapes::condition_of(spot, first, to - 1)
        });
        let of = Of::read(spot, at + 2, close, chosen)?;
        let asked = asked.map(|asked| shapes::in_amounts(spot, of.list, &asked));
        let asked = asked.as_deref();
        let compared = compared(spot, end);
        let last = compared.as_ref().map_or(end, |compared| compared.last);
        let compared = compared.as_ref();
        let text = match (function, of.value) {
            ("count", Some(value)) if of.distinct => {
                let of = format!("{}.{value}{}", of.list.name, filter(asked));
                let number = compared.map(|one| format!(" {} {}", one.mark, one.right));
                format!("count(different {of}){}", number.unwrap_or_default())
            }
            ("count", _) => counted(of.list, compared, asked),
            (_, Some(value)) => calculated(spot, function, (of.list, value), compared, asked),
            (_, None) => return None,
        };
        let own = spot.text_at(at) == spot.text_at(at).to_lowercase();
        let plain = own || !of.bare;
        Some(Aggregate { star: of.star, plain, filter: chosen, over, last, text })
    }
}

/// What is between the brackets of an aggregate.
struct Of<'s> {
    list: &'s List<'s>,
    value: Option<&'s str>,
    star: bool,
    distinct: bool,
    /// Whether it is the name of a column alone.
    bare: bool,
}

impl<'s> Of<'s> {
    fn read(
        spot: &'s Spot<'_>,
        from: usize,
        close: usize,
        filter: Option<(usize, usize)>,
    ) -> Option<Of<'s>> {
        let distinct = spot.text_at(from).eq_ignore_ascii_case("distinct");
        let first = from + usize::from(distinct);
        let name = spot.text_at(first);
        let of = |list, value| Some(Of { list, value, star: false, distinct, bare: false });
        match close.checked_sub(first)? {
            1 if matches!(name, "*" | "1") => {
                let asked = filter
                    .and_then(|(from, to)| (from..to).find_map(|at| owner(spot, spot.text_at(at))));
                let only = spot.names.lists.as_slice();
                let only = match only {
                    [one] => Some(one),
                    _ => spot.names.purchases(),
                };
                let list = asked.or(only).filter(|list| !list.bare)?;
                Some(Of { list, value: None, star: true, distinct, bare: true })
            }
            1 => match spot.names.list(name).filter(|list| !list.bare) {
                Some(list) => of(list, None),
                None => {
                    let known = spot.names.is_value(name);
                    let list = owner(spot, name).filter(|_| !known)?;
                    Some(Of { list, value: Some(name), star: false, distinct, bare: true })
                }
            },
            3 if spot.text_at(first + 1) == "." => {
                let value = spot.text_at(first + 2);
                let list = spot.names.list(name).or_else(|| owner(spot, value))?;
                let known = list.attributes.iter().any(|(other, _)| *other == value);
                known.then(|| of(list, Some(value))).flatten()
            }
            _ => None,
        }
    }
}

/// `COUNT(*) FILTER (WHERE total > 5) > 3`, `SUM(total) OVER (...) > 100`, `COUNT(*) > 3`.
pub(super) fn aggregated(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    (spot.kind(at) == Some(Kind::Word) && spot.text_at(at + 1) == "(").then_some(())?;
    let found = Aggregate::read(spot, at)?;
    let odd = found.star || found.filter.is_some() || found.over.is_some() || !found.plain;
    if !odd || punctuated::in_line_of(spot, at, QUERIES) {
        return None;
    }
    let (range, title, label) = match (found.over, found.filter) {
        (Some((from, to)), _) => (
            spot.range(from, to),
            "Rules look at one customer at a time, so `OVER` is not needed".to_owned(),
            "remove this",
        ),
        (None, Some((from, to))) => {
            (spot.range(from, to), "`FILTER` should be `where`".to_owned(), "which events?")
        }
        (None, None) if found.star => {
            let written = spot.written(at, at + 3);
            let title = format!("`{written}` does not say what to count");
            (spot.range(at, at + 3), title, "count which events?")
        }
        (None, None) => {
            let close = closing_near(spot, at + 1)?;
            let written = spot.written(at, close);
            let title = format!("`{written}` does not say whose `{}`", spot.text_at(close - 1));
            (spot.range(at, close), title, "of which events?")
        }
    };
    let finding = Finding::new(range, title, label);
    let finding = finding.help(format!("write `{}`", found.text));
    Some(finding.with_at(spot.range(at, found.last), found.text))
}

/// `HAVING COUNT(*) > 3`, `GROUP BY id HAVING SUM(total) > 100`.
pub(super) fn having(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at)?;
    let by = spot.text_at(at + 1).eq_ignore_ascii_case("by");
    let group = word.text.eq_ignore_ascii_case("group") && by;
    let having = match group {
        true => (at + 2..at + 8).find(|at| spot.text_at(*at).eq_ignore_ascii_case("having"))?,
        false => at,
    };
    if !spot.text_at(having).eq_ignore_ascii_case("having")
        || punctuated::in_line_of(spot, at, QUERIES)
    {
        return None;
    }
    let found = Aggregate::read(spot, having + 1)?;
    let written = spot.written(at, having);
    let opens = ["when", "after", "and", "or", "where", "if", "not", "("];
    let (title, label, fixed) = if word.first {
        let title = format!("A rule begins with `when`, not `{written}`");
        (title, "write `when` here", format!("when {}", found.text))
    } else if opens.contains(&spot.before(at, 1)) {
        (format!("`{written}` is not needed here"), "remove this", found.text)
    } else {
        let title = format!("`{written}` should be `and`");
        (title, "write `and` here", format!("and {}", found.text))
    };
    let finding = Finding::new(spot.range(at, having), title, label);
    let rest = spot.written(found.last + 1, spot.line_end(found.last));
    let rest = if word.first && found.last < spot.line_end(found.last) { rest } else { "" };
    let help = format!("write `{}`", format!("{fixed} {rest}").trim());
    Some(finding.help(help).with_at(spot.range(at, found.last), fixed))
}
