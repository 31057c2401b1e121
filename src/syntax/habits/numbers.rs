//! Numbers, amounts, lengths of time and dates as other tools write them.

use crate::values::Unit;

/// Whether a word is a unit of time.
pub(super) fn is_unit(word: &str) -> bool {
    word == word.to_lowercase() && Unit::from_word(word).is_some()
}

/// What a number with letters on it should be: `90d` is `90 days`, `1k` is `1000`.
pub(super) fn with_letters(written: &str) -> Option<String> {
    let split = written.find(char::is_alphabetic)?;
    let (number, letters) = written.split_at(split);
    if !number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'_') {
        return None;
    }
    if let Some(plain) = calculated(number, letters) {
        return Some(plain);
    }
    let unit = match letters.to_lowercase().as_str() {
        "d" | "day" | "days" => Unit::Day,
        "h" | "hr" | "hrs" | "hour" | "hours" => Unit::Hour,
        "min" | "mins" | "minute" | "minutes" => Unit::Minute,
        "w" | "wk" | "wks" | "week" | "weeks" => Unit::Week,
        "mo" | "mon" | "month" | "months" => Unit::Month,
        "q" | "quarter" | "quarters" => Unit::Quarter,
        "y" | "yr" | "yrs" | "year" | "years" => Unit::Year,
        "k" => return times_power(number, 3),
        "m" | "mio" | "mn" => return times_power(number, 6),
        // Letters that look like zeros.
        "o" | "oo" => return Some(format!("{number}{}", "0".repeat(letters.len()))),
        // A time of day, and a name that begins with a digit.
        "am" | "pm" => return None,
        name if name.contains('_') => return None,
        "x" | "st" | "nd" | "rd" | "th" => return Some(number.to_owned()),
        _ => return Some(format!("{number} {letters}")),
    };
    let plural = if number == "1" { "" } else { "s" };
    Some(format!("{number} {}{plural}", unit.word()))
}

/// `1e3` and `0x10` as plain numbers.
fn calculated(number: &str, letters: &str) -> Option<String> {
    if let Some(power) = letters.strip_prefix(['e', 'E']) {
        return times_power(number, power.parse().ok().filter(|power| *power <= 12)?);
    }
    let hexadecimal = letters.strip_prefix(['x', 'X']).filter(|_| number == "0")?;
    u32::from_str_radix(hexadecimal, 16).ok().map(|number| number.to_string())
}

/// Whether the letters on a number can mean one thing only. `1m` may be a million or a month, and
/// `2nd` is not 2.
pub(super) fn is_clear(written: &str) -> bool {
    let letters = written.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    !matches!(letters.as_str(), "m" | "x" | "st" | "nd" | "rd" | "th" | "o" | "oo")
}

/// `1.5` with 3 is `1500`.
fn times_power(number: &str, power: usize) -> Option<String> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if fraction.len() > power {
        return None;
    }
    Some(format!("{whole}{fraction}{}", "0".repeat(power - fraction.len())))
}

/// A number with a comma before its decimals, or points between its thousands, as the language
/// writes it: `1.000,50` is `1000.50`.
pub(super) fn with_comma(written: &str) -> Option<String> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if written.matches('.').count() > 1 && !written.contains(',') {
        let plain = written.replace('.', "");
        let grouped = written.split('.').skip(1).all(|group| group.len() == 3);
        return (grouped && digits(&plain)).then_some(plain);
    }
    let (before, after) = written.rsplit_once(',')?;
    let groups = |mark: char| {
        let first = before.split(mark).next().unwrap_or_default();
        first.len() <= 3 && before.split(mark).skip(1).all(|group| group.len() == 3)
    };
    if before.contains('.') && digits(after) && groups('.') {
        return Some(format!("{}.{after}", before.replace('.', "")));
    }
    // `1,2000` may be a slip in a thousand, or a number with many decimals.
    if digits(before) && digits(after) && after.len() < 3 {
        return Some(format!("{before}.{after}"));
    }
    // `1,200` and `1,200.50` have commas between their thousands; `1,000,00` has not.
    let last = after.split('.').next().unwrap_or_default();
    if before.contains('.') || !groups(',') || last.len() != 3 {
        return None;
    }
    let plain = written.replace(',', "");
    let is_number = plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (is_number && plain.matches('.').count() <= 1).then_some(plain)
}

/// Whether two numbers side by side are the thousands and the rest of one: `1 000`.
pub(super) fn are_thousands(before: &str, after: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&before.len()) && after.len() == 3 && digits(before) && digits(after)
}

/// A date with slashes or points as it should be written, or both readings where the order of day
/// and month cannot be known.
pub(super) fn dates(written: &str) -> Vec<String> {
    let parts: Vec<&str> = written.split(['/', '.']).collect();
    let [a, b, c] = parts.as_slice() else { return Vec::new() };
    let write = |year: &str, month: &str, day: &str| {
        let (month, day): (u8, u8) = (month.parse().ok()?, day.parse().ok()?);
        let text = format!("{year}-{month:02}-{day:02}");
        let zone = jiff::tz::TimeZone::UTC;
        crate::values::AsOf::parse(&text, &zone).ok().map(|_| text)
    };
    let mut dates: Vec<String> = if a.len() == 4 {
        write(a, b, c).into_iter().collect()
    } else {
        [write(c, a, b), write(c, b, a)].into_iter().flatten().collect()
    };
    dates.dedup();
    dates
}

/// A number written as a word.
pub(crate) fn from_word(word: &str) -> Option<&'static str> {
    let words = [
        ("one", "1"),
        ("two", "2"),
        ("three", "3"),
        ("four", "4"),
        ("five", "5"),
        ("six", "6"),
        ("seven", "7"),
        ("eight", "8"),
        ("nine", "9"),
        ("ten", "10"),
        ("eleven", "11"),
        ("twelve", "12"),
        ("thirteen", "13"),
        ("fourteen", "14"),
        ("fifteen", "15"),
        ("sixteen", "16"),
        ("seventeen", "17"),
        ("eighteen", "18"),
        ("nineteen", "19"),
        ("twenty", "20"),
        ("thirty", "30"),
        ("forty", "40"),
        ("fifty", "50"),
        ("sixty", "60"),
        ("seventy", "70"),
        ("eighty", "80"),
        ("ninety", "90"),
        ("hundred", "100"),
        ("thousand", "1000"),
    ];
    words.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, number)| *number)
}

/// What stands for an amount with a currency's word behind it: `20 dollars` is `$20`. `own` is the
/// code of the file's currency, which is meant where several have the same word.
pub(super) fn with_currency_word(number: &str, word: &str, own: &str) -> Option<String> {
    let mark = match word.to_lowercase().as_str() {
        "dollar" | "dollars" | "bucks" => '$',
        "euro" | "euros" => '€',
        "pound" | "pounds" | "quid" => '£',
        other => return currency_called(other, own).map(|code| format!("{number} {code}")),
    };
    Some(format!("{mark}{number}"))
}

/// The code of the currency that a word or a sign means.
pub(super) fn currency_called<'a>(word: &str, own: &'a str) -> Option<&'a str> {
    let codes: &[&'static str] = match word {
        "¥" | "￥" => &["JPY", "CNY"],
        "₹" | "rs" | "rupee" | "rupees" => &["INR"],
        "₩" => &["KRW"],
        "₽" | "ruble" | "rubles" => &["RUB"],
        "₺" => &["TRY"],
        "₴" => &["UAH"],
        "₪" | "shekel" | "shekels" => &["ILS"],
        "₫" => &["VND"],
        "₱" => &["PHP"],
        "₦" | "naira" => &["NGN"],
        "yen" => &["JPY"],
        "yuan" | "rmb" => &["CNY"],
        "fr" | "sfr" | "franken" | "francs" => &["CHF"],
        "kr" | "krona" | "kronor" => &["SEK", "NOK", "DKK", "ISK"],
        "krone" | "kroner" => &["NOK", "DKK"],
        "zł" | "zloty" | "zlotys" => &["PLN"],
        "kč" | "koruna" => &["CZK"],
        "ft" | "forint" => &["HUF"],
        "reais" => &["BRL"],
        _ => return None,
    };
    codes.iter().copied().find(|code| *code == own).or(codes.first().copied())
}

/// `1 year` and `6 months` as one length of time: `18 months`.
pub(crate) fn together(one: (&str, &str), other: (&str, &str)) -> Option<String> {
    let (large, small) = (Unit::from_word(one.1)?, Unit::from_word(other.1)?);
    let times = match (large, small) {
        (Unit::Year, Unit::Month) => 12,
        (Unit::Year, Unit::Quarter) => 4,
        (Unit::Quarter, Unit::Month) => 3,
        (Unit::Week, Unit::Day) => 7,
        (Unit::Day, Unit::Hour) => 24,
        (Unit::Hour, Unit::Minute) => 60,
        (
            Unit::Year
            | Unit::Quarter
            | Unit::Month
            | Unit::Week
            | Unit::Day
            | Unit::Hour
            | Unit::Minute,
            _,
        ) => return None,
    };
    let (one, other): (u32, u32) = (one.0.parse().ok()?, other.0.parse().ok()?);
    let count = one.checked_mul(times)?.checked_add(other)?;
    Some(format!("{count} {}s", small.word()))
}
