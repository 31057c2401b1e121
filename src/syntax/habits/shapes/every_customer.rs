//! Lists of customers in programming languages: `customers.filter(c => c.NPS > 8)`,
//! `customer["NPS"]`.

use super::super::arguments::{closing_near, compared};
use super::super::lexicon::{List, singular};
use super::super::quoted::unquoted;
use super::super::{Finding, Spot, english};
use super::spreadsheet;
use crate::syntax::words::Kind;
use crate::values::with_article;

const METHODS: &[&str] =
    &["filter", "map", "find", "some", "every", "any", "all", "each", "where", "foreach"];

/// Whether a word is a method that is called on all customers.
fn calls(spot: &Spot<'_>, at: usize) -> bool {
    let all = ["customers", "users", "contacts", "members", "people"];
    let method = spot.text_at(at + 2).to_lowercase();
    all.contains(&spot.text_at(at).to_lowercase().as_str())
        && spot.text_at(at + 1) == "."
        && METHODS.contains(&method.as_str())
        && spot.text_at(at + 3) == "("
}

/// `customers.filter(c => c.NPS > 8)`.
pub(in crate::syntax::habits) fn method(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    calls(spot, at).then_some(())?;
    let close = closing_near(spot, at + 3)?;
    let condition = body(spot, at + 4, close - 1);
    let deed = english::deed(spot);
    let good = condition.as_ref().and_then(|condition| spreadsheet::rule(spot, condition, &deed));
    let example = english::example(spot.names);
    let condition = condition.filter(|_| good.is_some()).unwrap_or(example);
    let title = "Each rule is asked of every customer, so it names none of them";
    let finding = Finding::new(spot.range(at, at + 2), title, "from a programming language");
    let whole = spot.word(at)?.first;
    let last = if whole { spot.line_end(at) } else { close };
    let with = if whole { format!("when {condition} {deed}") } else { condition };
    let finding = finding.help(format!("write `{with}`")).with_at(spot.range(at, last), with);
    Some(if good.is_some() { finding.likely() } else { finding.guess() })
}

/// The condition in `c => c.NPS > 8`.
pub(in crate::syntax::habits) fn body(spot: &Spot<'_>, from: usize, to: usize) -> Option<String> {
    let arrow = (from..=to).find(|place| matches!(spot.text_at(*place), "=>" | "->"));
    // `function(p) { return p.total > 5; }`
    let function = || (spot.text_at(from) == "function").then_some(from + 3);
    let arrow = arrow.or_else(function)?;
    let bracket = usize::from(matches!(spot.text_at(arrow), ")") || spot.before(arrow, 1) == ")");
    let named =
        if spot.text_at(arrow) == ")" { arrow - 1 } else { arrow.checked_sub(1 + bracket)? };
    let name = spot.text_at(named);
    let braced = spot.text_at(arrow + 1) == "{" && spot.text_at(to) == "}";
    let (first, last) = if braced { (arrow + 2, to - 1) } else { (arrow + 1, to) };
    let first = first + usize::from(spot.text_at(first) == "return");
    let last = if spot.text_at(last) == ";" { last - 1 } else { last };
    let whole = spreadsheet::condition(spot, first, last);
    Some(whole.replace(&format!("{name}."), "").replace("&&", "and").replace("||", "or"))
}

/// `customer["NPS"]`.
pub(in crate::syntax::habits) fn entry(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let owners = ["customer", "contact", "user", "person", "profile", "member", "record"];
    let text = spot
        .word(at + 2)
        .filter(|word| matches!(word.kind, Kind::Text | Kind::SingleText | Kind::SmartText))?;
    let fits = owners.contains(&spot.text_at(at).to_lowercase().as_str())
        && spot.text_at(at + 1) == "["
        && spot.text_at(at + 3) == "]";
    fits.then_some(())?;
    let name = unquoted(text.text);
    let title = format!("`{}` should be `{name}`", spot.written(at, at + 3));
    let finding = Finding::new(spot.range(at, at + 3), title, "write only the name");
    Some(finding.help(format!("write `{name}`")).with(name))
}

/// `purchases.filter(p => p.amount > 50).length > 3`, `purchases.some(...)`, `purchases.map(...)`.
pub(super) fn of_a_list(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let list = spot.names.list(spot.text_at(at)).filter(|list| !list.bare)?;
    let called = spot.text_at(at + 1) == "." && spot.text_at(at + 3) == "(";
    let method = spot.text_at(at + 2);
    let finding = |last: usize| {
        let title = format!("Events have no `{method}`: count the ones you want");
        Finding::new(spot.range(at, last), title, "this is from a programming language")
    };
    let close = closing_near(spot, at + 3).filter(|_| called)?;
    let some = ["filter", "some", "any", "find", "where"].contains(&method);
    let condition = body(spot, at + 4, close - 1).filter(|_| some);
    let Some(condition) = condition.map(|condition| in_amounts(spot, list, &condition)) else {
        let attribute = list.attributes.first().map_or("at", |(name, _)| name);
        let help = format!(
            "write how many, such as `3 {0}`, or `3 {0} where {attribute} is known`",
            list.name
        );
        return called.then(|| finding(at + 2).help(help));
    };
    let counted = ["length", "count", "size"].contains(&spot.text_at(close + 2));
    let compared = compared(spot, close + 2).filter(|_| counted);
    let (how, last) = match &compared {
        Some(compared) => {
            let how = match compared.mark {
                "≥" => "at least",
                "≤" => "at most",
                ">" => "more than",
                "<" => "fewer than",
                _ => "exactly",
            };
            (format!("{how} {} {}", compared.right, list.name), compared.last)
        }
        None => (with_article(&singular(list.name)), close),
    };
    let joint = [" and ", " or "].iter().any(|joint| condition.contains(joint));
    let condition = if joint { format!("({condition})") } else { condition };
    let fixed = format!("{how} where {condition}");
    let finding = finding(at + 2).help(format!("write `{fixed}`"));
    Some(finding.with_at(spot.range(at, last), fixed).likely())
}

/// A condition on events with plain numbers as amounts where their value is one.
pub(in crate::syntax::habits) fn in_amounts(
    spot: &Spot<'_>,
    list: &List<'_>,
    condition: &str,
) -> String {
    let mut words: Vec<String> = condition.split(' ').map(str::to_owned).collect();
    for at in 2..words.len() {
        let is = |kind: &str| {
            let name = words[at - 2].trim_start_matches('(');
            list.attributes.iter().any(|(other, of)| *other == name && *of == kind)
        };
        let number = !words[at].is_empty() && words[at].bytes().all(|byte| byte.is_ascii_digit());
        if number && is("money") {
            words[at] = spot.names.amount(&words[at]);
        }
    }
    words.join(" ")
}
