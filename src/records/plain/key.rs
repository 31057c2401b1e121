//! The key of an event, of one part or several.

use std::borrow::Cow;

/// The key that these parts are together. An event without a value in one of them has no key. No two
/// lists of parts give the same key: each part of several comes after its length.
pub(crate) fn whole<'a>(
    mut parts: impl ExactSizeIterator<Item = Option<Cow<'a, str>>>,
) -> Option<Cow<'a, str>> {
    if parts.len() == 1 {
        return parts.next().flatten();
    }
    let mut key = String::new();
    for part in parts {
        let part = part?;
        key.push_str(&part.len().to_string());
        key.push(':');
        key.push_str(&part);
    }
    Some(Cow::Owned(key))
}

#[cfg(test)]
mod tests {
    use super::whole;

    fn key(parts: &[&str]) -> Option<String> {
        let parts = parts.iter().map(|part| Some((*part).into()).filter(|_| !part.is_empty()));
        whole(parts).map(|key| key.into_owned())
    }

    #[test]
    fn parts_are_not_confused() {
        assert_eq!(key(&["a", "b"]).as_deref(), Some("1:a1:b"));
        assert_ne!(key(&["a1:b", "c"]), key(&["a", "b1:c"]));
        assert_ne!(key(&["a", "b", "c"]), key(&["a", "b1:c"]));
        assert_eq!(key(&["a1:b"]).as_deref(), Some("a1:b"), "one part is the key itself");
    }

    #[test]
    fn all_parts_are_needed() {
        assert_eq!(key(&["a", ""]), None);
        assert_eq!(key(&["", "b"]), None);
        assert_eq!(key(&[""]), None);
    }
}
