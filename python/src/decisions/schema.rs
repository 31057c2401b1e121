//! The columns of the tables that decisions are. `docs/python.md` describes them.

use std::sync::{Arc, LazyLock};

use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef, TimeUnit};
use flywheel::check::Type;
use flywheel::plan::Plan;

/// All numbers have this many digits after the point: as many as a quotient has.
pub(super) const SCALE: u8 = 20;

/// The most digits of a number of Arrow.
pub(super) const DIGITS: u8 = 38;

fn text(name: &str, nullable: bool) -> Field {
    Field::new(name, DataType::Utf8, nullable)
}

/// A number that is exact.
pub(super) fn number() -> DataType {
    DataType::Decimal128(DIGITS, SCALE as i8)
}

/// A moment.
pub(super) fn moment() -> DataType {
    DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
}

/// What is in a list.
pub(super) fn item(kind: DataType) -> Arc<Field> {
    Arc::new(Field::new("item", kind, false))
}

/// An item of a list of texts, any of which may be missing.
pub(super) fn text_or_null() -> Arc<Field> {
    Arc::new(Field::new("item", DataType::Utf8, true))
}

fn list_of(fields: &Fields) -> DataType {
    DataType::List(item(DataType::Struct(fields.clone())))
}

/// A list of texts.
pub(super) fn texts() -> DataType {
    DataType::List(item(DataType::Utf8))
}

/// A step to a stage.
pub(super) static STEP: LazyLock<Fields> =
    LazyLock::new(|| Fields::from(vec![text("to", false), text("rule", false)]));

/// A gift that is given.
pub(super) static GIVEN: LazyLock<Fields> = LazyLock::new(|| {
    Fields::from(vec![
        text("gift", false),
        text("kind", false),
        text("rule", false),
        text("for", true),
        Field::new("cost", number(), true),
        Field::new("worth", number(), true),
    ])
});

/// A gift that is not given.
pub(super) static WITHHELD: LazyLock<Fields> = LazyLock::new(|| {
    Fields::from(vec![
        text("gift", false),
        text("reason", false),
        Field::new("kept", DataType::Boolean, false),
        text("rule", false),
        text("for", true),
    ])
});

/// A gift that is owed no longer.
pub(super) static LAPSED: LazyLock<Fields> = LazyLock::new(|| {
    Fields::from(vec![
        text("gift", false),
        Field::new("since", moment(), false),
        text("rule", false),
        text("for", true),
    ])
});

/// An arm of an experiment.
pub(super) static ARM: LazyLock<Fields> =
    LazyLock::new(|| Fields::from(vec![text("experiment", false), text("arm", false)]));

/// Records that were rejected.
pub(super) static REJECTED: LazyLock<SchemaRef> = LazyLock::new(|| {
    let line = |name, nullable| Field::new(name, DataType::Int64, nullable);
    Arc::new(Schema::new(vec![
        text("file", false),
        line("line", false),
        text("id", true),
        text("path", false),
        text("code", false),
        text("reason", false),
        text("customer_file", true),
        line("customer_line", true),
    ]))
});

/// A gift that was given until now. One without a name cannot be read, but is kept.
pub(super) static GRANT: LazyLock<Fields> = LazyLock::new(|| {
    Fields::from(vec![
        text("name", true),
        text("at", true),
        text("for", true),
        Field::new("cost", number(), true),
        Field::new("worth", number(), true),
    ])
});

/// A gift that is owed; so is one without a name here.
pub(super) static OWED: LazyLock<Fields> = LazyLock::new(|| {
    Fields::from(vec![
        text("name", true),
        text("for", true),
        text("since", true),
        text("rule", true),
    ])
});

/// Where customers are.
pub(crate) static STATE: LazyLock<SchemaRef> = LazyLock::new(|| {
    Arc::new(Schema::new(vec![
        text("id", false),
        text("stage", true),
        text("stage_since", true),
        Field::new("tags", DataType::List(text_or_null()), false),
        Field::new("given", list_of(&GRANT), false),
        Field::new("owed", list_of(&OWED), false),
    ]))
});

/// The values that the rules show, each with its type.
pub(super) fn shown(plan: &Plan) -> Fields {
    plan.shows
        .iter()
        .map(|shown| Field::new(&shown.name, shown_as(plan.part(shown.value.id).ty), true))
        .collect()
}

/// The type of a column of values that the rules show.
fn shown_as(ty: Type) -> DataType {
    match ty {
        Type::YesNo => DataType::Boolean,
        Type::Number | Type::Money => number(),
        // A length of time is no value on its own, and what is broken has no plan.
        Type::Text | Type::Choice(_) | Type::Stage | Type::Duration | Type::Broken => {
            DataType::Utf8
        }
        Type::Date => moment(),
        Type::Day => DataType::Date32,
        Type::Set => texts(),
    }
}

/// A row for each customer who was decided.
pub(crate) fn decisions(plan: &Plan) -> SchemaRef {
    let mut fields = vec![
        text("id", false),
        text("from", true),
        text("to", false),
        text("rule", true),
        Field::new("moves", list_of(&STEP), false),
        Field::new("given", list_of(&GIVEN), false),
        Field::new("tags", texts(), false),
        Field::new("untags", texts(), false),
        Field::new("withheld", list_of(&WITHHELD), false),
        Field::new("lapsed", list_of(&LAPSED), false),
        Field::new("also", list_of(&STEP), false),
        Field::new("experiments", list_of(&ARM), false),
    ];
    if !plan.shows.is_empty() {
        fields.push(Field::new("shown", DataType::Struct(shown(plan)), false));
    }
    Arc::new(Schema::new(fields))
}
