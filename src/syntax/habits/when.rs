//! What the names of dates and seasons say of when they are.

/// Words for the day of a birth.
const BORN: [&str; 7] = ["birthday", "birthdate", "birth", "bday", "born", "dob", "geburtstag"];
/// What else its name may have.
const AROUND: [&str; 10] =
    ["date", "day", "of", "on", "customer", "contact", "user", "member", "her", "his"];

/// Whether a date is that of a birth, which comes again every year. `birthday_gift` is not: that is
/// when the gift was given.
pub(crate) fn is_birthday(name: &str) -> bool {
    let name = name.to_lowercase();
    let born = name.split('_').any(|word| BORN.contains(&word));
    born && name.split('_').all(|word| BORN.contains(&word) || AROUND.contains(&word))
}

/// Whether a date may be still to come: `trial_ends`, `renews`, `next_delivery`.
pub(crate) fn is_to_come(name: &str) -> bool {
    let name = name.to_lowercase();
    let past = ["last", "previous", "first", "prior", "old", "former"];
    let words = || name.split('_');
    !words().any(|word| past.contains(&word))
        && words().any(|word| {
            let whole = ["end", "ends", "due", "next", "until", "deadline", "valid", "upcoming"];
            let begun = ["expir", "renews", "renewal"];
            whole.contains(&word)
                || begun.iter().any(|part| word.starts_with(part)) && !word.ends_with("ed")
        })
}

/// What is said of the months of a season.
pub(crate) const NORTHERN: &str =
    "with the months of this season where you are: these are for the northern half of the world";

/// The months of a season, by its name in small letters, in the northern half of the world.
pub(crate) fn months_of_season(name: &str) -> Option<&'static str> {
    match name {
        "winter" => Some("12, 1, 2"),
        "spring" => Some("3, 4, 5"),
        "summer" => Some("6, 7, 8"),
        "fall" | "autumn" => Some("9, 10, 11"),
        _ => None,
    }
}
