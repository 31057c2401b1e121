//! What the name of a date says of when it is.

/// Whether a date is that of a birth, which comes again every year.
pub(crate) fn is_birthday(name: &str) -> bool {
    let name = name.to_lowercase();
    let parts = ["birth", "bday", "geburt"];
    parts.iter().any(|part| name.contains(part)) || matches!(name.as_str(), "born" | "dob")
}

/// Whether a date may be still to come: `trial_ends`, `renews`, `next_delivery`.
pub(crate) fn is_to_come(name: &str) -> bool {
    let name = name.to_lowercase();
    name.split('_').any(|word| {
        let whole = ["end", "ends", "due", "next", "until", "deadline", "valid", "upcoming"];
        let begun = ["expir", "renews", "renewal"];
        whole.contains(&word)
            || begun.iter().any(|part| word.starts_with(part)) && !word.ends_with("ed")
    })
}
