//! Names in the plural, and one of what they name.

/// The singular of a name in the plural, where English is regular: `purchase` of `purchases`. `None` if
/// it does not look like a plural, as `bonus` does not.
pub fn singular(word: &str) -> Option<String> {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| !stem.is_empty()) {
        return Some(format!("{stem}y"));
    }
    if ["xes", "ches", "shes", "sses"].iter().any(|end| word.ends_with(end)) {
        return word.strip_suffix("es").map(str::to_owned);
    }
    let stem = word.strip_suffix('s').filter(|stem| !stem.is_empty())?;
    // Most words in `us` are no plurals: `bonus`, `status`.
    let is_plural = !stem.ends_with(['s', 'u', 'i']) || ["sku", "menu", "guru"].contains(&stem);
    is_plural.then(|| stem.to_owned())
}

/// A word with its article: `a purchase`, `an order`. Letters say only roughly how a word sounds; the
/// commonest words that they would mislead about are known.
pub fn with_article(word: &str) -> String {
    let lower = word.to_lowercase();
    let begins = |all: &[&str]| all.iter().any(|begin| lower.starts_with(begin));
    // `use` and `unit` begin with the sound of `you`, and `hour` and `honor` without a sound of their own.
    let vowel = match lower.chars().next() {
        Some('a' | 'i' | 'o') => !begins(&["one", "once"]),
        Some('e') => !begins(&["eu"]),
        Some('u') => !begins(&["us", "uni", "ute", "uti"]) || begins(&["ush", "unin", "unim"]),
        Some('h') => begins(&["hour", "honor", "honest", "heir"]),
        Some(_) | None => false,
    };
    format!("{} {word}", if vowel { "an" } else { "a" })
}

#[cfg(test)]
mod tests {
    use super::{singular, with_article};

    #[test]
    fn articles_follow_the_sound() {
        let words =
            ["order", "purchase", "user", "upgrade", "hour", "Invoice", "event", "unit", "x", ""];
        let all = words.map(with_article);
        assert_eq!(
            all,
            [
                "an order",
                "a purchase",
                "a user",
                "an upgrade",
                "an hour",
                "an Invoice",
                "an event",
                "a unit",
                "a x",
                "a "
            ]
        );
    }

    #[test]
    fn regular_plurals_have_a_singular() {
        let all = [
            "purchases",
            "replies",
            "passes",
            "boxes",
            "news",
            "access",
            "bonus",
            "skus",
            "sheep",
            "s",
        ];
        let singulars = all.map(|word| singular(word).unwrap_or_default());
        assert_eq!(singulars, ["purchase", "reply", "pass", "box", "new", "", "", "sku", "", ""]);
    }
}
