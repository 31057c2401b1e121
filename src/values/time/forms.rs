//! The forms in which data usually writes days and times, besides ISO 8601.

use std::sync::LazyLock;

use super::Pattern;

/// The ways to write days, each with days and months of two digits and with one or two.
pub const DAYS: [[&str; 2]; 22] = [
    ["mm/dd/yyyy", "m/d/yyyy"],
    ["dd/mm/yyyy", "d/m/yyyy"],
    ["dd.mm.yyyy", "d.m.yyyy"],
    ["dd-mm-yyyy", "d-m-yyyy"],
    ["mm-dd-yyyy", "m-d-yyyy"],
    ["yyyy/mm/dd", "yyyy/m/d"],
    ["yyyy.mm.dd", "yyyy.m.d"],
    ["yyyy-mm-dd", "yyyy-m-d"],
    ["mm/dd/yy", "m/d/yy"],
    ["dd/mm/yy", "d/m/yy"],
    ["dd.mm.yy", "d.m.yy"],
    ["dd-mm-yy", "d-m-yy"],
    ["mm-dd-yy", "m-d-yy"],
    ["dd-mmm-yyyy", "d-mmm-yyyy"],
    ["dd mmm yyyy", "d mmm yyyy"],
    ["dd-mmm-yy", "d-mmm-yy"],
    ["dd mmm yy", "d mmm yy"],
    ["mmm dd, yyyy", "mmm d, yyyy"],
    ["mmm dd yyyy", "mmm d yyyy"],
    ["dd/mmm/yyyy", "d/mmm/yyyy"],
    ["dd. mmm yyyy", "d. mmm yyyy"],
    ["yyyymmdd", "yyyymmdd"],
];

/// What may follow a day. The first is nothing; of two, the second takes all that the first does.
pub const TIMES: [[&str; 2]; 11] = [
    ["", ""],
    [" hh:mm", " h:mm"],
    [" hh:mm:ss", " h:mm:ss"],
    [" hh:mm am", " h:mm am"],
    [" hh:mm:ss am", " h:mm:ss am"],
    [" hh:mmam", " h:mmam"],
    [", hh:mm", ", h:mm"],
    [", hh:mm:ss", ", h:mm:ss"],
    [", hh:mm am", ", h:mm am"],
    [", hh:mm:ss am", ", h:mm:ss am"],
    ["Thh:mm:ss", "Thh:mm:ss"],
];

/// By day and time, both with two digits and with one or two.
pub static PATTERNS: LazyLock<Vec<Vec<[Option<Pattern>; 2]>>> = LazyLock::new(|| {
    let pattern = |day: &str, time: &str| Pattern::new(&format!("{day}{time}")).ok();
    let both =
        |day: &[&str; 2], time: &[&str; 2]| [pattern(day[0], time[0]), pattern(day[1], time[1])];
    DAYS.iter().map(|day| TIMES.iter().map(|time| both(day, time)).collect()).collect()
});

/// The usual forms by which a text is a day or a time: of each way to write days the strictest one
/// at most.
pub fn forms_of(text: &str) -> Vec<&'static str> {
    // Most ways to write days do not fit, which their days alone show.
    let day = text.find(':').map_or(text, |colon| {
        let before = text[..colon].trim_end_matches(|c: char| c.is_ascii_digit());
        before.trim_end_matches([' ', ',', 'T'])
    });
    let times = |times: &'static Vec<[Option<Pattern>; 2]>| {
        times.first().and_then(|[_, loose]| reads(loose, day))?;
        let strict = times.iter().find_map(|[strict, _]| reads(strict, text));
        strict.or_else(|| times.iter().find_map(|[_, loose]| reads(loose, text)))
    };
    PATTERNS.iter().filter_map(times).collect()
}

fn reads(pattern: &'static Option<Pattern>, text: &str) -> Option<&'static str> {
    pattern.as_ref().filter(|pattern| pattern.read(text).is_ok()).map(Pattern::text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_patterns_are_patterns() {
        for (day, times) in PATTERNS.iter().enumerate() {
            for (time, [strict, loose]) in times.iter().enumerate() {
                assert!(strict.is_some() && loose.is_some(), "{:?}{:?}", DAYS[day], TIMES[time]);
            }
        }
    }

    #[test]
    fn the_forms_of_a_text_are_those_that_read_it() {
        for (text, forms) in [
            ("13/01/2025", &["dd/mm/yyyy"][..]),
            ("01/13/2025", &["mm/dd/yyyy"]),
            ("3/14/2025 9:05 PM", &["m/d/yyyy h:mm am"]),
            ("12.02.2026", &["dd.mm.yyyy"]),
            ("1.2.2026, 9:05", &["d.m.yyyy, h:mm"]),
            ("04/05/2026", &["mm/dd/yyyy", "dd/mm/yyyy"]),
            ("20260131", &["yyyymmdd"]),
            ("Jan 5, 2026", &["mmm d, yyyy"]),
            ("31-Jan-26", &["dd-mmm-yy"]),
            ("13/13/2025", &[]),
            ("last week", &[]),
            (":", &[]),
            ("", &[]),
        ] {
            assert_eq!(forms_of(text), forms, "{text}");
        }
    }

    #[test]
    fn no_form_is_overlooked() {
        let text_of = |pattern: &str| {
            let parts =
                [("yyyy", "2026"), ("yy", "26"), ("mmm", "Mar"), ("dd", "31"), ("hh", "09")];
            let text = parts
                .iter()
                .fold(pattern.to_owned(), |text, (part, as_text)| text.replace(part, as_text));
            text.replace("mm/", "03/").replace(":mm", ":05").replace("mm", "03").replace("ss", "07")
        };
        for day in DAYS {
            for time in TIMES {
                let form = format!("{}{}", day[0], time[0]);
                let text = text_of(&form);
                assert!(forms_of(&text).contains(&&*form), "{form}: {text}");
            }
        }
    }
}
