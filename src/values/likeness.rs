//! The name that is most like another one.

/// The name that is most like this one, if one is: it differs in a third of the letters at most,
/// whatever the case and the marks between words.
pub fn nearest<'n>(name: &str, others: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    others
        .filter_map(|other| Some((distance(name, other)?, other)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// The name that is meant by this one: the most like it, or else the only one that has all of its
/// words, or only words of it, as `Date` has of `Order Date`; of several, the only one that ends alike.
pub fn meant<'n>(name: &str, others: impl Iterator<Item = &'n str> + Clone) -> Option<&'n str> {
    nearest(name, others.clone()).or_else(|| {
        let own = words(name);
        let within = |one: &[String], all: &[String]| one.iter().all(|word| all.contains(word));
        let shares = |other: &&str| {
            let other = words(other);
            !other.is_empty() && (within(&other, &own) || within(&own, &other))
        };
        let found: Vec<&str> = others.filter(shares).filter(|_| !own.is_empty()).collect();
        // Of `Email` and `Consent`, the last word of `Email consent` says what it is.
        let same_last = |other: &&&str| words(other).last() == own.last();
        let mut ends = found.iter().filter(same_last);
        match (found.as_slice(), ends.next(), ends.next()) {
            ([one], ..) | (_, Some(one), None) => Some(*one),
            _ => None,
        }
    })
}

/// The words of a name in lower case: those of `Order Date`, `order_date` and `orderDate` are the same.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        if !c.is_alphanumeric() || c.is_uppercase() && before.is_lowercase() {
            words.push(String::new());
        }
        if let Some(last) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            last.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_meant_by_its_letters_or_by_its_words() {
        for (name, others, found) in [
            ("Customer ID", &["Email", "Customer"][..], Some("Customer")),
            ("Order Date", &["Order", "Total", "When"], Some("Order")),
            ("Order Date", &["Total", "Date"], Some("Date")),
            ("orderDate", &["total", "DATE"], Some("DATE")),
            ("Order Date", &["Order", "Date"], Some("Date")),
            ("Order Date", &["Order", "Order ID", "Order no"], Some("Order")),
            ("Email consent", &["Email", "Consent"], Some("Consent")),
            ("Email", &["Email consent", "Email status"], None),
            ("Order Date", &["Update", "Orders"], None),
            ("consent", &["Email consent", "Email"], Some("Email consent")),
            ("---", &["Email"], None),
        ] {
            assert_eq!(meant(name, others.iter().copied()), found, "{name} of {others:?}");
        }
    }
}
