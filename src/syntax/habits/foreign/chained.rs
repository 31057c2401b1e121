//! Methods that programming languages call on lists, one after the other:
//! `purchases.filter(p => p.total > 5).reduce((a, p) => a + p.total, 0) > 100`.

use super::{calculated, closing, counted};
use crate::syntax::habits::arguments::compared;
use crate::syntax::habits::lexicon::{List, plural};
use crate::syntax::habits::{Finding, Spot, shapes};

/// What is asked of a list in the end.
enum Asked {
    /// How many there are, or whether there is one.
    Count,
    Sum,
    /// Whether there is none of which this is not so.
    All(String),
}

/// Methods on a list.
struct Chain<'s> {
    list: &'s List<'s>,
    conditions: Vec<String>,
    value: Option<&'s str>,
    asked: Option<Asked>,
    last: usize,
}

impl<'s> Chain<'s> {
    fn read(spot: &'s Spot<'_>, at: usize) -> Option<Chain<'s>> {
        let list = spot.names.list(spot.text_at(at)).filter(|list| !list.bare)?;
        let mut chain = Chain { list, conditions: Vec::new(), value: None, asked: None, last: at };
        while spot.text_at(chain.last + 1) == "." && chain.asked.is_none() {
            chain.call(spot, chain.last + 2)?;
        }
        Some(chain)
    }

    /// One method; none where it says something else.
    fn call(&mut self, spot: &'s Spot<'_>, at: usize) -> Option<()> {
        let method = spot.text_at(at).to_lowercase();
        let close = closing(spot, at + 1).filter(|_| spot.text_at(at + 1) == "(");
        let Some(close) = close else {
            self.asked = Some(Asked::Count);
            self.last = at;
            return ["length", "size", "count"].contains(&method.as_str()).then_some(());
        };
        let condition =
            || Some(shapes::in_amounts(spot, self.list, &shapes::body(spot, at + 2, close - 1)?));
        let value = (at + 2..close).find_map(|place| {
            let name = spot.text_at(place);
            let of = spot.before(place, 1) == ".";
            let own = self.list.attributes.iter().find(|(other, _)| *other == name && of);
            own.map(|(name, _)| *name)
        });
        match method.as_str() {
            "filter" | "where" => self.conditions.push(condition()?),
            "map" | "pluck" | "flatmap" | "maptodouble" | "collect" => self.value = Some(value?),
            "some" | "any" | "find" | "anymatch" => {
                self.conditions.push(condition()?);
                self.asked = Some(Asked::Count);
            }
            "every" | "all" | "allmatch" => self.asked = Some(Asked::All(condition()?)),
            "reduce" | "sum" | "fold" => {
                let plus = close == at + 2 || (at..close).any(|at| spot.text_at(at) == "+");
                self.value = self.value.or(value);
                self.asked = Some(if self.value.is_some() { Asked::Sum } else { Asked::Count });
                plus.then_some(())?;
            }
            "count" | "size" if close == at + 2 => self.asked = Some(Asked::Count),
            _ => return None,
        }
        self.last = close;
        Some(())
    }

    fn condition(&self) -> Option<String> {
        match self.conditions.as_slice() {
            [] => None,
            several => Some(several.join(" and ")),
        }
    }
}

/// `purchases.filter(p => p.total > 5).length > 3`.
pub(super) fn chain(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let method = spot.text_at(at + 2);
    // `purchases.length` and `purchases.sum(total)` are known by their shape.
    let methods = ["filter", "where", "map", "reduce", "some", "any", "every", "all", "find"];
    let calls = spot.text_at(at + 1) == "." && spot.text_at(at + 3) == "(";
    (calls && methods.contains(&method.to_lowercase().as_str())).then_some(())?;
    let chain = Chain::read(spot, at)?;
    let compared = compared(spot, chain.last);
    let last = compared.as_ref().map_or(chain.last, |compared| compared.last);
    let condition = chain.condition();
    let (title, fixed) = match (&chain.asked, chain.value) {
        (Some(Asked::Sum), Some(value)) => (
            format!("Events have no `{method}`: add up what they have"),
            calculated(spot, "sum", (chain.list, value), compared.as_ref(), condition.as_deref()),
        ),
        (Some(Asked::All(all)), _) => {
            let none = match condition {
                Some(condition) => format!("({condition} and {})", denied(all)),
                None => denied(all),
            };
            let all = plural(chain.list.name.trim_end_matches('s'));
            (
                format!("Events have no `{method}`: say which ones there must be none of"),
                format!("no {all} where {none}"),
            )
        }
        (Some(Asked::Count | Asked::Sum), _) => (
            format!("Events have no `{method}`: count the ones you want"),
            counted(chain.list, compared.as_ref(), condition.as_deref()),
        ),
        (None, _) => return None,
    };
    let last = if matches!(chain.asked, Some(Asked::All(_))) { chain.last } else { last };
    let finding =
        Finding::new(spot.range(at, at + 2), title, "this is from a programming language");
    Some(finding.help(format!("write `{fixed}`")).with_at(spot.range(at, last), fixed))
}

/// The opposite of a condition.
pub(super) fn denied(condition: &str) -> String {
    if condition.contains(' ') { format!("not ({condition})") } else { format!("not {condition}") }
}

/// `Math.max(...purchases.map(p => p.total)) > 100`.
pub(super) fn greatest(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let function = spot.text_at(at + 2);
    let math = spot.text_at(at) == "Math" && spot.text_at(at + 1) == ".";
    let list = at + 4 + usize::from(spot.text_at(at + 4) == "...");
    (math && matches!(function, "max" | "min")).then_some(())?;
    let close = closing(spot, at + 3)?;
    let chain = Chain::read(spot, list).filter(|chain| chain.last + 1 == close)?;
    let value = chain.value?;
    let compared = compared(spot, close);
    let last = compared.as_ref().map_or(close, |compared| compared.last);
    let condition = chain.condition();
    let of = (chain.list, value);
    let fixed = calculated(spot, function, of, compared.as_ref(), condition.as_deref());
    let title = format!("`{}` should be `{fixed}`", spot.written(at, last));
    let finding = Finding::new(spot.range(at, close), title, "this is from a programming language");
    Some(finding.help(format!("write `{fixed}`")).with_at(spot.range(at, last), fixed))
}
