//! Texts whose case does not matter.

use std::borrow::Cow;

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

/// A text as all texts that differ from it only in case are: trimmed, in Unicode's full case
/// folding, and composed (NFC). Most texts are ASCII, for which that is little work.
pub fn folded(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !text.is_ascii() {
        return Cow::Owned(text.nfd().default_case_fold().nfc().collect());
    }
    match text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(text.to_ascii_lowercase()),
        false => Cow::Borrowed(text),
    }
}

/// The same of a text that may be owned.
pub fn folded_cow(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => folded(text),
        Cow::Owned(text) => Cow::Owned(folded(&text).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_take_for_the_same_is_the_same() {
        let same = [
            ("Berlin", "BERLIN "),
            ("straße", "STRASSE"),
            ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
            ("Amélie", "AME\u{301}LIE"),
            ("ﬁn", "FIN"),
            ("\u{a0}x\t", "X"),
        ];
        for (one, other) in same {
            assert_eq!(folded(one), folded(other), "{one} {other}");
        }
        for (one, other) in [("a b", "ab"), ("é", "e"), ("İ", "i"), ("ı", "i")] {
            assert_ne!(folded(one), folded(other), "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn folding_again_changes_nothing(text in "\\PC{0,8}|[ -~]{0,8}|[àÀßŒİıΣς\u{300}-\u{345}ᾳ ]{0,6}") {
            let once = folded(&text).into_owned();
            prop_assert_eq!(folded(&once), &*once);
            let (upper, lower) = (text.to_ascii_uppercase(), text.to_ascii_lowercase());
            prop_assert_eq!(folded(&upper), folded(&lower));
        }
    }
}
