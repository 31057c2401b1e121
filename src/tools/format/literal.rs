//! Numbers, amounts, dates and units in their usual forms. None changes its value.

use super::line::Line;
use super::token::{Kind, Token};

/// Brings the literals of a file into their usual forms.
pub(super) fn tidy(tokens: &mut [Token<'_>]) {
    let mut given = false;
    for at in 0..tokens.len() {
        if tokens[at].begins == Some(Line::Step) {
            given = tokens[at].is("given");
        } else if tokens[at].begins.is_some() {
            given = false;
        }
        let usual = match tokens[at].kind {
            Kind::Number => Some(plain(&tokens[at].text)),
            Kind::Money => Some(money(&tokens[at].text)),
            Kind::Date => Some(tokens[at].text.to_ascii_uppercase()),
            // In what is given, `3 day` may be three events called `day`.
            Kind::Word if given || at == 0 || tokens[at - 1].kind != Kind::Number => None,
            Kind::Word => unit(&tokens[at - 1].text, &tokens[at].text),
            Kind::Text | Kind::Mark => None,
        };
        if let Some(usual) = usual.filter(|usual| *usual != tokens[at].text) {
            tokens[at].text = usual.into();
        }
    }
}

/// Without zeros in front.
fn plain(number: &str) -> String {
    let short = number.trim_start_matches(['0', '_']);
    if short.starts_with(|first: char| first.is_ascii_digit()) {
        short.to_owned()
    } else {
        format!("0{short}")
    }
}

/// With a comma between thousands.
fn money(amount: &str) -> String {
    let mut characters = amount.chars();
    let sign: String = characters.by_ref().take(1).collect();
    let digits: String = characters.filter(|digit| !matches!(digit, '_' | ',')).collect();
    let digits = plain(&digits);
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits.as_str(), None),
    };
    let mut out = sign;
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// `1 day`, `2 days`.
fn unit(count: &str, unit: &str) -> Option<String> {
    let one = unit.strip_suffix('s').unwrap_or(unit);
    let units = ["minute", "hour", "day", "week", "month", "quarter", "year"];
    if !units.contains(&one) {
        return None;
    }
    Some(if count == "1" { one.to_owned() } else { format!("{one}s") })
}
