//! Functions of numbers and parts of dates, which the language writes in other words.

use super::Spot;
use super::arguments::{Compared, call};

/// Whether a call is one of the language's own.
pub(super) fn is_own(name: &str) -> bool {
    matches!(name, "floor" | "ceil" | "round" | "least" | "greatest")
}

/// `MONTH(birthday)`, `ROUNDDOWN(spent, 0)`: the same in the language's words.
pub(super) fn same(name: &str, args: &[&str]) -> Option<String> {
    let simple = |arg: &str| arg.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    Some(match (name, args) {
        ("round", [number] | [number, "0"]) => format!("round({number})"),
        ("round", [number, places]) => format!("round({number}, {places})"),
        ("rounddown" | "floor" | "int" | "trunc", [number] | [number, "0"]) => {
            format!("floor({number})")
        }
        ("roundup" | "ceil" | "ceiling", [number] | [number, "0"]) => format!("ceil({number})"),
        ("abs", [number]) if simple(number) => format!("greatest({number}, -{number})"),
        ("mod", [number, by]) if simple(number) && simple(by) => {
            format!("{number} - {by} * floor({number} / {by})")
        }
        ("min" | "least" | "minimum", [_, _, ..]) => format!("least({})", args.join(", ")),
        ("max" | "greatest" | "maximum", [_, _, ..]) => format!("greatest({})", args.join(", ")),
        ("year" | "month" | "day" | "hour", [date]) => format!("{name} of {}", of(date)),
        ("dayofmonth", [date]) => format!("day of {}", of(date)),
        ("eomonth", [date] | [date, "0"]) => format!("end of calendar month of {}", of(date)),
        _ => return None,
    })
}

/// The same with what it is compared with: one side alone would leave another mistake.
pub(super) fn compared_same(
    spot: &Spot<'_>,
    value: &str,
    compared: Option<&Compared<'_>>,
    money: bool,
) -> Option<(String, usize)> {
    let compared = compared?;
    let (right, last) = match call(spot, compared.first) {
        Some(call) => {
            let name = call.name.to_lowercase().replace('_', "");
            (same(&name, &call.args)?, call.close)
        }
        None => {
            let bare = compared.right.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            let right = if money && bare {
                spot.names.amount(compared.right)
            } else {
                compared.right.to_owned()
            };
            (right, compared.last)
        }
    };
    Some((format!("{value} {} {right}", compared.mark), last))
}

/// A date after `of`.
pub(super) fn of(date: &str) -> String {
    match date.to_lowercase().replace('_', "").trim_end_matches("()") {
        "today" | "currentdate" | "curdate" => "today".to_owned(),
        "now" | "getdate" | "currenttimestamp" => "now".to_owned(),
        _ if date.contains(|c: char| !(c.is_alphanumeric() || c == '_')) => format!("({date})"),
        _ => date.to_owned(),
    }
}
