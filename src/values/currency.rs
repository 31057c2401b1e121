//! Currencies by their ISO 4217 codes, and how people write an amount of them.

use super::{Decimal, Exact};

/// The codes of ISO 4217 in use, with the number of decimals of the minor unit where it is not 2.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD3 BIF0 BMD BND BOB BRL \
    BSD BTN BWP BYN BZD CAD CDF CHF CLP0 CNY COP CRC CUP CVE CZK DJF0 DKK DOP DZD EGP ERN ETB EUR \
    FJD FKP GBP GEL GHS GIP GMD GNF0 GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD3 IRR ISK0 JMD JOD3 \
    JPY0 KES KGS KHR KMF0 KPW KRW0 KWD3 KYD KZT LAK LBP LKR LRD LSL LYD3 MAD MDL MGA MKD MMK MNT \
    MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR3 PAB PEN PGK PHP PKR PLN PYG0 QAR \
    RON RSD RUB RWF0 SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND3 \
    TOP TRY TTD TWD TZS UAH UGX0 USD UYU UZS VED VES VND0 VUV0 WST XAF0 XCD XCG XOF0 XPF0 YER ZAR \
    ZMW ZWG";

/// A currency of ISO 4217.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency {
    code: &'static str,
    /// Decimals of the minor unit: 2 for dollars and cents, 0 for yen.
    pub decimals: u8,
}

impl Currency {
    /// The currency of files that name none.
    pub const USD: Currency = Currency { code: "USD", decimals: 2 };

    /// The currency of a code such as `USD`, in capitals.
    pub fn from_code(code: &str) -> Option<Currency> {
        Currency::all().find(|currency| currency.code() == code)
    }

    /// Every currency of ISO 4217.
    pub fn all() -> impl Iterator<Item = Currency> {
        CODES.split_whitespace().map(|entry| {
            let decimals = entry.as_bytes().get(3).map_or(2, |digit| digit - b'0');
            Currency { code: &entry[..3], decimals }
        })
    }

    /// Its three letters.
    pub fn code(&self) -> &str {
        self.code
    }

    /// The symbol before an amount in this currency, if the language has one.
    pub fn mark(&self) -> Option<char> {
        match self.code() {
            "EUR" => Some('€'),
            "GBP" => Some('£'),
            "USD" | "CAD" | "AUD" | "NZD" | "SGD" | "HKD" | "MXN" | "TWD" | "ARS" | "CLP"
            | "COP" => Some('$'),
            _ => None,
        }
    }

    /// An amount as a rule file writes it: `$1,200.50`, `€20.00`, `500 JPY`.
    pub fn write(&self, amount: Decimal) -> String {
        self.dressed(&amount.with_decimals(self.decimals))
    }

    /// The same for an amount that is rounded to the minor unit.
    pub fn write_rounded(&self, amount: &Exact) -> String {
        self.dressed(&amount.with_decimals(u32::from(self.decimals)))
    }

    fn dressed(&self, text: &str) -> String {
        let (sign, size) = match text.strip_prefix('-') {
            Some(size) => ("-", size),
            None => ("", text),
        };
        match self.mark() {
            Some(mark) => format!("{sign}{mark}{}", grouped(size)),
            None => format!("{sign}{size} {}", self.code()),
        }
    }
}

/// `1200.5` as `1,200.5`.
pub(crate) fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_amounts_as_rule_files_do() {
        let write = |code: &str, amount: &str| {
            let amount = Decimal::parse(amount.as_bytes()).unwrap();
            Currency::from_code(code).unwrap().write(amount)
        };
        assert_eq!(write("USD", "1200.5"), "$1,200.50");
        assert_eq!(write("EUR", "-20"), "-€20.00");
        assert_eq!(write("JPY", "500"), "500 JPY");
        assert_eq!(write("USD", "1234567"), "$1,234,567.00");
    }
}
