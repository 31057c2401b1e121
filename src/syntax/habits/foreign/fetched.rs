//! Values that are fetched from something by their names: `df['NPS']`, `customer.get("NPS")`,
//! `Table1[NPS]`, `{!Contact.NPS}`, and those with a default: `(NPS ?? 0)`.

use crate::syntax::habits::{Finding, Spot};
use crate::syntax::vocabulary::is_reserved;
use crate::syntax::words::Kind;

/// The field or `let` that a name or a text in quotation marks is.
fn own<'s>(spot: &'s Spot<'_>, at: usize) -> Option<&'s str> {
    let word = spot.word(at)?;
    let bare = word.text.trim_matches(['"', '\'', '“', '”', '‘', '’', '`']);
    let fields = spot.names.fields.iter().map(|(name, _)| *name);
    let mut all = fields.chain(spot.names.lets.iter().copied());
    all.find(|name| name.eq_ignore_ascii_case(bare))
}

fn finding(spot: &Spot<'_>, from: usize, to: usize, name: &str) -> Finding {
    let title = format!("`{}` should be `{name}`", spot.written(from, to));
    let finding = Finding::new(spot.range(from, to), title, "write only the name");
    finding.help(format!("write `{name}`")).with(name)
}

/// `df['NPS']`, `Table1[NPS]`, `data.get("NPS", 0)`.
pub(super) fn entry(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let word = spot.word(at).filter(|word| word.kind == Kind::Word)?;
    let reserved = is_reserved(word.text) && word.text != "customer";
    let known = reserved || spot.names.has(word.text);
    if known || word.first {
        return None;
    }
    if spot.text_at(at + 1) == "[" && spot.text_at(at + 3) == "]" {
        return Some(finding(spot, at, at + 3, own(spot, at + 2)?));
    }
    let gets = matches!(spot.text_at(at + 2), "get" | "fetch" | "getOrDefault" | "dig" | "pluck");
    (gets && spot.text_at(at + 1) == "." && spot.text_at(at + 3) == "(").then_some(())?;
    let close = super::closing(spot, at + 3)?;
    let end = matches!(close - at, 5 | 7);
    end.then(|| own(spot, at + 4)).flatten().map(|name| finding(spot, at, close, name))
}

/// `[@NPS]`, `[@[NPS]]`, `{!Contact.NPS}`, `%%=v(@NPS)=%%`.
pub(super) fn marked(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let (close, open) = match (spot.text_at(at), spot.text_at(at + 1)) {
        ("[", "@") => ("]", 2),
        ("{", "!" | "$" | "@") => ("}", 2),
        ("%", "%") if spot.text_at(at + 2) == "=" => ("%", 3),
        _ => return None,
    };
    let line = (at + open..spot.words.len()).take(12).take_while(|at| !spot.words[*at].first);
    let places: Vec<usize> = line.collect();
    let last = places.iter().copied().find(|at| spot.text_at(*at) == close)?;
    let name = places.iter().copied().take_while(|at| *at < last);
    let name = name.filter(|at| spot.kind(*at) == Some(Kind::Word)).last()?;
    let mut end = last;
    while spot.text_at(end + 1) == close {
        end += 1;
    }
    Some(finding(spot, at, end, own(spot, name)?))
}

/// `(NPS ?? 0)`, `(NPS || 0)`, `NPS ?? 0`.
pub(super) fn default(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let open = usize::from(spot.text_at(at) == "(");
    let name = at + open;
    let known = spot.names.fields.iter().any(|(field, _)| *field == spot.text_at(name));
    let marks = match (spot.text_at(name + 1), spot.text_at(name + 2)) {
        ("?", "?") => 2,
        ("||", _) if open == 1 => 1,
        _ => return None,
    };
    let value = name + 1 + marks;
    let literal = matches!(spot.kind(value), Some(Kind::Number | Kind::Text | Kind::SingleText));
    let last = value + open;
    (known && literal && (open == 0 || spot.text_at(last) == ")")).then_some(())?;
    let (field, value) = (spot.text_at(name), spot.text_at(value));
    let kind = super::kind_of(spot, field);
    let value = super::literal(spot, kind, value);
    let title = "A default is written where the field is declared";
    let finding =
        Finding::new(spot.range(name + 1, name + 1 + marks), title, "not in the language");
    let help =
        format!("put `default {value}` after the type of `{field}`, and write `{field}` here");
    Some(finding.help(help).with_at(spot.range(at, last), field).guess())
}

/// `email.toLowerCase() === "a@b.c"`, `email.strip().lower() == "a@b.c"`.
pub(super) fn lowercased(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let field = spot.text_at(at);
    (spot.names.type_of(field) == "text").then_some(())?;
    let methods =
        ["tolowercase", "lower", "casefold", "toupper", "touppercase", "upper", "downcase"];
    let others = ["trim", "strip"];
    let (mut end, mut lowers) = (at, false);
    while spot.text_at(end + 1) == "." && spot.says(end + 3, &["(", ")"]) {
        let method = spot.text_at(end + 2).to_lowercase();
        lowers |= methods.contains(&method.as_str());
        (lowers || others.contains(&method.as_str())).then_some(())?;
        end += 4;
    }
    let value = end + 2;
    let text = matches!(spot.kind(value), Some(Kind::Text | Kind::SingleText));
    let compared = matches!(spot.text_at(end + 1), "=" | "==" | "===" | "is");
    (lowers && text && compared).then_some(())?;
    let value_text = super::literal(spot, "text", spot.text_at(value));
    let fixed = format!("{field} is {value_text}");
    let title = "Rules cannot change a text";
    let finding = Finding::new(spot.range(at + 1, end), title, "remove this");
    let help = format!(
        "declare `{field}: text ignoring case`, and write `{fixed}`: then the case of letters does \
         not matter"
    );
    Some(finding.help(help).with_at(spot.range(at, value), fixed).guess())
}

/// `when =COUNTIF(...) > 3`: a formula after the word that begins a condition.
pub(super) fn formula(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let opens = matches!(spot.before(at, 1), "when" | "after" | "and" | "or" | "where" | "not");
    let called = spot.kind(at + 1) == Some(Kind::Word) && spot.text_at(at + 2) == "(";
    (spot.text_at(at) == "=" && opens && called).then_some(())?;
    let finding = Finding::new(spot.range(at, at), "`=` is not needed here", "remove this");
    Some(finding.help("remove the `=`").with(""))
}

/// `NPS !== undefined`, `NPS <> NULL`, `NPS === null`.
pub(super) fn nothing(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let fixed = match spot.text_at(at) {
        "!==" | "<>" => "is known",
        "===" | "==" => "is missing",
        _ => return None,
    };
    let nothing = ["null", "undefined", "none", "nil"];
    let low = spot.text_at(at + 1).to_lowercase();
    let free = !spot.names.has(spot.text_at(at + 1));
    (nothing.contains(&low.as_str()) && free).then_some(())?;
    let name = spot.before(at, 1);
    let title = format!("`{}` should be `{fixed}`", spot.written(at, at + 1));
    let finding = Finding::new(spot.range(at, at + 1), title, format!("write `{fixed}` here"));
    Some(finding.help(format!("write `{name} {fixed}`")).with(format!(" {fixed}")))
}
