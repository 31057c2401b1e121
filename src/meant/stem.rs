//! What words of one family have in common: `donated` and `donations`, `bought` and `buys`.

/// Forms of words that are not made by adding an ending.
const IRREGULAR: &[(&str, &str)] = &[
    ("bought", "buy"),
    ("paid", "pay"),
    ("spent", "spend"),
    ("went", "go"),
    ("came", "come"),
    ("gave", "give"),
    ("given", "give"),
    ("sold", "sale"),
    ("sell", "sale"),
    ("flew", "flight"),
    ("flown", "flight"),
    ("rode", "ride"),
    ("ridden", "ride"),
    ("drove", "drive"),
    ("driven", "drive"),
    ("ran", "run"),
    ("won", "win"),
    ("lost", "loss"),
    ("left", "leave"),
    ("sent", "send"),
    ("ate", "eat"),
    ("swam", "swim"),
    ("began", "begin"),
    ("children", "child"),
    ("people", "person"),
    ("kid", "child"),
    ("kids", "child"),
    ("expire", "end"),
    ("expires", "end"),
    ("expired", "end"),
    ("expiring", "end"),
    ("expiry", "end"),
    ("expiration", "end"),
];

/// Stems that differ in the verb and the noun.
const ALIKE: &[(&str, &str)] = &[
    ("redempt", "redeem"),
    ("cancellat", "cancel"),
    ("reservat", "reserv"),
    ("registrat", "regist"),
    ("register", "regist"),
    ("invitat", "invit"),
    ("applicat", "apply"),
    ("complaint", "complain"),
    ("respons", "respond"),
];

/// Endings that say nothing of what a word is about.
const ENDINGS: &[&str] = &["ion", "ing", "ment", "ed", "al"];

/// The part of a word that its whole family has, in small letters. It is no word itself.
pub(super) fn stem(word: &str) -> String {
    let low = word.to_lowercase().replace('’', "'");
    let low = low.strip_suffix("'s").unwrap_or(&low);
    let regular = IRREGULAR.iter().find(|(form, _)| *form == low).map(|(_, regular)| *regular);
    let one = singular(regular.unwrap_or(low));
    let bare = ENDINGS.iter().find_map(|end| one.strip_suffix(end).filter(|rest| is_long(rest)));
    let bare = undoubled(bare.unwrap_or(&one));
    let bare = bare.strip_suffix('e').filter(|rest| is_long(rest)).unwrap_or(bare);
    if let Some(verb) = bare.strip_suffix("script") {
        return format!("{verb}scrib");
    }
    let alike = ALIKE.iter().find(|(form, _)| *form == bare);
    alike.map_or(bare, |(_, stem)| stem).to_owned()
}

/// The parts of a name: `signed_up_at`, `lastLogin`.
pub(super) fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut small = false;
    for letter in name.chars() {
        let new = letter == '_' || letter.is_uppercase() && small;
        if new && parts.last().is_some_and(|part| !part.is_empty()) {
            parts.push(String::new());
        }
        small = letter.is_lowercase() || letter.is_ascii_digit();
        if letter != '_'
            && let Some(part) = parts.last_mut()
        {
            part.extend(letter.to_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// One of several, where the letters say so.
fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").or_else(|| word.strip_suffix("ied")) {
        return format!("{stem}y");
    }
    let halves = ["oaves", "alves", "elves", "olves", "ieves"];
    if halves.iter().any(|end| word.ends_with(end)) {
        return word.strip_suffix("ves").map_or(word.to_owned(), |stem| format!("{stem}f"));
    }
    let stem = word.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u', 'i']));
    let stem = stem.filter(|stem| is_long(stem)).unwrap_or(word);
    let hissing = ["xe", "che", "she", "sse"].iter().any(|end| stem.ends_with(end));
    if hissing { stem[..stem.len() - 1].to_owned() } else { stem.to_owned() }
}

/// `shipp` is `ship`.
fn undoubled(word: &str) -> &str {
    let mut letters = word.char_indices().rev();
    match (letters.next(), letters.next()) {
        (Some((at, last)), Some((_, before)))
            if last == before && !"aeious".contains(last) && is_long(&word[..at]) =>
        {
            &word[..at]
        }
        _ => word,
    }
}

fn is_long(stem: &str) -> bool {
    stem.chars().count() >= 3
}

#[cfg(test)]
mod tests {
    use super::{parts, stem};

    #[test]
    fn a_family_has_one_stem() {
        for family in [
            &["donation", "donations", "donated", "donates", "donating"][..],
            &["purchase", "purchases", "purchased", "purchasing"],
            &["referral", "referrals", "referred", "refer", "refers"],
            &["subscription", "subscribed", "subscribes"],
            &["redemption", "redeemed", "redeems"],
            &["cancellation", "canceled", "cancelled", "cancels"],
            &["payment", "paid", "pays"],
            &["give", "gave", "given", "gives"],
            &["visit", "visits", "visited"],
            &["reply", "replies", "replied"],
            &["loaf", "loaves"],
            &["box", "boxes"],
            &["order", "orders", "ordered"],
            &["customer", "customer's", "customer’s"],
        ] {
            let stems: Vec<String> = family.iter().map(|word| stem(word)).collect();
            assert!(stems.iter().all(|one| *one == stems[0]), "{family:?}: {stems:?}");
        }
    }

    #[test]
    fn other_words_keep_their_own() {
        for (one, other) in [("plan", "plain"), ("status", "state"), ("deal", "day")] {
            assert_ne!(stem(one), stem(other), "{one}, {other}");
        }
    }

    #[test]
    fn names_have_parts() {
        assert_eq!(parts("signed_up_at"), ["signed", "up", "at"]);
        assert_eq!(parts("lastLogin"), ["last", "login"]);
        assert_eq!(parts("NPS"), ["nps"]);
        assert_eq!(parts("__"), Vec::<String>::new());
    }
}
