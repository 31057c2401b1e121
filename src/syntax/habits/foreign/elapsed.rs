//! Time that has passed, as it is calculated elsewhere: `(today - joined).days > 30`,
//! `now() - joined > timedelta(days=30)`, `joined > CURRENT_DATE - 30`.

use super::closing;
use crate::syntax::habits::arguments::compared;
use crate::syntax::habits::{Finding, Spot, numbers};
use crate::syntax::words::Kind;

/// The last word of `today`, `now()`, `datetime.now()`, `CURRENT_DATE`.
fn now(spot: &Spot<'_>, at: usize) -> Option<usize> {
    let low = |at: usize| spot.text_at(at).to_lowercase();
    let dotted = matches!(low(at).as_str(), "datetime" | "date" | "timezone" | "moment")
        && spot.text_at(at + 1) == ".";
    let name = if dotted { at + 2 } else { at };
    let names = ["today", "now", "current_date", "getdate", "sysdate", "utcnow", "curdate"];
    names.contains(&low(name).as_str()).then_some(())?;
    let called = spot.text_at(name + 1) == "(" && spot.text_at(name + 2) == ")";
    Some(if called { name + 2 } else { name })
}

/// `(today - joined).days > 30`, `datetime.now() - joined > timedelta(days=30)`.
pub(super) fn elapsed(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let open = usize::from(spot.text_at(at) == "(");
    let end = now(spot, at + open).filter(|end| spot.text_at(end + 1) == "-")?;
    let date = end + 2;
    let name = spot.text_at(date);
    (spot.names.type_of(name) == "date").then_some(())?;
    let after = date + open;
    let unit = open == 1 && spot.text_at(after) == ")" && spot.text_at(after + 1) == ".";
    let (value, called) =
        if unit { (after + 2, unit_of(spot.text_at(after + 2))) } else { (date, None) };
    let delta = spot.text_at(value + 2) == "timedelta";
    if !unit && !delta {
        return None;
    }
    let (mark, number, unit, last) = match delta {
        true => {
            let close = closing(spot, value + 3)?;
            let unit = unit_of(spot.text_at(value + 4))?;
            (spot.text_at(value + 1), spot.text_at(close - 1), unit, close)
        }
        false => {
            let compared = compared(spot, value)?;
            (compared.mark, compared.right, called?, compared.last)
        }
    };
    let plural = if number == "1" { "" } else { "s" };
    let since = format!("{number} {unit}{plural} since {name}");
    let fixed = match mark {
        ">" | "≥" | ">=" => since,
        "<" | "≤" | "<=" => format!("not {since}"),
        _ => return None,
    };
    number.parse::<u32>().ok()?;
    let title = "Days are not subtracted: ask how long ago something was";
    let finding =
        Finding::new(spot.range(at + open, date), title, "this is the time between two days");
    Some(finding.help(format!("write `{fixed}`")).with_at(spot.range(at, last), fixed))
}

/// `DATE_SUB(NOW(), INTERVAL 1 YEAR)`, `NOW() - INTERVAL 30 DAY`, `DATEADD(day, -30, GETDATE())`.
pub(super) fn interval(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let low = spot.text_at(at).to_lowercase();
    let sign = match low.as_str() {
        "date_sub" | "datesub" | "subdate" => Some("-"),
        "date_add" | "adddate" => Some("+"),
        _ => None,
    };
    let called = sign.is_some() && spot.text_at(at + 1) == "(";
    let end = now(spot, if called { at + 2 } else { at })?;
    let sign = match spot.text_at(end + 1) {
        "," if called => sign?,
        sign @ ("-" | "+") if !called => sign,
        _ => return None,
    };
    spot.text_at(end + 2).eq_ignore_ascii_case("interval").then_some(())?;
    let number = spot.text_at(end + 3).trim_matches(['\'', '"']);
    let number = number.split(' ').next().filter(|number| number.parse::<u32>().is_ok())?;
    let quoted = spot.text_at(end + 3).trim_matches(['\'', '"']).split(' ').nth(1);
    let unit = unit_of(quoted.unwrap_or(spot.text_at(end + 4)))?;
    let last = if quoted.is_some() { end + 3 } else { end + 4 };
    let last = if called && spot.text_at(last + 1) == ")" { last + 1 } else { last };
    let plural = if number == "1" { "" } else { "s" };
    let fixed = format!("today {sign} {number} {unit}{plural}");
    let title = "A length of time is added to a day, or subtracted from it";
    let finding = Finding::new(spot.range(at, last), title, format!("write `{fixed}` here"));
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}

fn unit_of(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().trim_start_matches("total").trim_end_matches('s') {
        "day" => "day",
        "week" => "week",
        "month" => "month",
        "year" => "year",
        "hour" => "hour",
        _ => return None,
    })
}

/// `joined > CURRENT_DATE - 30`: a number of days.
pub(super) fn days_ago(spot: &Spot<'_>, at: usize) -> Option<Finding> {
    let low = spot.text_at(at).to_lowercase();
    let names =
        ["current_date", "current_timestamp", "sysdate", "getdate", "curdate", "today", "now"];
    // `day of today - 1` subtracts from the day.
    let part = matches!(spot.before(at, 1), "of" | "to" | "from");
    (names.contains(&low.as_str()) && !part).then_some(())?;
    let end = now(spot, at).unwrap_or(at);
    let sign = spot.text_at(end + 1);
    // Brackets around the number alone say nothing more.
    let open = (end + 2..).take_while(|&at| spot.text_at(at) == "(").count();
    let at_number = end + 2 + open;
    let last = at_number + open;
    let closed = (at_number + 1..=last).all(|at| spot.text_at(at) == ")");
    let number = spot.word(at_number).filter(|word| word.kind == Kind::Number && closed)?;
    let bare = number.text.bytes().all(|byte| byte.is_ascii_digit());
    let unit = numbers::is_unit(spot.text_at(last + 1)) || spot.text_at(last + 1) == "%";
    (matches!(sign, "-" | "+") && bare && !unit && !spot.names.has(spot.text_at(at)))
        .then_some(())?;
    let plural = if number.text == "1" { "" } else { "s" };
    let fixed = format!("today {sign} {} day{plural}", number.text);
    let title = format!("`{}` should be `{fixed}`", spot.written(at, last));
    let finding = Finding::new(spot.range(at, last), title, "a length of time has a unit");
    Some(finding.help(format!("write `{fixed}`")).with(fixed))
}
