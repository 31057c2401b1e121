//! The forms of a name: one of something, and several.

/// A name, its English singular and its English plural. Whether a name is a plural cannot be told
/// from its letters (`bonus`), so some of the forms are words that nobody will write.
pub(super) fn forms(name: &str) -> Vec<String> {
    let mut forms = vec![name.to_owned()];
    if let Some(stem) = name.strip_suffix("ies") {
        forms.extend([format!("{stem}y"), format!("{stem}ie")]);
    } else if let Some(stem) = name.strip_suffix('s').filter(|stem| !stem.ends_with('s')) {
        forms.push(stem.to_owned());
    }
    if let Some(stem) = name.strip_suffix("es").filter(|stem| takes_es(stem)) {
        forms.push(stem.to_owned());
    }
    // What ends like a plural has no other one: nobody means `purchaseses`.
    if forms.len() > 1 && name.ends_with("es") {
        return forms;
    }
    let consonant_y = name.strip_suffix('y').filter(|stem| {
        stem.chars().last().is_some_and(|c| c.is_alphabetic() && !"aeiou".contains(c))
    });
    forms.push(match consonant_y {
        Some(stem) => format!("{stem}ies"),
        None if takes_es(name) => format!("{name}es"),
        None => format!("{name}s"),
    });
    forms
}

/// The form of another name that a word is of a name: `order` of `orders`, as `purchase` is of
/// `purchases`. Nothing if it is none of its forms.
pub(crate) fn word_like(word: &str, name: &str, other: &str) -> Option<String> {
    if word == name {
        return Some(other.to_owned());
    }
    let is_short = forms(name).iter().find(|form| *form == word)?.len() < name.len();
    let mut fits = forms(other).into_iter().filter(|form| (form.len() < other.len()) == is_short);
    // The name itself is no shorter than itself.
    let form = fits.by_ref().find(|form| form != other);
    Some(form.unwrap_or_else(|| other.to_owned()))
}

fn takes_es(stem: &str) -> bool {
    ["s", "x", "z", "ch", "sh"].iter().any(|end| stem.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn words_have_a_singular_and_a_plural() {
        assert_eq!(forms("purchases"), ["purchases", "purchase", "purchas"]);
        assert_eq!(forms("referral"), ["referral", "referrals"]);
        assert_eq!(forms("boxes"), ["boxes", "boxe", "box"]);
        assert_eq!(forms("story"), ["story", "stories"]);
        assert_eq!(forms("inquiries"), ["inquiries", "inquiry", "inquirie"]);
        assert_eq!(forms("movies"), ["movies", "movy", "movie"]);
        assert_eq!(forms("bonus"), ["bonus", "bonu", "bonuses"]);
        assert_eq!(forms("access"), ["access", "accesses"]);
    }
}
