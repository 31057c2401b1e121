//! Functions and patterns of programming: `purchases.sum(amount)`, `country matches "A.*"`.

use crate::syntax::habits::{Finding, Spot};
use crate::syntax::words::Kind;

/// `purchases.sum(amount)`: the function comes first.
pub(in super::super) fn method_call(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let list = spot.names.list(spot.text_at(at)).filter(|list| !list.bare)?;
    let function = match spot.text_at(at + 2) {
        "sum" | "total" => "sum",
        "average" | "avg" | "mean" => "average",
        "count" | "length" | "size" => "count",
        "min" => "min",
        "max" => "max",
        "first" => "first",
        "last" => "last",
        _ => return None,
    };
    let called = spot.text_at(at + 1) == "." && spot.text_at(at + 3) == "(";
    let name = spot.text_at(at + 4);
    let (close, of) = match name {
        ")" if function == "count" => (at + 4, list.name.to_owned()),
        _ => (at + 5, format!("{}.{name}", list.name)),
    };
    let known = list.attributes.iter().any(|(attribute, _)| *attribute == name) || close == at + 4;
    if !called || !known || spot.text_at(close) != ")" {
        return None;
    }
    let fixed = format!("{function}({of})");
    let title = format!("`{}` should be `{fixed}`", spot.written(at, close));
    let finding = Finding::new(spot.range(at, close), title, "the function comes first");
    Some(finding.help(format!("write `{fixed}`")).with(fixed).safe())
}

/// `country matches "A.*"`, `like "A_T"`: texts have no patterns.
pub(in super::super) fn pattern(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let regular = matches!(
        spot.text_at(at).to_lowercase().as_str(),
        "matches" | "match" | "regex" | "regexp" | "rlike" | "similar" | "=~" | "~"
    );
    let like = spot.text_at(at).eq_ignore_ascii_case("like");
    let text = spot.word(at + 1).filter(|text| text.kind == Kind::Text)?;
    let inside = text.text.trim_matches('"');
    let wild = |c: char| if like { c == '_' } else { ".*+?[](){}^$|\\".contains(c) };
    let name = at.checked_sub(1).filter(|name| spot.is_name(*name))?;
    if !(regular || like) || !inside.contains(wild) || (like && inside.contains('%')) {
        return None;
    }
    let name = spot.text_at(name);
    let core = inside.trim_start_matches('^').trim_end_matches('$');
    let begin = core.strip_suffix(".*").filter(|rest| !rest.contains(wild));
    let end = core.strip_prefix(".*").filter(|rest| !rest.contains(wild));
    let title = "Rules cannot look for patterns, only for texts";
    let finding = Finding::new(spot.range(at, at + 1), title, "this is a pattern");
    let test = match (begin, end) {
        (Some(text), _) if !text.is_empty() => format!("starts with \"{text}\""),
        (_, Some(text)) if !text.is_empty() => format!("ends with \"{text}\""),
        _ => {
            let longest = inside.split(wild).max_by_key(|part| part.len()).unwrap_or_default();
            let help =
                format!("ask for a part of the text, such as `{name} contains \"{longest}\"`");
            let with = "contains \"x\"";
            return Some(finding.help(help).with_at(spot.range(at, at + 1), with).guess());
        }
    };
    let help = format!("write `{name} {test}`");
    Some(finding.help(help).with_at(spot.range(at, at + 1), test))
}
