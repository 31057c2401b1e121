//! The words in the name of a column, and what they say about what is in it.

use super::vocabulary::{
    CHOSEN, CODES, COUNTED, CURRENCIES, HAPPENING_STEMS, HAPPENINGS, IDS, MEMBERSHIPS, MONEY,
    NAMES, NUMBERED, OF_PEOPLE, PEOPLE, PERSONAL, SETS, TIMES, VALUED, YES_NO,
};

/// The words of a name, in lower case: `Total Spent`, `totalSpent` and `TOTAL_SPENT` have the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words(Vec<String>);

impl Words {
    pub(super) fn of(name: &str) -> Words {
        let mut words = vec![String::new()];
        let mut before = ' ';
        for c in name.chars() {
            let turns = c.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit());
            if !c.is_alphanumeric() || turns {
                words.push(String::new());
            }
            if c.is_alphanumeric()
                && let Some(last) = words.last_mut()
            {
                last.extend(c.to_lowercase());
            }
            before = c;
        }
        words.retain(|word| !word.is_empty());
        Words(words)
    }

    pub(super) fn all(&self) -> &[String] {
        &self.0
    }

    /// Whether one of its words is in a list with spaces between them.
    pub(super) fn has(&self, any: &str) -> bool {
        self.0.iter().any(|word| is_in(word, any))
    }

    /// Whether a word ends like this, as in `createdate`.
    fn ends(&self, end: &str) -> bool {
        self.0.iter().any(|word| word.ends_with(end))
    }

    pub(super) fn last(&self) -> &str {
        self.0.last().map_or("", String::as_str)
    }

    /// Whether it is a code: a number in it is none to reckon with.
    pub(super) fn is_code(&self) -> bool {
        let numbered = matches!(self.last(), "number" | "no" | "nr") && self.has(NUMBERED);
        (self.has(CODES) || numbered || self.is_id()) && !self.has("count quantity")
    }

    /// Whether its texts are different for everybody: names of people, notes, addresses.
    pub(super) fn is_personal(&self) -> bool {
        let of_person = self.has("name") && (self.0.len() == 1 || self.has(OF_PEOPLE));
        let of_mail = self.has("email mail") && self.has("state status type");
        let of_place = self.has("address") && self.has("country province state region county type");
        let is_zip = self.has("zip postal postcode");
        (self.has(PERSONAL) || of_person || self.ends("email")) && !of_mail && (!of_place || is_zip)
    }

    /// Whether its texts are names of something, of which there may be few.
    pub(super) fn is_name(&self) -> bool {
        self.has(NAMES) || self.ends("name") || is_in(self.last(), "item product")
    }

    /// Whether its values are chosen from a list: the state of an order, but not that of an address.
    pub(super) fn is_chosen(&self) -> bool {
        let of_place = self.has("address billing shipping customer");
        is_in(self.last(), CHOSEN) && !(self.last() == "state" && (self.0.len() == 1 || of_place))
    }

    pub(super) fn is_currency(&self) -> bool {
        self.has(CURRENCIES)
    }

    pub(super) fn is_money(&self) -> bool {
        let valued = self.has("value") && self.has(VALUED);
        let last = is_in(self.last(), MONEY) && !self.has("count number num points miles stars");
        last || (self.has(MONEY) || valued || self.is_in_cents()) && !self.has(COUNTED)
    }

    pub(super) fn is_in_cents(&self) -> bool {
        self.has("cents cent")
    }

    pub(super) fn is_time(&self) -> bool {
        self.has(TIMES) || self.ends("date") || self.ends("time")
    }

    pub(super) fn is_birthday(&self) -> bool {
        self.has("birthday birthdate birth dob born geburtstag")
    }

    pub(super) fn is_utc(&self) -> bool {
        self.has("utc gmt")
    }

    pub(super) fn is_yes_no(&self) -> bool {
        self.has(YES_NO)
    }

    pub(super) fn is_set(&self) -> bool {
        is_in(self.last(), SETS)
    }

    /// Whether it is about a person: `customer`, `user`, `email`.
    pub(super) fn is_person(&self) -> bool {
        self.has(PEOPLE)
    }

    /// Whether it is the card or the account by which a shop knows a customer: `card_no`.
    pub(super) fn is_membership(&self) -> bool {
        let other = "credit debit gift payment bank";
        let ends = self.is_id() || is_in(self.last(), MEMBERSHIPS);
        self.has(MEMBERSHIPS) && ends && !self.has(other) && !self.is_happening()
    }

    pub(super) fn is_email(&self) -> bool {
        self.has("email mail") || self.ends("email")
    }

    /// Whether it is about something that happens: `order`, `ticket`.
    pub(super) fn is_happening(&self) -> bool {
        let begins = |word: &String| HAPPENING_STEMS.iter().any(|stem| word.starts_with(stem));
        self.has(HAPPENINGS) || self.0.iter().any(begins)
    }

    /// The word for what happens, if it is one alone: `order`, as in `Order ID`.
    pub(super) fn happening(&self) -> Option<&str> {
        self.0.iter().map(String::as_str).find(|word| is_in(word, HAPPENINGS))
    }

    /// Whether it is about one line of an order, by its name: what was bought, and how many.
    pub(super) fn is_of_line(&self) -> bool {
        self.has(
            "lineitem line item product sku quantity qty unit stock variant artikel produkt menge",
        )
    }

    pub(super) fn is_id(&self) -> bool {
        let begins = self.0.len() == 2 && is_in(&self.0[0], "n nr num numero numéro número");
        let ends = ["nr", "nummer"].iter().any(|end| self.last().ends_with(end));
        is_in(self.last(), IDS) || begins || ends
    }

    /// What a number of this name is known to be between.
    pub(super) fn range(&self) -> Option<(i64, i64)> {
        if self.has("nps recommend") && !self.has("count") {
            return Some((0, 10));
        }
        let stars = self.has("stars rating rated") || self.has("review") && self.has("score");
        stars.then_some((1, 5))
    }
}

fn is_in(word: &str, list: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_the_same_words_however_they_are_joined() {
        for name in ["Total Spent", "totalSpent", "TOTAL_SPENT", "total-spent", " total.spent "] {
            assert_eq!(Words::of(name).all(), ["total", "spent"], "{name}");
        }
        assert_eq!(Words::of("customerID").all(), ["customer", "id"]);
        assert_eq!(Words::of("NPS").all(), ["nps"]);
        assert_eq!(Words::of("").all(), [""; 0]);
    }

    #[test]
    fn amounts_are_told_from_counts() {
        for name in ["Total Spent", "price", "payment_value", "freight_value", "Amount (USD)"] {
            assert!(Words::of(name).is_money(), "{name}");
        }
        for name in ["Total Orders", "tax_rate", "payment_installments", "value", "discount_pct"] {
            assert!(!Words::of(name).is_money(), "{name}");
        }
    }

    #[test]
    fn cards_of_a_shop_are_told_from_those_of_a_bank() {
        for name in ["Loyalty Card", "card_no", "Account", "Kundenkarte", "Membership ID"] {
            assert!(Words::of(name).is_membership(), "{name}");
        }
        for name in ["credit_card", "card_brand", "account_balance", "Gift card", "Order no"] {
            assert!(!Words::of(name).is_membership(), "{name}");
        }
    }

    #[test]
    fn numbers_of_orders_are_known_in_one_word_too() {
        for name in ["bestellnr", "Rechnungs-Nr.", "Auftragsnummer", "Order ID", "receipt_no"] {
            let words = Words::of(name);
            assert!(words.is_id() && words.is_happening() && words.is_code(), "{name}");
        }
    }
}
