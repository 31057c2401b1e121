//! Names in the plural.

/// The singular of a name in the plural, where English is regular: `purchase` of `purchases`. `None` if
/// it does not look like a plural.
pub fn singular(word: &str) -> Option<String> {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| !stem.is_empty()) {
        return Some(format!("{stem}y"));
    }
    if ["xes", "ches", "shes", "sses"].iter().any(|end| word.ends_with(end)) {
        return word.strip_suffix("es").map(str::to_owned);
    }
    let stem = word.strip_suffix('s').filter(|stem| !stem.is_empty() && !stem.ends_with('s'))?;
    Some(stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn regular_plurals_have_a_singular() {
        let all = ["purchases", "replies", "passes", "boxes", "news", "access", "sheep", "s"];
        let singulars = all.map(|word| singular(word).unwrap_or_default());
        assert_eq!(singulars, ["purchase", "reply", "pass", "box", "new", "", "", ""]);
    }
}
