//! The words in the name of a column, and what they say about what is in it.

/// The words of a name, in lower case: `Total Spent`, `totalSpent` and `TOTAL_SPENT` have the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words(Vec<String>);

/// Codes and numbers that nobody adds up. Leading zeros matter in them.
const CODES: &[&str] = &[
    "id",
    "ids",
    "uid",
    "uuid",
    "guid",
    "zip",
    "zipcode",
    "postcode",
    "postal",
    "plz",
    "phone",
    "phones",
    "tel",
    "telephone",
    "telefon",
    "mobile",
    "cell",
    "sms",
    "fax",
    "whatsapp",
    "sku",
    "ean",
    "upc",
    "isbn",
    "asin",
    "gtin",
    "barcode",
    "iban",
    "vat",
    "siret",
    "account",
    "key",
    "token",
    "hash",
    "code",
    "serial",
    "tracking",
    "reference",
    "ref",
];

/// Numbers of things that have them, where the name says so in two words: `order number`.
const NUMBERED: &[&str] = &[
    "order",
    "invoice",
    "member",
    "customer",
    "client",
    "account",
    "phone",
    "card",
    "tracking",
    "serial",
    "ticket",
    "transaction",
    "receipt",
];

/// Texts that are different for everybody.
const PERSONAL: &[&str] = &[
    "firstname",
    "lastname",
    "surname",
    "forename",
    "fullname",
    "nachname",
    "vorname",
    "username",
    "email",
    "mail",
    "phone",
    "mobile",
    "sms",
    "fax",
    "address",
    "address1",
    "address2",
    "street",
    "line1",
    "line2",
    "note",
    "notes",
    "comment",
    "comments",
    "message",
    "bio",
    "text",
    "url",
    "uri",
    "link",
    "href",
    "permalink",
    "image",
    "photo",
    "avatar",
    "ip",
    "token",
    "secret",
    "hash",
    "iban",
    "vat",
    "zip",
    "zipcode",
    "postcode",
    "postal",
    "id",
    "ids",
    "uuid",
    "guid",
    "key",
    "useragent",
    "prefix",
    "birthplace",
];

/// Texts of which there may be few after all: the names of products, the cities of a region.
const NAMES: &[&str] = &[
    "name",
    "city",
    "town",
    "description",
    "subject",
    "company",
    "organization",
    "title",
    "sku",
    "path",
];

/// A name with one of these is that of a person.
const OF_PEOPLE: &[&str] = &[
    "first",
    "last",
    "full",
    "given",
    "family",
    "middle",
    "contact",
    "billing",
    "shipping",
    "recipient",
    "customer",
    "user",
];

const MONEY: &[&str] = &[
    "total",
    "subtotal",
    "price",
    "prices",
    "amount",
    "amounts",
    "spent",
    "spend",
    "revenue",
    "cost",
    "costs",
    "fee",
    "fees",
    "tax",
    "taxes",
    "discount",
    "discounts",
    "shipping",
    "sales",
    "refund",
    "refunded",
    "refunds",
    "balance",
    "paid",
    "payment",
    "freight",
    "ltv",
    "clv",
    "mrr",
    "arr",
    "gmv",
    "turnover",
    "income",
    "salary",
    "budget",
    "worth",
    "credit",
    "debit",
    "charge",
    "charged",
    "charges",
    "tip",
    "tips",
    "outstanding",
    "umsatz",
    "betrag",
    "preis",
    "usd",
    "eur",
    "gbp",
];

/// `value` is an amount only with one of these.
const VALUED: &[&str] =
    &["order", "cart", "basket", "payment", "freight", "lifetime", "purchase", "deal", "contract"];

/// Words that make a number of what would be an amount: `total orders`, `tax rate`.
const COUNTED: &[&str] = &[
    "count",
    "quantity",
    "qty",
    "number",
    "num",
    "orders",
    "items",
    "units",
    "visits",
    "events",
    "deals",
    "points",
    "emails",
    "sessions",
    "customers",
    "purchases",
    "days",
    "months",
    "rate",
    "percent",
    "pct",
    "ratio",
    "score",
    "installments",
    "sequential",
    "weight",
    "version",
    "year",
    "month",
    "day",
    "position",
    "index",
    "lines",
    "tickets",
    "reviews",
    "clicks",
];

const TIMES: &[&str] = &[
    "date",
    "datetime",
    "time",
    "timestamp",
    "ts",
    "at",
    "on",
    "day",
    "created",
    "updated",
    "modified",
    "since",
    "until",
    "start",
    "started",
    "end",
    "ended",
    "ends",
    "expires",
    "expiry",
    "due",
    "seen",
    "joined",
    "birthday",
    "birthdate",
    "dob",
    "born",
    "datum",
    "cancel",
];

const YES_NO: &[&str] = &[
    "is",
    "has",
    "was",
    "can",
    "accepts",
    "accept",
    "opt",
    "optin",
    "optout",
    "subscribed",
    "unsubscribed",
    "active",
    "enabled",
    "disabled",
    "verified",
    "blacklisted",
    "flag",
    "consent",
    "deleted",
    "archived",
    "exempt",
    "vip",
    "delinquent",
    "churned",
    "converted",
];

const SETS: &[&str] = &[
    "tags",
    "labels",
    "segments",
    "interests",
    "categories",
    "topics",
    "groups",
    "badges",
    "skills",
    "channels",
    "preferences",
    "lists",
    "hobbies",
];

const PEOPLE: &[&str] = &[
    "customer",
    "customers",
    "cust",
    "user",
    "users",
    "member",
    "client",
    "contact",
    "subscriber",
    "person",
    "profile",
    "buyer",
    "shopper",
    "visitor",
    "patient",
    "guest",
    "student",
    "household",
    "kunde",
    "kunden",
    "email",
    "mail",
    "userid",
    "customerid",
    "kundennummer",
    "kundennr",
    "memberid",
    "clientid",
];

const HAPPENINGS: &[&str] = &[
    "order",
    "orders",
    "transaction",
    "trans",
    "txn",
    "invoice",
    "payment",
    "ticket",
    "event",
    "message",
    "review",
    "response",
    "line",
    "item",
    "purchase",
    "receipt",
    "booking",
    "charge",
    "refund",
    "sale",
    "checkout",
    "visit",
    "session",
    "shipment",
    "return",
];

const IDS: &[&str] = &[
    "id",
    "ids",
    "uid",
    "uuid",
    "guid",
    "number",
    "no",
    "nr",
    "num",
    "nummer",
    "userid",
    "customerid",
    "orderid",
    "kundennummer",
    "kundennr",
    "memberid",
    "clientid",
    "invoiceno",
    "transactionid",
    "orderno",
];

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

    pub(super) fn has(&self, any: &[&str]) -> bool {
        self.0.iter().any(|word| any.contains(&word.as_str()))
    }

    /// Whether a word ends like this, as in `createdate`.
    fn ends(&self, end: &str) -> bool {
        self.0.iter().any(|word| word.ends_with(end))
    }

    fn last(&self) -> &str {
        self.0.last().map_or("", String::as_str)
    }

    /// Whether it is a code: a number in it is none to reckon with.
    pub(super) fn is_code(&self) -> bool {
        let numbered = matches!(self.last(), "number" | "no" | "nr") && self.has(NUMBERED);
        (self.has(CODES) || numbered || self.is_id()) && !self.has(&["count", "quantity"])
    }

    /// Whether its texts are different for everybody: names of people, notes, addresses.
    pub(super) fn is_personal(&self) -> bool {
        let of_person = self.has(&["name"]) && (self.0.len() == 1 || self.has(OF_PEOPLE));
        let of_mail = self.has(&["email", "mail"]) && self.has(&["state", "status", "type"]);
        let of_place = self.has(&["address"])
            && self.has(&["country", "province", "state", "region", "county", "type"]);
        let is_zip = self.has(&["zip", "postal", "postcode"]);
        (self.has(PERSONAL) || of_person || self.ends("email")) && !of_mail && (!of_place || is_zip)
    }

    /// Whether its texts are names of something, of which there may be few.
    pub(super) fn is_name(&self) -> bool {
        self.has(NAMES) || self.ends("name")
    }

    pub(super) fn is_money(&self) -> bool {
        let valued = self.has(&["value"]) && self.has(VALUED);
        let last = MONEY.contains(&self.last()) && !self.has(&["count", "number", "num"]);
        last || (self.has(MONEY) || valued || self.is_in_cents()) && !self.has(COUNTED)
    }

    pub(super) fn is_in_cents(&self) -> bool {
        self.has(&["cents", "cent"])
    }

    pub(super) fn is_time(&self) -> bool {
        self.has(TIMES) || self.ends("date") || self.ends("time")
    }

    pub(super) fn is_birthday(&self) -> bool {
        self.has(&["birthday", "birthdate", "birth", "dob", "born", "geburtstag"])
    }

    pub(super) fn is_utc(&self) -> bool {
        self.has(&["utc", "gmt"])
    }

    pub(super) fn is_yes_no(&self) -> bool {
        self.has(YES_NO)
    }

    pub(super) fn is_set(&self) -> bool {
        SETS.contains(&self.last())
    }

    /// Whether it is about a person: `customer`, `user`, `email`.
    pub(super) fn is_person(&self) -> bool {
        self.has(PEOPLE)
    }

    pub(super) fn is_email(&self) -> bool {
        self.has(&["email", "mail"]) || self.ends("email")
    }

    /// Whether it is about something that happens: `order`, `ticket`.
    pub(super) fn is_happening(&self) -> bool {
        self.has(HAPPENINGS)
    }

    /// Whether it is about one line of an order, by its name: what was bought, and how many.
    pub(super) fn is_of_line(&self) -> bool {
        const LINE: &[&str] = &[
            "lineitem", "line", "item", "product", "sku", "quantity", "qty", "unit", "stock",
            "variant",
        ];
        self.has(LINE)
    }

    pub(super) fn is_id(&self) -> bool {
        IDS.contains(&self.last())
    }

    /// What a number of this name is known to be between.
    pub(super) fn range(&self) -> Option<(i64, i64)> {
        if self.has(&["nps"]) && !self.has(&["count"]) {
            return Some((0, 10));
        }
        let stars = self.has(&["stars", "rating", "rated"])
            || self.has(&["review"]) && self.has(&["score"]);
        stars.then_some((1, 5))
    }
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
}
