//! Numbers in words where several of them are one value: `NPS is nine or ten`,
//! `a hundred dollars`.

use crate::syntax::habits::{Finding, Spot, numbers};

/// A number in words that the file does not declare as a name.
fn number<'a>(spot: &Spot<'a>, at: usize) -> Option<&'a str> {
    let word = spot.text_at(at);
    numbers::from_word(word).filter(|_| !spot.names.has(word))
}

/// `NPS is nine or ten`.
pub(super) fn one_or_other(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let name = spot.before(at, 1);
    let is = matches!(spot.text_at(at), "is" | "=" | "==");
    (is && spot.names.is_value(name) && spot.text_at(at + 2) == "or").then_some(())?;
    let (one, other) = (number(spot, at + 1)?, number(spot, at + 3)?);
    let fixed = format!("in ({one}, {other})");
    let title = format!("`{}` should be `{fixed}`", spot.written(at, at + 3));
    let finding = Finding::new(spot.range(at, at + 3), title, "write numbers in digits");
    Some(finding.help(format!("write `{name} {fixed}`")).with(fixed))
}

/// `costs a dollar`, `ten percent of spent`.
pub(super) fn one_word(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let next = spot.text_at(at + 1);
    let leads = ["costs", "worth", ">", "<", ">=", "<=", "≥", "≤", "over", "under", "budget"];
    let fixed = match next {
        "percent" => format!("{}%", number(spot, at)?),
        "dollar" | "euro" | "pound" if leads.contains(&spot.before(at, 1)) => {
            let one = spot.number(at)?;
            let amount = numbers::with_currency_word(one, next, spot.names.currency())?;
            spot.names.is_amount(&amount).then_some(amount)?
        }
        _ => return None,
    };
    let title = format!("`{}` should be `{fixed}`", spot.written(at, at + 1));
    let finding = Finding::new(spot.range(at, at + 1), title, "write numbers in digits");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}

/// `day of today is the 1st`.
pub(super) fn nth_day(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let asked =
        spot.text_at(at) == "day" && spot.text_at(at + 1) == "of" && spot.text_at(at + 3) == "is";
    let nth = at + 4 + usize::from(spot.text_at(at + 4) == "the");
    let word = spot.text_at(nth);
    let day = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end))?;
    (asked && day.parse::<u32>().is_ok()).then_some(())?;
    let title = format!("`{}` should be `{day}`", spot.written(at + 4, nth));
    let finding = Finding::new(spot.range(at + 4, nth), title, "the day of a month is a number");
    let help = format!("write `{} {day}`", spot.written(at, at + 3));
    Some(finding.help(help).with(day))
}

/// `a hundred dollars`, `two hundred dollars`.
pub(super) fn hundreds(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let large: u32 = match spot.text_at(at + 1) {
        "hundred" => 100,
        "thousand" => 1000,
        _ => return None,
    };
    let many: u32 = spot.number(at)?.parse().ok()?;
    let total = many.checked_mul(large)?.to_string();
    let amount = numbers::with_currency_word(&total, spot.text_at(at + 2), spot.names.currency());
    let amount = amount.filter(|amount| spot.names.is_amount(amount));
    let last = if amount.is_some() { at + 2 } else { at + 1 };
    let fixed = amount.unwrap_or(total);
    let title = format!("`{}` should be `{fixed}`", spot.written(at, last));
    let finding = Finding::new(spot.range(at, last), title, "write numbers in digits");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}
