//! The words that columns are known by, in lists with spaces between them.

/// Codes and numbers that nobody adds up. Leading zeros matter in them.
pub(super) const CODES: &str = "\
    id ids uid uuid guid zip zipcode postcode postal plz phone phones tel telephone telefon \
    mobile cell sms fax whatsapp sku ean upc isbn asin gtin barcode iban vat siret account \
    key token hash code serial tracking reference ref";

/// Numbers of things that have them, where the name says so in two words: `order number`.
pub(super) const NUMBERED: &str = "\
    order invoice member customer client account phone card tracking serial ticket \
    transaction receipt";

/// Texts that are different for everybody.
pub(super) const PERSONAL: &str = "\
    firstname lastname surname forename fullname nachname vorname username email mail phone \
    mobile sms fax address address1 address2 street line1 line2 note notes comment comments \
    message bio text url uri link href permalink image photo avatar ip token secret hash \
    iban vat zip zipcode postcode postal id ids uuid guid key useragent prefix birthplace \
    straße strasse adresse telefon handy notiz bemerkung kommentar";

/// Texts of which there may be few after all: the names of products, the cities of a region.
pub(super) const NAMES: &str = "\
    name city town description subject company organization title sku path \
    ort stadt wohnort artikel produkt bezeichnung firma ville ciudad";

/// What is chosen from a list that somebody has made, so that a few rows show its values.
pub(super) const CHOSEN: &str = "\
    status state type plan tier level gender sex contract method currency kind priority \
    stage lifecyclestage dealstage channel consent \
    geschlecht tarif typ zahlungsart";

/// A name with one of these is that of a person.
pub(super) const OF_PEOPLE: &str = "\
    first last full given family middle contact billing shipping recipient customer user";

/// Amounts of money.
pub(super) const MONEY: &str = "\
    total subtotal price prices amount amounts spent spend revenue cost costs fee fees tax \
    taxes discount discounts shipping sales refund refunded refunds balance paid payment \
    freight ltv clv mrr arr gmv turnover income salary budget worth credit debit charge \
    charged charges tip tips outstanding vat umsatz betrag preis summe \
    gesamtbetrag gesamtsumme gesamtpreis montant usd eur gbp";

/// `value` is an amount only with one of these.
pub(super) const VALUED: &str = "\
    order cart basket payment freight lifetime purchase deal contract";

/// Words that make a number of what would be an amount: `total orders`, `tax rate`.
pub(super) const COUNTED: &str = "\
    count quantity qty number num orders items units visits events deals points emails \
    sessions customers purchases days months rate percent pct ratio score installments \
    sequential weight version year month day position index lines tickets reviews clicks";

/// Days and times.
pub(super) const TIMES: &str = "\
    date datetime time timestamp ts at on day created updated modified since until start \
    started end ended ends expires expiry due seen joined birthday birthdate dob born datum \
    cancel";

/// What is or is not.
pub(super) const YES_NO: &str = "\
    is has was can accepts accept opt optin optout subscribed unsubscribed active enabled \
    disabled verified blacklisted flag consent deleted archived exempt vip delinquent \
    churned converted";

/// Several texts at once.
pub(super) const SETS: &str = "\
    tags labels segments interests categories topics groups badges skills channels \
    preferences lists hobbies";

/// People, and how they are told apart.
pub(super) const PEOPLE: &str = "\
    customer customers cust user users member client contact subscriber person profile buyer \
    shopper visitor patient guest student household kunde kunden email mail userid \
    customerid kundennummer kundennr memberid clientid";

/// What happens.
pub(super) const HAPPENINGS: &str = "\
    order orders transaction trans txn invoice payment ticket event message review response \
    line item purchase receipt booking charge refund sale checkout visit session shipment \
    return reservation appointment donation bestellung auftrag rechnung beleg bon kauf buchung \
    termin commande facture pedido factura";

/// The beginnings of the same in words that say more: `Bestellnr`, `Rechnungsnummer`.
pub(super) const HAPPENING_STEMS: &[&str] =
    &["bestell", "auftrag", "rechnung", "beleg", "kassenbon", "buchung"];

/// Cards and accounts by which a shop knows its customers.
pub(super) const MEMBERSHIPS: &str = "\
    card loyalty account membership karte kundenkarte konto mitglied mitgliedsnr \
    mitgliedsnummer kartennr kartennummer kundenkartennr kundenkartennummer kontonummer \
    cardno cardnumber accountno loyaltycard membercard";

/// A column that names its currency.
pub(super) const CURRENCIES: &str = "currency währung waehrung devise moneda valuta";

/// The last word of a number that something is known by.
pub(super) const IDS: &str = "\
    id ids uid uuid guid number no nr num nummer userid customerid orderid kundennummer \
    kundennr memberid clientid invoiceno transactionid orderno";
