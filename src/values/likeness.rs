//! The name that is most like another one.

/// The name that is most like this one, if one is: it differs in a third of the letters at most,
/// whatever the case and the marks between words.
pub fn nearest<'n>(name: &str, others: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    others
        .filter_map(|other| Some((distance(name, other)?, other)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// How far two names are apart; `None` if they are not alike.
pub fn distance(name: &str, other: &str) -> Option<usize> {
    let (name, other) = (plain(name), plain(other));
    let distance = strsim::damerau_levenshtein(&name, &other);
    (distance * 3 <= name.chars().count()).then_some(distance)
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
