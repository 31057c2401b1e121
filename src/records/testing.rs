//! Needs for tests, without a rule file.

use crate::plan::{AttributeNeed, FieldNeed, GiftNames, ListNeed, Needs};
use crate::terms::{DataForms, DateForm, EventKey, FieldType, Range};
use crate::values::currency::Currency;
use crate::values::{Decimal, Path};

pub(super) fn path(text: &str) -> Path {
    Path::parse(text).expect("a path")
}

/// Needs of an id, three stages and two gifts, in US dollars and UTC.
pub(super) fn needs() -> Needs {
    Needs {
        id: path("id"),
        id_ignores_case: false,
        stage: path("stage"),
        stage_since: path("stage_since"),
        tags: path("tags"),
        given: path("given"),
        owed: None,
        fields: Vec::new(),
        lists: Vec::new(),
        tables: Vec::new(),
        stages: ["engaged", "enthusiast", "advocate"].map(String::from).to_vec(),
        gifts: ["swag", "gift_card"].map(GiftNames::of).to_vec(),
        for_each: vec![false, true],
        currency: Currency::USD,
        forms: DataForms::default(),
        zone: jiff::tz::TimeZone::UTC,
    }
}

/// The same with a field called `x`, at the path of its name.
pub(super) fn needs_field(kind: FieldType) -> Needs {
    with_field(needs(), "x", kind)
}

pub(super) fn with_field(mut needs: Needs, at: &str, kind: FieldType) -> Needs {
    let name = at.to_owned();
    needs.fields.push(FieldNeed { name, path: path(at), kind, default: None, required: false });
    needs
}

/// The same with a list `purchases` of events with an amount and an sku.
pub(super) fn with_purchases(mut needs: Needs) -> Needs {
    let attribute = |name: &str, kind| AttributeNeed { name: name.into(), path: path(name), kind };
    needs.lists.push(ListNeed {
        name: "purchases".to_owned(),
        path: path("purchases"),
        required: false,
        at: Some(path("at")),
        at_form: DateForm::default(),
        key: Some(EventKey { paths: vec![path("order")], last_counts: false }),
        attributes: vec![
            attribute(
                "amount",
                FieldType::Money { in_cents: false, range: Range::default(), notation: None },
            ),
            attribute("sku", FieldType::Text { ignoring_case: false }),
        ],
        table: None,
    });
    needs
}

/// A number from 0 to 10.
pub(super) fn nps() -> FieldType {
    FieldType::Number {
        range: Range::between(Decimal::ZERO, Decimal::from(10usize)),
        notation: None,
    }
}
