use super::Choices;

/// 2026-03-30, the day after the clocks of Berlin changed, in days since 1970.
pub(super) const TODAY: i64 = 20_542;

/// How long ago things are: at the ends of the lengths of time in [`LENGTHS`], the first of them
/// most of all.
const AGO: [i64; 20] =
    [1, 0, 7, 30, 90, 2, 6, 8, 14, 28, 29, 31, 59, 89, 91, 364, 365, 366, -1, -30];

/// Times of a day: that of an instant to decide as of, the last of the day, an hour that is skipped
/// or repeated, and others.
const TIMES: [&str; 8] = [
    "09:30:00",
    "23:59:59.999999999",
    "00:00:00",
    "23:59:59",
    "02:30:00",
    "12:00:00.5",
    "22:00:00",
    "04:00",
];

/// Lengths of time that rules say.
pub(super) const LENGTHS: [&str; 16] = [
    "30 days",
    "1 day",
    "7 days",
    "90 days",
    "30 days",
    "7 days",
    "1 month",
    "2 weeks",
    "1 year",
    "1 quarter",
    "24 hours",
    "90 minutes",
    "365 days",
    "2 months",
    "2 days",
    "12 hours",
];

/// A day close to today.
pub(super) fn day(choices: &mut Choices<'_>) -> i64 {
    let most = if choices.once_in(3) { &AGO[..] } else { &AGO[..5] };
    TODAY - choices.of(most)
}

/// A day as it is written: `2026-03-30`.
pub(super) fn written(day: i64) -> String {
    // Years begin in March here, so that the odd day of leap years comes last.
    let day = day + 719_468;
    let (era, of_era) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    format!("{:04}-{month:02}-{of_month:02}", year + era * 400 + carry)
}

/// A time close to today, as rules and records write it.
pub(super) fn time(choices: &mut Choices<'_>) -> String {
    let day = written(day(choices));
    let most = if choices.once_in(3) { &TIMES[..] } else { &TIMES[..2] };
    let (time, offset) = (choices.of(most), choices.of(&["", "", "Z", "", "+02:00", "-05:00"]));
    format!("{day}T{time}{offset}")
}

/// The seconds from 1970 to a time close to today.
pub(super) fn seconds(choices: &mut Choices<'_>) -> i64 {
    day(choices) * 86_400 + choices.of(&[34_200, 0, 86_399, 79_200])
}

/// A day or an instant to decide as of.
pub(crate) fn as_of(choices: &mut Choices<'_>) -> String {
    match choices.below(4) {
        0 | 1 => written(TODAY),
        2 => format!("{}T09:30:00", written(TODAY)),
        _ => written(day(choices)),
    }
}
