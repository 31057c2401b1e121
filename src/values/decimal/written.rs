//! Decimals as they are written down by one program and read by another: as texts, with all digits.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Decimal;

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'d> Deserialize<'d> for Decimal {
    fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Decimal, D::Error> {
        let text = String::deserialize(from)?;
        Decimal::parse(text.as_bytes()).map_err(de::Error::custom)
    }
}
