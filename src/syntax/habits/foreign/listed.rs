//! Lists of values as databases and programming languages write them: `tier IN ('gold', 'silver')`,
//! `country = ANY(ARRAY['AT', 'DE'])`, `country in ["AT", "DE"]`.

use super::{closing, kind_of, literal};
use crate::syntax::habits::{Finding, Spot};
use crate::syntax::words::Kind;

const TEXTS: &[Kind] = &[Kind::Text, Kind::SingleText, Kind::SmartText];

fn is_text(spot: &Spot<'_>, at: usize) -> bool {
    spot.kind(at).is_some_and(|kind| TEXTS.contains(&kind))
}

/// The values that commas separate between two brackets.
pub(super) fn values<'a>(spot: &Spot<'a>, open: usize, close: usize) -> Option<Vec<&'a str>> {
    let plain =
        |at: usize| is_text(spot, at) || spot.kind(at) == Some(Kind::Number) || spot.is_name(at);
    let inside = open + 1..close;
    let commas = inside.clone().skip(1).step_by(2).all(|at| spot.text_at(at) == ",");
    let all = inside.len() % 2 == 1 && commas && inside.clone().step_by(2).all(plain);
    all.then(|| inside.step_by(2).map(|at| spot.text_at(at)).collect())
}

/// The name that is looked for, and whether it is denied: `tier NOT IN`.
fn subject(spot: &Spot<'_>, at: usize) -> Option<(usize, bool)> {
    let denied = spot.before(at, 1).eq_ignore_ascii_case("not");
    let name = at.checked_sub(1 + usize::from(denied))?;
    (spot.is_name(name) && !spot.words[at].first).then_some((name, denied))
}

/// `tier IN ('gold', 'silver')`, `country in ["AT", "DE"]`.
pub(super) fn listed(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    spot.text_at(at).eq_ignore_ascii_case("in").then_some(())?;
    let (name, denied) = subject(spot, at)?;
    let open = at + 1;
    let close = closing(spot, open)?;
    if spot.text_at(open + 1).eq_ignore_ascii_case("select") && !denied {
        return Some(written_out(spot, name, at, (at, close)));
    }
    let values = values(spot, open, close)?;
    let kind = kind_of(spot, spot.text_at(name));
    let other_marks =
        (open..close).any(|at| matches!(spot.kind(at), Some(Kind::SingleText | Kind::SmartText)));
    let loud = spot.text_at(at) != "in";
    let quoted = (open..close).any(|at| is_text(spot, at));
    let odd = spot.text_at(open) != "("
        || other_marks && (values.len() > 1 || kind == "one" || loud)
        || loud && quoted && kind == "one";
    // A list of values that only have to lose their marks is no more than that.
    (odd && spot.names.has(spot.text_at(name))).then_some(())?;
    let values: Vec<String> = values.iter().map(|value| literal(spot, kind, value)).collect();
    Some(in_list(spot, (name, at), close, denied, &values))
}

/// A list that only another table or a variable has.
fn written_out(spot: &Spot<'_>, name: usize, at: usize, (from, close): (usize, usize)) -> Finding {
    let own = spot.names.values_of(spot.text_at(name));
    let of = if own.is_empty() { "\"one\", \"another\"".to_owned() } else { own.join(", ") };
    let fixed = format!("in ({of})");
    let title = "The values to look for are listed in the rule";
    let finding = Finding::new(spot.range(from, close), title, "list the values here");
    let help = format!("write them out, such as `{} {fixed}`", spot.text_at(name));
    finding.help(help).with_at(spot.range(at, close), fixed).guess()
}

/// `country = ANY('{AT,DE}')`, `tier = ANY(ARRAY['gold', 'silver'])`, `tier <> ALL(...)`.
pub(super) fn any_of(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let low = spot.text_at(at + 1).to_lowercase();
    let denied = match (spot.text_at(at), low.as_str()) {
        ("=" | "==" | "is" | "in" | "IN", "any" | "some") => false,
        ("<>" | "!=" | "≠", "all") => true,
        _ => return None,
    };
    let name = at.checked_sub(1).filter(|name| spot.is_name(*name))?;
    let close = closing(spot, at + 2)?;
    let array = usize::from(spot.text_at(at + 3).eq_ignore_ascii_case("array"));
    let open = if spot.text_at(at + 3 + array) == "[" { at + 3 + array } else { at + 2 };
    let inner = if open == at + 2 { close } else { closing(spot, open)? };
    let kind = kind_of(spot, spot.text_at(name));
    let values = values(spot, open, inner).filter(|values| {
        let known = |value: &&str| spot.names.values.contains(value) || kind == "text";
        values.iter().all(|value| !value.starts_with(char::is_alphabetic) || known(value))
    });
    let named = |value: &&str| value.starts_with(char::is_alphabetic) && kind == "text";
    let Some(values) = values.filter(|values| !values.iter().any(named)) else {
        return Some(written_out(spot, name, at, (at + 1, close)));
    };
    let values: Vec<String> = match values.as_slice() {
        [one] if one.contains('{') => {
            let inside = one.trim_matches(['\'', '"', '{', '}']);
            let texts = inside.split(',').map(|text| format!("'{}'", text.trim()));
            texts.map(|text| literal(spot, kind, &text)).collect()
        }
        several => several.iter().map(|value| literal(spot, kind, value)).collect(),
    };
    Some(in_list(spot, (name, at), close, denied, &values))
}

/// `badges @> ARRAY['vip']`, `badges && ARRAY['vip', 'new']`: what a set has in it.
pub(super) fn overlapping(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let marks = match (spot.text_at(at), spot.text_at(at + 1)) {
        ("@", ">") => 2,
        ("&&", _) => 1,
        _ => return None,
    };
    let name = at.checked_sub(1).filter(|name| kind_of(spot, spot.text_at(*name)) == "set")?;
    let array = at + marks;
    spot.text_at(array).eq_ignore_ascii_case("array").then_some(())?;
    let close = closing(spot, array + 1)?;
    let name = spot.text_at(name);
    let each = values(spot, array + 1, close)?.into_iter();
    let each: Vec<String> =
        each.map(|value| format!("contains {}", literal(spot, "text", value))).collect();
    let joint = if marks == 2 { "and" } else { "or" };
    let fixed = each.join(&format!(" {joint} {name} "));
    let title = format!("`{}` should be `{fixed}`", spot.written(at, close));
    let finding = Finding::new(spot.range(at, close), title, format!("write `{fixed}` here"));
    Some(finding.help(format!("write `{name} {fixed}`")).with(format!(" {fixed}")))
}

/// `tier in (gold, silver)` in place of a name and its list.
fn in_list(
    spot: &Spot<'_>,
    (name, at): (usize, usize),
    close: usize,
    denied: bool,
    values: &[String],
) -> Finding {
    let list = format!("in ({})", values.join(", "));
    let whole = format!("{} {list}", spot.text_at(name));
    let (from, fixed) = if denied { (name, format!("not {whole}")) } else { (at, list) };
    let title = format!("`{}` should be `{fixed}`", spot.written(from, close));
    let label = format!("write `{fixed}` here");
    let help = if denied { fixed.clone() } else { whole };
    let finding = Finding::new(spot.range(from, close), title, label);
    finding.help(format!("write `{help}`")).with(fixed)
}

/// `'vip' = ANY(badges)`, `"vip" in badges`.
pub(super) fn in_a_set(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    is_text(spot, at).then_some(())?;
    let low = |place: usize| spot.text_at(place).to_lowercase();
    let (name, last) = match (low(at + 1).as_str(), low(at + 2).as_str()) {
        ("=" | "==", "any" | "some") => (at + 4, closing(spot, at + 3)?),
        ("in", _) => (at + 2, at + 2),
        _ => return None,
    };
    let kind = kind_of(spot, spot.text_at(name));
    matches!(kind, "set" | "text").then_some(())?;
    let text = literal(spot, "text", spot.text_at(at));
    let fixed = format!("{} contains {text}", spot.text_at(name));
    let title = format!("`{}` should be `{fixed}`", spot.written(at, last));
    let finding = Finding::new(spot.range(at, last), title, "the name comes first");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}
