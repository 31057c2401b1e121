//! The time that makes up nearly all data, `2026-01-31T09:30:00Z`, read as three words of eight
//! bytes. One test in the end tells whether all of them are as they should.

/// The times that are so long: `2026-01-31T09:30:00Z`.
pub(super) const LENGTH: usize = 20;

/// The days are so long.
pub(super) const DAY_LENGTH: usize = 10;

/// The greatest digits that may be there. The year 9000 and later ones are left to the long
/// way, which knows where the calendar ends.
const DATE: Form = Form::new(b"8999-19-");
const DAY: Form = Form::new(b"39T29:59");
const SECOND: Form = Form::new(b"9:59:59Z");

/// The highest bit of each byte.
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// By the month and what four leaves of the year. As many entries as any index has, so that none
/// is checked; those of no month have no days.
const MONTHS: [Month; 128] = Month::all();

/// The days from 0000-03-01 to 1970-01-01.
const DAYS_BEFORE_1970: i32 = 719_468;

/// The seconds from 1970-01-01 to the time that is from `start` to `end` in a text; `None`
/// where that is of another form, or no time.
#[inline(always)]
pub(super) fn seconds_in(text: &[u8], start: usize, end: usize) -> Option<i64> {
    if end.wrapping_sub(start) != LENGTH {
        return None;
    }
    let time: &[u8; LENGTH] = text.get(..end)?.last_chunk()?;
    seconds(time.first_chunk()?, time[8..].first_chunk()?, time.last_chunk()?)
}

/// The seconds from 1970-01-01 to the midnight in UTC of the day `2026-01-31` that is there;
/// `None` if that is of another form, or no day.
#[inline(always)]
pub(super) fn midnight_in(text: &[u8], start: usize, end: usize) -> Option<i64> {
    if end.wrapping_sub(start) != DAY_LENGTH {
        return None;
    }
    let day: &[u8; DAY_LENGTH] = text.get(..end)?.last_chunk()?;
    let [.., tens, ones] = *day;
    let first_minute = [tens, ones, b'T', b'0', b'0', b':', b'0', b'0'];
    seconds(day.first_chunk()?, &first_minute, b"0:00:00Z")
}

/// The same of the bytes `2026-01-`, `31T09:30` and `9:30:00Z`.
#[inline(always)]
pub(super) fn seconds(date: &[u8; 8], day: &[u8; 8], second: &[u8; 8]) -> Option<i64> {
    let (date, day, second) = (DATE.digits(date), DAY.digits(day), SECOND.digits(second));
    if (date.wrong | day.wrong | second.wrong) & HIGH_BITS != 0 {
        return None;
    }
    let [_, century, _, year, _, _, month, _] = date.pairs().to_le_bytes();
    let [_, day, _, _, hour, ..] = day.pairs().to_le_bytes();
    // The minute and the second are added up in the place of the second.
    let minute_and_second = second.pairs() & 0x00ff_0000_ff00_0000;
    let of_hour = minute_and_second.wrapping_mul(60 << 24 | 1) >> 48;
    // Of the years that end a century every fourth is a leap year, as of the others.
    let month = Month::of(month, if year == 0 { century } else { year });
    if day.wrapping_sub(1) >= month.days || hour > 23 {
        return None;
    }
    // A century has 36,524 days and a year 365, and every fourth of both has one more, all of them
    // counted from 1 March.
    let years = u32::from(century) * 146_097 / 4 + u32::from(year) * 1461 / 4;
    let days = years as i32 + month.before + i32::from(day);
    let hours = i64::from(days) * 24 + i64::from(hour);
    Some(hours * 3600 + of_hour as i64)
}

/// Eight bytes of which each is a digit or a mark that stands for itself.
struct Form {
    /// The mark, or the digit `0`.
    bytes: u64,
    /// What each byte may be raised by until it is not such a digit or mark, and reaches 128.
    room: u64,
}

/// Eight bytes of a form: each digit as its value, and marks as 0.
struct Digits {
    values: u64,
    /// The highest bit of a byte is set where something else is. It may be set in others too.
    wrong: u64,
}

impl Form {
    /// Digits are shown by the greatest that may be there.
    const fn new(greatest: &[u8; 8]) -> Form {
        let (mut bytes, mut room) = (*greatest, [0x7f; 8]);
        let mut at = 0;
        while at < 8 {
            if greatest[at].is_ascii_digit() {
                bytes[at] = b'0';
                room[at] -= greatest[at] - b'0';
            }
            at += 1;
        }
        Form { bytes: u64::from_le_bytes(bytes), room: u64::from_le_bytes(room) }
    }

    #[inline(always)]
    fn digits(&self, text: &[u8; 8]) -> Digits {
        let values = u64::from_le_bytes(*text) ^ self.bytes;
        // A byte that is far too large may spoil its neighbours' sums, but it shows by itself.
        Digits { values, wrong: values | values.wrapping_add(self.room) }
    }
}

impl Digits {
    /// In the place of each byte the number that its digit makes with the one before, all at once.
    #[inline(always)]
    fn pairs(&self) -> u64 {
        self.values.wrapping_mul(10 << 8 | 1)
    }
}

/// A month of a common or of a leap year.
#[derive(Clone, Copy)]
struct Month {
    /// The days from 1970 to the last day before it, but for those that the year adds.
    before: i32,
    days: u8,
}

impl Month {
    #[inline(always)]
    fn of(month: u8, year: u8) -> Month {
        MONTHS[(usize::from(month) * 4 + usize::from(year % 4)) % MONTHS.len()]
    }

    const fn all() -> [Month; 128] {
        const DAYS: [u8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let mut all = [Month { before: 0, days: 0 }; 128];
        let mut year = 0;
        while year < 4 {
            // It begins 59 days before 1 March, or 60.
            let leap = if year == 0 { 1 } else { 0 };
            let mut before = -DAYS_BEFORE_1970 - 59 - leap as i32 - 1;
            let mut month = 1;
            while month <= 12 {
                let days = DAYS[month - 1] + if month == 2 { leap } else { 0 };
                all[month * 4 + year] = Month { before, days };
                before += days as i32;
                month += 1;
            }
            year += 1;
        }
        all
    }
}
