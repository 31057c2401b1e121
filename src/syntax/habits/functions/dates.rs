//! Functions of dates: `DATEADD(day, -30, GETDATE())`, `EXTRACT(MONTH FROM birthday)`,
//! `DATE_TRUNC('month', joined)`.

use super::super::Spot;
use super::super::arguments::{Call, Compared, call as call_at};
use super::super::lexicon::singular;
use super::super::{calculations, numbers};
use super::Instead::{self, Same};

/// What takes the place of a function of dates, and the last word of what it takes the place of.
pub(super) fn instead(
    spot: &Spot<'_>,
    name: &str,
    call: &Call<'_>,
    compared: Option<&Compared<'_>>,
) -> Option<(Instead, usize)> {
    let alone = |fixed: String| Some((Same(fixed), call.close));
    match (name, call.args.as_slice()) {
        ("dateadd" | "edate" | "dateplus" | "adddate" | "datesub", args) => {
            alone(added(name, args)?)
        }
        ("date", [year, month, day]) if year.len() == 4 => alone(day_of(year, month, day)?),
        // A number with commas is one word.
        ("date", [all]) => {
            let parts: Vec<&str> = all.split(',').collect();
            let [year, month, day] = parts.as_slice() else { return None };
            (year.len() == 4).then_some(())?;
            alone(day_of(year, month, day)?)
        }
        ("extract" | "datepart", args) => part(args, compared, call.close),
        ("datetrunc", [unit, date]) => truncated(spot, unit, date, compared, call.close),
        _ => None,
    }
}

/// Whether a function or a name is the time at hand.
pub(super) fn is_now(name: &str) -> bool {
    let bare = name.trim_end_matches("()").to_lowercase();
    ["now", "today", "getdate", "current_date", "currentdate", "sysdate", "curdate"]
        .contains(&bare.as_str())
}

/// `DATEADD(day, -30, GETDATE())`, `EDATE(joined, 12)`.
fn added(name: &str, args: &[&str]) -> Option<String> {
    let bare = |arg: &str| singular(&arg.trim_matches(['"', '\'']).to_lowercase());
    let (number, date, unit) = match args {
        [date, number] => {
            let unit = if name == "edate" { "month" } else { "day" };
            (number, date, unit.to_owned())
        }
        [unit, number, date] if numbers::is_unit(&bare(unit)) => (number, date, bare(unit)),
        [date, number, unit] => (number, date, bare(unit)),
        _ => return None,
    };
    let back = number.starts_with('-') != (name == "datesub");
    let number: u32 = number.trim_start_matches(['-', ' ']).parse().ok()?;
    numbers::is_unit(&unit).then_some(())?;
    let date = if is_now(date) { "today" } else { date };
    let plural = if number == 1 { "" } else { "s" };
    Some(format!("{date} {} {number} {unit}{plural}", if back { "-" } else { "+" }))
}

fn day_of(year: &str, month: &str, day: &str) -> Option<String> {
    let number = |text: &str| text.trim().parse::<u32>().ok();
    Some(format!("{year}-{:02}-{:02}", number(month)?, number(day)?))
}

/// `EXTRACT(MONTH FROM birthday) = 5`, `DATEPART(month, birthday)`.
fn part(args: &[&str], compared: Option<&Compared<'_>>, close: usize) -> Option<(Instead, usize)> {
    let (part, date) = match args {
        [both] => {
            let words: Vec<&str> = both.split_whitespace().collect();
            let [part, from, date] = words.as_slice() else { return None };
            from.eq_ignore_ascii_case("from").then_some((*part, *date))?
        }
        [part, date] => (part.trim_matches(['"', '\'']), *date),
        _ => return None,
    };
    let part = part.to_lowercase();
    ["year", "month", "day", "hour"].contains(&part.as_str()).then_some(())?;
    let value = format!("{part} of {}", calculations::of(date));
    Some(match compared {
        Some(compared) => {
            (Same(format!("{value} {} {}", compared.mark, compared.right)), compared.last)
        }
        None => (Same(value), close),
    })
}

/// `DATE_TRUNC('month', joined) = DATE_TRUNC('month', NOW())`.
fn truncated(
    spot: &Spot<'_>,
    unit: &str,
    date: &str,
    compared: Option<&Compared<'_>>,
    close: usize,
) -> Option<(Instead, usize)> {
    let unit = unit.trim_matches(['"', '\'']).to_lowercase();
    ["day", "week", "month", "quarter", "year"].contains(&unit.as_str()).then_some(())?;
    let of = if is_now(date) { "today" } else { date };
    let start = format!("start of calendar {unit} of {of}");
    let Some(compared) = compared else { return Some((Same(start), close)) };
    if let Some(other) = call_at(spot, compared.first) {
        let same = other.name.eq_ignore_ascii_case("date_trunc") && compared.mark == "is";
        let now = other.args.get(1).is_some_and(|date| is_now(date));
        let fixed = format!("{date} this calendar {unit}");
        return (same && now).then_some((Same(fixed), other.close));
    }
    let right = compared.right.trim_matches(['"', '\'']);
    Some((Same(format!("{start} {} {right}", compared.mark)), compared.last))
}
